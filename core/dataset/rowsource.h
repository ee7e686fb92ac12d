#pragma once

#include "core/dataset/bytesource.h"
#include "core/dataset/celltext.h"
#include "core/dataset/reader.h"

#include <memory>

namespace docket::dataset
{

/// Rows of one file format, one after the other. Positions are opaque marks that seek() takes back.
class RowSource
{
public:
    virtual ~RowSource() = default;
    virtual qint64 position() const = 0;
    virtual void seek(qint64 position) = 0;
    virtual bool atEnd() const = 0;
    /// Passes over one row without looking into it; call only when not atEnd().
    virtual void skip() = 0;
    /// Reads one row, which is number `row` of the table; call only when not atEnd().
    virtual QList<Cell> read(qint64 row, NoteList& notes) = 0;
    /// Reads the head of the file and settles the columns; leaves the position at row 0.
    virtual Status prepare(NoteList& notes) = 0;

    QList<Column> columns;
    std::optional<qint64> totalRows; ///< when the format tells without reading on
};

inline constexpr int inferenceRows = 100;

std::unique_ptr<RowSource> makeCsvSource(
    ByteSource bytes, const QString& name, char delimiter, const TableLimits& limits, HeaderRule header);
std::unique_ptr<RowSource> makeJsonLinesSource(ByteSource bytes, const QString& name, const TableLimits& limits);
std::unique_ptr<RowSource> makeJsonSource(ByteSource bytes, const QString& name, const TableLimits& limits);

/// The type that values of these kinds make together.
class TypeGuess
{
public:
    void see(const Cell& cell);
    ColumnType type() const;
    bool sawNested() const { return m_nested > 0; }

private:
    int m_booleans = 0;
    int m_integers = 0;
    int m_reals = 0;
    int m_times = 0;
    int m_texts = 0;
    int m_nested = 0;
    int m_lists = 0;
};

} // namespace docket::dataset
