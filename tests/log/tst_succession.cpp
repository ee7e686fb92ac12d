#include "tests/log/tst_succession.h"

#include "core/log/format/fault.h"
#include "core/log/keys/rootkey.h"
#include "core/log/store/incarnation.h"
#include "tests/log/memberfixture.h"
#include "tests/log/memorykeychain.h"

#include <unistd.h>

using namespace docket;
using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

QString devicePath(const QString& folder)
{
    return folder + u"/keys/device.key"_s;
}

QString nextPath(const QString& folder)
{
    return devicePath(folder) + u".next"_s;
}

QStringList keyFiles(const QString& folder)
{
    return QDir(folder + u"/keys"_s).entryList(QDir::Files, QDir::Name);
}

Draft note(int number)
{
    return draft(u"case.note"_s, caseNumber(number), { { u"text"_s, u"n"_s } });
}

bool isSound(Store& store)
{
    const auto report = store.verify(Depth::Full);
    if (report)
        for (const Finding& finding : report->findings)
            qWarning().noquote() << finding.line();
    return report && report->isSound();
}

std::shared_ptr<IncarnationRecord> guardIn(const QTemporaryDir& folder)
{
    return std::make_shared<IncarnationRecord>(folder.path());
}

} // namespace

void TestSuccession::rotates()
{
    LogFixture ada;
    VERIFY_OK(ada.store->renewExchangeKey());
    const Reviewer before = ada.store->me();
    const Secret oldSeed = SealedKey::read(devicePath(ada.folder.path()))->open(cheapPassphrase())->seed();
    const QByteArray exchange = ada.store->exchangeSecrets()->keys.at(0).publicKey;
    QFile oldFile(devicePath(ada.folder.path()));
    const QString spy = ada.folder.filePath(u"spy"_s);
    QCOMPARE(::link(QFile::encodeName(oldFile.fileName()).constData(), QFile::encodeName(spy).constData()), 0);

    VERIFY_OK(ada.store->rotateKey(cheapSeal()));
    const Reviewer after = ada.store->me();
    QVERIFY(after.device != before.device);
    QCOMPARE(after.person, before.person);
    QCOMPARE(after.name, before.name);
    QCOMPARE(after.roles, before.roles);
    QVERIFY(!QFile::exists(nextPath(ada.folder.path())));
    // The old file's bytes are gone, not only its name.
    QFile spied(spy);
    QVERIFY(spied.open(QIODevice::ReadOnly));
    QVERIFY(!spied.readAll().contains("box"));
    QFile::remove(spy);
    // What was encrypted to the device can still be read; the log says with which cosigner it goes on.
    QCOMPARE(ada.store->exchangeSecrets()->keys.at(0).publicKey, exchange);
    QCOMPARE(keyFiles(ada.folder.path()).size(), 2);
    const Authority* authority = ada.store->authority().value();
    QCOMPARE(authority->successorOf(before.device).value(), after.device);
    QCOMPARE(authority->exchangeKeyOf(after.device)->key, exchange);
    QVERIFY(authority->cosignerOf(after.device) != authority->cosignerOf(before.device));
    VERIFY_OK(ada.store->append({ note(1) }));
    QVERIFY(isSound(*ada.store));
    QCOMPARE(deviceIn(*ada.store, before.device).state, DeviceState::Rotated);

    auto again = ada.reopen();
    VERIFY_OK(again);
    VERIFY_OK((*again)->unlock(cheapPassphrase()));
    QCOMPARE((*again)->me().device, after.device);
    VERIFY_OK((*again)->append({ note(2) }));
    const Secret seed = SealedKey::read(devicePath(ada.folder.path()))->open(cheapPassphrase())->seed();
    QCOMPARE(leakIn(ada.folder.path(), seed.view()), QString());
    QCOMPARE(leakIn(ada.folder.path(), oldSeed.view()), QString());

    // A colleague takes it all and sees one person.
    Newcomer grace(Membership(**again), **again, u"Grace"_s);
    QCOMPARE(deviceIn(*grace.store, before.device).state, DeviceState::Rotated);
    QCOMPARE(deviceIn(*grace.store, after.device).person, before.person);
    QVERIFY(isSound(*grace.store));
}

