#include "app/docket-verify/database.h"
#include "app/docket-verify/folder.h"

#include <sodium.h>

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

struct Options {
    bool full = false, json = false;
    std::vector<std::string> against;
    std::string policy, proof, key, path;
    bool read(int count, char** words)
    {
        for (int i = 1; i < count; ++i) {
            const std::string word = words[i];
            const bool more = i + 1 < count;
            std::string* value = word == "--policy" ? &policy
                : word == "--proof"                 ? &proof
                : word == "--key"                   ? &key
                                                    : nullptr;
            if (word == "--quick" || word == "--full")
                full = word == "--full";
            else if (word == "--json")
                json = true;
            else if (word == "--against" && more)
                against.emplace_back(words[++i]);
            else if (value && more && value->empty())
                *value = words[++i];
            else if (!word.starts_with("--") && path.empty())
                path = word;
            else
                return false;
        }
        return !(path.empty() && proof.empty()) && (key.empty() || !proof.empty());
    }
};

void checkProof(const Options& options, const Policy* policy, Report& report)
{
    Proof proof;
    Header header;
    Json json;
    const std::string text = readFile(options.proof, 1u << 20);
    Fault fault = Proof::parse(text, proof);
    if (!fault)
        fault = proof.verify(header, json);
    if (fault) {
        report.find(fault.word, options.proof + ": " + fault.text);
        return;
    }
    Note note;
    Note::parse(proof.checkpoint, note);
    Checkpoint tree;
    Checkpoint::parse(note.text, tree);
    const std::string key = std::string(viewOf(header.device));
    VerifierKey trusted;
    if (!options.key.empty()
        && (!VerifierKey::parse(options.key, trusted) || trusted.key != key || trusted.name != tree.origin))
        report.find("proof", "the entry is signed by another key than the one given with --key");
    std::set<std::string> met;
    if (policy) {
        const VerifierKey* log = policy->logOf(tree.origin);
        if (!log || log->key != key)
            report.find("proof", "the policy does not know the log " + tree.origin + " with this key");
        for (const SignatureLine& line : note.signatures)
            for (const VerifierKey& witness : policy->witnesses) {
                uint64_t time = 0;
                if (witness.name != line.name || line.name == tree.origin + "/w")
                    continue;
                if (verifyCosignature(note.text, line, witness.key, time))
                    report.find("cosignature", std::string(line.name) + ": does not verify");
                else
                    met.insert(witness.key);
            }
        if (!policy->isMet(met))
            report.find("quorum", "too few witnesses for the policy");
    } else if (options.key.empty()) {
        report.remark(
            "proof", "nothing says that the key " + base64Url(key) + " may be trusted; give --key or --policy");
    }
    const std::string said = "entry " + std::to_string(header.seq) + " of " + tree.origin + ": "
        + std::string(header.kind) + " at " + std::string(header.time)
        + (header.hasCase ? ", case " + base64Url(View(reinterpret_cast<const char*>(header.caseId.data()), 16))
                          : std::string())
        + (header.policy.empty() ? std::string() : ", policy " + std::string(header.policy)) + ", id "
        + base64Url(viewOf(leafHash(proof.note)))
        + (header.hasPayload ? ", payload commitment " + base64Url(viewOf(header.commitment)) : std::string())
        + ", in the tree of " + std::to_string(tree.size) + " entries";
    report.remark("entry", said);
}

void checkQuorum(const Policy& policy, History& history)
{
    for (const Log& log : history.logs) {
        const VerifierKey* known = policy.logOf(log.name);
        const bool met = std::any_of(
            log.cosigners.begin(), log.cosigners.end(), [&](const auto& at) { return policy.isMet(at.second); });
        if (!known || known->key != log.key)
            history.report.find("not-enrolled", log.name + ": the policy does not know this log");
        else if (!met && policy.quorum != "none")
            history.report.find("quorum", log.name + ": too few witnesses for the policy");
    }
}

int run(const Options& options)
{
    const auto start = std::chrono::steady_clock::now();
    Report report;
    report.full = options.full;
    report.path = options.path.empty() ? options.proof : options.path;
    report.kind = "proof";
    Policy policy;
    if (!options.policy.empty())
        if (Fault fault = Policy::parse(readFile(options.policy), policy))
            throw Unreadable(options.policy + ": " + fault.text);
    const Policy* given = options.policy.empty() ? nullptr : &policy;
    if (!options.path.empty()) {
        History history(report);
        const std::filesystem::path path = options.path;
        const bool folder = std::filesystem::is_directory(path);
        const bool workspace = folder && std::filesystem::exists(path / "log.db");
        if (given)
            for (const VerifierKey& witness : given->witnesses)
                history.cosignerKeys.emplace(witness.name, witness.key);
        const auto extra = [&] {
            for (const std::string& file : options.against)
                history.addCheckpoint(readFile(file), file);
        };
        if (folder && !workspace) {
            checkFolder(path, history, extra);
        } else {
            report.kind = "log.db";
            checkDatabase(workspace ? (path / "log.db").string() : options.path, history, extra);
        }
        history.finish(report.kind == "log.db");
        if (given)
            checkQuorum(policy, history);
    }
    if (!options.proof.empty())
        checkProof(options, given, report);
    report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (options.json) {
        std::printf("%s\n", report.toJson().c_str());
    } else {
        for (const Report::Line& line : report.findings)
            std::printf("%s %s\n", line.word.c_str(), line.text.c_str());
        if (report.findingCount > report.findings.size())
            std::printf(
                "and %llu more\n", static_cast<unsigned long long>(report.findingCount - report.findings.size()));
        for (const Report::Line& line : report.remarks)
            if (!options.proof.empty())
                std::printf("%s: %s\n", line.word.c_str(), line.text.c_str());
        if (report.findingCount == 0 && !options.path.empty())
            std::printf("sound: %llu entries of %zu devices, %llu remarks, %.2f s (%s)\n",
                static_cast<unsigned long long>(report.entries), report.devices.size(),
                static_cast<unsigned long long>(report.remarkCount), report.seconds, report.full ? "full" : "quick");
    }
    return report.findingCount == 0 ? 0 : 1;
}

} // namespace

int main(int count, char** words)
{
    Options options;
    if (!options.read(count, words)) {
        std::fputs(usage, stderr);
        return 2;
    }
    try {
        if (sodium_init() < 0)
            throw Unreadable("libsodium found no source of random numbers");
        return run(options);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "docket-verify: %s\n", error.what());
        return 3;
    }
}
