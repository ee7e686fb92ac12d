#include "core/hub/courier.h"

#include "core/base/logging.h"
#include "core/hub/wireerror.h"

#include <QIODevice>
#include <QNetworkRequest>

namespace docket::hub
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int tickMs = 25;
constexpr int maximumRedirects = 5;

QByteArray userAgent()
{
    static const QByteArray agent = QByteArrayLiteral("docket/" DOCKET_VERSION "; qt/") + qVersion();
    return agent;
}

bool sameOrigin(const QUrl& a, const QUrl& b)
{
    const auto port = [](const QUrl& url) { return url.port(url.scheme() == u"https" ? 443 : 80); };
    return a.scheme() == b.scheme() && a.host() == b.host() && port(a) == port(b);
}

QString bucketOf(const QUrl& url)
{
    const QString path = url.path();
    QString name = u"pages"_s;
    if (path.contains(u"/resolve/") || path.contains(u"/raw/"))
        name = u"resolvers"_s;
    else if (path.startsWith(u"/api/"))
        name = u"api"_s;
    return url.authority() + u'|' + name;
}

QByteArray requestIdOf(const QNetworkReply& reply)
{
    for (const char* name : { "X-Request-Id", "X-Amzn-Trace-Id", "X-Amz-Cf-Id" }) {
        if (const QByteArray id = reply.rawHeader(name); !id.isEmpty())
            return id;
    }
    return {};
}

/// No usable HTTP answer, whatever status line may have come.
bool isBroken(QNetworkReply::NetworkError error, int status)
{
    using enum QNetworkReply::NetworkError;
    return status == 0 || (error > NoError && error < 200) || error == ProtocolFailure || error == ContentReSendError;
}

/// A body that can be read once. Qt sends a request again when the server closes a kept-alive connection without an
/// answer, POST included; with a body that cannot be rewound it reports the failure instead (ContentReSendError).
class BodyReadOnce final : public QIODevice
{
public:
    explicit BodyReadOnce(const QByteArray& body) : m_body(body) { open(QIODevice::ReadOnly | QIODevice::Unbuffered); }
    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override { return m_body.size() - m_at; }
    bool seek(qint64) override { return false; } // no rewinding, and no warning about it
    bool reset() override { return false; }

protected:
    qint64 readData(char* data, qint64 maximum) override
    {
        const qint64 size = qMin(maximum, m_body.size() - m_at);
        if (size <= 0)
            return -1;
        std::copy_n(m_body.constData() + m_at, size, data);
        m_at += size;
        return size;
    }
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    QByteArray m_body;
    qint64 m_at = 0;
};

bool isUnreachable(QNetworkReply::NetworkError error)
{
    using enum QNetworkReply::NetworkError;
    return error == ConnectionRefusedError || error == HostNotFoundError || error == TemporaryNetworkFailureError
        || error == ProxyConnectionRefusedError || error == ProxyNotFoundError || error == SslHandshakeFailedError;
}

Error cancelled(const QString& thing)
{
    return { ErrorCode::Cancelled, thing, u"stopped"_s, {} };
}

} // namespace

Courier::Courier(Transport::Settings settings) : m_settings(std::move(settings)), m_manager(this), m_ticker(this)
{
    m_clock.start();
    m_manager.setAutoDeleteReplies(false);
    m_ticker.setInterval(tickMs);
    connect(&m_ticker, &QTimer::timeout, this, &Courier::tick);
}

Courier::~Courier() = default;

bool Courier::isTrusted(const QUrl& url) const
{
    return std::any_of(m_settings.trusted.begin(), m_settings.trusted.end(),
        [&](const QUrl& origin) { return sameOrigin(origin, url); });
}

void Courier::send(Request request, ReplyHandler handler)
{
    auto flight = std::make_shared<Flight>();
    flight->url = request.url;
    flight->bucket = bucketOf(request.url);
    flight->withToken = m_settings.token && isTrusted(request.url);
    flight->request = std::move(request);
    flight->handler = std::move(handler);
    flight->queuedAt = now();
    if (m_closed || flight->request.stop.stop_requested()) {
        flight->handler(fail(cancelled(flight->request.thing)));
        return;
    }
    m_waiting.push_back(std::move(flight));
    if (!m_ticker.isActive())
        m_ticker.start();
    pump();
}

