#include "core/log/format/fault.h"
#include "core/log/store/merging.h"

#include <algorithm>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int readAtOnce = 1024; ///< notes of one log
constexpr qint64 reportEvery = 4096; ///< entries

} // namespace

Result<SignedEntry> Merging::nextOf(Plan& plan)
{
    if (plan.inBuffer >= plan.buffer.size()) {
        const qint64 seq = plan.from + static_cast<qint64>(plan.written);
        DOCKET_ASSIGN(plan.buffer,
            notes(m_logs.at(plan.log), plan.log, seq, static_cast<qint64>(plan.checkpoint.size), readAtOnce));
        plan.inBuffer = 0;
    }
    const QByteArray bytes = plan.buffer.at(plan.inBuffer++);
    SignedEntry entry;
    // The second reading must be what was verified in the first; the id covers every byte.
    if (leafHash(bytes) != plan.ids.at(plan.written))
        return fault(u"read-back", u"the source gave other bytes than those verified"_s);
    const qsizetype split = bytes.lastIndexOf("\n\n");
    entry.text = bytes.left(split + 1);
    const QByteArray line = bytes.mid(split + 2);
    entry.signature = QByteArray::fromBase64(line.mid(line.lastIndexOf(' ') + 1)).mid(4);
    DOCKET_ASSIGN(entry.header, decodeText(entry.text));
    entry.id = EntryId{ plan.ids.at(plan.written).toByteArray() };
    entry.name = plan.device.name;
    ++plan.written;
    return entry;
}

Status Merging::writeEntries()
{
    DOCKET_ASSIGN(sqlite::Statement withhold, d.db.prepare("INSERT INTO withheld(id) VALUES(?1)"));
    DOCKET_ASSIGN(sqlite::Statement forked, d.db.prepare("INSERT INTO forked(id) VALUES(?1)"));
    qint64 sinceReport = 0;
    for (;;) {
        // The order of the fold, so that arrival order is also a causal one within a merge.
        Plan* next = nullptr;
        for (Plan& plan : m_plans) {
            if (plan.written == plan.ids.size())
                continue;
            const auto key = [](const Plan& p) { return std::tie(p.lamports[p.written], p.ids[p.written]); };
            if (!next || key(plan) < key(*next))
                next = &plan;
        }
        if (!next)
            break;
        DOCKET_ASSIGN(const SignedEntry entry, nextOf(*next));
        DOCKET_TRY(d.insertEntryRow(entry, next->device));
        DOCKET_TRY(d.extend(entry, next->device, next->head, next->firstBranch));
        if (!next->firstBranch) {
            forked.bindBlob(1, entry.id.bytes);
            DOCKET_TRY(forked.run());
        }
        if (entry.header.payload && !m_expected.at(Hash::from(entry.id.bytes)).here) {
            withhold.bindBlob(1, entry.id.bytes);
            DOCKET_TRY(withhold.run());
            ++m_report.withheld;
        }
        ++m_report.newEntries;
        if (++sinceReport == reportEvery) {
            DOCKET_TRY(advance(sinceReport));
            sinceReport = 0;
        }
    }
    return advance(sinceReport);
}

Status Merging::writePayloads()
{
    DOCKET_ASSIGN(sqlite::Statement given, d.db.prepare("DELETE FROM withheld WHERE id=?1"));
    DOCKET_ASSIGN(sqlite::Statement touch, d.db.prepare("INSERT INTO touched(kase) VALUES(?1)"));
    return m_source.payloads([&](const EntryId& id, QByteArrayView salt, QByteArrayView data) -> Status {
        const auto expected = m_expected.find(Hash::from(id.bytes));
        if (expected == m_expected.end() || !expected->second.here)
            return {};
        if (payloadCommitment(salt, data) != expected->second.commitment)
            return fault(u"read-back", u"the source gave other bytes than those verified"_s);
        expected->second.here = false; // once
        DOCKET_TRY(d.insertPayloadRow(id, salt, data));
        ++m_report.newPayloads;
        if (expected->second.isNew)
            return {};
        given.bindBlob(1, id.bytes);
        DOCKET_TRY(given.run());
        if (!expected->second.caseId.isEmpty()) {
            touch.bindBlob(1, expected->second.caseId);
            DOCKET_TRY(touch.run());
        }
        return {};
    });
}

Status Merging::writeEnds(Plan& plan)
{
    if (!plan.ids.empty()) {
        m_report.devices.append(plan.device.publicKey);
        if (plan.firstBranch) {
            DOCKET_TRY(d.writeHead(plan.device, plan.head));
        } else {
            DOCKET_ASSIGN(sqlite::Statement drop, d.db.prepare("DELETE FROM branch WHERE d=?1 AND tip=?2"));
            drop.bindAll(plan.device.number);
            drop.bindBlob(2, plan.oldTip);
            DOCKET_TRY(drop.run());
            DOCKET_ASSIGN(
                sqlite::Statement add, d.db.prepare("INSERT INTO branch(d,tip,size,range) VALUES(?1,?2,?3,?4)"));
            add.bindAll(plan.device.number);
            add.bindBlob(2, plan.head.last.bytes);
            add.bind(3, static_cast<qint64>(plan.head.range.size()));
            add.bindBlob(4, plan.head.range.toBytes());
            DOCKET_TRY(add.run());
        }
    }
    SignedNote own{ plan.note.text, {} };
    for (const SignatureLine& line : std::as_const(plan.note.signatures))
        if (line.name == plan.device.name && line.keyId == plan.device.keyId)
            own.signatures = { line };
    DOCKET_ASSIGN(
        sqlite::Statement insert, d.db.prepare("INSERT OR IGNORE INTO checkpoint(d,size,note) VALUES(?1,?2,?3)"));
    insert.bindAll(plan.device.number, static_cast<qint64>(plan.checkpoint.size));
    insert.bindBlob(3, own.toBytes());
    return insert.run();
}

