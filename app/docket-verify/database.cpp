#include "app/docket-verify/history.h"

#include <sqlite3.h>

#include <algorithm>
#include <fstream>
#include <future>
#include <memory>

namespace docket::verify
{

struct SqlError {
    int code;
    std::string text;
};

using Connection = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;

static Connection open(const std::string& path)
{
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
    Connection db(opened, &sqlite3_close);
    if (code != SQLITE_OK)
        throw Unreadable(path + ": " + sqlite3_errstr(code));
    sqlite3_busy_timeout(opened, 10000);
    sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_limit(opened, SQLITE_LIMIT_LENGTH, 16 * 1024 * 1024);
    sqlite3_exec(opened, "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON", nullptr, nullptr, nullptr);
    return db;
}

class Statement
{
public:
    Statement(const Connection& db, const char* sql) : m_db(db.get())
    {
        check(sqlite3_prepare_v2(m_db, sql, -1, &m_statement, nullptr));
    }
    ~Statement() { sqlite3_finalize(m_statement); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    bool step() { return check(sqlite3_step(m_statement)) == SQLITE_ROW; }
    /// Begins again, with a value for ?1.
    void restart(int64_t value)
    {
        sqlite3_reset(m_statement);
        sqlite3_bind_int64(m_statement, 1, value);
    }
    void restart(View blob)
    {
        sqlite3_reset(m_statement);
        sqlite3_bind_blob(m_statement, 1, blob.data(), int(blob.size()), SQLITE_TRANSIENT);
    }
    int64_t number(int column) { return sqlite3_column_int64(m_statement, column); }
    uint64_t count(int column) { return uint64_t(number(column)); }
    /// Lasts until the next step.
    View bytes(int column)
    {
        const void* data = sqlite3_column_blob(m_statement, column);
        return data ? View(static_cast<const char*>(data), size_t(sqlite3_column_bytes(m_statement, column)))
                    : View("");
    }
    /// Zeros, the id of nothing, when there are not 32 bytes.
    Hash hash(int column) { return bytes(column).size() == 32 ? hashFrom(bytes(column)) : Hash{}; }

private:
    int check(int code)
    {
        if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE)
            throw SqlError{ sqlite3_extended_errcode(m_db), sqlite3_errmsg(m_db) };
        return code;
    }
    sqlite3* m_db;
    sqlite3_stmt* m_statement = nullptr;
};

/// Says from the file's first 100 bytes, before SQLite touches it, whether it is a log of a version known here.
static int versionOf(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::array<unsigned char, 100> head{};
    file.read(reinterpret_cast<char*>(head.data()), head.size());
    const auto number = [&head](size_t at) {
        return unsigned(head[at]) << 24 | unsigned(head[at + 1]) << 16 | unsigned(head[at + 2]) << 8 | head[at + 3];
    };
    const std::string version = std::to_string(number(60));
    const std::string wrong = file.gcount() == 0               ? "cannot be read, or is empty"
        : std::memcmp(head.data(), "SQLite format 3", 16) != 0 ? "not an SQLite database, so no log.db"
        : number(68) != 0x4d4c4f47                             ? "a database of another program"
        : number(60) < 1 || number(60) > 2
        ? "log.db of version " + version + ", known here are 1 and 2; use the docket-verify of the Docket that wrote it"
        : head[18] != 1 || head[19] != 1 ? "not in rollback-journal mode, which Docket never changes; it is damaged"
                                         : "";
    if (!wrong.empty())
        throw Unreadable(path + ": " + wrong);
    return int(number(60));
}

struct DatabaseCheck {
    DatabaseCheck(const Connection& db, int version, History& history)
        : m_db(db), m_version(version), m_history(history), m_report(history.report)
    {
    }

    void run(const std::function<void()>& extra)
    {
        readDevices();
        readEntries();
        m_history.readAuthority();
        checkPayloads();
        checkTrees();
        checkCheckpoints();
        extra();
    }

