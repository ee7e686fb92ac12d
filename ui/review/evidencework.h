#pragma once

#include "core/sync/mirror.h"
#include "ui/review/evidencesource.h"

/// Reading a workspace's mirror for the evidence pane. Slow (disk, parsing, rendering): worker threads only.
namespace docket::ui::review::work
{

Result<Overview> readOverview(sync::Mirror& mirror, const Subject& subject);
Result<CardEvidence> readCard(sync::Mirror& mirror, const RepoKey& repo, const card::RenderOptions& options);
/// Walks the whole tree, at most 50,000 entries.
Result<FilesSummary> readFilesSummary(sync::Mirror& mirror, const RepoKey& repo);
Result<QList<TableName>> readTables(sync::Mirror& mirror, const RepoKey& repo);
Result<TableEvidence> readTable(sync::Mirror& mirror, const RepoKey& repo, const TableName& name);
Result<ThreadEvidence> readThread(
    sync::Mirror& mirror, const RepoKey& repo, int num, const card::CodeHighlighter* highlighter);

/// A level of a file scan that asks for a look (hub-api.md 4.2): not empty, safe, unscanned or queued.
bool isWarning(QStringView scanLevel);

} // namespace docket::ui::review::work
