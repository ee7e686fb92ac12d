#include "core/sync/mirror.h"

#include "core/base/clock.h"
#include "core/base/digest.h"
#include "core/base/logging.h"
#include "core/sync/mirrorrows.h"
#include "core/sync/mirrorschema.h"
#include "core/sync/watchlist.h"

#include <QDir>
#include <QFile>

namespace docket::sync
{

using namespace Qt::StringLiterals;
using sqlite::Statement;

namespace
{

Result<sqlite::Database> openDatabase(const QString& path, Mirror::Access access)
{
    using Mode = sqlite::Database::Mode;
    const bool writes = access == Mirror::Access::ReadWrite;
    DOCKET_ASSIGN(auto database, sqlite::Database::open(path, writes ? Mode::Create : Mode::ReadOnly));
    if (writes) {
        DOCKET_TRY(database.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32768;"));
        DOCKET_TRY(sqlite::migrate(database, mirrorMigrations(), mirrorApplicationId));
    }
    return database;
}

/// The row of a repository, made when missing.
Result<qint64> rowOf(sqlite::Database& database, const RepoKey& key, bool create)
{
    DOCKET_ASSIGN(Statement * select, database.cached("SELECT r FROM repo WHERE kind=?1 AND name=?2"));
    select->bindAll(static_cast<int>(key.kind), key.id);
    DOCKET_ASSIGN(const bool found, select->step());
    if (found)
        return select->int64(0);
    if (!create)
        return 0;
    DOCKET_ASSIGN(Statement * insert, database.cached("INSERT INTO repo(kind, name) VALUES(?1, ?2)"));
    insert->bindAll(static_cast<int>(key.kind), key.id);
    DOCKET_TRY(insert->run());
    return database.lastInsertRowId();
}

/// Marks one subject as changed: the projection looks at it again.
Status touch(sqlite::Database& database, qint64 repo, int thread)
{
    DOCKET_ASSIGN(Statement * upsert,
        database.cached(
            "INSERT INTO subject(r, num, change) VALUES(?1, ?2, (SELECT coalesce(max(change), 0) + 1 FROM subject))"
            "ON CONFLICT(r, num) DO UPDATE SET change=excluded.change"));
    upsert->bindAll(repo, thread);
    return upsert->run();
}

/// Every subject of the repository that has a report.
Status touchAll(sqlite::Database& database, qint64 repo)
{
    QList<int> threads;
    {
        DOCKET_ASSIGN(Statement * select, database.cached("SELECT DISTINCT subject_num FROM report WHERE r=?1"));
        select->bind(1, repo);
        for (;;) {
            DOCKET_ASSIGN(const bool row, select->step());
            if (!row)
                break;
            threads.append(select->integer(0));
        }
        select->reset();
    }
    for (const int thread : threads)
        DOCKET_TRY(touch(database, repo, thread));
    return {};
}

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

constexpr std::string_view selectThreads
    = "SELECT t,num,hub_id,title,status,created,author,pull_request,is_report,pinned,locked,comments,diff,head "
      "FROM thread WHERE r=?1 ORDER BY num DESC";
constexpr std::string_view selectThread
    = "SELECT t,num,hub_id,title,status,created,author,pull_request,is_report,pinned,locked,comments,diff,head "
      "FROM thread WHERE r=?1 AND num=?2";

FetchState stateFrom(const Statement& row, int fetchedColumn)
{
    return { fromIsoUtc(row.text(fetchedColumn)), rows::errorFrom(row.text(fetchedColumn + 1)) };
}

} // namespace

Result<Mirror> Mirror::open(const QString& workspaceFolder, Access access)
{
    const QString path = workspaceFolder + u"/hub.db"_s;
    DOCKET_ASSIGN(BlobStore blobs, BlobStore::open(workspaceFolder + u"/blobs"_s));
    auto database = openDatabase(path, access);
    if (!database && access == Access::ReadWrite && database.error().code == ErrorCode::Integrity) {
        const QString aside = path + u".damaged-"_s + QString::number(QDateTime::currentSecsSinceEpoch());
        qCWarning(lcSync) << "hub.db is damaged; set aside as" << aside << "and fetched again";
        QFile::remove(path + u"-wal"_s);
        QFile::remove(path + u"-shm"_s);
        if (QFile::rename(path, aside))
            database = openDatabase(path, access);
    }
    if (!database)
        return fail(database.error());
    Mirror mirror(std::move(*database), std::move(blobs));
    if (access == Access::ReadWrite)
        DOCKET_TRY(mirror.restoreWatches());
    return mirror;
}

Result<std::optional<RepoRecord>> Mirror::repo(const RepoKey& key)
{
    DOCKET_ASSIGN(Statement * row,
        m_database.cached(
            "SELECT hub_id,author,sha,created,modified,private,disabled,discussions_disabled,gated,downloads,"
            "likes,tags,pipeline,library,sdk,scan_done,scan,json,renamed_from,fetched,error "
            "FROM repo WHERE kind=?1 AND name=?2"));
    row->bindAll(static_cast<int>(key.kind), key.id);
    DOCKET_ASSIGN(const bool found, row->step());
    if (!found)
        return std::optional<RepoRecord>();
    RepoRecord record;
    hub::RepoInfo& info = record.info;
    info.key = key;
    info.hubId = row->text(0);
    info.author = row->text(1);
    info.sha = row->text(2);
    info.createdAt = fromIsoUtc(row->text(3));
    info.lastModified = fromIsoUtc(row->text(4));
    info.isPrivate = row->integer(5) != 0;
    info.disabled = row->integer(6) != 0;
    info.discussionsDisabled = row->integer(7) != 0;
    info.gated = row->text(8);
    info.downloads = row->int64(9);
    info.likes = row->int64(10);
    const QString tags = row->text(11);
    if (!tags.isEmpty())
        info.tags = tags.split(u'\n');
    info.pipelineTag = row->text(12);
    info.libraryName = row->text(13);
    info.sdk = row->text(14);
    info.scan.done = row->integer(15) != 0;
    info.scan.filesWithIssues = rows::scanFrom(row->utf8(16));
    info.json = row->blob(17);
    record.renamedFrom = row->text(18);
    record.state = stateFrom(*row, 19);
    row->reset();
    return std::optional(std::move(record));
}

Result<std::optional<CardRecord>> Mirror::card(const RepoKey& key)
{
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, key, false));
    DOCKET_ASSIGN(
        Statement * row, m_database.cached("SELECT commit_id,path,sha256,size,fetched,error FROM card WHERE r=?1"));
    row->bind(1, repo);
    DOCKET_ASSIGN(const bool found, row->step());
    if (!found)
        return std::optional<CardRecord>();
    CardRecord record{ row->text(0), row->text(1), row->text(2).toLatin1(), row->int64(3), stateFrom(*row, 4) };
    row->reset();
    return std::optional(std::move(record));
}

