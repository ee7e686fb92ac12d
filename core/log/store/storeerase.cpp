#include "core/log/fold/authority.h"
#include "core/log/format/fault.h"
#include "core/log/store/storeprivate.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <sqlite3.h>

namespace docket::log
{

using namespace Qt::StringLiterals;

Result<QList<EntryId>> Store::Private::eraseComplete()
{
    DOCKET_ASSIGN(const Authority* rights, authority());
    const auto redactions = rights->redactions();
    QList<EntryId> erased;
    if (redactions.isEmpty())
        return erased;
    DOCKET_ASSIGN(sqlite::Statement look,
        db.prepare("SELECT kase,kind FROM entry WHERE id=?1 AND NOT EXISTS(SELECT 1 FROM shun WHERE id=?1)"));
    DOCKET_ASSIGN(sqlite::Statement drop, db.prepare("DELETE FROM payload WHERE id=?1"));
    DOCKET_ASSIGN(sqlite::Statement give, db.prepare("DELETE FROM withheld WHERE id=?1"));
    DOCKET_ASSIGN(sqlite::Statement shun, db.prepare("INSERT INTO shun(id,by_entry) VALUES(?1,?2)"));
    DOCKET_ASSIGN(sqlite::Statement touch, db.prepare("INSERT INTO touched(kase) VALUES(?1)"));
    for (auto redaction = redactions.begin(); redaction != redactions.end(); ++redaction) {
        const EntryId& target = redaction.key();
        look.bindBlob(1, target.bytes);
        DOCKET_ASSIGN(const bool here, look.step());
        const QByteArray caseId = here ? look.blob(0) : QByteArray();
        const QString kind = here ? look.text(1) : QString();
        look.reset();
        // An entry that has not arrived is erased when it does.
        if (!here || !mayBeRedacted(kind))
            continue;
        for (sqlite::Statement* statement : { &drop, &give }) {
            statement->bindBlob(1, target.bytes);
            DOCKET_TRY(statement->run());
        }
        shun.bindBlob(1, target.bytes);
        shun.bindBlob(2, redaction->approval.bytes);
        DOCKET_TRY(shun.run());
        if (!caseId.isEmpty()) {
            touch.bindBlob(1, caseId);
            DOCKET_TRY(touch.run());
        }
        erased.append(target);
    }
    if (!erased.isEmpty())
        authorityRow = -1; // names may be gone
    return erased;
}

Result<QList<EntryId>> Store::eraseRedacted()
{
    if (d->readOnly)
        return fail(*d->readOnly);
    auto erased = [&]() -> Result<QList<EntryId>> {
        DOCKET_TRY(d->db.exec("PRAGMA secure_delete=ON"));
        DOCKET_ASSIGN(sqlite::Transaction transaction, sqlite::Transaction::begin(d->db));
        DOCKET_ASSIGN(QList<EntryId> out, d->eraseComplete());
        DOCKET_TRY(transaction.commit());
        return out;
    }();
    if (!erased)
        return fail(d->afterFailure(std::move(erased).error()));
    return erased;
}

Result<qint64> Store::erasures()
{
    return d->scalar("SELECT count(*) FROM shun");
}

Result<QList<Redaction>> Store::unreportedRedactions()
{
    DOCKET_ASSIGN(const Authority* rights, d->authority());
    QSet<QString> reported;
    DOCKET_ASSIGN(sqlite::Statement select,
        d->db.prepare("SELECT p.data FROM entry e JOIN payload p ON p.id=e.id"
                      " WHERE e.kase IS NULL AND e.kind='redact.done' AND e.d=?1"));
    select.bindAll(d->own.number);
    for (;;) {
        DOCKET_ASSIGN(const bool row, select.step());
        if (!row)
            break;
        reported.insert(QJsonDocument::fromJson(select.blob(0)).object().value("request"_L1).toString());
    }
    QList<Redaction> out;
    for (const Redaction& redaction : rights->redactions()) {
        if (!reported.contains(redaction.request.text())) {
            reported.insert(redaction.request.text());
            out.append(redaction);
        }
    }
    return out;
}

namespace
{

/// Backups of older schemas, whole or half-made, hold everything that the log held then.
Status removeSchemaBackups(const QString& folder)
{
    const QStringList names = QDir(folder).entryList({ logFileName() + u".v*.bak*"_s }, QDir::Files);
    for (const QString& name : names) {
        const QString path = folder + u'/' + name;
        if (!QFile::remove(path))
            return fail(
                ErrorCode::Storage, path, u"an old copy of the log cannot be removed"_s, u"remove it yourself"_s);
    }
    return {};
}

} // namespace

Status Store::vacuum()
{
    if (d->readOnly)
        return fail(*d->readOnly);
    DOCKET_TRY(removeSchemaBackups(d->folder));
    // SQLite copies through an attached file, which nothing else here may do.
    sqlite3_set_authorizer(d->db.handle(), nullptr, nullptr);
    const Status done = d->db.exec("VACUUM");
    d->guard();
    return done;
}

Result<Store::Touched> Store::touchedAfter(qint64 after)
{
    Touched out;
    out.last = after;
    DOCKET_ASSIGN(sqlite::Statement select,
        d->db.prepare("SELECT kase,max(n) FROM touched WHERE n>?1 GROUP BY kase ORDER BY max(n)"));
    select.bindAll(after);
    for (;;) {
        DOCKET_ASSIGN(const bool row, select.step());
        if (!row)
            return out;
        out.cases.append(CaseId{ select.blob(0) });
        out.last = qMax(out.last, select.int64(1));
    }
}

} // namespace docket::log
