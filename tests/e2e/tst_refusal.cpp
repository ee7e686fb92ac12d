#include "tests/e2e/programs.h"
#include "tests/e2e/suites.h"

#include <QDir>
#include <QDirIterator>
#include <QTest>

namespace docket::e2e
{

using namespace Qt::StringLiterals;

/// A Hub that answers, and says no.
class TestRefusal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void badToken();
    void withoutToken();
    void readersMayNotWrite();
    void gatedDisabledAndMissing();
    void renamed();
    void deletedAfterwards();
};

namespace
{

bool copyFolder(const QString& from, const QString& to)
{
    bool good = QDir().mkpath(to);
    QDirIterator walk(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QString path = walk.next();
        const QString target = to + u'/' + QDir(from).relativeFilePath(path);
        good = good && QDir().mkpath(QFileInfo(target).path()) && QFile::copy(path, target);
    }
    return good;
}

} // namespace

void TestRefusal::badToken()
{
    HubProgram hub;
    QVERIFY(hub.start());
    Desk desk;
    QVERIFY(desk.makeCheaply(hub.url()));
    QCOMPARE(desk.ctl({ u"sync"_s }).status, int(Done));
    const QStringList before = essence(desk.queue());

    desk.setToken("hf_nobody_knows_this_one");
    Run run = desk.ctl({ u"sync"_s });
    QCOMPARE(run.status, int(Environment));
    QVERIFY2(run.err.contains("token"), run.told().constData());
    QVERIFY2(!run.err.contains("hf_nobody_knows_this_one"), "a token is never shown");
    QCOMPARE(essence(desk.queue()), before);
    run = desk.decide(u"model:polder/nare-toon-1b"_s, u"CG-14"_s, u"Please say what this is for."_s);
    QVERIFY2(run.status == Done, run.told().constData());
    run = desk.ctl({ u"outbox"_s, u"send"_s });
    QCOMPARE(run.status, int(Environment));
    QVERIFY2(run.err.contains("token"), run.told().constData());
    QCOMPARE(desk.outbox().constFirst()[u"state"].toString(), u"queued"_s); // a token can be mended

    desk.setToken(moderatorToken);
    run = desk.sendAll();
    QVERIFY2(run.status == Done, run.told().constData());
    QCOMPARE(run.object()[u"confirmed"].toInt(), 1);
}

void TestRefusal::withoutToken()
{
    HubProgram hub;
    QVERIFY(hub.start());
    Desk desk;
    desk.setToken({});
    QVERIFY(desk.makeCheaply(hub.url()));
    Run run = desk.ctl({ u"sync"_s });
    QVERIFY2(run.status == Done, run.told().constData());
    QVERIFY(desk.queue().size() > 30); // what everybody may see can be judged
    run = desk.decide(u"model:polder/nare-toon-1b"_s, u"CG-14"_s, u"Please say what this is for."_s);
    QCOMPARE(run.status, int(No));
    QVERIFY2(run.err.contains("not signed in"), run.told().constData());
    QVERIFY(desk.outbox().isEmpty());
}

void TestRefusal::readersMayNotWrite()
{
    HubProgram hub;
    QVERIFY(hub.start());
    Desk desk;
    desk.setToken("hf_practice_reader");
    QVERIFY(desk.makeCheaply(hub.url(), { u"model:polder/nare-toon-1b"_s }));
    QCOMPARE(desk.ctl({ u"sync"_s }).status, int(Done));
    const QString words = u"Please say what this is for. (notice 1212)"_s;
    Run run = desk.decide(u"model:polder/nare-toon-1b"_s, u"CG-14"_s, words);
    if (run.status == Done) { // refused here or by the Hub, but never silently
        run = desk.ctl({ u"outbox"_s, u"send"_s });
        QVERIFY2(run.status == No || run.status == Environment, run.told().constData());
        const QJsonObject act = desk.outbox().constFirst();
        QVERIFY2(act[u"state"].toString() != u"confirmed", run.told().constData());
        QVERIFY2(!act[u"error"].toString().isEmpty() || run.complains(""), run.told().constData());
    } else {
        QVERIFY2(run.complains(""), run.told().constData());
    }
    QCOMPARE(hub.countComments(u"models/polder/nare-toon-1b/discussions/1"_s, words), 0);
    QVERIFY(desk.logIsSound());
}

