#include "core/workspace/workspacethread.h"

#include "core/base/logging.h"

namespace docket
{

using namespace Qt::StringLiterals;

WorkspaceThread::WorkspaceThread(QObject* parent)
    : QObject(parent), m_context(new QObject), m_rest(new QTimer(m_context))
{
    // What was done is signed once the hand rests (audit.md 4.4).
    m_rest->setSingleShot(true);
    m_rest->setInterval(std::chrono::minutes(1));
    connect(m_rest, &QTimer::timeout, m_context, [this] {
        if (!m_workspace)
            return;
        if (const Status signedNow = m_workspace->signWhatIsNew(); !signedNow)
            qCWarning(lcLog).noquote() << signedNow.error().text();
    });
    m_thread.setObjectName(u"workspace"_s);
    m_context->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_context, &QObject::deleteLater);
    m_thread.start();
}

WorkspaceThread::~WorkspaceThread()
{
    close();
    // Queued behind everything that was asked before.
    post([this] { m_thread.quit(); });
    m_thread.wait();
}

void WorkspaceThread::open(std::function<Result<std::unique_ptr<Workspace>>()> make, QObject* receiver,
    std::function<void(docket::Status)> done)
{
    QPointer<QObject> guard(receiver);
    post([this, guard, make = std::move(make), done = std::move(done)] {
        m_workspace.reset();
        docket::Status status;
        if (auto workspace = make())
            m_workspace = std::move(*workspace);
        else
            status = fail(workspace.error());
        if (guard)
            QMetaObject::invokeMethod(
                guard.data(), [done, status] { done(status); }, Qt::QueuedConnection);
    });
}

void WorkspaceThread::close()
{
    post([this] { m_workspace.reset(); });
}

Error WorkspaceThread::closedError()
{
    return Error{ ErrorCode::NotFound, u"workspace"_s, u"none is open"_s, u"open or make one first"_s };
}

void WorkspaceThread::post(std::function<void()> work)
{
    const auto then = [this, work = std::move(work)] {
        work();
        m_rest->start();
    };
    QMetaObject::invokeMethod(m_context, then, Qt::QueuedConnection);
}

} // namespace docket
