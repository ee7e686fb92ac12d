#pragma once

#include "core/hub/answers.h"
#include "core/hub/token.h"

#include <QThread>

#include <atomic>
#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace docket::hub
{

/// One HTTP exchange, retries and redirects included. Internal to core/hub.
struct Request {
    QByteArray verb = "GET";
    QUrl url;
    QByteArray body;
    QByteArray contentType;
    QByteArray etag;
    QString thing; ///< for errors
    bool write = false; ///< sent once, not slowed down
    bool retry = true;
    bool keepErrors = false; ///< an error status with a JSON body is an answer (dataset viewer)
    bool repoPath = false;
    qint64 limit = Limits::bodyBytes;
    int deadlineMs = 30'000;
    int patienceMs = 600'000;
    std::stop_token stop;
    std::function<void(qint64)> progress; ///< bytes of the body so far
};

struct Reply {
    int status = 0;
    QByteArray body;
    QByteArray link;
    QByteArray etag;
    QByteArray errorCode;
    QByteArray repoCommit;
    QByteArray revision;
    QUrl url; ///< after redirects
};

using ReplyHandler = std::function<void(Result<Reply>)>;

class Courier;

/// One QNetworkAccessManager on its own thread. Thread: any; handlers run on the network thread.
class Transport
{
public:
    struct Settings {
        std::optional<Token> token;
        std::vector<QUrl> trusted; ///< origins that get the token
        std::vector<int> retryWaitsMs;
        int inFlightHttp2 = 32;
        int inFlightHttp1 = 6;
    };
    explicit Transport(Settings settings);
    ~Transport();

    void send(Request request, ReplyHandler handler);
    Traffic traffic() const;
    int rateLimitWaitMs() const;

private:
    QThread m_thread;
    Courier* m_courier; // lives on m_thread
};

} // namespace docket::hub
