#include "app/docketctl/memberwords.h"
#include "core/base/digest.h"

#include <algorithm>

namespace docket::ctl
{

using namespace Qt::StringLiterals;

namespace
{

QString nameOf(const log::Person& person)
{
    return person.name.isEmpty() ? person.id : person.name;
}

Result<int> personList(Session& session, const Arguments&)
{
    DOCKET_ASSIGN(Workspace* const workspace, session.workspace());
    DOCKET_ASSIGN(const QList<log::Person> all, log::people(workspace->log()));
    QList<QStringList> rows;
    for (const log::Person& person : all) {
        QJsonArray devices;
        int active = 0;
        for (const log::PersonDevice& device : person.devices) {
            devices.append(deviceJson(device, person.name));
            active += device.state == log::DeviceState::Active ? 1 : 0;
        }
        if (session.out().isJson()) {
            session.out().object(
                { { u"person"_s, person.id }, { u"name"_s, jsonText(person.name) }, { u"own"_s, person.own },
                    { u"roles"_s, QJsonArray::fromStringList(person.roles) }, { u"devices"_s, devices } });
        }
        rows.append({ nameOf(person) + (person.own ? u" (you)"_s : QString()), person.roles.join(u", "_s),
            u"%1 of %2"_s.arg(active).arg(person.devices.size()), person.id });
    }
    if (!session.out().isJson())
        session.out().table({ u"NAME"_s, u"ROLES"_s, u"DEVICES"_s, u"ID"_s }, rows, { 1 });
    return Done;
}

Result<int> personInvite(Session& session, const Arguments&)
{
    DOCKET_ASSIGN(Workspace* const workspace, session.workspace());
    DOCKET_ASSIGN(const log::Invitation invitation, log::Membership(workspace->log()).invitation());
    if (session.out().isJson()) {
        session.out().object({ { u"invitation"_s, invitation.code() } });
        return Done;
    }
    session.out().line(invitation.code());
    session.out().note(
        u"Tell this line to the newcomer, who runs: docketctl --workspace DIR join --invitation %1 --name NAME --out "
        "NAME.docket-join"_s.arg(invitation.code()));
    session.out().note(u"It is no secret. The file that comes back is: docketctl person add NAME.docket-join"_s);
    return Done;
}

Result<int> personAdd(Session& session, const Arguments& arguments)
{
    DOCKET_ASSIGN(const QByteArray bytes, session.read(arguments.at(0), 1024 * 1024));
    auto request = log::readJoinRequest(bytes);
    if (!request) {
        Error error = std::move(request).error();
        error.thing = arguments.at(0);
        return fail(std::move(error));
    }
    const QString words = log::spokenFingerprint(request->device);
    if (arguments.has(u"fingerprint"_s)) {
        const QString given = arguments.value(u"fingerprint"_s).simplified().toLower();
        QString hex = log::hexFingerprint(request->device);
        if (given != words && QString(given).remove(u' ') != hex.remove(u' ')) {
            return fail(ErrorCode::Validation, arguments.at(0),
                u"has the fingerprint %1, which is not the one given"_s.arg(words),
                u"somebody may have exchanged the file on its way: ask for it again, by another way"_s);
        }
    }
    return withMembership(session, arguments, [&](Workspace& workspace, log::Membership& membership) -> Result<int> {
        QString person;
        if (arguments.has(u"as"_s)) {
            DOCKET_ASSIGN(const QList<log::Person> all, log::people(workspace.log()));
            DOCKET_ASSIGN(const log::Person owner, log::personCalled(all, arguments.value(u"as"_s)));
            person = owner.id;
        }
        DOCKET_ASSIGN(
            const log::Membership::Change change, membership.enrol(*request, arguments.values(u"role"_s), person));
        DOCKET_ASSIGN(const QList<log::Person> all, log::people(workspace.log()));
        const QString key = QString::fromLatin1(toBase64Url(request->device));
        DOCKET_ASSIGN(const log::Person owner, log::personCalled(all, key));
        if (!session.out().isJson() && !arguments.has(u"fingerprint"_s))
            session.out().note(u"Compare by telephone: "_s + words);
        return printChange(session, change,
            u"Enrolled a device of %1 (%2). Next: docketctl bundle export, for that device"_s.arg(
                nameOf(owner), owner.roles.join(u", "_s)),
            { { u"person"_s, owner.id }, { u"name"_s, owner.name }, { u"device"_s, key },
                { u"roles"_s, QJsonArray::fromStringList(owner.roles) }, { u"fingerprint"_s, words } });
    });
}

Result<int> personRename(Session& session, const Arguments& arguments)
{
    return withMembership(session, arguments, [&](Workspace& workspace, log::Membership& membership) -> Result<int> {
        DOCKET_ASSIGN(const QList<log::Person> all, log::people(workspace.log()));
        DOCKET_ASSIGN(const log::Person person, log::personCalled(all, arguments.at(0)));
        DOCKET_ASSIGN(const log::Membership::Change change, membership.rename(person.id, arguments.at(1)));
        return printChange(session, change, u"%1 is called %2 from now on."_s.arg(nameOf(person), arguments.at(1)),
            { { u"person"_s, person.id }, { u"name"_s, arguments.at(1).simplified() } });
    });
}

Result<int> changeRole(Session& session, const Arguments& arguments, bool give)
{
    return withMembership(session, arguments, [&](Workspace& workspace, log::Membership& membership) -> Result<int> {
        DOCKET_ASSIGN(const QList<log::Person> all, log::people(workspace.log()));
        DOCKET_ASSIGN(const QList<log::PersonDevice> devices, log::devicesCalled(all, arguments.at(0)));
        const QString role = arguments.at(1);
        auto change = give ? membership.grant(devices, role) : membership.revoke(devices, role);
        if (!change) {
            Error error = std::move(change).error();
            if (error.code == ErrorCode::Conflict)
                error.wayOut = u"docketctl person list shows who holds what"_s;
            return fail(std::move(error));
        }
        QStringList names;
        for (const log::PersonDevice& device : devices)
            names.append(device.shortKey());
        return printChange(session, *change,
            give ? u"%1 holds the role %2 from now on."_s.arg(arguments.at(0), role)
                 : u"%1 no longer holds the role %2."_s.arg(arguments.at(0), role),
            { { u"role"_s, role }, { u"devices"_s, QJsonArray::fromStringList(names) } });
    });
}

} // namespace

QCommandLineOption rootKeyOption()
{
    return { u"root-key"_s, u"Sign with the root key that is kept apart; DOCKET_ROOT_PASSPHRASE opens it."_s,
        u"FILE"_s };
}

QJsonObject deviceJson(const log::PersonDevice& device, const QString& personName)
{
    return { { u"device"_s, QString::fromLatin1(toBase64Url(device.key)) }, { u"short"_s, device.shortKey() },
        { u"name"_s, jsonText(QString::fromLatin1(device.name)) }, { u"person"_s, device.person },
        { u"person_name"_s, jsonText(personName) }, { u"roles"_s, QJsonArray::fromStringList(device.roles) },
        { u"entries"_s, device.entries }, { u"witnessed"_s, device.witnessed }, { u"last"_s, jsonTime(device.last) },
        { u"state"_s, log::deviceStateName(device.state) },
        { u"revoked_after"_s, device.revokedAfter ? QJsonValue(*device.revokedAfter) : QJsonValue() },
        { u"successor"_s,
            device.successor ? QJsonValue(QString::fromLatin1(toBase64Url(*device.successor))) : QJsonValue() },
        { u"own"_s, device.own } };
}

Result<int> printChange(Session& session, const log::Membership::Change& change, const QString& text, QJsonObject json)
{
    QJsonArray unapproved;
    for (const log::EntryId& id : change.unapproved)
        unapproved.append(id.text());
    if (session.out().isJson()) {
        json.insert(u"entries"_s, static_cast<qint64>(change.entries.size()));
        json.insert(u"awaits_approval"_s, unapproved);
        session.out().object(json);
        return Done;
    }
    session.out().line(unapproved.isEmpty() ? text : u"Recorded, without effect until a second person agrees."_s);
    for (const log::EntryId& id : change.unapproved)
        session.out().line(u"A lead of another person runs: docketctl device approve "_s + id.text());
    return Done;
}

Result<int> withMembership(
    Session& session, const Arguments& arguments, const std::function<Result<int>(Workspace&, log::Membership&)>& work)
{
    DOCKET_ASSIGN(Workspace* const workspace, session.unlocked());
    DOCKET_ASSIGN(const std::optional<log::SigningKey> root, session.rootKey(arguments.value(u"root-key"_s)));
    log::Membership membership(workspace->log(), root ? &*root : nullptr);
    DOCKET_ASSIGN(const int status, work(*workspace, membership));
    DOCKET_TRY(workspace->refreshView());
    return status;
}

QList<Verb> memberVerbs()
{
    const QString who
        = u"PERSON is an id or a name, DEVICE the first characters of its key; see docketctl device list."_s;
    return {
        { u"person list"_s, {}, u"Who works here."_s, {}, {}, 0, 0, personList },
        { u"person invite"_s, {}, u"The line that a newcomer needs to ask for enrolment."_s, {}, {}, 0, 0,
            personInvite },
        { u"person add"_s, u"FILE.docket-join [--role ROLE]… [--as PERSON]"_s, u"Enrol the device of a join request."_s,
            u"Without --role a new person becomes a reviewer. --as adds a device to somebody who is here already."_s,
            { { u"role"_s, u"reviewer, lead, ethics, privacy, auditor or root; may be repeated."_s, u"ROLE"_s },
                { u"as"_s, u"Whose device it is."_s, u"PERSON"_s },
                { u"fingerprint"_s, u"What the newcomer read out; refused when the file has another."_s, u"WORDS"_s },
                rootKeyOption() },
            1, 1, personAdd },
        { u"person rename"_s, u"PERSON NAME"_s, u"Call somebody by another name."_s, who, { rootKeyOption() }, 2, 2,
            personRename },
        { u"role grant"_s, u"PERSON|DEVICE ROLE"_s, u"Give a role, from the next entry on."_s, who, { rootKeyOption() },
            2, 2, [](Session& session, const Arguments& arguments) { return changeRole(session, arguments, true); } },
        { u"role revoke"_s, u"PERSON|DEVICE ROLE"_s, u"Take a role away, after the last entry that is held here."_s,
            who, { rootKeyOption() }, 2, 2,
            [](Session& session, const Arguments& arguments) { return changeRole(session, arguments, false); } },
    };
}

} // namespace docket::ctl
