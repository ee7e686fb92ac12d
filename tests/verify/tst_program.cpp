#include "tests/verify/tst_program.h"

#include "core/base/sqlite.h"
#include "core/log/format/note.h"
#include "tests/log/peerfixture.h"
#include "tests/verify/verifyprogram.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

#include <random>

using namespace docket;
using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

void fill(Store& store, int cases, const QString& text = u"note"_s)
{
    QList<Draft> drafts;
    for (int i = 0; i < cases; ++i) {
        drafts.append(draft(u"case.claim"_s, caseNumber(i), { { u"until"_s, u"2026-11-20T09:00:00.000Z"_s } }));
        drafts.append(draft(u"case.annotate"_s, caseNumber(i), { { u"text"_s, u"%1 %2"_s.arg(text).arg(i) } }));
    }
    VERIFY_OK(store.append(drafts));
}

/// Two people who exchanged their work, so that there are witnesses, and more than one tile.
struct TwoPeople {
    LogFixture ada;
    PeerFixture bo{ *ada.store, u"Bo"_s, { u"reviewer"_s, u"privacy"_s } };

    explicit TwoPeople(int cases = 5)
    {
        fill(*ada.store, cases);
        fill(*bo.store, 3, u"bo"_s);
        exchange();
    }
    void exchange()
    {
        VERIFY_OK(ada.store->checkpoint());
        VERIFY_OK(bo.take(*ada.store));
        StoreSource source(*bo.store);
        VERIFY_OK(ada.store->merge(source));
        VERIFY_OK(bo.take(*ada.store));
    }
};

/// A copy of a log.db that may be damaged.
struct Copy {
    QTemporaryDir folder;
    QString path = folder.filePath(u"log.db"_s);
    explicit Copy(const QString& original)
    {
        if (!QFile::copy(original, path))
            qFatal("the log cannot be copied");
    }
    /// Changes the file with another hand: no triggers, no guards.
    Status tamper(const QByteArray& sql)
    {
        DOCKET_ASSIGN(sqlite::Database db, sqlite::Database::open(path, sqlite::Database::Mode::ReadWrite));
        DOCKET_TRY(db.exec("PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF;"
                           "DROP TRIGGER entry_no_update; DROP TRIGGER entry_no_delete;"
                           "DROP TRIGGER checkpoint_no_update; DROP TRIGGER checkpoint_no_delete"));
        return db.exec(sql.toStdString());
    }
};

QByteArray readAll(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(path));
    return file.readAll();
}

QJsonObject jsonOf(const VerifyRun& run)
{
    return QJsonDocument::fromJson(run.output).object();
}

QByteArray vkeyOf(Store& store, const QByteArray& device)
{
    const QByteArrayList keys = store.verifierKeys().value();
    for (const QByteArray& key : keys)
        if (key.endsWith(QByteArray(1, '\1').append(device).toBase64()))
            return key;
    qFatal("no verifier key");
}

/// Everything in the tables that count, for comparing two files.
QByteArrayList contentOf(const QString& path)
{
    QByteArrayList out;
    auto db = sqlite::Database::open(path, sqlite::Database::Mode::ReadOnly);
    for (const char* sql :
        { "SELECT d||' '||hex(pk)||name FROM device", "SELECT hex(id)||hex(salt)||hex(data) FROM payload ORDER BY id",
            "SELECT n||hex(id)||' '||d||' '||seq||' '||lc||coalesce(hex(kase),'-')||kind||hex(text)||hex(sig) FROM "
            "entry",
            "SELECT d||' '||size||hex(range) FROM head", "SELECT d||' '||level||' '||n||hex(hash) FROM tile",
            "SELECT d||' '||size||hex(note) FROM checkpoint", "SELECT origin||size||hex(root)||hex(note) FROM seen",
            "SELECT hex(id)||hex(by_entry) FROM shun", "SELECT hex(id) FROM withheld", "SELECT hex(id) FROM forked",
            "SELECT d||' '||size||hex(root)||name||time||hex(line) FROM cosignature",
            "SELECT d||hex(tip)||size||hex(range) FROM branch" }) {
        auto select = db ? db->prepare(sql) : Result<sqlite::Statement>(fail(db.error()));
        for (;;) {
            const Result<bool> row = select ? select->step() : fail(select.error());
            if (!row)
                return { "damaged: " + row.error().text().toUtf8() };
            if (!*row)
                break;
            out.append(select->utf8(0).toByteArray());
        }
    }
    return out;
}

} // namespace

