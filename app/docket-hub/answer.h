#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <utility>

namespace docket::practicehub
{

/// One HTTP answer. Either `body`, or a stretch of a file on disk that is streamed.
struct Answer {
    int status = 200;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    QString file; ///< path of a file to stream instead of `body`
    qint64 fileOffset = 0; ///< bytes
    qint64 fileLength = 0; ///< bytes

    /// Sets a header, replacing one of the same name. Line ends and non-ASCII bytes of the value are made harmless.
    Answer& set(const QByteArray& name, const QByteArray& value);
    QByteArray header(QByteArrayView name) const;
    qint64 length() const { return file.isEmpty() ? body.size() : fileLength; }
    /// Status line and headers with `Content-Length`, as they go on the wire.
    QByteArray head() const;

    /// JSON with the content type and the weak ETag of the Hub (hub-api 1.4).
    static Answer json(const QJsonObject& object, int status = 200);
    static Answer json(const QJsonArray& array, int status = 200);
    static Answer jsonBytes(const QByteArray& bytes, int status = 200);
    static Answer text(const QByteArray& text, int status = 200);
    /// `{"error": message}`, `X-Error-Message` with the same text and, when given, `X-Error-Code` (hub-api 1.5).
    static Answer error(int status, const QByteArray& code, const QString& message);
};

/// `W/"<hex length>-<27 base64 characters>"`, computed from the body.
QByteArray weakTag(const QByteArray& body);
/// The reason phrase of a status.
QByteArray reasonPhrase(int status);

} // namespace docket::practicehub
