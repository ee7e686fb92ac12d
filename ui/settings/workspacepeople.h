#pragma once

#include "core/workspace/workspacethread.h"
#include "ui/settings/peoplesource.h"

namespace docket::ui::settings
{

/// People and devices of the open workspace.
class WorkspacePeople final : public PeopleSource
{
public:
    /// `keychain` is not owned; it is asked on the workspace's thread.
    WorkspacePeople(WorkspaceThread& workspace, log::Keychain* keychain) : m_workspace(workspace), m_keychain(keychain)
    {
    }
    void overview(QObject* receiver, std::function<void(Result<PeopleOverview>)> done) override;
    void act(QObject* receiver, const PeopleAct& act, std::function<void(Result<PeopleOutcome>)> done) override;

private:
    WorkspaceThread& m_workspace;
    log::Keychain* m_keychain;
};

/// What overview() and act() do on the workspace's thread.
Result<PeopleOverview> readPeople(Workspace& workspace);
/// `cost` of the root key's seal; tests choose a cheap one.
Result<PeopleOutcome> perform(
    Workspace& workspace, log::Keychain* keychain, const PeopleAct& act, log::KdfCost cost = log::KdfCost::Sensitive);

} // namespace docket::ui::settings
