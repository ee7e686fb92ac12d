#include "core/base/digest.h"
#include "core/log/format/fault.h"
#include "core/log/store/storeprivate.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

constexpr std::string_view entryColumns = "SELECT n,id,text FROM entry ";

QString thingOf(const EntryId& id)
{
    return u"entry "_s + id.text();
}

} // namespace

StoredEntry readStored(const sqlite::Statement& statement)
{
    StoredEntry stored;
    stored.row = statement.int64(0);
    stored.id = statement.blob(1);
    stored.device = statement.int64(2);
    stored.seq = statement.int64(3);
    stored.lamport = statement.int64(4);
    stored.caseId = statement.blob(5);
    stored.kind = statement.utf8(6).toByteArray();
    stored.text = statement.blob(7);
    stored.signature = statement.blob(8);
    stored.hasPayload = !statement.isNull(9);
    stored.salt = statement.blob(9);
    stored.payload = statement.blob(10);
    return stored;
}

Result<EntryHeader> checkStored(
    const StoredEntry& stored, const StoredDevice& device, const QByteArray& workspace, bool erased, bool withSignature)
{
    const Hash id = leafHash(noteBytes(stored.text, device.name, device.keyId, stored.signature));
    if (id.view() != stored.id)
        return fault(u"id", u"text and signature do not hash to the id"_s);
    DOCKET_ASSIGN(EntryHeader header, decodeText(stored.text));
    const auto column = [](const char* name) {
        return fault(u"column", u"the column \"%1\" differs from the signed text"_s.arg(QLatin1String(name)));
    };
    if (header.device != device.publicKey)
        return column("d");
    if (header.seq != stored.seq)
        return column("seq");
    if (header.lamport != stored.lamport)
        return column("lc");
    if (header.kind != stored.kind)
        return column("kind");
    if ((header.caseId ? header.caseId->bytes : QByteArray()) != stored.caseId)
        return column("kase");
    const QByteArray named = header.workspace.isEmpty() ? workspaceIdOf(stored.text) : header.workspace;
    if (named != workspace)
        return fault(u"workspace", u"belongs to the workspace %1"_s.arg(QLatin1String(named)));
    if (withSignature && !verifySignature(device.publicKey, stored.text, stored.signature))
        return fault(u"signature", u"the signature does not verify"_s);
    if (!header.payload && stored.hasPayload)
        return fault(u"payload-extra", u"there is a payload that the entry does not speak of"_s);
    if (header.payload && !stored.hasPayload && !erased)
        return fault(u"payload-missing", u"the payload is gone without a redaction"_s);
    if (header.payload && stored.hasPayload) {
        if (stored.payload.size() != header.payload->size || stored.salt.size() != 32
            || payloadCommitment(stored.salt, stored.payload).view() != header.payload->commitment)
            return fault(u"commitment", u"the payload is not the one that was signed"_s);
    }
    return header;
}

Result<sqlite::StatementLease> Store::Private::cached(std::optional<sqlite::Statement>& slot, std::string_view sql)
{
    if (!slot) {
        DOCKET_ASSIGN(slot, db.prepare(sql));
    }
    return sqlite::StatementLease(&*slot);
}

Result<qint64> Store::Private::scalar(std::string_view sql)
{
    DOCKET_ASSIGN(sqlite::Statement statement, db.prepare(sql));
    DOCKET_ASSIGN(const bool row, statement.step());
    return row ? statement.int64(0) : 0;
}

Result<Entry> Store::Private::toEntry(const sqlite::Statement& statement)
{
    const EntryId id{ statement.blob(1) };
    auto header = decodeText(statement.blob(2));
    if (!header) {
        Error error = header.error();
        error.thing = thingOf(id);
        return fail(std::move(error));
    }
    return log::toEntry(*header, id, statement.int64(0));
}

