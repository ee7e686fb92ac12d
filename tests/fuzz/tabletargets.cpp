#include "core/dataset/reader.h"
#include "core/dataset/scan.h"
#include "core/dataset/statistics.h"
#include "core/dataset/viewer.h"
#include "tests/fuzz/fuzztarget.h"

#include <QSet>

#include <algorithm>

namespace docket::test
{

using namespace docket::dataset;
using namespace Qt::StringLiterals;

namespace
{

/// Every refusal has a cause and a way out, and none of them is about this machine.
template <typename T> QString refused(const Result<T>& result)
{
    const Error& error = result.error();
    return error.cause.isEmpty() || error.wayOut.isEmpty() || error.code == ErrorCode::Storage
        ? u"a refusal that says nothing: "_s + error.text()
        : QString();
}

/// Whole characters, and none that steers a terminal.
bool isPlain(const QString& text)
{
    return text.isValidUtf16() && std::none_of(text.cbegin(), text.cend(), [](QChar c) {
        return (c < u' ' && c != u'\t' && c != u'\n' && c != u'\r') || (c >= u'\x7f' && c < u'\xa0');
    });
}

QString checkSignals(const QString& text)
{
    qsizetype last = 0;
    for (const SignalMatch& match : findSignals(text)) {
        if (match.start < last || match.length <= 0 || match.start + match.length > text.size())
            return u"signals out of order"_s;
        if (match.masked.isEmpty() || !isPlain(match.masked)
            || match.masked == QStringView(text).sliced(match.start, match.length))
            return u"a signal that is not masked: "_s + signalName(match.signal);
        last = match.start + match.length;
    }
    return {};
}

QString checkTable(const Table& table, const TableLimits& limits)
{
    if (table.columns.size() > limits.columns || table.rows.size() > limits.rows)
        return u"larger than the limits"_s;
    QSet<QString> names;
    for (const Column& column : table.columns) {
        if (!isPlain(column.name) || !isPlain(column.typeText)
            || !std::all_of(column.labels.cbegin(), column.labels.cend(), isPlain))
            return u"a column that is no text"_s;
        names.insert(column.name);
    }
    if (names.size() != table.columns.size())
        return u"two columns of one name"_s;
    if (!table.rowNumbers.isEmpty() && table.rowNumbers.size() != table.rows.size())
        return u"not as many numbers as rows"_s;
    if (table.firstRow < 0
        || std::any_of(table.rowNumbers.cbegin(), table.rowNumbers.cend(), [](qint64 n) { return n < 0; }))
        return u"a row before the first"_s;
    for (const TableNote& note : table.notes)
        if (note.text.isEmpty() || !isPlain(note.text) || note.count < 1)
            return u"a note that says nothing: "_s + tableNoteCodeName(note.code);
    StatisticsCounter counter(table.columns);
    TableScanner scanner(table.columns);
    for (const QList<Cell>& row : table.rows) {
        if (row.size() != table.columns.size())
            return u"a row that is not as wide as the table"_s;
        for (const Cell& cell : row) {
            if (cell.text.size() > limits.cellCharacters || !isPlain(cell.text) || !isPlain(cell.mediaType))
                return u"a cell that is no text"_s;
            if (const QString wrong = checkSignals(cell.text); !wrong.isEmpty())
                return wrong;
        }
        counter.add(row);
        scanner.add(scanner.rowsSeen(), row);
    }
    const TableStatistics statistics = counter.result();
    if (statistics.rows != table.rows.size() || statistics.columns.size() != table.columns.size())
        return u"statistics of another table"_s;
    for (const SignalFinding& finding : scanner.findings())
        if (finding.criterion.isEmpty() || !names.contains(finding.column) || finding.places.isEmpty())
            return u"a finding without a place"_s;
    return {};
}

/// Rows are the same through any window.
QString checkWindows(TableReader& reader, const Table& table, bool whole)
{
    const auto total = reader.countRows();
    if (!total || *total < table.rows.size() || (whole && *total != table.rows.size()))
        return u"rows are counted in another way than read"_s;
    for (const qsizetype from : { table.rows.size() / 2, qsizetype(0) }) {
        const auto window = reader.rows(from, 3);
        if (!window || window->firstRow != from || window->rows.size() > 3)
            return u"a window that is not the one asked for"_s;
        for (qsizetype i = 0; i < window->rows.size() && from + i < table.rows.size(); ++i)
            if (window->rows[i] != table.rows[from + i])
                return u"row %1 differs from window to window"_s.arg(from + i);
        if (!table.rows.isEmpty() && window->rows.isEmpty())
            return u"an empty window where there are rows"_s;
    }
    return {};
}

QString checkReader(const QByteArray& bytes, TableFormat format)
{
    TableLimits narrow;
    narrow.rows = 70;
    narrow.bytes = 8 * 1024;
    narrow.cellCharacters = 32; // any number
    narrow.columns = 4;
    for (const TableLimits& limits : { TableLimits(), narrow }) {
        auto reader = TableReader::fromBytes(bytes, format, u"fuzz"_s, limits);
        if (!reader) {
            if (const QString wrong = refused(reader); !wrong.isEmpty())
                return wrong;
            continue;
        }
        constexpr qint64 most = 200;
        const auto table = reader->rows(0, most);
        if (!table)
            return u"a table that opens, and whose rows cannot be read: "_s + table.error().text();
        if (const QString wrong = checkTable(*table, limits); !wrong.isEmpty())
            return wrong;
        const bool cut = table->rows.size() == std::min(most, limits.rows)
            || std::any_of(table->notes.cbegin(), table->notes.cend(),
                [](const TableNote& note) { return note.code == TableNoteCode::BytesCut; });
        if (const QString wrong = checkWindows(*reader, *table, !cut); !wrong.isEmpty())
            return wrong;
    }
    return {};
}

template <TableFormat format> QString read(const QByteArray& bytes)
{
    return checkReader(bytes, format);
}

QString checkStatistics(const TableStatistics& statistics)
{
    for (const ColumnStatistics& column : statistics.columns) {
        for (const QList<Frequency>& list : { column.top, column.histogram })
            for (const Frequency& frequency : list)
                if (!isPlain(frequency.value))
                    return u"a value that is no text"_s;
        if (!isPlain(column.name) || !isPlain(column.typeText) || !isPlain(column.earliest) || !isPlain(column.latest))
            return u"figures of a column that are no text"_s;
    }
    return {};
}

/// An answer of the dataset viewer, whichever it may be.
QString viewer(const QByteArray& json)
{
    TableLimits narrow;
    narrow.rows = 3;
    narrow.cellCharacters = 32; // any number
    narrow.columns = 4;
    for (const TableLimits& limits : { TableLimits(), narrow }) {
        const auto table = decodeFirstRows(json, limits);
        if (const QString wrong = table ? checkTable(*table, limits) : refused(table); !wrong.isEmpty())
            return wrong;
    }
    const auto statistics = decodeStatistics(json);
    const auto splits = decodeSplits(json);
    const auto size = decodeSize(json);
    const auto personal = decodePersonalData(json);
    for (const QString& wrong :
        { statistics ? checkStatistics(*statistics) : refused(statistics), splits ? QString() : refused(splits),
            size ? QString() : refused(size), personal ? QString() : refused(personal) })
        if (!wrong.isEmpty())
            return wrong;
    for (const QString& code : { QString(), u"ResponseNotReady"_s, u"Unheard"_s }) {
        const ViewerRefusal refusal = explainRefusal(500, code, json);
        if (refusal.text.isEmpty() || !isPlain(refusal.text))
            return u"a refusal that says nothing"_s;
    }
    return {};
}

QString scan(const QByteArray& bytes)
{
    return checkSignals(QString::fromUtf8(bytes));
}

struct Reader {
    char name;
    QString (*run)(const QByteArray& bytes);
};

/// Any bytes for the reader that the first byte names: c(sv), t(sv), j(son), l(ines of JSON), v(iewer), s(can).
QString table(const QByteArray& bytes)
{
    static constexpr Reader readers[] = { { 'c', read<TableFormat::Csv> }, { 't', read<TableFormat::Tsv> },
        { 'j', read<TableFormat::Json> }, { 'l', read<TableFormat::JsonLines> }, { 'v', viewer }, { 's', scan } };
    if (bytes.isEmpty())
        return {};
    for (const Reader& reader : readers)
        if (reader.name == bytes[0])
            return reader.run(bytes.sliced(1));
    return readers[uchar(bytes[0]) % std::size(readers)].run(bytes.sliced(1));
}

} // namespace

const std::vector<FuzzTarget>& tableFuzzTargets()
{
    static const std::vector<FuzzTarget> targets{ { "table", table } };
    return targets;
}

} // namespace docket::test
