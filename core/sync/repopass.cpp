#include "core/base/logging.h"
#include "core/hub/codec.h"
#include "core/sync/syncrun.h"

namespace docket::sync
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int detailsPerLook = 200; ///< threads fetched at one look; the rest follow at the next
constexpr int discussionPages = 500;
constexpr int splitsShown = 4; ///< splits of a dataset whose rows are kept for reading offline

const QString cardPath = u"README.md"_s;

} // namespace

Status SyncRun::start(const JobPtr& job)
{
    job->started = true;
    DOCKET_ASSIGN(job->cursor, m_cursors.repo(job->key));
    if (!job->wantInfo && !job->cursor.sha.isEmpty() && !job->cursor.failed)
        return askContents(job);
    ++job->pending;
    ask<hub::RepoInfo>(m_client.repoInfo(job->asked, options()),
        [this, job](Result<hub::RepoInfo> info) { return takeInfo(job, std::move(info)); });
    return {};
}

Status SyncRun::takeInfo(const JobPtr& job, Result<hub::RepoInfo> info)
{
    if (!info) {
        const ErrorCode code = info.error().code;
        failed(job, info.error());
        // Closed to us, yet its public discussion may still say why.
        const bool threadsOnly
            = code == ErrorCode::Gated || code == ErrorCode::Disabled || code == ErrorCode::Forbidden;
        if (threadsOnly) {
            ++job->pending;
            askDiscussions(job, 0);
            --job->pending;
        }
        return settle(job);
    }
    DOCKET_TRY(m_mirror.storeRepo(job->asked, info, m_clock.now()));
    if (info->key != job->asked) {
        qCInfo(lcSync) << job->asked.key() << "is now" << info->key.key();
        DOCKET_TRY(m_cursors.rename(job->asked, info->key));
        job->key = info->key;
        const JobPtr other = m_jobs.value(info->key);
        if (other && other != job)
            return settle(job); // looked at under its new name already
        m_jobs.insert(info->key, job);
        DOCKET_ASSIGN(job->cursor, m_cursors.repo(job->key));
    }
    ++m_counts.repos;
    job->cursor.sha = info->sha;
    job->info = std::move(*info);
    DOCKET_TRY(askContents(job));
    return settle(job);
}

Status SyncRun::askContents(const JobPtr& job)
{
    // One extra, so that answers that fail at once do not end the job before all was asked.
    ++job->pending;
    const QString sha = job->cursor.sha;
    if (!sha.isEmpty() && job->cursor.card != sha) {
        ++job->pending;
        ask<hub::RawFile>(m_client.rawFile(job->key, sha, cardPath, hub::Limits::fileBytes, options()),
            [this, job, sha](Result<hub::RawFile> file) { return takeCard(job, sha, std::move(file)); });
    }
    if (!sha.isEmpty() && job->cursor.tree != sha) {
        ++job->pending;
        ask<hub::Tree>(m_client.tree(job->key, sha, options()),
            [this, job, sha](Result<hub::Tree> tree) { return takeTree(job, sha, std::move(tree)); });
    }
    if (job->info && job->info->discussionsDisabled)
        job->wholeList = false;
    else
        askDiscussions(job, 0);
    return settle(job);
}

Status SyncRun::takeCard(const JobPtr& job, const QString& commit, Result<hub::RawFile> file)
{
    Result<QByteArray> bytes;
    if (!file)
        bytes = fail(file.error());
    else if (!file->commit.isEmpty() && file->commit != commit)
        bytes = fail(ErrorCode::Conflict, u"card of "_s + job->key.key(),
            u"asked for commit %1, got %2"_s.arg(commit, file->commit.left(40)), u"sync again"_s);
    else
        bytes = std::move(file->bytes);
    DOCKET_TRY(m_mirror.storeCard(job->key, commit, cardPath, bytes, m_clock.now()));
    if (bytes)
        ++m_counts.blobs;
    if (bytes || !isPassing(bytes.error().code))
        job->cursor.card = commit; // also when there is none: it will not come at this commit
    else
        job->incomplete = true;
    return settle(job);
}

