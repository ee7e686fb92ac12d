#include "core/base/clock.h"
#include "core/base/digest.h"
#include "core/base/logging.h"
#include "core/log/format/cosignature.h"
#include "core/log/format/fault.h"
#include "core/log/store/storeprivate.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <sodium.h>
#include <sqlite3.h>

#include <algorithm>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

constexpr size_t cachedCases = 4096;
constexpr quint64 checkpointEvery = 256; ///< entries (audit.md 4.4)

/// The new heads of a case after `entry`, which names all that were.
void advance(QList<CaseHead>& heads, const EntryHeader& header, const EntryId& id)
{
    heads.removeIf([&header](const CaseHead& head) { return header.parents.contains(head.id); });
    heads.append({ id, header.lamport });
}

Status checkDraft(const Draft& draft)
{
    const QString thing = u"entry of kind \"%1\""_s.arg(draft.kind);
    if (draft.payload.size() > Store::maximumPayload) {
        return fail(ErrorCode::LimitExceeded, thing,
            u"its content has %1 bytes, at most %2 are kept"_s.arg(draft.payload.size()).arg(Store::maximumPayload),
            u"shorten the text or the list of evidence"_s);
    }
    if (!draft.payload.isEmpty()) {
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(draft.payload, &error);
        if (!document.isObject())
            return fail(
                ErrorCode::Validation, thing, u"its payload is not a JSON object (%1)"_s.arg(error.errorString()));
    }
    return {};
}

} // namespace

QByteArray newSalt()
{
    constexpr int saltSize = 32;
    // It is stored beside the payload, so it needs no locked memory, only to be unguessable.
    initialiseSodium();
    QByteArray salt(saltSize, Qt::Uninitialized);
    randombytes_buf(salt.data(), saltSize);
    return salt;
}

Draft adminDraft(const QString& kind, const QJsonObject& payload)
{
    return Draft{ kind, std::nullopt, QJsonDocument(payload).toJson(QJsonDocument::Compact), {} };
}

std::optional<Error> Store::Private::whyNot() const
{
    if (readOnly)
        return readOnly;
    return behind;
}

Result<Store::Private::Head> Store::Private::readHead(const StoredDevice& device)
{
    DOCKET_ASSIGN(const auto select, cached(selectHead, "SELECT size,range FROM head WHERE d=?1"));
    select->bindAll(device.number);
    Head head;
    DOCKET_ASSIGN(const bool row, select->step());
    if (row) {
        const qint64 size = select->int64(0);
        const QByteArray range = select->blob(1);
        select->reset();
        DOCKET_ASSIGN(head.range, CompactRange::fromBytes(static_cast<quint64>(size), range));
        DOCKET_ASSIGN(const auto last,
            cached(selectLast,
                "SELECT id,lc,kind FROM entry WHERE d=?1 AND seq=?2 AND id NOT IN (SELECT id FROM forked) LIMIT 1"));
        last->bindAll(device.number, size);
        DOCKET_ASSIGN(const bool entry, last->step());
        if (!entry && size > 0)
            return fault(u"head", u"the tree has %1 entries, the last one is missing"_s.arg(size));
        if (entry) {
            head.last = EntryId{ last->blob(0) };
            head.lastLamport = last->int64(1);
            head.closed = closesLog(last->utf8(2));
        }
        last->reset();
    }
    select->reset();
    return head;
}

Result<QList<CaseHead>> Store::Private::headsOf(const CaseId& caseId)
{
    const std::string cacheKey = caseId.bytes.toStdString();
    if (const auto found = caseHeads.find(cacheKey); found != caseHeads.end())
        return found->second;
    QList<CaseHead> heads;
    QSet<QByteArray> named;
    DOCKET_ASSIGN(const auto select, cached(selectHeads, "SELECT id,lc,text FROM entry WHERE kase=?1"));
    select->bindBlob(1, caseId.bytes);
    for (;;) {
        DOCKET_ASSIGN(const bool row, select->step());
        if (!row)
            break;
        heads.append({ EntryId{ select->blob(0) }, select->int64(1) });
        DOCKET_ASSIGN(const EntryHeader header, decodeText(select->blob(2)));
        for (const EntryId& parent : header.parents)
            named.insert(parent.bytes);
    }
    select->reset();
    heads.removeIf([&named](const CaseHead& head) { return named.contains(head.id.bytes); });
    if (caseHeads.size() >= cachedCases)
        caseHeads.clear();
    caseHeads[cacheKey] = heads;
    return heads;
}

