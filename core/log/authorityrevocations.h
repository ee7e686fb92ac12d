#pragma once

#include "core/log/authorityrights.h"

namespace docket::log
{

/// Finds the revocations that are in force.
///
/// Most of them are simple: a root key takes something from a device without root. A revocation that takes root from
/// another device can contradict others, and a stolen root key would use that. It needs the counter-signature of a lead
/// of another person, and where such revocations contradict each other they are struck one by one until none is wrong:
/// first those whose approver has no right to approve, then those whose author has lost root; among these the ones of
/// the device that got root last. What was struck comes back when nothing that is in force speaks against it any more.
class Revocations
{
public:
    using Events = Rights::Events;

    /// All three in the order of the fold; see Rights for `granting`.
    Revocations(const Events& granting, const Events& revocations, const Events& approvals);

    const Events& inForce() const { return m_inForce; }
    /// What follows from the revocations in force.
    const Rights& rights() const { return m_rights; }

private:
    /// What follows when just these revocations of root are in force, with all simple ones that then have the right.
    std::pair<Rights, Events> settle(const Events& contested) const;
    bool hasAuthor(const AuthorityEvent& revocation, const Rights& rights) const;
    bool isApproved(const AuthorityEvent& revocation, const Rights& rights) const;
    bool isSound(const AuthorityEvent& revocation, const Rights& rights) const
    {
        return hasAuthor(revocation, rights) && isApproved(revocation, rights);
    }
    Events strike(Events contested, Events& struck) const;
    void restore(Events& contested, Events struck) const;

    const Events& m_granting;
    Rights m_open; ///< as if nothing had ever been revoked: the most that anyone can have had
    Events m_simple;
    std::map<EntryId, Events> m_approvals; ///< by the revocation that they approve
    Events m_inForce;
    Rights m_rights;
};

} // namespace docket::log
