#include "core/card/diffpairs.h"

#include <algorithm>
#include <bit>

namespace docket::card
{

namespace
{

constexpr qint64 exactCells = 4096;
constexpr int bandWidth = 33;
constexpr int leastAlike = 40; ///< of 100

int alike(const LineSketch& a, const LineSketch& b)
{
    if (a.count == 0 || b.count == 0 || std::min(a.count, b.count) * 4 < std::max(a.count, b.count))
        return 0;
    const int common = std::popcount(a.bits[0] & b.bits[0]) + std::popcount(a.bits[1] & b.bits[1]);
    const int share = 200 * common / (a.count + b.count);
    return share >= leastAlike ? share : 0;
}

} // namespace

LineSketch sketchOf(std::span<const DiffToken> tokens)
{
    LineSketch sketch;
    const auto add = [&](std::uint32_t number) {
        const std::uint32_t bit = (number * 0x9e3779b1U) >> 25; // 7 bits
        sketch.bits[bit >> 6] |= std::uint64_t(1) << (bit & 63);
    };
    for (const DiffToken& token : tokens) {
        if (token.length > 1)
            add(token.number);
    }
    if ((sketch.bits[0] | sketch.bits[1]) == 0) {
        for (const DiffToken& token : tokens)
            add(token.number);
    }
    sketch.count = std::popcount(sketch.bits[0]) + std::popcount(sketch.bits[1]);
    return sketch;
}

const std::vector<LinePairing::Pair>& LinePairing::pair(
    std::span<const LineSketch> before, std::span<const LineSketch> after)
{
    m_pairs.clear();
    const int rows = int(before.size());
    const int columns = int(after.size());
    if (rows == 0 || columns == 0)
        return m_pairs;
    const bool exact = qint64(rows) * columns <= exactCells;
    const int width = exact ? columns : std::min(columns, bandWidth);
    // First column of the band in a row; it moves on by itself so that both corners are inside.
    const auto first
        = [&](int row) { return exact || rows == 1 ? 0 : int(qint64(columns - width) * row / (rows - 1)); };
    enum Step : char { Up, Left, Together };
    m_steps.assign(size_t(rows) * size_t(width), Up);
    m_scores.assign(size_t(columns + 1) * 2, 0);
    int* above = m_scores.data();
    int* here = m_scores.data() + columns + 1;
    // above[c]: best score of the rows before with the columns before c. Scores only grow with c, so a column that the
    // band of the row above did not reach takes the last score of that row.
    int reached = columns;
    for (int row = 0; row < rows; ++row) {
        const int low = first(row);
        for (int c = reached + 1; c <= low + width; ++c)
            above[c] = above[reached];
        here[low] = above[low];
        for (int c = low; c < low + width; ++c) {
            const int match = alike(before[size_t(row)], after[size_t(c)]);
            const int together = match > 0 ? above[c] + match : -1;
            const int up = above[c + 1];
            const int left = here[c];
            char& step = m_steps[size_t(row) * size_t(width) + size_t(c - low)];
            here[c + 1] = std::max({ together, up, left });
            step = together == here[c + 1] ? Together : up == here[c + 1] ? Up : Left;
        }
        reached = low + width;
        std::swap(above, here);
    }
    int c = columns - 1;
    for (int row = rows - 1; row >= 0 && c >= 0;) {
        const int low = first(row);
        if (c < low) {
            --row;
        } else if (c >= low + width) {
            c = low + width - 1;
        } else {
            switch (m_steps[size_t(row) * size_t(width) + size_t(c - low)]) {
            case Together:
                m_pairs.push_back({ row--, c-- });
                break;
            case Up:
                --row;
                break;
            default:
                --c;
            }
        }
    }
    std::reverse(m_pairs.begin(), m_pairs.end());
    return m_pairs;
}

} // namespace docket::card
