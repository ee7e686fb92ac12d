#include "app/docket-verify/policy.h"

#include <sstream>

namespace docket::verify
{

Fault Policy::parse(View text, Policy& out)
{
    std::set<std::string> used, keys;
    const auto wrong = [](const std::string& line) {
        return Fault{ "policy", "not a line of a tlog-policy: " + line };
    };
    const auto bad = [](char c) { return (c >= 0 && c < 0x20 && c != '\t' && c != '\n') || c == 0x7f; };
    if (std::any_of(text.begin(), text.end(), bad) || (!text.empty() && !text.ends_with('\n')))
        return { "policy", "control characters, or no newline at the end" };
    std::istringstream lines{ std::string(text) };
    for (std::string line; std::getline(lines, line);) {
        std::vector<std::string> words;
        std::istringstream split(line);
        for (std::string word; split >> word;)
            words.push_back(word);
        if (words.empty() || words[0][0] == '#')
            continue;
        const std::string& what = words[0];
        VerifierKey key;
        if (what == "log" && (words.size() == 2 || words.size() == 3)) {
            if (!VerifierKey::parse(words[1], key) || key.type != KeyType::Ed25519
                || !keys.insert("l" + key.key).second)
                return wrong(line);
            out.logs.push_back(key);
        } else if (what == "witness" && (words.size() == 3 || words.size() == 4)) {
            if (!VerifierKey::parse(words[2], key) || key.type != KeyType::Cosigner
                || !keys.insert("w" + key.key).second || words[1] == "none"
                || !out.names.try_emplace(words[1], Member{ 0, key.key, {} }).second)
                return wrong(line);
            out.witnesses.push_back(key);
        } else if (what == "group" && words.size() >= 4) {
            Member group{ 0, {}, { words.begin() + 3, words.end() } };
            uint64_t threshold = words[2] == "any" ? 1 : group.members.size();
            if (words[2] != "any" && words[2] != "all" && !parseNumber(words[2], threshold))
                return wrong(line);
            group.threshold = threshold;
            bool ok = threshold >= 1 && threshold <= group.members.size() && words[1] != "none";
            for (const std::string& member : group.members)
                ok = ok && out.names.contains(member) && used.insert(member).second;
            if (!ok || !out.names.try_emplace(words[1], group).second)
                return wrong(line);
        } else if (what == "quorum" && words.size() == 2 && out.quorum.empty()) {
            if (words[1] != "none" && !out.names.contains(words[1]))
                return wrong(line);
            out.quorum = words[1];
        } else {
            return wrong(line);
        }
    }
    return out.quorum.empty() ? Fault{ "policy", "there is no quorum line" } : Fault();
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
    if (member.threshold == 0)
        return keys.contains(member.key);
    const auto met = std::count_if(
        member.members.begin(), member.members.end(), [&](const std::string& each) { return isMet(each, keys); });
    return size_t(met) >= member.threshold;
}

Fault Proof::parse(View text, Proof& out)
{
    const Fault wrong{ "proof", "not a proof file (c2sp.org/tlog-proof@v1)" };
    const size_t split = text.find("\n\n");
    if (split == View::npos)
        return wrong;
    std::istringstream head{ std::string(text.substr(0, split)) };
    std::string line, hash;
    if (!std::getline(head, line) || line != "c2sp.org/tlog-proof@v1" || !std::getline(head, line)
        || !line.starts_with("extra ") || !fromBase64(View(line).substr(6), out.note) || !std::getline(head, line)
        || !line.starts_with("index ") || !parseNumber(View(line).substr(6), out.index))
        return wrong;
    while (std::getline(head, line)) {
        if (!fromBase64(line, hash) || hash.size() != 32 || out.hashes.size() == 64)
            return wrong;
        out.hashes.push_back(hashFrom(hash));
    }
    out.checkpoint = text.substr(split + 2);
    return {};
}

Fault Proof::verify(Header& header, Json& json) const
{
    if (Fault fault = readEntry(note, header, json))
        return fault;
    Note entry, signedTree;
    Checkpoint tree;
    Note::parse(note, entry);
    if (Fault fault = Note::parse(checkpoint, signedTree))
        return fault;
    const View name = entry.signatures.front().name;
    if (!signedTree.isSignedBy(name, viewOf(header.device)))
        return { "proof", "the checkpoint is not signed by the device of the entry" };
    if (Fault fault = Checkpoint::parse(signedTree.text, tree))
        return fault;
    if (tree.origin != name)
        return { "proof", "the checkpoint is of another log" };
    if (index + 1 != header.seq)
        return { "proof", "the entry is not the one at this index" };
    if (!verifyInclusion(leafHash(note), index, tree.size, hashes, tree.root))
        return { "proof", "the entry is not in the tree of the checkpoint" };
    return {};
}

} // namespace docket::verify
