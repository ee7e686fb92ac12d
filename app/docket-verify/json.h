#pragma once

#include "app/docket-verify/crypto.h"

#include <algorithm>
#include <deque>
#include <vector>

namespace docket::verify
{

/// One value of a document, in the order of the text; its children follow it up to `next`.
struct Node {
    enum class Kind : unsigned char { Number, String, Array, Object, Other };
    View key; ///< of the member, decoded
    View text; ///< a string's characters as they are in the document
    uint64_t number = 0;
    uint32_t next = 0; ///< index behind the last descendant
    Kind kind = Kind::Other;
    bool escaped = false; ///< `text` has escapes
};

/// a < b for keys: nearly always the first characters tell.
inline bool isBefore(View a, View b)
{
    return !a.empty() && !b.empty() && a[0] != b[0] ? a[0] < b[0] : a < b;
}

/// The characters that an escaped string stands for; those beyond ASCII become one that no rule allows.
inline std::string unescape(View text)
{
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        const char c = text[i] == '\\' ? text[++i] : '\0';
        const size_t index = View("bfnrt").find(c);
        out += c == '\0' ? text[i] : index == View::npos ? c : "\b\f\n\r\t"[index];
        if (c != 'u')
            continue;
        const unsigned long code = std::stoul(std::string(text.substr(i + 1, 4)), nullptr, 16);
        out.back() = code < 0x80 ? static_cast<char>(code) : '\x7f';
        i += 4;
    }
    return out;
}

/// Reads JSON without keeping anything but places in the text; one object is used again and again.
class Json
{
public:
    /// The restricted form of FORMAT.md 1, in its one spelling. Faults: json-…, canonical.
    void readCanonical(View text)
    {
        m_strict = true;
        read(text);
        need(m_canonical, "canonical", "not the canonical spelling");
    }
    /// Ordinary JSON, as payloads have it; false when it is none.
    bool readOrdinary(View text)
    try {
        m_strict = false;
        read(text);
        return true;
    } catch (const Fault&) {
        return false;
    }

    const Node& at(uint32_t index) const { return m_nodes[index]; }
    uint32_t indexOf(const Node& node) const { return uint32_t(&node - m_nodes.data()); }
    /// The nodes right below an array or object.
    std::vector<const Node*> children(const Node& of) const
    {
        std::vector<const Node*> out;
        for (uint32_t i = indexOf(of) + 1; i < of.next; i = at(i).next)
            out.push_back(&at(i));
        return out;
    }
    /// The root's member of that kind; one of another kind, without text and children, when there is none.
    const Node& member(View key, Node::Kind kind) const
    {
        static const Node none;
        for (const Node* node : children(at(0)))
            if (at(0).kind == Node::Kind::Object && node->key == key && node->kind == kind && !node->escaped)
                return *node;
        return none;
    }
    View string(View key) const { return member(key, Node::Kind::String).text; }
    std::vector<const Node*> list(View key) const
    {
        const Node& array = member(key, Node::Kind::Array);
        return array.next == 0 ? std::vector<const Node*>() : children(array);
    }

private:
    [[noreturn]] void fail(const char* word, const char* detail) const
    {
        throw Fault{ word, std::string(detail) + " (byte " + std::to_string(m_at) + ')' };
    }
    void check(bool ok, const char* word, const char* detail) const
    {
        if (!ok)
            fail(word, detail);
    }
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    void skipSpace()
    {
        for (char c = peek(); c == ' ' || c == '\n' || c == '\r' || c == '\t'; c = peek()) {
            m_canonical = false;
            ++m_at;
        }
    }

    void read(View text)
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

    void value(int depth)
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
            const View word = rest.substr(0, rest.find_first_not_of("0123456789+-.eE"));
            const bool whole = parseNumber(word, node.number) && node.number < uint64_t(1) << 53;
            check(whole || !m_strict, "json-number", "only whole numbers from 0 to 2^53-1 are allowed");
            node.kind = whole ? Node::Kind::Number : Node::Kind::Other;
            m_at += word.size();
        } else {
            const size_t length = rest.starts_with("null") || rest.starts_with("true") ? 4 : 5;
            check(length == 4 || rest.starts_with("false"), "json-syntax", "a value is missing");
            check(!m_strict, "json-literal", "null, true and false are not part of the format");
            m_at += length;
        }
    }

    unsigned hex4()
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

    void escape()
    {
        const char c = peek();
        ++m_at;
        check(c == 'u' || View("\"\\/bfnrt").find(c) != View::npos, "json-syntax", "unknown escape");
        m_canonical = m_canonical && c != '/';
        if (c != 'u')
            return;
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

    View string(bool& escaped)
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

    void key(size_t firstKey)
    {
        skipSpace();
        check(peek() == '"', "json-syntax", "a key is missing");
        bool escaped = false;
        View text = string(escaped);
        if (escaped)
            text = m_decoded.emplace_back(unescape(text));
        const auto isAllowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
        const bool named = !text.empty() && text[0] >= 'a' && std::all_of(text.begin(), text.end(), isAllowed);
        check(named || !m_strict, "json-key", "a key is not of the form [a-z][a-z0-9_]*");
        m_canonical = m_canonical && !escaped && (m_keys.size() == firstKey || isBefore(m_keys.back(), text));
        // While the keys rise, none can be there twice.
        const auto first = m_keys.begin() + std::ptrdiff_t(firstKey);
        const bool twice = !m_canonical && std::find(first, m_keys.end(), text) != m_keys.end();
        check(!m_strict || !twice, "json-duplicate", "a key appears twice");
        m_keys.push_back(text);
        skipSpace();
        check(peek() == ':', "json-syntax", "\":\" is missing");
        ++m_at;
    }

    void container(int depth)
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

    View m_text;
    size_t m_at = 0;
    bool m_strict = true, m_canonical = true;
    std::vector<Node> m_nodes;
    std::vector<View> m_keys; ///< of the objects that are open
    std::deque<std::string> m_decoded; ///< keys that were spelled with escapes
};

} // namespace docket::verify
