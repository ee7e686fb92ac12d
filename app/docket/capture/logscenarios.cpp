#include "app/docket/capture/logstage.h"
#include "ui/audit/checkpointpage.h"
#include "ui/audit/filterbar.h"

#include <QLabel>
#include <QLineEdit>

namespace docket::app
{

using namespace Qt::StringLiterals;
using ui::audit::LogScreen;
using ui::widgets::Theme;
using ui::widgets::ThemeChoice;
using Scene = FixtureLog::Scene;

namespace
{

using Make = std::function<std::unique_ptr<Stage>(Theme&)>;

Make logOf(Scene scene, std::vector<LogStage::Act> acts = {})
{
    return [scene, acts](
               Theme& theme) -> std::unique_ptr<Stage> { return std::make_unique<LogStage>(theme, scene, acts); };
}

LogStage::Act show(LogScreen::Tab tab)
{
    return [tab](LogStage& stage) { stage.screen->showTab(tab); };
}

void openDecision(LogStage& stage)
{
    stage.presenter.select(1);
}

void filterErasure(LogStage& stage)
{
    stage.presenter.toggleFamily(log::Family::Decisions);
    stage.presenter.toggleFamily(log::Family::Notes);
    stage.presenter.select(3);
}

void noMatch(LogStage& stage)
{
    stage.screen->filterBar()->searchLine()->setText(u"quantum toaster"_s);
    stage.presenter.search(u"quantum toaster"_s);
}

void failTheCheck(LogStage& stage)
{
    const auto finding = [&](const QString& fault, const QString& text, int row) {
        log::Finding out;
        out.fault = fault;
        out.text = text;
        out.id = stage.log.idAt(row);
        out.deviceName = u"docket.example/f3Jq0aWe/ovovSjVb"_s;
        out.seq = 812 - row;
        return out;
    };
    log::Finding tree;
    tree.fault = u"tile"_s;
    tree.text = u"level 0, tile 3 differs from the entries"_s;
    tree.deviceName = u"docket.example/f3Jq0aWe/ovovSjVb"_s;
    stage.log.report.findings = { finding(u"commitment"_s, u"the payload is not the one that was signed"_s, 5),
        finding(u"column"_s, u"the column \"kind\" differs from the signed text"_s, 2), tree };
    stage.presenter.check().start(log::Depth::Full);
    stage.screen->showTab(LogScreen::Tab::Check);
}

void running(LogStage& stage)
{
    stage.log.verifyHangs = true;
    stage.presenter.check().start(log::Depth::Full);
    stage.screen->showTab(LogScreen::Tab::Check);
}

void sign(LogStage& stage)
{
    stage.presenter.signCheckpoint();
    stage.screen->showTab(LogScreen::Tab::Checkpoint);
}

/// The printed page by itself, as large as the window.
class PageStage final : public Stage
{
public:
    PageStage()
    {
        log.checkpoint(&m_label, [this](Result<ui::audit::SignedCheckpoint> checkpoint) {
            m_label.setPixmap(QPixmap::fromImage(ui::audit::CheckpointPage(*checkpoint).image(m_label.width())));
            m_ready = true;
        });
    }
    QWidget& window() override { return m_label; }
    bool isSettled() const override { return m_ready; }

private:
    FixtureLog log{ Scene::Team, QueueStage::pictureTime() };
    QLabel m_label;
    bool m_ready = false;
};

} // namespace

QList<Scenario> logScenarios()
{
    const auto page = [](Theme&) -> std::unique_ptr<Stage> { return std::make_unique<PageStage>(); };
    return {
        { .name = u"log-light"_s, .make = logOf(Scene::Team, { openDecision }) },
        { .name = u"log-dark"_s, .theme = ThemeChoice::Dark, .make = logOf(Scene::Team, { openDecision }) },
        { .name = u"log-contrast"_s, .theme = ThemeChoice::Contrast, .make = logOf(Scene::Team, { openDecision }) },
        { .name = u"log-rtl"_s,
            .rightToLeft = true,
            .language = u"ar"_s,
            .make = logOf(Scene::Team, { openDecision }) },
        { .name = u"log-200"_s, .scale = 2.0, .size = { 1920, 1080 }, .make = logOf(Scene::Team, { openDecision }) },
        { .name = u"log-empty"_s, .make = logOf(Scene::Empty) },
        { .name = u"log-alone"_s, .make = logOf(Scene::Alone, { show(LogScreen::Tab::Laptops) }) },
        { .name = u"log-fork"_s, .make = logOf(Scene::Team, { show(LogScreen::Tab::Laptops) }) },
        { .name = u"log-filter"_s, .make = logOf(Scene::Team, { filterErasure }) },
        { .name = u"log-no-match"_s, .make = logOf(Scene::Team, { noMatch }) },
        { .name = u"log-failed"_s, .make = logOf(Scene::Team, { failTheCheck }) },
        { .name = u"log-checking"_s, .make = logOf(Scene::Team, { running }) },
        { .name = u"log-sound"_s, .make = logOf(Scene::Team, { show(LogScreen::Tab::Check) }) },
        { .name = u"log-checkpoint"_s, .make = logOf(Scene::Team, { sign }) },
        { .name = u"log-erasure"_s, .make = logOf(Scene::Team, { show(LogScreen::Tab::Erasure) }) },
        { .name = u"log-page"_s, .size = { 992, 1403 }, .make = page },
    };
}

} // namespace docket::app