void TestSuccession::rotationStopped_data()
{
    QTest::addColumn<int>("at");
    QTest::addColumn<bool>("goesOn");
    QTest::newRow("while the next key was written") << 0 << false;
    QTest::newRow("next key written") << 1 << false;
    QTest::newRow("exchange keys copied") << 2 << false;
    QTest::newRow("recorded") << 3 << true;
    QTest::newRow("recorded, half the exchange files gone") << 4 << true;
    QTest::newRow("renamed, nothing announced") << 5 << true;
}

void TestSuccession::rotationStopped()
{
    QFETCH(int, at);
    QFETCH(bool, goesOn);
    LogFixture ada;
    VERIFY_OK(ada.store->renewExchangeKey());
    const QString folder = ada.folder.path();
    const QByteArray before = ada.store->me().device;
    const QByteArray name = SealedKey::read(devicePath(folder))->name();
    const SigningKey old = std::move(*SealedKey::read(devicePath(folder))->open(cheapPassphrase()));
    const SigningKey next = SigningKey::generate();
    const QByteArray nextName
        = deviceName(name.left(name.indexOf('/')), ada.store->workspaceId().value(), next.publicKey);
    // The steps of Store::rotateKey(), as far as they came.
    if (at == 0) {
        QFile half(nextPath(folder));
        QVERIFY(half.open(QIODevice::WriteOnly));
        half.write("{\"box\":\"");
    } else {
        VERIFY_OK(SealedKey::seal(nextName, next, cheapSeal())->write(nextPath(folder)));
    }
    if (at >= 2)
        VERIFY_OK(copyExchangeSecrets(folder, old, next));
    if (at >= 3)
        VERIFY_OK(ada.store->append({ adminDraft(u"key.rotate"_s, { { u"next"_s, keyText(next.publicKey) } }) }));
    if (at == 4)
        VERIFY_OK(dropForeignExchangeSecrets(folder, next.publicKey));
    auto opened = ada.reopen();
    VERIFY_OK(opened);
    // A wrong passphrase changes nothing on the way.
    QCOMPARE((*opened)->unlock(Secret::copyOf("wrong")).error().code, ErrorCode::Validation);
    VERIFY_OK((*opened)->unlock(cheapPassphrase()));
    if (at == 5) { // once more, between finishing and announcing
        opened->reset();
        opened = ada.reopen();
        VERIFY_OK(opened);
        VERIFY_OK((*opened)->unlock(cheapPassphrase()));
    }
    Store& store = **opened;
    QCOMPARE(store.me().device, goesOn ? next.publicKey : before);
    QVERIFY(!QFile::exists(nextPath(folder)));
    QCOMPARE(keyFiles(folder).size(), 2); // the device key and its one exchange key
    QCOMPARE(store.exchangeSecrets()->keys.size(), size_t(1));
    QVERIFY(store.exchangeSecrets()->problems.isEmpty());
    VERIFY_OK(store.renewExchangeKey());
    VERIFY_OK(store.append({ note(1) }));
    QVERIFY(store.me().roles.contains(u"root"_s));
    QVERIFY(isSound(store));
    VERIFY_OK(store.rotateKey(cheapSeal())); // and nothing is in the way of the next one
    VERIFY_OK(store.append({ note(2) }));
    QVERIFY(isSound(store));
}

void TestSuccession::rotationWithTheKeychain()
{
    MemoryKeychain keychain;
    const QTemporaryDir folder;
    FixedClock clock(startTime());
    auto store = Store::create(folder.path(), u"Ada"_s, defaultDomain(), Seal::withKeychain(keychain), clock);
    VERIFY_OK(store);
    VERIFY_OK((*store)->renewExchangeKey());
    QCOMPARE((*store)->rotateKey(cheapSeal()).error().code, ErrorCode::Locked);
    VERIFY_OK((*store)->rotateKey(Seal::withKeychain(keychain)));
    QCOMPARE(keychain.secrets.size(), size_t(1)); // the old wrapping key is forgotten
    store->reset();
    auto again = Store::open(folder.path(), Access::ReadWrite, clock);
    VERIFY_OK((*again)->unlock(keychain));
    VERIFY_OK((*again)->append({ note(1) }));
    for (const auto& [name, secret] : keychain.secrets)
        QCOMPARE(leakIn(folder.path(), secret), QString());
}

