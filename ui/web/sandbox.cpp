#include "ui/web/sandbox.h"

#include <QFile>
#include <QStringList>

#include <unistd.h>

namespace docket::ui::web
{

using namespace Qt::StringLiterals;

namespace
{

QByteArray readAll(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QList<QByteArray> field(const QByteArray& status, const char* name)
{
    for (const QByteArray& line : status.split('\n')) {
        if (line.startsWith(name) && line.mid(static_cast<qsizetype>(qstrlen(name))).startsWith(':'))
            return line.mid(static_cast<qsizetype>(qstrlen(name)) + 1).simplified().split(' ');
    }
    return {};
}

} // namespace

QString Confinement::missing() const
{
    QStringList parts;
    if (!seccomp)
        parts.append(u"no system call filter"_s);
    if (!ownProcessSpace)
        parts.append(u"no process name space of its own"_s);
    if (!ownNetwork)
        parts.append(u"it shares the network of this machine"_s);
    return parts.join(u", "_s);
}

Confinement readConfinement(const QByteArray& status, const QString& theirNetwork, const QString& ourNetwork)
{
    Confinement result;
    const QList<QByteArray> seccomp = field(status, "Seccomp");
    result.seccomp = seccomp.size() == 1 && seccomp.first() == "2";
    // One number a name space, from ours inwards: the sandbox adds at least one.
    result.ownProcessSpace = field(status, "NSpid").size() >= 2;
    result.ownNetwork = !theirNetwork.isEmpty() && theirNetwork != ourNetwork;
    return result;
}

Confinement confinementOf(qint64 pid)
{
    const QString process = u"/proc/%1/"_s.arg(pid);
    return readConfinement(readAll(process + u"status"_s), QFile::symLinkTarget(process + u"ns/net"_s),
        QFile::symLinkTarget(u"/proc/self/ns/net"_s));
}

bool sandboxSwitchedOff()
{
    return qEnvironmentVariableIntValue("QTWEBENGINE_DISABLE_SANDBOX") == 1;
}

qint64 residentBytes(qint64 pid)
{
    if (pid <= 0)
        return 0;
    const QList<QByteArray> fields = readAll(u"/proc/%1/statm"_s.arg(pid)).split(' ');
    return fields.size() > 1 ? fields[1].toLongLong() * ::sysconf(_SC_PAGESIZE) : 0;
}

} // namespace docket::ui::web
