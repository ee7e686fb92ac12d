#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QNetworkAccessManager>
#include <QUrl>

#include <functional>

class QHostAddress;

namespace docket::app
{

/// Gets one file from a host that is not the Hub, after the reviewer agreed to ask it: without token, cookie, referrer
/// or stored password; http and https only, never from https to http; three redirects at most, none to a host that was
/// not agreed to; nothing inside this machine's own network. Thread: GUI.
class ForeignPicture final : public QObject
{
    Q_OBJECT
public:
    struct Answer {
        QByteArray bytes;
        QString otherHost; ///< it redirects there; nothing was asked of it
    };
    struct Rules {
        QStringList hosts; ///< agreed to
        qint64 limit = 0; ///< bytes
        int timeoutMs = 30'000;
        bool ownNetwork = false; ///< for tests: hosts of this machine may be asked
    };
    ForeignPicture(const QUrl& url, Rules rules, QObject* parent = nullptr);
    ~ForeignPicture() override;

    std::function<void(qint64)> progress;
    std::function<void(Result<Answer>)> done; ///< called once; the object may be deleted in it
    void start();

    /// Whether an address may be asked for at all: http or https, a host, no password in it.
    static Status check(const QUrl& url);
    /// An address that everybody reaches, not one of this machine's own network.
    static bool isPublic(const QHostAddress& address);

private:
    void ask();
    void get();
    void received();
    void finished();
    void end(Result<Answer> answer);

    QUrl m_url;
    Rules m_rules;
    QNetworkAccessManager m_network;
    QNetworkReply* m_reply = nullptr;
    QByteArray m_bytes;
    int m_lookup = -1;
    int m_redirects = 0;
};

} // namespace docket::app
