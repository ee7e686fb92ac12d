#pragma once

#include "app/docket-verify/base.h"

#include <bit>
#include <span>

namespace docket::verify
{

enum class KeyType : unsigned char { Ed25519 = 1, Cosigner = 4 };

/// First four bytes of SHA-256(name ‖ "\n" ‖ type ‖ key).
inline constexpr auto keyIdOf = [](View name, View key, KeyType type = KeyType::Ed25519) {
    return std::string(viewOf(sha256({ name, "\n", type == KeyType::Cosigner ? "\4" : "\1", key })).substr(0, 4));
};

/// Not empty, no plus, and none of the characters that Unicode calls a space.
inline bool isKeyName(View name)
{
    return matches(name,
        "(?:(?!\xc2\x85|\xc2\xa0|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f|\xe3\x80\x80)[^+ \t-\r])+");
}

/// Domain, first 8 characters of the workspace id, first 8 of the key.
inline bool isDeviceName(View name, View workspace, View key)
{
    const View domain = name.substr(0, name.find('/'));
    return workspace.size() == 22 && matches(domain, "[a-z0-9.-]{1,100}")
        && name.substr(domain.size()) == '/' + std::string(workspace.substr(0, 8)) + '/' + base64Url(key).substr(0, 8);
}

/// "— name base64(key id ‖ signature)".
struct SignatureLine {
    View name;
    std::string blob; ///< key id, then the signature
};

/// A C2SP signed note (FORMAT.md 2); views into the bytes it was read from, which must stay. Fault: note.
struct Note {
    View text; ///< with its last newline
    std::vector<SignatureLine> signatures;
    explicit Note(View bytes)
    {
        const auto isControl = [](char c) { return c >= 0 && c < 0x20 && c != '\n'; };
        const size_t split = bytes.rfind("\n\n");
        const bool isText = simdjson::validate_utf8(bytes) && std::ranges::none_of(bytes, isControl);
        need(isText && split < bytes.size() - 2 && bytes.ends_with('\n'), "note", "no text, empty line and signatures");
        text = bytes.substr(0, split + 1);
        for (View rest = bytes.substr(split + 2); !rest.empty(); rest.remove_prefix(rest.find('\n') + 1)) {
            const View line = rest.substr(0, rest.find('\n'));
            const size_t space = line.find(' ', 4);
            const bool isLine = line.starts_with("\xe2\x80\x94 ") && space != View::npos && signatures.size() < 100;
            need(isLine && isKeyName(line.substr(4, space - 4)), "note", "no signature line, or too many");
            signatures.push_back({ line.substr(4, space - 4), fromBase64(line.substr(space + 1)) });
            need(signatures.back().blob.size() >= 5, "note", "no key id and signature in base64");
        }
    }
    /// True when one of the lines with this name and key verifies.
    bool isSignedBy(View signer, View key) const
    {
        return std::ranges::any_of(signatures, [&](const SignatureLine& line) {
            return line.name == signer && line.blob.starts_with(keyIdOf(signer, key))
                && verifySignature(key, text, View(line.blob).substr(4));
        });
    }
};

/// A key as tools exchange it: "name+hex key id+base64(type ‖ key)".
struct VerifierKey {
    std::string name, key; ///< the latter 32 bytes
    KeyType type = KeyType::Ed25519;
    static bool parse(View text, VerifierKey& out)
    {
        Lines parts;
        const bool form = matches(text, "([^+]+)\\+([0-9a-f]{8})\\+(.*)", &parts);
        const std::string bytes = form ? fromBase64(parts[2]) : "";
        if (bytes.size() != 33 || (bytes[0] != 1 && bytes[0] != 4))
            return false;
        out = { parts[0], bytes.substr(1), KeyType(bytes[0]) };
        return isKeyName(out.name) && isAcceptableKey(out.key) && parts[1] == hex(keyIdOf(out.name, out.key, out.type));
    }
};

/// What a checkpoint says: origin, size and root on three lines. Fault: checkpoint.
struct Checkpoint {
    std::string origin;
    uint64_t size = 0;
    Hash root{};
    static Checkpoint parse(View text)
    {
        Lines lines;
        uint64_t size = 0;
        const bool form = matches(text, "([^\n]+)\n([0-9]+)\n([^\n]{44})\n", &lines) && parseNumber(lines[1], size);
        const std::string root = form ? fromBase64(lines[2]) : "";
        need(root.size() == 32, "checkpoint", "not origin, size and root on three lines");
        return { lines[0], size, hashFrom(root) };
    }
    std::string toText() const { return origin + '\n' + std::to_string(size) + '\n' + base64(viewOf(root)) + '\n'; }
};

/// Seconds since 1970 at which the witness says it signed; `blob` must have 76 bytes.
inline constexpr auto cosignatureTime = [](View blob) { return numberIn(blob.substr(4, 8)); };

/// A witness's line on a checkpoint (FORMAT.md 8).
inline bool verifyCosignature(View checkpointText, const SignatureLine& line, View key)
{
    const bool isIts = line.blob.size() == 76 && line.blob.starts_with(keyIdOf(line.name, key, KeyType::Cosigner));
    const uint64_t time = isIts ? cosignatureTime(line.blob) : UINT64_MAX;
    const std::string message = "cosignature/v1\ntime " + std::to_string(time) + '\n' + std::string(checkpointText);
    return time <= INT64_MAX && verifySignature(key, message, View(line.blob).substr(12));
}

/// The hashes of a proof: the lines from that one on.
inline std::vector<Hash> hashesIn(const Lines& lines, size_t first, const char* word)
{
    std::vector<Hash> out;
    for (size_t i = first; i < lines.size(); ++i) {
        const std::string bytes = fromBase64(lines[i]);
        need(bytes.size() == 32 && out.size() < 64, word, "not the hashes of a proof");
        out.push_back(hashFrom(bytes));
    }
    return out;
}

/// A c2sp.org/tlog-policy: known logs, known witnesses, and which of them are enough. Fault: policy.
struct Policy {
    using Keys = std::set<std::string>;
    using Test = std::function<bool(const Keys&)>;
    std::vector<VerifierKey> logs, witnesses;
    Test isMet; ///< whether witnesses with these keys are enough
    static Policy parse(View text)
    {
        Policy out;
        Keys used, keys;
        std::map<std::string, Test> names{ { "none", [](const Keys&) { return true; } } };
        const auto isBad = [](char c) { return (c >= 0 && c < 0x20 && c != '\t' && c != '\n') || c == 0x7f; };
        need(std::ranges::none_of(text, isBad) && text.ends_with('\n'), "policy", "not lines of text");
        for (const std::string& line : linesOf(text)) {
            std::istringstream split(line);
            const Lines words{ std::istream_iterator<std::string>(split), {} };
            const size_t count = words.size();
            const std::string what = count == 0 || words[0][0] == '#' ? "" : words[0];
            const auto addKey = [&](std::vector<VerifierKey>& to, const std::string& word, KeyType type) {
                VerifierKey& key = to.emplace_back();
                return VerifierKey::parse(word, key) && key.type == type && keys.insert(char(type) + key.key).second;
            };
            bool ok = what.empty();
            if (what == "log" && count > 1 && count < 4) {
                ok = addKey(out.logs, words[1], KeyType::Ed25519);
            } else if (what == "witness" && count > 2 && count < 5
                && addKey(out.witnesses, words[2], KeyType::Cosigner)) {
                const auto test = [key = out.witnesses.back().key](const Keys& met) { return met.contains(key); };
                ok = names.try_emplace(words[1], test).second;
            } else if (what == "group" && count > 3) {
                uint64_t least = words[2] == "any" ? 1 : count - 3;
                ok = words[2] == "any" || words[2] == "all" || (parseNumber(words[2], least) && least > 0);
                std::vector<Test> members;
                for (size_t i = 3; ok && i < count; ++i) {
                    ok = words[i] != "none" && names.contains(words[i]) && used.insert(words[i]).second;
                    members.push_back(names[words[i]]);
                }
                const auto test = [members, least](const Keys& met) {
                    return std::ranges::count_if(members, [&](const Test& is) { return is(met); }) >= int64_t(least);
                };
                ok = ok && least <= count - 3 && names.size() < 1000 && names.try_emplace(words[1], test).second;
            } else if (what == "quorum" && count == 2 && !out.isMet && names.contains(words[1])) {
                ok = bool(out.isMet = names[words[1]]);
            }
            need(ok, "policy", ("not a line of a tlog-policy: " + line).c_str());
        }
        need(bool(out.isMet), "policy", "there is no quorum line");
        return out;
    }
    /// The key of the log of that name; empty when it is not known.
    std::string keyOf(View origin) const
    {
        const auto found = std::ranges::find(logs, origin, &VerifierKey::name);
        return found == logs.end() ? "" : found->key;
    }
};

// RFC 6962: SHA-256(0x00 ‖ data), SHA-256(0x01 ‖ left ‖ right).
inline constexpr auto leafHash = [](View data) { return sha256({ View("\0", 1), data }); };
inline constexpr auto nodeHash = [](const Hash& a, const Hash& b) { return sha256({ "\1", viewOf(a), viewOf(b) }); };

/// An RFC 6962 tree that grows.
struct Tree {
    uint64_t first = 0; ///< leaves that are not at hand, whole tiles of 256; only the roots of these are
    std::array<std::vector<Hash>, 64> levels; ///< the roots of the complete subtrees of 2^level leaves
    uint64_t size() const { return first + levels[0].size(); }
    /// Whether the leaves at hand tell the tree of that size.
    bool covers(uint64_t part) const { return part <= size() && (part >= first || part % 256 == 0); }
    /// A leaf, or the root of the next complete subtree.
    void append(const Hash& hash, size_t level = 0)
    {
        std::vector<Hash>& nodes = levels[level];
        nodes.push_back(hash);
        if (nodes.size() % 2 == 0)
            append(nodeHash(nodes.end()[-2], hash), level + 1);
    }
    /// The roots of the complete subtrees in the tree of that size, largest first, and all of them in one.
    std::vector<Hash> range(uint64_t part) const
    {
        std::vector<Hash> out;
        for (size_t level = 64; level-- > 0;)
            if (part >> level & 1)
                out.push_back(levels[level].at((part >> level) - 1 - (level < 8 ? first >> level : 0)));
        return out;
    }
    Hash root(uint64_t part) const
    {
        const std::vector<Hash> all = range(part);
        const auto join = [](const Hash& right, const Hash& left) { return nodeHash(left, right); };
        return all.empty() ? sha256({}) : std::accumulate(all.rbegin() + 1, all.rend(), all.back(), join);
    }
};

/// The root of a tree of that size with this leaf there, by a proof of RFC 6962 2.1.1. Fault: proof.
inline Hash rootBy(std::span<const Hash> proof, const Hash& leaf, uint64_t index, uint64_t size)
{
    need(index < size && proof.empty() == (size == 1), "proof", "not a proof for this place");
    if (size == 1)
        return leaf;
    const uint64_t half = std::bit_floor(size - 1);
    const auto rest = proof.first(proof.size() - 1);
    return index < half ? nodeHash(rootBy(rest, leaf, index, half), proof.back())
                        : nodeHash(proof.back(), rootBy(rest, leaf, index - half, size - half));
}

/// The roots at both sizes, by a proof of RFC 6962 2.1.2, which may leave out that of the old. Fault: consistency.
inline std::pair<Hash, Hash> rootsBy(std::span<const Hash> proof, uint64_t before, uint64_t now, const Hash* known)
{
    const bool isSame = before == now;
    const bool isLong = isSame ? proof.size() == (known ? 0 : 1) : !proof.empty();
    need(before > 0 && before <= now && isLong, "consistency", "not a proof for these sizes");
    if (isSame)
        return known ? std::pair(*known, *known) : std::pair(proof[0], proof[0]);
    const uint64_t half = std::bit_floor(now - 1);
    const Hash& side = proof.back();
    const auto rest = proof.first(proof.size() - 1);
    const bool isLeft = before <= half;
    const auto [old, grown]
        = isLeft ? rootsBy(rest, before, half, known) : rootsBy(rest, before - half, now - half, nullptr);
    return isLeft ? std::pair(old, nodeHash(grown, side)) : std::pair(nodeHash(side, old), nodeHash(side, grown));
}

} // namespace docket::verify
