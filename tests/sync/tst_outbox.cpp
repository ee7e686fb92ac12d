#include "core/sync/hubchannel.h"
#include "core/sync/outbox.h"
#include "tests/support/practicehub.h"
#include "tests/support/scriptedserver.h"
#include "tests/sync/suites.h"

#include <QJsonArray>
#include <QTest>

using namespace docket;
using namespace docket::sync;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

const RepoKey repo{ RepoKind::Model, u"acme/x"_s };

/// The log in memory; it can be told to die (throw away the process) after any of its calls.
struct FakeLog final : ActionLog {
    struct Row {
        OpenAct open;
        QString state = u"queued"_s;
        QString cause;
        QJsonObject evidence;
    };
    QList<Row> rows;
    QStringList story; ///< calls in order, of log and channel

    void queue(const OutwardAct& act) { rows.append({ { act, 0, {}, {} }, u"queued"_s, {}, {} }); }
    Row& row(const QString& id)
    {
        for (Row& row : rows) {
            if (row.open.act.id == id)
                return row;
        }
        qFatal("no such act");
    }
    Result<QList<OpenAct>> open() override
    {
        QList<OpenAct> open;
        for (const Row& row : rows) {
            if (row.state == u"queued")
                open.append(row.open);
        }
        return open;
    }
    const Clock* clock = nullptr;
    Status attempted(const OutwardAct& act, const QJsonObject& before) override
    {
        Row& wanted = row(act.id);
        if (wanted.state != u"queued")
            return fail(ErrorCode::Cancelled, act.id, u"cancelled"_s);
        story.append(u"attempted "_s + act.id);
        ++wanted.open.attempts;
        wanted.open.before = before;
        wanted.open.lastAttempt = clock->now();
        return {};
    }
    Status confirmed(const OutwardAct& act, const QJsonObject& evidence) override
    {
        if (dieBeforeConfirming)
            return fail(ErrorCode::Storage, u"log.db"_s, u"the process was killed"_s);
        story.append(u"confirmed "_s + act.id);
        row(act.id).state = u"confirmed"_s;
        row(act.id).evidence = evidence;
        return {};
    }
    Status failed(const OutwardAct& act, const Error& error) override
    {
        story.append(u"failed "_s + act.id);
        row(act.id).state = u"failed"_s;
        row(act.id).cause = error.cause;
        return {};
    }
    bool dieBeforeConfirming = false;
};

struct FakeChannel final : ActionChannel {
    explicit FakeChannel(QStringList& lines) : story(lines) { }
    QStringList& story;
    std::optional<Error> beforeError;
    std::optional<Error> performError;
    bool arrivesDespiteError = false;
    QStringList onHub; ///< ids of the acts that arrived

    Result<QJsonObject> before(const OutwardAct&, std::stop_token) override
    {
        if (beforeError)
            return fail(*beforeError);
        return QJsonObject{ { u"known"_s, QJsonArray() } };
    }
    Result<std::optional<QJsonObject>> find(
        const OutwardAct& act, const QJsonObject&, const QDateTime&, std::stop_token) override
    {
        if (beforeError)
            return fail(*beforeError);
        story.append(u"looked "_s + act.id);
        if (!onHub.contains(act.id))
            return std::optional<QJsonObject>();
        return std::optional(QJsonObject{ { u"event"_s, act.id } });
    }
    Result<QJsonObject> perform(const OutwardAct& act, std::stop_token) override
    {
        story.append(u"sent "_s + act.id);
        if (!performError || arrivesDespiteError)
            onHub.append(act.id);
        if (performError)
            return fail(*performError);
        return QJsonObject{ { u"event"_s, act.id } };
    }
};

struct Bench {
    FixedClock clock{ QDateTime(QDate(2026, 9, 1), QTime(12, 0), Qt::UTC) };
    FakeLog log;
    FakeChannel channel{ log.story };
    std::optional<Outbox> outbox;
    Bench()
    {
        log.clock = &clock;
        restart();
    }
    void restart() { outbox.emplace(log, channel, clock); }
};

OutwardAct comment(const QString& id, int thread = 7, const QString& group = {})
{
    OutwardAct act;
    act.id = id;
    act.group = group;
    act.repo = repo;
    act.thread = thread;
    act.text = u"text of "_s + id;
    return act;
}

const Error noAnswer{ ErrorCode::Network, u"acme/x"_s, u"no answer"_s, {} };

} // namespace

