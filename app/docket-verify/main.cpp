#include "app/docket-verify/history.h"

#include <chrono>
#include <cstdio>

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

/// The words of the command line: values by option, "" for the path; flags have an empty value.
struct Options {
    std::multimap<std::string, std::string> given;

    bool read(const std::vector<std::string>& words)
    {
        static const std::map<std::string, bool> takesValue{ { "--quick", false }, { "--full", false },
            { "--json", false }, { "--against", true }, { "--policy", true }, { "--proof", true }, { "--key", true } };
        for (size_t i = 0; i < words.size(); ++i) {
            const auto option = takesValue.find(words[i]);
            const bool isPath = option == takesValue.end();
            const bool hasValue = !isPath && option->second;
            if ((isPath && words[i].starts_with("--")) || (hasValue && i + 1 == words.size())
                || (has(isPath ? "" : words[i]) && words[i] != "--against"))
                return false;
            given.emplace(isPath ? "" : words[i], isPath ? words[i] : hasValue ? words[i + 1] : "");
            i += hasValue;
        }
        return (has("") || has("--proof")) && (has("--proof") || !has("--key"));
    }
    bool has(const std::string& option) const { return given.contains(option); }
    std::string value(const std::string& option) const { return has(option) ? given.find(option)->second : ""; }
};

/// A c2sp.org/tlog-proof whose `extra` is the entry's note: signed entry, tree signed by the same device, place in it.
void checkProof(const std::string& file, const std::string& trustedKey, const Policy* policy, Report& report)
{
    const size_t split = std::min(file.find("\n\n"), file.size());
    const std::vector<std::string> lines = linesOf(View(file).substr(0, split));
    const bool form = split < file.size() && lines.size() >= 3 && lines[0] == "c2sp.org/tlog-proof@v1"
        && lines[1].starts_with("extra ") && lines[2].starts_with("index ");
    const std::string note = form ? fromBase64(View(lines[1]).substr(6)) : std::string();
    uint64_t index = 0;
    need(!note.empty() && parseNumber(View(lines[2]).substr(6), index), "proof", "no c2sp.org/tlog-proof@v1");
    const std::vector<Hash> hashes = hashesOf(lines.begin() + 3, lines.end(), "proof");
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
    need(trustedKey.empty() || (VerifierKey::parse(trustedKey, trusted) && trusted.key == key && trusted.name == name),
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
    } else if (trustedKey.empty()) {
        report.remarks.add(
            "proof", name, "nothing says that the key " + base64Url(key) + " may be trusted; give --key or --policy");
    }
    report.remarks.add("proof", "entry " + std::to_string(header.seq) + " of " + name,
        header.kind + " at " + header.time + ", id " + base64Url(viewOf(leafHash(note)))
            + (header.hasCase ? ", case " + base64Url(viewOf(header.caseId)) : "")
            + (header.policy.empty() ? "" : ", policy " + header.policy)
            + (header.hasPayload ? ", payload commitment " + base64Url(viewOf(header.commitment)) : "") + ", tree of "
            + std::to_string(tree.size));
}

/// False when somebody wrote meanwhile, and what was found may come from that.
bool checkLog(const Options& options, const Policy* policy, bool inSlices, Report& report)
{
    History history(report);
    std::filesystem::path path = options.value("");
    if (std::filesystem::exists(path / "log.db"))
        path /= "log.db";
    for (size_t i = 0; policy && i < policy->witnesses.size(); ++i)
        history.cosignerKeys.emplace(policy->witnesses[i].name, policy->witnesses[i].key);
    bool isQuiet = true;
    if (std::filesystem::is_directory(path))
        readFolder(path, history);
    else
        isQuiet = !readDatabase(path.string(), history, inSlices);
    const auto [begin, end] = options.given.equal_range("--against");
    for (auto against = begin; against != end; ++against)
        history.checkpoints.push_back({ against->second, readFile(against->second) });
    history.finish();
    for (const Log& log : history.logs) {
        const VerifierKey* known = policy ? policy->logOf(log.name) : nullptr;
        const bool isMet = policy && std::any_of(log.cosigners.begin(), log.cosigners.end(), [&](const auto& at) {
            return policy->isMet(at.second);
        });
        if (policy && (!known || known->key != log.key))
            report.findings.add("not-enrolled", log.name, "the policy does not know this log");
        else if (policy && !isMet && policy->quorum != "none")
            report.findings.add("quorum", log.name, "too few witnesses for the policy");
    }
    return isQuiet || report.isSound();
}

} // namespace

int main(int count, char** words)
try {
    Options options;
    if (!options.read({ words + 1, words + count })) {
        std::fputs(usage, stderr);
        return 2;
    }
    const auto start = std::chrono::steady_clock::now();
    if (sodium_init() < 0)
        throw std::runtime_error("libsodium found no source of random numbers");
    std::optional<Policy> policy;
    if (options.has("--policy"))
        policy = Policy::parse(readFile(options.value("--policy")));
    const Policy* const trust = policy ? &*policy : nullptr;
    Report fresh, report;
    fresh.full = options.has("--full");
    fresh.path = options.value(options.has("") ? "" : "--proof");
    report = fresh;
    if (options.has("") && !checkLog(options, trust, true, report)) {
        report = fresh; // somebody wrote meanwhile: once more, while nobody can
        checkLog(options, trust, false, report);
    }
    if (options.has("--proof"))
        report.check(options.value("--proof"), nullptr,
            [&] { checkProof(readFile(options.value("--proof"), 1u << 20), options.value("--key"), trust, report); });
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::fputs((options.has("--json") ? report.toJson(seconds) : report.toText(seconds)).c_str(), stdout);
    return report.isSound() ? 0 : 1;
} catch (const Fault& fault) {
    std::fprintf(stderr, "docket-verify: %s: %s\n", fault.word, fault.detail.c_str());
    return 3;
} catch (const std::exception& error) {
    std::fprintf(stderr, "docket-verify: %s\n", error.what());
    return 3;
}
