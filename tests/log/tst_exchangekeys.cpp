#include "tests/log/tst_exchangekeys.h"

#include "core/base/digest.h"
#include "core/log/format/cosignature.h"
#include "core/log/keys/exchangekeys.h"
#include "tests/log/logfixture.h"

#include <unistd.h>

using namespace docket;
using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 dayMs = 24LL * 60 * 60 * 1000;

QStringList filesIn(const QString& folder)
{
    return QDir(folder + u"/keys"_s).entryList({ u"exchange-*.key"_s }, QDir::Files, QDir::Name);
}

QList<QJsonObject> announcements(Store& store)
{
    QList<QJsonObject> out;
    const auto entries = store.entries(0, 10'000);
    if (!entries)
        return out;
    for (const Entry& entry : *entries) {
        if (entry.kind == "key.exchange"_L1)
            out.append(QJsonDocument::fromJson(store.payload(entry.id)->value_or(QByteArray())).object());
    }
    return out;
}

/// A `keys` folder with nothing in it.
struct Folder {
    QTemporaryDir folder;
    SigningKey device = SigningKey::generate();
    Folder() { QDir(folder.path()).mkpath(u"keys"_s); }
    QString path() const { return folder.path(); }
};

} // namespace

void TestExchangeKeys::firstUnlockAnnouncesOne()
{
    LogFixture log;
    const auto first = log.store->renewExchangeKey();
    VERIFY_OK(first);
    QVERIFY(*first);
    QCOMPARE(filesIn(log.folder.path()).size(), 1);
    QVERIFY(filesIn(log.folder.path()).constFirst().startsWith(u"exchange-2026-11-20-"_s));
    const auto keys = log.store->exchangeSecrets();
    VERIFY_OK(keys);
    QCOMPARE(keys->keys.size(), size_t(1));
    const QList<QJsonObject> said = announcements(*log.store);
    QCOMPARE(said.size(), 1);
    QCOMPARE(said[0][u"exchange"_s].toString().toLatin1(), toBase64Url(keys->keys[0].publicKey));
    QCOMPARE(said[0][u"until"_s].toString(), u"2026-12-20T08:00:00.000Z"_s);
    const QByteArray cosigner = fromBase64Url(said[0][u"cosigner"_s].toString().toLatin1());
    QVERIFY(isAcceptablePublicKey(cosigner));
    QVERIFY(cosigner != log.store->me().device);

    // A second time, and after another start, there is nothing to do.
    QCOMPARE(*log.store->renewExchangeKey(), false);
    auto again = log.reopen();
    VERIFY_OK(again);
    QCOMPARE((*again)->renewExchangeKey().error().code, ErrorCode::Locked);
    QCOMPARE((*again)->exchangeSecrets().error().code, ErrorCode::Locked);
    VERIFY_OK((*again)->unlock(Secret::copyOf("correct horse")));
    QCOMPARE(*(*again)->renewExchangeKey(), false);
    QCOMPARE((*again)->exchangeSecrets()->keys[0].secret.view(), keys->keys[0].secret.view());
    QCOMPARE(announcements(**again).size(), 1);
}

void TestExchangeKeys::renewedAfterThirtyDays()
{
    LogFixture log;
    VERIFY_OK(log.store->renewExchangeKey());
    log.clock.advance(29 * dayMs);
    QCOMPARE(*log.store->renewExchangeKey(), false);
    log.clock.advance(2 * dayMs);
    QCOMPARE(*log.store->renewExchangeKey(), true);
    const auto keys = log.store->exchangeSecrets();
    // The old secret stays for bundles that are on their way; the newest comes first.
    QCOMPARE(keys->keys.size(), size_t(2));
    QCOMPARE(toIsoUtc(keys->keys[0].made), u"2026-12-21T08:00:00.000Z"_s);
    const QList<QJsonObject> said = announcements(*log.store);
    QCOMPARE(said.size(), 2);
    QVERIFY(said[0][u"exchange"_s] != said[1][u"exchange"_s]);
    QCOMPARE(said[0][u"cosigner"_s], said[1][u"cosigner"_s]);
}

void TestExchangeKeys::oldSecretsAreDestroyed()
{
    LogFixture log;
    VERIFY_OK(log.store->renewExchangeKey());
    const QString old = log.folder.path() + u"/keys/"_s + filesIn(log.folder.path()).constFirst();
    log.clock.advance(31 * dayMs);
    VERIFY_OK(log.store->renewExchangeKey());
    log.clock.advance(29 * dayMs); // its time is over since 30 days: one day left
    VERIFY_OK(log.store->renewExchangeKey());
    QVERIFY(QFile::exists(old));
    // A second name for the same bytes shows that they were overwritten, not only forgotten.
    const QString spy = log.folder.filePath(u"spy"_s);
    QCOMPARE(::link(QFile::encodeName(old).constData(), QFile::encodeName(spy).constData()), 0);
    QFile before(old);
    QVERIFY(before.open(QIODevice::ReadOnly));
    const QByteArray bytes = before.readAll();
    log.clock.advance(2 * dayMs);
    VERIFY_OK(log.store->renewExchangeKey());
    QVERIFY(!QFile::exists(old));
    QFile after(spy);
    QVERIFY(after.open(QIODevice::ReadOnly));
    const QByteArray left = after.readAll();
    QCOMPARE(left.size(), bytes.size());
    QVERIFY(!left.contains("box"));
    QVERIFY(!left.contains(bytes.mid(20, 16)));
    // However long nobody comes by, the newest stays.
    log.clock.advance(1000 * dayMs);
    VERIFY_OK(log.store->renewExchangeKey());
    QCOMPARE(log.store->exchangeSecrets()->keys.size(), size_t(1));
}

