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
    const QMutexLocker lock(&mutex());
    list().append(query.url().isEmpty() ? query.peerHostName() : query.url().toString());
    // Port 9 of this machine (discard, RFC 863): nothing answers.
    return { QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), 9) };
}

QStringList NetworkGuard::attempts()
{
    const QMutexLocker lock(&mutex());
    return list();
}

} // namespace docket::app
