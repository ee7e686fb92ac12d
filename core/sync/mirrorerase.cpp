#include "core/base/clock.h"
#include "core/base/digest.h"
#include "core/sync/mirror.h"
#include "core/sync/mirrorrows.h"

#include <QDir>
#include <QFileInfo>

#include <functional>

namespace docket::sync
{

using namespace Qt::StringLiterals;

namespace
{

QByteArray hashOf(const QString& text)
{
    return sha256Hex(text.toUtf8());
}

/// Copies of hub.db as it was: before a migration, or set aside as damaged.
Status removeCopies(const QString& path)
{
    const QFileInfo file(path);
    const QDir folder(file.path());
    const QStringList names
        = folder.entryList({ file.fileName() + u".v*.bak*"_s, file.fileName() + u".damaged-*"_s }, QDir::Files);
    for (const QString& name : names) {
        if (!QFile::remove(folder.filePath(name)))
            return fail(ErrorCode::Storage, folder.filePath(name), u"an old copy of hub.db cannot be removed"_s,
                u"remove it yourself"_s);
    }
    return {};
}

/// Two columns of every row: a number, and a text to compare.
using Look = std::function<Status(const sqlite::Statement& row)>;
Status eachRow(sqlite::Database& database, std::string_view sql, const Look& look)
{
    DOCKET_ASSIGN(auto row, database.cached(sql));
    for (;;) {
        DOCKET_ASSIGN(const bool more, row->step());
        if (!more)
            return {};
        DOCKET_TRY(look(*row));
    }
}

} // namespace

Status Mirror::erase(const QSet<QByteArray>& named)
{
    if (named.isEmpty())
        return {};
    for (const QByteArray& hash : named)
        DOCKET_TRY(m_blobs.erase(hash));
    DOCKET_TRY(m_database.exec("PRAGMA secure_delete=ON"));
    {
        DOCKET_ASSIGN(auto transaction, batch());
        DOCKET_TRY(eraseThreads(named));
        DOCKET_TRY(eraseAnswers(named));
        DOCKET_TRY(transaction.commit());
    }
    // What was deleted before may still lie in free pages, and what was there just now in the write-ahead log.
    DOCKET_TRY(m_database.exec("VACUUM"));
    {
        DOCKET_ASSIGN(auto checkpoint, m_database.prepare("PRAGMA wal_checkpoint(TRUNCATE)"));
        DOCKET_ASSIGN(const bool answered, checkpoint.step());
        if (answered && checkpoint.integer(0) != 0)
            return fail(ErrorCode::Storage, m_database.path(), u"is being read by another program"_s,
                u"close it; what was erased leaves the file then"_s);
    }
    return removeCopies(m_database.path());
}

Status Mirror::eraseThreads(const QSet<QByteArray>& named)
{
    QList<std::tuple<qint64, QString, qint64>> versions;
    DOCKET_TRY(
        eachRow(m_database, "SELECT t,id,n,raw FROM comment_version", [&](const sqlite::Statement& row) -> Status {
            if (named.contains(hashOf(row.text(3))))
                versions.append({ row.int64(0), row.text(1), row.int64(2) });
            return {};
        }));
    DOCKET_ASSIGN(auto drop, m_database.cached("DELETE FROM comment_version WHERE t=?1 AND id=?2 AND n=?3"));
    for (const auto& [thread, id, n] : std::as_const(versions)) {
        drop->bindAll(thread, id, n);
        DOCKET_TRY(drop->run());
    }
    QSet<qint64> touched;
    DOCKET_TRY(
        eachRow(m_database, "SELECT t,raw FROM event WHERE raw<>''", [&](const sqlite::Statement& row) -> Status {
            if (named.contains(hashOf(row.text(1))))
                touched.insert(row.int64(0));
            return {};
        }));
    DOCKET_TRY(
        eachRow(m_database, "SELECT t,diff FROM thread WHERE diff<>''", [&](const sqlite::Statement& row) -> Status {
            if (named.contains(hashOf(row.text(1))))
                touched.insert(row.int64(0));
            return {};
        }));
    // Stored again, without what is erased: reports and what else is made of their texts follow.
    for (const qint64 id : std::as_const(touched)) {
        DOCKET_ASSIGN(auto row,
            m_database.cached("SELECT kind,name,num,thread.fetched FROM thread JOIN repo USING(r) WHERE t=?1"));
        row->bind(1, id);
        DOCKET_TRY(row->step());
        const RepoKey key{ static_cast<RepoKind>(row->integer(0)), row->text(1) };
        const int num = row->integer(2);
        const QDateTime fetched = fromIsoUtc(row->text(3));
        row->reset();
        DOCKET_ASSIGN(const auto whole, thread(key, num));
        if (whole)
            DOCKET_TRY(storeThread(*whole, fetched));
    }
    return {};
}

Status Mirror::eraseAnswers(const QSet<QByteArray>& named)
{
    struct Answer {
        qint64 repo = 0;
        ViewerRecord record;
    };
    QList<Answer> answers;
    DOCKET_TRY(
        eachRow(m_database, "SELECT r,endpoint,config,split,status,json FROM viewer", [&](const auto& row) -> Status {
            if (named.contains(sha256Hex(row.blob(5))))
                answers.append({ row.int64(0), { row.text(1), row.text(2), row.text(3), row.integer(4), {}, {} } });
            return {};
        }));
    DOCKET_ASSIGN(auto blank,
        m_database.cached("UPDATE viewer SET json=x'',error=?5 WHERE r=?1 AND endpoint=?2 AND config=?3 AND split=?4"));
    for (const Answer& answer : std::as_const(answers)) {
        const ViewerRecord& record = answer.record;
        blank->bindAll(answer.repo, record.endpoint, record.config, record.split, rows::errorText(erasedError()));
        DOCKET_TRY(blank->run());
    }
    // The Hub's answer about the repository repeats the front matter and the first words of the card.
    QSet<qint64> repos;
    for (const QByteArray& hash : named) {
        DOCKET_ASSIGN(auto row,
            m_database.cached("SELECT r FROM card WHERE sha256=?1 UNION SELECT r FROM revision WHERE card_sha256=?1"));
        row->bind(1, QString::fromLatin1(hash));
        for (;;) {
            DOCKET_ASSIGN(const bool more, row->step());
            if (!more)
                break;
            repos.insert(row->int64(0));
        }
    }
    DOCKET_ASSIGN(auto picture, m_database.cached("DELETE FROM picture WHERE sha256=?1"));
    for (const QByteArray& hash : named) {
        picture->bind(1, QString::fromLatin1(hash));
        DOCKET_TRY(picture->run());
    }
    DOCKET_ASSIGN(auto forget, m_database.cached("UPDATE repo SET json=x'' WHERE r=?1"));
    for (const qint64 repo : std::as_const(repos)) {
        forget->bind(1, repo);
        DOCKET_TRY(forget->run());
    }
    return {};
}

bool Mirror::isErasedText(const QString& text) const
{
    return !text.isEmpty() && m_blobs.isErased(hashOf(text));
}

Error Mirror::erasedError()
{
    return { ErrorCode::NotFound, u"the answer of the Hub"_s, u"was erased by a redaction"_s, {} };
}

hub::Thread Mirror::withoutErased(hub::Thread thread) const
{
    if (isErasedText(thread.diff))
        thread.diff.clear();
    for (hub::Event& event : thread.events) {
        if (isErasedText(event.raw)) {
            event.raw.clear();
            event.json.clear();
        }
    }
    return thread;
}

Result<bool> Mirror::hasErasedCard(qint64 repo)
{
    if (!m_blobs.hasErased())
        return false;
    DOCKET_ASSIGN(auto row,
        m_database.cached("SELECT sha256 FROM card WHERE r=?1 UNION SELECT card_sha256 FROM revision WHERE r=?1"));
    row->bind(1, repo);
    for (;;) {
        DOCKET_ASSIGN(const bool more, row->step());
        if (!more)
            return false;
        if (m_blobs.isErased(row->utf8(0)))
            return true;
    }
}

} // namespace docket::sync
