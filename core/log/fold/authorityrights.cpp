#include "core/log/fold/authorityrights.h"

#include "core/base/digest.h"
#include "core/log/crypto/ed25519.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <set>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

QByteArray keyIn(const QJsonValue& value)
{
    const QByteArray key = fromBase64Url(value.toString().toLatin1());
    return key.size() == 32 ? key : QByteArray();
}

std::optional<AuthorityEvent::Kind> kindOf(const QString& kind)
{
    using Kind = AuthorityEvent::Kind;
    static const std::map<QString, Kind> kinds{ { u"ws.init"_s, Kind::Init }, { u"key.enrol"_s, Kind::Enrol },
        { u"key.rotate"_s, Kind::Rotate }, { u"role.grant"_s, Kind::Grant }, { u"key.revoke"_s, Kind::RevokeKey },
        { u"role.revoke"_s, Kind::RevokeRole }, { u"key.approve"_s, Kind::Approve } };
    const auto found = kinds.find(kind);
    return found == kinds.end() ? std::nullopt : std::optional(found->second);
}

} // namespace

std::optional<AuthorityEvent> readAuthorityEvent(const AdminEntry& admin)
{
    using Kind = AuthorityEvent::Kind;
    const auto kind = kindOf(admin.entry.kind);
    if (!kind || !admin.payload)
        return std::nullopt;
    const QJsonObject payload = QJsonDocument::fromJson(*admin.payload).object();
    AuthorityEvent event;
    event.kind = *kind;
    event.entry = &admin.entry;
    if (event.kind == Kind::Init) {
        const QJsonArray roots = payload.value("roots"_L1).toArray();
        for (const QJsonValue& root : roots)
            if (const QByteArray key = keyIn(root); !key.isEmpty())
                event.roots.append(key);
        return admin.entry.seq == 1 ? std::optional(event) : std::nullopt;
    }
    if (event.kind == Kind::Approve) {
        const auto target = EntryId::parse(payload.value("entry"_L1).toString());
        event.target = target.value_or(EntryId());
        return target ? std::optional(event) : std::nullopt;
    }
    event.device = keyIn(payload.value(event.kind == Kind::Rotate ? "next"_L1 : "dev"_L1));
    event.person = payload.value("person"_L1).toString();
    event.role = payload.value("role"_L1).toString();
    event.from = qMax<qint64>(1, payload.value("from_seq"_L1).toInteger(1));
    event.last = payload.value("last_seq"_L1).toInteger(-1);
    const bool aboutRole = event.kind == Kind::Grant || event.kind == Kind::RevokeRole;
    const bool bad = event.device.isEmpty() || (event.kind == Kind::Enrol && event.person.isEmpty())
        || (aboutRole && !Authority::allRoles().contains(event.role)) || (event.isRevocation() && event.last < 0)
        || (event.kind == Kind::Rotate && event.device == admin.entry.device)
        || ((event.kind == Kind::Enrol || event.kind == Kind::Rotate) && !isAcceptablePublicKey(event.device));
    // Giving up something of one's own begins with the entry that says so: it undoes nothing.
    if (event.isOwn())
        event.last = qMax(event.last, admin.entry.seq);
    return bad ? std::nullopt : std::optional(event);
}

bool Rights::holds(const QList<qint64>& from, std::initializer_list<const QList<qint64>*> bounds, qint64 seq)
{
    // A bound ends every grant that began before or right after it; a later grant begins anew.
    return std::any_of(from.begin(), from.end(), [&](qint64 start) {
        return start <= seq && std::none_of(bounds.begin(), bounds.end(), [&](const QList<qint64>* last) {
            return std::any_of(
                last->begin(), last->end(), [&](qint64 bound) { return bound >= start - 1 && bound < seq; });
        });
    });
}

bool Rights::Device::holdsRole(const QString& role, qint64 seq) const
{
    const auto span = roles.find(role);
    return span != roles.end() && holds(span->second.from, { &span->second.last, &enrolled.last }, seq);
}

