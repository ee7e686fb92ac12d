#pragma once

#include "core/log/crypto/secret.h"

#include <QByteArray>
#include <QByteArrayView>

namespace docket::exchange
{

/// HKDF-SHA-256 (RFC 5869; OpenSSL, libsodium 1.0.18 has none). 32 bytes.
log::Secret hkdfSha256(QByteArrayView inputKey, QByteArrayView salt, QByteArrayView info);
/// HMAC-SHA-256 (RFC 2104). 32 bytes.
QByteArray hmacSha256(QByteArrayView key, QByteArrayView message);

} // namespace docket::exchange
