#include "tests/dataset/tst_reader.h"

#include "core/dataset/reader.h"
#include "tests/fuzz/replay.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringConverter>
#include <QTemporaryDir>
#include <QTest>

#include <rapidcheck.h>

#include <algorithm>

using namespace docket;
using namespace docket::dataset;
using namespace Qt::StringLiterals;

namespace
{

/// "a|b" for each row, missing as ~ and null as ^.
QStringList words(const Table& table)
{
    QStringList lines;
    for (const QList<Cell>& row : table.rows) {
        QStringList line;
        for (const Cell& cell : row)
            line.append(cell.kind == CellKind::Missing ? u"~"_s : cell.kind == CellKind::Null ? u"^"_s : cell.text);
        lines.append(line.join(u'|'));
    }
    return lines;
}

QStringList names(const Table& table)
{
    QStringList found;
    for (const Column& column : table.columns)
        found.append(column.name);
    return found;
}

Table read(const QByteArray& bytes, TableFormat format = TableFormat::Csv, const TableLimits& limits = {},
    HeaderRule header = HeaderRule::Guess)
{
    auto reader = TableReader::fromBytes(bytes, format, u"test"_s, limits, header);
    if (!reader) {
        qWarning("%s", qPrintable(reader.error().text()));
        return {};
    }
    return reader->rows(0, 1000).value_or(Table());
}

bool hasNote(const Table& table, TableNoteCode code)
{
    return std::any_of(
        table.notes.begin(), table.notes.end(), [code](const TableNote& note) { return note.code == code; });
}

} // namespace

void ReaderTest::csvFields()
{
    const Table table = read("a,b,c\n1,\"x, y\",\"he said \"\"no\"\"\"\n2,\"two\nlines\",\n\n3,in\"side,\"\"\r\n");
    QCOMPARE(names(table), (QStringList{ u"a"_s, u"b"_s, u"c"_s }));
    QCOMPARE(words(table), (QStringList{ u"1|x, y|he said \"no\""_s, u"2|two\nlines|^"_s, u"3|in\"side|"_s }));
    QCOMPARE(table.totalRows, std::optional<qint64>(3));
    QVERIFY(table.notes.isEmpty());
}

void ReaderTest::dialects_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("tabs");
    QTest::addColumn<QStringList>("rows");
    QTest::newRow("semicolon") << QByteArray("name;price\nÄpfel;1,5\nBirnen;2,5\n") << false
                               << QStringList{ u"Äpfel|1,5"_s, u"Birnen|2,5"_s };
    QTest::newRow("tabs in a .csv") << QByteArray("a\tb\nx\t1\ny\t2\n") << false << QStringList{ u"x|1"_s, u"y|2"_s };
    QTest::newRow("lone returns") << QByteArray("a,b\rx,1\ry,2\r") << false << QStringList{ u"x|1"_s, u"y|2"_s };
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf"
                                                   "a,b\nx,1\n")
                                     << false << QStringList{ u"x|1"_s };
    QTest::newRow("quotes are text in a .tsv")
        << QByteArray("text\tlabel\n\"open\tx\nmiddle\ty\nclosed\"\tz\nplain\tw\n") << true
        << QStringList{ u"\"open|x"_s, u"middle|y"_s, u"closed\"|z"_s, u"plain|w"_s };
    QTest::newRow("quotes enclose in a .tsv") << QByteArray("text\tlabel\n\"two\nlines\"\tx\nplain\ty\n") << true
                                              << QStringList{ u"two\nlines|x"_s, u"plain|y"_s };
    QTest::newRow("no line end") << QByteArray("a,b\nx,1") << false << QStringList{ u"x|1"_s };
}

void ReaderTest::dialects()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, tabs);
    QFETCH(QStringList, rows);
    QCOMPARE(words(read(bytes, tabs ? TableFormat::Tsv : TableFormat::Csv)), rows);
}

void ReaderTest::header_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<bool>("isHeader");
    QTest::newRow("words") << QByteArray("text,label") << true;
    QTest::newRow("index column") << QByteArray(",text,label") << true;
    QTest::newRow("years") << QByteArray("country,2019,2020") << true;
    QTest::newRow("number") << QByteArray("Is water wet?,1") << false;
    QTest::newRow("repeated") << QByteArray("What?,A,B,A") << false;
    QTest::newRow("long") << QByteArray(150, 'x') + ",b" << false;
}

