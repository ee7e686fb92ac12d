#include "core/hub/wireerror.h"

#include "core/hub/codec.h"

namespace docket::hub
{

using namespace Qt::StringLiterals;

namespace
{

struct Verdict {
    ErrorCode code;
    QString cause;
    QString wayOut;
};

Verdict verdictOf(const Refusal& refusal)
{
    const QByteArrayView code = refusal.errorCode;
    const bool badToken = refusal.errorMessage == "Invalid credentials in Authorization header";
    const QString signIn = refusal.hasToken ? u"check that the token's owner may see it"_s
                                            : u"set a token of an account that may see it"_s;
    if (code == "RevisionNotFound")
        return { ErrorCode::NotFound, u"no such revision"_s, u"sync again: the branch may have moved"_s };
    if (code == "EntryNotFound")
        return { ErrorCode::NotFound, u"no such file"_s, {} };
    if (code == "GatedRepo")
        return { ErrorCode::Gated, u"access is restricted and this account is not on the list"_s,
            u"ask for access on the Hub"_s };
    if (refusal.errorMessage == "Access to this resource is disabled.")
        return { ErrorCode::Disabled, u"taken down by the Hub"_s, {} };
    if (code == "RepoNotFound" || (refusal.status == 401 && refusal.https && refusal.repoPath && !badToken))
        return { ErrorCode::NotFound, u"missing, private or removed"_s, signIn };
    switch (refusal.status) {
    case 400:
    case 422:
        return { ErrorCode::Validation, u"the Hub refused the request"_s, {} };
    case 401:
        if (refusal.hasToken || badToken)
            return { ErrorCode::Auth, u"the Hub refused the token"_s, u"set a new token"_s };
        return { ErrorCode::Auth, u"the Hub wants a token"_s, u"set HF_TOKEN or store a token in the settings"_s };
    case 403:
        return { ErrorCode::Forbidden, u"this account or its token lacks the right"_s, {} };
    case 404:
    case 410:
        return { ErrorCode::NotFound, u"not found"_s, {} };
    case 409:
    case 412:
        return { ErrorCode::Conflict, u"it was changed meanwhile"_s, u"sync and look again"_s };
    case 416:
        return { ErrorCode::Validation, u"a range beyond the end of the file"_s, {} };
    case 429:
        return { ErrorCode::RateLimited, u"too many requests"_s, u"try again later"_s };
    default:
        break;
    }
    if (refusal.status >= 500 || refusal.status == 408)
        return { ErrorCode::Network, u"the Hub answered %1"_s.arg(refusal.status), u"try again later"_s };
    return { ErrorCode::Validation, u"the Hub answered %1"_s.arg(refusal.status),
        u"check the Hub's address, or look at it in a browser"_s };
}

} // namespace

Error errorFrom(const Refusal& refusal, QByteArrayView body, const QString& thing)
{
    const Verdict verdict = verdictOf(refusal);
    QString cause = verdict.cause;
    const QString message = QString::fromUtf8(refusal.errorMessage).simplified().left(1000);
    const QString words = decodeErrorText(body, refusal.contentType);
    if (!message.isEmpty())
        cause += u": "_s + message;
    if (!words.isEmpty() && words != message)
        cause += u": "_s + words;
    if (!refusal.requestId.isEmpty()) {
        // "Root=…;<trace id>", where the trace id is ours and may be missing
        QString id = QString::fromLatin1(refusal.requestId.left(200));
        if (id.endsWith(u';'))
            id.chop(1);
        cause += u" (request %1)"_s.arg(id);
    }
    return { verdict.code, thing, cause, verdict.wayOut };
}

bool isTransient(int status)
{
    return status == 408 || status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

} // namespace docket::hub
