#pragma once

#include "app/docket-verify/history.h"

#include <filesystem>
#include <fstream>

namespace docket::verify
{

namespace fs = std::filesystem;

/// Throws std::runtime_error, also for more than `limit` bytes.
inline std::string readFile(const fs::path& path, uint64_t limit = 64 << 20)
{
    std::ifstream file(path, std::ios::binary);
    std::error_code error;
    const uint64_t size = fs::file_size(path, error);
    if (!file || error || size > limit)
        throw std::runtime_error(path.string() + ": cannot be read, or is too large");
    std::string out(size, '\0');
    file.read(out.data(), std::streamsize(size));
    out.resize(size_t(file.gcount()));
    return out;
}

/// 1234 → "x001/234", and ".p/<width>" behind a partial tile.
inline std::string tilePath(uint64_t index, uint64_t width)
{
    const auto three = [](uint64_t number) { return std::to_string(1000 + number % 1000).substr(1); };
    std::string out = three(index) + (width < 256 ? ".p/" + std::to_string(width) : "");
    while (index /= 1000)
        out = 'x' + three(index) + '/' + out;
    return out;
}

/// Takes the first note off a tile of entries: each stands behind its length in two bytes. Fault: tiles.
inline View takeNote(View& rest)
{
    const size_t size = numberIn(rest.substr(0, 2));
    need(rest.size() >= size + 2, "tiles", "a tile of entries ends within one");
    const View note = rest.substr(2, size);
    rest.remove_prefix(size + 2);
    return note;
}

/// Puts an unpacked bundle, or a tiles folder, into the history.
struct FolderSource {
    fs::path folder;
    History& history;
    Report& report = history.report;
    std::set<std::string> files{}, unused{};
    bool isBundle = false;
    Policy policy{};

    void run()
    {
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
            const std::string path = fs::relative(entry.path(), folder).generic_string();
            if (entry.is_symlink() || (!entry.is_regular_file() && !entry.is_directory()))
                report.findings.add("archive", path, "a link or a special file");
            else if (entry.is_regular_file())
                files.insert(path);
        }
        unused = files;
        isBundle = files.contains("manifest");
        if (!isBundle && !files.contains("checkpoint"))
            throw std::runtime_error(folder.string() + ": no log.db, manifest of a bundle, or checkpoint of tiles");
        report.kind = isBundle ? "bundle" : "tiles";
        if (isBundle || files.contains("policy"))
            report.check("policy", nullptr, [this] { policy = Policy::parse(read("policy", "policy")); });
        for (const VerifierKey& witness : policy.witnesses)
            history.cosignerKeys.emplace(witness.name, witness.key);
        if (isBundle)
            report.check("manifest", "manifest", [this] { checkManifest(); });
        for (const std::string& path : files)
            if (path == "checkpoint" || (path.starts_with("log/") && path.ends_with("/checkpoint")))
                report.check(path, nullptr, [&] { readLog(path.substr(0, path.size() - 10)); });
        for (const std::string& path : unused)
            report.findings.add(path.find("tile/") != View::npos ? "tiles" : "manifest", path, "has no place here");
    }

    std::string read(const std::string& path, const char* word)
    {
        need(files.contains(path), word, (path + " is missing").c_str());
        unused.erase(path);
        return readFile(folder / path);
    }

    void checkManifest()
    {
        const std::string bytes = read("manifest", "manifest");
        const Note note(bytes);
        const Lines lines = linesOf(note.text);
        static constexpr const char* head[] = { "docket-bundle/v1", "ws [A-Za-z0-9_-]{21}[AQgw]",
            "id [A-Za-z0-9_-]{21}[AQgw]", "from [A-Za-z0-9_-]{43}", "purpose (all|since|work-pack)", "time .*" };
        for (size_t i = 0; i < std::size(head); ++i)
            need(i < lines.size() && matches(lines[i], head[i]), "manifest", "not the lines of a manifest");
        history.workspace = lines[1].substr(3);
        const Hash from = ofBytes<Hash>(View(lines[3]).substr(5), "from");
        const View signer = note.signatures.front().name;
        need(note.signatures.size() == 1 && note.isSignedBy(signer, viewOf(from))
                && isDeviceName(signer, history.workspace, viewOf(from)),
            "manifest", "not signed by the device that it names");
        std::set<std::string> recipients, listed;
        for (size_t i = std::size(head); i < lines.size(); ++i) {
            Lines parts; // hash, size, path
            const bool isFile = matches(lines[i], "file ([0-9a-f]{64}) (0|[1-9][0-9]{0,18}) (.+)", &parts);
            const std::string path = isFile ? parts[2] : lines[i];
            std::set<std::string>& all = isFile ? listed : recipients;
            need(isFile || (listed.empty() && matches(path, "to [A-Za-z0-9_-]{43}")), "manifest", "a strange line");
            need(all.empty() || *all.rbegin() < path, "manifest", "its lines are not sorted");
            all.insert(path);
            if (isFile
                && (!files.contains(path) || std::to_string(fs::file_size(folder / path)) != parts[1]
                    || hex(viewOf(sha256({ readFile(folder / path, 1u << 30) }))) != parts[0]))
                report.findings.add("manifest", path, "is missing, or not the file that the manifest names");
        }
        for (const std::string& path : files)
            if (!listed.contains(path) && path != "manifest")
                report.findings.add("manifest", path, "is not in the manifest");
        for (const char* path : { "README", "verify.py", "payload.age" })
            unused.erase(path);
    }

