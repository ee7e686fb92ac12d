#include "app/docket-verify/history.h"

#include <fstream>

namespace docket::verify
{

namespace fs = std::filesystem;

std::string readFile(const fs::path& path, uint64_t limit)
{
    std::ifstream file(path, std::ios::binary);
    std::error_code error;
    const uint64_t size = fs::file_size(path, error);
    if (!file || error || size > limit)
        throw std::runtime_error(path.string() + (file && !error ? ": too large" : ": cannot be read"));
    std::string out(size, '\0');
    file.read(out.data(), std::streamsize(size));
    out.resize(size_t(file.gcount()));
    return out;
}

/// 1234 → "x001/234", and ".p/<width>" behind a partial tile.
static std::string tilePath(const std::string& level, uint64_t index, uint64_t width)
{
    std::string out
        = std::to_string(1000 + index % 1000).substr(1) + (width < 256 ? ".p/" + std::to_string(width) : "");
    while (index /= 1000)
        out = 'x' + std::to_string(1000 + index % 1000).substr(1) + '/' + out;
    return "tile/" + level + '/' + out;
}

/// Takes the first note off a tile of entries: each stands behind its length in two bytes.
static View takeNote(View& rest)
{
    const size_t size = rest.size() < 2 ? rest.size() : numberIn(rest.substr(0, 2));
    need(rest.size() >= size + 2, "tiles", "a tile of entries ends within one");
    const View note = rest.substr(2, size);
    rest.remove_prefix(size + 2);
    return note;
}

/// A log in the folder.
struct Tiles {
    std::string folder; ///< "" or "log/x/"
    uint32_t log = 0; ///< index into History::logs
    uint64_t size = 0;
    std::vector<std::string> proof{}; ///< lines of the consistency file
    uint64_t held = 0; ///< what the reader of an incremental bundle has
};

/// A bundle or the tiles of one log.
struct FolderSource {
    fs::path folder;
    History& history;
    std::set<std::string> files{}, unused{};
    bool isBundle = false;
    Policy policy{};

    void run()
    {
        Report& report = history.report;
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
            throw std::runtime_error(folder.string()
                + ": neither a log.db, nor an unpacked bundle (manifest), nor a tiles folder (checkpoint)");
        report.kind = isBundle ? "bundle" : "tiles";
        if (isBundle || files.contains("policy"))
            report.check("policy", nullptr, [this] { policy = Policy::parse(read("policy", "policy")); });
        for (const VerifierKey& witness : policy.witnesses)
            history.cosignerKeys.emplace(witness.name, witness.key);
        if (isBundle)
            report.check("manifest", "manifest", [this] { checkManifest(); });
        std::vector<Tiles> logs;
        for (const std::string& path : files)
            if (path == "checkpoint" || (path.starts_with("log/") && path.ends_with("/checkpoint")))
                report.check(path, "checkpoint", [&] { addLog(path.substr(0, path.size() - 10), logs); });
        for (const Tiles& each : logs) {
            report.check(each.folder + "tile", nullptr, [&] { readTiles(each); });
            if (each.held > 0)
                report.check(each.folder + "consistency", nullptr, [&] { checkConsistency(each); });
        }
        for (const std::string& path : unused)
            report.findings.add(
                !isBundle || path.find("tile/") != View::npos ? "tiles" : "manifest", path, "has no place here");
    }

    std::string read(const std::string& path, const char* word)
    {
        if (!files.contains(path))
            throw Fault{ word, path + " is missing" };
        unused.erase(path);
        return readFile(folder / path);
    }

    void checkManifest()
    {
        const std::string bytes = read("manifest", "manifest");
        const Note note(bytes);
        const std::vector<std::string> lines = linesOf(note.text);
        static constexpr const char* head[] = { "docket-bundle/v1", "ws [A-Za-z0-9_-]{21}[AQgw]",
            "id [A-Za-z0-9_-]{21}[AQgw]", "from [A-Za-z0-9_-]{43}", "purpose (all|since|work-pack)", "time .*" };
        for (size_t i = 0; i < std::size(head); ++i)
            need(i < lines.size() && matches(lines[i], head[i]), "manifest", "not the lines of a manifest");
        history.workspace = lines[1].substr(3);
        Hash from;
        const View signer = note.signatures.front().name;
        need(fromBase64Url(View(lines[3]).substr(5), from) && note.signatures.size() == 1
                && note.isSignedBy(signer, viewOf(from)) && isDeviceName(signer, history.workspace, viewOf(from)),
            "manifest", "not signed by the device that it names");
        std::set<std::string> recipients, listed;
        for (size_t i = std::size(head); i < lines.size(); ++i) {
            std::vector<std::string> parts; // hash, size, path
            const bool isFile = matches(lines[i], "file ([0-9a-f]{64}) (0|[1-9][0-9]{0,18}) (.+)", &parts);
            const std::string path = isFile ? parts[2] : lines[i];
            std::set<std::string>& all = isFile ? listed : recipients;
            need(isFile || (listed.empty() && matches(path, "to [A-Za-z0-9_-]{43}")), "manifest", "has a strange line");
            need(all.empty() || *all.rbegin() < path, "manifest", "its lines are not sorted");
            all.insert(path);
            if (isFile
                && (!files.contains(path) || std::to_string(fs::file_size(folder / path)) != parts[1]
                    || hex(viewOf(sha256({ readFile(folder / path, 1u << 30) }))) != parts[0]))
                history.report.findings.add("manifest", path, "is missing, or not the file that the manifest names");
        }
        for (const std::string& path : files)
            if (!listed.contains(path) && path != "manifest")
                history.report.findings.add("manifest", path, "is not in the manifest");
        for (const char* path : { "README", "verify.py", "payload.age" })
            unused.erase(path);
    }

