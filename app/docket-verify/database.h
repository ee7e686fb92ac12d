#pragma once

#include "app/docket-verify/history.h"

#include <sqlite3.h>

#include <fstream>

namespace docket::verify
{

/// A log.db, which is only read. What SQLite finds wrong with the file is the fault `sqlite`.
class Database
{
public:
    explicit Database(const std::string& path) : m_path(path), m_db(nullptr, &sqlite3_close)
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
    }
    /// Runs the statement with a value for ?1, and `work()` for each row, where the columns can be asked for.
    void each(
        const char* sql, const std::function<void()>& work = [] {}, int64_t value = 0)
    {
        sqlite3_stmt* prepared = nullptr;
        check(sqlite3_prepare_v2(m_db.get(), sql, -1, &prepared, nullptr));
        const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> statement(prepared, &sqlite3_finalize);
        sqlite3_bind_int64(prepared, 1, value);
        while (check(sqlite3_step(prepared)) == SQLITE_ROW) {
            m_row = prepared;
            work();
        }
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
        static const std::map<int, const char*> causes{
            { SQLITE_CANTOPEN,
                "the last write was interrupted and its journal is still there; open the workspace once "
                "with Docket, which settles it, or verify a backup" },
            { SQLITE_BUSY, "another program is writing and does not stop; try again" },
            { SQLITE_PERM, "no permission to read" }, { SQLITE_IOERR, "cannot be read" }, { SQLITE_NOMEM, "no memory" }
        };
        if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE)
            return code;
        const auto cause = causes.find((code & 0xff) == SQLITE_READONLY ? SQLITE_CANTOPEN : code & 0xff);
        if (cause != causes.end())
            throw std::runtime_error(m_path + ": " + cause->second);
        throw Fault{ "sqlite", sqlite3_errmsg(m_db.get()) };
    }
    std::string m_path;
    std::unique_ptr<sqlite3, decltype(&sqlite3_close)> m_db;
    sqlite3_stmt* m_row = nullptr;
};

/// Puts a log.db into the history. While others may write it is read in many short transactions.
struct DatabaseSource {
    const std::string& path;
    History& history;
    bool isShared; ///< others may write meanwhile
    uint64_t version = versionOf(path);
    Database db{ path };
    std::map<int64_t, uint32_t> devices{}; ///< by the number `d`
    int64_t last = INT64_MIN, drift = 0; ///< rows read; by how much those of payloads are ahead
    uint64_t payloads = 0, changes = 0;

    /// Says from the file's first 100 bytes, before SQLite touches it, whether it is a log of a version known here.
    static uint64_t versionOf(const std::string& path)
    {
        std::string head(100, '\0');
        std::ifstream(path, std::ios::binary).read(head.data(), 100);
        const auto number = [&head](size_t at, size_t size) { return numberIn(View(head).substr(at, size)); };
        const char* wrong = !head.starts_with("SQLite format 3") ? "not an SQLite database, so no log.db"
            : number(68, 4) != 0x4d4c4f47                        ? "a database of another program"
            : number(60, 4) < 1 || number(60, 4) > 2
            ? "not known here; use the docket-verify of the Docket that wrote it"
            : number(18, 2) != 0x101 ? "not in rollback-journal mode, which Docket never changes"
                                     : nullptr;
        if (wrong)
            throw std::runtime_error(path + ": version " + std::to_string(number(60, 4)) + ": " + wrong);
        return number(60, 4);
    }

    /// False when others wrote, and what was found may come from that.
    bool run()
    {
        uint64_t before = 0, after = 0;
        history.report.kind = "log.db";
        history.hasPayloads = true;
        db.each("PRAGMA data_version", [&] { before = db.count(0); });
        if (!isShared)
            db.each("BEGIN");
        db.each("SELECT 1 FROM sqlite_schema WHERE type='view'", [] {
            throw Fault{ "sqlite", "there are views, which Docket never makes" };
        });
        std::future<void> file;
        if (history.report.full)
            file = std::async(std::launch::async, [this] { checkFile(); });
        readDevices();
        history.take([this](std::vector<Item>& items) { return readEntries(items); });
        readRest();
        if (file.valid())
            file.get();
        db.each("PRAGMA data_version", [&] { after = db.count(0); });
        return before == after;
    }

