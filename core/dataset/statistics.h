#pragma once

#include "core/dataset/table.h"

#include <memory>

namespace docket::dataset
{

/// How often a value or a range of values occurs.
struct Frequency {
    QString value; ///< a value, or "low – high" of a histogram's bin
    qint64 count = 0;
    bool operator==(const Frequency&) const = default;
};

/// One column in figures; from our own count over a local file, or as the dataset viewer answered.
struct ColumnStatistics {
    QString name;
    QString typeText; ///< column_type of the viewer, or our own type word
    qint64 count = 0; ///< rows looked at
    qint64 nulls = 0;
    std::optional<qint64> distinct; ///< of non-null values
    bool distinctCapped = false; ///< there are at least `distinct`
    std::optional<double> minimum, maximum, mean, median, deviation; ///< numbers; lengths when `ofLengths`
    bool ofLengths = false; ///< the figures are lengths: characters, list items, seconds, pixels
    std::optional<qint64> trueCount, falseCount;
    QString earliest, latest; ///< of times, as written
    QList<Frequency> top; ///< most frequent values, most frequent first
    QList<Frequency> histogram; ///< in order of value
};

/// Statistics of a table.
struct TableStatistics {
    qint64 rows = 0;
    bool partial = false; ///< counted over the beginning only
    QList<ColumnStatistics> columns;
};

/// Counts over rows as they come; memory stays bounded whatever the file holds.
/// Thread: one object, one thread.
class StatisticsCounter
{
public:
    struct Limits {
        int distinct = 10'000; ///< distinct values remembered for a column
        int top = 10;
    };
    explicit StatisticsCounter(const QList<Column>& columns, Limits limits);
    explicit StatisticsCounter(const QList<Column>& columns) : StatisticsCounter(columns, Limits()) { }
    ~StatisticsCounter();
    StatisticsCounter(StatisticsCounter&&) noexcept;
    StatisticsCounter& operator=(StatisticsCounter&&) noexcept;

    void add(const QList<Cell>& row);
    TableStatistics result() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace docket::dataset
