#pragma once

#include "app/docket-verify/crypto.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <vector>

namespace docket::verify
{

enum class KeyType : unsigned char { Ed25519 = 1, Cosigner = 4 };

/// First four bytes of SHA-256(name ‖ "\n" ‖ type ‖ key).
inline std::string keyIdOf(View name, View key, KeyType type = KeyType::Ed25519)
{
    return std::string(viewOf(sha256({ name, "\n", type == KeyType::Cosigner ? "\4" : "\1", key })).substr(0, 4));
}

/// Not empty, no plus, and none of the characters that Unicode calls a space.
inline bool isKeyName(View name)
{
    const auto has = [name](View space) { return name.find(space) != View::npos; };
    static constexpr View spaces[] = { "\xc2\x85", "\xc2\xa0", "\xe1\x9a\x80", "\xe2\x80\xa8", "\xe2\x80\xa9",
        "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80" };
    for (char last = '\x80'; last <= '\x8a'; ++last) // U+2000 to U+200A
        if (has(std::string("\xe2\x80") + last))
            return false;
    return !name.empty() && name.find_first_of("+ \t\n\v\f\r") == View::npos
        && std::none_of(std::begin(spaces), std::end(spaces), has);
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
        need(isUtf8(bytes), "note", "not valid UTF-8");
        need(std::none_of(bytes.begin(), bytes.end(), isControl), "note", "a control character other than newline");
        need(split != View::npos && bytes.ends_with('\n') && split + 2 < bytes.size(), "note",
            "no text, empty line and signature lines");
        text = bytes.substr(0, split + 1);
        for (View rest = bytes.substr(split + 2); !rest.empty(); rest.remove_prefix(rest.find('\n') + 1)) {
            const View line = rest.substr(0, rest.find('\n'));
            const size_t space = line.find(' ', 4);
            need(line.starts_with("\xe2\x80\x94 ") && space != View::npos, "note", "not the form of a signature line");
            signatures.push_back({ line.substr(4, space - 4), fromBase64(line.substr(space + 1)) });
            need(isKeyName(signatures.back().name) && signatures.back().blob.size() >= 5 && signatures.size() <= 100,
                "note", "no proper key name or base64, or too many lines");
        }
    }
    /// True when one of the lines with this name and key verifies.
    bool isSignedBy(View signer, View key) const
    {
        const std::string id = keyIdOf(signer, key);
        return std::any_of(signatures.begin(), signatures.end(), [&](const SignatureLine& line) {
            return line.name == signer && line.blob.starts_with(id)
                && verifySignature(key, text, View(line.blob).substr(4));
        });
    }
};

/// A key as tools exchange it: "name+hex key id+base64(type ‖ key)".
struct VerifierKey {
    std::string name;
    std::string key; ///< 32 bytes
    KeyType type = KeyType::Ed25519;

    static bool parse(View text, VerifierKey& out)
    {
        const size_t first = text.find('+'), second = text.find('+', first + 1);
        const std::string decoded = second < text.size() ? fromBase64(text.substr(second + 1)) : std::string();
        if (decoded.size() != 33 || (decoded[0] != 1 && decoded[0] != 4))
            return false;
        out = { std::string(text.substr(0, first)), decoded.substr(1), KeyType(decoded[0]) };
        return isKeyName(out.name) && isAcceptableKey(out.key)
            && text.substr(first + 1, second - first - 1) == hex(keyIdOf(out.name, out.key, out.type));
    }
};

/// What a checkpoint says: origin, size and root on three lines. Fault: checkpoint.
struct Checkpoint {
    std::string origin;
    uint64_t size = 0;
    Hash root{};

    static Checkpoint parse(View text)
    {
        Checkpoint out;
        const size_t first = text.find('\n'), second = text.find('\n', first + 1);
        const bool lines = first != 0 && first < second && second < text.size() - 1 && text.ends_with('\n');
        const std::string root = lines ? fromBase64(text.substr(second + 1, text.size() - second - 2)) : "";
        need(root.size() == 32 && parseNumber(text.substr(first + 1, second - first - 1), out.size), "checkpoint",
            "not origin, size and root on three lines");
        out.origin = text.substr(0, first);
        out.root = hashFrom(root);
        return out;
    }
    std::string toText() const { return origin + '\n' + std::to_string(size) + '\n' + base64(viewOf(root)) + '\n'; }
};

/// Seconds since 1970 at which the witness says it signed; `blob` must have 76 bytes.
inline uint64_t cosignatureTime(View blob)
{
    uint64_t time = 0;
    for (const char c : blob.substr(4, 8))
        time = time << 8 | static_cast<unsigned char>(c);
    return time;
}

