#include "tests/dataset/tst_statistics.h"

#include "core/dataset/reader.h"
#include "core/dataset/statistics.h"

#include <QTest>

#include <rapidcheck.h>

#include <algorithm>
#include <set>

using namespace docket::dataset;
using namespace Qt::StringLiterals;

namespace
{

TableStatistics statisticsOf(const QByteArray& csv, StatisticsCounter::Limits limits = {})
{
    auto reader = TableReader::fromBytes(csv, TableFormat::Csv, u"test"_s);
    const Table table = reader->rows(0, 10'000).value();
    StatisticsCounter counter(table.columns, limits);
    for (const QList<Cell>& row : table.rows)
        counter.add(row);
    return counter.result();
}

} // namespace

void StatisticsTest::figures()
{
    const TableStatistics table
        = statisticsOf("n,flag,word,day\n1,true,aa,2020-01-02\n2,false,b,2019-01-01\n3,true,,\n6,true,b,2021-05-05\n");
    QCOMPARE(table.rows, 4);
    const ColumnStatistics& n = table.columns[0];
    QCOMPARE(n.minimum, std::optional<double>(1));
    QCOMPARE(n.maximum, std::optional<double>(6));
    QCOMPARE(n.mean, std::optional<double>(3));
    QVERIFY(std::abs(*n.deviation - 2.16024689946929) < 1e-12);
    QVERIFY(!n.ofLengths);
    const ColumnStatistics& flag = table.columns[1];
    QCOMPARE(flag.trueCount, std::optional<qint64>(3));
    QCOMPARE(flag.falseCount, std::optional<qint64>(1));
    const ColumnStatistics& word = table.columns[2];
    QCOMPARE(word.nulls, 1);
    QCOMPARE(word.distinct, std::optional<qint64>(2));
    QVERIFY(word.ofLengths);
    QCOMPARE(word.minimum, std::optional<double>(1));
    QCOMPARE(word.maximum, std::optional<double>(2));
    QCOMPARE(word.top.constFirst(), (Frequency{ u"b"_s, 2 }));
    QCOMPARE(table.columns[3].earliest, u"2019-01-01"_s);
    QCOMPARE(table.columns[3].latest, u"2021-05-05"_s);
}

void StatisticsTest::distinctIsCapped()
{
    QByteArray csv = "a,b\n";
    for (int i = 0; i < 100; ++i)
        csv += "w" + QByteArray::number(i) + ",x\n";
    StatisticsCounter::Limits limits;
    limits.distinct = 50;
    const TableStatistics table = statisticsOf(csv, limits);
    QCOMPARE(table.columns[0].distinct, std::optional<qint64>(50));
    QVERIFY(table.columns[0].distinctCapped);
    QVERIFY(!table.columns[1].distinctCapped);
}

void StatisticsTest::equalsAPlainCount()
{
    QVERIFY(rc::check("counts and moments equal those counted the plain way", [] {
        const auto values = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(-50, 50)));
        QList<Column> columns(1);
        StatisticsCounter counter(columns);
        double sum = 0;
        for (const int value : values) {
            Cell cell;
            cell.kind = CellKind::Integer;
            cell.number = value;
            cell.text = QString::number(value);
            counter.add({ cell });
            sum += value;
        }
        const ColumnStatistics column = counter.result().columns.constFirst();
        RC_ASSERT(column.count == qint64(values.size()));
        RC_ASSERT(*column.distinct == qint64(std::set<int>(values.begin(), values.end()).size()));
        RC_ASSERT(*column.minimum == *std::min_element(values.begin(), values.end()));
        RC_ASSERT(*column.maximum == *std::max_element(values.begin(), values.end()));
        RC_ASSERT(std::abs(*column.mean - sum / double(values.size())) < 1e-9);
    }));
}
