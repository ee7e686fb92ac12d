#include "core/base/clock.h"
#include "core/base/digest.h"
#include "core/sync/mirror.h"
#include "core/sync/mirrorrows.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace docket::sync
{

using namespace Qt::StringLiterals;
using rows::rowOf;
using sqlite::Statement;

namespace
{

/// Commits of which something is stored, each with the time of its first fetch. Parameter 1 is the repository.
constexpr std::string_view selectCommits = "SELECT commit_id, min(at) AS first FROM ("
                                           "SELECT commit_id, fetched AS at FROM card WHERE r=?1 AND sha256<>'' "
                                           "UNION ALL SELECT commit_id, fetched FROM tree WHERE r=?1 AND fetched<>'' "
                                           "UNION ALL SELECT commit_id, fetched FROM viewer WHERE r=?1 AND "
                                           "endpoint='first-rows' AND status=200 AND json<>x'' "
                                           "UNION ALL SELECT commit_id, seen FROM revision WHERE r=?1) "
                                           "WHERE commit_id<>'' GROUP BY commit_id ORDER BY first DESC, commit_id";

/// A tree as one blob: [[path, folder, size, oid, lfs, scan], …] in the order of the paths.
QByteArray treeBytes(QList<hub::FileEntry> files)
{
    std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    QJsonArray array;
    for (const hub::FileEntry& file : std::as_const(files))
        array.append(QJsonArray{ file.path, file.isFolder, file.size, file.oid, file.lfsSha256, file.scanLevel });
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

QList<hub::FileEntry> treeFrom(const QByteArray& bytes)
{
    QList<hub::FileEntry> files;
    const QJsonArray array = QJsonDocument::fromJson(bytes).array();
    for (const auto& value : array) {
        const QJsonArray file = value.toArray();
        files.append({ file.at(0).toString(), file.at(1).toBool(), file.at(2).toInteger(), file.at(3).toString(),
            file.at(4).toString(), file.at(5).toString() });
    }
    return files;
}

Result<QList<hub::FileEntry>> allFiles(sqlite::Database& database, qint64 repo)
{
    DOCKET_ASSIGN(auto row, database.cached("SELECT path,folder,size,oid,lfs,scan FROM file WHERE r=?1 ORDER BY path"));
    row->bind(1, repo);
    QList<hub::FileEntry> files;
    for (;;) {
        DOCKET_ASSIGN(const bool more, row->step());
        if (!more)
            break;
        files.append({ row->text(0), row->integer(1) != 0, row->int64(2), row->text(3), row->text(4), row->text(5) });
    }
    return files;
}

/// A row of texts, empty when there is none. The statement has its parameters.
Result<QStringList> texts(Statement& row, int columns)
{
    DOCKET_ASSIGN(const bool found, row.step());
    QStringList out;
    for (int i = 0; found && i < columns; ++i)
        out.append(row.text(i));
    row.reset();
    return out;
}

Status note(sqlite::Database& database, qint64 repo, const QString& commit, const QString& seen)
{
    DOCKET_ASSIGN(auto insert,
        database.cached("INSERT INTO revision(r, commit_id, seen) VALUES(?1, ?2, ?3) "
                        "ON CONFLICT(r, commit_id) DO UPDATE SET seen=min(seen, excluded.seen)"));
    insert->bindAll(repo, commit, seen);
    return insert->run();
}

} // namespace

Status Mirror::keepCard(qint64 repo, const QString& newCommit)
{
    DOCKET_ASSIGN(auto row,
        m_database.cached(
            "SELECT commit_id,fetched,path,sha256 FROM card WHERE r=?1 AND commit_id<>?2 AND sha256<>''"));
    row->bindAll(repo, newCommit);
    DOCKET_ASSIGN(const QStringList old, texts(*row, 4));
    if (old.isEmpty())
        return {};
    DOCKET_TRY(note(m_database, repo, old.at(0), old.at(1)));
    DOCKET_ASSIGN(
        auto update, m_database.cached("UPDATE revision SET card_path=?3, card_sha256=?4 WHERE r=?1 AND commit_id=?2"));
    update->bindAll(repo, old.at(0), old.at(2), old.at(3));
    return update->run();
}

Status Mirror::keepTree(qint64 repo, const QString& newCommit)
{
    DOCKET_ASSIGN(
        auto row, m_database.cached("SELECT commit_id,fetched FROM tree WHERE r=?1 AND commit_id<>?2 AND fetched<>''"));
    row->bindAll(repo, newCommit);
    DOCKET_ASSIGN(const QStringList old, texts(*row, 2));
    if (old.isEmpty())
        return {};
    DOCKET_ASSIGN(QList<hub::FileEntry> files, allFiles(m_database, repo));
    DOCKET_ASSIGN(const QByteArray blob, m_blobs.put(treeBytes(std::move(files))));
    DOCKET_TRY(note(m_database, repo, old.at(0), old.at(1)));
    DOCKET_ASSIGN(auto update, m_database.cached("UPDATE revision SET tree_sha256=?3 WHERE r=?1 AND commit_id=?2"));
    update->bindAll(repo, old.at(0), QString::fromLatin1(blob));
    return update->run();
}

Status Mirror::keepRows(qint64 repo, const ViewerRecord& record, const QString& newCommit)
{
    if (record.endpoint != u"first-rows")
        return {};
    DOCKET_ASSIGN(auto row,
        m_database.cached("SELECT commit_id,fetched,json FROM viewer WHERE r=?1 AND endpoint='first-rows' AND "
                          "config=?2 AND split=?3 AND commit_id<>?4 AND commit_id<>'' AND status=200 AND json<>x''"));
    row->bindAll(repo, record.config, record.split, newCommit);
    DOCKET_ASSIGN(const bool found, row->step());
    const QString commit = found ? row->text(0) : QString();
    const QString fetched = found ? row->text(1) : QString();
    const QByteArray json = found ? row->blob(2) : QByteArray();
    row->reset();
    if (!found)
        return {};
    DOCKET_ASSIGN(const QByteArray blob, m_blobs.put(json));
    DOCKET_TRY(note(m_database, repo, commit, fetched));
    DOCKET_ASSIGN(auto insert, m_database.cached("INSERT OR REPLACE INTO revision_table VALUES(?1,?2,?3,?4,?5)"));
    insert->bindAll(repo, commit, record.config, record.split, QString::fromLatin1(blob));
    return insert->run();
}

Result<QList<RevisionHead>> Mirror::revisions(const RepoKey& key)
{
    DOCKET_ASSIGN(const auto known, repo(key));
    DOCKET_ASSIGN(const qint64 row, rowOf(m_database, key, false));
    DOCKET_ASSIGN(auto select, m_database.cached(selectCommits));
    select->bind(1, row);
    QList<RevisionHead> heads;
    for (;;) {
        DOCKET_ASSIGN(const bool more, select->step());
        if (!more)
            break;
        heads.append({ select->text(0), fromIsoUtc(select->text(1)), false });
    }
    select->reset();
    // The head of the Hub comes first even where an old revision came in later, with a bundle.
    const auto head = std::find_if(
        heads.begin(), heads.end(), [&](const RevisionHead& at) { return known && at.commit == known->info.sha; });
    if (head != heads.end()) {
        head->newest = true;
        std::rotate(heads.begin(), head, head + 1);
    } else if (!heads.isEmpty()) {
        heads.first().newest = true;
    }
    return heads;
}

Result<std::optional<Revision>> Mirror::revision(const RepoKey& key, const QString& commit)
{
    DOCKET_ASSIGN(const QList<RevisionHead> heads, revisions(key));
    const auto head = std::find_if(heads.begin(), heads.end(), [&](const auto& at) { return at.commit == commit; });
    if (head == heads.end())
        return std::optional<Revision>();
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, key, false));
    Revision out;
    out.head = *head;

    DOCKET_ASSIGN(auto kept,
        m_database.cached("SELECT card_path,card_sha256,tree_sha256 FROM revision WHERE r=?1 AND commit_id=?2"));
    kept->bindAll(repo, commit);
    DOCKET_ASSIGN(const QStringList past, texts(*kept, 3));
    DOCKET_ASSIGN(
        auto card, m_database.cached("SELECT path,sha256 FROM card WHERE r=?1 AND commit_id=?2 AND sha256<>''"));
    card->bindAll(repo, commit);
    DOCKET_ASSIGN(QStringList here, texts(*card, 2));
    if (here.isEmpty() && !past.isEmpty() && !past.at(1).isEmpty())
        here = past.first(2);
    if (!here.isEmpty()) {
        out.cardPath = here.at(0);
        out.cardSha256 = here.at(1).toLatin1();
        if (auto bytes = m_blobs.get(out.cardSha256))
            out.card = std::move(*bytes);
        else if (bytes.error().code != ErrorCode::NotFound)
            return fail(bytes.error());
    }

    DOCKET_ASSIGN(
        auto tree, m_database.cached("SELECT commit_id FROM tree WHERE r=?1 AND commit_id=?2 AND fetched<>''"));
    tree->bindAll(repo, commit);
    DOCKET_ASSIGN(const QStringList walked, texts(*tree, 1));
    if (!walked.isEmpty()) {
        DOCKET_ASSIGN(out.files, allFiles(m_database, repo));
    } else if (!past.isEmpty() && !past.at(2).isEmpty()) {
        if (const auto bytes = m_blobs.get(past.at(2).toLatin1()))
            out.files = treeFrom(*bytes);
        else if (bytes.error().code != ErrorCode::NotFound)
            return fail(bytes.error());
    }

    DOCKET_ASSIGN(auto rows,
        m_database.cached("SELECT config,split,json FROM viewer WHERE r=?1 AND commit_id=?2 AND endpoint='first-rows' "
                          "AND status=200 AND json<>x'' ORDER BY config, split"));
    rows->bindAll(repo, commit);
    for (;;) {
        DOCKET_ASSIGN(const bool more, rows->step());
        if (!more)
            break;
        out.tables.append({ rows->text(0), rows->text(1), rows->blob(2) });
    }
    rows->reset();
    DOCKET_ASSIGN(auto tables,
        m_database.cached(
            "SELECT config,split,sha256 FROM revision_table WHERE r=?1 AND commit_id=?2 ORDER BY config, split"));
    tables->bindAll(repo, commit);
    for (;;) {
        DOCKET_ASSIGN(const bool more, tables->step());
        if (!more)
            break;
        const bool twice = std::any_of(out.tables.cbegin(), out.tables.cend(),
            [&](const RevisionTable& at) { return at.config == tables->text(0) && at.split == tables->text(1); });
        if (twice)
            continue;
        auto json = m_blobs.get(tables->text(2).toLatin1());
        if (json)
            out.tables.append({ tables->text(0), tables->text(1), std::move(*json) });
    }
    return std::optional(std::move(out));
}

