#include "app/docket-verify/folder.h"

#include "app/docket-verify/database.h"
#include "app/docket-verify/pipeline.h"

#include <cstring>
#include <fstream>
#include <sstream>

namespace docket::verify
{

namespace fs = std::filesystem;

namespace
{

/// 1234 → "x001/234".
std::string tilePath(uint64_t index)
{
    std::string out = std::to_string(1000 + index % 1000).substr(1);
    while (index >= 1000) {
        index /= 1000;
        out = 'x' + std::to_string(1000 + index % 1000).substr(1) + '/' + out;
    }
    return out;
}

class FolderCheck
{
public:
    FolderCheck(fs::path folder, History& history)
        : m_folder(std::move(folder)), m_history(history), m_report(history.report)
    {
    }

    void run(const std::function<void()>& extra)
    {
        listFiles();
        m_isBundle = m_files.contains("manifest");
        if (!m_isBundle && !m_files.contains("checkpoint"))
            throw Unreadable(m_folder.string()
                + ": neither a log.db, nor an unpacked bundle (manifest), nor a tiles folder (checkpoint)");
        m_report.kind = m_isBundle ? "bundle" : "tiles";
        if (m_files.contains("policy")) {
            if (Fault fault = Policy::parse(read("policy"), m_policy))
                m_report.find(fault.word, fault.text);
        } else if (m_isBundle) {
            m_report.find("policy", "there is no policy");
        }
        for (const VerifierKey& witness : m_policy.witnesses)
            m_history.cosignerKeys.emplace(witness.name, witness.key);
        if (m_isBundle)
            checkManifest();
        // All logs are known before the first entry, so that nothing moves while threads look at them.
        std::vector<std::string> folders;
        for (const auto& [path, size] : m_files)
            if (path.ends_with("checkpoint") && (path == "checkpoint" || path.starts_with("log/")))
                folders.push_back(path.substr(0, path.size() - 10));
        std::vector<Source> sources;
        for (const std::string& folder : folders)
            addLog(folder, sources);
        for (Source& source : sources)
            checkLog(source);
        if (!m_isBundle && m_history.workspace.empty() && sources.empty())
            return;
        m_history.readAuthority();
        for (const Source& source : sources)
            m_history.addCheckpoint(read(source.folder + "checkpoint"), source.folder + "checkpoint", source.log);
        for (const Source& source : sources)
            checkConsistency(source);
        extra();
        for (const auto& [path, size] : m_files)
            if (!m_used.contains(path))
                m_report.find(path.find("tile/") != std::string::npos ? "tiles"
                        : m_isBundle                                  ? "manifest"
                                                                      : "tiles",
                    path + ": has no place here");
    }

private:
    struct Source {
        std::string folder; ///< "" or "log/x/"
        uint32_t log;
        uint64_t size;
        uint64_t held = 0; ///< what the reader of an incremental bundle has
        uint64_t firstTile() const { return held / 256; }
    };

    void listFiles()
    {
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(m_folder)) {
            const std::string path = fs::relative(entry.path(), m_folder).generic_string();
            if (entry.is_symlink() || (!entry.is_regular_file() && !entry.is_directory()))
                m_report.find("archive", path + ": a link or a special file");
            else if (entry.is_regular_file())
                m_files.emplace(path, entry.file_size());
        }
    }

    bool has(const std::string& path) const { return m_files.contains(path); }
    std::string read(const std::string& path)
    {
        m_used.insert(path);
        return readFile(m_folder / path);
    }
    void missing(const char* word, const std::string& path) { m_report.find(word, path + ": is missing"); }

    void checkManifest()
    {
        const std::string bytes = read("manifest");
        Note note;
        std::vector<std::string> lines;
        if (Fault fault = Note::parse(bytes, note)) {
            m_report.find("manifest", fault.text);
            return;
        }
        std::istringstream text{ std::string(note.text) };
        for (std::string line; std::getline(text, line);)
            lines.push_back(line);
        static constexpr View names[] = { "ws ", "id ", "from ", "purpose ", "time " };
        Hash from{}, id{};
        bool ok = lines.size() >= 6 && lines[0] == "docket-bundle/v1";
        for (size_t i = 0; ok && i < std::size(names); ++i)
            ok = lines[i + 1].starts_with(names[i]);
        ok = ok && fromBase64Url(View(lines[1]).substr(3), id.data(), 16)
            && fromBase64Url(View(lines[2]).substr(3), id.data(), 16)
            && fromBase64Url(View(lines[3]).substr(5), from.data(), 32)
            && (lines[4] == "purpose all" || lines[4] == "purpose since" || lines[4] == "purpose work-pack");
        std::set<std::string> listed{ "manifest" };
        std::string before;
        for (size_t i = 6; ok && i < lines.size(); ++i) {
            if (lines[i].starts_with("to ")) {
                ok = listed.size() == 1 && lines[i] > before && fromBase64Url(View(lines[i]).substr(3), id.data(), 32);
                before = lines[i];
                continue;
            }
            const size_t space = lines[i].find(' ', 70);
            ok = lines[i].starts_with("file ") && lines[i].size() > 72 && lines[i][69] == ' '
                && space != std::string::npos;
            uint64_t size = 0;
            const std::string path = ok ? lines[i].substr(space + 1) : std::string();
            ok = ok && parseNumber(View(lines[i]).substr(70, space - 70), size)
                && (listed.size() == 1 || path > before);
            before = path;
            if (!ok)
                break;
            listed.insert(path);
            const auto file = m_files.find(path);
            if (file == m_files.end())
                missing("manifest", path);
            else if (file->second != size
                || hex(viewOf(sha256({ readFile(m_folder / path, 1u << 30) }))) != lines[i].substr(5, 64))
                m_report.find("manifest", path + ": is not the file that the manifest names");
        }
        if (!ok || note.signatures.size() != 1 || !note.isSignedBy(note.signatures.front().name, viewOf(from))) {
            m_report.find("manifest", ok ? "not signed by the device that it names" : "not the lines of a manifest");
            return;
        }
        m_history.workspace = lines[1].substr(3);
        if (!isDeviceName(note.signatures.front().name, m_history.workspace, viewOf(from)))
            m_report.find("manifest", "signed under another name than the device's");
        for (const auto& [path, size] : m_files)
            if (!listed.contains(path))
                m_report.find("manifest", path + ": is not in the manifest");
        for (const char* path : { "README", "verify.py", "payload.age" })
            m_used.insert(path);
    }

