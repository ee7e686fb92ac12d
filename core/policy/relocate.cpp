#include "core/policy/relocate.h"

#include "core/policy/passagetext.h"

#include <array>
#include <cstdlib>
#include <optional>
#include <tuple>

namespace docket::policy
{

namespace
{

using Fate = Relocation::Fate;

constexpr size_t mostPlaces = 20'000; ///< of a repeated passage that are weighed against each other
constexpr qsizetype shortestBare = 3; ///< less says too little without its white space and marks
constexpr qsizetype knownContext = 12; ///< characters of prefix or suffix that tell a place from others
constexpr int leastLikeness = 55; ///< hundredths; unrelated prose reaches 40
constexpr int leastLikenessOfShort = 70;
constexpr qsizetype shortPassage = 16;

int hundredths(qsizetype distance, qsizetype size)
{
    return size == 0 ? 0 : static_cast<int>(std::max<qsizetype>(0, 100 - 100 * distance / size));
}

/// Hashes of all pieces of a text, rolled from one to the next (R. Karp and M. Rabin, 1987).
class PieceHash
{
public:
    explicit PieceHash(qsizetype size) : m_size(size)
    {
        for (qsizetype i = 0; i < size; ++i)
            m_leaving *= base;
    }

    template <typename Each> void forEach(QStringView text, Each each) const
    {
        const char16_t* const at = text.utf16();
        quint32 hash = 0;
        for (qsizetype i = 0; i < text.size(); ++i) {
            hash = hash * base + at[i] - (i >= m_size ? at[i - m_size] * m_leaving : 0);
            if (i + 1 >= m_size)
                each(i + 1 - m_size, static_cast<quint16>((hash * 2654435769U) >> 16));
        }
    }

private:
    static constexpr quint32 base = 16777619;
    qsizetype m_size;
    quint32 m_leaving = 1;
};

struct Span {
    qsizetype start = 0;
    qsizetype length = 0;
};

/// One search. Everything costly is made once, when it is first needed.
class Search
{
public:
    Search(const Anchor& anchor, QStringView text) : m_anchor(anchor), m_text(text) { }

    Relocation run()
    {
        const QString quote = m_anchor.quote.trimmed();
        if (quote.isEmpty())
            return wholeLines();
        std::vector<Span> places;
        for (const qsizetype at : placesOf(quote, m_text, mostPlaces))
            places.push_back({ at, quote.size() });
        if (places.size() == 1) {
            const Relocation only = same(places.front());
            if (only.fate == Fate::Found)
                return only;
        }
        m_quote = BareText(quote).bare().toString();
        m_prefix = BareText(m_anchor.prefix).bare().toString();
        m_suffix = BareText(m_anchor.suffix).bare().toString();
        m_bare.emplace(m_text);
        if (places.empty() || places.size() == mostPlaces)
            places = barePlaces(std::move(places));
        if (!places.empty())
            return best(places);
        return nearest();
    }

private:
    QStringView bare() const { return m_bare->bare(); }

    Relocation wholeLines() const
    {
        const qsizetype lines = m_text.count(u'\n') + 1;
        if (m_anchor.lineStart == 0)
            return { Fate::Found, 0, 0, -1, 0, 0, 100 };
        if (m_anchor.lineEnd > lines)
            return {};
        return { Fate::Found, m_anchor.lineStart, m_anchor.lineEnd, -1, 0, 0, 100 };
    }

    int lineOf(qsizetype offset) const { return static_cast<int>(m_text.first(offset).count(u'\n')) + 1; }

    Relocation at(const Span& span, Fate fate, int likeness) const
    {
        Relocation out;
        out.fate = fate;
        out.start = span.start;
        out.length = span.length;
        out.likeness = likeness;
        out.lineStart = lineOf(span.start);
        out.lineEnd = out.lineStart
            + static_cast<int>(m_text.sliced(span.start, std::max<qsizetype>(0, span.length - 1)).count(u'\n'));
        return out;
    }

    Relocation same(const Span& span) const
    {
        Relocation out = at(span, Fate::Moved, 100);
        const bool inside = out.lineStart >= m_anchor.lineStart && out.lineEnd <= m_anchor.lineEnd;
        if (m_anchor.lineStart == 0 || inside)
            out.fate = Fate::Found;
        return out;
    }

    /// Of the text, for a part of the bare text.
    Span spanOf(qsizetype bareStart, qsizetype bareLength) const
    {
        if (bareLength == 0 || bare().isEmpty())
            return { bareStart < bare().size() ? m_bare->offset(bareStart) : m_text.size(), 0 };
        const qsizetype start = m_bare->offset(bareStart);
        return { start, m_bare->offset(bareStart + bareLength - 1) + 1 - start };
    }

