#include "tests/ctl/tst_files.h"

#include "tests/ctl/ctlfixture.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

const QByteArray hostileCard
    = "---\nlicense: mit\n---\n# Title\n\nHello <script>alert(1)</script> [x](javascript:alert(1))\n";

} // namespace

void FilesTest::cardRender()
{
    const Ctl ctl;
    const Run fromFile = ctl.run({ u"card"_s, u"render"_s, ctl.file(u"README.md"_s, hostileCard) });
    QCOMPARE(fromFile.status, 0);
    QVERIFY(fromFile.out.startsWith("<!doctype html>"));
    QVERIFY(fromFile.out.contains("Content-Security-Policy"));
    QVERIFY(fromFile.out.contains("<h1"));
    QVERIFY(fromFile.out.contains("license"));
    QVERIFY(!fromFile.out.contains("<script"));
    QVERIFY(!fromFile.out.contains("href=\"javascript"));
    QVERIFY(fromFile.err.contains("script")); // what was left out is said

    const Run fromInput = ctl.run({ u"card"_s, u"render"_s, u"-"_s }, hostileCard);
    QCOMPARE(fromInput.status, 0);
    QCOMPARE(fromInput.out, fromFile.out);

    const Run json = ctl.run({ u"card"_s, u"render"_s, u"-"_s, u"--json"_s }, hostileCard);
    QCOMPARE(json.status, 0);
    QVERIFY(json.object()[u"body"].toString().contains("<h1"_L1));
    QVERIFY(!json.object()[u"notes"].toArray().isEmpty());
}

void FilesTest::cardCheck()
{
    const Ctl ctl;
    const QString card = ctl.file(u"README.md"_s, hostileCard);
    for (const QString& kind : { u"model"_s, u"dataset"_s, u"space"_s }) {
        const Run json = ctl.json({ u"card"_s, u"check"_s, card, u"--kind"_s, kind });
        QCOMPARE(json.status, 0);
        QVERIFY(!json.objects().isEmpty());
        for (const QJsonObject& finding : json.objects()) {
            QVERIFY(!finding[u"criterion"].toString().isEmpty());
            QVERIFY(!finding[u"outcome"].toString().isEmpty());
        }
    }
    const Run text = ctl.run({ u"card"_s, u"check"_s, u"-"_s, u"--kind"_s, u"model"_s }, hostileCard);
    QCOMPARE(text.status, 0);
    QVERIFY(text.out.contains("MCQ-01"));
}

void FilesTest::cardDiff()
{
    const Ctl ctl;
    const QString before = ctl.file(u"before.md"_s, "---\nlicense: mit\n---\n# A\n\nIt is safe to use.\n");
    const QString after = ctl.file(u"after.md"_s, "---\nlicense: other\n---\n# A\n\nIt is never safe to use.\n");
    const Run text = ctl.run({ u"card"_s, u"diff"_s, before, after });
    QCOMPARE(text.status, 0);
    QVERIFY2(text.out.contains("- license: [-mit-]\n+ license: {+other+}\n"), text.out.constData());
    QVERIFY(text.out.contains("+ It is {+never+} safe to use."));
    QVERIFY(text.out.contains("metadata ~ license: mit -> other  (weighs)"));
    const Run json = ctl.json({ u"card"_s, u"diff"_s, before, after });
    QCOMPARE(json.status, 0);
    QCOMPARE(json.object()[u"card"][u"added"].toInt(), 2);
    QCOMPARE(json.object()[u"metadata"][u"fields"][0][u"weighty"].toBool(), true);
    QCOMPARE(ctl.run({ u"card"_s, u"diff"_s, before, before }).status, 1);
    QCOMPARE(ctl.run({ u"card"_s, u"diff"_s, before }).status, 2);
    QCOMPARE(ctl.run({ u"card"_s, u"diff"_s, before, u"/none/there.md"_s }).status, 3);
}

void FilesTest::tableShow()
{
    const Ctl ctl;
    const QString table = ctl.file(u"t.csv"_s, "name,n\nAda,1\n\"Bo\nC\",2\nDi,3\n");
    const Run json = ctl.json({ u"table"_s, u"show"_s, table, u"--rows"_s, u"2"_s, u"--offset"_s, u"1"_s });
    QCOMPARE(json.status, 0);
    const QJsonArray rows = json.object()[u"rows"].toArray();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[0].toObject()[u"name"].toString(), u"Bo\nC"_s);
    QCOMPARE(rows[0].toObject()[u"n"].toInt(), 2);
    QCOMPARE(json.object()[u"first_row"].toInt(), 1);
    QCOMPARE(json.object()[u"total_rows"].toInt(), 3);

    const Run text = ctl.run({ u"table"_s, u"show"_s, table });
    QCOMPARE(text.status, 0);
    QCOMPARE(
        text.out, QByteArray("#  name (text)  n (integer)\n0  Ada          1\n1  Bo C         2\n2  Di           3\n"));

    const Run lines = ctl.run({ u"--json"_s, u"table"_s, u"show"_s, u"-"_s, u"--format"_s, u"jsonl"_s },
        "{\"a\":[1,2],\"b\":null}\n{\"a\":[],\"b\":true}\n");
    QCOMPARE(lines.status, 0);
    QCOMPARE(lines.object()[u"rows"].toArray()[0].toObject()[u"a"].toArray().size(), 2);
    QVERIFY(lines.object()[u"rows"].toArray()[0].toObject()[u"b"].isNull());
}