    /// Indexes and free pages, which nothing else looks at.
    void checkFile() const
    {
        std::string wrong;
        Database own(path);
        own.each("PRAGMA integrity_check(10)", [&] { wrong += own.bytes(0) == "ok" ? "" : own.text(0) + "; "; });
        need(wrong.empty(), "sqlite", wrong.c_str());
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

    /// The next entries with their payloads, as they arrived. With the last ones the transaction stays open, so that
    /// what is read then belongs to the same state of the file.
    bool readEntries(std::vector<Item>& items)
    {
        size_t count = 0;
        items.resize(1024);
        if (isShared)
            db.each("BEGIN");
        // Payloads mostly arrive with their entries, so that their row is known without a search.
        db.each(("SELECT n,d,seq,lc,e.id,kase,kind,text,sig,ifnull(a.salt,b.salt),ifnull(a.data,b.data),"
                 "ifnull(a.rowid,b.rowid) FROM entry e LEFT JOIN payload a ON a.rowid=n+"
                    + std::to_string(drift)
                    + " AND a.id=e.id LEFT JOIN payload b ON b.id=CASE WHEN a.id IS NULL THEN e.id END"
                      " WHERE n>?1 ORDER BY n LIMIT 1024")
                    .c_str(),
            [&] { readEntry(items[count++]); }, last);
        items.resize(count);
        if (isShared && count == 1024)
            db.each("COMMIT");
        return count == 1024;
    }

    void readEntry(Item& item)
    {
        const View kase = db.bytes(5), text = db.bytes(7), salt = db.bytes(9), data = db.bytes(10);
        const auto device = devices.find(db.number(1));
        const bool isKnown = device != devices.end(), hasPayload = db.number(11) != 0;
        last = db.number(0);
        drift = hasPayload ? db.number(11) - last : drift;
        payloads += hasPayload;
        item.fault = {};
        item.hasColumns = true;
        item.record = { db.hash(4), {}, db.count(2), db.count(3), isKnown ? device->second : UINT32_MAX, !kase.empty(),
            hasPayload };
        std::copy_n(kase.begin(), std::min<size_t>(kase.size(), 16), item.record.caseId.begin());
        item.kind = kase.empty() || kase.size() == 16 ? db.bytes(6) : View();
        item.sealed.clear();
        if (!isKnown) {
            item.fault = { "device", "its device is not in the log" };
        } else if (text.size() > 2 * maximumText || data.size() > maximumPayload) {
            item.fault = { "size", "more bytes than an entry may have" };
        } else {
            const Log& log = history.logs[device->second];
            item.note.assign(text).append("\n\xe2\x80\x94 ").append(log.name) += ' ';
            item.note.append(base64(keyIdOf(log.name, log.key).append(db.bytes(8)))) += '\n';
            if (hasPayload) // a salt of another length must not move bytes into the payload
                item.sealed.append("docket-payload/v1\n").append(salt.size() == 32 ? salt : View()).append(data);
        }
    }

    /// What is stored beside the entries.
    void readRest()
    {
        Report& report = history.report;
        const auto readPieces = [this](const std::string& table, const std::string& columns) {
            std::set<Piece>& all = history.pieces[table];
            db.each(("SELECT ifnull(name,'an unknown device')," + columns + " LEFT JOIN device USING(d)").c_str(),
                [&] { all.emplace(db.text(0), db.count(1), db.count(2), db.bytes(3)); });
        };
        readPieces("head", "size,0,range FROM head");
        readPieces("tile", "level,n,hash FROM tile");
        db.each("SELECT id,by_entry FROM shun", [&] { history.shunned[db.hash(0)] = db.hash(1); });
        db.each("SELECT ifnull(name,'?'),size,note FROM checkpoint LEFT JOIN device USING(d)", [&] {
            const std::string start = db.text(0) + '\n' + db.text(1) + '\n';
            history.checkpoints.push_back({ "checkpoint at " + db.text(1), db.text(2), start });
        });
        db.each("SELECT origin,size,root,note FROM seen", [&] {
            const Checkpoint seen{ db.text(0), db.count(1), db.hash(2) };
            history.checkpoints.push_back({ "seen of " + seen.origin, db.text(3), seen.toText() });
        });
        if (version > 1) {
            readPieces("branch", "size,0,CAST(tip||range AS BLOB) FROM branch");
            readPieces("forked", "0,0,id FROM forked LEFT JOIN entry USING(id)");
            db.each("SELECT id FROM withheld", [&] { history.withheld.insert(db.hash(0)); });
            db.each("SELECT p.name,size,root,c.name,time,line FROM cosignature c LEFT JOIN device p USING(d)", [&] {
                const std::string where = "cosignature at " + db.text(1), blob = db.text(5);
                const std::string text = Checkpoint{ db.text(0), db.count(1), db.hash(2) }.toText();
                if (blob.size() == 76 && cosignatureTime(blob) != db.count(4))
                    report.findings.add("column", where, "the stored time differs from the signed one");
                const std::string line = "\n\xe2\x80\x94 " + db.text(3) + ' ' + base64(blob) + '\n';
                history.checkpoints.push_back({ where, text + line, "", nullptr, false });
            });
        }
        db.each("SELECT (SELECT count(*) FROM entry),(SELECT count(*) FROM payload)", [&] {
            if (db.count(0) != report.entries)
                report.findings.add("chain", "entry", "rows were left out");
            if (db.count(1) != payloads)
                report.findings.add("payload-orphan", "payload", "there are payloads that belong to no entry");
        });
    }
};

} // namespace docket::verify
