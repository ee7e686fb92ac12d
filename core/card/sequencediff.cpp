#include "core/card/sequencediff.h"

#include <algorithm>
#include <cstddef>

namespace docket::card
{

namespace
{

constexpr int lineCap = 128; ///< steps of a split; the parts between anchors seldom need more

struct Anchor {
    int a, b;
};

/// The longest chain of pairs that goes forward on both sides, from pairs in the order of `a`.
std::vector<Anchor> longestChain(const std::vector<Anchor>& pairs)
{
    std::vector<int> ends; // index of the pair that ends the best chain of each length
    std::vector<int> previous(pairs.size(), -1);
    for (size_t i = 0; i < pairs.size(); ++i) {
        auto at = ends.end();
        if (!ends.empty() && pairs[size_t(ends.back())].b > pairs[i].b)
            at = std::lower_bound(
                ends.begin(), ends.end(), pairs[i].b, [&](int pair, int b) { return pairs[size_t(pair)].b < b; });
        if (at != ends.begin())
            previous[i] = *(at - 1);
        if (at == ends.end())
            ends.push_back(int(i));
        else
            *at = int(i);
    }
    std::vector<Anchor> chain(ends.size());
    int pair = ends.empty() ? -1 : ends.back();
    for (size_t i = chain.size(); i-- > 0; pair = previous[size_t(pair)])
        chain[i] = pairs[size_t(pair)];
    return chain;
}

} // namespace

/// Diagonals a search has reached after some steps; stays inside the box.
struct SequenceMatcher::Fan {
    int low, high;
    void widen(int least, int most)
    {
        low += low > least ? -1 : 1;
        high += high < most ? 1 : -1;
    }
};

void SequenceMatcher::match(Values a, Values b, std::span<char> removed, std::span<char> added)
{
    m_a = a;
    m_b = b;
    m_shift = int(b.size()) + 1;
    if (const size_t room = a.size() + b.size() + 3; m_forward.size() < room) {
        m_forward.resize(room);
        m_backward.resize(room);
    }
    m_waiting.assign(1, { 0, int(a.size()), 0, int(b.size()) });
    while (!m_waiting.empty()) {
        Box box = m_waiting.back();
        m_waiting.pop_back();
        while (box.a < box.aEnd && box.b < box.bEnd && same(box.a, box.b)) {
            ++box.a;
            ++box.b;
        }
        while (box.a < box.aEnd && box.b < box.bEnd && same(box.aEnd - 1, box.bEnd - 1)) {
            --box.aEnd;
            --box.bEnd;
        }
        if (box.a == box.aEnd) {
            std::fill(added.begin() + box.b, added.begin() + box.bEnd, char(1));
        } else if (box.b == box.bEnd) {
            std::fill(removed.begin() + box.a, removed.begin() + box.aEnd, char(1));
        } else {
            const Point middle = split(box);
            m_waiting.push_back({ middle.a, box.aEnd, middle.b, box.bEnd });
            m_waiting.push_back({ box.a, middle.a, box.b, middle.b });
        }
    }
}

/// A point on a shortest path through the box (or on a long one, past the cap): searched from both corners at once.
SequenceMatcher::Point SequenceMatcher::split(const Box& box)
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

SequenceMatcher::Point SequenceMatcher::furthest(const Box& box, const Fan& there, const Fan& back)
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

SequenceDiff diffSequences(
    const std::vector<std::uint32_t>& before, const std::vector<std::uint32_t>& after, std::uint32_t values)
{
    SequenceDiff out;
    out.removed.assign(before.size(), 0);
    out.added.assign(after.size(), 0);

    struct Seen {
        int before = 0;
        int after = 0;
        int place = 0; ///< the last in `b`
    };
    std::vector<Seen> seen(values);
    for (const std::uint32_t value : before)
        ++seen[value].before;
    for (const std::uint32_t value : after)
        ++seen[value].after;

    // What the other side lacks can be in no common part.
    std::vector<std::uint32_t> a, b;
    std::vector<int> aPlace, bPlace;
    a.reserve(before.size());
    b.reserve(after.size());
    aPlace.reserve(before.size());
    bPlace.reserve(after.size());
    for (size_t i = 0; i < after.size(); ++i) {
        Seen& here = seen[after[i]];
        if (here.before == 0) {
            out.added[i] = 1;
            continue;
        }
        here.place = int(b.size());
        b.push_back(after[i]);
        bPlace.push_back(int(i));
    }
    std::vector<Anchor> once;
    for (size_t i = 0; i < before.size(); ++i) {
        const Seen& here = seen[before[i]];
        if (here.after == 0) {
            out.removed[i] = 1;
            continue;
        }
        if (here.before == 1 && here.after == 1)
            once.push_back({ int(a.size()), here.place });
        a.push_back(before[i]);
        aPlace.push_back(int(i));
    }

    std::vector<char> removed(a.size(), 0);
    std::vector<char> added(b.size(), 0);
    SequenceMatcher matcher(lineCap);
    Anchor from{ 0, 0 };
    const auto between = [&](const Anchor& to) {
        if (to.a > from.a && to.b > from.b) {
            matcher.match(std::span(a).subspan(size_t(from.a), size_t(to.a - from.a)),
                std::span(b).subspan(size_t(from.b), size_t(to.b - from.b)),
                std::span(removed).subspan(size_t(from.a), size_t(to.a - from.a)),
                std::span(added).subspan(size_t(from.b), size_t(to.b - from.b)));
        } else {
            std::fill(removed.begin() + from.a, removed.begin() + to.a, char(1));
            std::fill(added.begin() + from.b, added.begin() + to.b, char(1));
        }
        from = { to.a + 1, to.b + 1 };
    };
    for (const Anchor& anchor : longestChain(once))
        between(anchor);
    between({ int(a.size()), int(b.size()) });

    for (size_t i = 0; i < a.size(); ++i)
        out.removed[size_t(aPlace[i])] = removed[i];
    for (size_t i = 0; i < b.size(); ++i)
        out.added[size_t(bPlace[i])] = added[i];
    return out;
}

} // namespace docket::card
