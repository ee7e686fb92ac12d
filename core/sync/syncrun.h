#pragma once

#include "core/sync/cursors.h"
#include "core/sync/engine.h"
#include "core/sync/inbox.h"

#include <QElapsedTimer>

#include <deque>

namespace docket::sync
{

/// One run of Engine::sync(). Everything happens on the sync thread; the network thread only posts into the inbox.
class SyncRun
{
public:
    using ProgressCallback = std::function<void(const SyncProgress&)>;

    SyncRun(hub::Client& client, Mirror& mirror, const Clock& clock, const SyncOptions& options,
        const ProgressCallback& progress, std::stop_token stop);
    Result<SyncCounts> run(const QList<Watch>& watches);

private:
    /// One listing being read.
    struct Listing {
        QString id; ///< watch text and kind: name of its members and marks
        RepoKind kind = RepoKind::Model;
        QUrlQuery query;
        int maximum = 0; ///< items wanted
        bool walk = false; ///< to its end, else until the mark
        bool sorted = true; ///< newest first so far
        bool finished = false;
        QDateTime mark; ///< newest lastModified of the last complete run
        QDateTime newest;
        QDateTime previous;
        QSet<RepoKey> seen;
    };
    using ListingPtr = std::shared_ptr<Listing>;

    /// One look at a repository.
    struct Job {
        RepoKey asked;
        RepoKey key; ///< after a rename
        QString listed; ///< mark of the listing that brought it; empty otherwise
        bool wantInfo = false;
        bool refetch = false; ///< open threads again, whatever the list says
        QSet<int> forced; ///< threads to fetch in any case
        bool started = false;

        RepoCursor cursor;
        QHash<int, ThreadCursor> known;
        std::optional<hub::RepoInfo> info;
        QSet<int> listedThreads;
        bool wholeList = false; ///< every page of the discussions was read
        int details = 0;
        int pending = 0; ///< answers still to come
        bool incomplete = false; ///< something has to be tried again next time
        bool viewerAsked = false;
        std::optional<Error> error; ///< shown in the row
    };
    using JobPtr = std::shared_ptr<Job>;

    template <typename T> void ask(QFuture<Result<T>> future, std::function<Status(Result<T>)> handler)
    {
        ++m_outstanding;
        future.then([inbox = m_inbox, handler = std::move(handler), this](Result<T> result) mutable {
            // `this` is touched by the letter alone, and letters are opened while run() lives.
            inbox->post([this, handler = std::move(handler), result = std::move(result)]() mutable {
                --m_outstanding;
                note(result ? nullptr : &result.error());
                return handler(std::move(result));
            });
        });
    }
    hub::CallOptions options() const;
    /// Counts failures: three without an answer in a row, a refused token or an endless wait end the run.
    void note(const Error* error);
    static bool isPassing(ErrorCode code);

    // syncplan.cpp: what to look at
    Status startListings(const QList<Watch>& watches);
    Status startListing(const QString& id, RepoKind kind, const QUrlQuery& wanted);
    Status takePage(const ListingPtr& listing, Result<hub::ListingPage> page);
    Status finishListing(const ListingPtr& listing, bool toTheEnd);
    Status askNotifications(int page);
    Status takeNotifications(int page, Result<QList<hub::Notification>> notifications);
    Status planRest();
    Status saveMarks();
    JobPtr addJob(const RepoKey& key);

    // repopass.cpp: one repository
    Status start(const JobPtr& job);
    Status takeInfo(const JobPtr& job, Result<hub::RepoInfo> info);
    Status askContents(const JobPtr& job);
    Status takeCard(const JobPtr& job, const QString& commit, Result<hub::RawFile> file);
    Status takeTree(const JobPtr& job, const QString& commit, Result<hub::Tree> tree);
    void askDiscussions(const JobPtr& job, int page);
    Status takeDiscussions(const JobPtr& job, int page, Result<hub::DiscussionPage> found);
    Status takeThread(const JobPtr& job, const hub::Thread& item, Result<hub::Thread> thread);
    Status dropVanished(const JobPtr& job);
    void askViewer(const JobPtr& job, const QString& endpoint, const QString& config, const QString& split);
    Status takeViewer(const JobPtr& job, ViewerRecord record, Result<hub::ViewerAnswer> answer);
    void failed(const JobPtr& job, const Error& error);
    Status settle(const JobPtr& job); ///< one answer of the job was dealt with
    Status finish(const JobPtr& job);

    // syncrun.cpp: the loop
    Status work();
    Status openLetters();
    Status commit();
    void tell(bool always);

    hub::Client& m_client;
    Mirror& m_mirror;
    Cursors m_cursors;
    const Clock& m_clock;
    const SyncOptions m_options;
    ProgressCallback m_progress;
    std::stop_token m_stop;
    std::stop_source m_requests; ///< ends what is under way when the run ends early
    std::shared_ptr<Inbox> m_inbox = std::make_shared<Inbox>();
    QElapsedTimer m_timer;
    std::optional<sqlite::Transaction> m_transaction;
    qint64 m_begun = 0; ///< when m_transaction was, ms of m_timer
    qint64 m_toldAt = -1000;
    hub::Traffic m_before;

    QList<ListingPtr> m_listings;
    QList<RepoKey> m_single; ///< watched by name
    QDateTime m_notified;
    int m_openListings = 0; ///< and notifications
    bool m_planned = false;
    bool m_startEarly = false; ///< a listing is read for the first time: no need to know all before the work begins
    QHash<RepoKey, JobPtr> m_jobs;
    std::deque<JobPtr> m_queue;
    int m_active = 0;
    int m_done = 0;
    int m_outstanding = 0;
    int m_failuresInARow = 0;
    int m_answers = 0;
    std::optional<Error> m_abort;
    SyncCounts m_counts;
    QString m_current;
};

} // namespace docket::sync
