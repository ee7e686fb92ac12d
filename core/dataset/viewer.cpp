#include "core/dataset/viewer.h"

#include "core/dataset/feature.h"
#include "core/dataset/rowsource.h"

#include <QHash>

namespace docket::dataset
{

using namespace Qt::StringLiterals;
namespace dom = simdjson::dom;

namespace
{

const QString thing = u"answer of the dataset viewer"_s;

tl::unexpected<Error> lacks(const QString& what)
{
    return fail(ErrorCode::Parse, thing, u"it has no "_s + what, u"sync again"_s);
}

QString text(const dom::element& value)
{
    NoteList ignored;
    return jsonCell(value, -1, TableLimits(), ignored).text;
}

/// A row's number as the viewer tells it; nothing when it is none: JSON's whole numbers end at 2^53.
std::optional<qint64> rowNumber(const dom::element& row)
{
    const auto number = integerMember(row, "row_idx");
    return number && *number >= 0 && *number <= (qint64(1) << 53) ? number : std::nullopt;
}

/// Columns of `features`, with the index of each by its name on the wire.
struct Layout {
    QList<Column> columns;
    QHash<QByteArray, qsizetype> index;
    QSet<QString> taken;

    qsizetype add(std::string_view key, const dom::element* type, int maximum)
    {
        if (columns.size() >= maximum)
            return -1;
        NoteList ignored;
        const QString name = uniqueName(beginning(textCell(viewOf(key), -1, TableLimits(), ignored).text, 200), taken);
        Column column;
        if (type != nullptr)
            column = featureColumn(name, *type);
        else
            column.inferred = true;
        column.name = name;
        columns.append(column);
        index.insert(QByteArray(key.data(), static_cast<qsizetype>(key.size())), columns.size() - 1);
        return columns.size() - 1;
    }
};

QSet<QByteArray> truncatedCells(const dom::element& row)
{
    QSet<QByteArray> names;
    dom::array cells;
    if (!member(row, "truncated_cells").get(cells)) {
        for (const dom::element cell : cells) {
            if (std::string_view name; !cell.get(name))
                names.insert(viewOf(name).toByteArray());
        }
    }
    return names;
}

QList<Cell> rowCells(const dom::element& row, qint64 number, Layout& layout, const TableLimits& limits, NoteList& notes)
{
    QList<Cell> cells(layout.columns.size());
    dom::object fields;
    if (member(row, "row").get(fields)) {
        notes.add(TableNoteCode::InvalidLine, number, u"row %1 has no values"_s.arg(number));
        return cells;
    }
    const QSet<QByteArray> cut = truncatedCells(row);
    for (const dom::key_value_pair field : fields) {
        const QByteArray key = viewOf(field.key).toByteArray();
        qsizetype at = layout.index.value(key, -1);
        if (at < 0)
            at = layout.add(field.key, nullptr, limits.columns);
        if (at < 0)
            continue;
        if (at >= cells.size())
            cells.resize(at + 1);
        cells[at] = featureCell(layout.columns[at], field.value, cut.contains(key), number, limits, notes);
    }
    return cells;
}

void settleInferred(Table& table)
{
    for (qsizetype i = 0; i < table.columns.size(); ++i) {
        Column& column = table.columns[i];
        if (!column.inferred)
            continue;
        TypeGuess guess;
        for (const QList<Cell>& row : std::as_const(table.rows)) {
            if (i < row.size())
                guess.see(row[i]);
        }
        column.type = guess.type();
        column.typeText = columnTypeName(column.type);
    }
}

} // namespace

Result<Table> decodeFirstRows(QByteArrayView json, const TableLimits& limits)
{
    JsonText source;
    DOCKET_ASSIGN(const dom::element root, source.parse(json, thing));
    dom::array features;
    dom::array rows;
    if (member(root, "features").get(features))
        return lacks(u"features"_s);
    if (member(root, "rows").get(rows))
        return lacks(u"rows"_s);
    Table table;
    NoteList notes;
    if (source.rounded())
        notes.add(TableNoteCode::NumberRounded, -1, u"an integer beyond 64 bits is shown rounded"_s);
    Layout layout;
    for (const dom::element feature : features) {
        std::string_view name;
        dom::element type;
        if (member(feature, "name").get(name) || member(feature, "type").get(type))
            continue;
        if (layout.add(name, &type, limits.columns) < 0)
            notes.add(TableNoteCode::ColumnsCut, -1, u"only the first %1 columns are shown"_s.arg(limits.columns));
    }
    bool gaps = false;
    qint64 size = 0;
    for (const dom::element row : rows) {
        if (table.rows.size() >= limits.rows || size > limits.bytes) {
            notes.add(TableNoteCode::RowsCut, -1, u"only the first %1 rows are shown"_s.arg(table.rows.size()));
            break;
        }
        const qint64 expected = table.rows.isEmpty() ? 0 : table.rowNumbers.constLast() + 1;
        const qint64 number = rowNumber(row).value_or(expected);
        gaps = gaps || (!table.rows.isEmpty() && number != expected);
        table.rowNumbers.append(number);
        table.rows.append(rowCells(row, number, layout, limits, notes));
        for (const Cell& cell : std::as_const(table.rows.constLast()))
            size += cell.text.size() * qint64(sizeof(QChar)) + qint64(sizeof(Cell));
    }
    table.columns = layout.columns;
    for (QList<Cell>& row : table.rows)
        row.resize(table.columns.size());
    settleInferred(table);
    if (!table.rowNumbers.isEmpty())
        table.firstRow = table.rowNumbers.constFirst();
    if (!gaps)
        table.rowNumbers.clear();
    const bool more = boolMember(root, "truncated");
    table.partial = more || boolMember(root, "partial");
    if (const auto total = integerMember(root, "num_rows_total"); total && *total >= 0)
        table.totalRows = *total;
    else if (bool told = false; !member(root, "truncated").get(told) && !told)
        table.totalRows = table.rows.size();
    if (table.partial)
        notes.add(TableNoteCode::Partial, -1, u"the viewer shows only the beginning of this split"_s);
    table.notes = notes.notes();
    return table;
}

Result<ViewerSplits> decodeSplits(QByteArrayView json)
{
    JsonText source;
    DOCKET_ASSIGN(const dom::element root, source.parse(json, thing));
    const auto names = [&root](std::string_view key) -> std::optional<QList<ViewerSplitName>> {
        dom::array items;
        if (member(root, key).get(items))
            return std::nullopt;
        QList<ViewerSplitName> found;
        for (const dom::element item : items) {
            ViewerSplitName name{ stringMember(item, "config"), stringMember(item, "split") };
            if (!name.config.isEmpty() || !name.split.isEmpty())
                found.append(std::move(name));
        }
        return found;
    };
    const auto ready = names("splits");
    if (!ready)
        return lacks(u"splits"_s);
    ViewerSplits splits;
    splits.ready = *ready;
    splits.pending = names("pending").value_or(QList<ViewerSplitName>());
    splits.failed = names("failed").value_or(QList<ViewerSplitName>());
    return splits;
}

Result<ViewerSize> decodeSize(QByteArrayView json)
{
    JsonText source;
    DOCKET_ASSIGN(const dom::element root, source.parse(json, thing));
    dom::element size;
    if (member(root, "size").get(size))
        return lacks(u"size"_s);
    dom::element whole;
    // A question about one config is answered with `config` in the place of `dataset`.
    if (member(size, "dataset").get(whole) && member(size, "config").get(whole))
        return lacks(u"size of a dataset or config"_s);
    ViewerSize result;
    result.rows = integerMember(whole, "num_rows").value_or(-1);
    result.originalBytes = integerMember(whole, "num_bytes_original_files").value_or(-1);
    result.parquetBytes = integerMember(whole, "num_bytes_parquet_files").value_or(-1);
    result.partial = boolMember(root, "partial");
    return result;
}

Result<ViewerPersonalData> decodePersonalData(QByteArrayView json)
{
    JsonText source;
    DOCKET_ASSIGN(const dom::element root, source.parse(json, thing));
    const auto scanned = integerMember(root, "num_scanned_rows");
    if (!scanned)
        return lacks(u"num_scanned_rows"_s);
    ViewerPersonalData data;
    data.scannedRows = *scanned;
    if (dom::array columns; !member(root, "scanned_columns").get(columns)) {
        for (const dom::element column : columns)
            data.columns.append(text(column));
    }
    data.persons = integerMember(root, "num_rows_with_person_entities").value_or(0);
    data.phones = integerMember(root, "num_rows_with_phone_number_entities").value_or(0);
    data.emails = integerMember(root, "num_rows_with_email_address_entities").value_or(0);
    data.sensitive = integerMember(root, "num_rows_with_sensitive_pii").value_or(0);
    data.fullScan = boolMember(root, "full_scan");
    return data;
}

} // namespace docket::dataset
