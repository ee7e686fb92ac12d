#pragma once

#include "core/log/fold/casestate.h"
#include "core/log/fold/foldancestry.h"
#include "core/log/fold/foldpolicy.h"

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
        Decision decision; ///< its supporters are all who ever were
        std::vector<std::size_t> removedBy; ///< places
        std::vector<std::pair<QString, std::size_t>> withdrawn; ///< persons, and the places where they did
        std::size_t goneAt = 0; ///< the place from which on it is not live; for those in m_past

        /// Supporters without those whose withdrawal is among `seen`, or without all who withdrew.
        QStringList supporters(const Ancestry* seen) const;
        bool isLive() const { return removedBy.empty() && !supporters(nullptr).isEmpty(); }
    };
    using View = std::vector<Held*>;

    /// What stood for somebody who had seen just this, whatever others did meanwhile.
    View viewOf(const Ancestry& seen);
    static bool differ(const Decision& a, const Decision& b);
    bool mayResolve(const Decision& resolve, const View& view, const Ancestry& seen) const;
    /// Moves what is no longer live to m_past.
    void sweep(std::size_t place);
    QList<PolicyOrder> orders() const;

    const PolicyOrders& m_policies;
    std::vector<Held> m_live; ///< in the order of the fold
    std::vector<Held> m_past; ///< by goneAt
};

} // namespace docket::log
