#include "app/docket-hub/answer.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <algorithm>

namespace docket::practicehub
{

namespace
{

QByteArray harmless(const QByteArray& value)
{
    QByteArray out;
    out.reserve(value.size());
    for (const char c : value)
        out.append(c >= 0x20 && c < 0x7f ? c : (c == '\t' ? ' ' : '?'));
    return out.left(2000);
}

} // namespace

Answer& Answer::set(const QByteArray& name, const QByteArray& value)
{
    const auto same = [&](const auto& pair) { return pair.first.compare(name, Qt::CaseInsensitive) == 0; };
    headers.erase(std::remove_if(headers.begin(), headers.end(), same), headers.end());
    headers.append({ name, harmless(value) });
    return *this;
}

QByteArray Answer::header(QByteArrayView name) const
{
    for (const auto& [key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QByteArray Answer::head() const
{
    QByteArray out = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonPhrase(status) + "\r\n";
    for (const auto& [name, value] : headers)
        out += name + ": " + value + "\r\n";
    if (status != 304 && status != 204)
        out += "Content-Length: " + QByteArray::number(length()) + "\r\n";
    return out + "\r\n";
}

Answer Answer::jsonBytes(const QByteArray& bytes, int status)
{
    Answer answer;
    answer.status = status;
    answer.body = bytes;
    answer.set("Content-Type", "application/json; charset=utf-8");
    answer.set("ETag", weakTag(bytes));
    return answer;
}

Answer Answer::json(const QJsonObject& object, int status)
{
    return jsonBytes(QJsonDocument(object).toJson(QJsonDocument::Compact), status);
}

Answer Answer::json(const QJsonArray& array, int status)
{
    return jsonBytes(QJsonDocument(array).toJson(QJsonDocument::Compact), status);
}

Answer Answer::text(const QByteArray& text, int status)
{
    Answer answer;
    answer.status = status;
    answer.body = text;
    answer.set("Content-Type", "text/plain; charset=utf-8");
    return answer;
}

Answer Answer::error(int status, const QByteArray& code, const QString& message)
{
    Answer answer = json(QJsonObject{ { QStringLiteral("error"), message } }, status);
    if (!code.isEmpty())
        answer.set("X-Error-Code", code);
    answer.set("X-Error-Message", message.toUtf8());
    return answer;
}

QByteArray weakTag(const QByteArray& body)
{
    const QByteArray hash = QCryptographicHash::hash(body, QCryptographicHash::Sha1).toBase64().left(27);
    return "W/\"" + QByteArray::number(body.size(), 16) + '-' + hash + '"';
}

QByteArray reasonPhrase(int status)
{
    static const std::pair<int, const char*> phrases[] = { { 200, "OK" }, { 201, "Created" }, { 202, "Accepted" },
        { 204, "No Content" }, { 206, "Partial Content" }, { 302, "Found" }, { 304, "Not Modified" },
        { 307, "Temporary Redirect" }, { 400, "Bad Request" }, { 401, "Unauthorized" }, { 403, "Forbidden" },
        { 404, "Not Found" }, { 405, "Method Not Allowed" }, { 409, "Conflict" }, { 412, "Precondition Failed" },
        { 413, "Payload Too Large" }, { 416, "Range Not Satisfiable" }, { 422, "Unprocessable Entity" },
        { 429, "Too Many Requests" }, { 500, "Internal Server Error" }, { 501, "Not Implemented" },
        { 502, "Bad Gateway" }, { 503, "Service Unavailable" }, { 504, "Gateway Timeout" } };
    for (const auto& [code, phrase] : phrases) {
        if (code == status)
            return phrase;
    }
    return "Status";
}

} // namespace docket::practicehub
