#include "core/card/sequencediff.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace docket::card
{

namespace
{

constexpr int smallestCap = 256;

/// Part of both sequences that is still to be matched: [a, aEnd) against [b, bEnd).
struct Box {
    int a, aEnd, b, bEnd;
};
struct Point {
    int a, b;
};

class Matcher
{
public:
    Matcher(const std::vector<int>& a, const std::vector<int>& b, std::vector<char>& removed, std::vector<char>& added)
        : m_a(a),
          m_b(b),
          m_removed(removed),
          m_added(added),
          m_shift(int(b.size()) + 1),
          m_cap(std::max(smallestCap, int(std::sqrt(double(a.size() + b.size()))))),
          m_forward(a.size() + b.size() + 3),
          m_backward(a.size() + b.size() + 3)
    {
    }

    void run()
    {
        std::vector<Box> waiting{ { 0, int(m_a.size()), 0, int(m_b.size()) } };
        while (!waiting.empty()) {
            Box box = waiting.back();
            waiting.pop_back();
            while (box.a < box.aEnd && box.b < box.bEnd && same(box.a, box.b)) {
                ++box.a;
                ++box.b;
            }
            while (box.a < box.aEnd && box.b < box.bEnd && same(box.aEnd - 1, box.bEnd - 1)) {
                --box.aEnd;
                --box.bEnd;
            }
            if (box.a == box.aEnd) {
                std::fill(m_added.begin() + box.b, m_added.begin() + box.bEnd, char(1));
            } else if (box.b == box.bEnd) {
                std::fill(m_removed.begin() + box.a, m_removed.begin() + box.aEnd, char(1));
            } else {
                const Point middle = split(box);
                waiting.push_back({ middle.a, box.aEnd, middle.b, box.bEnd });
                waiting.push_back({ box.a, middle.a, box.b, middle.b });
            }
        }
    }

private:
    bool same(int a, int b) const { return m_a[size_t(a)] == m_b[size_t(b)]; }
    /// Furthest position in `a` reached on diagonal a - b.
    int& forward(int diagonal) { return m_forward[size_t(diagonal + m_shift)]; }
    int& backward(int diagonal) { return m_backward[size_t(diagonal + m_shift)]; }

    /// Diagonals a search has reached after some steps; stays inside the box.
    struct Fan {
        int low, high;
        void widen(int least, int most)
        {
            low += low > least ? -1 : 1;
            high += high < most ? 1 : -1;
        }
    };

    /// A point on a shortest path through the box (or on a long one, past the cap): searched from both corners at once.
    Point split(const Box& box)
    {
        const int least = box.a - box.bEnd;
        const int most = box.aEnd - box.b;
        const int start = box.a - box.b;
        const int finish = box.aEnd - box.bEnd;
        const bool odd = ((start - finish) & 1) != 0;
        Fan there{ start, start };
        Fan back{ finish, finish };
        forward(start) = box.a;
        backward(finish) = box.aEnd;
        for (int cost = 1;; ++cost) {
            const Fan thereBefore = there;
            there.widen(least, most);
            if (there.low < thereBefore.low)
                forward(there.low - 1) = forward(there.low) = -1;
            if (there.high > thereBefore.high)
                forward(there.high + 1) = forward(there.high) = -1;
            for (int diagonal = there.high; diagonal >= there.low; diagonal -= 2) {
                int a = std::max(forward(diagonal - 1) + 1, forward(diagonal + 1));
                while (a < box.aEnd && a - diagonal < box.bEnd && same(a, a - diagonal))
                    ++a;
                forward(diagonal) = a;
                if (odd && diagonal >= back.low && diagonal <= back.high && backward(diagonal) <= a)
                    return { a, a - diagonal };
            }
            const Fan backBefore = back;
            back.widen(least, most);
            constexpr int never = 1 << 30;
            if (back.low < backBefore.low)
                backward(back.low - 1) = backward(back.low) = never;
            if (back.high > backBefore.high)
                backward(back.high + 1) = backward(back.high) = never;
            for (int diagonal = back.high; diagonal >= back.low; diagonal -= 2) {
                int a = std::min(backward(diagonal - 1), backward(diagonal + 1) - 1);
                while (a > box.a && a - diagonal > box.b && same(a - 1, a - diagonal - 1))
                    --a;
                backward(diagonal) = a;
                if (!odd && diagonal >= there.low && diagonal <= there.high && a <= forward(diagonal))
                    return { a, a - diagonal };
            }
            if (cost >= m_cap)
                return furthest(box, there, back);
        }
    }

    Point furthest(const Box& box, const Fan& there, const Fan& back)
    {
        Point ahead{ box.a, box.b };
        for (int diagonal = there.high; diagonal >= there.low; diagonal -= 2) {
            int a = std::min(forward(diagonal), box.aEnd);
            int b = a - diagonal;
            if (b > box.bEnd) {
                b = box.bEnd;
                a = b + diagonal;
            }
            if (a >= box.a && b >= box.b && a + b > ahead.a + ahead.b)
                ahead = { a, b };
        }
        Point behind{ box.aEnd, box.bEnd };
        for (int diagonal = back.high; diagonal >= back.low; diagonal -= 2) {
            int a = std::max(backward(diagonal), box.a);
            int b = a - diagonal;
            if (b < box.b) {
                b = box.b;
                a = b + diagonal;
            }
            if (a <= box.aEnd && b <= box.bEnd && a + b < behind.a + behind.b)
                behind = { a, b };
        }
        const int fromStart = ahead.a + ahead.b - box.a - box.b;
        const int fromEnd = box.aEnd + box.bEnd - behind.a - behind.b;
        return fromStart >= fromEnd ? ahead : behind;
    }

    const std::vector<int>& m_a;
    const std::vector<int>& m_b;
    std::vector<char>& m_removed;
    std::vector<char>& m_added;
    int m_shift;
    int m_cap;
    std::vector<int> m_forward;
    std::vector<int> m_backward;
};

} // namespace

SequenceDiff diffSequences(const std::vector<int>& before, const std::vector<int>& after)
{
    SequenceDiff out;
    out.removed.assign(before.size(), 0);
    out.added.assign(after.size(), 0);

    int largest = -1;
    for (const int value : before)
        largest = std::max(largest, value);
    for (const int value : after)
        largest = std::max(largest, value);
    std::vector<char> inBefore(size_t(largest + 1), 0);
    std::vector<char> inAfter(size_t(largest + 1), 0);
    for (const int value : before)
        inBefore[size_t(value)] = 1;
    for (const int value : after)
        inAfter[size_t(value)] = 1;

    // What the other side lacks can be in no common part.
    std::vector<int> a, b, aPlace, bPlace;
    for (size_t i = 0; i < before.size(); ++i) {
        if (inAfter[size_t(before[i])]) {
            a.push_back(before[i]);
            aPlace.push_back(int(i));
        } else {
            out.removed[i] = 1;
        }
    }
    for (size_t i = 0; i < after.size(); ++i) {
        if (inBefore[size_t(after[i])]) {
            b.push_back(after[i]);
            bPlace.push_back(int(i));
        } else {
            out.added[i] = 1;
        }
    }
    std::vector<char> removed(a.size(), 0);
    std::vector<char> added(b.size(), 0);
    Matcher(a, b, removed, added).run();
    for (size_t i = 0; i < a.size(); ++i)
        out.removed[size_t(aPlace[i])] = removed[i];
    for (size_t i = 0; i < b.size(); ++i)
        out.added[size_t(bPlace[i])] = added[i];
    return out;
}

} // namespace docket::card
