#pragma once

#include "core/base/result.h"
#include "core/log/crypto/secret.h"

#include <QByteArray>

namespace docket::exchange
{

/// The X25519 public key of a secret, 32 bytes.
QByteArray exchangePublicKey(const log::Secret& secret);
/// "age1…": what the stock tool takes after -r.
QByteArray ageRecipientText(QByteArrayView publicKey);
/// Inverse of ageRecipientText(); Parse.
Result<QByteArray> parseAgeRecipient(const QByteArray& text);
/// "AGE-SECRET-KEY-1…": a line of the stock tool's identity file. For tests and for somebody who must open an old
/// bundle with other tools; the program itself never writes it anywhere.
QByteArray ageIdentityText(const log::Secret& secret);
/// Inverse of ageIdentityText(); Parse.
Result<log::Secret> parseAgeIdentity(const QByteArray& text);

} // namespace docket::exchange
