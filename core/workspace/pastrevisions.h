#pragma once

#include "core/log/store/store.h"
#include "core/sync/mirror.h"

namespace docket
{

/// Commits that entries of the log about `repo`, or a thread of it, name anywhere in their payloads: pins of
/// judgements and anchors of evidence.
Result<QSet<QString>> commitsNamed(log::Store& log, sync::Mirror& mirror, const RepoKey& repo);

/// Forgets what exceeds sync::revisionsKept; a revision that evidence in the log names is never dropped.
Status trimPastRevisions(log::Store& log, sync::Mirror& mirror);

} // namespace docket
