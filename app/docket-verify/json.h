#pragma once

#include "app/docket-verify/base.h"

#include <simdjson.h>

#include <algorithm>

namespace docket::verify
{

using Element = simdjson::dom::element;

/// Appends a JSON string in its canonical spelling.
inline void quote(View text, std::string& out)
{
    out += '"';
    for (const char c : text) {
        if (static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\') {
            out += c;
            continue;
        }
        const size_t index = View("\"\\\b\f\n\r\t").find(c);
        out += index == View::npos ? "\\u00" + hex(View(&c, 1)) : std::string{ '\\', "\"\\bfnrt"[index] };
    }
    out += '"';
}

/// Reads JSON; one object is used again and again, and what it gives lasts until it reads the next text.
class Json
{
public:
    /// The restricted form of FORMAT.md 1: parsed, written again, and compared. Faults: json-…, canonical.
    Element readCanonical(View text)
    {
        need(simdjson::validate_utf8(text), "json-utf8", "not valid UTF-8");
        Element root;
        if (const auto error = m_parser.parse(text.data(), text.size()).get(root))
            throw Fault{ wordFor(error, text), simdjson::error_message(error) };
        m_again.clear();
        m_isSorted = true;
        write(root, 1);
        if (!m_isSorted || m_again != text)
            throw Fault{ wordFor(simdjson::SUCCESS, text), "not the canonical spelling" };
        return root;
    }
    /// Ordinary JSON, as payloads have it; an element without members when it is none.
    Element readOrdinary(View text)
    {
        Element root;
        if (m_parser.parse(text.data(), text.size()).get(root))
            root = m_parser.parse("0", 1);
        return root;
    }

private:
    /// simdjson does not say what it stumbled over; this looks at what was refused.
    static const char* wordFor(simdjson::error_code error, View text)
    {
        bool inString = false, isEscape = true;
        int depth = 0;
        for (size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '"') {
                inString = !inString;
            } else if (!inString) {
                depth += (text[i] == '[' || text[i] == '{') - (text[i] == ']' || text[i] == '}');
                if (depth > 6)
                    return "json-depth";
                if (View("+-.").find(text[i]) != View::npos)
                    return "json-number"; // these stand in no other place
            } else if (text[i] == '\\' && ++i < text.size()) {
                const size_t end = text.find_first_not_of("0123456789abcdefABCDEF", i + 1);
                isEscape = isEscape && View("\"\\/bfnrtu").find(text[i]) != View::npos
                    && (text[i] != 'u' || std::min(end, text.size()) > i + 4);
            }
        }
        return error == simdjson::SUCCESS                 ? "canonical"
            : error == simdjson::NUMBER_ERROR             ? "json-number"
            : error == simdjson::STRING_ERROR && isEscape ? "json-surrogate"
                                                          : "json-syntax";
    }

    static bool isKey(View key)
    {
        constexpr View allowed = "abcdefghijklmnopqrstuvwxyz_0123456789";
        return !key.empty() && allowed.find(key[0]) < 26 && key.find_first_not_of(allowed) == View::npos;
    }

    static int countOf(View key, simdjson::dom::object members)
    {
        int count = 0;
        for (const auto member : members)
            count += member.key == key;
        return count;
    }

    void write(Element value, int depth)
    {
        View text;
        uint64_t number = 0;
        if (simdjson::dom::object members; !value.get(members)) {
            need(depth <= 6, "json-depth", "nested too deep");
            View before;
            m_again += '{';
            for (const auto [key, each] : members) {
                need(isKey(key), "json-key", "a key is not of the form [a-z][a-z0-9_]*");
                m_isSorted = m_isSorted && before < key; // while the keys rise, none can be there twice
                need(m_isSorted || countOf(key, members) == 1, "json-duplicate", "a key appears twice");
                m_again += before.empty() ? "" : ",";
                before = key;
                quote(key, m_again);
                m_again += ':';
                write(each, depth + 1);
            }
            m_again += '}';
        } else if (simdjson::dom::array items; !value.get(items)) {
            need(depth <= 6, "json-depth", "nested too deep");
            m_again += '[';
            const size_t start = m_again.size();
            for (const Element each : items) {
                m_again += m_again.size() == start ? "" : ",";
                write(each, depth + 1);
            }
            m_again += ']';
        } else if (!value.get(text)) {
            need(text.find('\0') == View::npos, "json-nul", "U+0000 is not allowed");
            quote(text, m_again);
        } else {
            need(!value.is_bool() && !value.is_null(), "json-literal", "null, true and false are not allowed");
            need(!value.get(number) && number < uint64_t(1) << 53, "json-number", "not a whole number below 2^53");
            m_again += std::to_string(number);
        }
    }

    simdjson::dom::parser m_parser;
    std::string m_again;
    bool m_isSorted = true;
};

} // namespace docket::verify
