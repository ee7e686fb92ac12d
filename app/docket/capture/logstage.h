#pragma once

#include "app/docket/capture/queuestage.h"
#include "app/docket/fixtures/fixturelog.h"
#include "ui/audit/logscreen.h"

namespace docket::app
{

/// The log's screen in the window, over a fixture log.
class LogStage final : public Stage
{
public:
    using Act = std::function<void(LogStage&)>;
    LogStage(ui::widgets::Theme& theme, FixtureLog::Scene scene, std::vector<Act> acts = {});
    ~LogStage() override;
    QWidget& window() override { return m_queue.window(); }
    bool act() override;
    bool isSettled() const override { return m_queue.isSettled() && presenter.isSettled(); }

private:
    QueueStage m_queue;

public:
    FixtureLog log;
    ui::audit::LogPresenter presenter;
    ui::audit::LogScreen* screen = nullptr; ///< owned by the window

private:
    std::vector<Act> m_acts;
    std::size_t m_done = 0;
};

} // namespace docket::app
