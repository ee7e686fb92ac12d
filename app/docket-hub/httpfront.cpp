#include "app/docket-hub/httpfront.h"

#include "app/docket-hub/connection.h"
#include "app/docket-hub/request.h"

#include <QDateTime>
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

HttpFront::HttpFront(Service& service, int latencyMs, Faults faults)
    : m_service(service), m_latencyMs(latencyMs), m_faults(std::move(faults)), m_server(new QTcpServer(this))
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

bool HttpFront::handleRequest(const QHttpServerRequest& http, QTcpSocket* socket)
{
    const Request request = Request::fromHttp(http);
    auto* connection = socket->findChild<Connection*>(QString(), Qt::FindDirectChildrenOnly);
    if (!connection)
        connection = new Connection(socket);
    const quint64 place = connection->reserve();
    ++m_requests;

    const Faults::Verdict verdict = m_faults.roll(request);
    Answer answer = answerFor(request, verdict);
    setCommonHeaders(answer, request, m_requests);
    const bool last = request.header("connection").toLower().contains("close");
    if (last)
        answer.set("Connection", "close");
    const bool withBody = request.method != Request::Method::Head && answer.status != 304 && answer.status != 204;
    const auto leave = verdict.reset || verdict.lose ? Connection::Leave::Nothing
        : verdict.cut                                ? Connection::Leave::Cut
                                                     : Connection::Leave::Whole;
    const int delay = m_latencyMs + verdict.hangMs;
    if (delay == 0) {
        connection->finish(place, std::move(answer), withBody, last, leave);
        return true;
    }
    QTimer::singleShot(
        delay, connection, [connection, place, answer = std::move(answer), withBody, last, leave]() mutable {
            connection->finish(place, std::move(answer), withBody, last, leave);
        });
    return true;
}

void HttpFront::missingHandler(const QHttpServerRequest&, QTcpSocket*) { }

} // namespace docket::practicehub