void TestRefusal::gatedDisabledAndMissing()
{
    HubProgram hub;
    QVERIFY(hub.start());
    Desk desk;
    QVERIFY(desk.makeCheaply(hub.url()));
    QCOMPARE(desk.ctl({ u"sync"_s }).status, int(Done));
    QMap<QString, QString> problems;
    for (const QJsonObject& row : desk.queue()) {
        if (!row[u"problem"].isNull())
            problems.insert(row[u"subject"].toString(), row[u"problem"].toString());
    }
    QCOMPARE(problems.value(u"model:sunken-harbor/crowd-age-guesser"_s), u"disabled"_s);
    QCOMPARE(problems.value(u"dataset:hearthside/refusal-probe"_s), u"gated"_s);
    QCOMPARE(problems.size(), 2);
    for (auto it = problems.cbegin(); it != problems.cend(); ++it) {
        // The report can still be read, and the case be judged.
        QVERIFY2(!desk.show(it.key())[u"report_list"].toArray().isEmpty(), qPrintable(it.key()));
        Run run = desk.ctl({ u"claim"_s, it.key() });
        QVERIFY2(run.status == Done, run.told().constData());
        run = desk.ctl({ u"decide"_s, it.key(), u"D90"_s, u"--reason"_s, u"nothing can be seen of it"_s });
        QVERIFY2(run.status == Done, run.told().constData());
    }

    // Watched by name, and not there: said, and the rest is synced.
    Desk other;
    QVERIFY(other.makeCheaply(hub.url(), { u"model:polder/not-there"_s, u"model:polder/nare-toon-1b"_s }));
    const Run run = other.ctl({ u"sync"_s });
    QCOMPARE(run.status, int(No));
    QCOMPARE(run.object()[u"repos"].toInt(), 1);
    QVERIFY2(run.complains("watch model:polder/not-there: "), run.told().constData());
    QCOMPARE(other.queue().size(), 1);
}

void TestRefusal::renamed()
{
    HubProgram hub;
    QVERIFY(hub.start());
    Desk desk;
    QVERIFY(desk.makeCheaply(hub.url(), { u"model:northgate/licence-plate-v1"_s }));
    for (int round = 0; round < 2; ++round) {
        const Run run = desk.ctl({ u"sync"_s });
        QVERIFY2(run.status == Done, run.told().constData());
        const QList<QJsonObject> queue = desk.queue();
        QCOMPARE(queue.size(), 1);
        QCOMPARE(queue[0][u"subject"].toString(), u"model:northgate/plate-reader"_s);
        QVERIFY(queue[0][u"problem"].isNull());
    }
    QCOMPARE(desk.show(u"model:northgate/plate-reader"_s)[u"repo"][u"renamed_from"].toString(),
        u"northgate/licence-plate-v1"_s);
}

void TestRefusal::deletedAfterwards()
{
    const QTemporaryDir data;
    for (const char* name : { "models/polder", "models/kestrel-ai" })
        QVERIFY(copyFolder(practiceData() + u'/' + QLatin1StringView(name), data.filePath(QLatin1StringView(name))));
    QVERIFY(QFile::copy(practiceData() + u"/users.json"_s, data.filePath(u"users.json"_s)));
    HubProgram hub(data.path());
    QVERIFY(hub.start());
    Desk desk;
    QVERIFY(desk.makeCheaply(hub.url(), { u"listing:models"_s }));
    QCOMPARE(desk.ctl({ u"sync"_s }).status, int(Done));
    QCOMPARE(desk.queue().size(), 2);
    const QString subject = u"model:polder/nare-toon-1b"_s;
    const QJsonObject before = desk.show(subject);
    QVERIFY(QDir(data.filePath(u"models/polder"_s)).removeRecursively());
    QVERIFY(hub.start());

    Run run = desk.ctl({ u"sync"_s, u"--full"_s });
    QVERIFY2(run.status == Done, run.told().constData());
    // Gone from the listing it is no longer asked about; what we hold of it stays.
    QCOMPARE(desk.queue().size(), 2);
    const QJsonObject after = desk.show(subject);
    QCOMPARE(after[u"card"][u"sha256"], before[u"card"][u"sha256"]);
    QCOMPARE(after[u"report_list"].toArray().size(), before[u"report_list"].toArray().size());

    // A notice to it finds nobody; that is said and kept.
    const Run decided = desk.decide(subject, u"CG-14"_s, u"Please say what this is for."_s);
    QVERIFY2(decided.status == Done, decided.told().constData());
    run = desk.ctl({ u"outbox"_s, u"send"_s });
    QCOMPARE(run.status, int(No));
    QCOMPARE(desk.outbox().constFirst()[u"state"].toString(), u"failed"_s);
    QVERIFY(!desk.outbox().constFirst()[u"error"].toString().isEmpty());
    QCOMPARE(desk.ctl({ u"watch"_s, u"add"_s, subject }).status, int(Done));
    run = desk.ctl({ u"sync"_s });
    QCOMPARE(run.status, int(No));
    QVERIFY2(run.complains("watch model:polder/nare-toon-1b: "), run.told().constData());
    QCOMPARE(desk.show(subject)[u"problem"].toString(), u"not-found"_s);
    QVERIFY(desk.logIsSound());
}

std::unique_ptr<QObject> makeRefusalTest()
{
    return std::make_unique<TestRefusal>();
}

} // namespace docket::e2e

#include "tst_refusal.moc"
