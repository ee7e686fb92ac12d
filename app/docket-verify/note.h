#pragma once

#include "app/docket-verify/crypto.h"

#include <vector>

namespace docket::verify
{

/// "— name base64(key id ‖ signature)".
struct SignatureLine {
    View name;
    std::string blob; ///< key id, then the signature
};

/// A C2SP signed note (FORMAT.md 2); views into the bytes it was read from.
struct Note {
    View text; ///< with its last newline
    std::vector<SignatureLine> signatures;

    /// Fault: note.
    static Fault parse(View bytes, Note& out);
    /// True when one of the lines with this name and key verifies.
    bool isSignedBy(View name, View key) const;
};

enum class KeyType : unsigned char { Ed25519 = 1, Cosigner = 4 };
/// First four bytes of SHA-256(name ‖ "\n" ‖ type ‖ key).
std::string keyIdOf(View name, View key, KeyType type = KeyType::Ed25519);

/// A key as tools exchange it: "name+hex key id+base64(type ‖ key)".
struct VerifierKey {
    std::string name;
    std::string key; ///< 32 bytes
    KeyType type = KeyType::Ed25519;
    static bool parse(View text, VerifierKey& out);
};

/// What a checkpoint says: origin, size and root on three lines. Fault: checkpoint.
struct Checkpoint {
    std::string origin;
    uint64_t size = 0;
    Hash root{};
    static Fault parse(View text, Checkpoint& out);
    std::string toText() const;
};

/// A witness's line on a checkpoint (FORMAT.md 8). Fault: cosignature.
Fault verifyCosignature(View checkpointText, const SignatureLine& line, View key, uint64_t& time);

} // namespace docket::verify
