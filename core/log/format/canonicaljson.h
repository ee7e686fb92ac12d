#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <utility>
#include <variant>
#include <vector>

namespace docket::log::json
{

class Value;
using Array = std::vector<Value>;
/// Members in byte order of their keys.
using Object = std::vector<std::pair<QByteArray, Value>>;

/// A value of the restricted RFC 8785 JSON of FORMAT.md 1: integers 0…2^53-1, strings (UTF-8), arrays, objects.
class Value
{
public:
    Value(qint64 number = 0) : m_value(number) { }
    Value(QByteArray text) : m_value(std::move(text)) { }
    Value(Array items) : m_value(std::move(items)) { }
    /// Members may come in any order; they are sorted here. Keys must differ.
    Value(Object members);

    const qint64* number() const { return std::get_if<qint64>(&m_value); }
    const QByteArray* string() const { return std::get_if<QByteArray>(&m_value); }
    const Array* array() const { return std::get_if<Array>(&m_value); }
    const Object* object() const { return std::get_if<Object>(&m_value); }
    /// The member's value, or null when this is no object or has no such member.
    const Value* find(QByteArrayView key) const;

    bool operator==(const Value&) const = default;

private:
    std::variant<qint64, QByteArray, Array, Object> m_value;
};

inline constexpr qint64 maximumInteger = (qint64(1) << 53) - 1;
inline constexpr int maximumDepth = 6;

/// The one spelling of a value. Preconditions as in FORMAT.md 1 (parse() never gives others).
QByteArray serialise(const Value& value);

/// Accepts exactly the bytes that serialise() gives: reads strictly, writes again, compares. The error says what is
/// wrong first, with its byte offset: json-syntax, json-utf8, json-number, json-literal, json-key, json-duplicate,
/// json-depth, json-surrogate, json-nul, or canonical when only the spelling differs.
Result<Value> parse(QByteArrayView text);

} // namespace docket::log::json
