#include "tests/ctl/tst_usage.h"

#include "tests/ctl/ctlfixture.h"

#include <QTest>

using namespace docket::test;
using namespace Qt::StringLiterals;

void UsageTest::wrong_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("said");
    const auto add = [](const QString& words, const QString& said) {
        QTest::newRow(qPrintable(words.isEmpty() ? u"nothing"_s : words)) << words << said;
    };
    add({}, u"no verb"_s);
    add(u"nonsense"_s, u"is no verb"_s);
    add(u"--nonsense queue"_s, u"nonsense"_s);
    add(u"queue --nonsense"_s, u"nonsense"_s);
    add(u"queue extra"_s, u"too much"_s);
    add(u"queue --limit many"_s, u"no whole number"_s);
    add(u"queue --limit -1"_s, u"no whole number"_s);
    add(u"queue --sort colour"_s, u"no sort key"_s);
    add(u"queue --filter severity:>=S9"_s, u"--filter"_s);
    add(u"case"_s, u"show"_s);
    add(u"case open x"_s, u"\"open\""_s);
    add(u"case show"_s, u"missing"_s);
    add(u"watch"_s, u"add, remove, list"_s);
    add(u"watch add"_s, u"missing"_s);
    add(u"watch add planet:earth"_s, u"planet"_s);
    add(u"card check x.md"_s, u"--kind"_s);
    add(u"card check x.md --kind planet"_s, u"planet"_s);
    add(u"table show -"_s, u"--format"_s);
    add(u"init"_s, u"--endpoint"_s);
    add(u"init --endpoint ftp://x"_s, u"ftp://x"_s);
    add(u"assess x"_s, u"--answers"_s);
    add(u"annotate x"_s, u"--file"_s);
    add(u"decide x D20"_s, u"--reason"_s);
    add(u"decide x"_s, u"missing"_s);
    add(u"claim x --release --take-over"_s, u"exclude"_s);
    add(u"export case x"_s, u"--out"_s);
    add(u"export case x --out y.pdf"_s, u"suffix"_s);
    for (const QString& words : { u"export dsa x"_s, u"export transparency x"_s })
        add(words, u"is not in this version"_s);
}

void UsageTest::wrong()
{
    QFETCH(QString, words);
    QFETCH(QString, said);
    const Ctl ctl;
    const Run run = ctl.run(words.split(u' ', Qt::SkipEmptyParts));
    QCOMPARE(run.status, 2);
    QVERIFY2(run.isCleanError(), run.err.constData());
    QVERIFY2(QString::fromUtf8(run.err).contains(said), run.err.constData());
    QVERIFY(!QFile::exists(ctl.workspace()));
}

void UsageTest::idsMayBeginWithADash()
{
    const Ctl ctl;
    for (const QString& id : { u"-WAEfzZ-Nk-p9QmHY4uPdw"_s, u"--AEfzZ-Nk-p9QmHY4uPdw"_s }) {
        const Run run = ctl.run({ u"case"_s, u"show"_s, id });
        QCOMPARE(run.status, 3);
        QVERIFY2(run.err.contains("log.db"), run.err.constData()); // it got as far as the workspace
    }
    QCOMPARE(ctl.run({ u"case"_s, u"show"_s, u"-WAEfzZ"_s }).status, 2);
}

void UsageTest::help()
{
    const Ctl ctl;
    const Run whole = ctl.run({ u"--help"_s });
    QCOMPARE(whole.status, 0);
    QVERIFY(whole.out.contains("DOCKET_PASSPHRASE"));
    QVERIFY(whole.out.contains("outbox cancel"));
    const Run group = ctl.run({ u"outbox"_s, u"--help"_s });
    QCOMPARE(group.status, 0);
    QVERIFY(group.out.contains("outbox send"));
    QVERIFY(!group.out.contains("watch add"));
}

void UsageTest::everyVerbExplainsItself_data()
{
    QTest::addColumn<QString>("verb");
    // The contract: people script against these names.
    for (const QString& verb : { u"init"_s, u"watch add"_s, u"watch remove"_s, u"watch list"_s, u"sync"_s, u"queue"_s,
             u"case show"_s, u"card render"_s, u"card check"_s, u"table show"_s, u"table stats"_s, u"table scan"_s,
             u"policy list"_s, u"policy show"_s, u"policy validate"_s, u"claim"_s, u"assess"_s, u"annotate"_s,
             u"decide"_s, u"outbox list"_s, u"outbox send"_s, u"outbox cancel"_s, u"log verify"_s, u"log list"_s,
             u"log checkpoint"_s, u"export case"_s })
        QTest::newRow(qPrintable(verb)) << verb;
}

void UsageTest::everyVerbExplainsItself()
{
    QFETCH(QString, verb);
    const Ctl ctl;
    const Run run = ctl.run(verb.split(u' ') + QStringList{ u"--help"_s });
    QCOMPARE(run.status, 0);
    QVERIFY(run.err.isEmpty());
    const QByteArray first = "docketctl [--workspace DIR] [--json] " + verb.toUtf8();
    QVERIFY(run.out.startsWith(first));
    QVERIFY(run.out.contains("--json"));
}

void UsageTest::version()
{
    const Run run = Ctl().run({ u"--version"_s });
    QCOMPARE(run.status, 0);
    QVERIFY(run.out.startsWith("docketctl "));
}
