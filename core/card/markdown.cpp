#include "core/card/markdown.h"

#include "core/card/defuse.h"

#include <md4c.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace docket::card
{

namespace
{

constexpr std::array<bool, 256> specialBytes()
{
    std::array<bool, 256> table{};
    for (size_t i = 0xF5; i < 0x100; ++i)
        table[i] = sentinel::original(static_cast<char>(i)) != '\0';
    table[0xC0] = table[0xC1] = true; // brackets of formulas
    table['&'] = table['<'] = table['>'] = table['"'] = true;
    return table;
}
constexpr std::array<bool, 256> special = specialBytes();

/// Receives md4c's events. No exception may cross md4c: everything that could throw is allocation only.
class HtmlWriter
{
public:
    HtmlWriter(const QByteArray& source, int firstLine, const MarkdownLimits& limits, UnsafeHtml& out)
        : m_begin(source.constData()),
          m_end(source.constData() + source.size()),
          m_at(m_begin),
          m_line(firstLine),
          m_limits(limits),
          m_out(out)
    {
        m_out.html.reserve(size_t(source.size() + source.size() / 2 + 64));
    }

    int enterBlock(MD_BLOCKTYPE type, void* detail)
    {
        markBlock();
        m_closesCodeFormula = false;
        switch (type) {
        case MD_BLOCK_DOC:
        case MD_BLOCK_HTML:
            break;
        case MD_BLOCK_QUOTE:
            put("<blockquote>\n");
            break;
        case MD_BLOCK_UL:
            put("<ul>\n");
            break;
        case MD_BLOCK_OL: {
            const unsigned start = static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start;
            if (start == 1)
                put("<ol>\n");
            else
                put("<ol start=\"" + std::to_string(start) + "\">\n");
            break;
        }
        case MD_BLOCK_LI: {
            const auto* item = static_cast<MD_BLOCK_LI_DETAIL*>(detail);
            put("<li>");
            if (item->is_task)
                put(item->task_mark == ' ' ? "<input type=\"checkbox\" disabled> "
                                           : "<input type=\"checkbox\" disabled checked> ");
            break;
        }
        case MD_BLOCK_HR:
            put("<hr>\n");
            break;
        case MD_BLOCK_H:
            put("<h" + std::to_string(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level) + ">");
            break;
        case MD_BLOCK_CODE: {
            const MD_ATTRIBUTE& language = static_cast<MD_BLOCK_CODE_DETAIL*>(detail)->lang;
            put("<pre><code");
            if (language.text && language.size > 0) {
                put(" class=\"language-");
                attribute(language);
                put("\"");
            }
            put(">");
            markBlock();
            break;
        }
        case MD_BLOCK_P:
            put("<p>");
            break;
        case MD_BLOCK_TABLE:
            put("<table>\n");
            break;
        case MD_BLOCK_THEAD:
            put("<thead>\n");
            break;
        case MD_BLOCK_TBODY:
            put("<tbody>\n");
            break;
        case MD_BLOCK_TR:
            put("<tr>");
            break;
        case MD_BLOCK_TH:
        case MD_BLOCK_TD:
            cell(type == MD_BLOCK_TH ? "<th" : "<td", static_cast<MD_BLOCK_TD_DETAIL*>(detail)->align);
            break;
        }
        return goOn();
    }

    int leaveBlock(MD_BLOCKTYPE type, void* detail)
    {
        switch (type) {
        case MD_BLOCK_DOC:
        case MD_BLOCK_HTML:
        case MD_BLOCK_HR:
            break;
        case MD_BLOCK_QUOTE:
            put("</blockquote>\n");
            break;
        case MD_BLOCK_UL:
            put("</ul>\n");
            break;
        case MD_BLOCK_OL:
            put("</ol>\n");
            break;
        case MD_BLOCK_LI:
            put("</li>\n");
            break;
        case MD_BLOCK_H:
            put("</h" + std::to_string(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level) + ">\n");
            break;
        case MD_BLOCK_CODE:
            put("</code></pre>\n");
            break;
        case MD_BLOCK_P:
            put("</p>\n");
            break;
        case MD_BLOCK_TABLE:
            put("</table>\n");
            break;
        case MD_BLOCK_THEAD:
            put("</thead>\n");
            break;
        case MD_BLOCK_TBODY:
            put("</tbody>\n");
            break;
        case MD_BLOCK_TR:
            put("</tr>\n");
            break;
        case MD_BLOCK_TH:
            put("</th>");
            break;
        case MD_BLOCK_TD:
            put("</td>");
            break;
        }
        return goOn();
    }

    int enterSpan(MD_SPANTYPE type, void* detail)
    {
        if (type == MD_SPAN_IMG) {
            if (m_imageDepth++ == 0) {
                put("<img src=\"");
                attribute(static_cast<MD_SPAN_IMG_DETAIL*>(detail)->src);
                put("\" alt=\"");
            }
            return goOn();
        }
        if (m_imageDepth > 0)
            return goOn();
        m_closesCodeFormula = false;
        switch (type) {
        case MD_SPAN_EM:
            put("<em>");
            break;
        case MD_SPAN_STRONG:
            put("<strong>");
            break;
        case MD_SPAN_A: {
            const auto* link = static_cast<MD_SPAN_A_DETAIL*>(detail);
            put("<a href=\"");
            attribute(link->href);
            if (link->title.text) {
                put("\" title=\"");
                attribute(link->title);
            }
            put("\">");
            break;
        }
        case MD_SPAN_CODE:
            m_inCodeFormula = m_codeFormula == m_out.html.size();
            if (m_inCodeFormula)
                m_out.html.pop_back();
            put(m_inCodeFormula ? "<code class=\"language-math\">" : "<code>");
            break;
        case MD_SPAN_DEL:
            put("<del>");
            break;
        case MD_SPAN_LATEXMATH:
            put("<code class=\"language-math\">");
            break;
        case MD_SPAN_LATEXMATH_DISPLAY:
            put("<code class=\"language-math-display\">");
            break;
        default:
            break;
        }
        return goOn();
    }

    int leaveSpan(MD_SPANTYPE type, void* detail)
    {
        if (type == MD_SPAN_IMG) {
            if (--m_imageDepth == 0) {
                const MD_ATTRIBUTE& title = static_cast<MD_SPAN_IMG_DETAIL*>(detail)->title;
                if (title.text) {
                    put("\" title=\"");
                    attribute(title);
                }
                put("\">");
            }
            return goOn();
        }
        if (m_imageDepth > 0)
            return goOn();
        switch (type) {
        case MD_SPAN_EM:
            put("</em>");
            break;
        case MD_SPAN_STRONG:
            put("</strong>");
            break;
        case MD_SPAN_A:
            put("</a>");
            break;
        case MD_SPAN_CODE:
            put("</code>");
            m_closesCodeFormula = std::exchange(m_inCodeFormula, false);
            break;
        case MD_SPAN_LATEXMATH:
        case MD_SPAN_LATEXMATH_DISPLAY:
            put("</code>");
            break;
        case MD_SPAN_DEL:
            put("</del>");
            break;
        default:
            break;
        }
        return goOn();
    }

    int text(MD_TEXTTYPE type, const char* data, size_t size)
    {
        follow(data);
        if (std::exchange(m_closesCodeFormula, false) && size > 0 && *data == sentinel::codeFormula) {
            ++data;
            --size;
        }
        switch (type) {
        case MD_TEXT_NULLCHAR:
            put("\xEF\xBF\xBD");
            break;
        case MD_TEXT_BR:
            put(m_imageDepth > 0 ? " " : "<br>\n");
            break;
        case MD_TEXT_SOFTBR:
            put(m_imageDepth > 0 ? " " : "\n");
            break;
        case MD_TEXT_HTML:
            if (m_imageDepth == 0)
                raw(data, size);
            break;
        case MD_TEXT_ENTITY:
            raw(data, size);
            break;
        case MD_TEXT_NORMAL:
            escape(data, size, Place::Text);
            break;
        case MD_TEXT_CODE:
            escape(data, size, Place::Code);
            break;
        case MD_TEXT_LATEXMATH:
            escape(data, size, Place::Formula);
            break;
        }
        return goOn();
    }

    bool aborted() const { return m_aborted; }

private:
    void put(std::string_view text) { m_out.html.append(text); }

    enum class Place { Text, Code, Formula, Attribute };

    void raw(const char* data, size_t size)
    {
        const size_t start = m_out.html.size();
        m_out.html.append(data, size);
        for (size_t i = start; i < m_out.html.size(); ++i) {
            const char c = m_out.html[i];
            if (const char original = sentinel::original(c))
                m_out.html[i] = original;
            else if ((c == sentinel::formulaOpen || c == sentinel::formulaClose) && i > 0) {
                const bool round = i + 1 < m_out.html.size() && m_out.html[i + 1] == c;
                const size_t end = round ? i + 2 : i + 1;
                if (end >= 3)
                    m_out.html.replace(end - 3, 3, bracket(c, round, Place::Code));
                i = end - 1;
            }
        }
    }

    /// What the author wrote in place of our mark.
    static std::string_view bracket(char mark, bool round, Place place)
    {
        const std::string_view written
            = mark == sentinel::formulaOpen ? (round ? "\\\\(" : "\\\\[") : (round ? "\\\\)" : "\\\\]");
        return place == Place::Code ? written : written.substr(1); // elsewhere the two backslashes are one
    }

    /// Writes the bracket of a formula whose mark is at `p`, or nothing where md4c has taken it; returns the last byte
    /// it took. The dollar signs before it are in the output already.
    const char* formulaBracket(const char* p, const char* end, Place place)
    {
        const bool round = p + 1 < end && p[1] == *p;
        const size_t dollars = round ? 1 : 2;
        std::string& html = m_out.html;
        if (place != Place::Formula && html.ends_with(round ? "$" : "$$")) {
            html.resize(html.size() - dollars);
            put(bracket(*p, round, place));
        }
        return round ? p + 1 : p;
    }

    void escape(const char* data, size_t size, Place place)
    {
        const bool withFootnotes = place == Place::Text && m_imageDepth == 0;
        const char* const end = data + size;
        const char* start = data;
        for (const char* p = data; p < end; ++p) {
            if (!special[static_cast<unsigned char>(*p)])
                continue;
            m_out.html.append(start, p);
            start = p + 1;
            switch (*p) {
            case '&':
                put("&amp;");
                break;
            case '<':
                put("&lt;");
                break;
            case '>':
                put("&gt;");
                break;
            case '"':
                put("&quot;");
                break;
            case sentinel::footnoteText:
            case sentinel::footnoteMark:
                if (withFootnotes)
                    p = footnote(p, end);
                else
                    put("[");
                start = p + 1;
                break;
            case sentinel::formulaOpen:
            case sentinel::formulaClose:
                p = formulaBracket(p, end, place);
                start = p + 1;
                break;
            case sentinel::codeFormula:
                put("$");
                if (withFootnotes)
                    m_codeFormula = m_out.html.size();
                break;
            default:
                m_out.html += sentinel::original(*p);
            }
        }
        m_out.html.append(start, end);
    }

    /// Writes the footnote whose `[` was at `p`; returns the last byte it took.
    const char* footnote(const char* p, const char* end)
    {
        const bool isText = *p == sentinel::footnoteText;
        const char* const close = static_cast<const char*>(memchr(p, ']', size_t(end - p)));
        if (!close || p + 2 >= close || p[1] != '^' || (isText && (close + 1 == end || close[1] != ':'))) {
            put("[");
            return p;
        }
        const std::string label(p + 2, close);
        if (isText) {
            if (m_out.html.ends_with('\n'))
                put("<br>");
            put("<sup id=\"fn-" + label + "\">" + label + "</sup>");
            return close + 1;
        }
        put("<sup><a href=\"#fn-" + label + "\">" + label + "</a></sup>");
        return close;
    }

    void attribute(const MD_ATTRIBUTE& value)
    {
        for (int i = 0; value.text && value.substr_offsets[i] < value.size; ++i) {
            const char* const data = value.text + value.substr_offsets[i];
            const size_t size = value.substr_offsets[i + 1] - value.substr_offsets[i];
            if (value.substr_types[i] == MD_TEXT_NULLCHAR)
                put("\xEF\xBF\xBD");
            else if (value.substr_types[i] == MD_TEXT_ENTITY)
                raw(data, size);
            else
                escape(data, size, Place::Attribute);
        }
    }

    void cell(std::string_view open, MD_ALIGN align)
    {
        put(open);
        if (align == MD_ALIGN_LEFT)
            put(" align=\"left\">");
        else if (align == MD_ALIGN_CENTER)
            put(" align=\"center\">");
        else if (align == MD_ALIGN_RIGHT)
            put(" align=\"right\">");
        else
            put(">");
    }

    void markBlock()
    {
        if (m_out.lines.empty() || m_out.lines.back().line != 0)
            m_out.lines.push_back({ qsizetype(m_out.html.size()), 0 });
        m_markedLine = 0;
    }

    /// Texts of md4c point into the source; their distance tells the line.
    void follow(const char* data)
    {
        if (data < m_begin || data >= m_end)
            return;
        if (data < m_at) // texts of references may jump back
            m_line -= int(std::count(data, m_at, '\n'));
        else
            m_line += int(std::count(m_at, data, '\n'));
        m_at = data;
        if (m_line == m_markedLine)
            return;
        m_markedLine = m_line;
        m_out.lines.push_back({ qsizetype(m_out.html.size()), m_line });
    }

    int goOn()
    {
        if (qsizetype(m_out.html.size()) > m_limits.maximumOutput)
            m_aborted = true;
        else if ((++m_calls & 255) == 0 && m_limits.deadline.hasExpired())
            m_aborted = true;
        return m_aborted ? 1 : 0;
    }

    const char* m_begin;
    const char* m_end;
    const char* m_at; ///< where `m_line` was counted to
    int m_line;
    int m_markedLine = 0;
    const MarkdownLimits& m_limits;
    UnsafeHtml& m_out;
    int m_imageDepth = 0;
    size_t m_codeFormula = 0; ///< where the dollar sign before a formula in code ends
    bool m_inCodeFormula = false;
    bool m_closesCodeFormula = false; ///< a dollar sign that comes now belongs to it
    unsigned m_calls = 0;
    bool m_aborted = false;
};

HtmlWriter* writer(void* userdata)
{
    return static_cast<HtmlWriter*>(userdata);
}

} // namespace

int UnsafeHtml::lineAt(qsizetype offset) const
{
    auto next = std::upper_bound(lines.begin(), lines.end(), offset,
        [](qsizetype wanted, const LineMark& mark) { return wanted < mark.offset; });
    if (next == lines.begin())
        return 0;
    for (auto mark = next - 1; mark != lines.end(); ++mark)
        if (mark->line != 0)
            return mark->line;
    return 0;
}

UnsafeHtml markdownToHtml(QByteArrayView body, int firstLine, const MarkdownLimits& limits)
{
    UnsafeHtml out;
    const DefusedMarkdown markdown = defuseMarkdown(body);
    out.flattened = markdown.flattened;
    out.flattenedLine = markdown.flattened ? firstLine + markdown.flattenedLine - 1 : 0;

    HtmlWriter target(markdown.text, firstLine, limits, out);
    MD_PARSER parser{};
    parser.flags = MD_DIALECT_GITHUB | (markdown.mayHaveMath ? MD_FLAG_LATEXMATHSPANS : 0);
    parser.enter_block
        = [](MD_BLOCKTYPE type, void* detail, void* user) { return writer(user)->enterBlock(type, detail); };
    parser.leave_block
        = [](MD_BLOCKTYPE type, void* detail, void* user) { return writer(user)->leaveBlock(type, detail); };
    parser.enter_span
        = [](MD_SPANTYPE type, void* detail, void* user) { return writer(user)->enterSpan(type, detail); };
    parser.leave_span
        = [](MD_SPANTYPE type, void* detail, void* user) { return writer(user)->leaveSpan(type, detail); };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* user) {
        return writer(user)->text(type, text, size);
    };
    const int status
        = md_parse(markdown.text.constData(), static_cast<MD_SIZE>(markdown.text.size()), &parser, &target);
    // md_parse() answered 0 after an abort in some paths (rendering.md 2): our own flag decides.
    out.aborted = status != 0 || target.aborted();
    return out;
}

} // namespace docket::card
