#include "core/dataset/jsoncolumns.h"

namespace docket::dataset
{

using namespace Qt::StringLiterals;
namespace dom = simdjson::dom;

namespace
{

/// Calls `visit(key, value)` for each field of a record.
template <typename Visit> void eachField(const dom::element& record, Visit visit)
{
    if (dom::object object; !record.get(object)) {
        for (const dom::key_value_pair field : object)
            visit(QByteArray(field.key.data(), static_cast<qsizetype>(field.key.size())), field.value);
        return;
    }
    if (dom::array array; !record.get(array)) {
        int number = 0;
        for (const dom::element item : array)
            visit("column " + QByteArray::number(++number), item);
        return;
    }
    visit(QByteArrayLiteral("value"), record);
}

} // namespace

qsizetype JsonColumns::indexOf(const QByteArray& key, int maximum)
{
    if (const auto found = m_index.constFind(key); found != m_index.cend())
        return *found;
    if (m_entries.size() >= maximum) {
        m_cut = true;
        return -1;
    }
    m_index.insert(key, m_entries.size());
    m_entries.append({ key, {} });
    return m_entries.size() - 1;
}

void JsonColumns::addColumn(const QString& name)
{
    const qsizetype index = indexOf(name.toUtf8(), 1);
    if (index >= 0) {
        Cell text;
        text.kind = CellKind::Text;
        m_entries[index].guess.see(text);
    }
}

void JsonColumns::learn(const dom::element& record, const TableLimits& limits)
{
    NoteList ignored;
    TableLimits brief = limits;
    brief.cellCharacters = 64;
    eachField(record, [&](const QByteArray& key, const dom::element& value) {
        const qsizetype index = indexOf(key, limits.columns);
        if (index >= 0)
            m_entries[index].guess.see(jsonCell(value, 0, brief, ignored));
    });
}

QList<Column> JsonColumns::columns() const
{
    QList<Column> columns;
    QSet<QString> taken;
    NoteList ignored;
    TableLimits nameLimits;
    nameLimits.cellCharacters = 200;
    for (const Entry& entry : m_entries) {
        Column column;
        column.name = uniqueName(textCell(entry.key, -1, nameLimits, ignored).text, taken);
        column.type = entry.guess.type();
        column.typeText = columnTypeName(column.type);
        column.inferred = true;
        columns.append(column);
    }
    return columns;
}

QList<Cell> JsonColumns::layOut(
    const dom::element& record, qint64 row, const TableLimits& limits, NoteList& notes) const
{
    QList<Cell> cells(m_entries.size());
    int unknown = 0;
    eachField(record, [&](const QByteArray& key, const dom::element& value) {
        const auto found = m_index.constFind(key);
        if (found == m_index.cend())
            ++unknown;
        else
            cells[*found] = jsonCell(value, row, limits, notes);
    });
    if (unknown > 0 && !m_cut) {
        notes.add(TableNoteCode::RaggedRow, row,
            u"row %1 has %2 fields that the first %3 rows do not have; they are not shown"_s.arg(row).arg(unknown).arg(
                inferenceRows));
    }
    return cells;
}

} // namespace docket::dataset
