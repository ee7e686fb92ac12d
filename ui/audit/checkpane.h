#pragma once

#include "ui/audit/logpresenter.h"
#include "ui/audit/paneparts.h"

class QProgressBar;

namespace docket::ui::widgets
{
class ActionRegistry;
}

namespace docket::ui::audit
{

/// The check of the log: start, progress, stop, and what it found.
class CheckPane : public ColumnPane
{
    Q_OBJECT
public:
    CheckPane(const widgets::Theme& theme, const widgets::ActionRegistry& actions, LogPresenter& presenter,
        QWidget* parent = nullptr);

private:
    void follow();
    void show();

    const widgets::ActionRegistry& m_actions;
    LogPresenter& m_presenter;
    QProgressBar* m_progress = nullptr; ///< while running
    QLabel* m_count = nullptr;
};

} // namespace docket::ui::audit
