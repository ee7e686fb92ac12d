#include "core/base/digest.h"
#include "core/base/logging.h"
#include "core/log/fault.h"
#include "core/log/storeprivate.h"

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

constexpr int saltSize = 32;
constexpr size_t cachedCases = 4096;

/// The salt is stored beside the payload, so it needs no locked memory, only to be unguessable.
QByteArray newSalt()
{
    initialiseSodium();
    QByteArray salt(saltSize, Qt::Uninitialized);
    randombytes_buf(salt.data(), saltSize);
    return salt;
}

QByteArray jsonOf(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Draft adminDraft(const QString& kind, const QJsonObject& payload)
{
    return Draft{ kind, std::nullopt, jsonOf(payload), {} };
}

QString base64(QByteArrayView bytes)
{
    return QString::fromLatin1(toBase64Url(bytes));
}

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

Result<Store::Private::Head> Store::Private::readHead()
{
    DOCKET_ASSIGN(sqlite::Statement * select, cached(selectHead, "SELECT size,range FROM head WHERE d=?1"));
    select->bindAll(own.number);
    Head head;
    DOCKET_ASSIGN(const bool row, select->step());
    if (row) {
        const qint64 size = select->int64(0);
        const QByteArray range = select->blob(1);
        select->reset();
        DOCKET_ASSIGN(head.range, CompactRange::fromBytes(static_cast<quint64>(size), range));
        DOCKET_ASSIGN(
            sqlite::Statement * last, cached(selectLast, "SELECT id,lc FROM entry WHERE d=?1 AND seq=?2 LIMIT 1"));
        last->bindAll(own.number, size);
        DOCKET_ASSIGN(const bool entry, last->step());
        if (!entry && size > 0)
            return fault(u"head", u"the tree has %1 entries, the last one is missing"_s.arg(size));
        head.last = EntryId{ last->blob(0) };
        head.lastLamport = last->int64(1);
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
    DOCKET_ASSIGN(sqlite::Statement * select, cached(selectHeads, "SELECT id,lc,text FROM entry WHERE kase=?1"));
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

Status Store::Private::insert(const SignedEntry& entry, QByteArrayView salt, QByteArrayView payload, Head& head)
{
    DOCKET_ASSIGN(sqlite::Statement * statement,
        cached(insertEntry, "INSERT INTO entry(id,d,seq,lc,kase,kind,text,sig) VALUES(?1,?2,?3,?4,?5,?6,?7,?8)"));
    statement->bindBlob(1, entry.id.bytes);
    statement->bind(2, own.number);
    statement->bind(3, entry.header.seq);
    statement->bind(4, entry.header.lamport);
    if (entry.header.caseId)
        statement->bindBlob(5, entry.header.caseId->bytes);
    else
        statement->bind(5, nullptr);
    statement->bindUtf8(6, entry.header.kind);
    statement->bindBlob(7, entry.text);
    statement->bindBlob(8, entry.signature);
    DOCKET_TRY(statement->run());
    if (entry.header.payload) {
        DOCKET_ASSIGN(
            sqlite::Statement * store, cached(insertPayload, "INSERT INTO payload(id,salt,data) VALUES(?1,?2,?3)"));
        store->bindBlob(1, entry.id.bytes);
        store->bindBlob(2, salt);
        store->bindBlob(3, payload);
        DOCKET_TRY(store->run());
    }
    Status tiles;
    head.range.append(Hash::from(entry.id.bytes), [&](const Subtree& subtree) {
        if (subtree.level % 8 != 0 || !tiles)
            return;
        auto tile = cached(insertTile, "INSERT INTO tile(d,level,n,hash) VALUES(?1,?2,?3,?4)");
        if (!tile) {
            tiles = fail(tile.error());
            return;
        }
        (*tile)->bindAll(own.number, subtree.level / 8 - 1, static_cast<qint64>(subtree.index));
        (*tile)->bindBlob(4, subtree.root.view());
        tiles = (*tile)->run();
    });
    head.last = entry.id;
    head.lastLamport = entry.header.lamport;
    return tiles;
}

Status Store::Private::writeHead(const Head& head)
{
    DOCKET_ASSIGN(sqlite::Statement * statement,
        cached(upsertHead,
            "INSERT INTO head(d,size,range) VALUES(?1,?2,?3)"
            " ON CONFLICT(d) DO UPDATE SET size=excluded.size, range=excluded.range"));
    statement->bindAll(own.number, static_cast<qint64>(head.range.size()));
    statement->bindBlob(3, head.range.toBytes());
    return statement->run();
}

Status Store::Private::readBack(const EntryId& id)
{
    static const std::string sql = std::string(storedColumns) + "WHERE e.id=?1";
    DOCKET_ASSIGN(sqlite::Statement * select, cached(selectOne, sql));
    select->bindBlob(1, id.bytes);
    DOCKET_ASSIGN(const bool row, select->step());
    if (!row)
        return fault(u"read-back", u"the entry just written is not there"_s);
    const StoredEntry stored = readStored(*select);
    select->reset();
    DOCKET_TRY(checkStored(stored, own, workspace, false, true));
    return {};
}

Result<SignedEntry> Store::Private::appendOne(const Draft& draft, Head& head)
{
    EntryHeader header;
    header.app = QByteArrayLiteral(DOCKET_VERSION);
    header.caseId = draft.caseId;
    header.device = own.publicKey;
    header.kind = draft.kind.toUtf8();
    header.policy = draft.policy.toUtf8();
    header.previous = head.range.size() == 0 ? QByteArray(32, '\0') : head.last.bytes;
    header.seq = static_cast<qint64>(head.range.size()) + 1;
    header.time = clock.now().toUTC();
    header.workspace = workspace;
    qint64 seen = head.lastLamport;
    if (draft.caseId) {
        DOCKET_ASSIGN(QList<CaseHead> heads, headsOf(*draft.caseId));
        std::sort(
            heads.begin(), heads.end(), [](const CaseHead& a, const CaseHead& b) { return a.lamport > b.lamport; });
        // More heads than fit are named by a later entry; the newest are named now.
        for (const CaseHead& caseHead : std::as_const(heads).first(qMin(heads.size(), qsizetype(maximumParents)))) {
            header.parents.append(caseHead.id);
            seen = qMax(seen, caseHead.lamport);
        }
        std::sort(header.parents.begin(), header.parents.end());
    }
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
    SignedEntry entry = signEntry(header, own.name, *key);
    DOCKET_TRY(insert(entry, salt, draft.payload, head));
    if (draft.caseId)
        advance(caseHeads[draft.caseId->bytes.toStdString()], header, entry.id);
    return entry;
}

Result<QList<Entry>> Store::Private::appendAll(const QList<Draft>& drafts)
{
    DOCKET_ASSIGN(sqlite::Transaction transaction, sqlite::Transaction::begin(db));
    DOCKET_ASSIGN(sqlite::Statement * maximum, cached(selectMaxRow, "SELECT max(n) FROM entry"));
    DOCKET_TRY(maximum->step());
    const qint64 before = maximum->int64(0);
    maximum->reset();
    if (before != headsRow)
        caseHeads.clear(); // somebody else wrote
    headsRow = -1;
    DOCKET_ASSIGN(Head head, readHead());
    QList<Entry> out;
    for (const Draft& draft : drafts) {
        DOCKET_ASSIGN(const SignedEntry entry, appendOne(draft, head));
        out.append(log::toEntry(entry.header, entry.id, db.lastInsertRowId()));
    }
    DOCKET_TRY(writeHead(head));
    for (const Entry& entry : std::as_const(out))
        DOCKET_TRY(readBack(entry.id));
    DOCKET_TRY(transaction.commit());
    headsRow = before + drafts.size();
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

Result<QList<Entry>> Store::append(const QList<Draft>& drafts)
{
    if (d->readOnly)
        return fail(*d->readOnly);
    if (!d->key) {
        return fail(ErrorCode::Locked, u"log.db"_s, u"the device key is locked, so nothing can be signed"_s,
            u"unlock it with the passphrase or the keychain"_s);
    }
    if (drafts.isEmpty())
        return QList<Entry>();
    for (const Draft& draft : drafts) {
        DOCKET_TRY(checkDraft(draft));
        if (draft.kind == "ws.init"_L1)
            return fail(ErrorCode::Validation, u"ws.init"_s, u"a workspace has one first entry"_s);
    }
    auto entries = d->appendAll(drafts);
    if (!entries)
        return fail(d->afterFailure(std::move(entries).error()));
    return entries;
}

Status Store::Private::createFirst(const QString& reviewerName, const QByteArray& domain, const Seal& seal)
{
    key = SigningKey::generate();
    own.publicKey = key->publicKey;
    if (!isAcceptablePublicKey(own.publicKey))
        return fail(ErrorCode::Integrity, u"device key"_s, u"the generated key is not usable"_s, u"try again"_s);
    const QString device = base64(own.publicKey);
    const QString person = base64(Secret::random(16).view());
    const Draft init = adminDraft(u"ws.init"_s,
        { { u"domain"_s, QString::fromLatin1(domain) }, { u"roots"_s, QJsonArray{ device } },
            { u"secret"_s, base64(Secret::random(32).view()) } });
    QList<Draft> drafts{ adminDraft(
        u"key.enrol"_s, { { u"dev"_s, device }, { u"person"_s, person }, { u"from_seq"_s, 1 } }) };
    for (const QString& role : Authority::allRoles())
        drafts.append(adminDraft(u"role.grant"_s, { { u"dev"_s, device }, { u"role"_s, role }, { u"from_seq"_s, 1 } }));
    // The name stands apart from the enrolment, so that it can be erased without undoing anything.
    drafts.append(adminDraft(u"person.name"_s, { { u"person"_s, person }, { u"name"_s, reviewerName } }));

    // The id of the workspace is a hash of its first text, and the device's name contains that id: text first, name
    // second.
    EntryHeader header;
    header.app = QByteArrayLiteral(DOCKET_VERSION);
    header.device = own.publicKey;
    header.kind = "ws.init";
    header.lamport = 1;
    header.previous = QByteArray(32, '\0');
    header.seq = 1;
    header.time = clock.now().toUTC();
    const QByteArray salt = newSalt();
    header.payload = PayloadReference{ payloadCommitment(salt, init.payload).toByteArray(), init.payload.size(),
        QByteArrayLiteral("application/json") };
    workspace = workspaceIdOf(encodeText(header));
    own.name = deviceName(domain, workspace, own.publicKey);
    own.keyId = keyIdOf(own.name, own.publicKey);
    DOCKET_ASSIGN(sealed, SealedKey::seal(own.name, *key, seal));
    DOCKET_TRY(sealed.write(folder + "/keys/device.key"_L1));

    DOCKET_ASSIGN(sqlite::Transaction transaction, sqlite::Transaction::begin(db));
    DOCKET_ASSIGN(sqlite::Statement insertDevice, db.prepare("INSERT INTO device(d,pk,name) VALUES(1,?1,?2)"));
    insertDevice.bindBlob(1, own.publicKey);
    insertDevice.bindUtf8(2, own.name);
    DOCKET_TRY(insertDevice.run());
    own.number = 1;
    Head head;
    const SignedEntry first = signEntry(header, own.name, *key);
    DOCKET_TRY(insert(first, salt, init.payload, head));
    QList<EntryId> written{ first.id };
    for (const Draft& draft : std::as_const(drafts)) {
        DOCKET_ASSIGN(const SignedEntry entry, appendOne(draft, head));
        written.append(entry.id);
    }
    DOCKET_TRY(writeHead(head));
    for (const EntryId& id : std::as_const(written))
        DOCKET_TRY(readBack(id));
    return transaction.commit();
}

} // namespace docket::log
