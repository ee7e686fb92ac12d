#pragma once

#include "ui/audit/logpresenter.h"
#include "ui/audit/paneparts.h"

namespace docket::ui::widgets
{
class ActionRegistry;
}

namespace docket::ui::audit
{

/// Who has seen how much of each laptop's log, what could still be rewritten, and where two histories were signed.
class WitnessPane : public ColumnPane
{
    Q_OBJECT
public:
    WitnessPane(const widgets::Theme& theme, const widgets::ActionRegistry& actions, LogPresenter& presenter,
        QWidget* parent = nullptr);

private:
    void show();

    const widgets::ActionRegistry& m_actions;
    LogPresenter& m_presenter;
};

/// "Witnessed up to 812 of 830, by Bo, 3 hours ago."
QString witnessedText(const log::Witnessed& device, const QDateTime& now);
/// What its owner could still do unnoticed, and what to do about it; empty when there is nothing.
QString rewritableText(const log::Witnessed& device, bool alone);

} // namespace docket::ui::audit
