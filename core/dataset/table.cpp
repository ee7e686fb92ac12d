#include "core/dataset/table.h"

namespace docket::dataset
{

using namespace Qt::StringLiterals;

QString cellKindName(CellKind kind)
{
    switch (kind) {
    case CellKind::Missing:
        return u"missing"_s;
    case CellKind::Null:
        return u"null"_s;
    case CellKind::Boolean:
        return u"boolean"_s;
    case CellKind::Integer:
        return u"integer"_s;
    case CellKind::Real:
        return u"real"_s;
    case CellKind::Text:
        return u"text"_s;
    case CellKind::Nested:
        return u"nested"_s;
    case CellKind::Label:
        return u"label"_s;
    case CellKind::Image:
        return u"image"_s;
    case CellKind::Audio:
        return u"audio"_s;
    case CellKind::Video:
        return u"video"_s;
    case CellKind::Document:
        return u"document"_s;
    case CellKind::Binary:
        return u"binary"_s;
    }
    return {};
}

QString columnTypeName(ColumnType type)
{
    switch (type) {
    case ColumnType::Unknown:
        return u"unknown"_s;
    case ColumnType::Boolean:
        return u"boolean"_s;
    case ColumnType::Integer:
        return u"integer"_s;
    case ColumnType::Real:
        return u"real"_s;
    case ColumnType::Text:
        return u"text"_s;
    case ColumnType::Time:
        return u"time"_s;
    case ColumnType::Label:
        return u"label"_s;
    case ColumnType::List:
        return u"list"_s;
    case ColumnType::Object:
        return u"object"_s;
    case ColumnType::Translation:
        return u"translation"_s;
    case ColumnType::Image:
        return u"image"_s;
    case ColumnType::Audio:
        return u"audio"_s;
    case ColumnType::Video:
        return u"video"_s;
    case ColumnType::Document:
        return u"document"_s;
    case ColumnType::Binary:
        return u"binary"_s;
    case ColumnType::Mixed:
        return u"mixed"_s;
    }
    return {};
}

QString tableNoteCodeName(TableNoteCode code)
{
    switch (code) {
    case TableNoteCode::InvalidText:
        return u"invalid-text"_s;
    case TableNoteCode::ByteOrderMark:
        return u"byte-order-mark"_s;
    case TableNoteCode::RaggedRow:
        return u"ragged-row"_s;
    case TableNoteCode::UnclosedQuote:
        return u"unclosed-quote"_s;
    case TableNoteCode::DuplicateColumn:
        return u"duplicate-column"_s;
    case TableNoteCode::InvalidLine:
        return u"invalid-line"_s;
    case TableNoteCode::CellCut:
        return u"cell-cut"_s;
    case TableNoteCode::ColumnsCut:
        return u"columns-cut"_s;
    case TableNoteCode::BytesCut:
        return u"bytes-cut"_s;
    case TableNoteCode::RowsCut:
        return u"rows-cut"_s;
    case TableNoteCode::Partial:
        return u"partial"_s;
    case TableNoteCode::NumberRounded:
        return u"number-rounded"_s;
    case TableNoteCode::RowsInMember:
        return u"rows-in-member"_s;
    case TableNoteCode::NoHeader:
        return u"no-header"_s;
    }
    return {};
}

} // namespace docket::dataset
