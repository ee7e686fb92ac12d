#include "core/log/fold/folddecisions.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <iterator>

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

QStringList DecisionRegister::Held::supporters(const Ancestry* seen) const
{
    QStringList out = decision.supporters;
    for (const auto& [person, from] : withdrawn)
        if (!seen || seen->contains(from))
            out.removeAll(person);
    return out;
}

DecisionRegister::View DecisionRegister::viewOf(const Ancestry& seen)
{
    View view;
    const auto look = [&](Held& held) {
        const bool removed = std::any_of(held.removedBy.begin(), held.removedBy.end(),
            [&seen](std::size_t remover) { return seen.contains(remover); });
        if (seen.contains(held.place) && !removed && !held.supporters(&seen).isEmpty())
            view.push_back(&held);
    };
    // Of those that went, only the ones that the author may not have seen go.
    auto first = m_past.end();
    while (first != m_past.begin() && std::prev(first)->goneAt >= seen.allBelow())
        --first;
    std::for_each(first, m_past.end(), look);
    std::for_each(m_live.begin(), m_live.end(), look);
    std::sort(view.begin(), view.end(), [](const Held* a, const Held* b) { return a->place < b->place; });
    return view;
}

bool DecisionRegister::differ(const Decision& a, const Decision& b)
{
    // What an erased decision said is not known, so it cannot be the same as another one.
    return a.erased || b.erased || a.code != b.code;
}

bool DecisionRegister::mayResolve(const Decision& resolve, const View& view, const Ancestry& seen) const
{
    bool byOthers = m_policies.value(resolve.policy).resolveByOthers;
    bool decided = false;
    for (const Held* held : view) {
        byOthers = byOthers || m_policies.value(held->decision.policy).resolveByOthers;
        decided = decided || held->supporters(&seen).contains(resolve.person);
    }
    return !byOthers || !decided;
}

void DecisionRegister::sweep(std::size_t place)
{
    const auto gone
        = std::stable_partition(m_live.begin(), m_live.end(), [](const Held& held) { return held.isLive(); });
    for (auto held = gone; held != m_live.end(); ++held) {
        held->goneAt = place;
        m_past.push_back(std::move(*held));
    }
    m_live.erase(gone, m_live.end());
}

bool DecisionRegister::decide(std::size_t place, Decision decision, const Ancestry& seen)
{
    decision.supporters = { decision.person };
    const View view = viewOf(seen);
    const bool conflict = std::any_of(view.begin(), view.end(),
        [&view](const Held* one) { return one != view.front() && differ(one->decision, view.front()->decision); });
    if (conflict && decision.isResolve && !mayResolve(decision, view, seen))
        return false;
    for (Held* older : view) {
        // In a conflict everybody speaks for themselves only.
        if (conflict && !decision.isResolve) {
            if (older->supporters(&seen).contains(decision.person))
                older->withdrawn.emplace_back(decision.person, place);
            continue;
        }
        if (!differ(older->decision, decision)) {
            decision.needsSecond = decision.needsSecond || older->decision.needsSecond;
            decision.supporters += older->supporters(&seen);
        }
        older->removedBy.push_back(place);
    }
    decision.supporters.sort();
    decision.supporters.removeDuplicates();
    sweep(place);
    m_live.push_back({ place, std::move(decision), {}, {}, 0 });
    return true;
}

void DecisionRegister::reopen(std::size_t place, const Ancestry& seen)
{
    const View view = viewOf(seen);
    for (Held* held : view)
        held->removedBy.push_back(place);
    sweep(place);
}

CaseStatus DecisionRegister::status() const
{
    QSet<QString> supporters;
    bool needsSecond = false;
    for (const Held& held : m_live) {
        needsSecond = needsSecond || held.decision.needsSecond;
        for (const QString& person : held.supporters(nullptr))
            supporters.insert(person);
    }
    if (std::any_of(std::next(m_live.begin()), m_live.end(),
            [this](const Held& one) { return differ(one.decision, m_live.front().decision); }))
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
    for (Held& held : m_live) {
        held.decision.supporters = held.supporters(nullptr);
        state.decisions.append(std::move(held.decision));
    }
    std::sort(m_past.begin(), m_past.end(), [](const Held& a, const Held& b) { return a.place < b.place; });
    for (Held& held : m_past)
        state.pastDecisions.append(std::move(held.decision));
}

} // namespace docket::log
