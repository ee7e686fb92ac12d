#include "core/log/store/verifier.h"

#include "core/log/format/cosignature.h"
#include "core/log/format/fault.h"

#include <QElapsedTimer>
#include <QtEndian>

#include <future>
#include <thread>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int sliceRows = 4096;

quint64 startOf(QByteArrayView bytes)
{
    return bytes.size() >= 8 ? qFromUnaligned<quint64>(bytes.data()) : 0;
}

/// An error that speaks about the file's content rather than about the machine.
bool isAboutContent(const Error& error)
{
    return error.code == ErrorCode::Integrity;
}

} // namespace

void Verifier::report(const Error& error, const StoredEntry* stored, const DeviceState* device)
{
    if (m_report.findings.size() >= VerifyReport::maximumFindings)
        return;
    Finding finding;
    finding.fault = faultWord(error);
    finding.text
        = error.cause.startsWith(finding.fault + u": "_s) ? error.cause.mid(finding.fault.size() + 2) : error.cause;
    if (device) {
        finding.device = device->device.publicKey;
        finding.deviceName = QString::fromUtf8(device->device.name);
    }
    if (stored) {
        finding.seq = stored->seq;
        finding.id = EntryId{ stored->id };
        finding.row = stored->row;
    }
    m_report.findings.append(std::move(finding));
}

Result<std::vector<StoredDevice>> Verifier::readDevices()
{
    std::vector<StoredDevice> devices;
    DOCKET_ASSIGN(sqlite::Statement select, m_db.prepare("SELECT d,pk,name FROM device ORDER BY d"));
    for (;;) {
        DOCKET_ASSIGN(const bool row, select.step());
        if (!row)
            return devices;
        StoredDevice device{ select.int64(0), select.blob(1), select.utf8(2).toByteArray(), {} };
        device.keyId = keyIdOf(device.name, device.publicKey);
        devices.push_back(std::move(device));
    }
}

Result<QByteArray> Verifier::readMark()
{
    DOCKET_ASSIGN(sqlite::Statement select,
        m_db.prepare("SELECT (SELECT count(*) FROM device)||'.'||(SELECT count(*) FROM branch)||'.'"
                     "||(SELECT count(*) FROM forked)||'.'||(SELECT count(*) FROM cosignature)||'.'"
                     "||(SELECT count(*) FROM withheld)||'.'||(SELECT count(*) FROM shun)"));
    DOCKET_TRY(select.step());
    return select.utf8(0).toByteArray();
}

Result<bool> Verifier::wasDisturbed()
{
    DOCKET_ASSIGN(const QByteArray mark, readMark());
    return mark != m_mark;
}

Status Verifier::readStart()
{
    DOCKET_ASSIGN(m_mark, readMark());
    DOCKET_ASSIGN(const std::vector<StoredDevice> devices, readDevices());
    for (const StoredDevice& device : devices) {
        DeviceState& state = m_devices[device.number];
        state.device = device;
        if (!isDeviceName(device.name, m_workspace, device.publicKey))
            report(
                fault(u"device", u"the name does not belong to the workspace and the key"_s).value(), nullptr, &state);
    }
    const auto each = [this](std::string_view sql, auto&& take) -> Status {
        DOCKET_ASSIGN(sqlite::Statement select, m_db.prepare(sql));
        for (;;) {
            DOCKET_ASSIGN(const bool row, select.step());
            if (!row)
                return {};
            take(select);
        }
    };
    DOCKET_TRY(each("SELECT coalesce(max(n),0), (SELECT count(*) FROM payload) FROM entry", [this](const auto& row) {
        m_lastRow = row.int64(0);
        m_payloads = row.int64(1);
    }));
    DOCKET_TRY(each("SELECT d,size,range FROM head", [this](const auto& row) {
        m_devices[row.int64(0)].head = { row.int64(1), row.blob(2) };
    }));
    DOCKET_TRY(each("SELECT d,tip,size,range FROM branch", [this](const auto& row) {
        m_devices[row.int64(0)].farHeads[row.blob(1)] = { row.int64(2), row.blob(3) };
    }));
    DOCKET_TRY(each("SELECT d,size,note FROM checkpoint", [this](const auto& row) {
        m_devices[row.int64(0)].checkpoints.emplace(static_cast<quint64>(row.int64(1)), row.blob(2));
    }));
    DOCKET_TRY(each("SELECT DISTINCT d,size,root FROM cosignature", [this](const auto& row) {
        m_devices[row.int64(0)].cosigned[{ static_cast<quint64>(row.int64(1)), row.blob(2) }] = 0;
    }));
    DOCKET_TRY(each("SELECT id FROM forked", [this](const auto& row) { m_forked.insert(row.blob(0)); }));
    DOCKET_TRY(each("SELECT id FROM withheld", [this](const auto& row) { m_withheld.insert(row.blob(0)); }));
    return each("SELECT id FROM shun", [this](const auto& row) { m_shunned.insert(row.blob(0)); });
}

