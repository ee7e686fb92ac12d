#pragma once

#include "core/log/members/joinrequest.h"
#include "core/log/members/people.h"

namespace docket::log
{

/// Changes who may do what, by entries (FORMAT.md 5, "Authority"). Every function checks before it writes that the
/// signer has the right and that the entry will have its effect, and writes all or nothing.
/// Errors: Validation (refused by a rule: no right, the last root, a key that may not be enrolled), NotFound, Conflict
/// (it is so already), Usage (no such role), and those of Store::append().
/// Thread: that of the Store.
class Membership
{
public:
    /// `root` signs what needs the role root, in a log of its own; null: this device signs everything. Not owned.
    explicit Membership(Store& store, const SigningKey* root = nullptr) : m_store(store), m_root(root) { }

    struct Change {
        QList<Entry> entries; ///< what was written
        QList<EntryId> unapproved; ///< those of them that wait for a lead of another person
    };

    /// What the inviter tells the newcomer.
    Result<Invitation> invitation();
    /// Enrols the device of a join request: for `person`, or for a new one when that is empty. Without `roles` a new
    /// person gets reviewer and another device of a person gets that person's roles without root.
    Result<Change> enrol(const JoinRequest& request, QStringList roles = {}, const QString& person = {});
    /// A device that has the role already is passed over; Conflict when all have.
    Result<Change> grant(const QList<PersonDevice>& devices, const QString& role);
    Result<Change> revoke(const QList<PersonDevice>& devices, const QString& role);
    /// `lastSeq`: the last entry that still counts; by default the last one that is held here.
    Result<Change> revokeDevice(
        const PersonDevice& device, const QString& reason, std::optional<qint64> lastSeq = std::nullopt);
    /// A lead's counter-signature under a revocation that takes root away.
    Result<Change> approve(const EntryId& revocation);
    Result<Change> rename(const QString& person, const QString& name);
    /// Ends the log of this device for good.
    Result<Change> endOwnDevice(const QString& reason);
    /// Enrols a key that is kept apart for the own person, gives it root, and takes root from this device unless
    /// `keepOnDevice`.
    Result<Change> handRootTo(const SigningKey& key, bool keepOnDevice = false);

private:
    Result<QByteArray> signer();
    Status requireRoot();
    Result<Change> write(const QList<Draft>& drafts, bool asRoot);
    Result<qint64> heldOf(const QByteArray& device);
    Status passTheBound(const QList<PersonDevice>& devices, const QString& role);
    Status requireAnotherRoot(const QList<PersonDevice>& losing);

    Store& m_store;
    const SigningKey* m_root;
};

} // namespace docket::log
