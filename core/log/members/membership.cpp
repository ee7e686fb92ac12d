#include "core/log/members/membership.h"

#include "core/base/digest.h"
#include "core/log/fold/authority.h"
#include "core/log/format/entryformat.h"
#include "core/log/keys/exchangekeys.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype maximumName = 100; ///< characters

QString text(QByteArrayView bytes)
{
    return QString::fromLatin1(toBase64Url(bytes));
}

Draft draftOf(const QString& kind, const QJsonObject& payload)
{
    return Draft{ kind, std::nullopt, QJsonDocument(payload).toJson(QJsonDocument::Compact), {} };
}

Status checkRole(const QString& role)
{
    if (Authority::allRoles().contains(role))
        return {};
    return fail(ErrorCode::Usage, u"role \"%1\""_s.arg(role), u"is none"_s,
        u"roles are "_s + Authority::allRoles().join(u", "_s));
}

/// The entry from which a grant holds that begins after `held` entries. A bound ends what began right after it, so what
/// ends with the last entry held begins again one later.
qint64 beginAfter(qint64 held, bool heldAtLast)
{
    return held == 0 ? 1 : held + (heldAtLast ? 2 : 1);
}

QString called(const PersonDevice& device)
{
    return u"device %1"_s.arg(device.shortKey());
}

} // namespace

Result<QByteArray> Membership::signer()
{
    return m_root ? m_root->publicKey : m_store.me().device;
}

Result<qint64> Membership::heldOf(const QByteArray& device)
{
    DOCKET_ASSIGN(const QList<LogTip> tips, m_store.tips());
    qint64 held = 0;
    for (const LogTip& tip : tips)
        if (tip.device == device)
            held = qMax(held, tip.size);
    return held;
}

Status Membership::requireRoot()
{
    DOCKET_ASSIGN(const QByteArray key, signer());
    DOCKET_ASSIGN(const qint64 held, heldOf(key));
    DOCKET_ASSIGN(const Authority* const authority, m_store.authority());
    if (authority->hasRoot(key, held + 1))
        return {};
    return fail(ErrorCode::Validation, m_root ? u"the root key given"_s : u"this device"_s,
        u"does not hold the role root, which this needs"_s,
        u"use the root key that is kept apart (docketctl: --root-key FILE), or ask somebody who holds root"_s);
}

Status Membership::requireAnotherRoot(const QList<PersonDevice>& losing)
{
    DOCKET_ASSIGN(const QList<Person> all, people(m_store));
    for (const Person& person : all) {
        for (const PersonDevice& device : person.devices) {
            const bool loses = std::any_of(
                losing.begin(), losing.end(), [&](const PersonDevice& other) { return other.key == device.key; });
            const bool counts = device.state == DeviceState::Active || device.state == DeviceState::Forked;
            if (!loses && counts && device.roles.contains(u"root"_s))
                return {};
        }
    }
    return fail(ErrorCode::Validation, u"the last root key"_s,
        u"would be gone: nobody could enrol, revoke or grant any more"_s,
        u"give root to another device first, or make a key that is kept apart (docketctl key root --out FILE)"_s);
}

Result<Membership::Change> Membership::write(const QList<Draft>& drafts, bool asRoot)
{
    Change change;
    if (asRoot && m_root) {
        DOCKET_ASSIGN(change.entries, m_store.appendAs(*m_root, drafts));
    } else {
        DOCKET_ASSIGN(change.entries, m_store.append(drafts));
    }
    DOCKET_ASSIGN(const Authority* const authority, m_store.authority());
    for (const Entry& entry : std::as_const(change.entries)) {
        if (authority->unapproved().contains(entry.id))
            change.unapproved.append(entry.id);
        if (authority->unauthorised().contains(entry.id)) {
            return fail(ErrorCode::Integrity, u"entry "_s + entry.id.text(),
                u"was written and has no effect: its author lacks the right"_s,
                u"look at docketctl device list; the log itself is sound"_s);
        }
    }
    return change;
}

