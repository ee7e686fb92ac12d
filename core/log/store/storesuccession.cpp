#include "core/base/digest.h"
#include "core/base/logging.h"
#include "core/log/format/cosignature.h"
#include "core/log/keys/exchangekeys.h"
#include "core/log/keys/keyfile.h"
#include "core/log/store/storeprivate.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace docket::log
{

using namespace Qt::StringLiterals;

// How the key that writes here is changed, by rotation or by continuing as a new device:
//   1. the next key is sealed into keys/device.key.next, and the exchange secrets for it into files of their own;
//   2. one transaction records it: key.rotate by the old key, or key.enrol by root;
//   3. device.key.next takes the place of device.key, and the exchange files of the old key go.
// Whoever stops before 2 is as if nothing had been; whoever stops after it goes on at 3 at the next unlock(). Both keys
// are closed with the same passphrase or keychain, so that one unlock can do that.

namespace
{

QString keyPath(const QString& folder)
{
    return folder + "/keys/device.key"_L1;
}

QString nextPath(const QString& folder)
{
    return keyPath(folder) + ".next"_L1;
}

QString text(QByteArrayView bytes)
{
    return QString::fromLatin1(toBase64Url(bytes));
}

Draft draftOf(const QString& kind, const QJsonObject& payload)
{
    return Draft{ kind, std::nullopt, QJsonDocument(payload).toJson(QJsonDocument::Compact), {} };
}

/// True when an entry hands over to the key or enrols it.
Result<bool> isRecorded(sqlite::Database& db, const QByteArray& publicKey)
{
    DOCKET_ASSIGN(sqlite::Statement select,
        db.prepare("SELECT e.kind,p.data FROM entry e JOIN payload p ON p.id=e.id"
                   " WHERE e.kase IS NULL AND e.kind IN ('key.rotate','key.enrol')"));
    for (;;) {
        DOCKET_ASSIGN(const bool row, select.step());
        if (!row)
            return false;
        const QJsonObject payload = QJsonDocument::fromJson(select.blob(1)).object();
        const QString key = select.utf8(0) == "key.rotate" ? u"next"_s : u"dev"_s;
        if (payload[key].toString() == text(publicKey))
            return true;
    }
}

} // namespace

Result<Store::Private::OpenKey> Store::Private::openerFor(const Seal& seal)
{
    if (sealed.needsPassphrase()) {
        // A mistyped passphrase must not close the key that follows.
        DOCKET_TRY(sealed.open(seal.passphrase));
        return OpenKey([passphrase = std::make_shared<Secret>(Secret::copyOf(seal.passphrase.view()))](
                           const SealedKey& box) { return box.open(*passphrase); });
    }
    if (!seal.keychain) {
        return fail(ErrorCode::Locked, u"device key"_s, u"is sealed by the keychain, which is not at hand"_s,
            u"unlock the desktop's keychain"_s);
    }
    DOCKET_TRY(sealed.open(*seal.keychain));
    return OpenKey([keychain = seal.keychain](const SealedKey& box) { return box.open(*keychain); });
}

Result<SigningKey> Store::Private::prepareSuccessor(const Seal& seal)
{
    SigningKey next = SigningKey::generate();
    if (!isAcceptablePublicKey(next.publicKey))
        return fail(ErrorCode::Integrity, u"device key"_s, u"the generated key is not usable"_s, u"try again"_s);
    const QByteArray name = deviceName(own.name.left(own.name.indexOf('/')), workspace, next.publicKey);
    // Closed the same way as the key before it: one unlock must be able to finish what was begun.
    Seal same{ sealed.needsPassphrase() ? nullptr : seal.keychain,
        sealed.needsPassphrase() ? Secret::copyOf(seal.passphrase.view()) : Secret(), seal.cost };
    DOCKET_ASSIGN(const SealedKey box, SealedKey::seal(name, next, same));
    DOCKET_TRY(box.write(nextPath(folder)));
    DOCKET_TRY(copyExchangeSecrets(folder, *key, next));
    return next;
}

Status Store::Private::become(const SealedKey& next, SigningKey nextKey)
{
    DOCKET_ASSIGN(sqlite::Transaction transaction, sqlite::Transaction::begin(db));
    DOCKET_ASSIGN(const StoredDevice device, deviceOf(next.publicKey(), next.name()));
    DOCKET_TRY(transaction.commit());
    DOCKET_TRY(replaceKeyFile(nextPath(folder), keyPath(folder)));
    sealed = next;
    own = device;
    key = std::move(nextKey);
    caseHeads.clear();
    headsRow = -1;
    // What is left behind of the old key is sealed and of no use: no reason to fail now.
    if (const Status dropped = dropForeignExchangeSecrets(folder, own.publicKey); !dropped)
        qCWarning(lcLog).noquote() << dropped.error().text();
    return checkIncarnation();
}

Status Store::Private::settleSuccession(const OpenKey& open)
{
    const QString path = nextPath(folder);
    if (readOnly || !QFile::exists(path))
        return {};
    const auto next = SealedKey::read(path);
    if (!next) {
        DOCKET_ASSIGN(const Head head, readHead(own));
        if (head.closed)
            return fail(next.error()); // the log ended in favour of a key that cannot be read
    }
    DOCKET_ASSIGN(const bool recorded, next ? isRecorded(db, next->publicKey()) : Result<bool>(false));
    if (!recorded) {
        DOCKET_TRY(dropForeignExchangeSecrets(folder, own.publicKey));
        return destroyKeyFile(path);
    }
    DOCKET_ASSIGN(SigningKey nextKey, open(*next));
    return become(*next, std::move(nextKey));
}

Status Store::rotateKey(const Seal& seal)
{
    if (const auto reason = d->whyNot())
        return fail(*reason);
    if (!d->key) {
        return fail(
            ErrorCode::Locked, u"device key"_s, u"is locked"_s, u"unlock it with the passphrase or the keychain"_s);
    }
    DOCKET_ASSIGN(const Private::OpenKey open, d->openerFor(seal));
    DOCKET_TRY(d->settleSuccession(open)); // what an earlier attempt left
    const SealedKey before = d->sealed;
    DOCKET_ASSIGN(const SigningKey next, d->prepareSuccessor(seal));
    const auto recorded = append({ draftOf(u"key.rotate"_s, { { u"next"_s, text(next.publicKey) } }) });
    // Also after a failure: it is taken back then, or found to be recorded after all.
    DOCKET_TRY(d->settleSuccession(open));
    if (!recorded)
        return fail(recorded.error());
    if (!before.needsPassphrase() && !before.forget(*seal.keychain))
        qCWarning(lcLog).noquote() << "the keychain keeps the wrapping key of the device key that was rotated";
    DOCKET_TRY(renewExchangeKey());
    return {};
}

bool Store::isBehind() const
{
    return d->behind.has_value();
}

Result<Store::Continuation> Store::continueAsNew(
    const Seal& seal, const SigningKey* root, std::optional<qint64> lastSeq)
{
    const QString thing = u"this device"_s;
    if (d->readOnly)
        return fail(*d->readOnly);
    if (!d->key)
        return fail(ErrorCode::Locked, thing, u"is locked"_s, u"unlock it with the passphrase or the keychain"_s);
    DOCKET_ASSIGN(const QList<Fork> all, forks());
    const bool forked
        = std::any_of(all.begin(), all.end(), [this](const Fork& fork) { return fork.device == d->own.publicKey; });
    if (!d->behind && !forked) {
        return fail(ErrorCode::Validation, thing, u"has a log that is whole, so there is nothing to leave behind"_s,
            u"to change its key use docketctl device rotate"_s);
    }
    DOCKET_ASSIGN(const Private::OpenKey open, d->openerFor(seal));
    DOCKET_TRY(d->settleSuccession(open));
    DOCKET_ASSIGN(const Private::Head head, d->readHead(d->own));
    const auto held = static_cast<qint64>(head.range.size());
    DOCKET_ASSIGN(const Authority* authority, d->authority());
    const Reviewer me = this->me();
    const QByteArray signer = root ? root->publicKey : d->own.publicKey;
    qint64 signerHeld = held;
    if (root) {
        DOCKET_ASSIGN(const QList<LogTip> known, tips());
        signerHeld = 0;
        for (const LogTip& tip : known)
            if (tip.device == signer)
                signerHeld = qMax(signerHeld, tip.size);
    }
    if (!authority->hasRoot(signer, signerHeld + 1)) {
        return fail(ErrorCode::Validation, root ? u"the root key given"_s : thing,
            u"does not hold the role root, and only root enrols a new key"_s,
            u"use --root-key FILE, or join anew in an empty folder: docketctl join --invitation CODE"_s);
    }
    qint64 bound = held;
    if (d->incarnation) {
        DOCKET_ASSIGN(const std::optional<Incarnation> known, d->incarnation->remembered(d->own.name));
        bound = qMax(bound, known && known->last ? static_cast<qint64>(known->last->size) : 0);
    }
    bound = lastSeq.value_or(bound);

    DOCKET_ASSIGN(const SigningKey next, d->prepareSuccessor(seal));
    DOCKET_ASSIGN(ExchangeSecrets secrets, log::exchangeSecrets(d->folder, next));
    const QDateTime now = d->clock.now().toUTC();
    if (!secrets.current(now)) {
        DOCKET_ASSIGN(ExchangeSecret made, makeExchangeSecret(d->folder, next, now));
        secrets.keys.insert(secrets.keys.begin(), std::move(made));
    }
    QList<Draft> drafts{ draftOf(u"key.enrol"_s,
        { { u"dev"_s, text(next.publicKey) }, { u"person"_s, me.person }, { u"from_seq"_s, 1 },
            { u"cosigner"_s, text(cosignerKeyOf(next).publicKey) },
            { u"exchange"_s, text(secrets.keys.front().publicKey) } }) };
    for (const QString& role : me.roles)
        drafts.append(draftOf(
            u"role.grant"_s, { { u"dev"_s, text(next.publicKey) }, { u"role"_s, role }, { u"from_seq"_s, 1 } }));
    if (!root)
        bound = qMax(bound, held + drafts.size() + 1); // not before the entry that says so
    drafts.append(draftOf(u"key.revoke"_s,
        { { u"dev"_s, text(d->own.publicKey) }, { u"last_seq"_s, bound },
            { u"reason"_s, u"continued as a new device after a restored backup or a copy"_s } }));
    // Past whyNot(): the old log is behind, and leaving it is the way out.
    const Private::Author old{ d->own, &*d->key };
    const auto recorded = root ? appendAs(*root, drafts) : d->appendAll(old, drafts);
    Continuation out{ next.publicKey, d->own.publicKey, bound, false };
    const LogTip tip{ d->own.publicKey, d->own.name, held, head.range.root().toByteArray(), head.last, true };
    if (recorded) {
        // Nobody could sign for the old log later. Not told to the guard, which remembers a longer one.
        DOCKET_ASSIGN(sqlite::Transaction transaction, sqlite::Transaction::begin(d->db));
        DOCKET_ASSIGN(const Private::Head end, d->readHead(d->own));
        if (const auto signedEnd = d->signCheckpoint(old, end)) {
            DOCKET_TRY(transaction.commit());
        } else {
            qCWarning(lcLog).noquote() << signedEnd.error().text();
        }
    }
    DOCKET_TRY(d->settleSuccession(open));
    if (!recorded)
        return fail(root ? recorded.error() : d->afterFailure(recorded.error()));
    DOCKET_TRY(append({ draftOf(u"log.seen"_s,
        { { u"logs"_s,
            QJsonArray{ QJsonObject{ { u"origin"_s, QString::fromLatin1(tip.name) }, { u"size"_s, tip.size },
                { u"root"_s, QString::fromLatin1(tip.root.toBase64()) } } } } }) }));
    DOCKET_TRY(renewExchangeKey());
    DOCKET_ASSIGN(authority, d->authority());
    out.unapproved = authority->unapproved().contains(recorded->constLast().id);
    return out;
}

} // namespace docket::log
