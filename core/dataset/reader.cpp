#include "core/dataset/reader.h"

#include "core/dataset/rowsource.h"

#include <QFileInfo>

#include <algorithm>
#include <limits>

namespace docket::dataset
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 indexStep = 64; ///< rows between two remembered positions

std::optional<TableFormat> formatFromSuffix(const QString& suffix)
{
    if (suffix == "csv"_L1)
        return TableFormat::Csv;
    if (suffix == "tsv"_L1 || suffix == "tab"_L1)
        return TableFormat::Tsv;
    if (suffix == "json"_L1)
        return TableFormat::Json;
    if (suffix == "jsonl"_L1 || suffix == "ndjson"_L1)
        return TableFormat::JsonLines;
    return std::nullopt;
}

/// Does a text that calls itself JSON hold one value a line? True when its first line is a whole object and more
/// follows.
bool looksLikeLines(QByteArrayView bytes)
{
    qsizetype start = 0;
    while (start < bytes.size() && (bytes[start] == '\n' || bytes[start] == '\r' || bytes[start] == ' '))
        ++start;
    bytes = bytes.sliced(start);
    if (!bytes.startsWith('{'))
        return false;
    const qsizetype end = bytes.indexOf('\n');
    if (end < 0)
        return false;
    const QByteArrayView line = bytes.first(end).trimmed();
    const QByteArrayView rest = bytes.sliced(end);
    const bool more = std::any_of(rest.begin(), rest.end(), [](char c) { return c != '\n' && c != '\r' && c != ' '; });
    return line.endsWith('}') && line.size() > 1 && more;
}

} // namespace

QString tableFormatName(TableFormat format)
{
    switch (format) {
    case TableFormat::Csv:
        return u"csv"_s;
    case TableFormat::Tsv:
        return u"tsv"_s;
    case TableFormat::Json:
        return u"json"_s;
    case TableFormat::JsonLines:
        return u"jsonl"_s;
    }
    return {};
}

struct TableReader::Private {
    TableFormat format = TableFormat::Csv;
    QString name;
    qint64 fileBytes = 0;
    TableLimits limits;
    std::unique_ptr<RowSource> source;
    NoteList opening; ///< about the file as a whole
    QList<qint64> index; ///< position of row 64 * i
    qint64 row = 0; ///< number of the row at the source's position
    std::optional<qint64> total;

    static Result<std::unique_ptr<Private>> make(
        ByteSource bytes, TableFormat format, const QString& name, const TableLimits& limits, HeaderRule header)
    {
        auto d = std::make_unique<Private>();
        d->format = format;
        d->name = name;
        d->fileBytes = bytes.originalSize();
        d->limits = limits;
        switch (format) {
        case TableFormat::Csv:
        case TableFormat::Tsv:
            d->source = makeCsvSource(std::move(bytes), name, format == TableFormat::Csv ? ',' : '\t', limits, header);
            break;
        case TableFormat::Json:
            d->source = makeJsonSource(std::move(bytes), name, limits);
            break;
        case TableFormat::JsonLines:
            d->source = makeJsonLinesSource(std::move(bytes), name, limits);
            break;
        }
        DOCKET_TRY(d->source->prepare(d->opening));
        d->index.append(d->source->position());
        d->total = d->source->totalRows;
        return d;
    }

    void passed()
    {
        ++row;
        if (row % indexStep == 0 && row / indexStep == index.size())
            index.append(source->position());
    }

    /// Moves to row `wanted`, or to the end.
    Status goTo(qint64 wanted, std::stop_token stop)
    {
        const qint64 slot = std::min<qint64>(wanted / indexStep, index.size() - 1);
        if (wanted < row || slot * indexStep > row) {
            source->seek(index[slot]);
            row = slot * indexStep;
        }
        while (row < wanted && !source->atEnd()) {
            if (row % 4096 == 0 && stop.stop_requested())
                return fail(ErrorCode::Cancelled, name, u"stopped on the way to row %1"_s.arg(wanted));
            source->skip();
            passed();
        }
        if (source->atEnd())
            total = row;
        return {};
    }
};

TableReader::TableReader(std::unique_ptr<Private> privateData) : d(std::move(privateData)) { }
TableReader::TableReader(TableReader&&) noexcept = default;
TableReader& TableReader::operator=(TableReader&&) noexcept = default;
TableReader::~TableReader() = default;

Result<TableReader> TableReader::open(const QString& path, const TableLimits& limits, HeaderRule header)
{
    DOCKET_ASSIGN(ByteSource bytes, ByteSource::map(path));
    const QString suffix = QFileInfo(path).suffix().toLower();
    auto format = formatFromSuffix(suffix);
    if (!format) {
        return fail(ErrorCode::Unsupported, path,
            suffix.isEmpty() ? u"a file without suffix"_s : u"the suffix .%1 is not one of a table"_s.arg(suffix),
            u"name a .csv, .tsv, .json or .jsonl file"_s);
    }
    if (format == TableFormat::Json && looksLikeLines(bytes.bytes()))
        format = TableFormat::JsonLines;
    auto made = Private::make(std::move(bytes), *format, path, limits, header);
    if (!made)
        return fail(std::move(made).error());
    return TableReader(std::move(*made));
}

Result<TableReader> TableReader::fromBytes(
    const QByteArray& bytes, TableFormat format, const QString& name, const TableLimits& limits, HeaderRule header)
{
    DOCKET_ASSIGN(ByteSource source, ByteSource::hold(bytes, name));
    auto made = Private::make(std::move(source), format, name, limits, header);
    if (!made)
        return fail(std::move(made).error());
    return TableReader(std::move(*made));
}

TableFormat TableReader::format() const
{
    return d->format;
}

QString TableReader::name() const
{
    return d->name;
}

qint64 TableReader::fileBytes() const
{
    return d->fileBytes;
}

const QList<Column>& TableReader::columns() const
{
    return d->source->columns;
}

Result<Table> TableReader::rows(qint64 offset, qint64 length, std::stop_token stop)
{
    Table table;
    table.columns = d->source->columns;
    table.firstRow = std::max<qint64>(offset, 0);
    NoteList notes = d->opening;
    DOCKET_TRY(d->goTo(table.firstRow, stop));
    const qint64 wanted = std::clamp<qint64>(length, 0, d->limits.rows);
    qint64 size = 0;
    while (table.rows.size() < wanted && !d->source->atEnd()) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, d->name, u"stopped at row %1"_s.arg(d->row));
        QList<Cell> cells = d->source->read(d->row, notes);
        d->passed();
        for (const Cell& cell : std::as_const(cells))
            size += cell.text.size() * qint64(sizeof(QChar)) + qint64(sizeof(Cell));
        table.rows.append(std::move(cells));
        if (size > d->limits.bytes) {
            notes.add(
                TableNoteCode::BytesCut, d->row - 1, u"the window was ended at row %1 by its size"_s.arg(d->row - 1));
            break;
        }
    }
    if (d->source->atEnd())
        d->total = d->row;
    table.totalRows = d->total;
    table.notes = notes.notes();
    return table;
}

Result<qint64> TableReader::countRows(std::stop_token stop)
{
    if (!d->total)
        DOCKET_TRY(d->goTo(std::numeric_limits<qint64>::max(), stop));
    return *d->total;
}

} // namespace docket::dataset
