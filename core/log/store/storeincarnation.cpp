#include "core/base/logging.h"
#include "core/log/store/storeprivate.h"

#include <sodium.h>

// What the workspace folder and the record outside it know of each other (incarnationguard.h). The folder's part lies
// in log.db, so that it is restored with the entries: a row for the device with the nonce of its newest stretch of
// writing, and whether a checkpoint has ended that. The table is made when it is first needed and belongs to no schema
// version: who does not know it can do without.

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

QByteArray newNonce()
{
    QByteArray nonce(16, Qt::Uninitialized);
    randombytes_buf(nonce.data(), static_cast<size_t>(nonce.size()));
    return nonce;
}

} // namespace

bool Store::Private::isGuarded() const
{
    return incarnation && !behind; // a log that is left behind tells the record nothing
}

Result<Store::Private::Stretch> Store::Private::readStretch()
{
    DOCKET_ASSIGN(
        auto table, db.cached("SELECT EXISTS(SELECT 1 FROM sqlite_schema WHERE type='table' AND name='incarnation')"));
    DOCKET_TRY(table->step());
    const bool exists = table->int64(0) != 0;
    table->reset();
    if (!exists)
        return Stretch{ {}, false, false };
    DOCKET_ASSIGN(auto select, db.cached("SELECT nonce,open FROM incarnation WHERE d=?1"));
    select->bind(1, own.number);
    DOCKET_ASSIGN(const bool row, select->step());
    Stretch out{ {}, false, true };
    if (row)
        out = { select->blob(0), select->int64(1) != 0, true };
    return out;
}

Result<QByteArray> Store::Private::beginStretch()
{
    if (!isGuarded())
        return QByteArray();
    DOCKET_ASSIGN(const Stretch stretch, readStretch());
    // Each session has its own: a copy made after a crash lies in a stretch that was never ended.
    if (stretch.open && stretchIsOurs)
        return QByteArray();
    const QByteArray nonce = newNonce();
    if (const Status told = incarnation->beginning(own.name, nonce); !told) {
        // The folder may know no more than the record; the work of the day goes on.
        qCWarning(lcLog).noquote() << told.error().text();
        return QByteArray();
    }
    if (!stretch.hasTable)
        DOCKET_TRY(
            db.exec("CREATE TABLE incarnation (d INTEGER PRIMARY KEY, nonce BLOB NOT NULL, open INTEGER NOT NULL)"
                    " STRICT"));
    DOCKET_ASSIGN(
        sqlite::Statement insert, db.prepare("INSERT OR REPLACE INTO incarnation(d,nonce,open) VALUES(?1,?2,1)"));
    insert.bind(1, own.number);
    insert.bindBlob(2, nonce);
    DOCKET_TRY(insert.run());
    return nonce;
}

Result<QByteArray> Store::Private::endStretch()
{
    if (!isGuarded())
        return QByteArray();
    DOCKET_ASSIGN(const Stretch stretch, readStretch());
    if (stretch.open) {
        DOCKET_ASSIGN(sqlite::Statement update, db.prepare("UPDATE incarnation SET open=0 WHERE d=?1"));
        update.bindAll(own.number);
        DOCKET_TRY(update.run());
    }
    return stretch.nonce;
}

void Store::Private::rememberStretch(const QByteArray& nonce)
{
    if (!isGuarded() || nonce.isEmpty())
        return;
    stretchIsOurs = true;
    if (const Status told = incarnation->began(own.name, nonce); !told)
        qCWarning(lcLog).noquote() << told.error().text();
}

void Store::Private::rememberIncarnation(const Checkpoint& checkpoint, const QByteArray& nonce)
{
    if (!isGuarded())
        return;
    if (const Status told = incarnation->signedNow(checkpoint, nonce); !told)
        qCWarning(lcLog).noquote() << told.error().text();
}

Status Store::Private::checkIncarnation()
{
    behind.reset();
    if (!incarnation)
        return {};
    DOCKET_ASSIGN(const std::optional<Incarnation> known, incarnation->remembered(own.name));
    if (!known)
        return {};
    DOCKET_ASSIGN(const Head head, readHead(own));
    const auto refuse = [&](const QString& cause) {
        behind = Error{ ErrorCode::Conflict, u"log.db"_s, cause,
            u"import a colleague's bundle, which may bring the missing end back, or go on as a new device "
            "(docketctl device continue-as-new)"_s };
    };
    if (const std::optional<Checkpoint>& last = known->last) {
        if (last->size > head.range.size()) {
            refuse(
                u"is older than what this device signed: it has %1 of its own entries, %2 were signed; it looks like a "
                "restored backup or a copy, and writing on would make a second history"_s.arg(head.range.size())
                    .arg(last->size));
            return {};
        }
        DOCKET_ASSIGN(const CompactRange range, rangeAt({ own, head, true }, static_cast<qint64>(last->size)));
        if (range.root() != last->root) {
            refuse(
                u"differs from what this device signed at %1 entries: a copy of this workspace wrote another history"_s
                    .arg(last->size));
            return {};
        }
    }
    DOCKET_ASSIGN(const Stretch stretch, readStretch());
    if (!known->next.isEmpty() && stretch.nonce == known->next) {
        rememberStretch(stretch.nonce); // the program stopped between the commit and telling so
        stretchIsOurs = false;
        return {};
    }
    // Nothing was written after `last`, which the log contains: it lacks nothing, whichever copy it is.
    if (stretch.nonce == known->nonce || !known->open)
        return {};
    refuse(u"lacks what this device wrote after its %1 signed entries: it looks like a restored backup or a copy, and "
           "writing on would make a second history; the folder that was written to last has the rest"_s.arg(
               known->last ? known->last->size : 0));
    behind->wayOut = u"open the workspace folder that was used last, or go on as a new device "
                     "(docketctl device continue-as-new)"_s;
    return {};
}

Status Store::guardWith(std::shared_ptr<IncarnationGuard> guard)
{
    d->incarnation = std::move(guard);
    d->stretchIsOurs = false;
    return d->checkIncarnation();
}

} // namespace docket::log
