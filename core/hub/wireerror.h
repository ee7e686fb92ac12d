#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>

namespace docket::hub
{

/// What of a refusal says why (hub-api 1.5).
struct Refusal {
    int status = 0;
    QByteArray errorCode; ///< X-Error-Code
    QByteArray errorMessage; ///< X-Error-Message
    QByteArray requestId; ///< X-Request-Id, else X-Amzn-Trace-Id, else X-Amz-Cf-Id
    QByteArray contentType;
    bool https = false;
    bool repoPath = false; ///< a repository's API path or `/resolve/`: a bare 401 there means "no such repository"
    bool hasToken = false;
};

/// The error for a status of 300 and more, by the table of hub-api 1.5 in its order. The cause ends with the request
/// id.
Error errorFrom(const Refusal& refusal, QByteArrayView body, const QString& thing);

/// 408, 429, 500, 502, 503, 504: worth asking again.
bool isTransient(int status);

} // namespace docket::hub
