#include "core/card/markdowntext.h"

#include "core/card/defuse.h"

#include <array>
#include <cstring>
#include <utility>

namespace docket::card
{

namespace
{

constexpr std::array<bool, 256> sentinelBytes()
{
    std::array<bool, 256> table{};
    for (size_t i = 0xF5; i < 0x100; ++i)
        table[i] = sentinel::original(static_cast<char>(i)) != '\0';
    table[0xC0] = table[0xC1] = true; // brackets of formulas
    return table;
}
constexpr std::array<bool, 256> sentinels = sentinelBytes();

constexpr std::array<bool, 256> specialBytes()
{
    std::array<bool, 256> table = sentinelBytes();
    table['&'] = table['<'] = table['>'] = table['"'] = true;
    return table;
}
constexpr std::array<bool, 256> special = specialBytes();

static_assert(sentinel::formulaOpen == '\xc0' && sentinel::formulaClose == '\xc1');

/// What the author wrote in place of a mark.
std::string_view bracket(char mark, bool round, MarkdownText::Place place)
{
    const std::string_view written
        = mark == sentinel::formulaOpen ? (round ? "\\\\(" : "\\\\[") : (round ? "\\\\)" : "\\\\]");
    return place == MarkdownText::Place::Code ? written : written.substr(1); // elsewhere the two backslashes are one
}

} // namespace

void MarkdownText::raw(std::string_view html)
{
    const size_t start = m_out.size();
    m_out.append(html);
    for (size_t i = start; i < m_out.size(); ++i) {
        const char c = m_out[i];
        if (!sentinels[static_cast<unsigned char>(c)])
            continue;
        if (const char original = sentinel::original(c)) {
            m_out[i] = original;
            continue;
        }
        const bool round = i + 1 < m_out.size() && m_out[i + 1] == c;
        const size_t end = round ? i + 2 : i + 1;
        if (end >= 3)
            m_out.replace(end - 3, 3, bracket(c, round, Place::Code));
        i = end - 1;
    }
}

void MarkdownText::escaped(std::string_view text, Place place)
{
    const char* const end = text.data() + text.size();
    const char* p = text.data();
    if (std::exchange(m_closesCodeFormula, false) && p < end && *p == sentinel::codeFormula)
        ++p;
    const char* start = p;
    for (; p < end; ++p) {
        if (!special[static_cast<unsigned char>(*p)])
            continue;
        m_out.append(start, p);
        start = p + 1;
        switch (*p) {
        case '&':
            m_out += "&amp;";
            break;
        case '<':
            m_out += "&lt;";
            break;
        case '>':
            m_out += "&gt;";
            break;
        case '"':
            m_out += "&quot;";
            break;
        case sentinel::footnoteText:
        case sentinel::footnoteMark:
            if (place == Place::Text)
                p = footnote(p, end);
            else
                m_out += '[';
            start = p + 1;
            break;
        case sentinel::formulaOpen:
        case sentinel::formulaClose:
            p = formulaBracket(p, end, place);
            start = p + 1;
            break;
        case sentinel::codeFormula:
            m_out += '$';
            if (place == Place::Text)
                m_codeFormula = m_out.size();
            break;
        default:
            m_out += sentinel::original(*p);
        }
    }
    m_out.append(start, end);
}

/// Writes the footnote whose `[` was at `p`; returns the last byte it took.
const char* MarkdownText::footnote(const char* p, const char* end)
{
    const bool isText = *p == sentinel::footnoteText;
    const char* const close = static_cast<const char*>(memchr(p, ']', size_t(end - p)));
    if (!close || p + 2 >= close || p[1] != '^' || (isText && (close + 1 == end || close[1] != ':'))) {
        m_out += '[';
        return p;
    }
    const std::string label(p + 2, close);
    if (isText) {
        if (m_out.ends_with('\n'))
            m_out += "<br>";
        m_out += "<sup id=\"fn-" + label + "\">" + label + "</sup>";
        return close + 1;
    }
    m_out += "<sup><a href=\"#fn-" + label + "\">" + label + "</a></sup>";
    return close;
}

/// Writes the bracket of a formula whose mark is at `p`, or nothing where md4c has taken it; returns the last byte it
/// took. The dollar signs before it are in the output already.
const char* MarkdownText::formulaBracket(const char* p, const char* end, Place place)
{
    const bool round = p + 1 < end && p[1] == *p;
    const std::string_view dollars = round ? "$" : "$$";
    if (place != Place::Formula && m_out.ends_with(dollars)) {
        m_out.resize(m_out.size() - dollars.size());
        m_out += bracket(*p, round, place);
    }
    return round ? p + 1 : p;
}

bool MarkdownText::startsCodeFormula()
{
    m_inCodeFormula = m_codeFormula > 0 && m_codeFormula == m_out.size();
    if (m_inCodeFormula)
        m_out.pop_back();
    return m_inCodeFormula;
}

void MarkdownText::endCode()
{
    m_closesCodeFormula = std::exchange(m_inCodeFormula, false);
}

} // namespace docket::card
