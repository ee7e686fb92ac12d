#include "app/docket-hub/httpfront.h"

#include "app/docket-hub/connection.h"
#include "app/docket-hub/request.h"

#include <QDateTime>
#include <QHash>
#include <QHostAddress>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QtHttpServer/QHttpServerRequest>

#include <utility>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

namespace
{

// hub-api 1.4: "Root=1-<8 hex>-<24 hex>;<what the caller sent>".
QByteArray requestId(const Request& request, qint64 count)
{
    const QByteArray seconds = QByteArray::number(QDateTime::currentSecsSinceEpoch(), 16).rightJustified(8, '0', true);
    const QByteArray serial = QByteArray::number(count, 16).rightJustified(24, '0', true);
    QByteArray caller = request.header("x-request-id");
    if (caller.isEmpty())
        caller = request.header("x-amzn-trace-id");
    return "Root=1-" + seconds + '-' + serial + ';' + caller.left(200);
}

void setCommonHeaders(Answer& answer, const Request& request, qint64 count)
{
    answer.set("X-Request-Id", requestId(request, count));
    answer.set("X-Powered-By", "docket-hub");
    if (answer.header("Vary").isEmpty())
        answer.set("Vary", "Origin");
    answer.set("Referrer-Policy", "strict-origin-when-cross-origin");
    answer.set("Access-Control-Expose-Headers",
        "X-Repo-Commit,X-Request-Id,X-Error-Code,X-Error-Message,X-Total-Count,ETag,Link,Accept-Ranges,Content-Range");
}

Answer injected(int status)
{
    switch (status) {
    case 429: {
        Answer answer = Answer::error(429, {}, u"You have been rate limited; you can retry this action shortly."_s);
        answer.set("Retry-After", "1");
        return answer;
    }
    case 401:
        return Answer::error(401, {}, u"Invalid credentials in Authorization header"_s);
    case 403:
        return Answer::error(403, {}, u"Access to this resource is disabled."_s);
    case 404:
        return Answer::error(404, "RepoNotFound", u"Repository not found"_s);
    case 409:
        return Answer::error(409, {}, u"Cannot create repo: another conflicting operation is in progress"_s);
    case 412:
        return Answer::error(
            412, {}, u"The branch was updated since you opened this page. Please refresh and try again."_s);
    default:
        return Answer::error(
            status, {}, u"%1 (injected by docket-hub)"_s.arg(QString::fromLatin1(reasonPhrase(status))));
    }
}

} // namespace

/// Remembers the sockets it hands over by the address of the other side: from Qt 6.5 on, the server library tells that
/// address with a request and no longer the socket.
class LoopbackServer : public QTcpServer
{
public:
    using QTcpServer::QTcpServer;
    ~LoopbackServer() override { close(); } // deletes sockets nobody took over while m_sockets is still there

    QTcpSocket* socketOf(const QHostAddress& address, quint16 port) const { return m_sockets.value({ address, port }); }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto* socket = new QTcpSocket(this);
        if (!socket->setSocketDescriptor(descriptor)) {
            delete socket;
            return;
        }
        const Peer peer{ socket->peerAddress(), socket->peerPort() };
        m_sockets.insert(peer, socket);
        connect(socket, &QObject::destroyed, this, [this, peer, socket] {
            if (m_sockets.value(peer) == socket)
                m_sockets.remove(peer);
        });
        addPendingConnection(socket);
    }

private:
    using Peer = std::pair<QHostAddress, quint16>;
    QHash<Peer, QTcpSocket*> m_sockets;
};

HttpFront::HttpFront(Service& service, int latencyMs, Faults faults)
    : m_service(service), m_latencyMs(latencyMs), m_faults(std::move(faults)), m_server(new LoopbackServer(this))
{
}

HttpFront::~HttpFront() = default;

Result<quint16> HttpFront::start(quint16 port)
{
    if (!m_server->listen(QHostAddress::LocalHost, port)) {
        return fail(ErrorCode::Network, u"port %1"_s.arg(port), m_server->errorString(),
            u"choose another with --port, or 0 for any free one"_s);
    }
    bind(m_server);
    return m_server->serverPort();
}

Answer HttpFront::answerFor(const Request& request, const Faults::Verdict& verdict)
{
    if (verdict.reset)
        return {};
    if (!verdict.status)
        return m_service.serve(request);
    Answer broken = injected(*verdict.status);
    m_service.refuse(request, broken);
    return broken;
}

#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
bool HttpFront::handleRequest(const QHttpServerRequest& request, QTcpSocket* socket)
{
    answer(Request::fromHttp(request), *socket);
    return true;
}
#else
bool HttpFront::handleRequest(const QHttpServerRequest& request, QHttpServerResponder&)
{
    if (QTcpSocket* socket = m_server->socketOf(request.remoteAddress(), request.remotePort()))
        answer(Request::fromHttp(request), *socket);
    return true;
}
#endif

void HttpFront::answer(const Request& request, QTcpSocket& socket)
{
    auto* connection = socket.findChild<Connection*>(QString(), Qt::FindDirectChildrenOnly);
    if (!connection)
        connection = new Connection(&socket);
    const quint64 place = connection->reserve();
    ++m_requests;

    const Faults::Verdict verdict = m_faults.roll(request);
    Answer out = answerFor(request, verdict);
    setCommonHeaders(out, request, m_requests);
    const bool last = request.header("connection").toLower().contains("close");
    if (last)
        out.set("Connection", "close");
    const bool withBody = request.method != Request::Method::Head && out.status != 304 && out.status != 204;
    const auto leave = verdict.reset || verdict.lose ? Connection::Leave::Nothing
        : verdict.cut                                ? Connection::Leave::Cut
                                                     : Connection::Leave::Whole;
    const int delay = m_latencyMs + verdict.hangMs;
    if (delay == 0) {
        connection->finish(place, std::move(out), withBody, last, leave);
        return;
    }
    QTimer::singleShot(delay, connection, [connection, place, out = std::move(out), withBody, last, leave]() mutable {
        connection->finish(place, std::move(out), withBody, last, leave);
    });
}

} // namespace docket::practicehub
