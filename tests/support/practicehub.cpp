#include "tests/support/practicehub.h"

#include "app/docket-hub/hub.h"

#include <QTemporaryDir>
#include <QThread>

namespace docket::test
{

struct PracticeHub::Private {
    QThread thread;
    QTemporaryDir state;
    practicehub::HubOptions options;
    QObject* context = nullptr;
    std::unique_ptr<practicehub::Hub> hub;
};

PracticeHub::PracticeHub() : PracticeHub(Settings()) { }

PracticeHub::PracticeHub(const Settings& settings) : d(std::make_unique<Private>())
{
    practicehub::HubOptions& options = d->options;
    options.data = settings.data.isEmpty() ? QStringLiteral(DOCKET_SOURCE_DIR "/resources/practice") : settings.data;
    options.state = d->state.path();
    options.faults = settings.faults;
    options.latencyMs = settings.latencyMs;
    options.quota = 1'000'000;
    d->context = new QObject;
    d->context->moveToThread(&d->thread);
    d->thread.start();
    start();
}

PracticeHub::~PracticeHub()
{
    stop();
    d->context->deleteLater();
    d->thread.quit();
    d->thread.wait();
}

void PracticeHub::start()
{
    QMetaObject::invokeMethod(
        d->context,
        [this] {
            auto hub = practicehub::Hub::open(d->options);
            if (!hub)
                qFatal("%s", qPrintable(hub.error().text()));
            d->hub = std::move(*hub);
            const auto port = d->hub->listen();
            if (!port)
                qFatal("%s", qPrintable(port.error().text()));
            d->options.port = *port;
        },
        Qt::BlockingQueuedConnection);
}

void PracticeHub::stop()
{
    QMetaObject::invokeMethod(
        d->context, [this] { d->hub.reset(); }, Qt::BlockingQueuedConnection);
}

QString PracticeHub::url() const
{
    return QStringLiteral("http://127.0.0.1:%1").arg(d->options.port);
}

qint64 PracticeHub::requests() const
{
    qint64 count = 0;
    QMetaObject::invokeMethod(
        d->context, [this, &count] { count = d->hub->requests(); }, Qt::BlockingQueuedConnection);
    return count;
}

} // namespace docket::test
