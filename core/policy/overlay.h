#pragma once

#include "core/policy/pack.h"

namespace docket::policy
{

/// Lays `overlay` (whose `extends` names `base`) over `base`: a criterion of the same id replaces the base's, new ones
/// and new sections are added, settings are laid over. What the overlay leaves out stays, so it cannot delete. Refused
/// (Validation): lower severity, more permitted actions, a higher maxUnilateral, a more open viewing, a dropped
/// mandatory escalation, a dropped second reviewer, a dropped private-channel mark, other polarity, other kind.
/// The result has the overlay's id, version and hash.
Result<Pack> applyOverlay(const Pack& base, const Pack& overlay);

} // namespace docket::policy
