#pragma once

#include "core/log/casestate.h"
#include "core/log/foldpolicy.h"

#include <functional>
#include <vector>

namespace docket::log
{

/// The decisions of a case as a multi-value register (audit.md 4.6): whoever decides replaces what they saw, and what
/// was decided elsewhere at the same time stays beside it.
class DecisionRegister
{
public:
    /// Whether the entry at hand has the entry at this place among its ancestors.
    using Seen = std::function<bool(std::size_t)>;

    explicit DecisionRegister(const PolicyOrders& policies) : m_policies(policies) { }

    /// Takes a case.decide or case.resolve. False when it is a resolve by one of those who decided, and a policy in
    /// force among them wants somebody else.
    bool decide(std::size_t place, Decision decision, const Seen& seen);
    /// Takes back what the author saw.
    void reopen(const Seen& seen);

    bool isEmpty() const { return m_live.empty(); }
    /// Conflict, AwaitingSecondReview, or what the code in force makes of the case; for at least one live decision.
    CaseStatus status() const;
    /// Fills decisions, pastDecisions and interimCode.
    void conclude(CaseState& state);

private:
    struct Held {
        std::size_t place;
        Decision decision;
    };

    static bool differ(const std::vector<const Held*>& held);
    /// In a conflict everybody speaks for themselves only: takes the person's own voice out of what they saw.
    void withdraw(const QString& person, const Seen& seen);
    bool mayResolve(const Decision& resolve, const std::vector<const Held*>& settled) const;
    QList<PolicyOrder> orders() const;

    const PolicyOrders& m_policies;
    std::vector<Held> m_live; ///< in the order of the fold
    std::vector<Held> m_past;
};

} // namespace docket::log
