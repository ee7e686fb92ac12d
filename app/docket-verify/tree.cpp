#include "app/docket-verify/tree.h"

#include <bit>

namespace docket::verify
{

Hash Edge::root() const
{
    if (m_roots.empty())
        return sha256({});
    Hash hash = m_roots.back();
    for (size_t i = m_roots.size() - 1; i > 0; --i)
        hash = nodeHash(m_roots[i - 1], hash);
    return hash;
}

std::string Edge::bytes() const
{
    std::string out;
    for (const Hash& hash : m_roots)
        out += viewOf(hash);
    return out;
}

// Both walks go up from a node: `at` is its index on its level, `last` the index of the level's last node. A node
// without a right sibling is carried up unhashed, which is what the inner loop skips.

bool verifyInclusion(const Hash& leaf, uint64_t index, uint64_t size, std::span<const Hash> proof, const Hash& root)
{
    if (index >= size)
        return false;
    uint64_t at = index;
    uint64_t last = size - 1;
    Hash hash = leaf;
    for (const Hash& sibling : proof) {
        if (last == 0)
            return false;
        const bool right = (at & 1) != 0 || at == last;
        hash = right ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
        const int levels = right && (at & 1) == 0 && at != 0 ? std::countr_zero(at) + 1 : 1;
        at >>= levels;
        last >>= levels;
    }
    return last == 0 && hash == root;
}

bool verifyConsistency(
    uint64_t oldSize, const Hash& oldRoot, uint64_t newSize, const Hash& newRoot, std::span<const Hash> proof)
{
    if (oldSize == 0 || oldSize > newSize)
        return false;
    if (oldSize == newSize)
        return proof.empty() && oldRoot == newRoot;
    // The walk begins at the largest complete subtree on the old tree's edge; it is the whole old tree when that is
    // complete, and then the proof does not repeat it.
    const int skipped = std::countr_one(oldSize - 1);
    uint64_t at = (oldSize - 1) >> skipped;
    uint64_t last = (newSize - 1) >> skipped;
    const bool complete = std::has_single_bit(oldSize);
    if (!complete && proof.empty())
        return false;
    Hash oldHash = complete ? oldRoot : proof.front();
    Hash newHash = oldHash;
    for (const Hash& node : proof.subspan(complete ? 0 : 1)) {
        if (last == 0)
            return false;
        int levels = 1;
        if ((at & 1) != 0 || at == last) {
            oldHash = nodeHash(node, oldHash);
            newHash = nodeHash(node, newHash);
            if ((at & 1) == 0 && at != 0)
                levels = std::countr_zero(at) + 1;
        } else {
            newHash = nodeHash(newHash, node);
        }
        at >>= levels;
        last >>= levels;
    }
    return last == 0 && oldHash == oldRoot && newHash == newRoot;
}

} // namespace docket::verify
