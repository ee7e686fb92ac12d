#include "tests/ctl/tst_flow.h"

#include "tests/ctl/ctlfixture.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <csignal>

using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

const QString subject
    = u"model:otterbox/sentiment-nordic-base"_s; // practice data: four reports, the moderator may write
const QString words = u"Please tell us what this model is for."_s;

QByteArray answers(const QByteArray& pack, const QByteArray& criterion, const QByteArray& answer)
{
    return R"({"pack":")" + pack + R"(","answers":[{"criterion":")" + criterion + R"(","answer":")" + answer
        + R"(","no_evidence":"the card holds nothing else"}]})";
}

} // namespace

FlowTest::FlowTest() = default;
FlowTest::~FlowTest() = default;

void FlowTest::initTestCase()
{
    m_hub = std::make_unique<PracticeHub>();
    QVERIFY2(!m_hub->endpoint().isEmpty(), "docket-hub did not start");
    m_ctl = std::make_unique<Ctl>();
    m_ctl->setVariable(u"HF_TOKEN"_s, u"hf_practice_moderator"_s);
    QVERIFY(m_ctl->init(m_hub->endpoint()));
    for (const QString& listing : { u"listing:models"_s, u"listing:datasets"_s, u"listing:spaces"_s })
        QCOMPARE(m_ctl->run({ u"watch"_s, u"add"_s, listing }).status, 0);
    // A countdown that a test can wait for.
    QFile settings(m_ctl->workspace() + u"/settings.json"_s);
    QVERIFY(settings.open(QIODevice::ReadWrite));
    QJsonObject object = QJsonDocument::fromJson(settings.readAll()).object();
    object[u"countdown_ms"] = 1500;
    settings.resize(0);
    settings.write(QJsonDocument(object).toJson());
}

void FlowTest::cleanupTestCase()
{
    m_ctl.reset();
    m_hub.reset();
}

void FlowTest::syncCounts()
{
    const Run run = m_ctl->json({ u"sync"_s });
    QVERIFY2(run.status == 0, run.err.constData());
    const QJsonObject counts = run.object();
    for (const QString& key :
        { u"repos"_s, u"threads"_s, u"reports"_s, u"blobs"_s, u"requests"_s, u"bytes"_s, u"seconds"_s })
        QVERIFY2(counts[key].toDouble(-1) > 0, qPrintable(key));
    QVERIFY(counts[u"repos"].toInt() >= 40);
}

void FlowTest::secondSyncIsCheap()
{
    const QJsonObject counts = m_ctl->json({ u"sync"_s }).object();
    QCOMPARE(counts[u"repos"].toInt(-1), 0);
    QVERIFY(counts[u"requests"].toInt(999) < 20);
    const Run text = m_ctl->run({ u"sync"_s });
    QCOMPARE(text.status, 0);
    QVERIFY(text.out.contains("repositories"));
}

void FlowTest::queueRows()
{
    const Run run = m_ctl->json({ u"queue"_s, u"--limit"_s, u"5"_s });
    QCOMPARE(run.status, 0);
    QCOMPARE(run.objects().size(), 5);
    for (const QJsonObject& row : run.objects()) {
        for (const QString& key : { u"case"_s, u"subject"_s, u"title"_s, u"status"_s, u"severity"_s, u"priority"_s,
                 u"why"_s, u"reports"_s, u"opened"_s, u"due"_s })
            QVERIFY2(row.contains(key), qPrintable(key));
        QCOMPARE(row[u"case"].toString().size(), 22);
    }
    const Run text = m_ctl->run({ u"queue"_s, u"--limit"_s, u"5"_s });
    QCOMPARE(text.status, 0);
    QCOMPARE(text.out.count('\n'), 6); // with the header
    QVERIFY(text.out.startsWith("CASE"));
}

