#include "core/policy/viewing.h"

namespace docket::policy
{

ViewingRule viewingRule(const QList<CriterionStanding>& standings)
{
    ViewingRule out;
    for (const CriterionStanding& standing : standings) {
        const Criterion& criterion = *standing.criterion;
        const bool stands = standing.outcome == Outcome::Violation || standing.outcome == Outcome::Unsure;
        const bool alleged
            = standing.outcome == Outcome::Open && standing.pointedAt && criterion.viewing == Viewing::Blocked;
        if ((stands || alleged) && criterion.viewing > out.viewing)
            out = { criterion.viewing, criterion.id, criterion.escalation.to, alleged };
    }
    return out;
}

} // namespace docket::policy
