#include "tests/e2e/programs.h"
#include "tests/e2e/suites.h"

#include <QElapsedTimer>
#include <QTest>

namespace docket::e2e
{

using namespace Qt::StringLiterals;

/// The job of a day on the practice data, with the real programs, once through.
class TestFlow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void wholeJob();
    void cancelledInTime();
    void offline();

private:
    HubProgram m_hub;
};

namespace
{

const QString subject = u"model:polder/nare-toon-1b"_s;
const QString discussion = u"models/polder/nare-toon-1b/discussions/1"_s;

QJsonObject rowOf(const QList<QJsonObject>& queue, const QString& wanted)
{
    for (const QJsonObject& row : queue) {
        if (row[u"subject"] == wanted)
            return row;
    }
    return {};
}

QStringList kinds(const QList<QJsonObject>& entries)
{
    QStringList list;
    for (const QJsonObject& entry : entries)
        list.append(entry[u"kind"].toString());
    return list;
}

} // namespace

void TestFlow::initTestCase()
{
    QVERIFY(m_hub.start());
}

void TestFlow::wholeJob()
{
    Desk desk;
    Run run = desk.make(m_hub.url());
    QVERIFY2(run.status == Done, run.told().constData());
    run = desk.ctl({ u"sync"_s });
    QVERIFY2(run.status == Done, run.told().constData());
    const QJsonObject first = run.object();
    QVERIFY(first[u"repos"].toInt() >= 60);
    QVERIFY(first[u"reports"].toInt() >= 60);
    QVERIFY(first[u"blobs"].toInt() >= 55);
    for (const char* key : { "threads", "requests", "bytes", "seconds" })
        QVERIFY2(first[QLatin1StringView(key)].toDouble() > 0, key);

    run = desk.ctl({ u"sync"_s });
    QVERIFY2(run.status == Done, run.told().constData());
    QCOMPARE(run.object()[u"repos"].toInt(), 0);
    QVERIFY2(run.object()[u"requests"].toInt() <= 6, run.told().constData()); // three listings, who we are, what is new

    const QList<QJsonObject> queue = desk.queue();
    QVERIFY(queue.size() >= 40);
    int lastPriority = std::numeric_limits<int>::max();
    for (const QJsonObject& row : queue) {
        for (const char* key :
            { "case", "subject", "title", "status", "severity", "priority", "why", "reports", "opened", "due" })
            QVERIFY2(row.contains(QLatin1StringView(key)), key);
        QVERIFY(row[u"priority"].toInt() <= lastPriority);
        lastPriority = row[u"priority"].toInt();
        QCOMPARE(row[u"status"].toString(), row[u"open_reports"].toInt() > 0 ? u"new"_s : u"closed"_s);
    }
    const QString caseId = rowOf(queue, subject)[u"case"].toString();
    QVERIFY(!caseId.isEmpty());
    // A person who did not look must not decide.
    run = desk.ctl({ u"decide"_s, caseId, u"D20"_s, u"--reason"_s, u"because"_s });
    QCOMPARE(run.status, int(No));
    QVERIFY2(run.err.contains("judge first"), run.told().constData());

    desk.setCountdown(1500);
    const QString words = u"Please say what this model is for. (notice 7731)"_s;
    run = desk.decide(caseId, u"CG-14"_s, words);
    QVERIFY2(run.status == Done, run.told().constData());
    QCOMPARE(run.object()[u"status"].toString(), u"awaiting-author"_s);
    QCOMPARE(run.object()[u"actions"].toArray().size(), 1);
    const QString action = run.object()[u"actions"][0].toString();

    // The countdown runs: asked to send what is due, nothing leaves.
    run = desk.ctl({ u"outbox"_s, u"send"_s, u"--no-wait"_s });
    const QDateTime notBefore
        = QDateTime::fromString(desk.outbox().constFirst()[u"not_before"].toString(), Qt::ISODateWithMs);
    QVERIFY(notBefore.isValid());
    if (run.ms < 400 || QDateTime::currentDateTimeUtc() < notBefore)
        QCOMPARE(m_hub.countComments(discussion, words), 0);
    run = desk.ctl({ u"outbox"_s, u"send"_s });
    QVERIFY2(run.status == Done, run.told().constData());
    QVERIFY(QDateTime::currentDateTimeUtc() >= notBefore);
    QCOMPARE(m_hub.countComments(discussion, words), 1);
    const QJsonObject reply = m_hub.get(u"/api/"_s + discussion).object();
    const QJsonObject comment = reply[u"events"].toArray().last().toObject();
    QCOMPARE(comment[u"author"][u"name"].toString(), u"mira-mod"_s);
    QCOMPARE(comment[u"data"][u"latest"][u"raw"].toString(), words);
    QVERIFY(QDateTime::fromString(comment[u"createdAt"].toString(), Qt::ISODateWithMs) >= notBefore);

    // Asked once more, nothing more leaves.
    run = desk.ctl({ u"outbox"_s, u"send"_s });
    QVERIFY2(run.status == Done, run.told().constData());
    QCOMPARE(m_hub.countComments(discussion, words), 1);
    QCOMPARE(desk.outbox().constFirst()[u"state"].toString(), u"confirmed"_s);
    QCOMPARE(desk.outbox().constFirst()[u"id"].toString(), action);
    QVERIFY(desk.ctl({ u"outbox"_s, u"list"_s }).lines().isEmpty());

    QVERIFY(desk.logIsSound());
    QCOMPARE(kinds(desk.ctl({ u"log"_s, u"list"_s, caseId }).lines()),
        (QStringList{ u"case.open"_s, u"case.claim"_s, u"case.assess"_s, u"case.decide"_s, u"action.queued"_s,
            u"action.attempted"_s, u"action.confirmed"_s }));

    // What is shown, and what is exported, tell the same.
    const QJsonObject shown = desk.show(caseId);
    QCOMPARE(shown[u"status"].toString(), u"awaiting-author"_s);
    QCOMPARE(shown[u"decisions"][0][u"code"].toString(), u"D20"_s);
    QCOMPARE(shown[u"decisions"][0][u"notice"].toString(), words);
    const QString commit = m_hub.get(u"/api/models/polder/nare-toon-1b"_s).object()[u"sha"].toString();
    QCOMPARE(shown[u"decisions"][0][u"pin"][u"commit"].toString(), commit);
    QCOMPARE(shown[u"decisions"][0][u"pin"][u"sha256"].toString().size(), 64);
    QCOMPARE(shown[u"actions"][0][u"state"].toString(), u"confirmed"_s);
    QCOMPARE(shown[u"threads"][0][u"comments"].toArray().last()[u"text"].toString(), words); // seen again at once
    const QString exported = desk.file(u"../case.json"_s);
    run = desk.ctl({ u"export"_s, u"case"_s, caseId, u"--out"_s, exported });
    QVERIFY2(run.status == Done, run.told().constData());
    QCOMPARE(QJsonDocument::fromJson(bytesOf(exported)).object(), shown);
    run = desk.ctl({ u"export"_s, u"case"_s, caseId, u"--out"_s, desk.file(u"../case.md"_s) });
    QVERIFY2(run.status == Done, run.told().constData());
    const QByteArray markdown = bytesOf(desk.file(u"../case.md"_s));
    for (const QByteArray& part : { QByteArray("CG-14: yes"), QByteArray("D20"), words.toUtf8(), commit.toUtf8() })
        QVERIFY2(markdown.contains(part), part.constData());
}