    /// The log's device: from the policy, else from its first entry.
    void addLog(const std::string& folder, std::vector<Source>& sources)
    {
        Note note;
        Checkpoint checkpoint;
        const std::string bytes = read(folder + "checkpoint");
        Fault fault = Note::parse(bytes, note);
        if (!fault)
            fault = Checkpoint::parse(note.text, checkpoint);
        if (fault || checkpoint.size > UINT32_MAX) {
            m_report.find("checkpoint", folder + "checkpoint: " + fault.text);
            return;
        }
        Source source{ folder, uint32_t(m_history.logs.size()), checkpoint.size };
        if (has(folder + "consistency")) {
            std::istringstream text(read(folder + "consistency"));
            std::string line;
            if (std::getline(text, line) && line == "docket-consistency/v1")
                text >> source.held;
            if (source.held == 0 || source.held > source.size)
                m_report.find("consistency", folder + "consistency: does not say for which sizes it is");
            source.held = std::min(source.held, source.size);
        }
        Log log;
        log.name = checkpoint.origin;
        if (const VerifierKey* known = m_policy.logOf(log.name)) {
            log.key = known->key;
        } else if (m_isBundle) {
            m_report.find("device", folder + ": the policy does not know the log " + log.name);
        }
        const std::string first = folder + "tile/entries/" + tilePath(source.firstTile());
        for (const std::string& path : { first, first + ".p/" + std::to_string(source.size % 256) }) {
            if (!has(path) || (!log.key.empty() && !m_history.workspace.empty()))
                continue;
            const std::string entries = read(path);
            const size_t size = entries.size() < 2
                ? 0
                : size_t(static_cast<unsigned char>(entries[0])) << 8 | static_cast<unsigned char>(entries[1]);
            Header header;
            Json json;
            Note entry;
            if (size == 0 || size + 2 > entries.size() || Note::parse(View(entries).substr(2, size), entry)
                || header.read(entry.text, json))
                continue;
            if (log.key.empty())
                log.key = viewOf(header.device);
            if (m_history.workspace.empty())
                m_history.workspace = header.workspaceId(entry.text);
        }
        log.keyId = keyIdOf(log.name, log.key);
        if (log.key.size() != 32 || !isAcceptableKey(log.key) || !isDeviceName(log.name, m_history.workspace, log.key))
            m_report.find(
                "device", folder + ": the name " + log.name + " does not belong to the workspace and the key");
        m_history.logs.push_back(std::move(log));
        sources.push_back(source);
    }

    /// The tile's bytes; a finding, and nothing, when it is not there.
    std::string tile(const Source& source, const std::string& level, uint64_t index, uint64_t width)
    {
        const std::string path = source.folder + "tile/" + level + '/' + tilePath(index)
            + (width < 256 ? ".p/" + std::to_string(width) : std::string());
        if (!has(path)) {
            missing("tiles", path);
            return {};
        }
        std::string bytes = read(path);
        if (level != "entries" && bytes.size() != width * 32) {
            m_report.find("tiles", path + ": does not have " + std::to_string(width) + " hashes");
            bytes.clear();
        }
        return bytes;
    }

