#include "core/card/formulamarks.h"

#include <algorithm>
#include <vector>

namespace docket::card
{

namespace
{

constexpr qsizetype maximumFormula = 8192; // longer ones are text

bool isAlnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

/// The next place of a pattern at or after a place that only moves on: every byte is looked at once.
class NextPlace
{
public:
    NextPlace(QByteArrayView text, QByteArrayView pattern) : m_text(text), m_pattern(pattern) { }
    qsizetype from(qsizetype at)
    {
        if (m_found < at && m_found != m_text.size()) {
            m_found = m_text.indexOf(m_pattern, at);
            if (m_found < 0)
                m_found = m_text.size();
        }
        return m_found;
    }

private:
    QByteArrayView m_text;
    QByteArrayView m_pattern;
    qsizetype m_found = -1;
};

/// Takes the meaning from whatever starts a block on the lines inside of [start, end), if the formula stands on lines
/// of its own.
void keepTogether(QByteArray& text, qsizetype start, qsizetype end)
{
    qsizetype line = start;
    while (line > 0 && (text.at(line - 1) == ' ' || text.at(line - 1) == '>'))
        --line;
    if ((line > 0 && text.at(line - 1) != '\n') || (end < text.size() && !isBlank(text.at(end))))
        return;
    for (qsizetype i = text.indexOf('\n', start); i >= 0 && i < end; i = text.indexOf('\n', i + 1)) {
        qsizetype at = i + 1;
        while (at < end && (text.at(at) == ' ' || text.at(at) == '\t' || text.at(at) == '>'))
            ++at;
        qsizetype digits = at;
        while (digits < end && text.at(digits) >= '0' && text.at(digits) <= '9')
            ++digits;
        if (digits > at && digits < end && (text.at(digits) == '.' || text.at(digits) == ')'))
            at = digits;
        if (at >= end)
            break;
        switch (text.at(at)) {
        case '-':
            text[at] = sentinel::minus;
            break;
        case '+':
            text[at] = sentinel::plus;
            break;
        case '*':
            text[at] = sentinel::asterisk;
            break;
        case '=':
            text[at] = sentinel::equals;
            break;
        case '.':
            if (at == digits)
                text[at] = sentinel::fullStop;
            break;
        case ')':
            if (at == digits)
                text[at] = sentinel::parenthesis;
            break;
        default:
            break;
        }
    }
}

void markBrackets(DefusedMarkdown& out, const QByteArray& source)
{
    NextPlace round(source, "\\\\)");
    NextPlace square(source, "\\\\]");
    NextPlace paragraph(source, "\n\n");
    for (qsizetype at = source.indexOf("\\\\"); at >= 0; at = source.indexOf("\\\\", at)) {
        const char kind = at + 2 < source.size() ? source.at(at + 2) : '\0';
        if (kind == '\\' || (kind != '(' && kind != '[')) {
            at += kind == '\\' ? 3 : 2; // "\\\(" is a backslash and a parenthesis
            continue;
        }
        const qsizetype inside = at + 3;
        const qsizetype close = (kind == '(' ? round : square).from(inside);
        if (close - at > maximumFormula || close >= paragraph.from(inside) || close >= source.size()
            || close == inside) {
            at = inside;
            continue;
        }
        out.text[at] = '$';
        out.text[at + 1] = kind == '(' ? sentinel::formulaOpen : '$';
        out.text[at + 2] = sentinel::formulaOpen;
        for (qsizetype i = inside; i < close; ++i)
            if (source.at(i) == '$')
                out.text[i] = sentinel::dollar;
        out.text[close] = '$';
        out.text[close + 1] = kind == '(' ? sentinel::formulaClose : '$';
        out.text[close + 2] = sentinel::formulaClose;
        out.mayHaveMath = true;
        at = close + 3;
        if (kind == '[')
            keepTogether(out.text, inside - 3, at);
    }
}

void markCode(DefusedMarkdown& out, const QByteArray& source)
{
    for (qsizetype at = source.indexOf("$`"); at >= 0; at = source.indexOf("$`", at)) {
        const qsizetype inside = at + 2;
        const qsizetype close = source.indexOf('`', inside);
        if (close < 0)
            return;
        const bool escaped = at > 0 && (source.at(at - 1) == '\\' || source.at(at - 1) == '`');
        if (escaped || close == inside || close - at > maximumFormula || close + 1 >= source.size()
            || source.at(close + 1) != '$') {
            at = inside;
            continue;
        }
        out.text[at] = sentinel::codeFormula;
        out.text[close + 1] = sentinel::codeFormula;
        at = close + 2;
    }
}

struct Run {
    qsizetype at;
    int length;
    bool opens;
    bool closes;
};

void neutralize(DefusedMarkdown& out, qsizetype start, qsizetype end)
{
    for (qsizetype i = start; i < end; ++i)
        out.text[i] = sentinel::dollar;
}

/// Runs of dollar signs that may stand around a formula; all others lose their meaning.
std::vector<Run> dollarRuns(DefusedMarkdown& out, const QByteArray& source)
{
    std::vector<Run> runs;
    const qsizetype size = source.size();
    for (qsizetype at = source.indexOf('$'); at >= 0; at = source.indexOf('$', at)) {
        if (at > 0 && source.at(at - 1) == '\\') {
            ++at;
            continue;
        }
        qsizetype end = at;
        while (end < size && source.at(end) == '$')
            ++end;
        const char before = at > 0 ? source.at(at - 1) : ' ';
        const char after = end < size ? source.at(end) : ' ';
        if (after == sentinel::formulaOpen || after == sentinel::formulaClose) { // ours, of a bracket
            const bool single = end + 1 < size && source.at(end + 1) == after;
            neutralize(out, at, end - (single ? 1 : 2));
        } else if (end - at > 2) { // no formula has such a fence
            neutralize(out, at, end);
        } else if (end - at == 2) {
            runs.push_back({ at, 2, true, true });
        } else {
            runs.push_back({ at, 1, !isBlank(after) && !isAlnum(before), !isBlank(before) && !isAlnum(after) });
        }
        at = end;
    }
    return runs;
}

/// Keeps the dollar signs that pair up to a formula.
void markDollars(DefusedMarkdown& out)
{
    const QByteArray source = out.text;
    const std::vector<Run> runs = dollarRuns(out, source);
    const auto without = [&](const Run& run) { neutralize(out, run.at, run.at + run.length); };
    for (size_t i = 0; i < runs.size();) {
        if (!runs[i].opens) {
            without(runs[i++]);
            continue;
        }
        // The nearest run of the same length that closes, within the same paragraph.
        size_t closer = 0;
        for (size_t j = i + 1; j < runs.size() && runs[j].at - runs[i].at <= maximumFormula && j - i <= 16; ++j) {
            if (runs[j].length == runs[i].length && runs[j].closes)
                closer = j;
            if (closer > 0 || runs[i].length == 1) // no dollar sign stands in a `$...$`
                break;
        }
        const QByteArrayView inside
            = closer > 0 ? QByteArrayView(source).sliced(runs[i].at, runs[closer].at - runs[i].at) : QByteArrayView();
        if (closer == 0 || inside.indexOf("\n\n") >= 0) {
            without(runs[i++]);
            continue;
        }
        for (size_t j = i + 1; j < closer; ++j)
            without(runs[j]);
        if (runs[i].length == 2)
            keepTogether(out.text, runs[i].at, runs[closer].at + 2);
        out.mayHaveMath = true;
        i = closer + 1;
    }
}

} // namespace

void markFormulas(DefusedMarkdown& out)
{
    const QByteArray source = out.text; // shared; detaches on the first write
    markBrackets(out, source);
    markCode(out, source);
    markDollars(out);
}

} // namespace docket::card
