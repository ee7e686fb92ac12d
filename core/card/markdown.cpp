#include "core/card/markdown.h"

#include "core/card/defuse.h"
#include "core/card/markdowntext.h"

#include <md4c.h>

#include <algorithm>
#include <utility>

namespace docket::card
{

namespace
{

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
          m_out(out),
          m_text(out.html)
    {
        m_out.html.reserve(size_t(source.size() + source.size() / 2 + 64));
    }

    int enterBlock(MD_BLOCKTYPE type, void* detail)
    {
        markBlock();
        m_text.interrupt();
        const bool inAlertPlace = std::exchange(m_mayBeAlert, false) && type == MD_BLOCK_P;
        switch (type) {
        case MD_BLOCK_DOC:
        case MD_BLOCK_HTML:
            break;
        case MD_BLOCK_QUOTE:
            m_quote = m_out.html.size();
            m_mayBeAlert = m_containers++ == 0;
            put("<blockquote>\n");
            break;
        case MD_BLOCK_UL:
            ++m_containers;
            put("<ul>\n");
            break;
        case MD_BLOCK_OL: {
            ++m_containers;
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
            m_mayBeAlert = inAlertPlace;
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
            --m_containers;
            put("</blockquote>\n");
            break;
        case MD_BLOCK_UL:
            --m_containers;
            put("</ul>\n");
            break;
        case MD_BLOCK_OL:
            --m_containers;
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
            if (std::exchange(m_skipBreak, false))
                m_out.html.resize(m_out.html.size() - std::string_view("<p>").size()); // it only named an alert
            else
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
        m_text.interrupt();
        m_mayBeAlert = false;
        switch (type) {
        case MD_SPAN_EM:
            put("<em>");
            break;
        case MD_SPAN_STRONG:
            put("<strong>");
            break;
        case MD_SPAN_A: {
            if (m_links++ > 0)
                break; // an address that stands in the text of a link is text
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
            put(m_text.startsCodeFormula() ? "<code class=\"language-math\">" : "<code>");
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
            if (--m_links == 0)
                put("</a>");
            break;
        case MD_SPAN_CODE:
            put("</code>");
            m_text.endCode();
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
        if (std::exchange(m_mayBeAlert, false) && type == MD_TEXT_NORMAL && startAlert({ data, size }))
            return goOn();
        switch (type) {
        case MD_TEXT_NULLCHAR:
            put("\xEF\xBF\xBD");
            break;
        case MD_TEXT_BR:
            if (std::exchange(m_skipBreak, false))
                break;
            put(m_imageDepth > 0 ? " " : "<br>\n");
            break;
        case MD_TEXT_SOFTBR:
            if (std::exchange(m_skipBreak, false))
                break;
            put(m_imageDepth > 0 ? " " : "\n");
            break;
        case MD_TEXT_HTML:
            if (m_imageDepth == 0)
                m_text.raw({ data, size });
            break;
        case MD_TEXT_ENTITY:
            m_text.raw({ data, size });
            break;
        case MD_TEXT_NORMAL:
            m_text.escaped({ data, size }, m_imageDepth > 0 ? Place::Label : Place::Text);
            break;
        case MD_TEXT_CODE:
            m_text.escaped({ data, size }, Place::Code);
            break;
        case MD_TEXT_LATEXMATH:
            m_text.escaped({ data, size }, Place::Formula);
            break;
        }
        return goOn();
    }

    bool aborted() const { return m_aborted; }

private:
    using Place = MarkdownText::Place;

    void put(std::string_view text) { m_out.html.append(text); }

    /// The first line of a quote at the top: `[!NOTE]` makes it an alert. What follows on the line makes it none.
    bool startAlert(std::string_view line)
    {
        const char* const next = line.data() + line.size();
        if (!line.starts_with("[!") || !line.ends_with(']') || (next < m_end && *next != '\n' && *next != ' '))
            return false;
        const std::string_view name = line.substr(2, line.size() - 3);
        for (const std::string_view kind : { "note", "tip", "important", "warning", "caution" }) {
            if (name.size() != kind.size() || qstrnicmp(name.data(), kind.data(), kind.size()) != 0)
                continue;
            m_out.html.insert(
                m_quote + std::string_view("<blockquote").size(), " class=\"markdown-alert-" + std::string(kind) + '"');
            m_skipBreak = true;
            return true;
        }
        return false;
    }

    void attribute(const MD_ATTRIBUTE& value)
    {
        for (int i = 0; value.text && value.substr_offsets[i] < value.size; ++i) {
            const char* const data = value.text + value.substr_offsets[i];
            const size_t size = value.substr_offsets[i + 1] - value.substr_offsets[i];
            if (value.substr_types[i] == MD_TEXT_NULLCHAR)
                put("\xEF\xBF\xBD");
            else if (value.substr_types[i] == MD_TEXT_ENTITY)
                m_text.raw({ data, size });
            else
                m_text.escaped({ data, size }, Place::Attribute);
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
    MarkdownText m_text;
    int m_imageDepth = 0;
    int m_links = 0; ///< that are open, in one another
    int m_containers = 0; ///< quotes and lists that are open
    size_t m_quote = 0; ///< where the last quote's tag starts
    bool m_mayBeAlert = false; ///< a quote at the top has just begun, then its first paragraph
    bool m_skipBreak = false; ///< the end of the line that names an alert
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
