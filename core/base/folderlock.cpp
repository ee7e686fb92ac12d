#include "core/base/folderlock.h"

#include <QCoreApplication>
#include <QFile>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace docket
{

using namespace Qt::StringLiterals;

namespace
{

constexpr std::size_t longestHolder = 200; // bytes

/// What the holder wrote; it may not have come to that yet.
QString holderIn(int descriptor)
{
    char text[longestHolder];
    const ssize_t size = ::pread(descriptor, text, sizeof text, 0);
    const QString holder = QString::fromUtf8(text, size > 0 ? size : 0).trimmed();
    return holder.isEmpty() ? u"another process"_s : holder;
}

void writeHolder(int descriptor)
{
    const QByteArray text = (QCoreApplication::applicationName() + u", process "_s
        + QString::number(QCoreApplication::applicationPid()) + u'\n')
                                .toUtf8()
                                .left(longestHolder);
    // For display only: nothing depends on it.
    if (::ftruncate(descriptor, 0) != 0 || ::pwrite(descriptor, text.constData(), size_t(text.size()), 0) < 0)
        return;
}

} // namespace

Result<FolderLock> FolderLock::take(const QString& file)
{
    const int descriptor = ::open(QFile::encodeName(file).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0)
        return fail(ErrorCode::Storage, file, qt_error_string(errno), u"check the permissions of the folder"_s);
    FolderLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        const int code = errno;
        if (code == EWOULDBLOCK)
            return fail(ErrorCode::Conflict, file, holderIn(descriptor), u"close the other program first"_s);
        return fail(ErrorCode::Storage, file, qt_error_string(code), u"use a file system that has locks"_s);
    }
    writeHolder(descriptor);
    return lock;
}

FolderLock::FolderLock(FolderLock&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) { }

FolderLock::~FolderLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace docket