void TestProgram::soundLogs()
{
    TwoPeople two(150); // beyond one tile
    for (Store* store : { two.ada.store.get(), two.bo.store.get() }) {
        const QString folder = store == two.ada.store.get() ? two.ada.folder.path() : two.bo.folder.path();
        for (const QString& depth : { u"--quick"_s, u"--full"_s }) {
            const VerifyRun run = runVerify({ depth, u"--json"_s, folder });
            const QJsonObject report = jsonOf(run);
            QVERIFY2(run.status == 0, run.output.constData());
            QVERIFY(report["sound"_L1].toBool());
            QCOMPARE(report["depth"_L1].toString(), depth.mid(2));
            QCOMPARE(report["entries"_L1].toInteger(), store->size().value());
            QCOMPARE(report["snapshot"_L1].toString().toLatin1(), store->snapshotId().value().toHex());
            QCOMPARE(report["remark_count"_L1].toInt(), 0);
            const QJsonArray devices = report["devices"_L1].toArray();
            QCOMPARE(devices.size(), 2);
            for (const QJsonValue& device : devices) {
                QVERIFY(!device["forked"_L1].toBool());
                QVERIFY(device["witnessed_up_to"_L1].toInteger() > 0);
                QVERIFY(device["witnesses"_L1].toArray().size() > 0);
                QVERIFY(!device["last_time"_L1].toString().isEmpty());
            }
        }
    }
}

