#include "core/card/formulahtml.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

namespace docket::card
{

namespace
{

constexpr double largestLength = 500; // em; KaTeX's own parts stay far below

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// "-0.25em", "100%", "0".
bool isLength(std::string_view value)
{
    const size_t end = std::min(value.find_first_not_of("-.0123456789"), value.size());
    double number = 0;
    const auto [rest, error] = std::from_chars(value.data(), value.data() + end, number);
    if (error != std::errc() || rest != value.data() + end)
        return false;
    const std::string_view unit = value.substr(end);
    if (unit == "em" || unit == "px")
        return std::abs(number) <= largestLength;
    return unit == "%" ? std::abs(number) <= 100 : unit.empty();
}

bool areLengths(std::string_view value)
{
    int count = 0;
    while (!value.empty()) {
        const size_t end = std::min(value.find(' '), value.size());
        if (++count > 4 || !isLength(value.substr(0, end)))
            return false;
        value.remove_prefix(std::min(end + 1, value.size()));
    }
    return count > 0;
}

bool isOneOf(std::string_view value, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), value) != words.end();
}

bool isPlain(std::string_view value, std::string_view extra)
{
    return !value.empty() && std::all_of(value.begin(), value.end(), [&](char c) {
        return isLetter(c) || isDigit(c) || extra.find(c) != extra.npos;
    });
}

/// Classes of KaTeX, and none of those that mean something in our page.
bool areClasses(std::string_view value)
{
    constexpr std::array<std::string_view, 10> ours{ "alert", "card-", "evidence", "formula", "hidden-", "metadata",
        "not-shown", "picture-", "refus", "shown" };
    while (!value.empty()) {
        const size_t end = std::min(value.find(' '), value.size());
        const std::string_view name = value.substr(0, end);
        if (!name.empty()
            && (name.size() > 40 || !isPlain(name, "-_")
                || std::any_of(
                    ours.begin(), ours.end(), [&](std::string_view prefix) { return name.starts_with(prefix); })))
            return false;
        value.remove_prefix(std::min(end + 1, value.size()));
    }
    return true;
}

struct Style {
    std::string declarations;
    bool phantom = false;
    bool unknown = false;
};

std::optional<Style> readStyle(std::string_view value)
{
    Style out;
    while (!value.empty()) {
        const size_t end = std::min(value.find(';'), value.size());
        std::string_view declaration = value.substr(0, end);
        value.remove_prefix(std::min(end + 1, value.size()));
        while (declaration.starts_with(' '))
            declaration.remove_prefix(1);
        if (declaration.empty())
            continue;
        const size_t colon = declaration.find(':');
        if (colon == declaration.npos)
            return std::nullopt;
        const std::string_view property = declaration.substr(0, colon);
        std::string_view content = declaration.substr(colon + 1);
        while (content.starts_with(' '))
            content.remove_prefix(1);
        if (property == "color") {
            out.phantom = out.phantom || content == "transparent";
            out.unknown = out.unknown || content == "#cc0000"; // KaTeX's own mark for what it does not know
            continue;
        }
        if (isOneOf(property, { "background-color", "border-color" }))
            continue;
        if (property == "position") {
            if (content != "relative")
                return std::nullopt;
            out.declarations += "position:relative;";
            continue;
        }
        const bool isStyle
            = isOneOf(property, { "border-style", "border-right-style", "border-top-style", "border-bottom-style" });
        const bool known = isStyle
            || isOneOf(property,
                { "height", "width", "min-width", "top", "bottom", "left", "vertical-align", "margin", "margin-top",
                    "margin-left", "margin-right", "padding-left", "padding-right", "border-width", "border-top-width",
                    "border-right-width", "border-bottom-width", "border-left-width", "text-shadow" });
        if (!known || !(isStyle ? isOneOf(content, { "solid", "dashed" }) : areLengths(content)))
            return std::nullopt;
        out.declarations.append(property).append(":").append(content).append(";");
    }
    return out;
}

bool isAllowedSvgAttribute(std::string_view element, std::string_view name, std::string_view value)
{
    if (element == "svg") {
        if (name == "xmlns")
            return value == "http://www.w3.org/2000/svg";
        if (name == "width" || name == "height")
            return isPlain(value, ".%-");
        if (name == "viewBox")
            return isPlain(value, ".- ");
        return name == "preserveAspectRatio" && isPlain(value, " ");
    }
    if (element == "path")
        return name == "d" && isPlain(value, ".,- \n");
    return element == "line" && isOneOf(name, { "x1", "y1", "x2", "y2", "stroke-width" }) && isPlain(value, ".%-");
}

/// Reads the typesetter's HTML by a grammar far stricter than HTML's.
class FormulaReader
{
public:
    FormulaReader(std::string_view html, const FormulaLimits& limits) : m_html(html), m_limits(limits) { }

