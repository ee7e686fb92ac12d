#include "tests/faults/victim.h"

#include "tests/faults/judge.h"

#include <QRegularExpression>
#include <QStandardPaths>

#include <csignal>
#include <map>

namespace docket::test
{

using namespace Qt::StringLiterals;
using namespace docket::log;

namespace
{

constexpr int patience = 60'000; // ms

const QString& program()
{
    static const QString path = QStringLiteral(DOCKET_BINARY_DIR) + u"/tests/log-writer"_s;
    return path;
}

// Calls that SQLite and the key file are made of. `write` is how the victim tells.
const QString& tracedCalls()
{
    static const QString calls
        = u"openat,pread64,pwrite64,fdatasync,fsync,ftruncate,fcntl,unlink,close,newfstatat,lseek,"
          "read,write,access,rename,mmap,munmap,brk"_s;
    return calls;
}

VictimReport reportOf(QProcess& process)
{
    VictimReport out;
    const QByteArray told = process.readAllStandardOutput();
    const bool whole = told.endsWith('\n');
    QStringList lines = QString::fromUtf8(told).split(u'\n', Qt::SkipEmptyParts);
    if (!whole && !lines.isEmpty())
        lines.removeLast(); // killed while it spoke
    for (const QString& line : std::as_const(lines)) {
        if (line.startsWith("ok "_L1)) {
            const QStringList words = line.split(u' ');
            out.entries = qMax(out.entries, words.value(1).toLongLong());
            if (const auto id = EntryId::parse(words.value(2)))
                out.acknowledged.append(*id);
        }
        if (line.startsWith("failed "_L1))
            out.failures.append(line.mid(7));
        if (line.startsWith("lost "_L1))
            out.lost = line.mid(5);
        out.readOnly += line == "read-only"_L1;
        out.reopened += line == "reopened"_L1;
    }
    out.killed = process.exitStatus() == QProcess::CrashExit;
    out.exitCode = process.exitCode();
    out.errors = QString::fromUtf8(process.readAllStandardError());
    return out;
}

QString straceProgram()
{
    return QStandardPaths::findExecutable(u"strace"_s);
}

} // namespace

VictimReport runVictim(const QString& folder, int appends, const QString& sabotage, const QStringList& strace)
{
    QStringList arguments{ folder, QString::number(appends) };
    if (!sabotage.isEmpty())
        arguments.append(sabotage);
    QProcess process;
    if (strace.isEmpty())
        process.start(program(), arguments);
    else
        process.start(
            straceProgram(), QStringList{ u"-f"_s, u"-qqq"_s } + strace + QStringList{ program() } + arguments);
    if (!process.waitForFinished(patience))
        qFatal("log-writer: %s", qPrintable(process.errorString()));
    return reportOf(process);
}

RunningVictim::RunningVictim(const QString& folder, const QString& sabotage) : m_process(new QProcess)
{
    QStringList arguments{ folder, u"0"_s };
    if (!sabotage.isEmpty())
        arguments.append(sabotage);
    m_process->start(program(), arguments);
}

bool RunningVictim::isAtWork()
{
    constexpr qint64 enough = 1024; // "ready" and the first entry
    while (!m_process->peek(enough).contains("ok "))
        if (!m_process->waitForReadyRead(patience))
            return false;
    return true;
}

void RunningVictim::kill()
{
    ::kill(static_cast<pid_t>(m_process->processId()), SIGKILL);
}

VictimReport RunningVictim::report()
{
    m_process->waitForFinished(patience);
    return reportOf(*m_process);
}

QString whyNoTracing()
{
    if (straceProgram().isEmpty())
        return u"strace is not installed (packaging/deps installs it)"_s;
    QProcess process;
    process.start(
        straceProgram(), { u"-f"_s, u"-qqq"_s, u"-o"_s, u"/dev/null"_s, u"-e"_s, u"trace=openat"_s, u"/bin/true"_s });
    process.waitForFinished(patience);
    return process.exitCode() == 0
        ? QString()
        : u"tracing is not allowed here: "_s + QString::fromUtf8(process.readAllStandardError());
}

QList<SystemCall> systemCallsOf(const QString& folder, int appends, bool opening)
{
    const ScratchFolder scratch;
    const QString trace = scratch.path() + u"/trace"_s;
    runVictim(folder, appends, {}, { u"-o"_s, trace, u"-e"_s, u"trace="_s + tracedCalls() });
    QFile file(trace);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("strace has written no trace");
    static const QRegularExpression call(u"^\\d+ +([a-z0-9_]+)\\("_s);
    std::map<QByteArray, int> counts;
    QList<SystemCall> out;
    bool wanted = false;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        const auto match = call.match(QString::fromUtf8(line));
        if (!match.hasMatch())
            continue;
        const QByteArray name = match.captured(1).toLatin1();
        const int ordinal = ++counts[name];
        if (opening && line.contains("log.db"))
            wanted = true;
        if (wanted)
            out.append({ name, ordinal });
        if (name == "write" && line.contains("\"ready\\n\""))
            wanted = true;
    }
    return out;
}

} // namespace docket::test
