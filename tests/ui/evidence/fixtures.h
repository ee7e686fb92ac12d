#pragma once

#include "core/cases/caserow.h"
#include "fakeevidence.h"

namespace docket::ui::review
{

/// The case of the design's picture: card, files, threads; and a data set with rows.
void fillFixtures(FakeEvidence& evidence);
cases::CaseRow fixtureCase(RepoKind kind, const QString& id, int thread = 0);
QDateTime fixtureNow();

} // namespace docket::ui::review
