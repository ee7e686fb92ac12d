#include "core/dataset/jsoncolumns.h"

#include <algorithm>
#include <vector>

namespace docket::dataset
{

using namespace Qt::StringLiterals;
namespace dom = simdjson::dom;

namespace
{

/// One JSON document. Which of its values are rows: the items of an array; the items of the one member that is an array
/// of objects; the members, when all are objects; the columns, when all are arrays of one length; else the document is
/// one row.
class JsonSource final : public RowSource
{
public:
    JsonSource(ByteSource bytes, QString name, const TableLimits& limits)
        : m_source(std::move(bytes)), m_name(std::move(name)), m_limits(limits)
    {
    }

    qint64 position() const override { return m_at; }
    void seek(qint64 position) override { m_at = position; }
    bool atEnd() const override { return m_at >= *totalRows; }
    void skip() override { ++m_at; }
    QList<Cell> read(qint64 row, NoteList& notes) override;
    Status prepare(NoteList& notes) override;

private:
    void takeArray(dom::array array);
    bool takeColumns(dom::object object);
    bool takeRecords(dom::object object);
    bool takeMember(dom::object object, NoteList& notes);
    void learnRows();

    ByteSource m_source;
    QString m_name;
    TableLimits m_limits;
    JsonText m_text;
    JsonColumns m_layout;
    std::vector<dom::element> m_rows;
    std::vector<std::string_view> m_keys; ///< of m_rows, when the document is an object of records
    std::vector<std::vector<dom::element>> m_columnValues; ///< when the document is an object of columns
    qint64 m_at = 0;
};

void JsonSource::takeArray(dom::array array)
{
    for (const dom::element item : array)
        m_rows.push_back(item);
}

bool JsonSource::takeColumns(dom::object object)
{
    std::optional<size_t> length;
    size_t members = 0;
    for (const dom::key_value_pair field : object) {
        dom::array array;
        if (field.value.get(array))
            return false;
        size_t here = 0;
        for (const dom::element item : array) {
            if (item.is_object())
                return false;
            ++here;
        }
        if (length.value_or(here) != here)
            return false;
        length = here;
        ++members;
    }
    if (members == 0 || length.value_or(0) == 0)
        return false;
    QSet<QString> taken;
    NoteList ignored;
    for (const dom::key_value_pair field : object) {
        if (columns.size() >= m_limits.columns)
            break;
        std::vector<dom::element> values;
        TypeGuess guess;
        for (const dom::element item : dom::array(field.value)) {
            if (values.size() < inferenceRows)
                guess.see(jsonCell(item, 0, m_limits, ignored));
            values.push_back(item);
        }
        Column column;
        column.name = uniqueName(textCell(viewOf(field.key), -1, m_limits, ignored).text, taken);
        column.type = guess.type();
        column.typeText = columnTypeName(column.type);
        column.inferred = true;
        columns.append(column);
        m_columnValues.push_back(std::move(values));
    }
    totalRows = static_cast<qint64>(*length);
    return true;
}

bool JsonSource::takeRecords(dom::object object)
{
    for (const dom::key_value_pair field : object) {
        if (!field.value.is_object())
            return false;
    }
    if (object.size() < 2)
        return false;
    for (const dom::key_value_pair field : object) {
        m_rows.push_back(field.value);
        m_keys.push_back(field.key);
    }
    m_layout.addColumn(u"(key)"_s);
    return true;
}

bool JsonSource::takeMember(dom::object object, NoteList& notes)
{
    std::optional<dom::key_value_pair> found;
    for (const dom::key_value_pair field : object) {
        dom::array array;
        if (field.value.get(array) || array.size() == 0 || !(*array.begin()).is_object())
            continue;
        if (found)
            return false;
        found.emplace(field);
    }
    if (!found)
        return false;
    takeArray(dom::array(found->value));
    NoteList ignored;
    notes.add(TableNoteCode::RowsInMember, -1,
        u"the rows are the items of \"%1\"; other members of the document are not shown"_s.arg(
            textCell(viewOf(found->key), -1, m_limits, ignored).text));
    return true;
}

void JsonSource::learnRows()
{
    for (size_t i = 0; i < std::min<size_t>(m_rows.size(), inferenceRows); ++i)
        m_layout.learn(m_rows[i], m_limits);
    columns = m_layout.columns();
    totalRows = static_cast<qint64>(m_rows.size());
}

Status JsonSource::prepare(NoteList& notes)
{
    if (!m_source.converted().isEmpty())
        notes.add(TableNoteCode::ByteOrderMark, -1, u"the file is written in "_s + m_source.converted());
    if (m_source.bytes().size() > TableReader::maximumDocument) {
        return fail(ErrorCode::LimitExceeded, m_name,
            u"a JSON document may hold at most %1 MB"_s.arg(TableReader::maximumDocument / 1024 / 1024),
            u"turn it into JSON Lines, one object a line, which has no limit"_s);
    }
    DOCKET_ASSIGN(const dom::element root, m_text.parse(m_source.bytes(), m_name));
    if (m_text.rounded())
        notes.add(TableNoteCode::NumberRounded, -1, u"an integer beyond 64 bits is shown rounded"_s);
    if (dom::array array; !root.get(array)) {
        takeArray(array);
    } else if (dom::object object; !root.get(object)) {
        if (takeColumns(object)) {
            if (static_cast<qsizetype>(object.size()) > columns.size())
                notes.add(
                    TableNoteCode::ColumnsCut, -1, u"only the first %1 columns are shown"_s.arg(m_limits.columns));
            return {};
        }
        if (!takeRecords(object) && !takeMember(object, notes))
            m_rows.push_back(root);
    } else {
        m_rows.push_back(root);
    }
    learnRows();
    if (m_layout.cut())
        notes.add(TableNoteCode::ColumnsCut, -1, u"only the first %1 columns are shown"_s.arg(m_limits.columns));
    return {};
}

QList<Cell> JsonSource::read(qint64 row, NoteList& notes)
{
    const auto index = static_cast<size_t>(m_at++);
    if (!m_columnValues.empty()) {
        QList<Cell> cells;
        cells.reserve(columns.size());
        for (const std::vector<dom::element>& values : m_columnValues)
            cells.append(jsonCell(values[index], row, m_limits, notes));
        return cells;
    }
    QList<Cell> cells = m_layout.layOut(m_rows[index], row, m_limits, notes);
    if (!m_keys.empty())
        cells.first() = textCell(viewOf(m_keys[index]), row, m_limits, notes);
    return cells;
}

} // namespace

std::unique_ptr<RowSource> makeJsonSource(ByteSource bytes, const QString& name, const TableLimits& limits)
{
    return std::make_unique<JsonSource>(std::move(bytes), name, limits);
}

} // namespace docket::dataset