    void checkLog(const Source& source)
    {
        Log& log = m_history.logs[source.log];
        Log::Branch& branch = log.branches.emplace_back();
        branch.first = source.firstTile() * 256;
        branch.lastSeq = branch.first;
        std::vector<std::string> hashes; // of the levels above 0, one after the other
        for (uint64_t count = source.size / 256, level = 1; count > 0; count /= 256, ++level) {
            std::string& all = hashes.emplace_back();
            for (uint64_t at = 0; at < count; at += 256)
                all += tile(source, std::to_string(level), at / 256, std::min<uint64_t>(256, count - at));
            if (all.size() != count * 32)
                return;
        }
        for (uint64_t i = 0; i < source.firstTile(); ++i) {
            const Hash hash = hashFrom(View(hashes[0]).substr(i * 32));
            branch.tiles[{ 0, i }] = hash;
            branch.edge.append(hash, 8, [&](int level, uint64_t index, const Hash& root) {
                if (level % 8 == 0)
                    branch.tiles[{ uint64_t(level / 8 - 1), index }] = root;
            });
        }
        readEntries(source);
        // What the tiles say and what the entries give.
        for (uint64_t level = 0; level < hashes.size(); ++level)
            for (uint64_t i = 0; i < hashes[level].size() / 32; ++i) {
                const auto known = branch.tiles.find({ level, i });
                if (known == branch.tiles.end() || viewOf(known->second) != View(hashes[level]).substr(i * 32, 32))
                    m_report.find("tiles",
                        source.folder + "tile/" + std::to_string(level + 1) + ": hash " + std::to_string(i)
                            + " is not what the entries give");
            }
    }

    void readEntries(const Source& source)
    {
        const std::vector<Hash> none;
        const EntryCheck check{ m_history.logs, m_history.workspace, none, m_report.full };
        std::string leaves;
        {
            Pipeline pipeline(check, m_history);
            Batch* batch = nullptr;
            for (uint64_t at = source.firstTile() * 256; at < source.size; at += 256) {
                const uint64_t width = std::min<uint64_t>(256, source.size - at);
                leaves += tile(source, "0", at / 256, width);
                const std::string bytes = tile(source, "entries", at / 256, width);
                View rest = bytes;
                uint64_t count = 0;
                while (rest.size() >= 2) {
                    const size_t size
                        = size_t(static_cast<unsigned char>(rest[0])) << 8 | static_cast<unsigned char>(rest[1]);
                    if (rest.size() < size + 2)
                        break;
                    if (batch && !batch->hasRoom(size)) {
                        pipeline.submit(*batch);
                        batch = nullptr;
                    }
                    if (!batch)
                        batch = &pipeline.next();
                    Item& item = batch->items[batch->count++];
                    item.fault = {};
                    item.device = source.log;
                    item.note = batch->take(size);
                    std::memcpy(item.note, rest.data() + 2, size);
                    item.noteSize = size;
                    const size_t split = View(item.note, size).rfind("\n\n");
                    item.textSize = split == View::npos ? size : split + 1;
                    item.signature = item.id = item.sealed = {};
                    item.noPayload = false;
                    rest.remove_prefix(size + 2);
                    ++count;
                }
                if (!rest.empty() || count != width)
                    m_report.find("tiles",
                        source.folder + "tile/entries/" + tilePath(at / 256) + ": does not have "
                            + std::to_string(width) + " whole notes");
            }
            if (batch)
                pipeline.submit(*batch);
            pipeline.finish();
        }
        const auto& records = m_history.logs[source.log].branches.front().records;
        for (size_t i = 0; i < records.size() && (i + 1) * 32 <= leaves.size(); ++i)
            if (viewOf(m_history.records[records[i]].id) != View(leaves).substr(i * 32, 32)) {
                m_report.find("tiles", source.folder + "tile/0: hash " + std::to_string(i) + " is not the entry's id");
                break;
            }
    }

    void checkConsistency(const Source& source)
    {
        if (source.held == 0)
            return;
        const Log::Branch& branch = m_history.logs[source.log].branches.front();
        std::istringstream text(read(source.folder + "consistency"));
        std::string line, bytes, wanted = std::to_string(source.held) + ' ' + std::to_string(source.size);
        std::vector<Hash> proof;
        std::getline(text, line);
        bool ok = bool(std::getline(text, line)) && line == wanted;
        while (ok && std::getline(text, line)) {
            ok = fromBase64(line, bytes) && bytes.size() == 32 && proof.size() < 128;
            if (ok)
                proof.push_back(hashFrom(bytes));
        }
        Edge walk;
        Hash before;
        if (!ok || !branch.rootAt(source.held, m_history.records, walk, before)
            || !verifyConsistency(source.held, before, branch.edge.size(), branch.edge.root(), proof))
            m_report.find("consistency",
                source.folder + "consistency: does not prove that the log of " + wanted + " continues what was held");
    }

    fs::path m_folder;
    History& m_history;
    Report& m_report;
    bool m_isBundle = false;
    Policy m_policy;
    std::map<std::string, uint64_t> m_files; ///< path → bytes
    std::set<std::string> m_used;
};

} // namespace

std::string readFile(const fs::path& path, uint64_t limit)
{
    std::ifstream file(path, std::ios::binary);
    std::error_code error;
    const uint64_t size = fs::file_size(path, error);
    if (!file || error || size > limit)
        throw Unreadable(path.string() + (size > limit ? ": too large" : ": cannot be read"));
    std::string out(size, '\0');
    file.read(out.data(), std::streamsize(size));
    out.resize(size_t(file.gcount()));
    return out;
}

void checkFolder(const fs::path& folder, History& history, const std::function<void()>& extra)
{
    FolderCheck(folder, history).run(extra);
}

} // namespace docket::verify