Result<QByteArray> Mirror::blob(QByteArrayView sha256Hex)
{
    return m_blobs.get(sha256Hex);
}

Result<QList<hub::FileEntry>> Mirror::files(const RepoKey& key, const QString& folder)
{
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, key, false));
    DOCKET_ASSIGN(Statement * row,
        m_database.cached(
            "SELECT path,folder,size,oid,lfs,scan FROM file WHERE r=?1 AND parent=?2 ORDER BY folder DESC, path"));
    row->bindAll(repo, folder);
    QList<hub::FileEntry> files;
    for (;;) {
        DOCKET_ASSIGN(const bool more, row->step());
        if (!more)
            break;
        files.append({ row->text(0), row->integer(1) != 0, row->int64(2), row->text(3), row->text(4), row->text(5) });
    }
    row->reset();
    return files;
}

Result<int> Mirror::fileCount(const RepoKey& key)
{
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, key, false));
    DOCKET_ASSIGN(Statement * row, m_database.cached("SELECT count(*) FROM file WHERE r=?1 AND folder=0"));
    row->bind(1, repo);
    DOCKET_TRY(row->step());
    const int count = row->integer(0);
    row->reset();
    return count;
}

Result<QList<hub::Thread>> Mirror::threads(const RepoKey& key)
{
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, key, false));
    DOCKET_ASSIGN(Statement * row, m_database.cached(selectThreads));
    row->bind(1, repo);
    QList<hub::Thread> threads;
    for (;;) {
        DOCKET_ASSIGN(const bool more, row->step());
        if (!more)
            break;
        threads.append(threadFrom(*row, key));
    }
    row->reset();
    return threads;
}

