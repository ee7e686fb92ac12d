#include "app/docket-verify/note.h"

#include <algorithm>
#include <iterator>
#include <sstream>

namespace docket::verify
{

namespace
{

/// Not empty, no plus, and none of the characters that Unicode calls a space.
bool isName(View name)
{
    static constexpr View spaces[]
        = { "\xc2\x85", "\xc2\xa0", "\xe1\x9a\x80", "\xe2\x80\x80", "\xe2\x80\x81", "\xe2\x80\x82", "\xe2\x80\x83",
              "\xe2\x80\x84", "\xe2\x80\x85", "\xe2\x80\x86", "\xe2\x80\x87", "\xe2\x80\x88", "\xe2\x80\x89",
              "\xe2\x80\x8a", "\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80" };
    return !name.empty() && name.find_first_of("+ \t\n\v\f\r") == View::npos
        && std::none_of(
            std::begin(spaces), std::end(spaces), [&](View space) { return name.find(space) != View::npos; });
}

} // namespace

std::string keyIdOf(View name, View key, KeyType type)
{
    return std::string(viewOf(sha256({ name, "\n", type == KeyType::Cosigner ? "\4" : "\1", key })).substr(0, 4));
}

Note::Note(View bytes)
{
    need(isUtf8(bytes), "note", "not valid UTF-8");
    need(std::none_of(bytes.begin(), bytes.end(), [](char c) { return c >= 0 && c < 0x20 && c != '\n'; }), "note",
        "a control character other than newline");
    const size_t split = bytes.rfind("\n\n");
    need(split != View::npos && bytes.ends_with('\n') && split + 2 < bytes.size(), "note",
        "no text, empty line and signature lines");
    text = bytes.substr(0, split + 1);
    for (View rest = bytes.substr(split + 2); !rest.empty(); rest.remove_prefix(rest.find('\n') + 1)) {
        const View line = rest.substr(0, rest.find('\n'));
        const size_t space = line.find(' ', 4);
        need(line.starts_with("\xe2\x80\x94 ") && space != View::npos, "note", "not the form of a signature line");
        SignatureLine parsed{ line.substr(4, space - 4), fromBase64(line.substr(space + 1)) };
        need(isName(parsed.name) && parsed.blob.size() >= 5, "note", "no proper key name or base64");
        signatures.push_back(std::move(parsed));
        need(signatures.size() <= 100, "note", "too many signatures");
    }
}

bool Note::isSignedBy(View signer, View key) const
{
    const std::string id = keyIdOf(signer, key);
    return std::any_of(signatures.begin(), signatures.end(), [&](const SignatureLine& line) {
        return line.name == signer && line.blob.starts_with(id)
            && verifySignature(key, text, View(line.blob).substr(4));
    });
}

bool VerifierKey::parse(View text, VerifierKey& out)
{
    const size_t first = text.find('+'), second = text.find('+', first + 1);
    const std::string decoded = second < text.size() ? fromBase64(text.substr(second + 1)) : std::string();
    if (decoded.size() != 33 || (decoded[0] != 1 && decoded[0] != 4))
        return false;
    out = { std::string(text.substr(0, first)), decoded.substr(1), KeyType(decoded[0]) };
    return isName(out.name) && isAcceptableKey(out.key)
        && text.substr(first + 1, second - first - 1) == hex(keyIdOf(out.name, out.key, out.type));
}

Checkpoint Checkpoint::parse(View text)
{
    Checkpoint out;
    const size_t first = text.find('\n'), second = text.find('\n', first + 1);
    const bool lines = first != 0 && first < second && second < text.size() - 1 && text.ends_with('\n');
    const std::string root = lines ? fromBase64(text.substr(second + 1, text.size() - second - 2)) : std::string();
    need(root.size() == 32 && parseNumber(text.substr(first + 1, second - first - 1), out.size), "checkpoint",
        "not origin, size and root on three lines");
    out.origin = text.substr(0, first);
    out.root = hashFrom(root);
    return out;
}

uint64_t cosignatureTime(View blob)
{
    uint64_t time = 0;
    for (size_t i = 4; i < 12; ++i)
        time = time << 8 | static_cast<unsigned char>(blob[i]);
    return time;
}

void verifyCosignature(View checkpointText, const SignatureLine& line, View key)
{
    const View blob = line.blob;
    need(blob.size() == 76, "cosignature", "not key id, time and signature");
    need(blob.substr(0, 4) == keyIdOf(line.name, key, KeyType::Cosigner), "cosignature", "made with another key");
    const uint64_t time = cosignatureTime(blob);
    const std::string message = "cosignature/v1\ntime " + std::to_string(time) + '\n' + std::string(checkpointText);
    need(time <= uint64_t(INT64_MAX) && verifySignature(key, message, blob.substr(12)), "cosignature",
        "does not verify");
}

Policy Policy::parse(View text)
{
    Policy out;
    std::set<std::string> used, keys;
    const auto bad = [](char c) { return (c >= 0 && c < 0x20 && c != '\t' && c != '\n') || c == 0x7f; };
    need(std::none_of(text.begin(), text.end(), bad) && (text.empty() || text.ends_with('\n')), "policy",
        "control characters, or no newline at the end");
    for (const std::string& line : linesOf(text)) {
        std::istringstream split(line);
        const std::vector<std::string> words{ std::istream_iterator<std::string>(split), {} };
        if (words.empty() || words[0][0] == '#')
            continue;
        VerifierKey key;
        const auto isKey = [&](const std::string& word, KeyType type) {
            return VerifierKey::parse(word, key) && key.type == type && keys.insert(char(type) + key.key).second;
        };
        const std::string& what = words[0];
        bool ok = false;
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

const VerifierKey* Policy::logOf(View origin) const
{
    const auto found
        = std::find_if(logs.begin(), logs.end(), [&](const VerifierKey& log) { return log.name == origin; });
    return found == logs.end() ? nullptr : &*found;
}

bool Policy::isMet(const std::string& name, const std::set<std::string>& keys) const
{
    const Member& member = names.at(name);
    const auto met = std::count_if(
        member.members.begin(), member.members.end(), [&](const std::string& each) { return isMet(each, keys); });
    return member.threshold == 0 ? keys.contains(member.key) : size_t(met) >= member.threshold;
}

std::vector<std::string> linesOf(View text)
{
    std::vector<std::string> lines;
    std::istringstream stream{ std::string(text) };
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

} // namespace docket::verify
