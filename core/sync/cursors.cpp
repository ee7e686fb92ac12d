#include "core/sync/cursors.h"

#include "core/base/clock.h"

namespace docket::sync
{

using namespace Qt::StringLiterals;
using sqlite::Statement;

namespace
{

QDateTime timeFrom(qint64 ms)
{
    return ms > 0 ? QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC) : QDateTime();
}

RepoCursor cursorFrom(const Statement& row, const RepoKey& key)
{
    RepoCursor cursor;
    cursor.key = key;
    cursor.listed = row.text(1);
    cursor.sha = row.text(2);
    cursor.card = row.text(3);
    cursor.tree = row.text(4);
    cursor.viewer = row.text(5);
    cursor.looked = timeFrom(row.int64(6));
    cursor.failed = row.integer(7) != 0;
    cursor.openReports = row.integer(8);
    cursor.etag = row.text(9).toLatin1();
    return cursor;
}

} // namespace

QString listingMark(const hub::RepoInfo& item)
{
    return QStringList{ item.sha, toIsoUtc(item.lastModified), item.isPrivate ? u"private"_s : QString(), item.gated,
        item.disabled ? u"disabled"_s : QString() }
        .join(u'|');
}

QString threadMark(const hub::Thread& item)
{
    return QStringList{ QString::number(item.numComments), item.status, item.pinned ? u"pinned"_s : QString(),
        item.title }
        .join(u'|');
}

Result<RepoCursor> Cursors::repo(const RepoKey& key)
{
    DOCKET_ASSIGN(auto row,
        m_mirror.database().cached(
            "SELECT key,listed,sha,card,tree,viewer,looked,failed,reports,etag FROM sync_repo WHERE key=?1"));
    row->bind(1, key.key());
    DOCKET_ASSIGN(const bool found, row->step());
    RepoCursor cursor;
    cursor.key = key;
    if (found)
        cursor = cursorFrom(*row, key);
    return cursor;
}

Status Cursors::store(const RepoCursor& cursor)
{
    DOCKET_ASSIGN(auto upsert,
        m_mirror.database().cached(
            "INSERT OR REPLACE INTO sync_repo(key,listed,sha,card,tree,viewer,looked,failed,reports,etag) "
            "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)"));
    upsert->bindAll(cursor.key.key(), cursor.listed, cursor.sha, cursor.card, cursor.tree, cursor.viewer,
        cursor.looked.isValid() ? cursor.looked.toMSecsSinceEpoch() : qint64(0), cursor.failed, cursor.openReports,
        QString::fromLatin1(cursor.etag));
    return upsert->run();
}

Result<QHash<int, ThreadCursor>> Cursors::threads(const RepoKey& key)
{
    DOCKET_ASSIGN(auto row, m_mirror.database().cached("SELECT num, seen, report FROM sync_thread WHERE key=?1"));
    row->bind(1, key.key());
    QHash<int, ThreadCursor> threads;
    for (;;) {
        DOCKET_ASSIGN(const bool more, row->step());
        if (!more)
            break;
        threads.insert(row->integer(0), { row->text(1), row->integer(2) != 0 });
    }
    return threads;
}

Status Cursors::storeThread(const RepoKey& key, int num, const ThreadCursor& cursor)
{
    DOCKET_ASSIGN(auto upsert,
        m_mirror.database().cached("INSERT OR REPLACE INTO sync_thread(key,num,seen,report) VALUES(?1,?2,?3,?4)"));
    upsert->bindAll(key.key(), num, cursor.seen, cursor.openReport);
    return upsert->run();
}

Status Cursors::dropThread(const RepoKey& key, int num)
{
    DOCKET_ASSIGN(auto drop, m_mirror.database().cached("DELETE FROM sync_thread WHERE key=?1 AND num=?2"));
    drop->bindAll(key.key(), num);
    return drop->run();
}

Result<int> Cursors::openReports(const RepoKey& key)
{
    DOCKET_ASSIGN(auto row, m_mirror.database().cached("SELECT count(*) FROM sync_thread WHERE key=?1 AND report=1"));
    row->bind(1, key.key());
    DOCKET_TRY(row->step());
    const int count = row->integer(0);
    return count;
}

