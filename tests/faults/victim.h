#pragma once

#include "core/log/format/ids.h"

#include <QProcess>
#include <QStringList>

#include <memory>

namespace docket::test
{

/// What a log-writer said and how it ended.
struct VictimReport {
    QList<log::EntryId> acknowledged;
    qint64 entries = 0; ///< how many entries the log must have, as acknowledged
    QStringList failures; ///< texts of appends that reported failure
    int readOnly = 0; ///< how many of them left the store read-only
    int reopened = 0;
    QString lost; ///< why the store could not be opened; empty when it could
    bool killed = false;
    int exitCode = 0;
    QString errors; ///< standard error
};

/// Arguments of strace that make it interfere, for instance { "-e", "inject=fdatasync:error=EIO:when=3" }.
VictimReport runVictim(
    const QString& folder, int appends, const QString& sabotage = {}, const QStringList& strace = {});

/// A log-writer that runs until it is killed.
class RunningVictim
{
public:
    RunningVictim(const QString& folder, const QString& sabotage = {});
    /// Waits until it has told of an entry.
    bool isAtWork();
    void kill();
    /// After kill(): all it had told.
    VictimReport report();

private:
    std::unique_ptr<QProcess> m_process;
};

/// A system call of a victim at work: the n-th of its name in the life of the process.
struct SystemCall {
    QByteArray name;
    int ordinal;
};

/// Why system calls cannot be interfered with here (no strace, or tracing is not allowed); empty when they can.
QString whyNoTracing();
/// The system calls with which a victim opens the log (when `opening`) and appends, those that touch files or memory.
QList<SystemCall> systemCallsOf(const QString& folder, int appends, bool opening);

} // namespace docket::test
