#pragma once

#include "core/workspace/workspacethread.h"
#include "ui/audit/logcheck.h"

#include <QTimer>

namespace docket::app
{

/// Checks the log in full, every signature too, when that was last done a week ago or longer and nobody is at work:
/// beside it, and not while a battery is being emptied. It breaks off when somebody comes back, and begins anew when
/// they are away again. Checks asked for by hand count, too. Thread: GUI.
class WeeklyCheck : public QObject
{
    Q_OBJECT
public:
    WeeklyCheck(WorkspaceThread& workspace, ui::audit::LogCheck& check, const Clock& clock, QObject* parent = nullptr);
    ~WeeklyCheck() override;

    /// A workspace was opened: looks from now on, once a minute.
    void begin();
    /// Whether the time has come; what the minute calls.
    void look();
    /// Where a battery would be told of, for tests.
    void setPowerFolder(const QString& folder) { m_powerFolder = folder; }

    bool eventFilter(QObject* watched, QEvent* event) override;

    static constexpr qint64 everyDays = 7;
    static constexpr std::chrono::minutes away{ 5 }; ///< without a key or a click
    static constexpr std::chrono::hours pause{ 1 }; ///< after a check that could not be made

private:
    void touched();
    void follow();

    WorkspaceThread& m_workspace;
    ui::audit::LogCheck& m_check;
    const Clock& m_clock;
    QTimer m_minute;
    QString m_powerFolder;
    qint64 m_touched = 0; ///< Clock::elapsedMs() of the last key or click
    qint64 m_notBefore = 0; ///< Clock::elapsedMs()
    bool m_asking = false;
    bool m_own = false; ///< the check that runs is this one's
    QDateTime m_noted; ///< LogCheck::checkedAt() of the last one looked at
};

} // namespace docket::app
