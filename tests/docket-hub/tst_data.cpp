// The data folder and the state folder: hostile content, many repositories, restarts, real cards.
#include "app/docket-hub/frontmatter.h"
#include "app/docket-hub/request.h"
#include "tests/docket-hub/hubfixture.h"
#include "tests/docket-hub/testlist.h"
#include "tests/support/corpusdata.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTest>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

class tst_Data : public QObject
{
    Q_OBJECT

    static Error openError(const HubOptions& options)
    {
        const auto hub = Hub::open(options);
        return hub ? Error{} : hub.error();
    }

private Q_SLOTS:
    void frontMatter_data()
    {
        QTest::addColumn<QByteArray>("card");
        QTest::addColumn<bool>("present");
        QTest::addColumn<bool>("broken");
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("none") << QByteArray("# Title\n") << false << false << QByteArray("{}");
        QTest::newRow("empty file") << QByteArray() << false << false << QByteArray("{}");
        QTest::newRow("empty block") << QByteArray("---\n---\n") << true << false << QByteArray("{}");
        QTest::newRow("open block") << QByteArray("---\na: 1\n") << false << false << QByteArray("{}");
        QTest::newRow("windows ends") << QByteArray("---\r\na: x\r\n---\r\n") << true << false
                                      << QByteArray(R"({"a":"x"})");
        QTest::newRow("mark") << QByteArray("\xEF\xBB\xBF---\na: x\n---\n") << true << false
                              << QByteArray(R"({"a":"x"})");
        QTest::newRow("kinds") << QByteArray("---\na: 1\nb: 1.5\nc: true\nd: ~\ne: 'no'\nf: no\ng: \"1\"\n---\n")
                               << true << false
                               << QByteArray(R"({"a":1,"b":1.5,"c":true,"d":null,"e":"no","f":"no","g":"1"})");
        QTest::newRow("list") << QByteArray("---\n- a\n- b\n---\n") << true << true << QByteArray("{}");
        QTest::newRow("broken") << QByteArray("---\na: [b\n---\n") << true << true << QByteArray("{}");
        QTest::newRow("not utf-8") << QByteArray("---\na: \xff\xfe\n---\n") << true << false << QByteArray();
        QTest::newRow("deep") << "---\na: " + QByteArray(5000, '[') + QByteArray(5000, ']') + "\n---\n"
                              << true << true << QByteArray("{}");
        QByteArray bomb = "---\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
        for (int i = 1; i < 12; ++i) {
            const QByteArray ref = "*a" + QByteArray::number(i - 1);
            bomb += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " ["
                + QByteArray(ref + ',').repeated(9) + ref + "]\n";
        }
        QTest::newRow("bomb") << bomb + "---\n" << true << true << QByteArray("{}");
    }

    void frontMatter()
    {
        QFETCH(QByteArray, card);
        QFETCH(bool, present);
        QFETCH(bool, broken);
        QFETCH(QByteArray, json);
        const FrontMatter read = readFrontMatter(card);
        QCOMPARE(read.present, present);
        QCOMPARE(!read.error.isEmpty(), broken);
        if (!json.isNull())
            QCOMPARE(QJsonDocument(read.data).toJson(QJsonDocument::Compact), json);
    }

    void unusableFoldersAreNamed()
    {
        QTemporaryDir empty;
        HubOptions options;
        options.data = u"/no/such/folder"_s;
        Error error = openError(options);
        QVERIFY(error.text().contains(u"/no/such/folder: does not exist; give --data"_s));
        options.data = empty.path();
        error = openError(options);
        QVERIFY(error.text().contains(u"holds none of models"_s));
        QVERIFY(QDir(empty.path()).mkdir(u"models"_s));
        QCOMPARE(openError(options), Error{});
        QFile users(empty.path() + u"/users.json"_s);
        QVERIFY(users.open(QIODevice::WriteOnly));
        users.write("{ broken");
        users.close();
        error = openError(options);
        QVERIFY2(error.thing.endsWith(u"users.json"_s) && !error.wayOut.isEmpty(), qPrintable(error.text()));
    }

