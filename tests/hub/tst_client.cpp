#include "core/hub/client.h"
#include "core/hub/rategate.h"
#include "tests/hub/suites.h"
#include "tests/support/scriptedserver.h"

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

using namespace docket;
using namespace docket::hub;
using namespace docket::test;
using namespace Qt::StringLiterals;
using Ask = ScriptedServer::Ask;
using Answer = ScriptedServer::Answer;

namespace
{

const RepoKey repo{ RepoKind::Model, u"acme/x"_s };
const QByteArray secret = "hf_verySecretTokenForTests";
const QString commit = u"4b1d0c7a9e2f35860d1c2b3a495867708192a3b4"_s;

Client::Config config(const ScriptedServer& server, bool withToken = true)
{
    Client::Config config;
    config.endpoint = server.url();
    if (withToken)
        config.token = Token(secret, u"HF_TOKEN"_s);
    config.retryWaitsMs = { 1, 1, 1, 1 };
    return config;
}

template <typename T> Result<T> wait(QFuture<Result<T>> future)
{
    future.waitForFinished();
    return future.result();
}

Answer withHeader(Answer answer, const QByteArray& name, const QByteArray& value)
{
    answer.headers.emplaceBack(name, value);
    return answer;
}

const QByteArray infoJson = R"({"id":"acme/x","sha":"4b1d0c7a9e2f35860d1c2b3a495867708192a3b4"})";

QStringList& logLines()
{
    static QStringList lines;
    return lines;
}

} // namespace

void TestClient::reads()
{
    const ScriptedServer server([](const Ask&) { return ScriptedServer::json(infoJson); });
    Client client(config(server));
    const auto info = wait(client.repoInfo(repo));
    QVERIFY2(info, info ? "" : qPrintable(info.error().text()));
    QCOMPARE(info->key, repo);
    const Ask ask = server.asks().first();
    QCOMPARE(ask.target, QByteArray("/api/models/acme/x?securityStatus=true"));
    QCOMPARE(ask.headers.value("authorization"), QByteArray("Bearer ") + secret);
    QVERIFY(ask.headers.value("user-agent").startsWith("docket/" DOCKET_VERSION "; qt/"));
    QCOMPARE(client.traffic().requests, 1);
    QCOMPARE(client.traffic().bytes, infoJson.size());
}

void TestClient::encodesWhatItAsks()
{
    const ScriptedServer server([](const Ask&) { return ScriptedServer::json("{\"splits\":[]}"); });
    Client client(config(server));
    (void)wait(client.rawFile({ RepoKind::Dataset, u"a/b"_s }, u"refs/pr/7"_s, u"d/Ünicode #1?.md"_s));
    (void)wait(client.viewer(u"first-rows"_s, u"a/b"_s, u"c&d=1"_s, u"train+1"_s));
    (void)wait(client.repoInfo({ RepoKind::Model, u"../../api/x"_s }));
    const auto asks = server.asks();
    QCOMPARE(asks.size(), 2);
    QCOMPARE(asks[0].target, QByteArray("/datasets/a/b/resolve/refs%2Fpr%2F7/d/%C3%9Cnicode%20%231%3F.md"));
    QCOMPARE(asks[1].target, QByteArray("/first-rows?dataset=a/b&config=c%26d%3D1&split=train%2B1"));
}

void TestClient::pagesOfAListing()
{
    QString base;
    const ScriptedServer server([&base](const Ask& ask) {
        const QString cursor = ask.query().queryItemValue(u"cursor"_s);
        Answer answer = ScriptedServer::json(cursor.isEmpty() ? "[{\"id\":\"acme/a\"}]" : "[{\"id\":\"acme/b\"}]");
        if (cursor.isEmpty())
            answer.headers.emplaceBack("Link", "<" + base.toUtf8() + "/api/models?filter=x&cursor=2>; rel=\"next\"");
        return answer;
    });
    base = server.url();
    Client client(config(server));
    const auto first = wait(client.list(RepoKind::Model, QUrlQuery(u"filter=x"_s)));
    QVERIFY(first);
    QCOMPARE(first->items.size(), 1);
    QVERIFY(!first->next.isEmpty());
    const auto second = wait(client.listNext(RepoKind::Model, first->next));
    QVERIFY(second);
    QCOMPARE(second->items.first().key.id, u"acme/b"_s);
    QVERIFY(second->next.isEmpty());
}

