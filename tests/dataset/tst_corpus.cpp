#include "tests/dataset/tst_corpus.h"

#include "core/dataset/reader.h"
#include "core/dataset/scan.h"
#include "core/dataset/statistics.h"
#include "core/dataset/viewer.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

using namespace docket;
using namespace docket::dataset;
using namespace Qt::StringLiterals;

namespace
{

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList filesUnder(const QString& folder)
{
    QStringList files;
    QDirIterator it(folder, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext())
        files.append(it.next());
    files.sort();
    return files;
}

/// What every reader must keep: whole rows within the limits, the same through a window as through the whole.
void inspect(TableReader& reader)
{
    const auto table = reader.rows(0, 500);
    QVERIFY2(table, table ? "" : qPrintable(table.error().text()));
    StatisticsCounter counter(table->columns);
    TableScanner scanner(table->columns);
    qint64 number = 0;
    for (const QList<Cell>& row : table->rows) {
        QCOMPARE(row.size(), table->columns.size());
        for (const Cell& cell : row)
            QVERIFY(cell.text.size() <= TableLimits().cellCharacters);
        counter.add(row);
        scanner.add(number++, row);
    }
    QCOMPARE(counter.result().rows, table->rows.size());
    const auto total = reader.countRows();
    QVERIFY(total);
    QVERIFY(*total >= table->rows.size());
    if (table->rows.size() > 3) {
        const qint64 from = table->rows.size() / 2;
        const auto window = reader.rows(from, 2);
        QVERIFY(window);
        QCOMPARE(window->rows.constFirst(), table->rows[from]);
    }
}

} // namespace

void CorpusTest::initTestCase()
{
    const QStringList places{ qEnvironmentVariable("DOCKET_CORPUS"),
        QStringLiteral(DOCKET_SOURCE_DIR) + u"/../shared/corpus"_s,
        QStringLiteral(DOCKET_SOURCE_DIR) + u"/../../shared/corpus"_s };
    for (const QString& place : places) {
        if (m_corpus.isEmpty() && !place.isEmpty() && QDir(place).exists(u"tables"_s))
            m_corpus = place;
    }
    if (m_corpus.isEmpty())
        QSKIP("no corpus: set DOCKET_CORPUS");
}

void CorpusTest::tables_data()
{
    QTest::addColumn<QString>("path");
    for (const QString& path : filesUnder(m_corpus + u"/tables"_s)) {
        if (!path.contains("/media/"_L1))
            QTest::newRow(qPrintable(path.mid(m_corpus.size()))) << path;
    }
}

