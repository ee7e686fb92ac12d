#include "app/docket/desk/statusreader.h"

#include "core/workspace/casework.h"
#include "core/workspace/outboxlog.h"

#include <algorithm>

namespace docket::app
{

using namespace Qt::StringLiterals;

namespace
{

/// A day's work is looked for in the newest entries; more than this nobody decides between two midnights.
constexpr int entriesOfADay = 5000;

Result<int> decidedToday(Workspace& workspace)
{
    DOCKET_ASSIGN(const qint64 last, workspace.log().lastRow());
    DOCKET_ASSIGN(
        const auto entries, workspace.log().entries(std::max<qint64>(0, last - entriesOfADay), entriesOfADay));
    const QDate today = workspace.clock().now().toLocalTime().date();
    const QByteArray device = workspace.log().me().device;
    return static_cast<int>(std::ranges::count_if(entries, [&](const log::Entry& entry) {
        return entry.kind == "case.decide"_L1 && entry.device == device && entry.time.toLocalTime().date() == today;
    }));
}

bool isCounting(const OutboxItem& item, const QDateTime& now)
{
    return item.state == log::ActionState::Queued && item.attempts == 0 && item.notBefore > now;
}

Result<ui::shell::OutboxState> outboxState(Workspace& workspace)
{
    const QDateTime now = workspace.clock().now();
    DOCKET_ASSIGN(const auto items, OutboxLog(workspace).items(true));
    ui::shell::OutboxState state;
    for (const OutboxItem& item : items) {
        if (isCounting(item, now)) {
            ++state.counting;
            if (!state.nextLeaves.isValid() || item.notBefore < state.nextLeaves)
                state.nextLeaves = item.notBefore;
        } else if (item.state == log::ActionState::Failed) {
            ++state.failed;
        } else {
            ++state.waiting;
        }
    }
    return state;
}

} // namespace

Result<WorkspaceStatus> readStatus(Workspace& workspace)
{
    WorkspaceStatus status;
    DOCKET_ASSIGN(status.log.entries, workspace.log().size());
    DOCKET_ASSIGN(status.outbox, outboxState(workspace));
    DOCKET_ASSIGN(status.day.decided, decidedToday(workspace));
    DOCKET_ASSIGN(status.lastSync, workspace.mirror().lastSync());
    return status;
}

Result<int> undoNewest(Workspace& workspace)
{
    const QDateTime now = workspace.clock().now();
    DOCKET_ASSIGN(const auto items, OutboxLog(workspace).items(true)); // newest first
    const auto newest = std::ranges::find_if(items, [&](const OutboxItem& item) { return isCounting(item, now); });
    if (newest == items.end())
        return fail(ErrorCode::NotFound, u"outbox"_s, u"nothing is about to leave"_s);
    int undone = 0;
    for (const OutboxItem& item : items) {
        if (item.caseText != newest->caseText || !isCounting(item, now))
            continue;
        DOCKET_TRY(Casework(workspace).cancelAction(item.actionId));
        ++undone;
    }
    return undone;
}

Result<OpenedWorkspace> describe(Workspace& workspace)
{
    OpenedWorkspace opened;
    opened.readOnly = workspace.isReadOnly();
    opened.unlocked = workspace.log().isUnlocked();
    opened.needsPassphrase = workspace.log().needsPassphrase();
    opened.endpoint = workspace.settings().endpoint;
    DOCKET_ASSIGN(opened.lastSync, workspace.mirror().lastSync());
    return opened;
}

} // namespace docket::app
