#pragma once

#include "core/base/result.h"

#include <optional>

namespace docket
{

/// One writer to a folder, by flock(2) on a file in it: the kernel takes the lock back when its holder ends, however it
/// ends, so there is no such thing as a stale one. The file stays behind and holds who locked it last, for display.
/// Thread: any one.
class FolderLock
{
public:
    /// Conflict, with "program, process 4711" as the cause, when another process (or another FolderLock) holds it;
    /// Storage when the file cannot be written.
    static Result<FolderLock> take(const QString& file);

    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&&) = delete;
    ~FolderLock();

private:
    explicit FolderLock(int descriptor) : m_descriptor(descriptor) { }
    int m_descriptor;
};

} // namespace docket
