#pragma once

#include <QList>
#include <QString>
#include <QStringView>

#include <vector>

/// Searching in long texts that may have been written to make it slow. Internal to this room.
namespace docket::policy
{

/// A text without what differs between a card's source and what was read of it: white space, Markdown's marks, the
/// targets of links, tags, and characters that cannot be seen. Letters, digits and punctuation stay, so that "1.5%" and
/// "15%" are two things.
class BareText
{
public:
    explicit BareText(QStringView text);
    QStringView bare() const { return m_bare; }
    /// Where a character of the bare text stands in the text.
    qsizetype offset(qsizetype bareIndex) const { return m_offsets[static_cast<size_t>(bareIndex)]; }
    /// The first bare character at or after an offset of the text.
    qsizetype indexAt(qsizetype offset) const;

private:
    QString m_bare;
    std::vector<qint32> m_offsets;
};

/// Places of `needle` that do not overlap, at most `most`. Knuth, Morris and Pratt: linear in both, whatever they hold.
std::vector<qsizetype> placesOf(QStringView needle, QStringView text, size_t most);

/// How many characters at the end of `a` are those at the end of `b`.
qsizetype sameEnd(QStringView a, QStringView b);
qsizetype sameBeginning(QStringView a, QStringView b);

/// The part of a text that is nearest to `pattern` by edit distance, and the distance.
struct NearestPart {
    qsizetype start = 0;
    qsizetype length = 0;
    qsizetype distance = 0;
};
/// G. Myers, "A Fast Bit-Vector Algorithm for Approximate String Matching Based on Dynamic Programming", 1999, over as
/// many words as the pattern needs: text × pattern / 64 steps. `pattern` must not be empty.
NearestPart nearestPart(QStringView pattern, QStringView text);

} // namespace docket::policy
