#include "core/base/clock.h"
#include "core/base/logging.h"
#include "core/sync/syncrun.h"

namespace docket::sync
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int itemsPerListing = 10'000; ///< more is no watch but a copy of the Hub
constexpr int pageWhenWalking = 500;
constexpr int pageWhenChecking = 100;
constexpr int singlesAlways = 32; ///< repositories watched by name that every run looks at
constexpr int notificationPages = 5;
constexpr int repositoriesPerTurn = 20;

} // namespace

SyncRun::JobPtr SyncRun::addJob(const RepoKey& key)
{
    JobPtr& job = m_jobs[key];
    if (!job) {
        job = std::make_shared<Job>();
        job->asked = key;
        job->key = key;
        m_queue.push_back(job);
    }
    return job;
}

Status SyncRun::startListings(const QList<Watch>& watches)
{
    DOCKET_ASSIGN(auto transaction, m_mirror.batch());
    constexpr RepoKind kinds[] = { RepoKind::Model, RepoKind::Dataset, RepoKind::Space };
    QList<std::tuple<QString, RepoKind, QUrlQuery>> wanted;
    for (const Watch& watch : watches) {
        const QString rest = watch.text.section(u':', 1);
        switch (watch.kind) {
        case Watch::Kind::Repo: {
            DOCKET_ASSIGN(const RepoKey key, RepoKey::parse(watch.text));
            DOCKET_ASSIGN(const RepoKey now, m_cursors.moved(key));
            const RepoKey& single = m_options.full ? key : now;
            if (!m_single.contains(single))
                m_single.append(single);
            break;
        }
        case Watch::Kind::Organisation:
            for (const RepoKind kind : kinds) {
                QUrlQuery query;
                query.addQueryItem(u"author"_s, rest);
                wanted.append({ watch.text + u' ' + repoKindPlural(kind), kind, query });
            }
            break;
        case Watch::Kind::Listing: {
            DOCKET_ASSIGN(const RepoKind kind, repoKindFromName(rest.section(u'?', 0, 0)));
            wanted.append({ watch.text, kind, QUrlQuery(rest.section(u'?', 1)) });
            break;
        }
        }
    }
    QStringList ids;
    for (const auto& [id, kind, query] : std::as_const(wanted))
        ids.append(id);
    DOCKET_TRY(m_cursors.keepWatches(ids));
    for (const auto& [id, kind, query] : std::as_const(wanted)) {
        if (const Status started = startListing(id, kind, query); !started)
            return started;
    }
    for (const RepoKey& key : m_options.also) {
        DOCKET_ASSIGN(const RepoKey moved, m_cursors.moved(key));
        const JobPtr job = addJob(moved);
        job->wantInfo = true;
        job->refetch = true;
    }
    DOCKET_TRY(askNotifications(0));
    return transaction.commit();
}

Status SyncRun::startListing(const QString& id, RepoKind kind, const QUrlQuery& wanted)
{
    auto listing = std::make_shared<Listing>();
    listing->id = id;
    listing->kind = kind;
    listing->query = wanted;
    for (const char* own : { "full", "cardData", "config", "cursor", "direction", "expand" })
        listing->query.removeAllQueryItems(QLatin1StringView(own));
    const int limit = wanted.queryItemValue(u"limit"_s).toInt();
    listing->maximum = limit > 0 ? qMin(limit, itemsPerListing) : itemsPerListing;
    listing->query.removeAllQueryItems(u"limit"_s);
    // With an order of its own a listing has to be read to its end each time.
    const bool ownOrder = wanted.hasQueryItem(u"sort"_s) && wanted.queryItemValue(u"sort"_s) != u"lastModified";
    if (!wanted.hasQueryItem(u"sort"_s))
        listing->query.addQueryItem(u"sort"_s, u"lastModified"_s);

    DOCKET_ASSIGN(const QString mark, m_mirror.cursor(u"mark "_s + id));
    DOCKET_ASSIGN(const QString walked, m_mirror.cursor(u"walked "_s + id));
    listing->mark = fromIsoUtc(mark);
    const QDateTime walkedAt = fromIsoUtc(walked);
    listing->walk = m_options.full || ownOrder || !listing->mark.isValid() || !walkedAt.isValid()
        || walkedAt.msecsTo(m_clock.now()) > Engine::walkMs;
    const int page = qMin(listing->maximum, listing->walk ? pageWhenWalking : pageWhenChecking);
    listing->query.addQueryItem(u"limit"_s, QString::number(page));
    for (const char* field : { "sha", "lastModified", "private", "disabled" })
        listing->query.addQueryItem(u"expand"_s, QLatin1StringView(field));
    if (kind != RepoKind::Space) // an unknown field is a 400
        listing->query.addQueryItem(u"expand"_s, u"gated"_s);

    m_listings.append(listing);
    m_startEarly = m_startEarly || !listing->mark.isValid();
    ++m_openListings;
    ask<hub::ListingPage>(m_client.list(kind, listing->query, options()),
        [this, listing](Result<hub::ListingPage> answer) { return takePage(listing, std::move(answer)); });
    return {};
}

