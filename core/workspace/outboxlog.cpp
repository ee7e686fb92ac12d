#include "core/workspace/outboxlog.h"

#include <QJsonDocument>

namespace docket
{

using namespace Qt::StringLiterals;

namespace
{

QByteArray compact(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

bool isOpen(log::ActionState state)
{
    return state == log::ActionState::Queued || state == log::ActionState::Attempted;
}

QString summaryOf(const sync::OutwardAct& act)
{
    const QString text = act.type == sync::OutwardAct::Type::Status ? act.status
        : act.type == sync::OutwardAct::Type::Hide                  ? act.commentId
        : act.title.isEmpty()                                       ? act.text
                                                                    : act.title;
    return text.simplified().left(120);
}

} // namespace

QByteArray OutboxLog::queuedPayload(const sync::OutwardAct& act, const Subject& subject, int holdMs)
{
    return compact(
        { { u"action"_s, act.id }, { u"type"_s, sync::actTypeName(act.type) }, { u"subject"_s, subject.key() },
            { u"not_before"_s, toIsoUtc(act.notBefore) }, { u"hold_ms"_s, holdMs }, { u"act"_s, act.toJson() } });
}

Result<QList<log::CaseId>> OutboxLog::casesWithActions()
{
    DOCKET_ASSIGN(const QList<QByteArray> ids, m_workspace.view().casesWithActs(true));
    QList<log::CaseId> cases;
    for (const QByteArray& id : ids)
        cases.append({ id });
    return cases;
}

Result<QList<sync::OpenAct>> OutboxLog::open()
{
    DOCKET_TRY(m_workspace.refreshView());
    DOCKET_ASSIGN(const QList<log::CaseId> cases, casesWithActions());
    QList<std::pair<QDateTime, sync::OpenAct>> found;
    for (const log::CaseId& caseId : cases) {
        DOCKET_ASSIGN(const log::CaseState state, m_workspace.log().caseState(caseId));
        for (const log::Action& action : state.actions) {
            if (!isOpen(action.state) || action.erased)
                continue;
            const auto act = sync::OutwardAct::fromJson(action.payload[u"act"].toObject());
            if (!act)
                return fail(ErrorCode::Integrity, u"outward act %1"_s.arg(action.actionId), act.error().cause,
                    u"verify the log"_s);
            sync::OpenAct open;
            open.act = *act;
            open.attempts = action.attempts;
            open.lastAttempt = action.lastAttempt;
            if (action.attempts > 0) {
                // What the Hub looked like just before the last try stands in that entry.
                DOCKET_ASSIGN(const QList<log::Entry> entries, m_workspace.log().entriesOf(caseId));
                for (const log::Entry& entry : entries) {
                    if (entry.kind != u"action.attempted")
                        continue;
                    DOCKET_ASSIGN(const auto payload, m_workspace.log().payload(entry.id));
                    const QJsonObject object = QJsonDocument::fromJson(payload.value_or(QByteArray())).object();
                    if (object[u"action"].toString() == action.actionId)
                        open.before = object[u"before"].toObject();
                }
            }
            found.append({ action.queuedAt, open });
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    QList<sync::OpenAct> acts;
    for (const auto& [time, act] : std::as_const(found))
        acts.append(act);
    return acts;
}

Result<std::pair<log::CaseId, log::Action>> OutboxLog::find(const QString& actionId)
{
    DOCKET_ASSIGN(const QList<QByteArray> ids, m_workspace.view().casesWithActs(false));
    for (const QByteArray& id : ids) {
        const log::CaseId caseId{ id };
        DOCKET_ASSIGN(const log::CaseState state, m_workspace.log().caseState(caseId));
        for (const log::Action& action : state.actions) {
            if (action.actionId == actionId)
                return std::pair(caseId, action);
        }
    }
    return fail(ErrorCode::NotFound, u"outward act \"%1\""_s.arg(actionId), u"there is no such act"_s,
        u"see: docketctl outbox list"_s);
}

Status OutboxLog::append(const QString& kind, const sync::OutwardAct& act, QJsonObject payload)
{
    DOCKET_ASSIGN(const auto found, find(act.id));
    if (!isOpen(found.second.state)) {
        return fail(ErrorCode::Cancelled, u"outward act %1"_s.arg(act.id),
            u"is already %1"_s.arg(log::actionStateName(found.second.state)));
    }
    payload[u"action"] = act.id;
    log::Draft draft;
    draft.kind = kind;
    draft.caseId = found.first;
    draft.payload = compact(payload);
    DOCKET_ASSIGN(draft.policy, m_workspace.policySet());
    DOCKET_TRY(m_workspace.log().append({ draft }));
    DOCKET_TRY(m_workspace.refreshView(found.first.bytes));
    return {};
}

Status OutboxLog::attempted(const sync::OutwardAct& act, const QJsonObject& before)
{
    return append(u"action.attempted"_s, act, { { u"before"_s, before } });
}

Status OutboxLog::confirmed(const sync::OutwardAct& act, const QJsonObject& evidence)
{
    return append(u"action.confirmed"_s, act, { { u"evidence"_s, evidence } });
}

Status OutboxLog::failed(const sync::OutwardAct& act, const Error& error)
{
    return append(u"action.failed"_s, act, { { u"code"_s, errorCodeName(error.code) }, { u"cause"_s, error.text() } });
}

Result<QList<OutboxItem>> OutboxLog::items(bool openOnly)
{
    DOCKET_TRY(m_workspace.refreshView());
    DOCKET_ASSIGN(const QList<QByteArray> ids, m_workspace.view().casesWithActs(openOnly));
    QList<std::pair<QDateTime, OutboxItem>> found;
    for (const QByteArray& id : ids) {
        const log::CaseId caseId{ id };
        DOCKET_ASSIGN(const log::CaseState state, m_workspace.log().caseState(caseId));
        for (const log::Action& action : state.actions) {
            if (openOnly && !isOpen(action.state))
                continue;
            OutboxItem item;
            item.actionId = action.actionId;
            item.caseText = caseId.text();
            item.type = action.type;
            item.state = action.state;
            item.lastError = action.lastError;
            item.attempts = action.attempts;
            if (const auto act = sync::OutwardAct::fromJson(action.payload[u"act"].toObject())) {
                item.subject = act->subject();
                item.summary = summaryOf(*act);
                item.notBefore = act->notBefore;
            }
            found.append({ action.queuedAt, item });
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    QList<OutboxItem> items;
    for (auto& [time, item] : found)
        items.append(std::move(item));
    return items;
}

} // namespace docket