Result<QList<Entry>> Store::entries(qint64 afterRow, int limit)
{
    DOCKET_ASSIGN(
        sqlite::Statement select, d->db.prepare(std::string(entryColumns) + "WHERE n>?1 ORDER BY n LIMIT ?2"));
    select.bindAll(afterRow, limit);
    QList<Entry> out;
    for (;;) {
        DOCKET_ASSIGN(const bool row, select.step());
        if (!row)
            return out;
        DOCKET_ASSIGN(Entry entry, d->toEntry(select));
        out.append(std::move(entry));
    }
}

Result<QList<Entry>> Store::entriesOf(const CaseId& caseId)
{
    DOCKET_ASSIGN(sqlite::Statement select, d->db.prepare(std::string(entryColumns) + "WHERE kase=?1 ORDER BY lc,id"));
    select.bindBlob(1, caseId.bytes);
    QList<Entry> out;
    for (;;) {
        DOCKET_ASSIGN(const bool row, select.step());
        if (!row)
            return out;
        DOCKET_ASSIGN(Entry entry, d->toEntry(select));
        out.append(std::move(entry));
    }
}

Result<Entry> Store::entry(const EntryId& id)
{
    DOCKET_ASSIGN(sqlite::Statement select, d->db.prepare(std::string(entryColumns) + "WHERE id=?1"));
    select.bindBlob(1, id.bytes);
    DOCKET_ASSIGN(const bool row, select.step());
    if (!row)
        return fail(ErrorCode::NotFound, thingOf(id), u"is not in this log"_s, u"docketctl log list shows what is"_s);
    return d->toEntry(select);
}

Result<std::optional<QByteArray>> Store::payload(const EntryId& id)
{
    DOCKET_ASSIGN(sqlite::Statement select, d->db.prepare("SELECT data FROM payload WHERE id=?1"));
    select.bindBlob(1, id.bytes);
    DOCKET_ASSIGN(const bool row, select.step());
    if (row)
        return std::optional<QByteArray>(select.blob(0));
    DOCKET_TRY(entry(id));
    return std::optional<QByteArray>();
}

Result<QByteArray> Store::note(const EntryId& id)
{
    DOCKET_ASSIGN(sqlite::Statement select,
        d->db.prepare("SELECT e.text,e.sig,d.pk,d.name FROM entry e JOIN device d ON d.d=e.d WHERE e.id=?1"));
    select.bindBlob(1, id.bytes);
    DOCKET_ASSIGN(const bool row, select.step());
    if (!row)
        return fail(ErrorCode::NotFound, thingOf(id), u"is not in this log"_s, u"docketctl log list shows what is"_s);
    const QByteArray name = select.utf8(3).toByteArray();
    return noteBytes(select.blob(0), name, keyIdOf(name, select.blob(2)), select.blob(1));
}

Result<QList<CaseId>> Store::casesAfter(qint64 afterRow)
{
    DOCKET_ASSIGN(sqlite::Statement select,
        d->db.prepare("SELECT kase FROM entry WHERE n>?1 AND kase IS NOT NULL GROUP BY kase ORDER BY max(n)"));
    select.bindAll(afterRow);
    QList<CaseId> out;
    for (;;) {
        DOCKET_ASSIGN(const bool row, select.step());
        if (!row)
            return out;
        out.append(CaseId{ select.blob(0) });
    }
}

Result<QByteArray> Store::workspaceId()
{
    return d->workspace;
}

Result<QByteArray> Store::workspaceSecret()
{
    DOCKET_ASSIGN(sqlite::Statement select,
        d->db.prepare("SELECT p.data FROM entry e JOIN payload p ON p.id=e.id"
                      " WHERE e.kase IS NULL AND e.kind='ws.init' ORDER BY e.n LIMIT 1"));
    DOCKET_ASSIGN(const bool row, select.step());
    const QJsonObject payload = row ? QJsonDocument::fromJson(select.blob(0)).object() : QJsonObject();
    const QByteArray secret = fromBase64Url(payload.value("secret"_L1).toString().toLatin1());
    if (secret.size() != 32) {
        return fail(ErrorCode::Integrity, u"log.db"_s,
            u"the content of the first entry (ws.init) is missing or damaged"_s,
            u"restore log.db from a backup or a peer"_s);
    }
    return secret;
}

