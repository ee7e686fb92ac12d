#pragma once

#include "core/base/clock.h"
#include "ui/audit/words/logsource.h"

namespace docket::ui::audit
{

/// Checks of the log: one at a time, with progress, stoppable; remembers the last of this session. Thread: GUI.
class LogCheck : public QObject
{
    Q_OBJECT
public:
    LogCheck(LogSource& source, const Clock& clock, QObject* parent = nullptr);

    void start(log::Depth depth);
    void stop();
    bool isRunning() const { return m_running; }
    log::Depth depth() const { return m_depth; } ///< of the running check
    qint64 done() const { return m_done; }
    qint64 total() const { return m_total; } ///< 0: not known yet

    /// A check that was made elsewhere, as at the start of the program.
    void note(const log::VerifyReport& report);
    const std::optional<log::VerifyReport>& report() const { return m_report; }
    QDateTime checkedAt() const { return m_checkedAt; } ///< UTC; invalid before the first of this session
    const std::optional<Error>& error() const { return m_error; } ///< the last could not be made
    bool wasStopped() const { return m_stopped; }

    /// The result in a sentence: "Sound. All 3,218 entries of 3 laptops were read …"
    QString sentence() const;
    /// "checked in full at 10:41, this session"; "not checked in this session"
    QString whenText() const;
    /// A finding in plain words, with what to do.
    static QString findingText(const log::Finding& finding);

Q_SIGNALS:
    void changed();

private:
    LogSource& m_source;
    const Clock& m_clock;
    std::stop_source m_stop;
    bool m_running = false;
    bool m_stopped = false;
    log::Depth m_depth = log::Depth::Quick;
    qint64 m_done = 0;
    qint64 m_total = 0;
    std::optional<log::VerifyReport> m_report;
    QDateTime m_checkedAt;
    std::optional<Error> m_error;
};

} // namespace docket::ui::audit
