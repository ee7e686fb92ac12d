#pragma once

#include "app/docket-hub/hub.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTemporaryDir>

#include <memory>

namespace docket::practicehub
{

/// What came back over the wire.
struct Reply {
    int status = 0; ///< 0: no answer
    QList<QNetworkReply::RawHeaderPair> headers;
    QByteArray body;
    bool failed = false; ///< the connection broke before the answer was whole

    QByteArray header(const QByteArray& name) const;
    QJsonObject object() const { return QJsonDocument::fromJson(body).object(); }
    QJsonArray array() const { return QJsonDocument::fromJson(body).array(); }
    QString error() const { return object().value(QLatin1String("error")).toString(); }
};

inline const QByteArray moderator = "hf_moderator"; ///< mira-mod, write, in "acme"
inline const QByteArray stranger = "hf_stranger"; ///< teo, write, in nothing
inline const QByteArray reader = "hf_reader"; ///< ines, read, in "acme"
inline const QByteArray scoped = "hf_scoped"; ///< sora, fine-grained with discussion.write

/// A data folder of a few repositories and a Hub on it, asked over loopback by QNetworkAccessManager.
class HubFixture
{
public:
    HubFixture();
    /// Writes a file below the data folder.
    void write(const QString& path, const QByteArray& bytes) const;
    void writeJson(const QString& path, const QJsonObject& object) const;
    /// (Re)starts the Hub; what `options` leaves out of data is filled in.
    void start(HubOptions options = {}, const Clock* clock = nullptr);
    void stop() { m_hub.reset(); }

    Reply get(const QByteArray& target, const QByteArray& token = {},
        const QList<QNetworkReply::RawHeaderPair>& headers = {});
    Reply head(const QByteArray& target, const QByteArray& token = {},
        const QList<QNetworkReply::RawHeaderPair>& headers = {});
    Reply send(const QByteArray& method, const QByteArray& target, const QByteArray& body, const QByteArray& token = {},
        const QByteArray& contentType = "application/json");
    Reply post(const QByteArray& target, const QJsonObject& body, const QByteArray& token = {})
    {
        return send("POST", target, QJsonDocument(body).toJson(QJsonDocument::Compact), token);
    }
    /// Sends bytes as they are and returns everything that comes back until the other side closes or `ms` pass.
    QByteArray raw(const QByteArray& bytes, int ms = 3000) const;

    QByteArray base() const { return "http://127.0.0.1:" + QByteArray::number(m_port); }
    QString dataFolder() const { return m_data.path(); }
    Hub& hub() { return *m_hub; }
    QNetworkReply* begin(const QByteArray& method, const QByteArray& target, const QByteArray& body,
        const QByteArray& token, const QList<QNetworkReply::RawHeaderPair>& headers);
    static Reply wait(QNetworkReply* reply);

private:
    QTemporaryDir m_data;
    std::unique_ptr<Hub> m_hub;
    quint16 m_port = 0;
    QNetworkAccessManager m_network;
};

} // namespace docket::practicehub
