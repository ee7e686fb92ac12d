#include "core/base/clock.h"
#include "core/base/digest.h"
#include "core/log/fold/authorityrevocations.h"
#include "core/log/format/entryformat.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <set>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

QJsonObject payloadOf(const AdminEntry& admin)
{
    return QJsonDocument::fromJson(admin.payload.value_or(QByteArray())).object();
}

QByteArray keyIn(const QJsonObject& payload, QLatin1String name)
{
    const QByteArray key = fromBase64Url(payload.value(name).toString().toLatin1());
    return key.size() == 32 ? key : QByteArray();
}

QStringList stringsIn(const QJsonValue& value)
{
    QStringList out;
    const QJsonArray items = value.toArray();
    for (const QJsonValue& item : items)
        if (item.isString())
            out.append(item.toString());
    return out;
}

/// Kinds without effect on anybody's rights that are kept for their readers elsewhere.
bool saysNothingHere(const QString& kind)
{
    return kind.startsWith("log."_L1) || kind == "redact.done"_L1 || kind == "clock.step"_L1 || kind == "export.made"_L1
        || kind == "import.made"_L1;
}

} // namespace

/// Builds an Authority: rights first, then everything that only asks for them.
class AuthorityFolder
{
public:
    explicit AuthorityFolder(std::span<const AdminEntry> entries)
    {
        m_order.reserve(entries.size());
        for (const AdminEntry& entry : entries)
            m_order.push_back(&entry);
        std::sort(m_order.begin(), m_order.end(), [](const AdminEntry* a, const AdminEntry* b) {
            return std::tie(a->entry.lamport, a->entry.id) < std::tie(b->entry.lamport, b->entry.id);
        });
        const auto same = [](const AdminEntry* a, const AdminEntry* b) { return a->entry.id == b->entry.id; };
        m_order.erase(std::unique(m_order.begin(), m_order.end(), same), m_order.end());
        m_kept.resize(m_order.size(), Kept::Counts);
    }

    Authority run()
    {
        readEvents();
        const Revocations revocations(m_granting, m_revocations, m_approvals, m_working);
        const Rights& rights = revocations.rights();
        judgeEvents(revocations);
        writeDevices(rights);
        for (m_place = 0; m_place < m_order.size(); ++m_place)
            if (m_order[m_place]->entry.version == entryVersion)
                m_kept[m_place] = qMax(m_kept[m_place], apply(*m_order[m_place], rights));
        concludeRedactions();
        for (size_t i = 0; i < m_order.size(); ++i) {
            if (m_kept[i] == Kept::Unauthorised)
                m_out.m_unauthorised.append(m_order[i]->entry.id);
            else if (m_kept[i] == Kept::Unapproved)
                m_out.m_unapproved.append(m_order[i]->entry.id);
            else if (m_kept[i] == Kept::Ignored)
                m_out.m_ignored.append(m_order[i]->entry.id);
        }
        return std::move(m_out);
    }

private:
    enum class Kept { Counts, Unapproved, Unauthorised, Ignored };

    void readEvents()
    {
        m_events.reserve(m_order.size()); // the lists below point into it
        for (size_t i = 0; i < m_order.size(); ++i) {
            const AdminEntry& admin = *m_order[i];
            if (admin.entry.version == entryVersion && admin.entry.kind == "key.exchange"_L1)
                m_working.insert(admin.entry.device);
            auto event = admin.entry.version == entryVersion ? readAuthorityEvent(admin) : std::nullopt;
            if (!event) {
                const QString& kind = admin.entry.kind;
                if (admin.entry.version != entryVersion || kind.startsWith("ws."_L1) || kind.startsWith("role."_L1)
                    || (kind.startsWith("key."_L1) && kind != "key.exchange"_L1))
                    m_kept[i] = Kept::Ignored;
                continue;
            }
            event->place = static_cast<qsizetype>(i);
            m_events.push_back(std::move(*event));
            const AuthorityEvent* kept = &m_events.back();
            (kept->isRevocation()                                 ? m_revocations
                    : kept->kind == AuthorityEvent::Kind::Approve ? m_approvals
                                                                  : m_granting)
                .push_back(kept);
        }
    }

