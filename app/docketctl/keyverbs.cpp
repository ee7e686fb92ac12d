#include "app/docketctl/memberwords.h"
#include "core/base/digest.h"
#include "core/log/keys/rootkey.h"
#include "core/workspace/joinwork.h"

#include <QDir>
#include <QFileInfo>

#include <unistd.h>

namespace docket::ctl
{

using namespace Qt::StringLiterals;

namespace
{

Result<int> makeRequest(Session& session, const Arguments& arguments)
{
    DOCKET_ASSIGN(const log::Invitation invitation, log::Invitation::parse(arguments.value(u"invitation"_s)));
    if (!arguments.has(u"name"_s) || !arguments.has(u"out"_s)) {
        return fail(
            ErrorCode::Usage, u"join"_s, u"--name NAME and --out FILE are missing"_s, u"see: docketctl join --help"_s);
    }
    const QString file = arguments.value(u"out"_s);
    // The keys stay when the request cannot be written, so the place is tried first.
    if (const QFileInfo folder(QFileInfo(file).absolutePath()); !folder.isWritable())
        return fail(ErrorCode::Storage, file, u"cannot be written"_s, u"check the folder and its permissions"_s);
    DOCKET_ASSIGN(log::Secret passphrase, session.newPassphrase());
    log::Seal seal;
    seal.keychain = passphrase.isEmpty() ? session.keychain() : nullptr;
    seal.passphrase = std::move(passphrase);
    DOCKET_ASSIGN(const PendingJoin pending,
        askToJoin(session.folder(), invitation, arguments.value(u"name"_s), seal, session.clock().now()));
    DOCKET_TRY(session.write(file, pending.request));
    const QString words = log::spokenFingerprint(pending.device);
    if (session.out().isJson()) {
        session.out().object(
            { { u"request"_s, file }, { u"device"_s, QString::fromLatin1(toBase64Url(pending.device)) },
                { u"fingerprint"_s, words }, { u"hex"_s, log::hexFingerprint(pending.device) } });
        return Done;
    }
    session.out().line(u"Send %1 to whoever invited you, and read this out to them: %2"_s.arg(file, words));
    session.out().line(u"With the bundle that comes back: docketctl join --bundle FILE"_s);
    return Done;
}

Result<int> takeAnswer(Session& session, const Arguments& arguments)
{
    const QString folder = session.folder();
    DOCKET_ASSIGN(const log::SealedKey sealed, log::SealedKey::read(folder + u"/keys/device.key"_s));
    JoinAnswer answer;
    answer.folder = folder;
    answer.bundle = arguments.value(u"bundle"_s);
    answer.endpoint = arguments.has(u"endpoint"_s) ? arguments.value(u"endpoint"_s) : u"https://huggingface.co"_s;
    answer.keychain = session.keychain();
    if (sealed.needsPassphrase()) {
        DOCKET_ASSIGN(answer.passphrase, session.passphrase("DOCKET_PASSPHRASE", u"Passphrase of your keys: "_s));
    }
    DOCKET_ASSIGN(const Joined joined, docket::join(answer, session.clock(), [&](qint64 done, qint64 total) {
        session.out().progress(u"%1 of %2 entries"_s.arg(done).arg(total));
    }));
    session.out().endProgress();
    if (joined.incomplete)
        session.out().note(u"docketctl: "_s + joined.incomplete->text());
    Workspace* const workspace = joined.workspace.get();
    const log::Reviewer me = workspace->log().me();
    DOCKET_ASSIGN(const qint64 entries, workspace->log().size());
    if (session.out().isJson()) {
        session.out().object({ { u"workspace"_s, folder }, { u"endpoint"_s, workspace->settings().endpoint },
            { u"reviewer"_s, me.name }, { u"person"_s, me.person },
            { u"roles"_s, QJsonArray::fromStringList(me.roles) }, { u"entries"_s, entries } });
    } else {
        session.out().line(u"Made the workspace %1 for %2 with %3 entries of your colleagues."_s.arg(
            folder, me.name, QString::number(entries)));
        session.out().line(u"Next: docketctl watch add listing:models, then docketctl sync"_s);
    }
    return Done;
}

Result<int> joinVerb(Session& session, const Arguments& arguments)
{
    if (arguments.has(u"invitation"_s) == arguments.has(u"bundle"_s)) {
        return fail(ErrorCode::Usage, u"join"_s, u"takes either --invitation or --bundle"_s,
            u"first --invitation CODE --name NAME --out FILE, then --bundle FILE with the answer"_s);
    }
    return arguments.has(u"bundle"_s) ? takeAnswer(session, arguments) : makeRequest(session, arguments);
}

Result<int> keyPassphrase(Session& session, const Arguments& arguments)
{
    DOCKET_ASSIGN(Workspace* const workspace, session.unlocked());
    log::Seal seal;
    if (arguments.has(u"keychain"_s)) {
        seal.keychain = session.keychain();
    } else {
        DOCKET_ASSIGN(seal.passphrase, session.passphrase("DOCKET_NEW_PASSPHRASE", u"New passphrase: "_s, true));
    }
    DOCKET_ASSIGN(const log::SealedKey before, log::SealedKey::read(workspace->folder() + u"/keys/device.key"_s));
    DOCKET_TRY(workspace->log().reseal(seal));
    if (!before.needsPassphrase() && !arguments.has(u"keychain"_s) && !before.forget(*session.keychain()))
        session.out().note(u"The keychain keeps the old wrapping key; nothing is sealed with it any more."_s);
    const QString kind = workspace->log().needsPassphrase() ? u"passphrase"_s : u"keychain"_s;
    if (session.out().isJson())
        session.out().object({ { u"seal"_s, kind } });
    else
        session.out().line(u"The device key is sealed anew with the %1. Whoever has a copy of the old key file and the "
                           "old passphrase still has the key: docketctl device rotate ends that."_s.arg(kind));
    return Done;
}

Result<int> keyRoot(Session& session, const Arguments& arguments)
{
    if (!arguments.has(u"out"_s)) {
        return fail(ErrorCode::Usage, u"key root"_s, u"--out FILE is missing"_s,
            u"name a file on a stick that you lock away"_s);
    }
    const QString file = arguments.value(u"out"_s);
    DOCKET_ASSIGN(Workspace* const workspace, session.unlocked());
    log::Membership membership(workspace->log());
    DOCKET_ASSIGN(const log::Invitation names, membership.invitation());
    const bool restore = arguments.has(u"from-paper"_s);
    log::Secret paper;
    if (restore) {
        DOCKET_ASSIGN(paper, session.typedLine(u"The words on the paper: "_s));
    } else if (!workspace->log().me().roles.contains(u"root"_s)) {
        return fail(ErrorCode::Validation, u"this device"_s, u"does not hold the role root, so it cannot give it"_s,
            u"to write the file again from paper, say --from-paper"_s);
    }
    DOCKET_ASSIGN(const log::Secret passphrase,
        session.passphrase("DOCKET_ROOT_PASSPHRASE", u"Passphrase for the root key: "_s, true));
    DOCKET_ASSIGN(const log::SigningKey key,
        restore ? log::rootkey::restore(file, names.domain, names.workspace, paper, passphrase)
                : log::rootkey::make(file, names.domain, names.workspace, passphrase));
    if (!restore) {
        const auto handed = membership.handRootTo(key, arguments.has(u"keep-on-device"_s));
        if (!handed)
            return fail(handed.error());
    }
    const bool kept = workspace->log().me().roles.contains(u"root"_s);
    const log::Secret onPaper = log::rootkey::paperForm(key);
    if (session.out().isJson()) {
        QJsonObject object{ { u"file"_s, file }, { u"device"_s, QString::fromLatin1(toBase64Url(key.publicKey)) },
            { u"root_on_device"_s, kept } };
        if (arguments.has(u"paper"_s))
            object.insert(u"paper"_s, QString::fromLatin1(onPaper.view()));
        session.out().object(object);
        return Done;
    }
    session.out().line(u"The root key is in %1."_s.arg(file));
    if (!kept)
        session.out().line(u"This device holds root no more: enrolling and revoking need --root-key FILE."_s);
    if (arguments.has(u"paper"_s) || isatty(STDOUT_FILENO) != 0) {
        session.out().line(u"Write this down and lock it away; whoever has it has the key:"_s);
        session.out().line(QString::fromLatin1(onPaper.view()));
    } else {
        session.out().note(u"Its paper form was not printed, because this is no terminal; --paper prints it."_s);
    }
    return Done;
}

Result<int> keyCheck(Session& session, const Arguments&)
{
    DOCKET_ASSIGN(Workspace* const workspace, session.unlocked());
    log::Store& store = workspace->log();
    DOCKET_ASSIGN(const log::ExchangeSecrets secrets, store.exchangeSecrets());
    const log::ExchangeSecret* current = secrets.current(session.clock().now());
    const log::Reviewer me = store.me();
    const QString seal = store.needsPassphrase() ? u"passphrase"_s : u"keychain"_s;
    const std::optional<Error> notWritable = store.readOnlyReason();
    QJsonArray problems;
    for (const Error& problem : secrets.problems)
        problems.append(problem.text());
    if (notWritable)
        problems.append(notWritable->text());
    if (session.out().isJson()) {
        session.out().object({ { u"device"_s, QString::fromLatin1(toBase64Url(me.device)) },
            { u"fingerprint"_s, log::spokenFingerprint(me.device) }, { u"seal"_s, seal },
            { u"exchange_keys"_s, static_cast<qint64>(secrets.keys.size()) },
            { u"exchange_until"_s, current ? jsonTime(current->until) : QJsonValue() },
            { u"behind"_s, store.isBehind() }, { u"problems"_s, problems } });
    } else {
        session.out().fields({ { u"device"_s, QString::fromLatin1(toBase64Url(me.device)) },
            { u"fingerprint"_s, log::spokenFingerprint(me.device) }, { u"sealed by"_s, seal },
            { u"exchange keys"_s, QString::number(secrets.keys.size()) },
            { u"current until"_s, current ? shortTime(current->until) : u"none"_s } });
    }
    for (const Error& problem : secrets.problems)
        session.out().note(u"docketctl: "_s + problem.text());
    if (notWritable)
        return fail(*notWritable);
    return problems.isEmpty() ? Done : No;
}

} // namespace

QList<Verb> keyVerbs()
{
    return {
        { u"join"_s, u"--invitation CODE --name NAME --out FILE | --bundle FILE"_s,
            u"Become a device of somebody's workspace."_s,
            u"First ask: makes your keys in an empty folder and a request to send. Then, with the bundle that comes "
            "back, makes the workspace."_s,
            { { u"invitation"_s, u"The line that docketctl person invite printed."_s, u"CODE"_s },
                { u"name"_s, u"How colleagues should call you."_s, u"NAME"_s },
                { u"out"_s, u"Where the request goes: NAME.docket-join."_s, u"FILE"_s },
                { u"bundle"_s, u"The answer."_s, u"FILE"_s },
                { u"endpoint"_s, u"Base address of the Hub; https://huggingface.co when not given."_s, u"URL"_s } },
            0, 0, joinVerb },
        { u"key passphrase"_s, u"[--keychain]"_s, u"Seal the device key with another passphrase or the keychain."_s,
            u"DOCKET_NEW_PASSPHRASE gives the new one where nobody can type it."_s,
            { { u"keychain"_s, u"Let the desktop's keychain keep it."_s } }, 0, 0, keyPassphrase },
        { u"key root"_s, u"--out FILE [--paper] [--keep-on-device] [--from-paper]"_s,
            u"Make a root key that is kept apart, and take root from this device."_s,
            u"DOCKET_ROOT_PASSPHRASE seals the file. Opening it takes a gibibyte of memory and some seconds, which is "
            "what protects it."_s,
            { { u"out"_s, u"The key file, best on a stick."_s, u"FILE"_s },
                { u"paper"_s, u"Print the paper form also where the output is no terminal."_s },
                { u"keep-on-device"_s, u"Leave root on this device, too."_s },
                { u"from-paper"_s, u"Make the file again from the paper form, read from the terminal or stdin."_s } },
            0, 0, keyRoot },
        { u"key check"_s, {}, u"How the keys of this device stand."_s, {}, {}, 0, 0, keyCheck },
    };
}

} // namespace docket::ctl