    /// The log in that folder, which is "" or ends in a slash.
    void readLog(const std::string& path)
    {
        const std::string bytes = read(path + "checkpoint", "checkpoint");
        const Checkpoint top = Checkpoint::parse(Note(bytes).text);
        need(top.size <= UINT32_MAX, "checkpoint", "too many entries");
        Log& log = history.logs.emplace_back(policy.keyOf(top.origin), top.origin);
        if (log.key.empty() && isBundle)
            report.findings.add("device", log.name, "the policy does not know this log");
        history.checkpoints.push_back({ path + "checkpoint", bytes, "", &log });
        Lines proof;
        uint64_t held = 0; // what the reader of an incremental bundle has
        if (files.contains(path + "consistency")) {
            proof = linesOf(read(path + "consistency", "consistency"));
            proof.resize(std::max<size_t>(proof.size(), 2));
            const bool isNumber = parseNumber(View(proof[1]).substr(0, proof[1].find(' ')), held) && held > 0;
            const bool isIts = proof[1] == std::to_string(held) + ' ' + std::to_string(top.size) && held <= top.size;
            held = isNumber && isIts && proof[0] == "docket-consistency/v1" ? held : 0;
            if (held == 0)
                report.findings.add("consistency", path, "does not say for which sizes it is");
        }
        Branch& branch = log.branches.emplace_back();
        branch.tree.first = branch.last.seq = held / 256 * 256;
        readTiles(path, log, branch, top.size);
        if (held > 0)
            report.check(path + "consistency", nullptr, [&] {
                Tree& tree = branch.tree;
                need(verifyConsistency(
                         held, tree.root(held), tree.size(), tree.root(tree.size()), hashesIn(proof, 2, "consistency")),
                    "consistency", "does not prove that the log continues what was held");
            });
    }

    /// All tiles of a tree of that size but those of entries before the branch's first.
    void readTiles(const std::string& path, Log& log, Branch& branch, uint64_t size)
    {
        const auto tile = [&](const std::string& level, uint64_t index, uint64_t count) {
            const uint64_t width = std::min<uint64_t>(256, count - index * 256);
            const std::string bytes = read(path + "tile/" + level + '/' + tilePath(index, width), "tiles");
            need(level == "entries" || bytes.size() == width * 32, "tiles", "a tile has too few or too many hashes");
            return bytes;
        };
        std::string hashes;
        for (uint64_t count = size / 256, level = 1; count > 0; count /= 256, ++level)
            for (uint64_t i = 0; i < count; ++i) {
                hashes = i % 256 == 0 ? tile(std::to_string(level), i / 256, count) : hashes;
                const View hash = View(hashes).substr(i % 256 * 32, 32);
                history.pieces["tiles"].emplace(log.name, level - 1, i, hash);
                if (level == 1 && i < branch.tree.first / 256)
                    branch.tree.known[{ 8, i }] = hashFrom(hash);
            }
        uint64_t at = branch.tree.first;
        history.take([&](std::vector<Item>& items) {
            items.resize(std::min<uint64_t>(256, size - at));
            if (items.empty())
                return false;
            const std::string ids = tile("0", at / 256, size), entries = tile("entries", at / 256, size);
            View rest = entries;
            for (Item& item : items) {
                const Hash id = hashFrom(View(ids).substr(at % 256 * 32));
                item.fault = {};
                item.record = { id, {}, ++at, 0, uint32_t(history.logs.size() - 1) };
                item.note = takeNote(rest);
            }
            if (log.key.empty() || history.workspace.empty()) // without a policy the first entry tells
                report.check(path + "tile/entries", nullptr, [&] {
                    Header header;
                    Json json;
                    readEntry(items.front().note, header, json, false);
                    log.key = viewOf(header.device);
                    history.workspace = header.workspace;
                });
            need(rest.empty(), "tiles", "a tile has too many entries");
            return at < size;
        });
    }
};

} // namespace docket::verify
