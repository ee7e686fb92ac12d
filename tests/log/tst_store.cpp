#include "tests/log/tst_store.h"

#include "core/base/digest.h"
#include "core/base/sqlite.h"
#include "core/log/format/checkpoint.h"
#include "core/log/format/entryformat.h"
#include "core/log/format/fault.h"
#include "core/log/format/proof.h"
#include "core/log/keys/devicekey.h"
#include "tests/log/logfixture.h"
#include "tests/log/memorykeychain.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <map>

using namespace docket;
using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

Draft claim(int number)
{
    return draft(u"case.claim"_s, caseNumber(number), { { u"until"_s, u"2026-11-20T09:00:00.000Z"_s } });
}

} // namespace

void TestStore::create_makesOnePersonWithEveryRole()
{
    LogFixture f;
    const Reviewer me = f.store->me();
    QCOMPARE(me.name, u"Ada"_s);
    QCOMPARE(me.roles, (QStringList{ u"auditor"_s, u"ethics"_s, u"lead"_s, u"privacy"_s, u"reviewer"_s, u"root"_s }));
    QCOMPARE(me.person.size(), 22);
    QCOMPARE(me.device.size(), 32);
    QCOMPARE(f.store->workspaceId()->size(), 22);
    QCOMPARE(f.store->workspaceSecret()->size(), 32);
    QCOMPARE(f.store->reviewers()->size(), 1);
    const auto entries = f.store->entries(0, 100);
    VERIFY_OK(entries);
    QCOMPARE(entries->first().kind, u"ws.init"_s);
    QCOMPARE(entries->at(1).kind, u"key.enrol"_s);
    const auto report = f.store->verify(Depth::Full);
    VERIFY_OK(report);
    QVERIFY2(report->isSound(), report->isSound() ? "" : qPrintable(report->findings.first().line()));
    // The name of a person is in no header. With a blank in it, it is in no base64 by chance.
    const QTemporaryDir folder;
    auto other = Store::create(folder.path(), u"Ada Twice"_s, defaultDomain(), cheapSeal(), f.clock);
    VERIFY_OK(other);
    const auto theirs = (*other)->entries(0, 100);
    VERIFY_OK(theirs);
    QVERIFY(theirs->size() >= 2);
    for (const Entry& entry : *theirs)
        QVERIFY(!(*other)->note(entry.id)->contains("Ada Twice"));
}

void TestStore::create_refusesSecondLog()
{
    LogFixture f;
    const QByteArray before = *f.store->snapshotId();
    const auto again = Store::create(f.folder.path(), u"Bob"_s, defaultDomain(), cheapSeal(), f.clock);
    QVERIFY(!again);
    QCOMPARE(again.error().code, ErrorCode::Conflict);
    QCOMPARE(*f.store->snapshotId(), before);
    QVERIFY(f.reopen().has_value()); // the key file is still the right one
}

void TestStore::create_takesOverHalfMadeFolder()
{
    QTemporaryDir folder;
    FixedClock clock(startTime());
    // Without a seal the log is made, the key is not.
    const auto failed = Store::create(folder.path(), u"Ada"_s, defaultDomain(), Seal{}, clock);
    QVERIFY(!failed);
    QCOMPARE(failed.error().code, ErrorCode::Locked);
    const auto opened = Store::open(folder.path(), Access::ReadWrite, clock);
    QVERIFY(!opened);
    const auto again = Store::create(folder.path(), u"Ada"_s, defaultDomain(), cheapSeal(), clock);
    VERIFY_OK(again);
    // A key without a log may be all that is left of one: kept.
    QTemporaryDir keyOnly;
    QVERIFY(QDir(keyOnly.path()).mkpath(u"keys"_s));
    QVERIFY(QFile::copy(folder.filePath(u"keys/device.key"_s), keyOnly.filePath(u"keys/device.key"_s)));
    VERIFY_OK(Store::create(keyOnly.path(), u"Ada"_s, defaultDomain(), cheapSeal(), clock));
    QVERIFY(QFile::exists(keyOnly.filePath(u"keys/device.key.1.bak"_s)));
    const auto domain = Store::create(folder.path(), u"Ada"_s, u"Not A Domain"_s, cheapSeal(), clock);
    QCOMPARE(domain.error().code, ErrorCode::Usage);
}