Rights::Rights(const Events& granting, const Events& revocations)
{
    for (const AuthorityEvent* event : revocations) {
        Device& device = m_devices[event->device];
        auto& last
            = event->kind == AuthorityEvent::Kind::RevokeKey ? device.enrolled.last : device.roles[event->role].last;
        if (!last.contains(event->last))
            last.append(event->last);
    }
    std::map<QByteArray, Events> byAuthor;
    for (const AuthorityEvent* event : granting)
        byAuthor[event->author()].push_back(event);
    m_accepted.resize(granting.empty() ? 0 : static_cast<size_t>(granting.back()->place) + 1);

    // Each device's entries are looked at again whenever the device holds more than before.
    std::vector<QByteArray> waiting;
    for (const AuthorityEvent* event : granting) {
        if (event->kind != AuthorityEvent::Kind::Init)
            continue;
        for (qsizetype i = 0; i < event->roots.size(); ++i) {
            Device& root = m_devices[event->roots.at(i)];
            if (root.rootOf < 0) {
                root.rootOf = i;
                root.roles[u"root"_s].from.append(1);
            }
            waiting.push_back(event->roots.at(i));
        }
        m_accepted[static_cast<size_t>(event->place)] = true;
        break; // a workspace begins once
    }
    while (!waiting.empty()) {
        const QByteArray author = std::move(waiting.back());
        waiting.pop_back();
        bool again = true;
        while (std::exchange(again, false)) {
            for (const AuthorityEvent* event : byAuthor[author]) {
                if (event->kind == AuthorityEvent::Kind::Init)
                    continue;
                const bool rotation = event->kind == AuthorityEvent::Kind::Rotate;
                if ((isAccepted(*event) && !rotation) || !mayWrite(*event) || !take(*event))
                    continue;
                if (event->device == author)
                    again = true;
                else
                    waiting.push_back(event->device);
            }
        }
    }
}

const Rights::Device* Rights::find(const QByteArray& device) const
{
    const auto found = m_devices.find(device);
    return found == m_devices.end() ? nullptr : &found->second;
}

bool Rights::mayWrite(const AuthorityEvent& event) const
{
    return event.kind == AuthorityEvent::Kind::Rotate ? isKnown(event.author(), event.entry->seq)
                                                      : hasRoot(event.author(), event.entry->seq);
}

bool Rights::take(const AuthorityEvent& event)
{
    m_accepted[static_cast<size_t>(event.place)] = true;
    if (event.kind == AuthorityEvent::Kind::Rotate)
        return inherit(event);
    Device& device = m_devices[event.device];
    if (event.kind == AuthorityEvent::Kind::Enrol) {
        if (!device.enrolment || event.place < device.enrolment->place)
            device.enrolment = &event;
        if (!device.enrolled.from.contains(event.from))
            device.enrolled.from.append(event.from);
        return true;
    }
    if (event.role == "root"_L1)
        device.rootSince = qMin(device.rootSince, event.place);
    auto& from = device.roles[event.role].from;
    if (!from.contains(event.from))
        from.append(event.from);
    return true;
}

bool Rights::inherit(const AuthorityEvent& rotation)
{
    const qint64 seq = rotation.entry->seq;
    const bool enrolled = isEnrolled(rotation.author(), seq);
    QStringList roles = enrolled ? rolesOf(rotation.author(), seq) : QStringList();
    const bool root = hasRoot(rotation.author(), seq);
    if (root && !roles.contains(u"root"_s))
        roles.append(u"root"_s);
    Device& next = m_devices[rotation.device];
    if (!next.rotation || rotation.place < next.rotation->place)
        next.rotation = &rotation;
    bool more = false;
    // The successor of a root key that was never enrolled holds what that key held: root, and no person.
    if (!enrolled && root && next.rootOf < 0) {
        next.rootOf = find(rotation.author())->rootOf;
        more = true; // the role itself follows below
    }
    if (enrolled && !next.enrolled.from.contains(1)) {
        next.enrolled.from.append(1);
        more = true;
    }
    for (const QString& role : std::as_const(roles)) {
        if (role == "root"_L1)
            next.rootSince = qMin(next.rootSince, rotation.place);
        auto& from = next.roles[role].from;
        if (!from.contains(1)) {
            from.append(1);
            more = true;
        }
    }
    return more;
}

