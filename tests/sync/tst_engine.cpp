#include "core/sync/engine.h"
#include "tests/support/practicehub.h"
#include "tests/support/scriptedserver.h"
#include "tests/sync/suites.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace docket;
using namespace docket::sync;
using namespace docket::test;
using namespace Qt::StringLiterals;
using Ask = ScriptedServer::Ask;
using Answer = ScriptedServer::Answer;

namespace
{

const QByteArray shaA(40, 'a');
const QByteArray shaB(40, 'b');

/// A workspace folder, a client and an engine against one Hub.
struct Bench {
    QTemporaryDir folder;
    FixedClock clock{ QDateTime(QDate(2027, 1, 1), QTime(12, 0), Qt::UTC) };
    std::optional<Mirror> mirror;
    std::optional<hub::Client> client;
    std::optional<Engine> engine;

    explicit Bench(const QString& url, const QByteArray& token = "hf_practice_moderator", int deadlineRetryMs = 1)
    {
        hub::Client::Config config;
        config.endpoint = url;
        if (!token.isEmpty())
            config.token = hub::Token(token, u"test"_s);
        config.retryWaitsMs = { deadlineRetryMs, deadlineRetryMs, deadlineRetryMs };
        client.emplace(config);
        open();
    }
    void open()
    {
        auto opened = Mirror::open(folder.path(), Mirror::Access::ReadWrite);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().text()));
        mirror.emplace(std::move(*opened));
        engine.emplace(*client, *mirror, clock);
    }
    Result<SyncCounts> sync(const QStringList& texts, SyncOptions options = {}, std::stop_token stop = {})
    {
        QList<Watch> watches;
        for (const QString& text : texts)
            watches.append(*Watch::parse(text));
        return engine->sync(watches, options, progress, stop);
    }
    std::function<void(const SyncProgress&)> progress;
};

const QStringList everything{ u"listing:models"_s, u"listing:datasets"_s, u"listing:spaces"_s };

RepoKey model(const char* id)
{
    return { RepoKind::Model, QString::fromLatin1(id) };
}

/// A Hub of `count` models with one thread each, changed by the test through its members.
struct ManyHub {
    int count;
    std::atomic<int> comments = 1; ///< of thread 1 of model 0
    std::atomic<bool> threadGone = false;
    int delayMs = 0;
    QByteArray headOf0 = shaA;
    std::function<std::optional<Answer>(const Ask&)> before; ///< faults of a test
    std::optional<ScriptedServer> server;

    explicit ManyHub(int models) : count(models)
    {
        server.emplace([this](const Ask& ask) {
            Answer answer = serve(ask);
            answer.delayMs = delayMs;
            return answer;
        });
    }
    QByteArray item(int i) const
    {
        // Newest first, as the Hub sorts.
        const QByteArray time = QTime(23, 0).addSecs(-i).toString(u"'T'HH:mm:ss'.000Z'"_s).toLatin1();
        const QByteArray n = QByteArray::number(i);
        const bool moved = i == 0 && headOf0 != shaA;
        return "{\"id\":\"acme/m" + n
            + "\",\"author\":\"acme\",\"private\":false,\"disabled\":false,\"gated\":false,\"sha\":\""
            + (i == 0 ? headOf0 : shaA) + "\",\"lastModified\":\"" + (moved ? "2026-06-01" : "2026-05-01") + time
            + "\"}";
    }
    Answer serve(const Ask& ask)
    {
        if (before) {
            if (const auto answer = before(ask))
                return *answer;
        }
        const QString path = ask.path();
        if (path == u"/api/models") {
            QByteArray body = "[";
            const int limit = qMax(1, ask.query().queryItemValue(u"limit"_s).toInt());
            const int start = ask.query().queryItemValue(u"cursor"_s).toInt();
            for (int i = start; i < qMin(count, start + limit); ++i)
                body += (i > start ? "," : "") + item(i);
            Answer answer = ScriptedServer::json(body + "]");
            if (start + limit < count) {
                answer.headers.emplaceBack("Link",
                    "<" + server->url().toUtf8() + "/api/models?limit=" + QByteArray::number(limit)
                        + "&cursor=" + QByteArray::number(start + limit) + ">; rel=\"next\"");
            }
            return answer;
        }
        if (path.contains(u"/api/models/acme/m")) {
            const QString rest = path.section(u"/m"_s, -1);
            const int i = rest.section(u'/', 0, 0).toInt();
            if (path.contains(u"/tree/"))
                return ScriptedServer::json("[{\"type\":\"file\",\"path\":\"README.md\",\"size\":3}]");
            const QByteArray author = ",\"author\":{\"name\":\"teo\"}";
            const QByteArray head
                = "{\"num\":1,\"title\":\"\\ud83d\\udea9 Report: Spam\",\"status\":\"open\",\"createdAt\":"
                  "\"2026-05-02T00:00:00.000Z\""
                + author;
            const QByteArray comment = ",\"numComments\":" + QByteArray::number(i == 0 ? comments.load() : 1);
            if (path.endsWith(u"/discussions/1"))
                return ScriptedServer::json(head
                    + ",\"events\":[{\"id\":\"c\",\"type\":\"comment\",\"data\":{\"latest\":{\"raw\":"
                      "\"spam\"}}}]}");
            if (path.endsWith(u"/discussions")) {
                if (i == 0 && threadGone)
                    return ScriptedServer::json("{\"discussions\":[],\"count\":0,\"start\":0}");
                return ScriptedServer::json("{\"discussions\":[" + head + comment + "}],\"count\":1,\"start\":0}");
            }
            return ScriptedServer::json(item(i));
        }
        if (path.contains(u"/resolve/")) {
            Answer answer;
            answer.body = "# m";
            return answer;
        }
        return ScriptedServer::error(404, "unknown");
    }
};

