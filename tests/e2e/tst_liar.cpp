#include "tests/e2e/programs.h"
#include "tests/e2e/suites.h"
#include "tests/support/scriptedserver.h"

#include <QTest>

namespace docket::e2e
{

using namespace Qt::StringLiterals;
using test::ScriptedServer;

/// A Hub whose answers are wrong, absurd or hostile. Nothing hangs, falls over or grows without bound; what is good of
/// it is kept.
class TestLiar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lies_data();
    void lies();
    void hugeComment();
    void pagesWithoutEnd();
    void everythingHangs();
};

namespace
{

/// Address space in KiB: enough for the program and its libraries, not for what a liar would have it allocate.
const QString bounded = u"ulimit -v 2000000"_s;

const QByteArray sha(40, 'a');
const QByteArray report
    = R"({"num":1,"title":"🚩 Report: Spam","status":"open","isPullRequest":false,"createdAt":"2026-05-01T00:00:00.000Z","author":{"name":"ann"},"repo":{"name":"acme/x","type":"model"},)";

QByteArray info()
{
    return R"({"id":"acme/x","modelId":"acme/x","author":"acme","sha":")" + sha
        + R"(","lastModified":"2026-05-01T00:00:00.000Z","private":false,"disabled":false,"gated":false,"downloads":3,"likes":1,"tags":[],"siblings":[{"rfilename":"README.md"}],"createdAt":"2026-05-01T00:00:00.000Z"})";
}

QByteArray comment(const QByteArray& text)
{
    return R"({"id":"c1","type":"comment","createdAt":"2026-05-01T00:00:00.000Z","author":{"name":"ann"},"data":{"latest":{"raw":")"
        + text + R"("}}})";
}

/// One honest model with one report.
ScriptedServer::Answer honest(const ScriptedServer::Ask& ask)
{
    const QString path = ask.path();
    if (path == u"/api/whoami-v2")
        return ScriptedServer::json(
            R"({"type":"user","id":"u1","name":"mira","orgs":[],"auth":{"type":"access_token","accessToken":{"displayName":"t","role":"write"}}})");
    if (path == u"/api/models")
        return ScriptedServer::json('[' + info() + ']');
    if (path == u"/api/models/acme/x")
        return ScriptedServer::json(info());
    if (path.startsWith(u"/api/models/acme/x/tree/"))
        return ScriptedServer::json(R"([{"type":"file","path":"README.md","oid":"b1","size":4}])");
    if (path == u"/api/models/acme/x/discussions")
        return ScriptedServer::json(R"({"discussions":[)" + report + R"("numComments":1}],"count":1,"start":0})");
    if (path == u"/api/models/acme/x/discussions/1")
        return ScriptedServer::json(report + R"("events":[)" + comment("spam") + "]}");
    if (path.endsWith(u"/README.md"))
        return { 200, { { "Content-Type", "text/plain" }, { "X-Repo-Commit", sha } }, "# X\n" };
    if (path == u"/api/notifications")
        return ScriptedServer::json(R"({"notifications":[],"count":{"all":0,"view":0,"unread":0},"start":0})");
    return ScriptedServer::error(404, "not here", "EntryNotFound");
}

/// 400 MiB in 400 KiB. qCompress() puts a length before what HTTP calls deflate.
ScriptedServer::Answer bomb()
{
    static const QByteArray body = qCompress("[\"" + QByteArray(400 * 1024 * 1024, ' ') + "\"]", 9).mid(4);
    return { 200, { { "Content-Type", "application/json" }, { "Content-Encoding", "deflate" } }, body };
}

using Lie = std::function<ScriptedServer::Answer()>;

struct NamedLie {
    const char* name;
    Lie lie;
};

QList<NamedLie> allLies()
{
    const auto json = [](const QByteArray& body) { return [body] { return ScriptedServer::json(body); }; };
    return {
        { "a page for people",
            [] {
                return ScriptedServer::Answer{ 200, { { "Content-Type", "text/html" } },
                    "<html><body>Please sign in to the hotel network</body></html>" };
            } },
        { "nothing", json("") },
        { "half", json(R"([{"id":"acme/x","sha":)") },
        { "an object for a list", json(R"({"id":[1,2,3],"discussions":{"x":1},"count":"many","events":17})") },
        { "a list for an object", json("[[[],[[]]],null,7]") },
        { "wrong types",
            json(
                R"([{"id":7,"sha":{"a":1},"lastModified":[],"tags":"x","likes":"lots","gated":[1],"num":"one","title":{},"events":"none"}])") },
        { "absurd numbers",
            json(
                R"([{"id":"acme/x","sha":"zz","downloads":1e308,"likes":-99999999999999999999,"num":1e30,"size":9223372036854775808}])") },
        { "a number too many", json(R"({"count":999999999,"start":-5,"discussions":[],"num":2147483648})") },
        { "deep", json(QByteArray(200'000, '[') + QByteArray(200'000, ']')) },
        { "no UTF-8", json("[{\"id\":\"\xff\xfe\xc0\x80\",\"title\":\"\xed\xa0\x80\"}]") },
        { "a bomb", bomb },
        { "a redirect to itself",
            [] {
                return ScriptedServer::Answer{ 302, { { "Location", "/api/models" } }, "" };
            } },
        { "a redirect to a file",
            [] {
                return ScriptedServer::Answer{ 302, { { "Location", "file:///etc/passwd" } }, "" };
            } },
        { "no status that we know",
            [] {
                return ScriptedServer::Answer{ 299, { { "Content-Type", "application/json" } }, "null" };
            } },
        { "a refusal without words",
            [] {
                return ScriptedServer::Answer{ 418, {}, "" };
            } },
    };
}

} // namespace

