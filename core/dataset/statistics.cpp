#include "core/dataset/statistics.h"

#include "core/dataset/celltext.h"

#include <QHash>

#include <algorithm>
#include <cmath>

namespace docket::dataset
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype rememberedCharacters = 200;

/// Mean and spread in one pass (Welford's method).
struct Moments {
    qint64 count = 0;
    double mean = 0;
    double squares = 0;
    double minimum = 0;
    double maximum = 0;

    void add(double value)
    {
        minimum = count == 0 ? value : std::min(minimum, value);
        maximum = count == 0 ? value : std::max(maximum, value);
        ++count;
        const double delta = value - mean;
        mean += delta / static_cast<double>(count);
        squares += delta * (value - mean);
    }
};

struct ColumnCounter {
    qint64 count = 0;
    qint64 nulls = 0;
    qint64 trues = 0;
    qint64 booleans = 0;
    Moments numbers;
    Moments lengths;
    QString earliest;
    QString latest;
    QHash<QString, qint64> values;
    bool capped = false;

    void add(const Cell& cell, bool times, int maximumDistinct);
};

void ColumnCounter::add(const Cell& cell, bool times, int maximumDistinct)
{
    ++count;
    switch (cell.kind) {
    case CellKind::Missing:
    case CellKind::Null:
        ++nulls;
        return;
    case CellKind::Boolean:
        ++booleans;
        trues += cell.text.compare("true"_L1, Qt::CaseInsensitive) == 0 ? 1 : 0;
        break;
    case CellKind::Integer:
    case CellKind::Real:
        if (std::isfinite(cell.number))
            numbers.add(cell.number);
        break;
    default:
        lengths.add(static_cast<double>(cell.text.size()));
        break;
    }
    if (times && cell.kind == CellKind::Text) {
        if (earliest.isEmpty() || cell.text < earliest)
            earliest = cell.text;
        if (latest.isEmpty() || cell.text > latest)
            latest = cell.text;
    }
    const QString key
        = cell.text.size() > rememberedCharacters ? beginning(cell.text, rememberedCharacters) + u'…' : cell.text;
    if (const auto found = values.find(key); found != values.end())
        ++*found;
    else if (values.size() < maximumDistinct)
        values.insert(key, 1);
    else
        capped = true;
}

QList<Frequency> mostFrequent(const QHash<QString, qint64>& values, int top)
{
    QList<Frequency> all;
    all.reserve(values.size());
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        all.append({ it.key(), it.value() });
    const auto before = [](const Frequency& a, const Frequency& b) {
        return a.count != b.count ? a.count > b.count : a.value < b.value;
    };
    const qsizetype kept = std::min<qsizetype>(all.size(), top);
    std::partial_sort(all.begin(), all.begin() + kept, all.end(), before);
    all.resize(kept);
    return all;
}

void apply(const Moments& moments, ColumnStatistics& statistics)
{
    if (moments.count == 0)
        return;
    statistics.minimum = moments.minimum;
    statistics.maximum = moments.maximum;
    statistics.mean = moments.mean;
    if (moments.count > 1)
        statistics.deviation = std::sqrt(moments.squares / static_cast<double>(moments.count - 1));
}

} // namespace

struct StatisticsCounter::Private {
    QList<Column> columns;
    Limits limits;
    QList<ColumnCounter> counters;
    qint64 rows = 0;
};

StatisticsCounter::StatisticsCounter(const QList<Column>& columns, Limits limits) : d(std::make_unique<Private>())
{
    d->columns = columns;
    d->limits = limits;
    d->counters.resize(columns.size());
}

StatisticsCounter::~StatisticsCounter() = default;
StatisticsCounter::StatisticsCounter(StatisticsCounter&&) noexcept = default;
StatisticsCounter& StatisticsCounter::operator=(StatisticsCounter&&) noexcept = default;

void StatisticsCounter::add(const QList<Cell>& row)
{
    ++d->rows;
    for (qsizetype i = 0; i < std::min(row.size(), d->counters.size()); ++i)
        d->counters[i].add(row[i], d->columns[i].type == ColumnType::Time, d->limits.distinct);
}

TableStatistics StatisticsCounter::result() const
{
    TableStatistics table;
    table.rows = d->rows;
    for (qsizetype i = 0; i < d->columns.size(); ++i) {
        const ColumnCounter& counter = d->counters[i];
        ColumnStatistics column;
        column.name = d->columns[i].name;
        column.typeText = d->columns[i].typeText;
        column.count = counter.count;
        column.nulls = counter.nulls;
        column.distinct = counter.values.size();
        column.distinctCapped = counter.capped;
        column.ofLengths = counter.numbers.count == 0;
        apply(column.ofLengths ? counter.lengths : counter.numbers, column);
        if (counter.booleans > 0) {
            column.trueCount = counter.trues;
            column.falseCount = counter.booleans - counter.trues;
        }
        column.earliest = counter.earliest;
        column.latest = counter.latest;
        // A column in which nothing comes twice has no most frequent value worth a line.
        column.top = mostFrequent(counter.values, d->limits.top);
        if (!column.top.isEmpty() && column.top.constFirst().count == 1 && counter.values.size() > d->limits.top)
            column.top.clear();
        table.columns.append(column);
    }
    return table;
}

} // namespace docket::dataset