void TestClient::nextPageElsewhereIsRefused()
{
    const ScriptedServer server([](const Ask&) {
        return withHeader(ScriptedServer::json("[]"), "Link", "<http://evil.example/api/models?p=2>; rel=\"next\"");
    });
    Client client(config(server));
    const auto page = wait(client.list(RepoKind::Model, {}));
    QVERIFY(page);
    QVERIFY(page->next.isEmpty());
}

void TestClient::treePages()
{
    const ScriptedServer server([](const Ask& ask) {
        const int page = ask.query().queryItemValue(u"cursor"_s).toInt();
        const bool scanned = ask.query().queryItemValue(u"expand"_s) == u"true";
        const QByteArray n = QByteArray::number(page);
        Answer answer = ScriptedServer::json("[{\"type\":\"file\",\"path\":\"f" + n + "\",\"size\":1"
            + (scanned ? ",\"securityFileStatus\":{\"status\":\"safe\"}" : "") + "}]");
        if (page < 15) {
            answer.headers.emplaceBack("Link",
                "<" + ask.target.left(ask.target.indexOf('?')) + "?recursive=true&expand="
                    + (scanned ? "true" : "false") + "&cursor=" + QByteArray::number(page + 1) + ">; rel=\"next\"");
        }
        return answer;
    });
    Client client(config(server));
    const auto tree = wait(client.tree(repo, commit));
    QVERIFY(tree);
    QCOMPARE(tree->files.size(), 16);
    QVERIFY(!tree->truncated);
    QCOMPARE(tree->files[3].scanLevel, u"safe"_s); // kept from the pages with scan results
    QVERIFY(tree->files[15].scanLevel.isEmpty());
    QCOMPARE(server.asks().size(), 26);
}

void TestClient::errors_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("errorCode");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QString>("name");
    const QByteArray none;
    QTest::newRow("revision") << 404 << QByteArray("RevisionNotFound") << none << u"not-found"_s;
    QTest::newRow("entry") << 404 << QByteArray("EntryNotFound") << none << u"not-found"_s;
    QTest::newRow("gated") << 403 << QByteArray("GatedRepo") << QByteArray("Access to model x is restricted")
                           << u"gated"_s;
    QTest::newRow("disabled") << 403 << none << QByteArray("Access to this resource is disabled.") << u"disabled"_s;
    QTest::newRow("repo, anonymous") << 401 << QByteArray("RepoNotFound") << none << u"not-found"_s;
    QTest::newRow("repo") << 404 << QByteArray("RepoNotFound") << none << u"not-found"_s;
    QTest::newRow("bad token") << 401 << none << QByteArray("Invalid credentials in Authorization header") << u"auth"_s;
    QTest::newRow("bare 401 over http") << 401 << none << none << u"auth"_s;
    QTest::newRow("400") << 400 << none << none << u"validation"_s;
    QTest::newRow("403") << 403 << none << QByteArray("token lacks scope") << u"forbidden"_s;
    QTest::newRow("404") << 404 << none << none << u"not-found"_s;
    QTest::newRow("409") << 409 << none << none << u"conflict"_s;
    QTest::newRow("412") << 412 << none << none << u"conflict"_s;
    QTest::newRow("422") << 422 << none << none << u"validation"_s;
    QTest::newRow("429") << 429 << none << none << u"rate-limited"_s;
    QTest::newRow("500") << 500 << none << none << u"network"_s;
    QTest::newRow("503") << 503 << none << none << u"network"_s;
}
void TestClient::errors()
{
    QFETCH(int, status);
    QFETCH(QByteArray, errorCode);
    QFETCH(QByteArray, message);
    QFETCH(QString, name);
    const ScriptedServer server([&](const Ask&) {
        Answer answer = ScriptedServer::json("{\"error\":\"words of the body\"}", status);
        if (!errorCode.isEmpty())
            answer.headers.emplaceBack("X-Error-Code", errorCode);
        if (!message.isEmpty())
            answer.headers.emplaceBack("X-Error-Message", message);
        answer.headers.emplaceBack("X-Request-Id", "Root=1-42");
        return answer;
    });
    Client client(config(server));
    const auto info = wait(client.repoInfo(repo));
    QVERIFY(!info);
    QCOMPARE(errorCodeName(info.error().code), name);
    QCOMPARE(info.error().thing, u"model acme/x"_s);
    QVERIFY2(info.error().cause.contains(u"words of the body"), qPrintable(info.error().cause));
    QVERIFY(info.error().cause.contains(u"Root=1-42"));
    QVERIFY(info.error().cause.contains(QString::fromUtf8(message)));
    const bool transient = status == 429 || status >= 500;
    QCOMPARE(server.asks().size(), transient ? 5 : 1);
}

