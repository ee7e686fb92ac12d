#include "ui/widgets/actionregistry.h"

#include <QWidget>

#include <algorithm>

namespace docket::ui::widgets
{

QString actionContextName(ActionContext context)
{
    switch (context) {
    case ActionContext::Window:
        return ActionRegistry::tr("Everywhere");
    case ActionContext::Queue:
        return ActionRegistry::tr("Queue");
    case ActionContext::Case:
        return ActionRegistry::tr("Case");
    case ActionContext::Evidence:
        return ActionRegistry::tr("Evidence");
    case ActionContext::Judgement:
        return ActionRegistry::tr("Judgement");
    case ActionContext::Log:
        return ActionRegistry::tr("Log");
    }
    return {};
}

ActionRegistry::ActionRegistry(QObject* parent) : QObject(parent) { }

QAction* ActionRegistry::declare(const ActionSpec& spec, QWidget* scope, Qt::ShortcutContext reach)
{
    Q_ASSERT_X(!m_actions.contains(spec.id), "ActionRegistry::declare", qPrintable(spec.id));
    auto* action = new QAction(spec.name, this);
    action->setObjectName(spec.id);
    action->setShortcutContext(reach);
    action->setAutoRepeat(true);
    if (scope)
        scope->addAction(action);
    connect(action, &QAction::triggered, this, [this, id = spec.id] { Q_EMIT actionTriggered(id); });
    m_specs.append(spec);
    m_actions.insert(spec.id, action);
    applyKeys(spec);
    return action;
}

QAction* ActionRegistry::action(const QString& id) const
{
    return m_actions.value(id);
}

const ActionSpec* ActionRegistry::spec(const QString& id) const
{
    const auto it = std::ranges::find(m_specs, id, &ActionSpec::id);
    return it == m_specs.cend() ? nullptr : &*it;
}

void ActionRegistry::withdraw(const QString& id)
{
    delete m_actions.take(id);
    m_specs.removeIf([&id](const ActionSpec& spec) { return spec.id == id; });
}

void ActionRegistry::setKeyMap(const KeyMap& map)
{
    m_keyMap = map;
    for (const ActionSpec& spec : m_specs)
        applyKeys(spec);
    Q_EMIT keysChanged();
}

void ActionRegistry::remap(const QString& id, const QList<QKeySequence>& keys)
{
    const ActionSpec* known = spec(id);
    if (!known)
        return;
    if (keys == known->keys)
        m_keyMap.restore(id);
    else
        m_keyMap.remap(id, keys);
    applyKeys(*known);
    Q_EMIT keysChanged();
}

const ActionSpec* ActionRegistry::holderOf(const QKeySequence& key, const QString& id) const
{
    for (const ActionSpec& other : m_specs) {
        if (other.id != id && m_keyMap.keys(other.id, other.keys).contains(key))
            return &other;
    }
    return nullptr;
}

QString ActionRegistry::keyText(const QString& id) const
{
    const QAction* known = action(id);
    return known ? widgets::keyText(known->shortcut()) : QString();
}

void ActionRegistry::applyKeys(const ActionSpec& spec)
{
    m_actions.value(spec.id)->setShortcuts(m_keyMap.keys(spec.id, spec.keys));
}

} // namespace docket::ui::widgets
