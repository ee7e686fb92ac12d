#include "tests/e2e/programs.h"
#include "tests/e2e/suites.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QTest>

namespace docket::e2e
{

using namespace Qt::StringLiterals;

/// Two laptops and a stick, with the real programs: a newcomer joins, takes cases on a train, decides there, comes
/// back.
class TestExchange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void workPackGoesOutAndComesBack();

private:
    HubProgram m_hub;
};

void TestExchange::workPackGoesOutAndComesBack()
{
    QVERIFY(m_hub.start());
    QTemporaryDir stick;
    const auto onStick = [&](const QString& name) { return stick.filePath(name); };
    Desk ada;
    QVERIFY(ada.makeCheaply(m_hub.url()));
    Run run = ada.ctl({ u"sync"_s });
    QVERIFY2(run.status == Done, run.told().constData());

    // Bo joins.
    run = ada.ctl({ u"person"_s, u"invite"_s });
    QVERIFY2(run.status == Done, run.told().constData());
    const QString code = run.object()[u"invitation"].toString();
    QVERIFY2(!code.isEmpty(), run.told().constData());
    Desk bo;
    run = bo.ctl(
        { u"join"_s, u"--invitation"_s, code, u"--name"_s, u"Bo"_s, u"--out"_s, onStick(u"bo.docket-join"_s) });
    QVERIFY2(run.status == Done, run.told().constData());
    run = ada.ctl(
        { u"person"_s, u"add"_s, onStick(u"bo.docket-join"_s), u"--role"_s, u"reviewer"_s, u"--role"_s, u"lead"_s });
    QVERIFY2(run.status == Done, run.told().constData());

    // The work pack is the answer to the join request as well.
    const QString pack = onStick(u"train.docket"_s);
    run = ada.ctl(
        { u"bundle"_s, u"export"_s, pack, u"--to"_s, u"Bo"_s, u"--filter"_s, u"is:open"_s, u"--limit"_s, u"20"_s });
    QVERIFY2(run.status == Done, run.told().constData());
    QCOMPARE(run.object()[u"purpose"].toString(), u"work-pack"_s);
    QCOMPARE(run.object()[u"cases"].toInt(), 20);
    run = bo.ctl({ u"join"_s, u"--bundle"_s, pack, u"--endpoint"_s, m_hub.url() });
    QVERIFY2(run.status == Done, run.told().constData());
    run = bo.ctl({ u"bundle"_s, u"show"_s, pack });
    QVERIFY2(run.status == Done, run.told().constData());
    QCOMPARE(run.object()[u"payloads"].toString(), u"for-us"_s);
    run = bo.ctl({ u"bundle"_s, u"import"_s, pack });
    QVERIFY2(run.status == Done, run.told().constData());
    // Joining took the evidence in already; a second time changes nothing.
    QCOMPARE(run.object()[u"entries"].toInt(), 0);
    QDirIterator evidence(bo.file(u"blobs"_s), { u"*.zst"_s }, QDir::Files, QDirIterator::Subdirectories);
    QVERIFY(evidence.hasNext());

    // Exactly the twenty, as Ada sees them.
    const QList<QJsonObject> queue = bo.queue();
    QCOMPARE(queue.size(), 20);
    const QStringList known = essence(ada.queue());
    for (const QString& row : essence(queue))
        QVERIFY2(known.contains(row), qPrintable(row));
    QString subject;
    for (const QJsonObject& row : queue) {
        if (subject.isEmpty() && row[u"subject"].toString().startsWith(u"model:"_s)
            && !row[u"subject"].toString().contains(u'#'))
            subject = row[u"subject"].toString();
    }
    QVERIFY(!subject.isEmpty());

    // Signed in once; then the train leaves.
    run = bo.ctl({ u"watch"_s, u"add"_s, subject });
    QVERIFY2(run.status == Done, run.told().constData());
    run = bo.ctl({ u"sync"_s });
    QVERIFY2(run.status == Done, run.told().constData());
    m_hub.stop();
    run = bo.decide(subject, u"CG-14"_s, u"Please say what this is for. (notice 4711)"_s);
    QVERIFY2(run.status == Done, run.told().constData());

    // Back: what Ada lacks.
    const QString back = onStick(u"back.docket"_s);
    run = bo.ctl({ u"bundle"_s, u"export"_s, back, u"--since"_s });
    QVERIFY2(run.status == Done, run.told().constData());
    QVERIFY2(run.object()[u"payloads"].toInt() < 20, run.told().constData());

    // A stick that was pulled out too early: refused, and the log is as it was.
    const QByteArray whole = bytesOf(back);
    QVERIFY(writeBytes(onStick(u"cut.docket"_s), whole.first(whole.size() * 2 / 3)));
    const QByteArray before = bytesOf(ada.file(u"log.db"_s));
    run = ada.ctl({ u"bundle"_s, u"import"_s, onStick(u"cut.docket"_s) });
    QCOMPARE(run.status, int(No));
    QVERIFY2(run.complains("cut.docket"), run.told().constData());
    QVERIFY(run.err.contains("archive: "));
    QCOMPARE(bytesOf(ada.file(u"log.db"_s)), before);

    run = ada.ctl({ u"bundle"_s, u"import"_s, back });
    QVERIFY2(run.status == Done, run.told().constData());
    QCOMPARE(run.object()[u"name"].toString(), u"Bo"_s);
    QVERIFY(run.object()[u"entries"].toInt() >= 4);
    // Who decided what stays folded until Ada has judged herself (law 6); the state does not.
    QCOMPARE(ada.show(subject)[u"status"].toString(), u"awaiting-author"_s);
    QStringList kinds;
    for (const QJsonObject& entry : ada.ctl({ u"log"_s, u"list"_s, subject }).lines())
        kinds.append(entry[u"kind"].toString());
    QVERIFY2(kinds.contains(u"case.decide"_s), qPrintable(kinds.join(u' ')));
    QVERIFY(ada.logIsSound());
    QVERIFY(bo.logIsSound());

    // Wrong calls.
    QCOMPARE(ada.ctl({ u"bundle"_s, u"export"_s }).status, int(WrongUsage));
    run = ada.ctl({ u"bundle"_s, u"export"_s, onStick(u"x.docket"_s), u"--to"_s, u"Nobody"_s });
    QCOMPARE(run.status, int(No));
    QVERIFY(!QFileInfo::exists(onStick(u"x.docket"_s)));
    QCOMPARE(ada.ctl({ u"bundle"_s, u"import"_s, onStick(u"missing.docket"_s) }).status, int(No));
}

std::unique_ptr<QObject> makeExchangeTest()
{
    return std::make_unique<TestExchange>();
}

} // namespace docket::e2e

#include "tst_exchange.moc"
