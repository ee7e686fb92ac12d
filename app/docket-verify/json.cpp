#include "app/docket-verify/json.h"

#include <algorithm>

namespace docket::verify
{

namespace
{

constexpr int canonicalDepth = 6;
constexpr int ordinaryDepth = 64;
constexpr uint64_t maximumInteger = (uint64_t(1) << 53) - 1;

/// Characters that end a run of plain ones in a string: quote, backslash, control characters.
constexpr auto endsRun = [] {
    std::array<bool, 256> table{};
    std::fill_n(table.begin(), 0x20, true);
    table['"'] = table['\\'] = true;
    return table;
}();

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isKey(View key)
{
    const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
    return !key.empty() && letter(key.front())
        && std::all_of(key.begin(), key.end(), [&](char c) { return letter(c) || isDigit(c) || c == '_'; });
}

} // namespace

Fault Json::wrong(const char* word, const char* detail) const
{
    return { word, std::string(detail) + " (byte " + std::to_string(m_at) + ')' };
}

void Json::skipSpace()
{
    const size_t start = m_at;
    while (m_at < m_text.size() && (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t'))
        ++m_at;
    m_canonical = m_canonical && m_at == start;
}

Fault Json::readCanonical(View text)
{
    m_strict = true;
    if (Fault fault = read(text))
        return fault;
    return m_canonical ? Fault() : Fault{ "canonical", "not the canonical spelling" };
}

bool Json::readOrdinary(View text)
{
    m_strict = false;
    return !read(text);
}

Fault Json::read(View text)
{
    m_text = text;
    m_at = 0;
    m_canonical = true;
    m_nodes.clear();
    m_keys.clear();
    m_decoded.clear();
    if (!isUtf8(text))
        return { "json-utf8", "not valid UTF-8" };
    if (Fault fault = value(1))
        return fault;
    skipSpace();
    return m_at == m_text.size() ? Fault() : wrong("json-syntax", "more text after the value");
}

Fault Json::value(int depth)
{
    skipSpace();
    const char c = peek();
    if (c == '"') {
        View text;
        bool escaped = false;
        if (Fault fault = string(text, escaped))
            return fault;
        Node& node = m_nodes.emplace_back();
        node.kind = Node::Kind::String;
        node.text = text;
        node.escaped = escaped;
    } else if (c == '{' || c == '[') {
        if (depth > (m_strict ? canonicalDepth : ordinaryDepth))
            return wrong("json-depth", "nested too deep");
        return container(depth);
    } else if (isDigit(c) || c == '-' || c == '+' || c == '.') {
        if (Fault fault = number())
            return fault;
    } else {
        const View rest = m_text.substr(m_at);
        const size_t length = rest.starts_with("null") || rest.starts_with("true") ? 4
            : rest.starts_with("false")                                            ? 5
                                                                                   : 0;
        if (length == 0)
            return wrong("json-syntax", "a value is missing");
        if (m_strict)
            return wrong("json-literal", "null, true and false are not part of the format");
        m_at += length;
        m_nodes.emplace_back();
    }
    m_nodes.back().next = uint32_t(m_nodes.size());
    return {};
}

Fault Json::number()
{
    const size_t start = m_at;
    while (m_at < m_text.size() && (isDigit(peek()) || View("+-.eE").find(peek()) != View::npos))
        ++m_at;
    Node& node = m_nodes.emplace_back();
    const bool whole = parseNumber(m_text.substr(start, m_at - start), node.number) && node.number <= maximumInteger;
    if (whole) {
        node.kind = Node::Kind::Number;
    } else if (m_strict) {
        m_at = start;
        return wrong("json-number", "only whole numbers from 0 to 2^53-1 are allowed");
    }
    return {};
}

bool Json::hex4(unsigned& code)
{
    code = 0;
    for (int i = 0; i < 4; ++i, ++m_at) {
        const size_t digit = View("0123456789abcdefABCDEF").find(peek());
        if (peek() == '\0' || digit == View::npos)
            return false;
        m_canonical = m_canonical && digit < 16;
        code = code * 16 + unsigned(digit < 16 ? digit : digit - 6);
    }
    return true;
}

Fault Json::escape()
{
    const char c = peek();
    ++m_at;
    if (c != 'u') {
        if (c == '\0' || View("\"\\/bfnrt").find(c) == View::npos)
            return wrong("json-syntax", "unknown escape");
        m_canonical = m_canonical && c != '/';
        return {};
    }
    unsigned code = 0;
    if (!hex4(code))
        return wrong("json-syntax", "\\u needs four hexadecimal digits");
    // Only control characters without a short form are spelled so.
    const bool hasShort = code == '\b' || code == '\t' || code == '\n' || code == '\f' || code == '\r';
    m_canonical = m_canonical && code < 0x20 && !hasShort;
    if (code == 0 && m_strict)
        return wrong("json-nul", "U+0000 is not allowed");
    if (code >= 0xd800 && code < 0xdc00 && m_text.substr(m_at).starts_with("\\u")) {
        m_at += 2;
        unsigned low = 0;
        if (!hex4(low))
            return wrong("json-syntax", "\\u needs four hexadecimal digits");
        if (low >= 0xdc00 && low <= 0xdfff)
            return {};
    }
    if (code >= 0xd800 && code < 0xe000)
        return wrong("json-surrogate", "half of a surrogate pair");
    return {};
}

Fault Json::string(View& text, bool& escaped)
{
    const size_t start = ++m_at;
    for (;;) {
        while (m_at < m_text.size() && !endsRun[static_cast<unsigned char>(m_text[m_at])])
            ++m_at;
        if (m_at == m_text.size())
            return wrong("json-syntax", "a string does not end");
        if (m_text[m_at] == '"') {
            text = m_text.substr(start, m_at++ - start);
            return {};
        }
        if (m_text[m_at] != '\\')
            return wrong("json-syntax", "a control character in a string");
        ++m_at;
        escaped = true;
        if (Fault fault = escape())
            return fault;
    }
}

Fault Json::key(size_t firstKey)
{
    skipSpace();
    if (peek() != '"')
        return wrong("json-syntax", "a key is missing");
    View text;
    bool escaped = false;
    if (Fault fault = string(text, escaped))
        return fault;
    if (escaped)
        text = m_decoded.emplace_back(unescape(text));
    if (m_strict && !isKey(text))
        return wrong("json-key", "a key is not of the form [a-z][a-z0-9_]*");
    m_canonical = m_canonical && !escaped;
    const bool sorted = m_keys.size() == firstKey || isBefore(m_keys.back(), text);
    m_canonical = m_canonical && sorted;
    // While the keys rise, none can be there twice.
    if (m_strict && !m_canonical
        && std::find(m_keys.begin() + std::ptrdiff_t(firstKey), m_keys.end(), text) != m_keys.end())
        return wrong("json-duplicate", "a key appears twice");
    m_keys.push_back(text);
    skipSpace();
    if (peek() != ':')
        return wrong("json-syntax", "\":\" is missing");
    ++m_at;
    return {};
}

Fault Json::container(int depth)
{
    const bool object = peek() == '{';
    const char close = object ? '}' : ']';
    const auto self = uint32_t(m_nodes.size());
    m_nodes.emplace_back().kind = object ? Node::Kind::Object : Node::Kind::Array;
    const size_t firstKey = m_keys.size();
    ++m_at;
    skipSpace();
    bool more = peek() != close;
    m_at += !more;
    while (more) {
        if (object)
            if (Fault fault = key(firstKey))
                return fault;
        const size_t child = m_nodes.size();
        if (Fault fault = value(depth + 1))
            return fault;
        if (object)
            m_nodes[child].key = m_keys.back();
        skipSpace();
        const char c = peek();
        if (c != ',' && c != close)
            return wrong("json-syntax", "\",\" or the closing bracket is missing");
        ++m_at;
        more = c == ',';
    }
    m_keys.resize(firstKey);
    m_nodes[self].next = uint32_t(m_nodes.size());
    return {};
}

const Node* Json::find(View key, uint32_t parent) const
{
    if (m_nodes.empty() || m_nodes[parent].kind != Node::Kind::Object)
        return nullptr;
    for (uint32_t i = parent + 1; i < m_nodes[parent].next; i = m_nodes[i].next)
        if (m_nodes[i].key == key)
            return &m_nodes[i];
    return nullptr;
}

std::vector<const Node*> Json::children(uint32_t parent) const
{
    std::vector<const Node*> out;
    for (uint32_t i = parent + 1; i < m_nodes[parent].next; i = m_nodes[i].next)
        out.push_back(&m_nodes[i]);
    return out;
}

View Json::string(View key) const
{
    const Node* node = find(key);
    return node && node->kind == Node::Kind::String && !node->escaped ? node->text : View();
}

std::string unescape(View text)
{
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        const char c = text[++i];
        const size_t index = View("bfnrt").find(c);
        if (c == 'u' && i + 4 < text.size()) {
            // What matters here is ASCII; other characters become one that no rule allows.
            const auto code = std::stoul(std::string(text.substr(i + 1, 4)), nullptr, 16);
            out += code < 0x80 ? static_cast<char>(code) : '\x7f';
            i += 4;
        } else {
            out += index == View::npos ? c : "\b\f\n\r\t"[index];
        }
    }
    return out;
}

} // namespace docket::verify