Status Verifier::readSlice(qint64 after, std::vector<StoredEntry>& out)
{
    out.clear();
    static const std::string sql = std::string(storedColumns) + "WHERE e.n>?1 AND e.n<=?2 ORDER BY e.n LIMIT ?3";
    DOCKET_ASSIGN(sqlite::Statement select, m_db.prepare(sql));
    select.bindAll(after, m_lastRow, sliceRows);
    for (;;) {
        DOCKET_ASSIGN(const bool row, select.step());
        if (!row)
            return {};
        out.push_back(readStored(select));
        // A damaged tree can give a row again and again; whoever asks for the next slice would never come to an end.
        if (out.back().row <= after)
            return fault(u"sqlite", u"the rows of entries are out of order"_s);
        after = out.back().row;
    }
}

std::vector<Verifier::Alone> Verifier::checkAlone(const std::vector<StoredEntry>& slice) const
{
    std::vector<Alone> out(slice.size());
    const auto part = [&](size_t begin, size_t end) {
        for (size_t i = begin; i < end; ++i) {
            const StoredEntry& stored = slice[i];
            const auto device = m_devices.find(stored.device);
            if (device == m_devices.end() || device->second.device.number == 0)
                continue;
            out[i].shunned = m_shunned.contains(stored.id);
            out[i].withheld = !stored.hasPayload && m_withheld.contains(stored.id);
            if (out[i].shunned && stored.hasPayload) {
                out[i].header = fault(u"shunned", u"its payload was erased and is there again"_s);
                continue;
            }
            out[i].header = checkStored(
                stored, device->second.device, m_workspace, out[i].shunned || out[i].withheld, m_depth == Depth::Full);
        }
    };
    const size_t cores = std::clamp<size_t>(std::thread::hardware_concurrency(), 1, 16);
    const size_t step = std::max<size_t>(256, (slice.size() + cores - 1) / cores);
    std::vector<std::jthread> workers;
    for (size_t begin = step; begin < slice.size(); begin += step)
        workers.emplace_back(part, begin, std::min(begin + step, slice.size()));
    part(0, std::min(step, slice.size()));
    workers.clear();
    return out;
}

std::optional<Error> Verifier::checkParents(
    const StoredEntry& stored, const EntryHeader& header, std::optional<qint64>& highest)
{
    std::optional<Error> wrong;
    highest = 0;
    bool all = true;
    bool misplaced = false;
    for (const EntryId& parent : header.parents) {
        const auto known = m_known.find(startOf(parent.bytes));
        if (known == m_known.end()) {
            all = false;
            StoredEntry child = stored;
            child.payload.clear();
            child.text.clear();
            m_awaited.push_back({ startOf(parent.bytes), header.lamport, startOf(stored.caseId), std::move(child) });
        } else if (known->second.caseStart != startOf(stored.caseId)) {
            wrong = fault(u"parent", u"the parent %1 belongs to another case"_s.arg(parent.text())).value();
        } else if (known->second.lamport >= header.lamport) {
            misplaced = true;
        } else {
            highest = qMax(*highest, known->second.lamport);
        }
    }
    m_report.misplaced += misplaced;
    if (!all || misplaced)
        highest.reset();
    return wrong;
}

void Verifier::checkAwaited()
{
    // Logs of several people arrive in any order: a child may stand before its parent.
    qint64 lastPending = 0;
    for (const Awaited& awaited : m_awaited) {
        const auto known = m_known.find(awaited.parent);
        const auto device = m_devices.find(awaited.child.device);
        if (known == m_known.end()) {
            m_report.pending += awaited.child.row != lastPending;
            lastPending = awaited.child.row;
        } else if (known->second.caseStart != awaited.caseStart) {
            report(fault(u"parent", u"a parent belongs to another case"_s).value(), &awaited.child, &device->second);
        } else {
            m_report.misplaced += known->second.lamport >= awaited.lamport;
        }
    }
}

