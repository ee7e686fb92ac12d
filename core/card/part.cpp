#include "core/card/part.h"

#include "core/card/source.h"

#include <algorithm>

namespace docket::card
{

namespace
{

constexpr qsizetype longestLead = 8 * 1024; ///< of lines opened again

QByteArrayView lineAt(QByteArrayView text, qsizetype start)
{
    const qsizetype end = text.indexOf('\n', start);
    return text.sliced(start, (end < 0 ? text.size() : end) - start);
}

/// A code fence: its character and length; length 0 for any other line.
struct Fence {
    char character = 0;
    qsizetype length = 0;
    bool bare = false; ///< nothing behind it: may close
};

Fence fenceOf(QByteArrayView line)
{
    qsizetype at = 0;
    while (at < line.size() && at < 4 && line[at] == ' ')
        ++at;
    if (at == 4 || at == line.size() || (line[at] != '`' && line[at] != '~'))
        return {};
    Fence fence{ line[at] };
    while (at < line.size() && line[at] == fence.character) {
        ++at;
        ++fence.length;
    }
    if (fence.length < 3)
        return {};
    fence.bare = line.sliced(at).trimmed().isEmpty();
    return fence;
}

bool isDelimiterRow(QByteArrayView line)
{
    return line.contains('-') && (line.contains('|') || line.contains(':'))
        && std::all_of(line.begin(), line.end(), [](char c) { return c == '|' || c == '-' || c == ':' || c == ' '; });
}

/// Lines that open again what is open at `to`: the fence of a code block, or the head of a table.
QByteArray lead(QByteArrayView text, qsizetype from, qsizetype to)
{
    Fence open;
    qsizetype fenceStart = 0;
    qsizetype previous = -1; // line before the current one
    qsizetype headStart = -1; // of the table that goes on
    qsizetype headEnd = 0;
    for (qsizetype at = from; at < to;) {
        const QByteArrayView line = lineAt(text, at);
        const qsizetype next = at + line.size() + 1;
        const Fence fence = fenceOf(line);
        if (open.length == 0) {
            if (fence.length > 0) {
                open = fence;
                fenceStart = at;
                headStart = -1;
            } else if (line.trimmed().isEmpty()) {
                headStart = -1;
            } else if (headStart < 0 && previous >= 0 && isDelimiterRow(line) && lineAt(text, previous).contains('|')) {
                headStart = previous;
                headEnd = next;
            }
        } else if (fence.bare && fence.character == open.character && fence.length >= open.length) {
            open = {};
        }
        previous = at;
        at = next;
    }
    QByteArray out;
    if (open.length > 0)
        out = lineAt(text, fenceStart).toByteArray() + '\n';
    else if (headStart >= 0 && headEnd <= to)
        out = text.sliced(headStart, headEnd - headStart).toByteArray();
    return out.size() <= longestLead ? out : QByteArray();
}

} // namespace

CardPart cardPart(QByteArrayView text, CardPosition body, CardPosition from, qint64 maximumBytes)
{
    CardPart part;
    const CardPosition start = from.byte > body.byte && from.byte <= text.size() ? from : body;
    QByteArrayView rest = text.sliced(qsizetype(start.byte));
    if (rest.size() > maximumBytes) {
        rest = cutAt(rest, qsizetype(maximumBytes));
        if (!rest.isEmpty())
            part.next = CardPosition{ start.byte + rest.size(),
                start.line + int(std::count(rest.begin(), rest.end(), '\n')) };
    }
    if (start.byte > body.byte)
        part.text = lead(text, qsizetype(body.byte), qsizetype(start.byte));
    part.firstLine = std::max(1, start.line - int(part.text.count('\n')));
    part.text += rest;
    return part;
}

std::optional<CardPosition> positionOfLine(QByteArrayView text, CardPosition start, int line)
{
    while (start.line < line) {
        const qsizetype end = text.indexOf('\n', qsizetype(start.byte));
        if (end < 0 || end + 1 >= text.size())
            return std::nullopt;
        start = { end + 1, start.line + 1 };
    }
    return start;
}

} // namespace docket::card
