#include "ui/audit/workspacelog.h"

#include "core/log/format/note.h"
#include "core/workspace/redactionwork.h"
#include "ui/audit/words/logreader.h"

namespace docket::ui::audit
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int mostCases = 32; ///< of a search

bool mayWrite(Workspace& workspace)
{
    return !workspace.isReadOnly() && workspace.log().isUnlocked() && !workspace.log().readOnlyReason();
}

/// Cases by id, subject or words of their title.
Result<LogSearch> casesLike(Workspace& workspace, const QString& text)
{
    LogSearch search;
    search.text = text;
    const auto take = [&search](const cases::CaseRow& row) {
        search.kind = LogSearch::Kind::Cases;
        search.cases.append(log::CaseId{ row.caseId });
        search.titles.append(row.title);
    };
    if (const auto exact = workspace.view().find(text)) {
        take(*exact);
        return search;
    }
    cases::QueueQuery query;
    query.now = workspace.clock().now();
    for (const QString& word : text.split(u' ', Qt::SkipEmptyParts))
        query.terms.append({ {}, {}, word, false });
    DOCKET_ASSIGN(const auto rows, workspace.view().page(query, std::nullopt, mostCases));
    for (const cases::CaseRow& row : rows)
        take(row);
    return search;
}

} // namespace

WorkspaceLog::WorkspaceLog(WorkspaceThread& workspace) : m_workspace(workspace), m_reader(std::make_shared<LogReader>())
{
}

WorkspaceLog::~WorkspaceLog() = default;

void WorkspaceLog::forget()
{
    m_reader = std::make_shared<LogReader>();
}

void WorkspaceLog::page(const log::TimelineQuery& query, const std::optional<log::TimelineKey>& after, int limit,
    QObject* context, Answer<LogPage> answer)
{
    m_workspace.ask<LogPage>(
        context,
        [reader = m_reader, query, after, limit](Workspace& workspace) -> Result<LogPage> {
            DOCKET_TRY(reader->attach(workspace.log(), workspace.folder()));
            return reader->page(query, after, limit);
        },
        std::move(answer));
}

void WorkspaceLog::span(
    const log::TimelineQuery& query, int step, QObject* context, Answer<std::optional<log::TimelineSpan>> answer)
{
    m_workspace.ask<std::optional<log::TimelineSpan>>(
        context,
        [reader = m_reader, query, step](Workspace& workspace) -> Result<std::optional<log::TimelineSpan>> {
            DOCKET_TRY(reader->attach(workspace.log(), workspace.folder()));
            return reader->timeline().span(query, step);
        },
        std::move(answer));
}

void WorkspaceLog::detail(const log::EntryId& id, QObject* context, Answer<LogDetail> answer)
{
    m_workspace.ask<LogDetail>(
        context,
        [reader = m_reader, id](Workspace& workspace) -> Result<LogDetail> {
            DOCKET_TRY(reader->attach(workspace.log(), workspace.folder()));
            return reader->detail(id, mayWrite(workspace));
        },
        std::move(answer));
}

void WorkspaceLog::overview(QObject* context, Answer<LogOverview> answer)
{
    m_workspace.ask<LogOverview>(
        context,
        [reader = m_reader](Workspace& workspace) -> Result<LogOverview> {
            DOCKET_TRY(reader->attach(workspace.log(), workspace.folder()));
            return reader->overview(workspace.isReadOnly() || workspace.log().readOnlyReason().has_value());
        },
        std::move(answer));
}

void WorkspaceLog::search(const QString& text, QObject* context, Answer<LogSearch> answer)
{
    m_workspace.ask<LogSearch>(
        context,
        [reader = m_reader, text](Workspace& workspace) -> Result<LogSearch> {
            DOCKET_TRY(reader->attach(workspace.log(), workspace.folder()));
            DOCKET_ASSIGN(const auto entries, reader->entriesLike(text));
            if (entries)
                return *entries;
            return casesLike(workspace, text);
        },
        std::move(answer));
}

void WorkspaceLog::verify(log::Depth depth, const std::stop_token& stop, QObject* context,
    std::function<void(qint64, qint64)> progress, Answer<log::VerifyReport> answer)
{
    m_workspace.ask<QString>(
        context, [](Workspace& workspace) -> Result<QString> { return workspace.folder(); },
        [this, depth, stop, context, progress = std::move(progress), answer = std::move(answer)](
            const Result<QString>& folder) {
            if (folder)
                m_checks.check(*folder, depth, stop, context, progress, answer);
            else
                answer(fail(folder.error()));
        });
}

void WorkspaceLog::prove(const log::EntryId& id, QObject* context, Answer<QByteArray> answer)
{
    m_workspace.ask<QByteArray>(
        context, [id](Workspace& workspace) { return workspace.log().prove(id); }, std::move(answer));
}

void WorkspaceLog::checkpoint(QObject* context, Answer<SignedCheckpoint> answer)
{
    m_workspace.ask<SignedCheckpoint>(
        context,
        [](Workspace& workspace) -> Result<SignedCheckpoint> {
            SignedCheckpoint out;
            DOCKET_ASSIGN(out.note, workspace.log().checkpoint());
            DOCKET_ASSIGN(const log::SignedNote note, log::SignedNote::parse(out.note));
            DOCKET_ASSIGN(const log::Checkpoint checkpoint, log::Checkpoint::parse(note.text));
            const log::Reviewer me = workspace.log().me();
            out.verifierKey = log::verifierKey(checkpoint.origin, me.device);
            out.size = static_cast<qint64>(checkpoint.size);
            out.time = workspace.clock().now();
            out.person = me.name;
            return out;
        },
        std::move(answer));
}

void WorkspaceLog::planErasure(const log::EntryId& entry, QObject* context, Answer<ErasurePlan> answer)
{
    m_workspace.ask<ErasurePlan>(
        context,
        [reader = m_reader, entry](Workspace& workspace) -> Result<ErasurePlan> {
            DOCKET_TRY(reader->attach(workspace.log(), workspace.folder()));
            DOCKET_ASSIGN(const ErasureScope scope, RedactionWork(workspace).scopeOf(entry));
            ErasurePlan plan;
            plan.entry = entry;
            plan.blobs = static_cast<int>(scope.blobs.size());
            for (const log::EntryId& id : scope.entries)
                plan.entries.append(reader->linkTo(id));
            return plan;
        },
        std::move(answer));
}

void WorkspaceLog::requestErasure(
    const log::EntryId& entry, const ErasureWish& wish, QObject* context, Answer<void> answer)
{
    m_workspace.ask<void>(
        context,
        [entry, wish](Workspace& workspace) -> Status {
            RedactionWork work(workspace);
            DOCKET_ASSIGN(ErasureScope scope, work.scopeOf(entry));
            if (!wish.withEvidence)
                scope.blobs.clear();
            DOCKET_TRY(work.request(scope, wish.basis, wish.text));
            return {};
        },
        std::move(answer));
}

void WorkspaceLog::approveErasure(const log::EntryId& request, QObject* context, Answer<void> answer)
{
    m_workspace.ask<void>(
        context, [request](Workspace& workspace) { return RedactionWork(workspace).approve(request); },
        std::move(answer));
}

} // namespace docket::ui::audit
