#include "core/log/format/cosignature.h"
#include "core/log/format/fault.h"
#include "core/log/store/verifier.h"

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <thread>

namespace docket::log
{

using namespace Qt::StringLiterals;

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
        const bool later = (key.second + 1) << (8 * (key.first + 1)) > static_cast<quint64>(device.head.size);
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
    QHash<QByteArray, QByteArray> cosigners;
    for (const auto& [number, device] : m_devices) {
        if (!authority.isEnrolled(device.device.publicKey) && !device.branches.empty())
            report(fault(u"not-enrolled", u"no root key has enrolled this device"_s).value(), nullptr, &device);
    }
    // Only what verified was ever stored, so whoever cosigned is enrolled, also where their own log has not come yet.
    const QByteArray domain
        = m_devices.empty() ? QByteArray() : m_devices.begin()->second.device.name.split('/').constFirst();
    for (const QByteArray& device : authority.devices())
        if (const auto key = authority.cosignerOf(device))
            cosigners.insert(cosignerName(deviceName(domain, m_workspace, device)), *key);
    DOCKET_ASSIGN(sqlite::Statement select, m_db.prepare("SELECT d,size,root,name,time,line FROM cosignature"));
    for (;;) {
        DOCKET_ASSIGN(const bool row, select.step());
        if (!row)
            return {};
        const auto device = m_devices.find(select.int64(0));
        if (device == m_devices.end() || device->second.device.number == 0)
            continue;
        const QByteArray root = select.blob(2);
        const QByteArray line = select.blob(5);
        const QByteArray name = select.utf8(3).toByteArray();
        const auto cosignature = Cosignature::fromLine({ name, line.left(4), line.mid(4) });
        const QByteArray key = cosigners.value(name);
        const Checkpoint checkpoint{ device->second.device.name, static_cast<quint64>(select.int64(1)),
            root.size() == 32 ? Hash::from(root) : Hash() };
        if (!cosignature || cosignature->time != select.int64(4) || key.isEmpty()
            || !verifyCosignature(checkpoint.toText(), *cosignature, key))
            report(fault(u"cosignature",
                       u"the one of %1 at %2 entries does not verify"_s.arg(QLatin1String(name)).arg(checkpoint.size))
                       .value(),
                nullptr, &device->second);
    }
}

void Verifier::checkHeads(DeviceState& device)
{
    if (device.branches.empty())
        device.branches.emplace_back();
    const auto differs = [&](const Branch& branch, const Stored& stored) {
        if (static_cast<quint64>(stored.size) != branch.range.size()) {
            report(fault(u"head",
                       u"the stored tree has %1 entries, the log has %2"_s.arg(stored.size).arg(branch.range.size()))
                       .value(),
                nullptr, &device);
        } else if (stored.range != branch.range.toBytes()) {
            report(fault(u"head", u"the stored tree differs from the entries"_s).value(), nullptr, &device);
        }
    };
    quint64 longest = 0;
    size_t far = 0;
    for (const Branch& branch : device.branches) {
        longest = std::max(longest, branch.range.size());
        if (branch.first) {
            differs(branch, device.head);
            continue;
        }
        ++far;
        const auto stored = device.farHeads.find(branch.last.bytes);
        differs(branch, stored == device.farHeads.end() ? Stored() : stored->second);
    }
    m_report.forked += far > 0;
    if (device.farHeads.size() != far) {
        report(fault(u"head", u"%1 branches are stored, the log has %2"_s.arg(device.farHeads.size()).arg(far)).value(),
            nullptr, &device);
    }
    for (const auto& [size, note] : device.checkpoints) {
        const QString detail = size > longest
            ? u"a checkpoint was signed at %1 entries, the log has only %2"_s.arg(size).arg(longest)
            : u"the checkpoint at %1 entries does not match the log"_s.arg(size);
        report(fault(u"checkpoint", detail).value(), nullptr, &device);
    }
    for (const auto& [key, met] : device.cosigned) {
        if (met == 0)
            report(fault(u"cosignature",
                       u"somebody vouched for another tree of %1 entries than the log has"_s.arg(key.first))
                       .value(),
                nullptr, &device);
    }
}

Status Verifier::checkFile(const std::stop_token& stop)
{
    // SQLite looks at the structure of its file in one go and holds off every writer meanwhile: seconds in a large log.
    // So it is broken off as soon as somebody wants to write, and begun again; the last time it is not.
    constexpr int attempts = 20;
    constexpr int steps = 20'000; ///< of SQLite's machine between two looks: a few milliseconds
    constexpr std::chrono::milliseconds pause(50);
    struct Watch {
        sqlite3_file* file = nullptr;
        const std::stop_token* stop;
        bool yields = true;
        bool writerWaits() const
        {
            int reserved = 0;
            return file && file->pMethods && file->pMethods->xCheckReservedLock(file, &reserved) == SQLITE_OK
                && reserved != 0;
        }
    } watch{ .stop = &stop };
    sqlite3_file_control(m_db.handle(), "main", SQLITE_FCNTL_FILE_POINTER, &watch.file);
    const auto wantsAnEnd = [](void* data) {
        const auto* self = static_cast<const Watch*>(data);
        return static_cast<int>(self->stop->stop_requested() || (self->yields && self->writerWaits()));
    };
    sqlite3_progress_handler(m_db.handle(), steps, wantsAnEnd, &watch);
    const auto look = [&]() -> Result<QString> {
        DOCKET_ASSIGN(sqlite::Statement integrity, m_db.prepare("PRAGMA integrity_check(1)"));
        DOCKET_ASSIGN(const bool row, integrity.step());
        return row ? integrity.text(0) : u"could not be run"_s;
    };
    Result<QString> said = look();
    for (int attempt = 2; !said && said.error().code == ErrorCode::Cancelled && attempt <= attempts; ++attempt) {
        if (stop.stop_requested())
            break;
        std::this_thread::sleep_for(pause);
        watch.yields = attempt < attempts;
        said = look();
    }
    sqlite3_progress_handler(m_db.handle(), 0, nullptr, nullptr);
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled, u"log verification"_s, u"stopped"_s);
    if (!said)
        report(fault(u"sqlite", u"could not be run: "_s + said.error().cause).value(), nullptr, nullptr);
    else if (*said != "ok"_L1)
        report(fault(u"sqlite", *said).value(), nullptr, nullptr);
    return {};
}

Status Verifier::checkEnd()
{
    QList<Checkpoint> heads;
    checkAwaited();
    for (auto& [number, device] : m_devices) {
        if (device.device.number == 0) {
            report(fault(u"head", u"there is a tree for a device that is not in the log (number %1)"_s.arg(number))
                       .value(),
                nullptr, nullptr);
            continue;
        }
        const bool empty = device.branches.empty();
        checkHeads(device);
        DOCKET_TRY(checkTiles(device));
        if (device.newest && !verifySignature(device.device.publicKey, device.newest->text, device.newest->signature))
            report(fault(u"signature", u"the signature does not verify"_s).value(), &*device.newest, &device);
        for (const Branch& branch : device.branches)
            if (!empty)
                heads.append({ device.device.name, branch.range.size(), branch.range.root() });
        if (empty)
            device.branches.clear();
    }
    if (m_payloadsSeen < m_payloads)
        report(fault(u"payload-orphan", u"%1 payloads belong to no entry"_s.arg(m_payloads - m_payloadsSeen)).value(),
            nullptr, nullptr);
    DOCKET_TRY(checkEnrolment());
    if (m_report.isSound())
        m_report.snapshotId = snapshotIdOf(heads);
    return {};
}

} // namespace docket::log
