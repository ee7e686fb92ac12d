#include "core/card/diffwords.h"

#include <QChar>

#include <algorithm>
#include <array>

namespace docket::card
{

namespace
{

constexpr int wordCap = 64; ///< steps of a split
constexpr std::uint32_t firstWord = 256; ///< below: single bytes stand for themselves
constexpr size_t shortMatch = 16; ///< bytes; longer matches are never given up

enum class Class : char { Blank, Word, Single, Wide };

constexpr std::array<Class, 256> classes = [] {
    std::array<Class, 256> table{};
    for (size_t i = 0; i < 256; ++i) {
        const bool letter = (i >= 'a' && i <= 'z') || (i >= 'A' && i <= 'Z') || (i >= '0' && i <= '9') || i == '_';
        table[i] = i == ' ' || i == '\t' ? Class::Blank : letter ? Class::Word : i < 0x80 ? Class::Single : Class::Wide;
    }
    return table;
}();

Class classOf(char c)
{
    return classes[static_cast<unsigned char>(c)];
}

struct Character {
    char32_t value;
    size_t length;
};

/// The character at `at` of valid UTF-8; single bytes where it is not valid after all.
Character decode(std::string_view text, size_t at)
{
    const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const unsigned lead = byte(0);
    const size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
    if (length == 1 || at + length > text.size())
        return { lead, 1 };
    char32_t value = lead & (0x7fU >> length);
    for (size_t i = 1; i < length; ++i)
        value = (value << 6) | (byte(i) & 0x3fU);
    return { value, length };
}

/// Han, kana, Thai, Lao, Khmer and Burmese put no blanks between words.
bool isWrittenWithoutBlanks(char32_t c)
{
    return (c >= 0x2e80 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) || c >= 0x20000 || (c >= 0x0e00 && c <= 0x0eff)
        || (c >= 0x1000 && c <= 0x109f) || (c >= 0x1780 && c <= 0x17ff);
}

bool isWordCharacter(char32_t c)
{
    return (QChar::isLetterOrNumber(c) || QChar::isMark(c)) && !isWrittenWithoutBlanks(c);
}

size_t endOf(std::string_view text, size_t at)
{
    while (at < text.size()) {
        const Class kind = classOf(text[at]);
        if (kind == Class::Word) {
            ++at;
            continue;
        }
        if (kind != Class::Wide)
            break;
        const Character character = decode(text, at);
        if (!isWordCharacter(character.value))
            break;
        at += character.length;
    }
    return at;
}

} // namespace

WordDiff::WordDiff() : m_words(4096), m_matcher(wordCap) { }

void WordDiff::tokens(std::string_view line, std::vector<DiffToken>& out)
{
    for (size_t at = 0; at < line.size();) {
        size_t end = at + 1;
        const Class kind = classOf(line[at]);
        if (kind == Class::Blank) {
            at = end;
            continue;
        }
        std::uint32_t number = static_cast<unsigned char>(line[at]);
        if (kind != Class::Single) {
            end = endOf(line, at);
            if (end == at)
                end = at + decode(line, at).length;
            number = firstWord + m_words.number(line.substr(at, end - at));
        }
        out.push_back({ number, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end - at) });
        at = end;
    }
}

void WordDiff::match(const Line& before, const Line& after)
{
    m_inBefore.resize(firstWord + m_words.count());
    m_inAfter.resize(firstWord + m_words.count());
    ++m_comparison;
    for (const DiffToken& token : before.tokens)
        m_inBefore[token.number] = m_comparison;
    for (const DiffToken& token : after.tokens)
        m_inAfter[token.number] = m_comparison;
    // What the other side lacks can be in no common part.
    const auto sift = [&](const Line& line, const std::vector<std::uint32_t>& others,
                          std::vector<std::uint32_t>& numbers, std::vector<size_t>& places, std::vector<char>& flags) {
        numbers.clear();
        places.clear();
        flags.assign(line.tokens.size(), 1);
        for (size_t i = 0; i < line.tokens.size(); ++i) {
            if (others[line.tokens[i].number] != m_comparison)
                continue;
            numbers.push_back(line.tokens[i].number);
            places.push_back(i);
        }
    };
    sift(before, m_inAfter, m_a, m_aPlace, m_removed);
    sift(after, m_inBefore, m_b, m_bPlace, m_added);
    m_aFlags.assign(m_a.size(), 0);
    m_bFlags.assign(m_b.size(), 0);
    m_matcher.match(m_a, m_b, m_aFlags, m_bFlags);
    for (size_t i = 0; i < m_a.size(); ++i)
        m_removed[m_aPlace[i]] = m_aFlags[i];
    for (size_t i = 0; i < m_b.size(); ++i)
        m_added[m_bPlace[i]] = m_bFlags[i];
}