void TestStore::open_refusals()
{
    FixedClock clock(startTime());
    QTemporaryDir empty;
    QCOMPARE(Store::open(empty.path(), Access::ReadWrite, clock).error().code, ErrorCode::NotFound);
    QVERIFY(!QFile::exists(empty.path() + u"/log.db"_s));
    {
        LogFixture f;
        f.store.reset();
        QFile file(f.logPath());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("this is no database, however one looks at it");
        file.close();
        QCOMPARE(Store::open(f.folder.path(), Access::ReadWrite, clock).error().code, ErrorCode::Integrity);
        QCOMPARE(Store::open(f.folder.path(), Access::ReadOnly, clock).error().code, ErrorCode::Integrity);
    }
    {
        LogFixture f;
        f.store.reset();
        auto db = sqlite::Database::open(f.logPath(), sqlite::Database::Mode::ReadWrite);
        QVERIFY(db->exec("PRAGMA user_version=99").has_value());
        QCOMPARE(Store::open(f.folder.path(), Access::ReadWrite, clock).error().code, ErrorCode::Unsupported);
        QCOMPARE(Store::open(f.folder.path(), Access::ReadOnly, clock).error().code, ErrorCode::Unsupported);
        QVERIFY(db->exec("PRAGMA user_version=1; PRAGMA application_id=7").has_value());
        QVERIFY(!Store::open(f.folder.path(), Access::ReadOnly, clock).has_value());
    }
    {
        LogFixture a;
        LogFixture b;
        a.store.reset();
        QFile::remove(a.folder.filePath(u"keys/device.key"_s));
        QCOMPARE(Store::open(a.folder.path(), Access::ReadWrite, clock).error().code, ErrorCode::NotFound);
        QVERIFY(QFile::copy(b.folder.filePath(u"keys/device.key"_s), a.folder.filePath(u"keys/device.key"_s)));
        QCOMPARE(Store::open(a.folder.path(), Access::ReadWrite, clock).error().code, ErrorCode::Integrity);
    }
}

