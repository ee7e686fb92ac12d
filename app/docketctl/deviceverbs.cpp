#include "app/docketctl/memberwords.h"
#include "core/base/digest.h"

namespace docket::ctl
{

using namespace Qt::StringLiterals;

namespace
{

QString stateText(const log::PersonDevice& device)
{
    switch (device.state) {
    case log::DeviceState::Revoked:
        return u"revoked after %1"_s.arg(device.revokedAfter.value_or(0));
    case log::DeviceState::Rotated:
        return u"rotated to %1"_s.arg(
            QString::fromLatin1(toBase64Url(device.successor.value_or(QByteArray())).left(8)));
    default:
        return log::deviceStateName(device.state) + (device.own ? u", this one"_s : QString());
    }
}

Result<int> deviceList(Session& session, const Arguments&)
{
    DOCKET_ASSIGN(Workspace* const workspace, session.workspace());
    DOCKET_ASSIGN(const QList<log::Person> all, log::people(workspace->log()));
    QList<QStringList> rows;
    for (const log::Person& person : all) {
        for (const log::PersonDevice& device : person.devices) {
            if (session.out().isJson())
                session.out().object(deviceJson(device, person.name));
            rows.append(
                { device.shortKey(), person.name.isEmpty() ? person.id : person.name, device.roles.join(u", "_s),
                    QString::number(device.entries), QString::number(device.witnessed), stateText(device) });
        }
    }
    if (session.out().isJson())
        return Done;
    session.out().table(
        { u"DEVICE"_s, u"PERSON"_s, u"ROLES"_s, u"ENTRIES"_s, u"WITNESSED"_s, u"STATE"_s }, rows, { 2 });
    DOCKET_ASSIGN(const QList<log::PendingApproval> pending, log::pendingApprovals(workspace->log()));
    for (const log::PendingApproval& one : pending) {
        session.out().note(u"Awaits a lead of another person: docketctl device approve %1 (%2 loses %3)"_s.arg(
            one.entry.id.text(), QString::fromLatin1(toBase64Url(one.device).left(8)),
            one.role.isEmpty() ? u"everything"_s : u"the role "_s + one.role));
    }
    return Done;
}

Result<int> deviceRevoke(Session& session, const Arguments& arguments)
{
    DOCKET_ASSIGN(const qint64 after, arguments.number(u"after"_s, -1));
    return withMembership(session, arguments, [&](Workspace& workspace, log::Membership& membership) -> Result<int> {
        DOCKET_ASSIGN(const QList<log::Person> all, log::people(workspace.log()));
        DOCKET_ASSIGN(const QList<log::PersonDevice> devices, log::devicesCalled(all, arguments.at(0)));
        if (devices.size() > 1) {
            return fail(ErrorCode::Conflict, arguments.at(0), u"has %1 devices"_s.arg(devices.size()),
                u"name the device: docketctl device list"_s);
        }
        const log::PersonDevice& device = devices.constFirst();
        DOCKET_ASSIGN(const log::Membership::Change change,
            membership.revokeDevice(
                device, arguments.value(u"reason"_s), after >= 0 ? std::optional<qint64>(after) : std::nullopt));
        const qint64 last = after >= 0 ? after : device.entries;
        return printChange(session, change,
            u"Revoked %1: its entries up to %2 count, nothing after them. All are kept."_s.arg(
                device.shortKey(), QString::number(last)),
            { { u"device"_s, QString::fromLatin1(toBase64Url(device.key)) }, { u"last_seq"_s, last } });
    });
}

Result<int> deviceApprove(Session& session, const Arguments& arguments)
{
    const auto id = log::EntryId::parse(arguments.at(0));
    if (!id) {
        return fail(ErrorCode::Usage, u"\"%1\""_s.arg(arguments.at(0)), u"is no entry id"_s,
            u"docketctl device list shows what awaits approval"_s);
    }
    return withMembership(session, arguments, [&](Workspace&, log::Membership& membership) -> Result<int> {
        DOCKET_ASSIGN(const log::Membership::Change change, membership.approve(*id));
        return printChange(
            session, change, u"Approved: the revocation is in force."_s, { { u"approved"_s, id->text() } });
    });
}

Result<int> deviceRotate(Session& session, const Arguments&)
{
    DOCKET_ASSIGN(Workspace* const workspace, session.unlocked());
    DOCKET_ASSIGN(const log::Seal seal, session.currentSeal());
    const QByteArray before = workspace->log().me().device;
    DOCKET_TRY(workspace->log().rotateKey(seal));
    const QByteArray after = workspace->log().me().device;
    if (session.out().isJson()) {
        session.out().object({ { u"before"_s, QString::fromLatin1(toBase64Url(before)) },
            { u"device"_s, QString::fromLatin1(toBase64Url(after)) } });
    } else {
        session.out().line(u"The key %1 ended its log and was destroyed; %2 took over with the same roles."_s.arg(
            QString::fromLatin1(toBase64Url(before).left(8)), QString::fromLatin1(toBase64Url(after).left(8))));
    }
    return Done;
}

Result<int> deviceFreeze(Session& session, const Arguments& arguments)
{
    if (!arguments.has(u"yes"_s)) {
        return fail(ErrorCode::Usage, u"device freeze"_s, u"ends this workspace's device for good"_s,
            u"say --yes when that is what you want"_s);
    }
    return withMembership(session, arguments, [&](Workspace& workspace, log::Membership& membership) -> Result<int> {
        const QByteArray device = workspace.log().me().device;
        DOCKET_ASSIGN(const log::Membership::Change change, membership.endOwnDevice(arguments.value(u"reason"_s)));
        return printChange(session, change,
            u"This device signs nothing any more. Hand over what it has: docketctl bundle export"_s,
            { { u"device"_s, QString::fromLatin1(toBase64Url(device)) } });
    });
}

Result<int> deviceContinue(Session& session, const Arguments& arguments)
{
    DOCKET_ASSIGN(const qint64 after, arguments.number(u"after"_s, -1));
    DOCKET_ASSIGN(Workspace* const workspace, session.unlocked());
    DOCKET_ASSIGN(const std::optional<log::SigningKey> root, session.rootKey(arguments.value(u"root-key"_s)));
    if (!root && !arguments.has(u"sign-with-old-key"_s)) {
        return fail(ErrorCode::Usage, u"device continue-as-new"_s, u"needs a root key to enrol the new one"_s,
            u"give --root-key FILE; or --sign-with-old-key where this device holds root: should the lost entries turn "
            "up, both histories are kept and shown as a fork"_s);
    }
    DOCKET_ASSIGN(const log::Seal seal, session.currentSeal());
    DOCKET_ASSIGN(const log::Store::Continuation done,
        workspace->log().continueAsNew(
            seal, root ? &*root : nullptr, after >= 0 ? std::optional<qint64>(after) : std::nullopt));
    DOCKET_TRY(workspace->refreshView());
    if (session.out().isJson()) {
        session.out().object({ { u"before"_s, QString::fromLatin1(toBase64Url(done.before)) },
            { u"device"_s, QString::fromLatin1(toBase64Url(done.device)) }, { u"last_seq"_s, done.lastSeq },
            { u"awaits_approval"_s, done.unapproved } });
        return Done;
    }
    session.out().line(u"Goes on as %1. Of %2 the entries up to %3 count, wherever they turn up."_s.arg(
        QString::fromLatin1(toBase64Url(done.device).left(8)), QString::fromLatin1(toBase64Url(done.before).left(8)),
        QString::number(done.lastSeq)));
    if (done.unapproved)
        session.out().line(u"The old key held root: a lead of another person approves its end, see device list"_s);
    return Done;
}

} // namespace

QList<Verb> deviceVerbs()
{
    return {
        { u"device list"_s, {}, u"Every device: person, roles, entries, how many others vouch for, state."_s, {}, {}, 0,
            0, deviceList },
        { u"device revoke"_s, u"DEVICE --reason TEXT [--after N]"_s,
            u"What a device signs after entry N counts no more."_s,
            u"Without --after N is the last entry held here. Taking a device that holds root needs a second person."_s,
            { { u"reason"_s, u"Why; everybody can read it."_s, u"TEXT"_s },
                { u"after"_s, u"The last entry that still counts."_s, u"N"_s }, rootKeyOption() },
            1, 1, deviceRevoke },
        { u"device approve"_s, u"ENTRY"_s, u"Agree, as a lead, to a revocation that takes root away."_s, {}, {}, 1, 1,
            deviceApprove },
        { u"device rotate"_s, {}, u"Replace the key of this device by a fresh one."_s,
            u"The old key ends its log and is destroyed. Whoever had a copy of it can sign nothing more."_s, {}, 0, 0,
            deviceRotate },
        { u"device freeze"_s, u"--yes [--reason TEXT]"_s, u"End the log of this device for good."_s, {},
            { { u"yes"_s, u"That is what you want."_s }, { u"reason"_s, u"Why."_s, u"TEXT"_s } }, 0, 0, deviceFreeze },
        { u"device continue-as-new"_s, u"--root-key FILE | --sign-with-old-key"_s,
            u"After a restored backup or a copy: go on with a fresh key."_s,
            u"First try a colleague's bundle: it may bring the missing end back (docketctl bundle import FILE)."_s,
            { rootKeyOption(),
                { u"sign-with-old-key"_s, u"Let the old key, which holds root, enrol the new one as its last act."_s },
                { u"after"_s, u"The last entry of the old key that counts."_s, u"N"_s } },
            0, 0, deviceContinue },
    };
}

} // namespace docket::ctl
