#pragma once

#include "core/workspace/workspace.h"
#include "ui/shell/windowstate.h"

namespace docket::app
{

/// What the status line says, read from a workspace. Thread: that of the workspace.
struct WorkspaceStatus {
    ui::shell::LogState log; ///< without the verdict of a verification
    ui::shell::OutboxState outbox;
    ui::shell::DayState day;
    QDateTime lastSync; ///< UTC, invalid when never
};
Result<WorkspaceStatus> readStatus(Workspace& workspace);

/// Takes back the acts whose countdown runs that belong to the newest decision; returns how many. NotFound when
/// nothing is counting down.
Result<int> undoNewest(Workspace& workspace);

/// What the window must know when a workspace was opened.
struct OpenedWorkspace {
    bool readOnly = false;
    bool unlocked = false;
    bool needsPassphrase = false;
    QString endpoint;
    QDateTime lastSync;
};
Result<OpenedWorkspace> describe(Workspace& workspace);

} // namespace docket::app
