#include "app/docket-verify/history.h"

#include <sqlite3.h>

#include <fstream>
#include <future>

namespace docket::verify
{

struct SqlError {
    int code;
    std::string text;
};

/// A read-only connection, and rows as they come.
class Database
{
public:
    explicit Database(const std::string& path) : m_db(nullptr, &sqlite3_close)
    {
        sqlite3* opened = nullptr;
        const int code = sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
        m_db.reset(opened);
        check(code);
        sqlite3_busy_timeout(opened, 10000);
        sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
        sqlite3_limit(opened, SQLITE_LIMIT_LENGTH, 16 * 1024 * 1024);
        each("PRAGMA trusted_schema=OFF");
        each("PRAGMA cell_size_check=ON");
        each("PRAGMA cache_size=-65536");
    }
    /// Runs the statement, with `work()` for each row, where the columns can be asked for.
    void each(
        const char* sql, const std::function<void()>& work = [] {}, int64_t value = 0)
    {
        sqlite3_stmt* prepared = nullptr;
        check(sqlite3_prepare_v2(m_db.get(), sql, -1, &prepared, nullptr));
        const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> statement(prepared, &sqlite3_finalize);
        m_row = prepared;
        sqlite3_bind_int64(prepared, 1, value);
        while (check(sqlite3_step(prepared)) == SQLITE_ROW)
            work();
    }
    int64_t number(int column) const { return sqlite3_column_int64(m_row, column); }
    uint64_t count(int column) const { return uint64_t(number(column)); }
    /// Lasts until the next row.
    View bytes(int column) const
    {
        const auto* data = static_cast<const char*>(sqlite3_column_blob(m_row, column));
        return { data ? data : "", size_t(sqlite3_column_bytes(m_row, column)) };
    }
    std::string text(int column) const { return std::string(bytes(column)); }
    Hash hash(int column) const { return hashFrom(bytes(column)); }

private:
    int check(int code) const
    {
        if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE)
            throw SqlError{ m_db ? sqlite3_extended_errcode(m_db.get()) : code, sqlite3_errmsg(m_db.get()) };
        return code;
    }
    std::unique_ptr<sqlite3, decltype(&sqlite3_close)> m_db;
    sqlite3_stmt* m_row = nullptr;
};

/// Says from the file's first 100 bytes, before SQLite touches it, whether it is a log of a version known here.
static uint64_t versionOf(const std::string& path)
{
    std::string head(100, '\0');
    std::ifstream(path, std::ios::binary).read(head.data(), 100);
    const auto number = [&head](size_t at) { return numberIn(View(head).substr(at, 4)); };
    const char* wrong = !head.starts_with(View("SQLite format 3", 16)) ? "not an SQLite database, so no log.db"
        : number(68) != 0x4d4c4f47                                     ? "a database of another program"
        : number(60) < 1 || number(60) > 2 ? "known here are 1 and 2; use the docket-verify of the Docket that wrote it"
        : head[18] != 1 || head[19] != 1   ? "not in rollback-journal mode, which Docket never changes; it is damaged"
                                           : nullptr;
    if (wrong)
        throw std::runtime_error(path + ": version " + std::to_string(number(60)) + ": " + wrong);
    return number(60);
}

/// The log as log.db has it.
struct DatabaseSource {
    Database db;
    History& history;
    uint64_t version = 2;
    bool inSlices = true; ///< a writer may go on between two batches
    int64_t last = INT64_MIN; ///< row
    uint64_t payloads = 0;
    std::map<int64_t, uint32_t> devices{}; ///< by the number `d`
    Log nobody{ {}, "an unknown device" };

    const Log& logOf(int64_t number) const
    {
        const auto found = devices.find(number);
        return found == devices.end() ? nobody : history.logs[found->second];
    }

    void readDevices()
    {
        db.each("SELECT text FROM entry ORDER BY n LIMIT 1", [&] {
            Header header;
            Json json;
            try {
                header.read(db.bytes(0), json);
            } catch (const Fault&) { // is found again with its entry
            }
            history.workspace = header.workspace;
        });
        db.each("SELECT d,pk,name FROM device ORDER BY d", [&] {
            devices[db.number(0)] = uint32_t(history.logs.size());
            history.logs.push_back({ db.text(1), db.text(2) });
        });
    }

    /// The next entries with their payloads, as they arrived. Until the last are read a writer may go on in between;
    /// what comes then belongs to the same state of the file.
    bool readEntries(std::vector<Item>& items)
    {
        size_t count = 0;
        items.resize(1024);
        if (inSlices)
            db.each("BEGIN");
        db.each(
            "SELECT n,d,seq,lc,e.id,kase,kind,text,sig,salt,data,p.id IS NOT NULL FROM entry e LEFT JOIN payload p"
            " ON p.id=e.id WHERE n>?1 ORDER BY n LIMIT 1024",
            [&] { readEntry(items[count++]); }, last);
        items.resize(count);
        if (inSlices && count == 1024)
            db.each("COMMIT");
        return count == 1024;
    }

