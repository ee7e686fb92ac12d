#pragma once

#include <QByteArrayView>
#include <QList>
#include <QString>

namespace docket::card
{

/// Characters of a line that differ from its counterpart.
struct TextRange {
    qsizetype start = 0;
    qsizetype length = 0;
    bool operator==(const TextRange&) const = default;
};

/// One line of a comparison. Line numbers are 1-based, 0 on the side that lacks the line.
struct DiffLine {
    enum class Kind { Same, Removed, Added };
    Kind kind = Kind::Same;
    int before = 0;
    int after = 0;
    QString text; ///< without its line end
    QList<TextRange> changed; ///< words; empty when the whole line is new or gone
};

struct CardDiff {
    QList<DiffLine> lines; ///< removed lines stand before the added ones that replace them
    int removed = 0;
    int added = 0;
};

/// Compares two texts by lines, and replaced lines by words. Line ends and a byte order mark do not count. Pure,
/// thread-safe. Cost O((n + m) * d) with a cap on d (performance.md 7).
CardDiff diffCards(QByteArrayView before, QByteArrayView after);

} // namespace docket::card
