#include "tests/log/tst_membership.h"

#include "core/log/format/fault.h"
#include "core/log/keys/rootkey.h"
#include "tests/log/memberfixture.h"

using namespace docket;
using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

QStringList rolesAt(Store& store, const QByteArray& device, qint64 seq)
{
    return store.authority().value()->rolesOf(device, seq);
}

} // namespace

void TestMembership::joinsByInvitation()
{
    LogFixture ada;
    VERIFY_OK(ada.store->renewExchangeKey());
    Newcomer grace(Membership(*ada.store), *ada.store, u"Grace"_s, { u"lead"_s, u"reviewer"_s });
    const Reviewer me = grace.store->me();
    QCOMPARE(me.name, u"Grace"_s);
    QCOMPARE(me.roles, QStringList({ u"lead"_s, u"reviewer"_s }));
    QVERIFY(me.person != ada.store->me().person);
    grace.work(3);
    VERIFY_OK(takeAll(*ada.store, *grace.store));
    const PersonDevice seen = deviceIn(*ada.store, me.device);
    QCOMPARE(seen.state, DeviceState::Active);
    QVERIFY(seen.entries >= 4);
    QCOMPARE(seen.roles, me.roles);
    QVERIFY(!seen.own);
    // What the request named is what colleagues encrypt to and verify cosignatures with.
    const Authority* authority = ada.store->authority().value();
    QCOMPARE(authority->cosignerOf(me.device).value(), grace.request.cosigner);
    QCOMPARE(authority->exchangeKeyOf(me.device)->key, grace.request.exchange);
    QCOMPARE(grace.store->exchangeSecrets()->keys.at(0).publicKey, grace.request.exchange);
    // Ada vouches for what she took; the list says how far.
    QCOMPARE(seen.witnessed, seen.entries);
    // Nothing in the folders gives a seed away.
    for (const QString& folder : { ada.folder.path(), grace.folder.path() }) {
        const auto sealed = SealedKey::read(folder + u"/keys/device.key"_s);
        const Secret seed = sealed->open(cheapPassphrase())->seed();
        QCOMPARE(leakIn(ada.folder.path(), seed.view()), QString());
        QCOMPARE(leakIn(grace.folder.path(), seed.view()), QString());
    }
    const ExchangeSecrets secrets = std::move(*grace.store->exchangeSecrets());
    QCOMPARE(leakIn(grace.folder.path(), secrets.keys.at(0).secret.view()), QString());
    // The search itself finds what is there.
    QVERIFY(!leakIn(grace.folder.path(), QByteArrayView(me.device)).isEmpty());
}

void TestMembership::joinRefusals()
{
    LogFixture ada;
    const Invitation invitation = Membership(*ada.store).invitation().value();
    QCOMPARE(invitation.workspace, ada.store->workspaceId().value());
    const auto inWorkspace = prepareJoin(ada.folder.path(), invitation, u"Eve"_s, cheapSeal(), startTime());
    QCOMPARE(inWorkspace.error().code, ErrorCode::Conflict);
    const QTemporaryDir folder;
    QCOMPARE(
        prepareJoin(folder.path(), invitation, u" "_s, cheapSeal(), startTime()).error().code, ErrorCode::Validation);
    QVERIFY(!QFile::exists(folder.filePath(u"keys"_s)));
    QCOMPARE(prepareJoin(folder.path(), invitation, u"Eve"_s, Seal(), startTime()).error().code, ErrorCode::Locked);
    QTemporaryDir second;
    VERIFY_OK(prepareJoin(second.path(), invitation, u"Eve"_s, cheapSeal(), startTime()));
    QCOMPARE(
        prepareJoin(second.path(), invitation, u"Eve"_s, cheapSeal(), startTime()).error().code, ErrorCode::Conflict);
    // Nobody enrolled it.
    StoreSource source(*ada.store);
    FixedClock clock(startTime());
    QCOMPARE(Store::createFrom(second.path(), source, clock).error().code, ErrorCode::Forbidden);
    QVERIFY(!QFile::exists(second.filePath(logFileName())));
}

void TestMembership::secondDeviceOfAPerson()
{
    LogFixture ada;
    const QString person = ada.store->me().person;
    Newcomer laptop(Membership(*ada.store), *ada.store, u"Ada"_s, {}, person);
    QCOMPARE(laptop.store->me().person, person);
    QStringList roles = ada.store->me().roles;
    roles.removeAll(u"root"_s);
    QCOMPARE(laptop.store->me().roles, roles);
    const auto all = people(*ada.store);
    QCOMPARE(all->size(), 1);
    QCOMPARE(all->at(0).devices.size(), 2);
    QVERIFY(all->at(0).devices.at(0).own);
    QVERIFY(all->at(0).own);
}

