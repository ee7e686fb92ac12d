#include "app/docket-verify/history.h"

#include <sodium.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <optional>

using namespace docket::verify;

namespace
{

constexpr const char* usage = R"(docket-verify [--quick|--full] [--json] [--against CHECKPOINT]... [--policy FILE] PATH
docket-verify --proof FILE [--policy FILE | --key VKEY] [--json]

PATH is a log.db or its workspace folder, an unpacked bundle, or a tiles folder.
  --quick     every hash, chain, tree and column, and the newest signature of each device (default)
  --full      every signature as well, and the database file itself
  --against   a checkpoint that was kept elsewhere: the log must contain it
  --policy    a tlog-policy: which logs are known and how many witnesses are enough
  --proof     checks the proof of one entry and says what the entry says
  --key       the key that signed it, as NAME+ID+KEY
Exit status: 0 sound, 1 not sound (a line for each finding), 2 wrong usage, 3 cannot be read.
)";

struct Options {
    bool full = false, json = false;
    std::vector<std::string> against;
    std::string policy, proof, key, path;
    bool read(const std::vector<std::string>& words)
    {
        for (size_t i = 0; i < words.size(); ++i) {
            const std::string& word = words[i];
            std::string* value = word == "--policy" ? &policy
                : word == "--proof"                 ? &proof
                : word == "--key"                   ? &key
                                                    : nullptr;
            if (word == "--against")
                value = &against.emplace_back();
            if (value && value->empty() && i + 1 < words.size())
                *value = words[++i];
            else if (word == "--quick" || word == "--full")
                full = word == "--full";
            else if (word == "--json")
                json = true;
            else if (!word.starts_with("--") && path.empty())
                path = word;
            else
                return false;
        }
        return !(path.empty() && proof.empty()) && (key.empty() || !proof.empty());
    }
};

/// A c2sp.org/tlog-proof whose `extra` is the entry's note: signed entry, tree signed by the same device, place in it.
void checkProof(const std::string& file, const Options& options, const std::optional<Policy>& policy, Report& report)
{
    const size_t split = std::min(file.find("\n\n"), file.size());
    std::vector<std::string> lines = linesOf(View(file).substr(0, split));
    const bool form = split < file.size() && lines.size() >= 3 && lines[0] == "c2sp.org/tlog-proof@v1"
        && lines[1].starts_with("extra ") && lines[2].starts_with("index ") && lines.size() <= 3 + 64;
    const std::string note = form ? fromBase64(View(lines[1]).substr(6)) : std::string();
    uint64_t index = 0;
    need(!note.empty() && parseNumber(View(lines[2]).substr(6), index), "proof",
        "not a proof file (c2sp.org/tlog-proof@v1)");
    std::vector<Hash> hashes;
    for (size_t i = 3; i < lines.size(); ++i) {
        const std::string bytes = fromBase64(lines[i]);
        need(bytes.size() == 32, "proof", "not a hash in base64");
        hashes.push_back(hashFrom(bytes));
    }
    Header header;
    Json json;
    readEntry(note, header, json);
    const Note signedTree(View(file).substr(split + 2));
    const std::string name(Note(note).signatures.front().name), key(viewOf(header.device));
    need(signedTree.isSignedBy(name, key), "proof", "the checkpoint is not signed by the device of the entry");
    const Checkpoint tree = Checkpoint::parse(signedTree.text);
    need(tree.origin == name, "proof", "the checkpoint is of another log");
    need(index + 1 == header.seq && verifyInclusion(leafHash(note), index, tree.size, hashes, tree.root), "proof",
        "the entry is not at this place in the tree of the checkpoint");
    VerifierKey trusted;
    need(
        options.key.empty() || (VerifierKey::parse(options.key, trusted) && trusted.key == key && trusted.name == name),
        "proof", "the entry is signed by another key than the one given with --key");
    if (policy) {
        const VerifierKey* log = policy->logOf(name);
        need(log && log->key == key, "proof", "the policy does not know this log with this key");
        std::set<std::string> met;
        for (const SignatureLine& line : signedTree.signatures)
            for (const VerifierKey& witness : policy->witnesses)
                if (witness.name == line.name && line.name != name + "/w") {
                    verifyCosignature(signedTree.text, line, witness.key);
                    met.insert(witness.key);
                }
        need(policy->isMet(met), "quorum", "too few witnesses for the policy");
    } else if (options.key.empty()) {
        report.remark(
            "proof", name, "nothing says that the key " + base64Url(key) + " may be trusted; give --key or --policy");
    }
    std::string said
        = std::string(header.kind) + " at " + std::string(header.time) + ", id " + base64Url(viewOf(leafHash(note)));
    if (header.hasCase)
        said += ", case " + base64Url(viewOf(header.caseId));
    if (!header.policy.empty())
        said += ", policy " + std::string(header.policy);
    if (header.hasPayload)
        said += ", payload commitment " + base64Url(viewOf(header.commitment));
    report.remark("proof", "entry " + std::to_string(header.seq) + " of " + name,
        said + ", tree of " + std::to_string(tree.size));
}

void checkLog(const Options& options, const std::optional<Policy>& policy, Report& report)
{
    History history(report);
    const std::filesystem::path path = options.path;
    const bool isFolder = std::filesystem::is_directory(path) && !std::filesystem::exists(path / "log.db");
    if (policy)
        for (const VerifierKey& witness : policy->witnesses)
            history.cosignerKeys.emplace(witness.name, witness.key);
    const auto extra = [&] {
        for (const std::string& file : options.against)
            history.addCheckpoint(readFile(file), file);
    };
    report.kind = "log.db";
    if (isFolder)
        checkFolder(path, history, extra);
    else
        checkDatabase(std::filesystem::is_directory(path) ? (path / "log.db").string() : options.path, history, extra);
    history.finish();
    for (const Log& log : history.logs) {
        const VerifierKey* known = policy ? policy->logOf(log.name) : nullptr;
        const bool met = policy && std::any_of(log.cosigners.begin(), log.cosigners.end(), [&](const auto& at) {
            return policy->isMet(at.second);
        });
        if (policy && (!known || known->key != log.key))
            report.finding("not-enrolled", log.name, "the policy does not know this log");
        else if (policy && !met && policy->quorum != "none")
            report.finding("quorum", log.name, "too few witnesses for the policy");
    }
}

} // namespace

int main(int count, char** words)
{
    Options options;
    if (!options.read({ words + 1, words + count })) {
        std::fputs(usage, stderr);
        return 2;
    }
    const auto start = std::chrono::steady_clock::now();
    Report report;
    try {
        if (sodium_init() < 0)
            throw Unreadable("libsodium found no source of random numbers");
        report.full = options.full;
        report.path = options.path.empty() ? options.proof : options.path;
        std::optional<Policy> policy;
        if (!options.policy.empty())
            policy = Policy::parse(readFile(options.policy));
        if (!options.path.empty())
            checkLog(options, policy, report);
        if (!options.proof.empty())
            report.check(options.proof, nullptr,
                [&] { checkProof(readFile(options.proof, 1u << 20), options, policy, report); });
    } catch (const Fault& fault) {
        std::fprintf(stderr, "docket-verify: %s: %s\n", options.policy.c_str(), fault.detail.c_str());
        return 3;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "docket-verify: %s\n", error.what());
        return 3;
    }
    report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::fputs((options.json ? report.toJson() : report.toText()).c_str(), stdout);
    return report.findingCount == 0 ? 0 : 1;
}
