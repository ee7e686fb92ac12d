#include "core/log/format/canonicaljson.h"

#include "core/log/format/fault.h"

#include <algorithm>

namespace docket::log::json
{

using namespace Qt::StringLiterals;

namespace
{

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isKey(QByteArrayView key)
{
    const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
    return !key.isEmpty() && letter(key.front())
        && std::all_of(key.begin(), key.end(), [&](char c) { return letter(c) || isDigit(c) || c == '_'; });
}

void appendUtf8(QByteArray& out, char32_t code)
{
    const auto byte = [&out](char32_t value) { out.append(static_cast<char>(static_cast<unsigned char>(value))); };
    if (code < 0x80) {
        byte(code);
    } else if (code < 0x800) {
        byte(0xc0 | (code >> 6));
        byte(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        byte(0xe0 | (code >> 12));
        byte(0x80 | ((code >> 6) & 0x3f));
        byte(0x80 | (code & 0x3f));
    } else {
        byte(0xf0 | (code >> 18));
        byte(0x80 | ((code >> 12) & 0x3f));
        byte(0x80 | ((code >> 6) & 0x3f));
        byte(0x80 | (code & 0x3f));
    }
}

class Parser
{
public:
    explicit Parser(QByteArrayView text) : m_text(text) { }

    Result<Value> document()
    {
        DOCKET_ASSIGN(Value value, this->value(1));
        skipSpace();
        if (m_at != m_text.size())
            return wrong(u"json-syntax", u"more text after the value"_s);
        return value;
    }

private:
    tl::unexpected<Error> wrong(QStringView word, const QString& detail) const
    {
        return fault(word, detail + u" (byte %1)"_s.arg(m_at));
    }

    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    void skipSpace()
    {
        while (m_at < m_text.size() && (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t'))
            ++m_at;
    }

    Result<Value> value(int depth)
    {
        skipSpace();
        const char c = peek();
        if (c == '"') {
            DOCKET_ASSIGN(QByteArray text, string());
            return Value(std::move(text));
        }
        if (c == '{' || c == '[') {
            if (depth > maximumDepth)
                return wrong(u"json-depth", u"nested deeper than %1"_s.arg(maximumDepth));
            return c == '{' ? object(depth) : array(depth);
        }
        if (isDigit(c) || c == '-' || c == '+' || c == '.')
            return number();
        for (const QByteArrayView literal : { QByteArrayView("null"), QByteArrayView("true"), QByteArrayView("false") })
            if (m_text.sliced(m_at).startsWith(literal))
                return wrong(u"json-literal", u"null, true and false are not part of the format"_s);
        return wrong(u"json-syntax", u"a value is missing"_s);
    }

    Result<Value> number()
    {
        const qsizetype start = m_at;
        while (m_at < m_text.size() && (isDigit(peek()) || QByteArrayView("+-.eE").contains(peek())))
            ++m_at;
        const QByteArrayView digits = m_text.sliced(start, m_at - start);
        const bool plain = std::all_of(digits.begin(), digits.end(), isDigit);
        const bool leadingZero = digits.size() > 1 && digits.front() == '0';
        bool ok = false;
        const qint64 number = digits.size() <= 16 ? digits.toLongLong(&ok) : 0;
        if (!plain || leadingZero || !ok || number > maximumInteger) {
            m_at = start;
            return wrong(u"json-number", u"only whole numbers from 0 to 2^53-1 are allowed"_s);
        }
        return Value(number);
    }

    Result<char32_t> hex4()
    {
        char32_t code = 0;
        for (int i = 0; i < 4; ++i, ++m_at) {
            const char c = peek();
            const bool upper = c >= 'A' && c <= 'F';
            const bool lower = c >= 'a' && c <= 'f';
            if (!isDigit(c) && !upper && !lower)
                return wrong(u"json-syntax", u"\\u needs four hexadecimal digits"_s);
            const int digit = isDigit(c) ? c - '0' : (upper ? c - 'A' : c - 'a') + 10;
            code = code * 16 + static_cast<char32_t>(digit);
        }
        return code;
    }

    Status escape(QByteArray& out)
    {
        const char c = peek();
        ++m_at;
        static constexpr QByteArrayView from("\"\\/bfnrt");
        static constexpr QByteArrayView to("\"\\/\b\f\n\r\t");
        if (c != 'u') {
            const qsizetype index = from.indexOf(c);
            if (c == '\0' || index < 0)
                return wrong(u"json-syntax", u"unknown escape"_s);
            out.append(to[index]);
            return {};
        }
        DOCKET_ASSIGN(char32_t code, hex4());
        if (code == 0)
            return wrong(u"json-nul", u"U+0000 is not allowed"_s);
        if (code >= 0xd800 && code < 0xdc00 && m_text.sliced(m_at).startsWith("\\u")) {
            m_at += 2;
            DOCKET_ASSIGN(const char32_t low, hex4());
            if (low < 0xdc00 || low > 0xdfff)
                return wrong(u"json-surrogate", u"half of a surrogate pair"_s);
            code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        } else if (code >= 0xd800 && code < 0xe000) {
            return wrong(u"json-surrogate", u"half of a surrogate pair"_s);
        }
        appendUtf8(out, code);
        return {};
    }

    Result<QByteArray> string()
    {
        ++m_at; // the opening quote
        QByteArray out;
        for (;;) {
            const qsizetype start = m_at;
            while (m_at < m_text.size() && m_text[m_at] != '"' && m_text[m_at] != '\\'
                && static_cast<unsigned char>(m_text[m_at]) >= 0x20)
                ++m_at;
            out.append(m_text.sliced(start, m_at - start));
            if (m_at == m_text.size())
                return wrong(u"json-syntax", u"a string does not end"_s);
            if (m_text[m_at] == '"') {
                ++m_at;
                return out;
            }
            if (m_text[m_at] != '\\')
                return wrong(u"json-syntax", u"a control character in a string"_s);
            ++m_at;
            DOCKET_TRY(escape(out));
        }
    }

    Result<Value> array(int depth)
    {
        ++m_at;
        Array items;
        skipSpace();
        if (peek() == ']') {
            ++m_at;
            return Value(std::move(items));
        }
        for (;;) {
            DOCKET_ASSIGN(Value item, value(depth + 1));
            items.push_back(std::move(item));
            skipSpace();
            const char c = peek();
            if (c != ',' && c != ']')
                return wrong(u"json-syntax", u"\",\" or \"]\" is missing"_s);
            ++m_at;
            if (c == ']')
                return Value(std::move(items));
        }
    }

    Result<Value> object(int depth)
    {
        ++m_at;
        Object members;
        members.reserve(depth == 1 ? 13 : 3);
        skipSpace();
        if (peek() == '}') {
            ++m_at;
            return Value(std::move(members));
        }
        for (;;) {
            skipSpace();
            if (peek() != '"')
                return wrong(u"json-syntax", u"a key is missing"_s);
            DOCKET_ASSIGN(QByteArray key, string());
            if (!isKey(key))
                return wrong(u"json-key", u"a key is not of the form [a-z][a-z0-9_]*"_s);
            for (const auto& member : members)
                if (member.first == key)
                    return wrong(u"json-duplicate", u"the key \"%1\" appears twice"_s.arg(QLatin1String(key)));
            skipSpace();
            if (peek() != ':')
                return wrong(u"json-syntax", u"\":\" is missing"_s);
            ++m_at;
            DOCKET_ASSIGN(Value item, value(depth + 1));
            members.emplace_back(std::move(key), std::move(item));
            skipSpace();
            const char c = peek();
            if (c != ',' && c != '}')
                return wrong(u"json-syntax", u"\",\" or \"}\" is missing"_s);
            ++m_at;
            if (c == '}')
                return Value(std::move(members));
        }
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
};

void writeString(QByteArray& out, QByteArrayView text)
{
    static constexpr QByteArrayView raw("\"\\\b\f\n\r\t");
    static constexpr QByteArrayView letter("\"\\bfnrt");
    out.append('"');
    qsizetype done = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\')
            continue;
        out.append(text.sliced(done, i - done));
        done = i + 1;
        if (const qsizetype index = raw.indexOf(c); index >= 0)
            out.append('\\').append(letter[index]);
        else
            out.append("\\u00").append(QByteArray(1, c).toHex());
    }
    out.append(text.sliced(done)).append('"');
}

void write(QByteArray& out, const Value& value)
{
    if (const qint64* number = value.number()) {
        out.append(QByteArray::number(*number));
    } else if (const QByteArray* text = value.string()) {
        writeString(out, *text);
    } else if (const Array* items = value.array()) {
        out.append('[');
        for (const Value& item : *items) {
            if (&item != items->data())
                out.append(',');
            write(out, item);
        }
        out.append(']');
    } else {
        const Object& members = *value.object();
        out.append('{');
        for (const auto& member : members) {
            if (&member != members.data())
                out.append(',');
            writeString(out, member.first);
            out.append(':');
            write(out, member.second);
        }
        out.append('}');
    }
}

} // namespace

Value::Value(Object members)
{
    const auto byKey = [](const auto& a, const auto& b) { return a.first < b.first; };
    if (!std::is_sorted(members.begin(), members.end(), byKey))
        std::sort(members.begin(), members.end(), byKey);
    m_value = std::move(members);
}

const Value* Value::find(QByteArrayView key) const
{
    if (const Object* members = object())
        for (const auto& member : *members)
            if (member.first == key)
                return &member.second;
    return nullptr;
}

QByteArray serialise(const Value& value)
{
    QByteArray out;
    out.reserve(512);
    write(out, value);
    return out;
}

Result<Value> parse(QByteArrayView text)
{
    if (!text.isValidUtf8())
        return fault(u"json-utf8", u"the text is not valid UTF-8"_s);
    if (text.startsWith("\xef\xbb\xbf"))
        return fault(u"json-syntax", u"the text begins with a byte order mark"_s);
    DOCKET_ASSIGN(Value value, Parser(text).document());
    const QByteArray again = serialise(value);
    if (QByteArrayView(again) != text) {
        const auto differs = std::mismatch(text.begin(), text.end(), again.begin(), again.end());
        return fault(u"canonical",
            u"not the canonical spelling, first difference at byte %1"_s.arg(differs.first - text.begin()));
    }
    return value;
}

} // namespace docket::log::json
