#pragma once

#include "core/base/result.h"
#include "core/log/crypto/ed25519.h"

#include <QByteArray>
#include <QList>

namespace docket::log
{

/// One "— name base64(key id ‖ signature)" line of a C2SP signed note.
struct SignatureLine {
    QByteArray name; ///< UTF-8
    QByteArray keyId; ///< 4 bytes
    QByteArray signature; ///< 64 bytes for Ed25519
    bool operator==(const SignatureLine&) const = default;
};

/// A C2SP signed note: text that ends with a newline, an empty line, signature lines.
struct SignedNote {
    QByteArray text; ///< with its last newline
    QList<SignatureLine> signatures; ///< at least one

    /// The exact bytes.
    QByteArray toBytes() const;
    /// Integrity with the word "note" when the bytes are no signed note, or spell one in a second way.
    static Result<SignedNote> parse(QByteArrayView bytes);
};

/// Signature type bytes (c2sp.org/signed-note).
enum class SignatureType : unsigned char { Ed25519 = 0x01, CosignatureV1 = 0x04 };

/// First four bytes of SHA-256(name ‖ "\n" ‖ type ‖ public key).
QByteArray keyIdOf(QByteArrayView name, QByteArrayView publicKey, SignatureType type = SignatureType::Ed25519);
/// "name+hex key id+base64(type ‖ public key)": the verifier key that Go's sumdb/note takes.
QByteArray verifierKey(QByteArrayView name, QByteArrayView publicKey, SignatureType type = SignatureType::Ed25519);

SignedNote signNote(QByteArray text, const QByteArray& name, const SigningKey& key);
/// True when a signature line of `name` with this key verifies. Lines of other names or keys do not matter.
bool isSignedBy(const SignedNote& note, QByteArrayView name, QByteArrayView publicKey);

/// `text`, empty line and the one signature line: an entry's note from its stored parts, without parsing.
QByteArray noteBytes(QByteArrayView text, QByteArrayView name, QByteArrayView keyId, QByteArrayView signature);

} // namespace docket::log
