#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace docket
{

/// What went wrong, as a closed set that callers may branch on. The ui translates from the code.
enum class ErrorCode {
    Network, ///< no answer: host down, connection cut, timed out
    Auth, ///< the Hub refused the token (401)
    Forbidden, ///< token valid, right missing (403)
    Gated, ///< repository gated and we are not on its list
    Disabled, ///< taken down by the Hub
    NotFound, ///< repository, file, thread or local thing does not exist
    Conflict, ///< somebody changed it meanwhile (409, 412, head moved)
    RateLimited, ///< 429
    Parse, ///< bytes that do not have the form they should have
    Validation, ///< well-formed, but refused by a rule
    Storage, ///< disk, SQLite, permissions
    Integrity, ///< a hash, signature or chain does not hold; writing stops
    Cancelled, ///< the user stopped it
    LimitExceeded, ///< larger, deeper or slower than we accept
    Unsupported, ///< newer format or a feature this build lacks
    Usage, ///< wrong call: options, arguments
    Locked, ///< keys are sealed and no passphrase was given
};

/// An error as a value. It always names the thing, the cause and the way out (design law 10).
/// Text is English, for logs and the command line; user interfaces translate from `code`.
struct Error {
    ErrorCode code = ErrorCode::Storage;
    QString thing; ///< what failed, named: "log.db", "model acme/x", "entry 12"
    QString cause; ///< why
    QString wayOut; ///< what the reader can do now; may be empty

    /// "<thing>: <cause>; <way out>", the form docketctl prints.
    QString text() const
    {
        QString out = thing + QLatin1String(": ") + cause;
        if (!wayOut.isEmpty())
            out += QLatin1String("; ") + wayOut;
        return out;
    }
    bool operator==(const Error&) const = default;
};

template <typename T> using Result = tl::expected<T, Error>;
using Status = Result<void>;

/// Shorthand for `return fail(code, thing, cause, wayOut);` in functions that return any Result.
inline tl::unexpected<Error> fail(ErrorCode code, QString thing, QString cause, QString wayOut = {})
{
    return tl::unexpected<Error>(Error{ code, std::move(thing), std::move(cause), std::move(wayOut) });
}
inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

/// Stable lower-case word for a code, as printed in JSON: "not-found", "rate-limited".
QString errorCodeName(ErrorCode code);

} // namespace docket

/// Returns the error of a Result-valued expression from the enclosing function.
#define DOCKET_TRY(expression)                                                                                         \
    if (auto docketTryResult = (expression); !docketTryResult)                                                         \
    return tl::unexpected<docket::Error>(std::move(docketTryResult).error())

#define DOCKET_CONCAT_(a, b) a##b
#define DOCKET_CONCAT(a, b) DOCKET_CONCAT_(a, b)
/// `DOCKET_ASSIGN(auto x, expression);` binds the value or returns the error.
#define DOCKET_ASSIGN(declaration, expression)                                                                         \
    auto DOCKET_CONCAT(docketResult, __LINE__) = (expression);                                                         \
    if (!DOCKET_CONCAT(docketResult, __LINE__))                                                                        \
        return tl::unexpected<docket::Error>(std::move(DOCKET_CONCAT(docketResult, __LINE__)).error());                \
    declaration = std::move(*DOCKET_CONCAT(docketResult, __LINE__))
