#include "tests/e2e/programs.h"
#include "tests/e2e/suites.h"

#include <QElapsedTimer>
#include <QTest>

namespace docket::e2e
{

using namespace Qt::StringLiterals;

/// A Hub that stumbles, and one that goes away in the middle.
class TestFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void convergesThroughFaults_data();
    void convergesThroughFaults();
    void hubGoesAwayAndComesBack();
    void lostAnswers();

private:
    QStringList m_calm; ///< the queue of a sync without faults, Spaces only
    QStringList m_calmAll;
};

void TestFaults::initTestCase()
{
    HubProgram hub;
    QVERIFY(hub.start());
    Desk desk;
    QVERIFY(desk.makeCheaply(hub.url(), { u"listing:spaces"_s }));
    QCOMPARE(desk.ctl({ u"sync"_s }).status, int(Done));
    m_calm = essence(desk.queue());
    QVERIFY(m_calm.size() >= 10);
    Desk whole;
    QVERIFY(whole.makeCheaply(hub.url()));
    QCOMPARE(whole.ctl({ u"sync"_s }).status, int(Done));
    m_calmAll = essence(whole.queue());
    QVERIFY(m_calmAll.size() > m_calm.size());
}

void TestFaults::convergesThroughFaults_data()
{
    QTest::addColumn<QString>("faults");
    QTest::addColumn<QString>("seed");
    QTest::newRow("every kind") << u"status=429:0.05,status=503:0.05,cut=0.05,reset=0.05,hang=200:0.1"_s << u"1"_s;
    QTest::newRow("half of it broken") << u"cut=0.25,reset=0.25"_s << u"3"_s;
    QTest::newRow("always refused") << u"status=429:1"_s << u"4"_s;
}

void TestFaults::convergesThroughFaults()
{
    QFETCH(const QString, faults);
    QFETCH(const QString, seed);
    HubProgram hub;
    QVERIFY(hub.start({ u"--faults"_s, faults, u"--seed"_s, seed }));
    Desk desk;
    QVERIFY(desk.makeCheaply(hub.url(), { u"listing:spaces"_s }));
    if (faults == u"status=429:1")
        desk.setToken({}); // one question less to wait for
    bool whole = false;
    for (int round = 0; round < 3 && !whole; ++round) {
        const Run run = desk.ctl({ u"sync"_s }, 45'000);
        QVERIFY2(run.status == Done || run.status == Environment, run.told().constData());
        // Says why, or has it all.
        whole = run.status == Done;
        QVERIFY2(whole || run.complains(""), run.told().constData());
        if (faults == u"status=429:1")
            break;
    }
    desk.setToken(moderatorToken);
    // The same Hub in good health: what came is kept, the rest follows, and both ways lead to the same queue.
    QVERIFY(hub.start());
    const Run run = desk.ctl({ u"sync"_s });
    QVERIFY2(run.status == Done, run.told().constData());
    QCOMPARE(essence(desk.queue()), m_calm);
}

void TestFaults::hubGoesAwayAndComesBack()
{
    HubProgram hub;
    QVERIFY(hub.start({ u"--latency"_s, u"30"_s }));
    Desk desk;
    QVERIFY(desk.makeCheaply(hub.url()));
    const auto syncing = desk.begin({ u"sync"_s });
    QTRY_VERIFY_WITH_TIMEOUT(rowsIn(desk.file(u"hub.db"_s), u"report"_s) >= 10, 20'000);
    hub.stop();
    Run run = Desk::finish(*syncing, 20'000);
    QCOMPARE(run.status, int(Environment));
    QVERIFY2(run.complains("the Hub at "), run.told().constData());

    // What came is kept and can be worked on.
    const QList<QJsonObject> partial = desk.queue();
    QVERIFY(!partial.isEmpty() && partial.size() < m_calmAll.size());
    for (const QJsonObject& row : partial) {
        const Run shown = desk.ctl({ u"case"_s, u"show"_s, row[u"case"].toString() });
        QVERIFY2(!shown.object()[u"report_list"].toArray().isEmpty(),
            QByteArray(shown.told() + QJsonDocument(row).toJson()));
    }
    const QString subject = partial.constFirst()[u"subject"].toString();
    run = desk.ctl({ u"claim"_s, subject });
    QVERIFY2(run.status == Done, run.told().constData());
    QVERIFY(desk.logIsSound());

    QVERIFY(hub.start());
    run = desk.ctl({ u"sync"_s });
    QVERIFY2(run.status == Done, run.told().constData());
    QCOMPARE(essence(desk.queue()), m_calmAll);
    QCOMPARE(desk.show(subject)[u"status"].toString(), u"claimed"_s);
}

void TestFaults::lostAnswers()
{
    // Four notices to four Hubs in one: each is lost in another way.
    struct Loss {
        QString repo;
        QString criterion;
        int thread; ///< the newest report, where the notice goes
        QString fault;
        int arrived; ///< comments on the Hub after the first attempt
    };
    const QList<Loss> losses{ { u"polder/nare-toon-1b"_s, u"CG-14"_s, 1, u"dup=1"_s, 1 },
        { u"brambleworks/apex-70b-frontier"_s, u"CG-13"_s, 1, u"cut=1"_s, 1 },
        { u"nadir-ml/freehand-13b-abliterated"_s, u"CG-25"_s, 2, u"reset=1"_s, 0 },
        { u"kestrel-ai/doc-in-your-pocket-2b"_s, u"CG-12"_s, 1, u"status=503:1"_s, 0 } };
    QStringList faults;
    QStringList watches;
    for (const Loss& loss : losses) {
        faults.append(loss.fault + u"@/"_s + loss.repo + u"/discussions/%1/comment"_s.arg(loss.thread));
        watches.append(u"model:"_s + loss.repo);
    }
    HubProgram hub;
    QVERIFY(hub.start({ u"--faults"_s, faults.join(u',') }));
    Desk desk;
    QVERIFY(desk.makeCheaply(hub.url(), watches));
    QCOMPARE(desk.ctl({ u"sync"_s }).status, int(Done));
    const QString words = u"Please say what this is for. (notice 5151)"_s;
    Run run;
    for (const Loss& loss : losses) {
        run = desk.decide(u"model:"_s + loss.repo, loss.criterion, words);
        QVERIFY2(run.status == Done, run.told().constData());
        QCOMPARE(run.object()[u"actions"].toArray().size(), 1);
    }
    run = desk.ctl({ u"outbox"_s, u"send"_s });
    QCOMPARE(run.status, int(Environment));
    QVERIFY2(run.complains(""), run.told().constData());
    QCOMPARE(run.object()[u"waiting"].toInt(), int(losses.size()));
    for (const Loss& loss : losses)
        QCOMPARE(hub.countComments(u"models/%1/discussions/%2"_s.arg(loss.repo).arg(loss.thread), words), loss.arrived);

    QVERIFY(hub.start()); // in good health, with what was written
    run = desk.sendAll();
    QVERIFY2(run.status == Done, run.told().constData());
    for (const Loss& loss : losses)
        QCOMPARE(hub.countComments(u"models/%1/discussions/%2"_s.arg(loss.repo).arg(loss.thread), words), 1);
    for (const QJsonObject& act : desk.outbox())
        QCOMPARE(act[u"state"].toString(), u"confirmed"_s);
    QVERIFY(desk.logIsSound());
}

std::unique_ptr<QObject> makeFaultTest()
{
    return std::make_unique<TestFaults>();
}

} // namespace docket::e2e

#include "tst_faults.moc"
