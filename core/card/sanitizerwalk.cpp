#include "core/card/sanitizerwalk.h"

#include "core/card/concealment.h"
#include "core/card/emoji.h"
#include "core/card/nodes.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace docket::card
{

namespace
{

constexpr int notesPerCode = 10;
constexpr size_t longestRun = 8 * 1024; ///< bytes of text laid out as one

const char* tagName(GumboTag tag)
{
    return gumbo_normalized_tagname(tag);
}

bool isWhitespaceNode(const GumboNode* node)
{
    return node->type == GUMBO_NODE_WHITESPACE;
}

} // namespace

std::string moreLink(int number, const QString& words)
{
    return " <a class=\"card-more\" href=\"card://c/more/" + std::to_string(number) + "\">"
        + escapedAttribute(utf8(words)) + "</a>";
}

SanitizerWalk::SanitizerWalk(const UnsafeHtml& source, const SanitizerLimits& limits, const RenderLabels& labels,
    const CodeHighlighter* highlighter, const FormulaTypesetter* formulas, SafeHtml& out)
    : m_source(source),
      m_limits(limits),
      m_labels(labels),
      m_highlighter(highlighter),
      m_formulas(formulas),
      m_formulaUs(qint64(limits.formulaBudgetMs) * 1000),
      m_out(out),
      m_text(out.html)
{
    m_out.html.reserve(source.html.size() + source.html.size() / 2 + 256);
}

bool SanitizerWalk::run(const GumboNode* root)
{
    m_stack.push_back(Frame{ root });
    while (!m_stack.empty()) {
        if ((++m_steps & 255) == 0 && m_limits.deadline.hasExpired())
            return false;
        Frame& frame = m_stack.back();
        const GumboVector& children = frame.node->v.element.children;
        if (m_full || frame.next >= children.length) {
            const Frame done = frame;
            m_stack.pop_back();
            close(done);
            continue;
        }
        const auto* child = static_cast<const GumboNode*>(children.data[frame.next++]);
        switch (child->type) {
        case GUMBO_NODE_TEXT:
        case GUMBO_NODE_WHITESPACE:
        case GUMBO_NODE_CDATA:
            text(child->v.text, frame.written);
            break;
        case GUMBO_NODE_ELEMENT:
            if (++m_nodes > m_limits.maximumNodes) {
                m_full = true;
                const int line = lineOf(child->v.element);
                m_fullLine = line;
                note(NoteCode::TooManyNodes, line,
                    u"The card is too large to lay out at once; what follows line %1 is not shown."_s.arg(line));
            } else {
                const size_t depth = m_stack.size();
                element(child);
                if (m_stack.size() > depth && m_concealed.isEmpty())
                    conceal(child);
            }
            break;
        default: // comments, templates
            break;
        }
    }
    finish();
    return true;
}

void SanitizerWalk::finish()
{
    if (m_full)
        cut(CardCut::Kind::End, m_fullLine, m_labels.cut);
    if (!m_dropped.isEmpty()) {
        QStringList parts;
        for (auto it = m_dropped.cbegin(); it != m_dropped.cend() && parts.size() < 20; ++it)
            parts << (it.value() > 1 ? it.key() + u" ×"_s + QString::number(it.value()) : it.key());
        note(NoteCode::ElementsDropped, m_droppedLine, u"Left out: "_s + parts.join(u", "_s) + u'.');
    }
    for (const NoteCode code :
        { NoteCode::HiddenCharacters, NoteCode::MixedScript, NoteCode::HiddenText, NoteCode::LinkElsewhere })
        if (const int more = m_noteCounts.value(int(code)) - notesPerCode; more > 0)
            m_out.notes << Note{ code, 0, u"%1 more like this."_s.arg(more) };
    if (m_text.clamped())
        note(NoteCode::MarksClamped, 0, u"Long runs of combining marks were cut."_s);
    m_out.words = m_text.words();
}

void SanitizerWalk::text(const GumboText& node, GumboTag parent)
{
    const std::string_view content(node.text);
    if (isTableFrame(parent) && content.find_first_not_of(" \t\n\r\f") != content.npos)
        return;
    const size_t offset = node.start_pos.offset;
    const auto lineAt = [&](size_t at) { return m_source.lineAt(qsizetype(offset + at)); };
    const auto write = [&] { runs(content, lineAt); };
    if (m_concealed.isEmpty() || content.find_first_not_of(" \t\n\r\f") == content.npos) {
        write();
    } else {
        if (!std::exchange(m_concealedSaid, true)) {
            put("<span class=\"hidden-note\" dir=\"auto\">"
                + escapedAttribute(utf8(QString(m_labels.hiddenByAuthor + u": " + m_concealed))) + "</span> ");
            note(NoteCode::HiddenText, lineAt(0),
                u"Text hidden by the author (%1): \"%2\""_s.arg(
                    m_concealed, QString::fromUtf8(content.data(), qsizetype(content.size())).simplified().left(80)),
                m_concealed);
        }
        put("<span class=\"hidden-text\">");
        write();
        put("</span>");
        m_nodes += 2;
    }
}

/// Half a million characters in one line take a browser seconds to break; in pieces it lays out those in sight.
void SanitizerWalk::runs(std::string_view content, const std::function<int(size_t offset)>& lineAt)
{
    const bool whole = content.size() <= longestRun;
    for (size_t at = 0; at < content.size();) {
        size_t end = std::min(at + longestRun, content.size());
        while (end < content.size() && (static_cast<unsigned char>(content[end]) & 0xc0) == 0x80)
            --end;
        if (const size_t blank = content.rfind(' ', end - 1);
            end < content.size() && blank != content.npos && blank > at)
            end = blank + 1;
        const std::string_view piece = content.substr(at, end - at);
        if (!whole) {
            put("<span class=\"run\">");
            ++m_nodes;
        }
        if (m_code == 0 && piece.find(':') != piece.npos)
            m_text.text(withEmoji(piece), false);
        else
            m_text.text(piece, m_code > 0);
        if (!whole)
            put("</span>");
        if (m_text.hasMarks())
            noteMarks([&](size_t offset) { return lineAt(at + offset); });
        at = end;
    }
}

/// The element of the newest frame hides its text: from here to its end, what is written is said to be hidden.
void SanitizerWalk::conceal(const GumboNode* node)
{
    const std::string how = concealment(node);
    if (how.empty())
        return;
    m_concealed = QString::fromStdString(how);
    m_concealedSaid = false;
    m_stack.back().hides = true;
}

void SanitizerWalk::noteMarks(const std::function<int(size_t offset)>& lineAt)
{
    for (const TextWriter::Mark& mark : m_text.takeMarks()) {
        const NoteCode code = mark.mixed ? NoteCode::MixedScript : NoteCode::HiddenCharacters;
        const QString what = QString::fromStdString(mark.what).left(200);
        note(code, m_noteCounts.value(int(code)) < notesPerCode ? lineAt(mark.offset) : 0,
            mark.mixed ? QString(u"Look-alike letters in one word: "_s + what) : QString(u"Invisible: "_s + what),
            what);
    }
}

void SanitizerWalk::dropped(const GumboElement& element, std::string_view name)
{
    if (element.tag == GUMBO_TAG_SOURCE || element.tag == GUMBO_TAG_TRACK)
        return; // what they belong to is spoken of
    QString key = name.empty() ? QString::fromUtf8(tagName(element.tag))
                               : QString::fromUtf8(name.data(), qsizetype(std::min<size_t>(name.size(), 40)));
    if (element.tag_namespace != GUMBO_NAMESPACE_HTML && name.empty())
        key = element.tag_namespace == GUMBO_NAMESPACE_SVG ? u"svg"_s : u"math"_s;
    if (m_dropped.isEmpty())
        m_droppedLine = lineOf(element);
    if (m_dropped.contains(key) || m_dropped.size() < 50)
        ++m_dropped[key];
}

void SanitizerWalk::element(const GumboNode* node)
{
    const GumboElement& element = node->v.element;
    if (element.tag_namespace != GUMBO_NAMESPACE_HTML) {
        dropped(element);
        return;
    }
    ElementRule rule = elementRule(element.tag);
    if (element.tag == GUMBO_TAG_UNKNOWN) {
        const std::string name = unknownTagName(element);
        rule.policy = unknownElementPolicy(name.data(), name.size());
        if (rule.policy == ElementPolicy::Drop) {
            dropped(element, name);
            return;
        }
    }
    const GumboTag parent = m_stack.back().written;
    switch (rule.policy) {
    case ElementPolicy::Drop:
        dropped(element);
        return;
    case ElementPolicy::Unwrap:
        pass(node);
        return;
    case ElementPolicy::Embed:
        dropped(element);
        if (!isTableFrame(parent))
            embedded(node);
        return;
    case ElementPolicy::Picture:
        if (!isTableFrame(parent))
            picture(node);
        return;
    case ElementPolicy::CheckBox:
        if (!isTableFrame(parent))
            checkBox(element);
        return;
    case ElementPolicy::Division:
        if (isTableFrame(parent) || m_depth >= m_limits.maximumDepth)
            pass(node);
        else
            open(node, true);
        return;
    case ElementPolicy::Keep:
        break;
    }
    if (element.tag == GUMBO_TAG_A && m_links > 0) {
        pass(node);
        return;
    }
    if (!mayStandIn(element.tag, parent)) {
        if (rule.block && !rule.isVoid && !isTableFrame(parent) && m_depth < m_limits.maximumDepth)
            open(node, true);
        else
            pass(node);
        return;
    }
    if (m_depth >= m_limits.maximumDepth) {
        note(NoteCode::TooDeep, lineOf(element),
            u"Elements nested deeper than %1 were flattened."_s.arg(m_limits.maximumDepth));
        pass(node);
        return;
    }
    if (!withinTable(element.tag, element))
        return;
    if (element.tag == GUMBO_TAG_PRE && m_concealed.isEmpty() && concealment(node).empty() && codeBlock(node))
        return;
    if (element.tag == GUMBO_TAG_CODE && m_formulas && m_code == 0 && m_concealed.isEmpty()) {
        const QString language = languageClass(element);
        const bool display = language == "math-display"_L1;
        if ((display || language == "math"_L1) && formula(node, display))
            return;
    }
    open(node, false);
}

bool SanitizerWalk::withinTable(GumboTag tag, const GumboElement& element)
{
    if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) {
        if (++m_stack.back().cells <= m_limits.maximumColumns)
            return true;
        note(NoteCode::TooManyColumns, lineOf(element),
            u"A table has more than %1 columns; the rest is not shown."_s.arg(m_limits.maximumColumns));
        return false;
    }
    if (tag == GUMBO_TAG_TR) {
        auto table = std::find_if(m_stack.rbegin(), m_stack.rend(),
            [](const Frame& frame) { return frame.close && frame.written == GUMBO_TAG_TABLE; });
        if (table == m_stack.rend() || ++table->rows <= m_limits.maximumRows)
            return true;
        if (table->cutLine == 0)
            table->cutLine = lineOf(element);
        note(NoteCode::TooManyRows, lineOf(element),
            u"A table has more than %1 rows; the rest is not shown."_s.arg(m_limits.maximumRows));
        return false;
    }
    return true;
}