    void hostileContentIsServed()
    {
        HubFixture fixture;
        const QString repo = u"models/evil/a b\"<x>%2F..;&\u202Ename"_s;
        fixture.write(repo + u"/files/README.md"_s, "---\na: [\n---\n" + QByteArray(200000, '\xff'));
        fixture.write(repo + u"/files/emoji 🚩/\n\r\tline"_s, "x");
        fixture.write(repo + u"/files/%2e%2e%2f"_s, "y");
        fixture.write(repo + u"/info.json"_s, "{ broken");
        fixture.write(repo + u"/discussions/1.json"_s, "[1,2,3]");
        fixture.write(repo + u"/discussions/2.json"_s,
            R"({"title":5,"events":[null,7,{"type":9},{"type":"comment","data":[]}],"author":"x"})");
        fixture.write(repo + u"/discussions/-3.json"_s, "{}");
        fixture.write(repo + u"/discussions/4.json"_s, R"({"_verbatim":true,"events":"not a list","num":"four"})");
        fixture.write(u"models/evil/odd/info.json"_s,
            R"({"tags":7,"gated":"yes","lastModified":[],"_renamedFrom":5,"_commits":"x","likes":"many","private":0})");
        fixture.write(u"models/stray.txt"_s, "not a folder");
        QVERIFY(QFile::link(u"/etc"_s, fixture.dataFolder() + u"/models/evil/odd/link"_s));
        QVERIFY(QFile::link(u"/etc/passwd"_s, fixture.dataFolder() + u"/"_s + repo + u"/files/link"_s));
        fixture.start();
        const QByteArray id = "/evil/" + QUrl::toPercentEncoding(repo.section(u'/', 2));
        QCOMPARE(fixture.get("/api/models" + id).status, 200);
        const QJsonArray tree = fixture.get("/api/models" + id + "/tree/main?recursive=true&expand=true").array();
        QCOMPARE(tree.size(), 4); // README, folder, its file, the percent file; no links
        QCOMPARE(fixture.get(id + "/raw/main/" + QUrl::toPercentEncoding(u"emoji 🚩/\n\r\tline"_s, "/")).body,
            QByteArray("x"));
        QCOMPARE(fixture.get(id + "/raw/main/%252e%252e%252f").body, QByteArray("y"));
        QCOMPARE(fixture.get(id + "/raw/main/link").status, 404);
        QCOMPARE(fixture.get("/api/models" + id + "/discussions").object().value("count"_L1).toInt(), 2);
        QCOMPARE(fixture.get("/api/models" + id + "/discussions/2").status, 200);
        QCOMPARE(fixture.get("/api/models" + id + "/discussions/4").object().value("num"_L1).toString(), u"four"_s);
        QCOMPARE(fixture.get("/api/models/evil/odd").status, 200);
        QCOMPARE(fixture.get("/api/models/evil/odd/tree/main").array().size(), 0);
        QCOMPARE(fixture.get("/api/models?full=true&sort=lastModified").status, 200);
    }

    void manyRepositoriesLoadQuickly()
    {
        HubFixture fixture;
        for (int i = 0; i < 1500; ++i)
            fixture.write(u"models/many/repo-%1/files/README.md"_s.arg(i), "---\ntags: [a]\nlicense: mit\n---\n# x\n");
        HubOptions options;
        options.quota = 100000;
        QElapsedTimer timer;
        timer.start();
        fixture.start(options);
        const qint64 loaded = timer.elapsed();
        QVERIFY2(loaded < 2000, qPrintable(QString::number(loaded)));
        timer.restart();
        QCOMPARE(fixture.get("/api/models?author=many&filter=license:mit&limit=1000&expand=sha").array().size(), 1000);
        qInfo("1500 repositories: open %lld ms, first listing %lld ms", static_cast<long long>(loaded),
            static_cast<long long>(timer.elapsed()));
        QVERIFY2(timer.elapsed() < 20000, qPrintable(QString::number(timer.elapsed())));
    }

