#include "core/base/sqlite.h"
#include "tests/e2e/programs.h"
#include "tests/e2e/suites.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTest>

#include <unistd.h>

namespace docket::e2e
{

using namespace Qt::StringLiterals;

/// The folder of a workspace in circumstances it should not be in.
class TestWorkspace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void openTwice();
    void leftoverLock();
    void newerSchema_data();
    void newerSchema();
    void fullDisk();
    void cannotBeWritten();
    void badSettings();
    void missingParts();

private:
    HubProgram m_hub;
};

namespace
{

const QString subject = u"model:polder/nare-toon-1b"_s;
const QStringList watches{ subject, u"model:kestrel-ai/doc-in-your-pocket-2b"_s };

} // namespace

void TestWorkspace::initTestCase()
{
    QVERIFY(m_hub.start());
}

void TestWorkspace::openTwice()
{
    HubProgram slow;
    QVERIFY(slow.start({ u"--latency"_s, u"300"_s }));
    Desk desk;
    QVERIFY(desk.makeCheaply(slow.url(), { u"listing:spaces"_s }));
    const auto syncing = desk.begin({ u"sync"_s });
    QTRY_VERIFY_WITH_TIMEOUT(rowsIn(desk.file(u"hub.db"_s), u"repo"_s) > 0, 20'000);
    Run run = desk.ctl({ u"sync"_s });
    QCOMPARE(run.status, int(Environment));
    QVERIFY2(run.complains("workspace "), run.told().constData());
    const QByteArray holder = "docketctl, process " + QByteArray::number(syncing->processId());
    QVERIFY2(run.err.contains("is open elsewhere") && run.err.contains(holder), run.told().constData());
    run = desk.ctl({ u"claim"_s, subject });
    QCOMPARE(run.status, int(Environment));
    run = desk.ctl({ u"queue"_s }); // reading goes on
    QVERIFY2(run.status == Done || run.status == No, run.told().constData());
    run = desk.ctl({ u"log"_s, u"verify"_s });
    QVERIFY2(run.status == Done, run.told().constData());
    run = desk.ctl({ u"watch"_s, u"list"_s });
    QVERIFY2(run.status == Done, run.told().constData());
    QCOMPARE(syncing->state(), QProcess::Running);
    run = Desk::finish(*syncing, 60'000);
    QVERIFY2(run.status == Done, run.told().constData());
    QVERIFY(!desk.queue().isEmpty());
}

void TestWorkspace::leftoverLock()
{
    Desk desk;
    QVERIFY(desk.makeCheaply(m_hub.url(), watches));
    for (const QByteArray& content : { QByteArray(), QByteArray("12"), QByteArray("1\ndocketctl\nelsewhere\n") }) {
        QVERIFY(writeBytes(desk.file(u".lock"_s), content));
        const Run run = desk.ctl({ u"watch"_s, u"add"_s, subject });
        QVERIFY2(run.status == Done, run.told().constData());
    }
}

void TestWorkspace::newerSchema_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("log") << u"log.db"_s;
    QTest::newRow("hub") << u"hub.db"_s;
    QTest::newRow("view") << u"view.db"_s;
}

void TestWorkspace::newerSchema()
{
    QFETCH(const QString, name);
    Desk desk;
    QVERIFY(desk.makeCheaply(m_hub.url(), watches));
    QCOMPARE(desk.ctl({ u"sync"_s }).status, int(Done));
    QCOMPARE(desk.queue().size(), 2);
    {
        auto database = sqlite::Database::open(desk.file(name), sqlite::Database::Mode::ReadWrite);
        QVERIFY(database && database->exec("PRAGMA user_version=99"));
    }
    const QByteArray before = bytesOf(desk.file(name));
    Run run = desk.ctl({ u"queue"_s });
    if (name == u"view.db") { // not the truth about anything: made again
        QVERIFY2(run.status == Done, run.told().constData());
        QCOMPARE(desk.queue().size(), 2);
        return;
    }
    QCOMPARE(run.status, int(Environment));
    QVERIFY2(run.err.contains("newer Docket") && run.err.contains(name.toLatin1()) && run.complains(""),
        run.told().constData());
    run = desk.ctl({ u"claim"_s, subject });
    QCOMPARE(run.status, int(Environment));
    QCOMPARE(bytesOf(desk.file(name)), before);
    const QStringList leftovers = QDir(desk.folder()).entryList({ u"*damaged*"_s, u"*.bak"_s });
    QVERIFY2(leftovers.isEmpty(), qPrintable(leftovers.join(u' ')));
}

void TestWorkspace::fullDisk()
{
    Desk desk;
    QVERIFY(desk.makeCheaply(m_hub.url()));
    // No file may grow beyond 64 KiB: hub.db cannot take what comes.
    Run run = desk.ctlUnder(u"ulimit -f 128; trap '' XFSZ"_s, { u"sync"_s });
    QCOMPARE(run.status, int(Environment));
    QVERIFY2(run.complains(""), run.told().constData());
    QVERIFY(desk.logIsSound());
    run = desk.ctl({ u"sync"_s });
    QVERIFY2(run.status == Done, run.told().constData());
    QVERIFY(desk.queue().size() > 40);

    // Nor the log: the claim is refused whole.
    const QByteArray before = bytesOf(desk.file(u"log.db"_s));
    const auto blocks = QString::number(before.size() / 512);
    run = desk.ctlUnder(u"trap '' XFSZ; ulimit -f "_s + blocks,
        { u"annotate"_s, subject, u"--file"_s, desk.scratch(u"note.md"_s, QByteArray(200'000, 'n')) });
    QCOMPARE(run.status, int(Environment));
    QVERIFY2(run.complains(""), run.told().constData());
    QVERIFY(desk.logIsSound());
    QVERIFY(desk.ctl({ u"log"_s, u"list"_s, subject }).lines().isEmpty());
    run = desk.ctl({ u"claim"_s, subject });
    QVERIFY2(run.status == Done, run.told().constData());
    QVERIFY(desk.logIsSound());
}

void TestWorkspace::cannotBeWritten()
{
    // A folder below a file cannot be made, not even by root.
    Desk desk(u"file/workspace"_s);
    desk.scratch(u"file"_s, "not a folder");
    Run run = desk.ctl({ u"init"_s, u"--endpoint"_s, m_hub.url() });
    QCOMPARE(run.status, int(Environment));
    QVERIFY2(run.complains(""), run.told().constData());
    run = desk.ctl({ u"queue"_s });
    QCOMPARE(run.status, int(Environment));
    QVERIFY2(run.complains(""), run.told().constData());

    // A folder without the right to write: read-only, and says so. Permissions do not bind root, so root becomes
    // somebody else for this.
    Desk locked;
    QVERIFY(locked.makeCheaply(m_hub.url(), watches));
    QCOMPARE(locked.ctl({ u"sync"_s }).status, int(Done));
    QString prelude = u"true"_s;
    if (::geteuid() == 0) {
        if (QStandardPaths::findExecutable(u"setpriv"_s).isEmpty())
            QSKIP("root, and no setpriv to become somebody else with");
        prelude = u"exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$0\" \"$@\""_s;
        QCOMPARE(QProcess::execute(u"chown"_s, { u"-R"_s, u"65534:65534"_s, locked.file(u".."_s) }), 0);
    }
    const auto readOnly = QFile::ReadOwner | QFile::ExeOwner;
    for (const QString& name : { u"."_s, u".lock"_s, u"log.db"_s, u"hub.db"_s, u"view.db"_s })
        QVERIFY(QFile::setPermissions(locked.file(name), readOnly));
    run = locked.ctlUnder(prelude, { u"claim"_s, subject });
    const Run queue = locked.ctlUnder(prelude, { u"queue"_s });
    QFile::setPermissions(locked.file(u"."_s), readOnly | QFile::WriteOwner);
    QCOMPARE(run.status, int(Environment));
    QVERIFY2(run.complains("workspace ") && run.err.contains("cannot be written"), run.told().constData());
    QVERIFY2(queue.lines().size() == 2, queue.told().constData());
}

void TestWorkspace::badSettings()
{
    Desk desk;
    QVERIFY(desk.makeCheaply(m_hub.url(), watches));
    const QByteArray good = bytesOf(desk.file(u"settings.json"_s));
    QVERIFY(writeBytes(desk.file(u"settings.json"_s), good.first(good.size() / 2)));
    Run run = desk.ctl({ u"queue"_s });
    QCOMPARE(run.status, int(Environment));
    QVERIFY2(run.err.contains("settings.json") && run.complains(""), run.told().constData());
    QVERIFY(writeBytes(desk.file(u"settings.json"_s),
        R"({"endpoint": 7, "countdown_ms": "soon", "claim_minutes": -1e300, "more": [[]]})"));
    run = desk.ctl({ u"sync"_s }, 20'000); // whatever it makes of this, it does not fall over
    QVERIFY2(run.status == Environment || run.status == No, run.told().constData());
    QVERIFY(writeBytes(desk.file(u"settings.json"_s), good));
    QCOMPARE(desk.ctl({ u"sync"_s }).status, int(Done));
}

void TestWorkspace::missingParts()
{
    Desk desk;
    QVERIFY(desk.makeCheaply(m_hub.url(), watches));
    QCOMPARE(desk.ctl({ u"sync"_s }).status, int(Done));
    const Run decided = desk.decide(subject, u"CG-14"_s, u"Please say what this is for."_s);
    QVERIFY2(decided.status == Done, decided.told().constData());
    const QString key = desk.file(u"keys/device.key"_s);
    QVERIFY(QFile::rename(key, key + u".away"_s));
    Run run = desk.ctl({ u"claim"_s, subject });
    QCOMPARE(run.status, int(Environment));
    QVERIFY2(run.complains(""), run.told().constData());
    QVERIFY(QFile::rename(key + u".away"_s, key));

    // Everything but the log, the key and what a person set can be made again.
    for (const QString& name : QDir(desk.folder()).entryList({ u"hub.db*"_s, u"view.db*"_s }))
        QVERIFY(QFile::remove(desk.file(name)));
    QVERIFY(QDir(desk.file(u"blobs"_s)).removeRecursively());
    QCOMPARE(desk.show(subject)[u"status"].toString(), u"awaiting-author"_s);
    run = desk.ctl({ u"sync"_s });
    QVERIFY2(run.status == Done, run.told().constData());
    QCOMPARE(desk.queue().size(), 2);
    QCOMPARE(desk.show(subject)[u"decisions"].toArray().size(), 1);
    run = desk.sendAll();
    QVERIFY2(run.status == Done, run.told().constData());
    QVERIFY(desk.logIsSound());
}

std::unique_ptr<QObject> makeWorkspaceTest()
{
    return std::make_unique<TestWorkspace>();
}

} // namespace docket::e2e

#include "tst_workspace.moc"
