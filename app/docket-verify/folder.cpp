#include "app/docket-verify/history.h"

#include <algorithm>
#include <fstream>

namespace docket::verify
{

namespace fs = std::filesystem;

/// 1234 → "x001/234", and ".p/<width>" behind a partial tile.
static std::string tilePath(uint64_t index, uint64_t width)
{
    std::string out
        = std::to_string(1000 + index % 1000).substr(1) + (width < 256 ? ".p/" + std::to_string(width) : "");
    while (index /= 1000)
        out = 'x' + std::to_string(1000 + index % 1000).substr(1) + '/' + out;
    return out;
}

/// Takes the first note off a tile of entries: each stands behind its length in two bytes. False when it is not whole.
static bool takeNote(View& rest, View& note)
{
    const auto byte = [&rest](size_t at) { return static_cast<unsigned char>(rest[at]); };
    const size_t size = rest.size() < 2 ? rest.size() : size_t(byte(0)) << 8 | byte(1);
    if (rest.size() < size + 2)
        return false;
    note = rest.substr(2, size);
    rest.remove_prefix(size + 2);
    return true;
}

struct FolderCheck {
    FolderCheck(fs::path folder, History& history)
        : m_folder(std::move(folder)), m_history(history), m_report(history.report)
    {
    }

    void run(const std::function<void()>& extra)
    {
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(m_folder)) {
            const std::string path = fs::relative(entry.path(), m_folder).generic_string();
            if (entry.is_symlink() || (!entry.is_regular_file() && !entry.is_directory()))
                m_report.finding("archive", path, "a link or a special file");
            else if (entry.is_regular_file())
                m_unused.insert(path);
        }
        m_files = m_unused;
        m_isBundle = m_files.contains("manifest");
        if (!m_isBundle && !m_files.contains("checkpoint"))
            throw Unreadable(m_folder.string()
                + ": neither a log.db, nor an unpacked bundle (manifest), nor a tiles folder (checkpoint)");
        m_report.kind = m_isBundle ? "bundle" : "tiles";
        if (m_isBundle || m_files.contains("policy"))
            m_report.check("policy", nullptr, [this] {
                need(m_files.contains("policy"), "policy", "is missing");
                m_policy = Policy::parse(read("policy"));
            });
        for (const VerifierKey& witness : m_policy.witnesses)
            m_history.cosignerKeys.emplace(witness.name, witness.key);
        if (m_isBundle)
            m_report.check("manifest", "manifest", [this] { checkManifest(); });
        std::vector<Source> sources;
        for (const std::string& path : m_files)
            if (path == "checkpoint" || (path.starts_with("log/") && path.ends_with("/checkpoint")))
                m_report.check(path, "checkpoint", [&] { addLog(path.substr(0, path.size() - 10), sources); });
        for (const Source& source : sources)
            m_report.check(source.folder + "tile", nullptr, [&] { checkTiles(source); });
        m_history.readAuthority();
        for (const Source& source : sources) {
            m_history.addCheckpoint(
                read(source.folder + "checkpoint"), source.folder + "checkpoint", &m_history.logs[source.log]);
            if (source.held > 0)
                m_report.check(source.folder + "consistency", nullptr, [&] { checkConsistency(source); });
        }
        extra();
        for (const std::string& path : m_unused)
            m_report.finding(
                !m_isBundle || path.find("tile/") != View::npos ? "tiles" : "manifest", path, "has no place here");
    }

    struct Source {
        std::string folder; ///< "" or "log/x/"
        uint32_t log;
        uint64_t size;
        uint64_t held = 0; ///< what the reader of an incremental bundle has
    };

    std::string read(const std::string& path)
    {
        m_unused.erase(path);
        return readFile(m_folder / path);
    }