void TestClient::retriesReads()
{
    std::atomic<int> asked = 0;
    const ScriptedServer server([&](const Ask&) {
        switch (asked++) {
        case 0:
            return ScriptedServer::error(503, "busy");
        case 1: {
            Answer cut = ScriptedServer::json(infoJson);
            cut.cutAfter = 10;
            return cut;
        }
        case 2: {
            Answer reset;
            reset.cutAfter = 0;
            return reset;
        }
        default:
            return ScriptedServer::json(infoJson);
        }
    });
    Client client(config(server));
    const auto info = wait(client.repoInfo(repo));
    QVERIFY2(info, info ? "" : qPrintable(info.error().text()));
    QVERIFY(asked >= 4);
}

void TestClient::cutAnswerIsAnError()
{
    const ScriptedServer server([](const Ask&) {
        Answer cut = ScriptedServer::json("[" + QByteArray(5000, ' ') + "]");
        cut.cutAfter = 1;
        return cut;
    });
    Client client(config(server));
    CallOptions options;
    options.retry = false;
    const auto page = wait(client.list(RepoKind::Model, {}, options));
    QVERIFY(!page);
    QCOMPARE(page.error().code, ErrorCode::Network);
}

void TestClient::writesGoOutOnce_data()
{
    QTest::addColumn<QString>("fault");
    for (const char* fault : { "503", "429", "reset", "hang", "cut" })
        QTest::newRow(fault) << QString::fromLatin1(fault);
}
void TestClient::writesGoOutOnce()
{
    QFETCH(QString, fault);
    const ScriptedServer server([&](const Ask& ask) {
        if (ask.verb == "GET")
            return ScriptedServer::json(infoJson);
        Answer answer = ScriptedServer::json("{\"newMessage\":{\"id\":\"1\"}}", 201);
        if (fault == u"503" || fault == u"429")
            return ScriptedServer::error(fault.toInt(), "no");
        if (fault == u"reset")
            answer.cutAfter = 0;
        if (fault == u"cut")
            answer.cutAfter = 4;
        answer.hang = fault == u"hang";
        return answer;
    });
    Client client(config(server));
    // A connection kept alive by an earlier request: the case in which Qt itself might send again.
    QVERIFY(wait(client.repoInfo(repo)));
    CallOptions options;
    options.deadlineMs = 300;
    const auto event = wait(client.comment(repo, 7, u"hello"_s, options));
    QVERIFY(!event);
    QCOMPARE(event.error().code, fault == u"429" ? ErrorCode::RateLimited : ErrorCode::Network);
    QTest::qWait(100);
    QCOMPARE(server.count("POST", u"/comment"_s), 1);
}

