#include "core/base/result.h"

namespace docket
{

using namespace Qt::StringLiterals;

QString errorCodeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Network:
        return u"network"_s;
    case ErrorCode::Auth:
        return u"auth"_s;
    case ErrorCode::Forbidden:
        return u"forbidden"_s;
    case ErrorCode::Gated:
        return u"gated"_s;
    case ErrorCode::Disabled:
        return u"disabled"_s;
    case ErrorCode::NotFound:
        return u"not-found"_s;
    case ErrorCode::Conflict:
        return u"conflict"_s;
    case ErrorCode::RateLimited:
        return u"rate-limited"_s;
    case ErrorCode::Parse:
        return u"parse"_s;
    case ErrorCode::Validation:
        return u"validation"_s;
    case ErrorCode::Storage:
        return u"storage"_s;
    case ErrorCode::Integrity:
        return u"integrity"_s;
    case ErrorCode::Cancelled:
        return u"cancelled"_s;
    case ErrorCode::LimitExceeded:
        return u"limit-exceeded"_s;
    case ErrorCode::Unsupported:
        return u"unsupported"_s;
    case ErrorCode::Usage:
        return u"usage"_s;
    case ErrorCode::Locked:
        return u"locked"_s;
    }
    return u"unknown"_s;
}

} // namespace docket
