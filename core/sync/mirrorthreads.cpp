#include "core/base/clock.h"
#include "core/sync/mirror.h"
#include "core/sync/mirrorrows.h"

#include <QSet>

namespace docket::sync
{

using namespace Qt::StringLiterals;
using rows::rowOf;
using rows::touch;
using sqlite::Statement;

namespace
{

hub::Thread threadFrom(const Statement& row, const RepoKey& key)
{
    hub::Thread thread;
    thread.repo = key;
    thread.num = row.integer(1);
    thread.hubId = row.text(2);
    thread.title = row.text(3);
    thread.status = row.text(4);
    thread.createdAt = fromIsoUtc(row.text(5));
    thread.author = rows::authorFrom(row.utf8(6));
    thread.isPullRequest = row.integer(7) != 0;
    if (!row.isNull(8))
        thread.isReport = row.integer(8) != 0;
    thread.pinned = row.integer(9) != 0;
    thread.locked = row.integer(10) != 0;
    thread.numComments = row.integer(11);
    thread.diff = row.text(12);
    thread.headCommit = row.text(13);
    return thread;
}

constexpr int mostVersions = 20; ///< of one comment

constexpr std::string_view selectThreads
    = "SELECT t,num,hub_id,title,status,created,author,pull_request,is_report,pinned,locked,comments,diff,head "
      "FROM thread WHERE r=?1 ORDER BY num DESC";
constexpr std::string_view selectThread
    = "SELECT t,num,hub_id,title,status,created,author,pull_request,is_report,pinned,locked,comments,diff,head "
      "FROM thread WHERE r=?1 AND num=?2";

} // namespace

Result<QList<hub::Thread>> Mirror::threads(const RepoKey& key)
{
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, key, false));
    DOCKET_ASSIGN(auto row, m_database.cached(selectThreads));
    row->bind(1, repo);
    QList<hub::Thread> threads;
    for (;;) {
        DOCKET_ASSIGN(const bool more, row->step());
        if (!more)
            break;
        threads.append(threadFrom(*row, key));
    }
    return threads;
}

Result<std::optional<hub::Thread>> Mirror::thread(const RepoKey& key, int num)
{
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, key, false));
    DOCKET_ASSIGN(auto row, m_database.cached(selectThread));
    row->bindAll(repo, num);
    DOCKET_ASSIGN(const bool found, row->step());
    if (!found)
        return std::optional<hub::Thread>();
    hub::Thread thread = threadFrom(*row, key);
    const qint64 id = row->int64(0);
    row->reset();
    static const std::string sql = "SELECT " + std::string(rows::eventColumns) + " FROM event WHERE t=?1 ORDER BY pos";
    DOCKET_ASSIGN(auto events, m_database.cached(sql));
    events->bind(1, id);
    for (;;) {
        DOCKET_ASSIGN(const bool more, events->step());
        if (!more)
            break;
        thread.events.append(rows::eventFrom(*events));
    }
    return std::optional(std::move(thread));
}

/// Keeps the text of each comment that says something else now. A comment that was hidden meanwhile keeps none: hidden
/// stays hidden.
Status Mirror::keepEarlierComments(qint64 thread, const hub::Thread& fetched, const QDateTime& now)
{
    QHash<QString, QString> texts;
    for (const hub::Event& event : fetched.events)
        if (event.type == hub::EventType::Comment && !event.id.isEmpty() && !event.hidden)
            texts.insert(event.id, event.raw);
    struct Replaced {
        QString id;
        QString raw;
        QString updated;
    };
    QList<Replaced> replaced;
    DOCKET_ASSIGN(
        auto stored, m_database.cached("SELECT id,raw,updated FROM event WHERE t=?1 AND type=?2 AND hidden=0"));
    stored->bindAll(thread, static_cast<int>(hub::EventType::Comment));
    for (;;) {
        DOCKET_ASSIGN(const bool more, stored->step());
        if (!more)
            break;
        const auto text = texts.constFind(stored->text(0));
        if (const QString raw = stored->text(1);
            text != texts.constEnd() && !raw.isEmpty() && *text != raw && !isErasedText(raw))
            replaced.append({ stored->text(0), raw, stored->text(2) });
    }
    stored->reset();
    DOCKET_ASSIGN(auto add,
        m_database.cached("INSERT INTO comment_version(t,id,n,raw,updated,seen) VALUES(?1,?2,"
                          "(SELECT coalesce(max(n),0)+1 FROM comment_version WHERE t=?1 AND id=?2),?3,?4,?5)"));
    DOCKET_ASSIGN(auto trim,
        m_database.cached("DELETE FROM comment_version WHERE t=?1 AND id=?2 AND n<="
                          "(SELECT max(n) FROM comment_version WHERE t=?1 AND id=?2)-?3"));
    for (const Replaced& one : std::as_const(replaced)) {
        add->bindAll(thread, one.id, one.raw, one.updated, rows::timeText(now));
        DOCKET_TRY(add->run());
        trim->bindAll(thread, one.id, mostVersions);
        DOCKET_TRY(trim->run());
    }
    return {};
}

Result<QHash<QString, QList<EarlierComment>>> Mirror::earlierComments(const RepoKey& key, int num)
{
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, key, false));
    DOCKET_ASSIGN(auto row,
        m_database.cached("SELECT v.id,v.raw,v.updated,v.seen FROM comment_version v JOIN thread USING(t) "
                          "WHERE r=?1 AND num=?2 ORDER BY v.id,v.n"));
    row->bindAll(repo, num);
    QHash<QString, QList<EarlierComment>> out;
    for (;;) {
        DOCKET_ASSIGN(const bool more, row->step());
        if (!more)
            break;
        out[row->text(0)].append({ row->text(1), fromIsoUtc(row->text(2)), fromIsoUtc(row->text(3)) });
    }
    return out;
}

