#include "tests/faults/faultvfs.h"

#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

#include <cstring>
#include <new>

namespace docket::test
{

namespace
{

sqlite3_vfs* below = nullptr;
DiskFaults current;
QByteArray weakening;

struct File {
    sqlite3_file base;
    QString* name; ///< without folder; null for temporary files
    bool folderSyncDue; ///< the unix VFS syncs the folder with the first sync of a journal it may have created
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File* fileOf(sqlite3_file* file)
{
    return reinterpret_cast<File*>(file);
}

/// Counts a call; the code to fail with, or SQLITE_OK.
int failure(int ioCode)
{
    ++current.calls;
    const bool now = current.failAt > 0
        && (current.calls == current.failAt || (current.failFromThenOn && current.calls > current.failAt));
    if (!now)
        return SQLITE_OK;
    current.failed = true;
    return current.failCode == SQLITE_FULL ? SQLITE_FULL : ioCode;
}

void tell(DiskOp op)
{
    if (current.record)
        current.record->push_back(std::move(op));
}

int closeFile(sqlite3_file* file)
{
    File* own = fileOf(file);
    delete own->name;
    own->name = nullptr;
    return own->real()->pMethods ? own->real()->pMethods->xClose(own->real()) : SQLITE_OK;
}

int readFile(sqlite3_file* file, void* into, int size, sqlite3_int64 offset)
{
    if (const int code = failure(SQLITE_IOERR_READ))
        return code;
    return fileOf(file)->real()->pMethods->xRead(fileOf(file)->real(), into, size, offset);
}

int writeFile(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset)
{
    File* own = fileOf(file);
    if (const int code = failure(SQLITE_IOERR_WRITE))
        return current.deaf ? SQLITE_OK : code;
    sqlite3_int64 before = 0;
    own->real()->pMethods->xFileSize(own->real(), &before);
    const qint64 growth = qMax<qint64>(0, offset + size - before);
    if (current.room && current.used + growth > *current.room) {
        current.failed = true;
        return current.deaf ? SQLITE_OK : SQLITE_FULL;
    }
    const int code = own->real()->pMethods->xWrite(own->real(), from, size, offset);
    if (code == SQLITE_OK) {
        current.used += growth;
        if (own->name)
            tell({ DiskOp::Kind::Write, *own->name, offset, QByteArray(static_cast<const char*>(from), size) });
        return code;
    }
    // Set beyond this layer, for instance by a system call that was made to fail.
    return current.deaf ? SQLITE_OK : code;
}

int truncateFile(sqlite3_file* file, sqlite3_int64 size)
{
    File* own = fileOf(file);
    if (const int code = failure(SQLITE_IOERR_TRUNCATE))
        return code;
    sqlite3_int64 before = 0;
    own->real()->pMethods->xFileSize(own->real(), &before);
    const int code = own->real()->pMethods->xTruncate(own->real(), size);
    if (code == SQLITE_OK) {
        current.used -= qMax<qint64>(0, before - size);
        if (own->name)
            tell({ DiskOp::Kind::Truncate, *own->name, size, {} });
    }
    return code;
}

int syncFile(sqlite3_file* file, int flags)
{
    File* own = fileOf(file);
    if (const int code = failure(SQLITE_IOERR_FSYNC))
        return current.deaf ? SQLITE_OK : code;
    const int code = own->real()->pMethods->xSync(own->real(), flags);
    if (code == SQLITE_OK && own->name) {
        tell({ DiskOp::Kind::Sync, *own->name, 0, {}, own->folderSyncDue });
        own->folderSyncDue = false;
    }
    return current.deaf ? SQLITE_OK : code;
}

int sizeOfFile(sqlite3_file* file, sqlite3_int64* size)
{
    if (const int code = failure(SQLITE_IOERR_FSTAT))
        return code;
    return fileOf(file)->real()->pMethods->xFileSize(fileOf(file)->real(), size);
}

int lockFile(sqlite3_file* file, int level)
{
    return fileOf(file)->real()->pMethods->xLock(fileOf(file)->real(), level);
}

int unlockFile(sqlite3_file* file, int level)
{
    return fileOf(file)->real()->pMethods->xUnlock(fileOf(file)->real(), level);
}

int checkLock(sqlite3_file* file, int* held)
{
    return fileOf(file)->real()->pMethods->xCheckReservedLock(fileOf(file)->real(), held);
}

int controlFile(sqlite3_file* file, int operation, void* argument)
{
    if (operation == SQLITE_FCNTL_PRAGMA && !weakening.isEmpty()) {
        char** words = static_cast<char**>(argument);
        if (words[2] && (!std::strcmp(words[1], "journal_mode") || !std::strcmp(words[1], "synchronous")))
            return SQLITE_OK; // answered here: nothing is changed
    }
    return fileOf(file)->real()->pMethods->xFileControl(fileOf(file)->real(), operation, argument);
}

int sectorSize(sqlite3_file* file)
{
    return fileOf(file)->real()->pMethods->xSectorSize(fileOf(file)->real());
}

int characteristics(sqlite3_file* file)
{
    return fileOf(file)->real()->pMethods->xDeviceCharacteristics(fileOf(file)->real());
}

// Version 1: no shared memory and no memory mapping, which log.db does not use.
const sqlite3_io_methods methods
    = { 1, closeFile, readFile, writeFile, truncateFile, syncFile, sizeOfFile, lockFile, unlockFile, checkLock,
          controlFile, sectorSize, characteristics, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr };

int openFile(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* outFlags)
{
    File* own = new (file) File{};
    own->base.pMethods = nullptr;
    if (const int code = failure(SQLITE_CANTOPEN))
        return code;
    const bool named = path && (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL));
    const bool existed = named && QFileInfo::exists(QFile::decodeName(path));
    const int code = below->xOpen(below, path, own->real(), flags, outFlags);
    if (code != SQLITE_OK)
        return code;
    own->base.pMethods = &methods;
    if (named) {
        own->folderSyncDue = (flags & SQLITE_OPEN_MAIN_JOURNAL) && (flags & SQLITE_OPEN_CREATE);
        own->name = new QString(QFileInfo(QFile::decodeName(path)).fileName());
        if (!existed && (flags & SQLITE_OPEN_CREATE))
            tell({ DiskOp::Kind::Create, *own->name, 0, {} });
    }
    return SQLITE_OK;
}

int removeFile(sqlite3_vfs*, const char* path, int syncFolder)
{
    if (const int code = failure(SQLITE_IOERR_DELETE))
        return code;
    const int code = below->xDelete(below, path, syncFolder);
    if (code == SQLITE_OK)
        tell({ DiskOp::Kind::Remove, QFileInfo(QFile::decodeName(path)).fileName(), 0, {}, syncFolder != 0 });
    return code;
}

int accessFile(sqlite3_vfs*, const char* path, int flags, int* out)
{
    if (const int code = failure(SQLITE_IOERR_ACCESS))
        return code;
    return below->xAccess(below, path, flags, out);
}

int fullName(sqlite3_vfs*, const char* path, int size, char* out)
{
    return below->xFullPathname(below, path, size, out);
}

int randomness(sqlite3_vfs*, int size, char* out)
{
    return below->xRandomness(below, size, out);
}

int sleepFor(sqlite3_vfs*, int microseconds)
{
    return below->xSleep(below, microseconds);
}

int now(sqlite3_vfs*, double* out)
{
    return below->xCurrentTime(below, out);
}

int lastError(sqlite3_vfs*, int size, char* out)
{
    return below->xGetLastError(below, size, out);
}

int nowInt(sqlite3_vfs*, sqlite3_int64* out)
{
    return below->xCurrentTimeInt64(below, out);
}

sqlite3_vfs vfs{};

int weakenConnection(sqlite3* connection, char**, const void*)
{
    if (weakening.isEmpty())
        return SQLITE_OK;
    // Applied past the filter above, which ignores what the store itself asks for.
    const QByteArray pragmas = std::exchange(weakening, QByteArray());
    const int code = sqlite3_exec(connection, pragmas.constData(), nullptr, nullptr, nullptr);
    weakening = pragmas;
    return code;
}

} // namespace

void FaultVfs::install()
{
    if (below)
        return;
    below = sqlite3_vfs_find(nullptr);
    vfs.iVersion = 2;
    vfs.szOsFile = static_cast<int>(sizeof(File)) + below->szOsFile;
    vfs.mxPathname = below->mxPathname;
    vfs.zName = "docket-faults";
    vfs.xOpen = openFile;
    vfs.xDelete = removeFile;
    vfs.xAccess = accessFile;
    vfs.xFullPathname = fullName;
    vfs.xRandomness = randomness;
    vfs.xSleep = sleepFor;
    vfs.xCurrentTime = now;
    vfs.xGetLastError = lastError;
    vfs.xCurrentTimeInt64 = nowInt;
    sqlite3_vfs_register(&vfs, 1);
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(weakenConnection));
}

DiskFaults& FaultVfs::faults()
{
    return current;
}

void FaultVfs::weaken(const QByteArray& pragmas)
{
    weakening = pragmas;
}

} // namespace docket::test
