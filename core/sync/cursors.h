#pragma once

#include "core/sync/mirror.h"

#include <QSet>

namespace docket::sync
{

/// What the engine remembers about a repository between runs.
struct RepoCursor {
    RepoKey key;
    QString listed; ///< what the listing showed when it was last fetched whole (listingMark)
    QString sha; ///< head of the stored info
    QString card; ///< commit the stored card, or its absence, belongs to
    QString tree;
    QString viewer;
    QDateTime looked; ///< last complete look at the discussions; invalid when never or when it failed
    bool failed = false; ///< the last look ended with an error that is shown in the row
    int openReports = 0;
    QByteArray etag; ///< of the first page of the discussions
};

struct ThreadCursor {
    QString seen; ///< threadMark() of the listing item the stored thread belongs to
    bool openReport = false;
};

/// The change that a listing can show of a repository.
QString listingMark(const hub::RepoInfo& item);
/// The change that a list of discussions can show of a thread (hub-api 7.1: it has no update time).
QString threadMark(const hub::Thread& item);

/// Cursor tables of hub.db (sync_repo, sync_thread, sync_member, sync_moved). Thread: that of the mirror. Writes join
/// the batch they are made in, so a cursor never runs ahead of what it speaks of.
class Cursors
{
public:
    explicit Cursors(Mirror& mirror) : m_mirror(mirror) { }

    Result<RepoCursor> repo(const RepoKey& key);
    Status store(const RepoCursor& cursor);
    Result<QHash<int, ThreadCursor>> threads(const RepoKey& key);
    Status storeThread(const RepoKey& key, int num, const ThreadCursor& cursor);
    Status dropThread(const RepoKey& key, int num);
    Result<int> openReports(const RepoKey& key);

    /// Repositories a listing or organisation was seen to hold.
    Status addMember(const QString& watch, const RepoKey& key);
    Status replaceMembers(const QString& watch, const QSet<RepoKey>& keys);
    /// Forgets the members of watches that are no more.
    Status keepWatches(const QStringList& watches);
    /// Every member of every watch, oldest look first.
    Result<QList<RepoCursor>> members();

    /// The Hub moved a repository: cursors and memberships follow.
    Status rename(const RepoKey& from, const RepoKey& to);
    /// Where a repository is now; `key` itself when it never moved.
    Result<RepoKey> moved(const RepoKey& key);

private:
    Mirror& m_mirror;
};

} // namespace docket::sync
