#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <cstdint>
#include <string_view>
#include <vector>

namespace docket::card
{

/// A text as the comparison reads it: valid UTF-8 cut into lines; line ends and a byte order mark do not count.
class DiffText
{
public:
    DiffText() = default;
    explicit DiffText(QByteArrayView bytes);
    int lineCount() const { return m_starts.empty() ? 0 : static_cast<int>(m_starts.size()) - 1; }
    /// From 0, without its end.
    std::string_view line(int index) const
    {
        const auto at = static_cast<size_t>(index);
        return { m_text.constData() + m_starts[at], static_cast<size_t>(m_starts[at + 1] - m_starts[at] - 1) };
    }
    QString text(int index) const;

private:
    QByteArray m_text;
    std::vector<qsizetype> m_starts; ///< of each line, and one past the last line's end
};

/// Characters (UTF-16) of a line that differ from its counterpart.
struct TextRange {
    qsizetype start = 0;
    qsizetype length = 0;
    bool operator==(const TextRange&) const = default;
};

/// A place where the texts differ: `removed` lines from `before` on were replaced by `added` lines from `after` on
/// (numbers from 0).
struct DiffBlock {
    int before = 0;
    int removed = 0;
    int after = 0;
    int added = 0;
    bool operator==(const DiffBlock&) const = default;
};

/// A removed and an added line that are one line, edited (numbers from 0).
struct LinePair {
    int before = 0;
    int after = 0;
    bool operator==(const LinePair&) const = default;
};

/// Lines that left one place and stand word for word in another (numbers from 0).
struct DiffMove {
    int before = 0;
    int after = 0;
    int lines = 0;
    bool operator==(const DiffMove&) const = default;
};

/// What sets two texts apart. Lines outside the blocks are the same on both sides and in the same order.
struct CardDiff {
    enum class Side { Before, After };
    /// Bytes of a line.
    struct Words {
        int line = 0;
        int start = 0;
        int length = 0;
    };

    DiffText before;
    DiffText after;
    std::vector<DiffBlock> blocks; ///< in order, apart from each other
    std::vector<LinePair> pairs; ///< in order
    std::vector<DiffMove> moves; ///< in the order of `before`
    std::vector<Words> wordsBefore; ///< by line and start
    std::vector<Words> wordsAfter;
    std::vector<int> targetBefore; ///< of each line that moved, see movedTo(); empty when none did
    std::vector<int> targetAfter;
    int removed = 0; ///< lines
    int added = 0;

    /// The words that make a paired line differ from its counterpart.
    QList<TextRange> words(Side side, int line) const;
    /// Where a moved line stands on the other side, from 0; -1 when it was not moved.
    int movedTo(Side side, int line) const
    {
        const std::vector<int>& targets = side == Side::Before ? targetBefore : targetAfter;
        return targets.empty() ? -1 : targets[static_cast<size_t>(line)];
    }
};

/// One line of a comparison as it is shown. Line numbers are 1-based, 0 on the side that lacks the line.
struct DiffRow {
    enum class Kind { Same, Removed, Added, Replaced };
    Kind kind = Kind::Same;
    int before = 0;
    int after = 0;
    bool operator==(const DiffRow&) const = default;
};

enum class DiffLayout {
    Unified, ///< Same, Removed, Added: an edited line stands right under its old form
    SideBySide, ///< Same, Replaced (both numbers), and Removed or Added where one side has nothing
};
/// The rows of one block.
std::vector<DiffRow> rowsOf(const CardDiff& diff, const DiffBlock& block, DiffLayout layout);

/// Compares two texts by lines, and edited lines by words. Pure, thread-safe. Cost O((n + m) * cap), see
/// SequenceMatcher. Own code, since libgit2's xdiff costs as much for the lines alone as this for lines and words, and
/// 8 to 40 times as much over words.
CardDiff diffCards(QByteArrayView before, QByteArrayView after);

} // namespace docket::card
