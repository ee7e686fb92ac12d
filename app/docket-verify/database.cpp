#include "app/docket-verify/database.h"

#include "app/docket-verify/pipeline.h"

#include <sqlite3.h>

#include <cstring>
#include <fstream>
#include <unordered_set>

namespace docket::verify
{

namespace
{

constexpr View noteMiddle = "\n\xe2\x80\x94 ";
constexpr View sealedStart = "docket-payload/v1\n";

struct SqlError {
    int code;
    std::string text;
};

class Statement
{
public:
    Statement(sqlite3* db, const char* sql) : m_db(db)
    {
        if (sqlite3_prepare_v2(db, sql, -1, &m_statement, nullptr) != SQLITE_OK)
            fail();
    }
    ~Statement() { sqlite3_finalize(m_statement); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    bool step()
    {
        const int code = sqlite3_step(m_statement);
        if (code != SQLITE_ROW && code != SQLITE_DONE)
            fail();
        return code == SQLITE_ROW;
    }
    void reset() { sqlite3_reset(m_statement); }
    void bind(int index, int64_t value) { sqlite3_bind_int64(m_statement, index, value); }
    void bind(int index, View blob)
    {
        sqlite3_bind_blob(m_statement, index, blob.data(), int(blob.size()), SQLITE_STATIC);
    }
    int64_t number(int column) { return sqlite3_column_int64(m_statement, column); }
    /// Lasts until the next step.
    View bytes(int column)
    {
        const void* data = sqlite3_column_blob(m_statement, column);
        return data ? View(static_cast<const char*>(data), size_t(sqlite3_column_bytes(m_statement, column))) : View();
    }

private:
    [[noreturn]] void fail() { throw SqlError{ sqlite3_extended_errcode(m_db), sqlite3_errmsg(m_db) }; }
    sqlite3* m_db;
    sqlite3_stmt* m_statement = nullptr;
};

/// Says from the file's first 100 bytes, before SQLite touches it, whether it is a log of a version known here.
int checkHeader(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::array<unsigned char, 100> head{};
    file.read(reinterpret_cast<char*>(head.data()), head.size());
    if (!file && file.gcount() == 0)
        throw Unreadable(path + ": cannot be read, or is empty");
    const auto number = [&head](size_t at) {
        return unsigned(head[at]) << 24 | unsigned(head[at + 1]) << 16 | unsigned(head[at + 2]) << 8 | head[at + 3];
    };
    if (std::memcmp(head.data(), "SQLite format 3", 16) != 0)
        throw Unreadable(path + ": not an SQLite database, so no log.db");
    if (number(68) != 0x4d4c4f47)
        throw Unreadable(path + ": a database of another program (application id " + std::to_string(number(68)) + ")");
    if (number(60) < 1 || number(60) > 2)
        throw Unreadable(path + ": log.db of version " + std::to_string(number(60))
            + ", this program knows 1 and 2; use the docket-verify of the Docket that wrote it");
    if (head[18] != 1 || head[19] != 1)
        throw Unreadable(path + ": not in rollback-journal mode, which Docket never changes; it is damaged");
    return int(number(60));
}

/// Copies what the ids of a table are; sorted. Ids of another length are left out: they match no entry.
std::vector<Hash> idsOf(sqlite3* db, const char* sql)
{
    std::vector<Hash> out;
    Statement select(db, sql);
    while (select.step())
        if (select.bytes(0).size() == 32)
            out.push_back(hashFrom(select.bytes(0)));
    std::sort(out.begin(), out.end());
    return out;
}

/// Walks `payload` beside `entry`: both grow together, so the next row is nearly always the one wanted and no index is
/// searched. Where it is not, the index is asked.
class Payloads
{
public:
    explicit Payloads(sqlite3* db)
        : m_next(db, "SELECT rowid,id,salt,data FROM payload WHERE rowid>?1 ORDER BY rowid"),
          m_find(db, "SELECT rowid,id,salt,data FROM payload WHERE id=?1")
    {
        restart(0);
    }
    /// The statement whose columns 2 and 3 are salt and data; null when the entry has none.
    Statement* of(View id)
    {
        while (m_more && !m_early.empty() && m_early.contains(m_next.number(0)))
            advance();
        if (m_more && m_next.bytes(1) == id) {
            m_pending = true;
            ++found;
            return &m_next;
        }
        m_find.reset();
        m_find.bind(1, id);
        if (!m_find.step())
            return nullptr;
        ++found;
        const int64_t row = m_find.number(0);
        if (m_early.insert(row).second && m_more && row > m_next.number(0) && ++m_stuck > 64)
            restart(row); // what was passed over is found by the index
        return &m_find;
    }
    void done()
    {
        if (m_pending)
            advance();
        m_pending = false;
    }
    uint64_t found = 0;

private:
    void advance()
    {
        m_more = m_next.step();
        m_stuck = 0;
    }
    void restart(int64_t after)
    {
        m_next.reset();
        m_next.bind(1, after);
        advance();
    }
    Statement m_next, m_find;
    bool m_more = false, m_pending = false;
    int m_stuck = 0;
    std::unordered_set<int64_t> m_early;
};

class DatabaseCheck
{
public:
    DatabaseCheck(sqlite3* db, int version, History& history) : m_db(db), m_version(version), m_history(history) { }

