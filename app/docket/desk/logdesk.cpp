#include "app/docket/desk/logdesk.h"

#include "ui/audit/logactions.h"

namespace docket::app
{

using namespace Qt::StringLiterals;
using ui::audit::LogScreen;

LogDesk::LogDesk(ui::widgets::Theme& theme, ui::widgets::ActionRegistry& actions, WorkspaceThread& workspace,
    ui::queue::QueuePresenter& queue, ui::shell::MainWindow& window, QObject* parent)
    : QObject(parent),
      m_theme(theme),
      m_actions(actions),
      m_queue(queue),
      m_window(window),
      m_source(workspace),
      m_presenter(m_source, queue.clock())
{
    for (const ui::widgets::ActionSpec& spec : ui::audit::logWindowActions()) {
        QAction* action = actions.declare(spec, &window);
        action->setEnabled(false);
        connect(action, &QAction::triggered, this, [this, ofCase = spec.id == "log.openCase"_L1] { open(ofCase); });
    }
    connect(&queue, &ui::queue::QueuePresenter::caseOpened, this, [this] {
        QAction* action = m_actions.action(u"log.openCase"_s);
        action->setEnabled(m_actions.action(u"log.open"_s)->isEnabled());
    });
    connect(&m_presenter.check(), &ui::audit::LogCheck::changed, this, &LogDesk::checkChanged);
}

LogDesk::~LogDesk()
{
    delete m_screen; // before the presenter that it shows
    delete m_left;
    for (const ui::widgets::ActionSpec& spec : ui::audit::logWindowActions())
        m_actions.withdraw(spec.id);
}

void LogDesk::begin()
{
    m_source.forget();
    m_actions.action(u"log.open"_s)->setEnabled(true);
    m_actions.action(u"log.openCase"_s)->setEnabled(m_queue.openCase().has_value());
}

void LogDesk::changed()
{
    if (m_screen)
        m_presenter.refresh();
}

void LogDesk::open(bool ofCase)
{
    if (m_screen && !ofCase) {
        close(); // the same key leads back
        return;
    }
    if (!m_screen) {
        delete m_left; // its actions have the same names
        m_screen = new LogScreen(m_theme, m_actions, m_presenter);
        connect(m_screen, &LogScreen::closed, this, &LogDesk::close);
        connect(m_screen, &LogScreen::caseWanted, this, &LogDesk::showCase);
        m_window.showPage(m_screen);
    }
    if (ofCase && m_queue.openCase())
        m_presenter.showCase(log::CaseId{ m_queue.openCase()->caseId }, m_queue.openCase()->title);
    else
        m_presenter.refresh();
}

void LogDesk::close()
{
    m_left = m_screen;
    m_screen = nullptr;
    m_window.showWork(); // deletes the page when the key that closed it has been dealt with
}

void LogDesk::showCase(const log::CaseId& id)
{
    m_queue.source().rows({ id.bytes }, this, [this](Result<QList<cases::CaseRow>> rows) {
        if (!rows || rows->isEmpty()) {
            m_window.showError(rows ? Error{ ErrorCode::NotFound, tr("The case"),
                                   tr("nothing of it is in this workspace's mirror of the Hub"), tr("sync first") }
                                    : rows.error());
            return;
        }
        close();
        m_queue.openRow(rows->first());
    });
}

} // namespace docket::app