Status Store::Private::insertEntryRow(const SignedEntry& entry, const StoredDevice& device)
{
    DOCKET_ASSIGN(const auto statement,
        cached(insertEntry, "INSERT INTO entry(id,d,seq,lc,kase,kind,text,sig) VALUES(?1,?2,?3,?4,?5,?6,?7,?8)"));
    statement->bindBlob(1, entry.id.bytes);
    statement->bind(2, device.number);
    statement->bind(3, entry.header.seq);
    statement->bind(4, entry.header.lamport);
    if (entry.header.caseId)
        statement->bindBlob(5, entry.header.caseId->bytes);
    else
        statement->bind(5, nullptr);
    statement->bindUtf8(6, entry.header.kind);
    statement->bindBlob(7, entry.text);
    statement->bindBlob(8, entry.signature);
    return statement->run();
}

Status Store::Private::insertPayloadRow(const EntryId& id, QByteArrayView salt, QByteArrayView payload)
{
    DOCKET_ASSIGN(const auto statement, cached(insertPayload, "INSERT INTO payload(id,salt,data) VALUES(?1,?2,?3)"));
    statement->bindBlob(1, id.bytes);
    statement->bindBlob(2, salt);
    statement->bindBlob(3, payload);
    return statement->run();
}

Status Store::Private::extend(const SignedEntry& entry, const StoredDevice& device, Head& head, bool firstBranch)
{
    Status tiles;
    head.range.append(Hash::from(entry.id.bytes), [&](const Subtree& subtree) {
        if (!firstBranch || subtree.level % 8 != 0 || !tiles)
            return;
        auto tile = cached(insertTile, "INSERT INTO tile(d,level,n,hash) VALUES(?1,?2,?3,?4)");
        if (!tile) {
            tiles = fail(tile.error());
            return;
        }
        (*tile)->bindAll(device.number, subtree.level / 8 - 1, static_cast<qint64>(subtree.index));
        (*tile)->bindBlob(4, subtree.root.view());
        tiles = (*tile)->run();
    });
    head.last = entry.id;
    head.lastLamport = entry.header.lamport;
    head.closed = closesLog(entry.header.kind);
    return tiles;
}

Status Store::Private::insert(
    const SignedEntry& entry, const StoredDevice& device, QByteArrayView salt, QByteArrayView payload, Head& head)
{
    DOCKET_TRY(insertEntryRow(entry, device));
    if (entry.header.payload)
        DOCKET_TRY(insertPayloadRow(entry.id, salt, payload));
    return extend(entry, device, head, true);
}

Status Store::Private::writeHead(const StoredDevice& device, const Head& head)
{
    DOCKET_ASSIGN(const auto statement,
        cached(upsertHead,
            "INSERT INTO head(d,size,range) VALUES(?1,?2,?3)"
            " ON CONFLICT(d) DO UPDATE SET size=excluded.size, range=excluded.range"));
    statement->bindAll(device.number, static_cast<qint64>(head.range.size()));
    statement->bindBlob(3, head.range.toBytes());
    return statement->run();
}

Status Store::Private::readBack(const EntryId& id, const StoredDevice& device, bool withSignature)
{
    static const std::string sql = std::string(storedColumns) + "WHERE e.id=?1";
    DOCKET_ASSIGN(const auto select, cached(selectOne, sql));
    select->bindBlob(1, id.bytes);
    DOCKET_ASSIGN(const bool row, select->step());
    if (!row)
        return fault(u"read-back", u"the entry just written is not there"_s);
    const StoredEntry stored = readStored(*select);
    select->reset();
    DOCKET_TRY(checkStored(stored, device, workspace, false, withSignature));
    return {};
}

