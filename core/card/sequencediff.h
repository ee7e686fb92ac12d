#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace docket::card
{

/// Which elements of two sequences are not in the common part.
struct SequenceDiff {
    std::vector<char> removed; ///< one flag per element of the first sequence
    std::vector<char> added; ///< one flag per element of the second
};

/// Shortest edit (E. Myers, "An O(ND) Difference Algorithm", 1986) in linear space, over interned values. Keeps its
/// memory from one use to the next, so that thousands of short sequences cost no allocation each. Once a split has cost
/// more than `cap` steps the furthest path is taken instead of the best one: two unrelated sequences cost
/// O((n + m) * cap) and not O(n * m).
class SequenceMatcher
{
public:
    using Values = std::span<const std::uint32_t>;

    explicit SequenceMatcher(int cap) : m_cap(cap) { }
    /// Sets the flag of every element outside the common part; the spans of flags are as long as the values and are 0
    /// before.
    void match(Values a, Values b, std::span<char> removed, std::span<char> added);

private:
    /// Part of both sequences that is still to be matched: [a, aEnd) against [b, bEnd).
    struct Box {
        int a, aEnd, b, bEnd;
    };
    struct Point {
        int a, b;
    };
    struct Fan;

    bool same(int a, int b) const { return m_a[static_cast<size_t>(a)] == m_b[static_cast<size_t>(b)]; }
    /// Furthest position in `a` reached on diagonal a - b.
    int& forward(int diagonal) { return m_forward[static_cast<size_t>(diagonal + m_shift)]; }
    int& backward(int diagonal) { return m_backward[static_cast<size_t>(diagonal + m_shift)]; }
    Point split(const Box& box);
    Point furthest(const Box& box, const Fan& there, const Fan& back);

    const int m_cap;
    Values m_a;
    Values m_b;
    int m_shift = 0;
    std::vector<int> m_forward;
    std::vector<int> m_backward;
    std::vector<Box> m_waiting;
};

/// The differences of two sequences whose values are below `values`. Elements that the other side lacks are set aside,
/// then elements that stand once on each side and in the same order hold the two together (patience: a moved passage
/// is one removal and one addition, not a weave), and what lies between them is matched by SequenceMatcher. Pure.
SequenceDiff diffSequences(
    const std::vector<std::uint32_t>& before, const std::vector<std::uint32_t>& after, std::uint32_t values);

} // namespace docket::card
