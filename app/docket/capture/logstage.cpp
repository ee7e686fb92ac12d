#include "app/docket/capture/logstage.h"

#include "ui/audit/logactions.h"

namespace docket::app
{

LogStage::LogStage(ui::widgets::Theme& theme, FixtureLog::Scene scene, std::vector<Act> acts)
    : m_queue(theme, {}), log(scene, QueueStage::pictureTime()), presenter(log, m_queue.clock), m_acts(std::move(acts))
{
    for (const ui::widgets::ActionSpec& spec : ui::audit::logWindowActions())
        m_queue.actions.declare(spec, m_queue.main.get());
    if (scene != FixtureLog::Scene::Empty)
        presenter.check().note(log.report);
    screen = new ui::audit::LogScreen(theme, m_queue.actions, presenter);
    m_queue.main->showPage(screen);
    presenter.showAll();
}

LogStage::~LogStage()
{
    delete screen; // before what it looks into
}

bool LogStage::act()
{
    if (m_done < m_acts.size())
        m_acts[m_done++](*this);
    return m_done < m_acts.size();
}

} // namespace docket::app
