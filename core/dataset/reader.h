#pragma once

#include "core/base/result.h"
#include "core/dataset/table.h"

#include <memory>
#include <stop_token>

namespace docket::dataset
{

enum class TableFormat { Csv, Tsv, Json, JsonLines };
/// "csv", "tsv", "json", "jsonl".
QString tableFormatName(TableFormat format);

/// Whether the first record of CSV or TSV names the columns.
enum class HeaderRule {
    Guess, ///< no when it holds numbers, repeats itself or is long: then a note says so
    Present,
    Absent,
};

/// Rows of a local file. The file is mapped, not read: opening one of any size costs the same, and so do its first
/// rows. Windows further down build a row index as they go (one offset for every 64 rows). JSON (one document, not
/// lines) is parsed whole and has a size limit of its own.
/// Thread: one object, one thread. The file must not be cut while it is open.
class TableReader
{
public:
    /// Format from the suffix (.csv, .tsv, .tab, .json, .jsonl, .ndjson), a `.json` that holds one object a line is
    /// read as lines. NotFound, Storage; Unsupported for Parquet, Arrow, compressed and unknown files; Parse with line
    /// and reason when nothing can be read; LimitExceeded for a JSON document above `maximumDocument`.
    static Result<TableReader> open(
        const QString& path, const TableLimits& limits = {}, HeaderRule header = HeaderRule::Guess);
    /// The same over bytes in memory; `name` stands in messages.
    static Result<TableReader> fromBytes(const QByteArray& bytes, TableFormat format, const QString& name,
        const TableLimits& limits = {}, HeaderRule header = HeaderRule::Guess);

    TableReader(TableReader&&) noexcept;
    TableReader& operator=(TableReader&&) noexcept;
    ~TableReader();

    TableFormat format() const;
    QString name() const;
    qint64 fileBytes() const;
    /// Declared by the file, types inferred from the first 100 rows.
    const QList<Column>& columns() const;
    /// Rows [offset, offset + length), fewer at the end. Cancelled when `stop` is asked for on the way.
    Result<Table> rows(qint64 offset, qint64 length, std::stop_token stop = {});
    /// Reads on to the end of the file and counts. Cheap when it was reached before.
    Result<qint64> countRows(std::stop_token stop = {});

    /// A JSON document larger than this is refused, bytes; JSONL has no limit.
    static constexpr qint64 maximumDocument = qint64(128) * 1024 * 1024;

private:
    struct Private;
    explicit TableReader(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace docket::dataset
