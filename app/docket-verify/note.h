#pragma once

#include "app/docket-verify/base.h"

#include <simdjson.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <sstream>

namespace docket::verify
{

enum class KeyType : unsigned char { Ed25519 = 1, Cosigner = 4 };

/// First four bytes of SHA-256(name ‖ "\n" ‖ type ‖ key).
inline std::string keyIdOf(View name, View key, KeyType type = KeyType::Ed25519)
{
    const char byte = static_cast<char>(type);
    return std::string(viewOf(sha256({ name, "\n", View(&byte, 1), key })).substr(0, 4));
}

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
        need(simdjson::validate_utf8(bytes), "note", "not valid UTF-8");
        need(std::none_of(bytes.begin(), bytes.end(), isControl), "note", "a control character other than newline");
        need(split != View::npos && bytes.ends_with('\n') && split + 2 < bytes.size(), "note",
            "no text, empty line and signature lines");
        text = bytes.substr(0, split + 1);
        for (View rest = bytes.substr(split + 2); !rest.empty(); rest.remove_prefix(rest.find('\n') + 1)) {
            const View line = rest.substr(0, rest.find('\n'));
            const size_t space = std::min(line.find(' ', 4), line.size());
            need(line.starts_with("\xe2\x80\x94 ") && signatures.size() < 100, "note", "not the form of its lines");
            signatures.push_back(
                { line.substr(4, space - 4), fromBase64(line.substr(std::min(space + 1, line.size()))) });
            need(isKeyName(signatures.back().name) && signatures.back().blob.size() >= 5, "note",
                "no proper key name or base64");
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
        std::vector<std::string> parts;
        const bool form = matches(text, "([^+]+)\\+([0-9a-f]{8})\\+(.*)", &parts);
        const std::string decoded = form ? fromBase64(parts[2]) : std::string();
        if (decoded.size() != 33 || (decoded[0] != 1 && decoded[0] != 4))
            return false;
        out = { parts[0], decoded.substr(1), KeyType(decoded[0]) };
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
        std::vector<std::string> lines;
        Checkpoint out;
        const bool form = matches(text, "([^\n]+)\n([0-9]+)\n([^\n]{44})\n", &lines);
        const std::string root = form ? fromBase64(lines[2]) : "";
        need(root.size() == 32 && parseNumber(lines[1], out.size), "checkpoint",
            "not origin, size and root on three lines");
        return { lines[0], out.size, hashFrom(root) };
    }
    std::string toText() const { return origin + '\n' + std::to_string(size) + '\n' + base64(viewOf(root)) + '\n'; }
};

/// Seconds since 1970 at which the witness says it signed; `blob` must have 76 bytes.
inline uint64_t cosignatureTime(View blob)
{
    return numberIn(blob.substr(4, 8));
}

/// A witness's line on a checkpoint (FORMAT.md 8). Fault: cosignature.
inline void verifyCosignature(View checkpointText, const SignatureLine& line, View key)
{
    const View blob = line.blob;
    need(blob.size() == 76 && blob.starts_with(keyIdOf(line.name, key, KeyType::Cosigner)), "cosignature",
        "not of this witness's key");
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

/// The hashes of a proof, each a line of base64.
inline std::vector<Hash> hashesOf(
    std::vector<std::string>::const_iterator line, std::vector<std::string>::const_iterator end, const char* word)
{
    std::vector<Hash> out;
    for (; line != end; ++line) {
        const std::string bytes = fromBase64(*line);
        need(bytes.size() == 32 && out.size() < 64, word, "not the hashes of a proof");
        out.push_back(hashFrom(bytes));
    }
    return out;
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
            const auto is = [&](const char* what, size_t least, size_t most) {
                return words[0] == what && words.size() >= least && words.size() <= most;
            };
            const auto add = [&](std::vector<VerifierKey>& to, const std::string& word, KeyType type) {
                return VerifierKey::parse(word, to.emplace_back()) && to.back().type == type
                    && keys.insert(char(type) + to.back().key).second;
            };
            const auto addName = [&](const Member& member) {
                return words[1] != "none" && out.names.size() < 1000 && out.names.try_emplace(words[1], member).second;
            };
            bool ok = words.empty() || words[0][0] == '#';
            if (ok) {
                continue;
            } else if (is("log", 2, 3)) {
                ok = add(out.logs, words[1], KeyType::Ed25519);
            } else if (is("witness", 3, 4)) {
                ok = add(out.witnesses, words[2], KeyType::Cosigner) && addName({ 0, out.witnesses.back().key, {} });
            } else if (is("group", 4, SIZE_MAX)) {
                const std::vector<std::string> members(words.begin() + 3, words.end());
                uint64_t threshold = words[2] == "any" ? 1 : members.size();
                ok = words[2] == "any" || words[2] == "all" || parseNumber(words[2], threshold);
                for (const std::string& member : members)
                    ok = ok && out.names.contains(member) && used.insert(member).second;
                ok = ok && threshold >= 1 && threshold <= members.size() && addName({ threshold, {}, members });
            } else if (is("quorum", 2, 2) && out.quorum.empty()) {
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