void Courier::close()
{
    m_closed = true;
    m_ticker.stop();
    auto waiting = std::move(m_waiting);
    m_waiting.clear();
    for (const FlightPtr& flight : waiting)
        flight->handler(fail(cancelled(flight->request.thing)));
    auto active = std::move(m_active);
    m_active.clear();
    for (const FlightPtr& flight : active) {
        flight->reply->disconnect(this);
        flight->reply->abort();
        delete flight->reply;
        flight->handler(fail(cancelled(flight->request.thing)));
    }
}

void Courier::tick()
{
    const qint64 time = now();
    // Handlers and finished() change the lists: work on copies.
    const std::vector<FlightPtr> active = m_active;
    for (const FlightPtr& flight : active) {
        if (!flight->reply || flight->abortedBy)
            continue;
        if (flight->request.stop.stop_requested()) {
            flight->abortedBy = cancelled(flight->request.thing);
            flight->reply->abort();
        } else if (time > flight->deadline) {
            flight->abortedBy = Error{ ErrorCode::Network, flight->request.thing,
                u"no answer within %1 s"_s.arg(double(flight->request.deadlineMs) / 1000.0), u"try again later"_s };
            flight->reply->abort();
        }
    }
    std::vector<FlightPtr> stopped;
    std::erase_if(m_waiting, [&](const FlightPtr& flight) {
        if (!flight->request.stop.stop_requested())
            return false;
        stopped.push_back(flight);
        return true;
    });
    for (const FlightPtr& flight : stopped)
        flight->handler(fail(cancelled(flight->request.thing)));
    pump();
    if (m_active.empty() && m_waiting.empty())
        m_ticker.stop();
}

void Courier::pump()
{
    if (m_pumping || m_closed)
        return;
    m_pumping = true;
    const qint64 time = now();
    qint64 longest = 0;
    std::vector<std::pair<FlightPtr, qint64>> impatient;
    std::vector<FlightPtr> ready;
    size_t free = m_active.size() < size_t(limit()) ? size_t(limit()) - m_active.size() : 0;
    for (auto it = m_waiting.begin(); it != m_waiting.end() && free > 0;) {
        const FlightPtr& flight = *it;
        if (flight->notBefore > time) {
            ++it;
            continue;
        }
        RateGate& gate = m_gates[flight->bucket];
        const qint64 wait = gate.waitMs(time, flight->request.write);
        if (wait > 0) {
            longest = qMax(longest, wait);
            if (time - flight->queuedAt + wait > flight->request.patienceMs) {
                impatient.emplace_back(flight, wait);
                it = m_waiting.erase(it);
            } else {
                ++it;
            }
            continue;
        }
        gate.sent(time);
        ready.push_back(flight);
        it = m_waiting.erase(it);
        --free;
    }
    rateLimitWaitMs = static_cast<int>(qMin(longest, qint64(24) * 3600 * 1000));
    for (const FlightPtr& flight : ready)
        start(flight);
    for (const auto& [flight, wait] : impatient) {
        flight->handler(fail(ErrorCode::RateLimited, flight->request.thing, u"the Hub's limit of requests is used up"_s,
            u"try again in %1 s"_s.arg(wait / 1000 + 1)));
    }
    m_pumping = false;
}

