#pragma once

#include "core/base/clock.h"
#include "core/log/store/verify.h"

#include <QObject>
#include <QPointer>
#include <QThread>

#include <functional>
#include <stop_token>

namespace docket
{

/// Checks of a log beside the work on it: on a thread and a read-only connection of their own, so that a decision never
/// waits for a check. What is recorded after the start is not looked at. Checks are made in the order asked for.
/// Thread: that of the object; answers come there.
class CheckThread : public QObject
{
    Q_OBJECT
public:
    using Progress = std::function<void(qint64 done, qint64 total)>; ///< entries
    using Done = std::function<void(Result<log::VerifyReport>)>;

    explicit CheckThread(QObject* parent = nullptr);
    /// Stops the check that runs; nobody is answered any more.
    ~CheckThread() override;

    /// Reads the log in `folder`. What is wrong with it is in the report; an error says that it could not be read
    /// (NotFound, Integrity, Unsupported, Storage) or was stopped (Cancelled). Dropped when `receiver` is gone.
    void check(const QString& folder, log::Depth depth, const std::stop_token& stop, QObject* receiver,
        Progress progress, Done done);

private:
    Result<log::VerifyReport> run(const QString& folder, log::Depth depth, const std::stop_token& stop,
        const QPointer<QObject>& receiver, const Progress& progress);

    SystemClock m_clock;
    QThread m_thread;
    QObject* m_context; ///< lives on m_thread
    std::stop_source m_end; ///< of this object
};

} // namespace docket
