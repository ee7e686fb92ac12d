#include "core/log/fold/authority.h"
#include "core/log/format/cosignature.h"
#include "core/log/store/storeprivate.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

/// What one log.seen entry says of one log.
struct Sighting {
    QByteArray witness; ///< public key
    qint64 size = 0;
    QByteArray root;
    QDateTime time;
};

/// The newest sighting of each log by each device: origin -> sightings.
Result<QHash<QByteArray, QList<Sighting>>> sightings(sqlite::Database& db, const Authority& authority)
{
    QHash<QByteArray, QList<Sighting>> out;
    DOCKET_ASSIGN(sqlite::Statement select,
        db.prepare("SELECT e.text,p.data FROM entry e JOIN payload p ON p.id=e.id"
                   " WHERE e.kase IS NULL AND e.kind='log.seen' ORDER BY e.lc,e.id"));
    for (;;) {
        DOCKET_ASSIGN(const bool row, select.step());
        if (!row)
            return out;
        DOCKET_ASSIGN(const EntryHeader header, decodeText(select.blob(0)));
        if (authority.personOf(header.device, header.seq).isEmpty())
            continue;
        const QJsonArray logs = QJsonDocument::fromJson(select.blob(1)).object().value("logs"_L1).toArray();
        for (const QJsonValue& value : logs) {
            const QJsonObject log = value.toObject();
            const Sighting seen{ header.device, log.value("size"_L1).toInteger(),
                QByteArray::fromBase64(log.value("root"_L1).toString().toLatin1()), header.time };
            QList<Sighting>& known = out[log.value("origin"_L1).toString().toUtf8()];
            known.removeIf(
                [&](const Sighting& older) { return older.witness == seen.witness && older.size <= seen.size; });
            known.append(seen);
        }
    }
}

} // namespace

Result<QList<Witnessed>> Store::witnessed()
{
    DOCKET_ASSIGN(const Authority* authority, d->authority());
    DOCKET_ASSIGN(const QList<LogTip> all, tips());
    DOCKET_ASSIGN(const std::vector<StoredDevice> devices, d->devices());
    DOCKET_ASSIGN(const auto seen, sightings(d->db, *authority));
    QHash<QByteArray, QByteArray> cosigners; // name -> device
    for (const StoredDevice& device : devices)
        cosigners.insert(cosignerName(device.name), device.publicKey);
    const QList<Reviewer> reviewers = authority->reviewers();
    const auto personOf = [&](const QByteArray& device) {
        const auto found = std::find_if(
            reviewers.begin(), reviewers.end(), [&](const Reviewer& reviewer) { return reviewer.device == device; });
        return found == reviewers.end() ? Reviewer() : *found;
    };
    DOCKET_ASSIGN(sqlite::Statement lines,
        d->db.prepare("SELECT name,size,root,time FROM cosignature WHERE d=?1 AND size<=?2 ORDER BY size"));
    QList<Witnessed> out;
    for (const LogTip& tip : all) {
        DOCKET_ASSIGN(const Private::Branch branch, d->branchOf(tip));
        Witnessed log;
        log.tip = tip;
        const Reviewer owner = personOf(tip.device);
        log.person = owner.person;
        log.name = owner.name;
        log.own = tip.device == d->own.publicKey;
        log.forked = std::count_if(all.begin(), all.end(), [&](const LogTip& t) { return t.device == tip.device; }) > 1;
        const auto add = [&](const QByteArray& device, qint64 size, QByteArrayView root, const QDateTime& time,
                             bool cosigned) -> Status {
            if (device.isEmpty() || device == tip.device || size < 1 || size > tip.size)
                return {};
            // What was seen must be this branch, not a history that the device showed to somebody else.
            DOCKET_ASSIGN(const CompactRange range, d->rangeAt(branch, size));
            if (range.root().view() != root)
                return {};
            const auto same = [&](const Witness& witness) { return witness.device == device; };
            const auto known = std::find_if(log.by.begin(), log.by.end(), same);
            if (known != log.by.end() && (known->size > size || (known->size == size && known->cosigned)))
                return {};
            log.by.removeIf(same);
            const Reviewer witness = personOf(device);
            log.by.append({ device, witness.person, witness.name, size, time, cosigned });
            return {};
        };
        for (const Sighting& sighting : seen.value(tip.name))
            DOCKET_TRY(add(sighting.witness, sighting.size, sighting.root, sighting.time, false));
        lines.bindAll(branch.device.number, tip.size);
        for (;;) {
            DOCKET_ASSIGN(const bool row, lines.step());
            if (!row)
                break;
            DOCKET_TRY(add(cosigners.value(lines.utf8(0).toByteArray()), lines.int64(1), lines.blob(2),
                QDateTime::fromSecsSinceEpoch(lines.int64(3), Qt::UTC), true));
        }
        lines.reset();
        std::sort(log.by.begin(), log.by.end(), [](const Witness& a, const Witness& b) { return a.size > b.size; });
        log.upTo = log.by.isEmpty() ? 0 : log.by.first().size;
        out.append(std::move(log));
    }
    return out;
}

} // namespace docket::log