Result<Invitation> Membership::invitation()
{
    DOCKET_ASSIGN(const QByteArray workspace, m_store.workspaceId());
    DOCKET_ASSIGN(const QList<LogTip> tips, m_store.tips());
    const QByteArray own = m_store.me().device;
    QByteArray domain = defaultDomain().toLatin1();
    for (const LogTip& tip : tips)
        if (tip.device == own)
            domain = tip.name.left(tip.name.indexOf('/'));
    return Invitation{ domain, workspace };
}

Result<Membership::Change> Membership::enrol(const JoinRequest& request, QStringList roles, const QString& person)
{
    for (const QString& role : std::as_const(roles))
        DOCKET_TRY(checkRole(role));
    DOCKET_TRY(requireRoot());
    const QString thing = u"join request of %1"_s.arg(request.name);
    DOCKET_ASSIGN(const QByteArray workspace, m_store.workspaceId());
    if (request.workspace != workspace) {
        return fail(ErrorCode::Validation, thing, u"is for another workspace"_s,
            u"tell them the line that docketctl person invite prints here"_s);
    }
    // readJoinRequest() has looked at these; whoever made the request in another way is refused here.
    if (!isAcceptablePublicKey(request.device) || !isAcceptablePublicKey(request.cosigner)
        || !isAcceptableExchangeKey(request.exchange)) {
        return fail(ErrorCode::Validation, thing, u"has a key that may not be enrolled"_s,
            u"ask for a new request, made by an unchanged Docket"_s);
    }
    DOCKET_ASSIGN(const QList<Person> all, people(m_store));
    const Person* owner = nullptr;
    for (const Person& known : all) {
        if (known.id == person)
            owner = &known;
        for (const PersonDevice& device : known.devices) {
            if (device.key != request.device)
                continue;
            if (device.state != DeviceState::Revoked) {
                return fail(ErrorCode::Conflict, called(device), u"is enrolled already"_s,
                    u"send its owner a bundle: docketctl bundle export"_s);
            }
            if (!person.isEmpty() && known.id != person) {
                return fail(ErrorCode::Validation, called(device), u"belongs to another person"_s,
                    u"a device never changes hands: let them make a new key"_s);
            }
            owner = &known;
        }
    }
    if (!person.isEmpty() && !owner) {
        return fail(ErrorCode::NotFound, u"person %1"_s.arg(person), u"is not here"_s, u"see: docketctl person list"_s);
    }
    if (roles.isEmpty() && owner) {
        roles = owner->roles;
        roles.removeAll(u"root"_s);
    }
    if (roles.isEmpty())
        roles = QStringList{ u"reviewer"_s };
    roles.removeDuplicates();
    roles.sort();
    DOCKET_ASSIGN(const qint64 held, heldOf(request.device));
    DOCKET_ASSIGN(const Authority* const authority, m_store.authority());
    const qint64 from = beginAfter(held, !authority->personOf(request.device, held).isEmpty());
    const QString device = text(request.device);
    const QString id = owner ? owner->id : text(Secret::random(16).view());
    QList<Draft> drafts{ draftOf(u"key.enrol"_s,
        { { u"dev"_s, device }, { u"person"_s, id }, { u"from_seq"_s, from }, { u"cosigner"_s, text(request.cosigner) },
            { u"exchange"_s, text(request.exchange) } }) };
    for (const QString& role : std::as_const(roles))
        drafts.append(draftOf(u"role.grant"_s, { { u"dev"_s, device }, { u"role"_s, role }, { u"from_seq"_s, from } }));
    if (!owner)
        drafts.append(draftOf(u"person.name"_s, { { u"person"_s, id }, { u"name"_s, request.name } }));
    return write(drafts, true);
}