void Courier::start(const FlightPtr& flight)
{
    const Request& wanted = flight->request;
    QNetworkRequest request(flight->url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, true);
    // Our own limit counts what comes out of the decompressor.
    request.setDecompressedSafetyCheckThreshold(-1);
    request.setRawHeader("User-Agent", userAgent());
    if (flight->withToken)
        request.setRawHeader("Authorization", m_settings.token->headerValue());
    if (!wanted.contentType.isEmpty())
        request.setRawHeader("Content-Type", wanted.contentType);
    if (!wanted.etag.isEmpty())
        request.setRawHeader("If-None-Match", wanted.etag);

    flight->abortedBy.reset();
    flight->deadline = now() + wanted.deadlineMs;
    ++requests;
    if (wanted.verb == "GET") {
        qCDebug(lcHub).noquote() << "GET" << request.url().toString(QUrl::FullyEncoded); // the token is in a header
        flight->reply = m_manager.get(request);
    } else {
        auto* body = new BodyReadOnce(wanted.body);
        request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        request.setHeader(QNetworkRequest::ContentLengthHeader, wanted.body.size());
        flight->reply = m_manager.sendCustomRequest(request, wanted.verb, body);
        body->setParent(flight->reply);
    }
    m_active.push_back(flight);
    QNetworkReply* reply = flight->reply;
    const auto refuseAbove = [flight, reply](qint64 size) {
        if (size > flight->request.limit && !flight->abortedBy) {
            flight->abortedBy = Error{ ErrorCode::LimitExceeded, flight->request.thing,
                u"more than %1 bytes"_s.arg(flight->request.limit), u"look at it on the Hub"_s };
            reply->abort();
        }
    };
    // What is announced as too large is not read at all. A compressed body grows, so its announced size counts, too.
    connect(reply, &QNetworkReply::metaDataChanged, this,
        [reply, refuseAbove] { refuseAbove(reply->header(QNetworkRequest::ContentLengthHeader).toLongLong()); });
    connect(reply, &QNetworkReply::readyRead, this, [flight, reply, refuseAbove] {
        refuseAbove(reply->bytesAvailable());
        if (flight->request.progress && !flight->abortedBy)
            flight->request.progress(reply->bytesAvailable());
    });
    connect(reply, &QNetworkReply::finished, this, [this, flight] { finished(flight); });
}

void Courier::learnLimits(Flight& flight, const QNetworkReply& reply)
{
    const QByteArray header = reply.rawHeader("RateLimit");
    if (header.isEmpty())
        return;
    const auto seen = RateGate::parse(header);
    if (!seen)
        return;
    const QString bucket = flight.url.authority() + u'|' + QString::fromUtf8(seen->bucket);
    // The Hub knows better than we do which bucket an address belongs to.
    flight.bucket = bucket;
    m_gates[bucket].learn(*seen, RateGate::parseQuota(reply.rawHeader("RateLimit-Policy")), now());
}

void Courier::finished(const FlightPtr& flight)
{
    QNetworkReply* reply = std::exchange(flight->reply, nullptr);
    if (!reply)
        return;
    reply->deleteLater();
    std::erase(m_active, flight);
    learnLimits(*flight, *reply);
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (reply->attribute(QNetworkRequest::Http2WasUsedAttribute).toBool())
        m_http2 = true;

    if (flight->abortedBy) {
        const Error error = *flight->abortedBy;
        if (error.code == ErrorCode::Network)
            again(flight, error, 0, 2);
        else
            end(flight, fail(error));
    } else if (isBroken(reply->error(), status)) {
        const Error error{ ErrorCode::Network, flight->request.thing, reply->errorString(),
            u"check the network and the Hub's address, then try again"_s };
        again(flight, error, 0, isUnreachable(reply->error()) ? 1 : 100);
    } else {
        answered(flight, *reply, status);
    }
    pump();
}

