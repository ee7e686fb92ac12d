#include "core/changes/changesjson.h"
#include "core/changes/revisionchanges.h"
#include "tests/fuzz/replay.h"
#include "tests/support/cputimer.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

using namespace docket;
using namespace docket::changes;
using namespace Qt::StringLiterals;

namespace
{

QList<FieldChange> fields(const QByteArray& before, const QByteArray& after)
{
    return compareCards("---\n" + before + "---\n", "---\n" + after + "---\n").fields;
}

QString picture(const QList<FieldChange>& changes)
{
    QStringList out;
    for (const FieldChange& change : changes) {
        const bool words = !change.removedItems.isEmpty() || !change.addedItems.isEmpty();
        const bool values = change.kind == ChangeKind::Changed && !words;
        out.append(u"%1 %2%3 -%4 +%5"_s.arg(changeKindName(change.kind), change.path,
            change.weighty ? u"!"_s : QString(), values ? change.before : change.removedItems.join(u','),
            values ? change.after : change.addedItems.join(u',')));
    }
    return out.join(u'\n');
}

hub::FileEntry file(const QString& path, const QString& oid, qint64 size = 10, const QString& lfs = {})
{
    return { path, false, size, oid, lfs, {} };
}

QByteArray rows(const QByteArray& features, const QByteArray& rowList)
{
    return "{\"dataset\":\"a/b\",\"config\":\"default\",\"split\":\"train\",\"features\":[" + features + "],\"rows\":["
        + rowList + "],\"truncated\":false}";
}

QByteArray feature(int index, const char* name, const char* type)
{
    return "{\"feature_idx\":" + QByteArray::number(index) + ",\"name\":\"" + name + "\",\"type\":{\"dtype\":\"" + type
        + "\",\"_type\":\"Value\"}}";
}

QByteArray row(int index, const QByteArray& cells)
{
    return "{\"row_idx\":" + QByteArray::number(index) + ",\"row\":{" + cells + "},\"truncated_cells\":[]}";
}

} // namespace

