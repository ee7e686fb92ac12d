#pragma once

#include "core/base/result.h"
#include "core/log/crypto/hash.h"

#include <vector>

namespace docket::exchange
{

/// `log/<dev8>/consistency` of a bundle: that the tree of `size` entries continues the tree of `from` (FORMAT.md 10).
struct Consistency {
    qint64 from = 0; ///< above 0
    qint64 size = 0;
    std::vector<log::Hash> proof; ///< PROOF(from, D[size]) of RFC 6962

    QByteArray toText() const;
    /// Integrity, word "consistency", unless the text is exactly what toText() gives.
    static Result<Consistency> parse(QByteArrayView text);
};

} // namespace docket::exchange