Result<std::optional<hub::Thread>> Mirror::thread(const RepoKey& key, int num)
{
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, key, false));
    DOCKET_ASSIGN(Statement * row, m_database.cached(selectThread));
    row->bindAll(repo, num);
    DOCKET_ASSIGN(const bool found, row->step());
    if (!found)
        return std::optional<hub::Thread>();
    hub::Thread thread = threadFrom(*row, key);
    const qint64 id = row->int64(0);
    row->reset();
    static const std::string sql = "SELECT " + std::string(rows::eventColumns) + " FROM event WHERE t=?1 ORDER BY pos";
    DOCKET_ASSIGN(Statement * events, m_database.cached(sql));
    events->bind(1, id);
    for (;;) {
        DOCKET_ASSIGN(const bool more, events->step());
        if (!more)
            break;
        thread.events.append(rows::eventFrom(*events));
    }
    events->reset();
    return std::optional(std::move(thread));
}

Result<QList<ViewerRecord>> Mirror::viewer(const RepoKey& key)
{
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, key, false));
    DOCKET_ASSIGN(Statement * row,
        m_database.cached("SELECT endpoint,config,split,status,json,fetched,error FROM viewer WHERE r=?1"));
    row->bind(1, repo);
    QList<ViewerRecord> records;
    for (;;) {
        DOCKET_ASSIGN(const bool more, row->step());
        if (!more)
            break;
        records.append({ row->text(0), row->text(1), row->text(2), row->integer(3), row->blob(4), stateFrom(*row, 5) });
    }
    row->reset();
    return records;
}

Result<QList<hub::Report>> Mirror::reportsOn(const Subject& subject)
{
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, subject.repo, false));
    DOCKET_ASSIGN(Statement * row,
        m_database.cached("SELECT num,comment,category,raw_title,excerpt,reporter,opened,certain,open FROM report "
                          "WHERE r=?1 AND subject_num=?2 ORDER BY opened, num"));
    row->bindAll(repo, subject.thread);
    QList<hub::Report> reports;
    for (;;) {
        DOCKET_ASSIGN(const bool more, row->step());
        if (!more)
            break;
        hub::Report report;
        report.subject = subject;
        report.repo = subject.repo;
        report.thread = row->integer(0);
        report.commentId = row->text(1);
        report.category = static_cast<hub::ReportCategory>(row->integer(2));
        report.rawTitle = row->text(3);
        report.excerpt = row->text(4);
        report.reporter = row->text(5);
        report.opened = fromIsoUtc(row->text(6));
        report.certain = row->integer(7) != 0;
        report.open = row->integer(8) != 0;
        reports.append(std::move(report));
    }
    row->reset();
    return reports;
}

Result<QList<Mirror::Changed>> Mirror::changedSubjects(qint64 afterChange, int limit)
{
    DOCKET_ASSIGN(Statement * row,
        m_database.cached("SELECT repo.kind, repo.name, subject.num, subject.change FROM subject JOIN repo USING(r) "
                          "WHERE subject.change > ?1 ORDER BY subject.change LIMIT ?2"));
    row->bindAll(afterChange, limit);
    QList<Changed> changed;
    for (;;) {
        DOCKET_ASSIGN(const bool more, row->step());
        if (!more)
            break;
        changed.append(
            { Subject{ { static_cast<RepoKind>(row->integer(0)), row->text(1) }, row->integer(2) }, row->int64(3) });
    }
    row->reset();
    return changed;
}

Result<qint64> Mirror::lastChange()
{
    DOCKET_ASSIGN(Statement * row, m_database.cached("SELECT coalesce(max(change), 0) FROM subject"));
    DOCKET_TRY(row->step());
    const qint64 change = row->int64(0);
    row->reset();
    return change;
}

