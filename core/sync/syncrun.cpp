#include "core/sync/syncrun.h"

#include "core/base/logging.h"

namespace docket::sync
{

using namespace Qt::StringLiterals;

namespace
{

constexpr size_t lettersPerRound = 64;
constexpr qint64 commitEveryMs = 100;
constexpr int failuresUntilGivenUp = 3;

Error stopped()
{
    return { ErrorCode::Cancelled, u"sync"_s, u"stopped"_s, u"the next sync continues here"_s };
}

} // namespace

SyncRun::SyncRun(hub::Client& client, Mirror& mirror, const Clock& clock, const SyncOptions& options,
    const ProgressCallback& progress, std::stop_token stop)
    : m_client(client),
      m_mirror(mirror),
      m_cursors(mirror),
      m_clock(clock),
      m_options(options),
      m_progress(progress),
      m_stop(std::move(stop)),
      m_before(client.traffic())
{
    m_timer.start();
}

hub::CallOptions SyncRun::options() const
{
    hub::CallOptions options;
    options.stop = m_requests.get_token();
    return options;
}

bool SyncRun::isPassing(ErrorCode code)
{
    return code == ErrorCode::Network || code == ErrorCode::RateLimited || code == ErrorCode::Auth
        || code == ErrorCode::Cancelled || code == ErrorCode::Parse;
}

void SyncRun::note(const Error* error)
{
    if (!error) {
        m_failuresInARow = 0;
        ++m_answers;
        return;
    }
    switch (error->code) {
    case ErrorCode::Network:
        // The first to fail speaks for the Hub only when no other question is still open.
        if (++m_failuresInARow >= failuresUntilGivenUp || (m_answers == 0 && m_outstanding == 0)) {
            m_abort = *error;
            m_abort->thing = u"the Hub at %1"_s.arg(m_client.config().endpoint); // not whatever was asked for last
        }
        break;
    case ErrorCode::RateLimited:
        m_abort = *error;
        break;
    case ErrorCode::Auth:
        if (m_client.hasToken())
            m_abort = *error;
        break;
    default:
        m_failuresInARow = 0; // a refusal is an answer
        ++m_answers;
        break;
    }
}

Result<SyncCounts> SyncRun::run(const QList<Watch>& watches)
{
    const std::stop_callback forward(m_stop, [this] { m_requests.request_stop(); });
    Status status = startListings(watches);
    if (status)
        status = work();
    m_requests.request_stop();
    // Stopped or given up: what came is kept.
    if (const Status kept = commit(); status && !kept)
        status = kept;
    const hub::Traffic traffic = m_client.traffic();
    m_counts.requests = traffic.requests - m_before.requests;
    m_counts.bytes = traffic.bytes - m_before.bytes;
    m_counts.seconds = double(m_timer.elapsed()) / 1000.0;
    tell(true);
    if (!status)
        return fail(status.error());
    return m_counts;
}

Status SyncRun::work()
{
    DOCKET_TRY(m_mirror.trainBlobs()); // from what earlier syncs brought
    for (;;) {
        if (m_stop.stop_requested())
            return fail(stopped());
        if (m_abort)
            return fail(*m_abort);
        if (m_openListings == 0 && !m_planned) {
            m_planned = true;
            DOCKET_TRY(planRest());
        }
        while ((m_planned || m_startEarly) && !m_queue.empty() && m_outstanding < m_options.inFlight) {
            const JobPtr job = m_queue.front();
            m_queue.pop_front();
            DOCKET_TRY(start(job));
        }
        if (m_outstanding == 0 && m_queue.empty() && m_planned)
            break;
        DOCKET_TRY(openLetters());
        tell(false);
    }
    DOCKET_TRY(saveMarks());
    DOCKET_TRY(m_mirror.setLastSync(m_clock.now()));
    return commit();
}

Status SyncRun::openLetters()
{
    auto letters = m_inbox->take(lettersPerRound, std::chrono::milliseconds(50));
    if (letters.empty())
        return commit();
    // The transaction stays open over several rounds: a page that many answers touch is written once.
    if (!m_transaction) {
        DOCKET_ASSIGN(auto transaction, m_mirror.batch());
        m_transaction.emplace(std::move(transaction));
        m_begun = m_timer.elapsed();
    }
    for (Inbox::Letter& letter : letters) {
        if (m_stop.stop_requested())
            break;
        if (const Status opened = letter(); !opened) {
            m_transaction.reset(); // rolled back: what could not be stored whole is not stored
            return opened;
        }
    }
    return m_timer.elapsed() - m_begun >= commitEveryMs ? commit() : Status();
}

Status SyncRun::commit()
{
    if (!m_transaction)
        return {};
    const Status done = m_transaction->commit();
    m_transaction.reset();
    return done;
}

void SyncRun::tell(bool always)
{
    constexpr qint64 everyMs = 100;
    if (!m_progress || (!always && m_timer.elapsed() - m_toldAt < everyMs))
        return;
    m_toldAt = m_timer.elapsed();
    SyncProgress progress;
    progress.phase = m_planned ? SyncProgress::Phase::Fetching : SyncProgress::Phase::Listing;
    progress.done = m_done;
    progress.total = static_cast<int>(m_jobs.size());
    progress.current = m_current;
    progress.waitingMs = m_client.rateLimitWaitMs();
    progress.counts = m_counts;
    const hub::Traffic traffic = m_client.traffic();
    progress.counts.requests = traffic.requests - m_before.requests;
    progress.counts.bytes = traffic.bytes - m_before.bytes;
    progress.counts.seconds = double(m_timer.elapsed()) / 1000.0;
    m_progress(progress);
}

Engine::Engine(hub::Client& client, Mirror& mirror, const Clock& clock)
    : m_client(client), m_mirror(mirror), m_clock(clock)
{
}

Result<SyncCounts> Engine::sync(const QList<Watch>& watches, const SyncOptions& options,
    const std::function<void(const SyncProgress&)>& progress, std::stop_token stop)
{
    SyncRun run(m_client, m_mirror, m_clock, options, progress, std::move(stop));
    return run.run(watches);
}

} // namespace docket::sync