void TestClient::writes()
{
    const ScriptedServer server([](const Ask& ask) {
        const QString path = ask.path();
        if (path.endsWith(u"/comment"))
            return ScriptedServer::json("{\"newMessage\":{\"id\":\"e1\",\"type\":\"comment\"}}", 201);
        if (path.endsWith(u"/status"))
            return ScriptedServer::json("{\"newStatus\":{\"id\":\"e2\",\"type\":\"status-change\"}}");
        if (path.endsWith(u"/discussions"))
            return ScriptedServer::json("{\"url\":\"u\",\"num\":14,\"pullRequest\":false}");
        if (path.contains(u"/commit/"))
            return ScriptedServer::json("{\"success\":true,\"pullRequestUrl\":\"http://h/acme/x/discussions/13\"}");
        return ScriptedServer::json("not json");
    });
    Client client(config(server));
    QCOMPARE(wait(client.comment(repo, 7, u"a\u00e4"_s))->id, u"e1"_s);
    QCOMPARE(wait(client.setStatus(repo, 7, u"closed"_s, u"bye"_s))->id, u"e2"_s);
    QCOMPARE(wait(client.createDiscussion(repo, u"t"_s, u"d"_s))->num, 14);
    const CommitRequest change{ u"Add tag"_s, u"why"_s, commit, { { u"README.md"_s, "---\n" } }, true };
    QCOMPARE(wait(client.createCommit(repo, change))->pullRequest, 13);
    // Accepted, but unreadable: it happened all the same.
    QVERIFY(wait(client.hideComment(repo, 7, u"66F0AB"_s)));
    const auto asks = server.asks();
    QCOMPARE(asks[0].body, QByteArray("{\"comment\":\"a\u00e4\"}"));
    QCOMPARE(asks[1].body, QByteArray("{\"comment\":\"bye\",\"status\":\"closed\"}"));
    QCOMPARE(asks[3].target, QByteArray("/api/models/acme/x/commit/main?create_pr=1"));
    QCOMPARE(asks[3].headers.value("content-type"), QByteArray("application/x-ndjson"));
    QCOMPARE(asks[3].body.count('\n'), 2);
    QVERIFY(asks[3].body.contains(QByteArray("\"parentCommit\":\"" + commit.toUtf8() + "\"")));
    QVERIFY(asks[3].body.contains("\"content\":\"LS0tCg==\""));
    QVERIFY(asks[4].target.endsWith("/comment/66f0ab/hide"));
    QVERIFY(asks[4].body.isEmpty());
    QVERIFY(!asks[4].headers.contains("content-type"));

    Client anonymous(config(server, false));
    const auto refused = wait(anonymous.comment(repo, 7, u"x"_s));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Auth);
    QCOMPARE(server.asks().size(), asks.size());
}

void TestClient::renameGivesTheNewId()
{
    const ScriptedServer server([](const Ask& ask) {
        if (ask.path() == u"/api/models/acme/x") {
            Answer moved;
            moved.status = 307;
            moved.headers.emplaceBack("Location", "/api/models/acme/y");
            moved.body = "Temporary Redirect. Redirecting to /api/models/acme/y";
            return moved;
        }
        return ScriptedServer::json("{\"id\":\"acme/y\"}");
    });
    Client client(config(server));
    const auto info = wait(client.repoInfo(repo));
    QVERIFY(info);
    QCOMPARE(info->key.id, u"acme/y"_s);
    QVERIFY(server.asks()[1].headers.contains("authorization"));
}

void TestClient::noTokenForOtherHosts()
{
    const ScriptedServer other([](const Ask&) {
        Answer answer;
        answer.body = "real bytes";
        return answer;
    });
    const ScriptedServer server([&other](const Ask&) {
        Answer moved;
        moved.status = 302;
        moved.headers.emplaceBack("Location", other.url().toUtf8() + "/cdn/file?sig=1");
        return moved;
    });
    Client client(config(server));
    const auto file = wait(client.rawFile(repo, commit, u"README.md"_s));
    QVERIFY2(file, file ? "" : qPrintable(file.error().text()));
    QCOMPARE(file->bytes, QByteArray("real bytes"));
    QCOMPARE(other.asks().size(), 1);
    QVERIFY(!other.asks().first().headers.contains("authorization"));
    // A write is not carried elsewhere at all.
    const auto write = wait(client.comment(repo, 1, u"x"_s));
    QVERIFY(!write);
    QCOMPARE(write.error().code, ErrorCode::Conflict);
    QCOMPARE(other.asks().size(), 1);
}

void TestClient::redirectLoopEnds()
{
    const ScriptedServer server([](const Ask& ask) {
        Answer moved;
        moved.status = 307;
        moved.headers.emplaceBack("Location", ask.target);
        return moved;
    });
    Client client(config(server));
    QVERIFY(!wait(client.repoInfo(repo)));
    QVERIFY(server.asks().size() <= 6);
}

void TestClient::hangEndsAtTheDeadline()
{
    const ScriptedServer server([](const Ask&) {
        Answer answer;
        answer.hang = true;
        return answer;
    });
    Client client(config(server));
    CallOptions options;
    options.deadlineMs = 150;
    options.retry = false;
    QElapsedTimer timer;
    timer.start();
    const auto info = wait(client.repoInfo(repo, options));
    QVERIFY(!info);
    QCOMPARE(info.error().code, ErrorCode::Network);
    QVERIFY(info.error().cause.contains(u"0.15 s"));
    QVERIFY(timer.elapsed() < 2000);
}