Status Mirror::trainBlobs()
{
    if (m_blobs.hasDictionary())
        return {};
    DOCKET_ASSIGN(Statement * row,
        m_database.cached("SELECT sha256 FROM card WHERE size BETWEEN 200 AND 65536 ORDER BY sha256 LIMIT 512"));
    QList<QByteArray> samples;
    for (;;) {
        DOCKET_ASSIGN(const bool more, row->step());
        if (!more)
            break;
        if (const auto card = m_blobs.get(row->text(0).toLatin1()))
            samples.append(*card);
    }
    row->reset();
    return m_blobs.train(samples);
}

Result<QDateTime> Mirror::lastSync()
{
    DOCKET_ASSIGN(const QString text, cursor(u"last-sync"_s));
    return fromIsoUtc(text);
}

Status Mirror::setLastSync(const QDateTime& time)
{
    return setCursor(u"last-sync"_s, toIsoUtc(time));
}

Result<QString> Mirror::cursor(const QString& name)
{
    DOCKET_ASSIGN(Statement * row, m_database.cached("SELECT value FROM meta WHERE name=?1"));
    row->bind(1, name);
    DOCKET_ASSIGN(const bool found, row->step());
    const QString value = found ? row->text(0) : QString();
    row->reset();
    return value;
}

Status Mirror::setCursor(const QString& name, const QString& value)
{
    DOCKET_ASSIGN(Statement * upsert,
        m_database.cached(
            "INSERT INTO meta(name, value) VALUES(?1, ?2) ON CONFLICT(name) DO UPDATE SET value=excluded.value"));
    upsert->bindAll(name, value);
    return upsert->run();
}

Result<QList<RepoKey>> Mirror::repos()
{
    DOCKET_ASSIGN(Statement * row, m_database.cached("SELECT kind, name FROM repo ORDER BY coalesce(fetched, ''), r"));
    QList<RepoKey> keys;
    for (;;) {
        DOCKET_ASSIGN(const bool more, row->step());
        if (!more)
            break;
        keys.append({ static_cast<RepoKind>(row->integer(0)), row->text(1) });
    }
    row->reset();
    return keys;
}

Result<QList<Watch>> Mirror::watches()
{
    DOCKET_ASSIGN(Statement * row, m_database.cached("SELECT text FROM watch ORDER BY added"));
    QList<Watch> watches;
    for (;;) {
        DOCKET_ASSIGN(const bool more, row->step());
        if (!more)
            break;
        if (auto watch = Watch::parse(row->text(0)))
            watches.append(*watch);
    }
    row->reset();
    return watches;
}

Status Mirror::addWatch(const Watch& watch)
{
    DOCKET_ASSIGN(Statement * insert,
        m_database.cached("INSERT INTO watch(text, added) VALUES(?1, (SELECT coalesce(max(added), 0) + 1 FROM watch)) "
                          "ON CONFLICT DO NOTHING"));
    insert->bind(1, watch.text);
    DOCKET_TRY(insert->run());
    return copyWatches();
}

Status Mirror::removeWatch(const Watch& watch)
{
    DOCKET_ASSIGN(Statement * remove, m_database.cached("DELETE FROM watch WHERE text=?1"));
    remove->bind(1, watch.text);
    DOCKET_TRY(remove->run());
    if (m_database.changes() == 0)
        return fail(
            ErrorCode::NotFound, u"watch \"%1\""_s.arg(watch.text), u"is not on the list"_s, u"see watch list"_s);
    return copyWatches();
}

Status Mirror::copyWatches()
{
    DOCKET_ASSIGN(const QList<Watch> all, watches());
    return saveWatchList(QFileInfo(m_database.path()).path(), all);
}

Status Mirror::restoreWatches()
{
    DOCKET_ASSIGN(const QList<Watch> present, watches());
    if (!present.isEmpty())
        return {};
    const QList<Watch> copy = readWatchList(QFileInfo(m_database.path()).path());
    for (const Watch& watch : copy)
        DOCKET_TRY(addWatch(watch));
    return {};
}

