#pragma once

#include "ui/widgets/overlay.h"

class QLabel;
class QLineEdit;
class QScrollArea;

namespace docket::ui::widgets
{

class ActionRegistry;

/// `?`: every key, grouped by where it works, searchable. A row pressed (Enter or click) takes a new key; Backspace
/// there removes it, a conflict is named and nothing is changed.
class KeySheet : public Overlay
{
    Q_OBJECT
public:
    KeySheet(const Theme& theme, ActionRegistry& actions, QWidget* window);
    /// Ids of the actions listed now, in order.
    QStringList listed() const { return m_listed; }

protected:
    QWidget* prepare() override;

private:
    void rebuild();
    void learn(const QString& id, const QKeySequence& key);

    ActionRegistry& m_actions;
    QLineEdit* m_line;
    QScrollArea* m_area;
    QLabel* m_note;
    QStringList m_listed;
};

} // namespace docket::ui::widgets
