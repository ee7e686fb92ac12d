#include "core/changes/filechanges.h"

#include <QHash>

#include <algorithm>

namespace docket::changes
{

namespace
{

QString contentOf(const hub::FileEntry& file)
{
    return file.lfsSha256.isEmpty() ? file.oid : file.lfsSha256;
}

} // namespace

QList<FileChange> compareFiles(const QList<hub::FileEntry>& before, const QList<hub::FileEntry>& after)
{
    QHash<QString, const hub::FileEntry*> old;
    for (const hub::FileEntry& file : before) {
        if (!file.isFolder)
            old.insert(file.path, &file);
    }
    QList<FileChange> changes;
    QList<const hub::FileEntry*> come;
    for (const hub::FileEntry& file : after) {
        if (file.isFolder)
            continue;
        const hub::FileEntry* was = old.take(file.path);
        if (!was)
            come.append(&file);
        else if (contentOf(*was) != contentOf(file))
            changes.append({ ChangeKind::Changed, file.path, {}, was->size, file.size, file.scanLevel });
    }
    QList<const hub::FileEntry*> gone = old.values();
    const auto byPath = [](const hub::FileEntry* a, const hub::FileEntry* b) { return a->path < b->path; };
    std::sort(gone.begin(), gone.end(), byPath);
    std::sort(come.begin(), come.end(), byPath);
    QHash<QString, QList<const hub::FileEntry*>> byContent;
    for (const hub::FileEntry* file : std::as_const(gone)) {
        if (!contentOf(*file).isEmpty() && file->size != 0) // every empty file is like every other
            byContent[contentOf(*file)].append(file);
    }
    for (const hub::FileEntry* file : std::as_const(come)) {
        auto known = byContent.find(contentOf(*file));
        if (known == byContent.end() || known->isEmpty()) {
            changes.append({ ChangeKind::Added, file->path, {}, -1, file->size, file->scanLevel });
            continue;
        }
        const hub::FileEntry* was = known->takeFirst();
        old.remove(was->path);
        changes.append({ ChangeKind::Renamed, file->path, was->path, was->size, file->size, file->scanLevel });
    }
    for (const hub::FileEntry* file : std::as_const(gone)) {
        if (old.contains(file->path))
            changes.append({ ChangeKind::Removed, file->path, {}, file->size, -1, {} });
    }
    std::sort(changes.begin(), changes.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return changes;
}

} // namespace docket::changes