void SanitizerWalk::pass(const GumboNode* node)
{
    Frame frame{ node };
    frame.written = m_stack.back().written;
    m_stack.push_back(frame);
}

void SanitizerWalk::open(const GumboNode* node, bool division)
{
    const GumboElement& element = node->v.element;
    const GumboTag tag = division ? GUMBO_TAG_DIV : element.tag;
    const ElementRule rule = elementRule(element.tag);
    if (rule.block)
        m_text.boundary();
    put("<");
    put(tagName(tag));
    attributes(node, tag);
    if (rule.block) {
        if (const int line = lineOf(element); line > 0)
            put(" data-line=\"" + std::to_string(line) + "\"");
    }
    put(">");
    if (rule.isVoid)
        return;
    if (tag == GUMBO_TAG_BLOCKQUOTE)
        alertTitle(element);

    Frame frame{ node };
    frame.written = tag;
    frame.close = true;
    frame.division = division;
    m_stack.push_back(frame);
    ++m_depth;
    if (tag == GUMBO_TAG_A) {
        ++m_links;
    } else if (tag == GUMBO_TAG_CODE || tag == GUMBO_TAG_PRE) {
        ++m_code;
        // The parser of the page takes one line end after <pre> away.
        if (tag == GUMBO_TAG_PRE && firstTextStartsWithNewline(node))
            put("\n");
    }
}

