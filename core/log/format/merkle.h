#pragma once

#include "core/base/result.h"
#include "core/log/crypto/hash.h"

#include <functional>
#include <span>
#include <vector>

namespace docket::log
{

/// A subtree that is complete: the root over leaves [index << level, (index + 1) << level).
struct Subtree {
    int level;
    quint64 index;
    Hash root;
};

/// The right edge of an RFC 6962 tree: roots of its complete subtrees, largest first; at most 64 hashes for any size.
class CompactRange
{
public:
    CompactRange() = default;

    quint64 size() const { return m_size; }
    /// Adds a leaf hash; `completed` hears of every subtree of at least two leaves that this completes, smallest first.
    void append(const Hash& leaf, const std::function<void(const Subtree&)>& completed = {});
    /// Adds a complete subtree of 2^level leaves at once; size() must be a multiple of 2^level.
    void appendSubtree(const Hash& root, int level);
    /// RFC 6962 Merkle tree hash; SHA-256 of nothing when empty.
    Hash root() const;

    /// The hashes one after the other, largest subtree first: the form stored in `head.range`.
    QByteArray toBytes() const;
    /// Integrity (word "head") when the bytes cannot belong to a tree of that size.
    static Result<CompactRange> fromBytes(quint64 size, QByteArrayView bytes);

    bool operator==(const CompactRange&) const = default;

private:
    quint64 m_size = 0;
    std::vector<Hash> m_roots;
};

/// Merkle tree hash of the leaf hashes, by the recursive definition (RFC 6962 2.1). For proofs and as oracle of tests.
Hash treeRoot(std::span<const Hash> leaves);

/// PATH(index, leaves), RFC 6962 2.1.1, nearest sibling first. `index` < size.
std::vector<Hash> inclusionProof(std::span<const Hash> leaves, quint64 index);
/// PROOF(oldSize, leaves), RFC 6962 2.1.2. 0 < oldSize <= size; empty when equal.
std::vector<Hash> consistencyProof(std::span<const Hash> leaves, quint64 oldSize);

/// RFC 9162 2.1.3.2.
bool verifyInclusion(const Hash& leaf, quint64 index, quint64 size, std::span<const Hash> proof, const Hash& root);
/// RFC 9162 2.1.4.2; equal sizes need equal roots and an empty proof, size 0 proves nothing and is refused.
bool verifyConsistency(
    quint64 oldSize, const Hash& oldRoot, quint64 newSize, const Hash& newRoot, std::span<const Hash> proof);

} // namespace docket::log
