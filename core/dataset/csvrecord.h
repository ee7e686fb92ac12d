#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace docket::dataset
{

/// How a delimited text file is written.
struct CsvDialect {
    char delimiter = ',';
    char lineEnd = '\n'; ///< '\n' (with or without '\r' before it) or a lone '\r'
    bool quotes = true; ///< '"' encloses fields; false: it is a character like any other
};

/// One field as it stands in the file.
struct CsvField {
    QByteArray text; ///< without enclosing quotes, doubled quotes undone
    bool quoted = false;
    qint64 size = 0; ///< bytes of the whole field; of a cut one, doubled quotes counted twice
};

/// Result of reading one record.
struct CsvRecord {
    QList<CsvField> fields; ///< at most `maximumFields`
    qint64 fieldCount = 0; ///< all of them
    qint64 next = 0; ///< offset of what follows
    bool unclosedQuote = false;
    bool swallowedLines = false; ///< a quoted field holds line ends and delimiters: perhaps the quotes enclose nothing
};

/// Guesses delimiter, line end and whether quotes enclose, from the first 64 KB. `preferred` wins a tie.
CsvDialect sniffDialect(QByteArrayView bytes, char preferred);

/// Reads the record at `offset` (RFC 4180; a quote inside a bare field is a character; text after a closing quote is
/// kept; a quote that does not close within `maximumQuoted` bytes is a character). Blank lines are one empty field.
/// A field keeps about twice `maximumField` bytes of its text. With `keep` false only `next` is filled.
CsvRecord readCsvRecord(
    QByteArrayView bytes, qint64 offset, const CsvDialect& dialect, bool keep, int maximumFields, qint64 maximumField);

/// The offset of the first byte at or after `offset` that is not part of a blank line.
qint64 skipBlankLines(QByteArrayView bytes, qint64 offset);

inline constexpr qint64 maximumQuoted = qint64(16) * 1024 * 1024;

} // namespace docket::dataset