    /// Without regard to white space and marks; where there are too many, with their surroundings.
    std::vector<Span> barePlaces(std::vector<Span> exact) const
    {
        std::vector<Span> out;
        if (m_quote.size() < shortestBare)
            return exact;
        if (!exact.empty()) {
            for (const qsizetype place : placesOf(QString(m_prefix + m_quote + m_suffix), bare(), mostPlaces))
                out.push_back(spanOf(place + m_prefix.size(), m_quote.size()));
            return out.empty() ? exact : out;
        }
        for (const qsizetype place : placesOf(m_quote, bare(), mostPlaces))
            out.push_back(spanOf(place, m_quote.size()));
        return out;
    }

    qsizetype contextAt(const Span& span) const
    {
        const qsizetype begin = m_bare->indexAt(span.start);
        const qsizetype end = m_bare->indexAt(span.start + span.length);
        return sameEnd(m_prefix, bare().first(begin)) + sameBeginning(m_suffix, bare().sliced(end));
    }

    Relocation best(const std::vector<Span>& places) const
    {
        std::tuple<qsizetype, int> rank{ -1, 0 };
        Span chosen;
        int line = 1;
        qsizetype counted = 0;
        for (const Span& place : places) { // in the order of the text
            line += static_cast<int>(m_text.sliced(counted, place.start - counted).count(u'\n'));
            counted = place.start;
            const std::tuple<qsizetype, int> its{ contextAt(place),
                m_anchor.lineStart > 0 ? -std::abs(line - m_anchor.lineStart) : 0 };
            if (its > rank) {
                rank = its;
                chosen = place;
            }
        }
        const Relocation found = same(chosen);
        // The same word elsewhere is not this passage when the text around this one still stands.
        if (found.fate == Fate::Moved && std::get<0>(rank) < std::min(knownContext, m_prefix.size() + m_suffix.size()))
            if (const auto replaced = betweenContext())
                return *replaced;
        return found;
    }

    /// What now stands where the surroundings of the passage are; none when these are gone, or not distinct.
    std::optional<Relocation> betweenContext() const
    {
        if (m_prefix.size() < knownContext || m_suffix.size() < knownContext)
            return std::nullopt;
        const auto before = placesOf(m_prefix, bare(), 2);
        const auto after = placesOf(m_suffix, bare(), 2);
        if (before.size() != 1 || after.size() != 1)
            return std::nullopt;
        const qsizetype begin = before.front() + m_prefix.size();
        const qsizetype length = after.front() - begin;
        if (length < 0 || length > 2 * m_quote.size() + 200)
            return std::nullopt;
        const QStringView now = bare().sliced(begin, length);
        const NearestPart part = nearestPart(m_quote, now);
        const int likeness = hundredths(part.distance, m_quote.size());
        const bool gone = likeness < leastLikeness;
        return at(spanOf(begin, length), gone ? Fate::Gone : Fate::Changed, gone ? 0 : std::min(likeness, 99));
    }

    /// The stretch of the bare text that shares the most short pieces with the passage and its surroundings, each piece
    /// counted once for a diagonal; none when that says nothing.
    std::optional<Span> likelyWindow() const
    {
        const QString needle = m_prefix + m_quote + m_suffix;
        const qsizetype piece = m_quote.size() < shortPassage ? 4 : 8;
        constexpr qsizetype bucket = 64;
        if (needle.size() < piece || bare().size() < piece)
            return std::nullopt;
        const PieceHash hash(piece);
        std::vector<quint16> offsets(0x10000, 0); // + 1; the first of equal pieces
        hash.forEach(needle, [&](qsizetype i, quint16 value) {
            if (offsets[value] == 0)
                offsets[value] = static_cast<quint16>(i + 1);
        });
        std::vector<qint32> lastBucket(static_cast<size_t>(needle.size()) + 1, -1);
        std::vector<quint16> votes(static_cast<size_t>((bare().size() + needle.size()) / bucket) + 2, 0);
        hash.forEach(bare(), [&](qsizetype i, quint16 value) {
            const quint16 offset = offsets[value];
            if (offset == 0)
                return;
            const auto at = static_cast<qint32>((i - (offset - 1) + needle.size()) / bucket);
            if (std::exchange(lastBucket[offset], at) != at)
                ++votes[static_cast<size_t>(at)];
        });
        size_t most = 0;
        for (size_t i = 1; i + 1 < votes.size(); ++i)
            if (votes[i] + votes[i + 1] > votes[most] + votes[most + 1])
                most = i;
        if (votes[most] + votes[most + 1] < 2)
            return std::nullopt;
        const qsizetype slack = std::min<qsizetype>(m_quote.size() / 4 + 32, 512);
        const qsizetype diagonal = static_cast<qsizetype>(most) * bucket - needle.size() + m_prefix.size();
        const qsizetype begin = std::clamp<qsizetype>(diagonal - slack, 0, bare().size());
        const qsizetype end
            = std::clamp<qsizetype>(diagonal + 2 * bucket + m_quote.size() + slack, begin, bare().size());
        return Span{ begin, end - begin };
    }

