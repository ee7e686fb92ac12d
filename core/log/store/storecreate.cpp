#include "core/base/digest.h"
#include "core/log/format/cosignature.h"
#include "core/log/store/storeprivate.h"

#include <QJsonArray>
#include <QJsonObject>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

QString base64(QByteArrayView bytes)
{
    return QString::fromLatin1(toBase64Url(bytes));
}

} // namespace

Status Store::Private::createFirst(const QString& reviewerName, const QByteArray& domain, const Seal& seal)
{
    key = SigningKey::generate();
    own.publicKey = key->publicKey;
    if (!isAcceptablePublicKey(own.publicKey))
        return fail(ErrorCode::Integrity, u"device key"_s, u"the generated key is not usable"_s, u"try again"_s);
    const QString device = base64(own.publicKey);
    const QString person = base64(Secret::random(16).view());
    const Draft init = adminDraft(u"ws.init"_s,
        { { u"domain"_s, QString::fromLatin1(domain) }, { u"roots"_s, QJsonArray{ device } },
            { u"secret"_s, base64(Secret::random(32).view()) } });
    QList<Draft> drafts{ adminDraft(u"key.enrol"_s,
        { { u"dev"_s, device }, { u"person"_s, person }, { u"from_seq"_s, 1 },
            { u"cosigner"_s, base64(cosignerKeyOf(*key).publicKey) } }) };
    for (const QString& role : Authority::allRoles())
        drafts.append(adminDraft(u"role.grant"_s, { { u"dev"_s, device }, { u"role"_s, role }, { u"from_seq"_s, 1 } }));
    // The name stands apart from the enrolment, so that it can be erased without undoing anything.
    drafts.append(adminDraft(u"person.name"_s, { { u"person"_s, person }, { u"name"_s, reviewerName } }));

    // The id of the workspace is a hash of its first text, and the device's name contains that id: text first, name
    // second.
    EntryHeader header;
    header.app = QByteArrayLiteral(DOCKET_VERSION);
    header.device = own.publicKey;
    header.kind = "ws.init";
    header.lamport = 1;
    header.previous = QByteArray(32, '\0');
    header.seq = 1;
    header.time = clock.now().toUTC();
    const QByteArray salt = newSalt();
    header.payload = PayloadReference{ payloadCommitment(salt, init.payload).toByteArray(), init.payload.size(),
        QByteArrayLiteral("application/json") };
    workspace = workspaceIdOf(encodeText(header));
    own.name = deviceName(domain, workspace, own.publicKey);
    own.keyId = keyIdOf(own.name, own.publicKey);
    DOCKET_ASSIGN(sealed, SealedKey::seal(own.name, *key, seal));
    DOCKET_TRY(sealed.write(folder + "/keys/device.key"_L1));

    DOCKET_ASSIGN(sqlite::Transaction transaction, sqlite::Transaction::begin(db));
    DOCKET_ASSIGN(sqlite::Statement insertDevice, db.prepare("INSERT INTO device(d,pk,name) VALUES(1,?1,?2)"));
    insertDevice.bindBlob(1, own.publicKey);
    insertDevice.bindUtf8(2, own.name);
    DOCKET_TRY(insertDevice.run());
    own.number = 1;
    Head head;
    std::vector<Written> written;
    written.push_back({ signEntry(header, own.name, *key), salt, init.payload });
    DOCKET_TRY(insert(written.front().entry, own, salt, init.payload, head));
    for (const Draft& draft : std::as_const(drafts)) {
        DOCKET_ASSIGN(Written one, appendOne({ own, &*key }, draft, head));
        written.push_back(std::move(one));
    }
    DOCKET_TRY(writeHead(own, head));
    for (const Written& one : written)
        DOCKET_TRY(readBack(one, own));
    return transaction.commit();
}

} // namespace docket::log