Status Cursors::addMember(const QString& watch, const RepoKey& key)
{
    DOCKET_ASSIGN(
        auto insert, m_mirror.database().cached("INSERT OR IGNORE INTO sync_member(watch, key) VALUES(?1,?2)"));
    insert->bindAll(watch, key.key());
    return insert->run();
}

Status Cursors::replaceMembers(const QString& watch, const QSet<RepoKey>& keys)
{
    DOCKET_ASSIGN(auto transaction, m_mirror.batch());
    DOCKET_ASSIGN(auto drop, m_mirror.database().cached("DELETE FROM sync_member WHERE watch=?1"));
    drop->bind(1, watch);
    DOCKET_TRY(drop->run());
    for (const RepoKey& key : keys) {
        if (const Status added = addMember(watch, key); !added)
            return added;
    }
    return transaction.commit();
}

Status Cursors::keepWatches(const QStringList& watches)
{
    QStringList known;
    DOCKET_ASSIGN(auto row, m_mirror.database().cached("SELECT DISTINCT watch FROM sync_member"));
    for (;;) {
        DOCKET_ASSIGN(const bool more, row->step());
        if (!more)
            break;
        known.append(row->text(0));
    }
    row->reset();
    for (const QString& watch : std::as_const(known)) {
        if (watches.contains(watch))
            continue;
        if (const Status dropped = replaceMembers(watch, {}); !dropped)
            return dropped;
        // Watched again later, it has to be read from its start.
        for (const char* name : { "mark ", "walked " }) {
            if (const Status reset = m_mirror.setCursor(QLatin1StringView(name) + watch, {}); !reset)
                return reset;
        }
    }
    return {};
}

Result<QList<RepoCursor>> Cursors::members()
{
    DOCKET_ASSIGN(auto row,
        m_mirror.database().cached(
            "SELECT m.key, coalesce(listed,''), coalesce(sha,''), coalesce(card,''), coalesce(tree,''), "
            "coalesce(viewer,''), coalesce(looked,0), coalesce(failed,0), coalesce(reports,0), coalesce(etag,'') "
            "FROM (SELECT DISTINCT key FROM sync_member) m LEFT JOIN sync_repo r ON r.key=m.key "
            "ORDER BY coalesce(looked,0), m.key"));
    QList<RepoCursor> members;
    for (;;) {
        DOCKET_ASSIGN(const bool more, row->step());
        if (!more)
            break;
        if (const auto key = RepoKey::parse(row->text(0)))
            members.append(cursorFrom(*row, *key));
    }
    return members;
}

Status Cursors::rename(const RepoKey& from, const RepoKey& to)
{
    DOCKET_ASSIGN(auto transaction, m_mirror.batch());
    for (const char* sql : { "UPDATE OR REPLACE sync_repo SET key=?2 WHERE key=?1",
             "UPDATE OR REPLACE sync_thread SET key=?2 WHERE key=?1",
             "UPDATE OR REPLACE sync_member SET key=?2 WHERE key=?1",
             "INSERT OR REPLACE INTO sync_moved(old, now) VALUES(?1,?2)" }) {
        auto update = m_mirror.database().cached(sql);
        if (!update)
            return fail(update.error());
        (*update)->bindAll(from.key(), to.key());
        if (const Status done = (*update)->run(); !done)
            return done;
    }
    DOCKET_ASSIGN(auto drop, m_mirror.database().cached("DELETE FROM sync_moved WHERE old=?1"));
    drop->bind(1, to.key()); // moved back: no circle
    DOCKET_TRY(drop->run());
    return transaction.commit();
}

Result<RepoKey> Cursors::moved(const RepoKey& key)
{
    RepoKey now = key;
    for (int step = 0; step < 5; ++step) {
        DOCKET_ASSIGN(auto row, m_mirror.database().cached("SELECT now FROM sync_moved WHERE old=?1"));
        row->bind(1, now.key());
        DOCKET_ASSIGN(const bool found, row->step());
        const QString text = found ? row->text(0) : QString();
        row->reset();
        if (text.isEmpty())
            break;
        DOCKET_ASSIGN(now, RepoKey::parse(text));
    }
    return now;
}

} // namespace docket::sync
