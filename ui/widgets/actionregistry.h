#pragma once

#include "ui/widgets/keymap.h"

#include <QAction>
#include <QHash>
#include <QObject>

#include <functional>

namespace docket::ui::widgets
{

/// Where an action is at home: its heading in the key sheet and the scope of its keys.
enum class ActionContext { Window, Queue, Case, Evidence, Judgement, Log };
/// Translated heading: "Everywhere", "Queue", …
QString actionContextName(ActionContext context);

/// What a room declares about one of its actions.
struct ActionSpec {
    QString id; ///< stable: "queue.next"; keymaps and tests name it
    QString name; ///< translated, as in menus and the palette: "Next case"
    ActionContext context = ActionContext::Window;
    QList<QKeySequence> keys; ///< defaults; the first is shown on buttons
    QString searchWords; ///< translated further words the palette finds it by
    bool inPalette = true;
};

/// Every action of the program with its key; law "every action has a name, a key and a place in the palette".
/// Owns the QActions. Thread: GUI.
class ActionRegistry : public QObject
{
    Q_OBJECT
public:
    explicit ActionRegistry(QObject* parent = nullptr);

    /// Declares an action and returns it; connect to `triggered`. Ids are declared once (asserted).
    /// Keys work anywhere in `scope`'s window; with `scope` null the caller puts the action onto its widget with
    /// QWidget::addAction.
    QAction* declare(const ActionSpec& spec, QWidget* scope, Qt::ShortcutContext reach = Qt::WindowShortcut);
    QAction* action(const QString& id) const; ///< null when unknown
    const QList<ActionSpec>& specs() const { return m_specs; }
    const ActionSpec* spec(const QString& id) const;
    /// Forgets actions whose owner goes away (a pane made anew).
    void withdraw(const QString& id);

    const KeyMap& keyMap() const { return m_keyMap; }
    void setKeyMap(const KeyMap& map);
    void remap(const QString& id, const QList<QKeySequence>& keys);
    /// The action other than `id` that already answers to `key` where `id` would hear it; null when free.
    const ActionSpec* holderOf(const QKeySequence& key, const QString& id) const;
    /// The text for a keycap; empty when the action has no key.
    QString keyText(const QString& id) const;

Q_SIGNALS:
    void keysChanged();
    void actionTriggered(const QString& id);

private:
    void applyKeys(const ActionSpec& spec);

    QList<ActionSpec> m_specs; ///< in order of declaration, as the key sheet shows them
    QHash<QString, QAction*> m_actions;
    KeyMap m_keyMap;
};

} // namespace docket::ui::widgets
