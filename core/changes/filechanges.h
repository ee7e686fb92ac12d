#pragma once

#include "core/changes/fieldchanges.h"
#include "core/hub/types.h"

namespace docket::changes
{

struct FileChange {
    ChangeKind kind = ChangeKind::Changed;
    QString path; ///< the newer path; the older one when removed
    QString oldPath; ///< when renamed
    qint64 sizeBefore = -1; ///< bytes; -1 when added
    qint64 sizeAfter = -1; ///< bytes; -1 when removed
    QString scanLevel; ///< of the newer file, as the Hub names it
    bool operator==(const FileChange&) const = default;
};

/// What happened to the files (folders do not count), by path. Content is compared by the LFS hash, else by the git
/// object; a file that went and one that came with the same content are one renamed file. Pure.
QList<FileChange> compareFiles(const QList<hub::FileEntry>& before, const QList<hub::FileEntry>& after);

} // namespace docket::changes
