#pragma once

#include "core/base/clock.h"
#include "ui/shell/windowstate.h"

#include <QFrame>

class QLabel;
class QProgressBar;
class QTimer;

namespace docket::ui::widgets
{
class Theme;
class ActionRegistry;
class KeyButton;
} // namespace docket::ui::widgets

namespace docket::ui::shell
{

/// The four things a careful person wants to know: is it fresh, what is about to leave, is the record sound, how much
/// have I seen today.
class StatusLine : public QFrame
{
    Q_OBJECT
public:
    StatusLine(const widgets::Theme& theme, const widgets::ActionRegistry& actions, const Clock& clock,
        QWidget* parent = nullptr);
    void setSync(const SyncState& state);
    void setOutbox(const OutboxState& state);
    void setLog(const LogState& state);
    void setDay(const DayState& state);
    QString syncText() const;
    QString outboxText() const;
    QString logText() const;

private:
    void showSync();
    void showOutbox();
    void showLog();
    void dress();

    const widgets::Theme& m_theme;
    const Clock& m_clock;
    SyncState m_sync;
    OutboxState m_outbox;
    LogState m_log;
    QLabel* m_dot;
    QLabel* m_syncText;
    QProgressBar* m_progress;
    widgets::KeyButton* m_stop;
    QLabel* m_outboxText;
    widgets::KeyButton* m_undo;
    QLabel* m_logText;
    QLabel* m_dayText;
    QTimer* m_tick;
};

} // namespace docket::ui::shell