void TestProgram::tampering_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("word");
    const auto row = [](const char* what, QByteArray sql, const char* word) {
        QTest::newRow(what) << std::move(sql) << QString::fromLatin1(word);
    };
    const QByteArray payload = "WHERE id=(SELECT id FROM entry WHERE n=14)";
    row("text", "UPDATE entry SET text=CAST(replace(CAST(text AS TEXT),'T08','T09') AS BLOB) WHERE n=14", "id");
    row("text cut", "UPDATE entry SET text=substr(text,1,40) WHERE n=14", "id");
    row("text empty", "UPDATE entry SET text=x'' WHERE n=14", "id");
    row("text huge", "UPDATE entry SET text=zeroblob(3000000) WHERE n=14", "size");
    row("signature", "UPDATE entry SET sig=zeroblob(64) WHERE n=14", "id");
    row("signature short", "UPDATE entry SET sig=zeroblob(63) WHERE n=14", "id");
    row("id", "UPDATE entry SET id=zeroblob(32) WHERE n=14", "id");
    row("id short", "UPDATE entry SET id=x'00' WHERE n=14", "id");
    row("column d", "UPDATE entry SET d=(SELECT max(d) FROM device) WHERE n=14", "id");
    row("column seq", "UPDATE entry SET seq=seq+1 WHERE n=14", "column");
    row("column lc", "UPDATE entry SET lc=lc+1 WHERE n=14", "column");
    row("column lc negative", "UPDATE entry SET lc=-lc WHERE n=14", "column");
    row("column kase", "UPDATE entry SET kase=zeroblob(16) WHERE n=14", "column");
    row("column kase null", "UPDATE entry SET kase=NULL WHERE n=14", "column");
    row("column kind", "UPDATE entry SET kind='case.note' WHERE n=14", "column");
    row("device of nobody", "UPDATE entry SET d=9 WHERE n=14", "device");
    row("device name", "UPDATE device SET name='docket.example/x/y' WHERE d=1", "device");
    row("device key", "UPDATE device SET pk=zeroblob(32) WHERE d=1", "device");
    row("removed in the middle", "DELETE FROM entry WHERE n=14", "chain");
    row("swapped",
        "UPDATE entry SET n=1000 WHERE n=14; UPDATE entry SET n=14 WHERE n=15; UPDATE entry SET n=15 WHERE n=1000",
        "chain");
    row("removed at the end", "DELETE FROM entry WHERE n=(SELECT max(n) FROM entry WHERE d=1)", "head");
    row("removed at the end with head",
        "DELETE FROM entry WHERE n=(SELECT max(n) FROM entry WHERE d=1); UPDATE head SET size=size-1 WHERE d=1",
        "head");
    row("device removed", "DELETE FROM entry WHERE d=2; DELETE FROM payload WHERE id NOT IN (SELECT id FROM entry)",
        "head");
    row("head size", "UPDATE head SET size=size+1 WHERE d=1", "head");
    row("head range", "UPDATE head SET range=zeroblob(length(range)) WHERE d=1", "head");
    row("head removed", "DELETE FROM head WHERE d=1", "head");
    row("head of nobody", "INSERT INTO head VALUES(9,1,zeroblob(32))", "head");
    row("tile", "UPDATE tile SET hash=zeroblob(32)", "tile");
    row("tile removed", "DELETE FROM tile", "tile");
    row("tile invented", "INSERT INTO tile VALUES(1,0,999,zeroblob(32))", "tile");
    row("payload", "UPDATE payload SET data=CAST('{}' AS BLOB) " + payload, "commitment");
    row("payload one byte more", "UPDATE payload SET data=CAST(data||x'20' AS BLOB) " + payload, "commitment");
    row("payload huge", "UPDATE payload SET data=zeroblob(1500000) " + payload, "size");
    row("salt", "UPDATE payload SET salt=zeroblob(32) " + payload, "commitment");
    row("salt short",
        "UPDATE payload SET salt=substr(salt,1,31), data=CAST(substr(salt,32,1)||data AS BLOB) " + payload,
        "commitment");
    row("payload removed", "DELETE FROM payload " + payload, "payload-missing");
    row("payload of ws.init removed", "DELETE FROM payload WHERE id=(SELECT id FROM entry WHERE n=1)",
        "payload-missing");
    row("payloads swapped",
        "UPDATE payload SET id=zeroblob(32) WHERE id=(SELECT id FROM entry WHERE n=14);"
        "UPDATE payload SET id=(SELECT id FROM entry WHERE n=14) WHERE id=(SELECT id FROM entry WHERE n=15);"
        "UPDATE payload SET id=(SELECT id FROM entry WHERE n=15) WHERE id=zeroblob(32)",
        "commitment");
    row("payload orphan", "INSERT INTO payload VALUES(zeroblob(32),zeroblob(32),zeroblob(2))", "payload-orphan");
    row("payload orphan first",
        "INSERT INTO payload(rowid,id,salt,data) VALUES(-5,zeroblob(32),zeroblob(32),zeroblob(2))", "payload-orphan");
    row("shunned and there", "INSERT INTO shun SELECT id,id FROM entry WHERE n=14", "shunned");
    row("shunned by nothing",
        "INSERT INTO shun SELECT id,zeroblob(32) FROM entry WHERE n=14; DELETE FROM payload " + payload,
        "payload-missing");
    row("shunned by another entry",
        "INSERT INTO shun SELECT id,id FROM entry WHERE n=14; DELETE FROM payload " + payload, "payload-missing");
    row("checkpoint",
        "UPDATE checkpoint SET note=CAST(replace(CAST(note AS TEXT),'docket.example','docket.exampla') AS BLOB)",
        "checkpoint");
    row("checkpoint without signature", "UPDATE checkpoint SET note=substr(note,1,instr(note,x'0a0a')+1)",
        "checkpoint");
    row("checkpoint with another signature",
        "UPDATE checkpoint SET note=CAST(replace(CAST(note AS TEXT),substr(CAST(note AS TEXT),-20,5),'AAAAA') AS BLOB)",
        "checkpoint");
    row("checkpoint beyond the end", "UPDATE checkpoint SET size=9999 WHERE size=(SELECT max(size) FROM checkpoint)",
        "column");
    row("checkpoint of nobody", "UPDATE checkpoint SET d=9", "checkpoint");
    row("cosignature", "UPDATE cosignature SET line=CAST(substr(line,1,12)||zeroblob(64) AS BLOB)", "cosignature");
    row("cosignature of another size", "UPDATE cosignature SET size=size-1", "cosignature");
    row("cosignature of another root", "UPDATE cosignature SET root=zeroblob(32)", "cosignature");
    row("cosignature short", "UPDATE cosignature SET line=substr(line,1,75)", "cosignature");
    row("cosignature of a stranger", "UPDATE cosignature SET name=replace(name,'/w','x/w')", "cosignature");
    row("cosignature time", "UPDATE cosignature SET time=time+1", "column");
    row("seen", "UPDATE seen SET root=zeroblob(32)", "column");
    row("seen, another note", "UPDATE seen SET note=substr(note,1,instr(note,x'0a0a')+1)", "checkpoint");
    row("view", "ALTER TABLE seen RENAME TO seen2; CREATE VIEW seen AS SELECT * FROM seen2", "sqlite");
    row("table removed", "DROP TABLE shun", "sqlite");
}