Status Store::Private::readBack(const Written& written, const StoredDevice& device)
{
    static const std::string sql = std::string(storedColumns) + "WHERE e.id=?1";
    DOCKET_ASSIGN(const auto select, cached(selectOne, sql));
    select->bindBlob(1, written.entry.id.bytes);
    DOCKET_ASSIGN(const bool row, select->step());
    if (!row)
        return fault(u"read-back", u"the entry just written is not there"_s);
    const StoredEntry stored = readStored(*select);
    select->reset();
    const EntryHeader& header = written.entry.header;
    const bool same = stored.id == written.entry.id.bytes && stored.device == device.number && stored.seq == header.seq
        && stored.lamport == header.lamport && stored.caseId == (header.caseId ? header.caseId->bytes : QByteArray())
        && stored.kind == header.kind && stored.text == written.entry.text
        && stored.signature == written.entry.signature && stored.hasPayload == header.payload.has_value()
        && (!header.payload || (stored.salt == written.salt && stored.payload == written.payload));
    if (!same)
        return fault(u"read-back", u"the entry just written reads differently"_s);
    return {};
}

Result<qint64> Store::Private::lamportBefore(const Draft& draft, const Head& head, QList<EntryId>& parents)
{
    qint64 seen = head.lastLamport;
    if (!draft.caseId) {
        // What concerns everybody goes after everything of its sort that is held, as far as the format's bound allows.
        DOCKET_ASSIGN(const auto select, cached(selectAdminClock, "SELECT max(lc) FROM entry WHERE kase IS NULL"));
        DOCKET_TRY(select->step());
        const qint64 others = select->int64(0);
        select->reset();
        return qMax(seen, qMin(others, seen + maximumLamportJump - 1));
    }
    DOCKET_ASSIGN(QList<CaseHead> heads, headsOf(*draft.caseId));
    std::sort(heads.begin(), heads.end(), [](const CaseHead& a, const CaseHead& b) { return a.lamport > b.lamport; });
    // More heads than fit are named by a later entry; the newest are named now.
    for (const CaseHead& caseHead : std::as_const(heads).first(qMin(heads.size(), qsizetype(maximumParents)))) {
        parents.append(caseHead.id);
        seen = qMax(seen, caseHead.lamport);
    }
    std::sort(parents.begin(), parents.end());
    return seen;
}

Result<Store::Private::Written> Store::Private::appendOne(const Author& author, const Draft& draft, Head& head)
{
    EntryHeader header;
    header.app = QByteArrayLiteral(DOCKET_VERSION);
    header.caseId = draft.caseId;
    header.device = author.device.publicKey;
    header.kind = draft.kind.toUtf8();
    header.policy = draft.policy.toUtf8();
    header.previous = head.range.size() == 0 ? QByteArray(32, '\0') : head.last.bytes;
    header.seq = static_cast<qint64>(head.range.size()) + 1;
    header.time = clock.now().toUTC();
    header.workspace = workspace;
    DOCKET_ASSIGN(const qint64 seen, lamportBefore(draft, head, header.parents));
    header.lamport = seen + 1;
    const QByteArray salt = newSalt();
    if (!draft.payload.isEmpty()) {
        header.payload = PayloadReference{ payloadCommitment(salt, draft.payload).toByteArray(), draft.payload.size(),
            QByteArrayLiteral("application/json") };
    }
    const QByteArray text = encodeText(header);
    // Whatever the caller put in must come out as a valid entry, or it is refused before it is signed.
    if (const auto checked = decodeText(text); !checked) {
        return fail(ErrorCode::Validation, u"entry of kind \"%1\""_s.arg(draft.kind), checked.error().cause,
            u"correct the kind, the case or the policy name"_s);
    }
    SignedEntry entry = signEntry(header, author.device.name, *author.key);
    DOCKET_TRY(insert(entry, author.device, salt, draft.payload, head));
    if (draft.caseId)
        advance(caseHeads[draft.caseId->bytes.toStdString()], header, entry.id);
    return Written{ std::move(entry), salt, draft.payload };
}

