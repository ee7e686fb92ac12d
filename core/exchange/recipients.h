#pragma once

#include "core/log/store/store.h"

namespace docket::exchange
{

/// A device that payloads can be encrypted to.
struct Recipient {
    QByteArray device; ///< public key
    QByteArray exchangeKey; ///< X25519, 32 bytes; empty where it has none that is still valid
    QString person;
    QString name; ///< of the person; may be empty
    bool own = false;
    bool isReady() const { return !exchangeKey.isEmpty(); }
};

/// Every enrolled device that is neither revoked nor replaced, sorted by name and device.
Result<QList<Recipient>> possibleRecipients(log::Store& store, const QDateTime& now);

/// Who is meant by words such as "all" (every other device), a person's name or id, a device's public key in base64url
/// or the beginning of it (at least 4 characters). NotFound; Validation when a name is ambiguous or nobody meant has an
/// exchange key that is still valid. Devices without one are left out where another of the same word has one.
Result<QList<Recipient>> recipientsFor(log::Store& store, const QStringList& words, const QDateTime& now);

} // namespace docket::exchange
