#include "tests/log/tst_tree.h"

#include "core/base/digest.h"
#include "core/log/format/fault.h"
#include "core/log/format/merkle.h"

#include <QTest>

using namespace docket;
using namespace docket::log;

namespace
{

std::vector<Hash> leavesOf(int count)
{
    std::vector<Hash> out;
    for (int i = 0; i < count; ++i)
        out.push_back(leafHash(QByteArray::number(i)));
    return out;
}

/// The eight leaves of the certificate-transparency test suite, and the roots it publishes for each prefix.
const QByteArray publishedLeaves[]
    = { "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f" };
const QByteArray publishedRootsHex[] = { "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328" };

} // namespace

void TestTree::publishedRoots()
{
    CompactRange range;
    QCOMPARE(range.root().toByteArray().toHex(),
        QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    for (int i = 0; i < 8; ++i) {
        range.append(leafHash(QByteArray::fromHex(publishedLeaves[i])));
        QCOMPARE(range.root().toByteArray().toHex(), publishedRootsHex[i]);
    }
}

void TestTree::compactRange_equalsDefinition()
{
    const std::vector<Hash> leaves = leavesOf(300);
    CompactRange range;
    for (size_t i = 0; i < leaves.size(); ++i) {
        range.append(leaves[i]);
        QVERIFY(range.root() == treeRoot(std::span(leaves).first(i + 1)));
        const auto again = CompactRange::fromBytes(range.size(), range.toBytes());
        QVERIFY(again.has_value());
        QVERIFY(*again == range);
    }
}

void TestTree::compactRange_reportsFullTiles()
{
    const std::vector<Hash> leaves = leavesOf(600);
    CompactRange range;
    QList<quint64> tiles;
    for (const Hash& leaf : leaves)
        range.append(leaf, [&](const Subtree& subtree) {
            if (subtree.level == 8) {
                QVERIFY(subtree.root == treeRoot(std::span(leaves).subspan(subtree.index * 256, 256)));
                tiles.append(subtree.index);
            }
        });
    QCOMPARE(tiles, (QList<quint64>{ 0, 1 }));
}

void TestTree::compactRange_refusesWrongLength()
{
    const auto range = CompactRange::fromBytes(3, QByteArray(32, 'x'));
    QVERIFY(!range.has_value());
    QCOMPARE(faultWord(range.error()), QStringLiteral("head"));
}

void TestTree::inclusion_allSizes()
{
    const std::vector<Hash> leaves = leavesOf(70);
    for (size_t size = 1; size <= leaves.size(); ++size) {
        const auto tree = std::span(leaves).first(size);
        const Hash root = treeRoot(tree);
        for (size_t index = 0; index < size; ++index) {
            const auto proof = inclusionProof(tree, index);
            QVERIFY(verifyInclusion(leaves[index], index, size, proof, root));
            QVERIFY(!verifyInclusion(leaves[index], (index + 1) % (size + 1), size, proof, root));
        }
    }
}

void TestTree::consistency_allSizes()
{
    const std::vector<Hash> leaves = leavesOf(70);
    for (size_t size = 1; size <= leaves.size(); ++size) {
        const auto tree = std::span(leaves).first(size);
        const Hash root = treeRoot(tree);
        for (size_t old = 1; old <= size; ++old) {
            const Hash oldRoot = treeRoot(tree.first(old));
            const auto proof = consistencyProof(tree, old);
            QVERIFY(verifyConsistency(old, oldRoot, size, root, proof));
            QVERIFY(!verifyConsistency(old, leaves[0], size, root, proof) || old == 1);
        }
        QVERIFY(!verifyConsistency(0, sha256Of({}), size, root, {}));
        QVERIFY(!verifyConsistency(size + 1, root, size, root, {}));
    }
}

void TestTree::proofs_mutatedAreRefused()
{
    const std::vector<Hash> leaves = leavesOf(45);
    const Hash root = treeRoot(leaves);
    const auto inclusion = inclusionProof(leaves, 17);
    const auto consistency = consistencyProof(leaves, 29);
    const Hash oldRoot = treeRoot(std::span(leaves).first(29));
    const auto mutations = [](const std::vector<Hash>& proof) {
        std::vector<std::vector<Hash>> out;
        for (size_t i = 0; i < proof.size(); ++i) {
            auto flipped = proof;
            flipped[i].bytes[i % 32] ^= 1;
            out.push_back(flipped);
            auto missing = proof;
            missing.erase(missing.begin() + static_cast<std::ptrdiff_t>(i));
            out.push_back(missing);
            auto doubled = proof;
            doubled.insert(doubled.begin() + static_cast<std::ptrdiff_t>(i), proof[i]);
            out.push_back(doubled);
        }
        return out;
    };
    for (const auto& proof : mutations(inclusion))
        QVERIFY(!verifyInclusion(leaves[17], 17, 45, proof, root));
    for (const auto& proof : mutations(consistency))
        QVERIFY(!verifyConsistency(29, oldRoot, 45, root, proof));
    // Two histories with a common start must not pass as one.
    auto other = leaves;
    other[20].bytes[0] ^= 1;
    QVERIFY(!verifyConsistency(29, oldRoot, 45, treeRoot(other), consistencyProof(other, 29)));
}

void TestTree::commitment_knownAnswer()
{
    const QByteArray salt(32, 's');
    QCOMPARE(payloadCommitment(salt, "{}").toByteArray(), sha256(QByteArray("docket-payload/v1\n" + salt + "{}")));
}
