#include "core/hub/token.h"

#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QTimer>
#include <QUrl>

#ifdef DOCKET_KEYCHAIN
#include <qt6keychain/keychain.h>
#endif

namespace docket::hub
{

using namespace Qt::StringLiterals;

namespace
{

class SystemSecretStore final : public SecretStore
{
public:
    explicit SystemSecretStore(int timeoutMs) : m_timeoutMs(timeoutMs) { }
    QByteArray read([[maybe_unused]] const QString& service, [[maybe_unused]] const QString& key) override
    {
#ifdef DOCKET_KEYCHAIN
        // Deletes itself when finished: a service that answers after our patience is over finds it alive.
        auto* job = new QKeychain::ReadPasswordJob(service);
        job->setKey(key);
        QEventLoop loop;
        QByteArray secret;
        QObject::connect(job, &QKeychain::Job::finished, &loop, [&](QKeychain::Job*) {
            if (job->error() == QKeychain::NoError)
                secret = job->textData().toUtf8();
            loop.quit();
        });
        QTimer::singleShot(m_timeoutMs, &loop, &QEventLoop::quit);
        job->start();
        loop.exec();
        return secret;
#else
        return {};
#endif
    }

private:
    [[maybe_unused]] int m_timeoutMs;
};

/// A header value must not carry control characters or blanks.
bool isUsable(QByteArrayView secret)
{
    return std::all_of(secret.begin(), secret.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

Result<std::optional<Token>> checked(const QByteArray& text, const QString& source)
{
    const QByteArray secret = text.trimmed();
    if (secret.isEmpty())
        return std::optional<Token>();
    if (!isUsable(secret)) {
        return fail(ErrorCode::Validation, u"the Hub token from %1"_s.arg(source),
            u"it holds blanks or characters that no token has"_s, u"copy the token again"_s);
    }
    return std::optional(Token(secret, source));
}

} // namespace

QDebug operator<<(QDebug debug, const Token& token)
{
    const QDebugStateSaver saver(debug);
    debug.noquote().nospace();
    if (token.isEmpty())
        debug << "Token(none)";
    else
        debug << "Token(redacted, from " << token.source() << ")";
    return debug;
}

std::unique_ptr<SecretStore> systemSecretStore(int timeoutMs)
{
    return std::make_unique<SystemSecretStore>(timeoutMs);
}

QString defaultEndpoint(const QProcessEnvironment& environment)
{
    QString endpoint = environment.value(u"HF_ENDPOINT"_s).trimmed();
    while (endpoint.endsWith(u'/'))
        endpoint.chop(1);
    return endpoint.isEmpty() ? u"https://huggingface.co"_s : endpoint;
}

QString defaultViewer(const QString& endpoint)
{
    const QString host = QUrl(endpoint).host();
    if (host == u"huggingface.co" || host == u"hf.co")
        return u"https://datasets-server.huggingface.co"_s;
    return endpoint;
}

QString tokenFile(const QProcessEnvironment& environment)
{
    const QString path = environment.value(u"HF_TOKEN_PATH"_s);
    if (!path.isEmpty())
        return path;
    QString home = environment.value(u"HF_HOME"_s);
    if (home.isEmpty()) {
        QString cache = environment.value(u"XDG_CACHE_HOME"_s);
        if (cache.isEmpty())
            cache = environment.value(u"HOME"_s, QDir::homePath()) + u"/.cache"_s;
        home = cache + u"/huggingface"_s;
    }
    return home + u"/token"_s;
}

Result<std::optional<Token>> findToken(
    const QProcessEnvironment& environment, const QString& endpoint, SecretStore* secrets)
{
    for (const QString& name : { u"HF_TOKEN"_s, u"HUGGING_FACE_HUB_TOKEN"_s }) {
        DOCKET_ASSIGN(auto token, checked(environment.value(name).toUtf8(), name));
        if (token)
            return token;
    }
    QFile file(tokenFile(environment));
    if (file.exists()) {
        if (!file.open(QIODevice::ReadOnly)) {
            return fail(ErrorCode::Storage, file.fileName(), file.errorString(),
                u"make it readable, or set HF_TOKEN_PATH to another file"_s);
        }
        DOCKET_ASSIGN(auto token, checked(file.read(64 * 1024), file.fileName()));
        if (token)
            return token;
    }
    if (secrets)
        return checked(secrets->read(u"docket"_s, u"docket/"_s + endpoint), u"keychain"_s);
    return std::optional<Token>();
}

} // namespace docket::hub
