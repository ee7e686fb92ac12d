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
    const uint64_t size = fs::file_size(path);
    if (!file || size > limit)
        throw std::runtime_error(path.string() + ": cannot be read, or is too large");
    std::string out(size, '\0');
    file.read(out.data(), std::streamsize(size));
    return out;
}

/// Puts an unpacked bundle, or a tiles folder, into the history.
struct FolderSource {
    fs::path folder;
    History& history;
    Report& report = history.report;
    std::map<std::string, bool> files{}; ///< true: it has a place
    Policy policy{};

    void run()
    {
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
            const std::string path = fs::relative(entry.path(), folder).generic_string();
            if (entry.is_symlink() || (!entry.is_regular_file() && !entry.is_directory()))
                report.fault("archive", path, "a link or a special file");
            else if (entry.is_regular_file())
                files[path] = false;
        }
        report.kind = files.contains("manifest") ? "bundle" : "tiles";
        if (!files.contains("manifest") && !files.contains("checkpoint"))
            throw std::runtime_error(folder.string() + ": no log.db, manifest of a bundle, or checkpoint of tiles");
        if (report.kind == "bundle" || files.contains("policy"))
            report.check("policy", [this] { policy = Policy::parse(read("policy", "policy")); });
        for (const VerifierKey& witness : policy.witnesses)
            history.cosignerKeys.emplace(witness.name, witness.key);
        if (report.kind == "bundle")
            report.check("manifest", std::bind_front(&FolderSource::checkManifest, this), "manifest");
        for (const auto& [path, isKnown] : files)
            if (matches(path, "(log/[^/]+/)?checkpoint"))
                report.check(path, [&] { readLog(path.substr(0, path.size() - 10)); });
        for (const auto& [path, isKnown] : files)
            if (!isKnown)
                report.fault(path.find("tile/") != View::npos ? "tiles" : "manifest", path, "has no place here");
    }
    std::string read(const std::string& path, const char* word)
    {
        const auto file = files.find(path);
        need(file != files.end(), word, (path + " is missing").c_str());
        file->second = true;
        return readFile(folder / path);
    }
    void checkManifest()
    {
        const std::string bytes = read("manifest", "manifest");
        const Note note(bytes);
        const size_t split = std::min(note.text.find("\nto "), note.text.find("\nfile "));
        Lines parts; // workspace and key, then of each line hash, size and path
        const bool isHead = matches(note.text.substr(0, split),
            "docket-bundle/v1\nws ([\\w-]{21}[AQgw])\nid [\\w-]{21}[AQgw]\nfrom ([\\w-]{43})\n"
            "purpose (?:all|since|work-pack)\ntime .*",
            &parts);
        need(isHead, "manifest", "not the lines of a manifest");
        history.workspace = parts[0];
        const std::string from = fromBase64Url(parts[1]);
        const View signer = note.signatures.front().name;
        const bool isSigned = note.signatures.size() == 1 && note.isSignedBy(signer, from);
        need(isSigned && isDeviceName(signer, history.workspace, from), "manifest", "not signed by its device");
        // Recipients stand first, then a line for each other file that is here; both are sorted.
        const Lines lines = linesOf(note.text.substr(split + 1));
        const auto isFile = [](const std::string& line) { return !matches(line, "to [\\w-]{43}"); };
        const auto middle = std::ranges::find_if(lines, isFile);
        need(std::adjacent_find(lines.begin(), middle, std::greater_equal()) == middle, "manifest", "not in order");
        Lines own;
        for (auto& [path, isKnown] : files) {
            if (path == "manifest")
                continue;
            const std::string content = readFile(folder / path, 1u << 30), hash = hex(viewOf(sha256({ content })));
            own.push_back("file " + hash + ' ' + std::to_string(content.size()) + ' ' + path);
            isKnown = isKnown || path == "README" || path == "verify.py" || path == "payload.age";
        }
        const auto [here, listed] = std::mismatch(own.begin(), own.end(), middle, lines.end());
        if (here != own.end() || listed != lines.end())
            report.fault("manifest", here != own.end() ? *here : *listed, "the first that is not alike here and there");
    }
    /// The log in that folder, which is "" or ends in a slash.
    void readLog(const std::string& path)
    {
        const std::string bytes = read(path + "checkpoint", "checkpoint");
        const Checkpoint top = Checkpoint::parse(Note(bytes).text);
        need(top.size <= UINT32_MAX, "checkpoint", "too many entries");
        Log& log = history.logs.emplace_back(policy.keyOf(top.origin), top.origin);
        if (log.key.empty() && report.kind == "bundle")
            report.fault("device", log.name, "the policy does not know this log");
        Tree& tree = log.branches.front().tree;
        const bool isPart = files.contains(path + "consistency");
        Lines parts; // what the reader of an incremental bundle has, the size now, the hashes
        uint64_t held = 0;
        if (isPart) {
            const bool isProof = matches(read(path + "consistency", "consistency"),
                "docket-consistency/v1\n([0-9]+) ([0-9]+)\n((?:[^\n]{44}\n)*)", &parts);
            const bool isIts = isProof && parseNumber(parts[0], held) && parts[1] == std::to_string(top.size);
            need(isIts && held > 0 && held <= top.size, "consistency", "does not say for which sizes it is");
        }
        tree.first = log.branches.front().last.seq = held / 256 * 256;
        readTiles(path, log, top.size);
        history.addCheckpoint(path + "checkpoint", bytes, "", &log);
        if (!isPart)
            return;
        need(tree.size() == top.size, "tiles", "there are not all entries");
        const std::vector<Hash> proof = hashesIn(linesOf(parts[2]), 0, "consistency");
        const Hash before = tree.root(held);
        const bool isGood = rootsBy(proof, held, top.size, &before) == std::pair(before, tree.root(top.size));
        need(isGood, "consistency", "does not prove that the log continues what was held");
    }
    /// All tiles of a tree of that size, but of entries only those from the branch's first on.
    void readTiles(const std::string& path, Log& log, uint64_t size)
    {
        Tree& tree = log.branches.front().tree;
        // Index 1234 is x001/234, with .p/<width> behind it where the tile is partial; "entries" has no hashes.
        const auto tile = [&](const std::string& level, uint64_t index, uint64_t count) {
            const auto three = [](uint64_t number) { return std::to_string(1000 + number % 1000).substr(1); };
            const uint64_t width = std::min<uint64_t>(256, count - index * 256);
            std::string name = three(index) + (width < 256 ? ".p/" + std::to_string(width) : "");
            while (index /= 1000)
                name = 'x' + three(index) + '/' + name;
            const std::string bytes = read(path + "tile/" + level + '/' + name, "tiles");
            need(level == "entries" || bytes.size() == width * 32, "tiles", "a tile has too few or too many hashes");
            return bytes;
        };
        std::string hashes;
        for (uint64_t count = size / 256, level = 1; count > 0; count /= 256, ++level)
            for (uint64_t i = 0; i < count; ++i) {
                hashes = i % 256 == 0 ? tile(std::to_string(level), i / 256, count) : hashes;
                const View hash = View(hashes).substr(i % 256 * 32, 32);
                history.pieces["tiles"].emplace(log.name, level - 1, i, hash);
                if (level == 1 && i < tree.first / 256)
                    tree.append(hashFrom(hash), 8);
            }
        uint64_t at = tree.first;
        history.take(path + "tile", [&](std::vector<Item>& items) {
            items.resize(std::min<uint64_t>(256, size - at));
            const std::string ids = items.empty() ? "" : tile("0", at / 256, size);
            const std::string entries = items.empty() ? "" : tile("entries", at / 256, size);
            View rest = entries;
            for (Item& item : items) { // each stands behind its length in two bytes
                const size_t length = numberIn(rest.substr(0, 2));
                need(rest.size() >= length + 2, "tiles", "a tile of entries ends within one");
                item = {};
                item.record.id = hashFrom(View(ids).substr(at % 256 * 32));
                item.record.seq = ++at;
                item.record.log = history.logs.size() - 1;
                item.note = rest.substr(2, length);
                rest.remove_prefix(length + 2);
            }
            need(rest.empty(), "tiles", "a tile has too many entries");
            if (!items.empty() && (log.key.empty() || history.workspace.empty())) { // without policy the first tells
                Json json;
                Header& header = items.front().header;
                readEntry(items.front().note, header, json, false);
                log.key = viewOf(header.device);
                history.workspace = header.workspace;
            }
            return at < size;
        });
    }
};

} // namespace docket::verify
