#pragma once

#include "core/hub/types.h"
#include "core/policy/vocabulary.h"

namespace docket::cases
{

/// What a report seems to be about. Sorts the queue; never an answer (design law 6).
struct Matter {
    QString id; ///< stable word: "personal-data"
    QString label; ///< short English phrase for the second line of a row
    policy::Severity severity = policy::Severity::S1;
};

/// The gravest matter whose words stand in the report's title or text (resources/cases/matters.json; whole-word at the
/// start, any case); otherwise what the report form's category says. Pure, any thread.
Matter matterOf(const hub::Report& report);

} // namespace docket::cases
