#include "app/docketctl/interruption.h"
#include "app/docketctl/session.h"
#include "app/docketctl/verb.h"
#include "core/dataset/reader.h"
#include "core/dataset/scan.h"
#include "core/dataset/statistics.h"

#include <QJsonDocument>

#include <cmath>

namespace docket::ctl
{

using namespace Qt::StringLiterals;
using namespace docket::dataset;

namespace
{

constexpr qint64 windowRows = 2000;

Result<TableReader> openTable(Session& session, const Arguments& arguments)
{
    const QString name = arguments.at(0);
    if (name != "-"_L1) {
        auto reader = TableReader::open(name);
        if (!reader && reader.error().code == ErrorCode::NotFound) {
            Error error = std::move(reader).error();
            error.code = ErrorCode::Storage; // a file that is not there, rather than a search without result
            return fail(std::move(error));
        }
        return reader;
    }
    const QString format = arguments.value(u"format"_s);
    for (const TableFormat known : { TableFormat::Csv, TableFormat::Tsv, TableFormat::Json, TableFormat::JsonLines }) {
        if (format == tableFormatName(known)) {
            DOCKET_ASSIGN(const QByteArray bytes, session.read(name, qint64(256) * 1024 * 1024));
            return TableReader::fromBytes(bytes, known, u"standard input"_s);
        }
    }
    return fail(ErrorCode::Usage, u"standard input"_s, u"--format is missing or unknown"_s,
        u"say --format csv, tsv, json or jsonl"_s);
}

QJsonValue cellJson(const Cell& cell)
{
    switch (cell.kind) {
    case CellKind::Missing:
    case CellKind::Null:
        return QJsonValue::Null;
    case CellKind::Boolean:
        return cell.text.compare("true"_L1, Qt::CaseInsensitive) == 0;
    case CellKind::Integer:
        return std::abs(cell.number) < 9e15 ? QJsonValue(static_cast<qint64>(cell.number)) : QJsonValue(cell.text);
    case CellKind::Real:
        return std::isfinite(cell.number) ? QJsonValue(cell.number) : QJsonValue(cell.text);
    case CellKind::Nested: {
        const QJsonDocument document = QJsonDocument::fromJson(cell.text.toUtf8());
        if (!cell.truncated && !document.isNull())
            return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
        return cell.text;
    }
    default:
        return cell.text;
    }
}

QJsonArray notesJson(const QList<TableNote>& notes)
{
    QJsonArray array;
    for (const TableNote& note : notes) {
        array.append(QJsonObject{ { u"code"_s, tableNoteCodeName(note.code) },
            { u"row"_s, note.row >= 0 ? QJsonValue(note.row) : QJsonValue(QJsonValue::Null) },
            { u"count"_s, note.count }, { u"text"_s, note.text } });
    }
    return array;
}

void printNotes(Output& out, const QList<TableNote>& notes)
{
    for (const TableNote& note : notes)
        out.note(note.count > 1 ? u"note: %1 (%2 times)"_s.arg(note.text).arg(note.count) : u"note: "_s + note.text);
}

QJsonArray columnsJson(const QList<Column>& columns)
{
    QJsonArray array;
    for (const Column& column : columns)
        array.append(QJsonObject{ { u"name"_s, column.name }, { u"type"_s, column.typeText } });
    return array;
}

void printTableJson(Output& out, const TableReader& reader, const Table& table)
{
    QJsonArray rows;
    for (const QList<Cell>& cells : table.rows) {
        QJsonObject row;
        for (qsizetype i = 0; i < cells.size(); ++i) {
            if (cells[i].kind != CellKind::Missing)
                row[table.columns[i].name] = cellJson(cells[i]);
        }
        rows.append(row);
    }
    out.object({ { u"file"_s, reader.name() }, { u"format"_s, tableFormatName(reader.format()) },
        { u"columns"_s, columnsJson(table.columns) }, { u"first_row"_s, table.firstRow }, { u"rows"_s, rows },
        { u"total_rows"_s, table.totalRows ? QJsonValue(*table.totalRows) : QJsonValue(QJsonValue::Null) },
        { u"notes"_s, notesJson(table.notes) } });
}

Result<int> show(Session& session, const Arguments& arguments)
{
    DOCKET_ASSIGN(const qint64 count, arguments.number(u"rows"_s, 20));
    DOCKET_ASSIGN(const qint64 offset, arguments.number(u"offset"_s, 0));
    DOCKET_ASSIGN(TableReader reader, openTable(session, arguments));
    DOCKET_ASSIGN(const Table table, reader.rows(offset, count));
    if (session.out().isJson()) {
        printTableJson(session.out(), reader, table);
        return Done;
    }
    QStringList header{ u"#"_s };
    QList<int> elastic;
    for (const Column& column : table.columns) {
        header.append(column.name + u" ("_s + column.typeText + u')');
        elastic.append(static_cast<int>(header.size()) - 1);
    }
    QList<QStringList> rows;
    for (qsizetype i = 0; i < table.rows.size(); ++i) {
        QStringList row{ QString::number(table.firstRow + i) };
        for (const Cell& cell : table.rows[i]) {
            // Text for eyes: long values are for --json and the window.
            const QString text = cell.text.simplified();
            row.append(text.size() > 80 ? text.left(79) + u'…' : text);
        }
        rows.append(row);
    }
    session.out().table(header, rows, elastic);
    if (table.totalRows)
        session.out().note(u"%1 of %2 rows"_s.arg(table.rows.size()).arg(*table.totalRows));
    printNotes(session.out(), table.notes);
    return Done;
}

/// Calls `visit(row number, cells)` for every row of the file.
template <typename Visit> Result<QList<TableNote>> eachRow(Session& session, TableReader& reader, Visit visit)
{
    const Interruption interruption;
    QList<TableNote> notes;
    for (qint64 row = 0;;) {
        DOCKET_ASSIGN(const Table table, reader.rows(row, windowRows, interruption.token()));
        if (notes.isEmpty())
            notes = table.notes;
        for (const QList<Cell>& cells : table.rows)
            visit(row++, cells);
        if (table.rows.isEmpty() || (table.totalRows && row >= *table.totalRows))
            return notes;
        session.out().progress(u"%1 rows"_s.arg(row));
    }
}

QJsonValue numberJson(const std::optional<double>& number)
{
    return number ? QJsonValue(*number) : QJsonValue(QJsonValue::Null);
}

QJsonObject statisticsJson(const ColumnStatistics& column)
{
    QJsonArray top;
    for (const Frequency& frequency : column.top)
        top.append(QJsonObject{ { u"value"_s, frequency.value }, { u"count"_s, frequency.count } });
    QJsonObject object{ { u"column"_s, column.name }, { u"type"_s, column.typeText }, { u"rows"_s, column.count },
        { u"nulls"_s, column.nulls }, { u"of_lengths"_s, column.ofLengths },
        { u"distinct"_s, column.distinct ? QJsonValue(*column.distinct) : QJsonValue(QJsonValue::Null) },
        { u"distinct_capped"_s, column.distinctCapped }, { u"min"_s, numberJson(column.minimum) },
        { u"max"_s, numberJson(column.maximum) }, { u"mean"_s, numberJson(column.mean) },
        { u"deviation"_s, numberJson(column.deviation) }, { u"top"_s, top } };
    if (column.trueCount) {
        object[u"true"] = *column.trueCount;
        object[u"false"] = column.falseCount.value_or(0);
    }
    if (!column.earliest.isEmpty()) {
        object[u"earliest"] = column.earliest;
        object[u"latest"] = column.latest;
    }
    return object;
}

QString figure(const std::optional<double>& number)
{
    return number ? QString::number(*number, 'g', 6) : QString();
}

Result<int> stats(Session& session, const Arguments& arguments)
{
    DOCKET_ASSIGN(TableReader reader, openTable(session, arguments));
    StatisticsCounter counter(reader.columns());
    DOCKET_ASSIGN(const QList<TableNote> notes,
        eachRow(session, reader, [&counter](qint64, const QList<Cell>& cells) { counter.add(cells); }));
    session.out().endProgress();
    const TableStatistics statistics = counter.result();
    QList<QStringList> rows;
    for (const ColumnStatistics& column : statistics.columns) {
        if (session.out().isJson()) {
            session.out().object(statisticsJson(column));
            continue;
        }
        QStringList top;
        for (const Frequency& frequency : column.top) {
            if (top.size() < 3)
                top.append(u"%1 (%2)"_s.arg(frequency.value.simplified().left(30)).arg(frequency.count));
        }
        rows.append({ column.name, column.typeText, QString::number(column.nulls),
            QString::number(column.distinct.value_or(0)) + (column.distinctCapped ? u"+"_s : QString()),
            figure(column.minimum), figure(column.mean), figure(column.maximum),
            column.ofLengths ? u"characters"_s : QString(), top.join(u", "_s) });
    }
    if (!session.out().isJson()) {
        session.out().line(u"%1 rows"_s.arg(statistics.rows));
        session.out().table({ u"COLUMN"_s, u"TYPE"_s, u"NULLS"_s, u"DISTINCT"_s, u"MIN"_s, u"MEAN"_s, u"MAX"_s, u"OF"_s,
                                u"MOST FREQUENT"_s },
            rows, { 0, 8 });
        printNotes(session.out(), notes);
    }
    return Done;
}

QString placesText(const SignalFinding& finding)
{
    QStringList places;
    for (const SignalPlace& place : finding.places)
        places.append(place.row >= 0 ? u"row %1: %2"_s.arg(place.row).arg(place.masked) : place.masked);
    return places.join(u", "_s);
}

Result<int> scan(Session& session, const Arguments& arguments)
{
    DOCKET_ASSIGN(TableReader reader, openTable(session, arguments));
    TableScanner scanner(reader.columns());
    DOCKET_ASSIGN(const QList<TableNote> notes,
        eachRow(session, reader, [&scanner](qint64 row, const QList<Cell>& cells) { scanner.add(row, cells); }));
    session.out().endProgress();
    const QList<SignalFinding> findings = scanner.findings();
    QList<QStringList> rows;
    for (const SignalFinding& finding : findings) {
        if (session.out().isJson()) {
            QJsonArray places;
            for (const SignalPlace& place : finding.places) {
                places.append(QJsonObject{ { u"row"_s, place.row >= 0 ? QJsonValue(place.row) : QJsonValue() },
                    { u"masked"_s, place.masked } });
            }
            session.out().object({ { u"signal"_s, signalName(finding.signal) }, { u"criterion"_s, finding.criterion },
                { u"column"_s, finding.column }, { u"matches"_s, finding.matches }, { u"rows"_s, finding.rows },
                { u"places"_s, places } });
        } else {
            rows.append({ signalName(finding.signal), finding.criterion, finding.column,
                QString::number(finding.matches), QString::number(finding.rows), placesText(finding) });
        }
    }
    if (!session.out().isJson()) {
        if (!rows.isEmpty())
            session.out().table(
                { u"SIGNAL"_s, u"CRITERION"_s, u"COLUMN"_s, u"MATCHES"_s, u"ROWS"_s, u"PLACES"_s }, rows, { 2, 5 });
        session.out().line(
            u"%1 rows looked at, %2 findings; hints for a reviewer, values are masked"_s.arg(scanner.rowsSeen())
                .arg(findings.size()));
        printNotes(session.out(), notes);
    }
    return Done;
}

} // namespace

QList<Verb> tableVerbs()
{
    const QCommandLineOption format(u"format"_s, u"Of standard input: csv, tsv, json or jsonl."_s, u"FORMAT"_s);
    const QString details = u"FILE is .csv, .tsv, .json or .jsonl, or - for standard input with --format."_s;
    return {
        { u"table show"_s, u"FILE [--rows N] [--offset N]"_s, u"The first rows of a table."_s, details,
            { { u"rows"_s, u"So many rows (20)."_s, u"N"_s }, { u"offset"_s, u"From this row on (0)."_s, u"N"_s },
                format },
            1, 1, show },
        { u"table stats"_s, u"FILE"_s, u"Every column in figures."_s, details, { format }, 1, 1, stats },
        { u"table scan"_s, u"FILE"_s, u"Signs of personal data and credentials, masked."_s, details, { format }, 1, 1,
            scan },
    };
}

} // namespace docket::ctl
