#pragma once

#include "core/log/fold/authority.h"

#include <QJsonObject>

#include <limits>
#include <map>
#include <vector>

namespace docket::log
{

/// One admin entry that changes who may do what, taken apart. `place` is its place in the order of the fold.
struct AuthorityEvent {
    enum class Kind { Init, Enrol, Rotate, Grant, RevokeKey, RevokeRole, Approve };

    Kind kind = Kind::Init;
    const Entry* entry = nullptr;
    qsizetype place = 0;
    QByteArrayList roots; ///< Init
    QByteArray device; ///< the key that it is about; the next one of Rotate
    QString person; ///< Enrol
    QString role; ///< Grant, RevokeRole
    qint64 from = 1; ///< Enrol, Grant
    qint64 last = 0; ///< RevokeKey, RevokeRole
    EntryId target; ///< Approve

    const QByteArray& author() const { return entry->device; }
    bool isRevocation() const { return kind == Kind::RevokeKey || kind == Kind::RevokeRole; }
    /// A device that gives up something of its own.
    bool isOwn() const { return isRevocation() && device == entry->device; }
};

/// Reads one admin entry; nullopt when it is of another kind or does not say what its kind must.
std::optional<AuthorityEvent> readAuthorityEvent(const AdminEntry& admin);

/// Who holds what when exactly these revocations are in force: the least set of rights that follows from ws.init.
/// Nobody holds a right by way of a circle, and the order of the entries does not matter.
class Rights
{
public:
    using Events = std::vector<const AuthorityEvent*>;

    /// `granting`: events of the kinds Init, Enrol, Rotate and Grant in the order of the fold.
    Rights(const Events& granting, const Events& revocations);

    bool hasRoot(const QByteArray& device, qint64 seq) const;
    bool hasRole(const QByteArray& device, const QString& role, qint64 seq) const;
    /// Enrolled or the successor of an enrolled device, and not revoked, at `seq`.
    bool isEnrolled(const QByteArray& device, qint64 seq) const;
    /// Has rights of any sort at `seq`: enrolled, or a root key of ws.init.
    bool isKnown(const QByteArray& device, qint64 seq) const;
    /// Who was given the device; empty when it was never enrolled. Whether it still holds at some entry is
    /// isEnrolled().
    QString personOf(const QByteArray& device) const;
    QStringList rolesOf(const QByteArray& device, qint64 seq) const;
    /// Holds root at some entry behind `last`, or made over to a device that ever does, behind `last` as well.
    bool leadsToRootAfter(const QByteArray& device, qint64 last) const;
    /// Place of the first event that gives root to the device; the keys of ws.init come first, in the order listed.
    qsizetype rootSince(const QByteArray& device) const;
    bool isAccepted(const AuthorityEvent& event) const { return m_accepted[static_cast<size_t>(event.place)]; }
    /// Sequence numbers at which what the device holds may change, sorted, beginning with 1.
    QList<qint64> steps(const QByteArray& device) const;
    /// The last entry with which a revoked device counted; nullopt when it still counts or was never revoked.
    std::optional<qint64> revokedAfter(const QByteArray& device) const;
    /// Devices that hold or held anything, or that somebody revoked.
    QByteArrayList devices() const;

private:
    static constexpr qsizetype noPlace = std::numeric_limits<qsizetype>::max();
    struct Span {
        QList<qint64> from;
        QList<qint64> last;
    };
    struct Device {
        qsizetype rootOf = -1; ///< place among the roots of ws.init
        Span enrolled; ///< `last` bounds everything that the device holds
        std::map<QString, Span> roles;
        const AuthorityEvent* enrolment = nullptr; ///< the first in the order of the fold
        const AuthorityEvent* rotation = nullptr; ///< likewise, that names it as next
        qsizetype rootSince = noPlace;
        bool holdsRole(const QString& role, qint64 seq) const;
    };
    static bool holds(const QList<qint64>& from, std::initializer_list<const QList<qint64>*> bounds, qint64 seq);
    const Device* find(const QByteArray& device) const;
    bool mayWrite(const AuthorityEvent& event) const;
    /// Takes an authorised event; true when the device that it is about holds more than before.
    bool take(const AuthorityEvent& event);
    bool inherit(const AuthorityEvent& rotation);

    std::map<QByteArray, Device> m_devices;
    std::vector<bool> m_accepted; ///< by place
};

} // namespace docket::log
