#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace docket::test
{

/// One thing that SQLite asked of the disk, in the order asked.
struct DiskOp {
    enum class Kind { Create, Write, Truncate, Sync, Remove };
    Kind kind;
    QString file; ///< its name without folder
    qint64 offset = 0; ///< Write: where; Truncate: the new size
    QByteArray data;
    bool folderToo = false; ///< Sync, Remove: the folder's entries reach the disk as well
};

/// What the disk under SQLite does from now on. All of it concerns this process only.
struct DiskFaults {
    std::vector<DiskOp>* record = nullptr; ///< every change is told here when not null
    std::optional<qint64> room; ///< bytes by which the files may grow together; a write beyond is "disk full"
    qint64 used = 0; ///< bytes by which they have grown
    int failAt = 0; ///< the n-th call from now fails, 1 the next; 0 none
    bool failFromThenOn = false; ///< and so does every later one
    int failCode = 0; ///< SQLITE_IOERR or SQLITE_FULL
    bool deaf = false; ///< failed writes and syncs are reported as done: a sabotage that tests must notice
    int calls = 0; ///< counts calls, whether they fail or not
    bool failed = false; ///< whether a call has failed since failAt or room was set
};

/// A VFS before the system's own, made SQLite's default by install(). Thread: the one that uses SQLite.
class FaultVfs
{
public:
    /// Call once, before the first database is opened.
    static void install();
    static DiskFaults& faults();

    /// Every connection opened from now on is set with these statements, and its own PRAGMA journal_mode and
    /// synchronous are ignored: the way to run the unchanged store without its durability. Empty: back to normal.
    static void weaken(const QByteArray& pragmas);
};

/// Disk faults for one scope.
class FaultScope
{
public:
    FaultScope() { FaultVfs::faults() = {}; }
    ~FaultScope()
    {
        FaultVfs::faults() = {};
        FaultVfs::weaken({});
    }
    FaultScope(const FaultScope&) = delete;
    FaultScope& operator=(const FaultScope&) = delete;
    DiskFaults* operator->() const { return &FaultVfs::faults(); }
};

} // namespace docket::test