const QStringList models{ u"listing:models"_s };

} // namespace

void TestEngine::firstSyncBringsEverything()
{
    const PracticeHub hub;
    Bench bench(hub.url());
    int calls = 0;
    SyncProgress last;
    bench.progress = [&](const SyncProgress& progress) {
        ++calls;
        last = progress;
    };
    const auto counts = bench.sync(everything);
    QVERIFY2(counts, counts ? "" : qPrintable(counts.error().text()));
    for (const Error& problem : counts->problems)
        qWarning("%s", qPrintable(problem.text()));
    QVERIFY(counts->problems.isEmpty());
    QVERIFY2(counts->repos >= 60, qPrintable(QString::number(counts->repos)));
    QVERIFY2(counts->threads >= 120, qPrintable(QString::number(counts->threads)));
    QVERIFY2(counts->reports >= 75, qPrintable(QString::number(counts->reports)));
    QVERIFY(counts->blobs >= 50);
    QCOMPARE(counts->requests, hub.requests());
    QVERIFY(calls >= 1);
    QCOMPARE(last.phase, SyncProgress::Phase::Fetching);
    QVERIFY(last.done >= 60);

    const RepoKey key = model("polder/nare-toon-1b");
    const auto repo = *bench.mirror->repo(key);
    QVERIFY(repo && !repo->state.error);
    QCOMPARE(repo->info.sha.size(), 40);
    const auto card = *bench.mirror->card(key);
    QVERIFY(card);
    QCOMPARE(card->commit, repo->info.sha);
    QVERIFY(!bench.mirror->blob(card->sha256)->isEmpty());
    QVERIFY(*bench.mirror->fileCount(key) > 0);
    QVERIFY(!bench.mirror->threads(key)->isEmpty());
    QVERIFY(!bench.mirror->reportsOn({ key, 0 })->isEmpty());
    const RepoKey data{ RepoKind::Dataset, u"facegrid/street-portraits"_s };
    const auto viewer = *bench.mirror->viewer(data);
    QVERIFY2(viewer.size() >= 3, qPrintable(QString::number(viewer.size())));
    QVERIFY(bench.mirror->lastSync()->isValid());
}

void TestEngine::secondSyncAsksLittle()
{
    ManyHub hub(200);
    Bench bench(hub.server->url(), {});
    const auto first = bench.sync(models);
    QVERIFY2(first, first ? "" : qPrintable(first.error().text()));
    QCOMPARE(first->repos, 200);
    QCOMPARE(first->requests, 1 + 200 * 5); // listing; info, card, tree, discussions, detail
    const auto second = bench.sync(models);
    QVERIFY(second);
    QVERIFY2(second->requests <= 200 / 20, qPrintable(QString::number(second->requests)));
    QCOMPARE(second->repos, 0);
    QCOMPARE(second->threads, 0);
    // The turns move on: the repositories looked at differ from run to run.
    bench.clock.advance(1000);
    hub.server->forget();
    QVERIFY(bench.sync(models));
    bench.clock.advance(1000);
    QVERIFY(bench.sync(models));
    QSet<QString> paths;
    for (const Ask& ask : hub.server->asks())
        paths.insert(ask.path());
    QCOMPARE(paths.size(), 1 + 2 * 9);

    const PracticeHub practice;
    Bench real(practice.url());
    QVERIFY(real.sync(everything));
    const auto again = real.sync(everything);
    QVERIFY(again);
    QVERIFY2(again->requests <= 4, qPrintable(QString::number(again->requests))); // three listings, notifications
}

