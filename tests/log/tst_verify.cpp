#include "tests/log/tst_verify.h"

#include "core/base/sqlite.h"
#include "core/log/format/fault.h"
#include "tests/log/logfixture.h"
#include "tests/log/peerfixture.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <random>
#include <thread>

using namespace docket;
using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

void fill(Store& store, int cases)
{
    QList<Draft> drafts;
    for (int i = 0; i < cases; ++i) {
        drafts.append(draft(u"case.claim"_s, caseNumber(i), { { u"until"_s, u"2026-11-20T09:00:00.000Z"_s } }));
        drafts.append(draft(u"case.annotate"_s, caseNumber(i), { { u"text"_s, u"note %1"_s.arg(i) } }));
    }
    VERIFY_OK(store.append(drafts));
}

/// Opens log.db with another hand: no triggers, no guards.
sqlite::Database intruder(const QString& path)
{
    auto db = sqlite::Database::open(path, sqlite::Database::Mode::ReadWrite);
    if (!db
        || !db->exec("PRAGMA synchronous=OFF; DROP TRIGGER entry_no_update; DROP TRIGGER entry_no_delete;"
                     "DROP TRIGGER checkpoint_no_update; DROP TRIGGER checkpoint_no_delete; PRAGMA foreign_keys=OFF"))
        qFatal("the log cannot be tampered with");
    return std::move(*db);
}

} // namespace

void TestVerify::tampering_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("word");
    QTest::addColumn<bool>("quickToo");
    const auto row = [](const char* what, QByteArray sql, const char* word, bool quickToo = true) {
        QTest::newRow(what) << std::move(sql) << QString::fromLatin1(word) << quickToo;
    };
    row("text", "UPDATE entry SET text=CAST(replace(CAST(text AS TEXT),'case.claim','case.clain') AS BLOB) WHERE n=12",
        "id");
    row("signature", "UPDATE entry SET sig=zeroblob(64) WHERE n=12", "id");
    row("id", "UPDATE entry SET id=zeroblob(32) WHERE n=12", "id");
    row("column seq", "UPDATE entry SET seq=seq+1 WHERE n=12", "column");
    row("column lc", "UPDATE entry SET lc=lc+1 WHERE n=12", "column");
    row("column kase", "UPDATE entry SET kase=zeroblob(16) WHERE n=12", "column");
    row("column kase null", "UPDATE entry SET kase=NULL WHERE n=12", "column");
    row("column kind", "UPDATE entry SET kind='case.note' WHERE n=12", "column");
    row("device", "UPDATE entry SET d=9 WHERE n=12", "device");
    row("device name", "UPDATE device SET name='docket.example/x/y'", "device");
    row("removed in the middle", "DELETE FROM entry WHERE n=12", "chain");
    row("swapped",
        "UPDATE entry SET n=1000 WHERE n=12; UPDATE entry SET n=12 WHERE n=13; UPDATE entry SET n=13 WHERE n=1000",
        "chain");
    row("truncated", "DELETE FROM entry WHERE n>20", "head");
    row("truncated with head",
        "DELETE FROM entry WHERE n>20; DELETE FROM payload WHERE id NOT IN (SELECT id FROM entry);"
        "UPDATE head SET size=20,range=zeroblob(64)",
        "head");
    row("head size", "UPDATE head SET size=size+1", "head");
    row("head range", "UPDATE head SET range=zeroblob(length(range))", "head");
    row("head removed", "DELETE FROM head", "head");
    row("head of nobody", "INSERT INTO head VALUES(9,1,zeroblob(32))", "head");
    row("tile", "UPDATE tile SET hash=zeroblob(32)", "tile");
    row("tile removed", "DELETE FROM tile", "tile");
    row("tile invented", "INSERT INTO tile SELECT d,level,99999999,hash FROM tile; DELETE FROM tile WHERE n<99",
        "tile");
    row("payload changed", "UPDATE payload SET data=CAST('{}' AS BLOB) WHERE id=(SELECT id FROM entry WHERE n=12)",
        "commitment");
    row("salt changed", "UPDATE payload SET salt=zeroblob(32) WHERE id=(SELECT id FROM entry WHERE n=12)",
        "commitment");
    row("payload removed", "DELETE FROM payload WHERE id=(SELECT id FROM entry WHERE n=12)", "payload-missing");
    row("payloads swapped",
        "UPDATE payload SET id=zeroblob(32) WHERE id=(SELECT id FROM entry WHERE n=12);"
        "UPDATE payload SET id=(SELECT id FROM entry WHERE n=12) WHERE id=(SELECT id FROM entry WHERE n=14);"
        "UPDATE payload SET id=(SELECT id FROM entry WHERE n=14) WHERE id=zeroblob(32)",
        "commitment");
    row("payload of nobody", "INSERT INTO payload VALUES(zeroblob(32),zeroblob(32),zeroblob(2))", "payload-orphan");
    row("checkpoint",
        "UPDATE checkpoint SET note=CAST(replace(CAST(note AS TEXT),'docket.example','docket.exampla') AS BLOB)",
        "checkpoint");
    row("checkpoint beyond the end", "UPDATE checkpoint SET size=9999", "checkpoint");
    row("all empty", "DELETE FROM entry; DELETE FROM payload; DELETE FROM tile; DELETE FROM checkpoint", "head");
}