Status SyncRun::takeTree(const JobPtr& job, const QString& commit, Result<hub::Tree> tree)
{
    Result<QList<hub::FileEntry>> files;
    if (!tree) {
        files = fail(tree.error());
    } else {
        if (tree->truncated)
            qCWarning(lcSync) << job->key.key() << "has more files than are kept:" << tree->files.size();
        // Pages without scan results, and Hubs that give none there, still have the summary.
        QHash<QString, QString> levels;
        if (job->info) {
            for (const hub::ScanIssue& issue : std::as_const(job->info->scan.filesWithIssues))
                levels.insert(issue.path, issue.level);
        }
        for (hub::FileEntry& entry : tree->files) {
            if (entry.scanLevel.isEmpty())
                entry.scanLevel = levels.value(entry.path);
        }
        files = std::move(tree->files);
    }
    DOCKET_TRY(m_mirror.storeTree(job->key, commit, files, m_clock.now()));
    if (files || !isPassing(files.error().code))
        job->cursor.tree = commit;
    else
        job->incomplete = true;
    return settle(job);
}

void SyncRun::askDiscussions(const JobPtr& job, int page)
{
    ++job->pending;
    hub::CallOptions wanted = options();
    if (page == 0 && !m_options.full && !job->refetch && job->forced.isEmpty())
        wanted.etag = job->cursor.etag;
    ask<hub::DiscussionPage>(m_client.discussions(job->key, page, wanted),
        [this, job, page](Result<hub::DiscussionPage> found) { return takeDiscussions(job, page, std::move(found)); });
}

Status SyncRun::takeDiscussions(const JobPtr& job, int page, Result<hub::DiscussionPage> found)
{
    if (!found) {
        failed(job, found.error());
        return settle(job);
    }
    if (found->notModified)
        return settle(job);
    if (page == 0) {
        // Good for the whole list only when it is one page.
        job->cursor.etag = found->start + found->threads.size() >= found->count ? found->etag : QByteArray();
        DOCKET_ASSIGN(job->known, m_cursors.threads(job->key));
    }
    bool news = false;
    int lowest = std::numeric_limits<int>::max();
    for (const hub::Thread& item : std::as_const(found->threads)) {
        lowest = qMin(lowest, item.num);
        job->listedThreads.insert(item.num);
        const ThreadCursor known = job->known.value(item.num);
        const bool changed = known.seen != threadMark(item);
        const bool again = job->forced.contains(item.num)
            || ((m_options.full || job->refetch) && (known.openReport || item.status == u"open"));
        news = news || changed;
        if (!changed && !again)
            continue;
        if (job->details >= detailsPerLook) {
            job->incomplete = true;
            continue;
        }
        ++job->details;
        ++job->pending;
        ask<hub::Thread>(m_client.discussion(job->key, item.num, item.isPullRequest, options()),
            [this, job, item](Result<hub::Thread> thread) { return takeThread(job, item, std::move(thread)); });
    }
    const qint64 end = qint64(found->start) + found->threads.size() + found->skipped;
    const bool last = end >= found->count || found->threads.isEmpty() || page + 1 >= discussionPages;
    if (last) {
        job->wholeList = end >= found->count && found->skipped == 0;
        return settle(job);
    }
    // Newest first: past a page without news only threads with open reports are worth a request.
    bool openBelow = false;
    for (auto it = job->known.cbegin(); it != job->known.cend(); ++it)
        openBelow = openBelow || (it.value().openReport && it.key() < lowest);
    if (news || openBelow || m_options.full || job->refetch || !job->forced.isEmpty())
        askDiscussions(job, page + 1);
    return settle(job);
}

Status SyncRun::takeThread(const JobPtr& job, const hub::Thread& item, Result<hub::Thread> thread)
{
    if (!thread) {
        failed(job, thread.error());
        return settle(job);
    }
    thread->repo = job->key;
    thread->numComments = item.numComments > 0 ? item.numComments : thread->numComments;
    DOCKET_TRY(m_mirror.storeThread(*thread, m_clock.now()));
    ++m_counts.threads;
    bool open = false;
    const QList<hub::Report> reports = hub::reportsIn(*thread);
    for (const hub::Report& report : reports)
        open = open || report.open;
    m_counts.reports += reports.size();
    DOCKET_TRY(m_cursors.storeThread(job->key, item.num, { threadMark(item), open }));
    return settle(job);
}

