#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace docket::log
{

/// Bech32 (BIP 173): `prefix`, "1", five bits a character, six characters of checksum that find any four mistyped ones.
/// Lower case. `prefix` is lower-case ASCII without "1"; the whole must stay below 90 characters for the checksum to
/// keep its promise.
QByteArray toBech32(QByteArrayView prefix, QByteArrayView bytes);
/// Inverse of toBech32(); upper case, spaces, line breaks and hyphens that are no part of the prefix do not matter.
/// Parse when it is something else or mistyped.
Result<QByteArray> fromBech32(QByteArrayView prefix, QByteArrayView text);

} // namespace docket::log
