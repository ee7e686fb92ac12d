#include "app/docket/desk/desk.h"
#include "core/base/logging.h"
#include "ui/widgets/commandpalette.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QSettings>

namespace docket::app
{

using namespace Qt::StringLiterals;
using ui::widgets::KeyMap;

// What belongs to the person and the machine, not to the workspace: window, colours, keys.

void Desk::restore()
{
    if (!m_config.remember)
        return;
    const QSettings settings;
    if (m_theme.choice() == ui::widgets::ThemeChoice::System) {
        if (const auto choice = ui::widgets::themeChoiceFromName(settings.value(u"theme"_s).toString()))
            m_theme.setChoice(*choice);
    }
    m_theme.setScale(settings.value(u"textScale"_s, 1.0).toReal());
    m_window->restoreLayout(settings.value(u"layout"_s).toByteArray());
    m_window->palette()->setRecent(settings.value(u"recentCommands"_s).toStringList());
    m_presenter.setAutoAdvance(settings.value(u"autoAdvance"_s, true).toBool());
    m_actions.action(u"pictures.startBlurred"_s)->setChecked(settings.value(u"picturesStartBlurred"_s, true).toBool());
    m_actions.action(u"pictures.startGrey"_s)->setChecked(settings.value(u"picturesStartGrey"_s, true).toBool());
    m_actions.action(u"view.outline"_s)->setChecked(settings.value(u"outline"_s, true).toBool());
    m_keys->setIdleMinutes(settings.value(u"lockAfterMinutes"_s, KeyDesk::defaultIdleMinutes).toInt());
    if (const QByteArray keys = settings.value(u"keys"_s).toByteArray(); !keys.isEmpty()) {
        if (auto map = KeyMap::fromJson(keys, settings.fileName()))
            m_actions.setKeyMap(*map);
        else
            qCWarning(lcUi, "%s", qUtf8Printable(map.error().text()));
    }
}

void Desk::save()
{
    if (!m_config.remember)
        return;
    QSettings settings;
    settings.setValue(u"theme"_s, ui::widgets::themeChoiceName(m_theme.choice()));
    settings.setValue(u"textScale"_s, m_theme.scale());
    settings.setValue(u"layout"_s, m_window->saveLayout());
    settings.setValue(u"recentCommands"_s, m_window->palette()->recent());
    settings.setValue(u"autoAdvance"_s, m_presenter.autoAdvance());
    settings.setValue(u"keys"_s, m_actions.keyMap().toJson());
    settings.setValue(u"picturesStartBlurred"_s, m_actions.action(u"pictures.startBlurred"_s)->isChecked());
    settings.setValue(u"picturesStartGrey"_s, m_actions.action(u"pictures.startGrey"_s)->isChecked());
    settings.setValue(u"outline"_s, m_actions.action(u"view.outline"_s)->isChecked());
    settings.setValue(u"lockAfterMinutes"_s, m_keys->idleMinutes());
    settings.setValue(u"workspace"_s, m_config.folder);
}

} // namespace docket::app