Result<bool> Mirror::storeRevision(const RepoKey& key, const Revision& revision)
{
    const QString& commit = revision.head.commit;
    DOCKET_ASSIGN(auto transaction, batch());
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, key, true));
    DOCKET_ASSIGN(const auto here, this->revision(key, commit));
    const bool newCard = !revision.cardSha256.isEmpty() && (!here || here->cardSha256.isEmpty());
    const bool newFiles = revision.files && (!here || !here->files);
    QList<RevisionTable> newTables;
    for (const RevisionTable& table : revision.tables) {
        const bool known = here
            && std::any_of(here->tables.cbegin(), here->tables.cend(),
                [&](const RevisionTable& at) { return at.config == table.config && at.split == table.split; });
        if (!known && !m_blobs.isErased(sha256Hex(table.json)))
            newTables.append(table);
    }
    if (!newCard && !newFiles && newTables.isEmpty())
        return false;
    DOCKET_TRY(note(m_database, repo, commit, rows::timeText(revision.head.seen)));
    if (newCard) {
        DOCKET_ASSIGN(auto update,
            m_database.cached("UPDATE revision SET card_path=?3, card_sha256=?4 WHERE r=?1 AND commit_id=?2"));
        update->bindAll(repo, commit, revision.cardPath, QString::fromLatin1(revision.cardSha256));
        DOCKET_TRY(update->run());
    }
    if (newFiles) {
        DOCKET_ASSIGN(const QByteArray blob, m_blobs.put(treeBytes(*revision.files)));
        DOCKET_ASSIGN(auto update, m_database.cached("UPDATE revision SET tree_sha256=?3 WHERE r=?1 AND commit_id=?2"));
        update->bindAll(repo, commit, QString::fromLatin1(blob));
        DOCKET_TRY(update->run());
    }
    DOCKET_ASSIGN(auto insert, m_database.cached("INSERT OR REPLACE INTO revision_table VALUES(?1,?2,?3,?4,?5)"));
    for (const RevisionTable& table : std::as_const(newTables)) {
        DOCKET_ASSIGN(const QByteArray blob, m_blobs.put(table.json));
        insert->bindAll(repo, commit, table.config, table.split, QString::fromLatin1(blob));
        DOCKET_TRY(insert->run());
    }
    DOCKET_TRY(transaction.commit());
    return true;
}

