#pragma once

#include "core/workspace/workspace.h"

namespace docket
{

/// When the workspace's log was last read in full, every signature too, and found sound. UTC; invalid when never. It is
/// kept beside the mirror: where that is fetched anew, one more check is all that it costs.
Result<QDateTime> lastFullCheck(Workspace& workspace);
Status rememberFullCheck(Workspace& workspace, const QDateTime& at);

/// True when a battery is being discharged. Reads Linux's sysfs at `folder`; false where it says nothing.
bool runsOnBattery(const QString& folder = QStringLiteral("/sys/class/power_supply"));

} // namespace docket
