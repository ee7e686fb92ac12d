#include "ui/exchange/workspaceexchange.h"

#include <QElapsedTimer>

namespace docket::ui::exchange
{

namespace
{

constexpr qint64 betweenReports = 50; // ms: more often nobody can read it

/// Carries progress from the workspace's thread to the receiver's.
core::Progress relayed(const core::Progress& progress, QObject* receiver)
{
    if (!progress)
        return {};
    auto timer = std::make_shared<QElapsedTimer>();
    auto last = std::make_shared<std::optional<core::Stage>>();
    return [progress, guard = QPointer<QObject>(receiver), timer, last](core::Stage stage, qint64 done, qint64 total) {
        if (*last == stage && timer->isValid() && timer->elapsed() < betweenReports)
            return;
        *last = stage;
        timer->start();
        if (guard)
            QMetaObject::invokeMethod(
                guard.data(), [progress, stage, done, total] { progress(stage, done, total); }, Qt::QueuedConnection);
    };
}

Result<cases::QueueQuery> queryOf(Workspace& workspace, const QString& filter)
{
    auto query = cases::parseQueueQuery(filter, workspace.clock().now());
    if (!query)
        return fail(query.error().error);
    return *query;
}

} // namespace

void WorkspaceExchange::people(QObject* receiver, std::function<void(Result<QList<core::Recipient>>)> done)
{
    m_workspace.ask<QList<core::Recipient>>(
        receiver, [](Workspace& workspace) { return ExchangeWork(workspace).people(); }, std::move(done));
}

void WorkspaceExchange::countCases(const QString& filter, QObject* receiver, std::function<void(Result<qint64>)> done)
{
    m_workspace.ask<qint64>(
        receiver,
        [filter](Workspace& workspace) -> Result<qint64> {
            DOCKET_ASSIGN(const cases::QueueQuery query, queryOf(workspace, filter));
            return workspace.view().count(query);
        },
        std::move(done));
}

void WorkspaceExchange::write(const ExportWish& wish, const core::Progress& progress, std::stop_token stop,
    QObject* receiver, std::function<void(Result<core::ExportResult>)> done)
{
    m_workspace.ask<core::ExportResult>(
        receiver,
        [wish, report = relayed(progress, receiver), stop](Workspace& workspace) -> Result<core::ExportResult> {
            ExchangeWork work(workspace);
            ExportChoice choice;
            choice.file = wish.file;
            choice.to = wish.to;
            choice.since = wish.scope == ExportWish::Scope::Since;
            if (wish.scope == ExportWish::Scope::Cases) {
                DOCKET_ASSIGN(const cases::QueueQuery query, queryOf(workspace, wish.filter));
                DOCKET_ASSIGN(choice.cases, work.casesOf(query, wish.limit));
            }
            return work.exportTo(choice, report, stop);
        },
        std::move(done));
}

void WorkspaceExchange::inspect(const QString& file, const core::Progress& progress, std::stop_token stop,
    QObject* receiver, std::function<void(Result<core::ImportPreview>)> done)
{
    m_workspace.ask<core::ImportPreview>(
        receiver,
        [file, report = relayed(progress, receiver), stop](
            Workspace& workspace) { return ExchangeWork(workspace).inspect(file, report, stop); },
        std::move(done));
}

void WorkspaceExchange::read(const QString& file, const core::Progress& progress, std::stop_token stop,
    QObject* receiver, std::function<void(Result<core::ImportResult>)> done)
{
    auto changed = std::make_shared<QList<QByteArray>>();
    m_workspace.ask<core::ImportResult>(
        receiver,
        [file, changed, report = relayed(progress, receiver), stop](
            Workspace& workspace) { return ExchangeWork(workspace).importFrom(file, report, stop, changed.get()); },
        [this, changed, done = std::move(done)](Result<core::ImportResult> result) {
            if (!changed->isEmpty())
                Q_EMIT m_workspace.casesChanged(*changed);
            done(std::move(result));
        });
}

} // namespace docket::ui::exchange
