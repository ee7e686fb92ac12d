#pragma once

#include "core/base/result.h"
#include "core/exchange/bytestream.h"
#include "core/log/crypto/secret.h"

#include <QByteArrayList>
#include <QList>

namespace docket::exchange
{

/// The header of an age v1 file (age-encryption.org/v1) with X25519 stanzas: the file key wrapped for each recipient,
/// and a MAC over all of it.
struct AgeHeader {
    struct Stanza {
        QByteArrayList arguments; ///< type first
        QByteArray body;
    };
    QList<Stanza> stanzas;
    QByteArray mac; ///< 32 bytes
    QByteArray signedText; ///< everything up to and including "---"

    /// The largest header accepted, bytes: some thousand recipients.
    static constexpr qsizetype maximumSize = 512 * 1024;
    static constexpr qsizetype fileKeySize = 16;

    /// Text with its last newline for X25519 recipients (32 bytes each).
    static Result<QByteArray> write(
        const log::Secret& fileKey, const QByteArrayList& recipients, const RandomBytes& random);
    /// Reads up to the newline behind the MAC; the source then stands at the nonce. Integrity, word "age".
    static Result<AgeHeader> read(const Source& source);
    /// The file key, MAC checked. Validation with the word "age" when none of the identities is a recipient; stanzas of
    /// other types are passed over.
    Result<log::Secret> unwrap(std::span<const log::Secret> identities) const;
};

/// Integrity, word "age".
tl::unexpected<Error> ageFault(const QString& detail);

} // namespace docket::exchange
