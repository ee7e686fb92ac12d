#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace docket::dataset
{

/// What stands in one cell.
enum class CellKind {
    Missing, ///< the row has no such field (ragged CSV row, absent key)
    Null, ///< null, or an empty unquoted CSV field
    Boolean,
    Integer,
    Real,
    Text,
    Nested, ///< list or object; `text` is its compact JSON
    Label, ///< class label; `text` is its name, `number` its value
    Image,
    Audio,
    Video,
    Document, ///< PDF
    Binary, ///< bytes; `text` is empty
};

/// "missing", "text", "image": stable lower-case words, as printed in JSON.
QString cellKindName(CellKind kind);

/// One value as a reader may see it. Untrusted text: show it as plain text only.
struct Cell {
    CellKind kind = CellKind::Missing;
    QString text; ///< at most TableLimits::cellCharacters; invalid bytes and control characters are U+FFFD
    qint64 bytes = -1; ///< size of the whole value in UTF-8 or as stored, -1 unknown
    bool truncated = false; ///< `text` is only the beginning
    double number = 0; ///< of Integer, Real, Label
    int width = 0; ///< pixels of an Image, 0 unknown
    int height = 0;
    QString source; ///< address of media at the viewer: signed, expires, not to be stored or followed unasked
    QString mediaType; ///< "audio/wav"; may be empty
    bool operator==(const Cell&) const = default;
};

enum class ColumnType {
    Unknown, ///< no value seen
    Boolean,
    Integer,
    Real,
    Text,
    Time,
    Label,
    List,
    Object,
    Translation,
    Image,
    Audio,
    Video,
    Document,
    Binary,
    Mixed, ///< values of several kinds
};

/// "text", "integer", "label".
QString columnTypeName(ColumnType type);

struct Column {
    QString name;
    ColumnType type = ColumnType::Unknown;
    QString typeText; ///< for the header: "int64", "label (3)", "list<string>", "image"
    QStringList labels; ///< names of a class label, by value
    bool inferred = false; ///< guessed from the rows read so far rather than declared
    bool operator==(const Column&) const = default;
};

/// What a reader must be told about a table. A closed set; the ui translates from the code.
enum class TableNoteCode {
    InvalidText, ///< bytes that are no valid text were replaced by U+FFFD
    ByteOrderMark, ///< the file was UTF-16 or UTF-32 and converted
    RaggedRow, ///< fewer or more fields than columns
    UnclosedQuote, ///< a quoted field that never ends
    DuplicateColumn, ///< two columns of one name; the later was renamed
    InvalidLine, ///< a JSONL line that is no JSON, or no object
    CellCut, ///< a value longer than the limit
    ColumnsCut, ///< more columns than the limit
    BytesCut, ///< the window was ended by the byte limit
    RowsCut, ///< the file holds more rows than are counted
    Partial, ///< the viewer saw only the beginning of the dataset
    NumberRounded, ///< an integer beyond 64 bits, shown as a rounded number
    RowsInMember, ///< a JSON document whose rows stand in one of its members
    NoHeader, ///< the first line of a CSV looks like data; columns were numbered
};

/// "ragged-row", "cell-cut".
QString tableNoteCodeName(TableNoteCode code);

struct TableNote {
    TableNoteCode code = TableNoteCode::InvalidText;
    qint64 row = -1; ///< first row it is about, 0-based; -1 = the whole table
    qint64 count = 1; ///< how many rows or cells
    QString text; ///< English, one sentence
    bool operator==(const TableNote&) const = default;
};

/// A window of a table: `rows[i]` is row `firstRow + i`, or `rowNumbers[i]` where rows were left out (a search), with
/// one cell for each column.
struct Table {
    QList<Column> columns;
    QList<QList<Cell>> rows;
    qint64 firstRow = 0;
    QList<qint64> rowNumbers; ///< empty when the rows follow each other
    std::optional<qint64> totalRows; ///< when known without reading on
    bool partial = false; ///< totalRows counts only what the source has looked at
    QList<TableNote> notes;
};

/// Bounds of what one call returns; what exceeds them is cut and marked, not refused.
struct TableLimits {
    qint64 rows = 10'000; ///< of one window
    qint64 bytes = qint64(64) * 1024 * 1024; ///< of memory for one window, about
    qsizetype cellCharacters = 10'000; ///< UTF-16 units kept of one value
    int columns = 1'000;
};

} // namespace docket::dataset
