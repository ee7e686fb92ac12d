#include "core/log/crypto/ed25519.h"

#include <sodium.h>

namespace docket::log
{

namespace
{

const unsigned char* bytesOf(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char*>(view.data());
}

unsigned char* bytesOf(QByteArray& bytes)
{
    return reinterpret_cast<unsigned char*>(bytes.data());
}

} // namespace

void initialiseSodium()
{
    static const int result = sodium_init();
    if (result < 0)
        qFatal("libsodium found no source of random numbers");
}

SigningKey SigningKey::generate()
{
    return fromSeed(Secret::random(crypto_sign_SEEDBYTES).view());
}

SigningKey SigningKey::fromSeed(QByteArrayView seed)
{
    Q_ASSERT(seed.size() == crypto_sign_SEEDBYTES);
    initialiseSodium();
    SigningKey key{ QByteArray(crypto_sign_PUBLICKEYBYTES, Qt::Uninitialized),
        Secret::random(crypto_sign_SECRETKEYBYTES) };
    crypto_sign_seed_keypair(bytesOf(key.publicKey), key.secret.data(), bytesOf(seed));
    return key;
}

Secret SigningKey::seed() const
{
    return Secret::copyOf(secret.view().first(crypto_sign_SEEDBYTES));
}

QByteArray SigningKey::sign(QByteArrayView message) const
{
    QByteArray signature(crypto_sign_BYTES, Qt::Uninitialized);
    crypto_sign_detached(
        bytesOf(signature), nullptr, bytesOf(message), static_cast<unsigned long long>(message.size()), secret.data());
    return signature;
}

bool verifySignature(QByteArrayView publicKey, QByteArrayView message, QByteArrayView signature)
{
    initialiseSodium();
    return publicKey.size() == crypto_sign_PUBLICKEYBYTES && signature.size() == crypto_sign_BYTES
        && crypto_sign_verify_detached(bytesOf(signature), bytesOf(message),
               static_cast<unsigned long long>(message.size()), bytesOf(publicKey))
        == 0;
}

bool isAcceptablePublicKey(QByteArrayView publicKey)
{
    initialiseSodium();
    return publicKey.size() == crypto_sign_PUBLICKEYBYTES
        && crypto_core_ed25519_is_valid_point(bytesOf(publicKey)) == 1;
}

} // namespace docket::log