void TestProgram::tampering()
{
    QFETCH(QByteArray, sql);
    QFETCH(QString, word);
    static const TwoPeople two(150);
    Copy copy(two.ada.logPath());
    VERIFY_OK(copy.tamper(sql));
    for (const bool full : { false, true }) {
        const VerifyRun run = runVerify({ full ? u"--full"_s : u"--quick"_s, copy.path });
        QVERIFY2(run.status == 1, QByteArray(run.output + run.errors));
        QVERIFY2(run.words().contains(word), run.output);
        const QJsonObject report = jsonOf(runVerify({ full ? u"--full"_s : u"--quick"_s, u"--json"_s, copy.path }));
        QVERIFY(!report["sound"_L1].toBool(true));
        QCOMPARE(report["snapshot"_L1].toString(), QString());
    }
}

void TestProgram::keptCheckpoints()
{
    TwoPeople two;
    QTemporaryDir kept;
    const QString early = writeFile(kept, u"early"_s, two.ada.store->checkpoint().value());
    fill(*two.ada.store, 3);
    const QString late = writeFile(kept, u"late"_s, two.ada.store->checkpoint().value());
    QVERIFY(runVerify({ u"--against"_s, early, u"--against"_s, late, two.ada.folder.path() }).status == 0);
    // Bo has not seen the end yet.
    const VerifyRun behind = runVerify({ u"--against"_s, late, two.bo.folder.path() });
    QCOMPARE(behind.words(), QStringList{ u"checkpoint"_s });
    QByteArray forged = readAll(early);
    forged.replace("docket.example", "docket.exampla");
    const VerifyRun other = runVerify({ u"--against"_s, writeFile(kept, u"forged"_s, forged), two.ada.folder.path() });
    QCOMPARE(other.words(), QStringList{ u"checkpoint"_s });
    QCOMPARE(runVerify({ u"--against"_s, kept.filePath(u"nothing"_s), two.ada.folder.path() }).status, 3);
}

void TestProgram::truncatedAndRewrittenLogs()
{
    // One device alone: who owns all copies can cut the end off without a trace, unless somebody kept a checkpoint.
    LogFixture f;
    fill(*f.store, 2);
    Copy before(f.logPath());
    fill(*f.store, 2);
    QTemporaryDir kept;
    const QString checkpoint = writeFile(kept, u"kept"_s, f.store->checkpoint().value());
    QVERIFY(runVerify({ u"--full"_s, before.path }).status == 0);
    const VerifyRun cut = runVerify({ u"--against"_s, checkpoint, before.path });
    QCOMPARE(cut.words(), QStringList{ u"checkpoint"_s });
    // Another history from there on, as long as the first.
    QVERIFY(QDir(before.folder.path()).mkpath(u"keys"_s));
    QVERIFY(QFile::copy(f.folder.filePath(u"keys/device.key"_s), before.folder.filePath(u"keys/device.key"_s)));
    auto rewritten = Store::open(before.folder.path(), Access::ReadWrite, f.clock);
    VERIFY_OK(rewritten);
    VERIFY_OK((*rewritten)->unlock(cheapPassphrase()));
    fill(**rewritten, 2, u"another"_s);
    QCOMPARE((*rewritten)->size().value(), f.store->size().value());
    QVERIFY(runVerify({ u"--full"_s, before.path }).status == 0);
    const VerifyRun other = runVerify({ u"--against"_s, checkpoint, before.path });
    QCOMPARE(other.words(), QStringList{ u"checkpoint"_s });
}

