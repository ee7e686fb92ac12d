#pragma once

#include "core/log/fold/authorityrights.h"

#include <set>

namespace docket::log
{

/// Finds the revocations that are in force.
///
/// Most of them are simple: a root key takes something from a device that holds no root beyond the bound. A revocation
/// that takes root from another device can contradict others, and a stolen root key would use that. It needs the
/// counter-signature of a lead of another person; but a root key kept apart takes root from a device that people work
/// at by itself (audit.md 4.2: two root keys need a lead for one another, a lost device needs root), so that a
/// workspace of one person can be taken back with the paper. Where such revocations contradict each other they are
/// struck one by one until none is wrong: first those that neither an approval nor such a key carries, then those whose
/// author has lost root; among these first the ones of working devices, then of the key that got root last. What was
/// struck comes back when nothing that is in force speaks against it any more.
class Revocations
{
public:
    using Events = Rights::Events;

    /// All three in the order of the fold; see Rights for `granting`. `working`: the keys that ever announced an
    /// exchange key (key.exchange), which every device does and a root key kept apart does not. Only the key itself can
    /// say so, hence nobody can make a device of somebody else's root key, nor the other way round.
    Revocations(const Events& granting, const Events& revocations, const Events& approvals,
        const std::set<QByteArray>& working);

    const Events& inForce() const { return m_inForce; }
    /// What follows from the revocations in force.
    const Rights& rights() const { return m_rights; }

private:
    /// What follows when just these revocations of root are in force, with all simple ones that then have the right.
    std::pair<Rights, Events> settle(const Events& contested) const;
    bool hasAuthor(const AuthorityEvent& revocation, const Rights& rights) const;
    bool isApproved(const AuthorityEvent& revocation, const Rights& rights) const;
    /// By a root key kept apart, of a working device.
    bool needsNobody(const AuthorityEvent& revocation) const;
    bool takesRoot(const AuthorityEvent& revocation, const Rights& given) const;
    bool isSound(const AuthorityEvent& revocation, const Rights& rights) const
    {
        return hasAuthor(revocation, rights) && (needsNobody(revocation) || isApproved(revocation, rights));
    }
    Events strike(Events contested, Events& struck) const;
    void restore(Events& contested, Events struck) const;

    const Events& m_granting;
    const std::set<QByteArray>& m_working;
    Rights m_open; ///< as if nothing had ever been revoked: the most that anyone can have had
    Events m_simple;
    std::map<EntryId, Events> m_approvals; ///< by the revocation that they approve
    Events m_inForce;
    Rights m_rights;
};

} // namespace docket::log
