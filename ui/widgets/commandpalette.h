#pragma once

#include "ui/widgets/overlay.h"

#include <QList>

#include <functional>

class QLineEdit;
class QStandardItemModel;

namespace docket::ui::widgets
{

class ActionRegistry;
class FixedRowView;

/// One line of the palette.
struct PaletteEntry {
    QString id; ///< stable; what "recent first" remembers
    QString text;
    QString detail; ///< where it belongs: "Queue", "case"
    QString keyText;
    bool enabled = true;
    std::function<void()> run;
};

/// Further entries for a typed text (cases, files); answers later through the callback, on the GUI thread.
using PaletteProvider = std::function<void(const QString& text, std::function<void(QList<PaletteEntry>)>)>;

/// Ctrl+K: every action by name, fuzzy, the recently used first, each with its key; then what the providers find.
class CommandPalette : public Overlay
{
    Q_OBJECT
public:
    CommandPalette(const Theme& theme, ActionRegistry& actions, QWidget* window);
    void addProvider(PaletteProvider provider) { m_providers.append(std::move(provider)); }

    /// Ids of what was run, newest first, at most 12; kept in the settings.
    QStringList recent() const { return m_recent; }
    void setRecent(const QStringList& ids) { m_recent = ids; }
    /// What is listed now, in order.
    const QList<PaletteEntry>& entries() const { return m_entries; }

protected:
    QWidget* prepare() override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void search();
    void list(QList<PaletteEntry> entries);
    QList<PaletteEntry> actionEntries(const QString& text) const;
    void run(int row);

    ActionRegistry& m_actions;
    QLineEdit* m_line;
    FixedRowView* m_view;
    QStandardItemModel* m_model;
    QList<PaletteProvider> m_providers;
    QList<PaletteEntry> m_entries;
    QStringList m_recent;
    int m_search = 0; ///< answers to an older text are dropped
};

} // namespace docket::ui::widgets
