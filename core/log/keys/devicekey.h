#pragma once

#include "core/log/crypto/ed25519.h"
#include "core/log/keys/seal.h"

namespace docket::log
{

/// A key file: an Ed25519 seed under XChaCha20-Poly1305, its public key, and how the wrapping key is found. The file is
/// one line of the canonical JSON of FORMAT.md 1; everything but the box is authenticated with it. Never plain text.
class SealedKey
{
public:
    /// Seals `key`; the wrapping key is new and random (keychain) or derived (passphrase). Locked when neither works.
    static Result<SealedKey> seal(const QByteArray& name, const SigningKey& key, const Seal& seal);
    /// NotFound, Integrity (not a key file), Unsupported (newer).
    static Result<SealedKey> read(const QString& path);
    /// Written to a temporary name, synced and renamed; readable by the owner only.
    Status write(const QString& path) const;

    /// Validation when the passphrase is wrong, Locked when the key is sealed by the keychain.
    Result<SigningKey> open(const Secret& passphrase) const;
    /// Locked when no service answers or when the key is sealed by a passphrase; NotFound when the service has no such
    /// key.
    Result<SigningKey> open(Keychain& keychain) const;

    /// Removes the wrapping key from the keychain, after the file was destroyed. Nothing to do with a passphrase.
    /// Locked.
    Status forget(Keychain& keychain) const;

    QByteArray name() const { return m_name; }
    QByteArray publicKey() const { return m_publicKey; }
    bool needsPassphrase() const { return m_byPassphrase; }

private:
    Result<SigningKey> openBox(const Secret& wrappingKey, ErrorCode whenWrong, const QString& cause) const;

    QByteArray m_name;
    QByteArray m_publicKey;
    bool m_byPassphrase = true;
    QByteArray m_salt; ///< Argon2id salt, 16 bytes; empty with a keychain
    qint64 m_passes = 0;
    qint64 m_memory = 0; ///< bytes
    QByteArray m_nonce;
    QByteArray m_box;
    QByteArray m_associated; ///< the canonical line without "box"
};

} // namespace docket::log