void TestFlow::cancelledInTime()
{
    Desk desk;
    QVERIFY(desk.makeCheaply(m_hub.url(), { u"dataset:impact-tapes/last-seconds"_s }));
    desk.setCountdown(60'000);
    QCOMPARE(desk.ctl({ u"sync"_s }).status, int(Done));
    const QString words = u"This must never be seen. (notice 4412)"_s;
    Run run = desk.decide(u"dataset:impact-tapes/last-seconds"_s, u"CG-22"_s, words);
    QVERIFY2(run.status == Done, run.told().constData());
    const QString action = run.object()[u"actions"][0].toString();
    run = desk.ctl({ u"outbox"_s, u"cancel"_s, action });
    QVERIFY2(run.status == Done, run.told().constData());
    run = desk.ctl({ u"outbox"_s, u"send"_s });
    QVERIFY2(run.status == Done, run.told().constData());
    QCOMPARE(run.object()[u"confirmed"].toInt(), 0);
    QCOMPARE(m_hub.countComments(u"datasets/impact-tapes/last-seconds/discussions/1"_s, words), 0);
    QCOMPARE(desk.ctl({ u"outbox"_s, u"cancel"_s, action }).status, int(No)); // only once
    QVERIFY(desk.logIsSound());
}

void TestFlow::offline()
{
    HubProgram hub;
    QVERIFY(hub.start());
    Desk desk;
    QVERIFY(desk.makeCheaply(hub.url()));
    QCOMPARE(desk.ctl({ u"sync"_s }).status, int(Done));
    const QList<QJsonObject> before = desk.queue();
    hub.stop();

    QCOMPARE(desk.queue().size(), before.size());
    const QString words = u"Written on a train. (notice 9090)"_s;
    Run run = desk.decide(subject, u"CG-14"_s, words);
    QVERIFY2(run.status == Done, run.told().constData());
    run = desk.ctl({ u"annotate"_s, subject, u"--file"_s, desk.scratch(u"note.md"_s, "The card says little.") });
    QVERIFY2(run.status == Done, run.told().constData());
    run = desk.ctl({ u"sync"_s });
    QCOMPARE(run.status, int(Environment));
    QVERIFY2(run.complains(QByteArray("the Hub at ") + hub.url().toLatin1() + ": "), run.told().constData());
    run = desk.ctl({ u"outbox"_s, u"send"_s });
    QCOMPARE(run.status, int(Environment));
    QCOMPARE(run.object()[u"waiting"].toInt(), 1);
    QCOMPARE(desk.outbox().constFirst()[u"state"].toString(), u"queued"_s);
    QCOMPARE(desk.show(subject)[u"status"].toString(), u"awaiting-author"_s);

    QVERIFY(hub.start());
    QCOMPARE(hub.countComments(discussion, words), 0);
    run = desk.sendAll();
    QVERIFY2(run.status == Done, run.told().constData());
    QCOMPARE(hub.countComments(discussion, words), 1);
    QVERIFY(desk.logIsSound());
    QCOMPARE(desk.show(subject)[u"notes"][0][u"text"].toString(), u"The card says little."_s);
}

std::unique_ptr<QObject> makeFlowTest()
{
    return std::make_unique<TestFlow>();
}

} // namespace docket::e2e

#include "tst_flow.moc"