    VerifiedFormula read()
    {
        if (m_html.size() > m_limits.maximumBytes)
            return {};
        m_out.html.reserve(m_html.size());
        while (m_at < m_html.size())
            if (!(m_html[m_at] == '<' ? tag() : text()))
                return {};
        return m_open.empty() && m_out.elements > 0 ? std::move(m_out) : VerifiedFormula();
    }

private:
    void put(std::string_view text) { m_out.html.append(text); }

    bool text()
    {
        const size_t end = std::min(m_html.find('<', m_at), m_html.size());
        const std::string_view content = m_html.substr(m_at, end - m_at);
        m_at = end;
        if (content == "\xE2\x80\x8B") // a zero-width space KaTeX puts into cells for another browser's sake
            return true;
        if (m_open.empty() || m_open.back() != "span")
            return false;
        for (size_t i = 0; i < content.size(); ++i) {
            if (content[i] == '>' || content[i] == '\0')
                return false;
            if (content[i] != '&') {
                m_out.html += content[i];
                continue;
            }
            constexpr std::array<std::pair<std::string_view, std::string_view>, 6> entities{ { { "&amp;", "&amp;" },
                { "&lt;", "&lt;" }, { "&gt;", "&gt;" }, { "&quot;", "\"" }, { "&#x27;", "'" },
                { "&nbsp;", "\xC2\xA0" } } };
            const auto entity = std::find_if(entities.begin(), entities.end(),
                [&](const auto& known) { return content.substr(i).starts_with(known.first); });
            if (entity == entities.end())
                return false;
            put(entity->second);
            i += entity->first.size() - 1;
        }
        return true;
    }

    std::string_view name(std::string_view extra)
    {
        const size_t start = m_at;
        while (m_at < m_html.size()
            && (isLetter(m_html[m_at]) || isDigit(m_html[m_at]) || extra.find(m_html[m_at]) != extra.npos))
            ++m_at;
        return m_html.substr(start, m_at - start);
    }

    bool take(std::string_view wanted)
    {
        if (!m_html.substr(m_at).starts_with(wanted))
            return false;
        m_at += wanted.size();
        return true;
    }

    bool tag()
    {
        ++m_at;
        if (take("/")) {
            const std::string_view element = name("");
            if (m_open.empty() || m_open.back() != element || !take(">"))
                return false;
            m_open.pop_back();
            put("</");
            put(element);
            put(">");
            return true;
        }
        const std::string_view element = name("");
        const std::string_view parent = m_open.empty() ? "span" : m_open.back();
        const bool inSvg = element == "path" || element == "line";
        if (!(inSvg ? parent == "svg" : (element == "span" || element == "svg") && parent == "span"))
            return false;
        if (++m_out.elements > m_limits.maximumElements || int(m_open.size()) >= m_limits.maximumDepth)
            return false;
        put("<");
        put(element);
        std::string classes;
        Style style;
        std::vector<std::string_view> seen;
        while (take(" ")) {
            const std::string_view attribute = name("-");
            if (!take("=\"") || std::find(seen.begin(), seen.end(), attribute) != seen.end())
                return false;
            seen.push_back(attribute);
            const size_t end = m_html.find('"', m_at);
            if (end == m_html.npos)
                return false;
            const std::string_view value = m_html.substr(m_at, end - m_at);
            m_at = end + 1;
            if (value.find_first_of("<>&\\") != value.npos)
                return false;
            if (element == "span" && attribute == "class" && areClasses(value)) {
                classes = value;
            } else if (!inSvg && attribute == "style") {
                auto read = readStyle(value);
                if (!read)
                    return false;
                style = std::move(*read);
            } else if (element == "span" && attribute == "aria-hidden" && value == "true") {
                put(" aria-hidden=\"true\"");
            } else if (isAllowedSvgAttribute(element, attribute, value)) {
                put(" ");
                put(attribute);
                put("=\"");
                put(value);
                put("\"");
            } else {
                return false;
            }
        }
        const bool closed = take("/");
        if (!take(">") || (closed && !inSvg))
            return false;
        if (style.phantom || style.unknown) {
            classes += classes.empty() ? "" : " ";
            classes += style.phantom ? "formula-phantom" : "formula-unknown";
        }
        if (!classes.empty())
            put(" class=\"" + classes + '"');
        if (!style.declarations.empty())
            put(" style=\"" + style.declarations + '"');
        put(">");
        if (closed) {
            put("</");
            put(element);
            put(">");
        } else {
            m_open.push_back(element);
        }
        return true;
    }

    std::string_view m_html;
    const FormulaLimits& m_limits;
    size_t m_at = 0;
    std::vector<std::string_view> m_open;
    VerifiedFormula m_out;
};

} // namespace

VerifiedFormula verifyFormula(std::string_view html, const FormulaLimits& limits)
{
    return FormulaReader(html, limits).read();
}

} // namespace docket::card
