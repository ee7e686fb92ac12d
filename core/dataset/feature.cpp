#include "core/dataset/feature.h"

#include <array>

namespace docket::dataset
{

using namespace Qt::StringLiterals;
namespace dom = simdjson::dom;

namespace
{

constexpr int deepest = 8; ///< nesting spelled out in the header of a column
constexpr int maximumLabels = 2000;

struct FeatureType {
    ColumnType type = ColumnType::Unknown;
    QString text;
};

ColumnType scalarType(const QString& dtype)
{
    if (dtype == "bool"_L1)
        return ColumnType::Boolean;
    if (dtype.startsWith("int"_L1) || dtype.startsWith("uint"_L1))
        return ColumnType::Integer;
    if (dtype.startsWith("float"_L1) || dtype.startsWith("double"_L1) || dtype.startsWith("decimal"_L1))
        return ColumnType::Real;
    if (dtype.startsWith("timestamp"_L1) || dtype.startsWith("date"_L1) || dtype.startsWith("time"_L1)
        || dtype.startsWith("duration"_L1))
        return ColumnType::Time;
    if (dtype.endsWith("binary"_L1))
        return ColumnType::Binary;
    return ColumnType::Text;
}

FeatureType featureType(const dom::element& type, int depth);

QString innerText(const dom::element& type, int depth)
{
    return depth >= deepest ? u"…"_s : featureType(type, depth + 1).text;
}

FeatureType recordType(const dom::element& type, int depth)
{
    QStringList parts;
    dom::object object;
    if (type.get(object) || depth >= deepest)
        return { ColumnType::Object, u"object"_s };
    NoteList ignored;
    for (const dom::key_value_pair field : object) {
        if (parts.size() == 6) {
            parts.append(u"…"_s);
            break;
        }
        parts.append(beginning(textCell(viewOf(field.key), -1, TableLimits(), ignored).text, 40) + u": "_s
            + innerText(field.value, depth));
    }
    return { ColumnType::Object, u"{"_s + parts.join(u", "_s) + u"}"_s };
}

FeatureType listType(const dom::element& inner, int depth)
{
    return { ColumnType::List, u"list<"_s + innerText(inner, depth) + u">"_s };
}

FeatureType featureType(const dom::element& type, int depth)
{
    if (dom::array items; !type.get(items)) {
        const auto first = items.at(0);
        dom::element inner;
        return first.get(inner) ? FeatureType{ ColumnType::List, u"list"_s } : listType(inner, depth);
    }
    if (!type.is_object())
        return { ColumnType::Unknown, u"unknown"_s };
    const QString word = stringMember(type, "_type");
    if (word.isEmpty())
        return recordType(type, depth);
    const QString dtype = beginning(stringMember(type, "dtype"), 40);
    if (word == "Value"_L1)
        return { scalarType(dtype), dtype.isEmpty() ? u"value"_s : dtype };
    if (word == "ClassLabel"_L1) {
        dom::array names;
        const bool known = !member(type, "names").get(names);
        return { ColumnType::Label, known ? u"label (%1)"_s.arg(names.size()) : u"label"_s };
    }
    if (word == "Image"_L1)
        return { ColumnType::Image, u"image"_s };
    if (word == "Audio"_L1) {
        const auto rate = integerMember(type, "sampling_rate");
        return { ColumnType::Audio, rate ? u"audio (%1 Hz)"_s.arg(*rate) : u"audio"_s };
    }
    if (word == "Video"_L1)
        return { ColumnType::Video, u"video"_s };
    if (word == "Pdf"_L1)
        return { ColumnType::Document, u"pdf"_s };
    if (word == "Sequence"_L1 || word == "List"_L1 || word == "LargeList"_L1) {
        dom::element inner;
        return member(type, "feature").get(inner) ? FeatureType{ ColumnType::List, u"list"_s } : listType(inner, depth);
    }
    if (word.startsWith("Translation"_L1)) {
        QStringList languages;
        if (dom::array names; !member(type, "languages").get(names)) {
            NoteList ignored;
            for (const dom::element name : names) {
                if (languages.size() < 12)
                    languages.append(beginning(jsonCell(name, -1, TableLimits(), ignored).text, 20));
            }
        }
        return { ColumnType::Translation,
            languages.isEmpty() ? u"translation"_s : u"translation ("_s + languages.join(u", "_s) + u")"_s };
    }
    if (word.startsWith("Array"_L1))
        return { ColumnType::List, beginning(word, 10).toLower() + u"<"_s + dtype + u">"_s };
    return { ColumnType::Unknown, beginning(word, 40) };
}

/// The object that describes a media cell: itself, or the first of a list (audio).
dom::element mediaObject(const dom::element& value)
{
    dom::array items;
    dom::element first;
    if (!value.get(items) && !items.at(0).get(first))
        return first;
    return value;
}

CellKind mediaKind(ColumnType type)
{
    switch (type) {
    case ColumnType::Image:
        return CellKind::Image;
    case ColumnType::Audio:
        return CellKind::Audio;
    case ColumnType::Video:
        return CellKind::Video;
    case ColumnType::Document:
        return CellKind::Document;
    default:
        return CellKind::Missing;
    }
}

int pixels(const dom::element& object, std::string_view key)
{
    const qint64 value = integerMember(object, key).value_or(0);
    return value > 0 && value < 1'000'000 ? static_cast<int>(value) : 0;
}

} // namespace

Column featureColumn(const QString& name, const dom::element& type)
{
    Column column;
    column.name = name;
    const FeatureType feature = featureType(type, 0);
    column.type = feature.type;
    column.typeText = feature.text;
    if (feature.type == ColumnType::Label) {
        dom::array names;
        if (!member(type, "names").get(names)) {
            NoteList ignored;
            TableLimits brief;
            brief.cellCharacters = 200;
            for (const dom::element label : names) {
                if (column.labels.size() < maximumLabels)
                    column.labels.append(jsonCell(label, -1, brief, ignored).text);
            }
        }
    }
    return column;
}

Cell featureCell(
    const Column& column, const dom::element& value, bool cut, qint64 row, const TableLimits& limits, NoteList& notes)
{
    if (value.is_null())
        return jsonCell(value, row, limits, notes);
    if (const CellKind kind = mediaKind(column.type); kind != CellKind::Missing) {
        const dom::element object = mediaObject(value);
        Cell cell;
        if (object.is_object()) {
            cell.source = stringMember(object, "src");
            cell.mediaType = beginning(stringMember(object, "type"), 100);
            cell.width = pixels(object, "width");
            cell.height = pixels(object, "height");
        } else {
            cell = jsonCell(object, row, limits, notes);
        }
        cell.kind = kind;
        return cell;
    }
    Cell cell = jsonCell(value, row, limits, notes);
    cell.truncated = cell.truncated || cut;
    if (cut)
        cell.bytes = -1;
    if (column.type == ColumnType::Label && cell.kind == CellKind::Integer) {
        cell.kind = CellKind::Label;
        if (cell.number >= 0 && cell.number < static_cast<double>(column.labels.size()))
            cell.text = column.labels[static_cast<qsizetype>(cell.number)];
        else if (cell.number < 0)
            cell.text = u"(none)"_s; // -1 stands for a hidden label
    } else if (column.type == ColumnType::Binary && cell.kind == CellKind::Text) {
        cell.kind = CellKind::Binary;
        cell.text.clear();
    } else if (cut && cell.kind == CellKind::Text
        && (column.type == ColumnType::List || column.type == ColumnType::Object
            || column.type == ColumnType::Translation)) {
        cell.kind = CellKind::Nested;
    }
    return cell;
}

} // namespace docket::dataset
