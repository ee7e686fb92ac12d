#include "core/log/format/merkle.h"
#include "core/log/format/proof.h"
#include "tests/faults/judge.h"
#include "tests/faults/tst_forms.h"

#include <QTest>

using namespace docket;
using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

std::vector<Hash> leavesOf(int count, const QByteArray& history = {}, int differentFrom = 0, int differentTo = 1 << 30)
{
    std::vector<Hash> leaves;
    for (int i = 0; i < count; ++i) {
        const bool other = i >= differentFrom && i < differentTo;
        leaves.push_back(leafHash(QByteArray((other ? history : QByteArray()) + QByteArray::number(i))));
    }
    return leaves;
}

Hash changed(Hash hash, int bit)
{
    hash.bytes[static_cast<size_t>(bit / 8) % 32] ^= static_cast<unsigned char>(1 << (bit % 8));
    return hash;
}

/// On which side the siblings lie on the way from a leaf to the root: all that an inclusion proof's check knows of
/// index and size. Two places of the same shape are told apart by the size in the signed checkpoint alone.
QByteArray shapeOf(quint64 index, quint64 size)
{
    QByteArray sides;
    for (quint64 last = size - 1; last > 0; index >>= 1, last >>= 1) {
        if (index & 1)
            sides += 'l';
        else if (index < last)
            sides += 'r';
    }
    return sides;
}

} // namespace

void TestForms::proof_inclusionIsSound()
{
    const int most = inForm(24, 70);
    int refused = 0;
    for (int size = 1; size <= most; ++size) {
        const std::vector<Hash> leaves = leavesOf(size);
        const Hash root = treeRoot(leaves);
        for (quint64 index = 0; index < leaves.size(); ++index) {
            const std::vector<Hash> proof = inclusionProof(leaves, index);
            const Hash& leaf = leaves[index];
            const auto check = [&](const std::vector<Hash>& changedProof) {
                return verifyInclusion(leaf, index, leaves.size(), changedProof, root);
            };
            QVERIFY(check(proof));
            QVERIFY(!verifyInclusion(changed(leaf, size), index, leaves.size(), proof, root));
            QVERIFY(!verifyInclusion(leaf, index, leaves.size(), proof, changed(root, size)));
            for (size_t i = 0; i < proof.size(); ++i) {
                std::vector<Hash> other = proof;
                other[i] = changed(other[i], static_cast<int>(i) * 37 + size);
                QVERIFY(!check(other));
                other = proof;
                other.erase(other.begin() + static_cast<std::ptrdiff_t>(i));
                QVERIFY(!check(other));
                other = proof;
                other.insert(other.begin() + static_cast<std::ptrdiff_t>(i), proof[i]);
                QVERIFY(!check(other));
                if (i > 0 && proof[i] != proof[i - 1]) {
                    other = proof;
                    std::swap(other[i], other[i - 1]);
                    QVERIFY(!check(other));
                }
                refused += 4;
            }
            for (quint64 otherIndex = 0; otherIndex <= leaves.size(); ++otherIndex)
                if (otherIndex != index)
                    QVERIFY(!verifyInclusion(leaf, otherIndex, leaves.size(), proof, root));
            for (quint64 otherSize = 0; otherSize < 2 * leaves.size() + 2; ++otherSize) {
                if (otherSize == leaves.size())
                    continue;
                const bool possible = index < otherSize && shapeOf(index, otherSize) == shapeOf(index, leaves.size());
                QCOMPARE(verifyInclusion(leaf, index, otherSize, proof, root), possible);
            }
        }
    }
    QVERIFY(refused > 500);
}

