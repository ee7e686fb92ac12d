#pragma once

#include "core/log/format/entry.h"
#include "core/log/fold/foldpolicy.h"

#include <QDateTime>
#include <QHash>
#include <QMap>

#include <optional>
#include <span>
#include <vector>

namespace docket::log
{

/// An entry without a case, as the fold of authority sees it.
struct AdminEntry {
    Entry entry;
    std::optional<QByteArray> payload; ///< nullopt when there is none or it was erased
};

/// The key to which things for a device are encrypted.
struct ExchangeKey {
    QByteArray key; ///< X25519, 32 bytes
    QDateTime until; ///< UTC; nothing more is encrypted to it afterwards. Invalid: no end was given
};

/// Why the payload of an entry was erased: two people wanted it (FORMAT.md 5).
struct Redaction {
    EntryId request;
    EntryId approval;
    QString basis; ///< "gdpr-17", "court-order", "safety", "other"
    QStringList blobs; ///< SHA-256 of evidence that goes with it, hexadecimal
    bool operator==(const Redaction&) const = default;
};

/// A redaction that one person asked for and nobody has approved yet.
struct PendingRedaction {
    EntryId request;
    QString person;
    QDateTime time;
    QList<EntryId> entries;
    QString basis;
    QString text;
    QStringList blobs;
};

/// False for kinds without whose payload nobody's authority and no erasure could be checked: ws.*, key.*, role.* and
/// redact.*.
bool mayBeRedacted(QStringView kind);

/// Who may do what, as intervals of each device's sequence numbers (audit.md 4.6, step 2; FORMAT.md 5, "Authority"):
/// independent of the order in which entries arrive. Pure, like foldCase(). The entries of both branches of a fork are
/// judged by their sequence numbers alone.
class Authority
{
public:
    /// `entries` is every entry without a case, in any order, with or without repetitions; kinds that say nothing about
    /// authority do nothing. A ws.init must be the workspace's own: readers refuse any other (fault `workspace`).
    static Authority fold(std::span<const AdminEntry> entries);

    /// The person who owned the device when it wrote entry `seq`; empty when it was not enrolled.
    QString personOf(const QByteArray& device, qint64 seq) const;
    /// Roles of the device at `seq`, sorted; empty when it was not enrolled.
    QStringList rolesOf(const QByteArray& device, qint64 seq) const;
    /// Empty when unknown or erased.
    QString nameOf(const QString& person) const { return m_names.value(person); }
    /// Every device ever enrolled, with its owner and its roles at its last permitted entry, sorted by person and
    /// device.
    QList<Reviewer> reviewers() const;
    /// Devices ever enrolled for a person, sorted.
    QByteArrayList devicesOf(const QString& person) const;
    /// Ever enrolled, named by a rotation, or a root key of ws.init: somebody answers for its log. Says nothing about
    /// whether it still counts.
    bool isEnrolled(const QByteArray& device) const { return m_devices.contains(device); }
    /// All devices of which isEnrolled() is true, sorted.
    QByteArrayList devices() const;
    /// Sequence numbers at which what the device holds may change, sorted, beginning with 1; empty for an unknown one.
    QList<qint64> stepsOf(const QByteArray& device) const;
    /// A root key at `seq`, enrolled or not.
    bool hasRoot(const QByteArray& device, qint64 seq) const;
    /// The last sequence number with which a revoked device counts; nullopt when it still counts or never did.
    std::optional<qint64> revokedAfter(const QByteArray& device) const;
    /// Changes whenever anything changes that a fold asks about this device: what it may do, whose it is, their name.
    QByteArray fingerprintOf(const QByteArray& device) const;
    /// The key that took over from this device; nullopt when it was not rotated.
    std::optional<QByteArray> successorOf(const QByteArray& device) const;

    /// The Ed25519 key with which the device cosigns other logs, 32 bytes; nullopt when it announced none.
    std::optional<QByteArray> cosignerOf(const QByteArray& device) const;
    /// The newest one that the device or its enrolment announced; nullopt when there is none. Whether it has run out is
    /// for the reader to ask.
    std::optional<ExchangeKey> exchangeKeyOf(const QByteArray& device) const;

    /// Adopted policy sets by their name in `pol`: what foldCase() takes.
    const PolicyOrders& policies() const { return m_policies; }
    /// nullopt when no such set was adopted.
    std::optional<PolicyOrder> policyOrder(const QString& pol) const;

    /// Entries whose payload is to be erased, by id. An entry that is known to be of a kind that must not be redacted
    /// is not among them; for others ask mayBeRedacted().
    const QMap<EntryId, Redaction>& redactions() const { return m_redactions; }
    /// In the order of the fold.
    const QList<PendingRedaction>& pendingRedactions() const { return m_pendingRedactions; }

    /// Admin entries whose author was not allowed to write them: kept, shown, without effect. In the order of the fold.
    const QList<EntryId>& unauthorised() const { return m_unauthorised; }
    /// Revocations of root that wait for the counter-signature of a lead of another person. In the order of the fold.
    const QList<EntryId>& unapproved() const { return m_unapproved; }
    /// Entries of an unknown version, or that do not say what their kind must. In the order of the fold.
    const QList<EntryId>& ignored() const { return m_ignored; }

    static QStringList allRoles();

private:
    friend class AuthorityFolder;

    /// What a device holds from one sequence number to the next such step.
    struct Step {
        qint64 from = 1;
        QString person; ///< empty: not enrolled
        QStringList roles;
        bool root = false;
    };
    struct Device {
        std::vector<Step> steps; ///< sorted; the first is from 1
        QString person; ///< who was given the device, whether or not it still counts
        std::optional<qint64> revokedAfter;
        std::optional<QByteArray> successor;
        std::optional<QByteArray> cosigner;
        std::optional<ExchangeKey> exchange;
    };
    const Step* stepAt(const QByteArray& device, qint64 seq) const;

    QHash<QByteArray, Device> m_devices; ///< looked up; walked only where the result is sorted
    QMap<QString, QString> m_names;
    PolicyOrders m_policies;
    QMap<EntryId, Redaction> m_redactions;
    QList<PendingRedaction> m_pendingRedactions;
    QList<EntryId> m_unauthorised;
    QList<EntryId> m_unapproved;
    QList<EntryId> m_ignored;
};

} // namespace docket::log