Result<const Authority*> Store::Private::authority()
{
    DOCKET_ASSIGN(const auto maximum, cached(selectMaxRow, "SELECT max(n) FROM entry"));
    DOCKET_TRY(maximum->step());
    const qint64 last = maximum->int64(0);
    maximum->reset();
    if (authorityRow == last)
        return &currentAuthority;
    if (authorityRow >= 0) {
        DOCKET_ASSIGN(
            sqlite::Statement fresh, db.prepare("SELECT EXISTS(SELECT 1 FROM entry WHERE n>?1 AND +kase IS NULL)"));
        fresh.bindAll(authorityRow);
        DOCKET_TRY(fresh.step());
        if (fresh.int64(0) == 0) {
            authorityRow = last;
            return &currentAuthority;
        }
    }
    DOCKET_ASSIGN(sqlite::Statement select,
        db.prepare("SELECT e.n,e.id,e.text,p.data FROM entry e LEFT JOIN payload p ON p.id=e.id"
                   " WHERE e.kase IS NULL ORDER BY e.lc,e.id"));
    std::vector<AdminEntry> entries;
    for (;;) {
        DOCKET_ASSIGN(const bool row, select.step());
        if (!row)
            break;
        DOCKET_ASSIGN(Entry entry, toEntry(select));
        entries.push_back(
            { std::move(entry), select.isNull(3) ? std::nullopt : std::optional<QByteArray>(select.blob(3)) });
    }
    currentAuthority = Authority::fold(entries);
    authorityRow = last;
    return &currentAuthority;
}

Reviewer Store::me()
{
    Reviewer out;
    out.device = d->own.publicKey;
    const auto authority = d->authority();
    const auto head = d->readHead(d->own);
    if (!authority || !head)
        return out;
    // What the next entry of this device may do.
    const qint64 next = static_cast<qint64>(head->range.size()) + 1;
    out.person = (*authority)->personOf(out.device, next);
    out.name = (*authority)->nameOf(out.person);
    out.roles = (*authority)->rolesOf(out.device, next);
    return out;
}

Result<const Authority*> Store::authority()
{
    return d->authority();
}

Result<QList<Reviewer>> Store::reviewers()
{
    DOCKET_ASSIGN(const Authority* authority, d->authority());
    return authority->reviewers();
}

Result<qint64> Store::size()
{
    return d->scalar("SELECT coalesce(sum(size),0)+(SELECT count(*) FROM forked) FROM head");
}

Result<qint64> Store::ownSize()
{
    DOCKET_ASSIGN(const Private::Head head, d->readHead(d->own));
    return static_cast<qint64>(head.range.size());
}

Result<qint64> Store::lastRow()
{
    return d->scalar("SELECT coalesce(max(n),0) FROM entry");
}

Result<QByteArray> Store::snapshotId()
{
    DOCKET_ASSIGN(const QList<LogTip> all, tips());
    QList<Checkpoint> heads;
    for (const LogTip& tip : all)
        heads.append({ tip.name, static_cast<quint64>(tip.size), Hash::from(tip.root) });
    return snapshotIdOf(heads);
}

