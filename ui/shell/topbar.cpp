#include "ui/shell/topbar.h"

#include "ui/queue/queuepresenter.h"
#include "ui/queue/savedqueuebar.h"
#include "ui/widgets/actionregistry.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>

namespace docket::ui::shell
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int barHeight = 42;

} // namespace

TopBar::TopBar(const widgets::Theme& theme, const widgets::ActionRegistry& actions, queue::QueuePresenter& presenter,
    QWidget* parent)
    : QFrame(parent), m_actions(actions), m_menus(new QMenuBar)
{
    setProperty("surface", u"top"_s);
    setAccessibleName(tr("Menus and queues"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(12), 0, theme.px(12), 0);
    row->setSpacing(theme.px(8));
    auto* name = new QLabel(u"Docket"_s);
    row->addWidget(name);
    m_menus->setNativeMenuBar(false);
    m_menus->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    row->addWidget(m_menus, 0, Qt::AlignVCenter);
    auto* saved = new queue::SavedQueueBar(theme, actions, presenter);
    saved->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    row->addWidget(saved, 1);
    QSizePolicy policy = saved->sizePolicy();
    policy.setRetainSizeWhenHidden(true); // the menus stay where they are
    saved->setSizePolicy(policy);
    m_working.append(saved);
    using Look = widgets::KeyButton::Look;
    for (const auto& [id, text] : { std::pair(u"queue.focusFilter"_s, tr("Search")),
             std::pair(u"palette.open"_s, tr("Commands")), std::pair(u"keys.show"_s, tr("Keys")) }) {
        auto* button = new widgets::KeyButton(theme, actions, id, Look::Pill);
        button->setShortText(text);
        row->addWidget(button);
        if (id == "queue.focusFilter"_L1)
            m_working.append(button);
    }
    const auto dress = [this, &theme, name] {
        setFixedHeight(theme.px(barHeight));
        name->setFont(theme.font(widgets::TextRole::Strong));
        m_menus->setFont(theme.font(widgets::TextRole::Small));
        // QMenuBar's own hint is far too wide from right to left.
        int width = theme.px(4);
        for (const QAction* menu : m_menus->actions())
            width += m_menus->fontMetrics().horizontalAdvance(menu->text().remove(u'&')) + theme.px(18);
        m_menus->setFixedWidth(width);
    };
    connect(&theme, &widgets::Theme::changed, this, dress);
    fillMenus();
    dress();
}

void TopBar::fillMenus()
{
    const auto fill = [&](const QString& title, const QStringList& ids) {
        QMenu* menu = m_menus->addMenu(title);
        for (const QString& id : ids) {
            if (id.isEmpty())
                menu->addSeparator();
            else
                menu->addAction(m_actions.action(id));
        }
        return menu;
    };
    m_file = fill(tr("&File"),
        { u"sync.start"_s, u"sync.cancel"_s, u"settings.watch"_s, {}, u"keys.export"_s, u"keys.import"_s,
            u"keys.restore"_s, {}, u"app.quit"_s });
    QStringList caseActions{ u"queue.next"_s, u"queue.previous"_s, {}, u"case.claim"_s, u"case.copyKey"_s, {},
        u"outbox.undo"_s };
    fill(tr("&Case"), caseActions);
    QStringList viewActions{ u"queue.focusFilter"_s, u"queue.clearFilter"_s, u"queue.reload"_s, u"queue.autoAdvance"_s,
        {} };
    for (const queue::SavedQueue& saved : queue::standardQueues())
        viewActions.append(u"queue.saved." + saved.id);
    viewActions += { {}, u"column.next"_s, u"column.previous"_s, {}, u"view.larger"_s, u"view.smaller"_s,
        u"view.normal"_s, {}, u"view.system"_s, u"view.light"_s, u"view.dark"_s, u"view.contrast"_s, {},
        u"view.outline"_s, u"pictures.startBlurred"_s, u"pictures.startGrey"_s };
    m_view = fill(tr("&View"), viewActions);
    fill(tr("&Help"), { u"keys.show"_s, u"palette.open"_s, {}, u"help.about"_s });
}

void TopBar::addPages()
{
    const auto insert = [&](QMenu* menu, const QString& before, const QStringList& ids) {
        QAction* const place = m_actions.action(before);
        for (const QString& id : ids)
            menu->insertAction(place, m_actions.action(id));
        menu->insertSeparator(place);
    };
    insert(m_file, u"keys.export"_s,
        { u"exchange.export"_s, u"exchange.import"_s, u"people.open"_s, u"workspace.lock"_s });
    insert(m_view, u"column.next"_s, { u"log.open"_s, u"log.openCase"_s });
}

void TopBar::setWorking(bool working)
{
    for (QWidget* widget : std::as_const(m_working))
        widget->setVisible(working);
}

} // namespace docket::ui::shell