void FlowTest::queueOrderAndFilter()
{
    const QList<QJsonObject> all = m_ctl->json({ u"queue"_s, u"--limit"_s, u"0"_s }).objects();
    QVERIFY(all.size() > 30);
    for (qsizetype i = 1; i < all.size(); ++i)
        QVERIFY(all[i - 1][u"priority"].toInt() >= all[i][u"priority"].toInt());
    const QList<QJsonObject> some
        = m_ctl->json({ u"queue"_s, u"--limit"_s, u"0"_s, u"--filter"_s, u"type:dataset severity:>=S3"_s }).objects();
    QVERIFY(!some.isEmpty() && some.size() < all.size());
    for (const QJsonObject& row : some) {
        QVERIFY(row[u"subject"].toString().startsWith("dataset:"_L1));
        QVERIFY(row[u"severity"].toString() >= "S3"_L1);
    }
    const QList<QJsonObject> old
        = m_ctl->json({ u"queue"_s, u"--sort"_s, u"opened"_s, u"--limit"_s, u"0"_s }).objects();
    QCOMPARE(old.size(), all.size());
    QCOMPARE(m_ctl->run({ u"queue"_s, u"--filter"_s, u"no-such-word-anywhere"_s }).status, 1);
}

void FlowTest::caseShow()
{
    const Run bySubject = m_ctl->json({ u"case"_s, u"show"_s, subject });
    QCOMPARE(bySubject.status, 0);
    const QJsonObject file = bySubject.object();
    QCOMPARE(file[u"subject"].toString(), subject);
    QVERIFY(file[u"report_list"].toArray().size() >= 2);
    QVERIFY(!file[u"card"].toObject()[u"sha256"].toString().isEmpty());
    QVERIFY(!file[u"offers"].toArray().isEmpty());
    const QString id = file[u"case"].toString();
    QCOMPARE(m_ctl->json({ u"case"_s, u"show"_s, id }).object()[u"subject"].toString(), subject);
    QCOMPARE(m_ctl->json({ u"case"_s, u"show"_s, id.left(10) }).object()[u"subject"].toString(), subject);
    const Run text = m_ctl->run({ u"case"_s, u"show"_s, id });
    QCOMPARE(text.status, 0);
    QVERIFY(text.out.contains("Reports"));
    QVERIFY(text.out.contains("Open decisions"));
}

void FlowTest::refusals()
{
    // Judge first: no code that needs a finding is open yet.
    const Run early = m_ctl->run({ u"decide"_s, subject, u"D20"_s, u"--reason"_s, u"because"_s });
    QCOMPARE(early.status, 1);
    QVERIFY2(early.isCleanError(), early.err.constData());
    QCOMPARE(m_ctl->run({ u"decide"_s, subject, u"D99"_s, u"--reason"_s, u"because"_s }).status, 1);
    QCOMPARE(m_ctl->run({ u"claim"_s, u"model:nobody/nothing"_s }).status, 1);
    const Run wrongForm = m_ctl->run(
        { u"assess"_s, subject, u"--answers"_s, m_ctl->file(u"wrong.json"_s, R"({"pack":"hf-content"})") });
    QCOMPARE(wrongForm.status, 1);
    QVERIFY(wrongForm.isCleanError());
    const Run wrongCriterion
        = m_ctl->run({ u"assess"_s, subject, u"--answers"_s, u"-"_s }, answers("hf-content", "CG-999", "yes"));
    QCOMPARE(wrongCriterion.status, 1);
    QCOMPARE(m_ctl->run({ u"assess"_s, subject, u"--answers"_s, u"/nowhere.json"_s }).status, 3);
    QCOMPARE(m_ctl->run({ u"annotate"_s, subject, u"--file"_s, u"-"_s }, "  \n").status, 1);
    // None of this left a trace on the case.
    QVERIFY(m_ctl->json({ u"log"_s, u"list"_s, subject }).objects().isEmpty());
}