    void judgeEvents(const Revocations& revocations)
    {
        const Rights& rights = revocations.rights();
        const auto keep
            = [this](const AuthorityEvent* event, Kept kept) { m_kept[static_cast<size_t>(event->place)] = kept; };
        for (const AuthorityEvent* event : m_granting)
            if (!rights.isAccepted(*event))
                keep(event, Kept::Unauthorised);
        for (const AuthorityEvent* event : m_revocations)
            keep(event, rights.hasRoot(event->author(), event->entry->seq) ? Kept::Unapproved : Kept::Unauthorised);
        for (const AuthorityEvent* event : revocations.inForce())
            keep(event, Kept::Counts);
        std::map<EntryId, QString> revokers;
        for (const AuthorityEvent* event : m_revocations)
            revokers.emplace(event->entry->id, rights.personOf(event->author()));
        for (const AuthorityEvent* event : m_approvals) {
            const auto revoker = revokers.find(event->target);
            const bool same = revoker != revokers.end() && revoker->second == rights.personOf(event->author());
            if (same || !rights.hasRole(event->author(), u"lead"_s, event->entry->seq))
                keep(event, Kept::Unauthorised);
        }
    }

    void writeDevices(const Rights& rights)
    {
        const QByteArrayList devices = rights.devices();
        for (const QByteArray& key : devices) {
            Authority::Device device;
            bool ever = false;
            const QString person = rights.personOf(key);
            const QList<qint64> steps = rights.steps(key);
            for (const qint64 from : steps) {
                Authority::Step step{ from, {}, {}, rights.hasRoot(key, from) };
                if (rights.isEnrolled(key, from)) {
                    step.person = person;
                    step.roles = rights.rolesOf(key, from);
                }
                ever = ever || rights.isKnown(key, from);
                device.steps.push_back(std::move(step));
            }
            device.person = person;
            device.revokedAfter = rights.revokedAfter(key);
            // A device that is revoked from its first entry was enrolled all the same.
            if (ever || !person.isEmpty())
                m_out.m_devices.insert(key, std::move(device));
        }
        for (const AuthorityEvent* event : m_granting) {
            if (!rights.isAccepted(*event))
                continue;
            if (event->kind == AuthorityEvent::Kind::Rotate) {
                auto& successor = m_out.m_devices[event->author()].successor;
                successor = successor.value_or(event->device);
            }
        }
    }

    Kept apply(const AdminEntry& admin, const Rights& rights)
    {
        const Entry& entry = admin.entry;
        const QString& kind = entry.kind;
        if (kind == "key.enrol"_L1)
            return m_kept[m_place] == Kept::Counts ? announce(payloadOf(admin), keyIn(payloadOf(admin), "dev"_L1))
                                                   : m_kept[m_place];
        if (kind.startsWith("ws."_L1) || kind.startsWith("role."_L1)
            || (kind.startsWith("key."_L1) && kind != "key.exchange"_L1) || saysNothingHere(kind))
            return m_kept[m_place];
        const bool known = kind == "key.exchange"_L1 || kind == "person.name"_L1 || kind == "policy.adopt"_L1
            || kind == "redact.request"_L1 || kind == "redact.approve"_L1;
        if (!known)
            return Kept::Ignored;
        const bool root = rights.hasRoot(entry.device, entry.seq);
        const QString person = m_out.personOf(entry.device, entry.seq);
        if (!root && person.isEmpty())
            return Kept::Unauthorised;
        if (!admin.payload)
            return Kept::Counts; // erased: nothing is left to say
        const QJsonObject payload = payloadOf(admin);
        if (kind == "key.exchange"_L1)
            return announce(payload, entry.device);
        if (kind == "person.name"_L1)
            return name(payload, root, person);
        if (kind == "policy.adopt"_L1)
            return adopt(admin, payload, root || rights.hasRole(entry.device, u"lead"_s, entry.seq));
        if (kind == "redact.request"_L1)
            return request(entry, payload, person);
        return approve(entry, payload, person, rights.hasRole(entry.device, u"privacy"_s, entry.seq));
    }

    Kept announce(const QJsonObject& payload, const QByteArray& device)
    {
        Authority::Device& record = m_out.m_devices[device];
        if (const QByteArray key = keyIn(payload, "cosigner"_L1); !key.isEmpty())
            record.cosigner = key;
        if (const QByteArray key = keyIn(payload, "exchange"_L1); !key.isEmpty())
            record.exchange = ExchangeKey{ key, fromIsoUtc(payload.value("until"_L1).toString()) };
        return Kept::Counts;
    }

