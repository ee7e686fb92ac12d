#pragma once

#include "core/policy/answer.h"

namespace docket::policy
{

/// What of a case may be looked at, and which criterion says so. Whatever could show or fetch a picture, video, file or
/// cell of the artifact asks mayShowMedia() first.
struct ViewingRule {
    Viewing viewing = Viewing::Normal;
    QString criterion; ///< "CG-17"; empty when viewing is Normal
    QList<Desk> to; ///< whom the criterion escalates to
    bool alleged = false; ///< nobody answered yet: a report or a signal points at it

    bool mayShowMedia() const { return viewing < Viewing::TextOnly; }
    bool operator==(const ViewingRule&) const = default;
};

/// How one criterion stands in a case.
struct CriterionStanding {
    const Criterion* criterion = nullptr;
    Outcome outcome = Outcome::Open;
    bool pointedAt = false; ///< a machine's signal, from card, data or reports, points at it
};

/// The strictest rule among criteria that hold (violation) or may hold (unsure); a `blocked` one binds as soon as
/// anything points at it, until a person answers that it does not apply: looking first would be too late
/// (policies.md 3.18). Pure.
ViewingRule viewingRule(const QList<CriterionStanding>& standings);

} // namespace docket::policy
