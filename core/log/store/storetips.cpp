#include "core/log/format/cosignature.h"
#include "core/log/format/fault.h"
#include "core/log/store/storeprivate.h"

#include <algorithm>

namespace docket::log
{

using namespace Qt::StringLiterals;

Result<StoredDevice> Store::Private::deviceByKey(QByteArrayView publicKey)
{
    DOCKET_ASSIGN(const std::vector<StoredDevice> known, devices());
    const auto found = std::find_if(
        known.begin(), known.end(), [&](const StoredDevice& device) { return device.publicKey == publicKey; });
    if (found == known.end())
        return fail(ErrorCode::NotFound, u"device"_s, u"is not in this log"_s, u"docketctl device list shows who is"_s);
    return *found;
}

Result<QList<Store::Private::Branch>> Store::Private::branchesOf(const StoredDevice& device)
{
    DOCKET_ASSIGN(Head head, readHead(device));
    QList<Branch> out{ Branch{ device, std::move(head), true } };
    DOCKET_ASSIGN(sqlite::Statement select,
        db.prepare("SELECT b.tip,b.size,b.range,e.lc,e.kind FROM branch b JOIN entry e ON e.id=b.tip WHERE b.d=?1"
                   " ORDER BY b.tip"));
    select.bindAll(device.number);
    for (;;) {
        DOCKET_ASSIGN(const bool row, select.step());
        if (!row)
            return out;
        Head far;
        DOCKET_ASSIGN(far.range, CompactRange::fromBytes(static_cast<quint64>(select.int64(1)), select.blob(2)));
        far.last = EntryId{ select.blob(0) };
        far.lastLamport = select.int64(3);
        far.closed = closesLog(select.utf8(4));
        out.append({ device, std::move(far), false });
    }
}

Result<Store::Private::Branch> Store::Private::branchOf(const LogTip& tip)
{
    DOCKET_ASSIGN(const StoredDevice device, deviceByKey(tip.device));
    DOCKET_ASSIGN(const QList<Branch> branches, branchesOf(device));
    for (const Branch& branch : branches)
        if (tip.first ? branch.first : branch.head.last == tip.last)
            return branch;
    return fail(ErrorCode::NotFound, QString::fromUtf8(tip.name), u"has no such end any more"_s, u"try again"_s);
}

Result<std::pair<qint64, std::vector<Hash>>> Store::Private::farSide(const Branch& branch)
{
    std::vector<Hash> ids;
    QByteArray at = branch.head.last.bytes;
    qint64 seq = static_cast<qint64>(branch.head.range.size());
    DOCKET_ASSIGN(sqlite::Statement select,
        db.prepare("SELECT text FROM entry WHERE id=?1 AND EXISTS(SELECT 1 FROM forked WHERE forked.id=entry.id)"));
    for (; seq > 0; --seq) {
        select.bindBlob(1, at);
        DOCKET_ASSIGN(const bool row, select.step());
        if (!row)
            break;
        DOCKET_ASSIGN(const EntryHeader header, decodeText(select.blob(0)));
        select.reset();
        if (header.seq != seq)
            return fault(u"head", u"a branch has %1 entries, its last one is number %2"_s.arg(seq).arg(header.seq));
        ids.push_back(Hash::from(at));
        at = header.previous;
    }
    std::reverse(ids.begin(), ids.end());
    return std::pair(seq + 1, std::move(ids));
}

Result<std::vector<Hash>> Store::Private::chainIds(const Branch& branch, qint64 fromSeq, qint64 count)
{
    const qint64 end = qMin(fromSeq + count, static_cast<qint64>(branch.head.range.size()) + 1);
    qint64 common = end; // the first seq that is not on the first branch
    std::vector<Hash> far;
    if (!branch.first) {
        DOCKET_ASSIGN(auto side, farSide(branch));
        common = side.first;
        far = std::move(side.second);
    }
    std::vector<Hash> out;
    out.reserve(static_cast<size_t>(qMax<qint64>(0, end - fromSeq)));
    DOCKET_ASSIGN(sqlite::Statement select,
        db.prepare("SELECT id FROM entry WHERE d=?1 AND seq>=?2 AND seq<?3 AND id NOT IN (SELECT id FROM forked)"
                   " ORDER BY seq"));
    select.bindAll(branch.device.number, fromSeq, qMin(common, end));
    for (;;) {
        DOCKET_ASSIGN(const bool row, select.step());
        if (!row)
            break;
        out.push_back(Hash::from(select.blob(0)));
    }
    for (qint64 seq = qMax(fromSeq, common); seq < end; ++seq)
        out.push_back(far.at(static_cast<size_t>(seq - common)));
    if (static_cast<qint64>(out.size()) != qMax<qint64>(0, end - fromSeq))
        return fault(u"chain", u"entries of %1 are missing"_s.arg(QLatin1String(branch.device.name)));
    return out;
}

Result<CompactRange> Store::Private::rangeAt(const Branch& branch, qint64 size)
{
    if (size == static_cast<qint64>(branch.head.range.size()))
        return branch.head.range;
    CompactRange range;
    // Whole tiles stand for their entries, so that a long log is not read to look at its beginning.
    if (branch.first) {
        DOCKET_ASSIGN(sqlite::Statement select,
            db.prepare("SELECT hash FROM tile WHERE d=?1 AND level=?2 AND n>=?3 AND n<?4 ORDER BY n"));
        for (int level = 2; level >= 0; --level) {
            const int bits = 8 * (level + 1);
            select.reset();
            select.bindAll(branch.device.number, level, static_cast<qint64>(range.size() >> bits), size >> bits);
            for (;;) {
                DOCKET_ASSIGN(const bool row, select.step());
                if (!row)
                    break;
                const QByteArray hash = select.blob(0);
                if (hash.size() != 32)
                    return fault(u"tile", u"a stored tile has %1 bytes"_s.arg(hash.size()));
                range.appendSubtree(Hash::from(hash), bits);
            }
        }
    }
    const qint64 from = static_cast<qint64>(range.size());
    DOCKET_ASSIGN(const std::vector<Hash> ids, chainIds(branch, from + 1, size - from));
    for (const Hash& id : ids)
        range.append(id);
    if (static_cast<qint64>(range.size()) != size)
        return fault(u"tile", u"stored tiles are missing"_s);
    return range;
}

Result<QByteArray> Store::Private::withCosignatures(
    const StoredDevice& device, const Checkpoint& checkpoint, SignedNote note)
{
    DOCKET_ASSIGN(sqlite::Statement select,
        db.prepare("SELECT name,line FROM cosignature WHERE d=?1 AND size=?2 AND root=?3 ORDER BY name"));
    select.bindAll(device.number, static_cast<qint64>(checkpoint.size));
    select.bindBlob(3, checkpoint.root.view());
    for (;;) {
        DOCKET_ASSIGN(const bool row, select.step());
        if (!row)
            return note.toBytes();
        const QByteArray line = select.blob(1);
        note.signatures.append({ select.utf8(0).toByteArray(), line.left(4), line.mid(4) });
    }
}

Result<QList<LogTip>> Store::tips()
{
    DOCKET_ASSIGN(std::vector<StoredDevice> devices, d->devices());
    std::sort(devices.begin(), devices.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    QList<LogTip> out;
    for (const StoredDevice& device : devices) {
        DOCKET_ASSIGN(const QList<Private::Branch> branches, d->branchesOf(device));
        for (const Private::Branch& branch : branches) {
            const qint64 size = static_cast<qint64>(branch.head.range.size());
            if (size > 0)
                out.append({ device.publicKey, device.name, size, branch.head.range.root().toByteArray(),
                    branch.head.last, branch.first });
        }
    }
    return out;
}

Result<QByteArrayList> Store::notesOf(const LogTip& tip, qint64 fromSeq, int limit)
{
    DOCKET_ASSIGN(const Private::Branch branch, d->branchOf(tip));
    QByteArrayList out;
    if (branch.first) {
        DOCKET_ASSIGN(sqlite::Statement select,
            d->db.prepare("SELECT text,sig FROM entry WHERE d=?1 AND seq>=?2 AND seq<=?3 AND id NOT IN (SELECT id FROM"
                          " forked) ORDER BY seq LIMIT ?4"));
        select.bindAll(branch.device.number, fromSeq, tip.size, limit);
        for (;;) {
            DOCKET_ASSIGN(const bool row, select.step());
            if (!row)
                return out;
            out.append(noteBytes(select.blob(0), branch.device.name, branch.device.keyId, select.blob(1)));
        }
    }
    DOCKET_ASSIGN(const std::vector<Hash> ids, d->chainIds(branch, fromSeq, limit));
    for (const Hash& id : ids) {
        DOCKET_ASSIGN(QByteArray bytes, note(EntryId{ id.toByteArray() }));
        out.append(std::move(bytes));
    }
    return out;
}

Result<std::vector<Hash>> Store::hashesOf(const LogTip& tip, int level, qint64 from, qint64 count)
{
    DOCKET_ASSIGN(const Private::Branch branch, d->branchOf(tip));
    if (level == 0)
        return d->chainIds(branch, from + 1, count);
    const qint64 span = qint64(1) << (8 * level);
    const qint64 end = qMin(from + count, tip.size / span);
    std::vector<Hash> out;
    if (branch.first) {
        DOCKET_ASSIGN(sqlite::Statement select,
            d->db.prepare("SELECT hash FROM tile WHERE d=?1 AND level=?2 AND n>=?3 AND n<?4 ORDER BY n"));
        select.bindAll(branch.device.number, level - 1, from, end);
        for (;;) {
            DOCKET_ASSIGN(const bool row, select.step());
            if (!row)
                break;
            out.push_back(Hash::from(select.blob(0)));
        }
    } else {
        for (qint64 n = from; n < end; ++n) {
            DOCKET_ASSIGN(const std::vector<Hash> leaves, d->chainIds(branch, n * span + 1, span));
            out.push_back(treeRoot(leaves));
        }
    }
    if (static_cast<qint64>(out.size()) != qMax<qint64>(0, end - from))
        return fault(u"tile", u"stored tiles of %1 are missing"_s.arg(QLatin1String(tip.name)));
    return out;
}

Result<std::vector<Hash>> Store::consistencyOf(const LogTip& tip, qint64 oldSize)
{
    if (oldSize < 1 || oldSize > tip.size) {
        return fail(ErrorCode::Usage, QString::fromUtf8(tip.name),
            u"has %1 entries, no proof from %2 is possible"_s.arg(tip.size).arg(oldSize));
    }
    DOCKET_ASSIGN(const Private::Branch branch, d->branchOf(tip));
    DOCKET_ASSIGN(const std::vector<Hash> leaves, d->chainIds(branch, 1, tip.size));
    return consistencyProof(leaves, static_cast<quint64>(oldSize));
}

Result<QByteArray> Store::checkpointOf(const LogTip& tip)
{
    DOCKET_ASSIGN(const StoredDevice device, d->deviceByKey(tip.device));
    const Checkpoint wanted{ tip.name, static_cast<quint64>(tip.size), Hash::from(tip.root) };
    const auto stored = [&]() -> Result<std::optional<SignedNote>> {
        DOCKET_ASSIGN(sqlite::Statement select, d->db.prepare("SELECT note FROM checkpoint WHERE d=?1 AND size=?2"));
        select.bindAll(device.number, tip.size);
        for (;;) {
            DOCKET_ASSIGN(const bool row, select.step());
            if (!row)
                return std::optional<SignedNote>();
            DOCKET_ASSIGN(SignedNote note, SignedNote::parse(select.blob(0)));
            if (note.text == wanted.toText())
                return std::optional(std::move(note));
        }
    };
    DOCKET_ASSIGN(std::optional<SignedNote> note, stored());
    if (!note && device.number == d->own.number && tip.first) {
        DOCKET_TRY(checkpoint());
        DOCKET_ASSIGN(note, stored());
    }
    if (!note) {
        return fail(ErrorCode::NotFound, QString::fromUtf8(tip.name),
            u"has signed no checkpoint at its %1 entries"_s.arg(tip.size), u"ask that device for a newer bundle"_s);
    }
    return d->withCosignatures(device, wanted, std::move(*note));
}

Result<QList<SealedPayload>> Store::payloads(qint64 afterRow, int limit)
{
    DOCKET_ASSIGN(sqlite::Statement select,
        d->db.prepare("SELECT e.n,e.id,d.pk,e.seq,e.kase,p.salt,p.data FROM entry e JOIN payload p ON p.id=e.id"
                      " JOIN device d ON d.d=e.d WHERE e.n>?1 ORDER BY e.n LIMIT ?2"));
    select.bindAll(afterRow, limit);
    QList<SealedPayload> out;
    for (;;) {
        DOCKET_ASSIGN(const bool row, select.step());
        if (!row)
            return out;
        SealedPayload payload{ select.int64(0), EntryId{ select.blob(1) }, select.blob(2), select.int64(3), {},
            select.blob(5), select.blob(6) };
        if (!select.isNull(4))
            payload.caseId = CaseId{ select.blob(4) };
        out.append(std::move(payload));
    }
}

Result<QList<Fork>> Store::forks()
{
    QList<Fork> out;
    DOCKET_ASSIGN(const std::vector<StoredDevice> devices, d->devices());
    for (const StoredDevice& device : devices) {
        DOCKET_ASSIGN(const QList<Private::Branch> branches, d->branchesOf(device));
        for (const Private::Branch& branch : branches) {
            if (branch.first)
                continue;
            DOCKET_ASSIGN(const auto side, d->farSide(branch));
            DOCKET_ASSIGN(const std::vector<Hash> held, d->chainIds(branches.front(), side.first, 1));
            if (!held.empty() && !side.second.empty())
                out.append({ device.publicKey, side.first, EntryId{ held.front().toByteArray() },
                    EntryId{ side.second.front().toByteArray() } });
        }
    }
    return out;
}

} // namespace docket::log
