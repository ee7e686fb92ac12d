#include "app/docket/capture/networkguard.h"

#include <QUrl>

namespace docket::app
{

QMutex& NetworkGuard::mutex()
{
    static QMutex mutex;
    return mutex;
}

QStringList& NetworkGuard::list()
{
    static QStringList list;
    return list;
}

QList<QNetworkProxy> NetworkGuard::queryProxy(const QNetworkProxyQuery& query)
{
    const QString target = query.url().isEmpty() ? query.peerHostName() : query.url().toString();
    // The browser asks for its general proxy settings when it starts, naming no host: that connects to nothing.
    if (!target.isEmpty()) {
        const QMutexLocker lock(&mutex());
        list().append(target);
    }
    // Port 9 of this machine (discard, RFC 863): nothing answers.
    return { QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), 9) };
}

QStringList NetworkGuard::attempts()
{
    const QMutexLocker lock(&mutex());
    return list();
}

} // namespace docket::app
