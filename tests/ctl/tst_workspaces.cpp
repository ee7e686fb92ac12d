#include "tests/ctl/tst_workspaces.h"

#include "core/base/folderlock.h"
#include "core/base/sqlite.h"
#include "tests/ctl/ctlfixture.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool overwrite(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

void WorkspacesTest::initCommand()
{
    const Ctl ctl;
    const Run made = ctl.json({ u"init"_s, u"--endpoint"_s, u"http://127.0.0.1:9/"_s, u"--name"_s, u"Ada"_s });
    QCOMPARE(made.status, 0);
    QCOMPARE(made.object()[u"reviewer"].toString(), u"Ada"_s);
    QCOMPARE(made.object()[u"endpoint"].toString(), u"http://127.0.0.1:9"_s);
    QVERIFY(made.object()[u"roles"].toArray().size() >= 4);
    QVERIFY(QFile::exists(ctl.workspace() + u"/log.db"_s));
    const QByteArray before = contents(ctl.workspace() + u"/log.db"_s);
    const Run again = ctl.run({ u"init"_s, u"--endpoint"_s, u"http://127.0.0.1:9"_s });
    QCOMPARE(again.status, 1);
    QVERIFY(again.isCleanError());
    QCOMPARE(contents(ctl.workspace() + u"/log.db"_s), before);
}

void WorkspacesTest::missing_data()
{
    QTest::addColumn<QString>("words");
    for (const QString& words : { u"queue"_s, u"sync"_s, u"watch list"_s, u"watch add model:a/b"_s, u"case show x"_s,
             u"claim x"_s, u"outbox list"_s, u"outbox send"_s, u"outbox cancel x"_s, u"log verify"_s, u"log list"_s,
             u"log checkpoint"_s, u"decide x D20 --reason y"_s, u"export case x --out y.md"_s })
        QTest::newRow(qPrintable(words)) << words;
}

void WorkspacesTest::missing()
{
    QFETCH(QString, words);
    const Ctl ctl;
    const Run run = ctl.run(words.split(u' '));
    QCOMPARE(run.status, 3);
    QVERIFY2(run.isCleanError(), run.err.constData());
    QVERIFY(run.err.contains("init"));
    QVERIFY(!QFile::exists(ctl.workspace()));
}

void WorkspacesTest::defaultFolder()
{
    Ctl ctl;
    ctl.setVariable(u"DOCKET_WORKSPACE"_s, {});
    const Run run = ctl.run({ u"queue"_s });
    QCOMPARE(run.status, 3);
    QVERIFY(run.err.contains(".local/share/docket"));
    // The option wins over the variable.
    const Run named = ctl.run({ u"queue"_s, u"--workspace"_s, ctl.path(u"other"_s) });
    QVERIFY(named.err.contains("other"));
}

void WorkspacesTest::watches()
{
    const Ctl ctl;
    QVERIFY(ctl.init());
    QCOMPARE(
        ctl.run({ u"watch"_s, u"add"_s, u"model:acme/x"_s, u"org:acme"_s, u"listing:models?filter=nlp"_s }).status, 0);
    QCOMPARE(ctl.run({ u"watch"_s, u"add"_s, u"org:acme"_s }).status, 0); // twice is once
    QCOMPARE(ctl.run({ u"watch"_s, u"remove"_s, u"model:acme/x"_s }).status, 0);
    QStringList watched;
    for (const QJsonObject& watch : ctl.json({ u"watch"_s, u"list"_s }).objects())
        watched.append(watch[u"watch"].toString());
    watched.sort();
    QCOMPARE(watched, (QStringList{ u"listing:models?filter=nlp"_s, u"org:acme"_s }));
    const Run unknown = ctl.run({ u"watch"_s, u"remove"_s, u"model:acme/x"_s });
    QCOMPARE(unknown.status, 1);
    QVERIFY(unknown.isCleanError());
}

void WorkspacesTest::wrongPassphrase()
{
    Ctl ctl;
    QVERIFY(ctl.init());
    ctl.setVariable(u"DOCKET_PASSPHRASE"_s, u"another"_s);
    const Run run = ctl.run({ u"log"_s, u"checkpoint"_s });
    QCOMPARE(run.status, 3);
    QVERIFY(run.isCleanError());
    QVERIFY(run.err.contains("passphrase"));
    QVERIFY(!run.err.contains("another"));
    QCOMPARE(ctl.run({ u"log"_s, u"verify"_s }).status, 0); // looking needs no key
}