const WordDiff::Ranges& WordDiff::compare(const Line& before, const Line& after)
{
    match(before, after);
    cleanUp(before, after);

    const auto lengths = [](const Line& line, const std::vector<char>& flags) {
        size_t whole = 0;
        size_t kept = 0;
        for (size_t i = 0; i < flags.size(); ++i) {
            whole += line.tokens[i].length;
            kept += flags[i] ? 0 : line.tokens[i].length;
        }
        return std::pair(kept, whole);
    };
    const auto [keptBefore, wholeBefore] = lengths(before, m_removed);
    const auto [keptAfter, wholeAfter] = lengths(after, m_added);
    m_ranges.related = keptBefore * 4 >= std::max(wholeBefore, wholeAfter);
    m_ranges.removed.clear();
    m_ranges.added.clear();
    if (m_ranges.related)
        collect(before, after);
    return m_ranges;
}

/// The idea of diff-match-patch's semantic clean-up: a match no longer than the changes on both of its sides joins
/// them.
void WordDiff::cleanUp(const Line& before, const Line& after)
{
    struct Run {
        size_t a, b, count; ///< a match
        size_t changedBefore; ///< bytes of the larger side of the change before it
        size_t length;
    };
    std::vector<Run> runs;
    const auto giveUp = [&](const Run& run) {
        std::fill_n(m_removed.begin() + std::ptrdiff_t(run.a), run.count, char(1));
        std::fill_n(m_added.begin() + std::ptrdiff_t(run.b), run.count, char(1));
    };
    size_t i = 0;
    size_t j = 0;
    for (;;) {
        size_t gone = 0;
        size_t come = 0;
        for (; i < m_removed.size() && m_removed[i]; ++i)
            gone += before.tokens[i].length;
        for (; j < m_added.size() && m_added[j]; ++j)
            come += after.tokens[j].length;
        size_t change = std::max(gone, come);
        while (!runs.empty() && change > 0) {
            const Run& last = runs.back();
            if (last.changedBefore == 0 || last.length > shortMatch || last.length > last.changedBefore
                || last.length > change)
                break;
            giveUp(last);
            change += last.length + last.changedBefore;
            runs.pop_back();
        }
        if (i == m_removed.size() || j == m_added.size())
            return;
        Run run{ i, j, 0, change, 0 };
        while (i < m_removed.size() && j < m_added.size() && !m_removed[i] && !m_added[j]) {
            run.length += before.tokens[i].length;
            ++run.count;
            ++i;
            ++j;
        }
        runs.push_back(run);
    }
}

void WordDiff::collect(const Line& before, const Line& after)
{
    const auto mark = [](std::vector<ByteRange>& ranges, size_t start, size_t end) {
        if (start == end)
            return;
        if (!ranges.empty() && size_t(ranges.back().start + ranges.back().length) >= start)
            ranges.back().length = int(end) - ranges.back().start;
        else
            ranges.push_back({ int(start), int(end - start) });
    };
    const auto endAt = [](const Line& line, size_t count) -> size_t {
        return count == 0 ? 0 : line.tokens[count - 1].start + line.tokens[count - 1].length;
    };
    const auto startAt = [](const Line& line, size_t index) -> size_t {
        return index < line.tokens.size() ? line.tokens[index].start : line.text.size();
    };
    const auto markRun = [&](std::vector<ByteRange>& ranges, const Line& line, size_t from, size_t to) {
        if (from < to)
            mark(ranges, line.tokens[from].start, endAt(line, to));
    };
    size_t i = 0;
    size_t j = 0;
    bool together = true; // what came last is the same on both sides (the start of the line counts)
    for (;;) {
        const size_t fromBefore = i;
        const size_t fromAfter = j;
        while (i < m_removed.size() && m_removed[i])
            ++i;
        while (j < m_added.size() && m_added[j])
            ++j;
        const bool changed = i > fromBefore || j > fromAfter;
        // Blanks: at the start of the line, and between two tokens that stand side by side on both sides.
        if ((together && !changed) || (fromBefore == 0 && fromAfter == 0)) {
            const auto blanks = [&](const Line& line, size_t index) {
                const size_t start = endAt(line, index);
                return line.text.substr(start, startAt(line, index) - start);
            };
            const std::string_view gone = blanks(before, fromBefore);
            const std::string_view come = blanks(after, fromAfter);
            if (gone != come) {
                mark(m_ranges.removed, endAt(before, fromBefore), endAt(before, fromBefore) + gone.size());
                mark(m_ranges.added, endAt(after, fromAfter), endAt(after, fromAfter) + come.size());
            }
        }
        markRun(m_ranges.removed, before, fromBefore, i);
        markRun(m_ranges.added, after, fromAfter, j);
        together = !changed;
        if (i == m_removed.size() || j == m_added.size())
            break;
        ++i;
        ++j;
        together = true;
    }
    // Blanks at the end of the line: two of them break it in Markdown.
    const std::string_view gone = before.text.substr(endAt(before, before.tokens.size()));
    const std::string_view come = after.text.substr(endAt(after, after.tokens.size()));
    if (gone != come) {
        mark(m_ranges.removed, before.text.size() - gone.size(), before.text.size());
        mark(m_ranges.added, after.text.size() - come.size(), after.text.size());
    }
}

} // namespace docket::card
