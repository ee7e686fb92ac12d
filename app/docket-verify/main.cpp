#include "app/docket-verify/database.h"
#include "app/docket-verify/folder.h"

#include <getopt.h>

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

/// What was asked for: the values of each option, empty for flags. "path" is one, too.
struct Options : std::map<std::string, Lines> {
    bool read(int count, char** words)
    {
        static constexpr option all[] = { { "quick", 0, nullptr, 0 }, { "full", 0, nullptr, 0 },
            { "json", 0, nullptr, 0 }, { "against", 1, nullptr, 0 }, { "policy", 1, nullptr, 0 },
            { "proof", 1, nullptr, 0 }, { "key", 1, nullptr, 0 }, {} };
        int index = 0, found = 0;
        while ((found = getopt_long(count, words, "", all, &index)) == 0)
            (*this)[all[index].name].push_back(optarg ? optarg : "");
        (*this)["path"].assign(words + optind, words + count);
        return found == -1 && (has("path") || has("proof")) && (has("proof") || !has("key")) && at("path").size() < 2;
    }
    bool has(const char* name) const { return contains(name) && !at(name).empty(); }
    std::string value(const char* name) const { return has(name) ? at(name).front() : ""; }
};

/// A c2sp.org/tlog-proof whose `extra` is the entry's note: signed entry, tree signed by the same device, place in it.
void checkProof(const std::string& file, const std::string& trusted, const Policy& policy, Report& report)
{
    const size_t split = std::min(file.find("\n\n"), file.size() - 1);
    const Lines lines = linesOf(View(file).substr(0, split));
    const bool isProof = lines.size() > 2 && lines[0] == "c2sp.org/tlog-proof@v1" && lines[1].starts_with("extra ");
    const std::string note = isProof ? fromBase64(View(lines[1]).substr(6)) : "";
    uint64_t index = 0;
    const bool isPlace = isProof && lines[2].starts_with("index ") && parseNumber(View(lines[2]).substr(6), index);
    need(isPlace && !note.empty(), "proof", "no c2sp.org/tlog-proof@v1");
    const std::vector<Hash> hashes = hashesIn(lines, 3, "proof");
    Header header;
    Json json;
    readEntry(note, header, json);
    const Note signedTree(View(file).substr(split + 2));
    const std::string name(Note(note).signatures.front().name), key(viewOf(header.device));
    need(signedTree.isSignedBy(name, key), "proof", "the checkpoint is not signed by the device of the entry");
    const Checkpoint tree = Checkpoint::parse(signedTree.text);
    const Hash id = leafHash(note);
    const bool isThere = index + 1 == header.seq && rootBy(hashes, id, index, tree.size) == tree.root;
    need(tree.origin == name && isThere, "proof", "the entry is not at this place in the tree of the checkpoint");
    VerifierKey known;
    const bool isKnown = VerifierKey::parse(trusted, known) && known.key == key && known.name == name;
    need(isKnown || trusted.empty(), "proof", "the entry is signed by another key than the one given with --key");
    if (policy.isMet) {
        need(policy.keyOf(name) == key, "proof", "the policy does not know this log with this key");
        std::set<std::string> met;
        for (const SignatureLine& line : signedTree.signatures)
            for (const VerifierKey& witness : policy.witnesses)
                if (witness.name == line.name && line.name != name + "/w") {
                    need(verifyCosignature(signedTree.text, line, witness.key), "cosignature", "does not verify");
                    met.insert(witness.key);
                }
        need(policy.isMet(met), "quorum", "too few witnesses for the policy");
    } else if (!isKnown) {
        report.remark("proof", name, "nothing says that the key " + base64Url(key) + " is to be trusted");
    }
    report.remark("proof", "entry " + std::to_string(header.seq) + " of " + name,
        header.kind + " at " + header.time + ", id " + base64Url(viewOf(id)) + ", tree of " + std::to_string(tree.size)
            + (header.caseId.empty() ? "" : ", case " + base64Url(header.caseId))
            + (header.policy.empty() ? "" : ", policy " + header.policy));
}

void checkLog(const Options& options, const Policy& policy, Report& report)
{
    History history{ report };
    const fs::path path = options.value("path");
    const std::string file = (fs::exists(path / "log.db") ? path / "log.db" : path).string();
    for (const VerifierKey& witness : policy.witnesses)
        history.cosignerKeys.emplace(witness.name, witness.key);
    if (fs::is_directory(file))
        FolderSource{ file, history }.run();
    else
        report.check(file, [&] { Database{ file, history }.run(); });
    for (const std::string& against : options.has("against") ? options.at("against") : Lines())
        history.addCheckpoint(against, readFile(against));
    history.finish();
    for (const Log& log : policy.isMet ? history.logs : std::deque<Log>()) {
        const auto isMet = [&](const auto& at) { return policy.isMet(at.second); };
        if (policy.keyOf(log.name) != log.key)
            report.fault("not-enrolled", log.name, "the policy does not know this log");
        else if (!policy.isMet({}) && std::ranges::none_of(log.cosigners, isMet))
            report.fault("quorum", log.name, "too few witnesses for the policy");
    }
}

} // namespace

int main(int count, char** words)
try {
    Options options;
    if (!options.read(count, words))
        return std::fputs(usage, stderr), 2;
    const auto start = std::chrono::steady_clock::now();
    need(sodium_init() >= 0, "libsodium", "found no source of random numbers");
    const Policy policy = options.has("policy") ? Policy::parse(readFile(options.value("policy"))) : Policy();
    const std::string proof = options.value("proof");
    Report report;
    report.full = options.has("full");
    report.path = options.has("path") ? options.value("path") : proof;
    if (options.has("path"))
        checkLog(options, policy, report);
    if (!proof.empty())
        report.check(proof, [&] { checkProof(readFile(proof, 1u << 20), options.value("key"), policy, report); });
    const double spent = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::fputs((options.has("json") ? report.toJson(spent) : report.toText(spent)).c_str(), stdout);
    return report.findingCount == 0 ? 0 : 1;
} catch (const Fault& fault) {
    return std::fprintf(stderr, "docket-verify: %s: %s\n", fault.word, fault.detail.c_str()), 3;
} catch (const std::exception& error) {
    return std::fprintf(stderr, "docket-verify: %s\n", error.what()), 3;
}