Result<Membership::Change> Membership::grant(const QList<PersonDevice>& devices, const QString& role)
{
    DOCKET_TRY(checkRole(role));
    DOCKET_TRY(requireRoot());
    QList<Draft> drafts;
    DOCKET_ASSIGN(const Authority* const authority, m_store.authority());
    for (const PersonDevice& device : devices) {
        if (device.roles.contains(role))
            continue;
        if (device.state != DeviceState::Active && device.state != DeviceState::Forked) {
            return fail(ErrorCode::Validation, called(device), u"is %1"_s.arg(deviceStateName(device.state)),
                u"what it signs does not count; enrol another device"_s);
        }
        const bool before = authority->rolesOf(device.key, device.entries).contains(role);
        drafts.append(draftOf(u"role.grant"_s,
            { { u"dev"_s, text(device.key) }, { u"role"_s, role },
                { u"from_seq"_s, beginAfter(device.entries, before) } }));
    }
    if (drafts.isEmpty())
        return fail(ErrorCode::Conflict, u"role %1"_s.arg(role), u"is held already"_s);
    DOCKET_ASSIGN(Change change, write(drafts, true));
    DOCKET_TRY(passTheBound(devices, role));
    return change;
}

Status Membership::passTheBound(const QList<PersonDevice>& devices, const QString& role)
{
    const Reviewer me = m_store.me();
    const bool concerned = std::any_of(
        devices.begin(), devices.end(), [&me](const PersonDevice& device) { return device.key == me.device; });
    if (!m_root || !concerned || me.roles.contains(role))
        return {};
    // The role begins one entry later, see beginAfter(). A colleague's device writes that entry when it imports the
    // grant; this one says that it has seen it.
    DOCKET_ASSIGN(const QList<LogTip> tips, m_store.tips());
    QJsonArray logs;
    for (const LogTip& tip : tips)
        if (tip.device == m_root->publicKey)
            logs.append(QJsonObject{ { u"origin"_s, QString::fromLatin1(tip.name) }, { u"size"_s, tip.size },
                { u"root"_s, QString::fromLatin1(tip.root.toBase64()) } });
    DOCKET_TRY(write({ draftOf(u"log.seen"_s, { { u"logs"_s, logs } }) }, false));
    return {};
}

Result<Membership::Change> Membership::revoke(const QList<PersonDevice>& devices, const QString& role)
{
    DOCKET_TRY(checkRole(role));
    QList<PersonDevice> losing = devices;
    losing.removeIf([&role](const PersonDevice& device) { return !device.roles.contains(role); });
    if (losing.isEmpty())
        return fail(ErrorCode::Conflict, u"role %1"_s.arg(role), u"is not held"_s);
    DOCKET_TRY(requireRoot());
    if (role == "root"_L1)
        DOCKET_TRY(requireAnotherRoot(losing));
    QList<Draft> drafts;
    for (const PersonDevice& device : std::as_const(losing))
        drafts.append(draftOf(u"role.revoke"_s,
            { { u"dev"_s, text(device.key) }, { u"role"_s, role }, { u"last_seq"_s, device.entries } }));
    return write(drafts, true);
}

Result<Membership::Change> Membership::revokeDevice(
    const PersonDevice& device, const QString& reason, std::optional<qint64> lastSeq)
{
    if (device.own) {
        return fail(ErrorCode::Validation, called(device), u"is the one that you work on"_s,
            u"end it with docketctl device freeze, or revoke it from another device"_s);
    }
    const qint64 last = lastSeq.value_or(device.entries);
    if (last < 0)
        return fail(ErrorCode::Usage, u"last entry %1"_s.arg(last), u"is negative"_s, u"count from 0"_s);
    if (device.revokedAfter && *device.revokedAfter <= last) {
        return fail(ErrorCode::Conflict, called(device),
            u"is revoked already after entry %1"_s.arg(*device.revokedAfter),
            u"only an earlier end would change anything"_s);
    }
    DOCKET_TRY(requireRoot());
    if (device.roles.contains(u"root"_s))
        DOCKET_TRY(requireAnotherRoot({ device }));
    return write({ draftOf(u"key.revoke"_s,
                     { { u"dev"_s, text(device.key) }, { u"last_seq"_s, last }, { u"reason"_s, reason } }) },
        true);
}