void TestLiar::lies_data()
{
    QTest::addColumn<QString>("path"); // that lies; the rest is honest
    QTest::addColumn<int>("every"); // n-th lie is told
    QTest::newRow("listing") << u"/api/models"_s << 1;
    QTest::newRow("info") << u"/api/models/acme/x"_s << 2;
    QTest::newRow("threads") << u"/api/models/acme/x/discussions"_s << 2;
    QTest::newRow("thread") << u"/api/models/acme/x/discussions/1"_s << 1;
    QTest::newRow("tree") << u"/api/models/acme/x/tree/"_s + QString::fromLatin1(sha) << 4;
    QTest::newRow("who") << u"/api/whoami-v2"_s << 4;
    QTest::newRow("notifications") << u"/api/notifications"_s << 4;
}

void TestLiar::lies()
{
    QFETCH(const QString, path);
    QFETCH(const int, every);
    const QList<NamedLie> lies = allLies();
    for (qsizetype i = 0; i < lies.size(); i += every) {
        const NamedLie& one = lies[i];
        ScriptedServer server(
            [&](const ScriptedServer::Ask& ask) { return ask.path() == path ? one.lie() : honest(ask); });
        Desk desk;
        QVERIFY(desk.makeCheaply(server.url(), { u"listing:models"_s }));
        const Run run = desk.ctlUnder(bounded, { u"sync"_s }, 30'000);
        const QByteArray told = one.name + (": " + run.told());
        QVERIFY2(run.status == Done || run.status == No || run.status == Environment, told.constData());
        QVERIFY2(run.status == Done || run.complains(""), told.constData());
        QVERIFY2(server.asks().size() < 200, one.name);
        // What is asked for beside the liar comes all the same.
        const bool beside = path.contains(u"/tree/") || path == u"/api/notifications";
        QVERIFY2(!beside || rowsIn(desk.file(u"hub.db"_s), u"report"_s) == 1, told.constData());
    }
}

void TestLiar::hugeComment()
{
    const QByteArray text(10 * 1024 * 1024, 'w');
    ScriptedServer server([&](const ScriptedServer::Ask& ask) {
        if (ask.path().endsWith(u"/discussions/1"))
            return ScriptedServer::json(report + R"("events":[)" + comment(text) + ',' + comment("short") + "]}");
        return honest(ask);
    });
    Desk desk;
    QVERIFY(desk.makeCheaply(server.url(), { u"model:acme/x"_s }));
    Run run = desk.ctlUnder(bounded, { u"sync"_s }, 30'000);
    QVERIFY2(run.status == Done, run.told().constData());
    QCOMPARE(desk.queue().size(), 1);
    run = desk.ctlUnder(bounded, { u"case"_s, u"show"_s, u"model:acme/x"_s });
    QVERIFY2(run.status == Done, run.told().constData());
    const QJsonArray comments = run.object()[u"threads"][0][u"comments"].toArray();
    QCOMPARE(comments.size(), 2);
    QVERIFY(comments[0][u"text"].toString().size() <= text.size());
    QVERIFY2(comments[0][u"text"].toString().startsWith(u"wwww"), run.told().constData());
    QCOMPARE(comments[1][u"text"].toString(), u"short"_s);
}

void TestLiar::pagesWithoutEnd()
{
    // The next page is this page again, and every page says that there are more threads.
    ScriptedServer server([](const ScriptedServer::Ask& ask) {
        ScriptedServer::Answer answer = honest(ask);
        if (ask.path() == u"/api/models" || ask.path().contains(u"/tree/"))
            answer.headers.emplace_back("Link", '<' + ask.target + ">; rel=\"next\"");
        if (ask.path() == u"/api/models/acme/x/discussions")
            return ScriptedServer::json(
                R"({"discussions":[)" + report + R"("numComments":1}],"count":1000000,"start":0})");
        return answer;
    });
    Desk desk;
    QVERIFY(desk.makeCheaply(server.url(), { u"listing:models"_s }));
    const Run run = desk.ctlUnder(bounded, { u"sync"_s }, 60'000);
    QVERIFY2(run.status == Done || run.complains(""), run.told().constData());
    qInfo("%d requests in %d ms", int(server.asks().size()), int(run.ms));
    QVERIFY2(server.asks().size() < 2000, run.told().constData());
    QCOMPARE(desk.queue().size(), 1);
}

void TestLiar::everythingHangs()
{
    ScriptedServer server([](const ScriptedServer::Ask&) {
        ScriptedServer::Answer answer;
        answer.hang = true;
        return answer;
    });
    Desk desk;
    QVERIFY(desk.makeCheaply(server.url(), { u"listing:models"_s }));
    const auto syncing = desk.begin({ u"sync"_s });
    QTRY_VERIFY_WITH_TIMEOUT(!server.asks().isEmpty(), 20'000);
    syncing->terminate(); // as Ctrl+C
    const Run run = Desk::finish(*syncing, 5000);
    QCOMPARE(run.status, int(Environment));
    QVERIFY2(run.complains("sync: stopped"), run.told().constData());
}

std::unique_ptr<QObject> makeLiarTest()
{
    return std::make_unique<TestLiar>();
}

} // namespace docket::e2e

#include "tst_liar.moc"
