#pragma once

#include "core/log/store/store.h"

namespace docket::log
{

/// How a device stands.
enum class DeviceState {
    Active, ///< what it signs next counts
    Revoked, ///< nothing after PersonDevice::revokedAfter counts
    Rotated, ///< its log ended when another key took over
    Ended, ///< it ended its own log (log.freeze)
    Forked, ///< its key signed two histories; both are kept
};

/// "active", "revoked", "rotated", "ended", "forked".
QString deviceStateName(DeviceState state);

/// A device as a list of members shows it.
struct PersonDevice {
    QByteArray key; ///< public key, 32 bytes
    QByteArray name; ///< device name; empty when the log has no entry of it yet
    QString person;
    QStringList roles; ///< what its next entry may do; sorted
    qint64 entries = 0; ///< held here
    qint64 witnessed = 0; ///< how many of them somebody else vouches for
    QDateTime last; ///< the author's time of its newest entry; invalid without entries
    DeviceState state = DeviceState::Active;
    std::optional<qint64> revokedAfter;
    std::optional<QByteArray> successor; ///< the key that took over
    bool own = false; ///< writes here
    /// Holds root and nothing else: the key that is kept apart.
    bool isRootKey() const { return roles == QStringList{ QStringLiteral("root") }; }
    /// First eight characters of the key in base64url: what the device name ends with and what people type.
    QString shortKey() const;
};

struct Person {
    QString id; ///< 22 characters
    QString name; ///< empty when erased
    QList<PersonDevice> devices; ///< active ones first
    QStringList roles; ///< of all active devices together but a root key kept apart, sorted
    bool own = false; ///< the person who writes here
};

/// Everybody ever enrolled: the own person first, then by name and id.
Result<QList<Person>> people(Store& store);

/// The devices that somebody means by `who`: a person's id or name (all devices that still count, but not a root key
/// kept apart), a device's key, or
/// its first characters (at least four). NotFound; Conflict when it fits more than one.
Result<QList<PersonDevice>> devicesCalled(const QList<Person>& all, const QString& who);
/// The person whose id or name it is, or who owns the device. As devicesCalled().
Result<Person> personCalled(const QList<Person>& all, const QString& who);

/// Revocations that have no effect until a lead of another person approves them.
struct PendingApproval {
    Entry entry;
    QByteArray device; ///< from which something is to be taken
    QString role; ///< "root", or empty when the whole device is to be revoked
    qint64 lastSeq = 0;
    QString reason;
    QString by; ///< the person who wants it
};
Result<QList<PendingApproval>> pendingApprovals(Store& store);

} // namespace docket::log
