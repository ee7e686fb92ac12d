#pragma once

#include "core/hub/rategate.h"
#include "core/hub/transport.h"

#include <QElapsedTimer>
#include <QHash>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTimer>

#include <deque>

namespace docket::hub
{

/// The network thread's half of Transport: queue, rate limits, deadlines, retries, redirects.
class Courier : public QObject
{
    Q_OBJECT

public:
    explicit Courier(Transport::Settings settings);
    ~Courier() override;

    void send(Request request, ReplyHandler handler);
    /// Ends everything with Cancelled.
    void close();

    std::atomic<qint64> requests = 0;
    std::atomic<qint64> bytes = 0;
    std::atomic<int> rateLimitWaitMs = 0;

private:
    struct Flight {
        Request request;
        ReplyHandler handler;
        QUrl url; ///< now asked for; moves with redirects
        QString bucket;
        bool withToken = false;
        int failures = 0;
        int redirects = 0;
        qint64 queuedAt = 0;
        qint64 notBefore = 0; ///< ms of m_clock
        qint64 deadline = 0;
        std::optional<Error> lastError; ///< why it waits for another try
        std::optional<Error> abortedBy; ///< our reason for aborting `reply`
        QNetworkReply* reply = nullptr;
    };
    using FlightPtr = std::shared_ptr<Flight>;

    qint64 now() const { return m_clock.elapsed(); }
    int limit() const { return m_http2 ? m_settings.inFlightHttp2 : m_settings.inFlightHttp1; }
    bool isTrusted(const QUrl& url) const;
    void pump();
    void tick();
    void start(const FlightPtr& flight);
    void finished(const FlightPtr& flight);
    void learnLimits(Flight& flight, const QNetworkReply& reply);
    void answered(const FlightPtr& flight, QNetworkReply& reply, int status);
    /// True when the flight goes on to another address.
    bool redirect(const FlightPtr& flight, const QNetworkReply& reply, int status);
    /// Queues it again when it may be asked again; else ends it with `error`.
    void again(const FlightPtr& flight, Error error, int retryAfterS, int maximumRetries);
    void end(const FlightPtr& flight, Result<Reply> result);

    Transport::Settings m_settings;
    QNetworkAccessManager m_manager;
    QElapsedTimer m_clock;
    QTimer m_ticker;
    std::deque<FlightPtr> m_waiting;
    std::vector<FlightPtr> m_active;
    QHash<QString, RateGate> m_gates;
    bool m_http2 = false;
    bool m_pumping = false;
    bool m_closed = false;
};

} // namespace docket::hub