Status Mirror::storeRepo(const RepoKey& asked, const Result<hub::RepoInfo>& info, const QDateTime& now)
{
    DOCKET_ASSIGN(auto transaction, batch());
    if (info && info->key != asked && !info->key.id.isEmpty())
        DOCKET_TRY(renameRepo(asked, info->key));
    const RepoKey key = info && !info->key.id.isEmpty() ? info->key : asked;
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, key, true));
    if (!info) {
        DOCKET_ASSIGN(Statement * update, m_database.cached("UPDATE repo SET error=?2 WHERE r=?1"));
        update->bindAll(repo, rows::errorText(info.error()));
        DOCKET_TRY(update->run());
    } else {
        DOCKET_ASSIGN(Statement * update,
            m_database.cached(
                "UPDATE repo SET hub_id=?2,author=?3,sha=?4,created=?5,modified=?6,private=?7,disabled=?8,"
                "discussions_disabled=?9,gated=?10,downloads=?11,likes=?12,tags=?13,pipeline=?14,library=?15,"
                "sdk=?16,scan_done=?17,scan=?18,json=?19,fetched=?20,error='' WHERE r=?1"));
        update->bindAll(repo, info->hubId, info->author, info->sha, rows::timeText(info->createdAt),
            rows::timeText(info->lastModified), info->isPrivate, info->disabled, info->discussionsDisabled, info->gated,
            info->downloads, info->likes, info->tags.join(u'\n'), info->pipelineTag, info->libraryName, info->sdk,
            info->scan.done, rows::scanText(info->scan));
        update->bindBlob(19, info->json);
        update->bind(20, rows::timeText(now));
        DOCKET_TRY(update->run());
        if (key != asked) {
            DOCKET_ASSIGN(Statement * name, m_database.cached("UPDATE repo SET renamed_from=?2 WHERE r=?1"));
            name->bindAll(repo, asked.id);
            DOCKET_TRY(name->run());
        }
    }
    DOCKET_TRY(touchAll(m_database, repo));
    return transaction.commit();
}

Status Mirror::storeCard(const RepoKey& key, const QString& commit, const QString& path,
    const Result<QByteArray>& bytes, const QDateTime& now)
{
    QByteArray hash;
    if (bytes) {
        DOCKET_ASSIGN(hash, m_blobs.put(*bytes)); // before the row that names it
    }
    DOCKET_ASSIGN(auto transaction, batch());
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, key, true));
    if (bytes) {
        DOCKET_ASSIGN(Statement * upsert,
            m_database.cached(
                "INSERT INTO card(r,commit_id,path,sha256,size,fetched,error) VALUES(?1,?2,?3,?4,?5,?6,'') "
                "ON CONFLICT(r) DO UPDATE SET commit_id=excluded.commit_id,path=excluded.path,"
                "sha256=excluded.sha256,size=excluded.size,fetched=excluded.fetched,error=''"));
        upsert->bindAll(repo, commit, path, QString::fromLatin1(hash), bytes->size(), rows::timeText(now));
        DOCKET_TRY(upsert->run());
    } else {
        // What was fetched before stays; only the reason is noted.
        DOCKET_ASSIGN(Statement * upsert,
            m_database.cached(
                "INSERT INTO card(r,commit_id,path,sha256,size,fetched,error) VALUES(?1,?2,?3,'',0,'',?4) "
                "ON CONFLICT(r) DO UPDATE SET error=excluded.error"));
        upsert->bindAll(repo, commit, path, rows::errorText(bytes.error()));
        DOCKET_TRY(upsert->run());
    }
    DOCKET_TRY(touchAll(m_database, repo));
    return transaction.commit();
}