void TestProgram::policies()
{
    TwoPeople two;
    QTemporaryDir kept;
    QByteArray logs;
    const QByteArrayList keys = two.ada.store->verifierKeys().value();
    for (const QByteArray& key : keys)
        logs += "log " + key + '\n';
    QByteArray witnesses;
    for (const auto& [store, folder, number] : { std::tuple(two.ada.store.get(), two.ada.folder.path(), 1),
             std::tuple(two.bo.store.get(), two.bo.folder.path(), 2) }) {
        const auto sealed = SealedKey::read(folder + u"/keys/device.key"_s);
        const SigningKey cosigner = cosignerKeyOf(sealed->open(cheapPassphrase()).value());
        const QByteArray name = cosignerName(sealed->name());
        witnesses += "witness w" + QByteArray::number(number) + ' ' + name + '+'
            + keyIdOf(name, cosigner.publicKey, SignatureType::CosignatureV1).toHex() + '+'
            + QByteArray(char(4) + cosigner.publicKey).toBase64() + '\n';
    }
    const auto run = [&](const QByteArray& quorum) {
        return runVerify(
            { u"--policy"_s, writeFile(kept, u"policy"_s, logs + witnesses + quorum), two.ada.folder.path() });
    };
    const VerifyRun any = run("group others any w1 w2\nquorum others\n");
    QVERIFY2(any.status == 0, any.output);
    QVERIFY(run("quorum none\n").status == 0);
    // Nobody is a witness of its own log.
    QCOMPARE(run("quorum w1\n").words(), QStringList{ u"quorum"_s });
    QCOMPARE(run("group both all w1 w2\nquorum both\n").words(), (QStringList{ u"quorum"_s, u"quorum"_s }));
    logs = logs.left(logs.indexOf('\n') + 1);
    QVERIFY(run("group others any w1 w2\nquorum others\n").words().contains(u"not-enrolled"_s));
    QCOMPARE(runVerify({ u"--policy"_s, writeFile(kept, u"bad"_s, "quorum x\n"), two.ada.folder.path() }).status, 3);
}

void TestProgram::proofs()
{
    TwoPeople two;
    QTemporaryDir kept;
    Store& store = *two.ada.store;
    const Entry entry = store.entries(13, 1)->first();
    const QByteArray proof = store.prove(entry.id).value();
    const QString path = writeFile(kept, u"decision.tlog-proof"_s, proof);
    const VerifyRun alone = runVerify({ u"--proof"_s, path });
    QVERIFY2(alone.status == 0, alone.output);
    QVERIFY(alone.output.contains(entry.id.text().toLatin1()));
    QVERIFY(alone.output.contains("nothing says that the key"));
    const QString key = QString::fromLatin1(vkeyOf(store, entry.device));
    QVERIFY(!runVerify({ u"--proof"_s, path, u"--key"_s, key }).output.contains("nothing says"));
    const QString other = QString::fromLatin1(vkeyOf(store, two.bo.device));
    QCOMPARE(runVerify({ u"--proof"_s, path, u"--key"_s, other }).words(), QStringList{ u"proof"_s });
    const QString policy = writeFile(kept, u"policy"_s, "log " + key.toLatin1() + "\nquorum none\n");
    QVERIFY(runVerify({ u"--proof"_s, path, u"--policy"_s, policy }).status == 0);
    const QString wrong = writeFile(kept, u"wrong"_s, "log " + other.toLatin1() + "\nquorum none\n");
    QCOMPARE(runVerify({ u"--proof"_s, path, u"--policy"_s, wrong }).words(), QStringList{ u"proof"_s });
    // No changed character may pass: each is tried once, in one of its bits.
    std::mt19937 random(1);
    for (int i = 0; i < 60; ++i) {
        QByteArray bad = proof;
        const auto at = static_cast<qsizetype>(random() % static_cast<unsigned>(bad.size()));
        bad[at] = static_cast<char>(bad[at] ^ (1 << (random() % 8)));
        // Another witness's line is not looked at without a policy.
        const qsizetype mine = bad.indexOf("\n\xe2\x80\x94 ");
        if (mine < 0 || at > bad.indexOf('\n', mine + 1))
            continue;
        const VerifyRun run = runVerify({ u"--proof"_s, writeFile(kept, u"bad"_s, bad), u"--key"_s, key });
        QVERIFY2(run.status == 1, QByteArray::number(at));
    }
}