void TestVerify::tampering()
{
    QFETCH(QByteArray, sql);
    QFETCH(QString, word);
    static const std::unique_ptr<LogFixture> original = [] {
        auto made = std::make_unique<LogFixture>();
        fill(*made->store, 130); // beyond one tile
        if (!made->store->checkpoint())
            qFatal("no checkpoint");
        return made;
    }();
    LogFixture f(original->folder.path());
    for (const Depth depth : { Depth::Quick, Depth::Full })
        QVERIFY(f.store->verify(depth)->isSound());
    {
        sqlite::Database db = intruder(f.logPath());
        VERIFY_OK(db.exec(sql.toStdString()));
    }
    for (const Depth depth : { Depth::Quick, Depth::Full }) {
        const auto report = f.store->verify(depth);
        VERIFY_OK(report);
        QVERIFY(!report->isSound());
        QStringList words;
        for (const Finding& finding : report->findings)
            words.append(finding.fault);
        QVERIFY2(words.contains(word), qPrintable(words.join(u' ')));
        QVERIFY(report->snapshotId.isEmpty());
    }
}

void TestVerify::tampering_isFoundWhereItIs()
{
    LogFixture f;
    fill(*f.store, 5);
    const Entry victim = f.store->entries(11, 1)->first();
    {
        sqlite::Database db = intruder(f.logPath());
        VERIFY_OK(db.exec("UPDATE entry SET lc=lc+1 WHERE n=12"));
    }
    const auto report = f.store->verify(Depth::Quick);
    const Finding& finding = report->findings.first();
    QCOMPARE(finding.id, victim.id);
    QCOMPARE(finding.seq, victim.seq);
    QCOMPARE(finding.row, 12);
    QCOMPARE(finding.device, victim.device);
    QVERIFY(finding.line().contains(victim.id.text()));
    QVERIFY(finding.line().contains(u"column"_s));
}

void TestVerify::everyFlippedBitIsFoundOrHarmless()
{
    LogFixture f;
    fill(*f.store, 3);
    const QByteArray snapshot = *f.store->snapshotId();
    const auto contentOf = [](Store& store) {
        QByteArrayList out;
        const auto entries = store.entries(0, 1000);
        if (!entries)
            return out;
        for (const Entry& entry : *entries) {
            const auto payload = store.payload(entry.id);
            out.append(store.note(entry.id).value_or(QByteArray()) + payload.value_or(std::nullopt).value_or("none"));
        }
        return out;
    };
    const QByteArrayList content = contentOf(*f.store);
    f.store.reset();
    QFile file(f.logPath());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray good = file.readAll();
    file.close();
    // A spread of bits; the full sweep is a matter of minutes.
    std::mt19937 random(1);
    int found = 0;
    int harmless = 0;
    for (int i = 0; i < 700; ++i) {
        QByteArray bad = good;
        const auto at = static_cast<qsizetype>(random() % static_cast<unsigned>(good.size()));
        bad[at] = static_cast<char>(bad[at] ^ (1 << (random() % 8)));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(bad), bad.size());
        file.close();
        auto store = Store::open(f.folder.path(), Access::ReadOnly, f.clock);
        const auto report = store ? (*store)->verify(Depth::Full) : fail(store.error());
        if (!report || !report->isSound()) {
            ++found;
            continue;
        }
        // Undetected is right only where nothing that counts has changed.
        QVERIFY2(contentOf(**store) == content && report->snapshotId == snapshot, qPrintable(u"byte %1"_s.arg(at)));
        ++harmless;
    }
    QVERIFY(found > 50); // the file is mostly free space
    QVERIFY(harmless > 50);
}

void TestVerify::progressAndCancel()
{
    LogFixture f;
    fill(*f.store, 20);
    QList<std::pair<qint64, qint64>> calls;
    const auto report = f.store->verify(Depth::Quick, [&calls](qint64 done, qint64 total) {
        calls.append({ done, total });
    });
    QVERIFY(report->isSound());
    QVERIFY(!calls.isEmpty());
    QCOMPARE(calls.last().first, calls.last().second);
    std::stop_source stop;
    stop.request_stop();
    const auto cancelled = f.store->verify(Depth::Full, {}, stop.get_token());
    QVERIFY(!cancelled);
    QCOMPARE(cancelled.error().code, ErrorCode::Cancelled);
}

