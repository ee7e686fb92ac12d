#pragma once

#include "core/base/result.h"

namespace docket::log
{

/// Errors of the format layer begin their cause with a stable word ("json-duplicate: …"), listed in FORMAT.md 8, so
/// that test vectors and scripts can name the fault without parsing prose.
inline Error faultError(
    ErrorCode code, const QString& thing, QStringView word, const QString& detail, QString wayOut = {})
{
    return Error{ code, thing, word.toString() + QLatin1String(": ") + detail, std::move(wayOut) };
}

inline tl::unexpected<Error> fault(QStringView word, const QString& detail)
{
    return tl::unexpected<Error>(faultError(ErrorCode::Integrity, QStringLiteral("log entry"), word, detail,
        QStringLiteral("the bytes are not what a Docket wrote; get them again from a backup or a peer")));
}

/// The stable word of an error made by fault(); the code's name for other errors.
inline QString faultWord(const Error& error)
{
    const qsizetype colon = error.cause.indexOf(QLatin1String(": "));
    const QString word = error.cause.left(colon);
    if (colon <= 0 || word.contains(QLatin1Char(' ')))
        return errorCodeName(error.code);
    return word;
}

} // namespace docket::log
