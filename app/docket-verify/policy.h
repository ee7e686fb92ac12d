#pragma once

#include "app/docket-verify/log.h"

namespace docket::verify
{

/// A c2sp.org/tlog-policy: known logs, known witnesses, and which of them are enough.
struct Policy {
    struct Member {
        size_t threshold = 0; ///< 0 for a witness
        std::string key; ///< of a witness
        std::vector<std::string> members; ///< of a group
    };
    std::vector<VerifierKey> logs, witnesses;
    std::map<std::string, Member> names;
    std::string quorum;

    /// Fault: policy.
    static Fault parse(View text, Policy& out);
    const VerifierKey* logOf(View origin) const;
    /// Whether the witnesses with these keys meet the quorum.
    bool isMet(const std::set<std::string>& keys) const { return quorum == "none" || isMet(quorum, keys); }

private:
    bool isMet(const std::string& name, const std::set<std::string>& keys) const;
};

/// A c2sp.org/tlog-proof of one entry, whose note is in `extra`.
struct Proof {
    uint64_t index = 0;
    std::vector<Hash> hashes;
    std::string note, checkpoint;
    static Fault parse(View text, Proof& out);
    /// Signature of the entry, of the checkpoint by the same device, place in the tree. `header` tells of the note.
    Fault verify(Header& header, Json& json) const;
};

} // namespace docket::verify
