#include "ui/settings/workspacepeople.h"

#include "core/log/keys/rootkey.h"
#include "core/log/members/membership.h"

#include <algorithm>

namespace docket::ui::settings
{

using namespace Qt::StringLiterals;
using Kind = PeopleAct::Kind;

namespace
{

log::Secret secretOf(const QString& text)
{
    return log::Secret::take(text.toUtf8());
}

/// Devices of the person that can still get or lose something.
Result<QList<log::PersonDevice>> devicesOf(log::Store& store, const QString& person)
{
    DOCKET_ASSIGN(const QList<log::Person> all, log::people(store));
    return log::devicesCalled(all, person);
}

Result<log::PersonDevice> deviceOf(log::Store& store, const QByteArray& key)
{
    DOCKET_ASSIGN(const QList<log::Person> all, log::people(store));
    for (const log::Person& person : all)
        for (const log::PersonDevice& device : person.devices)
            if (device.key == key)
                return device;
    return fail(ErrorCode::NotFound, u"device"_s, u"is not enrolled here"_s);
}

Result<log::Membership::Change> change(log::Store& store, log::Membership& membership, const PeopleAct& act)
{
    switch (act.kind) {
    case Kind::Enrol:
        return membership.enrol(act.request, act.roles, act.person);
    case Kind::Grant: {
        DOCKET_ASSIGN(const QList<log::PersonDevice> devices, devicesOf(store, act.person));
        return membership.grant(devices, act.text);
    }
    case Kind::RevokeRole: {
        DOCKET_ASSIGN(const QList<log::PersonDevice> devices, devicesOf(store, act.person));
        return membership.revoke(devices, act.text);
    }
    case Kind::RevokeDevice: {
        DOCKET_ASSIGN(const log::PersonDevice device, deviceOf(store, act.device));
        return membership.revokeDevice(device, act.text);
    }
    case Kind::Approve:
        return membership.approve(act.entry);
    case Kind::Rename:
        return membership.rename(act.person, act.text);
    case Kind::Freeze:
        return membership.endOwnDevice(act.text);
    case Kind::Rotate:
    case Kind::Reseal:
    case Kind::MakeRoot:
    case Kind::Continue:
        break;
    }
    return log::Membership::Change();
}

/// What closes the device key today.
log::Seal sealOf(log::Store& store, log::Keychain* keychain, const PeopleAct& act)
{
    return store.needsPassphrase() ? log::Seal::withPassphrase(secretOf(act.passphrase))
                                   : log::Seal{ keychain, {}, log::KdfCost::Moderate };
}

Result<std::optional<log::SigningKey>> rootOf(const PeopleAct& act)
{
    if (act.rootFile.isEmpty())
        return std::optional<log::SigningKey>();
    DOCKET_ASSIGN(log::SigningKey key, log::rootkey::open(act.rootFile, secretOf(act.rootPassphrase)));
    return std::optional(std::move(key));
}

} // namespace

Result<PeopleOverview> readPeople(Workspace& workspace)
{
    log::Store& store = workspace.log();
    PeopleOverview out;
    DOCKET_ASSIGN(out.people, log::people(store));
    DOCKET_ASSIGN(out.approvals, log::pendingApprovals(store));
    DOCKET_ASSIGN(const log::Invitation invitation, log::Membership(store).invitation());
    out.invitation = invitation.code();
    const log::Reviewer me = store.me();
    out.person = me.person;
    out.roles = me.roles;
    out.needsPassphrase = store.needsPassphrase();
    out.locked = workspace.isReadOnly() ? workspace.readOnlyReason() : store.readOnlyReason();
    out.unlocked = store.isUnlocked();
    const bool forked = std::ranges::any_of(out.people, [](const log::Person& person) {
        return std::ranges::any_of(person.devices,
            [](const log::PersonDevice& device) { return device.own && device.state == log::DeviceState::Forked; });
    });
    using Break = PeopleOverview::Break;
    if (!workspace.isReadOnly())
        out.broken = store.isBehind() ? Break::Behind : forked ? Break::Forked : Break::None;
    if (!out.locked && !out.unlocked)
        out.locked = Error{ ErrorCode::Locked, u"device key"_s, u"is locked"_s, u"unlock the workspace first"_s };
    return out;
}

Result<PeopleOutcome> perform(Workspace& workspace, log::Keychain* keychain, const PeopleAct& act, log::KdfCost cost)
{
    log::Store& store = workspace.log();
    PeopleOutcome out;
    switch (act.kind) {
    case Kind::Rotate:
        DOCKET_TRY(store.rotateKey(sealOf(store, keychain, act)));
        return out;
    case Kind::Continue: {
        DOCKET_ASSIGN(const std::optional<log::SigningKey> root, rootOf(act));
        DOCKET_ASSIGN(const log::Store::Continuation done,
            store.continueAsNew(sealOf(store, keychain, act), root ? &*root : nullptr));
        out.awaitsApproval = done.unapproved;
        DOCKET_TRY(workspace.refreshView());
        return out;
    }
    case Kind::Reseal:
        DOCKET_TRY(store.reseal(log::Seal::withPassphrase(secretOf(act.passphrase))));
        return out;
    case Kind::MakeRoot: {
        log::Membership membership(store);
        DOCKET_ASSIGN(const log::Invitation names, membership.invitation());
        if (!store.me().roles.contains(u"root"_s)) {
            return fail(ErrorCode::Validation, u"this device"_s, u"does not hold the role root, so it cannot give it"_s,
                u"ask somebody who holds it"_s);
        }
        DOCKET_ASSIGN(const log::SigningKey key,
            log::rootkey::make(act.file, names.domain, names.workspace, secretOf(act.passphrase), cost));
        DOCKET_TRY(membership.handRootTo(key));
        const log::Secret paper = log::rootkey::paperForm(key);
        out.paper = QString::fromLatin1(paper.view());
        return out;
    }
    default:
        break;
    }
    DOCKET_ASSIGN(const std::optional<log::SigningKey> root, rootOf(act));
    log::Membership membership(store, root ? &*root : nullptr);
    DOCKET_ASSIGN(const log::Membership::Change written, change(store, membership, act));
    out.awaitsApproval = !written.unapproved.isEmpty();
    DOCKET_TRY(workspace.refreshView());
    return out;
}

void WorkspacePeople::overview(QObject* receiver, std::function<void(Result<PeopleOverview>)> done)
{
    m_workspace.ask<PeopleOverview>(receiver, &readPeople, std::move(done));
}

void WorkspacePeople::act(QObject* receiver, const PeopleAct& act, std::function<void(Result<PeopleOutcome>)> done)
{
    m_workspace.ask<PeopleOutcome>(
        receiver, [act, keychain = m_keychain](Workspace& workspace) { return perform(workspace, keychain, act); },
        std::move(done));
}

} // namespace docket::ui::settings