void TestProgram::redactions()
{
    TwoPeople two;
    const EntryId target = two.ada.store->entries(13, 1)->first().id;
    const auto request = two.ada.store->append({ adminDraft(
        u"redact.request"_s, { { u"entries"_s, QJsonArray{ target.text() } }, { u"basis"_s, u"gdpr-17"_s } }) });
    VERIFY_OK(request);
    VERIFY_OK(two.bo.take(*two.ada.store));
    VERIFY_OK(
        two.bo.store->append({ adminDraft(u"redact.approve"_s, { { u"request"_s, request->first().id.text() } }) }));
    QCOMPARE(two.bo.store->eraseRedacted()->size(), 1);
    const VerifyRun run = runVerify({ u"--full"_s, u"--json"_s, two.bo.folder.path() });
    QVERIFY2(run.status == 0, run.output);
    QCOMPARE(jsonOf(run)["erased"_L1].toInt(), 1);
    // The approval covers this entry and no other.
    Copy copy(two.bo.folder.filePath(u"log.db"_s));
    VERIFY_OK(copy.tamper("INSERT INTO shun SELECT (SELECT id FROM entry WHERE n=15),by_entry FROM shun;"
                          "DELETE FROM payload WHERE id=(SELECT id FROM entry WHERE n=15)"));
    QCOMPARE(runVerify({ copy.path }).words(), QStringList{ u"payload-missing"_s });
    Copy withheld(two.bo.folder.filePath(u"log.db"_s));
    VERIFY_OK(withheld.tamper("INSERT INTO withheld SELECT id FROM entry WHERE n=15;"
                              "DELETE FROM payload WHERE id=(SELECT id FROM entry WHERE n=15)"));
    const QJsonObject report = jsonOf(runVerify({ u"--json"_s, withheld.path }));
    QVERIFY(report["sound"_L1].toBool());
    QCOMPARE(report["withheld"_L1].toInt(), 1);
}

void TestProgram::forks()
{
    TwoPeople two;
    // Bo's laptop was copied with its key; both go on.
    QTemporaryDir clone;
    QVERIFY(QDir(clone.path()).mkpath(u"keys"_s));
    for (const QString& name : { u"log.db"_s, u"keys/device.key"_s })
        QVERIFY(QFile::copy(two.bo.folder.filePath(name), clone.filePath(name)));
    fill(*two.bo.store, 2, u"here"_s);
    auto other = Store::open(clone.path(), Access::ReadWrite, two.bo.clock);
    VERIFY_OK(other);
    VERIFY_OK((*other)->unlock(cheapPassphrase()));
    fill(**other, 3, u"there"_s);
    for (Store* store : { two.bo.store.get(), other->get() }) {
        VERIFY_OK(store->checkpoint());
        StoreSource source(*store);
        VERIFY_OK(two.ada.store->merge(source));
    }
    const VerifyRun run = runVerify({ u"--full"_s, u"--json"_s, two.ada.folder.path() });
    QVERIFY2(run.status == 0, run.output);
    const QJsonObject report = jsonOf(run);
    QVERIFY(report["remark_count"_L1].toInt() > 0);
    QCOMPARE(report["snapshot"_L1].toString().toLatin1(), two.ada.store->snapshotId().value().toHex());
    int forked = 0;
    for (const QJsonValue& device : report["devices"_L1].toArray())
        forked += device["forked"_L1].toBool();
    QCOMPARE(forked, 1);
}

void TestProgram::endedLogs()
{
    LogFixture f;
    fill(*f.store, 2);
    VERIFY_OK(f.store->append({ adminDraft(u"log.freeze"_s, { { u"reason"_s, u"the laptop is given away"_s } }) }));
    const QJsonObject report = jsonOf(runVerify({ u"--json"_s, f.folder.path() }));
    QVERIFY(report["sound"_L1].toBool());
    QVERIFY(report["devices"_L1].toArray().at(0)["ended"_L1].toBool());
    // The vectors of `bundle` have an entry behind the end.
}

void TestProgram::unreadable()
{
    LogFixture f;
    fill(*f.store, 2);
    f.store.reset();
    const QByteArray good = readAll(f.logPath());
    QTemporaryDir kept;
    const auto status = [&](const QByteArray& bytes) {
        const VerifyRun run = runVerify({ writeFile(kept, u"log.db"_s, bytes) });
        if (run.status == 3 && !run.errors.startsWith("docket-verify: "))
            qFatal("an error without words");
        return run.status;
    };
    QCOMPARE(status(good), 0);
    QCOMPARE(status({}), 3);
    QCOMPARE(status("not a database at all"), 3);
    QByteArray other = good;
    other[71] = 'X'; // application id
    QCOMPARE(status(other), 3);
    QByteArray newer = good;
    newer[63] = 99; // user_version
    const VerifyRun run = runVerify({ writeFile(kept, u"newer.db"_s, newer) });
    QCOMPARE(run.status, 3);
    QVERIFY(run.errors.contains("version 99"));
    QByteArray wal = good;
    wal[18] = wal[19] = 2;
    QCOMPARE(status(wal), 3);
    QVERIFY(QDir(kept.path()).entryList({ u"*-wal"_s, u"*-shm"_s }).isEmpty());
    for (const qsizetype size : { qsizetype(512), good.size() / 2, good.size() - 4096, good.size() - 1 })
        QVERIFY(status(good.left(size)) == 1);
    // A free page at the end, which nothing reads.
    Copy free(f.logPath());
    VERIFY_OK(free.tamper("CREATE TABLE x(a); INSERT INTO x VALUES(zeroblob(9000)); DROP TABLE x"));
    const QByteArray whole = readAll(free.path);
    QCOMPARE(status(whole), 0);
    QCOMPARE(status(whole.chopped(1)), 1);
    QCOMPARE(runVerify({ kept.filePath(u"nothing"_s) }).status, 3);
    QTemporaryDir empty;
    QCOMPARE(runVerify({ empty.path() }).status, 3);
}