void FilesTest::tableStats()
{
    const Ctl ctl;
    const QString table = ctl.file(u"t.json"_s, R"([{"a":1,"b":"x"},{"a":3,"b":"x"},{"a":null,"b":"y"}])");
    const QList<QJsonObject> columns = ctl.json({ u"table"_s, u"stats"_s, table }).objects();
    QCOMPARE(columns.size(), 2);
    QCOMPARE(columns[0][u"nulls"].toInt(), 1);
    QCOMPARE(columns[0][u"mean"].toDouble(), 2.0);
    QCOMPARE(columns[1][u"distinct"].toInt(), 2);
    QVERIFY(ctl.run({ u"table"_s, u"stats"_s, table }).out.startsWith("3 rows\n"));
}

void FilesTest::tableScan()
{
    const Ctl ctl;
    const QString table = ctl.file(u"t.csv"_s, "who,contact\nx,bobby@example.org\ny,4111 1111 1111 1111\n");
    const Run json = ctl.json({ u"table"_s, u"scan"_s, table });
    QCOMPARE(json.status, 0);
    QCOMPARE(json.objects().size(), 2);
    QCOMPARE(json.objects()[0][u"signal"].toString(), u"email"_s);
    const Run text = ctl.run({ u"table"_s, u"scan"_s, table });
    QCOMPARE(text.status, 0);
    for (const Run& run : { json, text }) {
        QVERIFY(!run.out.contains("bobby"));
        QVERIFY(!run.out.contains("4111 1111"));
        QVERIFY(!run.out.contains("4111111111111111"));
    }
}

void FilesTest::tableRefusals()
{
    const Ctl ctl;
    const Run parquet = ctl.run({ u"table"_s, u"show"_s, ctl.file(u"t.parquet"_s, "PAR1xxxxPAR1") });
    QCOMPARE(parquet.status, 1);
    QVERIFY(parquet.isCleanError());
    QVERIFY(parquet.err.contains("Parquet"));
    const Run broken = ctl.run({ u"table"_s, u"stats"_s, ctl.file(u"t.json"_s, "[1,") });
    QCOMPARE(broken.status, 1);
    QVERIFY(broken.isCleanError());
    QCOMPARE(ctl.run({ u"table"_s, u"scan"_s, ctl.file(u"empty.csv"_s, "") }).status, 1);
}

void FilesTest::policies()
{
    const Ctl ctl;
    const Run list = ctl.json({ u"policy"_s, u"list"_s });
    QCOMPARE(list.status, 0);
    QStringList ids;
    for (const QJsonObject& pack : list.objects())
        ids.append(pack[u"id"].toString().section(u'@', 0, 0));
    for (const QString& id :
        { u"hf-content"_s, u"hf-conduct"_s, u"hf-card-model"_s, u"hf-card-dataset"_s, u"decision-vocabulary"_s })
        QVERIFY2(ids.contains(id), qPrintable(id));
    QVERIFY(ctl.run({ u"policy"_s, u"list"_s }).out.contains("hf-content@"));

    const Run show = ctl.json({ u"policy"_s, u"show"_s, u"hf-content"_s });
    QCOMPARE(show.status, 0);
    QCOMPARE(show.object()[u"packId"].toString(), u"hf-content"_s);
    QVERIFY(ctl.run({ u"policy"_s, u"show"_s, u"hf-content"_s }).out.contains("CG-26"));
    const Run unknown = ctl.run({ u"policy"_s, u"show"_s, u"nothing"_s });
    QCOMPARE(unknown.status, 1);
    QVERIFY(unknown.isCleanError());

    QFile shipped(QStringLiteral(DOCKET_SOURCE_DIR) + u"/resources/policies/hf-conduct.json"_s);
    QVERIFY(shipped.open(QIODevice::ReadOnly));
    QByteArray bytes = shipped.readAll();
    QCOMPARE(ctl.run({ u"policy"_s, u"validate"_s, ctl.file(u"good.json"_s, bytes) }).status, 0);
    QCOMPARE(ctl.run({ u"policy"_s, u"validate"_s, u"-"_s }, bytes).status, 0);
    bytes.replace("\"S3\"", "\"S9\"");
    const QString bad = ctl.file(u"bad.json"_s, bytes);
    const Run refused = ctl.run({ u"policy"_s, u"validate"_s, bad });
    QCOMPARE(refused.status, 1);
    QVERIFY(refused.isCleanError());
    QVERIFY2(refused.err.contains("severity"), refused.err.constData());
    const Run refusedJson = ctl.json({ u"policy"_s, u"validate"_s, bad });
    QCOMPARE(refusedJson.status, 1);
    QCOMPARE(refusedJson.object()[u"valid"].toBool(true), false);
}

void FilesTest::missingFiles_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("card") << QStringList{ u"card"_s, u"render"_s, u"/nowhere/README.md"_s };
    QTest::newRow("folder") << QStringList{ u"card"_s, u"render"_s, u"/"_s };
    QTest::newRow("table") << QStringList{ u"table"_s, u"show"_s, u"/nowhere/t.csv"_s };
    QTest::newRow("pack") << QStringList{ u"policy"_s, u"validate"_s, u"/nowhere/p.json"_s };
}

void FilesTest::missingFiles()
{
    QFETCH(QStringList, words);
    const Run run = Ctl().run(words);
    QCOMPARE(run.status, 3);
    QVERIFY2(run.isCleanError(), run.err.constData());
    QVERIFY(run.err.contains(words.constLast().toUtf8()));
}

void FilesTest::terminalIsSafe()
{
    const Ctl ctl;
    const QString table = ctl.file(u"t.csv"_s,
        "a,b\n\x1b]0;owned\x07,\xe2\x80\xae"
        "evil\nplain,\x1b[2J\n");
    const Run run = ctl.run({ u"table"_s, u"show"_s, table });
    QCOMPARE(run.status, 0);
    QVERIFY(!run.out.contains('\x1b'));
    QVERIFY(!run.out.contains('\x07'));
    QVERIFY(!run.out.contains("\xe2\x80\xae"));
}