class TestChanges : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fields_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("expected");
        const auto add = [](const char* name, const char* before, const char* after, const char* expected) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(after) << QString::fromUtf8(expected);
        };
        add("nothing", "license: mit\n", "license:   mit # the same\n", "");
        add("licence", "license: mit\n", "license: other\n", "changed license! -mit +other");
        add("gating", "license: mit\n", "license: mit\nextra_gated_prompt: Ask\n", "added extra_gated_prompt! - +");
        add("base model gone", "base_model: a/b\nx: 1\n", "x: 1\n", "removed base_model! - +");
        add("list as a set", "tags:\n- a\n- b\n- c\n", "tags:\n- c\n- a\n- d\n", "changed tags -b +d");
        add("order only", "language: [en, fr]\n", "language: [fr, en]\n", "reordered language - +");
        add("one or a list of one", "language: en\n", "language: [en]\n", "");
        add("audience tag", "tags: [a, not-for-all-audiences]\n", "tags: [a]\n",
            "changed tags! -not-for-all-audiences +");
        add("nested", "a:\n  b:\n    c: 1\n", "a:\n  b:\n    c: 2\n", "changed a.b.c -1 +2");
        add("records by name", "configs:\n- config_name: x\n  n: 1\n- config_name: y\n  n: 2\n",
            "configs:\n- config_name: w\n  n: 0\n- config_name: x\n  n: 1\n- config_name: y\n  n: 3\n",
            "added configs[0] - +\nchanged configs[2].n -2 +3");
        add("order of fields does not count", "a: 1\nb: 2\n", "b: 2\na: 1\n", "");
        add("removed where it stood", "a: 1\nb: 2\nc: 3\n", "a: 0\nc: 4\n",
            "changed a -1 +0\nremoved b - +\nchanged c -3 +4");
    }

    void fields()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        const auto changes = ::fields(before, after);
        QString got = picture(changes);
        got.replace(QRegularExpression(u"(added|removed) (\\S+) -\\S* \\+\\S*"_s), u"\\1 \\2 - +"_s);
        QTEST(got, "expected");
    }

    void brokenMetadata_isSaid()
    {
        const RevisionChanges changes = compareCards("---\nlicense: mit\n---\n", "---\nlicense: [mit\n---\n");
        QVERIFY(!changes.metadataReadable);
        QVERIFY(changes.fields.isEmpty());
        QCOMPARE(changes.card.removed, 1);
        QVERIFY(compareCards("no metadata", "---\nlicense: mit\n---\nno metadata").fields.first().weighty);
    }

    void linesOfFields()
    {
        const auto changes = ::fields("a: 1\nlicense: mit\n", "license: other\n");
        QCOMPARE(changes.size(), 2);
        QCOMPARE(changes.at(1).lineBefore, 3);
        QCOMPARE(changes.at(1).lineAfter, 2);
    }

    void files()
    {
        const auto changes
            = compareFiles({ file(u"README.md"_s, u"1"_s), file(u"model.bin"_s, u"p"_s, 100, u"aa"_s),
                               file(u"old.bin"_s, u"q"_s, 100, u"bb"_s), { u"data"_s, true, 0, u"t"_s, {}, {} },
                               file(u"gone.py"_s, u"2"_s), file(u"empty"_s, u"e"_s, 0) },
                { file(u"README.md"_s, u"9"_s, 12), file(u"model.bin"_s, u"p2"_s, 100, u"aa"_s),
                    file(u"new/name.bin"_s, u"q"_s, 100, u"bb"_s), file(u"come.py"_s, u"3"_s),
                    file(u"nothing"_s, u"e"_s, 0) });
        QStringList got;
        for (const FileChange& change : changes)
            got.append(changeKindName(change.kind) + u' ' + change.path + u' ' + change.oldPath);
        QCOMPARE(got,
            (QStringList{ u"changed README.md "_s, u"added come.py "_s, u"removed empty "_s, u"removed gone.py "_s,
                u"renamed new/name.bin old.bin"_s, u"added nothing "_s }));
        QCOMPARE(changes.first().sizeBefore, 10);
        QCOMPARE(changes.first().sizeAfter, 12);
    }

    void tables()
    {
        const QByteArray old = rows(
            feature(0, "text", "string") + ',' + feature(1, "label", "int64") + ',' + feature(2, "note", "string"),
            row(0, "\"text\":\"one\",\"label\":0,\"note\":\"x\"") + ','
                + row(1, "\"text\":\"two\",\"label\":1,\"note\":\"x\"") + ','
                + row(2, "\"text\":\"three\",\"label\":2,\"note\":\"x\""));
        const QByteArray now = rows(
            feature(0, "text", "string") + ',' + feature(1, "label", "string") + ',' + feature(2, "extra", "string"),
            row(0, "\"text\":\"three\",\"label\":2,\"extra\":\"\"") + ','
                + row(1, "\"text\":\"one\",\"label\":7,\"extra\":\"\"") + ','
                + row(2, "\"text\":\"four\",\"label\":9,\"extra\":\"\""));
        const auto changes = compareTables({ { u"default"_s, u"train"_s, old }, { u"default"_s, u"test"_s, old } },
            { { u"default"_s, u"train"_s, now }, { u"more"_s, u"train"_s, now } });
        QCOMPARE(changes.size(), 3);
        QCOMPARE(changes.at(0).split, u"test"_s);
        QCOMPARE(changes.at(0).kind, ChangeKind::Removed);
        QCOMPARE(changes.at(2).kind, ChangeKind::Added);
        const TableChange& train = changes.at(1);
        QCOMPARE(train.columns.size(), 3);
        QCOMPARE(train.columns.at(0).name, u"label"_s);
        QCOMPARE(train.columns.at(0).typeBefore, u"int64"_s);
        QCOMPARE(train.columns.at(0).typeAfter, u"string"_s);
        QCOMPARE(train.columns.at(1).kind, ChangeKind::Added);
        QCOMPARE(train.columns.at(2).kind, ChangeKind::Removed);
        QCOMPARE(train.sameRows, 1); // "three", which moved
        QCOMPARE(train.rows.size(), 3);
        QCOMPARE(train.rows.at(0).kind, ChangeKind::Changed);
        QCOMPARE(train.rows.at(0).before, 0);
        QCOMPARE(train.rows.at(0).after, 1);
        QCOMPARE(train.rows.at(0).cells, (QList<CellChange>{ { u"label"_s, u"0"_s, u"7"_s } }));
        QCOMPARE(train.rows.at(1).kind, ChangeKind::Added);
        QCOMPARE(train.rows.at(2).kind, ChangeKind::Removed);
        QCOMPARE(train.rows.at(2).cells.size(), 3);
    }

    void rowsBeyondTheMaximum_areCounted()
    {
        QByteArray old, now;
        for (int i = 0; i < 50; ++i) {
            old += (i ? "," : "") + row(i, "\"text\":\"old " + QByteArray::number(i) + "\"");
            now += (i ? "," : "") + row(i, "\"text\":\"new " + QByteArray::number(i) + "\"");
        }
        const auto changes = compareTables({ { u"d"_s, u"t"_s, rows(feature(0, "text", "string"), old) } },
            { { u"d"_s, u"t"_s, rows(feature(0, "text", "string"), now) } }, 10);
        QCOMPARE(changes.at(0).rows.size(), 10);
        QCOMPARE(changes.at(0).omittedRows, 90);
    }

    void unreadableTable_isSaid()
    {
        const auto changes = compareTables({ { u"d"_s, u"t"_s, "{}" } }, { { u"d"_s, u"t"_s, "no json" } });
        QCOMPARE(changes.size(), 1);
        QVERIFY(!changes.at(0).unreadable.isEmpty());
    }

    void revisions()
    {
        sync::Revision from;
        from.card = "# A\n";
        from.cardSha256 = "1";
        from.files = QList<hub::FileEntry>{};
        sync::Revision to;
        to.card = "# B\n";
        to.cardSha256 = "2";
        to.cardPath = u"README.md"_s;
        const RevisionChanges changes = compareRevisions(from, to);
        QCOMPARE(changes.cardState, Compared::Both);
        QCOMPARE(changes.filesState, Compared::OnlyBefore);
        QCOMPARE(changes.tablesState, Compared::Neither);
        QCOMPARE(changes.card.blocks.size(), size_t(1));
        QVERIFY(!changes.isEmpty());
        to.card = from.card;
        to.cardSha256 = from.cardSha256;
        QVERIFY(compareRevisions(from, to).isEmpty());
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(compareRevisions(from, to, stop.get_token()).filesState, Compared::Neither);
    }

    void json()
    {
        const QJsonObject object = toJson(compareCards("the model is good\n", "the model is bad\n"));
        const QJsonObject block = object["card"_L1]["blocks"_L1][0].toObject();
        QCOMPARE(block["removed"_L1][0]["words"_L1], QJsonValue(QJsonArray{ QJsonArray{ 13, 4 } }));
        QCOMPARE(block["added"_L1][0]["text"_L1].toString(), u"the model is bad"_s);
        QVERIFY(!object.contains("files"_L1));
    }
    void hostileRevisionsInTime_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QByteArray words[2];
        QByteArray list[2];
        QByteArray table[2];
        for (int side = 0; side < 2; ++side) {
            for (int i = 0; i < 200'000; ++i)
                words[side] += QByteArray::number(i) + (i % 4 == 0 && side == 1 ? "b " : "a ");
            for (int i = 0; i < 60'000; ++i)
                list[side] += QByteArray::number(i + side * 60'000) + ',';
            list[side] = "---\na: [" + list[side] + "]\n---\n";
            QByteArrayList columns;
            QByteArrayList lines;
            for (int column = 0; column < 500; ++column)
                columns << feature(column, qPrintable(u'c' + QString::number(column)), "string");
            for (int line = 0; line < 200; ++line) {
                QByteArrayList cells;
                for (int column = 0; column < 500; ++column)
                    cells << "\"c" + QByteArray::number(column) + "\":" + QByteArray::number(line * 2 + side);
                lines << row(line, cells.join(','));
            }
            table[side] = rows(columns.join(','), lines.join(','));
        }
        QTest::newRow("every fourth word of a line") << words[0] << words[1];
        QTest::newRow("a list in which no word stays") << list[0] << list[1];
        QTest::newRow("a table in which no cell stays") << table[0] << table[1];
    }
    void hostileRevisionsInTime()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        test::CpuTimer timer;
        RevisionChanges changes = compareCards(before, after);
        changes.tables = compareTables({ { {}, {}, before } }, { { {}, {}, after } });
        toJson(changes);
        QVERIFY(!changes.isEmpty());
        QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
    }
    void fuzzCorpusAndMutants()
    {
        for (const test::FuzzTarget& target : test::changesFuzzTargets())
            QCOMPARE(test::replay(target, 5000), QString());
    }
};

QTEST_GUILESS_MAIN(TestChanges)
#include "tst_changes.moc"
