#pragma once

#include "core/workspace/workspacethread.h"
#include "ui/models/queuesource.h"

#include <atomic>

namespace docket::app
{

/// The queue of an open workspace: every question runs on the workspace's thread. Thread: GUI.
class WorkspaceQueue final : public ui::models::QueueSource, public ui::models::CaseActs
{
public:
    explicit WorkspaceQueue(WorkspaceThread& workspace) : m_workspace(workspace) { }

    void page(const cases::QueueQuery& query, const std::optional<cases::PageKey>& after, int limit, QObject* context,
        Callback<QList<cases::CaseRow>> answer) override;
    void span(
        const cases::QueueQuery& query, int step, QObject* context, Callback<ui::models::QueueSpan> answer) override;
    void count(const cases::QueueQuery& query, qint64 cap, QObject* context, Callback<qint64> answer) override;
    void rows(const QList<QByteArray>& caseIds, QObject* context, Callback<QList<cases::CaseRow>> answer) override;
    void search(const QString& words, int limit, QObject* context, Callback<QList<cases::CaseRow>> answer) override;
    void claim(const QByteArray& caseId, QObject* context, Answer answer) override;
    void release(const QByteArray& caseId, QObject* context, Answer answer) override;

private:
    WorkspaceThread& m_workspace;
    /// Newest span and search asked for; older ones that have not begun are not worth their walk.
    std::shared_ptr<std::atomic<int>> m_newestSpan = std::make_shared<std::atomic<int>>(0);
    std::shared_ptr<std::atomic<int>> m_newestSearch = std::make_shared<std::atomic<int>>(0);
};

} // namespace docket::app