void TestProgram::hotJournal()
{
    // A writer that dies in the middle of a commit leaves a journal that a reader without the right to write cannot
    // settle.
    LogFixture f;
    fill(*f.store, 2);
    f.store.reset();
    QTemporaryDir kept;
    auto db = sqlite::Database::open(f.logPath(), sqlite::Database::Mode::ReadWrite);
    VERIFY_OK(db);
    VERIFY_OK(db->exec("PRAGMA journal_mode=DELETE; PRAGMA cache_size=1; PRAGMA cache_spill=1; BEGIN IMMEDIATE;"));
    VERIFY_OK(db->exec("INSERT INTO shun SELECT randomblob(32),zeroblob(3000) FROM entry,entry LIMIT 200"));
    const QString path = writeFile(kept, u"log.db"_s, readAll(f.logPath()));
    writeFile(kept, u"log.db-journal"_s, readAll(f.logPath() + u"-journal"_s));
    const QByteArray before = readAll(path);
    const VerifyRun run = runVerify({ path });
    QCOMPARE(run.status, 3);
    QVERIFY2(run.errors.contains("journal"), run.errors);
    QCOMPARE(readAll(path), before);
    QVERIFY(QFile::exists(path + u"-journal"_s));
}

void TestProgram::sightings()
{
    // What an enrolled device says in log.seen makes it a witness of the other's log, or contradicts it.
    TwoPeople two;
    Store& store = *two.ada.store;
    const QList<LogTip> tips = store.tips().value();
    const auto bo
        = std::find_if(tips.begin(), tips.end(), [&](const LogTip& tip) { return tip.device == two.bo.device; });
    QVERIFY(bo != tips.end());
    const auto say = [&](const QByteArray& root) {
        const QJsonObject seen{ { u"origin"_s, QString::fromUtf8(bo->name) }, { u"size"_s, bo->size },
            { u"root"_s, QString::fromLatin1(root.toBase64()) } };
        PeerFixture::must(store.append({ adminDraft(u"log.seen"_s, { { u"logs"_s, QJsonArray{ seen } } }) }));
        return runVerify({ u"--json"_s, two.ada.folder.path() });
    };
    const VerifyRun good = say(bo->root);
    QVERIFY2(good.status == 0, good.output);
    bool counts = false;
    for (const QJsonValue& device : jsonOf(good)["devices"_L1].toArray())
        for (const QJsonValue& witness : device["witnesses"_L1].toArray())
            counts = counts
                || (device["name"_L1].toString() == QString::fromUtf8(bo->name)
                    && witness["size"_L1].toInteger() == bo->size && !witness["name"_L1].toString().endsWith(u"/w"_s));
    QVERIFY2(counts, good.output);
    const VerifyRun bad = say(QByteArray(32, '\1'));
    QCOMPARE(bad.status, 1);
    QCOMPARE(jsonOf(bad)["findings"_L1].toArray().at(0)["word"_L1].toString(), u"checkpoint"_s);
}

void TestProgram::neverWrites()
{
    TwoPeople two;
    QVERIFY(two.ada.store->size().has_value());
    const QString folder = two.ada.folder.path();
    const auto state = [&] {
        QByteArrayList out;
        for (const QFileInfo& file : QDir(folder).entryInfoList(QDir::Files))
            out.append(file.fileName().toUtf8() + readAll(file.filePath()));
        return out;
    };
    const QByteArrayList before = state();
    QVERIFY(runVerify({ u"--full"_s, folder }).status == 0);
    QCOMPARE(state(), before);
}

