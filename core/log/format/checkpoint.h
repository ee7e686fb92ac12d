#pragma once

#include "core/log/format/merkle.h"
#include "core/log/format/note.h"

namespace docket::log
{

/// What a C2SP tlog-checkpoint says: exactly three lines, no extensions.
struct Checkpoint {
    QByteArray origin; ///< the device name
    quint64 size = 0;
    Hash root;

    /// "origin\nsize\nbase64(root)\n"
    QByteArray toText() const;
    /// Integrity with the word "checkpoint" unless the text is exactly what toText() gives.
    static Result<Checkpoint> parse(QByteArrayView text);
    bool operator==(const Checkpoint&) const = default;
};

/// SHA-256 over the sorted lines "origin size base64(root)\n": equal for equal logs.
QByteArray snapshotIdOf(QList<Checkpoint> heads);

} // namespace docket::log
