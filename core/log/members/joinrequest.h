#pragma once

#include "core/base/result.h"
#include "core/log/crypto/ed25519.h"

#include <QDateTime>

namespace docket::log
{

/// What a new device hands to somebody with the role root so as to be enrolled (FORMAT.md 11).
struct JoinRequest {
    QByteArray device; ///< Ed25519 public key, 32 bytes
    QByteArray cosigner; ///< Ed25519, 32 bytes
    QByteArray exchange; ///< X25519, 32 bytes
    QString name; ///< how the person wants to be called, 1 to 100 characters
    QDateTime time; ///< UTC
    QByteArray workspace; ///< workspace id from the invitation
};

/// "<domain>/<workspace id>": what the inviter tells the newcomer.
struct Invitation {
    QByteArray domain;
    QByteArray workspace; ///< 22 characters

    QString code() const;
    /// Usage when it is no invitation.
    static Result<Invitation> parse(QStringView code);
};

/// The file's bytes. Validation when the name is empty or too long.
Result<QByteArray> signJoinRequest(const JoinRequest& request, const SigningKey& device);
/// Integrity with the word "join": no join request, changed after signing, or with keys that may not be enrolled
/// (small order, not canonical, one key twice).
Result<JoinRequest> readJoinRequest(QByteArrayView bytes);

/// A public key in words that can be read out over the telephone: 96 bits of its SHA-256, as six proquints
/// (arXiv:0901.4016), "lusab-babad-gutih-tugad-babad-lusab".
QString spokenFingerprint(QByteArrayView publicKey);
/// The same bits in hexadecimal, in groups of four.
QString hexFingerprint(QByteArrayView publicKey);

} // namespace docket::log