    void readEntry(Item& item)
    {
        const View kase = db.bytes(5), text = db.bytes(7), salt = db.bytes(9), data = db.bytes(10);
        const auto device = devices.find(db.number(1));
        const bool isKnown = device != devices.end(), hasPayload = !salt.empty();
        last = db.number(0);
        item.fault = {};
        item.hasColumns = true;
        item.record = { hashFrom(db.bytes(4)), {}, db.count(2), db.count(3), isKnown ? device->second : UINT32_MAX,
            !kase.empty(), hasPayload };
        std::copy_n(kase.begin(), std::min<size_t>(kase.size(), 16), item.record.caseId.begin());
        item.kind = kase.empty() || kase.size() == 16 ? db.bytes(6) : View();
        item.sealed.clear();
        payloads += hasPayload;
        if (!isKnown) {
            item.fault = { "device", "its device is not in the log" };
        } else if (text.size() > 2 * maximumText || data.size() > maximumPayload) {
            item.fault = { "size", "more bytes than an entry may have" };
        } else {
            const Log& log = history.logs[device->second];
            item.note.assign(text).append("\n\xe2\x80\x94 ").append(log.name) += ' ';
            item.note.append(base64(keyIdOf(log.name, log.key) + db.text(8))) += '\n';
            if (hasPayload) // a salt of another length must not move bytes into the payload
                item.sealed.append("docket-payload/v1\n").append(salt.size() == 32 ? salt : View()).append(data);
        }
    }
    /// What is stored beside the entries.
    void readRest()
    {
        const auto pieces = [this](const std::string& table, const char* sql) {
            std::set<Piece>& all = history.pieces[table];
            db.each(sql, [&] { all.emplace(logOf(db.number(0)).name, db.count(1), db.count(2), db.bytes(3)); });
        };
        pieces("head", "SELECT d,size,0,range FROM head");
        pieces("tile", "SELECT d,level,n,hash FROM tile");
        db.each("SELECT id,by_entry FROM shun", [&] { history.shunned[db.hash(0)] = db.hash(1); });
        db.each("SELECT d,size,note FROM checkpoint", [&] {
            const Log& log = logOf(db.number(0));
            history.checkpoints.push_back(
                { "checkpoint at " + db.text(1), db.text(2), log.name + '\n' + db.text(1) + '\n', &log });
        });
        db.each("SELECT origin,size,root,note FROM seen", [&] {
            const Checkpoint seen{ db.text(0), db.count(1), db.hash(2) };
            history.checkpoints.push_back({ "seen of " + seen.origin, db.text(3), seen.toText() });
        });
        if (version > 1) {
            pieces("branch", "SELECT d,size,0,CAST(tip||range AS BLOB) FROM branch");
            pieces("forked", "SELECT d,0,0,id FROM forked LEFT JOIN entry USING(id)");
            db.each("SELECT id FROM withheld", [&] { history.withheld.insert(db.hash(0)); });
            db.each("SELECT d,size,root,name,time,line FROM cosignature", [&] {
                const Log& log = logOf(db.number(0));
                const Checkpoint on{ log.name, db.count(1), db.hash(2) };
                const std::string where = "cosignature at " + db.text(1), blob = db.text(5);
                if (blob.size() == 76 && cosignatureTime(blob) != db.count(4))
                    history.report.findings.add("column", where, "the stored time differs from the signed one");
                history.checkpoints.push_back({ where,
                    on.toText() + "\n\xe2\x80\x94 " + db.text(3) + ' ' + base64(blob) + '\n', {}, &log, false });
            });
        }
        db.each("SELECT (SELECT count(*) FROM entry),(SELECT count(*) FROM payload)", [&] {
            if (db.count(0) != history.report.entries)
                history.report.findings.add("chain", "entry", "not all entries were read");
            if (db.count(1) != payloads)
                history.report.findings.add("payload-orphan", "payload", "there are payloads that belong to no entry");
        });
    }
};

/// Indexes and free pages, which nothing else looks at, with a connection of its own beside the rest.
static void checkFile(const std::string& path)
{
    std::string wrong;
    Database db(path);
    db.each("PRAGMA integrity_check(10)", [&] { wrong += db.bytes(0) == "ok" ? "" : db.text(0) + "; "; });
    if (!wrong.empty())
        throw SqlError{ SQLITE_CORRUPT, wrong };
}

bool readDatabase(const std::string& path, History& history, bool inSlices)
{
    Report& report = history.report;
    report.kind = "log.db";
    history.hasPayloads = true;
    try {
        const uint64_t version = versionOf(path);
        DatabaseSource source{ Database(path), history, version, inSlices };
        Database& db = source.db;
        uint64_t before = 0, after = 0;
        db.each("PRAGMA data_version", [&] { before = db.count(0); });
        if (!inSlices)
            db.each("BEGIN");
        db.each("SELECT count(*) FROM sqlite_schema WHERE type='view'", [&] {
            if (db.number(0) > 0)
                throw SqlError{ SQLITE_CORRUPT, "there are views, which Docket never makes" };
        });
        std::future<void> file;
        if (report.full)
            file = std::async(std::launch::async, checkFile, path);
        source.readDevices();
        history.take([&](std::vector<Item>& items) { return source.readEntries(items); });
        source.readRest();
        if (file.valid())
            file.get();
        db.each("PRAGMA data_version", [&] { after = db.count(0); });
        return before != after;
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
            throw std::runtime_error(path + ": " + cause->second);
        report.findings.add("sqlite", path, error.text);
        return false;
    }
}

} // namespace docket::verify