void TestStore::keys_neverPlainOnDisk()
{
    const SigningKey key = SigningKey::generate();
    QTemporaryDir folder;
    const QString path = folder.filePath(u"device.key"_s);
    const auto sealed = SealedKey::seal("docket.example/a/b", key, cheapSeal());
    VERIFY_OK(sealed);
    VERIFY_OK(sealed->write(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    const QByteArray seed = key.seed().view().toByteArray();
    for (const QByteArray& form : { seed, seed.toHex(), seed.toBase64(), toBase64Url(seed) })
        QVERIFY(!bytes.contains(form));
    QVERIFY(!(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther)));
    const auto read = SealedKey::read(path);
    VERIFY_OK(read);
    const auto opened = read->open(Secret::copyOf("correct horse"));
    VERIFY_OK(opened);
    QCOMPARE(opened->seed().view().toByteArray(), seed);
}

void TestStore::keys_wrongPassphrase()
{
    LogFixture f;
    auto store = f.reopen();
    VERIFY_OK(store);
    QVERIFY(!(*store)->isUnlocked());
    QVERIFY((*store)->needsPassphrase());
    QCOMPARE((*store)->unlock(Secret::copyOf("wrong horse")).error().code, ErrorCode::Validation);
    QCOMPARE((*store)->unlock(Secret()).error().code, ErrorCode::Locked);
    QVERIFY(!(*store)->isUnlocked());
    VERIFY_OK((*store)->unlock(Secret::copyOf("correct horse")));
    QVERIFY((*store)->isUnlocked());
    VERIFY_OK((*store)->append({ claim(1) }));
    (*store)->lock();
    QCOMPARE((*store)->append({ claim(1) }).error().code, ErrorCode::Locked);
}

void TestStore::keys_damagedFile()
{
    const auto sealed = SealedKey::seal("docket.example/a/b", SigningKey::generate(), cheapSeal());
    QTemporaryDir folder;
    const QString path = folder.filePath(u"device.key"_s);
    VERIFY_OK(sealed->write(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray good = file.readAll();
    file.close();
    for (qsizetype i = 0; i < good.size() - 1; i += 3) {
        QByteArray bad = good;
        bad[i] = static_cast<char>(bad[i] ^ 1);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(bad);
        file.close();
        const auto read = SealedKey::read(path);
        QVERIFY2(!read || !read->open(Secret::copyOf("correct horse")), qPrintable(QString::number(i)));
    }
}

void TestStore::keys_keychain()
{
    MemoryKeychain keychain;
    QTemporaryDir folder;
    FixedClock clock(startTime());
    {
        const auto store = Store::create(folder.path(), u"Ada"_s, defaultDomain(), Seal::withKeychain(keychain), clock);
        VERIFY_OK(store);
        QVERIFY(!(*store)->needsPassphrase());
    }
    QCOMPARE(keychain.secrets.size(), size_t(1));
    auto store = Store::open(folder.path(), Access::ReadWrite, clock);
    VERIFY_OK(store);
    QCOMPARE((*store)->unlock(Secret::copyOf("x")).error().code, ErrorCode::Locked);
    keychain.silent = true;
    QCOMPARE((*store)->unlock(keychain).error().code, ErrorCode::Locked);
    keychain.silent = false;
    VERIFY_OK((*store)->unlock(keychain));
    VERIFY_OK((*store)->append({ claim(1) }));
    keychain.secrets.begin()->second[0] = static_cast<char>(keychain.secrets.begin()->second[0] ^ 1);
    QCOMPARE((*store)->unlock(keychain).error().code, ErrorCode::Integrity);
    QVERIFY((*store)->isUnlocked()); // a failed attempt changes nothing
}

void TestStore::keys_noServiceIsSaid()
{
    // No bus, no service: an answer in finite time, and never a plain-text file.
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    SystemKeychain keychain(std::chrono::seconds(3));
    const auto stored = keychain.store(u"docket.example/a/b"_s, Secret::random(32));
    QVERIFY(!stored);
    QCOMPARE(stored.error().code, ErrorCode::Locked);
    const auto loaded = keychain.load(u"docket.example/a/b"_s);
    QVERIFY(!loaded);
    QVERIFY(loaded.error().code == ErrorCode::Locked || loaded.error().code == ErrorCode::NotFound);
}

void TestStore::keys_keychainFallsBackToPassphrase()
{
    MemoryKeychain keychain;
    keychain.silent = true;
    QTemporaryDir folder;
    FixedClock clock(startTime());
    Seal seal = Seal::withKeychain(keychain, Secret::copyOf("correct horse"));
    seal.cost = KdfCost::Cheap;
    const auto store = Store::create(folder.path(), u"Ada"_s, defaultDomain(), seal, clock);
    VERIFY_OK(store);
    QVERIFY((*store)->needsPassphrase());
}

void TestStore::append_needsKey()
{
    LogFixture f;
    const auto store = f.reopen();
    QCOMPARE((*store)->append({ claim(1) }).error().code, ErrorCode::Locked);
}

void TestStore::append_chainsAndNamesHeads()
{
    LogFixture f;
    const qint64 before = *f.store->size();
    const auto first = f.store->append({ claim(1) });
    VERIFY_OK(first);
    const auto other = f.store->append({ claim(2) });
    VERIFY_OK(other);
    const auto second = f.store->append({ claim(1) });
    VERIFY_OK(second);
    QVERIFY(first->first().parents.isEmpty());
    QVERIFY(other->first().parents.isEmpty());
    QCOMPARE(second->first().parents, QList<EntryId>{ first->first().id });
    QCOMPARE(second->first().seq, before + 3);
    QVERIFY(second->first().lamport > first->first().lamport);
    QCOMPARE(second->first().time, startTime());
    // The same heads are found by a store that has not written them.
    auto again = f.reopen();
    VERIFY_OK((*again)->unlock(Secret::copyOf("correct horse")));
    const auto third = (*again)->append({ claim(1) });
    VERIFY_OK(third);
    QCOMPARE(third->first().parents, QList<EntryId>{ second->first().id });
}

void TestStore::append_isOneTransaction()
{
    LogFixture f;
    const auto entries = f.store->append({ claim(1), claim(1), claim(2) });
    VERIFY_OK(entries);
    QCOMPARE(entries->size(), 3);
    QCOMPARE(entries->at(1).parents, QList<EntryId>{ entries->at(0).id });
    QCOMPARE(entries->at(2).row, entries->at(0).row + 2);
    const qint64 before = *f.store->size();
    const QByteArray snapshot = *f.store->snapshotId();
    const auto refused = f.store->append({ claim(1), Draft{ u"case.decide"_s, std::nullopt, "{}", {} } });
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Validation);
    QCOMPARE(*f.store->size(), before);
    QCOMPARE(*f.store->snapshotId(), snapshot);
    QCOMPARE(f.store->entries(0, 1000)->size(), before);
    // The store goes on after a refusal, with the right heads.
    const auto next = f.store->append({ claim(1) });
    VERIFY_OK(next);
    QCOMPARE(next->first().parents, QList<EntryId>{ entries->at(1).id });
    QVERIFY(f.store->verify(Depth::Full)->isSound());
}

void TestStore::append_refusesBadDrafts_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<bool>("withCase");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QString>("policy");
    QTest::newRow("no case") << u"case.decide"_s << false << QByteArray("{}") << QString();
    QTest::newRow("case too many") << u"role.grant"_s << true << QByteArray("{}") << QString();
    QTest::newRow("kind") << u"Case decide"_s << true << QByteArray("{}") << QString();
    QTest::newRow("second init") << u"ws.init"_s << false << QByteArray("{}") << QString();
    QTest::newRow("no JSON") << u"case.decide"_s << true << QByteArray("{") << QString();
    QTest::newRow("no object") << u"case.decide"_s << true << QByteArray("[]") << QString();
    QTest::newRow("policy") << u"case.decide"_s << true << QByteArray("{}") << u"hf content"_s;
    QTest::newRow("too long") << u"case.decide"_s << true
                              << QByteArray("{\"a\":\"" + QByteArray(Store::maximumPayload, 'x') + "\"}") << QString();
}

void TestStore::append_refusesBadDrafts()
{
    QFETCH(QString, kind);
    QFETCH(bool, withCase);
    QFETCH(QByteArray, payload);
    QFETCH(QString, policy);
    LogFixture f;
    const qint64 before = *f.store->size();
    const auto entries
        = f.store->append({ Draft{ kind, withCase ? std::optional(caseNumber(1)) : std::nullopt, payload, policy } });
    QVERIFY(!entries);
    QVERIFY(entries.error().code == ErrorCode::Validation || entries.error().code == ErrorCode::LimitExceeded);
    QCOMPARE(*f.store->size(), before);
    QVERIFY(!f.store->readOnlyReason());
}

void TestStore::append_twoStoresOnOneFile()
{
    LogFixture f;
    auto other = Store::open(f.folder.path(), Access::ReadWrite, f.clock);
    VERIFY_OK(other);
    VERIFY_OK((*other)->unlock(Secret::copyOf("correct horse")));
    EntryId last;
    for (int i = 0; i < 10; ++i) {
        const auto entries = (i % 2 ? *other : f.store)->append({ claim(1) });
        VERIFY_OK(entries);
        if (i > 0)
            QCOMPARE(entries->first().parents, QList<EntryId>{ last });
        last = entries->first().id;
    }
    QVERIFY(f.store->verify(Depth::Full)->isSound());
    QCOMPARE(f.store->caseState(caseNumber(1))->folded, 10);
}

void TestStore::append_diskFullTurnsReadOnly()
{
    LogFixture f;
    const auto before = f.store->append({ claim(1) });
    VERIFY_OK(before);
    // The smallest disk that is full: no file of this process may grow beyond the log's present size.
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit old{};
    getrlimit(RLIMIT_FSIZE, &old);
    rlimit low = old;
    low.rlim_cur = static_cast<rlim_t>(QFile(f.logPath()).size());
    setrlimit(RLIMIT_FSIZE, &low);
    const Draft large = draft(u"case.annotate"_s, caseNumber(1), { { u"text"_s, QString(200'000, u'x') } });
    const auto failed = f.store->append({ large });
    setrlimit(RLIMIT_FSIZE, &old);
    QVERIFY(!failed);
    QCOMPARE(failed.error().code, ErrorCode::Storage);
    QVERIFY(f.store->readOnlyReason().has_value());
    QVERIFY(!f.store->append({ claim(1) }));
    QCOMPARE(f.store->entry(before->first().id)->id, before->first().id);
    // Opened again with room: everything acknowledged is there, and work goes on.
    auto again = f.reopen();
    VERIFY_OK(again);
    QVERIFY((*again)->verify(Depth::Full)->isSound());
    VERIFY_OK((*again)->unlock(Secret::copyOf("correct horse")));
    VERIFY_OK((*again)->append({ large }));
}

void TestStore::append_survivesKill()
{
    LogFixture f;
    f.store.reset();
    for (int round = 0; round < 6; ++round) {
        int channel[2];
        QCOMPARE(pipe(channel), 0);
        const pid_t child = fork();
        if (child == 0) {
            // Appends until killed and tells each id once the store has acknowledged it.
            auto store = Store::open(f.folder.path(), Access::ReadWrite, f.clock);
            if (store && (*store)->unlock(Secret::copyOf("correct horse")))
                for (int i = 0;; ++i)
                    if (const auto entries = (*store)->append({ claim(i % 3), claim(i % 3) }))
                        for (const Entry& entry : *entries)
                            if (write(channel[1], entry.id.bytes.constData(), 32) != 32)
                                _exit(1);
            _exit(2);
        }
        ::close(channel[1]);
        QByteArray told;
        char buffer[32];
        while (told.size() < 64 * (round + 2) && ::read(channel[0], buffer, 32) == 32)
            told.append(buffer, 32);
        usleep(static_cast<useconds_t>(997 * (round + 1)));
        ::kill(child, SIGKILL);
        while (::read(channel[0], buffer, 32) == 32)
            told.append(buffer, 32);
        ::close(channel[0]);
        int status = 0;
        waitpid(child, &status, 0);
        QVERIFY(WIFSIGNALED(status)); // it was at work, not at its end
        // A reader alone can recover, whatever the writer left.
        auto reader = Store::open(f.folder.path(), Access::ReadOnly, f.clock);
        VERIFY_OK(reader);
        const auto report = (*reader)->verify(Depth::Full);
        VERIFY_OK(report);
        QVERIFY2(report->isSound(), report->isSound() ? "" : qPrintable(report->findings.first().line()));
        QVERIFY(told.size() >= 64);
        for (qsizetype i = 0; i < told.size(); i += 32)
            VERIFY_OK((*reader)->entry(EntryId{ told.mid(i, 32) }));
        // Both drafts of a transaction, or none.
        QCOMPARE((*reader)->casesAfter(0)->size() > 0, true);
        qsizetype claims = 0;
        for (int number = 0; number < 3; ++number)
            claims += (*reader)->entriesOf(caseNumber(number))->size();
        QCOMPARE(claims % 2, 0);
    }
}

void TestStore::append_batchAcrossTiles()
{
    LogFixture f;
    QList<Draft> drafts;
    for (int i = 0; i < 300; ++i)
        drafts.append(claim(i));
    VERIFY_OK(f.store->append(drafts));
    VERIFY_OK(f.store->append(drafts));
    const auto report = f.store->verify(Depth::Full);
    QVERIFY2(report->isSound(), report->isSound() ? "" : qPrintable(report->findings.first().line()));
    QCOMPARE(report->entries, *f.store->size());
    QCOMPARE(report->snapshotId, *f.store->snapshotId());
    auto db = sqlite::Database::open(f.logPath(), sqlite::Database::Mode::ReadOnly);
    auto count = db->prepare("SELECT count(*) FROM tile WHERE level=0");
    QVERIFY(count->step().value());
    QCOMPARE(count->int64(0), *f.store->size() / 256);
}

void TestStore::read_entriesPayloadsNotes()
{
    LogFixture f;
    const Draft note = draft(u"case.annotate"_s, caseNumber(1), { { u"text"_s, u"Grüße, 你好"_s } });
    const auto written = f.store->append({ note });
    VERIFY_OK(written);
    const Entry& entry = written->first();
    QCOMPARE(f.store->payload(entry.id)->value(), note.payload);
    QCOMPARE(f.store->payload(EntryId{ QByteArray(32, 'x') }).error().code, ErrorCode::NotFound);
    QCOMPARE(f.store->entry(EntryId{ QByteArray(32, 'x') }).error().code, ErrorCode::NotFound);
    QCOMPARE(f.store->entry(entry.id)->parents, entry.parents);
    const auto decoded = decodeEntry(*f.store->note(entry.id));
    VERIFY_OK(decoded);
    QCOMPARE(decoded->id, entry.id);
    QCOMPARE(decoded->header.kind, QByteArray("case.annotate"));
    const auto all = f.store->entries(0, 1000);
    QCOMPARE(all->last().id, entry.id);
    QCOMPARE(f.store->entries(entry.row - 1, 10)->size(), 1);
    QCOMPARE(f.store->entries(entry.row, 10)->size(), 0);
    QCOMPARE(f.store->entriesOf(caseNumber(1))->size(), 1);
    QCOMPARE(f.store->entriesOf(caseNumber(2))->size(), 0);
    QCOMPARE(*f.store->casesAfter(0), QList<CaseId>{ caseNumber(1) });
    QCOMPARE(*f.store->casesAfter(*f.store->lastRow()), QList<CaseId>{});
}

void TestStore::read_onlyOpen()
{
    LogFixture f;
    VERIFY_OK(f.store->append({ claim(1) }));
    auto reader = Store::open(f.folder.path(), Access::ReadOnly, f.clock);
    VERIFY_OK(reader);
    QVERIFY((*reader)->readOnlyReason().has_value());
    VERIFY_OK((*reader)->unlock(Secret::copyOf("correct horse")));
    QCOMPARE((*reader)->append({ claim(1) }).error().code, ErrorCode::Storage);
    // It sees what the writer adds, and does not stand in its way.
    VERIFY_OK(f.store->append({ claim(1) }));
    QCOMPARE((*reader)->entriesOf(caseNumber(1))->size(), 2);
    QCOMPARE((*reader)->me().name, u"Ada"_s);
    QVERIFY((*reader)->verify(Depth::Full)->isSound());
}

void TestStore::checkpoint_extendsOrIsRefused()
{
    LogFixture f;
    const auto first = f.store->checkpoint();
    VERIFY_OK(first);
    const auto note = SignedNote::parse(*first);
    VERIFY_OK(note);
    const auto checkpoint = Checkpoint::parse(note->text);
    VERIFY_OK(checkpoint);
    QCOMPARE(qint64(checkpoint->size), *f.store->size());
    QVERIFY(isSignedBy(*note, checkpoint->origin, f.store->me().device));
    QCOMPARE(*f.store->checkpoint(), *first); // nothing new, nothing signed
    VERIFY_OK(f.store->append({ claim(1) }));
    const auto second = f.store->checkpoint();
    VERIFY_OK(second);
    QVERIFY(*second != *first);
    QVERIFY(f.store->verify(Depth::Quick)->isSound());
    // A stored checkpoint that the log does not extend: no second one is signed over it.
    VERIFY_OK(f.store->append({ claim(1) }));
    f.store.reset();
    auto db = sqlite::Database::open(f.logPath(), sqlite::Database::Mode::ReadWrite);
    Checkpoint other = *checkpoint;
    other.size += 1;
    QVERIFY(db->exec("DROP TRIGGER checkpoint_no_update").has_value());
    auto update = db->prepare("UPDATE checkpoint SET note=?1");
    update->bindBlob(1, SignedNote{ other.toText(), note->signatures }.toBytes());
    QVERIFY(update->run().has_value());
    auto again = Store::open(f.folder.path(), Access::ReadWrite, f.clock);
    VERIFY_OK((*again)->unlock(Secret::copyOf("correct horse")));
    const auto refused = (*again)->checkpoint();
    QVERIFY(!refused);
    QCOMPARE(faultWord(refused.error()), u"checkpoint"_s);
    QVERIFY(!(*again)->verify(Depth::Quick)->isSound());
}

void TestStore::proof_standsAlone()
{
    LogFixture f;
    const auto written = f.store->append({ claim(1), claim(2), claim(3) });
    VERIFY_OK(written);
    const EntryId id = written->at(1).id;
    const auto text = f.store->prove(id);
    VERIFY_OK(text);
    const auto proof = Proof::parse(*text);
    VERIFY_OK(proof);
    QCOMPARE(proof->toText(), *text);
    VERIFY_OK(verifyProof(*proof, f.store->me().device));
    QVERIFY(!verifyProof(*proof, QByteArray(32, 'x')).has_value());
    // Later entries do not change what an existing checkpoint proves.
    VERIFY_OK(f.store->append({ claim(1) }));
    QCOMPARE(*f.store->prove(id), *text);
    QCOMPARE(f.store->verifierKeys()->size(), 1);
    QCOMPARE(f.store->prove(EntryId{ QByteArray(32, 'x') }).error().code, ErrorCode::NotFound);
    for (qsizetype i = 0; i < text->size(); i += 7) {
        QByteArray bad = *text;
        bad[i] = static_cast<char>(bad[i] ^ 1);
        const auto parsed = Proof::parse(bad);
        QVERIFY2(!parsed || !verifyProof(*parsed), qPrintable(QString::number(i)));
    }
}

void TestStore::snapshot_changesWithEachEntry()
{
    LogFixture f;
    const QByteArray before = *f.store->snapshotId();
    QCOMPARE(before.size(), 32);
    VERIFY_OK(f.store->append({ claim(1) }));
    QVERIFY(*f.store->snapshotId() != before);
}

void TestStore::triggers_refuseChanges()
{
    LogFixture f;
    auto db = sqlite::Database::open(f.logPath(), sqlite::Database::Mode::ReadWrite);
    QVERIFY(!db->exec("UPDATE entry SET lc=lc+1").has_value());
    QVERIFY(!db->exec("DELETE FROM entry WHERE n=1").has_value());
    VERIFY_OK(f.store->checkpoint());
    QVERIFY(!db->exec("DELETE FROM checkpoint").has_value());
}