void Courier::answered(const FlightPtr& flight, QNetworkReply& reply, int status)
{
    const Request& request = flight->request;
    if (status >= 300 && status < 400 && status != 304 && redirect(flight, reply, status))
        return;
    Reply out;
    out.status = status;
    out.body = reply.readAll();
    bytes += out.body.size();
    out.link = reply.rawHeader("Link");
    out.etag = reply.rawHeader("ETag");
    out.errorCode = reply.rawHeader("X-Error-Code");
    out.repoCommit = reply.rawHeader("X-Repo-Commit");
    out.revision = reply.rawHeader("X-Revision");
    out.url = flight->url;
    if (out.body.size() > request.limit) {
        end(flight,
            fail(ErrorCode::LimitExceeded, request.thing, u"more than %1 bytes"_s.arg(request.limit),
                u"look at it on the Hub"_s));
        return;
    }
    if ((status >= 200 && status < 300) || status == 304) {
        end(flight, std::move(out));
        return;
    }
    const QByteArray contentType = reply.rawHeader("Content-Type");
    // The viewer's own errors name themselves; a 5xx without a name comes from something before it.
    if (request.keepErrors && status != 429 && !out.errorCode.isEmpty() && contentType.startsWith("application/json")) {
        end(flight, std::move(out));
        return;
    }
    Refusal refusal{ status, out.errorCode, reply.rawHeader("X-Error-Message"), requestIdOf(reply), contentType,
        flight->url.scheme() == u"https", request.repoPath, flight->withToken };
    Error error = errorFrom(refusal, out.body, request.thing);
    if (!isTransient(status)) {
        end(flight, fail(std::move(error)));
        return;
    }
    bool ok = false;
    const int retryAfter = reply.rawHeader("Retry-After").trimmed().toInt(&ok);
    if (ok && retryAfter >= 0)
        error.wayOut = u"try again in %1 s"_s.arg(retryAfter + 1);
    again(flight, std::move(error), ok ? qBound(0, retryAfter, 24 * 3600) + 1 : 0, 100);
}

bool Courier::redirect(const FlightPtr& flight, const QNetworkReply& reply, int status)
{
    const QByteArray location = reply.rawHeader("Location");
    const QUrl target = flight->url.resolved(QUrl::fromEncoded(location));
    const Request& request = flight->request;
    const bool known = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    if (location.isEmpty() || !known)
        return false; // an error like any other status we do not expect
    const bool httpish = target.scheme() == u"https" || target.scheme() == u"http";
    const bool downgrade = flight->url.scheme() == u"https" && target.scheme() == u"http";
    const bool same = sameOrigin(flight->url, target);
    if (!target.isValid() || !httpish || downgrade || flight->redirects >= maximumRedirects) {
        end(flight,
            fail(ErrorCode::Network, request.thing, u"the Hub redirected to an address we do not follow"_s,
                u"check the Hub's address"_s));
        return true;
    }
    if (request.write && (!same || (status != 307 && status != 308))) {
        end(flight,
            fail(ErrorCode::Conflict, request.thing, u"the Hub moved it to another address"_s,
                u"sync, then try again"_s));
        return true;
    }
    ++flight->redirects;
    flight->url = target;
    flight->bucket = bucketOf(target);
    flight->withToken = flight->withToken && same; // once lost it does not come back
    m_waiting.push_front(flight);
    return true;
}

void Courier::again(const FlightPtr& flight, Error error, int retryAfterS, int maximumRetries)
{
    const Request& request = flight->request;
    const int retries = qMin(static_cast<int>(m_settings.retryWaitsMs.size()), maximumRetries);
    if (request.write || !request.retry || flight->failures >= retries || m_closed) {
        end(flight, fail(std::move(error)));
        return;
    }
    const qint64 time = now();
    qint64 wait = m_settings.retryWaitsMs[static_cast<size_t>(flight->failures)];
    if (retryAfterS > 0)
        wait = qint64(retryAfterS) * 1000;
    // An exhausted bucket makes everybody wait, this one by its gate.
    wait = qMax(wait, m_gates[flight->bucket].waitMs(time, true));
    if (time + wait - flight->queuedAt > request.patienceMs) {
        end(flight, fail(std::move(error)));
        return;
    }
    ++flight->failures;
    flight->notBefore = time + wait;
    qCDebug(lcHub) << "again in" << wait << "ms:" << error.text();
    flight->lastError = std::move(error);
    m_waiting.push_front(flight);
}

void Courier::end(const FlightPtr& flight, Result<Reply> result)
{
    if (!result)
        qCDebug(lcHub) << "failed:" << result.error().text();
    flight->handler(std::move(result));
}

} // namespace docket::hub