    void run(const std::function<void()>& extra)
    {
        Statement(m_db, "BEGIN").step();
        readDevices();
        m_shunned = idsOf(m_db, "SELECT id FROM shun");
        readEntries();
        Statement payloads(m_db, "SELECT count(*) FROM payload");
        payloads.step();
        if (uint64_t(payloads.number(0)) != m_found)
            m_history.report.find("payload-orphan",
                std::to_string(payloads.number(0) - int64_t(m_found)) + " payloads belong to no entry");
        m_history.readAuthority();
        checkMissing();
        checkTrees();
        if (m_version >= 2)
            checkForked();
        checkCheckpoints();
        extra();
        if (m_history.report.full)
            checkFile();
        Statement(m_db, "COMMIT").step();
    }

private:
    void readDevices()
    {
        Statement first(m_db, "SELECT text FROM entry ORDER BY n LIMIT 1");
        Header header;
        Json json;
        if (first.step() && !header.read(first.bytes(0), json))
            m_history.workspace = header.workspaceId(first.bytes(0));
        Statement select(m_db, "SELECT d,pk,name FROM device ORDER BY d");
        while (select.step()) {
            Log log;
            log.key = select.bytes(1);
            log.name = select.bytes(2);
            log.keyId = keyIdOf(log.name, log.key);
            // Without a workspace id the entries say what is wrong.
            if (!m_history.workspace.empty()
                && (log.key.size() != 32 || !isDeviceName(log.name, m_history.workspace, log.key)))
                m_history.report.find("device", log.name + ": the name does not belong to the workspace and the key");
            else if (!isAcceptableKey(log.key))
                m_history.report.find("device", log.name + ": the key is no point of the main subgroup");
            m_numbers[select.number(0)] = uint32_t(m_history.logs.size());
            m_history.logs.push_back(std::move(log));
        }
    }

