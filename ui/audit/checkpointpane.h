#pragma once

#include "ui/audit/logpresenter.h"
#include "ui/audit/paneparts.h"

namespace docket::ui::widgets
{
class ActionRegistry;
}

namespace docket::ui::audit
{

/// Signing a checkpoint and handing it out: as a file, on the clipboard, on paper.
class CheckpointPane : public ColumnPane
{
    Q_OBJECT
public:
    CheckpointPane(const widgets::Theme& theme, const widgets::ActionRegistry& actions, LogPresenter& presenter,
        QWidget* parent = nullptr);

private:
    void show();

    const widgets::ActionRegistry& m_actions;
    LogPresenter& m_presenter;
};

} // namespace docket::ui::audit
