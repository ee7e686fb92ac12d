#pragma once

#include "core/sync/outbox.h"
#include "core/workspace/workspace.h"

namespace docket
{

/// One line of `outbox list`.
struct OutboxItem {
    QString actionId;
    QString caseText;
    QString type; ///< comment, status, …
    Subject subject;
    QString summary; ///< first words of what will be visible
    log::ActionState state = log::ActionState::Queued;
    QDateTime notBefore; ///< end of the countdown, UTC
    QString lastError;
    int attempts = 0;
};

/// The outbox as the audit log tells it: nothing about an outward act is kept anywhere else (law 1).
/// Thread: that of the workspace.
class OutboxLog final : public sync::ActionLog
{
public:
    explicit OutboxLog(Workspace& workspace) : m_workspace(workspace) { }
    Result<QList<sync::OpenAct>> open() override;
    Status attempted(const sync::OutwardAct& act, const QJsonObject& before) override;
    Status confirmed(const sync::OutwardAct& act, const QJsonObject& evidence) override;
    Status failed(const sync::OutwardAct& act, const Error& error) override;

    /// Newest first; `openOnly` leaves out what was confirmed, cancelled or failed.
    Result<QList<OutboxItem>> items(bool openOnly);
    /// The case an act belongs to, with its state; NotFound.
    Result<std::pair<log::CaseId, log::Action>> find(const QString& actionId);

    /// The payload of `action.queued` for an act.
    static QByteArray queuedPayload(const sync::OutwardAct& act, const Subject& subject, int holdMs);

private:
    Status append(const QString& kind, const sync::OutwardAct& act, QJsonObject payload);
    Result<QList<log::CaseId>> casesWithActions();

    Workspace& m_workspace;
};

} // namespace docket