/// Threads that the Hub no longer lists were deleted there. What we hold of them stays; their reports are no longer
/// open.
Status SyncRun::dropVanished(const JobPtr& job)
{
    for (auto it = job->known.cbegin(); it != job->known.cend(); ++it) {
        if (job->listedThreads.contains(it.key()))
            continue;
        DOCKET_ASSIGN(auto thread, m_mirror.thread(job->key, it.key()));
        if (thread) {
            thread->status = u"deleted"_s;
            DOCKET_TRY(m_mirror.storeThread(*thread, m_clock.now()));
        }
        if (const Status dropped = m_cursors.dropThread(job->key, it.key()); !dropped)
            return dropped;
    }
    return {};
}

void SyncRun::askViewer(const JobPtr& job, const QString& endpoint, const QString& config, const QString& split)
{
    ++job->pending;
    const ViewerRecord record{ endpoint, config, split, 200, {}, {} };
    ask<hub::ViewerAnswer>(m_client.viewer(endpoint, job->key.id, config, split, {}, options()),
        [this, job, record](Result<hub::ViewerAnswer> answer) { return takeViewer(job, record, std::move(answer)); });
}

Status SyncRun::takeViewer(const JobPtr& job, ViewerRecord record, Result<hub::ViewerAnswer> answer)
{
    if (answer) {
        record.status = answer->status;
        record.json = answer->json;
        record.state.fetchedAt = m_clock.now();
        // Being computed: worth asking again at the next look.
        if (answer->status >= 500 && answer->errorCode.startsWith(u"ResponseNotReady"))
            job->cursor.viewer.clear();
    } else {
        record.status = 0;
        record.state.error = answer.error();
        job->incomplete = job->incomplete || isPassing(answer.error().code);
        job->cursor.viewer.clear();
    }
    DOCKET_TRY(m_mirror.storeViewer(job->key, record));
    if (record.endpoint == u"splits" && record.status == 200) {
        const auto splits = hub::decodeSplits(record.json, job->key.key());
        const qsizetype count = splits ? qMin(splits->size(), qsizetype(splitsShown)) : 0;
        for (qsizetype i = 0; i < count; ++i) {
            askViewer(job, u"first-rows"_s, splits->at(i).config, splits->at(i).split);
            askViewer(job, u"statistics"_s, splits->at(i).config, splits->at(i).split);
        }
        if (count > 0)
            askViewer(job, u"size"_s, {}, {});
    }
    return settle(job);
}

void SyncRun::failed(const JobPtr& job, const Error& error)
{
    if (isPassing(error.code))
        job->incomplete = true;
    if (!job->error)
        job->error = error;
}

Status SyncRun::settle(const JobPtr& job)
{
    if (--job->pending > 0)
        return {};
    const bool usable = !job->cursor.sha.isEmpty() && !(job->error && !job->info && job->wantInfo);
    if (usable && job->key.kind == RepoKind::Dataset && !job->viewerAsked && job->cursor.viewer != job->cursor.sha) {
        DOCKET_ASSIGN(const int reports, m_cursors.openReports(job->key));
        if (reports > 0) {
            job->viewerAsked = true;
            job->cursor.viewer = job->cursor.sha;
            askViewer(job, u"splits"_s, {}, {});
            return {};
        }
    }
    return finish(job);
}

Status SyncRun::finish(const JobPtr& job)
{
    ++m_done;
    m_current = job->key.key();
    if (m_stop.stop_requested())
        return {};
    if (job->wholeList && !job->error)
        DOCKET_TRY(dropVanished(job));
    if (job->error)
        DOCKET_TRY(m_mirror.storeRepo(job->key, fail(*job->error), m_clock.now()));
    // Without a case there is no row that could say it.
    if (job->error && job->error->code == ErrorCode::NotFound && m_single.contains(job->asked)) {
        m_counts.problems.append(Error{ ErrorCode::NotFound, u"watch %1"_s.arg(job->asked.key()), job->error->cause,
            u"check the name, or end it with: docketctl watch remove %1"_s.arg(job->asked.key()) });
    }
    RepoCursor cursor = job->cursor;
    cursor.key = job->key;
    cursor.failed = job->error.has_value();
    DOCKET_ASSIGN(cursor.openReports, m_cursors.openReports(job->key));
    if (job->incomplete) {
        // Due at once at the next run, and read without the short cut.
        cursor.looked = {};
        cursor.etag.clear();
    } else {
        cursor.looked = m_clock.now();
        if (!job->listed.isEmpty())
            cursor.listed = job->listed;
    }
    return m_cursors.store(cursor);
}

} // namespace docket::sync
