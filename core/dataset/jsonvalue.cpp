#include "core/dataset/jsonvalue.h"

#include <QLocale>

#include <cstring>

namespace docket::dataset
{

using namespace Qt::StringLiterals;
namespace dom = simdjson::dom;

namespace
{

/// "12345678901234567890123" becomes "12345678901234567890123e0", which is read as a real number; nothing else changes,
/// so that what was malformed stays so.
QByteArray longIntegersAsReals(QByteArrayView json)
{
    constexpr qsizetype shortEnough = 18; // digits that always fit into 64 bits
    QByteArray out;
    out.reserve(json.size() + 64);
    bool inString = false;
    qsizetype at = 0;
    while (at < json.size()) {
        const char c = json[at];
        const qsizetype start = at++;
        if (inString && c == '\\' && at < json.size())
            ++at;
        else if (c == '"')
            inString = !inString;
        const bool number = !inString && c >= '0' && c <= '9';
        while (number && at < json.size() && json[at] >= '0' && json[at] <= '9')
            ++at;
        out.append(json.sliced(start, at - start));
        // A run after a point or an exponent is no integer, and one before them is a real number already.
        const char before = start > 0 ? json[start - 1] : ' ';
        const char after = at < json.size() ? json[at] : ' ';
        if (number && at - start > shortEnough && !QByteArrayView(".eE+").contains(before)
            && !QByteArrayView(".eE").contains(after))
            out.append("e0");
    }
    return out;
}

} // namespace

JsonText::JsonText() = default;

simdjson::error_code JsonText::run(QByteArrayView json, dom::element& root)
{
    const auto size = static_cast<std::size_t>(json.size());
    if (m_capacity < size + simdjson::SIMDJSON_PADDING) {
        m_capacity = size + size / 2 + simdjson::SIMDJSON_PADDING;
        m_buffer = std::make_unique<char[]>(m_capacity);
    }
    if (size > 0)
        std::memcpy(m_buffer.get(), json.data(), size);
    std::memset(m_buffer.get() + size, 0, simdjson::SIMDJSON_PADDING);
    return m_parser.parse(m_buffer.get(), size, false).get(root);
}

Result<dom::element> JsonText::parse(QByteArrayView json, const QString& name)
{
    m_rounded = false;
    dom::element root;
    simdjson::error_code error = run(json, root);
    if (error == simdjson::NUMBER_ERROR) {
        const QByteArray widened = longIntegersAsReals(json);
        if (widened.size() != json.size()) {
            error = run(widened, root);
            m_rounded = !error;
        }
    }
    if (error) {
        return fail(ErrorCode::Parse, name, u"no valid JSON: "_s + QString::fromUtf8(simdjson::error_message(error)),
            u"check how the file was written"_s);
    }
    return root;
}

Cell jsonCell(const dom::element& value, qint64 row, const TableLimits& limits, NoteList& notes)
{
    Cell cell;
    switch (value.type()) {
    case dom::element_type::NULL_VALUE:
        cell.kind = CellKind::Null;
        cell.bytes = 0;
        return cell;
    case dom::element_type::BOOL:
        cell.kind = CellKind::Boolean;
        cell.text = bool(value) ? u"true"_s : u"false"_s;
        break;
    case dom::element_type::INT64:
        cell.kind = CellKind::Integer;
        cell.text = QString::number(int64_t(value));
        cell.number = static_cast<double>(int64_t(value));
        break;
    case dom::element_type::UINT64:
        cell.kind = CellKind::Integer;
        cell.text = QString::number(uint64_t(value));
        cell.number = static_cast<double>(uint64_t(value));
        break;
    case dom::element_type::DOUBLE:
        cell.kind = CellKind::Real;
        cell.number = double(value);
        cell.text = QString::number(cell.number, 'g', QLocale::FloatingPointShortest);
        break;
    case dom::element_type::STRING:
        return textCell(viewOf(std::string_view(value)), row, limits, notes);
    case dom::element_type::ARRAY:
    case dom::element_type::OBJECT: {
        const std::string text = simdjson::to_string(value);
        cell = textCell(viewOf(text), row, limits, notes);
        cell.kind = CellKind::Nested;
        return cell;
    }
    }
    cell.bytes = cell.text.size();
    return cell;
}

simdjson::simdjson_result<dom::element> member(const dom::element& object, std::string_view key)
{
    dom::object fields;
    if (const simdjson::error_code error = object.get(fields))
        return error;
    return fields.at_key(key);
}

QString stringMember(const dom::element& object, std::string_view key)
{
    std::string_view text;
    if (member(object, key).get(text))
        return {};
    NoteList ignored;
    return textCell(viewOf(text), -1, TableLimits(), ignored).text;
}

std::optional<double> numberMember(const dom::element& object, std::string_view key)
{
    double value = 0;
    if (member(object, key).get(value))
        return std::nullopt;
    return value;
}

std::optional<qint64> integerMember(const dom::element& object, std::string_view key)
{
    int64_t value = 0;
    if (member(object, key).get(value))
        return std::nullopt;
    return value;
}

bool boolMember(const dom::element& object, std::string_view key)
{
    bool value = false;
    return !member(object, key).get(value) && value;
}

} // namespace docket::dataset
