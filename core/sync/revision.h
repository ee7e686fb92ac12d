#pragma once

#include "core/hub/types.h"

namespace docket::sync
{

/// What is known of one revision before it is read.
struct RevisionHead {
    QString commit; ///< 40 hex
    QDateTime seen; ///< when this device first fetched something of it, UTC
    bool newest = false; ///< the head that the Hub named last
    bool operator==(const RevisionHead&) const = default;
};

/// The first rows of one table as the dataset viewer answered them ("first-rows", hub-api 12).
struct RevisionTable {
    QString config;
    QString split;
    QByteArray json;
};

/// One pinned revision: what was stored of it. Parts that were never fetched are absent, which is not the same as
/// empty.
struct Revision {
    RevisionHead head;
    QString cardPath;
    QByteArray cardSha256; ///< 64 hex; empty: no card was stored
    std::optional<QByteArray> card; ///< absent also when the blob was erased by a redaction
    std::optional<QList<hub::FileEntry>> files; ///< the whole tree, in the order of the paths
    QList<RevisionTable> tables;
};

/// How many past revisions of a repository are kept beside the newest; those that the log names come on top.
inline constexpr int revisionsKept = 50;

} // namespace docket::sync
