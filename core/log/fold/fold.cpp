#include "core/log/fold/fold.h"

#include "core/base/clock.h"
#include "core/log/format/entryformat.h"
#include "core/log/fold/foldancestry.h"
#include "core/log/fold/folddecisions.h"

#include <QHash>
#include <QJsonDocument>

#include <algorithm>
#include <set>
#include <vector>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

QStringList strings(const QJsonValue& value)
{
    QStringList out;
    const QJsonArray items = value.toArray();
    for (const QJsonValue& item : items)
        out.append(item.toString());
    return out;
}

Pin pinOf(const QJsonObject& payload)
{
    const QJsonObject pin = payload.value("pin"_L1).toObject();
    return { pin.value("commit"_L1).toString(), pin.value("path"_L1).toString(), pin.value("sha256"_L1).toString() };
}

bool hasAny(const QStringList& roles, std::initializer_list<QLatin1String> wanted)
{
    return std::any_of(wanted.begin(), wanted.end(), [&roles](QLatin1String role) { return roles.contains(role); });
}

/// Who may write which kind about a case (audit.md 4.8).
bool mayWrite(const QString& kind, const QStringList& roles)
{
    if (kind == "case.resolve"_L1)
        return hasAny(roles, { "lead"_L1, "ethics"_L1 });
    if (kind == "case.reopen"_L1)
        return hasAny(roles, { "lead"_L1 });
    return hasAny(roles, { "reviewer"_L1, "lead"_L1, "ethics"_L1 });
}

class CaseFolder
{
public:
    CaseFolder(std::span<const FoldEntry> entries, const PolicyOrders& policies) : m_decisions(policies)
    {
        m_order.reserve(entries.size());
        for (const FoldEntry& entry : entries)
            m_order.push_back(&entry);
        std::sort(m_order.begin(), m_order.end(), [](const FoldEntry* a, const FoldEntry* b) {
            return std::tie(a->entry.lamport, a->entry.id) < std::tie(b->entry.lamport, b->entry.id);
        });
        const auto same = [](const FoldEntry* a, const FoldEntry* b) { return a->entry.id == b->entry.id; };
        m_order.erase(std::unique(m_order.begin(), m_order.end(), same), m_order.end());
    }

    CaseState run()
    {
        findStructure();
        findForks();
        for (size_t i = 0; i < m_order.size(); ++i) {
            Node& node = m_nodes[i];
            m_seen = Ancestry();
            for (const size_t parent : node.parents)
                see(parent);
            const EntryId& id = m_order[i]->entry.id;
            if (node.place == Place::Pending)
                m_state.pending.append(id);
            else if (node.place == Place::BadClock || m_order[i]->entry.version != entryVersion)
                m_state.ignored.append(id);
            else
                take(i);
            if (node.children > 0)
                node.ancestors = std::move(m_seen);
        }
        conclude();
        return std::move(m_state);
    }

private:
    enum class Place { Sound, Pending, BadClock };
    struct Node {
        std::vector<size_t> parents; ///< those that come before it
        size_t children = 0; ///< that have not been folded yet
        Place place = Place::Sound;
        Ancestry ancestors; ///< while there are children
    };

    /// Parents and children, heads, and what must wait or does not fit.
    void findStructure()
    {
        m_nodes.resize(m_order.size());
        m_index.reserve(static_cast<qsizetype>(m_order.size()));
        for (size_t i = 0; i < m_order.size(); ++i)
            m_index.insert(m_order[i]->entry.id, i);
        std::vector<bool> named(m_order.size(), false);
        for (size_t i = 0; i < m_order.size(); ++i) {
            const Entry& entry = m_order[i]->entry;
            bool waits = false;
            for (const EntryId& id : entry.parents) {
                const auto found = m_index.constFind(id);
                if (found == m_index.constEnd()) {
                    waits = true;
                    continue;
                }
                const size_t parent = *found;
                named[parent] = true;
                if (m_order[parent]->entry.lamport >= entry.lamport) {
                    m_nodes[i].place = Place::BadClock;
                    continue;
                }
                waits = waits || m_nodes[parent].place == Place::Pending;
                m_nodes[i].parents.push_back(parent);
                ++m_nodes[parent].children;
            }
            if (waits && m_nodes[i].place == Place::Sound)
                m_nodes[i].place = Place::Pending;
        }
        for (size_t i = 0; i < m_order.size(); ++i)
            if (!named[i])
                m_state.heads.append(m_order[i]->entry.id);
        std::sort(m_state.heads.begin(), m_state.heads.end());
    }

    void findForks()
    {
        std::set<QByteArray> forked;
        QHash<std::pair<QByteArray, qint64>, size_t> written;
        for (size_t i = 0; i < m_order.size(); ++i) {
            const FoldEntry& fold = *m_order[i];
            const auto place = std::pair(fold.entry.device, fold.entry.seq);
            if (fold.forked || written.contains(place))
                forked.insert(fold.entry.device);
            written.insert(place, i);
        }
        m_state.forkedAuthors = QByteArrayList(forked.begin(), forked.end());
    }

