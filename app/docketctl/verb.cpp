#include "app/docketctl/verb.h"

#include <QRegularExpression>

namespace docket::ctl
{

using namespace Qt::StringLiterals;

int exitStatusOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Usage:
        return WrongUsage;
    case ErrorCode::Network:
    case ErrorCode::Auth:
    case ErrorCode::Forbidden:
    case ErrorCode::Gated:
    case ErrorCode::Disabled:
    case ErrorCode::RateLimited:
    case ErrorCode::Storage:
    case ErrorCode::Cancelled:
    case ErrorCode::Locked:
        return Environment;
    case ErrorCode::NotFound:
    case ErrorCode::Conflict:
    case ErrorCode::Parse:
    case ErrorCode::Validation:
    case ErrorCode::Integrity:
    case ErrorCode::LimitExceeded:
    case ErrorCode::Unsupported:
        return No;
    }
    return No;
}

constexpr QChar idMark(0xe000); // private use: nobody types it

QStringList Arguments::withMarkedIds(const QStringList& arguments, const QStringList& options)
{
    static const QRegularExpression id(u"^-([A-Za-z0-9_-]{21}|[A-Za-z0-9_-]{42})$"_s);
    QStringList marked = arguments;
    for (QString& argument : marked)
        if (id.match(argument).hasMatch() && !(argument.startsWith("--"_L1) && options.contains(argument.sliced(2))))
            argument.prepend(idMark);
    return marked;
}

QStringList Arguments::unmarked(QStringList arguments)
{
    for (QString& argument : arguments)
        if (argument.startsWith(idMark))
            argument.remove(0, 1);
    return arguments;
}

Result<qint64> Arguments::number(const QString& option, qint64 fallback, qint64 least) const
{
    if (!has(option))
        return fallback;
    bool ok = false;
    const qint64 number = value(option).toLongLong(&ok);
    if (!ok || number < least) {
        return fail(ErrorCode::Usage, u"--"_s + option,
            u"\"%1\" is no whole number from %2 on"_s.arg(value(option)).arg(least),
            u"write for example --%1 %2"_s.arg(option).arg(std::max<qint64>(least, 20)));
    }
    return number;
}

QList<Verb> allVerbs()
{
    return setupVerbs() + queueVerbs() + cardVerbs() + changesVerbs() + tableVerbs() + policyVerbs() + judgementVerbs()
        + outboxVerbs() + logVerbs() + logEntryVerbs() + redactVerbs() + bundleVerbs() + memberVerbs() + deviceVerbs()
        + keyVerbs() + exportVerbs();
}

} // namespace docket::ctl
