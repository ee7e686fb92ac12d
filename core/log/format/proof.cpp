#include "core/log/format/proof.h"

#include "core/log/format/entryformat.h"
#include "core/log/format/fault.h"

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

constexpr QByteArrayView firstLine("c2sp.org/tlog-proof@v1");
constexpr int maximumHashes = 64; // a tree of 2^64 entries

} // namespace

QByteArray Proof::toText() const
{
    QByteArray out
        = firstLine.toByteArray() + "\nextra " + note.toBase64() + "\nindex " + QByteArray::number(index) + '\n';
    for (const Hash& hash : hashes)
        out += hash.toByteArray().toBase64() + '\n';
    return out + '\n' + checkpoint;
}

Result<Proof> Proof::parse(QByteArrayView text)
{
    const auto wrong = [] { return fault(u"proof", u"is not a proof file (c2sp.org/tlog-proof@v1)"_s); };
    const qsizetype split = text.indexOf("\n\n");
    if (split < 0)
        return wrong();
    const QList<QByteArray> lines = text.first(split).toByteArray().split('\n');
    if (lines.size() < 3 || lines.size() > 3 + maximumHashes || lines[0] != firstLine || !lines[1].startsWith("extra ")
        || !lines[2].startsWith("index "))
        return wrong();
    Proof proof;
    bool ok = false;
    proof.note = QByteArray::fromBase64(lines[1].mid(6));
    proof.index = lines[2].mid(6).toULongLong(&ok);
    proof.checkpoint = text.sliced(split + 2).toByteArray();
    for (qsizetype i = 3; ok && i < lines.size(); ++i) {
        const QByteArray hash = QByteArray::fromBase64(lines[i]);
        ok = hash.size() == 32;
        if (ok)
            proof.hashes.push_back(Hash::from(hash));
    }
    if (!ok || proof.toText() != text)
        return wrong();
    return proof;
}

Status verifyProof(const Proof& proof, QByteArrayView trustedKey)
{
    DOCKET_ASSIGN(const SignedEntry entry, decodeEntry(proof.note));
    if (!trustedKey.isEmpty() && entry.header.device != trustedKey)
        return fault(u"proof", u"the entry is signed by another key than the trusted one"_s);
    DOCKET_ASSIGN(const SignedNote note, SignedNote::parse(proof.checkpoint));
    if (!isSignedBy(note, entry.name, entry.header.device))
        return fault(u"proof", u"the checkpoint is not signed by the device of the entry"_s);
    DOCKET_ASSIGN(const Checkpoint checkpoint, Checkpoint::parse(note.text));
    if (checkpoint.origin != entry.name)
        return fault(u"proof", u"the checkpoint is of another log"_s);
    if (proof.index + 1 != static_cast<quint64>(entry.header.seq))
        return fault(u"proof", u"the entry is not the one at this index"_s);
    if (!verifyInclusion(Hash::from(entry.id.bytes), proof.index, checkpoint.size, proof.hashes, checkpoint.root))
        return fault(u"proof", u"the entry is not in the tree of the checkpoint"_s);
    return {};
}

} // namespace docket::log
