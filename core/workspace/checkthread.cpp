#include "core/workspace/checkthread.h"

#include "core/log/store/store.h"

#include <QElapsedTimer>

namespace docket
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 progressEveryMs = 50;

} // namespace

CheckThread::CheckThread(QObject* parent) : QObject(parent), m_context(new QObject)
{
    m_thread.setObjectName(u"check"_s);
    m_context->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_context, &QObject::deleteLater);
    m_thread.start();
}

CheckThread::~CheckThread()
{
    m_end.request_stop();
    m_thread.quit();
    m_thread.wait();
}

void CheckThread::check(const QString& folder, log::Depth depth, const std::stop_token& stop, QObject* receiver,
    Progress progress, Done done)
{
    const auto work = [this, folder, depth, stop, guard = QPointer<QObject>(receiver), progress = std::move(progress),
                          done = std::move(done)] {
        Result<log::VerifyReport> report = run(folder, depth, stop, guard, progress);
        // By way of this object, which outlives the thread; whether the receiver is still there is asked where it
        // lives.
        QMetaObject::invokeMethod(
            this,
            [guard, done, report = std::move(report)] {
                if (guard)
                    done(report);
            },
            Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(m_context, work, Qt::QueuedConnection);
}

Result<log::VerifyReport> CheckThread::run(const QString& folder, log::Depth depth, const std::stop_token& stop,
    const QPointer<QObject>& receiver, const Progress& progress)
{
    std::stop_source either;
    const auto end = [&either] { either.request_stop(); };
    const std::stop_callback asked(stop, end);
    const std::stop_callback closing(m_end.get_token(), end);
    if (either.stop_requested())
        return fail(ErrorCode::Cancelled, u"log verification"_s, u"stopped"_s);
    DOCKET_ASSIGN(const auto store, log::Store::open(folder, log::Access::ReadOnly, m_clock));
    QElapsedTimer since;
    const auto tell = [&](qint64 read, qint64 total) {
        if (since.isValid() && since.elapsed() < progressEveryMs && read < total)
            return;
        since.start();
        QMetaObject::invokeMethod(
            this,
            [receiver, progress, read, total] {
                if (receiver)
                    progress(read, total);
            },
            Qt::QueuedConnection);
    };
    return store->verify(depth, tell, either.get_token());
}

} // namespace docket
