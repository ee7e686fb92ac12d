#pragma once

#include "app/docket-verify/json.h"

namespace docket::verify
{

inline constexpr size_t maximumText = 16384; ///< bytes of an entry's text
inline constexpr size_t maximumPayload = 1024 * 1024;
inline constexpr uint64_t maximumJump = 1'000'000; ///< of the Lamport clock

using CaseId = std::array<unsigned char, 16>;

/// The signed header of one entry; the views last as long as the text.
struct Header {
    /// Fills everything from a note's text. Faults: size, first-line, json-…, canonical, field.
    void read(View text, Json& json);
    /// The id of the workspace that the entry belongs to: 22 characters.
    std::string workspaceId(View text) const;

    uint64_t version = 0, seq = 0, lamport = 0, payloadSize = 0;
    View kind, policy, time;
    View workspace; ///< empty in ws.init only
    Hash device{}, previous{}, commitment{};
    bool hasCase = false, hasPayload = false;
    CaseId caseId{};
    uint32_t parentCount = 0;
    std::array<Hash, 32> parents; ///< those beyond parentCount are anything

private:
    void readParents(const Json& json, const Node& par);
};

/// Domain, first 8 of the workspace id, first 8 of the key.
bool isDeviceName(View name, View workspace, View key);

/// Reads and verifies a whole note as an entry. Faults: those of Header::read(), note, name, key-id, signature.
void readEntry(View note, Header& header, Json& json, bool withSignature = true);

} // namespace docket::verify
