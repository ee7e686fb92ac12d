#include "app/docket/capture/queuestage.h"
#include "app/docket/fixtures/fixtureexchange.h"
#include "ui/exchange/exchangepage.h"

namespace docket::app
{

using namespace Qt::StringLiterals;
using ui::exchange::ExchangePage;
using ui::exchange::ExchangePresenter;
using ui::widgets::Theme;
using ui::widgets::ThemeChoice;

namespace
{

/// The exchange page in the window.
class ExchangeStage final : public Stage
{
public:
    using Act = std::function<void(ExchangeStage&)>;
    ExchangeStage(Theme& theme, ExchangePage::Side side, std::vector<Act> acts)
        : m_queue(theme, {}), source(QueueStage::pictureTime()), presenter(source), m_acts(std::move(acts))
    {
        page = new ExchangePage(theme, presenter, side);
        m_queue.main->showPage(page);
        presenter.refresh(u"is:open severity:>=S2"_s);
    }
    ~ExchangeStage() override { delete page; } // before what it shows
    QWidget& window() override { return m_queue.window(); }
    bool act() override
    {
        if (m_done < m_acts.size())
            m_acts[m_done++](*this);
        return m_done < m_acts.size();
    }
    bool isSettled() const override
    {
        return m_queue.isSettled() && !presenter.people().isEmpty()
            && (source.hangs || presenter.phase() == ExchangePresenter::Phase::Idle);
    }

private:
    QueueStage m_queue;

public:
    FixtureExchange source;
    ExchangePresenter presenter;
    ExchangePage* page = nullptr; ///< owned by the window

private:
    std::vector<Act> m_acts;
    std::size_t m_done = 0;
};

std::function<std::unique_ptr<Stage>(Theme&)> exchange(
    ExchangePage::Side side, std::vector<ExchangeStage::Act> acts = {})
{
    return [side, acts](
               Theme& theme) -> std::unique_ptr<Stage> { return std::make_unique<ExchangeStage>(theme, side, acts); };
}

void choosePack(ExchangeStage& stage)
{
    stage.presenter.choose(1, true);
    stage.presenter.setScope(ExchangePresenter::Scope::Cases);
    stage.presenter.setTarget(u"/media/mira/STICK/train-2026-11-21.docket"_s);
}

void write(ExchangeStage& stage)
{
    stage.presenter.write();
}

void hang(ExchangeStage& stage)
{
    stage.source.hangs = true;
    stage.presenter.write();
}

void look(ExchangeStage& stage)
{
    stage.presenter.open(u"/media/mira/STICK/jonas.docket"_s);
}

void take(ExchangeStage& stage)
{
    stage.presenter.read();
}

void lookAtFork(ExchangeStage& stage)
{
    stage.source.reads->merge.forks
        = { { QByteArray(32, 'd'), 65, log::EntryId{ QByteArray(32, '1') }, log::EntryId{ QByteArray(32, '2') } } };
    look(stage);
}

void lookAtDamage(ExchangeStage& stage)
{
    stage.source.preview = fail(ErrorCode::Integrity, u"jonas.docket, log/YmJiYmJi/tile/entries/004"_s,
        u"manifest: is not what the manifest says"_s, u"get the file again from whoever made it"_s);
    look(stage);
}

} // namespace

QList<Scenario> exchangeScenarios()
{
    using Side = ExchangePage::Side;
    const auto pack = exchange(Side::Export, { choosePack });
    return {
        { .name = u"exchange-export"_s, .make = pack },
        { .name = u"exchange-export-dark"_s, .theme = ThemeChoice::Dark, .make = pack },
        { .name = u"exchange-export-rtl"_s, .rightToLeft = true, .language = u"ar"_s, .make = pack },
        { .name = u"exchange-writing"_s, .make = exchange(Side::Export, { choosePack, hang }) },
        { .name = u"exchange-written"_s, .make = exchange(Side::Export, { choosePack, write }) },
        { .name = u"exchange-preview"_s, .make = exchange(Side::Import, { look }) },
        { .name = u"exchange-taken"_s, .make = exchange(Side::Import, { lookAtFork, take }) },
        { .name = u"exchange-damaged"_s, .theme = ThemeChoice::Dark, .make = exchange(Side::Import, { lookAtDamage }) },
    };
}

} // namespace docket::app
