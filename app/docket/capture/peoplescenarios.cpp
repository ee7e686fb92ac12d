#include "app/docket/capture/queuestage.h"
#include "app/docket/fixtures/fixturepeople.h"
#include "ui/settings/peoplepage.h"

namespace docket::app
{

using namespace Qt::StringLiterals;
using ui::settings::PeoplePage;
using ui::settings::PeoplePresenter;
using ui::widgets::Theme;
using ui::widgets::ThemeChoice;

namespace
{

/// The page of people and devices in the window, over a fixture.
class PeopleStage final : public Stage
{
public:
    using Act = std::function<void(PeopleStage&)>;
    PeopleStage(Theme& theme, bool rootApart, Act act)
        : m_queue(theme, {}), source(QueueStage::pictureTime(), rootApart), presenter(source), m_act(std::move(act))
    {
        m_page = new PeoplePage(theme, presenter);
        m_page->setLockMinutes(15);
        m_queue.main->showPage(m_page);
        presenter.refresh();
    }
    ~PeopleStage() override { delete m_page; } // before what it looks into
    QWidget& window() override { return m_queue.window(); }
    bool act() override
    {
        if (m_act)
            std::exchange(m_act, {})(*this);
        return false;
    }
    bool isSettled() const override { return m_queue.isSettled() && presenter.isSettled(); }

private:
    QueueStage m_queue;

public:
    FixturePeople source;
    PeoplePresenter presenter;

private:
    PeoplePage* m_page; ///< owned by the window
    Act m_act;
};

std::function<std::unique_ptr<Stage>(Theme&)> people(PeopleStage::Act act = {}, bool rootApart = false)
{
    return [act, rootApart](
               Theme& theme) -> std::unique_ptr<Stage> { return std::make_unique<PeopleStage>(theme, rootApart, act); };
}

void enrol(PeopleStage& stage)
{
    stage.presenter.readRequest(stage.source.joinRequest());
}

void revoke(PeopleStage& stage)
{
    stage.presenter.askToRevoke(stage.source.content.people.at(1).devices.at(0).key);
}

void behind(PeopleStage& stage)
{
    stage.source.content.broken = ui::settings::PeopleOverview::Break::Behind;
    stage.source.content.locked
        = Error{ ErrorCode::Integrity, u"log.db"_s, u"has 790 entries of this device, which signed 812"_s,
              u"take in a colleague's bundle, which may bring them back, or go on with a fresh key"_s };
    stage.presenter.refresh();
    stage.presenter.open(PeoplePresenter::Form::Continue);
}

PeopleStage::Act form(PeoplePresenter::Form form)
{
    return [form](PeopleStage& stage) { stage.presenter.open(form); };
}

} // namespace

QList<Scenario> peopleScenarios()
{
    return {
        { .name = u"people-light"_s, .make = people() },
        { .name = u"people-dark"_s, .theme = ThemeChoice::Dark, .make = people() },
        { .name = u"people-contrast"_s, .theme = ThemeChoice::Contrast, .make = people() },
        { .name = u"people-rtl"_s, .rightToLeft = true, .language = u"ar"_s, .make = people() },
        { .name = u"people-200"_s, .scale = 2.0, .size = { 1920, 1080 }, .make = people() },
        { .name = u"people-enrol"_s, .make = people(enrol) },
        { .name = u"people-revoke"_s, .theme = ThemeChoice::Dark, .make = people(revoke) },
        { .name = u"people-invite"_s, .make = people(form(PeoplePresenter::Form::Invite)) },
        { .name = u"people-root"_s, .make = people(form(PeoplePresenter::Form::RootKey)) },
        { .name = u"people-freeze"_s, .make = people(form(PeoplePresenter::Form::Freeze)) },
        { .name = u"people-continue"_s, .make = people(behind) },
        { .name = u"people-continue-apart"_s, .theme = ThemeChoice::Dark, .make = people(behind, true) },
        { .name = u"people-continue-rtl"_s, .rightToLeft = true, .language = u"ar"_s, .make = people(behind) },
        { .name = u"people-keys"_s, .size = { 1440, 1300 }, .make = people() },
        { .name = u"people-apart"_s, .make = people({}, true) },
    };
}

} // namespace docket::app
