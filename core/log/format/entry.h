#pragma once

#include "core/log/format/ids.h"

#include <QDateTime>
#include <QList>
#include <QStringList>

#include <optional>

namespace docket::log
{

/// What a caller wants recorded. The store adds everything else (device, sequence, clock, parents, signature).
struct Draft {
    QString kind; ///< "case.decide"; the kinds are listed in FORMAT.md 5
    std::optional<CaseId> caseId; ///< required for `case.*` and `action.*`
    QByteArray payload; ///< a JSON object in UTF-8; empty for none. Stored byte for byte, at most Store::maximumPayload
    QString policy; ///< "set@12hex", the policy set in force, or empty
};

/// A recorded entry as readers see it. The signed bytes are in `Store::note()`.
struct Entry {
    EntryId id;
    QByteArray device; ///< Ed25519 public key of the author's device, 32 bytes
    qint64 seq = 0; ///< 1, 2, 3 … of that device
    qint64 lamport = 0;
    QDateTime time; ///< the author's wall clock, UTC; information only, never an order
    QString kind;
    std::optional<CaseId> caseId;
    QList<EntryId> parents; ///< the heads of the case that the author saw, sorted
    QString policy; ///< "set@12hex" or empty
    QString app; ///< version of the writing program
    qint64 row = 0; ///< `n` in log.db: arrival order on this machine, a cursor and nothing more
    qint64 version = 1; ///< `v`: entries of a version above entryVersion are kept and relayed, and not folded
};

/// A person who may write in the workspace, with the device they write from.
struct Reviewer {
    QString person; ///< random id, 22 characters; never a name
    QString name; ///< from an erasable payload; empty when erased
    QByteArray device; ///< Ed25519 public key, 32 bytes
    QStringList roles; ///< reviewer, lead, ethics, privacy, auditor, root (audit.md 4.8), sorted
};

} // namespace docket::log