void Verifier::checkAtSize(DeviceState& device, const Branch& branch)
{
    const quint64 size = branch.range.size();
    const auto [begin, end] = device.checkpoints.equal_range(size);
    const bool cosigned = !device.cosigned.empty();
    if (begin == end && !cosigned)
        return;
    const Checkpoint expected{ device.device.name, size, branch.range.root() };
    if (cosigned) {
        const auto met = device.cosigned.find({ size, expected.root.toByteArray() });
        if (met != device.cosigned.end())
            ++met->second;
    }
    for (auto note = begin; note != end;) {
        const auto parsed = SignedNote::parse(note->second);
        if (!parsed || !isSignedBy(*parsed, device.device.name, device.device.publicKey)) {
            report(
                fault(u"checkpoint", u"the checkpoint at %1 entries is not signed by the device"_s.arg(size)).value(),
                nullptr, &device);
            note = device.checkpoints.erase(note);
        } else if (const auto said = Checkpoint::parse(parsed->text); said && *said == expected) {
            note = device.checkpoints.erase(note);
        } else {
            ++note; // of another branch, or wrong: the end will show
        }
    }
}

Verifier::Branch* Verifier::branchFor(DeviceState& device, const StoredEntry& stored, const EntryHeader& header)
{
    if (device.branches.empty())
        device.branches.emplace_back();
    if (m_forked.empty() || !m_forked.contains(stored.id))
        return &device.branches.front();
    for (Branch& branch : device.branches)
        if (!branch.first && branch.last.bytes == header.previous)
            return &branch;
    // The first entry of a far side: it continues some branch at an earlier place.
    const size_t before = static_cast<size_t>(header.seq - 1);
    for (const Branch& branch : device.branches) {
        const bool here = before == 0
            || (before <= branch.ids.size() && branch.ids[before - 1].view() == QByteArrayView(header.previous));
        if (!here)
            continue;
        Branch far;
        far.first = false;
        far.ids.assign(branch.ids.begin(), branch.ids.begin() + static_cast<std::ptrdiff_t>(before));
        for (const Hash& id : far.ids)
            far.range.append(id);
        if (before > 0) {
            far.last = EntryId{ header.previous };
            const auto known = m_known.find(startOf(header.previous));
            far.lamport = known == m_known.end() ? 0 : known->second.lamport;
        }
        return &device.branches.emplace_back(std::move(far));
    }
    return nullptr;
}

void Verifier::check(const StoredEntry& stored, Alone& alone)
{
    ++m_report.entries;
    m_payloadsSeen += stored.hasPayload;
    const auto found = m_devices.find(stored.device);
    if (found == m_devices.end() || found->second.device.number == 0) {
        report(fault(u"device", u"its device is not in the log"_s).value(), &stored, nullptr);
        return;
    }
    DeviceState& device = found->second;
    const Result<EntryHeader>& header = alone.header;
    Branch* branch = nullptr;
    if (!header) {
        report(header.error(), &stored, &device);
        if (device.branches.empty())
            device.branches.emplace_back();
        branch = &device.branches.front();
    } else {
        m_report.erased += alone.shunned && header->payload;
        m_report.withheld += alone.withheld && header->payload;
        branch = branchFor(device, stored, *header);
        if (!branch) {
            report(fault(u"chain", u"continues no branch of its device"_s).value(), &stored, &device);
            return;
        }
        std::optional<qint64> highest;
        const std::optional<Error> parents = checkParents(stored, *header, highest);
        const Status chain = checkSuccession(
            *header, static_cast<qint64>(branch->range.size()), branch->last.bytes, branch->lamport, highest);
        // A gap in the chain also takes parents away; it is the cause, so it is what is named.
        if (!chain)
            report(chain.error(), &stored, &device);
        else if (parents)
            report(*parents, &stored, &device);
        else if (branch->closed)
            report(fault(u"epoch", u"follows the entry that ended this log"_s).value(), &stored, &device);
        if (!header->caseId)
            m_admin.push_back({ toEntry(*header, EntryId{ stored.id }, stored.row),
                stored.hasPayload ? std::optional(stored.payload) : std::nullopt });
    }
    // Go on from what is stored, so that one bad entry is reported once and not with all that follow.
    branch->lamport = stored.lamport;
    branch->last = EntryId{ stored.id };
    branch->closed = closesLog(stored.kind);
    m_known[startOf(stored.id)] = { stored.lamport, startOf(stored.caseId) };
    if (stored.id.size() == 32) {
        if (!m_forked.empty())
            branch->ids.push_back(Hash::from(stored.id));
        branch->range.append(Hash::from(stored.id), [&device, branch](const Subtree& subtree) {
            if (branch->first && subtree.level % 8 == 0)
                device.tiles[{ subtree.level / 8 - 1, subtree.index }] = subtree.root;
        });
        checkAtSize(device, *branch);
    }
    if (m_depth == Depth::Quick && branch->first)
        device.newest = stored;
    else if (m_depth == Depth::Quick && !verifySignature(device.device.publicKey, stored.text, stored.signature))
        report(fault(u"signature", u"the signature does not verify"_s).value(), &stored, &device);
}