Result<Membership::Change> Membership::approve(const EntryId& revocation)
{
    DOCKET_ASSIGN(const Entry entry, m_store.entry(revocation));
    const Reviewer me = m_store.me();
    DOCKET_ASSIGN(const Authority* const authority, m_store.authority());
    const QString thing = u"entry "_s + revocation.text();
    if (!authority->unapproved().contains(revocation)) {
        return fail(ErrorCode::Conflict, thing, u"waits for nobody's approval"_s,
            u"docketctl device list shows how things stand"_s);
    }
    if (authority->personOf(entry.device, entry.seq) == me.person) {
        return fail(ErrorCode::Validation, thing, u"was written by you, and two people must want it"_s,
            u"ask a lead to approve it"_s);
    }
    if (!me.roles.contains(u"lead"_s))
        return fail(ErrorCode::Validation, thing, u"is approved by a lead only"_s, u"ask one"_s);
    return write({ draftOf(u"key.approve"_s, { { u"entry"_s, revocation.text() } }) }, false);
}

Result<Membership::Change> Membership::rename(const QString& person, const QString& name)
{
    const QString clean = name.simplified();
    if (clean.isEmpty() || clean.size() > maximumName) {
        return fail(ErrorCode::Validation, u"name"_s, u"is empty or longer than %1 characters"_s.arg(maximumName),
            u"say how colleagues should call them"_s);
    }
    const bool own = m_store.me().person == person;
    if (!own)
        DOCKET_TRY(requireRoot());
    return write({ draftOf(u"person.name"_s, { { u"person"_s, person }, { u"name"_s, clean } }) }, !own);
}

Result<Membership::Change> Membership::endOwnDevice(const QString& reason)
{
    const Reviewer me = m_store.me();
    if (me.roles.contains(u"root"_s)) {
        PersonDevice own;
        own.key = me.device;
        DOCKET_TRY(requireAnotherRoot({ own }));
    }
    DOCKET_ASSIGN(const Change change, write({ draftOf(u"log.freeze"_s, { { u"reason"_s, reason } }) }, false));
    // Colleagues need a checkpoint of the whole log, and nobody could sign it later.
    DOCKET_TRY(m_store.checkpoint());
    return change;
}

Result<Membership::Change> Membership::handRootTo(const SigningKey& key, bool keepOnDevice)
{
    DOCKET_TRY(requireRoot());
    const Reviewer me = m_store.me();
    DOCKET_ASSIGN(const Authority* const authority, m_store.authority());
    if (authority->hasRoot(key.publicKey, 1))
        return fail(ErrorCode::Conflict, u"the key"_s, u"holds root already"_s);
    const QString device = text(key.publicKey);
    QList<Draft> drafts{ draftOf(u"key.enrol"_s,
                             { { u"dev"_s, device }, { u"person"_s, me.person }, { u"from_seq"_s, 1 } }),
        draftOf(u"role.grant"_s, { { u"dev"_s, device }, { u"role"_s, u"root"_s }, { u"from_seq"_s, 1 } }) };
    DOCKET_ASSIGN(const qint64 held, heldOf(me.device));
    // The last entry of the batch: a device that gives up its own role does so from that entry on.
    if (!keepOnDevice && !m_root)
        drafts.append(draftOf(u"role.revoke"_s,
            { { u"dev"_s, text(me.device) }, { u"role"_s, u"root"_s }, { u"last_seq"_s, held + drafts.size() + 1 } }));
    return write(drafts, true);
}

} // namespace docket::log
