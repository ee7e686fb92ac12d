#include "core/log/members/people.h"

#include "core/base/digest.h"
#include "core/log/fold/authority.h"
#include "core/log/format/entryformat.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype leastTyped = 4; ///< characters of a key that may stand for it

DeviceState stateOf(const PersonDevice& device, bool forked, const QString& lastKind)
{
    if (device.revokedAfter)
        return DeviceState::Revoked;
    if (forked)
        return DeviceState::Forked;
    if (device.successor)
        return DeviceState::Rotated;
    return lastKind == "log.freeze"_L1 ? DeviceState::Ended : DeviceState::Active;
}

bool stillCounts(const PersonDevice& device)
{
    return device.state == DeviceState::Active || device.state == DeviceState::Forked;
}

/// What a person works on: the devices that still count. A root key kept apart is none of them, unless there is nothing
/// else.
QList<PersonDevice> workedOn(const Person& person)
{
    QList<PersonDevice> out = person.devices;
    out.removeIf([](const PersonDevice& device) { return !stillCounts(device); });
    const auto isLaptop = [](const PersonDevice& device) { return !device.isRootKey(); };
    if (std::any_of(out.begin(), out.end(), isLaptop))
        out.removeIf([](const PersonDevice& device) { return device.isRootKey(); });
    return out;
}

QString keyText(const PersonDevice& device)
{
    return QString::fromLatin1(toBase64Url(device.key));
}

} // namespace

QString deviceStateName(DeviceState state)
{
    switch (state) {
    case DeviceState::Active:
        return u"active"_s;
    case DeviceState::Revoked:
        return u"revoked"_s;
    case DeviceState::Rotated:
        return u"rotated"_s;
    case DeviceState::Ended:
        return u"ended"_s;
    case DeviceState::Forked:
        return u"forked"_s;
    }
    return {};
}

QString PersonDevice::shortKey() const
{
    return QString::fromLatin1(toBase64Url(key).left(8));
}

Result<QList<Person>> people(Store& store)
{
    DOCKET_ASSIGN(const QList<Witnessed> logs, store.witnessed());
    const QByteArray own = store.me().device;
    // What the newest entry of each log says about it, before the authority is asked: it is valid until the log is
    // read on.
    QHash<QByteArray, EntryHeader> last;
    for (const Witnessed& log : logs) {
        if (!log.tip.first || log.tip.size == 0)
            continue;
        DOCKET_ASSIGN(const QByteArrayList notes, store.notesOf(log.tip, log.tip.size, 1));
        if (const auto entry = notes.isEmpty() ? fail(Error()) : decodeEntry(notes.constFirst()))
            last.insert(log.tip.device, entry->header);
    }
    DOCKET_ASSIGN(const Authority* const authority, store.authority());
    QMap<QString, Person> byId;
    const QList<Reviewer> reviewers = authority->reviewers();
    for (const Reviewer& reviewer : reviewers) {
        PersonDevice device;
        device.key = reviewer.device;
        device.person = reviewer.person;
        bool forked = false;
        for (const Witnessed& log : logs) {
            if (log.tip.device != device.key)
                continue;
            device.name = log.tip.name;
            device.entries = qMax(device.entries, log.tip.size);
            device.witnessed = qMax(device.witnessed, log.upTo);
            forked = forked || log.forked;
        }
        device.roles = authority->rolesOf(device.key, device.entries + 1);
        device.revokedAfter = authority->revokedAfter(device.key);
        device.successor = authority->successorOf(device.key);
        const EntryHeader header = last.value(device.key);
        device.last = header.time;
        device.own = device.key == own;
        device.state = stateOf(device, forked, QString::fromLatin1(header.kind));
        Person& person = byId[reviewer.person];
        person.id = reviewer.person;
        person.name = reviewer.name;
        person.own = person.own || device.own;
        person.devices.append(device);
    }
    QList<Person> out;
    for (Person& person : byId) {
        for (const PersonDevice& device : workedOn(person))
            person.roles += device.roles;
        person.roles.removeDuplicates();
        person.roles.sort();
        std::stable_sort(
            person.devices.begin(), person.devices.end(), [](const PersonDevice& a, const PersonDevice& b) {
                return std::pair(stillCounts(b), b.own) < std::pair(stillCounts(a), a.own);
            });
        out.append(person);
    }
    std::stable_sort(out.begin(), out.end(), [](const Person& a, const Person& b) {
        return std::tuple(b.own, a.name, a.id) < std::tuple(a.own, b.name, b.id);
    });
    return out;
}

Result<QList<PersonDevice>> devicesCalled(const QList<Person>& all, const QString& who)
{
    QList<PersonDevice> byKey;
    for (const Person& person : all) {
        for (const PersonDevice& device : person.devices)
            if (who.size() >= leastTyped && keyText(device).startsWith(who))
                byKey.append(device);
    }
    if (byKey.size() == 1)
        return byKey;
    if (byKey.size() > 1) {
        return fail(ErrorCode::Conflict, u"device \"%1\""_s.arg(who), u"fits %1 devices"_s.arg(byKey.size()),
            u"type more of its key; docketctl device list shows them"_s);
    }
    DOCKET_ASSIGN(const Person person, personCalled(all, who));
    const QList<PersonDevice> out = workedOn(person);
    if (out.isEmpty()) {
        return fail(ErrorCode::NotFound, who, u"has no device that still counts"_s,
            u"let them join with a new one: docketctl person invite"_s);
    }
    return out;
}

Result<Person> personCalled(const QList<Person>& all, const QString& who)
{
    QList<Person> found;
    for (const Person& person : all) {
        const bool owns = std::any_of(person.devices.begin(), person.devices.end(),
            [&](const PersonDevice& device) { return who.size() >= leastTyped && keyText(device).startsWith(who); });
        if (person.id == who)
            return person;
        if (owns || (!person.name.isEmpty() && person.name.compare(who, Qt::CaseInsensitive) == 0))
            found.append(person);
    }
    if (found.isEmpty()) {
        return fail(ErrorCode::NotFound, u"\"%1\""_s.arg(who), u"is nobody here"_s, u"see: docketctl person list"_s);
    }
    if (found.size() > 1) {
        return fail(ErrorCode::Conflict, u"\"%1\""_s.arg(who), u"fits %1 people"_s.arg(found.size()),
            u"give the id that docketctl person list shows"_s);
    }
    return found.constFirst();
}

Result<QList<PendingApproval>> pendingApprovals(Store& store)
{
    DOCKET_ASSIGN(const Authority* authority, store.authority());
    const QList<EntryId> ids = authority->unapproved();
    QList<PendingApproval> out;
    for (const EntryId& id : ids) {
        PendingApproval pending;
        DOCKET_ASSIGN(pending.entry, store.entry(id));
        DOCKET_ASSIGN(const std::optional<QByteArray> payload, store.payload(id));
        const QJsonObject object = QJsonDocument::fromJson(payload.value_or(QByteArray())).object();
        pending.device = fromBase64Url(object["dev"_L1].toString().toLatin1());
        pending.role = object["role"_L1].toString();
        pending.lastSeq = object["last_seq"_L1].toInteger();
        pending.reason = object["reason"_L1].toString();
        DOCKET_ASSIGN(authority, store.authority());
        pending.by = authority->personOf(pending.entry.device, pending.entry.seq);
        out.append(pending);
    }
    return out;
}

} // namespace docket::log