void TestSuccession::rotationRefusals()
{
    LogFixture ada;
    VERIFY_OK(ada.store->renewExchangeKey());
    const qint64 before = ada.store->size().value();
    const QStringList files = keyFiles(ada.folder.path());
    const auto wrong = ada.store->rotateKey(Seal::withPassphrase(Secret::copyOf("other"), KdfCost::Cheap));
    QCOMPARE(wrong.error().code, ErrorCode::Validation);
    ada.store->lock();
    QCOMPARE(ada.store->rotateKey(cheapSeal()).error().code, ErrorCode::Locked);
    QCOMPARE(ada.store->size().value(), before);
    QCOMPARE(keyFiles(ada.folder.path()), files);
    auto reader = ada.reopen(Access::ReadOnly);
    VERIFY_OK((*reader)->unlock(cheapPassphrase()));
    QCOMPARE((*reader)->rotateKey(cheapSeal()).error().code, ErrorCode::Storage);
    QCOMPARE((*reader)->reseal(cheapSeal()).error().code, ErrorCode::Storage);
}

void TestSuccession::nothingFollowsARotation()
{
    // A thief has the old key and signs on where it stopped: the log ended there, so it is no entry.
    LogFixture ada;
    Newcomer grace(Membership(*ada.store), *ada.store, u"Grace"_s);
    const SigningKey old = std::move(*SealedKey::read(devicePath(ada.folder.path()))->open(cheapPassphrase()));
    VERIFY_OK(ada.store->rotateKey(cheapSeal()));
    class Thief final : public MergeSource
    {
    public:
        Thief(Store& store, const SigningKey& key) : m_inner(store)
        {
            m_logs = m_inner.logs();
            for (m_which = 0; m_which < m_logs.size() && m_logs[m_which].device != key.publicKey; ++m_which) { }
            const QByteArrayList notes = *m_inner.notes(m_which, 1, 1000);
            EntryHeader header = decodeEntry(notes.constLast())->header;
            header.seq += 1;
            header.lamport += 1;
            header.previous = decodeEntry(notes.constLast())->id.bytes;
            header.kind = "log.seen";
            header.payload.reset();
            const SignedEntry forged = signEntry(header, m_logs[m_which].name, key);
            m_note = noteBytes(forged.text, forged.name, keyIdOf(forged.name, key.publicKey), forged.signature);
            CompactRange range;
            for (const QByteArray& bytes : notes)
                range.append(Hash::from(decodeEntry(bytes)->id.bytes));
            range.append(Hash::from(forged.id.bytes));
            const Checkpoint checkpoint{ m_logs[m_which].name, range.size(), range.root() };
            m_logs[m_which].checkpoint = signNote(checkpoint.toText(), m_logs[m_which].name, key).toBytes();
            m_seq = header.seq;
        }
        QByteArray workspaceId() const override { return m_inner.workspaceId(); }
        QList<IncomingLog> logs() const override { return m_logs; }
        Result<QByteArrayList> notes(qsizetype log, qint64 fromSeq, int limit) override
        {
            DOCKET_ASSIGN(QByteArrayList out, m_inner.notes(log, fromSeq, limit));
            if (log == m_which && fromSeq + out.size() == m_seq && out.size() < limit)
                out.append(m_note);
            return out;
        }
        Status payloads(const TakePayload& take) override { return m_inner.payloads(take); }

    private:
        mutable StoreSource m_inner;
        QList<IncomingLog> m_logs;
        qsizetype m_which = 0;
        QByteArray m_note;
        qint64 m_seq = 0;
    };
    Thief thief(*ada.store, old);
    const QByteArray before = grace.store->snapshotId().value();
    const auto merged = grace.store->merge(thief);
    QVERIFY(!merged);
    QCOMPARE(faultWord(merged.error()), u"epoch"_s);
    QCOMPARE(grace.store->snapshotId().value(), before);
    VERIFY_OK(takeAll(*grace.store, *ada.store));
}

