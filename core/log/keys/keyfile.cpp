#include "core/log/keys/keyfile.h"

#include "core/base/wholefile.h"

#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 maximumSize = 4096;

/// Makes a rename or removal durable: the directory entry has to reach the disk, too.
void syncFolder(const QString& folder)
{
    const int descriptor = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        ::fsync(descriptor);
        ::close(descriptor);
    }
}

/// Random bytes over everything that the open file holds.
bool overwrite(int descriptor)
{
    struct stat about {
    };
    if (::fstat(descriptor, &about) != 0)
        return false;
    std::array<unsigned char, 512> noise{};
    for (off_t at = 0; at < about.st_size; at += static_cast<off_t>(noise.size())) {
        randombytes_buf(noise.data(), noise.size());
        const auto left = static_cast<size_t>(about.st_size - at);
        const size_t count = qMin(left, noise.size());
        if (::pwrite(descriptor, noise.data(), count, at) != static_cast<ssize_t>(count))
            return false;
    }
    return ::fsync(descriptor) == 0;
}

tl::unexpected<Error> systemFailure(const QString& path)
{
    return fail(ErrorCode::Storage, path, QString::fromLocal8Bit(std::strerror(errno)),
        u"check the disk and the permissions"_s);
}

} // namespace

Result<QByteArray> readKeyFile(const QString& path)
{
    QFile file(path);
    if (!file.exists()) {
        return fail(ErrorCode::NotFound, path, u"there is no key file"_s,
            u"restore the keys folder from a backup, or enrol this machine as a new device"_s);
    }
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Storage, path, file.errorString(), u"check the permissions"_s);
    return file.read(maximumSize).trimmed();
}

Status writeKeyFile(const QString& path, const QByteArray& bytes)
{
    DOCKET_TRY(
        writeWholeFile(path, bytes, u"check the disk and the permissions"_s, QFile::ReadOwner | QFile::WriteOwner));
    syncFolder(QFileInfo(path).absolutePath());
    return {};
}

Status replaceKeyFile(const QString& from, const QString& to)
{
    // The old file is held open over the rename, so that its bytes can still be reached when no name leads there.
    const int old = ::open(QFile::encodeName(to).constData(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    const bool renamed = std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0;
    const Status result = renamed ? Status() : Status(systemFailure(to));
    if (renamed)
        syncFolder(QFileInfo(to).absolutePath());
    if (old >= 0) {
        if (renamed)
            overwrite(old); // what cannot be overwritten is still sealed
        ::close(old);
    }
    return result;
}

Status destroyKeyFile(const QString& path)
{
    const QByteArray name = QFile::encodeName(path);
    const int descriptor = ::open(name.constData(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0)
        return errno == ENOENT ? Status() : Status(systemFailure(path));
    const bool overwritten = overwrite(descriptor);
    ::close(descriptor);
    if (!overwritten || ::unlink(name.constData()) != 0)
        return systemFailure(path);
    syncFolder(QFileInfo(path).absolutePath());
    return {};
}

} // namespace docket::log