Result<bool> Mirror::storeEarlierComments(
    const RepoKey& key, int num, const QHash<QString, QList<EarlierComment>>& comments)
{
    DOCKET_ASSIGN(auto transaction, batch());
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, key, false));
    DOCKET_ASSIGN(auto row, m_database.cached("SELECT t FROM thread WHERE r=?1 AND num=?2"));
    row->bindAll(repo, num);
    DOCKET_ASSIGN(const bool found, row->step());
    if (!found)
        return fail(ErrorCode::NotFound, u"%1#%2"_s.arg(key.id).arg(num), u"is not stored here"_s);
    const qint64 id = row->int64(0);
    DOCKET_ASSIGN(auto insert,
        m_database.cached("INSERT INTO comment_version(t,id,n,raw,updated,seen) SELECT ?1,?2,"
                          "(SELECT coalesce(max(n),0)+1 FROM comment_version WHERE t=?1 AND id=?2),?3,?4,?5 "
                          "WHERE NOT EXISTS(SELECT 1 FROM comment_version WHERE t=?1 AND id=?2 AND raw=?3) "
                          "AND NOT EXISTS(SELECT 1 FROM event WHERE t=?1 AND id=?2 AND (raw=?3 OR hidden<>0)) "
                          "AND (SELECT count(*) FROM comment_version WHERE t=?1 AND id=?2)<?6"));
    bool added = false;
    for (auto comment = comments.cbegin(); comment != comments.cend(); ++comment) {
        for (const EarlierComment& version : *comment) {
            if (version.raw.isEmpty() || isErasedText(version.raw))
                continue;
            insert->bindAll(id, comment.key(), version.raw, rows::timeText(version.updatedAt),
                rows::timeText(version.seenAt), mostVersions);
            DOCKET_TRY(insert->run());
            added = added || m_database.changes() > 0;
        }
    }
    DOCKET_TRY(transaction.commit());
    return added;
}

Status Mirror::storeThread(const hub::Thread& fetched, const QDateTime& now)
{
    DOCKET_ASSIGN(auto transaction, batch());
    // Asked inside the transaction: an erasure comes before, or rewrites this.
    const hub::Thread thread = m_blobs.hasErased() ? withoutErased(fetched) : fetched;
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, thread.repo, true));
    DOCKET_ASSIGN(auto upsert,
        m_database.cached(
            "INSERT INTO thread(r,num,hub_id,title,status,created,author,pull_request,is_report,pinned,locked,"
            "comments,diff,head,fetched) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15) "
            "ON CONFLICT(r, num) DO UPDATE SET hub_id=excluded.hub_id,title=excluded.title,"
            "status=excluded.status,created=excluded.created,author=excluded.author,"
            "pull_request=excluded.pull_request,is_report=excluded.is_report,pinned=excluded.pinned,"
            "locked=excluded.locked,comments=excluded.comments,diff=excluded.diff,head=excluded.head,"
            "fetched=excluded.fetched RETURNING t"));
    upsert->bindAll(repo, thread.num, thread.hubId, thread.title, thread.status, rows::timeText(thread.createdAt),
        rows::authorText(thread.author), thread.isPullRequest, thread.isReport, thread.pinned, thread.locked,
        thread.numComments, thread.diff, thread.headCommit, rows::timeText(now));
    DOCKET_TRY(upsert->step());
    const qint64 id = upsert->int64(0);
    DOCKET_TRY(upsert->run());

    DOCKET_TRY(keepEarlierComments(id, thread, now));
    DOCKET_ASSIGN(auto clear, m_database.cached("DELETE FROM event WHERE t=?1"));
    clear->bind(1, id);
    DOCKET_TRY(clear->run());
    static const std::string insertSql = "INSERT INTO event(t,pos," + std::string(rows::eventColumns)
        + ") VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21)";
    DOCKET_ASSIGN(auto insert, m_database.cached(insertSql));
    for (int i = 0; i < thread.events.size(); ++i) {
        rows::bindEvent(*insert, id, i, thread.events.at(i));
        DOCKET_TRY(insert->run());
    }

    // Subjects that lose their last report here are touched as well: their case must notice.
    QSet<int> touched;
    DOCKET_ASSIGN(auto before, m_database.cached("SELECT subject_num FROM report WHERE r=?1 AND num=?2"));
    before->bindAll(repo, thread.num);
    for (;;) {
        DOCKET_ASSIGN(const bool more, before->step());
        if (!more)
            break;
        touched.insert(before->integer(0));
    }
    DOCKET_ASSIGN(auto drop, m_database.cached("DELETE FROM report WHERE r=?1 AND num=?2"));
    drop->bindAll(repo, thread.num);
    DOCKET_TRY(drop->run());
    DOCKET_ASSIGN(
        auto add, m_database.cached("INSERT OR REPLACE INTO report VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)"));
    for (const hub::Report& report : hub::reportsIn(thread)) {
        add->bindAll(repo, thread.num, report.commentId, report.subject.thread, static_cast<int>(report.category),
            report.rawTitle, report.excerpt, report.reporter, rows::timeText(report.opened), report.certain,
            report.open);
        DOCKET_TRY(add->run());
        touched.insert(report.subject.thread);
    }
    for (const int subject : std::as_const(touched))
        DOCKET_TRY(touch(m_database, repo, subject));
    return transaction.commit();
}

} // namespace docket::sync
