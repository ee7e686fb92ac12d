#pragma once

#include "core/policy/checklist.h"
#include "core/workspace/casework.h"

namespace docket
{

/// What machines noticed about a case: policy signals and card-completeness checks, as hints. Reads the card's blob and
/// the stored answers of the dataset viewer.
Result<QList<policy::AutomaticHint>> hintsOf(const CaseFile& file, sync::Mirror& mirror);

/// The commit that the last decision on a case was taken at, else its last assessment; empty without a judgement, and
/// where it named none or was erased. Which is last is said by its author's clock: for display only.
QString judgedRevision(const log::CaseState& state);

/// The log's roles as the policy room knows them (audit.md 4.8 to policies.md 4e).
policy::Roles policyRoles(const QStringList& logRoles);

/// What our account may do on the Hub with this subject, from whoami; nothing without an account.
policy::HubRights rightsOn(
    const Subject& subject, const std::optional<hub::Whoami>& account, const QList<hub::Thread>& threads);

} // namespace docket
