#include "core/workspace/hubsession.h"

#include "core/base/logging.h"
#include "core/sync/hubchannel.h"
#include "core/workspace/outboxlog.h"

namespace docket
{

using namespace Qt::StringLiterals;

namespace
{

/// The outbox's log, asked from the sender's thread.
class RemoteOutboxLog final : public sync::ActionLog
{
public:
    explicit RemoteOutboxLog(WorkspaceThread& workspace) : m_workspace(workspace) { }
    Result<QList<sync::OpenAct>> open() override
    {
        return m_workspace.askAndWait<QList<sync::OpenAct>>(
            [](Workspace& workspace) { return OutboxLog(workspace).open(); });
    }
    Status attempted(const sync::OutwardAct& act, const QJsonObject& before) override
    {
        return tell([&](OutboxLog& log) { return log.attempted(act, before); });
    }
    Status confirmed(const sync::OutwardAct& act, const QJsonObject& evidence) override
    {
        return tell([&](OutboxLog& log) { return log.confirmed(act, evidence); });
    }
    Status failed(const sync::OutwardAct& act, const Error& error) override
    {
        return tell([&](OutboxLog& log) { return log.failed(act, error); });
    }

private:
    Status tell(const std::function<Status(OutboxLog&)>& what)
    {
        return m_workspace.askAndWait<void>([&](Workspace& workspace) {
            OutboxLog log(workspace);
            return what(log);
        });
    }
    WorkspaceThread& m_workspace;
};

} // namespace

struct HubSession::Worker {
    Worker(WorkspaceThread& workspace, const hub::Client::Config& config, const Clock& clock)
        : client(config), channel(client), log(workspace), outbox(log, channel, clock)
    {
    }
    hub::Client client;
    sync::HubChannel channel;
    RemoteOutboxLog log;
    sync::Outbox outbox;
    std::unique_ptr<sync::Mirror> mirror;
    bool accountAsked = false;
};

HubSession::HubSession(WorkspaceThread& workspace, Clock& clock, QObject* parent)
    : QObject(parent), m_workspace(workspace), m_clock(clock)
{
    m_outboxTimer.setSingleShot(true);
    connect(&m_outboxTimer, &QTimer::timeout, this, [this] { runOutbox(false); });
}

HubSession::~HubSession()
{
    m_stopSync.request_stop();
    m_stopAll.request_stop();
    m_thread.quit();
    m_thread.wait();
}

void HubSession::start(const Config& config)
{
    Q_ASSERT(!m_context);
    if (!config.mayWrite)
        return;
    m_folder = config.folder;
    m_worker = std::make_shared<Worker>(m_workspace, config.client, m_clock);
    m_context = new QObject;
    m_context->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_context, &QObject::deleteLater);
    m_thread.setObjectName(u"hub-session"_s);
    m_thread.start();
    QMetaObject::invokeMethod(m_context, [this, worker = m_worker, folder = config.folder] {
        auto mirror = sync::Mirror::open(folder, sync::Mirror::Access::ReadWrite);
        if (mirror)
            worker->mirror = std::make_unique<sync::Mirror>(std::move(*mirror));
        else
            Q_EMIT syncFailed(mirror.error());
    });
    runOutbox(false); // what was left behind by the last run
}

void HubSession::sync(bool full, const QList<RepoKey>& also)
{
    if (m_syncing || !m_context)
        return;
    m_syncing = true;
    m_stopSync = std::stop_source();
    const std::stop_token stop = m_stopSync.get_token();
    QMetaObject::invokeMethod(m_context, [this, worker = m_worker, folder = m_folder, full, also, stop] {
        Result<sync::SyncCounts> counts = fail(ErrorCode::Storage, u"hub.db"_s, u"is not open"_s);
        if (worker->mirror) {
            if (worker->client.hasToken() && !worker->accountAsked) {
                // Rights on the Hub decide what is offered; without an answer the last known ones hold.
                hub::CallOptions call;
                call.stop = stop;
                if (const auto account = worker->client.whoami(call).result()) {
                    worker->accountAsked = true;
                    m_workspace.askAndWait<void>(
                        [&](Workspace& workspace) { return workspace.rememberHubAccount(*account); });
                    Q_EMIT accountKnown(account->name);
                }
            }
            sync::Engine engine(worker->client, *worker->mirror, m_clock);
            const auto watches = worker->mirror->watches();
            sync::SyncOptions options;
            options.full = full;
            options.also = also;
            counts = watches ? engine.sync(
                         *watches, options,
                         [this](const sync::SyncProgress& progress) { Q_EMIT syncProgressed(progress); }, stop)
                             : Result<sync::SyncCounts>(fail(watches.error()));
        }
        // Whatever came, even before an error, goes into the queue.
        const auto changed
            = m_workspace.askAndWait<QList<QByteArray>>([](Workspace& workspace) { return workspace.changedCases(); });
        if (changed && !changed->isEmpty())
            Q_EMIT m_workspace.casesChanged(*changed);
        if (counts && !changed)
            counts = fail(changed.error());
        if (!counts && sync::Mirror::noteDamage(folder, counts.error()))
            counts.error().wayOut = u"close Docket and open it again; what came from the Hub is then fetched anew"_s;
        QMetaObject::invokeMethod(this, [this, counts] {
            m_syncing = false;
            if (counts)
                Q_EMIT syncFinished(*counts, m_clock.now());
            else
                Q_EMIT syncFailed(counts.error());
        });
    });
}

void HubSession::cancelSync()
{
    m_stopSync.request_stop();
}

void HubSession::outboxChanged()
{
    runOutbox(false);
}

void HubSession::sendNow()
{
    runOutbox(true);
}

void HubSession::runOutbox(bool now)
{
    if (!m_context)
        return;
    if (m_sending) {
        m_sendAgain = true;
        return;
    }
    m_sending = true;
    const std::stop_token stop = m_stopAll.get_token();
    QMetaObject::invokeMethod(m_context, [this, worker = m_worker, now, stop] {
        const auto round = now ? worker->outbox.sendNow(stop) : worker->outbox.sendDue(stop);
        const auto waiting = worker->outbox.waiting();
        QMetaObject::invokeMethod(this, [this, round, waiting] {
            m_sending = false;
            if (!round) {
                Q_EMIT outboxFailed(round.error());
            } else {
                scheduleOutbox(round->nextTry);
                Q_EMIT outboxSent(*round, waiting);
                if (!round->touched.isEmpty())
                    sync(false, QList<RepoKey>(round->touched.begin(), round->touched.end()));
            }
            if (std::exchange(m_sendAgain, false))
                runOutbox(false);
        });
    });
}

void HubSession::scheduleOutbox(const QDateTime& next)
{
    m_outboxTimer.stop();
    if (next.isValid())
        m_outboxTimer.start(static_cast<int>(std::clamp<qint64>(m_clock.now().msecsTo(next), 10, 3'600'000)));
}

} // namespace docket