void TestOutbox::sendsInOrder()
{
    Bench bench;
    for (const char* id : { "a", "b", "c" })
        bench.log.queue(comment(QString::fromLatin1(id)));
    const auto round = bench.outbox->sendDue();
    QVERIFY(round);
    QCOMPARE(round->confirmed, 3);
    QCOMPARE(round->touched, QSet<RepoKey>{ repo });
    QCOMPARE(bench.channel.onHub, QStringList({ u"a"_s, u"b"_s, u"c"_s }));
    QCOMPARE(bench.outbox->sendDue()->confirmed, 0);
}

void TestOutbox::countdownHolds()
{
    Bench bench;
    OutwardAct first = comment(u"a"_s);
    first.notBefore = bench.clock.now().addSecs(10);
    bench.log.queue(first);
    bench.log.queue(comment(u"b"_s)); // behind it, on the same thread
    bench.log.queue(comment(u"c"_s, 8)); // elsewhere
    auto round = bench.outbox->sendDue();
    QCOMPARE(bench.channel.onHub, QStringList{ u"c"_s });
    QCOMPARE(round->waiting, 2);
    QCOMPARE(round->nextTry, first.notBefore);
    QCOMPARE(bench.outbox->sendNow()->confirmed, 0); // "now" does not cut the countdown short
    bench.clock.advance(10'000);
    QVERIFY(bench.outbox->sendDue());
    QCOMPARE(bench.channel.onHub, QStringList({ u"c"_s, u"a"_s, u"b"_s }));
}

void TestOutbox::attemptIsLoggedFirst()
{
    Bench bench;
    bench.log.queue(comment(u"a"_s));
    QVERIFY(bench.outbox->sendDue());
    QCOMPARE(bench.log.story, QStringList({ u"attempted a"_s, u"sent a"_s, u"confirmed a"_s }));
}

void TestOutbox::killedBetweenSendingAndConfirming()
{
    Bench bench;
    bench.log.queue(comment(u"a"_s));
    bench.log.dieBeforeConfirming = true;
    QVERIFY(!bench.outbox->sendDue());
    bench.log.dieBeforeConfirming = false;
    bench.restart();
    QCOMPARE(bench.outbox->sendDue()->waiting, 1); // it may still be on its way
    bench.clock.advance(5000);
    const auto round = bench.outbox->sendDue();
    QCOMPARE(round->confirmed, 1);
    QCOMPARE(bench.log.story.count(u"sent a"_s), 1);
    QCOMPARE(bench.log.story.last(), u"confirmed a"_s);
}

void TestOutbox::killedBeforeSending()
{
    Bench bench;
    bench.log.queue(comment(u"a"_s));
    // The attempt stands in the log, the request never left.
    QVERIFY(bench.log.attempted(comment(u"a"_s), {}));
    bench.restart();
    bench.clock.advance(6000);
    QCOMPARE(bench.outbox->sendDue()->confirmed, 1);
    QCOMPARE(bench.log.story,
        QStringList({ u"attempted a"_s, u"looked a"_s, u"attempted a"_s, u"sent a"_s, u"confirmed a"_s }));
}

void TestOutbox::offlineLeavesNoTrace()
{
    Bench bench;
    bench.log.queue(comment(u"a"_s));
    bench.channel.beforeError = noAnswer;
    qint64 waited = 0;
    for (int i = 0; i < 6; ++i) {
        const auto round = bench.outbox->sendDue();
        QCOMPARE(round->waiting, 1);
        const qint64 wait = bench.clock.now().msecsTo(round->nextTry);
        QVERIFY(wait >= waited);
        waited = wait;
        bench.clock.advance(wait);
    }
    QCOMPARE(waited, 160'000);
    QVERIFY(bench.log.story.isEmpty());
    QCOMPARE(bench.outbox->waiting().first().cause, noAnswer);
    bench.channel.beforeError.reset();
    QCOMPARE(bench.outbox->sendNow()->confirmed, 1);
    QVERIFY(bench.outbox->waiting().isEmpty());
}

void TestOutbox::lostAnswerIsLookedFor()
{
    Bench bench;
    bench.log.queue(comment(u"a"_s));
    bench.log.queue(comment(u"b"_s));
    bench.channel.performError = noAnswer;
    bench.channel.arrivesDespiteError = true;
    QCOMPARE(bench.outbox->sendDue()->waiting, 2);
    QCOMPARE(bench.channel.onHub, QStringList{ u"a"_s });
    bench.channel.performError.reset();
    bench.clock.advance(5000);
    QCOMPARE(bench.outbox->sendDue()->confirmed, 2);
    QCOMPARE(bench.channel.onHub, QStringList({ u"a"_s, u"b"_s })); // neither twice
}

void TestOutbox::refusalEndsTheGroup()
{
    Bench bench;
    bench.log.queue(comment(u"a"_s, 7, u"decision"_s));
    OutwardAct close = comment(u"b"_s, 7, u"decision"_s);
    close.type = OutwardAct::Type::Status;
    close.status = u"closed"_s;
    bench.log.queue(close);
    bench.log.queue(comment(u"c"_s));
    bench.channel.performError = Error{ ErrorCode::Forbidden, u"acme/x"_s, u"token lacks the right"_s, {} };
    const auto round = bench.outbox->sendDue();
    QCOMPARE(round->failed, 3);
    QCOMPARE(bench.log.row(u"a"_s).cause, u"token lacks the right"_s);
    QVERIFY(bench.log.row(u"b"_s).cause.contains(u"a step before it failed"));
    QCOMPARE(bench.log.story.count(u"sent b"_s), 0);
    QCOMPARE(bench.log.row(u"c"_s).cause, u"token lacks the right"_s); // tried on its own
}

void TestOutbox::cancelledMeanwhile()
{
    Bench bench;
    bench.log.queue(comment(u"a"_s));
    struct Race final : ActionChannel {
        Bench& bench;
        explicit Race(Bench& b) : bench(b) { }
        Result<QJsonObject> before(const OutwardAct&, std::stop_token) override
        {
            bench.log.row(u"a"_s).state = u"cancelled"_s;
            return QJsonObject{};
        }
        Result<std::optional<QJsonObject>> find(
            const OutwardAct&, const QJsonObject&, const QDateTime&, std::stop_token) override
        {
            return std::optional<QJsonObject>();
        }
        Result<QJsonObject> perform(const OutwardAct&, std::stop_token) override { qFatal("sent although cancelled"); }
    } race(bench);
    Outbox outbox(bench.log, race, bench.clock);
    const auto round = outbox.sendDue();
    QVERIFY(round);
    QCOMPARE(round->confirmed + round->failed + round->waiting, 0);
}

namespace
{

hub::Client::Config configFor(const QString& url, const QByteArray& token = "hf_practice_moderator")
{
    hub::Client::Config config;
    config.endpoint = url;
    config.token = hub::Token(token, u"test"_s);
    config.retryWaitsMs = { 1, 1, 1 };
    return config;
}

template <typename T> Result<T> wait(QFuture<Result<T>> future)
{
    future.waitForFinished();
    return future.result();
}

qsizetype commentsLike(hub::Client& client, const RepoKey& key, int num, const QString& text)
{
    const auto thread = wait(client.discussion(key, num, false));
    if (!thread)
        return -1;
    return std::count_if(
        thread->events.begin(), thread->events.end(), [&](const hub::Event& event) { return event.raw == text; });
}

const RepoKey practice{ RepoKind::Dataset, u"paintbox/illustrator-styles"_s };

} // namespace

void TestOutbox::throughTheHub()
{
    const PracticeHub hub;
    hub::Client client(configFor(hub.url()));
    HubChannel channel(client);
    FakeLog log;
    const SystemClock clock;
    log.clock = &clock;
    Outbox outbox(log, channel, clock);

    OutwardAct open = comment(u"open"_s, 0);
    open.type = OutwardAct::Type::Discussion;
    open.repo = practice;
    open.title = u"A question about provenance"_s;
    log.queue(open);
    const auto opening = outbox.sendDue();
    QVERIFY(opening);
    QVERIFY2(opening->confirmed == 1, qPrintable(log.row(u"open"_s).cause));
    const int num = log.row(u"open"_s).evidence[u"num"].toString().toInt();
    QVERIFY(num > 0);

    OutwardAct say = comment(u"say"_s, num);
    say.repo = practice;
    OutwardAct title = say;
    title.id = u"title"_s;
    title.type = OutwardAct::Type::Title;
    title.title = u"Provenance (settled)"_s;
    OutwardAct close = say;
    close.id = u"close"_s;
    close.type = OutwardAct::Type::Status;
    close.status = u"closed"_s;
    close.text.clear();
    for (const OutwardAct& act : { say, title, close })
        log.queue(act);
    QCOMPARE(outbox.sendDue()->confirmed, 3);
    const auto thread = wait(client.discussion(practice, num, false));
    QVERIFY(thread);
    QCOMPARE(thread->status, u"closed"_s);
    QCOMPARE(thread->title, u"Provenance (settled)"_s);
    QCOMPARE(thread->events[1].raw, say.text);
    QCOMPARE(log.row(u"say"_s).evidence[u"event"].toString(), thread->events[1].id);

    OutwardAct hide = say;
    hide.id = u"hide"_s;
    hide.type = OutwardAct::Type::Hide;
    hide.commentId = thread->events[1].id;
    log.queue(hide);
    QCOMPARE(outbox.sendDue()->confirmed, 1);
    QVERIFY(wait(client.discussion(practice, num, false))->events[1].hidden);

    // The same words a second time are a second comment when they are wanted twice: the first is known from before.
    OutwardAct twice = comment(u"twice"_s, num);
    twice.repo = practice;
    OutwardAct again = twice;
    again.id = u"again"_s;
    log.queue(twice);
    log.queue(again);
    QCOMPARE(outbox.sendDue()->confirmed, 2);
    QCOMPARE(commentsLike(client, practice, num, twice.text), 2);
}

void TestOutbox::hubForgetsToAnswer()
{
    // Every write is applied, and the connection closed without an answer.
    const PracticeHub hub(PracticeHub::Settings{ {}, u"dup=1"_s, 0 });
    hub::Client client(configFor(hub.url()));
    HubChannel channel(client);
    Bench bench;
    bench.log.clock = &bench.clock;
    const RepoKey key{ RepoKind::Dataset, u"paintbox/illustrator-styles"_s };
    const auto page = wait(client.discussions(key, 0));
    QVERIFY(page && !page->threads.isEmpty());
    const int num = page->threads.last().num;
    OutwardAct act = comment(u"a"_s, num);
    act.repo = key;
    bench.log.queue(act);
    Outbox outbox(bench.log, channel, bench.clock);
    QCOMPARE(outbox.sendDue()->waiting, 1);
    QCOMPARE(bench.log.row(u"a"_s).open.attempts, 1);
    // Killed and started again: found on the Hub, not sent again.
    Outbox restarted(bench.log, channel, bench.clock);
    bench.clock.advance(5000);
    QCOMPARE(restarted.sendDue()->confirmed, 1);
    QCOMPARE(commentsLike(client, key, num, act.text), 1);
}

void TestOutbox::pullRequest()
{
    const PracticeHub hub;
    hub::Client client(configFor(hub.url(), "hf_practice_user"));
    HubChannel channel(client);
    FakeLog log;
    const SystemClock clock;
    log.clock = &clock;
    Outbox outbox(log, channel, clock);
    const RepoKey key{ RepoKind::Model, u"polder/nare-toon-1b"_s };
    const auto info = wait(client.repoInfo(key));
    QVERIFY(info);
    OutwardAct act;
    act.id = u"pr"_s;
    act.type = OutwardAct::Type::PullRequest;
    act.repo = key;
    act.title = u"Add not-for-all-audiences tag"_s;
    act.text = u"See discussion #1"_s;
    act.path = u"README.md"_s;
    act.addTags = { u"not-for-all-audiences"_s };
    act.parentCommit = info->sha;
    log.queue(act);
    const auto round = outbox.sendDue();
    QVERIFY2(round && round->confirmed == 1, qPrintable(log.row(u"pr"_s).cause));
    const int num = log.row(u"pr"_s).evidence[u"num"].toString().toInt();
    const auto thread = wait(client.discussion(key, num, true));
    QVERIFY(thread);
    QVERIFY(thread->isPullRequest);
    QVERIFY2(thread->diff.contains(u"+- not-for-all-audiences"), qPrintable(thread->diff));
    QCOMPARE(thread->diff.count(u"\n-"), 1); // the "--- a/README.md" line: nothing was taken away
}

void TestOutbox::actForm()
{
    OutwardAct act = comment(u"a"_s, 7, u"g"_s);
    act.notBefore = QDateTime(QDate(2026, 9, 1), QTime(12, 0), Qt::UTC);
    const auto back = OutwardAct::fromJson(act.toJson());
    QVERIFY(back);
    QCOMPARE(back->toJson(), act.toJson());
    QCOMPARE(back->subject().key(), u"model:acme/x#7"_s);
    const auto refused = [](QJsonObject json, const QString& key, const QJsonValue& value) {
        json[key] = value;
        const auto result = OutwardAct::fromJson(json);
        return !result && result.error().code == ErrorCode::Validation;
    };
    QVERIFY(refused(act.toJson(), u"type"_s, u"delete"_s));
    QVERIFY(refused(act.toJson(), u"text"_s, u"  "_s));
    QVERIFY(refused(act.toJson(), u"text"_s, QString(70'000, u'x')));
    QVERIFY(refused(act.toJson(), u"thread"_s, 0));
    QVERIFY(refused(act.toJson(), u"id"_s, QString()));
    QVERIFY(refused(act.toJson(), u"repo"_s, u"acme/x"_s));
    QVERIFY(refused(act.toJson(), u"type"_s, u"status"_s));
    QVERIFY(refused(act.toJson(), u"type"_s, u"hide"_s));
    QVERIFY(refused(act.toJson(), u"type"_s, u"pull-request"_s));
}

void TestOutbox::tags_data()
{
    QTest::addColumn<QByteArray>("card");
    QTest::addColumn<QByteArray>("expected"); // empty: refused
    using B = QByteArray;
    QTest::newRow("block") << B("---\ntags:\n- a\n- b # why\nlicense: mit\n---\n# x\n")
                           << B("---\ntags:\n- a\n- b # why\n- nfaa\nlicense: mit\n---\n# x\n");
    QTest::newRow("indented") << B("---\ntags:\n  - a\n\n---\n") << B("---\ntags:\n  - a\n  - nfaa\n\n---\n");
    QTest::newRow("there") << B("---\ntags:\n- 'nfaa'\n---\n") << B("---\ntags:\n- 'nfaa'\n---\n");
    QTest::newRow("flow") << B("---\ntags: [a, \"b\"] # c\n---\n") << B("---\ntags: [a, \"b\", nfaa] # c\n---\n");
    QTest::newRow("empty flow") << B("---\ntags: []\n---\n") << B("---\ntags: [nfaa]\n---\n");
    QTest::newRow("no tags") << B("---\nlicense: mit\n---\nx") << B("---\nlicense: mit\ntags:\n- nfaa\n---\nx");
    QTest::newRow("no front matter") << B("# x\r\ny") << B("---\r\ntags:\r\n- nfaa\r\n---\r\n# x\r\ny");
    QTest::newRow("windows lines") << B("---\r\ntags:\r\n- a\r\n---\r\n")
                                   << B("---\r\ntags:\r\n- a\r\n- nfaa\r\n---\r\n");
    QTest::newRow("nothing") << B("") << B("---\ntags:\n- nfaa\n---\n");
    QTest::newRow("byte order mark") << B("\xef\xbb\xbf---\ntags:\n- a\n---\n")
                                     << B("\xef\xbb\xbf---\ntags:\n- a\n- nfaa\n---\n");
    QTest::newRow("not utf-8 stays") << B("---\nlicense: mit\n---\n\xff")
                                     << B("---\nlicense: mit\ntags:\n- nfaa\n---\n\xff");
    QTest::newRow("not closed") << B("---\ntags:\n- a\n") << B();
    QTest::newRow("scalar") << B("---\ntags: a\n---\n") << B();
    QTest::newRow("no value") << B("---\ntags:\nlicense: mit\n---\n") << B();
    QTest::newRow("twice") << B("---\ntags:\n- a\ntags:\n- b\n---\n") << B();
    QTest::newRow("map") << B("---\ntags:\n  a: 1\n---\n") << B();
    QTest::newRow("nested flow") << B("---\ntags: [[a], b]\n---\n") << B();
    QTest::newRow("flow over lines") << B("---\ntags: [a,\n  b]\n---\n") << B();
}

void TestOutbox::tags()
{
    QFETCH(QByteArray, card);
    QFETCH(QByteArray, expected);
    const auto changed = withTags(card, { u"nfaa"_s });
    QCOMPARE(changed.has_value(), !expected.isEmpty());
    if (changed)
        QCOMPARE(*changed, expected);
    QVERIFY(!withTags(card, { u"a: b"_s }));
}