    void readDevices()
    {
        Statement first(m_db, "SELECT text FROM entry ORDER BY n LIMIT 1");
        try {
            Header header;
            Json json;
            if (first.step())
                header.read(first.bytes(0), json);
            m_history.workspace = header.workspaceId(first.bytes(0));
        } catch (const Fault&) { // is found again with its entry
        }
        Statement select(m_db, "SELECT d,pk,name FROM device ORDER BY d");
        while (select.step()) {
            Log log{ std::string(select.bytes(1)), std::string(select.bytes(2)), {}, {}, {}, {} };
            log.keyId = keyIdOf(log.name, log.key);
            if (!m_history.workspace.empty() && !isDeviceName(log.name, m_history.workspace, log.key))
                m_report.finding("device", log.name, "does not belong to the workspace and the key");
            else if (!isAcceptableKey(log.key))
                m_report.finding("device", log.name, "its key is no point of the main subgroup");
            m_devices[select.number(0)] = uint32_t(m_history.logs.size());
            m_history.logs.push_back(std::move(log));
        }
    }

    /// Entries and payloads grow together, so the next row of `payload` is nearly always the one wanted, and no index
    /// is searched.
    void readEntries()
    {
        m_history.shunned = idsOf("SELECT id FROM shun");
        Statement last(m_db, "SELECT max(n) FROM entry");
        if (last.step()) // a damaged number must not ask for more memory than there is
            m_history.records.reserve(size_t(std::clamp<int64_t>(last.number(0), 0, 2'000'000)));
        Statement select(m_db, "SELECT d,seq,lc,id,kase,kind,text,sig FROM entry ORDER BY n");
        Statement following(m_db, "SELECT rowid,id,salt,data FROM payload WHERE rowid>?1 ORDER BY rowid");
        Statement wanted(m_db, "SELECT rowid,id,salt,data FROM payload WHERE id=?1");
        following.restart(int64_t(0));
        bool isFollowing = following.step();
        m_history.take([&](Item& item) {
            if (!select.step())
                return false;
            const View id = select.bytes(3), kase = select.bytes(4), text = select.bytes(6);
            const bool isNext = isFollowing && following.bytes(1) == id;
            if (!isNext)
                wanted.restart(id);
            Statement* const payload = isNext ? &following : wanted.step() ? &wanted : nullptr;
            const View salt = payload ? payload->bytes(2) : View(), data = payload ? payload->bytes(3) : View();
            const auto device = m_devices.find(select.number(0));
            const bool known = device != m_devices.end();
            item.isStored = true;
            item.fault = {};
            item.record = { select.hash(3), {}, select.count(1), select.count(2), UINT32_MAX, !kase.empty() };
            item.record.device = known ? device->second : UINT32_MAX;
            std::copy_n(kase.begin(), std::min<size_t>(kase.size(), 16), item.record.caseId.begin());
            item.kind = kase.empty() || kase.size() == 16 ? select.bytes(5) : View();
            item.sealed.clear();
            item.textSize = text.size();
            if (!known) {
                item.fault = { "device", "its device is not in the log" };
            } else if (text.size() > 2 * maximumText || data.size() > maximumPayload) {
                item.fault = { "size", "more bytes than an entry may have" };
            } else {
                item.note.assign(text).append("\n\xe2\x80\x94 ").append(m_history.logs[device->second].name) += ' ';
                item.signature = select.bytes(7);
                if (payload) // a salt of another length must not move bytes into the payload
                    item.sealed.append("docket-payload/v1\n").append(salt.size() == 32 ? salt : View()).append(data);
            }
            m_payloads += payload != nullptr;
            if (payload == &wanted)
                following.restart(wanted.number(0));
            if (payload)
                isFollowing = following.step();
            return true;
        });
    }

