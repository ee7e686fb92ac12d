#include "core/log/keys/keychain.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTimer>
#include <qt6keychain/keychain.h>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

QString service()
{
    return u"docket"_s;
}

Error noService(const QString& cause)
{
    return Error{ ErrorCode::Locked, u"keychain"_s, cause, u"unlock the desktop's keychain, or use a passphrase"_s };
}

/// Runs a job to its end in a local event loop. Takes the job; it stays valid until control returns to the event loop,
/// and one that outlives the time-out is deleted when it ends, because the service may still call it back.
Status run(QKeychain::Job* job, std::chrono::milliseconds timeout)
{
    if (!QCoreApplication::instance()) {
        delete job;
        return fail(noService(u"there is no application to talk to it"_s));
    }
    job->setInsecureFallback(false);
    job->setAutoDelete(false);
    QEventLoop loop;
    bool finished = false;
    QObject::connect(job, &QKeychain::Job::finished, &loop, [&] {
        finished = true;
        loop.quit();
    });
    QTimer::singleShot(timeout, &loop, &QEventLoop::quit);
    job->start();
    loop.exec(QEventLoop::ExcludeUserInputEvents);
    if (!finished) {
        QObject::connect(job, &QKeychain::Job::finished, job, &QObject::deleteLater);
        return fail(noService(u"does not answer"_s));
    }
    job->deleteLater();
    switch (job->error()) {
    case QKeychain::NoError:
        return {};
    case QKeychain::EntryNotFound:
        return fail(ErrorCode::NotFound, u"keychain"_s, u"has no key for this workspace"_s,
            u"restore the keychain, or enrol this machine as a new device"_s);
    default:
        return fail(noService(job->errorString().isEmpty() ? u"refused"_s : job->errorString()));
    }
}

} // namespace

Result<Secret> SystemKeychain::load(const QString& name)
{
    auto* job = new QKeychain::ReadPasswordJob(service());
    job->setKey(name);
    DOCKET_TRY(run(job, m_timeout));
    return Secret::take(QByteArray::fromBase64(job->binaryData()));
}

Status SystemKeychain::store(const QString& name, const Secret& secret)
{
    auto* job = new QKeychain::WritePasswordJob(service());
    job->setKey(name);
    job->setBinaryData(secret.view().toByteArray().toBase64());
    return run(job, m_timeout);
}

Status SystemKeychain::remove(const QString& name)
{
    auto* job = new QKeychain::DeletePasswordJob(service());
    job->setKey(name);
    const Status removed = run(job, m_timeout);
    return removed || removed.error().code == ErrorCode::NotFound ? Status() : removed;
}

} // namespace docket::log