std::optional<Draft> Store::Private::clockStep(const QDateTime& lastEntry)
{
    constexpr qint64 back = 5 * 60 * 1000;
    constexpr qint64 forward = qint64(24) * 60 * 60 * 1000;
    const QDateTime wall = clock.now().toUTC();
    const qint64 elapsed = clock.elapsedMs();
    const bool sameRun = lastWall.isValid();
    const QDateTime before = sameRun ? lastWall : lastEntry;
    const qint64 passed = sameRun ? elapsed - lastElapsed : 0;
    if (!before.isValid())
        return {};
    const qint64 step = before.msecsTo(wall) - passed;
    // Without a running clock between the two, time that passed cannot be told from a step forward.
    if (step >= -back && (!sameRun || step <= forward))
        return {};
    QJsonObject payload{ { u"from"_s, toIsoUtc(before) }, { u"to"_s, toIsoUtc(wall) } };
    if (sameRun)
        payload.insert(u"elapsed_ms"_s, passed);
    return adminDraft(u"clock.step"_s, payload);
}

Result<QList<Entry>> Store::Private::appendAll(const Author& author, const QList<Draft>& drafts)
{
    DOCKET_ASSIGN(sqlite::Transaction transaction, sqlite::Transaction::begin(db));
    DOCKET_ASSIGN(const auto maximum, cached(selectMaxRow, "SELECT max(n) FROM entry"));
    DOCKET_TRY(maximum->step());
    const qint64 before = maximum->int64(0);
    maximum->reset();
    if (before != headsRow)
        caseHeads.clear(); // somebody else wrote
    headsRow = -1;
    DOCKET_ASSIGN(Head head, readHead(author.device));
    if (head.closed) {
        return fail(ErrorCode::Forbidden, u"log of %1"_s.arg(QLatin1String(author.device.name)),
            u"was ended by its device, nothing may follow"_s, u"use the key that took over"_s);
    }
    QDateTime lastEntry;
    if (!lastWall.isValid() && head.range.size() > 0) {
        DOCKET_ASSIGN(sqlite::Statement last, db.prepare("SELECT text FROM entry WHERE id=?1"));
        last.bindBlob(1, head.last.bytes);
        DOCKET_TRY(last.step());
        if (const auto header = decodeText(last.blob(0)))
            lastEntry = header->time;
    }
    const quint64 sizeBefore = head.range.size();
    std::vector<Written> written;
    const QDateTime wall = clock.now().toUTC();
    const qint64 elapsed = clock.elapsedMs();
    if (const std::optional<Draft> step = clockStep(lastEntry)) {
        DOCKET_ASSIGN(Written entry, appendOne(author, *step, head));
        written.push_back(std::move(entry));
    }
    QList<Entry> out;
    for (const Draft& draft : drafts) {
        if (head.closed)
            return fail(ErrorCode::Validation, u"entry of kind \"%1\""_s.arg(draft.kind), u"follows the log's end"_s);
        DOCKET_ASSIGN(Written one, appendOne(author, draft, head));
        out.append(log::toEntry(one.entry.header, one.entry.id, db.lastInsertRowId()));
        written.push_back(std::move(one));
    }
    DOCKET_TRY(writeHead(author.device, head));
    for (const Written& one : written)
        DOCKET_TRY(readBack(one, author.device));
    const bool due = sizeBefore / checkpointEvery != head.range.size() / checkpointEvery || head.closed
        || author.device.number != own.number;
    const bool mine = author.device.number == own.number;
    QByteArray nonce;
    if (mine) {
        DOCKET_ASSIGN(nonce, beginStretch());
    }
    std::optional<Checkpoint> checkpoint;
    if (due) {
        DOCKET_ASSIGN(checkpoint, signCheckpoint(author, head));
        if (mine) {
            DOCKET_ASSIGN(nonce, endStretch());
        }
    }
    DOCKET_TRY(transaction.commit());
    // Not earlier: a step that was rolled back with a refused draft still has to be told.
    lastWall = wall;
    lastElapsed = elapsed;
    headsRow = before + static_cast<qint64>(written.size());
    if (mine && checkpoint)
        rememberIncarnation(*checkpoint, nonce);
    else
        rememberStretch(nonce);
    return out;
}

