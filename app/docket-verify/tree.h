#pragma once

#include "app/docket-verify/base.h"

#include <bit>
#include <span>

namespace docket::verify
{

/// RFC 6962: SHA-256(0x00 ‖ data), SHA-256(0x01 ‖ left ‖ right).
inline Hash leafHash(View data)
{
    return sha256({ View("\0", 1), data });
}

inline Hash nodeHash(const Hash& left, const Hash& right)
{
    return sha256({ "\1", viewOf(left), viewOf(right) });
}

/// The right edge of an RFC 6962 tree: roots of its complete subtrees, largest first.
struct Edge {
    uint64_t size = 0;
    std::vector<Hash> roots;

    /// Adds a leaf hash, or the root of a complete subtree of 2^level leaves where the tree has such a place.
    /// `completed(level, index, root)` hears of the subtrees that this completes.
    template <typename Completed> void append(const Hash& hash, int level, Completed&& completed)
    {
        Hash top = hash;
        uint64_t rest = size >> level;
        for (int at = level + 1; rest & 1; rest >>= 1, ++at) {
            top = nodeHash(roots.back(), top);
            roots.pop_back();
            completed(at, size >> at, top);
        }
        roots.push_back(top);
        size += uint64_t(1) << level;
    }
    void append(const Hash& hash, int level = 0)
    {
        append(hash, level, [](int, uint64_t, const Hash&) {});
    }
    Hash root() const
    {
        Hash hash = roots.empty() ? sha256({}) : roots.back();
        for (size_t i = roots.size(); i > 1; --i)
            hash = nodeHash(roots[i - 2], hash);
        return hash;
    }
    /// The hashes one after the other: `head.range` of log.db.
    View bytes() const { return { reinterpret_cast<const char*>(roots.data()), roots.size() * sizeof(Hash) }; }
};

/// Goes up from the node of that index on a level whose last node is `last`, with `step(sibling, isLeft)` for each node
/// of the proof. False when that does not end at the root.
template <typename Step> bool climb(uint64_t index, uint64_t last, std::span<const Hash> proof, Step&& step)
{
    for (const Hash& sibling : proof) {
        if (last == 0)
            return false;
        const bool isLeft = (index & 1) != 0 || index == last;
        step(sibling, isLeft);
        // A node without a right sibling is carried up unhashed.
        const int levels = isLeft && (index & 1) == 0 && index != 0 ? std::countr_zero(index) + 1 : 1;
        index >>= levels;
        last >>= levels;
    }
    return last == 0;
}

/// RFC 9162 2.1.3.2.
inline bool verifyInclusion(
    const Hash& leaf, uint64_t index, uint64_t size, std::span<const Hash> proof, const Hash& root)
{
    Hash hash = leaf;
    const auto step
        = [&](const Hash& node, bool isLeft) { hash = isLeft ? nodeHash(node, hash) : nodeHash(hash, node); };
    return index < size && climb(index, size - 1, proof, step) && hash == root;
}

/// RFC 9162 2.1.4.2.
inline bool verifyConsistency(
    uint64_t oldSize, const Hash& oldRoot, uint64_t newSize, const Hash& newRoot, std::span<const Hash> proof)
{
    if (oldSize == 0 || oldSize >= newSize)
        return oldSize > 0 && oldSize == newSize && proof.empty() && oldRoot == newRoot;
    // The walk begins at the largest complete subtree on the old tree's edge; it is the whole old tree when that is
    // complete, and then the proof does not repeat it.
    const int skipped = std::countr_one(oldSize - 1);
    const bool isComplete = std::has_single_bit(oldSize);
    if (!isComplete && proof.empty())
        return false;
    Hash oldHash = isComplete ? oldRoot : proof.front(), newHash = oldHash;
    const auto step = [&](const Hash& node, bool isLeft) {
        oldHash = isLeft ? nodeHash(node, oldHash) : oldHash;
        newHash = isLeft ? nodeHash(node, newHash) : nodeHash(newHash, node);
    };
    return climb((oldSize - 1) >> skipped, (newSize - 1) >> skipped, proof.subspan(isComplete ? 0 : 1), step)
        && oldHash == oldRoot && newHash == newRoot;
}

} // namespace docket::verify
