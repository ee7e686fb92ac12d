#pragma once

#include "core/policy/plannedaction.h"
#include "core/sync/outwardact.h"

namespace docket
{

/// The outbox's form of what the policy room planned: one act with an id of its own, in a group that leaves together,
/// not before that time (UTC).
sync::OutwardAct actOf(const policy::PlannedAction& planned, const QString& group, const QDateTime& notBefore);

} // namespace docket