void TestEngine::newThreadIsSeenByNotification()
{
    const PracticeHub hub;
    Bench bench(hub.url());
    QVERIFY(bench.sync(everything));
    // Somebody else answers in a thread that the moderator follows.
    hub::Client::Config config;
    config.endpoint = hub.url();
    config.token = hub::Token("hf_practice_user", u"test"_s);
    hub::Client other(config);
    const RepoKey key = model("otterbox/sentiment-nordic-base");
    auto opened = other.createDiscussion(key, u"\U0001F6A9 Report: Legal issue(s)"_s, u"copied"_s);
    opened.waitForFinished();
    QVERIFY2(opened.result(), opened.result() ? "" : qPrintable(opened.result().error().text()));
    const int num = opened.result()->num;
    const auto counts = bench.sync(everything);
    QVERIFY(counts);
    QCOMPARE(counts->threads, 1);
    QVERIFY(counts->requests <= 10);
    const auto thread = *bench.mirror->thread(key, num);
    QVERIFY(thread);
    QCOMPARE(thread->events.first().raw, u"copied"_s);
}

void TestEngine::newThreadIsSeenWhenStale()
{
    ManyHub hub(40);
    Bench bench(hub.server->url(), {});
    QVERIFY(bench.sync(models));
    hub.comments = 2;
    SyncOptions noTurns;
    noTurns.turns = 0;
    QCOMPARE(bench.sync(models, noTurns)->threads, 0);
    // Every model has an open report: all are looked at again after five minutes.
    bench.clock.advance(Engine::staleReportMs + 1000);
    const auto counts = bench.sync(models);
    QCOMPARE(counts->threads, 1);
    QCOMPARE((*bench.mirror->thread(model("acme/m0"), 1))->numComments, 2);
    QCOMPARE(counts->requests, 1 + 40 + 1);
    // And at once when asked for.
    hub.comments = 3;
    SyncOptions options;
    options.also = { model("acme/m0") };
    QCOMPARE(bench.sync(models, options)->threads, 1);
    options = {};
    options.full = true;
    QCOMPARE(bench.sync(models, options)->threads, 40);
}

void TestEngine::changedCardIsFetchedAgain()
{
    ManyHub hub(30);
    Bench bench(hub.server->url(), {});
    QVERIFY(bench.sync(models));
    hub.headOf0 = shaB;
    const auto counts = bench.sync(models);
    QVERIFY(counts);
    QCOMPARE(counts->repos, 1);
    QCOMPARE(counts->blobs, 1);
    QCOMPARE((*bench.mirror->card(model("acme/m0")))->commit, QString::fromLatin1(shaB));
}

void TestEngine::singleWatches()
{
    ManyHub hub(5);
    Bench bench(hub.server->url(), {});
    const QStringList two{ u"model:acme/m0"_s, u"model:acme/m3"_s };
    QCOMPARE(bench.sync(two)->repos, 2);
    QCOMPARE(hub.server->count("GET", u"/api/models/acme/m1"_s), 0);
    hub.comments = 2;
    const auto counts = bench.sync(two); // named by the user: looked at each time
    QCOMPARE(counts->threads, 1);
    QCOMPARE(counts->requests, 5);
}

void TestEngine::organisation()
{
    const PracticeHub hub;
    Bench bench(hub.url());
    const auto counts = bench.sync({ u"org:paintbox"_s });
    QVERIFY(counts);
    QVERIFY(counts->repos >= 1);
    QVERIFY(*bench.mirror->repo({ RepoKind::Dataset, u"paintbox/illustrator-styles"_s }));
    QVERIFY(!*bench.mirror->repo(model("polder/nare-toon-1b")));
}

void TestEngine::hubDown()
{
    ManyHub hub(20);
    Bench bench(hub.server->url(), {});
    // It goes away in the middle.
    hub.before = [&hub](const Ask& ask) -> std::optional<Answer> {
        if (hub.server->asks().size() < 40)
            return std::nullopt;
        (void)ask;
        Answer reset;
        reset.cutAfter = 0;
        return reset;
    };
    const auto counts = bench.sync(models);
    QVERIFY(!counts);
    QCOMPARE(counts.error().code, ErrorCode::Network);
    QVERIFY(hub.server->asks().size() < 300);
    QVERIFY(!bench.mirror->lastSync()->isValid());
    QVERIFY(!bench.mirror->repos()->isEmpty()); // what came is kept
    hub.before = {};
    const auto again = bench.sync(models);
    QVERIFY(again);
    for (int i = 0; i < 20; ++i)
        QVERIFY(*bench.mirror->thread(model(qPrintable(u"acme/m%1"_s.arg(i))), 1));

    Bench nobody(u"http://127.0.0.1:1"_s, {});
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(nobody.sync(models).error().code, ErrorCode::Network);
    QVERIFY(timer.elapsed() < 5000);
}