void TestClient::stops()
{
    const ScriptedServer server([](const Ask&) {
        Answer answer;
        answer.hang = true;
        return answer;
    });
    Client client(config(server));
    std::stop_source stop;
    CallOptions options;
    options.stop = stop.get_token();
    QList<QFuture<Result<RepoInfo>>> futures;
    for (int i = 0; i < 20; ++i)
        futures.append(client.repoInfo(repo, options)); // more than go out at once
    QTest::qWait(50);
    QElapsedTimer timer;
    timer.start();
    stop.request_stop();
    for (auto& future : futures)
        QCOMPARE(wait(future).error().code, ErrorCode::Cancelled);
    QVERIFY2(timer.elapsed() < 200, qPrintable(QString::number(timer.elapsed())));
}

void TestClient::destroyingEndsCalls()
{
    const ScriptedServer server([](const Ask&) {
        Answer answer;
        answer.hang = true;
        return answer;
    });
    QFuture<Result<RepoInfo>> future;
    {
        Client client(config(server));
        future = client.repoInfo(repo);
        QTest::qWait(30);
    }
    QVERIFY(future.isFinished());
    QCOMPARE(future.result().error().code, ErrorCode::Cancelled);
}

void TestClient::malformedAndTooLong()
{
    const ScriptedServer server([](const Ask& ask) {
        if (ask.path().contains(u"/resolve/")) {
            Answer answer;
            answer.body = QByteArray(300'000, 'x');
            return answer;
        }
        if (ask.path().contains(u"/discussions/1")) {
            return ScriptedServer::json(
                "{\"num\":1,\"events\":[{\"id\":\"a\",\"type\":\"comment\",\"data\":{\"latest\":{\"raw\":\""
                + QByteArray(10 * 1024 * 1024, 'a') + "\"}}}]}");
        }
        return ScriptedServer::json("{\"id\":");
    });
    Client client(config(server));
    const auto info = wait(client.repoInfo(repo));
    QVERIFY(!info);
    QCOMPARE(info.error().code, ErrorCode::Parse);
    const auto file = wait(client.rawFile(repo, commit, u"README.md"_s, 100'000));
    QVERIFY(!file);
    QCOMPARE(file.error().code, ErrorCode::LimitExceeded);
    const auto thread = wait(client.discussion(repo, 1, false));
    QVERIFY(thread);
    QVERIFY(thread->events.first().raw.size() < 1'100'000);
    QVERIFY(!wait(client.discussion(repo, 12, false))); // answers with thread 1
}

void TestClient::unreachable()
{
    Client::Config settings;
    settings.endpoint = u"http://127.0.0.1:1"_s;
    settings.retryWaitsMs = { 1, 1, 1, 1 };
    Client client(settings);
    const auto info = wait(client.repoInfo(repo));
    QVERIFY(!info);
    QCOMPARE(info.error().code, ErrorCode::Network);
    QCOMPARE(client.traffic().requests, 2);
}

void TestClient::viewerErrorsAreAnswers()
{
    const ScriptedServer server([](const Ask& ask) {
        if (ask.path() == u"/splits")
            return ScriptedServer::error(500, "not ready yet", "ResponseNotReady");
        return ScriptedServer::error(501, "disabled", "NotSupportedTagNFAAError");
    });
    Client client(config(server));
    const auto splits = wait(client.viewer(u"splits"_s, u"a/b"_s, {}, {}));
    QVERIFY(splits);
    QCOMPARE(splits->status, 500);
    QCOMPARE(splits->errorCode, u"ResponseNotReady"_s);
    const auto rows = wait(client.viewer(u"first-rows"_s, u"a/b"_s, u"c"_s, u"s"_s));
    QVERIFY(rows);
    QCOMPARE(rows->status, 501);
    QCOMPARE(server.asks().size(), 2);
}

void TestClient::conditionalGet()
{
    const ScriptedServer server([](const Ask& ask) {
        if (ask.headers.value("if-none-match") == "W/\"1\"") {
            Answer same;
            same.status = 304;
            return same;
        }
        return withHeader(ScriptedServer::json("{\"discussions\":[],\"count\":0,\"start\":0}"), "ETag", "W/\"1\"");
    });
    Client client(config(server));
    const auto first = wait(client.discussions(repo, 0));
    QVERIFY(first);
    QCOMPARE(first->etag, QByteArray("W/\"1\""));
    CallOptions options;
    options.etag = first->etag;
    const auto second = wait(client.discussions(repo, 0, options));
    QVERIFY2(second, second ? "" : qPrintable(second.error().text()));
    QVERIFY(second->notModified);
}

void TestClient::whoamiIsAskedOnce()
{
    const ScriptedServer server([](const Ask&) { return ScriptedServer::json("{\"name\":\"mira\"}"); });
    Client client(config(server));
    QCOMPARE(wait(client.whoami())->name, u"mira"_s);
    QCOMPARE(wait(client.whoami())->name, u"mira"_s);
    QCOMPARE(server.asks().size(), 1);
    Client anonymous(config(server, false));
    QCOMPARE(wait(anonymous.whoami()).error().code, ErrorCode::Auth);
}

void TestClient::waitsForTheRateLimit()
{
    std::atomic<int> asked = 0;
    const ScriptedServer server([&](const Ask&) {
        const bool first = asked++ == 0;
        Answer answer = first ? ScriptedServer::error(429, "slow down") : ScriptedServer::json(infoJson);
        answer.headers.emplaceBack("RateLimit", first ? "\"api\";r=0;t=1" : "\"api\";r=999;t=300");
        answer.headers.emplaceBack("RateLimit-Policy", "\"fixed window\";\"api\";q=1000;w=300");
        return answer;
    });
    Client client(config(server));
    QElapsedTimer timer;
    timer.start();
    QVERIFY(wait(client.repoInfo(repo)));
    QVERIFY2(timer.elapsed() >= 1900, qPrintable(QString::number(timer.elapsed()))); // t + 1 s
    QCOMPARE(asked.load(), 2);

    // One that cannot wait that long says so at once.
    asked = 0;
    QVERIFY(wait(client.repoInfo(repo)));
    CallOptions impatient;
    impatient.patienceMs = 500;
    timer.restart();
    const auto refused = wait(client.repoInfo(repo, impatient));
    (void)refused;
    QVERIFY(timer.elapsed() < 3500);
}

void TestClient::honoursRetryAfter()
{
    std::atomic<int> asked = 0;
    const ScriptedServer server([&](const Ask&) {
        return asked++ == 0 ? withHeader(ScriptedServer::error(429, "slow down"), "Retry-After", "1")
                            : ScriptedServer::json(infoJson);
    });
    Client client(config(server));
    QElapsedTimer timer;
    timer.start();
    QVERIFY(wait(client.repoInfo(repo)));
    QVERIFY(timer.elapsed() >= 1900);
    asked = 0;
    CallOptions impatient;
    impatient.patienceMs = 500;
    const auto refused = wait(client.repoInfo(repo, impatient));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::RateLimited);
    QVERIFY(refused.error().wayOut.contains(u"2 s"));
}

void TestClient::rateGate()
{
    const auto seen = RateGate::parse("\"api\";r=993;t=211");
    QVERIFY(seen);
    QCOMPARE(seen->bucket, QByteArrayView("api"));
    QCOMPARE(seen->left, 993);
    QCOMPARE(seen->resetS, 211);
    QCOMPARE(RateGate::parseQuota("\"fixed window\";\"api\";q=1000;w=300"), 1000);
    for (const char* bad : { "", "api;r=1;t=2", "\"api\"", "\"api\";r=x;t=2", "\"api\";r=99999999999999;t=2", "\"" })
        QVERIFY2(!RateGate::parse(bad), bad);

    RateGate gate;
    QCOMPARE(gate.waitMs(0, false), 0);
    gate.learn({ "api", 500, 100 }, 1000, 0);
    QCOMPARE(gate.waitMs(0, false), 0);
    // Late answers of the same window never raise what is left.
    gate.learn({ "api", 80, 99 }, 1000, 1000);
    gate.learn({ "api", 400, 99 }, 1000, 1000);
    gate.sent(1000);
    const qint64 paced = gate.waitMs(1000, false);
    QVERIFY2(paced > 1000 && paced < 1500, qPrintable(QString::number(paced))); // 100 s over 80
    QCOMPARE(gate.waitMs(1000, true), 0);
    gate.learn({ "api", 0, 50 }, 1000, 50'000);
    QVERIFY(gate.waitMs(50'000, true) >= 50'000);
    QCOMPARE(gate.waitMs(102'000, false), 0);
    // A new window.
    gate.learn({ "api", 999, 300 }, 1000, 102'000);
    QCOMPARE(gate.waitMs(102'000, false), 0);

    // A whole window: nearly all of the quota is used, none over it.
    RateGate worker;
    int sent = 0;
    for (qint64 now = 0; now < 10'000; now += 5) {
        if (worker.waitMs(now, false) > 0 || sent > 200)
            continue;
        worker.sent(now);
        ++sent;
        worker.learn({ "api", qMax(0, 100 - sent), int((10'000 - now + 999) / 1000) }, 100, now);
    }
    QVERIFY2(sent >= 90 && sent <= 100, qPrintable(QString::number(sent)));
}

void TestClient::tokenIsFound()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"token"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("  hf_fromFile\n");
    file.close();
    QProcessEnvironment environment;
    environment.insert(u"HF_HOME"_s, folder.path());
    QCOMPARE(tokenFile(environment), path);
    auto token = findToken(environment, u"https://h"_s, nullptr);
    QVERIFY(token && *token);
    QCOMPARE((*token)->headerValue(), QByteArray("Bearer hf_fromFile"));
    QCOMPARE((*token)->source(), path);
    environment.insert(u"HUGGING_FACE_HUB_TOKEN"_s, u"hf_old"_s);
    QCOMPARE((*findToken(environment, {}, nullptr))->headerValue(), QByteArray("Bearer hf_old"));
    environment.insert(u"HF_TOKEN"_s, u" hf_env\r\n"_s);
    QCOMPARE((*findToken(environment, {}, nullptr))->headerValue(), QByteArray("Bearer hf_env"));
    environment.insert(u"HF_TOKEN"_s, u"hf_a\r\nX-Evil: 1"_s);
    const auto bad = findToken(environment, {}, nullptr);
    QVERIFY(!bad);
    QVERIFY(!bad.error().text().contains(u"hf_a"));

    QProcessEnvironment bare;
    bare.insert(u"XDG_CACHE_HOME"_s, u"/c"_s);
    QCOMPARE(tokenFile(bare), u"/c/huggingface/token"_s);
    bare.insert(u"HF_TOKEN_PATH"_s, u"/t"_s);
    QCOMPARE(tokenFile(bare), u"/t"_s);
    struct Secrets final : SecretStore {
        QByteArray read(const QString& service, const QString& key) override
        {
            return service == u"docket" && key == u"docket/https://h" ? "hf_kept" : "";
        }
    } secrets;
    QCOMPARE((*findToken(bare, u"https://h"_s, &secrets))->headerValue(), QByteArray("Bearer hf_kept"));
    QVERIFY(!*findToken(bare, u"https://other"_s, &secrets));
    bare.insert(u"HF_ENDPOINT"_s, u"https://h//"_s);
    QCOMPARE(defaultEndpoint(bare), u"https://h"_s);
    QCOMPARE(defaultEndpoint({}), u"https://huggingface.co"_s);
    QCOMPARE(defaultViewer(u"https://huggingface.co"_s), u"https://datasets-server.huggingface.co"_s);
    QCOMPARE(defaultViewer(u"http://127.0.0.1:1"_s), u"http://127.0.0.1:1"_s);
}

void TestClient::tokenIsNeverLogged()
{
    logLines().clear();
    const auto previous = qInstallMessageHandler(
        [](QtMsgType, const QMessageLogContext&, const QString& text) { logLines().append(text); });
    QLoggingCategory::setFilterRules(u"*=true\nqt.qpa*=false"_s);
    {
        std::atomic<int> asked = 0;
        const ScriptedServer server([&](const Ask& ask) {
            switch (asked++ % 4) {
            case 0:
                return ScriptedServer::error(503, "echo " + ask.headers.value("user-agent"));
            case 1: {
                Answer reset;
                reset.cutAfter = 0;
                return reset;
            }
            case 2:
                return ScriptedServer::error(401, "Invalid credentials in Authorization header");
            default:
                return ScriptedServer::json("{");
            }
        });
        Client client(config(server));
        (void)wait(client.repoInfo(repo));
        (void)wait(client.comment(repo, 1, u"x"_s));
        qDebug() << *client.config().token;
    }
    QLoggingCategory::setFilterRules(QString());
    qInstallMessageHandler(previous);
    QVERIFY(logLines().size() > 1);
    const QString all = logLines().join(u'\n');
    QVERIFY(all.contains(u"Token(redacted, from HF_TOKEN)"));
    QVERIFY(!all.contains(QString::fromLatin1(secret)));
}
