#include "app/docket/desk/workspacequeue.h"

#include "core/workspace/casework.h"

namespace docket::app
{

using namespace Qt::StringLiterals;
using ui::models::QueueSpan;

namespace
{

QString textOf(const QByteArray& caseId)
{
    return QString::fromLatin1(caseId.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

Error superseded()
{
    return { ErrorCode::Cancelled, u"queue"_s, u"a newer question was asked"_s, {} };
}

Result<QueueSpan> walk(cases::CaseView& view, const cases::QueueQuery& query, int step)
{
    QueueSpan span;
    DOCKET_ASSIGN(span.keys, view.anchors(query, step));
    if (span.keys.isEmpty())
        return span;
    DOCKET_ASSIGN(const auto tail, view.page(query, span.keys.last(), step));
    span.total = (span.keys.size() - 1) * qint64{ step } + 1 + tail.size();
    return span;
}

} // namespace

void WorkspaceQueue::page(const cases::QueueQuery& query, const std::optional<cases::PageKey>& after, int limit,
    QObject* context, Callback<QList<cases::CaseRow>> answer)
{
    m_workspace.ask<QList<cases::CaseRow>>(
        context, [query, after, limit](Workspace& workspace) { return workspace.view().page(query, after, limit); },
        std::move(answer));
}

void WorkspaceQueue::span(const cases::QueueQuery& query, int step, QObject* context, Callback<QueueSpan> answer)
{
    const int mine = ++*m_newestSpan;
    m_workspace.ask<QueueSpan>(
        context,
        [query, step, mine, newest = m_newestSpan](Workspace& workspace) -> Result<QueueSpan> {
            if (*newest != mine)
                return fail(superseded());
            return walk(workspace.view(), query, step);
        },
        std::move(answer));
}

void WorkspaceQueue::count(const cases::QueueQuery& query, qint64 cap, QObject* context, Callback<qint64> answer)
{
    m_workspace.ask<qint64>(
        context, [query, cap](Workspace& workspace) { return workspace.view().count(query, cap); }, std::move(answer));
}

void WorkspaceQueue::rows(const QList<QByteArray>& caseIds, QObject* context, Callback<QList<cases::CaseRow>> answer)
{
    m_workspace.ask<QList<cases::CaseRow>>(
        context,
        [caseIds](Workspace& workspace) -> Result<QList<cases::CaseRow>> {
            QList<cases::CaseRow> rows;
            for (const QByteArray& id : caseIds) {
                DOCKET_ASSIGN(const auto row, workspace.view().row(id));
                if (row)
                    rows.append(*row);
            }
            return rows;
        },
        std::move(answer));
}

void WorkspaceQueue::search(const QString& words, int limit, QObject* context, Callback<QList<cases::CaseRow>> answer)
{
    const int mine = ++*m_newestSearch;
    m_workspace.ask<QList<cases::CaseRow>>(
        context,
        [words, limit, mine, newest = m_newestSearch](Workspace& workspace) -> Result<QList<cases::CaseRow>> {
            if (*newest != mine)
                return fail(superseded());
            cases::QueueQuery query;
            query.now = workspace.clock().now();
            for (const QString& word : words.split(u' ', Qt::SkipEmptyParts))
                query.terms.append({ {}, {}, word, false });
            return workspace.view().page(query, std::nullopt, limit);
        },
        std::move(answer));
}

void WorkspaceQueue::claim(const QByteArray& caseId, QObject* context, Answer answer)
{
    m_workspace.ask<void>(
        context, [caseId](Workspace& workspace) { return Casework(workspace).claim(textOf(caseId)); },
        std::move(answer));
}

void WorkspaceQueue::release(const QByteArray& caseId, QObject* context, Answer answer)
{
    m_workspace.ask<void>(
        context, [caseId](Workspace& workspace) { return Casework(workspace).release(textOf(caseId)); },
        std::move(answer));
}

} // namespace docket::app
