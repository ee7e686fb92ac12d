#include "core/base/blobstore.h"
#include "core/base/clock.h"
#include "core/base/digest.h"
#include "core/base/sqlite.h"
#include "core/base/subject.h"
#include "core/base/wholefile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

#include <csignal>

using namespace docket;
using namespace Qt::StringLiterals;

class TestBase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void digest_knownAnswers()
    {
        // FIPS 180-2, appendix B.1
        QCOMPARE(sha256Hex("abc"), QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(toBase64Url(QByteArrayView("\xfb\xff", 2)), QByteArray("-_8"));
        QCOMPARE(fromBase64Url("-_8"), QByteArray("\xfb\xff", 2));
        QVERIFY(fromBase64Url("-_8=").isEmpty()); // padding
        QVERIFY(fromBase64Url("-_9").isEmpty()); // trailing bits set
        QVERIFY(fromBase64Url("+/8").isEmpty()); // other alphabet
    }

    void time_form()
    {
        const QDateTime time = fromIsoUtc(u"2026-09-21T20:49:17.120Z");
        QCOMPARE(toIsoUtc(time), u"2026-09-21T20:49:17.120Z"_s);
        QVERIFY(fromIsoUtc(u"2026-09-21T20:49:17Z").isValid());
        QVERIFY(!fromIsoUtc(u"2026-09-21T20:49:17+00:00").isValid());
        QVERIFY(!fromIsoUtc(u"yesterday").isValid());
    }

    void subject_roundTrip_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<bool>("valid");
        QTest::newRow("repository") << u"model:acme/x"_s << true;
        QTest::newRow("thread") << u"dataset:acme/x#12"_s << true;
        QTest::newRow("one segment") << u"model:bert-base"_s << true;
        QTest::newRow("kind") << u"paper:acme/x"_s << false;
        QTest::newRow("number") << u"model:acme/x#0"_s << false;
        QTest::newRow("slashes") << u"model:a/b/c"_s << false;
        QTest::newRow("empty") << QString() << false;
    }
    void subject_roundTrip()
    {
        QFETCH(QString, key);
        QFETCH(bool, valid);
        const auto subject = Subject::parse(key);
        QCOMPARE(subject.has_value(), valid);
        if (valid)
            QCOMPARE(subject->key(), key);
    }

    void wholeFile_allOrNothing()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"settings"_s);
        QVERIFY(writeWholeFile(path, "first"));
        const auto content = [&] {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        QCOMPARE(content(), QByteArray("first"));
        // No file may grow, which is how a full disk looks; small writes are refused as late as the file is closed.
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        rlimit none = before;
        none.rlim_cur = 0;
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &none), 0);
        const Status refused = writeWholeFile(path, "second", u"make room"_s);
        ::setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Storage);
        QCOMPARE(refused.error().thing, path);
        QCOMPARE(refused.error().wayOut, u"make room"_s);
        QVERIFY(!refused.error().cause.isEmpty());
        QCOMPARE(content(), QByteArray("first"));
        QVERIFY(!writeWholeFile(folder.filePath(u"no/such/folder"_s), "x"));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
    }
    void sqlite_transactionRollsBack()
    {
        QTemporaryDir dir;
        auto database = sqlite::Database::open(dir.filePath(u"a.db"_s), sqlite::Database::Mode::Create);
        QVERIFY(database);
        QVERIFY(database->exec("CREATE TABLE t(a TEXT, b BLOB) STRICT"));
        {
            auto transaction = sqlite::Transaction::begin(*database);
            QVERIFY(transaction);
            QVERIFY(database->exec("INSERT INTO t VALUES('x', x'00')"));
        }
        auto insert = database->prepare("INSERT INTO t VALUES(?1, ?2)");
        QVERIFY(insert);
        insert->bind(1, u"O'Neil"_s);
        insert->bindBlob(2, QByteArray());
        QVERIFY(insert->run());
        auto select = database->prepare("SELECT a, b, count(*) OVER () FROM t");
        QVERIFY(select->step().value());
        QCOMPARE(select->text(0), u"O'Neil"_s);
        QVERIFY(!select->isNull(1));
        QCOMPARE(select->int64(2), 1);
        QVERIFY(!select->step().value());
    }

    /// A row that was looked at and left is let go of: it would hold an old picture of the file, on which nothing can
    /// be written once another connection wrote.
    void sqlite_leftRowHoldsNothing()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"a.db"_s);
        auto one = sqlite::Database::open(path, sqlite::Database::Mode::Create);
        auto other = sqlite::Database::open(path, sqlite::Database::Mode::Create);
        QVERIFY(one && other);
        QVERIFY(one->exec("PRAGMA journal_mode=WAL; CREATE TABLE t(x); INSERT INTO t VALUES(1),(2);"));
        const auto look = [&]() -> Result<qint64> {
            DOCKET_ASSIGN(const auto row, one->cached("SELECT x FROM t"));
            DOCKET_TRY(row->step());
            return row->int64(0);
        };
        {
            const auto held = one->cached("SELECT x FROM t ORDER BY x");
            QVERIFY((*held)->step());
            QVERIFY(other->exec("INSERT INTO t VALUES(3)"));
            QVERIFY(!sqlite::Transaction::begin(*one)); // what a row that is held does
        }
        QCOMPARE(*look(), 1);
        QVERIFY(other->exec("INSERT INTO t VALUES(4)"));
        QVERIFY(sqlite::Transaction::begin(*one));
    }

    void sqlite_migrationsAndNewerSchema()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"m.db"_s);
        const sqlite::Migration first[] = { { 1, "CREATE TABLE a(x) " } };
        const sqlite::Migration both[] = { { 1, "CREATE TABLE a(x) " }, { 2, "CREATE TABLE b(x)" } };
        const sqlite::Migration broken[] = { { 1, "" }, { 2, "" }, { 3, "CREATE TABLE c(x); CREATE TABLE a(x)" } };
        auto database = sqlite::Database::open(path, sqlite::Database::Mode::Create);
        QVERIFY(sqlite::migrate(*database, first, 7));
        QVERIFY(sqlite::migrate(*database, both, 7));
        QVERIFY(QFile::exists(path + u".v1.bak"_s));
        QVERIFY(database->exec("INSERT INTO b VALUES(1)"));
        const auto newer = sqlite::migrate(*database, first, 7);
        QVERIFY(!newer);
        QCOMPARE(newer.error().code, ErrorCode::Unsupported);
        QVERIFY(!sqlite::migrate(*database, both, 8)); // another application's file
        QVERIFY(!sqlite::migrate(*database, broken, 7)); // second half fails: nothing of it stays
        QVERIFY(!database->prepare("SELECT * FROM c"));
        QVERIFY(database->prepare("SELECT * FROM b"));
    }

    void blobs_roundTripAndDamage()
    {
        QTemporaryDir dir;
        auto store = BlobStore::open(dir.filePath(u"blobs"_s));
        QVERIFY(store);
        const QByteArray text = QByteArray("card ").repeated(1000);
        const QByteArray hash = store->put(text).value();
        QCOMPARE(hash, sha256Hex(text));
        QCOMPARE(store->get(hash).value(), text);
        QCOMPARE(store->get(store->put("").value()).value(), QByteArray());
        QCOMPARE(store->get(QByteArray(64, '0')).error().code, ErrorCode::NotFound);
        QCOMPARE(store->get("../../etc/passwd").error().code, ErrorCode::Validation);
        QFile file(
            dir.filePath(u"blobs/%1/%2.zst"_s.arg(QString::fromLatin1(hash.left(2)), QString::fromLatin1(hash))));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(file.size() / 2);
        file.write("\x55");
        file.close();
        QCOMPARE(store->get(hash).error().code, ErrorCode::Integrity);
    }

    void blobs_dictionaryKeepsOldReadable()
    {
        QTemporaryDir dir;
        auto store = BlobStore::open(dir.path());
        auto stranger = BlobStore::open(dir.path());
        const QByteArray early = store->put("written before the dictionary").value();
        QList<QByteArray> samples;
        for (int i = 0; i < 400; ++i)
            samples << "---\nlicense: mit\nlanguage: en\n---\n# Model card " + QByteArray::number(i * 7919)
                    + "\n## Intended use\n";
        QVERIFY(store->train(samples));
        QVERIFY(QFile::exists(dir.filePath(u"dictionary"_s)));
        const QByteArray late = store->put(samples.at(3)).value();
        QVERIFY(stranger->get(late) == samples.at(3)); // opened before the dictionary was there
        auto again = BlobStore::open(dir.path());
        QCOMPARE(again->get(early).value(), QByteArray("written before the dictionary"));
        QCOMPARE(again->get(late).value(), samples.at(3));
    }

    void blobs_erasedAlsoFromTheDictionary()
    {
        QTemporaryDir dir;
        auto store = BlobStore::open(dir.path());
        const QByteArray words = "Written by Ariadne Example of Naxos Lane.";
        QList<QByteArray> samples;
        for (int i = 0; i < 400; ++i)
            samples << "# Card " + QByteArray::number(i * 7919) + "\n" + words + "\n## Intended use\n";
        QVERIFY(store->train(samples));
        QFile dictionary(dir.filePath(u"dictionary"_s));
        QVERIFY(dictionary.open(QIODevice::ReadOnly));
        QVERIFY(dictionary.readAll().contains("Ariadne")); // or the test shows nothing
        const QByteArray gone = store->put(samples.at(0)).value();
        const QByteArray stays = store->put("# Another card\n## Intended use\nNothing to see.\n").value();
        const QByteArray plain = store->put("something else").value();
        auto colleague = BlobStore::open(dir.path()); // another thread's, which knows the dictionary
        QVERIFY(colleague->hasDictionary() && !colleague->hasErased());
        QVERIFY(store->erase(gone));
        QVERIFY(!store->contains(gone));
        QVERIFY(!QFile::exists(dictionary.fileName()));
        const QByteArray meanwhile = colleague->put(samples.at(6)).value();
        QCOMPARE(BlobStore::open(dir.path())->get(meanwhile).value(), samples.at(6));
        // Also for whoever opens the folder afresh.
        auto again = BlobStore::open(dir.path());
        QCOMPARE(again->get(stays).value(), QByteArray("# Another card\n## Intended use\nNothing to see.\n"));
        QCOMPARE(again->get(plain).value(), QByteArray("something else"));
        // What shares nothing with it leaves the dictionary alone.
        QVERIFY(again->train(samples));
        QVERIFY(again->erase(plain));
        QVERIFY(QFile::exists(dictionary.fileName()));
        QVERIFY(again->erase(plain)); // again: nothing happens
        // Nobody stores it again, and what others store meanwhile does not need the dictionary that went.
        QVERIFY(colleague->isErased(gone) && colleague->isErased(plain) && !colleague->isErased(stays));
        QCOMPARE(colleague->put(samples.at(0)).value(), gone);
        QVERIFY(!colleague->contains(gone));
        QCOMPARE(colleague->get(gone).error().code, ErrorCode::NotFound);
        const QByteArray later = colleague->put(samples.at(5)).value();
        QCOMPARE(colleague->get(later).value(), samples.at(5));
        QCOMPARE(BlobStore::open(dir.path())->get(later).value(), samples.at(5));
    }
};

QTEST_GUILESS_MAIN(TestBase)
#include "tst_base.moc"
