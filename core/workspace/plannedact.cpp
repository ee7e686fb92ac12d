#include "core/workspace/plannedact.h"

#include <QUuid>

namespace docket
{

sync::OutwardAct actOf(const policy::PlannedAction& planned, const QString& group, const QDateTime& notBefore)
{
    using Planned = policy::PlannedAction::Type;
    using Act = sync::OutwardAct::Type;
    sync::OutwardAct act;
    act.id = QUuid::createUuid().toString(QUuid::Id128);
    act.group = group;
    act.repo = planned.repo;
    act.thread = planned.thread;
    act.text = planned.body;
    act.title = planned.title;
    act.status = planned.status;
    act.commentId = planned.commentId;
    act.path = planned.path;
    act.parentCommit = planned.parentCommit;
    act.content = QString::fromUtf8(planned.content);
    act.notBefore = notBefore;
    switch (planned.type) {
    case Planned::Comment:
        act.type = Act::Comment;
        break;
    case Planned::Status:
        act.type = Act::Status;
        break;
    case Planned::Title:
        act.type = Act::Title;
        break;
    case Planned::Hide:
        act.type = Act::Hide;
        break;
    case Planned::PullRequest:
        act.type = Act::PullRequest;
        break;
    case Planned::Discussion:
        act.type = Act::Discussion;
        break;
    }
    return act;
}

} // namespace docket