    void checkPayloads()
    {
        Statement payloads(m_db, "SELECT count(*) FROM payload");
        if (payloads.step() && payloads.number(0) != m_payloads)
            m_report.finding("payload-orphan", "payload", "there are payloads that belong to no entry");
        std::map<Hash, Hash> by;
        Statement shun(m_db, "SELECT id,by_entry FROM shun");
        while (shun.step())
            by[shun.hash(0)] = shun.hash(1);
        const std::set<Hash> withheld = m_version < 2 ? std::set<Hash>() : idsOf("SELECT id FROM withheld");
        for (const auto& [record, isAuthority] : m_history.missing) {
            const Record& entry = m_history.records[record];
            if (by.contains(entry.id) && !isAuthority) {
                ++m_report.erased;
                m_history.shunnedBy[entry.id] = by[entry.id];
            } else if (withheld.contains(entry.id)) {
                ++m_report.withheld;
            } else {
                m_report.finding("payload-missing", m_history.nameOf(entry), "gone without a redaction");
            }
        }
    }

    std::set<Hash> idsOf(const char* sql)
    {
        std::set<Hash> out;
        Statement select(m_db, sql);
        while (select.step())
            out.insert(select.hash(0));
        return out;
    }

    /// Null when there is no such device.
    Log* logOf(int64_t number)
    {
        const auto found = m_devices.find(number);
        return found == m_devices.end() ? nullptr : &m_history.logs[found->second];
    }

    /// What is stored of the trees, row by row, against what the entries give; both must be all there is.
    void checkTrees()
    {
        using Row = std::tuple<const Log*, uint64_t, uint64_t, std::string>;
        std::set<Row> heads, branches, tiles;
        std::set<Hash> forked;
        for (const Log& log : m_history.logs)
            for (const Branch& branch : log.branches) {
                const bool isFirst = &branch == &log.branches.front();
                const std::string tip(isFirst ? View() : viewOf(branch.last));
                (isFirst ? heads : branches)
                    .insert({ &log, branch.edge.size, 0, tip + std::string(branch.edge.bytes()) });
                for (const auto& [place, hash] : branch.tiles)
                    if (isFirst)
                        tiles.insert({ &log, place.first, place.second, std::string(viewOf(hash)) });
                for (const uint32_t record : branch.records)
                    if (!isFirst)
                        forked.insert(m_history.records[record].id);
            }
        for (const Log& log : m_history.logs)
            for (size_t i = 0; log.branches.size() > 1 && i < log.branches[0].records.size(); ++i)
                forked.erase(m_history.records[log.branches[0].records[i]].id);
        const auto compare = [this](const char* word, const char* sql, const std::set<Row>& rows) {
            Statement select(m_db, sql);
            std::set<Row> stored;
            while (select.step())
                stored.insert(
                    { logOf(select.number(0)), select.count(1), select.count(2), std::string(select.bytes(3)) });
            std::vector<Row> differ;
            std::set_symmetric_difference(
                rows.begin(), rows.end(), stored.begin(), stored.end(), std::back_inserter(differ));
            for (const auto& [log, first, second, bytes] : differ)
                m_report.finding(word, log ? log->name : "an unknown device",
                    "what is stored at " + std::to_string(first) + ", " + std::to_string(second)
                        + " differs from the entries");
        };
        compare("head", "SELECT d,size,0,range FROM head", heads);
        compare("tile", "SELECT d,level,n,hash FROM tile", tiles);
        if (m_version < 2)
            return;
        compare("head", "SELECT d,size,0,CAST(tip||range AS BLOB) FROM branch", branches);
        if (idsOf("SELECT id FROM forked") != forked)
            m_report.finding("head", "forked", "the stored list differs from the entries");
    }

