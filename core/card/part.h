#pragma once

#include "core/card/render.h"

namespace docket::card
{

/// What one page shows of a card that is too large for one.
struct CardPart {
    QByteArray text; ///< Markdown; opens again what `from` stands in the middle of: the head of a table, a code fence
    int firstLine = 1; ///< card line of the first byte of `text`, the added lines counted back
    std::optional<CardPosition> next; ///< where the next part begins; nothing: this was the last
};

/// `text` from readSource(); the part begins at `from`, or at `body` when that is later. It ends at a line where one is
/// near, never inside of a character. Pure; time grows with what stands before the part, too.
CardPart cardPart(QByteArrayView text, CardPosition body, CardPosition from, qint64 maximumBytes);

/// The start of a line at or after `start`; nullopt when the text ends before it.
std::optional<CardPosition> positionOfLine(QByteArrayView text, CardPosition start, int line);

} // namespace docket::card
