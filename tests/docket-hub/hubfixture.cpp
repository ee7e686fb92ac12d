#include "tests/docket-hub/hubfixture.h"

#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

QByteArray Reply::header(const QByteArray& name) const
{
    for (const auto& [key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

HubFixture::HubFixture()
{
    const auto account = [](const char* name, const char* role, const QJsonArray& orgs) {
        return QJsonObject{ { u"name"_s, QString::fromLatin1(name) }, { u"fullname"_s, QString::fromLatin1(name) },
            { u"type"_s, u"user"_s }, { u"role"_s, QString::fromLatin1(role) }, { u"orgs"_s, orgs } };
    };
    QJsonObject scopedAccount = account("sora", "fineGrained", {});
    scopedAccount.insert(u"fineGrained"_s, QJsonObject{ { u"global"_s, QJsonArray{ u"discussion.write"_s } } });
    writeJson(u"users.json"_s,
        { { u"hf_moderator"_s, account("mira-mod", "write", { u"acme"_s }) },
            { u"hf_stranger"_s, account("teo", "write", {}) },
            { u"hf_reader"_s, account("ines", "read", { u"acme"_s }) }, { u"hf_scoped"_s, scopedAccount } });
    write(u"models/acme/portrait/files/README.md"_s,
        "---\nlicense: other\ntags:\n- art\nlanguage: en\npipeline_tag: text-to-image\n---\n# Portrait\n");
    write(u"models/acme/portrait/files/unet/config.json"_s, "{}");
    write(u"models/acme/portrait/files/unet/weights.pkl"_s,
        "version https://git-lfs.github.com/spec/v1\noid sha256:" + QByteArray(64, 'a') + "\nsize 988123456\n");
    write(u"models/acme/portrait/files/big.bin"_s, QByteArray(11 * 1024 * 1024, 'b'));
    writeJson(u"models/acme/portrait/info.json"_s,
        { { u"likes"_s, 17 }, { u"downloads"_s, 1203 }, { u"createdAt"_s, u"2024-01-12T08:03:11.000Z"_s },
            { u"lastModified"_s, u"2026-05-03T19:40:02.000Z"_s },
            { u"securityRepoStatus"_s,
                QJsonObject{ { u"scansDone"_s, true },
                    { u"filesWithIssues"_s,
                        QJsonArray{
                            QJsonObject{ { u"path"_s, u"unet/weights.pkl"_s }, { u"level"_s, u"unsafe"_s } } } } } },
            { u"_commits"_s,
                QJsonArray{ QJsonObject{ { u"title"_s, u"Second"_s }, { u"date"_s, u"2025-01-01T00:00:00.000Z"_s } },
                    QJsonObject{
                        { u"title"_s, u"initial commit"_s }, { u"date"_s, u"2024-01-12T08:03:11.000Z"_s } } } } });
    write(u"models/acme/bare/files/README.md"_s, "no front matter\n");
    write(u"models/acme/hidden/files/README.md"_s, "# Hidden\n");
    writeJson(u"models/acme/hidden/info.json"_s, { { u"private"_s, true } });
    write(u"models/acme/fenced/files/README.md"_s, "# Fenced\n");
    writeJson(u"models/acme/fenced/info.json"_s, { { u"gated"_s, u"manual"_s } });
    write(u"models/acme/gone/files/README.md"_s, "# Gone\n");
    writeJson(u"models/acme/gone/info.json"_s, { { u"disabled"_s, true } });
    write(u"models/acme/quiet/files/README.md"_s, "# Quiet\n");
    writeJson(u"models/acme/quiet/info.json"_s,
        { { u"discussionsDisabled"_s, true }, { u"_renamedFrom"_s, QJsonArray{ u"acme/loud"_s, u"loud-one"_s } } });
    write(u"datasets/acme/faces/files/README.md"_s,
        "---\nlanguage:\n- en\n- de\ntask_categories: [image-classification]\n---\n# Faces\n");
    write(u"spaces/acme/show/files/README.md"_s, "---\nsdk: gradio\n---\n# Show\n");
}

void HubFixture::write(const QString& path, const QByteArray& bytes) const
{
    const QString whole = m_data.path() + u'/' + path;
    QDir().mkpath(QFileInfo(whole).path());
    QFile file(whole);
    QVERIFY2(file.open(QIODevice::WriteOnly), qPrintable(file.errorString()));
    file.write(bytes);
}

void HubFixture::writeJson(const QString& path, const QJsonObject& object) const
{
    write(path, QJsonDocument(object).toJson());
}

void HubFixture::start(HubOptions options, const Clock* clock)
{
    m_hub.reset();
    m_network.clearConnectionCache();
    options.data = m_data.path();
    auto hub = Hub::open(options, clock);
    QVERIFY2(hub, qPrintable(hub ? QString() : hub.error().text()));
    m_hub = std::move(*hub);
    const auto port = m_hub->listen();
    QVERIFY2(port, qPrintable(port ? QString() : port.error().text()));
    m_port = *port;
}

QNetworkReply* HubFixture::begin(const QByteArray& method, const QByteArray& target, const QByteArray& body,
    const QByteArray& token, const QList<QNetworkReply::RawHeaderPair>& headers)
{
    QNetworkRequest request(QUrl::fromEncoded(base() + target, QUrl::StrictMode));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    if (!token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + token);
    for (const auto& [name, value] : headers)
        request.setRawHeader(name, value);
    if (method == "GET")
        return m_network.get(request);
    if (method == "HEAD") // as a custom verb its answer would be waited for with a body
        return m_network.head(request);
    return m_network.sendCustomRequest(request, method, body);
}

Reply HubFixture::wait(QNetworkReply* reply)
{
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(20000, &loop, &QEventLoop::quit);
    if (!reply->isFinished())
        loop.exec();
    Reply out;
    out.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    out.headers = reply->rawHeaderPairs();
    out.body = reply->readAll();
    out.failed = !reply->isFinished() || (reply->error() != QNetworkReply::NoError && reply->error() < 200);
    reply->deleteLater();
    return out;
}

Reply HubFixture::get(
    const QByteArray& target, const QByteArray& token, const QList<QNetworkReply::RawHeaderPair>& headers)
{
    return wait(begin("GET", target, {}, token, headers));
}

Reply HubFixture::head(
    const QByteArray& target, const QByteArray& token, const QList<QNetworkReply::RawHeaderPair>& headers)
{
    return wait(begin("HEAD", target, {}, token, headers));
}

Reply HubFixture::send(const QByteArray& method, const QByteArray& target, const QByteArray& body,
    const QByteArray& token, const QByteArray& contentType)
{
    QList<QNetworkReply::RawHeaderPair> headers;
    if (!contentType.isEmpty())
        headers.append({ "Content-Type", contentType });
    return wait(begin(method, target, body, token, headers));
}

QByteArray HubFixture::raw(const QByteArray& bytes, int ms) const
{
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, m_port);
    QByteArray out;
    QEventLoop loop;
    QObject::connect(&socket, &QTcpSocket::connected, &loop, [&] { socket.write(bytes); });
    QObject::connect(&socket, &QTcpSocket::readyRead, &loop, [&] { out += socket.readAll(); });
    QObject::connect(&socket, &QTcpSocket::disconnected, &loop, &QEventLoop::quit);
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
    return out + socket.readAll();
}

} // namespace docket::practicehub