    /// Adds a parent and its ancestors to what the entry at hand has seen.
    void see(size_t parent)
    {
        Node& node = m_nodes[parent];
        const bool last = --node.children == 0; // then nobody else asks for it
        if (last)
            std::swap(m_seen, node.ancestors);
        m_seen.unite(node.ancestors);
        if (last)
            node.ancestors = Ancestry();
        m_seen.add(parent);
    }

    bool saw(size_t earlier) const { return m_seen.contains(earlier); }

    void take(size_t index)
    {
        const FoldEntry& fold = *m_order[index];
        if (fold.person.isEmpty() || !mayWrite(fold.entry.kind, fold.roles)) {
            m_state.unauthorised.append(fold.entry.id);
            return;
        }
        m_payload = fold.payload ? QJsonDocument::fromJson(*fold.payload).object() : QJsonObject();
        m_forbidden = false;
        if (!apply(index, fold)) {
            (m_forbidden ? m_state.unauthorised : m_state.ignored).append(fold.entry.id);
            return;
        }
        ++m_state.folded;
        m_state.lastLamport = fold.entry.lamport;
        if (!m_state.lastActivity.isValid() || fold.entry.time > m_state.lastActivity)
            m_state.lastActivity = fold.entry.time;
        if (const QString subject = m_payload.value("subject"_L1).toString(); m_state.subject.isEmpty())
            m_state.subject = subject;
    }

    bool apply(size_t index, const FoldEntry& fold)
    {
        const QString& kind = fold.entry.kind;
        if (kind == "case.open"_L1)
            return true;
        if (kind == "case.claim"_L1)
            return claim(fold);
        if (kind == "case.assess"_L1)
            return assess(index, fold);
        if (kind == "case.annotate"_L1 || kind == "case.note"_L1)
            return note(fold);
        if (kind == "case.evidence"_L1)
            return evidence(fold);
        if (kind == "case.label"_L1 || kind == "case.unlabel"_L1)
            return label(index, kind == "case.label"_L1);
        if (kind == "case.decide"_L1 || kind == "case.resolve"_L1)
            return decide(index, fold);
        if (kind == "case.escalate"_L1)
            return mark(m_escalations, index);
        if (kind == "case.appeal"_L1)
            return mark(m_appeals, index);
        if (kind == "case.reopen"_L1)
            return reopen(index);
        if (kind.startsWith("action."_L1))
            return action(fold);
        return false;
    }

    /// A mark stands for those that it saw: whoever saw it saw them as well.
    bool mark(std::vector<size_t>& marks, size_t index)
    {
        std::erase_if(marks, [this](size_t older) { return saw(older); });
        marks.push_back(index);
        return true;
    }

    bool claim(const FoldEntry& fold)
    {
        if (m_payload.value("release"_L1).toBool()) {
            if (m_state.claim && m_state.claim->person == fold.person)
                m_state.claim.reset();
            return true;
        }
        const QDateTime until = fromIsoUtc(m_payload.value("until"_L1).toString());
        if (!until.isValid())
            return false;
        m_state.claim = Claim{ fold.person, until, fold.entry.id };
        return true;
    }

    void judged(const FoldEntry& fold)
    {
        if (!m_state.firstJudgement)
            m_state.firstJudgement = fold.entry.id;
        if (!m_state.firstJudgements.contains(fold.person))
            m_state.firstJudgements.insert(fold.person, fold.entry.id);
    }

    bool assess(size_t index, const FoldEntry& fold)
    {
        if (fold.payload && (m_payload.isEmpty() || !m_payload.value("pack"_L1).isString()))
            return false;
        Assessment assessment{ fold.entry.id, fold.person, fold.entry.time, m_payload.value("pack"_L1).toString(),
            m_payload.value("pack_sha256"_L1).toString(), pinOf(m_payload), m_payload.value("answers"_L1).toArray(),
            !fold.payload };
        m_state.assessments.removeIf([&](const Assessment& older) {
            return older.person == assessment.person && older.pack == assessment.pack && !older.erased;
        });
        m_state.assessments.append(std::move(assessment));
        mark(m_assessed, index);
        judged(fold);
        return true;
    }

    bool note(const FoldEntry& fold)
    {
        if (fold.payload && !m_payload.value("text"_L1).isString())
            return false;
        m_state.notes.append({ fold.entry.id, fold.person, fold.entry.time, m_payload.value("text"_L1).toString(),
            m_payload.value("anchors"_L1).toArray(), !fold.payload });
        return true;
    }

    bool evidence(const FoldEntry& fold)
    {
        if (fold.payload && m_payload.isEmpty())
            return false;
        if (fold.payload)
            m_state.evidence.append(m_payload);
        return true;
    }

    bool label(size_t index, bool add)
    {
        const QString name = m_payload.value("label"_L1).toString();
        if (name.isEmpty())
            return false;
        // An addition stands for those that it saw: whoever saw it saw them as well.
        std::erase_if(m_labels, [&](const auto& tag) { return tag.first == name && saw(tag.second); });
        if (add)
            m_labels.push_back({ name, index });
        return true;
    }