    /// The log's device: from the policy, else from its first entry.
    void addLog(const std::string& path, std::vector<Tiles>& all)
    {
        Tiles tiles{ path, uint32_t(history.logs.size()) };
        const std::string bytes = read(path + "checkpoint", "checkpoint");
        const Checkpoint checkpoint = Checkpoint::parse(Note(bytes).text);
        tiles.size = checkpoint.size;
        need(checkpoint.size <= UINT32_MAX, "checkpoint", "too many entries");
        if (files.contains(path + "consistency"))
            history.report.check(path + "consistency", nullptr, [&] {
                tiles.proof = linesOf(read(path + "consistency", "consistency"));
                uint64_t held = 0;
                need(tiles.proof.size() > 1 && tiles.proof[0] == "docket-consistency/v1"
                        && parseNumber(View(tiles.proof[1]).substr(0, tiles.proof[1].find(' ')), held) && held > 0
                        && tiles.proof[1] == std::to_string(held) + ' ' + std::to_string(tiles.size),
                    "consistency", "does not say for which sizes it is");
                tiles.held = held;
            });
        Log log{ {}, checkpoint.origin };
        if (const VerifierKey* known = policy.logOf(log.name))
            log.key = known->key;
        else if (isBundle)
            history.report.findings.add("device", log.name, "the policy does not know this log");
        if (tiles.size > tiles.held / 256 * 256 && (log.key.empty() || history.workspace.empty()))
            try {
                const std::string entries = tile(tiles, "entries", tiles.held / 256, tiles.size);
                View rest = entries;
                Header header;
                Json json;
                readEntry(takeNote(rest), header, json, false);
                log.key = log.key.empty() ? viewOf(header.device) : log.key;
                history.workspace = history.workspace.empty() ? header.workspace : history.workspace;
            } catch (const Fault&) { // is found again with its entry
            }
        history.logs.push_back(std::move(log));
        history.checkpoints.push_back({ path + "checkpoint", bytes, {}, &history.logs.back() });
        all.push_back(tiles);
    }

    /// The tile of that level in a tree whose level has `count` nodes; "entries" has no hashes.
    std::string tile(const Tiles& of, const std::string& level, uint64_t index, uint64_t count)
    {
        const uint64_t width = std::min<uint64_t>(256, count - index * 256);
        const std::string bytes = read(of.folder + tilePath(level, index, width), "tiles");
        need(level == "entries" || bytes.size() == width * 32, "tiles", "a tile has too few or too many hashes");
        return bytes;
    }

    void readTiles(const Tiles& tiles)
    {
        Log& log = history.logs[tiles.log];
        Branch& branch = log.branches.emplace_back();
        uint64_t at = branch.first = branch.last.seq = tiles.held / 256 * 256;
        std::string hashes;
        for (uint64_t count = tiles.size / 256, level = 0; count > 0; count /= 256, ++level)
            for (uint64_t i = 0; i < count; ++i) {
                hashes = i % 256 == 0 ? tile(tiles, std::to_string(level + 1), i / 256, count) : hashes;
                const View hash = View(hashes).substr(i % 256 * 32, 32);
                history.pieces["tiles"].emplace(log.name, level, i, hash);
                if (level == 0 && i < branch.first / 256)
                    branch.append(hashFrom(hash), 8);
            }
        history.take([&](std::vector<Item>& items) {
            const uint64_t width = std::min<uint64_t>(256, tiles.size - at);
            items.resize(width);
            if (width == 0)
                return false;
            const std::string ids = tile(tiles, "0", at / 256, tiles.size),
                              entries = tile(tiles, "entries", at / 256, tiles.size);
            View rest = entries;
            for (Item& item : items) {
                item.fault = {};
                item.record = { hashFrom(View(ids).substr((at % 256) * 32)), {}, ++at, 0, tiles.log };
                item.note = takeNote(rest);
            }
            need(rest.empty(), "tiles", "a tile has too many entries");
            return at < tiles.size;
        });
    }

    void checkConsistency(const Tiles& tiles)
    {
        const Branch& branch = history.logs[tiles.log].branches.front();
        const std::vector<Hash> proof = hashesOf(tiles.proof.begin() + 2, tiles.proof.end(), "consistency");
        Edge before;
        need(branch.edgeAt(tiles.held, history.records, before)
                && verifyConsistency(tiles.held, before.root(), branch.edge.size, branch.edge.root(), proof),
            "consistency", "does not prove that the log continues what was held");
    }
};

void readFolder(const fs::path& path, History& history)
{
    FolderSource{ path, history }.run();
}

} // namespace docket::verify
