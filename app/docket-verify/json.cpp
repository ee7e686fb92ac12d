#include "app/docket-verify/json.h"

#include <algorithm>

namespace docket::verify
{

void Json::check(bool ok, const char* word, const char* detail) const
{
    if (!ok)
        throw Fault{ word, std::string(detail) + " (byte " + std::to_string(m_at) + ')' };
}

void Json::skipSpace()
{
    for (; m_at < m_text.size() && View(" \n\r\t").find(m_text[m_at]) != View::npos; ++m_at)
        m_canonical = false;
}

void Json::readCanonical(View text)
{
    m_strict = true;
    read(text);
    need(m_canonical, "canonical", "not the canonical spelling");
}

bool Json::readOrdinary(View text)
{
    m_strict = false;
    try {
        read(text);
    } catch (const Fault&) {
        return false;
    }
    return true;
}

void Json::read(View text)
{
    m_text = text;
    m_at = 0;
    m_canonical = true;
    m_nodes.clear();
    m_keys.clear();
    m_decoded.clear();
    need(isUtf8(text), "json-utf8", "not valid UTF-8");
    value(1);
    skipSpace();
    check(m_at == m_text.size(), "json-syntax", "more text after the value");
}

void Json::value(int depth)
{
    skipSpace();
    const char c = peek();
    const View rest = m_text.substr(m_at);
    if (c == '{' || c == '[') {
        check(depth <= (m_strict ? 6 : 64), "json-depth", "nested too deep");
        return container(depth);
    }
    Node& node = m_nodes.emplace_back();
    node.next = uint32_t(m_nodes.size());
    if (c == '"') {
        node.kind = Node::Kind::String;
        node.text = string(node.escaped);
    } else if (View("0123456789-+.").find(c) != View::npos) {
        number(node);
    } else {
        const size_t length = rest.starts_with("null") || rest.starts_with("true") ? 4 : 5;
        check(length == 4 || rest.starts_with("false"), "json-syntax", "a value is missing");
        check(!m_strict, "json-literal", "null, true and false are not part of the format");
        m_at += length;
    }
}

void Json::number(Node& node)
{
    const size_t end = std::min(m_text.find_first_not_of("0123456789+-.eE", m_at), m_text.size());
    const bool whole = parseNumber(m_text.substr(m_at, end - m_at), node.number) && node.number < uint64_t(1) << 53;
    check(whole || !m_strict, "json-number", "only whole numbers from 0 to 2^53-1 are allowed");
    node.kind = whole ? Node::Kind::Number : Node::Kind::Other;
    m_at = end;
}

unsigned Json::hex4()
{
    unsigned code = 0;
    for (int i = 0; i < 4; ++i, ++m_at) {
        const size_t digit = View("0123456789abcdefABCDEF").find(peek());
        check(digit != View::npos, "json-syntax", "\\u needs four hexadecimal digits");
        m_canonical = m_canonical && digit < 16;
        code = code * 16 + unsigned(digit < 16 ? digit : digit - 6);
    }
    return code;
}

void Json::escape()
{
    const char c = peek();
    ++m_at;
    if (c != 'u') {
        check(View("\"\\/bfnrt").find(c) != View::npos, "json-syntax", "unknown escape");
        m_canonical = m_canonical && c != '/';
        return;
    }
    const unsigned code = hex4();
    // Only control characters without a short form are spelled so.
    m_canonical = m_canonical && code < 0x20 && View("\b\t\n\f\r").find(static_cast<char>(code)) == View::npos;
    check(code != 0 || !m_strict, "json-nul", "U+0000 is not allowed");
    bool paired = code < 0xd800 || code > 0xdfff;
    if (code >= 0xd800 && code < 0xdc00 && m_text.substr(m_at).starts_with("\\u")) {
        m_at += 2;
        paired = (hex4() & 0xfc00) == 0xdc00;
    }
    check(paired, "json-surrogate", "half of a surrogate pair");
}

View Json::string(bool& escaped)
{
    for (const size_t start = ++m_at;;) {
        while (m_at < m_text.size() && static_cast<unsigned char>(m_text[m_at]) >= 0x20 && m_text[m_at] != '"'
            && m_text[m_at] != '\\')
            ++m_at;
        check(m_at < m_text.size(), "json-syntax", "a string does not end");
        const char c = m_text[m_at++];
        if (c == '"')
            return m_text.substr(start, m_at - 1 - start);
        check(c == '\\', "json-syntax", "a control character in a string");
        escaped = true;
        escape();
    }
}

void Json::key(size_t firstKey)
{
    skipSpace();
    check(peek() == '"', "json-syntax", "a key is missing");
    bool escaped = false;
    View text = string(escaped);
    if (escaped)
        text = m_decoded.emplace_back(unescape(text));
    const bool named = !text.empty() && text[0] >= 'a' && text[0] <= 'z'
        && std::all_of(text.begin(), text.end(),
            [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
    check(named || !m_strict, "json-key", "a key is not of the form [a-z][a-z0-9_]*");
    m_canonical = m_canonical && !escaped && (m_keys.size() == firstKey || m_keys.back() < text);
    // While the keys rise, none can be there twice.
    check(!m_strict || m_canonical
            || std::find(m_keys.begin() + std::ptrdiff_t(firstKey), m_keys.end(), text) == m_keys.end(),
        "json-duplicate", "a key appears twice");
    m_keys.push_back(text);
    skipSpace();
    check(peek() == ':', "json-syntax", "\":\" is missing");
    ++m_at;
}

void Json::container(int depth)
{
    const bool object = peek() == '{';
    const char close = object ? '}' : ']';
    const size_t self = m_nodes.size(), firstKey = m_keys.size();
    m_nodes.emplace_back().kind = object ? Node::Kind::Object : Node::Kind::Array;
    ++m_at;
    skipSpace();
    bool more = peek() != close;
    m_at += !more;
    while (more) {
        if (object)
            key(firstKey);
        const size_t child = m_nodes.size();
        value(depth + 1);
        if (object)
            m_nodes[child].key = m_keys.back();
        skipSpace();
        more = peek() == ',';
        check(more || peek() == close, "json-syntax", "\",\" or the closing bracket is missing");
        ++m_at;
    }
    m_keys.resize(firstKey);
    m_nodes[self].next = uint32_t(m_nodes.size());
}

const Node* Json::find(View key, const Node& object) const
{
    if (object.kind == Node::Kind::Object)
        for (uint32_t i = indexOf(object) + 1; i < object.next; i = m_nodes[i].next)
            if (m_nodes[i].key == key)
                return &m_nodes[i];
    return nullptr;
}

View Json::string(View key) const
{
    const Node* node = find(key, root());
    return node && node->kind == Node::Kind::String && !node->escaped ? node->text : View();
}

std::vector<const Node*> Json::list(View key) const
{
    std::vector<const Node*> out;
    const Node* array = find(key, root());
    for (uint32_t i = array ? indexOf(*array) + 1 : 0; array && array->kind == Node::Kind::Array && i < array->next;
         i = at(i).next)
        out.push_back(&at(i));
    return out;
}

std::string unescape(View text)
{
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        const char c = text[i] == '\\' && i + 1 < text.size() ? text[++i] : '\0';
        const size_t index = View("bfnrt").find(c);
        if (c == 'u') {
            const unsigned long code = std::stoul(std::string(text.substr(i + 1, 4)), nullptr, 16);
            out += code < 0x80 ? static_cast<char>(code) : '\x7f';
            i += 4;
        } else {
            out += c == '\0' ? text[i] : index == View::npos ? c : "\b\f\n\r\t"[index];
        }
    }
    return out;
}

} // namespace docket::verify
