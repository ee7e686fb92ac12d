#include "core/exchange/agekeys.h"

#include "core/log/crypto/bech32.h"

#include <sodium.h>

namespace docket::exchange
{

using namespace Qt::StringLiterals;

namespace
{

constexpr QByteArrayView recipientPrefix("age");
constexpr QByteArrayView identityPrefix("age-secret-key-");

} // namespace

QByteArray exchangePublicKey(const log::Secret& secret)
{
    QByteArray out(crypto_scalarmult_BYTES, '\0');
    crypto_scalarmult_base(reinterpret_cast<unsigned char*>(out.data()), secret.data());
    return out;
}

QByteArray ageRecipientText(QByteArrayView publicKey)
{
    return log::toBech32(recipientPrefix, publicKey);
}

Result<QByteArray> parseAgeRecipient(const QByteArray& text)
{
    const auto data = log::fromBech32(recipientPrefix, text);
    if (!data || data->size() != crypto_scalarmult_BYTES) {
        return fail(ErrorCode::Parse, u"recipient \"%1\""_s.arg(QString::fromLatin1(text)), u"is no age public key"_s,
            u"it begins with age1 and has 62 characters"_s);
    }
    return *data;
}

QByteArray ageIdentityText(const log::Secret& secret)
{
    return log::toBech32(identityPrefix, secret.view()).toUpper();
}

Result<log::Secret> parseAgeIdentity(const QByteArray& text)
{
    auto data = log::fromBech32(identityPrefix, text);
    if (!data || data->size() != crypto_scalarmult_SCALARBYTES) {
        return fail(ErrorCode::Parse, u"identity"_s, u"is no age secret key"_s,
            u"it begins with AGE-SECRET-KEY-1 and has 74 characters"_s);
    }
    return log::Secret::take(std::move(*data));
}

} // namespace docket::exchange