void WorkspacesTest::noPassphrase()
{
    Ctl ctl;
    QVERIFY(ctl.init());
    ctl.setVariable(u"DOCKET_PASSPHRASE"_s, {});
    const Run run = ctl.run({ u"log"_s, u"checkpoint"_s });
    QCOMPARE(run.status, 3);
    QVERIFY(run.isCleanError());
    QVERIFY(run.err.contains("DOCKET_PASSPHRASE"));
    // Nobody keeps the key of a new workspace either.
    const Run init = ctl.run({ u"init"_s, u"--endpoint"_s, u"http://127.0.0.1:9"_s, u"-w"_s, ctl.path(u"new"_s) });
    QCOMPARE(init.status, 3);
    QVERIFY(init.err.contains("DOCKET_PASSPHRASE"));
}

void WorkspacesTest::damagedPage()
{
    const Ctl ctl;
    QVERIFY(ctl.init());
    const QString path = ctl.workspace() + u"/log.db"_s;
    QByteArray bytes = contents(path);
    bytes.replace(0, 100, QByteArray(100, '\xee'));
    QVERIFY(overwrite(path, bytes));
    const Run verify = ctl.run({ u"log"_s, u"verify"_s });
    QCOMPARE(verify.status, 1);
    QVERIFY2(verify.isCleanError(), verify.err.constData());
    const Run json = ctl.json({ u"log"_s, u"verify"_s });
    QCOMPARE(json.status, 1);
    QCOMPARE(json.object()[u"sound"].toBool(true), false);
    const Run queue = ctl.run({ u"queue"_s });
    QCOMPARE(queue.status, 3);
    QVERIFY2(queue.isCleanError(), queue.err.constData());
    QCOMPARE(contents(path), bytes); // nobody "mends" the only truth
}

void WorkspacesTest::flippedByte()
{
    const Ctl ctl;
    QVERIFY(ctl.init());
    const Run sound = ctl.json({ u"log"_s, u"verify"_s, u"--full"_s });
    QCOMPARE(sound.status, 0);
    QCOMPARE(sound.object()[u"sound"].toBool(), true);
    QCOMPARE(sound.object()[u"depth"].toString(), u"full"_s);

    const QString path = ctl.workspace() + u"/log.db"_s;
    QByteArray bytes = contents(path);
    const qsizetype at = bytes.indexOf("role.grant");
    QVERIFY(at > 0);
    bytes[at] = 'R';
    QVERIFY(overwrite(path, bytes));
    for (const QStringList& words : { QStringList{ u"log"_s, u"verify"_s }, { u"log"_s, u"verify"_s, u"--full"_s } }) {
        const Run run = ctl.run(words);
        QCOMPARE(run.status, 1);
        QVERIFY2(run.out.contains("entry "), run.out.constData()); // the first bad entry and what is wrong with it
        QVERIFY(run.err.startsWith("docketctl: log.db: is not sound"));
    }
    const Run json = ctl.json({ u"log"_s, u"verify"_s });
    QCOMPARE(json.status, 1);
    QVERIFY(!json.object()[u"findings"].toArray().isEmpty());
}

void WorkspacesTest::newerSchema()
{
    const Ctl ctl;
    QVERIFY(ctl.init());
    const QString path = ctl.workspace() + u"/log.db"_s;
    {
        auto database = docket::sqlite::Database::open(path, docket::sqlite::Database::Mode::ReadWrite);
        QVERIFY(database);
        QVERIFY(database->exec("PRAGMA user_version=9999"));
    }
    const QByteArray before = contents(path);
    const Run run = ctl.run({ u"queue"_s });
    QCOMPARE(run.status, 3);
    QVERIFY2(run.isCleanError(), run.err.constData());
    QVERIFY2(run.err.contains("newer"), run.err.constData());
    QCOMPARE(contents(path), before);
}

void WorkspacesTest::damagedMirrorIsMadeAnew()
{
    const Ctl ctl;
    QVERIFY(ctl.init());
    QVERIFY(overwrite(ctl.workspace() + u"/hub.db"_s, QByteArray(8192, 'x')));
    QVERIFY(overwrite(ctl.workspace() + u"/view.db"_s, QByteArray(8192, 'x')));
    const Run run = ctl.run({ u"watch"_s, u"list"_s });
    QVERIFY2(run.status == 0, run.err.constData());
    QCOMPARE(QDir(ctl.workspace()).entryList({ u"hub.db.damaged-*"_s }).size(), 1);
}