void ReaderTest::header()
{
    QFETCH(QByteArray, first);
    QFETCH(bool, isHeader);
    const QByteArray bytes = first + "\nmore,2,3,4\n";
    const Table table = read(bytes);
    QCOMPARE(table.rows.size(), isHeader ? 1 : 2);
    QCOMPARE(hasNote(table, TableNoteCode::NoHeader), !isHeader);
    QCOMPARE(read(bytes, TableFormat::Csv, {}, HeaderRule::Present).rows.size(), 1);
    QCOMPARE(read(bytes, TableFormat::Csv, {}, HeaderRule::Absent).rows.size(), 2);
}

void ReaderTest::raggedRowsAreSaid()
{
    const Table table = read("a,b,c\n1,2\n1,2,3\n1,2,3,4\n");
    QCOMPARE(words(table), (QStringList{ u"1|2|~"_s, u"1|2|3"_s, u"1|2|3"_s }));
    QVERIFY(hasNote(table, TableNoteCode::RaggedRow));
    QCOMPARE(table.notes.constFirst().row, 0);
    QCOMPARE(table.notes.constFirst().count, 2);
}

void ReaderTest::headingsMayLackTheIndex()
{
    const Table table = read("text\tlabel\n17\thello, you\tgood\n18\tbye, all\tbad\n");
    QCOMPARE(names(table), (QStringList{ u"column 1"_s, u"text"_s, u"label"_s }));
    QCOMPARE(words(table), (QStringList{ u"17|hello, you|good"_s, u"18|bye, all|bad"_s }));
    QVERIFY(table.notes.isEmpty());
}

void ReaderTest::badBytesAreReplacedAndSaid()
{
    const Table latin = read("name\nM\xfcller\n\x1b[31mred\n");
    QCOMPARE(words(latin), (QStringList{ u"M�ller"_s, u"�[31mred"_s }));
    QVERIFY(hasNote(latin, TableNoteCode::InvalidText));
    QVERIFY(!hasNote(read("name\nMüller\n"), TableNoteCode::InvalidText));
}

void ReaderTest::utf16()
{
    for (const auto encoding : { QStringConverter::Utf16LE, QStringConverter::Utf16BE, QStringConverter::Utf32LE }) {
        QStringEncoder encoder(encoding, QStringConverter::Flag::WriteBom);
        const QByteArray bytes = encoder.encode(u"a,b\nβ,1\n"_s);
        const Table table = read(bytes);
        QCOMPARE(words(table), QStringList{ u"β|1"_s });
        QVERIFY(hasNote(table, TableNoteCode::ByteOrderMark));
    }
}

void ReaderTest::unclosedQuote()
{
    const Table table = read("a,b\nx,1\ny,2\nz,3\n\"open,4\nlast,5\n");
    QCOMPARE(words(table), (QStringList{ u"x|1"_s, u"y|2"_s, u"z|3"_s, u"\"open|4"_s, u"last|5"_s }));
}

void ReaderTest::longCellsAreCut()
{
    TableLimits limits;
    limits.cellCharacters = 10;
    const QByteArray emoji = QByteArray("😀").repeated(6); // 12 UTF-16 units
    const Table table = read("a,b\n" + QByteArray(25, 'x') + "," + emoji + "\nok,ok\n", TableFormat::Csv, limits);
    QCOMPARE(table.rows[0][0].text, QString(10, u'x'));
    QVERIFY(table.rows[0][0].truncated);
    QCOMPARE(table.rows[0][0].bytes, 25);
    QCOMPARE(table.rows[0][1].text, u"😀😀😀😀😀"_s);
    QVERIFY(!table.rows[1][0].truncated);
    QVERIFY(hasNote(table, TableNoteCode::CellCut));
    QVERIFY(!hasNote(table, TableNoteCode::InvalidText));

    limits.cellCharacters = 11; // would part the sixth pair of surrogates
    QCOMPARE(read("a,b\n" + emoji + ",x\n", TableFormat::Csv, limits).rows[0][0].text, u"😀😀😀😀😀"_s);
}

