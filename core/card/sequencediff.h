#pragma once

#include <vector>

namespace docket::card
{

/// Which elements of two sequences are not in the common part.
struct SequenceDiff {
    std::vector<char> removed; ///< one flag per element of the first sequence
    std::vector<char> added; ///< one flag per element of the second
};

/// Shortest edit (E. Myers, "An O(ND) Difference Algorithm", 1986) in linear space, over interned values. Elements that
/// the other side lacks are set aside first. Once a split has cost more than max(256, sqrt(n + m)) steps the furthest
/// path is taken instead of the best one, so that two unrelated texts cost O((n + m) * cap) and not O(n * m).
SequenceDiff diffSequences(const std::vector<int>& before, const std::vector<int>& after);

} // namespace docket::card
