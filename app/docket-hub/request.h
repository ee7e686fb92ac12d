#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <utility>

class QHttpServerRequest;

namespace docket::practicehub
{

/// One HTTP request, copied out of the server library: its own object is reused for the next request of the connection.
/// The path is split at '/' before percent-decoding, so that `refs%2Fpr%2F7` stays one segment (hub-api 1.3).
struct Request {
    enum class Method { Get, Head, Post, Put, Delete, Options, Other };

    Method method = Method::Get;
    QByteArray path; ///< percent-encoded, without the query
    QByteArray rawQuery; ///< percent-encoded, without '?'
    QStringList segments; ///< decoded; empty segments (double or trailing slashes) are dropped
    QList<std::pair<QString, QString>> query; ///< decoded, in order
    QList<std::pair<QByteArray, QByteArray>> headers; ///< names in lower case
    QByteArray body;
    QString peer; ///< remote address

    static Request fromHttp(const QHttpServerRequest& request);
    /// Builds the path and query parts from a target such as "/api/models?limit=2".
    static Request fromTarget(Method method, const QByteArray& target);

    bool isRead() const { return method == Method::Get || method == Method::Head || method == Method::Options; }
    /// First header of that lower-case name, or empty.
    QByteArray header(QByteArrayView name) const;
    /// First value of the parameter; `name[]` counts as `name`.
    QString parameter(QStringView name) const;
    bool hasParameter(QStringView name) const;
    /// All values of the parameter, `name` and `name[]` alike, also comma-separated when `splitCommas`.
    QStringList parameters(QStringView name, bool splitCommas = false) const;
    /// Booleans count by value, not by presence (hub-api 0.2 item 9): true, 1, yes, on.
    bool flag(QStringView name) const;
    /// A whole number, or `fallback` when absent or not a number.
    int number(QStringView name, int fallback) const;
    /// "http://host:port" from the Host header, for absolute links; the fallback when the header is not a host.
    QString base(const QString& fallback) const;
};

/// Decodes `a=1&b=x%20y+z`, as in a query or a form body.
QList<std::pair<QString, QString>> decodePairs(const QByteArray& encoded);

} // namespace docket::practicehub