    Kept name(const QJsonObject& payload, bool root, const QString& author)
    {
        const QString person = payload.value("person"_L1).toString();
        if (person.isEmpty() || !payload.value("name"_L1).isString())
            return Kept::Ignored;
        if (!root && author != person)
            return Kept::Unauthorised;
        m_out.m_names.insert(person, payload.value("name"_L1).toString());
        return Kept::Counts;
    }

    Kept adopt(const AdminEntry& admin, const QJsonObject& payload, bool permitted)
    {
        if (!permitted)
            return Kept::Unauthorised;
        // The name of a set contains the hash of the text that was adopted, which is this payload.
        const QString& pol = admin.entry.policy;
        if (pol.section(u'@', 1) != QString::fromLatin1(sha256Hex(*admin.payload).left(12)))
            return Kept::Ignored;
        PolicyOrder policy;
        policy.resolveByOthers = payload.value("resolve_by_others"_L1).toBool();
        const QJsonArray order = payload.value("order"_L1).toArray();
        for (const QJsonValue& equals : order)
            policy.order.append(equals.isString() ? QStringList{ equals.toString() } : stringsIn(equals));
        m_out.m_policies.insert(pol, policy);
        return Kept::Counts;
    }

    Kept request(const Entry& entry, const QJsonObject& payload, const QString& person)
    {
        if (person.isEmpty())
            return Kept::Unauthorised;
        PendingRedaction request{ entry.id, person, entry.time, {}, payload.value("basis"_L1).toString(),
            payload.value("text"_L1).toString(), stringsIn(payload.value("blobs"_L1)) };
        const QStringList targets = stringsIn(payload.value("entries"_L1));
        for (const QString& target : targets)
            if (const auto id = EntryId::parse(target); id && !request.entries.contains(*id))
                request.entries.append(*id);
        if (request.entries.isEmpty() || request.basis.isEmpty())
            return Kept::Ignored;
        m_requests.insert(entry.id, std::move(request));
        m_requestOrder.append(entry.id);
        return Kept::Counts;
    }

    Kept approve(const Entry& entry, const QJsonObject& payload, const QString& person, bool privacy)
    {
        const auto request = EntryId::parse(payload.value("request"_L1).toString());
        if (!request)
            return Kept::Ignored;
        if (!privacy || person.isEmpty())
            return Kept::Unauthorised;
        m_approvedBy.append({ *request, entry.id, person, m_place });
        return Kept::Counts;
    }

    /// Requests may come after their approval in the order: both have arrived only now.
    void concludeRedactions()
    {
        QMap<EntryId, EntryId> approvals;
        for (const ApprovedBy& one : std::as_const(m_approvedBy)) {
            const auto request = m_requests.constFind(one.request);
            if (request == m_requests.constEnd())
                continue;
            if (request->person == one.person)
                m_kept[one.place] = Kept::Unauthorised; // two people, not one twice
            else if (!approvals.contains(one.request))
                approvals.insert(one.request, one.approval);
        }
        QHash<EntryId, bool> redactable;
        for (const AdminEntry* admin : m_order)
            redactable.insert(admin->entry.id, mayBeRedacted(admin->entry.kind));
        for (const EntryId& id : std::as_const(m_requestOrder)) {
            const PendingRedaction& request = *m_requests.constFind(id);
            const auto approval = approvals.constFind(id);
            if (approval == approvals.constEnd()) {
                m_out.m_pendingRedactions.append(request);
                continue;
            }
            for (const EntryId& target : request.entries)
                if (redactable.value(target, true) && !m_out.m_redactions.contains(target))
                    m_out.m_redactions.insert(target, { id, *approval, request.basis, request.blobs });
        }
    }

    struct ApprovedBy {
        EntryId request;
        EntryId approval;
        QString person;
        size_t place;
    };

    std::vector<const AdminEntry*> m_order;
    std::vector<Kept> m_kept;
    std::vector<AuthorityEvent> m_events;
    Rights::Events m_granting, m_revocations, m_approvals;
    std::set<QByteArray> m_working; ///< keys that announced an exchange key
    QMap<EntryId, PendingRedaction> m_requests;
    QList<EntryId> m_requestOrder;
    QList<ApprovedBy> m_approvedBy;
    size_t m_place = 0;
    Authority m_out;
};

Authority Authority::fold(std::span<const AdminEntry> entries)
{
    return AuthorityFolder(entries).run();
}

} // namespace docket::log
