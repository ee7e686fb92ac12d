#include "tests/dataset/tst_viewer.h"

#include "core/dataset/viewer.h"

#include <QTest>

using namespace docket;
using namespace docket::dataset;
using namespace Qt::StringLiterals;

namespace
{

/// A first-rows answer with one row.
QByteArray answer(const QByteArray& features, const QByteArray& row, const QByteArray& cut = "[]")
{
    return R"({"dataset":"a/b","config":"c","split":"s","features":)" + features + R"(,"rows":[{"row_idx":0,"row":)"
        + row + R"(,"truncated_cells":)" + cut + R"(}],"truncated":false})";
}

QByteArray feature(const QByteArray& name, const QByteArray& type)
{
    return R"({"feature_idx":0,"name":")" + name + R"(","type":)" + type + "}";
}

} // namespace

void ViewerTest::features()
{
    const struct {
        const char* type;
        ColumnType expected;
        const char16_t* text;
    } cases[] = {
        { R"({"dtype":"string","_type":"Value"})", ColumnType::Text, u"string" },
        { R"({"dtype":"int64","_type":"Value"})", ColumnType::Integer, u"int64" },
        { R"({"dtype":"float32","_type":"Value"})", ColumnType::Real, u"float32" },
        { R"({"dtype":"bool","_type":"Value"})", ColumnType::Boolean, u"bool" },
        { R"({"dtype":"timestamp[s]","_type":"Value"})", ColumnType::Time, u"timestamp[s]" },
        { R"({"dtype":"binary","_type":"Value"})", ColumnType::Binary, u"binary" },
        { R"({"names":["neg","pos"],"_type":"ClassLabel"})", ColumnType::Label, u"label (2)" },
        { R"({"_type":"Image"})", ColumnType::Image, u"image" },
        { R"({"sampling_rate":16000,"_type":"Audio"})", ColumnType::Audio, u"audio (16000 Hz)" },
        { R"({"_type":"Video"})", ColumnType::Video, u"video" },
        { R"({"_type":"Pdf"})", ColumnType::Document, u"pdf" },
        { R"({"feature":{"dtype":"string","_type":"Value"},"_type":"Sequence"})", ColumnType::List, u"list<string>" },
        { R"({"feature":{"feature":{"dtype":"int8","_type":"Value"},"_type":"List"},"_type":"List"})", ColumnType::List,
            u"list<list<int8>>" },
        { R"([{"dtype":"string","_type":"Value"}])", ColumnType::List, u"list<string>" },
        { R"({"languages":["en","fr"],"_type":"Translation"})", ColumnType::Translation, u"translation (en, fr)" },
        { R"({"shape":[2,2],"dtype":"float32","_type":"Array2D"})", ColumnType::List, u"array2d<float32>" },
        { R"({"a":{"dtype":"string","_type":"Value"},"b":{"_type":"Image"}})", ColumnType::Object,
            u"{a: string, b: image}" },
        { R"({"_type":"Hologram"})", ColumnType::Unknown, u"Hologram" },
        { R"("string")", ColumnType::Unknown, u"unknown" },
    };
    for (const auto& item : cases) {
        const auto table = decodeFirstRows(answer("[" + feature("x", item.type) + "]", "{}"));
        QVERIFY(table);
        QCOMPARE(table->columns.constFirst().type, item.expected);
        QCOMPARE(table->columns.constFirst().typeText, QStringView(item.text).toString());
        QVERIFY(!table->columns.constFirst().inferred);
        QCOMPARE(table->rows[0][0].kind, CellKind::Missing);
    }
}

