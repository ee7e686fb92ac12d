#include "core/policy/passagetext.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <limits>

namespace docket::policy
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype longestTarget = 2000; ///< of a link; longer ones stay as text
constexpr qsizetype longestTag = 400;

enum class Meaning : quint8 { Kept, Dropped, LineEnd, TargetBegin, TagBegin, NameBegin };

constexpr std::array<Meaning, 128> asciiMeanings()
{
    std::array<Meaning, 128> table{};
    for (size_t c = 0; c <= ' '; ++c)
        table[c] = Meaning::Dropped;
    for (const char c : { '*', '_', '`', '~', '#', '|', '\\', '[', ']', '(', ')', '>', '!' })
        table[static_cast<size_t>(c)] = Meaning::Dropped;
    table['\n'] = Meaning::LineEnd;
    table['('] = Meaning::TargetBegin;
    table['<'] = Meaning::TagBegin;
    table['U'] = Meaning::NameBegin;
    return table;
}

constexpr std::array<Meaning, 128> meanings = asciiMeanings();

/// White space and characters without a picture of their own beyond ASCII, and the brackets around their names.
bool isUnseen(char16_t c)
{
    return c == 0x85 || c == 0xa0 || c == 0xad || c == 0x1680 || (c >= 0x2000 && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202f) || (c >= 0x205f && c <= 0x2069) || c == 0x2039 || c == 0x203a || c == 0x3000
        || c == 0xfeff;
}

/// Length of "U+202E" or "U+200B ×3", with which card and source view name what cannot be seen; 0 for anything else.
qsizetype nameLength(QStringView text)
{
    const auto runOf = [text](qsizetype from, auto&& fits) {
        qsizetype end = from;
        while (end < text.size() && end < from + 6 && fits(text[end].unicode()))
            ++end;
        return end;
    };
    if (text.size() < 6 || text[1] != u'+')
        return 0;
    const qsizetype end = runOf(2, [](char16_t c) { return (c >= u'0' && c <= u'9') || (c >= u'A' && c <= u'F'); });
    if (end < 6)
        return 0;
    if (!text.sliced(end).startsWith(u" ×"))
        return end;
    const qsizetype times = runOf(end + 2, [](char16_t c) { return c >= u'0' && c <= u'9'; });
    return times > end + 2 ? times : end;
}

/// What an opening character and its `end` enclose on one line. Each opening that does not end soon spares those after
/// it the same search: one pass over any text.
class Enclosure
{
public:
    Enclosure(char16_t end, qsizetype longest) : m_end(end), m_longest(longest) { }
    /// Length of what begins at `at`, 0 when it does not end soon.
    qsizetype lengthAt(QStringView text, qsizetype at)
    {
        if (at < m_noneBefore)
            return 0;
        const qsizetype room = std::min(text.size(), at + m_longest);
        qsizetype i = at + 1;
        for (; i < room && text[i] != u'\n'; ++i)
            if (text[i] == m_end)
                return i + 1 - at;
        m_noneBefore = i;
        return 0;
    }

private:
    char16_t m_end;
    qsizetype m_longest;
    qsizetype m_noneBefore = 0;
};

/// Length of a list's mark at the beginning of a line, 0 when there is none.
qsizetype bulletLength(QStringView line)
{
    qsizetype i = 0;
    while (i < line.size() && i < 12 && (line[i] == u' ' || line[i] == u'\t' || line[i] == u'>'))
        ++i;
    const qsizetype mark = i;
    if (i < line.size() && (line[i] == u'-' || line[i] == u'+')) {
        ++i;
    } else {
        while (i < line.size() && i - mark < 9 && line[i] >= u'0' && line[i] <= u'9')
            ++i;
        if (i == mark || i >= line.size() || (line[i] != u'.' && line[i] != u')'))
            return 0;
        ++i;
    }
    return i < line.size() && (line[i] == u' ' || line[i] == u'\t') ? i : 0;
}

} // namespace

BareText::BareText(QStringView text)
{
    m_bare.resize(text.size());
    m_offsets.resize(static_cast<size_t>(text.size()));
    QChar* out = m_bare.data();
    qsizetype kept = 0;
    const auto keep = [&](qsizetype at) {
        out[kept] = text[at];
        m_offsets[static_cast<size_t>(kept++)] = static_cast<qint32>(at);
    };
    Enclosure target(u')', longestTarget);
    Enclosure tag(u'>', longestTag);
    for (qsizetype i = text.isEmpty() ? 0 : bulletLength(text); i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        if (c >= 128) {
            if (isUnseen(c))
                continue;
        } else if (const Meaning meaning = meanings[c]; meaning != Meaning::Kept) {
            if (meaning == Meaning::LineEnd) {
                i += bulletLength(text.sliced(i + 1));
                continue;
            }
            if (meaning == Meaning::TargetBegin) {
                if (i > 0 && text[i - 1] == u']')
                    i += std::max<qsizetype>(1, target.lengthAt(text, i)) - 1;
                continue;
            }
            if (meaning == Meaning::Dropped)
                continue;
            if (meaning == Meaning::NameBegin) {
                if (const qsizetype name = nameLength(text.sliced(i)); name > 0) {
                    i += name - 1;
                    continue;
                }
                keep(i);
                continue;
            }
            // "a < b" is no tag.
            const bool begins
                = i + 1 < text.size() && (text[i + 1].isLetter() || text[i + 1] == u'/' || text[i + 1] == u'!');
            if (const qsizetype length = begins ? tag.lengthAt(text, i) : 0; length > 0) {
                i += length - 1;
                continue;
            }
        }
        keep(i);
    }
    m_bare.truncate(kept);
    m_offsets.resize(static_cast<size_t>(kept));
}