void TestSuccession::sealedAnew()
{
    LogFixture ada;
    VERIFY_OK(ada.store->renewExchangeKey());
    const QByteArray device = ada.store->me().device;
    VERIFY_OK(ada.store->reseal(Seal::withPassphrase(Secret::copyOf("battery staple"), KdfCost::Cheap)));
    VERIFY_OK(ada.store->append({ note(1) }));
    auto again = ada.reopen();
    QCOMPARE((*again)->unlock(cheapPassphrase()).error().code, ErrorCode::Validation);
    VERIFY_OK((*again)->unlock(Secret::copyOf("battery staple")));
    QCOMPARE((*again)->me().device, device);
    QCOMPARE((*again)->exchangeSecrets()->keys.size(), size_t(1));
    QCOMPARE(keyFiles(ada.folder.path()).size(), 2);
    (*again)->lock();
    QCOMPARE((*again)->reseal(cheapSeal()).error().code, ErrorCode::Locked);
    const Secret seed = SealedKey::read(devicePath(ada.folder.path()))->open(Secret::copyOf("battery staple"))->seed();
    QCOMPARE(leakIn(ada.folder.path(), seed.view()), QString());
}

void TestSuccession::sealedAnewWithTheKeychain()
{
    LogFixture ada;
    MemoryKeychain keychain;
    VERIFY_OK(ada.store->reseal(Seal::withKeychain(keychain)));
    QVERIFY(!ada.store->needsPassphrase());
    {
        auto again = ada.reopen();
        QCOMPARE((*again)->unlock(cheapPassphrase()).error().code, ErrorCode::Locked);
        VERIFY_OK((*again)->unlock(keychain));
        // Once more into the keychain: a place of its own each time, and only one is left.
        VERIFY_OK((*again)->reseal(Seal::withKeychain(keychain)));
        QCOMPARE(keychain.secrets.size(), size_t(1));
    }
    keychain.silent = true;
    auto deaf = ada.reopen();
    QCOMPARE((*deaf)->unlock(keychain).error().code, ErrorCode::Locked);
    keychain.silent = false;
    VERIFY_OK((*deaf)->unlock(keychain));
    // Back to a passphrase, also when the keychain falls silent just then.
    keychain.silent = true;
    Seal seal = cheapSeal();
    seal.keychain = &keychain;
    VERIFY_OK((*deaf)->reseal(seal));
    QVERIFY((*deaf)->needsPassphrase());
    deaf->reset();
    auto last = ada.reopen();
    VERIFY_OK((*last)->unlock(cheapPassphrase()));
}

void TestSuccession::restoredBackupIsNoticed()
{
    LogFixture ada;
    Newcomer grace(Membership(*ada.store), *ada.store, u"Grace"_s);
    const QTemporaryDir state;
    VERIFY_OK(ada.store->guardWith(guardIn(state)));
    const QTemporaryDir backup;
    copyWorkspace(ada.folder.path(), backup.path());
    VERIFY_OK(ada.store->append({ note(1), note(2) }));
    VERIFY_OK(ada.store->checkpoint());
    VERIFY_OK(takeAll(*grace.store, *ada.store));
    const qint64 whole = deviceIn(*ada.store, ada.store->me().device).entries;

    ada.store.reset();
    copyWorkspace(backup.path(), ada.folder.path());
    auto restored = ada.reopen();
    VERIFY_OK((*restored)->unlock(cheapPassphrase()));
    // The control: without the record nothing is noticed.
    QVERIFY(!(*restored)->readOnlyReason());
    VERIFY_OK((*restored)->guardWith(guardIn(state)));
    QVERIFY((*restored)->isBehind());
    QVERIFY((*restored)->readOnlyReason()->wayOut.contains(u"continue-as-new"_s));
    const auto refused = (*restored)->append({ note(3) });
    QCOMPARE(refused.error().code, ErrorCode::Conflict);
    QVERIFY(!(*restored)->renewExchangeKey());
    // What a colleague holds brings the end back, and all is well.
    VERIFY_OK(takeAll(**restored, *grace.store));
    QVERIFY(!(*restored)->isBehind());
    QCOMPARE(deviceIn(**restored, (*restored)->me().device).entries, whole);
    VERIFY_OK((*restored)->append({ note(3) }));
    VERIFY_OK(takeAll(*grace.store, **restored));
    QVERIFY(grace.store->forks()->isEmpty());
    QVERIFY(isSound(**restored));
}

