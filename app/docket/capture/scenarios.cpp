#include "app/docket/capture/queuestage.h"
#include "app/docket/fixtures/fixturepeople.h"
#include "ui/queue/filterline.h"
#include "ui/queue/queueview.h"
#include "ui/settings/firstrunpage.h"
#include "ui/settings/joinpage.h"
#include "ui/settings/joinwaitpage.h"
#include "ui/settings/unlockpage.h"
#include "ui/settings/watchpage.h"
#include "ui/widgets/commandpalette.h"
#include "ui/widgets/keysheet.h"

#include <QLineEdit>

namespace docket::app
{

using namespace Qt::StringLiterals;
using ui::widgets::Theme;
using ui::widgets::ThemeChoice;

namespace
{

using Act = std::function<void(QueueStage&)>;

std::function<std::unique_ptr<Stage>(Theme&)> pictureQueue(Act act = {})
{
    return [act = std::move(act)](Theme& theme) -> std::unique_ptr<Stage> {
        return std::make_unique<QueueStage>(theme, pictureRows(QueueStage::pictureTime()), act);
    };
}

void aboutToLeave(QueueStage& stage)
{
    stage.main->setOutbox({ 1, stage.clock.now().addSecs(7), 0, 0 });
    stage.presenter.select(1);
}

void typeIntoPalette(QueueStage& stage)
{
    stage.main->palette()->open();
    stage.main->palette()->findChild<QLineEdit*>(u"palette.line"_s)->setText(u"cl"_s);
}

void wrongFilter(QueueStage& stage)
{
    stage.presenter.setFilter(u"type:model is:unclamed"_s);
    stage.main->queueView()->focusFilter();
    stage.main->queueView()->filterLine()->end(false);
}

void changes(QueueStage& stage)
{
    const auto rows = stage.queue.all();
    for (const int i : { 3, 5 })
        stage.queue.change(rows[i].caseId, [](cases::CaseRow& row) { row.reports += 2; });
    stage.queue.change(rows[0].caseId, [](cases::CaseRow& row) { row.status = cases::Status::Decided; });
    stage.presenter.select(1);
    stage.presenter.changedElsewhere({ rows[0].caseId, rows[3].caseId, rows[5].caseId });
    stage.main->setSync(
        { ui::shell::SyncState::Phase::Running, u"huggingface.co"_s, stage.clock.now(), 340, 1200, {} });
}

void troubles(QueueStage& stage)
{
    const Error error{ ErrorCode::Network, u"huggingface.co"_s, u"the connection was cut after 2 s"_s,
        u"work goes on with what was fetched; sync again when the network is back"_s };
    stage.main->setReadOnly(true);
    stage.main->setSync(
        { ui::shell::SyncState::Phase::Failed, u"huggingface.co"_s, stage.clock.now().addSecs(-90'000), 0, 0, error });
    stage.main->setLog({ 3218, ui::shell::LogState::Check::Damaged, {} });
}

QList<Scenario> queueScenarios()
{
    const auto many = [](Theme& theme) -> std::unique_ptr<Stage> {
        return std::make_unique<QueueStage>(theme, syntheticRows(20'000, QueueStage::pictureTime()),
            [](QueueStage& stage) { stage.presenter.select(15'000); });
    };
    const auto nothing = [](Theme& theme) -> std::unique_ptr<Stage> {
        return std::make_unique<QueueStage>(theme, QList<cases::CaseRow>(), [](QueueStage& stage) {
            stage.main->setSync({ ui::shell::SyncState::Phase::Never, u"huggingface.co"_s, {}, 0, 0, {} });
            stage.main->setLog({ 1, ui::shell::LogState::Check::Sound, {} });
            stage.main->setDay({});
        });
    };
    const Act noMatch = [](QueueStage& stage) { stage.presenter.setFilter(u"is:open quantum toaster"_s); };
    return {
        { .name = u"queue-light"_s, .make = pictureQueue(aboutToLeave) },
        { .name = u"queue-dark"_s, .theme = ThemeChoice::Dark, .make = pictureQueue(aboutToLeave) },
        { .name = u"queue-contrast"_s, .theme = ThemeChoice::Contrast, .make = pictureQueue(aboutToLeave) },
        { .name = u"queue-rtl"_s, .rightToLeft = true, .make = pictureQueue(aboutToLeave) },
        { .name = u"queue-200"_s, .scale = 2.0, .make = pictureQueue(aboutToLeave) },
        { .name = u"queue-many"_s, .make = many },
        { .name = u"queue-changed"_s, .make = pictureQueue(changes) },
        { .name = u"queue-empty"_s, .make = nothing },
        { .name = u"queue-no-match"_s, .make = pictureQueue(noMatch) },
        { .name = u"queue-filter-fault"_s, .make = pictureQueue(wrongFilter) },
        { .name = u"queue-troubles"_s, .make = pictureQueue(troubles) },
        { .name = u"palette"_s, .make = pictureQueue(typeIntoPalette) },
        { .name = u"palette-dark"_s, .theme = ThemeChoice::Dark, .make = pictureQueue(typeIntoPalette) },
        { .name = u"keys"_s, .make = pictureQueue([](QueueStage& stage) { stage.main->keySheet()->open(); }) },
    };
}

void firstRun(QueueStage& stage, Theme& theme, bool submitted)
{
    stage.main->setSync({});
    stage.main->setLog({});
    stage.main->setDay({});
    auto* page = new ui::settings::FirstRunPage(theme,
        { u"~/.local/share/docket/workspace"_s, u"https://huggingface.co"_s, {}, u"HF_TOKEN"_s, {} },
        [](const QString&) { return Status(); });
    stage.main->showPage(page);
    if (submitted)
        page->submit();
}

void join(QueueStage& stage, Theme& theme, bool waiting)
{
    stage.main->setSync({});
    stage.main->setLog({});
    stage.main->setDay({});
    if (waiting) {
        const FixturePeople people(QueueStage::pictureTime());
        const QByteArray request = people.joinRequest();
        const QByteArray device = log::readJoinRequest(request).value().device;
        stage.main->showPage(new ui::settings::JoinWaitPage(
            theme, { device, request, u"Grace Hopper"_s, true, u"https://huggingface.co"_s }));
    } else {
        stage.main->showPage(new ui::settings::JoinPage(theme, u"~/.local/share/docket/workspace"_s));
    }
}

QList<Scenario> setUpScenarios()
{
    const auto staged = [](auto act) {
        return [act](Theme& theme) -> std::unique_ptr<Stage> {
            return std::make_unique<QueueStage>(
                theme, QList<cases::CaseRow>(), [act, &theme](QueueStage& stage) { act(stage, theme); });
        };
    };
    const auto fresh = [](QueueStage& stage, Theme& theme) { firstRun(stage, theme, false); };
    const auto faults = [](QueueStage& stage, Theme& theme) { firstRun(stage, theme, true); };
    const auto ask = [](QueueStage& stage, Theme& theme) { join(stage, theme, false); };
    const auto wait = [](QueueStage& stage, Theme& theme) { join(stage, theme, true); };
    const auto unlock = [](QueueStage& stage, Theme& theme) {
        stage.main->showPage(new ui::settings::UnlockPage(theme, u"~/.local/share/docket/workspace"_s));
    };
    const auto watch = [](QueueStage& stage, Theme& theme) {
        stage.main->showPage(new ui::settings::WatchPage(theme,
            { u"org:acme"_s, u"model:northwind/screening-resume-rank"_s, u"listing:models?filter=nlp"_s },
            [](const QString&) { return Status(); }));
    };
    return {
        { .name = u"first-run"_s, .make = staged(fresh) },
        { .name = u"first-run-faults"_s, .theme = ThemeChoice::Dark, .make = staged(faults) },
        { .name = u"join"_s, .make = staged(ask) },
        { .name = u"join-wait"_s, .make = staged(wait) },
        { .name = u"join-wait-dark"_s, .theme = ThemeChoice::Dark, .make = staged(wait) },
        { .name = u"join-wait-rtl"_s, .rightToLeft = true, .language = u"ar"_s, .make = staged(wait) },
        { .name = u"unlock"_s, .make = staged(unlock) },
        { .name = u"watch"_s, .make = staged(watch) },
    };
}

} // namespace

QList<Scenario> scenarios()
{
    return queueScenarios() + reviewScenarios() + logScenarios() + exchangeScenarios() + peopleScenarios()
        + setUpScenarios();
}

} // namespace docket::app