    void checkManifest()
    {
        const std::string bytes = read("manifest");
        const Note note(bytes);
        const std::vector<std::string> lines = linesOf(note.text);
        static constexpr View names[] = { "ws ", "id ", "from ", "purpose ", "time " };
        bool ok = lines.size() > std::size(names) && lines[0] == "docket-bundle/v1";
        for (size_t i = 0; ok && i < std::size(names); ++i)
            ok = lines[i + 1].starts_with(names[i]);
        Hash from{}, to;
        CaseId id;
        need(ok && fromBase64Url(View(lines[1]).substr(3), id) && fromBase64Url(View(lines[2]).substr(3), id)
                && fromBase64Url(View(lines[3]).substr(5), from)
                && (lines[4] == "purpose all" || lines[4] == "purpose since" || lines[4] == "purpose work-pack"),
            "manifest", "not the lines of a manifest");
        std::set<std::string> listed{ "manifest" };
        std::string before;
        for (size_t i = 6; i < lines.size(); ++i) {
            const bool isTo = lines[i].starts_with("to ");
            const size_t space = lines[i].find(' ', 70);
            const std::string path = isTo || space == View::npos ? lines[i] : lines[i].substr(space + 1);
            uint64_t size = 0;
            need(path > before || (!isTo && listed.size() == 1), "manifest", "its lines are not sorted");
            need(isTo ? listed.size() == 1 && fromBase64Url(View(path).substr(3), to)
                      : lines[i].starts_with("file ") && space != View::npos && lines[i][69] == ' '
                        && parseNumber(View(lines[i]).substr(70, space - 70), size),
                "manifest", "not the lines of a manifest");
            before = path;
            if (isTo)
                continue;
            listed.insert(path);
            if (!m_files.contains(path))
                m_report.finding("manifest", path, "is missing");
            else if (fs::file_size(m_folder / path) != size
                || hex(viewOf(sha256({ readFile(m_folder / path, 1u << 30) }))) != lines[i].substr(5, 64))
                m_report.finding("manifest", path, "is not the file that the manifest names");
        }
        need(note.signatures.size() == 1 && note.isSignedBy(note.signatures.front().name, viewOf(from)), "manifest",
            "not signed by the device that it names");
        m_history.workspace = lines[1].substr(3);
        need(isDeviceName(note.signatures.front().name, m_history.workspace, viewOf(from)), "manifest",
            "signed under another name");
        for (const std::string& path : m_files)
            if (!listed.contains(path))
                m_report.finding("manifest", path, "is not in the manifest");
        for (const char* path : { "README", "verify.py", "payload.age" })
            m_unused.erase(path);
    }

    /// The log's device: from the policy, else from its first entry.
    void addLog(const std::string& folder, std::vector<Source>& sources)
    {
        const std::string bytes = read(folder + "checkpoint");
        const Checkpoint checkpoint = Checkpoint::parse(Note(bytes).text);
        need(checkpoint.size <= UINT32_MAX, "checkpoint", "too many entries");
        Source source{ folder, uint32_t(m_history.logs.size()), checkpoint.size };
        if (m_files.contains(folder + "consistency")) {
            const std::vector<std::string> lines = linesOf(read(folder + "consistency"));
            const bool ok = lines.size() > 1 && lines[0] == "docket-consistency/v1"
                && parseNumber(lines[1].substr(0, lines[1].find(' ')), source.held) && source.held > 0
                && source.held <= source.size;
            if (!ok)
                m_report.finding("consistency", folder, "does not say for which sizes it is");
            source.held = ok ? source.held : 0;
        }
        Log log{ {}, checkpoint.origin, {}, {}, {}, {} };
        if (const VerifierKey* known = m_policy.logOf(log.name))
            log.key = known->key;
        else if (m_isBundle)
            m_report.finding("device", log.name, "the policy does not know this log");
        const uint64_t first = source.held / 256;
        const std::string path
            = folder + "tile/entries/" + tilePath(first, std::min<uint64_t>(256, source.size - first * 256));
        if (m_files.contains(path) && (log.key.empty() || m_history.workspace.empty())) {
            const std::string entries = read(path);
            View rest = entries, note;
            Header header;
            Json json;
            try {
                if (takeNote(rest, note))
                    readEntry(note, header, json, false);
                log.key = log.key.empty() ? viewOf(header.device) : log.key;
                if (m_history.workspace.empty())
                    m_history.workspace = header.workspaceId(Note(note).text);
            } catch (const Fault&) { // is found again with its entry
            }
        }
        if (!isAcceptableKey(log.key) || !isDeviceName(log.name, m_history.workspace, log.key))
            m_report.finding("device", log.name, "does not belong to the workspace and the key");
        m_history.logs.push_back(std::move(log));
        sources.push_back(source);
    }

