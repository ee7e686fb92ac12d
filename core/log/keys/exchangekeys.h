#pragma once

#include "core/base/result.h"
#include "core/log/crypto/ed25519.h"

#include <QDateTime>
#include <QList>

#include <vector>

namespace docket::log
{

/// An X25519 key pair to which colleagues encrypt what they send to this device (the age recipient of a bundle).
struct ExchangeSecret {
    QByteArray publicKey; ///< 32 bytes
    Secret secret; ///< 32 bytes
    QDateTime made; ///< UTC
    QDateTime until; ///< UTC; nothing more is encrypted to it afterwards
    QString path; ///< the file that holds it, sealed
};

/// The exchange keys of one device as found in its `keys` folder.
struct ExchangeSecrets {
    std::vector<ExchangeSecret> keys; ///< newest first
    QList<Error> problems; ///< files that are damaged or belong to a key that is not at hand; the others still work

    /// The newest one that may still be encrypted to; null when it is time for another.
    const ExchangeSecret* current(const QDateTime& now) const;
};

/// How long colleagues encrypt to one exchange key, and how long after that its secret is kept for bundles that are
/// still on their way (audit.md 4.2: this bounds how long a lost stick stays readable to a thief of the laptop).
inline constexpr int exchangeKeyDays = 30;
inline constexpr int exchangeKeyGraceDays = 30;

/// Reads every `exchange-*.key` of the device. The files are sealed with a key derived from the device's seed, so that
/// whoever unlocked the device needs no second passphrase. NotFound when there is no `keys` folder.
Result<ExchangeSecrets> exchangeSecrets(const QString& workspaceFolder, const SigningKey& device);
/// Makes a pair and its sealed file `keys/exchange-<yyyy-MM-dd>-<4 random>.key`. The folder must exist. Storage.
Result<ExchangeSecret> makeExchangeSecret(
    const QString& workspaceFolder, const SigningKey& device, const QDateTime& now);
/// Seals the pairs of `from` for `to` as well, in files of their own; what `to` has already is left alone.
Status copyExchangeSecrets(const QString& workspaceFolder, const SigningKey& from, const SigningKey& to);
/// Destroys the files that are sealed for any other device than `device`, except those that cannot be read.
Status dropForeignExchangeSecrets(const QString& workspaceFolder, QByteArrayView device);
/// Destroys the secrets whose time was over more than exchangeKeyGraceDays before `now`. Returns how many. The newest
/// one always stays: a clock that runs wild must not take the last key away.
Result<int> destroyOldExchangeSecrets(const QString& workspaceFolder, const SigningKey& device, const QDateTime& now);

/// A canonical X25519 public key that is not of small order; only such may be enrolled or announced.
bool isAcceptableExchangeKey(QByteArrayView publicKey);

} // namespace docket::log
