#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QList>

namespace docket::exchange
{

/// A c2sp.org/tlog-policy as a bundle carries it (FORMAT.md 8): whose logs there are, and whose cosignatures count.
struct TrustPolicy {
    struct Log {
        QByteArray name; ///< device name
        QByteArray publicKey; ///< 32 bytes
        bool operator==(const Log&) const = default;
    };
    struct Witness {
        QByteArray name; ///< "<device name>/w"
        QByteArray publicKey; ///< cosigner key, 32 bytes
        bool operator==(const Witness&) const = default;
    };
    QList<Log> logs; ///< sorted by name
    QList<Witness> witnesses; ///< sorted by name; they are called w1, w2, … in this order

    /// Any one witness suffices, see FORMAT.md 8; none while there is one device only.
    QByteArray toText() const;
    /// Integrity, word "policy". Blank lines, comments and groups of other people's making are accepted as the
    /// specification has them; only logs and witnesses are kept.
    static Result<TrustPolicy> parse(QByteArrayView text);

    /// nullptr when there is no such log.
    const Log* logNamed(QByteArrayView name) const;
    const Log* logOf(QByteArrayView publicKey) const;
    bool operator==(const TrustPolicy&) const = default;
};

} // namespace docket::exchange