void TestSuccession::restoredBackupContinuesAsNew_data()
{
    QTest::addColumn<bool>("apart");
    QTest::newRow("with the root key kept apart") << true;
    QTest::newRow("with root on the device") << false;
}

void TestSuccession::restoredBackupContinuesAsNew()
{
    QFETCH(bool, apart);
    LogFixture ada;
    VERIFY_OK(ada.store->renewExchangeKey());
    SigningKey root = SigningKey::generate();
    if (apart)
        VERIFY_OK(Membership(*ada.store).handRootTo(root));
    const SigningKey* signer = apart ? &root : nullptr;
    Newcomer grace(Membership(*ada.store, signer), *ada.store, u"Grace"_s, { u"lead"_s });
    const Reviewer before = ada.store->me();
    const QTemporaryDir state;
    VERIFY_OK(ada.store->guardWith(guardIn(state)));
    const QTemporaryDir backup;
    copyWorkspace(ada.folder.path(), backup.path());
    const auto lost = ada.store->append({ note(1), note(2) });
    VERIFY_OK(lost);
    VERIFY_OK(ada.store->checkpoint());
    const qint64 signedSize = lost->constLast().seq;
    // Grace was told of the lost entries, but cannot be reached.
    VERIFY_OK(takeAll(*grace.store, *ada.store));

    ada.store.reset();
    copyWorkspace(backup.path(), ada.folder.path());
    auto restored = ada.reopen();
    VERIFY_OK((*restored)->unlock(cheapPassphrase()));
    VERIFY_OK((*restored)->guardWith(guardIn(state)));
    const qint64 held = deviceIn(**restored, before.device).entries;
    if (apart) { // without the root key it is nobody's to decide
        QCOMPARE((*restored)->continueAsNew(cheapSeal()).error().code, ErrorCode::Validation);
        const SigningKey stranger = SigningKey::generate();
        QCOMPARE((*restored)->continueAsNew(cheapSeal(), &stranger).error().code, ErrorCode::Validation);
        QVERIFY((*restored)->isBehind());
    }
    const auto continued = (*restored)->continueAsNew(cheapSeal(), signer);
    VERIFY_OK(continued);
    Store& store = **restored;
    QVERIFY(!store.isBehind());
    const Reviewer after = store.me();
    QCOMPARE(after.device, continued->device);
    QVERIFY(after.device != before.device);
    QCOMPARE(after.person, before.person);
    QCOMPARE(after.roles, before.roles);
    QCOMPARE(continued->before, before.device);
    // The old key was a root key once; it gave that up itself, so that its end takes no root and waits for nobody.
    QVERIFY(!continued->unapproved);
    QVERIFY(continued->lastSeq >= signedSize);
    VERIFY_OK(store.append({ note(3) }));
    QVERIFY(isSound(store));
    // The new log says which head it continues.
    const QList<Entry> all = store.entries(0, 1000).value();
    const auto first
        = std::find_if(all.begin(), all.end(), [&](const Entry& entry) { return entry.device == after.device; });
    QCOMPARE(first->kind, u"log.seen"_s);
    const QJsonObject seen = QJsonDocument::fromJson(store.payload(first->id)->value()).object();
    QCOMPARE(seen[u"logs"_s][0][u"size"_s].toInteger(), held);
    // The lost entries come back one day: they are taken, count, and nothing is lost.
    VERIFY_OK(takeAll(store, *grace.store));
    VERIFY_OK(store.entry(lost->at(0).id));
    QVERIFY(!store.authority().value()->rolesOf(before.device, signedSize).isEmpty());
    QCOMPARE(store.forks()->size(), apart ? 0 : 1);
    VERIFY_OK(takeAll(*grace.store, store));
    QCOMPARE(grace.store->snapshotId().value(), store.snapshotId().value());
    QVERIFY(pendingApprovals(*grace.store)->isEmpty());
    QVERIFY(isSound(store));
    QVERIFY(isSound(*grace.store));
    QCOMPARE(deviceIn(*grace.store, before.device).state, DeviceState::Revoked);
}

