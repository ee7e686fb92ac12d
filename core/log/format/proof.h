#pragma once

#include "core/log/format/checkpoint.h"

#include <vector>

namespace docket::log
{

/// A C2SP tlog-proof: one entry, its place in a checkpointed tree, and the checkpoint. Docket puts the entry's whole
/// note into the `extra` line, so that the file alone proves an entry to an outsider who knows the device's public key.
struct Proof {
    quint64 index = 0; ///< seq - 1
    std::vector<Hash> hashes; ///< nearest sibling first
    QByteArray checkpoint; ///< signed note
    QByteArray note; ///< the entry's note

    /// The text of a `.tlog-proof` file.
    QByteArray toText() const;
    /// Integrity with the word "proof" when the text is not a proof file in its one spelling.
    static Result<Proof> parse(QByteArrayView text);
};

/// Verifies a proof with nothing but itself and, when given, the public key that the reader trusts: signature of the
/// entry, signature of the checkpoint by the same device, place in the tree. Faults: proof, and those of decodeEntry().
Status verifyProof(const Proof& proof, QByteArrayView trustedKey = {});

} // namespace docket::log
