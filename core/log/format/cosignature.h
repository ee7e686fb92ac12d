#pragma once

#include "core/log/format/checkpoint.h"

#include <QDateTime>

#include <optional>

namespace docket::log
{

/// `cosignature/v1` of c2sp.org/tlog-cosignature: a device vouches for a checkpoint of another (FORMAT.md 8).
struct Cosignature {
    QByteArray name; ///< "<device name>/w"
    QByteArray keyId; ///< 4 bytes
    qint64 time = 0; ///< POSIX seconds
    QByteArray signature; ///< 64 bytes

    /// The signature line as a SignedNote carries it.
    SignatureLine toLine() const;
    /// nullopt when the line has not the length of a cosignature; says nothing about who signed.
    static std::optional<Cosignature> fromLine(const SignatureLine& line);
};

/// Name of a device's cosigner.
QByteArray cosignerName(QByteArrayView deviceName);
/// The device's second key. It is derived from the device key (libsodium's KDF), so that it is sealed with it, and is
/// never the device key itself.
SigningKey cosignerKeyOf(const SigningKey& deviceKey);
/// Signs the checkpoint's text (three lines) at `time`.
Cosignature cosign(
    QByteArrayView checkpointText, const QByteArray& cosigner, const SigningKey& key, const QDateTime& time);
bool verifyCosignature(QByteArrayView checkpointText, const Cosignature& cosignature, QByteArrayView publicKey);

} // namespace docket::log
