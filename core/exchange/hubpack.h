#pragma once

#include "core/exchange/bytestream.h"
#include "core/sync/mirror.h"

#include <QJsonObject>

#include <set>

namespace docket::exchange
{

/// `hub.jsonl` of a work pack: what the mirror knows of some repositories, one JSON object a line: repository, card
/// record, tree, dataset viewer's answers, threads with their events (the reports are found in them again), what
/// comments said before they were edited, and the revisions that the log names. Lines of unknown types are passed over,
/// so that later versions may add some. Writes the lines of a repository; nothing for one that the mirror does not
/// know. `commits` are the revisions wanted, whether past or newest: whoever takes the pack may have a newer one.
Status writeHubLines(sync::Mirror& mirror, const RepoKey& repo, const QSet<QString>& commits, const Sink& lines);

struct HubBlobs {
    std::set<QByteArray> files; ///< SHA-256 of the blobs that those lines name, hexadecimal
    std::set<QByteArray> inLines; ///< of answers that stand in the lines as they are
};
Result<HubBlobs> blobsOf(sync::Mirror& mirror, const RepoKey& repo, const QSet<QString>& commits);

/// Integrity, word "archive", when the line is no JSON object.
Result<QJsonObject> parseHubLine(const QByteArray& line);

struct HubCounts {
    qint64 taken = 0; ///< rows that are here now
    qint64 newer = 0; ///< rows left as they are, because ours are as new or newer
    qint64 incomplete = 0; ///< rows that could not be taken: their blob is missing, or they are malformed
};
/// Puts a row into the mirror unless what is there was fetched at the same time or later. To be called inside
/// `mirror.batch()`, after the blobs.
Status takeHubRow(sync::Mirror& mirror, const QJsonObject& row, HubCounts& counts);

} // namespace docket::exchange