void FlowTest::assessAndDecide()
{
    const Run claimed = m_ctl->json({ u"claim"_s, subject });
    QVERIFY2(claimed.status == 0, claimed.err.constData());
    QCOMPARE(claimed.object()[u"status"].toString(), u"claimed"_s);
    QCOMPARE(claimed.object()[u"holder"].toString(), u"Ada"_s);
    QCOMPARE(m_ctl->run({ u"claim"_s, subject, u"--release"_s }).status, 0);
    QCOMPARE(m_ctl->run({ u"claim"_s, subject, u"--release"_s }).status, 1); // not mine any more
    QCOMPARE(m_ctl->run({ u"claim"_s, subject }).status, 0);

    const Run assessed = m_ctl->run(
        { u"--json"_s, u"assess"_s, subject, u"--answers"_s, u"-"_s }, answers("hf-card-model", "MCQ-01", "no"));
    QVERIFY2(assessed.status == 0, assessed.err.constData());
    QCOMPARE(assessed.object()[u"status"].toString(), u"assessed"_s);
    QCOMPARE(
        m_ctl->run({ u"annotate"_s, subject, u"--file"_s, m_ctl->file(u"note.md"_s, "Looks like a stub.") }).status, 0);

    const Run decided = m_ctl->run(
        { u"decide"_s, subject, u"D20"_s, u"--reason"_s, u"The card is a stub"_s, u"--notice"_s, u"-"_s, u"--json"_s },
        words.toUtf8());
    QVERIFY2(decided.status == 0, decided.err.constData());
    QCOMPARE(decided.object()[u"status"].toString(), u"awaiting-author"_s);
    QCOMPARE(decided.object()[u"actions"].toArray().size(), 1);
    const Run waits = m_ctl->json({ u"outbox"_s, u"list"_s });
    QCOMPARE(waits.objects().size(), 1);
    QCOMPARE(waits.object()[u"state"].toString(), u"queued"_s);
    QVERIFY(m_ctl->run({ u"outbox"_s, u"list"_s }).out.contains("queued"));
}

void FlowTest::cancelBeforeItLeaves()
{
    const QString id = m_ctl->json({ u"outbox"_s, u"list"_s }).object()[u"id"].toString();
    QVERIFY(!id.isEmpty());
    const Run cancelled = m_ctl->json({ u"outbox"_s, u"cancel"_s, id });
    QCOMPARE(cancelled.status, 0);
    QCOMPARE(cancelled.object()[u"state"].toString(), u"cancelled"_s);
    QCOMPARE(m_ctl->run({ u"outbox"_s, u"cancel"_s, id }).status, 1);
    QVERIFY(m_ctl->json({ u"outbox"_s, u"list"_s }).objects().isEmpty());
    QCOMPARE(m_ctl->json({ u"outbox"_s, u"send"_s }).object()[u"confirmed"].toInt(-1), 0);
    QCOMPARE(m_ctl->json({ u"outbox"_s, u"list"_s, u"--all"_s }).objects().size(), 1);
}

void FlowTest::sendReachesTheHub()
{
    const Run decided
        = m_ctl->run({ u"decide"_s, subject, u"D20"_s, u"--reason"_s, u"The card is a stub"_s, u"--notice"_s, u"-"_s },
            words.toUtf8());
    QVERIFY2(decided.status == 0, decided.err.constData());
    const Run tooEarly = m_ctl->json({ u"outbox"_s, u"send"_s, u"--no-wait"_s });
    QCOMPARE(tooEarly.status, 0);
    // On a slow machine the countdown may have ended before this command looked.
    const int early = tooEarly.object()[u"confirmed"].toInt();
    const Run sent = m_ctl->json({ u"outbox"_s, u"send"_s });
    QVERIFY2(sent.status == 0, sent.err.constData());
    QCOMPARE(early + sent.object()[u"confirmed"].toInt(), 1);
    QCOMPARE(m_ctl->json({ u"outbox"_s, u"send"_s }).object()[u"confirmed"].toInt(-1), 0); // never twice

    // What the Hub says now, read back by a sync into another workspace.
    Ctl other;
    QVERIFY(other.init(m_hub->endpoint()));
    QCOMPARE(other.run({ u"watch"_s, u"add"_s, subject }).status, 0);
    QVERIFY(other.json({ u"sync"_s }).status == 0);
    int seen = 0;
    for (const auto& thread : other.json({ u"case"_s, u"show"_s, subject }).object()[u"threads"].toArray()) {
        for (const auto& comment : thread.toObject()[u"comments"].toArray()) {
            const QJsonObject object = comment.toObject();
            if (object[u"text"].toString() == words) {
                QCOMPARE(object[u"author"].toString(), u"mira-mod"_s);
                ++seen;
            }
        }
    }
    QCOMPARE(seen, 1);
}