Status SyncRun::takePage(const ListingPtr& listing, Result<hub::ListingPage> page)
{
    if (!page) {
        --m_openListings;
        if (!m_abort) {
            Error error = page.error();
            error.thing = u"watch %1"_s.arg(listing->id);
            qCWarning(lcSync) << error.text();
            m_counts.problems.append(error);
        }
        return {};
    }
    bool reachedMark = false;
    for (const hub::RepoInfo& item : std::as_const(page->items)) {
        if (listing->seen.size() >= listing->maximum)
            break;
        if (!item.lastModified.isValid() || (listing->previous.isValid() && item.lastModified > listing->previous))
            listing->sorted = false; // this Hub does not sort: read on
        listing->previous = item.lastModified;
        if (!listing->walk && listing->sorted && item.lastModified < listing->mark) {
            reachedMark = true;
            break;
        }
        if (!listing->newest.isValid() || item.lastModified > listing->newest)
            listing->newest = item.lastModified;
        listing->seen.insert(item.key);
        if (const Status added = m_cursors.addMember(listing->id, item.key); !added)
            return added;
        DOCKET_ASSIGN(const RepoCursor cursor, m_cursors.repo(item.key));
        const QString mark = listingMark(item);
        if (cursor.listed == mark)
            continue;
        const JobPtr job = addJob(item.key);
        job->listed = mark;
        job->wantInfo = true;
    }
    if (reachedMark)
        return finishListing(listing, false);
    if (page->next.isEmpty())
        return finishListing(listing, true);
    if (listing->seen.size() >= listing->maximum) {
        if (listing->maximum == itemsPerListing) {
            m_counts.problems.append(Error{ ErrorCode::LimitExceeded, u"watch %1"_s.arg(listing->id),
                u"it lists more than %1 repositories; the newest are synced"_s.arg(itemsPerListing),
                u"narrow it with filter or author"_s });
        }
        return finishListing(listing, true);
    }
    ask<hub::ListingPage>(m_client.listNext(listing->kind, page->next, options()),
        [this, listing](Result<hub::ListingPage> answer) { return takePage(listing, std::move(answer)); });
    return {};
}

Status SyncRun::finishListing(const ListingPtr& listing, bool toTheEnd)
{
    --m_openListings;
    listing->finished = true;
    m_current = listing->id;
    if (toTheEnd) {
        listing->walk = true;
        return m_cursors.replaceMembers(listing->id, listing->seen);
    }
    return {};
}

Status SyncRun::askNotifications(int page)
{
    if (!m_client.hasToken() || m_listings.isEmpty())
        return {};
    DOCKET_ASSIGN(const QString mark, m_mirror.cursor(u"notified"_s));
    ++m_openListings;
    hub::CallOptions once = options();
    once.retry = false; // a hint only
    ask<QList<hub::Notification>>(m_client.notifications(fromIsoUtc(mark), page, once),
        [this, page](Result<QList<hub::Notification>> answer) { return takeNotifications(page, std::move(answer)); });
    return {};
}