Result<Store::RightsChange> Store::rightsChangedSince(const QByteArray& mark)
{
    DOCKET_ASSIGN(const qint64 entries,
        d->scalar("SELECT count(*) FROM entry WHERE kase IS NULL AND kind IN ('key.enrol','key.rotate','key.revoke',"
                  "'key.approve','role.grant','role.revoke','person.name','policy.adopt')"));
    DOCKET_ASSIGN(const qint64 erased, d->scalar("SELECT count(*) FROM shun"));
    const QJsonObject before = QJsonDocument::fromJson(mark).object();
    DOCKET_ASSIGN(const qint64 branches, d->scalar("SELECT count(DISTINCT d) FROM branch"));
    const QString revision = u"%1/%2/%3"_s.arg(entries).arg(erased).arg(branches);
    if (before.value("revision"_L1) == revision)
        return RightsChange{ mark, {} };
    DOCKET_ASSIGN(const Authority* rights, d->authority());
    DOCKET_ASSIGN(const std::vector<StoredDevice> devices, d->devices());
    DOCKET_ASSIGN(
        sqlite::Statement select, d->db.prepare("SELECT DISTINCT kase FROM entry WHERE d=?1 AND kase IS NOT NULL"));
    const QJsonObject knownDevices = before.value("devices"_L1).toObject();
    DOCKET_ASSIGN(const QSet<QByteArray>* forked, d->forkedDevices());
    QJsonObject nowDevices;
    QSet<QByteArray> cases;
    for (const StoredDevice& device : devices) {
        const QString key = QString::fromLatin1(toBase64Url(device.publicKey));
        const QString fingerprint = QString::fromLatin1(rights->fingerprintOf(device.publicKey))
            + (forked->contains(device.publicKey) ? u"/forked"_s : QString());
        nowDevices.insert(key, fingerprint);
        if (mark.isEmpty() || knownDevices.value(key) == fingerprint)
            continue;
        select.bindAll(device.number);
        for (;;) {
            DOCKET_ASSIGN(const bool row, select.step());
            if (!row)
                break;
            cases.insert(select.blob(0));
        }
        select.reset();
    }
    RightsChange change;
    change.mark = QJsonDocument(QJsonObject{ { u"revision"_s, revision }, { u"devices"_s, nowDevices } })
                      .toJson(QJsonDocument::Compact);
    for (const QByteArray& id : std::as_const(cases))
        change.cases.append(CaseId{ id });
    return change;
}

Result<const QSet<QByteArray>*> Store::Private::forkedDevices()
{
    DOCKET_ASSIGN(const auto maximum, cached(selectMaxRow, "SELECT max(n) FROM entry"));
    DOCKET_TRY(maximum->step());
    const qint64 last = maximum->int64(0);
    maximum->reset();
    if (forkedRow == last)
        return &currentForked;
    currentForked.clear();
    DOCKET_ASSIGN(sqlite::Statement select, db.prepare("SELECT DISTINCT d.pk FROM branch b JOIN device d ON d.d=b.d"));
    for (;;) {
        DOCKET_ASSIGN(const bool row, select.step());
        if (!row)
            break;
        currentForked.insert(select.blob(0));
    }
    forkedRow = last;
    return &currentForked;
}

Result<QList<FoldEntry>> Store::foldEntriesOf(const CaseId& caseId)
{
    DOCKET_ASSIGN(const Authority* authority, d->authority());
    DOCKET_ASSIGN(const auto select,
        d->cached(d->selectCase,
            "SELECT e.n,e.id,e.text,p.data FROM entry e LEFT JOIN payload p ON p.id=e.id"
            " WHERE e.kase=?1 ORDER BY e.lc,e.id"));
    select->bindBlob(1, caseId.bytes);
    DOCKET_ASSIGN(const QSet<QByteArray>* forked, d->forkedDevices());
    QList<FoldEntry> out;
    for (;;) {
        DOCKET_ASSIGN(const bool row, select->step());
        if (!row)
            break;
        FoldEntry fold;
        DOCKET_ASSIGN(fold.entry, d->toEntry(*select));
        if (!select->isNull(3))
            fold.payload = select->blob(3);
        fold.person = authority->personOf(fold.entry.device, fold.entry.seq);
        fold.roles = authority->rolesOf(fold.entry.device, fold.entry.seq);
        fold.forked = forked->contains(fold.entry.device);
        out.append(std::move(fold));
    }
    select->reset();
    return out;
}

Result<CaseState> Store::caseState(const CaseId& caseId)
{
    DOCKET_ASSIGN(const QList<FoldEntry> entries, foldEntriesOf(caseId));
    DOCKET_ASSIGN(const Authority* authority, d->authority());
    CaseState state = foldCase(entries, authority->policies());
    state.caseId = caseId;
    return state;
}

} // namespace docket::log
