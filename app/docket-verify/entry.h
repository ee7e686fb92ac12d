#pragma once

#include "app/docket-verify/json.h"

#include <algorithm>

namespace docket::verify
{

inline constexpr size_t maximumText = 16384; ///< bytes of an entry's text
inline constexpr size_t maximumPayload = 1024 * 1024;
inline constexpr uint64_t maximumJump = 1'000'000; ///< of the Lamport clock

using CaseId = std::array<unsigned char, 16>;

/// The signed header of one entry; the views last as long as the text.
struct Header {
    uint64_t version = 0;
    uint64_t seq = 0;
    uint64_t lamport = 0;
    View kind;
    View workspace; ///< empty in ws.init only
    View policy;
    View time;
    Hash device{};
    Hash previous{};
    bool hasCase = false;
    CaseId caseId{};
    uint32_t parentCount = 0;
    std::array<Hash, 32> parents;
    bool hasPayload = false;
    Hash commitment{};
    uint64_t payloadSize = 0;
    View payloadType;

    /// Fills all of the above from a note's text. Faults: size, first-line, json-…, canonical, field.
    Fault read(View text, Json& json);
    /// The id of the workspace that the entry belongs to: 22 characters.
    std::string workspaceId(View text) const;
};

/// Domain, first 8 of the workspace id, first 8 of the key.
bool isDeviceName(View name, View workspace, View key);

/// Reads and verifies a whole note as an entry. Faults: those of Header::read(), note, name, key-id, signature.
Fault readEntry(View note, Header& header, Json& json, bool withSignature = true);

} // namespace docket::verify