    void readEntries()
    {
        const EntryCheck check{ m_history.logs, m_history.workspace, m_shunned, m_history.report.full };
        Statement last(m_db, "SELECT max(n) FROM entry");
        // A damaged number must not ask for more memory than there is.
        m_history.reserve(last.step() ? size_t(std::clamp<int64_t>(last.number(0), 0, 2'000'000)) : 0);
        Pipeline pipeline(check, m_history);
        Payloads payloads(m_db);
        Statement select(m_db, "SELECT d,seq,lc,id,kase,kind,text,sig FROM entry ORDER BY n");
        Batch* batch = nullptr;
        while (select.step()) {
            const View id = select.bytes(3), kase = select.bytes(4), kind = select.bytes(5), text = select.bytes(6),
                       sig = select.bytes(7);
            Statement* payload = payloads.of(id);
            const View salt = payload ? payload->bytes(2) : View(), data = payload ? payload->bytes(3) : View();
            const auto found = m_numbers.find(select.number(0));
            const bool known = found != m_numbers.end();
            const View name = known ? View(m_history.logs[found->second].name) : View();
            const size_t noteSize = text.size() + noteMiddle.size() + name.size() + 94;
            const bool fits = text.size() <= 2 * maximumText && data.size() <= maximumPayload && name.size() <= 1024
                && id.size() <= 64 && kase.size() <= 64 && kind.size() <= 256 && salt.size() <= 64;
            const size_t needed = fits ? noteSize + sealedStart.size() + salt.size() + data.size() + 512 : 0;
            if (batch && !batch->hasRoom(needed)) {
                pipeline.submit(*batch);
                batch = nullptr;
            }
            if (!batch)
                batch = &pipeline.next();
            const auto copy = [batch](View bytes) {
                char* to = batch->take(bytes.size());
                std::memcpy(to, bytes.data() ? bytes.data() : "", bytes.size());
                return View(to, bytes.size());
            };
            Item& item = batch->items[batch->count++];
            item.device = known ? found->second : UINT32_MAX;
            item.columnSeq = uint64_t(select.number(1));
            item.columnLamport = uint64_t(select.number(2));
            item.fault = {};
            item.noPayload = false;
            item.sealed = item.kind = item.kase = {};
            item.id = copy(id.substr(0, 32));
            if (!known)
                item.fault = { "device", "its device is not in the log" };
            else if (!fits)
                item.fault = { "size", "more bytes than an entry may have" };
            else if (sig.size() != 64 || id.size() != 32)
                item.fault = { "id", "text and signature do not hash to the id" };
            if (!item.fault) {
                item.kase = copy(kase);
                item.kind = copy(kind);
                item.signature = copy(sig);
                item.textSize = text.size();
                item.noteSize = noteSize;
                item.note = batch->take(noteSize);
                char* to = item.note;
                for (const View part : { text, noteMiddle, name, View(" ") })
                    to = std::copy(part.begin(), part.end(), to);
                to[92] = '\n';
            }
            if (!item.fault && payload) {
                item.sealed = View(copy(sealedStart).data(), sealedStart.size() + salt.size() + data.size());
                copy(salt);
                copy(data);
                item.payloadSize = salt.size() == 32 ? data.size() : SIZE_MAX;
            }
            payloads.done();
        }
        if (batch)
            pipeline.submit(*batch);
        pipeline.finish();
        m_found = payloads.found;
    }

    void checkMissing()
    {
        std::map<Hash, Hash> by;
        Statement shun(m_db, "SELECT id,by_entry FROM shun");
        while (shun.step())
            if (shun.bytes(0).size() == 32 && shun.bytes(1).size() == 32)
                by[hashFrom(shun.bytes(0))] = hashFrom(shun.bytes(1));
        const std::vector<Hash> withheld = m_version < 2 ? std::vector<Hash>() : idsOf(m_db, "SELECT id FROM withheld");
        for (const Missing& missing : m_history.missing) {
            const auto erased = by.find(missing.id);
            if (erased != by.end() && !missing.isAuthority) {
                ++m_history.report.erased;
                m_history.shunnedBy.insert(*erased);
            } else if (std::binary_search(withheld.begin(), withheld.end(), missing.id)) {
                ++m_history.report.withheld;
            } else {
                m_history.report.find("payload-missing",
                    "entry " + std::to_string(missing.seq) + " of " + m_history.logs[missing.device].name + " (id "
                        + base64Url(viewOf(missing.id)) + "): the payload is gone without a redaction");
            }
        }
    }

    Log* logOf(int64_t number)
    {
        const auto found = m_numbers.find(number);
        return found == m_numbers.end() ? nullptr : &m_history.logs[found->second];
    }

