#pragma once

#include "core/base/clock.h"
#include "core/hub/client.h"
#include "core/sync/mirror.h"

#include <functional>
#include <stop_token>

namespace docket::sync
{

/// What one sync did; the keys of `docketctl sync --json`.
struct SyncCounts {
    qint64 repos = 0; ///< repositories whose info was fetched
    qint64 threads = 0; ///< threads fetched whole
    qint64 reports = 0; ///< reports in those threads
    qint64 blobs = 0; ///< cards stored
    qint64 requests = 0;
    qint64 bytes = 0;
    double seconds = 0;
    QList<Error> problems; ///< watches that could not be listed, not whole, or are not there; the rest was synced
};

struct SyncProgress {
    enum class Phase { Listing, Fetching };
    Phase phase = Phase::Listing;
    int done = 0; ///< repositories looked at in this run
    int total = 0; ///< repositories to look at; grows while listings come in
    QString current; ///< key of the repository, or text of the watch, last finished
    int waitingMs = 0; ///< longest wait for the Hub's rate limit
    SyncCounts counts;
};

struct SyncOptions {
    bool full = false; ///< look at every repository and every open report again
    QList<RepoKey> also; ///< looked at whatever the plan says: the open case, what was just written to
    int inFlight = 32;
    /// Repositories looked at again in turn although no listing says they changed; -1: known / 20 less the requests
    /// already made.
    int turns = -1;
};

/// Pulls what the watches name into the mirror.
///
/// What decides whether a repository is asked about again (hub-api 13.2): a listing shows a new `sha`, `lastModified`,
/// `private`, `gated` or `disabled`; a notification names one of its threads; its last look is older than
/// `staleMs` (6 h), or `staleReportMs` (5 min) when it has an open report; or it is its turn. The Hub has no feed of
/// new discussions beside notifications, and a new discussion does not move `lastModified`: without a notification a
/// new report on an otherwise unchanged repository is seen when the repository is next looked at, at the latest by the
/// first sync after `staleMs`. A sync right after another makes one request a listing plus at most one in twenty
/// repositories.
///
/// Every stored item is whole in itself and its cursor is written with it, so a killed sync continues where it was.
/// Thread: sync() blocks; call it on the thread that owns `mirror`. One sync at a time.
class Engine
{
public:
    static constexpr qint64 staleMs = qint64(6) * 3600 * 1000;
    static constexpr qint64 staleReportMs = qint64(5) * 60 * 1000;
    static constexpr qint64 walkMs = qint64(24) * 3600 * 1000; ///< a listing is read to its end this often

    Engine(hub::Client& client, Mirror& mirror, const Clock& clock);

    /// Errors of single repositories are stored with them. Network when the Hub does not answer, Auth when it refuses
    /// the token, RateLimited when it wants a longer pause than 10 minutes, Cancelled within 200 ms of `stop`, Storage;
    /// what came before that is kept.
    Result<SyncCounts> sync(const QList<Watch>& watches, const SyncOptions& options,
        const std::function<void(const SyncProgress&)>& progress = {}, std::stop_token stop = {});

private:
    hub::Client& m_client;
    Mirror& m_mirror;
    const Clock& m_clock;
};

} // namespace docket::sync
