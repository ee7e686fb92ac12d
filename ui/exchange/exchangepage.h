#pragma once

#include "ui/exchange/exportpane.h"
#include "ui/exchange/importpane.h"

class QProgressBar;
class QStackedWidget;
class QTabBar;

namespace docket::ui::exchange
{

/// Exchange of work by file, in place of the queue until it is closed.
class ExchangePage : public QWidget
{
    Q_OBJECT
public:
    enum class Side { Export, Import };
    ExchangePage(const widgets::Theme& theme, ExchangePresenter& presenter, Side side, QWidget* parent = nullptr);
    void showSide(Side side);

Q_SIGNALS:
    void closed();

private:
    void showProgress();
    void proceed();

    ExchangePresenter& m_presenter;
    QTabBar* m_tabs;
    QStackedWidget* m_sides;
    QWidget* m_running; ///< progress and stop, while something runs
    QProgressBar* m_progress;
    QLabel* m_stage;
};

} // namespace docket::ui::exchange
