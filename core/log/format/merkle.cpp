#include "core/log/format/merkle.h"

#include "core/log/format/fault.h"

#include <bit>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

/// Largest power of two smaller than `size` (size > 1): where RFC 6962 splits a tree.
size_t splitOf(size_t size)
{
    return std::bit_floor(size - 1);
}

void appendSubproof(std::span<const Hash> leaves, size_t oldSize, bool complete, std::vector<Hash>& out)
{
    if (oldSize == leaves.size()) {
        if (!complete)
            out.push_back(treeRoot(leaves));
        return;
    }
    const size_t split = splitOf(leaves.size());
    if (oldSize <= split) {
        appendSubproof(leaves.first(split), oldSize, complete, out);
        out.push_back(treeRoot(leaves.subspan(split)));
    } else {
        appendSubproof(leaves.subspan(split), oldSize - split, false, out);
        out.push_back(treeRoot(leaves.first(split)));
    }
}

void appendPath(std::span<const Hash> leaves, size_t index, std::vector<Hash>& out)
{
    if (leaves.size() <= 1)
        return;
    const size_t split = splitOf(leaves.size());
    if (index < split) {
        appendPath(leaves.first(split), index, out);
        out.push_back(treeRoot(leaves.subspan(split)));
    } else {
        appendPath(leaves.subspan(split), index - split, out);
        out.push_back(treeRoot(leaves.first(split)));
    }
}

} // namespace

void CompactRange::append(const Hash& leaf, const std::function<void(const Subtree&)>& completed)
{
    Hash hash = leaf;
    int level = 0;
    for (quint64 rest = m_size; rest & 1; rest >>= 1) {
        hash = nodeHash(m_roots.back(), hash);
        m_roots.pop_back();
        ++level;
        if (completed)
            completed({ level, m_size >> level, hash });
    }
    m_roots.push_back(hash);
    ++m_size;
}

void CompactRange::appendSubtree(const Hash& root, int level)
{
    Q_ASSERT(m_size % (quint64(1) << level) == 0);
    Hash hash = root;
    for (quint64 rest = m_size >> level; rest & 1; rest >>= 1) {
        hash = nodeHash(m_roots.back(), hash);
        m_roots.pop_back();
    }
    m_roots.push_back(hash);
    m_size += quint64(1) << level;
}

Hash CompactRange::root() const
{
    if (m_roots.empty())
        return sha256Of({});
    Hash hash = m_roots.back();
    for (size_t i = m_roots.size() - 1; i > 0; --i)
        hash = nodeHash(m_roots[i - 1], hash);
    return hash;
}

QByteArray CompactRange::toBytes() const
{
    QByteArray out;
    out.reserve(static_cast<qsizetype>(m_roots.size()) * 32);
    for (const Hash& hash : m_roots)
        out.append(hash.view());
    return out;
}

Result<CompactRange> CompactRange::fromBytes(quint64 size, QByteArrayView bytes)
{
    const qsizetype count = std::popcount(size);
    if (bytes.size() != count * 32) {
        return fault(u"head",
            u"a tree of %1 entries has %2 subtree roots, the stored range has %3 bytes"_s.arg(size).arg(count).arg(
                bytes.size()));
    }
    CompactRange range;
    range.m_size = size;
    for (qsizetype i = 0; i < count; ++i)
        range.m_roots.push_back(Hash::from(bytes.sliced(i * 32, 32)));
    return range;
}

Hash treeRoot(std::span<const Hash> leaves)
{
    if (leaves.empty())
        return sha256Of({});
    if (leaves.size() == 1)
        return leaves.front();
    const size_t split = splitOf(leaves.size());
    return nodeHash(treeRoot(leaves.first(split)), treeRoot(leaves.subspan(split)));
}

std::vector<Hash> inclusionProof(std::span<const Hash> leaves, quint64 index)
{
    Q_ASSERT(index < leaves.size());
    std::vector<Hash> out;
    appendPath(leaves, index, out);
    return out;
}

std::vector<Hash> consistencyProof(std::span<const Hash> leaves, quint64 oldSize)
{
    Q_ASSERT(oldSize > 0 && oldSize <= leaves.size());
    std::vector<Hash> out;
    appendSubproof(leaves, oldSize, true, out);
    return out;
}

bool verifyInclusion(const Hash& leaf, quint64 index, quint64 size, std::span<const Hash> proof, const Hash& root)
{
    if (index >= size)
        return false;
    quint64 at = index;
    quint64 last = size - 1;
    Hash hash = leaf;
    for (const Hash& sibling : proof) {
        if (last == 0)
            return false;
        if ((at & 1) || at == last) {
            hash = nodeHash(sibling, hash);
            while (!(at & 1) && at != 0) {
                at >>= 1;
                last >>= 1;
            }
        } else {
            hash = nodeHash(hash, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    return last == 0 && hash == root;
}

bool verifyConsistency(
    quint64 oldSize, const Hash& oldRoot, quint64 newSize, const Hash& newRoot, std::span<const Hash> proof)
{
    if (oldSize == 0 || oldSize > newSize)
        return false;
    if (oldSize == newSize)
        return proof.empty() && oldRoot == newRoot;
    if (proof.empty())
        return false;
    // A complete old tree is its own first proof node, which the prover leaves out.
    const bool complete = std::has_single_bit(oldSize);
    quint64 at = oldSize - 1;
    quint64 last = newSize - 1;
    while (at & 1) {
        at >>= 1;
        last >>= 1;
    }
    Hash oldHash = complete ? oldRoot : proof.front();
    Hash newHash = oldHash;
    for (const Hash& node : proof.subspan(complete ? 0 : 1)) {
        if (last == 0)
            return false;
        if ((at & 1) || at == last) {
            oldHash = nodeHash(node, oldHash);
            newHash = nodeHash(node, newHash);
            while (!(at & 1) && at != 0) {
                at >>= 1;
                last >>= 1;
            }
        } else {
            newHash = nodeHash(newHash, node);
        }
        at >>= 1;
        last >>= 1;
    }
    return last == 0 && oldHash == oldRoot && newHash == newRoot;
}

} // namespace docket::log