Status Merging::writeCosignatures(const Plan& plan)
{
    DOCKET_ASSIGN(sqlite::Statement insert,
        d.db.prepare("INSERT OR IGNORE INTO cosignature(d,size,root,name,time,line) VALUES(?1,?2,?3,?4,?5,?6)"));
    for (const SignatureLine& line : plan.note.signatures) {
        const auto cosignature = Cosignature::fromLine(line);
        const QByteArray key = m_cosigners.value(line.name);
        if (!cosignature || key.isEmpty() || !verifyCosignature(plan.note.text, *cosignature, key))
            continue;
        insert.bindAll(plan.device.number, static_cast<qint64>(plan.checkpoint.size));
        insert.bindBlob(3, plan.checkpoint.root.view());
        insert.bindUtf8(4, line.name);
        insert.bind(5, cosignature->time);
        insert.bindBlob(6, QByteArray(line.keyId + line.signature));
        DOCKET_TRY(insert.run());
    }
    return {};
}

Status Merging::cosignAndRemember(const Plan& plan)
{
    if (plan.device.number == d.own.number)
        return {};
    // What was seen before of this origin only ever grows; a fork's far side is kept but not vouched for.
    DOCKET_ASSIGN(sqlite::Statement seen,
        d.db.prepare("INSERT INTO seen(origin,size,root,note) VALUES(?1,?2,?3,?4) ON CONFLICT(origin) DO UPDATE SET"
                     " size=excluded.size, root=excluded.root, note=excluded.note WHERE excluded.size>=seen.size"));
    if (!plan.firstBranch)
        return {};
    seen.bindUtf8(1, plan.device.name);
    seen.bind(2, static_cast<qint64>(plan.checkpoint.size));
    seen.bindBlob(3, plan.checkpoint.root.view());
    seen.bindBlob(4, plan.note.toBytes());
    DOCKET_TRY(seen.run());
    if (!d.key)
        return {};
    DOCKET_ASSIGN(sqlite::Statement newer,
        d.db.prepare("SELECT EXISTS(SELECT 1 FROM cosignature WHERE d=?1 AND name=?2 AND size>=?3)"));
    const QByteArray name = cosignerName(d.own.name);
    newer.bindAll(plan.device.number);
    newer.bindUtf8(2, name);
    newer.bind(3, static_cast<qint64>(plan.checkpoint.size));
    DOCKET_TRY(newer.step());
    if (newer.int64(0) != 0)
        return {};
    const Cosignature mine = cosign(plan.note.text, name, cosignerKeyOf(*d.key), d.clock.now());
    const SignatureLine line = mine.toLine();
    DOCKET_ASSIGN(sqlite::Statement insert,
        d.db.prepare("INSERT INTO cosignature(d,size,root,name,time,line) VALUES(?1,?2,?3,?4,?5,?6)"));
    insert.bindAll(plan.device.number, static_cast<qint64>(plan.checkpoint.size));
    insert.bindBlob(3, plan.checkpoint.root.view());
    insert.bindUtf8(4, name);
    insert.bind(5, mine.time);
    insert.bindBlob(6, QByteArray(line.keyId + line.signature));
    DOCKET_TRY(insert.run());
    ++m_report.cosigned;
    return {};
}

Status Merging::readBack()
{
    // Fossil's rule, for many at once: what can be read now must hash to what was verified.
    DOCKET_ASSIGN(sqlite::Statement select,
        d.db.prepare("SELECT e.id,e.text,e.sig,d.pk,d.name FROM entry e JOIN device d ON d.d=e.d WHERE e.n>?1"
                     " ORDER BY e.n"));
    select.bindAll(m_firstRow);
    qint64 found = 0;
    for (;;) {
        DOCKET_ASSIGN(const bool row, select.step());
        if (!row)
            break;
        const QByteArray name = select.utf8(4).toByteArray();
        const Hash id = leafHash(noteBytes(select.blob(1), name, keyIdOf(name, select.blob(3)), select.blob(2)));
        if (id.view() != select.blob(0) || !m_newClocks.contains(id))
            return fault(u"read-back", u"an entry just written cannot be read again"_s);
        ++found;
    }
    if (found != m_report.newEntries)
        return fault(u"read-back", u"%1 entries were written, %2 can be read"_s.arg(m_report.newEntries).arg(found));
    return {};
}

Status Merging::write()
{
    DOCKET_ASSIGN(m_firstRow, d.scalar("SELECT coalesce(max(n),0) FROM entry"));
    DOCKET_TRY(writeEntries());
    DOCKET_TRY(writePayloads());
    d.authorityRow = -1; // new enrolments and redactions may be among them
    DOCKET_TRY(findCosigners());
    for (Plan& plan : m_plans) {
        DOCKET_TRY(writeEnds(plan));
        DOCKET_TRY(writeCosignatures(plan));
        DOCKET_TRY(cosignAndRemember(plan));
    }
    DOCKET_TRY(readBack());
    DOCKET_ASSIGN(const QList<EntryId> erased, d.eraseComplete());
    m_report.erased = erased.size();
    return {};
}

} // namespace docket::log