void TestForms::proof_consistencyIsSound()
{
    const int most = inForm(20, 50);
    for (int size = 2; size <= most; ++size) {
        const std::vector<Hash> leaves = leavesOf(size);
        const Hash root = treeRoot(leaves);
        for (quint64 before = 1; before < leaves.size(); ++before) {
            const Hash oldRoot = treeRoot(std::span(leaves).first(before));
            const std::vector<Hash> proof = consistencyProof(leaves, before);
            const auto check = [&](const std::vector<Hash>& changedProof) {
                return verifyConsistency(before, oldRoot, leaves.size(), root, changedProof);
            };
            QVERIFY(check(proof));
            QVERIFY(!verifyConsistency(before, changed(oldRoot, size), leaves.size(), root, proof));
            QVERIFY(!verifyConsistency(before, oldRoot, leaves.size(), changed(root, size), proof));
            QVERIFY(!verifyConsistency(before, root, leaves.size(), oldRoot, proof));
            QVERIFY(!verifyConsistency(leaves.size(), root, before, oldRoot, proof));
            QVERIFY(!verifyConsistency(0, oldRoot, leaves.size(), root, proof));
            QVERIFY(!verifyConsistency(leaves.size(), oldRoot, leaves.size(), root, proof));
            for (size_t i = 0; i < proof.size(); ++i) {
                std::vector<Hash> other = proof;
                other[i] = changed(other[i], static_cast<int>(i) * 41 + size);
                QVERIFY(!check(other));
                other = proof;
                other.erase(other.begin() + static_cast<std::ptrdiff_t>(i));
                QVERIFY(!check(other));
                other.push_back(proof.back());
                other.push_back(proof.back());
                QVERIFY(!check(other));
            }
            // The root of another time, whatever size is claimed for it.
            for (quint64 other = 1; other < leaves.size(); ++other)
                if (other != before)
                    QVERIFY(!verifyConsistency(
                        before, treeRoot(std::span(leaves).first(other)), leaves.size(), root, proof));
        }
    }
}

void TestForms::proof_twoHistoriesNeverMeet()
{
    // Two histories that part at one entry and have all later entries in common: what a log shows that once told one
    // of its readers something else. No proof that either history can give joins the two.
    const int size = 23;
    const std::vector<Hash> first = leavesOf(size);
    for (int parted = 0; parted < size - 1; ++parted) {
        const std::vector<Hash> second = leavesOf(size, "other ", parted, parted + 1);
        const Hash root = treeRoot(second);
        for (quint64 seen = static_cast<quint64>(parted) + 1; seen < size; ++seen) {
            const Hash seenRoot = treeRoot(std::span(first).first(seen));
            for (const std::vector<Hash>& from : { first, second }) {
                for (quint64 at = 1; at < size; ++at)
                    QVERIFY(!verifyConsistency(seen, seenRoot, size, root, consistencyProof(from, at)));
                // Hash by hash from either history.
                const std::vector<Hash> mine = consistencyProof(first, seen);
                const std::vector<Hash> theirs = consistencyProof(second, seen);
                for (size_t mask = 0; mask < (size_t(1) << mine.size()); ++mask) {
                    std::vector<Hash> mixed;
                    for (size_t i = 0; i < mine.size(); ++i)
                        mixed.push_back(mask & (size_t(1) << i) ? mine[i] : theirs[i]);
                    QVERIFY(!verifyConsistency(seen, seenRoot, size, root, mixed));
                }
            }
        }
        // The replaced entry is in neither tree of the other history.
        const auto index = static_cast<quint64>(parted);
        QVERIFY(!verifyInclusion(first[index], index, size, inclusionProof(second, index), root));
        QVERIFY(!verifyInclusion(first[index], index, size, inclusionProof(first, index), root));
    }
}

void TestForms::proof_everyChangedByteOfTheFile()
{
    const ScratchFolder folder;
    makeWorkspace(folder.path(), 6);
    FixedClock clock(startTime());
    auto store = Store::open(folder.path(), Access::ReadWrite, clock);
    VERIFY_OK(store);
    VERIFY_OK((*store)->unlock(passphrase()));
    const EntryId id = (*store)->entriesOf(caseNumber(1))->first().id;
    const QByteArray trusted = (*store)->me().device;
    const auto file = (*store)->prove(id);
    VERIFY_OK(file);
    const auto accepts = [&](const QByteArray& bytes) {
        const auto proof = Proof::parse(bytes);
        return proof && verifyProof(*proof, trusted);
    };
    QVERIFY(accepts(*file));
    for (qsizetype at = 0; at < file->size(); ++at) {
        QByteArray bytes = *file;
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << (at % 8)));
        QVERIFY2(!accepts(bytes), qPrintable(u"byte %1 changed"_s.arg(at)));
        QVERIFY2(!accepts(file->first(at)), qPrintable(u"cut at byte %1"_s.arg(at)));
        bytes = *file;
        bytes.insert(at, '\n');
        QVERIFY2(!accepts(bytes), qPrintable(u"a line inserted at byte %1"_s.arg(at)));
    }
    QVERIFY(!accepts(*file + '\n'));
    // Another device's key, another entry under the same proof.
    QVERIFY(!verifyProof(*Proof::parse(*file), SigningKey::generate().publicKey));
    auto other = Proof::parse(*file);
    other->note = *(*store)->note((*store)->entriesOf(caseNumber(2))->first().id);
    QVERIFY(!verifyProof(*other, trusted));
}
