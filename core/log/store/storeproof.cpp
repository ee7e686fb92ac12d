#include "core/log/format/fault.h"
#include "core/log/format/proof.h"
#include "core/log/store/storeprivate.h"

namespace docket::log
{

using namespace Qt::StringLiterals;

Result<Checkpoint> Store::Private::signCheckpoint(const Author& author, const Head& head)
{
    const Checkpoint next{ author.device.name, head.range.size(), head.range.root() };
    // A device must never sign two checkpoints that contradict each other: the tree of today is taken back to the
    // newest size signed before. What a clone of this device signed is kept, too, and belongs to the clone's branch.
    DOCKET_ASSIGN(const QList<Branch> branches, branchesOf(author.device));
    DOCKET_ASSIGN(sqlite::Statement before, db.prepare("SELECT note FROM checkpoint WHERE d=?1 ORDER BY size DESC"));
    before.bindAll(author.device.number);
    for (;;) {
        DOCKET_ASSIGN(const bool row, before.step());
        if (!row)
            break;
        DOCKET_ASSIGN(const SignedNote parsed, SignedNote::parse(before.blob(0)));
        DOCKET_ASSIGN(const Checkpoint earlier, Checkpoint::parse(parsed.text));
        if (earlier == next)
            return next;
        const auto isOn = [&](const Branch& branch) -> Result<bool> {
            if (earlier.size > branch.head.range.size())
                return false;
            DOCKET_ASSIGN(const CompactRange range, rangeAt(branch, static_cast<qint64>(earlier.size)));
            return range.root() == earlier.root;
        };
        DOCKET_ASSIGN(const bool mine, isOn({ author.device, head, true }));
        if (mine)
            break;
        bool clones = false;
        for (const Branch& branch : branches) {
            if (!branch.first && !clones) {
                DOCKET_ASSIGN(clones, isOn(branch));
            }
        }
        if (clones)
            continue;
        return fault(u"checkpoint",
            u"the log has %1 entries and does not extend the checkpoint signed at %2 entries, so no new one is signed"_s
                .arg(next.size)
                .arg(earlier.size));
    }
    DOCKET_ASSIGN(sqlite::Statement insert, db.prepare("INSERT INTO checkpoint(d,size,note) VALUES(?1,?2,?3)"));
    insert.bindAll(author.device.number, static_cast<qint64>(next.size));
    insert.bindBlob(3, signNote(next.toText(), author.device.name, *author.key).toBytes());
    DOCKET_TRY(insert.run());
    return next;
}

Result<QByteArray> Store::Private::writeCheckpoint()
{
    DOCKET_ASSIGN(sqlite::Transaction transaction, sqlite::Transaction::begin(db));
    DOCKET_ASSIGN(const Head head, readHead(own));
    DOCKET_ASSIGN(const Checkpoint checkpoint, signCheckpoint({ own, &*key }, head));
    DOCKET_ASSIGN(const QByteArray nonce, endStretch());
    DOCKET_TRY(transaction.commit());
    rememberIncarnation(checkpoint, nonce);
    // Ed25519 signatures are deterministic, so this is what is stored.
    return signNote(checkpoint.toText(), own.name, *key).toBytes();
}

Result<QByteArray> Store::checkpoint()
{
    if (const auto reason = d->whyNot())
        return fail(*reason);
    if (!d->key) {
        return fail(ErrorCode::Locked, u"log.db"_s, u"the device key is locked, so nothing can be signed"_s,
            u"unlock it with the passphrase or the keychain"_s);
    }
    auto note = d->writeCheckpoint();
    if (!note)
        return fail(d->afterFailure(std::move(note).error()));
    return note;
}

Result<std::optional<Checkpoint>> Store::lastCheckpoint()
{
    DOCKET_ASSIGN(
        sqlite::Statement select, d->db.prepare("SELECT note FROM checkpoint WHERE d=?1 ORDER BY size DESC LIMIT 1"));
    select.bindAll(d->own.number);
    DOCKET_ASSIGN(const bool row, select.step());
    if (!row)
        return std::optional<Checkpoint>();
    DOCKET_ASSIGN(const SignedNote note, SignedNote::parse(select.blob(0)));
    DOCKET_ASSIGN(const Checkpoint checkpoint, Checkpoint::parse(note.text));
    return std::optional(checkpoint);
}

Result<QByteArray> Store::prove(const EntryId& id)
{
    DOCKET_ASSIGN(const Entry subject, entry(id));
    DOCKET_ASSIGN(const StoredDevice device, d->deviceByKey(subject.device));
    DOCKET_ASSIGN(const QList<Private::Branch> branches, d->branchesOf(device));
    const auto newest = [&]() -> Result<std::optional<Proof>> {
        for (const Private::Branch& branch : branches) {
            const qint64 size = static_cast<qint64>(branch.head.range.size());
            if (size < subject.seq)
                continue;
            DOCKET_ASSIGN(const std::vector<Hash> there, d->chainIds(branch, subject.seq, 1));
            if (there.size() != 1 || there.front().view() != id.bytes)
                continue;
            DOCKET_ASSIGN(sqlite::Statement select,
                d->db.prepare("SELECT size,note FROM checkpoint WHERE d=?1 AND size BETWEEN ?2 AND ?3"
                              " ORDER BY size DESC"));
            select.bindAll(device.number, subject.seq, size);
            for (;;) {
                DOCKET_ASSIGN(const bool row, select.step());
                if (!row)
                    break;
                DOCKET_ASSIGN(const SignedNote note, SignedNote::parse(select.blob(1)));
                DOCKET_ASSIGN(const Checkpoint checkpoint, Checkpoint::parse(note.text));
                DOCKET_ASSIGN(const std::vector<Hash> leaves, d->chainIds(branch, 1, select.int64(0)));
                if (treeRoot(leaves) != checkpoint.root)
                    continue; // signed for another branch
                DOCKET_ASSIGN(const QByteArray cosigned, d->withCosignatures(device, checkpoint, note));
                Proof proof{ static_cast<quint64>(subject.seq) - 1, {}, cosigned, {} };
                proof.hashes = inclusionProof(leaves, proof.index);
                return std::optional(std::move(proof));
            }
        }
        return std::optional<Proof>();
    };
    DOCKET_ASSIGN(std::optional<Proof> proof, newest());
    if (!proof && device.number == d->own.number) {
        DOCKET_TRY(checkpoint());
        DOCKET_ASSIGN(proof, newest());
    }
    if (!proof) {
        return fail(ErrorCode::NotFound, u"proof of entry "_s + id.text(),
            u"its device has sent no checkpoint that contains it"_s, u"ask that device for a newer bundle"_s);
    }
    DOCKET_ASSIGN(proof->note, note(id));
    // A proof that does not verify must not leave the house.
    DOCKET_TRY(verifyProof(*proof, subject.device));
    return proof->toText();
}

Result<QByteArrayList> Store::verifierKeys()
{
    DOCKET_ASSIGN(const std::vector<StoredDevice> devices, d->devices());
    QByteArrayList out;
    for (const StoredDevice& device : devices)
        out.append(verifierKey(device.name, device.publicKey));
    return out;
}

} // namespace docket::log
