#pragma once

#include "core/workspace/workspacethread.h"
#include "ui/exchange/exchangesource.h"

namespace docket::ui::exchange
{

/// The open workspace: everything runs on its thread (law 8). Thread: GUI.
class WorkspaceExchange final : public QObject, public ExchangeSource
{
    Q_OBJECT
public:
    explicit WorkspaceExchange(WorkspaceThread& workspace) : m_workspace(workspace) { }

    void people(QObject* receiver, std::function<void(Result<QList<core::Recipient>>)> done) override;
    void countCases(const QString& filter, QObject* receiver, std::function<void(Result<qint64>)> done) override;
    void write(const ExportWish& wish, const core::Progress& progress, std::stop_token stop, QObject* receiver,
        std::function<void(Result<core::ExportResult>)> done) override;
    void inspect(const QString& file, const core::Progress& progress, std::stop_token stop, QObject* receiver,
        std::function<void(Result<core::ImportPreview>)> done) override;
    void read(const QString& file, const core::Progress& progress, std::stop_token stop, QObject* receiver,
        std::function<void(Result<core::ImportResult>)> done) override;

private:
    WorkspaceThread& m_workspace;
};

} // namespace docket::ui::exchange
