#pragma once

#include "core/log/format/entry.h"
#include "core/log/store/verify.h"

#include <QByteArrayList>

#include <functional>
#include <stop_token>

namespace docket::log
{

/// One tip of one device's log as somebody hands it over.
struct IncomingLog {
    QByteArray device; ///< public key, 32 bytes
    QByteArray name; ///< device name: the checkpoint's origin
    qint64 firstSeq = 1; ///< where notes() can begin; what lies before, the receiver must hold
    QByteArray checkpoint; ///< note signed by the device, with the cosignatures that came along
};

/// Where Store::merge() takes a peer's work from: a bundle, another store, memory. It is read twice, once to verify
/// and once to write; the second reading must give the same bytes and is checked.
/// Thread: called from the thread of merge().
class MergeSource
{
public:
    virtual ~MergeSource() = default;
    virtual QByteArray workspaceId() const = 0;
    virtual QList<IncomingLog> logs() const = 0;
    /// The notes of logs()[log] with seq `fromSeq`, `fromSeq`+1, …: at most `limit`, fewer only at the log's end.
    virtual Result<QByteArrayList> notes(qsizetype log, qint64 fromSeq, int limit) = 0;
    using TakePayload = std::function<Status(const EntryId& id, QByteArrayView salt, QByteArrayView data)>;
    /// Hands over every payload there is, in any order; an error of `take` ends it.
    virtual Status payloads(const TakePayload& take) = 0;
};

/// Two entries of one device with the same seq: proof that its key signed two histories.
struct Fork {
    QByteArray device;
    qint64 seq = 0;
    EntryId held; ///< what was here first
    EntryId other;
    bool operator==(const Fork&) const = default;
};

/// What a merge brought.
struct MergeReport {
    qint64 newEntries = 0;
    qint64 newPayloads = 0;
    qint64 withheld = 0; ///< entries of this merge whose payload did not come along
    qint64 refusedPayloads = 0; ///< payloads that were erased here under a redaction and stay so
    qint64 erased = 0; ///< payloads erased because this merge completed a redaction
    qint64 future = 0; ///< entries whose author's clock is more than a day ahead of ours: kept, flagged
    qint64 pending = 0; ///< new entries that name a parent that nobody here has seen
    QList<Fork> forks; ///< newly found
    QList<QByteArray> devices; ///< whose logs grew
    qint64 cosigned = 0; ///< checkpoints of others that this device now vouches for
};

/// One tip of one device's log as this workspace holds it. A device that forked has several.
struct LogTip {
    QByteArray device; ///< public key
    QByteArray name; ///< device name
    qint64 size = 0; ///< entries
    QByteArray root; ///< RFC 6962 root, 32 bytes
    EntryId last; ///< invalid when empty
    bool first = true; ///< the branch that arrived first; others are the far sides of forks
};

/// A payload with its salt, as a bundle carries it.
struct SealedPayload {
    qint64 row = 0;
    EntryId id;
    QByteArray device;
    qint64 seq = 0;
    std::optional<CaseId> caseId;
    QByteArray salt; ///< 32 bytes
    QByteArray data;
};

/// Somebody who vouches for the beginning of a log.
struct Witness {
    QByteArray device; ///< public key of the witness
    QString person;
    QString name; ///< of the person; may be empty
    qint64 size = 0; ///< the first `size` entries
    QDateTime time; ///< when, UTC: of the cosignature, else of the log.seen entry
    bool cosigned = false; ///< by a cosignature; else by a log.seen entry in the witness's own log
};

/// What others have seen of a log, and what its owner could still rewrite unnoticed.
struct Witnessed {
    LogTip tip;
    QString person;
    QString name;
    bool own = false; ///< the device that writes here
    bool forked = false;
    QList<Witness> by; ///< one per witness, its largest size; largest first
    qint64 upTo = 0; ///< largest size seen by anybody else
    qint64 rewritable() const { return tip.size - upTo; }
};

} // namespace docket::log
