#pragma once

#include "ui/exchange/exchangepage.h"
#include "ui/exchange/workspaceexchange.h"
#include "ui/queue/queuepresenter.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/actionregistry.h"

#include <QPointer>

namespace docket::app
{

/// The exchange page of a window at work. What was chosen is kept while the window lives. Thread: GUI.
class ExchangeDesk : public QObject
{
    Q_OBJECT
public:
    /// Declares "exchange.export" and "exchange.import" in `actions`.
    ExchangeDesk(ui::widgets::Theme& theme, ui::widgets::ActionRegistry& actions, WorkspaceThread& workspace,
        ui::queue::QueuePresenter& queue, ui::shell::MainWindow& window, QObject* parent = nullptr);
    ~ExchangeDesk() override;

    /// A workspace was opened and may be written.
    void begin();

private:
    void open(ui::exchange::ExchangePage::Side side);
    void close();

    ui::widgets::Theme& m_theme;
    ui::widgets::ActionRegistry& m_actions;
    ui::queue::QueuePresenter& m_queue;
    ui::shell::MainWindow& m_window;
    ui::exchange::WorkspaceExchange m_source;
    ui::exchange::ExchangePresenter m_presenter;
    QPointer<ui::exchange::ExchangePage> m_page; ///< owned by the window
};

} // namespace docket::app