Result<VerifyReport> Verifier::run(const VerifyProgress& progress, const std::stop_token& stop)
{
    QElapsedTimer timer;
    timer.start();
    m_report.depth = m_depth;
    const auto body = [&]() -> Status {
        {
            // One view of heads, checkpoints and the last row; given back at once.
            DOCKET_TRY(m_db.exec("BEGIN"));
            const Status start = readStart();
            DOCKET_TRY(m_db.exec("COMMIT"));
            DOCKET_TRY(start);
        }
        m_report.devices = static_cast<qint64>(m_devices.size());
        std::vector<StoredEntry> slice;
        std::vector<StoredEntry> next;
        DOCKET_TRY(readSlice(0, slice));
        while (!slice.empty()) {
            if (stop.stop_requested())
                return fail(ErrorCode::Cancelled, u"log verification"_s, u"stopped"_s);
            // Other cores hash while this one reads on.
            auto alone = std::async(std::launch::async, [&] { return checkAlone(slice); });
            const qint64 row = slice.back().row;
            const Status read = readSlice(row, next);
            std::vector<Alone> results = alone.get();
            for (size_t i = 0; i < slice.size(); ++i)
                check(slice[i], results[i]);
            DOCKET_TRY(read);
            std::swap(slice, next);
            if (progress)
                progress(row, m_lastRow);
        }
        return checkEnd();
    };
    const Status status = body();
    if (!status) {
        if (!isAboutContent(status.error()))
            return fail(status.error());
        report(status.error(), nullptr, nullptr);
        m_report.snapshotId.clear();
    }
    if (m_depth == Depth::Full)
        DOCKET_TRY(checkFile(stop));
    m_report.seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    return m_report;
}

Result<qint64> Verifier::checkTail(qint64 afterRow)
{
    DOCKET_TRY(readStart());
    if (!m_report.isSound())
        return fault(m_report.findings.first().fault, m_report.findings.first().text);
    DOCKET_ASSIGN(sqlite::Statement before, m_db.prepare("SELECT seq FROM entry WHERE id=?1 AND d=?2"));
    std::vector<StoredEntry> slice;
    std::vector<StoredEntry> next;
    std::map<qint64, QByteArray> last;
    qint64 row = afterRow;
    DOCKET_TRY(readSlice(row, slice));
    while (!slice.empty()) {
        auto alone = std::async(std::launch::async, [&] { return checkAlone(slice); });
        row = slice.back().row;
        const Status read = readSlice(row, next);
        const std::vector<Alone> results = alone.get();
        for (size_t i = 0; i < slice.size(); ++i) {
            const StoredEntry& stored = slice[i];
            const auto wrong = [&](Error error) {
                error.thing = u"log.db, row %1"_s.arg(stored.row);
                return fail(std::move(error));
            };
            if (!results[i].header)
                return wrong(results[i].header.error());
            const EntryHeader& header = *results[i].header;
            if (header.seq > 1 && last[stored.device] != header.previous) {
                before.bindBlob(1, header.previous);
                before.bind(2, stored.device);
                DOCKET_ASSIGN(const bool there, before.step());
                const bool fits = there && before.int64(0) == header.seq - 1;
                before.reset();
                if (!fits)
                    return wrong(fault(u"chain", u"the entry before it is missing"_s).value());
            }
            last[stored.device] = stored.id;
        }
        DOCKET_TRY(read);
        std::swap(slice, next);
    }
    return row;
}

Result<qint64> Store::checkTail(qint64 afterRow)
{
    auto checked = Verifier(d->db, d->workspace, Depth::Quick).checkTail(afterRow);
    if (!checked && checked.error().code == ErrorCode::Integrity && !d->readOnly) {
        d->readOnly = checked.error();
        d->readOnly->cause = u"the log does not verify, so nothing is written behind it: "_s + checked.error().cause;
        d->readOnly->wayOut
            = u"run docketctl log verify --full; a colleague's complete bundle or a backup restores it"_s;
    }
    return checked;
}

Result<VerifyReport> Store::verify(Depth depth, const VerifyProgress& progress, const std::stop_token& stop)
{
    constexpr int attempts = 3;
    for (int attempt = 1;; ++attempt) {
        Verifier verifier(d->db, d->workspace, depth);
        DOCKET_ASSIGN(VerifyReport report, verifier.run(progress, stop));
        if (report.isSound() || attempt == attempts)
            return report;
        DOCKET_ASSIGN(const bool disturbed, verifier.wasDisturbed());
        if (!disturbed)
            return report;
    }
}

} // namespace docket::log