    bool decide(size_t index, const FoldEntry& fold)
    {
        Decision decision;
        decision.entry = fold.entry.id;
        decision.person = fold.person;
        decision.time = fold.entry.time;
        decision.policy = fold.entry.policy;
        decision.isResolve = fold.entry.kind == "case.resolve"_L1;
        decision.erased = !fold.payload;
        decision.code = m_payload.value("code"_L1).toString();
        if (fold.payload && decision.code.isEmpty())
            return false;
        decision.reason = m_payload.value("reason"_L1).toString();
        decision.pin = pinOf(m_payload);
        decision.packs = strings(m_payload.value("packs"_L1));
        decision.payload = m_payload;
        decision.needsSecond = m_payload.value("needs_second"_L1).toBool();
        const auto answered = [this](size_t mark) { return saw(mark); };
        if (!m_decisions.decide(index, std::move(decision), m_seen)) {
            m_forbidden = true;
            return false;
        }
        if (m_state.claim && m_state.claim->person == fold.person)
            m_state.claim.reset();
        std::erase_if(m_reopenings, answered);
        std::erase_if(m_appeals, answered);
        if (fold.entry.kind == "case.resolve"_L1)
            std::erase_if(m_escalations, answered);
        judged(fold);
        return true;
    }

    bool reopen(size_t index)
    {
        const auto seen = [this](size_t place) { return saw(place); };
        m_decisions.reopen(index, m_seen);
        std::erase_if(m_assessed, seen);
        if (m_state.claim && saw(m_index.value(m_state.claim->entry)))
            m_state.claim.reset();
        return mark(m_reopenings, index);
    }

    bool action(const FoldEntry& fold)
    {
        const QString id = m_payload.value("action"_L1).toString();
        const auto found = m_actions.constFind(id);
        const bool known = found != m_actions.constEnd();
        const QString& kind = fold.entry.kind;
        if (kind == "action.queued"_L1) {
            if (known || (id.isEmpty() && fold.payload))
                return false;
            Action action;
            action.actionId = id;
            action.entry = fold.entry.id;
            action.person = fold.person;
            action.queuedAt = fold.entry.time;
            action.type = m_payload.value("type"_L1).toString();
            action.payload = m_payload;
            action.erased = !fold.payload;
            if (!id.isEmpty())
                m_actions.insert(id, m_state.actions.size());
            m_state.actions.append(std::move(action));
            return true;
        }
        if (!known)
            return false;
        Action& action = m_state.actions[*found];
        if (kind == "action.attempted"_L1) {
            ++action.attempts;
            action.lastAttempt = fold.entry.time;
        }
        if (kind == "action.failed"_L1)
            action.lastError = m_payload.value("cause"_L1).toString();
        if (kind == "action.confirmed"_L1) {
            action.lastError.clear();
            action.evidence = m_payload.value("evidence"_L1).toObject();
            action.state = ActionState::Confirmed;
        }
        // What reached the Hub has reached it, whatever another device recorded meanwhile.
        if (action.state == ActionState::Confirmed)
            return true;
        if (kind == "action.attempted"_L1)
            action.state = ActionState::Attempted;
        else if (kind == "action.failed"_L1)
            action.state = ActionState::Failed;
        else if (kind == "action.cancelled"_L1)
            action.state = ActionState::Cancelled;
        else
            return false;
        return true;
    }

    void conclude()
    {
        for (const auto& tag : m_labels)
            m_state.labels.append(tag.first);
        m_state.labels.sort();
        m_state.labels.removeDuplicates();
        m_state.reopened = !m_reopenings.empty();
        m_state.appealed = !m_appeals.empty();
        m_state.escalated = !m_escalations.empty();
        if (!m_decisions.isEmpty())
            m_state.status = m_decisions.status();
        else if (m_state.escalated)
            m_state.status = CaseStatus::Escalated;
        else if (!m_assessed.empty())
            m_state.status = CaseStatus::Assessed;
        else if (m_state.claim)
            m_state.status = CaseStatus::Claimed;
        m_decisions.conclude(m_state);
    }

    std::vector<const FoldEntry*> m_order;
    std::vector<Node> m_nodes; ///< of the entries in m_order
    QHash<EntryId, size_t> m_index; ///< place of an entry in m_order; looked up, never walked
    Ancestry m_seen; ///< ancestors of the entry at hand
    QJsonObject m_payload; ///< of the entry at hand
    bool m_forbidden = false; ///< the entry at hand was left to others by policy
    CaseState m_state;
    DecisionRegister m_decisions;
    std::vector<std::pair<QString, size_t>> m_labels;
    QHash<QString, qsizetype> m_actions; ///< place in m_state.actions by id
    std::vector<size_t> m_assessed, m_escalations, m_appeals, m_reopenings;
};

} // namespace

CaseState foldCase(std::span<const FoldEntry> entries, const PolicyOrders& policies)
{
    return CaseFolder(entries, policies).run();
}

} // namespace docket::log
