#pragma once

#include "core/workspace/workspace.h"

#include <QObject>
#include <QPointer>
#include <QThread>
#include <QTimer>

#include <functional>

namespace docket
{

/// A workspace on a thread of its own: the GUI asks, the answer comes back on the asker's thread, and no disk, fold or
/// hash ever runs where windows are painted (law 8).
/// Thread: any may ask; questions are answered in order.
class WorkspaceThread : public QObject
{
    Q_OBJECT
public:
    explicit WorkspaceThread(QObject* parent = nullptr);
    /// Answers what was asked, then closes the workspace.
    ~WorkspaceThread() override;

    /// Opens or makes the workspace through `make`, on its thread. `done` runs on the thread of `receiver`.
    void open(std::function<Result<std::unique_ptr<Workspace>>()> make, QObject* receiver,
        std::function<void(docket::Status)> done);
    void close();

    /// Runs `work` on the workspace's thread and `done` with its result on the receiver's; dropped when `receiver` is
    /// gone. When no workspace is open, `done` gets NotFound.
    template <typename T>
    void ask(QObject* receiver, std::function<Result<T>(Workspace&)> work, std::function<void(Result<T>)> done)
    {
        QPointer<QObject> guard(receiver);
        post([this, guard, work = std::move(work), done = std::move(done)] {
            Result<T> result = m_workspace ? work(*m_workspace) : Result<T>(fail(closedError()));
            if (!guard)
                return;
            QMetaObject::invokeMethod(
                guard.data(), [done, result = std::move(result)]() mutable { done(std::move(result)); },
                Qt::QueuedConnection);
        });
    }

    /// Runs `work` there, whether a workspace is open or not; `done` with its result on the thread of `receiver`.
    template <typename T>
    void run(QObject* receiver, std::function<Result<T>()> work, std::function<void(Result<T>)> done)
    {
        QPointer<QObject> guard(receiver);
        post([guard, work = std::move(work), done = std::move(done)] {
            Result<T> result = work();
            if (!guard)
                return;
            QMetaObject::invokeMethod(
                guard.data(), [done, result = std::move(result)]() mutable { done(std::move(result)); },
                Qt::QueuedConnection);
        });
    }

    /// Runs `work` there and waits. Never from the GUI thread, never from the workspace's own.
    template <typename T> Result<T> askAndWait(std::function<Result<T>(Workspace&)> work)
    {
        Result<T> result = fail(closedError());
        QMetaObject::invokeMethod(
            m_context,
            [&] {
                if (m_workspace)
                    result = work(*m_workspace);
            },
            Qt::BlockingQueuedConnection);
        return result;
    }

Q_SIGNALS:
    /// These cases changed in the log or on the Hub; sent after every refresh of the view.
    void casesChanged(const QList<QByteArray>& caseIds);

private:
    static Error closedError();
    void post(std::function<void()> work);

    QThread m_thread;
    QObject* m_context; ///< lives on m_thread
    QTimer* m_rest; ///< child of m_context: a minute after the last question
    std::unique_ptr<Workspace> m_workspace; ///< touched on m_thread only
};

} // namespace docket