    void writesLiveInTheStateFolderOnly()
    {
        QTemporaryDir state;
        HubFixture fixture;
        HubOptions options;
        options.state = state.path();
        fixture.start(options);
        const QByteArray room = "/api/models/acme/bare/discussions";
        fixture.post(room, { { u"title"_s, u"Kept"_s }, { u"description"_s, u"d"_s } }, stranger);
        fixture.post(room + "/1/comment", { { u"comment"_s, u"c"_s } }, moderator);
        fixture.post(room + "/1/status", { { u"status"_s, u"closed"_s } }, moderator);
        fixture.send("PUT", "/api/models/acme/bare/settings", R"({"gated":"auto"})", moderator);
        const QByteArray body = R"({"key":"header","value":{"summary":"s"}})"
                                "\n"
                                R"({"key":"file","value":{"path":"n.txt","content":"aGk=","encoding":"base64"}})";
        fixture.send("POST", "/api/models/acme/bare/commit/main", body, moderator, "application/x-ndjson");
        const QJsonObject thread = fixture.get(room + "/1").object();
        const QByteArray sha = fixture.get("/api/models/acme/bare").header("X-Repo-Commit");

        // Another Hub may not use the folder at the same time.
        HubOptions second = options;
        second.data = fixture.dataFolder();
        QCOMPARE(openError(second).code, ErrorCode::Locked);

        fixture.stop();
        QVERIFY(!QFileInfo::exists(fixture.dataFolder() + u"/models/acme/bare/discussions"_s));
        QFile journal(state.path() + u"/journal.jsonl"_s);
        QVERIFY(journal.open(QIODevice::ReadWrite));
        QVERIFY(!journal.readAll().contains("hf_"));
        journal.write("[{\"op\":\"thread.comm"); // killed while writing
        journal.close();

        fixture.start(options);
        QCOMPARE(fixture.get(room + "/1").object(), thread);
        QCOMPARE(fixture.get("/api/models/acme/bare").header("X-Repo-Commit"), sha);
        QCOMPARE(fixture.get("/acme/bare/raw/main/n.txt", moderator).body, QByteArray("hi"));
        QCOMPARE(fixture.get("/api/models/acme/bare").object().value("gated"_L1).toString(), u"auto"_s);
        // New ids do not repeat old ones.
        const QString id = fixture.post(room + "/1/comment", { { u"comment"_s, u"again"_s } }, moderator)
                               .object()
                               .value("newMessage"_L1)
                               .toObject()
                               .value("id"_L1)
                               .toString();
        QVERIFY(!QJsonDocument(thread).toJson().contains(id.toUtf8()));
        fixture.stop();
        fixture.start(options);
        QCOMPARE(fixture.get(room + "/1").object().value("events"_L1).toArray().size(), 4);
        fixture.stop();

        QVERIFY(journal.open(QIODevice::ReadWrite));
        journal.write("garbage\n[");
        journal.close();
        const Error damaged = openError(second);
        QVERIFY2(damaged.cause.contains(u"line 1 is damaged"_s), qPrintable(damaged.text()));
    }

