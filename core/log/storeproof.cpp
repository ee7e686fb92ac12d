#include "core/log/fault.h"
#include "core/log/proof.h"
#include "core/log/storeprivate.h"

namespace docket::log
{

using namespace Qt::StringLiterals;

Result<QByteArray> Store::Private::writeCheckpoint()
{
    DOCKET_ASSIGN(sqlite::Transaction transaction, sqlite::Transaction::begin(db));
    DOCKET_ASSIGN(const Head head, readHead());
    const Checkpoint next{ own.name, head.range.size(), head.range.root() };
    DOCKET_ASSIGN(
        sqlite::Statement last, db.prepare("SELECT note FROM checkpoint WHERE d=?1 ORDER BY size DESC LIMIT 1"));
    last.bindAll(own.number);
    DOCKET_ASSIGN(const bool found, last.step());
    if (found) {
        const QByteArray note = last.blob(0);
        last.reset();
        DOCKET_ASSIGN(const SignedNote parsed, SignedNote::parse(note));
        DOCKET_ASSIGN(const Checkpoint before, Checkpoint::parse(parsed.text));
        if (before == next)
            return note;
        // A device must never sign two checkpoints that contradict each other: the tree of today is rebuilt up to the
        // size signed before, and on to the head.
        CompactRange range;
        bool extends = before.size == 0;
        DOCKET_ASSIGN(sqlite::Statement ids, db.prepare("SELECT id FROM entry WHERE d=?1 AND seq<=?2 ORDER BY seq"));
        ids.bindAll(own.number, static_cast<qint64>(next.size));
        for (;;) {
            DOCKET_ASSIGN(const bool row, ids.step());
            if (!row)
                break;
            range.append(Hash::from(ids.blob(0)));
            if (range.size() == before.size)
                extends = range.root() == before.root;
        }
        if (!extends || range.root() != next.root) {
            return fault(u"checkpoint",
                u"the log does not extend the checkpoint signed at %1 entries, so no new one is signed"_s.arg(
                    before.size));
        }
    }
    const QByteArray note = signNote(next.toText(), own.name, *key).toBytes();
    DOCKET_ASSIGN(sqlite::Statement insert, db.prepare("INSERT INTO checkpoint(d,size,note) VALUES(?1,?2,?3)"));
    insert.bindAll(own.number, static_cast<qint64>(next.size));
    insert.bindBlob(3, note);
    DOCKET_TRY(insert.run());
    DOCKET_TRY(transaction.commit());
    return note;
}

Result<QByteArray> Store::checkpoint()
{
    if (d->readOnly)
        return fail(*d->readOnly);
    if (!d->key) {
        return fail(ErrorCode::Locked, u"log.db"_s, u"the device key is locked, so nothing can be signed"_s,
            u"unlock it with the passphrase or the keychain"_s);
    }
    auto note = d->writeCheckpoint();
    if (!note)
        return fail(d->afterFailure(std::move(note).error()));
    return note;
}

Result<QByteArray> Store::prove(const EntryId& id)
{
    DOCKET_ASSIGN(const Entry subject, entry(id));
    const auto newest = [&]() -> Result<QByteArray> {
        DOCKET_ASSIGN(sqlite::Statement select,
            d->db.prepare("SELECT c.note FROM checkpoint c JOIN device d ON d.d=c.d WHERE d.pk=?1 AND c.size>=?2"
                          " ORDER BY c.size DESC LIMIT 1"));
        select.bindBlob(1, subject.device);
        select.bind(2, subject.seq);
        DOCKET_ASSIGN(const bool row, select.step());
        return row ? select.blob(0) : QByteArray();
    };
    DOCKET_ASSIGN(QByteArray checkpointNote, newest());
    if (checkpointNote.isEmpty()) {
        if (subject.device != d->own.publicKey) {
            return fail(ErrorCode::NotFound, u"proof of entry "_s + id.text(),
                u"its device has sent no checkpoint that contains it"_s, u"ask that device for a newer bundle"_s);
        }
        DOCKET_ASSIGN(checkpointNote, checkpoint());
    }
    DOCKET_ASSIGN(const SignedNote signedNote, SignedNote::parse(checkpointNote));
    DOCKET_ASSIGN(const Checkpoint head, Checkpoint::parse(signedNote.text));
    std::vector<Hash> leaves;
    leaves.reserve(head.size);
    DOCKET_ASSIGN(sqlite::Statement ids,
        d->db.prepare("SELECT e.id FROM entry e JOIN device d ON d.d=e.d WHERE d.pk=?1 AND e.seq<=?2 ORDER BY e.seq"));
    ids.bindBlob(1, subject.device);
    ids.bind(2, static_cast<qint64>(head.size));
    for (;;) {
        DOCKET_ASSIGN(const bool row, ids.step());
        if (!row)
            break;
        leaves.push_back(Hash::from(ids.blob(0)));
    }
    if (leaves.size() != head.size)
        return fault(u"checkpoint", u"the log has fewer entries than the checkpoint"_s);
    Proof proof{ static_cast<quint64>(subject.seq) - 1, {}, checkpointNote, {} };
    proof.hashes = inclusionProof(leaves, proof.index);
    DOCKET_ASSIGN(proof.note, note(id));
    // A proof that does not verify must not leave the house.
    DOCKET_TRY(verifyProof(proof, subject.device));
    return proof.toText();
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
