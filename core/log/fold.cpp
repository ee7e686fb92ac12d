#include "core/log/fold.h"

#include "core/base/clock.h"

#include <QHash>
#include <QJsonDocument>

#include <algorithm>
#include <map>
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

/// The status that a decision in force gives a case (policies.md 4e): asking waits for the author, handing over
/// escalates, a case with nothing left to do is closed.
CaseStatus statusOfCode(QStringView code)
{
    static const QHash<QString, CaseStatus> special{ { u"D00"_s, CaseStatus::Closed }, { u"D01"_s, CaseStatus::Closed },
        { u"D02"_s, CaseStatus::Closed }, { u"D90"_s, CaseStatus::Closed }, { u"D03"_s, CaseStatus::AwaitingAuthor },
        { u"D20"_s, CaseStatus::AwaitingAuthor }, { u"D21"_s, CaseStatus::AwaitingAuthor },
        { u"D22"_s, CaseStatus::AwaitingAuthor }, { u"D30"_s, CaseStatus::AwaitingAuthor },
        { u"D31"_s, CaseStatus::AwaitingAuthor }, { u"D50"_s, CaseStatus::Escalated },
        { u"D65"_s, CaseStatus::Escalated }, { u"D70"_s, CaseStatus::Escalated }, { u"D71"_s, CaseStatus::Escalated } };
    return special.value(code.toString(), CaseStatus::Decided);
}

/// Indices into the sorted entries; small, dense and only ever united.
using IndexSet = std::vector<bool>;

class CaseFolder
{
public:
    explicit CaseFolder(std::span<const FoldEntry> entries)
    {
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
        findHeads();
        m_ancestors.resize(m_order.size());
        for (size_t i = 0; i < m_order.size(); ++i) {
            if (!findAncestors(i))
                m_state.pending.append(m_order[i]->entry.id);
            else
                take(i);
        }
        conclude();
        return std::move(m_state);
    }

private:
    void findHeads()
    {
        QSet<EntryId> named;
        for (const FoldEntry* fold : m_order)
            for (const EntryId& parent : fold->entry.parents)
                named.insert(parent);
        for (const FoldEntry* fold : m_order)
            if (!named.contains(fold->entry.id))
                m_state.heads.append(fold->entry.id);
        std::sort(m_state.heads.begin(), m_state.heads.end());
    }

    /// False when a parent is missing, itself pending, or does not come before its child.
    bool findAncestors(size_t index)
    {
        IndexSet ancestors(index, false);
        for (const EntryId& parent : m_order[index]->entry.parents) {
            const auto found = m_index.find(parent);
            if (found == m_index.end())
                return false;
            const IndexSet& older = m_ancestors[*found];
            for (size_t i = 0; i < older.size(); ++i)
                if (older[i])
                    ancestors[i] = true;
            ancestors[*found] = true;
        }
        m_ancestors[index] = std::move(ancestors);
        m_index.insert(m_order[index]->entry.id, index);
        return true;
    }

    bool saw(size_t index, size_t earlier) const
    {
        return earlier < m_ancestors[index].size() && m_ancestors[index][earlier];
    }

