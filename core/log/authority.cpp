#include "core/log/authority.h"

#include "core/base/digest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <limits>
#include <vector>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 endless = std::numeric_limits<qint64>::max();

QByteArray keyOf(const QJsonObject& payload, QLatin1String name)
{
    const QByteArray key = fromBase64Url(payload.value(name).toString().toLatin1());
    return key.size() == 32 ? key : QByteArray();
}

} // namespace

bool Authority::Span::holds(qint64 seq) const
{
    // A bound ends every grant that began before or right after it; a later grant begins anew.
    return std::any_of(from.begin(), from.end(), [&](qint64 start) {
        return start <= seq
            && std::none_of(last.begin(), last.end(), [&](qint64 bound) { return bound >= start - 1 && bound < seq; });
    });
}

qint64 Authority::Span::end() const
{
    if (holds(endless))
        return endless;
    qint64 latest = 0;
    for (const qint64 bound : last)
        if (holds(bound))
            latest = qMax(latest, bound);
    return latest;
}

QStringList Authority::allRoles()
{
    return { u"auditor"_s, u"ethics"_s, u"lead"_s, u"privacy"_s, u"reviewer"_s, u"root"_s };
}

bool Authority::hasRoot(const Entry& entry) const
{
    const auto device = m_devices.find(entry.device);
    // A root key needs no enrolment: ws.init names it.
    return device != m_devices.end() && device->roles.value(u"root"_s).holds(entry.seq);
}

void Authority::apply(const AdminEntry& admin)
{
    const Entry& entry = admin.entry;
    const QJsonObject payload = QJsonDocument::fromJson(admin.payload.value_or(QByteArray())).object();
    if (entry.kind == "ws.init"_L1) {
        const QJsonArray roots = payload.value("roots"_L1).toArray();
        for (const QJsonValue& root : roots) {
            const QByteArray key = fromBase64Url(root.toString().toLatin1());
            if (key.size() == 32)
                m_devices[key].roles[u"root"_s].from.append(1);
        }
        return;
    }
    const QString person = payload.value("person"_L1).toString();
    if (entry.kind == "person.name"_L1 && !person.isEmpty() && personOf(entry.device, entry.seq) == person) {
        m_names.insert(person, payload.value("name"_L1).toString());
        return;
    }
    const bool known = entry.kind == "person.name"_L1 || entry.kind == "key.enrol"_L1 || entry.kind == "key.revoke"_L1
        || entry.kind == "role.grant"_L1 || entry.kind == "role.revoke"_L1;
    if (!known)
        return;
    if (!hasRoot(entry)) {
        m_unauthorised.append(entry.id);
        return;
    }
    if (entry.kind == "person.name"_L1) {
        m_names.insert(person, payload.value("name"_L1).toString());
        return;
    }
    const QByteArray key = keyOf(payload, "dev"_L1);
    if (key.isEmpty())
        return;
    Device& device = m_devices[key];
    const qint64 from = payload.value("from_seq"_L1).toInteger(1);
    const qint64 last = payload.value("last_seq"_L1).toInteger(0);
    const QString role = payload.value("role"_L1).toString();
    if (entry.kind == "key.enrol"_L1) {
        if (device.person.isEmpty())
            device.person = person; // a device never changes hands
        device.enrolled.from.append(from);
    } else if (entry.kind == "key.revoke"_L1) {
        device.enrolled.last.append(last);
    } else if (entry.kind == "role.grant"_L1) {
        device.roles[role].from.append(from);
    } else {
        device.roles[role].last.append(last);
    }
}

Authority Authority::fold(std::span<const AdminEntry> entries)
{
    std::vector<const AdminEntry*> order;
    order.reserve(entries.size());
    for (const AdminEntry& entry : entries)
        order.push_back(&entry);
    std::sort(order.begin(), order.end(), [](const AdminEntry* a, const AdminEntry* b) {
        return std::tie(a->entry.lamport, a->entry.id) < std::tie(b->entry.lamport, b->entry.id);
    });
    Authority authority;
    const AdminEntry* before = nullptr;
    for (const AdminEntry* entry : order) {
        if (!before || before->entry.id != entry->entry.id)
            authority.apply(*entry);
        before = entry;
    }
    return authority;
}

QString Authority::personOf(const QByteArray& device, qint64 seq) const
{
    const auto found = m_devices.find(device);
    return found != m_devices.end() && found->enrolled.holds(seq) ? found->person : QString();
}

QStringList Authority::rolesOf(const QByteArray& device, qint64 seq) const
{
    QStringList out;
    const auto found = m_devices.find(device);
    if (found == m_devices.end() || !found->enrolled.holds(seq))
        return out;
    for (auto role = found->roles.begin(); role != found->roles.end(); ++role)
        if (role->holds(seq))
            out.append(role.key());
    return out;
}

QList<Reviewer> Authority::reviewers() const
{
    QList<Reviewer> out;
    for (auto device = m_devices.begin(); device != m_devices.end(); ++device)
        if (!device->person.isEmpty())
            out.append({ device->person, nameOf(device->person), device.key(),
                rolesOf(device.key(), device->enrolled.end()) });
    std::sort(out.begin(), out.end(), [](const Reviewer& a, const Reviewer& b) {
        return std::tie(a.person, a.device) < std::tie(b.person, b.device);
    });
    return out;
}

} // namespace docket::log
