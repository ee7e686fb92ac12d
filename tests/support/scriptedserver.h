#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QObject>
#include <QString>
#include <QUrl>
#include <QUrlQuery>

#include <functional>
#include <memory>

namespace docket::test
{

/// A plain HTTP/1.1 server on a free port of 127.0.0.1 that answers what a test tells it to, faults included. It runs
/// on its own thread: blocking calls can be tested from the test's thread.
class ScriptedServer
{
public:
    struct Ask {
        QByteArray verb;
        QByteArray target; ///< as on the wire, percent-encoded
        QMap<QByteArray, QByteArray> headers; ///< names in lower case
        QByteArray body;

        QString path() const { return QString::fromUtf8(QUrl::fromEncoded(target).path().toUtf8()); }
        QUrlQuery query() const { return QUrlQuery(QUrl::fromEncoded(target)); }
    };
    struct Answer {
        int status = 200;
        QList<std::pair<QByteArray, QByteArray>> headers;
        QByteArray body;
        int delayMs = 0;
        int cutAfter = -1; ///< the connection is closed after that many bytes of the body; 0: before the status line
        bool hang = false; ///< nothing is ever sent
    };
    /// Called on the server's thread.
    using Handler = std::function<Answer(const Ask&)>;

    explicit ScriptedServer(Handler handler);
    ~ScriptedServer();

    QString url() const;
    QList<Ask> asks() const;
    int count(const QByteArray& verb, const QString& pathPart) const;
    void forget();

    static Answer json(const QByteArray& body, int status = 200);
    static Answer error(int status, const QByteArray& text, const QByteArray& code = {});

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace docket::test
