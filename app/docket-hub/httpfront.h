#pragma once

#include "app/docket-hub/answer.h"
#include "app/docket-hub/faults.h"
#include "core/base/result.h"

#include <QtHttpServer/QAbstractHttpServer>

class QHttpServerResponder;
class QTcpSocket;

namespace docket::practicehub
{

class LoopbackServer;
struct Request;

/// What answers requests; the Hub behind the HTTP front.
class Service
{
public:
    virtual ~Service() = default;
    /// Serves the request; writes are applied before this returns.
    virtual Answer serve(const Request& request) = 0;
    /// Counts a request that is not served and puts the rate-limit headers on its answer.
    virtual void refuse(const Request& request, Answer& answer) = 0;
};

/// HTTP on the loopback interface: reads requests, asks the service, delays and breaks answers as told.
/// Qt's own router is not used because it decodes the path before it splits it, and its responder is not used because
/// it cannot leave an answer half sent. Thread: the one it was made in.
class HttpFront : public QAbstractHttpServer
{
    Q_OBJECT

public:
    /// `latencyMs`: added to every answer; answers to other requests are not held up by it.
    HttpFront(Service& service, int latencyMs, Faults faults);
    ~HttpFront() override;

    /// Listens on 127.0.0.1; `port` 0 takes any free one. Returns the port.
    Result<quint16> start(quint16 port);
    /// Requests answered so far, for tests and benchmarks.
    qint64 requests() const { return m_requests; }

protected:
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
    bool handleRequest(const QHttpServerRequest& request, QTcpSocket* socket) override;
    void missingHandler(const QHttpServerRequest&, QTcpSocket*) override { }
#else
    bool handleRequest(const QHttpServerRequest& request, QHttpServerResponder& responder) override;
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    void missingHandler(const QHttpServerRequest&, QHttpServerResponder&&) override { }
#else
    void missingHandler(const QHttpServerRequest&, QHttpServerResponder&) override { }
#endif
#endif

private:
    void answer(const Request& request, QTcpSocket& socket);
    Answer answerFor(const Request& request, const Faults::Verdict& verdict);

    Service& m_service;
    int m_latencyMs;
    Faults m_faults;
    LoopbackServer* m_server;
    qint64 m_requests = 0;
};

} // namespace docket::practicehub
