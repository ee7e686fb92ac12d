#include "core/log/verifier.h"

#include "core/log/fault.h"

#include <QElapsedTimer>
#include <QtEndian>

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

Status Verifier::readStart(const std::vector<StoredDevice>& devices)
{
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
        DeviceState& device = m_devices[row.int64(0)];
        device.headSize = row.int64(1);
        device.headRange = row.blob(2);
    }));
    DOCKET_TRY(each("SELECT d,size,note FROM checkpoint", [this](const auto& row) {
        m_devices[row.int64(0)].checkpoints[static_cast<quint64>(row.int64(1))] = row.blob(2);
    }));
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
    }
}

std::optional<Error> Verifier::checkParents(const StoredEntry& stored, const EntryHeader& header, qint64& highest) const
{
    std::optional<Error> wrong;
    for (const EntryId& parent : header.parents) {
        const auto known = m_known.find(startOf(parent.bytes));
        if (known == m_known.end())
            wrong = fault(u"parent", u"the parent %1 is not in the log before it"_s.arg(parent.text())).value();
        else if (known->second.caseStart != startOf(stored.caseId))
            wrong = fault(u"parent", u"the parent %1 belongs to another case"_s.arg(parent.text())).value();
        else
            highest = qMax(highest, known->second.lamport);
    }
    return wrong;
}

void Verifier::checkAtSize(DeviceState& device, quint64 size)
{
    const auto stored = device.checkpoints.find(size);
    if (stored == device.checkpoints.end())
        return;
    const auto note = SignedNote::parse(stored->second);
    const Checkpoint expected{ device.device.name, size, device.range.root() };
    if (!note || !isSignedBy(*note, device.device.name, device.device.publicKey))
        report(fault(u"checkpoint", u"the checkpoint at %1 entries is not signed by the device"_s.arg(size)).value(),
            nullptr, &device);
    else if (const auto said = Checkpoint::parse(note->text); !said || *said != expected)
        report(fault(u"checkpoint", u"the checkpoint at %1 entries does not match the log"_s.arg(size)).value(),
            nullptr, &device);
    device.checkpoints.erase(stored);
}

void Verifier::check(const StoredEntry& stored)
{
    ++m_report.entries;
    m_payloadsSeen += stored.hasPayload;
    const auto found = m_devices.find(stored.device);
    if (found == m_devices.end() || found->second.device.number == 0) {
        report(fault(u"device", u"its device is not in the log"_s).value(), &stored, nullptr);
        return;
    }
    DeviceState& device = found->second;
    const bool shunned = !stored.hasPayload && m_shunned.count(stored.id) > 0;
    const auto header = checkStored(stored, device.device, m_workspace, shunned, m_depth == Depth::Full);
    if (!header) {
        report(header.error(), &stored, &device);
    } else {
        m_report.erased += shunned && header->payload;
        qint64 highest = 0;
        const std::optional<Error> parents = checkParents(stored, *header, highest);
        const Status chain = checkSuccession(*header, device.seq, device.last.bytes, device.lamport, highest);
        // A gap in the chain also takes parents away; it is the cause, so it is what is named.
        if (!chain)
            report(chain.error(), &stored, &device);
        else if (parents)
            report(*parents, &stored, &device);
        if (!header->caseId)
            m_admin.push_back({ toEntry(*header, EntryId{ stored.id }, stored.row),
                stored.hasPayload ? std::optional(stored.payload) : std::nullopt });
    }
    // Go on from what is stored, so that one bad entry is reported once and not with all that follow.
    device.seq = stored.seq;
    device.lamport = stored.lamport;
    device.last = EntryId{ stored.id };
    m_known[startOf(stored.id)] = { stored.lamport, startOf(stored.caseId) };
    if (stored.id.size() == 32) {
        device.range.append(Hash::from(stored.id), [&device](const Subtree& subtree) {
            if (subtree.level % 8 == 0)
                device.tiles[{ subtree.level / 8 - 1, subtree.index }] = subtree.root;
        });
        checkAtSize(device, device.range.size());
    }
    if (m_depth == Depth::Quick)
        device.newest = stored;
}

