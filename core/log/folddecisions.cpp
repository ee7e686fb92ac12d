#include "core/log/folddecisions.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

/// The status that a decision in force gives a case (policies.md 4e): asking waits for the author, handing over
/// escalates, a case with nothing left to do is closed.
CaseStatus statusOfCode(const QString& code)
{
    static const QHash<QString, CaseStatus> special{ { u"D00"_s, CaseStatus::Closed }, { u"D01"_s, CaseStatus::Closed },
        { u"D02"_s, CaseStatus::Closed }, { u"D90"_s, CaseStatus::Closed }, { u"D03"_s, CaseStatus::AwaitingAuthor },
        { u"D20"_s, CaseStatus::AwaitingAuthor }, { u"D21"_s, CaseStatus::AwaitingAuthor },
        { u"D22"_s, CaseStatus::AwaitingAuthor }, { u"D30"_s, CaseStatus::AwaitingAuthor },
        { u"D31"_s, CaseStatus::AwaitingAuthor }, { u"D50"_s, CaseStatus::Escalated },
        { u"D65"_s, CaseStatus::Escalated }, { u"D70"_s, CaseStatus::Escalated }, { u"D71"_s, CaseStatus::Escalated } };
    return special.value(code, CaseStatus::Decided);
}

} // namespace

bool DecisionRegister::differ(const std::vector<const Held*>& held)
{
    // What an erased decision said is not known, so it cannot be the same as another one.
    return std::any_of(held.begin(), held.end(), [&held](const Held* one) {
        return held.size() > 1 && (one->decision.erased || one->decision.code != held.front()->decision.code);
    });
}

bool DecisionRegister::mayResolve(const Decision& resolve, const std::vector<const Held*>& settled) const
{
    bool byOthers = m_policies.value(resolve.policy).resolveByOthers;
    bool decided = false;
    for (const Held* held : settled) {
        byOthers = byOthers || m_policies.value(held->decision.policy).resolveByOthers;
        decided = decided || held->decision.supporters.contains(resolve.person);
    }
    return !byOthers || !decided;
}

void DecisionRegister::withdraw(const QString& person, const Seen& seen)
{
    std::vector<Held> live;
    for (Held& held : m_live) {
        if (seen(held.place) && held.decision.supporters.removeAll(person) > 0 && held.decision.supporters.isEmpty()) {
            held.decision.supporters = { person };
            m_past.push_back(std::move(held));
        } else {
            live.push_back(std::move(held));
        }
    }
    m_live = std::move(live);
}

bool DecisionRegister::decide(std::size_t place, Decision decision, const Seen& seen)
{
    decision.supporters = { decision.person };
    std::vector<const Held*> settled;
    for (const Held& held : m_live)
        if (seen(held.place))
            settled.push_back(&held);
    if (differ(settled)) {
        if (!decision.isResolve) {
            withdraw(decision.person, seen);
            m_live.push_back({ place, std::move(decision) });
            return true;
        }
        if (!mayResolve(decision, settled))
            return false;
    }
    std::vector<Held> live;
    for (Held& older : m_live) {
        if (!seen(older.place)) {
            live.push_back(std::move(older));
            continue;
        }
        if (older.decision.code == decision.code && !older.decision.erased && !decision.erased) {
            decision.needsSecond = decision.needsSecond || older.decision.needsSecond;
            decision.supporters += older.decision.supporters;
        }
        m_past.push_back(std::move(older));
    }
    decision.supporters.sort();
    decision.supporters.removeDuplicates();
    live.push_back({ place, std::move(decision) });
    m_live = std::move(live);
    return true;
}

void DecisionRegister::reopen(const Seen& seen)
{
    std::vector<Held> live;
    for (Held& held : m_live)
        (seen(held.place) ? m_past : live).push_back(std::move(held));
    m_live = std::move(live);
}

CaseStatus DecisionRegister::status() const
{
    std::vector<const Held*> live;
    QSet<QString> supporters;
    bool needsSecond = false;
    for (const Held& held : m_live) {
        live.push_back(&held);
        needsSecond = needsSecond || held.decision.needsSecond;
        for (const QString& person : held.decision.supporters)
            supporters.insert(person);
    }
    if (differ(live))
        return CaseStatus::Conflict;
    if (needsSecond && supporters.size() < 2)
        return CaseStatus::AwaitingSecondReview;
    return statusOfCode(m_live.front().decision.code);
}

QList<PolicyOrder> DecisionRegister::orders() const
{
    QList<PolicyOrder> out;
    for (const Held& held : m_live) {
        const PolicyOrder policy = m_policies.value(held.decision.policy);
        const bool known = std::any_of(
            out.begin(), out.end(), [&policy](const PolicyOrder& other) { return other.order == policy.order; });
        if (!known)
            out.append(policy);
    }
    return out;
}

void DecisionRegister::conclude(CaseState& state)
{
    QStringList codes;
    for (const Held& held : m_live)
        if (!held.decision.erased && !codes.contains(held.decision.code))
            codes.append(held.decision.code);
    state.interimCode = mostProtective(codes, orders());
    if (codes.isEmpty() && m_live.size() > 1)
        state.interimCode = holdCode();
    for (Held& held : m_live)
        state.decisions.append(std::move(held.decision));
    std::sort(m_past.begin(), m_past.end(), [](const Held& a, const Held& b) { return a.place < b.place; });
    for (Held& held : m_past)
        state.pastDecisions.append(std::move(held.decision));
}

} // namespace docket::log
