#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace docket::exchange
{

/// Bech32 (BIP 173) without its length limit, as age writes its keys: "age1…", "AGE-SECRET-KEY-1…".
/// `prefix` in lower case; the result is in lower case.
QByteArray toBech32(QByteArrayView prefix, QByteArrayView data);
/// The data of a text with this prefix; nullopt when checksum, case, padding or prefix is wrong. All upper case is
/// fine.
std::optional<QByteArray> fromBech32(QByteArrayView prefix, QByteArrayView text);

} // namespace docket::exchange
