#include "app/docket/desk/exchangedesk.h"

namespace docket::app
{

using namespace Qt::StringLiterals;
using ui::exchange::ExchangePage;
using ui::widgets::ActionSpec;

ExchangeDesk::ExchangeDesk(ui::widgets::Theme& theme, ui::widgets::ActionRegistry& actions, WorkspaceThread& workspace,
    ui::queue::QueuePresenter& queue, ui::shell::MainWindow& window, QObject* parent)
    : QObject(parent),
      m_theme(theme),
      m_actions(actions),
      m_queue(queue),
      m_window(window),
      m_source(workspace),
      m_presenter(m_source)
{
    const auto declare = [&](const QString& id, const QString& name, const QString& key, const QString& words,
                             ExchangePage::Side side) {
        QAction* action = actions.declare(ActionSpec{ id, name, ui::widgets::ActionContext::Window,
                                              { QKeySequence(key, QKeySequence::PortableText) }, words },
            &window);
        action->setEnabled(false);
        connect(action, &QAction::triggered, this, [this, side] { open(side); });
    };
    declare(u"exchange.export"_s, tr("Hand over work by file…"), u"Ctrl+Shift+E"_s,
        tr("export bundle exchange work pack stick offline train"), ExchangePage::Side::Export);
    declare(u"exchange.import"_s, tr("Take in a colleague's file…"), u"Ctrl+Shift+I"_s,
        tr("import bundle exchange merge stick"), ExchangePage::Side::Import);
}

ExchangeDesk::~ExchangeDesk()
{
    delete m_page; // before the presenter that it shows
    m_actions.withdraw(u"exchange.export"_s);
    m_actions.withdraw(u"exchange.import"_s);
}

void ExchangeDesk::begin()
{
    m_actions.action(u"exchange.export"_s)->setEnabled(true);
    m_actions.action(u"exchange.import"_s)->setEnabled(true);
}

void ExchangeDesk::open(ExchangePage::Side side)
{
    m_presenter.refresh(m_queue.filter());
    if (m_page) {
        m_page->showSide(side);
        return;
    }
    m_page = new ExchangePage(m_theme, m_presenter, side);
    connect(m_page, &ExchangePage::closed, this, &ExchangeDesk::close);
    m_window.showPage(m_page);
}

void ExchangeDesk::close()
{
    m_page = nullptr;
    m_window.showWork(); // deletes the page
}

} // namespace docket::app