Status Verifier::checkTiles(const DeviceState& device)
{
    DOCKET_ASSIGN(sqlite::Statement select, m_db.prepare("SELECT level,n,hash FROM tile WHERE d=?1"));
    select.bindAll(device.device.number);
    auto missing = device.tiles;
    for (;;) {
        DOCKET_ASSIGN(const bool row, select.step());
        if (!row)
            break;
        const auto key = std::pair(select.integer(0), static_cast<quint64>(select.int64(1)));
        const auto tile = missing.find(key);
        // Tiles of entries that arrived after the start are not ours to judge.
        const bool later = (key.second + 1) << (8 * (key.first + 1)) > static_cast<quint64>(device.headSize);
        if (tile == missing.end() ? !later : tile->second.view() != select.blob(2))
            report(fault(u"tile", u"the stored tile %1 of level %2 is wrong"_s.arg(key.second).arg(key.first)).value(),
                nullptr, &device);
        else if (tile != missing.end())
            missing.erase(tile);
    }
    if (!missing.empty())
        report(fault(u"tile", u"%1 stored tiles are missing"_s.arg(missing.size())).value(), nullptr, &device);
    return {};
}

Status Verifier::checkEnrolment()
{
    const Authority authority = Authority::fold(m_admin);
    for (const auto& [number, device] : m_devices) {
        bool root = false;
        for (const Reviewer& reviewer : authority.reviewers())
            root = root || reviewer.device == device.device.publicKey;
        if (!root && device.seq > 0)
            report(fault(u"not-enrolled", u"no root key has enrolled this device"_s).value(), nullptr, &device);
    }
    return {};
}

Status Verifier::checkEnd()
{
    QList<Checkpoint> heads;
    for (auto& [number, device] : m_devices) {
        if (device.device.number == 0) {
            report(fault(u"head", u"there is a tree for a device that is not in the log (number %1)"_s.arg(number))
                       .value(),
                nullptr, nullptr);
            continue;
        }
        if (static_cast<quint64>(device.headSize) != device.range.size()) {
            report(
                fault(u"head",
                    u"the stored tree has %1 entries, the log has %2"_s.arg(device.headSize).arg(device.range.size()))
                    .value(),
                nullptr, &device);
        } else if (device.headRange != device.range.toBytes()) {
            report(fault(u"head", u"the stored tree differs from the entries"_s).value(), nullptr, &device);
        }
        checkAtSize(device, 0);
        for (const auto& [size, note] : device.checkpoints) {
            if (size > device.range.size())
                report(fault(u"checkpoint",
                           u"a checkpoint was signed at %1 entries, the log has only %2"_s.arg(size).arg(
                               device.range.size()))
                           .value(),
                    nullptr, &device);
        }
        DOCKET_TRY(checkTiles(device));
        if (device.newest && !verifySignature(device.device.publicKey, device.newest->text, device.newest->signature))
            report(fault(u"signature", u"the signature does not verify"_s).value(), &*device.newest, &device);
        heads.append({ device.device.name, device.range.size(), device.range.root() });
    }
    if (m_payloadsSeen < m_payloads)
        report(fault(u"payload-orphan", u"%1 payloads belong to no entry"_s.arg(m_payloads - m_payloadsSeen)).value(),
            nullptr, nullptr);
    DOCKET_TRY(checkEnrolment());
    if (m_report.isSound())
        m_report.snapshotId = snapshotIdOf(heads);
    return {};
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
            const Status start = [&]() -> Status {
                std::vector<StoredDevice> devices;
                DOCKET_ASSIGN(sqlite::Statement select, m_db.prepare("SELECT d,pk,name FROM device ORDER BY d"));
                for (;;) {
                    DOCKET_ASSIGN(const bool row, select.step());
                    if (!row)
                        break;
                    StoredDevice device{ select.int64(0), select.blob(1), select.utf8(2).toByteArray(), {} };
                    device.keyId = keyIdOf(device.name, device.publicKey);
                    devices.push_back(std::move(device));
                }
                return readStart(devices);
            }();
            DOCKET_TRY(m_db.exec("COMMIT"));
            DOCKET_TRY(start);
        }
        m_report.devices = static_cast<qint64>(m_devices.size());
        std::vector<StoredEntry> slice;
        for (qint64 row = 0;;) {
            if (stop.stop_requested())
                return fail(ErrorCode::Cancelled, u"log verification"_s, u"stopped"_s);
            DOCKET_TRY(readSlice(row, slice));
            if (slice.empty())
                break;
            for (const StoredEntry& stored : slice)
                check(stored);
            row = slice.back().row;
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
    if (m_depth == Depth::Full) {
        DOCKET_ASSIGN(sqlite::Statement integrity, m_db.prepare("PRAGMA integrity_check(1)"));
        const auto row = integrity.step();
        const QString said = row && *row ? integrity.text(0) : u"could not be run"_s;
        if (said != "ok"_L1)
            report(fault(u"sqlite", said).value(), nullptr, nullptr);
    }
    m_report.seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    return m_report;
}

Result<VerifyReport> Store::verify(Depth depth, const VerifyProgress& progress, const std::stop_token& stop)
{
    return Verifier(d->db, d->workspace, depth).run(progress, stop);
}

} // namespace docket::log