    void checkTrees()
    {
        Report& report = m_history.report;
        std::set<const Log*> heads;
        Statement head(m_db, "SELECT d,size,range FROM head");
        while (head.step()) {
            const Log* log = logOf(head.number(0));
            const Edge edge = log && !log->branches.empty() ? log->branches.front().edge : Edge();
            heads.insert(log);
            if (!log)
                report.find("head", "a tree of a device that is not in the log");
            else if (uint64_t(head.number(1)) != edge.size() || head.bytes(2) != edge.bytes())
                report.find("head",
                    log->name + ": the stored tree has " + std::to_string(head.number(1)) + " entries, the log has "
                        + std::to_string(edge.size()) + ", or its roots differ");
        }
        std::map<const Log*, std::set<size_t>> tips;
        if (m_version >= 2) {
            Statement tip(m_db, "SELECT d,tip,size,range FROM branch");
            while (tip.step()) {
                const Log* log = logOf(tip.number(0));
                bool found = false;
                for (size_t i = 1; log && i < log->branches.size() && !found; ++i) {
                    const Log::Branch& branch = log->branches[i];
                    found = tip.bytes(1) == viewOf(branch.last) && uint64_t(tip.number(2)) == branch.edge.size()
                        && tip.bytes(3) == branch.edge.bytes();
                    if (found)
                        tips[log].insert(i);
                }
                if (!found)
                    report.find(
                        "head", (log ? log->name : "an unknown device") + ": a stored branch differs from the entries");
            }
        }
        Statement tile(m_db, "SELECT d,level,n,hash FROM tile");
        std::map<const Log*, size_t> tiles;
        while (tile.step()) {
            const Log* log = logOf(tile.number(0));
            const auto* known = log && !log->branches.empty() ? &log->branches.front().tiles : nullptr;
            const auto found = known ? known->find({ uint64_t(tile.number(1)), uint64_t(tile.number(2)) })
                                     : decltype(known->end())();
            if (!known || found == known->end() || viewOf(found->second) != tile.bytes(3))
                report.find("tile",
                    (log ? log->name : "an unknown device") + ": the stored tile " + std::to_string(tile.number(2))
                        + " of level " + std::to_string(tile.number(1)) + " is wrong");
            else
                ++tiles[log];
        }
        for (const Log& log : m_history.logs) {
            if (log.branches.empty())
                continue;
            if (!heads.contains(&log))
                report.find("head", log.name + ": there is no stored tree");
            if (tips[&log].size() + 1 < log.branches.size() && m_version >= 2)
                report.find("head", log.name + ": a branch of the fork is not stored");
            if (tiles[&log] < log.branches.front().tiles.size())
                report.find("tile", log.name + ": stored tiles are missing");
        }
    }

    /// The ids that only the far sides of forks have.
    void checkForked()
    {
        std::set<Hash> wanted;
        for (const Log& log : m_history.logs) {
            for (size_t i = 1; i < log.branches.size(); ++i)
                for (const uint32_t record : log.branches[i].records)
                    wanted.insert(m_history.records[record].id);
            for (size_t i = 0; log.branches.size() > 1 && i < log.branches[0].records.size(); ++i)
                wanted.erase(m_history.records[log.branches[0].records[i]].id);
        }
        const std::vector<Hash> stored = idsOf(m_db, "SELECT id FROM forked");
        if (!std::equal(stored.begin(), stored.end(), wanted.begin(), wanted.end()))
            m_history.report.find("head", "the stored list of forked entries differs from the entries");
    }

