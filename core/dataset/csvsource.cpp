#include "core/dataset/csvrecord.h"
#include "core/dataset/rowsource.h"

#include <QHash>

#include <algorithm>

namespace docket::dataset
{

using namespace Qt::StringLiterals;

namespace
{

class CsvSource final : public RowSource
{
public:
    CsvSource(ByteSource bytes, QString name, char delimiter, const TableLimits& limits, HeaderRule header)
        : m_source(std::move(bytes)), m_name(std::move(name)), m_preferred(delimiter), m_limits(limits), m_rule(header)
    {
    }

    qint64 position() const override { return m_at; }
    void seek(qint64 position) override { m_at = position; }
    bool atEnd() const override { return m_at >= m_source.bytes().size(); }
    void skip() override
    {
        m_at = skipBlankLines(m_source.bytes(), readCsvRecord(m_source.bytes(), m_at, m_dialect, false, 0, 0).next);
    }
    QList<Cell> read(qint64 row, NoteList& notes) override;
    Status prepare(NoteList& notes) override;

private:
    CsvRecord next();
    bool isHeader(const CsvRecord& record) const;
    void nameColumns(const CsvRecord& first, qint64 width, bool header, NoteList& notes);

    ByteSource m_source;
    QString m_name;
    char m_preferred;
    TableLimits m_limits;
    HeaderRule m_rule;
    CsvDialect m_dialect;
    qint64 m_at = 0;
};

CsvRecord CsvSource::next()
{
    CsvRecord record
        = readCsvRecord(m_source.bytes(), m_at, m_dialect, true, m_limits.columns, m_limits.cellCharacters * 3 + 4);
    m_at = skipBlankLines(m_source.bytes(), record.next);
    return record;
}

bool CsvSource::isHeader(const CsvRecord& record) const
{
    if (m_rule != HeaderRule::Guess)
        return m_rule == HeaderRule::Present;
    QSet<QString> seen;
    qsizetype numbers = 0;
    for (const CsvField& field : record.fields) {
        const QString text = QString::fromUtf8(field.text.first(std::min<qsizetype>(field.text.size(), 400)));
        if (text.isEmpty())
            continue;
        if (text.size() > 100 || seen.contains(text))
            return false;
        seen.insert(text);
        double number = 0;
        const CellKind kind = literalKind(text, number);
        const bool year = kind == CellKind::Integer && number >= 1800 && number <= 2200;
        numbers += kind != CellKind::Text && !year ? 1 : 0;
    }
    return numbers == 0 && !seen.isEmpty();
}

/// The most common number of fields, 0 without records.
qint64 usualWidth(const QList<CsvRecord>& records)
{
    QHash<qint64, int> counts;
    qint64 usual = 0;
    for (const CsvRecord& record : records) {
        if (++counts[record.fieldCount] > counts.value(usual))
            usual = record.fieldCount;
    }
    return usual;
}

void CsvSource::nameColumns(const CsvRecord& first, qint64 width, bool header, NoteList& notes)
{
    QSet<QString> taken;
    const qint64 count = std::min<qint64>(width, m_limits.columns);
    // One name too few: the rows begin with an index that has none (as R and others write it).
    const qint64 shift = header && width == first.fieldCount + 1 ? 1 : 0;
    for (qint64 i = 0; i < count; ++i) {
        QString name;
        if (header && i >= shift && i - shift < first.fields.size()) {
            TableLimits nameLimits = m_limits;
            nameLimits.cellCharacters = 200;
            name = textCell(first.fields[i - shift].text, -1, nameLimits, notes).text.trimmed();
        }
        if (name.isEmpty())
            name = u"column %1"_s.arg(i + 1);
        if (taken.contains(name))
            notes.add(TableNoteCode::DuplicateColumn, -1,
                u"the column \"%1\" stands twice; the later was renamed"_s.arg(name));
        Column column;
        column.name = uniqueName(name, taken);
        column.inferred = true;
        columns.append(column);
    }
    if (width > m_limits.columns) {
        notes.add(TableNoteCode::ColumnsCut, -1,
            u"the file has %1 columns, the first %2 are shown"_s.arg(width).arg(m_limits.columns));
    }
}

Status CsvSource::prepare(NoteList& notes)
{
    const QByteArrayView bytes = m_source.bytes();
    if (!m_source.converted().isEmpty()) {
        notes.add(TableNoteCode::ByteOrderMark, -1, u"the file is written in "_s + m_source.converted());
        if (m_source.hadInvalid())
            notes.add(TableNoteCode::InvalidText, -1, u"units that are no text are shown as �"_s);
    }
    m_at = skipBlankLines(bytes, 0);
    if (atEnd())
        return fail(
            ErrorCode::Parse, m_name, u"the file is empty"_s, u"name a file with at least a line of headings"_s);
    m_dialect = sniffDialect(bytes.sliced(m_at), m_preferred);

    const qint64 start = m_at;
    const CsvRecord first = next();
    const bool header = isHeader(first);
    if (!header) {
        m_at = start;
        if (m_rule == HeaderRule::Guess)
            notes.add(TableNoteCode::NoHeader, 0, u"the first line looks like data, so the columns are numbered"_s);
    }
    const qint64 rowsStart = m_at;
    QList<CsvRecord> head;
    while (!atEnd() && head.size() < inferenceRows)
        head.append(next());
    qint64 width = first.fieldCount;
    if (header)
        width = std::max(width, usualWidth(head));
    for (const CsvRecord& record : std::as_const(head))
        width = header ? width : std::max(width, record.fieldCount);
    nameColumns(first, width, header, notes);

    QList<TypeGuess> guesses(columns.size());
    NoteList ignored;
    for (const CsvRecord& record : std::as_const(head)) {
        for (qsizetype i = 0; i < std::min(record.fields.size(), columns.size()); ++i) {
            const CsvField& field = record.fields[i];
            if (field.text.isEmpty())
                continue;
            Cell cell = textCell(field.text, 0, m_limits, ignored);
            cell.kind = field.quoted ? CellKind::Text : literalKind(cell.text, cell.number);
            guesses[i].see(cell);
        }
    }
    for (qsizetype i = 0; i < columns.size(); ++i) {
        ColumnType type = guesses[i].type();
        if (type == ColumnType::Mixed) // in a text file every value is text first
            type = ColumnType::Text;
        columns[i].type = type;
        columns[i].typeText = columnTypeName(type);
    }
    m_at = rowsStart;
    if (atEnd())
        totalRows = 0;
    return {};
}

QList<Cell> CsvSource::read(qint64 row, NoteList& notes)
{
    const CsvRecord record = next();
    QList<Cell> cells(columns.size());
    for (qsizetype i = 0; i < std::min(record.fields.size(), columns.size()); ++i) {
        const CsvField& field = record.fields[i];
        if (field.text.isEmpty() && !field.quoted) {
            cells[i].kind = CellKind::Null;
            cells[i].bytes = 0;
            continue;
        }
        Cell cell = textCell(field.text, row, m_limits, notes);
        cell.bytes = field.size;
        const ColumnType type = columns[i].type;
        if (!field.quoted && type != ColumnType::Text && type != ColumnType::Time && !cell.truncated)
            cell.kind = literalKind(cell.text, cell.number);
        cells[i] = std::move(cell);
    }
    if (record.fieldCount != columns.size() && record.fieldCount <= m_limits.columns) {
        notes.add(TableNoteCode::RaggedRow, row,
            u"row %1 has %2 fields where %3 are expected"_s.arg(row).arg(record.fieldCount).arg(columns.size()));
    }
    if (record.unclosedQuote)
        notes.add(TableNoteCode::UnclosedQuote, row, u"a quote opens in row %1 and does not close"_s.arg(row));
    return cells;
}

} // namespace

std::unique_ptr<RowSource> makeCsvSource(
    ByteSource bytes, const QString& name, char delimiter, const TableLimits& limits, HeaderRule header)
{
    return std::make_unique<CsvSource>(std::move(bytes), name, delimiter, limits, header);
}

} // namespace docket::dataset
