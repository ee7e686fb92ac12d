#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace docket
{

/// SHA-256 (OpenSSL EVP: 3-4 times libsodium's speed, which lacks SHA-NI). 32 raw bytes.
QByteArray sha256(QByteArrayView data);
/// Lower-case hexadecimal SHA-256, 64 characters: the name of a blob and the form used in evidence.
QByteArray sha256Hex(QByteArrayView data);
/// base64url without padding (RFC 4648 section 5), the form of every id in the log.
QByteArray toBase64Url(QByteArrayView data);
/// Inverse of toBase64Url; empty when the text has other characters or padding.
QByteArray fromBase64Url(QByteArrayView text);

} // namespace docket