void TestProgram::writersGoOn()
{
    // A long check reads in short transactions, so that whoever writes meanwhile is not held up until its end.
    LogFixture f;
    for (int i = 0; i < 12; ++i)
        fill(*f.store, 500);
    QProcess verify;
    verify.start(QStringLiteral(DOCKET_BINARY_DIR "/bin/docket-verify"), { u"--full"_s, u"--json"_s, f.folder.path() });
    QVERIFY(verify.waitForStarted());
    int meanwhile = 0;
    while (!verify.waitForFinished(1)) {
        fill(*f.store, 1);
        meanwhile += verify.state() == QProcess::Running;
    }
    const QByteArray said = verify.readAllStandardOutput();
    QVERIFY2(verify.exitCode() == 0, QByteArray(said + verify.readAllStandardError()));
    const QJsonObject report = QJsonDocument::fromJson(said).object();
    QVERIFY(report["sound"_L1].toBool());
    QVERIFY(report["entries"_L1].toInteger() >= 12'000);
    qInfo("%d transactions while 12000 entries were verified", meanwhile);
    QVERIFY(meanwhile >= 20); // one that reads all in one transaction lets a handful through
}

void TestProgram::usage()
{
    QCOMPARE(runVerify({}).status, 2);
    QCOMPARE(runVerify({ u"--what"_s, u"x"_s }).status, 2);
    QCOMPARE(runVerify({ u"a"_s, u"b"_s }).status, 2);
    QCOMPARE(runVerify({ u"--against"_s }).status, 2);
    QCOMPARE(runVerify({ u"--key"_s, u"x"_s, u"a"_s }).status, 2);
}

void TestProgram::everyFlippedByteIsFoundOrHarmless()
{
    // A spread of the bytes, for as long as a normal run may take; DOCKET_LONG tries every one.
    const bool everyByte = qEnvironmentVariableIsSet("DOCKET_LONG");
    TwoPeople two(2);
    two.ada.store.reset();
    // Small pages: the same tables with a third of the bytes, since most of a small log in large pages is free space.
    const Copy small(two.ada.logPath());
    {
        auto db = sqlite::Database::open(small.path, sqlite::Database::Mode::ReadWrite);
        VERIFY_OK(db);
        VERIFY_OK(db->exec("PRAGMA page_size=512; VACUUM"));
    }
    const QByteArrayList content = contentOf(small.path);
    QVERIFY(content.size() > 20);
    const QByteArray good = readAll(small.path);
    QCOMPARE(runVerify({ u"--full"_s, small.path }).status, 0);
    QTemporaryDir kept;
    std::mt19937 random(7);
    int found = 0;
    int harmless = 0;
    QByteArrayList harmful;
    QElapsedTimer timer;
    timer.start();
    for (qsizetype i = 0; everyByte ? i < good.size() : timer.elapsed() < 12'000; ++i) {
        QByteArray bad = good;
        const auto at = everyByte ? i : static_cast<qsizetype>(random() % static_cast<unsigned>(good.size()));
        bad[at] = static_cast<char>(bad[at] ^ (1 << (random() % 8)));
        const QString path = writeFile(kept, u"log.db"_s, bad);
        const VerifyRun run = runVerify({ u"--full"_s, path });
        QVERIFY2(run.status == 0 || run.status == 1 || run.status == 3,
            QByteArray("a crash at byte " + QByteArray::number(at)));
        if (run.status != 0) {
            ++found;
            continue;
        }
        const QByteArrayList now = contentOf(path);
        qsizetype differs = 0;
        while (differs < qMin(now.size(), content.size()) && now.at(differs) == content.at(differs))
            ++differs;
        if (now == content)
            ++harmless;
        else
            harmful.append("byte " + QByteArray::number(at) + " was changed and not found: "
                + content.value(differs).left(200) + " became " + now.value(differs).left(200));
    }
    QVERIFY2(harmful.isEmpty(), harmful.mid(0, 4).join('\n').constData());
    qInfo("%lld bytes: %d flipped ones found, %d of no consequence, none harmful", static_cast<long long>(good.size()),
        found, harmless);
    // On a busy machine few bytes fit into the time; most of the file is free space.
    QVERIFY(found > 5);
    QVERIFY(harmless > 5);
}