void TestSuccession::clonesForkAndLoseNothing()
{
    LogFixture ada;
    Newcomer grace(Membership(*ada.store), *ada.store, u"Grace"_s);
    QTemporaryDir cloneFolder;
    copyWorkspace(ada.folder.path(), cloneFolder.path());
    const QTemporaryDir here;
    const QTemporaryDir there;
    FixedClock clock(startTime());
    auto clone = Store::open(cloneFolder.path(), Access::ReadWrite, clock);
    VERIFY_OK((*clone)->unlock(cheapPassphrase()));
    VERIFY_OK(ada.store->guardWith(guardIn(here)));
    VERIFY_OK((*clone)->guardWith(guardIn(there)));
    const auto mine = ada.store->append({ note(1), note(2) });
    const auto theirs = (*clone)->append({ note(3) });
    VERIFY_OK(ada.store->checkpoint());
    VERIFY_OK((*clone)->checkpoint());
    VERIFY_OK(takeAll(*grace.store, *ada.store));
    const auto merged = takeAll(*grace.store, **clone);
    VERIFY_OK(merged);
    QCOMPARE(merged->forks.size(), 1);
    for (const QList<Entry>& entries : { *mine, *theirs })
        for (const Entry& entry : entries)
            VERIFY_OK(grace.store->entry(entry.id));
    QCOMPARE(deviceIn(*grace.store, ada.store->me().device).state, DeviceState::Forked);
    // Ada hears of it and leaves the key that signed two histories.
    const QByteArray before = ada.store->me().device;
    VERIFY_OK(takeAll(*ada.store, *grace.store));
    QCOMPARE(ada.store->forks()->size(), 1);
    const auto continued = ada.store->continueAsNew(cheapSeal());
    VERIFY_OK(continued);
    QCOMPARE(deviceIn(*ada.store, before).state, DeviceState::Revoked);
    for (const Entry& entry : *theirs)
        QVERIFY(!ada.store->authority().value()->rolesOf(before, entry.seq).isEmpty());
    VERIFY_OK(ada.store->append({ note(4) }));
    VERIFY_OK(takeAll(*grace.store, *ada.store));
    QCOMPARE(grace.store->snapshotId().value(), ada.store->snapshotId().value());
    QVERIFY(isSound(*ada.store));
    QVERIFY(isSound(*grace.store));

    // On one machine the record is shared, and the clone that lags behind is noticed at once.
    const QTemporaryDir again;
    copyWorkspace(ada.folder.path(), again.path());
    VERIFY_OK(ada.store->append({ note(5) }));
    VERIFY_OK(ada.store->checkpoint());
    auto late = Store::open(again.path(), Access::ReadWrite, clock);
    VERIFY_OK((*late)->guardWith(guardIn(here)));
    QVERIFY((*late)->isBehind());
}

void TestSuccession::wholeLogIsNotLeft()
{
    LogFixture ada;
    const qint64 before = ada.store->size().value();
    QCOMPARE(ada.store->continueAsNew(cheapSeal()).error().code, ErrorCode::Validation);
    QCOMPARE(ada.store->size().value(), before);
    QVERIFY(!QFile::exists(nextPath(ada.folder.path())));
}