bool Rights::hasRoot(const QByteArray& device, qint64 seq) const
{
    const Device* found = find(device);
    // A root key of ws.init needs no enrolment.
    return found && (found->rootOf >= 0 || isEnrolled(device, seq)) && found->holdsRole(u"root"_s, seq);
}

bool Rights::hasRole(const QByteArray& device, const QString& role, qint64 seq) const
{
    const Device* found = find(device);
    return found && isEnrolled(device, seq) && found->holdsRole(role, seq);
}

bool Rights::isEnrolled(const QByteArray& device, qint64 seq) const
{
    const Device* found = find(device);
    return found && holds(found->enrolled.from, { &found->enrolled.last }, seq);
}

bool Rights::isKnown(const QByteArray& device, qint64 seq) const
{
    return isEnrolled(device, seq) || hasRoot(device, seq);
}

QString Rights::personOf(const QByteArray& device) const
{
    // A device never changes hands: the first enrolment counts, and before any rotation.
    std::set<QByteArray> seen;
    for (QByteArray key = device; seen.insert(key).second;) {
        const Device* found = find(key);
        if (!found)
            break;
        if (found->enrolment)
            return found->enrolment->person;
        if (!found->rotation)
            break;
        key = found->rotation->author();
    }
    return {};
}

QStringList Rights::rolesOf(const QByteArray& device, qint64 seq) const
{
    QStringList out;
    const QStringList all = Authority::allRoles();
    for (const QString& role : all)
        if (hasRole(device, role, seq))
            out.append(role);
    return out;
}

bool Rights::leadsToRootAfter(const QByteArray& device, qint64 last) const
{
    std::vector<std::pair<QByteArray, qint64>> waiting{ { device, last } };
    std::set<QByteArray> seen;
    while (!waiting.empty()) {
        const auto [key, bound] = std::move(waiting.back());
        waiting.pop_back();
        if (!seen.insert(key).second)
            continue;
        QList<qint64> places = steps(key);
        places.append(bound + 1);
        for (const qint64 seq : std::as_const(places))
            if (seq > bound && hasRoot(key, seq))
                return true;
        for (const auto& [next, found] : m_devices)
            if (found.rotation && found.rotation->author() == key && found.rotation->entry->seq > bound)
                waiting.emplace_back(next, 0);
    }
    return false;
}

qsizetype Rights::rootSince(const QByteArray& device) const
{
    const Device* found = find(device);
    if (!found)
        return noPlace;
    // The first key of ws.init ranks lowest of all, the last one just below the first event.
    return found->rootOf >= 0 ? found->rootOf - noPlace : found->rootSince;
}

QList<qint64> Rights::steps(const QByteArray& device) const
{
    std::set<qint64> steps{ 1 };
    const auto add = [&steps](const Span& span) {
        for (const qint64 from : span.from)
            steps.insert(from);
        for (const qint64 last : span.last)
            if (last < std::numeric_limits<qint64>::max())
                steps.insert(last + 1);
    };
    if (const Device* found = find(device)) {
        add(found->enrolled);
        for (const auto& [role, span] : found->roles)
            add(span);
    }
    return { steps.begin(), steps.end() };
}

std::optional<qint64> Rights::revokedAfter(const QByteArray& device) const
{
    const Device* found = find(device);
    if (!found || found->enrolled.last.isEmpty() || isKnown(device, std::numeric_limits<qint64>::max()))
        return std::nullopt;
    QList<qint64> bounds = found->enrolled.last;
    std::sort(bounds.begin(), bounds.end());
    for (auto bound = bounds.rbegin(); bound != bounds.rend(); ++bound)
        if (isKnown(device, *bound))
            return *bound;
    return bounds.first();
}

QByteArrayList Rights::devices() const
{
    QByteArrayList out;
    for (const auto& [key, device] : m_devices)
        out.append(key);
    return out;
}

} // namespace docket::log