    void take(size_t index)
    {
        const FoldEntry& fold = *m_order[index];
        if (fold.person.isEmpty() || !mayWrite(fold.entry.kind, fold.roles)) {
            m_state.unauthorised.append(fold.entry.id);
            return;
        }
        m_payload = fold.payload ? QJsonDocument::fromJson(*fold.payload).object() : QJsonObject();
        if (!apply(index, fold)) {
            m_state.ignored.append(fold.entry.id);
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

    static bool mark(std::vector<size_t>& marks, size_t index)
    {
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
        m_assessed.push_back(index);
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
        if (add)
            m_labels.push_back({ name, index });
        else
            std::erase_if(m_labels, [&](const auto& tag) { return tag.first == name && saw(index, tag.second); });
        return true;
    }

    bool decide(size_t index, const FoldEntry& fold)
    {
        Decision decision;
        decision.entry = fold.entry.id;
        decision.person = fold.person;
        decision.time = fold.entry.time;
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
        decision.supporters = { fold.person };
        // The decisions that its author saw are replaced; those made at the same time elsewhere stay beside it.
        std::vector<std::pair<size_t, Decision>> live;
        for (auto& older : m_live) {
            if (!saw(index, older.first)) {
                live.push_back(std::move(older));
                continue;
            }
            if (older.second.code == decision.code) {
                decision.needsSecond = decision.needsSecond || older.second.needsSecond;
                decision.supporters += older.second.supporters;
            }
            m_past.push_back(std::move(older));
        }
        decision.supporters.sort();
        decision.supporters.removeDuplicates();
        live.emplace_back(index, std::move(decision));
        m_live = std::move(live);
        if (m_state.claim && m_state.claim->person == fold.person)
            m_state.claim.reset();
        const auto answered = [&](size_t mark) { return saw(index, mark); };
        std::erase_if(m_reopenings, answered);
        std::erase_if(m_appeals, answered);
        if (fold.entry.kind == "case.resolve"_L1)
            std::erase_if(m_escalations, answered);
        judged(fold);
        return true;
    }

    bool reopen(size_t index)
    {
        const auto seen = [&](const auto& older) { return saw(index, older.first); };
        for (auto& older : m_live)
            if (seen(older))
                m_past.push_back(older);
        std::erase_if(m_live, seen);
        std::erase_if(m_assessed, [&](size_t older) { return saw(index, older); });
        if (m_state.claim && m_index.contains(m_state.claim->entry) && saw(index, m_index.value(m_state.claim->entry)))
            m_state.claim.reset();
        return mark(m_reopenings, index);
    }

    bool action(const FoldEntry& fold)
    {
        const QString id = m_payload.value("action"_L1).toString();
        const auto found = std::find_if(m_state.actions.begin(), m_state.actions.end(),
            [&id](const Action& action) { return action.actionId == id; });
        const bool known = found != m_state.actions.end();
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
            m_state.actions.append(std::move(action));
            return true;
        }
        if (!known || id.isEmpty())
            return false;
        Action& action = *found;
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

    CaseStatus statusOfDecisions() const
    {
        QStringList codes;
        QStringList supporters;
        bool needsSecond = false;
        for (const auto& [index, decision] : m_live) {
            needsSecond = needsSecond || decision.needsSecond;
            supporters += decision.supporters;
            if (!decision.erased && !codes.contains(decision.code))
                codes.append(decision.code);
        }
        supporters.removeDuplicates();
        if (codes.size() > 1)
            return CaseStatus::Conflict;
        if (needsSecond && supporters.size() < 2)
            return CaseStatus::AwaitingSecondReview;
        return codes.isEmpty() ? CaseStatus::Decided : statusOfCode(codes.first());
    }

    void conclude()
    {
        for (auto& [index, decision] : m_live)
            m_state.decisions.append(decision);
        std::sort(m_past.begin(), m_past.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        for (auto& [index, decision] : m_past)
            m_state.pastDecisions.append(decision);
        for (const Decision& decision : std::as_const(m_state.decisions)) {
            const auto rank = [](const QString& code) { return std::pair(protectiveness(code), code); };
            if (!decision.erased && (m_state.interimCode.isEmpty() || rank(decision.code) > rank(m_state.interimCode)))
                m_state.interimCode = decision.code;
        }
        for (const auto& tag : m_labels)
            m_state.labels.append(tag.first);
        m_state.labels.sort();
        m_state.labels.removeDuplicates();
        m_state.reopened = !m_reopenings.empty();
        m_state.appealed = !m_appeals.empty();
        if (!m_live.empty())
            m_state.status = statusOfDecisions();
        else if (!m_escalations.empty())
            m_state.status = CaseStatus::Escalated;
        else if (!m_assessed.empty())
            m_state.status = CaseStatus::Assessed;
        else if (m_state.claim)
            m_state.status = CaseStatus::Claimed;
    }

    std::vector<const FoldEntry*> m_order;
    QHash<EntryId, size_t> m_index; ///< position of the entries that are not pending; looked up, never walked
    std::vector<IndexSet> m_ancestors;
    CaseState m_state;
    QJsonObject m_payload; ///< of the entry at hand
    std::vector<std::pair<size_t, Decision>> m_live;
    std::vector<std::pair<size_t, Decision>> m_past;
    std::vector<std::pair<QString, size_t>> m_labels;
    std::vector<size_t> m_assessed, m_escalations, m_appeals, m_reopenings;
};

} // namespace

CaseState foldCase(std::span<const FoldEntry> entries)
{
    return CaseFolder(entries).run();
}

} // namespace docket::log