    // Every key of an answer recorded from the real Hub is in ours, with the same kind of value.
    void recordedShapesAreKept()
    {
        const QString corpus = test::corpusFolder();
        if (corpus.isEmpty())
            QSKIP("the corpus is not here; set DOCKET_CORPUS");
        const auto recorded = [&](const QString& name) {
            QFile file(corpus + u"/discussions/"_s + name);
            return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
        };
        const QJsonObject detail = recorded(u"api-details.json"_s);
        const QJsonObject list = recorded(u"api-list.json"_s);
        QVERIFY(!detail.isEmpty() && !list.isEmpty());
        HubFixture fixture;
        fixture.writeJson(u"models/acme/bare/discussions/1.json"_s, detail);
        fixture.start();
        const QByteArray room = "/api/models/acme/bare/discussions";
        fixture.post(room, { { u"title"_s, u"Made here"_s }, { u"description"_s, u"text"_s } }, stranger);
        const auto same = [](const QJsonObject& theirs, const QJsonObject& ours, const QStringList& optional) {
            QStringList wrong;
            for (auto it = theirs.begin(); it != theirs.end(); ++it) {
                if (ours.value(it.key()).type() != it->type() && !optional.contains(it.key()))
                    wrong.append(it.key());
            }
            return wrong;
        };
        const QJsonObject page = fixture.get(room).object();
        QCOMPARE(same(list, page, {}), QStringList());
        QCOMPARE(same(list.value("discussions"_L1).toArray().first().toObject(),
                     page.value("discussions"_L1).toArray().first().toObject(), {}),
            QStringList());
        // As it was recorded, and one made here.
        for (const QByteArray& num : { QByteArray("1"), QByteArray("2") }) {
            const QJsonObject ours = fixture.get(room + '/' + num).object();
            QCOMPARE(same(detail, ours, {}), QStringList());
            const QJsonObject theirEvent = detail.value("events"_L1).toArray().first().toObject();
            const QJsonObject ourEvent = ours.value("events"_L1).toArray().first().toObject();
            QCOMPARE(same(theirEvent, ourEvent, {}), QStringList());
            const QStringList optional{ u"identifiedLanguage"_s, u"isReport"_s }; // hub-api 7.3
            QCOMPARE(same(theirEvent.value("data"_L1).toObject(), ourEvent.value("data"_L1).toObject(), optional),
                QStringList());
            const QStringList rights{ u"isOwner"_s, u"isOrgMember"_s };
            QCOMPARE(same(theirEvent.value("author"_L1).toObject(), ourEvent.value("author"_L1).toObject(), rights),
                QStringList());
        }
    }

    void realCardsAreServed()
    {
        const QString corpus = test::corpusFolder();
        if (corpus.isEmpty())
            QSKIP("the corpus is not here; set DOCKET_CORPUS");
        QTemporaryDir target;
        const auto arranged = test::arrangeCorpus(corpus, target.path());
        QVERIFY2(arranged, qPrintable(arranged ? QString() : arranged.error().text()));
        QVERIFY2(arranged->repositories() >= 300, qPrintable(QString::number(arranged->repositories())));
        HubOptions options;
        options.data = target.path();
        options.quota = 1000000;
        auto hub = Hub::open(options);
        QVERIFY2(hub, qPrintable(hub ? QString() : hub.error().text()));
        int repositories = 0;
        int reports = 0;
        int viewed = 0;
        for (const QByteArray& kind : { QByteArray("models"), QByteArray("datasets"), QByteArray("spaces") }) {
            const Answer all = (*hub)->serve(Request::fromTarget(Request::Method::Get, "/api/" + kind + "?full=true"));
            const QJsonArray items = QJsonDocument::fromJson(all.body).array();
            for (const QJsonValue& item : items) {
                const QByteArray id = item.toObject().value("id"_L1).toString().toUtf8();
                const auto get = [&](const QByteArray& address) {
                    return (*hub)->serve(Request::fromTarget(Request::Method::Get, address));
                };
                QCOMPARE(get("/api/" + kind + '/' + id + "?blobs=true&securityStatus=true").status, 200);
                const QJsonObject list
                    = QJsonDocument::fromJson(get("/api/" + kind + '/' + id + "/discussions").body).object();
                QVERIFY(list.value("count"_L1).toInt() >= 1);
                const QJsonObject thread
                    = QJsonDocument::fromJson(get("/api/" + kind + '/' + id + "/discussions/1").body).object();
                reports += thread.value("title"_L1).toString().startsWith(u"🚩"_s) ? 1 : 0;
                ++repositories;
                if (kind == "datasets") {
                    const Answer valid = get("/is-valid?dataset=" + id);
                    viewed += QJsonDocument::fromJson(valid.body).object().value("preview"_L1).toBool() ? 1 : 0;
                }
            }
        }
        QCOMPARE(repositories, arranged->repositories());
        QVERIFY2(reports >= 300, qPrintable(QString::number(reports)));
        QVERIFY2(viewed >= 10, qPrintable(QString::number(viewed)));
        qInfo("corpus: %d repositories, %d with a report first, %d datasets with a viewer", repositories, reports,
            viewed);
    }
};

std::unique_ptr<QObject> makeDataTest()
{
    return std::make_unique<tst_Data>();
}

} // namespace docket::practicehub

#include "tst_data.moc"