void TestEngine::badToken()
{
    const PracticeHub hub;
    Bench bench(hub.url(), "hf_revoked");
    const auto counts = bench.sync(everything);
    QVERIFY(!counts);
    QCOMPARE(counts.error().code, ErrorCode::Auth);
}

void TestEngine::errorsStayWithTheirRepository()
{
    ManyHub hub(6);
    Bench bench(hub.server->url(), {});
    hub.before = [](const Ask& ask) -> std::optional<Answer> {
        const QString path = ask.path();
        if (path == u"/api/models/acme/m1")
            return ScriptedServer::error(404, "Repository not found", "RepoNotFound");
        if (path.contains(u"/acme/m2/resolve/"))
            return ScriptedServer::error(403, "Access to model acme/m2 is restricted", "GatedRepo");
        if (path == u"/api/models/acme/m3")
            return ScriptedServer::error(403, "Access to this resource is disabled.");
        if (path == u"/api/models/acme/m4/discussions/1")
            return ScriptedServer::json("{\"num\":1,\"events\":");
        if (path.contains(u"/acme/m5/resolve/"))
            return ScriptedServer::error(404, "Entry not found", "EntryNotFound");
        return std::nullopt;
    };
    const auto counts = bench.sync(models);
    QVERIFY2(counts, counts ? "" : qPrintable(counts.error().text()));
    const auto code = [&](const char* id) { return (*bench.mirror->repo(model(id)))->state.error->code; };
    QCOMPARE(code("acme/m1"), ErrorCode::NotFound);
    QCOMPARE((*bench.mirror->card(model("acme/m2")))->state.error->code, ErrorCode::Gated);
    QVERIFY(!(*bench.mirror->repo(model("acme/m2")))->state.error);
    QCOMPARE(code("acme/m3"), ErrorCode::Disabled);
    QVERIFY(*bench.mirror->thread(model("acme/m3"), 1)); // its report is still there
    QCOMPARE(code("acme/m4"), ErrorCode::Parse);
    QCOMPARE((*bench.mirror->card(model("acme/m5")))->state.error->code, ErrorCode::NotFound);
    QVERIFY(*bench.mirror->thread(model("acme/m0"), 1));
    // It gets well: the error goes.
    hub.before = {};
    QVERIFY(bench.sync(models));
    QVERIFY(!(*bench.mirror->repo(model("acme/m4")))->state.error);
    QVERIFY(*bench.mirror->thread(model("acme/m4"), 1));
    SyncOptions full;
    full.full = true;
    QVERIFY(bench.sync(models, full));
    for (const char* id : { "acme/m1", "acme/m3" })
        QVERIFY(!(*bench.mirror->repo(model(id)))->state.error);
}

void TestEngine::renamed()
{
    ManyHub hub(2);
    Bench bench(hub.server->url(), {});
    QVERIFY(bench.sync({ u"model:acme/m0"_s }));
    hub.before = [](const Ask& ask) -> std::optional<Answer> {
        if (!ask.path().startsWith(u"/api/models/acme/m0"))
            return std::nullopt;
        Answer moved;
        moved.status = 307;
        moved.headers.emplaceBack("Location", QByteArray(ask.target).replace("acme/m0", "acme/m1"));
        return moved;
    };
    const auto counts = bench.sync({ u"model:acme/m0"_s });
    QVERIFY2(counts, counts ? "" : qPrintable(counts.error().text()));
    QVERIFY(!*bench.mirror->repo(model("acme/m0")));
    const auto repo = *bench.mirror->repo(model("acme/m1"));
    QVERIFY(repo);
    QCOMPARE(repo->renamedFrom, u"acme/m0"_s);
    QVERIFY(*bench.mirror->thread(model("acme/m1"), 1));
    QCOMPARE(bench.mirror->reportsOn({ model("acme/m1"), 0 })->size(), 1);
    // The next run asks for the new name.
    hub.server->forget();
    QVERIFY(bench.sync({ u"model:acme/m0"_s }));
    QCOMPARE(hub.server->count("GET", u"acme/m0"_s), 0);
}