    void checkCheckpoints()
    {
        Report& report = m_history.report;
        Statement checkpoint(m_db, "SELECT d,size,note FROM checkpoint");
        while (checkpoint.step()) {
            const std::string where = "checkpoint at " + std::to_string(checkpoint.number(1));
            const auto found = m_numbers.find(checkpoint.number(0));
            const size_t before = report.findingCount;
            if (found == m_numbers.end())
                report.find("checkpoint", where + ": of a device that is not in the log");
            else
                m_history.addCheckpoint(checkpoint.bytes(2), where, found->second);
            if (before == report.findingCount
                && m_history.logs[found->second].claims.back().size != uint64_t(checkpoint.number(1)))
                report.find("column", where + ": is of another size");
        }
        Statement seen(m_db, "SELECT origin,size,root,note FROM seen");
        while (seen.step()) {
            const std::string where = "seen of " + std::string(seen.bytes(0));
            const std::string text(seen.bytes(3).substr(0, seen.bytes(3).find("\n\n") + 1));
            Checkpoint said;
            m_history.addCheckpoint(seen.bytes(3), where);
            if (!Checkpoint::parse(text, said)
                && (said.origin != seen.bytes(0) || said.size != uint64_t(seen.number(1))
                    || viewOf(said.root) != seen.bytes(2)))
                report.find("column", where + ": the note says something else");
        }
        if (m_version < 2)
            return;
        Statement cosignature(m_db, "SELECT d,size,root,name,time,line FROM cosignature");
        while (cosignature.step()) {
            Log* log = logOf(cosignature.number(0));
            const std::string where = "cosignature at " + std::to_string(cosignature.number(1));
            const View root = cosignature.bytes(2);
            SignatureLine line{ cosignature.bytes(3), std::string(cosignature.bytes(5)) };
            uint64_t time = 0;
            for (size_t i = 4; i < 12 && line.blob.size() == 76; ++i)
                time = time << 8 | static_cast<unsigned char>(line.blob[i]);
            if (!log || root.size() != 32 || line.blob.size() != 76)
                report.find("cosignature", where + ": is malformed");
            else if (time != uint64_t(cosignature.number(4)))
                report.find("column", where + ": the stored time differs from the signed one");
            else
                m_history.addCosignature(*log,
                    Checkpoint{ log->name, uint64_t(cosignature.number(1)), hashFrom(root) }.toText(), line, where);
        }
    }

    /// Indexes and free pages, which nothing above looks at.
    void checkFile()
    {
        Statement integrity(m_db, "PRAGMA integrity_check(10)");
        while (integrity.step())
            if (integrity.bytes(0) != "ok")
                m_history.report.find("sqlite", std::string(integrity.bytes(0)));
    }

    sqlite3* m_db;
    int m_version;
    History& m_history;
    std::map<int64_t, uint32_t> m_numbers;
    std::vector<Hash> m_shunned;
    uint64_t m_found = 0;
};

} // namespace

void checkDatabase(const std::string& path, History& history, const std::function<void()>& extra)
{
    const int version = checkHeader(path);
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> db(opened, &sqlite3_close);
    if (code != SQLITE_OK)
        throw Unreadable(path + ": " + sqlite3_errstr(code));
    sqlite3_busy_timeout(opened, 10000);
    sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_limit(opened, SQLITE_LIMIT_LENGTH, 16 * 1024 * 1024);
    try {
        sqlite3_exec(opened, "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0", nullptr,
            nullptr, nullptr);
        Statement views(opened, "SELECT count(*) FROM sqlite_schema WHERE type='view'");
        if (views.step() && views.number(0) > 0)
            history.report.find("sqlite", "there are views, which Docket never makes");
        else
            DatabaseCheck(opened, version, history).run(extra);
    } catch (const SqlError& error) {
        const int primary = error.code & 0xff;
        if (primary == SQLITE_READONLY || primary == SQLITE_CANTOPEN)
            throw Unreadable(path
                + ": the last write was interrupted and its journal is still there; open the workspace once "
                  "with Docket, which settles it, or verify a backup");
        if (primary == SQLITE_BUSY || primary == SQLITE_LOCKED)
            throw Unreadable(path + ": another program is writing and does not stop; try again");
        if (primary == SQLITE_PERM || primary == SQLITE_IOERR || primary == SQLITE_NOMEM)
            throw Unreadable(path + ": " + error.text);
        history.report.find("sqlite", error.text);
    }
}

} // namespace docket::verify
