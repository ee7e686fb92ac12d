#pragma once

#include "app/docket/capture/scenario.h"
#include "app/docket/fixtures/fixturequeue.h"
#include "core/base/clock.h"
#include "ui/queue/queuepresenter.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/actionregistry.h"

namespace docket::app
{

/// The whole window over a fixture queue.
class QueueStage : public Stage
{
public:
    struct Panes {
        ui::widgets::CasePaneFactory evidence;
        ui::widgets::CasePaneFactory judgement;
    };
    QueueStage(ui::widgets::Theme& theme, QList<cases::CaseRow> rows, std::function<void(QueueStage&)> act = {},
        const Panes& panes = {});
    QWidget& window() override { return *main; }
    bool act() override;
    bool isSettled() const override { return main->isSettled(); }

    /// 21 November 2026, 10:44 UTC: when every picture is taken.
    static QDateTime pictureTime();

    FixedClock clock;
    FixtureQueue queue;
    ui::widgets::ActionRegistry actions;
    ui::queue::QueuePresenter presenter;
    std::unique_ptr<ui::shell::MainWindow> main;

private:
    std::function<void(QueueStage&)> m_act;
};

} // namespace docket::app
