#pragma once

#include "ui/audit/logpresenter.h"
#include "ui/audit/logscreen.h"
#include "ui/audit/workspacelog.h"
#include "ui/queue/queuepresenter.h"
#include "ui/shell/mainwindow.h"

#include <QPointer>

namespace docket::app
{

/// The log's screen of a window at work: opens it, for everything or for the case at hand, and goes from an entry to
/// its case. What was found and filtered is kept while the workspace is open. Thread: GUI.
class LogDesk : public QObject
{
    Q_OBJECT
public:
    /// Declares "log.open" and "log.openCase" in `actions`.
    LogDesk(ui::widgets::Theme& theme, ui::widgets::ActionRegistry& actions, WorkspaceThread& workspace,
        ui::queue::QueuePresenter& queue, ui::shell::MainWindow& window, QObject* parent = nullptr);
    ~LogDesk() override;

    /// A workspace was opened: only now there is a log to show.
    void begin();
    /// Starts a check beside the work, unless one runs.
    void check(log::Depth depth) { m_presenter.check().start(depth); }
    /// Something was recorded: a screen that is open reads again.
    void changed();
    ui::audit::LogScreen* screen() const { return m_screen; }
    ui::audit::LogPresenter& presenter() { return m_presenter; }

Q_SIGNALS:
    /// A check began, went on or ended; for the status line.
    void checkChanged();

private:
    void open(bool ofCase);
    void close();
    void showCase(const log::CaseId& id);

    ui::widgets::Theme& m_theme;
    ui::widgets::ActionRegistry& m_actions;
    ui::queue::QueuePresenter& m_queue;
    ui::shell::MainWindow& m_window;
    ui::audit::WorkspaceLog m_source;
    ui::audit::LogPresenter m_presenter;
    QPointer<ui::audit::LogScreen> m_screen; ///< owned by the window
    QPointer<ui::audit::LogScreen> m_left; ///< closed, and gone with the next turn of the event loop
};

} // namespace docket::app
