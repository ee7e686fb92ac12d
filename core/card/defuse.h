#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace docket::card
{

/// Bytes that stand for a Markdown character without its meaning. `readSource` leaves no such control character in a
/// card, so they cannot be forged; the renderer writes the original character back.
namespace sentinel
{
constexpr char dollar = '\x01'; ///< a dollar sign that is money
constexpr char footnoteText = '\x02'; ///< `[` of "[^1]: text"
constexpr char footnoteMark = '\x03'; ///< `[` of a reference to such a text
constexpr char minus = '\x04';
constexpr char plus = '\x05';
constexpr char asterisk = '\x06';
constexpr char greater = '\x07';
constexpr char fullStop = '\x0e';
constexpr char parenthesis = '\x0f';

/// The character a sentinel stands for, or NUL when `c` is none.
constexpr char original(char c)
{
    switch (c) {
    case dollar:
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
    default:
        return '\0';
    }
}
} // namespace sentinel

/// Markdown made ready for md4c, byte for byte as long as before, so that offsets keep their lines:
/// - containers (quotes, list items) nested deeper than `maximumDepth` lose their meaning; md4c takes quadratic time
///   over them and cannot be interrupted while it sorts lines into blocks,
/// - `$` only opens and closes a formula by the rule of no blank inside and no digit after ("$5 and $6" is money),
/// - footnotes, which md4c would take for link definitions, become marked text.
struct DefusedMarkdown {
    QByteArray text;
    bool flattened = false; ///< a nesting limit was met
    int flattenedLine = 0; ///< 1-based, in `text`
    bool mayHaveMath = false;
};

DefusedMarkdown defuseMarkdown(QByteArrayView markdown, int maximumDepth = 48, int maximumIndent = 256);

} // namespace docket::card