void ReaderTest::windows()
{
    QByteArray bytes = "n,text\n";
    for (int i = 0; i < 1000; ++i)
        bytes += QByteArray::number(i) + ",\"row\n" + QByteArray::number(i) + "\"\n";
    auto reader = TableReader::fromBytes(bytes, TableFormat::Csv, u"test"_s);
    QVERIFY(reader);
    for (const qint64 offset : { 0, 900, 63, 64, 65, 500, 999, 1000, 5000, 1 }) {
        const auto table = reader->rows(offset, 3);
        QVERIFY(table);
        QCOMPARE(table->firstRow, offset);
        QCOMPARE(table->rows.size(), std::clamp<qint64>(1000 - offset, 0, 3));
        for (qsizetype i = 0; i < table->rows.size(); ++i) {
            QCOMPARE(table->rows[i][0].text, QString::number(offset + i));
            QCOMPARE(table->rows[i][1].text, u"row\n%1"_s.arg(offset + i));
        }
    }
    QCOMPARE(reader->countRows().value_or(-1), 1000);
    auto fresh = TableReader::fromBytes(bytes, TableFormat::Csv, u"test"_s);
    QVERIFY(!fresh->rows(0, 10)->totalRows);
    QCOMPARE(fresh->countRows().value_or(-1), 1000);
    QCOMPARE(fresh->rows(10, 1)->totalRows, std::optional<qint64>(1000));
}

void ReaderTest::windowStopsAtItsSize()
{
    TableLimits limits;
    limits.bytes = 100'000;
    QByteArray bytes = "a,b\n";
    for (int i = 0; i < 100; ++i)
        bytes += QByteArray(5000, 'x') + ",1\n";
    auto reader = TableReader::fromBytes(bytes, TableFormat::Csv, u"test"_s, limits, HeaderRule::Present);
    const auto table = reader->rows(0, 100);
    QVERIFY(table->rows.size() >= 5 && table->rows.size() < 20);
    QVERIFY(hasNote(*table, TableNoteCode::BytesCut));
    const qint64 next = table->rows.size();
    QCOMPARE(reader->rows(next, 1)->firstRow, next);
    QCOMPARE(reader->countRows().value_or(-1), 100);
}

void ReaderTest::types()
{
    const Table table
        = read("i,r,b,t,s,code,empty\n1,1.5,true,2020-01-02,a,007,\n-2,2,False,2020-01-02T10:11:12Z,5,1,\n");
    QList<ColumnType> types;
    for (const Column& column : table.columns)
        types.append(column.type);
    QCOMPARE(types,
        (QList<ColumnType>{ ColumnType::Integer, ColumnType::Real, ColumnType::Boolean, ColumnType::Time,
            ColumnType::Text, ColumnType::Text, ColumnType::Unknown }));
    QCOMPARE(table.rows[0][5].text, u"007"_s);
    QCOMPARE(table.rows[1][5].kind, CellKind::Text); // the column is text: 1 beside 007 is no number
    QCOMPARE(table.rows[1][0].number, -2.0);
}

void ReaderTest::jsonLines()
{
    const Table table = read(
        "{\"a\":1,\"b\":[1,{\"c\":null}]}\r\n\n{\"a\":\"x\",\"d\":true}\n{broken\n[1,2]\n7\n", TableFormat::JsonLines);
    QCOMPARE(names(table), (QStringList{ u"a"_s, u"b"_s, u"d"_s, u"column 1"_s, u"column 2"_s, u"value"_s }));
    QCOMPARE(words(table),
        (QStringList{ u"1|[1,{\"c\":null}]|~|~|~|~"_s, u"x|~|true|~|~|~"_s, u"~|~|~|~|~|~"_s, u"~|~|~|1|2|~"_s,
            u"~|~|~|~|~|7"_s }));
    QCOMPARE(table.rows[0][1].kind, CellKind::Nested);
    QCOMPARE(table.columns[0].type, ColumnType::Mixed);
    QVERIFY(hasNote(table, TableNoteCode::InvalidLine));

    QByteArray late;
    for (int i = 0; i < 150; ++i)
        late += i < 120 ? "{\"a\":1}\n" : "{\"a\":1,\"late\":2}\n";
    const Table said = read(late, TableFormat::JsonLines);
    QCOMPARE(names(said), QStringList{ u"a"_s });
    QVERIFY(hasNote(said, TableNoteCode::RaggedRow));
}

