#pragma once

#include "core/card/diffwords.h"

#include <array>
#include <span>
#include <vector>

namespace docket::card
{

/// Which words a line holds, roughly: one bit for each.
struct LineSketch {
    std::array<std::uint64_t, 2> bits{};
    int count = 0; ///< of the bits
};
LineSketch sketchOf(std::span<const DiffToken> tokens);

/// Finds the lines that were edited rather than replaced: pairs in order whose words are alike, as alike as possible in
/// all. Exact up to 4,096 combinations, within a band along the diagonal above.
class LinePairing
{
public:
    struct Pair {
        int before = 0; ///< index into the spans given
        int after = 0;
    };
    const std::vector<Pair>& pair(std::span<const LineSketch> before, std::span<const LineSketch> after);

private:
    std::vector<int> m_scores; ///< of two rows
    std::vector<char> m_steps;
    std::vector<Pair> m_pairs;
};

} // namespace docket::card