Status Mirror::storeTree(
    const RepoKey& key, const QString& commit, const Result<QList<hub::FileEntry>>& files, const QDateTime& now)
{
    DOCKET_ASSIGN(auto transaction, batch());
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, key, true));
    DOCKET_ASSIGN(Statement * upsert,
        m_database.cached(
            "INSERT INTO tree(r,commit_id,fetched,error) VALUES(?1,?2,?3,?4) ON CONFLICT(r) DO UPDATE SET "
            "commit_id=excluded.commit_id, fetched=excluded.fetched, error=excluded.error"));
    upsert->bindAll(repo, commit, rows::timeText(now), files ? QString() : rows::errorText(files.error()));
    DOCKET_TRY(upsert->run());
    if (files) {
        DOCKET_ASSIGN(Statement * clear, m_database.cached("DELETE FROM file WHERE r=?1"));
        clear->bind(1, repo);
        DOCKET_TRY(clear->run());
        DOCKET_ASSIGN(
            Statement * insert, m_database.cached("INSERT OR REPLACE INTO file VALUES(?1,?2,?3,?4,?5,?6,?7,?8)"));
        for (const hub::FileEntry& file : *files) {
            const qsizetype slash = file.path.lastIndexOf(u'/');
            insert->bindAll(repo, slash < 0 ? u""_s : file.path.left(slash), file.path, file.isFolder, file.size,
                file.oid, file.lfsSha256, file.scanLevel);
            DOCKET_TRY(insert->run());
        }
    }
    return transaction.commit();
}

Status Mirror::storeThread(const hub::Thread& thread, const QDateTime& now)
{
    DOCKET_ASSIGN(auto transaction, batch());
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, thread.repo, true));
    DOCKET_ASSIGN(Statement * upsert,
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

    DOCKET_ASSIGN(Statement * clear, m_database.cached("DELETE FROM event WHERE t=?1"));
    clear->bind(1, id);
    DOCKET_TRY(clear->run());
    static const std::string insertSql = "INSERT INTO event(t,pos," + std::string(rows::eventColumns)
        + ") VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21)";
    DOCKET_ASSIGN(Statement * insert, m_database.cached(insertSql));
    for (int i = 0; i < thread.events.size(); ++i) {
        rows::bindEvent(*insert, id, i, thread.events.at(i));
        DOCKET_TRY(insert->run());
    }

    // Subjects that lose their last report here are touched as well: their case must notice.
    QSet<int> touched;
    DOCKET_ASSIGN(Statement * before, m_database.cached("SELECT subject_num FROM report WHERE r=?1 AND num=?2"));
    before->bindAll(repo, thread.num);
    for (;;) {
        DOCKET_ASSIGN(const bool more, before->step());
        if (!more)
            break;
        touched.insert(before->integer(0));
    }
    DOCKET_ASSIGN(Statement * drop, m_database.cached("DELETE FROM report WHERE r=?1 AND num=?2"));
    drop->bindAll(repo, thread.num);
    DOCKET_TRY(drop->run());
    DOCKET_ASSIGN(
        Statement * add, m_database.cached("INSERT OR REPLACE INTO report VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)"));
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

Status Mirror::storeViewer(const RepoKey& key, const ViewerRecord& record)
{
    DOCKET_ASSIGN(auto transaction, batch());
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, key, true));
    DOCKET_ASSIGN(Statement * upsert,
        m_database.cached("INSERT OR REPLACE INTO viewer(r,endpoint,config,split,status,fetched,error,json) "
                          "VALUES(?1,?2,?3,?4,?5,?6,?7,?8)"));
    upsert->bindAll(repo, record.endpoint, record.config, record.split, record.status,
        rows::timeText(record.state.fetchedAt), rows::errorText(record.state.error));
    upsert->bindBlob(8, record.json);
    DOCKET_TRY(upsert->run());
    return transaction.commit();
}

Status Mirror::renameRepo(const RepoKey& from, const RepoKey& to)
{
    DOCKET_ASSIGN(auto transaction, batch());
    DOCKET_ASSIGN(const qint64 old, rowOf(m_database, from, false));
    if (old == 0)
        return transaction.commit();
    DOCKET_ASSIGN(Statement * drop, m_database.cached("DELETE FROM repo WHERE kind=?1 AND name=?2 AND r<>?3"));
    drop->bindAll(static_cast<int>(to.kind), to.id, old);
    DOCKET_TRY(drop->run());
    DOCKET_ASSIGN(Statement * move, m_database.cached("UPDATE repo SET kind=?2, name=?3, renamed_from=?4 WHERE r=?1"));
    move->bindAll(old, static_cast<int>(to.kind), to.id, from.id);
    DOCKET_TRY(move->run());
    DOCKET_TRY(touchAll(m_database, old));
    return transaction.commit();
}

} // namespace docket::sync