void ReaderTest::jsonShapes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("columns");
    QTest::addColumn<QStringList>("rows");
    QTest::newRow("objects") << QByteArray(R"([{"a":1,"b":"x"},{"b":"y","a":2}])") << QStringList{ u"a"_s, u"b"_s }
                             << QStringList{ u"1|x"_s, u"2|y"_s };
    QTest::newRow("columns") << QByteArray(R"({"a":[1,2],"b":["x",null]})") << QStringList{ u"a"_s, u"b"_s }
                             << QStringList{ u"1|x"_s, u"2|^"_s };
    QTest::newRow("member") << QByteArray(R"({"version":"1","data":[{"a":1},{"a":2}]})") << QStringList{ u"a"_s }
                            << QStringList{ u"1"_s, u"2"_s };
    QTest::newRow("records") << QByteArray(R"({"k1":{"a":1},"k2":{"a":2}})") << QStringList{ u"(key)"_s, u"a"_s }
                             << QStringList{ u"k1|1"_s, u"k2|2"_s };
    QTest::newRow("one") << QByteArray(R"({"a":1,"b":[1]})") << QStringList{ u"a"_s, u"b"_s }
                         << QStringList{ u"1|[1]"_s };
    QTest::newRow("scalar") << QByteArray("\"x\"") << QStringList{ u"value"_s } << QStringList{ u"x"_s };
    QTest::newRow("empty array") << QByteArray("[]") << QStringList{} << QStringList{};
    QTest::newRow("two keys alike") << QByteArray(R"([{"a":1,"a":2}])") << QStringList{ u"a"_s }
                                    << QStringList{ u"2"_s };
}

void ReaderTest::jsonShapes()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QStringList, columns);
    QFETCH(QStringList, rows);
    const Table table = read(bytes, TableFormat::Json);
    QCOMPARE(names(table), columns);
    QCOMPARE(words(table), rows);
    QCOMPARE(table.totalRows, std::optional<qint64>(rows.size()));
}

void ReaderTest::hugeIntegers()
{
    const Table table = read(R"([{"id":123456789012345678901234567890}])", TableFormat::Json);
    QCOMPARE(table.rows.size(), 1);
    QVERIFY(hasNote(table, TableNoteCode::NumberRounded));
    QCOMPARE(read(R"([{"id":18446744073709551615}])", TableFormat::Json).rows[0][0].text, u"18446744073709551615"_s);
}

void ReaderTest::refusals()
{
    const QTemporaryDir folder;
    const auto refused = [&folder](const QString& name, const QByteArray& bytes) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            return Error{ ErrorCode::Usage, {}, u"the test could not write"_s, {} };
        file.close();
        auto reader = TableReader::open(file.fileName());
        return reader ? Error{ ErrorCode::Usage, {}, u"it was read"_s, {} } : reader.error();
    };
    const Error parquet = refused(u"x.parquet"_s, "PAR1abcPAR1");
    QCOMPARE(parquet.code, ErrorCode::Unsupported);
    QVERIFY(parquet.cause.contains("Parquet"_L1));
    QVERIFY(!parquet.wayOut.isEmpty());
    QCOMPARE(refused(u"named-wrongly.csv"_s, "PAR1abcPAR1").code, ErrorCode::Unsupported);
    QCOMPARE(refused(u"x.csv"_s, "").code, ErrorCode::Parse);
    QCOMPARE(refused(u"x.jsonl"_s, "\n\n").code, ErrorCode::Parse);
    QCOMPARE(refused(u"x.jsonl"_s, "nonsense\n").code, ErrorCode::Parse);
    QCOMPARE(refused(u"x.json"_s, "[1,").code, ErrorCode::Parse);
    QCOMPARE(refused(u"x.csv.gz"_s, "\x1f\x8b").code, ErrorCode::Unsupported);
    QCOMPARE(refused(u"x.txt"_s, "a,b\n").code, ErrorCode::Unsupported);
    QCOMPARE(TableReader::open(folder.filePath(u"none.csv"_s)).error().code, ErrorCode::NotFound);
    QCOMPARE(TableReader::open(folder.path()).error().code, ErrorCode::Storage);
}