void WorkspacesTest::heldByAnother()
{
    const Ctl ctl;
    QVERIFY(ctl.init());
    const auto lock = docket::FolderLock::take(ctl.workspace() + u"/.lock"_s);
    QVERIFY(lock);
    QCOMPARE(ctl.run({ u"watch"_s, u"list"_s }).status, 0); // reading goes on
    for (const QString& words : { u"watch add model:a/b"_s, u"sync"_s, u"claim x"_s, u"log checkpoint"_s }) {
        const Run run = ctl.run(words.split(u' '));
        QCOMPARE(run.status, 3);
        QVERIFY2(run.isCleanError(), run.err.constData());
        QVERIFY2(run.err.contains("open elsewhere"), run.err.constData());
    }
}

void WorkspacesTest::readOnlyFolder()
{
    Ctl ctl;
    QVERIFY(ctl.init());
    const auto everybodyReads = QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther;
    QStringList all{ ctl.workspace() };
    QDirIterator it(
        ctl.workspace(), QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (it.hasNext())
        all.append(it.next());
    for (const QString& path : std::as_const(all))
        QFile::setPermissions(path, everybodyReads);
    ctl.dropRights();
    const Run verify = ctl.run({ u"log"_s, u"verify"_s });
    QVERIFY2(verify.status == 0, verify.err.constData());
    const Run list = ctl.run({ u"log"_s, u"list"_s });
    QVERIFY2(list.status == 0 || list.isCleanError(), list.err.constData());
    const Run add = ctl.run({ u"watch"_s, u"add"_s, u"model:a/b"_s });
    QCOMPARE(add.status, 3);
    QVERIFY2(add.isCleanError(), add.err.constData());
    for (const QString& path : std::as_const(all))
        QFile::setPermissions(path, everybodyReads | QFile::WriteOwner);
}

void WorkspacesTest::unreachableHub()
{
    const Ctl ctl;
    QVERIFY(ctl.init());
    const Run nothing = ctl.run({ u"sync"_s });
    QCOMPARE(nothing.status, 1);
    QVERIFY(nothing.err.contains("nothing is watched"));
    QCOMPARE(ctl.run({ u"watch"_s, u"add"_s, u"model:acme/x"_s }).status, 0);
    const Run run = ctl.run({ u"sync"_s });
    QCOMPARE(run.status, 3);
    QVERIFY2(run.err.contains("docketctl: "), run.err.constData());
    QVERIFY(run.out.isEmpty());
}

void WorkspacesTest::emptyQueue()
{
    const Ctl ctl;
    QVERIFY(ctl.init());
    for (const bool json : { false, true }) {
        const Run run = json ? ctl.json({ u"queue"_s }) : ctl.run({ u"queue"_s });
        QCOMPARE(run.status, 1); // nothing found
        QVERIFY(run.out.isEmpty());
        QVERIFY(run.err.contains("no case"));
    }
    const Run unknown = ctl.run({ u"case"_s, u"show"_s, u"model:acme/x"_s });
    QCOMPARE(unknown.status, 1);
    QVERIFY(unknown.isCleanError());
    QCOMPARE(ctl.run({ u"outbox"_s, u"list"_s }).status, 0);
    QCOMPARE(ctl.run({ u"outbox"_s, u"cancel"_s, u"nothing"_s }).status, 1);
    const Run sent = ctl.json({ u"outbox"_s, u"send"_s });
    QCOMPARE(sent.status, 0);
    QCOMPARE(sent.object()[u"confirmed"].toInt(-1), 0);
}

void WorkspacesTest::checkpoint()
{
    const Ctl ctl;
    QVERIFY(ctl.init());
    const Run text = ctl.run({ u"log"_s, u"checkpoint"_s });
    QCOMPARE(text.status, 0);
    const QList<QByteArray> lines = text.out.split('\n');
    QVERIFY(lines.size() >= 5);
    const qsizetype entries = ctl.json({ u"log"_s, u"list"_s }).objects().size();
    QCOMPARE(lines[1].toLongLong(), entries);
    QVERIFY(lines[4].startsWith("\xe2\x80\x94 ")); // the signature line of a signed note
    QVERIFY(ctl.json({ u"log"_s, u"checkpoint"_s }).object()[u"checkpoint"].toString().contains(u'—'));
    QVERIFY(ctl.run({ u"log"_s, u"list"_s, u"--limit"_s, u"1"_s }).out.count('\n') == 2);
}