Status SyncRun::takeNotifications(int page, Result<QList<hub::Notification>> notifications)
{
    --m_openListings;
    if (!notifications) {
        qCInfo(lcSync) << "no notifications:" << notifications.error().text();
        return {};
    }
    DOCKET_ASSIGN(const QString text, m_mirror.cursor(u"notified"_s));
    const QDateTime mark = fromIsoUtc(text);
    bool allNew = !notifications->isEmpty();
    for (const hub::Notification& item : std::as_const(*notifications)) {
        const bool isNew = !mark.isValid() || item.updatedAt > mark;
        allNew = allNew && isNew;
        if (!m_notified.isValid() || item.updatedAt > m_notified)
            m_notified = item.updatedAt;
        if (!isNew || !mark.isValid())
            continue; // the first run looks at everything anyway
        DOCKET_ASSIGN(const RepoKey key, m_cursors.moved(item.repo));
        DOCKET_ASSIGN(const RepoCursor cursor, m_cursors.repo(key));
        if (cursor.sha.isEmpty() && !m_single.contains(key))
            continue; // not ours
        addJob(key)->forced.insert(item.thread);
    }
    if (allNew && mark.isValid() && page + 1 < notificationPages)
        return askNotifications(page + 1);
    return {};
}

Status SyncRun::planRest()
{
    const QDateTime now = m_clock.now();
    const auto olderThan = [&now](const RepoCursor& cursor, qint64 ms) {
        return !cursor.looked.isValid() || cursor.looked.msecsTo(now) > ms || cursor.looked > now;
    };
    QList<RepoCursor> singles;
    for (const RepoKey& key : std::as_const(m_single)) {
        DOCKET_ASSIGN(RepoCursor cursor, m_cursors.repo(key));
        singles.append(std::move(cursor));
    }
    std::stable_sort(
        singles.begin(), singles.end(), [](const RepoCursor& a, const RepoCursor& b) { return a.looked < b.looked; });
    for (qsizetype i = 0; i < singles.size(); ++i) {
        const RepoCursor& cursor = singles[i];
        const qint64 stale = cursor.openReports > 0 ? Engine::staleReportMs : Engine::staleMs;
        if (i < singlesAlways || m_options.full || olderThan(cursor, stale))
            addJob(cursor.key)->wantInfo = true;
    }

    DOCKET_ASSIGN(const QList<RepoCursor> members, m_cursors.members());
    QList<RepoKey> turns;
    QList<RepoKey> turnsWithReports;
    int due = 0;
    for (const RepoCursor& cursor : members) {
        const qint64 stale = cursor.openReports > 0 ? Engine::staleReportMs : Engine::staleMs;
        if (m_options.full || olderThan(cursor, stale)) {
            const JobPtr job = addJob(cursor.key);
            job->wantInfo = job->wantInfo || m_options.full || !cursor.looked.isValid() || cursor.failed;
            ++due;
        } else if (!m_jobs.contains(cursor.key)) {
            (cursor.openReports > 0 ? turnsWithReports : turns).append(cursor.key);
        }
    }
    const qint64 known = members.size() + singles.size();
    const qint64 spent = m_client.traffic().requests - m_before.requests + due;
    qint64 budget = m_options.turns >= 0 ? m_options.turns : qMax(qint64(0), known / repositoriesPerTurn - spent);
    for (const RepoKey& key : turnsWithReports + turns) {
        if (budget-- <= 0)
            break;
        addJob(key);
    }
    return {};
}

Status SyncRun::saveMarks()
{
    DOCKET_ASSIGN(auto transaction, m_mirror.batch());
    for (const ListingPtr& listing : std::as_const(m_listings)) {
        if (!listing->finished)
            continue;
        const QDateTime mark = qMax(listing->mark, listing->newest);
        DOCKET_TRY(m_mirror.setCursor(u"mark "_s + listing->id, mark.isValid() ? toIsoUtc(mark) : QString()));
        if (!listing->walk)
            continue;
        if (const Status saved = m_mirror.setCursor(u"walked "_s + listing->id, toIsoUtc(m_clock.now())); !saved)
            return saved;
    }
    const QDateTime notified = m_notified.isValid() ? m_notified : QDateTime();
    if (notified.isValid())
        DOCKET_TRY(m_mirror.setCursor(u"notified"_s, toIsoUtc(notified)));
    return transaction.commit();
}

} // namespace docket::sync
