#pragma once

#include "core/base/clock.h"
#include "core/log/format/entry.h"

namespace docket
{

/// Acts that could not be written to the log (disk full, I/O error) are kept in a file of their own, so that nobody has
/// to think them up again (audit.md 4.12). The file is JSON and holds what the entries would have said, in the clear.

struct Unrecorded {
    QList<log::Draft> drafts;
    /// The log's last row before the attempt. What follows it may be the attempt after all: a commit whose last sync
    /// failed is told as a failure, and is durable once the file is opened again.
    std::optional<qint64> after;
};

/// Writes the drafts to `<workspace>/drafts`, or where that fails to the user's state folder, or to the temporary one.
/// The file's path. Storage when none of them can be written.
Result<QString> keepUnrecorded(const QString& workspaceFolder, const Unrecorded& kept, const Clock& clock);
/// What keepUnrecorded() wrote. Parse when it is no such file.
Result<Unrecorded> readUnrecorded(const QString& path);
/// Files kept in the workspace, oldest first.
QStringList unrecordedFiles(const QString& workspaceFolder);

} // namespace docket