void ViewerTest::cells()
{
    const QByteArray all = "[" + feature("label", R"({"names":["neg","pos"],"_type":"ClassLabel"})") + ","
        + feature("img", R"({"_type":"Image"})") + "," + feature("snd", R"({"_type":"Audio"})") + ","
        + feature("txt", R"({"dtype":"string","_type":"Value"})") + ","
        + feature("lst", R"({"feature":{"dtype":"int8","_type":"Value"},"_type":"List"})") + ","
        + feature("bin", R"({"dtype":"binary","_type":"Value"})") + "]";
    const auto table = decodeFirstRows(answer(all,
        R"({"label":1,"img":{"src":"https://x/y.jpg","height":20,"width":10},"snd":[{"src":"https://x/z.wav","type":"audio/wav"}],)"
        R"("txt":"begin","lst":"[1,2","bin":"AAEC","extra":null})",
        R"(["txt","lst"])"));
    QVERIFY(table);
    QCOMPARE(table->columns.size(), 7);
    const QList<Cell>& row = table->rows[0];
    QCOMPARE(row[0].kind, CellKind::Label);
    QCOMPARE(row[0].text, u"pos"_s);
    QCOMPARE(row[0].number, 1.0);
    QCOMPARE(row[1].kind, CellKind::Image);
    QCOMPARE(row[1].width, 10);
    QCOMPARE(row[1].height, 20);
    QCOMPARE(row[1].source, u"https://x/y.jpg"_s);
    QVERIFY(row[1].text.isEmpty());
    QCOMPARE(row[2].kind, CellKind::Audio);
    QCOMPARE(row[2].mediaType, u"audio/wav"_s);
    QVERIFY(row[3].truncated);
    QCOMPARE(row[4].kind, CellKind::Nested);
    QVERIFY(row[4].truncated);
    QCOMPARE(row[5].kind, CellKind::Binary);
    QVERIFY(row[5].text.isEmpty());
    QCOMPARE(row[6].kind, CellKind::Null);
    QVERIFY(table->columns[6].inferred);
    QCOMPARE(table->totalRows, std::optional<qint64>(1));
}

void ViewerTest::rowsWithGaps()
{
    const auto table = decodeFirstRows(
        R"({"features":[{"name":"a","type":{"dtype":"int64","_type":"Value"}}],"num_rows_total":99,"partial":true,
            "rows":[{"row_idx":4,"row":{"a":1}},{"row_idx":9,"row":{"a":2}},{"row_idx":10,"row":7}]})");
    QVERIFY(table);
    QCOMPARE(table->firstRow, 4);
    QCOMPARE(table->rowNumbers, (QList<qint64>{ 4, 9, 10 }));
    QCOMPARE(table->totalRows, std::optional<qint64>(99));
    QVERIFY(table->partial);
    QCOMPARE(table->rows[2][0].kind, CellKind::Missing);
}

void ViewerTest::splits()
{
    const auto splits = decodeSplits(
        R"({"splits":[{"dataset":"a/b","config":"c","split":"train"},{"bad":1}],"pending":[{"dataset":"a/b","config":"d"}],"failed":[]})");
    QVERIFY(splits);
    QCOMPARE(splits->ready, (QList<ViewerSplitName>{ { u"c"_s, u"train"_s } }));
    QCOMPARE(splits->pending, (QList<ViewerSplitName>{ { u"d"_s, QString() } }));
    QVERIFY(!decodeSplits("{}"));
    QCOMPARE(decodeSplits("<html>").error().code, ErrorCode::Parse);
}

void ViewerTest::sizes()
{
    const auto size = decodeSize(
        R"({"size":{"dataset":{"num_rows":10,"num_bytes_original_files":5,"num_bytes_parquet_files":4}},"partial":true})");
    QVERIFY(size);
    QCOMPARE(size->rows, 10);
    QCOMPARE(size->originalBytes, 5);
    QVERIFY(size->partial);
    QVERIFY(!decodeSize("[]"));
}

