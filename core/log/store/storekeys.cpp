#include "core/base/digest.h"
#include "core/base/logging.h"
#include "core/log/format/cosignature.h"
#include "core/log/keys/keyfile.h"
#include "core/log/store/storeprivate.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

Error lockedKey()
{
    return Error{ ErrorCode::Locked, u"log.db"_s, u"the device key is locked"_s,
        u"unlock it with the passphrase or the keychain"_s };
}

} // namespace

Result<ExchangeSecrets> Store::exchangeSecrets()
{
    if (!d->key)
        return fail(lockedKey());
    return log::exchangeSecrets(d->folder, *d->key);
}

Result<bool> Store::renewExchangeKey()
{
    if (d->readOnly)
        return fail(*d->readOnly);
    if (!d->key)
        return fail(lockedKey());
    const QDateTime now = d->clock.now().toUTC();
    DOCKET_ASSIGN(ExchangeSecrets keys, log::exchangeSecrets(d->folder, *d->key));
    if (!keys.current(now)) {
        DOCKET_ASSIGN(ExchangeSecret made, makeExchangeSecret(d->folder, *d->key, now));
        keys.keys.insert(keys.keys.begin(), std::move(made));
    }
    const ExchangeSecret& current = keys.keys.front();
    const QString exchange = QString::fromLatin1(toBase64Url(current.publicKey));
    const QString cosigner = QString::fromLatin1(toBase64Url(cosignerKeyOf(*d->key).publicKey));
    DOCKET_ASSIGN(sqlite::Statement last,
        d->db.prepare("SELECT p.data FROM entry e JOIN payload p ON p.id=e.id WHERE e.d=?1 AND e.kase IS NULL"
                      " AND e.kind='key.exchange' ORDER BY e.seq DESC LIMIT 1"));
    last.bindAll(d->own.number);
    DOCKET_ASSIGN(const bool found, last.step());
    const QJsonObject announced = found ? QJsonDocument::fromJson(last.blob(0)).object() : QJsonObject();
    last.reset();
    const bool news
        = announced["exchange"_L1].toString() != exchange || announced["cosigner"_L1].toString() != cosigner;
    if (news) {
        Draft draft;
        draft.kind = u"key.exchange"_s;
        draft.payload = QJsonDocument(QJsonObject{ { u"exchange"_s, exchange }, { u"until"_s, toIsoUtc(current.until) },
                                          { u"cosigner"_s, cosigner } })
                            .toJson(QJsonDocument::Compact);
        DOCKET_TRY(append({ draft }));
    }
    // Only behind an announced key: as long as colleagues may know an older one only, its secret is needed.
    DOCKET_TRY(destroyOldExchangeSecrets(d->folder, *d->key, now));
    return news;
}

Status Store::reseal(const Seal& seal)
{
    if (d->readOnly)
        return fail(*d->readOnly);
    if (!d->key)
        return fail(lockedKey());
    const QString path = d->folder + "/keys/device.key"_L1;
    const QString fresh = path + ".sealing"_L1;
    DOCKET_ASSIGN(SealedKey sealed, SealedKey::seal(d->own.name, *d->key, seal));
    DOCKET_TRY(sealed.write(fresh));
    DOCKET_TRY(replaceKeyFile(fresh, path));
    if (seal.keychain && !d->sealed.needsPassphrase() && !d->sealed.forget(*seal.keychain))
        qCWarning(lcLog).noquote() << "the keychain keeps a wrapping key that nothing is sealed with any more";
    d->sealed = std::move(sealed);
    return {};
}

} // namespace docket::log
