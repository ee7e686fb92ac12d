#include "tests/e2e/programs.h"
#include "tests/e2e/suites.h"

#include <QElapsedTimer>
#include <QTest>

namespace docket::e2e
{

using namespace Qt::StringLiterals;

/// SIGKILL at every step: nothing half done, nothing done twice.
class TestKill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void duringSync();
    void betweenSendingAndConfirming();
    void anywhereDuringSending();
    void duringJudgement();
};

namespace
{

/// Runs the verb and kills it after `ms`; what it had done by then is the caller's to find out.
void killAfter(const Desk& desk, const QStringList& arguments, int ms)
{
    const auto process = desk.begin(arguments);
    QTest::qSleep(ms);
    process->kill();
    process->waitForFinished(10'000);
}

QStringList kindsOf(const Desk& desk, const QString& subject)
{
    QStringList kinds;
    for (const QJsonObject& entry : desk.ctl({ u"log"_s, u"list"_s, subject }).lines())
        kinds.append(entry[u"kind"].toString());
    return kinds;
}

QString discussionOf(const QString& subject, int number)
{
    const QString kind = subject.section(u':', 0, 0);
    return u"%1s/%2/discussions/%3"_s.arg(kind, subject.section(u':', 1).section(u'#', 0, 0)).arg(number);
}

/// Open cases about a model as a whole.
QStringList openSubjects(const Desk& desk, qsizetype wanted)
{
    QStringList subjects;
    for (const QJsonObject& row : desk.queue()) {
        const QString subject = row[u"subject"].toString();
        if (row[u"status"].toString() == u"new" && row[u"problem"].isNull() && !subject.contains(u'#')
            && subject.startsWith(u"model:"_s) && subjects.size() < wanted)
            subjects.append(subject);
    }
    return subjects;
}

} // namespace

void TestKill::duringSync()
{
    HubProgram hub;
    QVERIFY(hub.start({ u"--latency"_s, u"4"_s }));
    Desk calm;
    QVERIFY(calm.makeCheaply(hub.url()));
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(calm.ctl({ u"sync"_s }).status, int(Done));
    const int whole = int(timer.elapsed());
    Desk desk;
    QVERIFY(desk.makeCheaply(hub.url()));
    int last = 0;
    for (int i = 1; i <= 8; ++i) {
        killAfter(desk, { u"sync"_s }, 10 + whole * i / 12);
        const int threads = qMax(0, rowsIn(desk.file(u"hub.db"_s), u"thread"_s));
        QVERIFY2(threads >= last, "what came before must be kept");
        last = threads;
        const Run queue = desk.ctl({ u"queue"_s });
        QVERIFY2(queue.status == Done || queue.status == No, queue.told().constData());
    }
    QVERIFY(desk.logIsSound());
    QVERIFY(last > 0);
    const Run run = desk.ctl({ u"sync"_s });
    QVERIFY2(run.status == Done, run.told().constData());
    QCOMPARE(essence(desk.queue()), essence(calm.queue()));
}

void TestKill::betweenSendingAndConfirming()
{
    HubProgram hub;
    QVERIFY(hub.start({ u"--faults"_s, u"hang=30000:1@/comment"_s })); // applied at once, answered late
    Desk desk;
    const QString subject = u"model:polder/nare-toon-1b"_s;
    QVERIFY(desk.makeCheaply(hub.url(), { subject }));
    QCOMPARE(desk.ctl({ u"sync"_s }).status, int(Done));
    const QString words = u"Please say what this is for. (notice 8080)"_s;
    Run run = desk.decide(subject, u"CG-14"_s, words);
    QVERIFY2(run.status == Done, run.told().constData());
    const auto sending = desk.begin({ u"outbox"_s, u"send"_s });
    QTRY_COMPARE_WITH_TIMEOUT(hub.countComments(discussionOf(subject, 1), words), 1, 20'000);
    QCOMPARE(sending->state(), QProcess::Running);
    sending->kill();
    sending->waitForFinished();
    QVERIFY(desk.logIsSound());
    QCOMPARE(kindsOf(desk, subject).last(), u"action.attempted"_s);

    run = desk.sendAll();
    QVERIFY2(run.status == Done, run.told().constData());
    QCOMPARE(run.object()[u"confirmed"].toInt(), 1);
    QCOMPARE(hub.countComments(discussionOf(subject, 1), words), 1);
    QCOMPARE(kindsOf(desk, subject).last(), u"action.confirmed"_s);
    QCOMPARE(kindsOf(desk, subject).count(u"action.attempted"_s), 1);
    QVERIFY(desk.logIsSound());
}

void TestKill::anywhereDuringSending()
{
    HubProgram hub;
    QVERIFY(hub.start({ u"--latency"_s, u"25"_s }));
    Desk desk;
    QVERIFY(desk.makeCheaply(hub.url()));
    QCOMPARE(desk.ctl({ u"sync"_s }).status, int(Done));
    const QString words = u"Please say what this is for. (notice 6262)"_s;
    const QStringList subjects = openSubjects(desk, 6);
    QStringList threads; // where the notices go
    for (const QString& subject : subjects) {
        const Run run = desk.decide(subject, u"CG-12"_s, words);
        QVERIFY2(run.status == Done, run.told().constData());
    }
    for (const QJsonObject& act : desk.outbox())
        threads.append(discussionOf(act[u"subject"].toString(), act[u"subject"].toString().section(u'#', 1).toInt()));
    QCOMPARE(threads.size(), subjects.size());
    for (const int ms : { 60, 100, 140, 180, 220, 260, 320 }) {
        killAfter(desk, { u"outbox"_s, u"send"_s }, ms);
        for (const QString& one : std::as_const(threads))
            QVERIFY2(hub.countComments(one, words) <= 1, qPrintable(one));
    }
    QVERIFY(desk.logIsSound());
    const Run run = desk.sendAll(30'000);
    QVERIFY2(run.status == Done, run.told().constData());
    for (const QString& one : std::as_const(threads))
        QCOMPARE(hub.countComments(one, words), 1);
    for (const QJsonObject& act : desk.outbox())
        QCOMPARE(act[u"state"].toString(), u"confirmed"_s);
    QVERIFY(desk.logIsSound());
}

void TestKill::duringJudgement()
{
    HubProgram hub;
    QVERIFY(hub.start());
    Desk desk;
    QVERIFY(desk.makeCheaply(hub.url()));
    QCOMPARE(desk.ctl({ u"sync"_s }).status, int(Done));
    hub.stop(); // none of it needs the Hub
    const QStringList subjects = openSubjects(desk, 9);
    const QString answers = desk.scratch(u"answers.json"_s,
        R"({"pack":"hf-content","answers":[{"criterion":"CG-12","answer":"yes","no_evidence":"the whole card"}]})");
    const QString notice = desk.scratch(u"notice.md"_s, "Please say what this is for.");
    int assessed = 0;
    int decided = 0;
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(desk.ctl({ u"claim"_s, subjects.constLast() }).status, int(Done));
    const int whole = int(timer.elapsed());
    for (qsizetype i = 0; i + 1 < subjects.size(); ++i) {
        const QString& subject = subjects[i];
        killAfter(desk, { u"assess"_s, subject, u"--answers"_s, answers }, 5 + whole * int(i) / 8);
        // The case is opened and assessed in one step, or untouched.
        QStringList kinds = kindsOf(desk, subject);
        QVERIFY2(kinds.isEmpty() || kinds == QStringList({ u"case.open"_s, u"case.assess"_s }),
            qPrintable(kinds.join(u' ')));
        assessed += kinds.isEmpty() ? 0 : 1;
        if (kinds.isEmpty()) {
            const Run run = desk.ctl({ u"assess"_s, subject, u"--answers"_s, answers });
            QVERIFY2(run.status == Done, run.told().constData());
        }
        killAfter(desk, { u"decide"_s, subject, u"D20"_s, u"--reason"_s, u"unclear"_s, u"--notice"_s, notice },
            5 + whole * int(i) / 8);
        kinds = kindsOf(desk, subject);
        QVERIFY2(kinds.count(u"case.decide"_s) == kinds.count(u"action.queued"_s), qPrintable(kinds.join(u' ')));
        QVERIFY(kinds.count(u"case.decide"_s) <= 1);
        decided += int(kinds.count(u"case.decide"_s));
        QCOMPARE(desk.show(subject)[u"decisions"].toArray().size(), kinds.count(u"case.decide"_s));
        QVERIFY(desk.logIsSound());
    }
    qInfo("of %d killed: %d assessed, %d decided", int(subjects.size()) - 1, assessed, decided);
    QVERIFY2(assessed + decided < 2 * (subjects.size() - 1), "no kill came early enough to mean anything");
}

std::unique_ptr<QObject> makeKillTest()
{
    return std::make_unique<TestKill>();
}

} // namespace docket::e2e

#include "tst_kill.moc"