void ReaderTest::cancelled()
{
    QByteArray bytes = "a,b\n";
    for (int i = 0; i < 20'000; ++i)
        bytes += "x,1\n";
    auto reader = TableReader::fromBytes(bytes, TableFormat::Csv, u"test"_s);
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(reader->countRows(stop.get_token()).error().code, ErrorCode::Cancelled);
    QCOMPARE(reader->countRows().value_or(-1), 20'000);
}

void ReaderTest::firstRowsOfALargeFileCostTheSame()
{
    // The cost is what is read of the file, so the large one is mostly a hole that nobody may touch.
    const QTemporaryDir folder;
    const auto measure = [&folder](qint64 size) {
        QFile file(folder.filePath(u"x%1.csv"_s.arg(size)));
        if (!file.open(QIODevice::WriteOnly))
            return qint64(-1);
        for (int i = 0; i < 2000; ++i)
            file.write("some words,of a row," + QByteArray::number(i) + "\n");
        file.resize(size);
        file.close();
        qint64 best = std::numeric_limits<qint64>::max();
        for (int i = 0; i < 9; ++i) {
            QElapsedTimer timer;
            timer.start();
            auto reader = TableReader::open(file.fileName());
            if (!reader || reader->rows(0, 100)->rows.size() != 100)
                return qint64(-1);
            best = std::min(best, timer.nsecsElapsed());
        }
        return best;
    };
    const qint64 small = measure(1024 * 1024);
    const qint64 large = measure(qint64(4) * 1024 * 1024 * 1024);
    QVERIFY(small > 0 && large > 0);
    // Reading 4 GB takes a thousand times as long; 5 leaves room for a busy machine.
    QVERIFY2(large < small * 5, qPrintable(u"%1 ns against %2 ns"_s.arg(large).arg(small)));
}

namespace
{

QString arbitraryText()
{
    const QStringList pieces{ u"a"_s, u"Z"_s, u"0"_s, u"7"_s, u","_s, u";"_s, u"\t"_s, u"\""_s, u"\"\""_s, u"\n"_s,
        u"\r\n"_s, u" "_s, u"é"_s, u"中"_s, u"😀"_s, u"ش"_s, u"-"_s, u"true"_s, u"null"_s };
    const auto picks = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, int(pieces.size())));
    QString text;
    for (const int pick : picks)
        text += pieces[pick];
    return text;
}

QByteArray quoted(QString text)
{
    return QString(u'"' + text.replace(u'"', u"\"\""_s) + u'"').toUtf8();
}

} // namespace

void ReaderTest::writtenCsvReadsTheSame()
{
    QVERIFY(rc::check("CSV with every field quoted comes back as written", [] {
        const int columns = *rc::gen::inRange(1, 6);
        const int rows = *rc::gen::inRange(0, 80);
        const char* lineEnd = *rc::gen::element("\n", "\r\n");
        QByteArray bytes;
        QStringList expected;
        for (int c = 0; c < columns; ++c)
            bytes += (c > 0 ? "," : "") + quoted(u"c%1"_s.arg(c));
        bytes += lineEnd;
        for (int r = 0; r < rows; ++r) {
            QStringList line;
            for (int c = 0; c < columns; ++c) {
                const QString text = arbitraryText();
                bytes += (c > 0 ? "," : "") + quoted(text);
                line.append(text);
            }
            bytes += lineEnd;
            expected.append(line.join(u'|'));
        }
        auto reader = TableReader::fromBytes(bytes, TableFormat::Csv, u"test"_s, {}, HeaderRule::Present);
        RC_ASSERT(reader.has_value());
        RC_ASSERT(words(*reader->rows(0, 1000)) == expected);
        // A window anywhere shows the same as the whole.
        const int from = *rc::gen::inRange(0, rows + 1);
        RC_ASSERT(words(*reader->rows(from, 7)) == expected.mid(from, 7));
    }));
}

void ReaderTest::writtenJsonReadsTheSame()
{
    QVERIFY(rc::check("JSON, JSON Lines and their windows hold the same rows", [] {
        const int rows = *rc::gen::inRange(1, 80);
        QJsonArray array;
        QByteArray lines;
        QStringList expected;
        for (int r = 0; r < rows; ++r) {
            const QString text = arbitraryText();
            const qint64 number = *rc::gen::inRange<qint64>(-1'000'000'000'000, 1'000'000'000'000);
            const QJsonObject object{ { u"n"_s, number }, { u"t"_s, text } };
            array.append(object);
            lines += QJsonDocument(object).toJson(QJsonDocument::Compact) + "\n";
            expected.append(QString::number(number) + u'|' + text);
        }
        auto fromLines = TableReader::fromBytes(lines, TableFormat::JsonLines, u"test"_s);
        auto fromArray = TableReader::fromBytes(QJsonDocument(array).toJson(), TableFormat::Json, u"test"_s);
        RC_ASSERT(fromLines.has_value());
        RC_ASSERT(fromArray.has_value());
        const int from = *rc::gen::inRange(0, rows);
        RC_ASSERT(words(*fromLines->rows(0, 1000)) == expected);
        RC_ASSERT(words(*fromArray->rows(0, 1000)) == expected);
        RC_ASSERT(words(*fromLines->rows(from, 5)) == words(*fromArray->rows(from, 5)));
    }));
}

void ReaderTest::fuzzCorpusAndMutants()
{
    for (const test::FuzzTarget& target : test::tableFuzzTargets())
        QCOMPARE(test::replay(target, 5000), QString());
}
