#pragma once

#include "core/base/result.h"
#include "core/dataset/celltext.h"

#include <simdjson.h>

namespace docket::dataset
{

/// A parser with its padded copy of what it reads; simdjson wants room behind the text.
class JsonText
{
public:
    JsonText();
    /// The element lives until the next call. Integers beyond 64 bits, which simdjson refuses, are read again as
    /// rounded numbers, and `rounded` is set. Parse with the reason.
    Result<simdjson::dom::element> parse(QByteArrayView json, const QString& name);
    bool rounded() const { return m_rounded; }

private:
    simdjson::error_code run(QByteArrayView json, simdjson::dom::element& root);

    simdjson::dom::parser m_parser;
    std::unique_ptr<char[]> m_buffer;
    std::size_t m_capacity = 0;
    bool m_rounded = false;
};

/// Bytes of a string element or key.
inline QByteArrayView viewOf(std::string_view text)
{
    return QByteArrayView(text.data(), static_cast<qsizetype>(text.size()));
}

/// A JSON value as a cell: nested ones as compact JSON.
Cell jsonCell(const simdjson::dom::element& value, qint64 row, const TableLimits& limits, NoteList& notes);

/// Member of an object, an invalid result when it is absent or `object` is no object.
simdjson::simdjson_result<simdjson::dom::element> member(const simdjson::dom::element& object, std::string_view key);
QString stringMember(const simdjson::dom::element& object, std::string_view key);
std::optional<double> numberMember(const simdjson::dom::element& object, std::string_view key);
std::optional<qint64> integerMember(const simdjson::dom::element& object, std::string_view key);
bool boolMember(const simdjson::dom::element& object, std::string_view key);

} // namespace docket::dataset