void TestMembership::requestsAreRefused_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("another workspace") << 0 << ErrorCode::Validation;
    QTest::newRow("small-order device key") << 1 << ErrorCode::Validation;
    QTest::newRow("small-order cosigner key") << 2 << ErrorCode::Validation;
    QTest::newRow("small-order exchange key") << 3 << ErrorCode::Validation;
    QTest::newRow("unknown role") << 4 << ErrorCode::Usage;
    QTest::newRow("unknown person") << 5 << ErrorCode::NotFound;
    QTest::newRow("enrolled already") << 6 << ErrorCode::Conflict;
    QTest::newRow("not canonical") << 7 << ErrorCode::Validation;
}

void TestMembership::requestsAreRefused()
{
    QFETCH(int, fault);
    QFETCH(ErrorCode, code);
    LogFixture ada;
    Membership membership(*ada.store);
    const QTemporaryDir folder;
    const auto bytes = prepareJoin(folder.path(), membership.invitation().value(), u"Eve"_s, cheapSeal(), startTime());
    JoinRequest request = readJoinRequest(*bytes).value();
    const QByteArray identity = QByteArray("\1") + QByteArray(31, '\0');
    QStringList roles;
    QString person;
    switch (fault) {
    case 0:
        request.workspace = "AAAAAAAAAAAAAAAAAAAAAA";
        break;
    case 1:
        request.device = identity;
        break;
    case 2:
        request.cosigner = identity;
        break;
    case 3:
        request.exchange = QByteArray(32, '\0');
        break;
    case 4:
        roles = { u"king"_s };
        break;
    case 5:
        person = u"AAAAAAAAAAAAAAAAAAAAAA"_s;
        break;
    case 6:
        VERIFY_OK(membership.enrol(request));
        break;
    default:
        request.device = QByteArray::fromHex("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    }
    const qint64 before = ada.store->size().value();
    const auto refused = membership.enrol(request, roles, person);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, code);
    QVERIFY(!refused.error().wayOut.isEmpty());
    QCOMPARE(ada.store->size().value(), before);
}

void TestMembership::rolesComeAndGo()
{
    LogFixture ada;
    Membership membership(*ada.store);
    Newcomer grace(membership, *ada.store, u"Grace"_s);
    const QByteArray key = grace.request.device;
    QCOMPARE(rolesAt(*ada.store, key, 1), QStringList{ u"reviewer"_s });
    grace.work(2);
    VERIFY_OK(takeAll(*ada.store, *grace.store));
    const qint64 held = deviceIn(*ada.store, key).entries;
    VERIFY_OK(membership.grant({ deviceIn(*ada.store, key) }, u"lead"_s));
    QVERIFY(!rolesAt(*ada.store, key, held).contains(u"lead"_s)); // what was written before stays what it was
    QVERIFY(rolesAt(*ada.store, key, held + 1).contains(u"lead"_s));
    QCOMPARE(membership.grant({ deviceIn(*ada.store, key) }, u"lead"_s).error().code, ErrorCode::Conflict);
    QCOMPARE(membership.grant({ deviceIn(*ada.store, key) }, u"boss"_s).error().code, ErrorCode::Usage);

    VERIFY_OK(membership.revoke({ deviceIn(*ada.store, key) }, u"reviewer"_s));
    QVERIFY(rolesAt(*ada.store, key, held).contains(u"reviewer"_s));
    QVERIFY(!rolesAt(*ada.store, key, held + 1).contains(u"reviewer"_s));
    QCOMPARE(membership.revoke({ deviceIn(*ada.store, key) }, u"reviewer"_s).error().code, ErrorCode::Conflict);

    // Given back: from the entry after the one that the bound still reaches.
    VERIFY_OK(membership.grant({ deviceIn(*ada.store, key) }, u"reviewer"_s));
    QVERIFY(rolesAt(*ada.store, key, held + 2).contains(u"reviewer"_s));
    QVERIFY(rolesAt(*ada.store, key, held + 100).contains(u"reviewer"_s));

    // Somebody without root is told so, and nothing is written.
    VERIFY_OK(takeAll(*grace.store, *ada.store));
    const qint64 before = grace.store->size().value();
    const auto refused
        = Membership(*grace.store).grant({ deviceIn(*grace.store, ada.store->me().device) }, u"privacy"_s);
    QVERIFY(!refused);
    const auto self = Membership(*grace.store).grant({ deviceIn(*grace.store, key) }, u"ethics"_s);
    QCOMPARE(self.error().code, ErrorCode::Validation);
    QVERIFY(self.error().cause.contains(u"root"_s));
    QCOMPARE(grace.store->size().value(), before);
}

void TestMembership::revokedInTheMiddle()
{
    LogFixture ada;
    Membership membership(*ada.store);
    Newcomer grace(membership, *ada.store, u"Grace"_s);
    const QList<Entry> work = grace.work(5);
    VERIFY_OK(takeAll(*ada.store, *grace.store));
    const qint64 bound = work.at(2).seq;
    const auto revoked = membership.revokeDevice(deviceIn(*ada.store, grace.request.device), u"lost"_s, bound);
    VERIFY_OK(revoked);
    QVERIFY(revoked->unapproved.isEmpty());
    for (const Entry& entry : work)
        QCOMPARE(!rolesAt(*ada.store, entry.device, entry.seq).isEmpty(), entry.seq <= bound);
    const PersonDevice device = deviceIn(*ada.store, grace.request.device);
    QCOMPARE(device.state, DeviceState::Revoked);
    QCOMPARE(device.revokedAfter.value(), bound);
    QVERIFY(device.roles.isEmpty());
    // Kept all the same, and the log is sound.
    VERIFY_OK(ada.store->entry(work.at(4).id));
    QVERIFY(ada.store->verify(Depth::Full)->isSound());
    // Only an earlier bound changes anything.
    QCOMPARE(membership.revokeDevice(device, u"lost"_s, bound + 1).error().code, ErrorCode::Conflict);
    VERIFY_OK(membership.revokeDevice(device, u"lost earlier"_s, bound - 1));
    QCOMPARE(deviceIn(*ada.store, grace.request.device).revokedAfter.value(), bound - 1);
    QCOMPARE(membership.revokeDevice(deviceIn(*ada.store, ada.store->me().device), u"me"_s).error().code,
        ErrorCode::Validation);
}

void TestMembership::enrolledAgain()
{
    LogFixture ada;
    Membership membership(*ada.store);
    Newcomer grace(membership, *ada.store, u"Grace"_s);
    const QList<Entry> work = grace.work(4);
    VERIFY_OK(takeAll(*ada.store, *grace.store));
    VERIFY_OK(membership.revokeDevice(deviceIn(*ada.store, grace.request.device), u"lost"_s, work.at(1).seq));
    // Found again: the same key may go on, what lay between does not count.
    VERIFY_OK(membership.enrol(grace.request));
    QVERIFY(rolesAt(*ada.store, grace.request.device, work.at(1).seq).contains(u"reviewer"_s));
    QVERIFY(rolesAt(*ada.store, grace.request.device, work.at(2).seq).isEmpty());
    const qint64 held = deviceIn(*ada.store, grace.request.device).entries;
    QVERIFY(rolesAt(*ada.store, grace.request.device, held + 1).contains(u"reviewer"_s));
    QCOMPARE(people(*ada.store)->size(), 2); // still the same person
    // Never as another one.
    VERIFY_OK(membership.revokeDevice(deviceIn(*ada.store, grace.request.device), u"again"_s));
    QCOMPARE(membership.enrol(grace.request, {}, ada.store->me().person).error().code, ErrorCode::Validation);
}

void TestMembership::entryAfterRevocationArrivesFirst()
{
    LogFixture ada;
    Membership membership(*ada.store);
    Newcomer grace(membership, *ada.store, u"Grace"_s);
    Newcomer joan(membership, *ada.store, u"Joan"_s);
    VERIFY_OK(takeAll(*grace.store, *ada.store));
    const QList<Entry> before = grace.work(2, 10);
    VERIFY_OK(takeAll(*ada.store, *grace.store));
    VERIFY_OK(membership.revokeDevice(deviceIn(*ada.store, grace.request.device), u"stolen"_s));
    const QList<Entry> after = grace.work(2, 10); // the thief writes on

    // Joan hears the thief first, Ada last.
    VERIFY_OK(takeAll(*joan.store, *grace.store));
    QVERIFY(!rolesAt(*joan.store, grace.request.device, after.at(0).seq).isEmpty());
    VERIFY_OK(takeAll(*joan.store, *ada.store));
    VERIFY_OK(takeAll(*ada.store, *joan.store));
    for (Store* store : { ada.store.get(), joan.store.get() }) {
        for (const Entry& entry : before)
            QCOMPARE(rolesAt(*store, entry.device, entry.seq), QStringList{ u"reviewer"_s });
        for (const Entry& entry : after)
            QVERIFY(rolesAt(*store, entry.device, entry.seq).isEmpty());
        QVERIFY(store->verify(Depth::Full)->isSound());
    }
    QCOMPARE(ada.store->snapshotId().value(), joan.store->snapshotId().value());
}

void TestMembership::lastRootStays()
{
    LogFixture ada;
    Membership membership(*ada.store);
    const QByteArray own = ada.store->me().device;
    const auto refused = membership.revoke({ deviceIn(*ada.store, own) }, u"root"_s);
    QCOMPARE(refused.error().code, ErrorCode::Validation);
    QVERIFY(refused.error().wayOut.contains(u"key root"_s));
    QCOMPARE(membership.endOwnDevice(u"bye"_s).error().code, ErrorCode::Validation);
    // With a second one it may go; a device gives up its own without anybody's approval.
    Newcomer grace(membership, *ada.store, u"Grace"_s, { u"root"_s, u"lead"_s });
    const auto given = membership.revoke({ deviceIn(*ada.store, own) }, u"root"_s);
    VERIFY_OK(given);
    QVERIFY(given->unapproved.isEmpty());
    QVERIFY(!ada.store->me().roles.contains(u"root"_s));
    QCOMPARE(membership.grant({ deviceIn(*ada.store, own) }, u"root"_s).error().code, ErrorCode::Validation);
}

void TestMembership::rootIsTakenByTwo()
{
    LogFixture ada;
    VERIFY_OK(ada.store->renewExchangeKey()); // a device at work, no root key kept apart
    Membership membership(*ada.store);
    Newcomer grace(membership, *ada.store, u"Grace"_s, { u"root"_s, u"lead"_s });
    Newcomer joan(membership, *ada.store, u"Joan"_s, { u"lead"_s });
    const auto revoked = membership.revokeDevice(deviceIn(*ada.store, grace.request.device), u"stolen"_s);
    VERIFY_OK(revoked);
    QCOMPARE(revoked->unapproved.size(), 1);
    QCOMPARE(deviceIn(*ada.store, grace.request.device).state, DeviceState::Active); // not yet
    auto pending = pendingApprovals(*ada.store);
    VERIFY_OK(pending);
    QCOMPARE(pending->size(), 1);
    QCOMPARE(pending->at(0).device, grace.request.device);
    QCOMPARE(pending->at(0).reason, u"stolen"_s);
    QCOMPARE(pending->at(0).by, ada.store->me().person);
    // Ada is a lead, too, but the same person.
    const auto self = membership.approve(revoked->unapproved.at(0));
    QCOMPARE(self.error().code, ErrorCode::Validation);
    VERIFY_OK(takeAll(*joan.store, *ada.store));
    VERIFY_OK(Membership(*joan.store).approve(revoked->unapproved.at(0)));
    QCOMPARE(Membership(*joan.store).approve(revoked->unapproved.at(0)).error().code, ErrorCode::Conflict);
    VERIFY_OK(takeAll(*ada.store, *joan.store));
    for (Store* store : { ada.store.get(), joan.store.get() }) {
        QCOMPARE(deviceIn(*store, grace.request.device).state, DeviceState::Revoked);
        QVERIFY(pendingApprovals(*store)->isEmpty());
    }
    QCOMPARE(membership.approve(EntryId{ QByteArray(32, 'x') }).error().code, ErrorCode::NotFound);
}

void TestMembership::names()
{
    LogFixture ada;
    Membership membership(*ada.store);
    Newcomer grace(membership, *ada.store, u"Grace"_s);
    VERIFY_OK(Membership(*grace.store).rename(grace.store->me().person, u"  Grace   H. "_s)); // one's own needs no root
    QCOMPARE(grace.store->me().name, u"Grace H."_s);
    VERIFY_OK(takeAll(*ada.store, *grace.store));
    VERIFY_OK(membership.rename(grace.store->me().person, u"G."_s));
    QCOMPARE(personCalled(*people(*ada.store), grace.store->me().person)->name, u"G."_s);
    QCOMPARE(Membership(*grace.store).rename(ada.store->me().person, u"x"_s).error().code, ErrorCode::Validation);
    QCOMPARE(membership.rename(ada.store->me().person, QString()).error().code, ErrorCode::Validation);
}

void TestMembership::endsItsLog()
{
    LogFixture ada;
    Membership membership(*ada.store);
    Newcomer grace(membership, *ada.store, u"Grace"_s);
    VERIFY_OK(Membership(*grace.store).endOwnDevice(u"handed in"_s));
    const auto refused = grace.store->append({ draft(u"case.note"_s, caseNumber(1), { { u"text"_s, u"x"_s } }) });
    QVERIFY(!refused);
    QVERIFY(!refused.error().wayOut.isEmpty());
    // The whole log is vouched for: colleagues can take it.
    VERIFY_OK(takeAll(*ada.store, *grace.store));
    const PersonDevice device = deviceIn(*ada.store, grace.request.device);
    QCOMPARE(device.state, DeviceState::Ended);
    QCOMPARE(devicesCalled(*people(*ada.store), u"Grace"_s).error().code, ErrorCode::NotFound);
}

void TestMembership::rootKeptApart()
{
    LogFixture ada;
    const QTemporaryDir stick;
    const QString path = stick.filePath(u"root.key"_s);
    const Secret passphrase = Secret::copyOf("a sentence of some length");
    const Invitation names = Membership(*ada.store).invitation().value();
    const auto root = rootkey::make(path, names.domain, names.workspace, passphrase, KdfCost::Cheap);
    VERIFY_OK(root);
    VERIFY_OK(Membership(*ada.store).handRootTo(*root));
    QVERIFY(!ada.store->me().roles.contains(u"root"_s));
    QVERIFY(ada.store->me().roles.contains(u"lead"_s));
    const PersonDevice apart = deviceIn(*ada.store, root->publicKey);
    QVERIFY(apart.isRootKey());
    QCOMPARE(apart.person, ada.store->me().person);
    // Who means the person does not mean the key in the drawer.
    const auto everybody = people(*ada.store);
    QCOMPARE(devicesCalled(*everybody, apart.person)->size(), 1);
    QVERIFY(!everybody->at(0).roles.contains(u"root"_s));
    QCOMPARE(devicesCalled(*everybody, keyText(root->publicKey))->at(0).key, root->publicKey);

    // Without the key nothing of that sort; with it, everything, in a log of its own.
    const qint64 before = ada.store->size().value();
    const QByteArray own = ada.store->me().device;
    QCOMPARE(
        Membership(*ada.store).grant({ deviceIn(*ada.store, own) }, u"root"_s).error().code, ErrorCode::Validation);
    QCOMPARE(ada.store->size().value(), before);
    const SigningKey opened = std::move(*rootkey::open(path, passphrase));
    Membership admin(*ada.store, &opened);
    Newcomer grace(admin, *ada.store, u"Grace"_s);
    QCOMPARE(grace.store->me().roles, QStringList{ u"reviewer"_s });
    VERIFY_OK(admin.grant({ deviceIn(*ada.store, grace.request.device) }, u"lead"_s));
    QVERIFY(deviceIn(*ada.store, root->publicKey).entries >= 4);
    // Given back to the device, root holds from its very next entry.
    VERIFY_OK(admin.grant({ deviceIn(*ada.store, own) }, u"root"_s));
    QVERIFY(ada.store->me().roles.contains(u"root"_s));
    VERIFY_OK(Membership(*ada.store).grant({ deviceIn(*ada.store, grace.request.device) }, u"privacy"_s));
    const SigningKey stranger = SigningKey::generate();
    QCOMPARE(
        Membership(*ada.store, &stranger).grant({ deviceIn(*ada.store, grace.request.device) }, u"root"_s).error().code,
        ErrorCode::Validation);
    QVERIFY(ada.store->verify(Depth::Full)->isSound());
    QVERIFY(grace.store->verify(Depth::Full)->isSound());
    QCOMPARE(admin.handRootTo(*root).error().code, ErrorCode::Conflict);

    const Secret seed = root->seed();
    for (const QString& folder : { ada.folder.path(), grace.folder.path(), stick.path() })
        QCOMPARE(leakIn(folder, seed.view()), QString());
}

void TestMembership::findsPeople()
{
    LogFixture ada;
    Membership membership(*ada.store);
    Newcomer grace(membership, *ada.store, u"Grace"_s);
    Newcomer other(membership, *ada.store, u"grace"_s);
    const auto all = people(*ada.store);
    QCOMPARE(all->size(), 3);
    QVERIFY(all->at(0).own);
    QCOMPARE(personCalled(*all, u"GRACE"_s).error().code, ErrorCode::Conflict);
    QCOMPARE(personCalled(*all, u"nobody"_s).error().code, ErrorCode::NotFound);
    const QString key = keyText(grace.request.device);
    QCOMPARE(devicesCalled(*all, key)->size(), 1);
    QCOMPARE(devicesCalled(*all, key.left(8))->at(0).key, grace.request.device);
    QVERIFY(!devicesCalled(*all, key.left(3)));
    QCOMPARE(personCalled(*all, key.left(8))->id, grace.store->me().person);
    QCOMPARE(devicesCalled(*all, grace.store->me().person)->size(), 1);
}
