#include "core/card/difflines.h"

#include "core/card/diffinterner.h"
#include "core/card/sequencediff.h"

#include <algorithm>

namespace docket::card
{

namespace
{

constexpr size_t leastMoved = 20; ///< characters that are no blanks

bool isBlank(std::string_view line)
{
    return line.find_first_not_of(" \t") == std::string_view::npos;
}

size_t inkOf(std::string_view line)
{
    return line.size() - size_t(std::count_if(line.begin(), line.end(), [](char c) { return c == ' ' || c == '\t'; }));
}

/// How well `count` lines from `first` on stand as a passage of their own.
int standing(const DiffText& text, int first, int count)
{
    const std::string_view opening = text.line(first);
    const bool afterBlank = first == 0 || isBlank(text.line(first - 1));
    return (opening.starts_with('#') ? 4 : 0) + (afterBlank && !isBlank(opening) ? 2 : 0)
        + (isBlank(text.line(first + count - 1)) ? 1 : 0);
}

/// The lines of one side that may be moved past the passage at [first, first + count): `up` before, `down` after.
int bestShift(const std::vector<std::uint32_t>& lines, const DiffText& text, int first, int count, int up, int down)
{
    const auto at = [&](int i) { return lines[size_t(i)]; };
    int best = 0;
    int bestStanding = standing(text, first, count);
    for (int shift = -1; - shift <= up && at(first + shift) == at(first + count + shift); --shift) {
        if (const int here = standing(text, first + shift, count); here > bestStanding) {
            best = shift;
            bestStanding = here;
        }
    }
    for (int shift = 1; shift <= down && at(first + shift - 1) == at(first + count + shift - 1); ++shift) {
        if (const int here = standing(text, first + shift, count); here > bestStanding) {
            best = shift;
            bestStanding = here;
        }
    }
    return best;
}

} // namespace

NumberedLines numberLines(const DiffText& before, const DiffText& after)
{
    NumberedLines out;
    DiffInterner numbers(size_t(before.lineCount()) + 16);
    const auto all = [&](const DiffText& text, std::vector<std::uint32_t>& into) {
        into.reserve(size_t(text.lineCount()));
        for (int i = 0; i < text.lineCount(); ++i)
            into.push_back(numbers.number(text.line(i)));
    };
    all(before, out.before);
    all(after, out.after);
    out.values = numbers.count();
    return out;
}

std::vector<DiffBlock> diffLines(const NumberedLines& numbers, const DiffText& before, const DiffText& after)
{
    const SequenceDiff flags = diffSequences(numbers.before, numbers.after, numbers.values);
    std::vector<DiffBlock> blocks;
    const int linesBefore = before.lineCount();
    const int linesAfter = after.lineCount();
    for (int i = 0, j = 0; i < linesBefore || j < linesAfter; ++i, ++j) {
        DiffBlock block{ i, 0, j, 0 };
        for (; i < linesBefore && flags.removed[size_t(i)]; ++i)
            ++block.removed;
        for (; j < linesAfter && flags.added[size_t(j)]; ++j)
            ++block.added;
        if (block.removed > 0 || block.added > 0)
            blocks.push_back(block);
    }
    for (size_t k = 0; k < blocks.size(); ++k) {
        DiffBlock& block = blocks[k];
        if (block.removed > 0 && block.added > 0)
            continue;
        const int up = block.before - (k == 0 ? 0 : blocks[k - 1].before + blocks[k - 1].removed + 1);
        const int down
            = (k + 1 == blocks.size() ? linesBefore : blocks[k + 1].before - 1) - block.before - block.removed;
        const int shift = block.added > 0 ? bestShift(numbers.after, after, block.after, block.added, up, down)
                                          : bestShift(numbers.before, before, block.before, block.removed, up, down);
        block.before += shift;
        block.after += shift;
    }
    return blocks;
}

std::vector<DiffMove> findMoves(
    const NumberedLines& numbers, const DiffText& before, const std::vector<DiffBlock>& blocks)
{
    struct Seen {
        int removed = 0;
        int added = 0;
        int after = 0;
    };
    std::vector<Seen> seen(numbers.values);
    std::vector<char> removed(numbers.before.size(), 0);
    std::vector<char> added(numbers.after.size(), 0);
    for (const DiffBlock& block : blocks) {
        for (int i = block.before; i < block.before + block.removed; ++i) {
            removed[size_t(i)] = 1;
            ++seen[numbers.before[size_t(i)]].removed;
        }
        for (int j = block.after; j < block.after + block.added; ++j) {
            added[size_t(j)] = 1;
            Seen& here = seen[numbers.after[size_t(j)]];
            ++here.added;
            here.after = j;
        }
    }
    std::vector<DiffMove> moves;
    const auto same = [&](int i, int j) {
        return i >= 0 && j >= 0 && i < int(removed.size()) && j < int(added.size()) && removed[size_t(i)]
            && added[size_t(j)] && numbers.before[size_t(i)] == numbers.after[size_t(j)];
    };
    for (const DiffBlock& block : blocks) {
        for (int i = block.before; i < block.before + block.removed; ++i) {
            const Seen& here = seen[numbers.before[size_t(i)]];
            if (here.removed != 1 || here.added != 1 || !same(i, here.after))
                continue;
            DiffMove move{ i, here.after, 1 };
            while (same(move.before - 1, move.after - 1)) {
                --move.before;
                --move.after;
                ++move.lines;
            }
            while (same(move.before + move.lines, move.after + move.lines))
                ++move.lines;
            size_t ink = 0;
            for (int k = 0; k < move.lines; ++k)
                ink += inkOf(before.line(move.before + k));
            for (int k = 0; k < move.lines; ++k)
                removed[size_t(move.before + k)] = added[size_t(move.after + k)] = 0; // each line moves once
            if (ink >= leastMoved)
                moves.push_back(move);
        }
    }
    std::sort(moves.begin(), moves.end(), [](const DiffMove& a, const DiffMove& b) { return a.before < b.before; });
    return moves;
}

} // namespace docket::card