void TestEngine::vanishedThread()
{
    ManyHub hub(3);
    Bench bench(hub.server->url(), {});
    QVERIFY(bench.sync(models));
    hub.threadGone = true;
    SyncOptions options;
    options.also = { model("acme/m0") };
    QVERIFY(bench.sync(models, options));
    const auto thread = *bench.mirror->thread(model("acme/m0"), 1);
    QVERIFY(thread);
    QCOMPARE(thread->status, u"deleted"_s);
    QCOMPARE(thread->events.size(), 1); // what was said stays readable
    QVERIFY(!bench.mirror->reportsOn({ model("acme/m0"), 0 })->first().open);
}

void TestEngine::cancelIsQuick()
{
    ManyHub hub(50);
    hub.before = [](const Ask& ask) -> std::optional<Answer> {
        if (!ask.path().contains(u"/discussions"))
            return std::nullopt;
        Answer answer;
        answer.hang = true;
        return answer;
    };
    Bench bench(hub.server->url(), {});
    std::stop_source stop;
    QElapsedTimer timer;
    std::atomic<qint64> askedAt = 0;
    timer.start();
    std::thread stopper([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(400));
        askedAt = timer.elapsed();
        stop.request_stop();
    });
    const auto counts = bench.sync(models, {}, stop.get_token());
    const qint64 took = timer.elapsed() - askedAt;
    stopper.join();
    QVERIFY(!counts);
    QCOMPARE(counts.error().code, ErrorCode::Cancelled);
    QVERIFY2(took < 200, qPrintable(QString::number(took)));
    QVERIFY(!bench.mirror->repos()->isEmpty());
}

void TestEngine::resumesAfterStop()
{
    ManyHub hub(60);
    hub.delayMs = 5;
    Bench bench(hub.server->url(), {});
    std::stop_source stop;
    bench.progress = [&](const SyncProgress& progress) {
        if (progress.done >= 20)
            stop.request_stop();
    };
    SyncOptions few;
    few.inFlight = 4;
    QCOMPARE(bench.sync(models, few, stop.get_token()).error().code, ErrorCode::Cancelled);
    const qint64 stored = bench.mirror->repos()->size();
    QVERIFY(stored >= 20 && stored < 60);
    bench.progress = {};
    // As after a kill: a new process opens the same folder.
    bench.mirror.reset();
    bench.open();
    const auto counts = bench.sync(models);
    QVERIFY(counts);
    QVERIFY2(counts->repos <= 60 - 20 + 1, qPrintable(QString::number(counts->repos)));
    QCOMPARE(bench.mirror->repos()->size(), 60);
    for (int i = 0; i < 60; ++i)
        QVERIFY(*bench.mirror->thread(model(qPrintable(u"acme/m%1"_s.arg(i))), 1));
}

void TestEngine::hangIsNotForever()
{
    const PracticeHub hub(PracticeHub::Settings{ {}, u"hang=3000:1@polder"_s, 0 });
    Bench bench(hub.url());
    QElapsedTimer timer;
    timer.start();
    const auto counts = bench.sync({ u"model:polder/nare-toon-1b"_s });
    QVERIFY(counts);
    QVERIFY(timer.elapsed() < 30'000);
}

void TestEngine::brokenWatchIsAProblem()
{
    ManyHub hub(3);
    hub.before = [](const Ask& ask) -> std::optional<Answer> {
        if (ask.query().queryItemValue(u"filter"_s) == u"bad")
            return ScriptedServer::error(400, "\"filter\" is bad");
        return std::nullopt;
    };
    Bench bench(hub.server->url(), {});
    const auto counts = bench.sync({ u"listing:models?filter=bad"_s, u"listing:models"_s });
    QVERIFY(counts);
    QCOMPARE(counts->repos, 3);
    QCOMPARE(counts->problems.size(), 1);
    QVERIFY(counts->problems.first().thing.contains(u"filter=bad"));
}

void TestEngine::faultyHub()
{
    const PracticeHub hub(PracticeHub::Settings{ {}, u"status=503:0.05,cut=0.03,reset=0.03"_s, 0 });
    Bench bench(hub.url());
    // Some runs may be given up early; each keeps what it has, and together they bring everything.
    Result<SyncCounts> counts = fail(ErrorCode::Network, u"none"_s, {});
    for (int i = 0; i < 5 && !counts; ++i)
        counts = bench.sync(everything);
    QVERIFY2(counts, counts ? "" : qPrintable(counts.error().text()));
    for (int i = 0; i < 3; ++i)
        (void)bench.sync(everything);
    const auto repos = *bench.mirror->repos();
    QVERIFY(repos.size() >= 60);
    int withThreads = 0;
    for (const RepoKey& key : repos)
        withThreads += bench.mirror->threads(key)->isEmpty() ? 0 : 1;
    QVERIFY2(withThreads >= 50, qPrintable(QString::number(withThreads)));
}
