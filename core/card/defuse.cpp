#include "core/card/defuse.h"

#include "core/card/formulamarks.h"

#include <QSet>

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

namespace docket::card
{

namespace
{

constexpr qsizetype maximumLabel = 32;

bool isAlnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

/// Offset of the container marker that is one too deep on the line [start, end), or -1.
qsizetype tooDeepAt(QByteArrayView text, qsizetype start, qsizetype end, int maximumDepth, int maximumIndent)
{
    int column = 0;
    int depth = 0;
    qsizetype i = start;
    while (i < end) {
        const char c = text[i];
        if (c == ' ' || c == '\t') {
            column += c == '\t' ? 4 : 1;
            ++i;
            continue;
        }
        qsizetype markerEnd = i;
        if (c == '>') {
            markerEnd = i + 1;
        } else if ((c == '-' || c == '+' || c == '*') && (i + 1 == end || isBlank(text[i + 1]))) {
            markerEnd = i + 1;
        } else if (c >= '0' && c <= '9') {
            qsizetype digits = i;
            while (digits < end && digits - i < 10 && text[digits] >= '0' && text[digits] <= '9')
                ++digits;
            if (digits < end && (text[digits] == '.' || text[digits] == ')')
                && (digits + 1 == end || isBlank(text[digits + 1])))
                markerEnd = digits + 1;
        }
        if (markerEnd == i)
            return -1;
        if (++depth > maximumDepth || column > maximumIndent)
            return markerEnd - 1;
        column += int(markerEnd - i);
        i = markerEnd;
    }
    return -1;
}

char neutral(char marker)
{
    switch (marker) {
    case '-':
        return sentinel::minus;
    case '+':
        return sentinel::plus;
    case '*':
        return sentinel::asterisk;
    case '>':
        return sentinel::greater;
    case '.':
        return sentinel::fullStop;
    default:
        return sentinel::parenthesis;
    }
}

void limitNesting(DefusedMarkdown& out, int maximumDepth, int maximumIndent)
{
    const qsizetype size = out.text.size();
    int line = 1;
    for (qsizetype start = 0; start < size; ++line) {
        const char* found = static_cast<const char*>(memchr(out.text.constData() + start, '\n', size_t(size - start)));
        const qsizetype end = found ? found - out.text.constData() : size;
        if (end - start > maximumDepth) {
            const qsizetype at = tooDeepAt(out.text, start, end, maximumDepth, maximumIndent);
            if (at >= 0) {
                if (!out.flattened)
                    out.flattenedLine = line;
                out.flattened = true;
                out.text[at] = neutral(out.text.at(at));
            }
        }
        start = end + 1;
    }
}

/// Does this line hold nothing but a table rule?
bool isTableRule(QByteArrayView line)
{
    bool dash = false;
    for (const char c : line) {
        if (c != '-' && c != '|' && c != ':' && c != ' ' && c != '\t' && c != '\r' && c != '>')
            return false;
        dash = dash || c == '-';
    }
    return dash && line.contains('|');
}

/// A rule with three dashes at least in each of its cells.
QByteArray lengthened(QByteArrayView rule)
{
    QByteArray out;
    int dashes = 0;
    for (const char c : rule) {
        for (; c != '-' && dashes > 0 && dashes < 3; ++dashes)
            out += '-';
        dashes = c == '-' ? dashes + 1 : 0;
        out += c;
    }
    for (; dashes > 0 && dashes < 3; ++dashes)
        out += '-';
    return out;
}

/// A row in which no cell is without any character.
QByteArray withoutEmptyCells(QByteArrayView row)
{
    QByteArray out;
    for (qsizetype at = 0; at < row.size(); ++at) {
        if (row[at] == '|' && at > 0 && row[at - 1] == '|' && (at < 2 || row[at - 2] != '\\'))
            out += ' ';
        out += row[at];
    }
    return out;
}

/// Does something begin here that ends a table for GitHub and is one more row for md4c: a heading, HTML of a block?
/// CommonMark 0.31 sections 4.2 and 4.6 (kinds 1, 2 and 6). `line` without its indent.
bool endsTable(QByteArrayView line)
{
    if (line.startsWith('#')) {
        qsizetype level = 0;
        while (level < line.size() && line[level] == '#')
            ++level;
        return level <= 6 && (level == line.size() || line[level] == ' ' || line[level] == '\t');
    }
    if (!line.startsWith('<'))
        return false;
    if (line.startsWith("<!--"))
        return true;
    static const QSet<QByteArray> blocks{ "address", "article", "aside", "base", "basefont", "blockquote", "body",
        "caption", "center", "col", "colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head",
        "header", "hr", "html", "iframe", "legend", "li", "link", "main", "menu", "menuitem", "nav", "noframes", "ol",
        "optgroup", "option", "p", "param", "pre", "script", "search", "section", "style", "summary", "table", "tbody",
        "td", "textarea", "tfoot", "th", "thead", "title", "tr", "track", "ul" };
    const qsizetype start = line.size() > 1 && line[1] == '/' ? 2 : 1;
    qsizetype end = start;
    while (end < line.size() && end - start < 12 && isAlnum(line[end]))
        ++end;
    const char after = end < line.size() ? line[end] : ' ';
    return (after == ' ' || after == '\t' || after == '>' || after == '/')
        && blocks.contains(line.sliced(start, end - start).toByteArray().toLower());
}

/// Makes tables those that md4c reads as GitHub does: rules below a line with bars get long enough, cells without a
/// character, which md4c skips so that the rest of the row moves, get a blank, and what ends a table ends it: a line of
/// nothing goes before it, whose end is a carriage return, so that lines are counted as before. Outside of code fences.
void completeTables(DefusedMarkdown& out)
{
    QByteArray result;
    qsizetype copied = 0;
    const auto replace = [&](qsizetype from, qsizetype to, const QByteArray& with) {
        result += QByteArrayView(out.text).sliced(copied, from - copied);
        result += with;
        copied = to;
    };
    char fence = '\0';
    qsizetype fenceLength = 0;
    QByteArrayView before; ///< the line before, when it has bars
    bool inTable = false;
    const QByteArrayView text(out.text);
    for (qsizetype start = 0; start < text.size();) {
        qsizetype end = text.indexOf('\n', start);
        if (end < 0)
            end = text.size();
        const QByteArrayView line = text.sliced(start, end - start);
        qsizetype i = 0;
        while (i < line.size() && (line[i] == ' ' || line[i] == '>'))
            ++i;
        const char first = i < line.size() ? line[i] : '\0';
        if (first == '`' || first == '~') {
            qsizetype run = i;
            while (run < line.size() && line[run] == first)
                ++run;
            const qsizetype length = run - i;
            if (fence == '\0' && length >= 3) {
                fence = first;
                fenceLength = length;
                if (std::exchange(inTable, false))
                    replace(start, start, line.first(i) + '\r');
            } else if (fence == first && length >= fenceLength && line.sliced(run).trimmed().isEmpty()) {
                fence = '\0';
            }
        }
        if (fence != '\0' || line.trimmed().isEmpty()) {
            inTable = false;
        } else if (inTable && endsTable(line.sliced(i))) {
            inTable = false;
            replace(start, start, line.first(i) + '\r');
        } else if (inTable) {
            if (line.contains("||"))
                replace(start, end, withoutEmptyCells(line));
        } else if (!before.isEmpty() && (first == '|' || first == ':' || first == '-') && isTableRule(line)) {
            inTable = true;
            if (before.contains("||"))
                replace(before.data() - text.data(), start - 1, withoutEmptyCells(before));
            replace(start, end, lengthened(line));
        }
        before = line.contains('|') ? line : QByteArrayView();
        start = end + 1;
    }
    if (copied > 0)
        out.text = result + text.sliced(copied);
}

/// Label of "[^label]" at `at`, empty when there is none.
QByteArrayView footnoteLabel(QByteArrayView text, qsizetype at)
{
    if (at + 3 >= text.size() || text[at] != '[' || text[at + 1] != '^')
        return {};
    qsizetype i = at + 2;
    while (i < text.size() && i - at - 2 <= maximumLabel && (isAlnum(text[i]) || text[i] == '-'))
        ++i;
    if (i == at + 2 || i >= text.size() || text[i] != ']')
        return {};
    return text.sliced(at + 2, i - at - 2);
}

bool startsItsLine(QByteArrayView text, qsizetype at)
{
    qsizetype i = at;
    while (i > 0 && at - i < 4 && text[i - 1] == ' ')
        --i;
    return at - i < 4 && (i == 0 || text[i - 1] == '\n');
}

void markFootnotes(DefusedMarkdown& out)
{
    const QByteArray source = out.text; // shared; detaches on the first write below
    QSet<QByteArray> labels;
    std::vector<qsizetype> marks;
    for (qsizetype at = source.indexOf("[^"); at >= 0; at = source.indexOf("[^", at + 2)) {
        const QByteArrayView label = footnoteLabel(source, at);
        if (label.isEmpty())
            continue;
        const qsizetype after = at + 3 + label.size();
        if (after < source.size() && source[after] == ':' && startsItsLine(source, at)) {
            labels.insert(label.toByteArray());
            out.text[at] = sentinel::footnoteText;
        } else {
            marks.push_back(at);
        }
    }
    if (labels.isEmpty())
        return;
    for (const qsizetype at : marks)
        if (labels.contains(footnoteLabel(source, at).toByteArray()))
            out.text[at] = sentinel::footnoteMark;
}

} // namespace

DefusedMarkdown defuseMarkdown(QByteArrayView markdown, int maximumDepth, int maximumIndent)
{
    DefusedMarkdown out;
    out.text = markdown.toByteArray();
    const auto holds = [&](std::string_view what) { // QByteArray::contains() is several times slower here
        return std::string_view(out.text.constData(), size_t(out.text.size())).find(what) != std::string_view::npos;
    };
    if (holds("|-") || holds("|:") || holds("| -") || holds("| :") || holds("-|"))
        completeTables(out);
    limitNesting(out, maximumDepth, maximumIndent);
    if (holds("[^"))
        markFootnotes(out);
    if (holds("$") || holds("\\\\(") || holds("\\\\["))
        markFormulas(out);
    return out;
}

} // namespace docket::card
