#pragma once

#include <QString>

namespace docket::test
{

/// Writes `<folder>/export.json`: notes, checkpoints and proofs of a log that core/log wrote, for foreign verifiers.
bool exportLog(const QString& folder);

} // namespace docket::test