void TestVerify::goesOnWhileOthersWrite()
{
    LogFixture f;
    fill(*f.store, 2600); // more than one slice
    auto reader = Store::open(f.folder.path(), Access::ReadOnly, f.clock);
    VERIFY_OK(reader);
    bool wrote = false;
    const auto report = (*reader)->verify(Depth::Quick, [&](qint64, qint64) {
        if (!wrote)
            fill(*f.store, 100);
        wrote = true;
    });
    VERIFY_OK(report);
    QVERIFY(wrote);
    QVERIFY2(report->isSound(), report->isSound() ? "" : qPrintable(report->findings.first().line()));
    QVERIFY(report->entries < *f.store->size());
}

void TestVerify::mergeAndErasureMeanwhileAreNoFault()
{
    LogFixture f;
    fill(*f.store, 4200); // three slices: the last is not read yet when the first is done
    auto reader = Store::open(f.folder.path(), Access::ReadOnly, f.clock);
    VERIFY_OK(reader);
    std::unique_ptr<PeerFixture> bo;
    const auto report = (*reader)->verify(Depth::Full, [&](qint64, qint64) {
        if (bo)
            return;
        // Somebody joins, vouches for what there is, and hands that back; and something is erased.
        bo = std::make_unique<PeerFixture>(*f.store, u"Bo"_s, QStringList{ u"reviewer"_s });
        VERIFY_OK(bo->take(*f.store));
        fill(*bo->store, 1);
        StoreSource back(*bo->store);
        VERIFY_OK(f.store->merge(back));
        sqlite::Database db = intruder(f.logPath());
        VERIFY_OK(db.exec("INSERT INTO shun SELECT id,id FROM entry WHERE n=8300;"
                          "DELETE FROM payload WHERE id=(SELECT id FROM entry WHERE n=8300)"));
    });
    VERIFY_OK(report);
    QVERIFY(bo);
    QVERIFY2(report->isSound(), report->isSound() ? "" : qPrintable(report->findings.first().line()));
    QCOMPARE(report->erased, 1);
    QCOMPARE(report->devices, 2); // it was read anew
}

void TestVerify::damageIsSaidHoweverRestlessTheLog()
{
    LogFixture f;
    fill(*f.store, 50);
    sqlite::Database db = intruder(f.logPath());
    VERIFY_OK(db.exec("UPDATE entry SET lc=lc+1 WHERE n=12"));
    auto reader = Store::open(f.folder.path(), Access::ReadOnly, f.clock);
    int rounds = 0;
    const auto report = (*reader)->verify(Depth::Quick, [&](qint64, qint64) {
        ++rounds;
        VERIFY_OK(db.exec("INSERT INTO withheld VALUES(randomblob(32))"));
    });
    VERIFY_OK(report);
    QVERIFY(!report->isSound());
    QCOMPARE(report->findings.first().fault, u"column"_s);
    QCOMPARE(rounds, 3);
}

void TestVerify::writerNeedNotWaitForTheFile()
{
    LogFixture f;
    fill(*f.store, 2600);
    auto reader = Store::open(f.folder.path(), Access::ReadOnly, f.clock);
    VERIFY_OK(reader);
    sqlite::Database writer = intruder(f.logPath());
    std::jthread later;
    QElapsedTimer since;
    const auto report = (*reader)->verify(Depth::Full, [&](qint64 done, qint64 total) {
        if (done < total)
            return;
        VERIFY_OK(writer.exec("BEGIN IMMEDIATE"));
        since.start();
        later = std::jthread([&writer] {
            std::this_thread::sleep_for(std::chrono::milliseconds(250));
            VERIFY_OK(writer.exec("COMMIT"));
        });
    });
    const qint64 took = since.elapsed();
    later = {};
    VERIFY_OK(report);
    QVERIFY2(report->isSound(), report->isSound() ? "" : qPrintable(report->findings.first().line()));
    QVERIFY2(took >= 200, qPrintable(QString::number(took))); // it stood back while somebody wrote
}

void TestVerify::erasedPayloadIsCounted()
{
    LogFixture f;
    fill(*f.store, 3);
    {
        sqlite::Database db = intruder(f.logPath());
        VERIFY_OK(db.exec("INSERT INTO shun SELECT id,id FROM entry WHERE n=12;"
                          "DELETE FROM payload WHERE id=(SELECT id FROM entry WHERE n=12)"));
    }
    const auto report = f.store->verify(Depth::Full);
    QVERIFY2(report->isSound(), report->isSound() ? "" : qPrintable(report->findings.first().line()));
    QCOMPARE(report->erased, 1);
    const Entry erased = f.store->entries(11, 1)->first();
    QCOMPARE(*f.store->payload(erased.id), std::optional<QByteArray>());
}
