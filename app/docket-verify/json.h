#pragma once

#include "app/docket-verify/base.h"

namespace docket::verify
{

using Element = simdjson::dom::element;

/// Reads the restricted JSON of FORMAT.md 1. One object is used again and again; what it gives lasts until the next.
class Json
{
public:
    /// Only its one spelling. Faults: json-…, canonical.
    Element readCanonical(View text)
    {
        need(simdjson::validate_utf8(text), "json-utf8", "not valid UTF-8");
        const char* spelling = spellingOf(text);
        Element root;
        if (const auto error = m_parser.parse(text.data(), text.size()).get(root)) {
            const char* word = error == simdjson::NUMBER_ERROR ? "json-number"
                : error == simdjson::STRING_ERROR              ? "json-surrogate"
                                                               : "json-syntax";
            throw Fault{ spelling && View(spelling) != "canonical" ? spelling : word, simdjson::error_message(error) };
        }
        m_isSorted = true;
        check(root);
        need(!spelling && m_isSorted, spelling ? spelling : "canonical", "not the canonical spelling");
        return root;
    }

private:
    /// What is wrong with the characters, whatever they mean; null when nothing is.
    static const char* spellingOf(View text)
    {
        bool inString = false, isCanonical = true;
        int depth = 0;
        for (size_t i = 0; i < text.size(); ++i) {
            const char c = text[i];
            if (c == '"') {
                inString = !inString;
            } else if (!inString) {
                depth += (c == '[' || c == '{') - (c == ']' || c == '}');
                if (depth > 6 || c == '+' || c == '-' || c == '.') // these stand in no other place
                    return depth > 6 ? "json-depth" : "json-number";
                isCanonical = isCanonical && static_cast<unsigned char>(c) > ' ';
            } else if (c == '\\') {
                const View escape = text.substr(i + 1, text.substr(i + 1, 1) == "u" ? 5 : 1);
                ++i;
                if (!matches(escape, "[\"\\\\/bfnrt]|u[0-9a-fA-F]{4}"))
                    return "json-syntax";
                // Only control characters without a short form are spelled in hexadecimal.
                isCanonical = isCanonical && matches(escape, "[\"\\\\bfnrt]|u00(0[1-7be-f]|1[0-9a-f])");
            }
        }
        return isCanonical ? nullptr : "canonical";
    }

    /// What stands there: only objects with plain keys in order, lists, strings and whole numbers.
    void check(Element value)
    {
        View text, before;
        uint64_t number = 0;
        if (simdjson::dom::object members; !value.get(members)) {
            for (const auto [key, each] : members) {
                constexpr View allowed = "abcdefghijklmnopqrstuvwxyz_0123456789";
                const bool isKey = !key.empty() && key.find_first_not_of(allowed) == View::npos;
                need(isKey && allowed.find(key[0]) < 26, "json-key", "a key is not of the form [a-z][a-z0-9_]*");
                m_isSorted = m_isSorted && before < key; // while the keys rise, none can be there twice
                for (auto other = members.begin(); !m_isSorted && other.key().data() != key.data(); ++other)
                    need(other.key() != key, "json-duplicate", "a key appears twice");
                before = key;
                check(each);
            }
        } else if (simdjson::dom::array items; !value.get(items)) {
            std::for_each(items.begin(), items.end(), [this](Element each) { check(each); });
        } else if (!value.get(text)) {
            need(text.find('\0') == View::npos, "json-nul", "U+0000 is not allowed");
        } else {
            need(!value.is_bool() && !value.is_null(), "json-literal", "null, true and false are not allowed");
            need(!value.get(number) && number < uint64_t(1) << 53, "json-number", "not a whole number below 2^53");
        }
    }

    simdjson::dom::parser m_parser;
    bool m_isSorted = true;
};

} // namespace docket::verify
