#pragma once

#include "core/log/format/ids.h"

#include <QList>

#include <functional>

namespace docket::log
{

/// Quick re-hashes everything and checks the newest signature of each device: every signature is inside a leaf, so a
/// changed byte changes the root. Full checks every signature.
enum class Depth { Quick, Full };

/// One thing that is wrong, with the entry it is wrong with.
struct Finding {
    QString fault; ///< stable word: "signature", "chain", "column", "root", "commitment", … (FORMAT.md 8)
    QString text; ///< what is wrong, in English
    QByteArray device; ///< public key; empty when not about one device
    QString deviceName;
    qint64 seq = 0; ///< 0 when not about one entry
    EntryId id; ///< invalid when not about one entry
    qint64 row = 0;

    /// "entry 12 of docket.example/ab…/cd… (id …): signature: …"
    QString line() const;
};

struct VerifyReport {
    Depth depth = Depth::Quick;
    qint64 entries = 0; ///< entries looked at
    qint64 devices = 0;
    qint64 erased = 0; ///< payloads erased under a redaction
    qint64 withheld = 0; ///< payloads that were never handed to this workspace
    qint64 pending = 0; ///< entries that name a parent that has not arrived
    qint64 misplaced = 0; ///< entries whose clock is not above a parent's: their author's fault, not this log's
    qint64 forked = 0; ///< devices that wrote two histories; both are kept
    QList<Finding> findings; ///< the first bad entry first; at most maximumFindings
    QByteArray snapshotId; ///< 32 bytes; empty when not sound
    double seconds = 0;

    bool isSound() const { return findings.isEmpty(); }
    static constexpr int maximumFindings = 100;
};

/// Called about every 4096 entries with (done, total) from the verifying or merging thread.
using VerifyProgress = std::function<void(qint64, qint64)>;

} // namespace docket::log
