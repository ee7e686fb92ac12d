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

/// An RFC 6962 tree that grows.
struct Tree {
    uint64_t first = 0; ///< leaves before those at hand, whole tiles of 256; `known` has their roots
    std::vector<Hash> leaves;
    std::map<std::pair<int, uint64_t>, Hash> known; ///< (level, index) → root, of complete tiles at every eighth level

    uint64_t size() const { return first + leaves.size(); }
    /// Whether the leaves at hand tell the tree of that size.
    bool covers(uint64_t part) const { return part <= size() && (part >= first || part % 256 == 0); }
    void append(const Hash& leaf)
    {
        leaves.push_back(leaf);
        if (size() % 256 == 0)
            node(8, size() / 256 - 1);
    }
    /// The root over the leaves [index·2^level, (index+1)·2^level).
    Hash node(int level, uint64_t index)
    {
        if (level == 0)
            return leaves.at(index - first);
        const auto found = known.find({ level, index });
        if (found != known.end())
            return found->second;
        const Hash hash = nodeHash(node(level - 1, index * 2), node(level - 1, index * 2 + 1));
        if (level % 8 == 0)
            known[{ level, index }] = hash;
        return hash;
    }
    /// The roots of the complete subtrees in the tree of that size, largest first, and all of them in one.
    std::vector<Hash> range(uint64_t part)
    {
        std::vector<Hash> out;
        for (int level = 63; level >= 0; --level)
            if (part >> level & 1)
                out.push_back(node(level, (part >> level) - 1));
        return out;
    }
    Hash root(uint64_t part)
    {
        const std::vector<Hash> all = range(part);
        Hash hash = all.empty() ? sha256({}) : all.back();
        for (size_t i = all.size(); i > 1; --i)
            hash = nodeHash(all[i - 2], hash);
        return hash;
    }
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
    const auto step = [&](const Hash& node, bool left) { hash = left ? nodeHash(node, hash) : nodeHash(hash, node); };
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
    const auto step = [&](const Hash& node, bool left) {
        oldHash = left ? nodeHash(node, oldHash) : oldHash;
        newHash = left ? nodeHash(node, newHash) : nodeHash(newHash, node);
    };
    return climb((oldSize - 1) >> skipped, (newSize - 1) >> skipped, proof.subspan(isComplete ? 0 : 1), step)
        && oldHash == oldRoot && newHash == newRoot;
}

} // namespace docket::verify