void SanitizerWalk::close(const Frame& frame)
{
    if (frame.hides)
        m_concealed.clear();
    if (!frame.close)
        return;
    put("</");
    put(tagName(frame.written));
    put(">");
    --m_depth;
    if (frame.written == GUMBO_TAG_A) {
        --m_links;
        if (m_doubt)
            put(" <span class=\"other-address\" dir=\"auto\" title=\"" + escapedAttribute(utf8(m_doubt.cause)) + "\">"
                + escapedAttribute(utf8(m_labels.leadsTo.arg(m_doubt.leadsTo))) + "</span>");
        m_doubt = {};
    } else if (frame.written == GUMBO_TAG_CODE || frame.written == GUMBO_TAG_PRE)
        --m_code;
    if (elementRule(frame.written).block)
        m_text.boundary();
    if (frame.written == GUMBO_TAG_TABLE && frame.cutLine > lineOf(frame.node->v.element) + 1 && !m_full)
        cut(CardCut::Kind::Rows, frame.cutLine, m_labels.rowsCut);
}

/// Says that something is left out, and leads on where the page can begin there.
void SanitizerWalk::cut(CardCut::Kind kind, int line, const QString& words)
{
    put("<span class=\"card-cut\" dir=\"auto\">" + escapedAttribute(utf8(words)));
    if (m_limits.firstLine > 0 && line > m_limits.firstLine) {
        m_out.cuts << CardCut{ kind, { 0, line } };
        put(moreLink(int(m_out.cuts.size()), m_labels.showMore));
    }
    put("</span>");
    m_text.boundary();
}