    void checkCheckpoints()
    {
        Statement checkpoint(m_db, "SELECT d,size,note FROM checkpoint");
        while (checkpoint.step()) {
            const std::string where = "checkpoint at " + std::to_string(checkpoint.number(1));
            Log* const log = logOf(checkpoint.number(0));
            if (!log)
                m_report.finding("checkpoint", where, "of a device that is not in the log");
            else if (const Log::Claim* claim = m_history.addCheckpoint(checkpoint.bytes(2), where, log))
                if (claim->size != checkpoint.count(1))
                    m_report.finding("column", where, "is of another size");
        }
        Statement seen(m_db, "SELECT origin,size,root,note FROM seen");
        while (seen.step()) {
            const std::string origin(seen.bytes(0)), where = "seen of " + origin;
            const auto log = std::find_if(
                m_history.logs.begin(), m_history.logs.end(), [&](const Log& each) { return each.name == origin; });
            const bool known = log != m_history.logs.end();
            const auto claim = m_history.addCheckpoint(seen.bytes(3), where, known ? &*log : nullptr);
            if (claim && (!known || claim->size != seen.count(1) || claim->root != seen.hash(2)))
                m_report.finding("column", where, "the note says something else");
        }
        Statement cosignature(
            m_db, m_version < 2 ? "SELECT 1 WHERE 0" : "SELECT d,size,root,name,time,line FROM cosignature");
        while (cosignature.step()) {
            const std::string where = "cosignature at " + std::to_string(cosignature.number(1));
            Log* const log = logOf(cosignature.number(0));
            const SignatureLine line{ cosignature.bytes(3), std::string(cosignature.bytes(5)) };
            if (!log || line.blob.size() != 76)
                m_report.finding("cosignature", where, "is malformed");
            else if (!m_history.cosignerKeys.contains(std::string(line.name))) // such a line is not stored
                m_report.finding("cosignature", where, "of a witness that is not known here");
            else if (cosignatureTime(line.blob) != cosignature.count(4))
                m_report.finding("column", where, "the stored time differs from the signed one");
            else
                m_history.addCosignature(*log, { log->name, cosignature.count(1), cosignature.hash(2) }, line, where);
        }
    }

    const Connection& m_db;
    int m_version;
    History& m_history;
    Report& m_report;
    std::map<int64_t, uint32_t> m_devices; ///< by the number `d`
    int64_t m_payloads = 0;
};

void checkDatabase(const std::string& path, History& history, const std::function<void()>& extra)
{
    const int version = versionOf(path);
    // Indexes and free pages, which nothing else looks at, with a connection of its own beside the rest.
    std::future<std::string> integrity;
    const auto checkFile = [&path] {
        std::string wrong;
        const Connection db = open(path);
        Statement select(db, "PRAGMA integrity_check(10)");
        while (select.step())
            if (select.bytes(0) != "ok")
                wrong.append(wrong.empty() ? "" : "; ").append(select.bytes(0));
        return wrong;
    };
    try {
        const Connection db = open(path);
        Statement views(db, "SELECT count(*) FROM sqlite_schema WHERE type='view'");
        if (views.step() && views.number(0) > 0)
            return history.report.finding("sqlite", path, "there are views, which Docket never makes");
        Statement(db, "BEGIN").step();
        if (history.report.full)
            integrity = std::async(std::launch::async, checkFile);
        DatabaseCheck(db, version, history).run(extra);
        const std::string wrong = integrity.valid() ? integrity.get() : std::string();
        if (!wrong.empty())
            history.report.finding("sqlite", path, wrong);
    } catch (const SqlError& error) {
        static const std::map<int, const char*> causes{
            { SQLITE_READONLY,
                "the last write was interrupted and its journal is still there; open the workspace once "
                "with Docket, which settles it, or verify a backup" },
            { SQLITE_BUSY, "another program is writing and does not stop; try again" },
            { SQLITE_PERM, "no permission to read" }, { SQLITE_IOERR, "cannot be read" }, { SQLITE_NOMEM, "no memory" }
        };
        const int primary = error.code & 0xff;
        const auto cause = causes.find(primary == SQLITE_CANTOPEN ? SQLITE_READONLY : primary);
        if (cause != causes.end())
            throw Unreadable(path + ": " + cause->second);
        history.report.finding("sqlite", path, error.text);
    }
}

} // namespace docket::verify
