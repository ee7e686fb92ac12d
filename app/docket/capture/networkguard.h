#pragma once

#include <QMutex>
#include <QNetworkProxy>
#include <QStringList>

namespace docket::app
{

/// Sees every connection that Qt is about to make, sends it nowhere and remembers it: a picture that needs a network
/// is a defect. Installed for the whole process.
class NetworkGuard final : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override;
    static QStringList attempts(); ///< "host:port" of everything that was tried; any thread

private:
    static QMutex& mutex();
    static QStringList& list();
};

} // namespace docket::app
