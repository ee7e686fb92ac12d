#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace docket::card
{

/// Bytes that stand for a Markdown character without its meaning. No UTF-8 text holds them and readSource() leaves
/// nothing but UTF-8, so they cannot be forged. md4c takes them for letters (control characters would end a link
/// destination); the renderer writes the original character back.
namespace sentinel
{
constexpr char dollar = '\xf5'; ///< a dollar sign that is money
constexpr char footnoteText = '\xf6'; ///< `[` of "[^1]: text"
constexpr char footnoteMark = '\xf7'; ///< `[` of a reference to such a text
constexpr char minus = '\xf8';
constexpr char plus = '\xf9';
constexpr char asterisk = '\xfa';
constexpr char greater = '\xfb';
constexpr char fullStop = '\xfc';
constexpr char parenthesis = '\xfd';
constexpr char equals = '\xff';
constexpr char codeFormula = '\xfe'; ///< the dollar signs around code that is a formula
// `$` and twice, or `$$` and once one of these stands for the bracket of a formula, "\\(" or "\\[" and so on:
constexpr char formulaOpen = '\xc0';
constexpr char formulaClose = '\xc1';

/// The character a sentinel stands for, or NUL when `c` is none or only a part.
constexpr char original(char c)
{
    switch (c) {
    case dollar:
    case codeFormula:
        return '$';
    case footnoteText:
    case footnoteMark:
        return '[';
    case minus:
        return '-';
    case plus:
        return '+';
    case asterisk:
        return '*';
    case greater:
        return '>';
    case fullStop:
        return '.';
    case parenthesis:
        return ')';
    case equals:
        return '=';
    default:
        return '\0';
    }
}
} // namespace sentinel

/// Markdown made ready for md4c. Line ends stay where they are, so that lines can be counted in it:
/// - table rules of one or two dashes ("|-|-|"), which GitHub takes and md4c 0.4 does not, get three, and cells without
///   a character ("||"), which md4c 0.4 leaves out, get a blank; headings, code and HTML blocks end a table,
/// - containers (quotes, list items) nested deeper than `maximumDepth` lose their meaning; md4c takes quadratic time
///   over them and cannot be interrupted while it sorts lines into blocks,
/// - formulas in all ways of writing them become those that md4c knows, and money stays money (formulamarks.h),
/// - footnotes, which md4c would take for link definitions, become marked text.
struct DefusedMarkdown {
    QByteArray text;
    bool flattened = false; ///< a nesting limit was met
    int flattenedLine = 0; ///< 1-based, in `text`
    bool mayHaveMath = false;
};

DefusedMarkdown defuseMarkdown(QByteArrayView markdown, int maximumDepth = 48, int maximumIndent = 256);

} // namespace docket::card
