#pragma once

#include "core/log/crypto/secret.h"

#include <QByteArray>
#include <QByteArrayView>

namespace docket::log
{

/// Prepares libsodium; cheap after the first call, safe from any thread. Every function of this room calls it itself.
void initialiseSodium();

/// An Ed25519 key pair; the secret half stays in locked memory.
struct SigningKey {
    QByteArray publicKey; ///< 32 bytes
    Secret secret; ///< 64 bytes in libsodium's form (seed ‖ public key)

    static SigningKey generate();
    /// `seed` is 32 bytes.
    static SigningKey fromSeed(QByteArrayView seed);
    /// The 32 bytes that fromSeed() takes.
    Secret seed() const;
    /// 64 bytes.
    QByteArray sign(QByteArrayView message) const;
};

/// What libsodium 1.0.18 accepts: it refuses small-order keys and non-canonical S, which is part of the format.
bool verifySignature(QByteArrayView publicKey, QByteArrayView message, QByteArrayView signature);

/// A canonical point of the main subgroup; only such keys may be enrolled.
bool isAcceptablePublicKey(QByteArrayView publicKey);

} // namespace docket::log
