#pragma once

#include "core/hub/client.h"
#include "core/sync/engine.h"
#include "core/sync/outbox.h"
#include "core/workspace/workspacethread.h"

#include <QTimer>

#include <atomic>

namespace docket
{

/// The workspace's conversation with its Hub: syncs when asked, sends the outbox when its countdowns end, on a thread
/// of its own. Nothing here is needed to work: without a network it says so and waits (law 5). Thread: an object of the
/// GUI thread; all work happens on its own.
class HubSession : public QObject
{
    Q_OBJECT
public:
    struct Config {
        QString folder; ///< of the workspace: the sync thread opens its own connection to hub.db
        hub::Client::Config client;
        bool mayWrite = true; ///< false in a read-only workspace: nothing is synced, nothing sent
    };
    HubSession(WorkspaceThread& workspace, Clock& clock, QObject* parent = nullptr);
    /// Stops what is under way (within a second) and joins.
    ~HubSession() override;

    void start(const Config& config);
    bool isSyncing() const { return m_syncing; }
    void sync(bool full = false, const QList<RepoKey>& also = {});
    void cancelSync();
    /// Something was queued or cancelled: look when the next act is due.
    void outboxChanged();
    /// Try what waits after a failure now.
    void sendNow();

Q_SIGNALS:
    void syncProgressed(const docket::sync::SyncProgress& progress);
    void syncFinished(const docket::sync::SyncCounts& counts, const QDateTime& at);
    void syncFailed(const docket::Error& error);
    /// After each round of the outbox; `waiting` says why acts wait.
    void outboxSent(const docket::sync::Outbox::Round& round, const QList<docket::sync::Outbox::Waiting>& waiting);
    void outboxFailed(const docket::Error& error);
    void accountKnown(const QString& name);

private:
    struct Worker;
    void runOutbox(bool now);
    void scheduleOutbox(const QDateTime& next);

    WorkspaceThread& m_workspace;
    Clock& m_clock;
    QThread m_thread;
    std::shared_ptr<Worker> m_worker;
    QObject* m_context = nullptr; ///< lives on m_thread
    QTimer m_outboxTimer;
    std::stop_source m_stopSync;
    QString m_folder; ///< of the workspace
    std::stop_source m_stopAll;
    bool m_syncing = false;
    bool m_sending = false;
    bool m_sendAgain = false;
};

} // namespace docket