void ViewerTest::statistics()
{
    const auto statistics = decodeStatistics(R"({"num_examples":100,"partial":false,"statistics":[
        {"column_name":"t","column_type":"string_text","column_statistics":{"nan_count":3,"min":1,"max":9,"mean":4.5,"median":4,"std":1.5,
         "histogram":{"hist":[60,37],"bin_edges":[1,5,9]}}},
        {"column_name":"l","column_type":"class_label","column_statistics":{"nan_count":0,"n_unique":2,"frequencies":{"neg":40,"pos":60}}},
        {"column_name":"b","column_type":"bool","column_statistics":{"nan_count":0,"frequencies":{"True":70,"False":30}}},
        {"column_name":"d","column_type":"datetime","column_statistics":{"min":"2020-01-01","max":"2021-01-01"}},
        {"column_name":"broken"}]})");
    QVERIFY(statistics);
    QCOMPARE(statistics->rows, 100);
    QCOMPARE(statistics->columns.size(), 4);
    const ColumnStatistics& text = statistics->columns[0];
    QVERIFY(text.ofLengths);
    QCOMPARE(text.nulls, 3);
    QCOMPARE(text.mean, std::optional<double>(4.5));
    QCOMPARE(text.histogram, (QList<Frequency>{ { u"1 – 5"_s, 60 }, { u"5 – 9"_s, 37 } }));
    QCOMPARE(statistics->columns[1].top.constFirst(), (Frequency{ u"pos"_s, 60 }));
    QCOMPARE(statistics->columns[1].distinct, std::optional<qint64>(2));
    QCOMPARE(statistics->columns[2].trueCount, std::optional<qint64>(70));
    QCOMPARE(statistics->columns[3].earliest, u"2020-01-01"_s);
    QVERIFY(!statistics->columns[3].minimum);
}

void ViewerTest::personalData()
{
    const auto data = decodePersonalData(
        R"({"scanned_columns":["name"],"num_rows_with_person_entities":120,"num_rows_with_email_address_entities":9,"num_scanned_rows":10000})");
    QVERIFY(data);
    QCOMPARE(data->persons, 120);
    QCOMPARE(data->emails, 9);
    QCOMPARE(data->phones, 0);
    QCOMPARE(data->columns, QStringList{ u"name"_s });
}

void ViewerTest::refusals()
{
    using Meaning = ViewerRefusal::Meaning;
    QCOMPARE(explainRefusal(500, u"ResponseNotReady"_s, "{}").meaning, Meaning::Wait);
    QCOMPARE(explainRefusal(501, u"NotSupportedTagNFAAError"_s, "{}").meaning, Meaning::NotForAllAudiences);
    QCOMPARE(explainRefusal(501, u"DatasetInBlockListError"_s, "{}").meaning, Meaning::Blocked);
    const ViewerRefusal unknown = explainRefusal(500, u"NewError"_s, R"({"error":"it broke"})");
    QCOMPARE(unknown.meaning, Meaning::Failed);
    QVERIFY(unknown.text.contains("it broke"_L1));
    QCOMPARE(explainRefusal(401, {}, "\"Internal Server Error.\"").meaning, Meaning::Access);
}

void ViewerTest::lies_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("null") << QByteArray("null");
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("features are a word") << QByteArray(R"({"features":"x","rows":[]})");
    QTest::newRow("rows are a number") << QByteArray(R"({"features":[],"rows":3})");
    QTest::newRow("no features") << QByteArray(R"({"rows":[]})");
    QTest::newRow("cut") << QByteArray(R"({"features":[],"rows":[{"row_idx":0,"row":{"a":)");
}

void ViewerTest::lies()
{
    QFETCH(QByteArray, json);
    const auto table = decodeFirstRows(json);
    QVERIFY(!table);
    QCOMPARE(table.error().code, ErrorCode::Parse);
    QVERIFY(!decodeStatistics(json));
    QVERIFY(!decodeSplits(json));
    QVERIFY(!decodeSize(json));
    QVERIFY(!decodePersonalData(json));
    QVERIFY(!explainRefusal(500, {}, json).text.isEmpty());
}