void FlowTest::exports()
{
    const QString json = m_ctl->path(u"case.json"_s);
    QCOMPARE(m_ctl->run({ u"export"_s, u"case"_s, subject, u"--out"_s, json }).status, 0);
    QFile file(json);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject dossier = QJsonDocument::fromJson(file.readAll()).object();
    for (const QString& key :
        { u"report_list"_s, u"assessments"_s, u"decisions"_s, u"notes"_s, u"actions"_s, u"entries"_s })
        QVERIFY2(!dossier[key].toArray().isEmpty(), qPrintable(key));
    QVERIFY(!dossier[u"decisions"].toArray()[0].toObject()[u"pin"].toObject()[u"sha256"].toString().isEmpty());

    const QString markdown = m_ctl->path(u"case.md"_s);
    QCOMPARE(m_ctl->json({ u"export"_s, u"case"_s, subject, u"--out"_s, markdown }).object()[u"format"].toString(),
        u"markdown"_s);
    QFile text(markdown);
    QVERIFY(text.open(QIODevice::ReadOnly));
    const QByteArray bytes = text.readAll();
    for (const char* part :
        { "## Reports", "## Answers", "## Decisions", "## Notes", "## On the Hub", "D20", "MCQ-01" })
        QVERIFY2(bytes.contains(part), part);
    const Run nowhere = m_ctl->run({ u"export"_s, u"case"_s, subject, u"--out"_s, u"/nowhere/at/all.md"_s });
    QCOMPARE(nowhere.status, 3);
    QVERIFY(nowhere.isCleanError());
    QVERIFY(m_ctl->run({ u"export"_s, u"case"_s, subject, u"--out"_s, u"-"_s }).out.startsWith("# Case "));
}

void FlowTest::logAfterwards()
{
    const Run quick = m_ctl->run({ u"log"_s, u"verify"_s });
    QCOMPARE(quick.status, 0);
    QVERIFY(quick.out.startsWith("sound: "));
    const Run full = m_ctl->json({ u"log"_s, u"verify"_s, u"--full"_s });
    QCOMPARE(full.status, 0);
    QVERIFY(full.object()[u"sound"].toBool());
    QStringList kinds;
    for (const QJsonObject& entry : m_ctl->json({ u"log"_s, u"list"_s, subject }).objects())
        kinds.append(entry[u"kind"].toString());
    QCOMPARE(kinds,
        (QStringList{ u"case.open"_s, u"case.claim"_s, u"case.claim"_s, u"case.claim"_s, u"case.assess"_s,
            u"case.annotate"_s, u"case.decide"_s, u"action.queued"_s, u"action.cancelled"_s, u"case.decide"_s,
            u"action.queued"_s, u"action.attempted"_s, u"action.confirmed"_s }));
    const Run text = m_ctl->run({ u"log"_s, u"list"_s });
    QCOMPARE(text.status, 0);
    QVERIFY(text.out.contains("Ada"));
}

void FlowTest::interruptedSync()
{
    const PracticeHub slow({ u"--latency"_s, u"250"_s });
    QVERIFY(!slow.endpoint().isEmpty());
    Ctl ctl;
    ctl.setVariable(u"HF_TOKEN"_s, u"hf_practice_moderator"_s);
    QVERIFY(ctl.init(slow.endpoint()));
    QCOMPARE(ctl.run({ u"watch"_s, u"add"_s, u"listing:spaces"_s }).status, 0);
    const auto process = ctl.start({ u"sync"_s });
    QTest::qWait(800);
    QCOMPARE(process->state(), QProcess::Running);
    QElapsedTimer timer;
    timer.start();
    ::kill(static_cast<pid_t>(process->processId()), SIGINT);
    QVERIFY(process->waitForFinished(10'000));
    QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(process->exitStatus(), QProcess::NormalExit);
    QCOMPARE(process->exitCode(), 3);
    const QByteArray said = process->readAllStandardError();
    QVERIFY2(said.contains("goes on from there"), said.constData());
    const Run rest = ctl.json({ u"sync"_s });
    QVERIFY2(rest.status == 0, rest.err.constData());
    QVERIFY(ctl.run({ u"queue"_s }).status == 0);
}
