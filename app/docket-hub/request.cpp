#include "app/docket-hub/request.h"

#include <QHostAddress>
#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>
#include <QtHttpServer/QHttpServerRequest>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

namespace
{

Request::Method methodOf(QHttpServerRequest::Method method)
{
    switch (method) {
    case QHttpServerRequest::Method::Get:
        return Request::Method::Get;
    case QHttpServerRequest::Method::Head:
        return Request::Method::Head;
    case QHttpServerRequest::Method::Post:
        return Request::Method::Post;
    case QHttpServerRequest::Method::Put:
        return Request::Method::Put;
    case QHttpServerRequest::Method::Delete:
        return Request::Method::Delete;
    case QHttpServerRequest::Method::Options:
        return Request::Method::Options;
    default:
        return Request::Method::Other;
    }
}

QString decoded(QByteArray text, bool plusIsBlank)
{
    if (plusIsBlank)
        text.replace('+', ' ');
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text));
}

void splitTarget(Request& request)
{
    for (const QByteArray& part : request.path.split('/')) {
        if (!part.isEmpty())
            request.segments.append(decoded(part, false));
    }
    request.query = decodePairs(request.rawQuery);
}

bool isTrue(QStringView value)
{
    return value.compare(u"true", Qt::CaseInsensitive) == 0 || value == u"1"
        || value.compare(u"yes", Qt::CaseInsensitive) == 0 || value.compare(u"on", Qt::CaseInsensitive) == 0;
}

} // namespace

QList<std::pair<QString, QString>> decodePairs(const QByteArray& encoded)
{
    QList<std::pair<QString, QString>> out;
    for (const QByteArray& pair : encoded.split('&')) {
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        const QByteArray name = equals < 0 ? pair : pair.left(equals);
        const QByteArray value = equals < 0 ? QByteArray() : pair.mid(equals + 1);
        out.append({ decoded(name, true), decoded(value, true) });
    }
    return out;
}

Request Request::fromHttp(const QHttpServerRequest& request)
{
    Request out;
    out.method = methodOf(request.method());
    const QUrl url = request.url();
    out.path = url.path(QUrl::FullyEncoded).toUtf8();
    out.rawQuery = url.query(QUrl::FullyEncoded).toUtf8();
    splitTarget(out);
    const auto headers = request.headers();
    for (const auto& [name, value] : headers)
        out.headers.append({ name.toLower(), value });
    out.body = request.body();
    out.peer = request.remoteAddress().toString();
    return out;
}

Request Request::fromTarget(Method method, const QByteArray& target)
{
    Request out;
    out.method = method;
    const qsizetype mark = target.indexOf('?');
    out.path = mark < 0 ? target : target.left(mark);
    out.rawQuery = mark < 0 ? QByteArray() : target.mid(mark + 1);
    splitTarget(out);
    return out;
}

QByteArray Request::header(QByteArrayView name) const
{
    for (const auto& [key, value] : headers) {
        if (key == name)
            return value;
    }
    return {};
}

QStringList Request::parameters(QStringView name, bool splitCommas) const
{
    QStringList out;
    const QString bracketed = name.toString() + u"[]"_s;
    for (const auto& [key, value] : query) {
        if (key != name && key != bracketed)
            continue;
        if (splitCommas)
            out += value.split(u',', Qt::SkipEmptyParts);
        else
            out.append(value);
    }
    return out;
}

QString Request::parameter(QStringView name) const
{
    const QStringList all = parameters(name);
    return all.isEmpty() ? QString() : all.first();
}

bool Request::hasParameter(QStringView name) const
{
    return !parameters(name).isEmpty();
}

bool Request::flag(QStringView name) const
{
    return isTrue(parameter(name));
}

int Request::number(QStringView name, int fallback) const
{
    bool ok = false;
    const int value = parameter(name).toInt(&ok);
    return ok ? value : fallback;
}

QString Request::base(const QString& fallback) const
{
    static const QRegularExpression host(u"^(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?$"_s);
    const QString given = QString::fromLatin1(header("host"));
    return host.match(given).hasMatch() ? u"http://"_s + given : fallback;
}

} // namespace docket::practicehub
