#pragma once

#include "app/docket-verify/crypto.h"

#include <map>
#include <set>
#include <vector>

namespace docket::verify
{

enum class KeyType : unsigned char { Ed25519 = 1, Cosigner = 4 };
/// First four bytes of SHA-256(name ‖ "\n" ‖ type ‖ key).
std::string keyIdOf(View name, View key, KeyType type = KeyType::Ed25519);

/// "— name base64(key id ‖ signature)".
struct SignatureLine {
    View name;
    std::string blob; ///< key id, then the signature
};

/// A C2SP signed note (FORMAT.md 2); views into the bytes it was read from, which must stay. Fault: note.
struct Note {
    explicit Note(View bytes);
    /// True when one of the lines with this name and key verifies.
    bool isSignedBy(View signer, View key) const;
    View text; ///< with its last newline
    std::vector<SignatureLine> signatures;
};

/// A key as tools exchange it: "name+hex key id+base64(type ‖ key)".
struct VerifierKey {
    static bool parse(View text, VerifierKey& out);
    std::string name;
    std::string key; ///< 32 bytes
    KeyType type = KeyType::Ed25519;
};

/// What a checkpoint says: origin, size and root on three lines. Fault: checkpoint.
struct Checkpoint {
    static Checkpoint parse(View text);
    std::string toText() const { return origin + '\n' + std::to_string(size) + '\n' + base64(viewOf(root)) + '\n'; }
    std::string origin;
    uint64_t size = 0;
    Hash root{};
};

/// Seconds since 1970 at which the witness says it signed; `blob` must have 76 bytes.
uint64_t cosignatureTime(View blob);
/// A witness's line on a checkpoint (FORMAT.md 8). Fault: cosignature.
void verifyCosignature(View checkpointText, const SignatureLine& line, View key);

/// A c2sp.org/tlog-policy: known logs, known witnesses, and which of them are enough. Fault: policy.
struct Policy {
    struct Member {
        size_t threshold = 0; ///< 0 for a witness
        std::string key; ///< of a witness
        std::vector<std::string> members; ///< of a group
    };
    static Policy parse(View text);
    const VerifierKey* logOf(View origin) const;
    /// Whether the witnesses with these keys meet the quorum.
    bool isMet(const std::set<std::string>& keys) const { return quorum == "none" || isMet(quorum, keys); }
    bool isMet(const std::string& name, const std::set<std::string>& keys) const;
    std::vector<VerifierKey> logs, witnesses;
    std::map<std::string, Member> names;
    std::string quorum;
};

/// The text's lines without their newlines.
std::vector<std::string> linesOf(View text);

} // namespace docket::verify