void CorpusTest::tables()
{
    QFETCH(QString, path);
    QElapsedTimer timer;
    timer.start();
    auto reader = TableReader::open(path);
    if (!reader) {
        QVERIFY(!reader.error().cause.isEmpty());
        QVERIFY(!reader.error().wayOut.isEmpty());
        // Only what this build has no reader for, and one empty file, may be refused.
        const bool other = !path.endsWith(".csv"_L1) && !path.endsWith(".tsv"_L1) && !path.endsWith(".json"_L1)
            && !path.endsWith(".jsonl"_L1) && !path.endsWith(".ndjson"_L1);
        QVERIFY2(other || QFileInfo(path).size() == 0, qPrintable(reader.error().text()));
        if (path.endsWith(".parquet"_L1))
            QCOMPARE(reader.error().code, ErrorCode::Unsupported);
        return;
    }
    inspect(*reader);
    QVERIFY(timer.elapsed() < 10'000);
}

void CorpusTest::csvSpectrum_data()
{
    QTest::addColumn<QString>("name");
    for (const QString& name : { u"empty_crlf"_s, u"escaped_quotes"_s, u"json"_s, u"simple"_s, u"utf8"_s })
        QTest::newRow(qPrintable(name)) << name;
}

void CorpusTest::csvSpectrum()
{
    QFETCH(QString, name);
    const QString folder = m_corpus + u"/tables/csv_spectrum/"_s;
    auto reader = TableReader::open(folder + u"csvs-"_s + name + u".csv"_s, {}, HeaderRule::Present);
    QVERIFY(reader);
    const QJsonArray expected = QJsonDocument::fromJson(contents(folder + u"json-"_s + name + u".json"_s)).array();
    QVERIFY(!expected.isEmpty());
    const auto table = reader->rows(0, 100);
    QCOMPARE(table->rows.size(), expected.size());
    for (qsizetype i = 0; i < expected.size(); ++i) {
        const QJsonObject row = expected[i].toObject();
        QCOMPARE(table->columns.size(), row.size());
        for (qsizetype c = 0; c < table->columns.size(); ++c)
            QCOMPARE(table->rows[i][c].text, row[table->columns[c].name].toString());
    }
}

void CorpusTest::fuzzedCsv()
{
    int read = 0;
    for (const QString& path : filesUnder(m_corpus + u"/hostile/csv_fuzz"_s)) {
        for (const TableFormat format : { TableFormat::Csv, TableFormat::Tsv }) {
            auto reader = TableReader::fromBytes(contents(path), format, path);
            if (reader) {
                inspect(*reader);
                ++read;
            } else {
                QVERIFY(!reader.error().cause.isEmpty());
            }
        }
    }
    QVERIFY(read > 0);
}

void CorpusTest::jsonSuite()
{
    int accepted = 0;
    int refused = 0;
    for (const QString& path : filesUnder(m_corpus + u"/hostile/json"_s)) {
        const QString name = QFileInfo(path).fileName();
        const QByteArray bytes = contents(path);
        auto reader = TableReader::fromBytes(bytes, TableFormat::Json, name);
        if (name.startsWith("y_"_L1)) {
            QVERIFY2(reader, qPrintable(name));
            ++accepted;
        } else if (name.startsWith("n_"_L1)) {
            QVERIFY2(!reader, qPrintable(name));
            ++refused;
        }
        if (reader)
            inspect(*reader);
        else
            QVERIFY(!reader.error().cause.isEmpty());
        if (auto lines = TableReader::fromBytes(bytes, TableFormat::JsonLines, name))
            inspect(*lines);
        if (auto csv = TableReader::fromBytes(bytes, TableFormat::Csv, name))
            inspect(*csv);
    }
    QVERIFY(accepted > 40);
    QVERIFY(refused > 90);
}

void CorpusTest::viewerAnswers()
{
    int rows = 0;
    int statistics = 0;
    int splits = 0;
    for (const QString& path : filesUnder(m_corpus + u"/dataset_viewer"_s)) {
        const QByteArray json = contents(path);
        const QString name = QFileInfo(path).fileName();
        const bool good = path.contains("/200-"_L1);
        const auto table = decodeFirstRows(json);
        const auto figures = decodeStatistics(json);
        const auto names = decodeSplits(json);
        if (good
            && (path.contains("/first-rows/"_L1) || path.contains("/rows/"_L1) || path.contains("/search/"_L1)
                || path.contains("/filter/"_L1))) {
            QVERIFY2(table, qPrintable(path));
            QVERIFY(!table->columns.isEmpty());
            for (const QList<Cell>& row : table->rows)
                QCOMPARE(row.size(), table->columns.size());
            ++rows;
        }
        if (good && path.contains("/statistics/"_L1)) {
            QVERIFY2(figures, qPrintable(path));
            QVERIFY(!figures->columns.isEmpty());
            ++statistics;
        }
        if (good && path.contains("/splits/"_L1)) {
            QVERIFY2(names, qPrintable(path));
            QVERIFY(!names->ready.isEmpty());
            ++splits;
        }
        if (good && path.contains("/size/"_L1))
            QVERIFY2(decodeSize(json), qPrintable(path));
        if (good && path.contains("/presidio-entities/"_L1) && json.contains("num_scanned_rows"))
            QVERIFY2(decodePersonalData(json), qPrintable(path));
        if (!good && path.contains("/examples/"_L1))
            QVERIFY(!explainRefusal(500, {}, json).text.isEmpty());
    }
    QVERIFY(rows >= 8);
    QVERIFY(statistics >= 8);
    QVERIFY(splits >= 2);
}

void CorpusTest::cutAnywhere()
{
    const QByteArray json = contents(m_corpus + u"/dataset_viewer/examples/first-rows/200-Audio-column.json"_s);
    QVERIFY(!json.isEmpty());
    for (qsizetype size = 0; size < json.size(); size += 97)
        QVERIFY(!decodeFirstRows(QByteArrayView(json).first(size)));
}