Error Store::Private::afterFailure(Error error)
{
    caseHeads.clear();
    headsRow = -1;
    if (!readOnly && (error.code == ErrorCode::Storage || error.code == ErrorCode::Integrity)) {
        const int code = sqlite3_extended_errcode(db.handle()) & 0xff;
        // A busy database is somebody else's turn, not damage.
        if (code != SQLITE_BUSY && code != SQLITE_LOCKED) {
            readOnly = error;
            readOnly->cause = u"writing stopped after a failure: "_s + error.cause;
            readOnly->wayOut
                = u"nothing recorded is lost; free space or check the disk, then open the workspace again"_s;
            qCWarning(lcLog).noquote() << readOnly->text();
        }
    }
    return error;
}

namespace
{

Status checkDrafts(const QList<Draft>& drafts)
{
    for (const Draft& draft : drafts) {
        DOCKET_TRY(checkDraft(draft));
        if (draft.kind == "ws.init"_L1)
            return fail(ErrorCode::Validation, u"ws.init"_s, u"a workspace has one first entry"_s);
    }
    return {};
}

} // namespace

Result<QList<Entry>> Store::append(const QList<Draft>& drafts)
{
    if (const auto reason = d->whyNot())
        return fail(*reason);
    if (!d->key) {
        return fail(ErrorCode::Locked, u"log.db"_s, u"the device key is locked, so nothing can be signed"_s,
            u"unlock it with the passphrase or the keychain"_s);
    }
    if (drafts.isEmpty())
        return QList<Entry>();
    DOCKET_TRY(checkDrafts(drafts));
    auto entries = d->appendAll({ d->own, &*d->key }, drafts);
    if (!entries)
        return fail(d->afterFailure(std::move(entries).error()));
    return entries;
}

Result<QList<Entry>> Store::appendAs(const SigningKey& key, const QList<Draft>& drafts)
{
    if (d->readOnly)
        return fail(*d->readOnly);
    if (drafts.isEmpty())
        return QList<Entry>();
    DOCKET_TRY(checkDrafts(drafts));
    if (key.publicKey == d->own.publicKey) {
        return fail(
            ErrorCode::Usage, u"log.db"_s, u"this is the device's own key"_s, u"use the key that is kept apart"_s);
    }
    auto entries = [&]() -> Result<QList<Entry>> {
        DOCKET_ASSIGN(sqlite::Transaction transaction, sqlite::Transaction::begin(d->db));
        const QByteArray domain = d->own.name.left(d->own.name.indexOf('/'));
        DOCKET_ASSIGN(
            const StoredDevice device, d->deviceOf(key.publicKey, deviceName(domain, d->workspace, key.publicKey)));
        DOCKET_ASSIGN(QList<Entry> out, d->appendAll({ device, &key }, drafts));
        DOCKET_TRY(transaction.commit());
        return out;
    }();
    if (!entries)
        return fail(d->afterFailure(std::move(entries).error()));
    return entries;
}

Result<StoredDevice> Store::Private::deviceOf(QByteArrayView publicKey, QByteArrayView name)
{
    DOCKET_ASSIGN(sqlite::Statement select, db.prepare("SELECT d,pk,name FROM device WHERE pk=?1"));
    select.bindBlob(1, publicKey);
    DOCKET_ASSIGN(const bool row, select.step());
    StoredDevice device;
    if (row) {
        device = { select.int64(0), select.blob(1), select.utf8(2).toByteArray(), {} };
        if (device.name != name) {
            return fault(
                u"device", u"is called %1 here, not %2"_s.arg(QLatin1String(device.name), QLatin1String(name)));
        }
    } else {
        if (!isDeviceName(name, workspace, publicKey))
            return fault(u"device", u"the name does not belong to the workspace and the key"_s);
        if (!isAcceptablePublicKey(publicKey))
            return fault(u"device", u"the key is not one that may sign"_s);
        DOCKET_ASSIGN(sqlite::Statement insert, db.prepare("INSERT INTO device(pk,name) VALUES(?1,?2)"));
        insert.bindBlob(1, publicKey);
        insert.bindUtf8(2, name);
        DOCKET_TRY(insert.run());
        device = { db.lastInsertRowId(), publicKey.toByteArray(), name.toByteArray(), {} };
    }
    device.keyId = keyIdOf(device.name, device.publicKey);
    return device;
}

} // namespace docket::log
