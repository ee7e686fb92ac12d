#include "core/exchange/scratch.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

namespace docket::exchange
{

using namespace Qt::StringLiterals;

namespace
{

QString scratchRoot(const QString& workspaceFolder)
{
    return workspaceFolder + u"/scratch"_s;
}

/// Empty when it cannot be made.
QString makeIn(const QString& root)
{
    QByteArray name = QFile::encodeName(root + u"/%1-XXXXXX"_s.arg(QCoreApplication::applicationPid()));
    return ::mkdtemp(name.data()) ? QFile::decodeName(name) : QString(); // mode 0700
}

bool isGone(qint64 process)
{
    return process <= 0 || (::kill(static_cast<pid_t>(process), 0) != 0 && errno == ESRCH);
}

} // namespace

Result<Scratch> Scratch::make(const QString& workspaceFolder)
{
    const QString root = scratchRoot(workspaceFolder);
    ::mkdir(QFile::encodeName(root).constData(), 0700); // may be there already
    QString path = makeIn(root);
    if (path.isEmpty())
        path = makeIn(QDir::tempPath());
    if (path.isEmpty()) {
        return fail(ErrorCode::Storage, root, u"cannot be made: "_s + QString::fromLocal8Bit(strerror(errno)),
            u"check free space and the permissions of the workspace"_s);
    }
    return Scratch(path);
}

Scratch::Scratch(Scratch&& other) noexcept : m_path(std::exchange(other.m_path, QString())) { }

Scratch::~Scratch()
{
    if (!m_path.isEmpty())
        QDir(m_path).removeRecursively();
}

void Scratch::sweep(const QString& workspaceFolder)
{
    QDir root(scratchRoot(workspaceFolder));
    const QStringList names = root.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::Hidden);
    for (const QString& name : names) {
        if (isGone(name.section(u'-', 0, 0).toLongLong()))
            QDir(root.filePath(name)).removeRecursively();
    }
}

} // namespace docket::exchange
