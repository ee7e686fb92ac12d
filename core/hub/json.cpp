#include "core/hub/json.h"

#include "core/base/clock.h"

namespace docket::hub::json
{

using namespace Qt::StringLiterals;

namespace
{

constexpr size_t keptCapacity = size_t(4) * 1024 * 1024;

/// Parsers keep their buffers: parsing a page then costs no allocation.
std::unique_ptr<simdjson::dom::parser>& spareParser()
{
    static thread_local std::unique_ptr<simdjson::dom::parser> spare;
    return spare;
}

bool isHex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Value of "\uXXXX" at `at`, or -1.
int escapeAt(const QByteArray& json, qsizetype at)
{
    if (at + 6 > json.size() || json[at] != '\\' || json[at + 1] != 'u')
        return -1;
    for (qsizetype i = at + 2; i < at + 6; ++i) {
        if (!isHex(json[i]))
            return -1;
    }
    return json.mid(at + 2, 4).toInt(nullptr, 16);
}

/// Replaces what is no UTF-8 and no surrogate pair by U+FFFD.
QByteArray repaired(QByteArrayView body)
{
    QByteArray json = QString::fromUtf8(body).toUtf8();
    for (qsizetype i = 0; i + 1 < json.size(); ++i) {
        if (json[i] != '\\')
            continue;
        const int unit = escapeAt(json, i);
        if (unit < 0) {
            ++i; // an escape of two characters
            continue;
        }
        const bool high = unit >= 0xD800 && unit < 0xDC00;
        const bool low = unit >= 0xDC00 && unit < 0xE000;
        const int following = high ? escapeAt(json, i + 6) : -1;
        if (high && following >= 0xDC00 && following < 0xE000) {
            i += 11;
            continue;
        }
        if (high || low)
            json.replace(i, 6, "\\ufffd");
        i += 5;
    }
    return json;
}

/// Integers beyond 64 bits, which JavaScript writes without an exponent, become doubles.
QByteArray withWideNumbers(QByteArrayView body)
{
    QByteArray json;
    json.reserve(body.size() + 64);
    bool inString = false;
    for (qsizetype i = 0; i < body.size(); ++i) {
        const char c = body[i];
        json.append(c);
        if (inString && c == '\\' && i + 1 < body.size())
            json.append(body[++i]);
        else if (c == '"')
            inString = !inString;
        if (inString || c < '0' || c > '9')
            continue;
        qsizetype end = i + 1;
        while (end < body.size() && body[end] >= '0' && body[end] <= '9')
            ++end;
        json.append(body.sliced(i + 1, end - i - 1));
        const char next = end < body.size() ? body[end] : ',';
        const char before = i > 0 ? body[i - 1] : ',';
        if (end - i >= 19 && next != '.' && next != 'e' && next != 'E' && before != '.' && before != '+')
            json.append("e0");
        i = end - 1;
    }
    return json;
}

} // namespace

Result<Document> Document::parse(QByteArrayView body, const QString& thing, qint64 limit)
{
    if (body.size() > limit) {
        return fail(ErrorCode::LimitExceeded, thing,
            u"the answer has %1 bytes, more than %2"_s.arg(body.size()).arg(limit), u"look at it on the Hub"_s);
    }
    Document document;
    document.m_parser = std::move(spareParser());
    if (!document.m_parser)
        document.m_parser = std::make_unique<simdjson::dom::parser>();
    auto parsed = document.m_parser->parse(body.data(), static_cast<size_t>(body.size()), true);
    if (parsed.error() == simdjson::UTF8_ERROR || parsed.error() == simdjson::STRING_ERROR) {
        const QByteArray again = repaired(body);
        parsed = document.m_parser->parse(again.data(), static_cast<size_t>(again.size()), true);
    }
    if (parsed.error() == simdjson::NUMBER_ERROR) {
        const QByteArray again = withWideNumbers(body);
        parsed = document.m_parser->parse(again.data(), static_cast<size_t>(again.size()), true);
    }
    if (parsed.error() != simdjson::SUCCESS) {
        return fail(ErrorCode::Parse, thing,
            u"the Hub's answer is not JSON (%1)"_s.arg(QLatin1StringView(simdjson::error_message(parsed.error()))),
            u"try again later"_s);
    }
    document.m_root = parsed.value_unsafe();
    return document;
}

Document::~Document()
{
    if (m_parser && m_parser->capacity() <= keptCapacity)
        spareParser() = std::move(m_parser);
}

tl::unexpected<Error> wrong(const QString& thing, const QString& path, const char* expected)
{
    return fail(ErrorCode::Parse, thing,
        u"%1 is missing or not %2 in the Hub's answer"_s.arg(path, QLatin1StringView(expected)), u"try again later"_s);
}

QString fromUtf8(std::string_view utf8, qsizetype maximum)
{
    qsizetype size = static_cast<qsizetype>(utf8.size());
    if (size > maximum) {
        size = maximum;
        while (size > 0 && (static_cast<unsigned char>(utf8[static_cast<size_t>(size)]) & 0xC0) == 0x80)
            --size;
    }
    return QString::fromUtf8(utf8.data(), size);
}

QString text(Object object, std::string_view key, qsizetype maximum)
{
    std::string_view value;
    if (object.at_key(key).get_string().get(value) != simdjson::SUCCESS)
        return {};
    return fromUtf8(value, maximum);
}

bool flag(Object object, std::string_view key, bool otherwise)
{
    bool value = otherwise;
    if (object.at_key(key).get_bool().get(value) != simdjson::SUCCESS)
        return otherwise;
    return value;
}

qint64 number(Object object, std::string_view key, qint64 otherwise)
{
    const auto element = object.at_key(key);
    int64_t value = 0;
    if (element.get_int64().get(value) == simdjson::SUCCESS)
        return value;
    double real = 0;
    if (element.get_double().get(real) == simdjson::SUCCESS && real > -9e15 && real < 9e15)
        return static_cast<qint64>(real);
    return otherwise;
}

QDateTime time(Object object, std::string_view key)
{
    std::string_view value;
    if (object.at_key(key).get_string().get(value) != simdjson::SUCCESS || value.size() > 40)
        return {};
    return fromIsoUtc(QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())));
}

std::optional<Object> object(Object parent, std::string_view key)
{
    Object value;
    if (parent.at_key(key).get_object().get(value) != simdjson::SUCCESS)
        return std::nullopt;
    return value;
}

std::optional<Array> array(Object parent, std::string_view key)
{
    Array value;
    if (parent.at_key(key).get_array().get(value) != simdjson::SUCCESS)
        return std::nullopt;
    return value;
}

QStringList texts(Object object, std::string_view key, int maximum)
{
    QStringList list;
    const auto values = array(object, key);
    if (!values)
        return list;
    for (const Element element : *values) {
        std::string_view value;
        if (element.get_string().get(value) == simdjson::SUCCESS && list.size() < maximum)
            list.append(fromUtf8(value, 1024));
    }
    return list;
}

QString commitId(Object object, std::string_view key)
{
    const QString id = text(object, key, 64);
    if (id.size() != 40)
        return {};
    const bool hex = std::all_of(
        id.begin(), id.end(), [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); });
    return hex ? id : QString();
}

QByteArray minified(Element element)
{
    const std::string json = simdjson::minify(element);
    return QByteArray(json.data(), static_cast<qsizetype>(json.size()));
}

} // namespace docket::hub::json