    Relocation nearest() const
    {
        Relocation out;
        if (m_quote.size() >= shortestBare + 1) {
            if (const auto window = likelyWindow()) {
                const NearestPart part = nearestPart(m_quote, bare().sliced(window->start, window->length));
                const int likeness = hundredths(part.distance, m_quote.size());
                if (likeness >= (m_quote.size() < shortPassage ? leastLikenessOfShort : leastLikeness))
                    out = at(spanOf(window->start + part.start, part.length), Fate::Changed, std::min(likeness, 99));
            }
        }
        if (out.fate != Fate::Gone)
            return out;
        return betweenContext().value_or(Relocation());
    }

    const Anchor& m_anchor;
    QStringView m_text;
    std::optional<BareText> m_bare;
    QString m_quote; ///< these three bare
    QString m_prefix;
    QString m_suffix;
};

/// The lines that the anchor names, as an anchor of their own.
std::optional<Anchor> sourceLines(const Anchor& anchor, QStringView text)
{
    if (anchor.lineStart == 0)
        return std::nullopt;
    qsizetype begin = 0;
    for (int line = 1; line < anchor.lineStart; ++line) {
        const qsizetype end = text.indexOf(u'\n', begin);
        if (end < 0)
            return std::nullopt;
        begin = end + 1;
    }
    qsizetype end = begin;
    for (int line = anchor.lineStart; line <= anchor.lineEnd; ++line) {
        const qsizetype next = text.indexOf(u'\n', line == anchor.lineStart ? end : end + 1);
        end = next < 0 ? text.size() : next;
        if (next < 0)
            break;
    }
    end = std::min(end, begin + Anchor::kMaxQuote);
    Anchor out = anchor;
    out.quote = text.sliced(begin, end - begin).toString();
    out.prefix = text.first(begin).right(std::min(begin, Anchor::kMaxContext)).toString();
    out.suffix = text.sliced(end).left(std::min(text.size() - end, Anchor::kMaxContext)).toString();
    return out.quote.trimmed().isEmpty() ? std::nullopt : std::optional(out);
}

bool isSame(const Relocation& where)
{
    return where.fate == Fate::Found || where.fate == Fate::Moved;
}

} // namespace

Relocation relocate(const Anchor& anchor, QStringView text)
{
    return Search(anchor, text.first(std::min(text.size(), longestSearched))).run();
}

Relocation relocate(const Anchor& anchor, QStringView then, QStringView now)
{
    const Relocation byWords = relocate(anchor, now);
    if (isSame(byWords) || anchor.quote.trimmed().isEmpty())
        return byWords;
    const auto lines = sourceLines(anchor, then);
    if (!lines)
        return byWords;
    const Relocation byLines = relocate(*lines, now);
    if (isSame(byLines))
        return byLines;
    return byLines.likeness > byWords.likeness ? byLines : byWords;
}

Relocation relocate(const Anchor& anchor, const QList<CellText>& cells)
{
    const QString quote = anchor.quote.trimmed();
    const auto holds = [&](const CellText& cell) {
        return quote.isEmpty() ? cell.row == anchor.row
            : anchor.prefix.isEmpty() && anchor.suffix.isEmpty()
            ? cell.text.left(Anchor::kMaxQuote).trimmed() == quote
            : cell.text.contains(QString(anchor.prefix + anchor.quote + anchor.suffix));
    };
    Relocation out;
    const CellText* there = nullptr; ///< the cell of that number
    const CellText* nearest = nullptr; ///< that holds the quote
    for (const CellText& cell : cells) {
        if (cell.row == anchor.row)
            there = &cell;
        if (holds(cell) && (!nearest || std::llabs(cell.row - anchor.row) < std::llabs(nearest->row - anchor.row)))
            nearest = &cell;
    }
    if (nearest) {
        out.fate = nearest->row == anchor.row ? Fate::Found : Fate::Moved;
        out.row = nearest->row;
        out.likeness = 100;
    } else if (there && !quote.isEmpty()) {
        const QString now = there->text.left(2 * Anchor::kMaxQuote);
        const NearestPart part = nearestPart(quote, now);
        out.fate = Fate::Changed;
        out.row = there->row;
        out.likeness = std::min(99, hundredths(part.distance, quote.size()));
    }
    return out;
}

} // namespace docket::policy
