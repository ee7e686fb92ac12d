#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QDebug>
#include <QProcessEnvironment>

#include <memory>
#include <optional>

namespace docket::hub
{

/// An access token. It has no implicit way into text: debug output is redacted, and only the transport reads the
/// secret.
class Token
{
public:
    Token() = default;
    /// `source` says where it came from, for messages: "HF_TOKEN", a file name, "keychain".
    Token(QByteArray secret, QString source) : m_secret(std::move(secret)), m_source(std::move(source)) { }

    bool isEmpty() const { return m_secret.isEmpty(); }
    QString source() const { return m_source; }
    /// Value of the Authorization header. For the transport alone.
    QByteArray headerValue() const { return "Bearer " + m_secret; }

private:
    QByteArray m_secret;
    QString m_source;
};
/// "Token(redacted, from HF_TOKEN)"
QDebug operator<<(QDebug debug, const Token& token);

/// The secret service of the desktop; replaced in tests.
class SecretStore
{
public:
    virtual ~SecretStore() = default;
    /// Empty when there is none or nobody answers.
    virtual QByteArray read(const QString& service, const QString& key) = 0;
};
/// QtKeychain; waits at most `timeoutMs` for the service. Spins a local event loop: call it outside the GUI thread or
/// at start.
std::unique_ptr<SecretStore> systemSecretStore(int timeoutMs = 3000);

/// hub-api 1.1: HF_ENDPOINT without trailing slash, default https://huggingface.co.
QString defaultEndpoint(const QProcessEnvironment& environment);
/// Base URL of the dataset viewer: its own host for huggingface.co, the same host for any other Hub.
QString defaultViewer(const QString& endpoint);
/// File of the active token: HF_TOKEN_PATH, else $HF_HOME/token, else $XDG_CACHE_HOME/huggingface/token, else
/// ~/.cache/huggingface/token.
QString tokenFile(const QProcessEnvironment& environment);
/// The token for `endpoint`: HF_TOKEN, HUGGING_FACE_HUB_TOKEN, the token file, then the entry "docket/<endpoint>" of
/// the secret store. nullopt when there is none (anonymous); Validation when one is found that cannot be a header
/// value, Storage when the file is there but not readable.
Result<std::optional<Token>> findToken(
    const QProcessEnvironment& environment, const QString& endpoint, SecretStore* secrets);

} // namespace docket::hub