    /// The tile's bytes, which must be so many hashes when that is what it has.
    std::string tile(const Source& source, const std::string& level, uint64_t index, uint64_t width)
    {
        const std::string path = "tile/" + level + '/' + tilePath(index, width);
        if (!m_files.contains(source.folder + path))
            throw Fault{ "tiles", path + " is missing" };
        const std::string bytes = read(source.folder + path);
        if (level != "entries" && bytes.size() != width * 32)
            throw Fault{ "tiles", path + " does not have " + std::to_string(width) + " hashes" };
        return bytes;
    }

    void checkTiles(const Source& source)
    {
        Branch& branch = m_history.logs[source.log].branches.emplace_back();
        branch.first = branch.lastSeq = source.held / 256 * 256;
        std::map<std::pair<uint64_t, uint64_t>, Hash> said; // as Branch::tiles has them
        for (uint64_t count = source.size / 256, level = 0; count > 0; count /= 256, ++level)
            for (uint64_t at = 0; at < count; at += 256) {
                const std::string bytes
                    = tile(source, std::to_string(level + 1), at / 256, std::min<uint64_t>(256, count - at));
                for (size_t i = 0; i < bytes.size() / 32; ++i)
                    said[{ level, at + i }] = hashFrom(View(bytes).substr(i * 32));
            }
        for (uint64_t i = 0; i < branch.first / 256; ++i)
            branch.append(said.at({ 0, i }), 8);
        std::string ids, entries;
        View rest;
        uint64_t at = branch.first;
        m_history.take([&](Item& item) {
            if (rest.empty() && at < source.size) {
                const uint64_t width = std::min<uint64_t>(256, source.size - at);
                ids += tile(source, "0", at / 256, width);
                rest = entries = tile(source, "entries", at / 256, width);
            }
            View note;
            if (at == source.size || !takeNote(rest, note))
                return false;
            item.fault = {};
            item.record = { {}, {}, ++at, 0, source.log, false };
            item.note = note;
            item.textSize = note.rfind("\n\n") + 1;
            // A tile has exactly its entries.
            need(rest.empty() == (at % 256 == 0 || at == source.size), "tiles",
                "a tile has too few or too many entries");
            return true;
        });
        need(at == source.size, "tiles", "a tile has too few or broken entries");
        const auto& records = m_history.logs[source.log].branches.front().records;
        for (size_t i = 0; i < records.size(); ++i)
            need(viewOf(m_history.records[records[i]].id) == View(ids).substr(i * 32, 32), "tiles",
                "an id is not its entry's");
        need(
            m_history.logs[source.log].branches.front().tiles == said, "tiles", "hashes are not what the entries give");
    }

    void checkConsistency(const Source& source)
    {
        const Branch& branch = m_history.logs[source.log].branches.front();
        const std::vector<std::string> lines = linesOf(read(source.folder + "consistency"));
        std::vector<Hash> proof;
        for (size_t i = 2; i < lines.size(); ++i) {
            const std::string bytes = fromBase64(lines[i]);
            need(bytes.size() == 32 && proof.size() < 128, "consistency", "not the lines of a proof");
            proof.push_back(hashFrom(bytes));
        }
        Edge before;
        need(lines[1] == std::to_string(source.held) + ' ' + std::to_string(source.size)
                && branch.edgeAt(source.held, m_history.records, before)
                && verifyConsistency(source.held, before.root(), branch.edge.size, branch.edge.root(), proof),
            "consistency", "does not prove that the log continues what was held");
    }

    fs::path m_folder;
    History& m_history;
    Report& m_report;
    bool m_isBundle = false;
    Policy m_policy;
    std::set<std::string> m_files, m_unused;
};

std::string readFile(const fs::path& path, uint64_t limit)
{
    std::ifstream file(path, std::ios::binary);
    std::error_code error;
    const uint64_t size = fs::file_size(path, error);
    if (!file || error || size > limit)
        throw Unreadable(path.string() + (file && !error ? ": too large" : ": cannot be read"));
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
