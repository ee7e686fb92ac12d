#pragma once

#include "app/docket-verify/crypto.h"

#include <functional>
#include <span>
#include <vector>

namespace docket::verify
{

/// The right edge of an RFC 6962 tree: roots of its complete subtrees, largest first.
class Edge
{
public:
    uint64_t size() const { return m_size; }
    /// Adds a leaf hash, or the root of a complete subtree of 2^level leaves where the tree has such a place.
    /// `completed(level, index, root)` hears of the subtrees that this completes.
    template <typename Completed> void append(const Hash& hash, int level, Completed&& completed)
    {
        Hash top = hash;
        uint64_t rest = m_size >> level;
        for (int at = level + 1; rest & 1; rest >>= 1, ++at) {
            top = nodeHash(m_roots.back(), top);
            m_roots.pop_back();
            completed(at, m_size >> at, top);
        }
        m_roots.push_back(top);
        m_size += uint64_t(1) << level;
    }
    void append(const Hash& hash, int level = 0)
    {
        append(hash, level, [](int, uint64_t, const Hash&) {});
    }
    Hash root() const;
    /// The hashes one after the other: `head.range` of log.db.
    std::string bytes() const;

private:
    uint64_t m_size = 0;
    std::vector<Hash> m_roots;
};

/// RFC 9162 2.1.3.2 and 2.1.4.2.
bool verifyInclusion(const Hash& leaf, uint64_t index, uint64_t size, std::span<const Hash> proof, const Hash& root);
bool verifyConsistency(
    uint64_t oldSize, const Hash& oldRoot, uint64_t newSize, const Hash& newRoot, std::span<const Hash> proof);

} // namespace docket::verify