/// A witness's line on a checkpoint (FORMAT.md 8). Fault: cosignature.
inline void verifyCosignature(View checkpointText, const SignatureLine& line, View key)
{
    const View blob = line.blob;
    need(blob.size() == 76, "cosignature", "not key id, time and signature");
    need(blob.substr(0, 4) == keyIdOf(line.name, key, KeyType::Cosigner), "cosignature", "made with another key");
    const uint64_t time = cosignatureTime(blob);
    const std::string message = "cosignature/v1\ntime " + std::to_string(time) + '\n' + std::string(checkpointText);
    need(time <= INT64_MAX && verifySignature(key, message, blob.substr(12)), "cosignature", "does not verify");
}

/// The text's lines without their newlines.
inline std::vector<std::string> linesOf(View text)
{
    std::vector<std::string> lines;
    std::istringstream stream{ std::string(text) };
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

/// A c2sp.org/tlog-policy: known logs, known witnesses, and which of them are enough. Fault: policy.
struct Policy {
    struct Member {
        size_t threshold = 0; ///< 0 for a witness
        std::string key; ///< of a witness
        std::vector<std::string> members; ///< of a group
    };
    std::vector<VerifierKey> logs, witnesses;
    std::map<std::string, Member> names;
    std::string quorum;

    static Policy parse(View text)
    {
        Policy out;
        std::set<std::string> used, keys;
        const auto isBad = [](char c) { return (c >= 0 && c < 0x20 && c != '\t' && c != '\n') || c == 0x7f; };
        need(std::none_of(text.begin(), text.end(), isBad) && (text.empty() || text.ends_with('\n')), "policy",
            "control characters, or no newline at the end");
        for (const std::string& line : linesOf(text)) {
            std::istringstream split(line);
            const std::vector<std::string> words{ std::istream_iterator<std::string>(split), {} };
            const std::string what = words.empty() || words[0][0] == '#' ? "" : words[0];
            VerifierKey key;
            const auto isKey = [&](const std::string& word, KeyType type) {
                return VerifierKey::parse(word, key) && key.type == type && keys.insert(char(type) + key.key).second;
            };
            bool ok = what.empty();
            if (what == "log" && (words.size() == 2 || words.size() == 3)) {
                ok = isKey(words[1], KeyType::Ed25519);
                out.logs.push_back(key);
            } else if (what == "witness" && (words.size() == 3 || words.size() == 4)) {
                ok = isKey(words[2], KeyType::Cosigner) && words[1] != "none"
                    && out.names.try_emplace(words[1], Member{ 0, key.key, {} }).second;
                out.witnesses.push_back(key);
            } else if (what == "group" && words.size() >= 4) {
                Member group{ 0, {}, { words.begin() + 3, words.end() } };
                uint64_t threshold = words[2] == "any" ? 1 : group.members.size();
                ok = words[2] == "any" || words[2] == "all" || parseNumber(words[2], threshold);
                ok = ok && threshold >= 1 && threshold <= group.members.size() && words[1] != "none";
                for (const std::string& member : group.members)
                    ok = ok && out.names.contains(member) && used.insert(member).second;
                group.threshold = threshold;
                ok = ok && out.names.try_emplace(words[1], group).second;
            } else if (what == "quorum" && words.size() == 2 && out.quorum.empty()) {
                ok = words[1] == "none" || out.names.contains(words[1]);
                out.quorum = words[1];
            }
            need(ok, "policy", ("not a line of a tlog-policy: " + line).c_str());
        }
        need(!out.quorum.empty(), "policy", "there is no quorum line");
        return out;
    }
    const VerifierKey* logOf(View origin) const
    {
        const auto found = std::find_if(logs.begin(), logs.end(), [&](const auto& log) { return log.name == origin; });
        return found == logs.end() ? nullptr : &*found;
    }
    /// Whether the witnesses with these keys meet the quorum.
    bool isMet(const std::set<std::string>& keys) const { return quorum == "none" || isMet(quorum, keys); }
    bool isMet(const std::string& name, const std::set<std::string>& keys) const
    {
        const Member& of = names.at(name);
        const auto met = std::count_if(
            of.members.begin(), of.members.end(), [&](const std::string& each) { return isMet(each, keys); });
        return of.threshold == 0 ? keys.contains(of.key) : size_t(met) >= of.threshold;
    }
};

} // namespace docket::verify