qsizetype BareText::indexAt(qsizetype offset) const
{
    return std::lower_bound(m_offsets.begin(), m_offsets.end(), offset) - m_offsets.begin();
}

std::vector<qsizetype> placesOf(QStringView needle, QStringView text, size_t most)
{
    std::vector<qsizetype> places;
    if (needle.isEmpty() || needle.size() > text.size())
        return places;
    const auto at = [](QStringView in, qsizetype i) { return in.utf16()[i]; };
    std::vector<qsizetype> border(static_cast<size_t>(needle.size()), 0);
    for (qsizetype i = 1, k = 0; i < needle.size(); ++i) {
        while (k > 0 && at(needle, i) != at(needle, k))
            k = border[static_cast<size_t>(k - 1)];
        k += at(needle, i) == at(needle, k) ? 1 : 0;
        border[static_cast<size_t>(i)] = k;
    }
    for (qsizetype i = 0, k = 0; i < text.size(); ++i) {
        while (k > 0 && at(text, i) != at(needle, k))
            k = border[static_cast<size_t>(k - 1)];
        if (at(text, i) == at(needle, k) && ++k == needle.size()) {
            places.push_back(i + 1 - k);
            if (places.size() == most)
                break;
            k = 0;
        }
    }
    return places;
}

qsizetype sameEnd(QStringView a, QStringView b)
{
    qsizetype same = 0;
    while (same < a.size() && same < b.size() && a[a.size() - 1 - same] == b[b.size() - 1 - same])
        ++same;
    return same;
}

qsizetype sameBeginning(QStringView a, QStringView b)
{
    qsizetype same = 0;
    while (same < a.size() && same < b.size() && a[same] == b[same])
        ++same;
    return same;
}

namespace
{

/// Where the nearest part ends (one past), and its distance.
template <typename PatternAt, typename TextAt>
std::pair<qsizetype, qsizetype> nearestEnd(
    qsizetype patternSize, PatternAt patternAt, qsizetype textSize, TextAt textAt, bool anchoredAtBeginning)
{
    constexpr int bits = 64;
    const size_t words = static_cast<size_t>((patternSize + bits - 1) / bits);
    QHash<char16_t, std::vector<quint64>> equal;
    for (qsizetype i = 0; i < patternSize; ++i) {
        std::vector<quint64>& mask = equal[patternAt(i)];
        mask.resize(words, 0);
        mask[static_cast<size_t>(i / bits)] |= quint64(1) << (i % bits);
    }
    const std::vector<quint64> none(words, 0);
    std::vector<quint64> more(words, ~quint64(0)); // vertical differences of +1
    std::vector<quint64> less(words, 0);
    const quint64 last = quint64(1) << ((patternSize - 1) % bits);
    qsizetype distance = patternSize;
    std::pair<qsizetype, qsizetype> best{ 0, distance };
    for (qsizetype j = 0; j < textSize; ++j) {
        const auto found = equal.constFind(textAt(j));
        const std::vector<quint64>& mask = found == equal.constEnd() ? none : *found;
        int carried = anchoredAtBeginning ? 1 : 0; // 0: a part may begin anywhere
        for (size_t w = 0; w < words; ++w) {
            const quint64 pv = more[w];
            const quint64 mv = less[w];
            quint64 eq = mask[w];
            const quint64 xv = eq | mv;
            eq |= carried < 0 ? 1 : 0;
            const quint64 xh = (((eq & pv) + pv) ^ pv) | eq;
            quint64 ph = mv | ~(xh | pv);
            quint64 mh = pv & xh;
            const quint64 top = w + 1 == words ? last : quint64(1) << (bits - 1);
            const int out = (ph & top) ? 1 : (mh & top) ? -1 : 0;
            ph = (ph << 1) | (carried > 0 ? 1 : 0);
            mh = (mh << 1) | (carried < 0 ? 1 : 0);
            more[w] = mh | ~(xv | ph);
            less[w] = ph & xv;
            carried = out;
        }
        distance += carried;
        if (distance < best.second)
            best = { j + 1, distance };
    }
    return best;
}

} // namespace

NearestPart nearestPart(QStringView pattern, QStringView text)
{
    const auto [end, distance] = nearestEnd(
        pattern.size(), [&](qsizetype i) { return pattern[i].unicode(); }, text.size(),
        [&](qsizetype i) { return text[i].unicode(); }, false);
    // Backwards from there: the beginning that gives the same distance.
    const auto [length, same] = nearestEnd(
        pattern.size(), [&](qsizetype i) { return pattern[pattern.size() - 1 - i].unicode(); }, end,
        [&, last = end - 1](qsizetype i) { return text[last - i].unicode(); }, true);
    Q_UNUSED(same)
    return { end - length, length, distance };
}

} // namespace docket::policy
