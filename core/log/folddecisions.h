#pragma once

#include "core/log/casestate.h"
#include "core/log/foldancestry.h"
#include "core/log/foldpolicy.h"

#include <vector>

namespace docket::log
{

/// The decisions of a case as a multi-value register (audit.md 4.6): whoever decides replaces what stood in their view,
/// and what was decided elsewhere at the same time stays beside it.
class DecisionRegister
{
public:
    explicit DecisionRegister(const PolicyOrders& policies) : m_policies(policies) { }

    /// Takes the case.decide or case.resolve at `place`, whose author had seen `seen`. False when it is a resolve by
    /// one of those who decided, and a policy in force among them wants somebody else.
    bool decide(std::size_t place, Decision decision, const Ancestry& seen);
    /// Takes back what stood in the author's view.
    void reopen(std::size_t place, const Ancestry& seen);

    bool isEmpty() const { return m_live.empty(); }
    /// Conflict, AwaitingSecondReview, or what the code in force makes of the case; for at least one live decision.
    CaseStatus status() const;
    /// Fills decisions, pastDecisions and interimCode.
    void conclude(CaseState& state);

private:
    struct Held {
        std::size_t place = 0;
        Decision decision;
        std::vector<std::size_t> removedBy; ///< places, ascending; empty while live
    };
    using View = std::vector<Held*>;

    /// What stood for somebody who had seen just this, whatever others did meanwhile.
    View viewOf(const Ancestry& seen);
    static bool differ(const Decision& a, const Decision& b);
    /// In a conflict everybody speaks for themselves only: takes the person's own voice out of what they saw.
    static void withdraw(const QString& person, std::size_t place, const View& view);
    bool mayResolve(const Decision& resolve, const View& view) const;
    /// Moves what has been removed from m_live to m_past.
    void sweep();
    QList<PolicyOrder> orders() const;

    const PolicyOrders& m_policies;
    std::vector<Held> m_live; ///< in the order of the fold
    std::vector<Held> m_past; ///< in the order in which they were first removed
};

} // namespace docket::log
