#include "core/log/fold/authorityrevocations.h"

#include <algorithm>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

void insertInOrder(Rights::Events& events, const AuthorityEvent* event)
{
    const auto before = [](const AuthorityEvent* a, const AuthorityEvent* b) { return a->place < b->place; };
    events.insert(std::lower_bound(events.begin(), events.end(), event, before), event);
}

} // namespace

Revocations::Revocations(
    const Events& granting, const Events& revocations, const Events& approvals, const std::set<QByteArray>& working)
    : m_granting(granting), m_working(working), m_open(granting, {}), m_rights(m_open)
{
    for (const AuthorityEvent* approval : approvals)
        m_approvals[approval->target].push_back(approval);
    // What a device gave up of its own will it has given up: taking the rest is no taking of root.
    Events given;
    for (const AuthorityEvent* event : revocations)
        if (event->isOwn() && event->kind == AuthorityEvent::Kind::RevokeRole && hasAuthor(*event, m_open))
            given.push_back(event);
    const Rights rest(m_granting, given);
    Events contested;
    for (const AuthorityEvent* event : revocations) {
        if (!takesRoot(*event, rest))
            m_simple.push_back(event);
        else if (isSound(*event, m_open)) // else nothing can ever make it so
            contested.push_back(event);
    }
    Events struck;
    contested = strike(std::move(contested), struck);
    restore(contested, std::move(struck));
    auto [rights, simple] = settle(contested);
    m_rights = std::move(rights);
    m_inForce = std::move(contested);
    for (const AuthorityEvent* event : simple)
        insertInOrder(m_inForce, event);
}

bool Revocations::takesRoot(const AuthorityEvent& event, const Rights& given) const
{
    if (event.device == event.author() || (event.kind == AuthorityEvent::Kind::RevokeRole && event.role != "root"_L1))
        return false;
    return given.leadsToRootAfter(event.device, event.last);
}

bool Revocations::needsNobody(const AuthorityEvent& event) const
{
    return m_working.contains(event.device) && !m_working.contains(event.author());
}

bool Revocations::hasAuthor(const AuthorityEvent& revocation, const Rights& rights) const
{
    const qint64 seq = revocation.entry->seq;
    return rights.hasRoot(revocation.author(), seq)
        || (revocation.isOwn() && revocation.kind == AuthorityEvent::Kind::RevokeRole
            && rights.isEnrolled(revocation.author(), seq));
}

bool Revocations::isApproved(const AuthorityEvent& revocation, const Rights& rights) const
{
    const auto approvals = m_approvals.find(revocation.entry->id);
    if (approvals == m_approvals.end())
        return false;
    const QString revoker = rights.personOf(revocation.author());
    return std::any_of(approvals->second.begin(), approvals->second.end(), [&](const AuthorityEvent* approval) {
        return approval->author() != revocation.author() && rights.personOf(approval->author()) != revoker
            && rights.hasRole(approval->author(), u"lead"_s, approval->entry->seq);
    });
}

std::pair<Rights, Revocations::Events> Revocations::settle(const Events& contested) const
{
    const Rights rights(m_granting, contested);
    Events simple;
    for (const AuthorityEvent* event : m_simple)
        if (hasAuthor(*event, rights))
            simple.push_back(event);
    if (simple.empty())
        return { rights, simple };
    Events all = contested;
    all.insert(all.end(), simple.begin(), simple.end());
    return { Rights(m_granting, all), simple };
}

Revocations::Events Revocations::strike(Events contested, Events& struck) const
{
    for (;;) {
        const Rights rights = settle(contested).first;
        auto worst = contested.end();
        std::tuple<bool, bool, qsizetype> worstRank{};
        for (auto event = contested.begin(); event != contested.end(); ++event) {
            if (isSound(**event, rights))
                continue;
            const bool carried = isApproved(**event, rights) || (needsNobody(**event) && hasAuthor(**event, rights));
            const std::tuple<bool, bool, qsizetype> rank{ !carried, m_working.contains((*event)->author()),
                m_open.rootSince((*event)->author()) };
            if (worst == contested.end() || rank > worstRank) {
                worst = event;
                worstRank = rank;
            }
        }
        if (worst == contested.end())
            return contested;
        struck.push_back(*worst);
        contested.erase(worst);
    }
}

void Revocations::restore(Events& contested, Events struck) const
{
    std::sort(struck.begin(), struck.end(), [this](const AuthorityEvent* a, const AuthorityEvent* b) {
        const auto rank = [this](const AuthorityEvent* event) {
            return std::tuple(m_working.contains(event->author()), m_open.rootSince(event->author()), event->place);
        };
        return rank(a) < rank(b);
    });
    for (bool again = true; again;) {
        again = false;
        for (auto event = struck.begin(); event != struck.end(); ++event) {
            Events more = contested;
            insertInOrder(more, *event);
            const Rights rights = settle(more).first;
            if (!std::all_of(
                    more.begin(), more.end(), [&](const AuthorityEvent* one) { return isSound(*one, rights); }))
                continue;
            contested = std::move(more);
            struck.erase(event);
            again = true;
            break;
        }
    }
}

} // namespace docket::log