/// `<pre><code class="language-x">` through the highlighter. False: write it like any other element.
bool SanitizerWalk::codeBlock(const GumboNode* node)
{
    if (!m_highlighter && !m_formulas)
        return false;
    const GumboNode* code = nullptr;
    const GumboVector& children = node->v.element.children;
    for (unsigned i = 0; i < children.length; ++i) {
        const auto* child = static_cast<const GumboNode*>(children.data[i]);
        if (isWhitespaceNode(child))
            continue;
        if (code || child->type != GUMBO_NODE_ELEMENT || child->v.element.tag != GUMBO_TAG_CODE)
            return false;
        code = child;
    }
    const QString language = code ? languageClass(code->v.element) : QString();
    if (language == "math"_L1 || language == "math-display"_L1)
        return m_formulas && m_code == 0 && formula(code, true);
    if (language.isEmpty() || !m_highlighter)
        return false;
    const QString text = plainText(code, 1024 * 1024, 20'000);
    const std::string highlighted = utf8(m_highlighter->highlight(text, language));
    if (highlighted.empty())
        return false;
    m_nodes += int(std::count(highlighted.cbegin(), highlighted.cend(), '<')) / 2;
    m_text.boundary();
    put("<pre");
    if (const int line = lineOf(code->v.element); line > 0)
        put(" data-line=\"" + std::to_string(line) + "\"");
    put(" data-language=\"" + escapedAttribute(utf8(language)) + '"');
    put("><code class=\"language-" + escapedAttribute(utf8(language)) + "\">");
    if (highlighted.front() == '\n')
        put("\n");
    m_text.html(highlighted);
    if (m_text.hasMarks())
        noteMarks([&](size_t at) {
            return lineOf(code->v.element) + int(std::count(highlighted.begin(), highlighted.begin() + long(at), '\n'));
        });
    put("</code></pre>");
    return true;
}

int SanitizerWalk::addLink(const Address& address, const QString& text, int line)
{
    const int number = int(m_out.links.size()) + 1;
    m_out.links << Link{ number, QString::fromStdString(address.text), text, line };
    return number;
}

void SanitizerWalk::note(NoteCode code, int line, const QString& text, const QString& detail)
{
    const bool once = code == NoteCode::TooDeep || code == NoteCode::TooManyRows || code == NoteCode::TooManyColumns;
    if (m_noteCounts[int(code)]++ < (once ? 1 : notesPerCode))
        m_out.notes << Note{ code, line, text, 0, detail };
}

} // namespace docket::card
