#pragma once

#include "core/workspace/checkthread.h"
#include "core/workspace/workspacethread.h"
#include "ui/audit/words/logsource.h"

#include <memory>

namespace docket::ui::audit
{

/// The log of an open workspace: questions run on the workspace's thread, where the log is written too; a check, which
/// may take long, on one of its own, so that no decision waits for it. Thread: GUI. To outlive whoever asks.
class WorkspaceLog final : public LogSource
{
public:
    explicit WorkspaceLog(WorkspaceThread& workspace);
    ~WorkspaceLog() override;
    /// Before another workspace is opened on the same thread.
    void forget();

    void page(const log::TimelineQuery& query, const std::optional<log::TimelineKey>& after, int limit,
        QObject* context, Answer<LogPage> answer) override;
    void span(const log::TimelineQuery& query, int step, QObject* context,
        Answer<std::optional<log::TimelineSpan>> answer) override;
    void detail(const log::EntryId& id, QObject* context, Answer<LogDetail> answer) override;
    void overview(QObject* context, Answer<LogOverview> answer) override;
    void search(const QString& text, QObject* context, Answer<LogSearch> answer) override;
    void verify(log::Depth depth, const std::stop_token& stop, QObject* context,
        std::function<void(qint64, qint64)> progress, Answer<log::VerifyReport> answer) override;
    void prove(const log::EntryId& id, QObject* context, Answer<QByteArray> answer) override;
    void checkpoint(QObject* context, Answer<SignedCheckpoint> answer) override;
    void planErasure(const log::EntryId& entry, QObject* context, Answer<ErasurePlan> answer) override;
    void requestErasure(
        const log::EntryId& entry, const ErasureWish& wish, QObject* context, Answer<void> answer) override;
    void approveErasure(const log::EntryId& request, QObject* context, Answer<void> answer) override;

private:
    WorkspaceThread& m_workspace;
    CheckThread m_checks;
    std::shared_ptr<class LogReader> m_reader; ///< used on the workspace's thread only
};

} // namespace docket::ui::audit