Result<QList<RepoKey>> Mirror::reposWithManyRevisions()
{
    DOCKET_ASSIGN(auto row,
        m_database.cached("SELECT kind, name FROM revision JOIN repo USING(r) GROUP BY r HAVING count(*) > ?1"));
    row->bind(1, revisionsKept);
    QList<RepoKey> keys;
    for (;;) {
        DOCKET_ASSIGN(const bool more, row->step());
        if (!more)
            break;
        keys.append({ static_cast<RepoKind>(row->integer(0)), row->text(1) });
    }
    return keys;
}

Status Mirror::trimRevisions(const RepoKey& key, const QSet<QString>& needed)
{
    DOCKET_ASSIGN(auto transaction, batch());
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, key, false));
    DOCKET_ASSIGN(auto row,
        m_database.cached(
            "SELECT commit_id FROM revision WHERE r=?1 ORDER BY seen DESC, commit_id LIMIT -1 OFFSET ?2"));
    row->bindAll(repo, revisionsKept);
    QStringList old;
    for (;;) {
        DOCKET_ASSIGN(const bool more, row->step());
        if (!more)
            break;
        if (!needed.contains(row->text(0)))
            old.append(row->text(0));
    }
    row->reset();
    DOCKET_ASSIGN(auto drop, m_database.cached("DELETE FROM revision WHERE r=?1 AND commit_id=?2"));
    for (const QString& commit : std::as_const(old)) {
        drop->bindAll(repo, commit);
        DOCKET_TRY(drop->run());
    }
    return transaction.commit();
}

} // namespace docket::sync