void TestExchangeKeys::sealedForOneDeviceOnly()
{
    const Folder one;
    const auto made = makeExchangeSecret(one.path(), one.device, startTime());
    VERIFY_OK(made);
    QVERIFY(isAcceptableExchangeKey(made->publicKey));
    QCOMPARE(exchangeSecrets(one.path(), one.device)->keys.size(), size_t(1));
    const auto stranger = exchangeSecrets(one.path(), SigningKey::generate());
    VERIFY_OK(stranger);
    QVERIFY(stranger->keys.empty());
    QVERIFY(stranger->problems.isEmpty());
    QFile file(made->path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    for (const QByteArray& form : { made->secret.view().toByteArray(), made->secret.view().toByteArray().toHex(),
             made->secret.view().toByteArray().toBase64(), toBase64Url(made->secret.view()) })
        QVERIFY(!bytes.contains(form));
    QCOMPARE(exchangeSecrets(one.path() + u"/nowhere"_s, one.device).error().code, ErrorCode::NotFound);
}

void TestExchangeKeys::damageIsNamedAndLeavesTheRest_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("later") << QByteArray("2026-12-20") << QByteArray("2036-12-20") << ErrorCode::Integrity;
    QTest::newRow("no json") << QByteArray("{") << QByteArray("[") << ErrorCode::Integrity;
    QTest::newRow("type") << QByteArray("x25519") << QByteArray("rsa512") << ErrorCode::Integrity;
    QTest::newRow("newer") << QByteArray("\"v\":1") << QByteArray("\"v\":2") << ErrorCode::Unsupported;
    QTest::newRow("member") << QByteArray("\"v\":1") << QByteArray("\"v\":1,\"w\":1") << ErrorCode::Integrity;
    QTest::newRow("box") << QByteArray("\"box\":\"") << QByteArray("\"box\":\"A") << ErrorCode::Integrity;
}

void TestExchangeKeys::damageIsNamedAndLeavesTheRest()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(ErrorCode, code);
    const Folder one;
    const auto bad = makeExchangeSecret(one.path(), one.device, startTime());
    const auto good = makeExchangeSecret(one.path(), one.device, startTime().addDays(1));
    QFile file(bad->path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QByteArray bytes = file.readAll();
    QByteArray changed = bytes;
    changed.replace(from, to);
    QVERIFY(changed != bytes);
    file.resize(0);
    file.seek(0);
    file.write(changed);
    file.close();
    const auto found = exchangeSecrets(one.path(), one.device);
    VERIFY_OK(found);
    QCOMPARE(found->problems.size(), 1);
    QCOMPARE(found->problems[0].code, code);
    QCOMPARE(found->problems[0].thing, bad->path);
    QVERIFY(!found->problems[0].wayOut.isEmpty());
    QCOMPARE(found->keys.size(), size_t(1));
    QCOMPARE(found->keys[0].publicKey, good->publicKey);
}

void TestExchangeKeys::copiedForTheNextKey()
{
    const Folder one;
    const SigningKey next = SigningKey::generate();
    const auto a = makeExchangeSecret(one.path(), one.device, startTime());
    const auto b = makeExchangeSecret(one.path(), one.device, startTime().addDays(30));
    VERIFY_OK(copyExchangeSecrets(one.path(), one.device, next));
    VERIFY_OK(copyExchangeSecrets(one.path(), one.device, next)); // a second try adds nothing
    QCOMPARE(filesIn(one.path()).size(), 4);
    auto found = exchangeSecrets(one.path(), next);
    QCOMPARE(found->keys.size(), size_t(2));
    QCOMPARE(found->keys[0].publicKey, b->publicKey);
    QCOMPARE(found->keys[0].secret.view(), b->secret.view());
    VERIFY_OK(dropForeignExchangeSecrets(one.path(), next.publicKey));
    QCOMPARE(filesIn(one.path()).size(), 2);
    QVERIFY(exchangeSecrets(one.path(), one.device)->keys.empty());
    QCOMPARE(exchangeSecrets(one.path(), next)->keys.size(), size_t(2));
}

void TestExchangeKeys::smallOrderIsRefused_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::newRow("zero") << QByteArray(32, '\0');
    QTest::newRow("one") << QByteArray(QByteArray("\1") + QByteArray(31, '\0'));
    // The points of order 8 (libsodium's list, RFC 7748 section 7).
    QTest::newRow("order 8 a") << QByteArray::fromHex(
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800");
    QTest::newRow("order 8 b") << QByteArray::fromHex(
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157");
    QTest::newRow("p-1") << QByteArray::fromHex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    QTest::newRow("p") << QByteArray::fromHex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    QTest::newRow("p+9, not canonical") << QByteArray::fromHex(
        "f6ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    QTest::newRow("high bit") << QByteArray::fromHex(
        "0900000000000000000000000000000000000000000000000000000000000080");
    QTest::newRow("short") << QByteArray(31, '\t');
}

void TestExchangeKeys::smallOrderIsRefused()
{
    QFETCH(QByteArray, key);
    QVERIFY(!isAcceptableExchangeKey(key));
    QVERIFY(isAcceptableExchangeKey(QByteArray(QByteArray("\t") + QByteArray(31, '\0')))); // the base point
}
