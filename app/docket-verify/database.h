#pragma once

#include "app/docket-verify/history.h"

#include <sqlite3.h>

#include <fstream>

namespace docket::verify
{

/// A file that is only read. What SQLite finds wrong with it is the fault `sqlite`.
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
        sqlite3_limit(opened, SQLITE_LIMIT_LENGTH, 16 * 1024 * 1024);
        // In what it is asked, key(blob) is the blob in base64url, as entries spell keys and ids.
        const auto spell = [](sqlite3_context* context, int, sqlite3_value** value) {
            const auto* data = static_cast<const char*>(sqlite3_value_blob(*value));
            const std::string text = base64Url({ data, size_t(sqlite3_value_bytes(*value)) });
            sqlite3_result_text(context, text.data(), int(text.size()), SQLITE_TRANSIENT);
        };
        sqlite3_create_function(opened, "key", 1, SQLITE_UTF8, nullptr, spell, nullptr, nullptr);
        each("PRAGMA trusted_schema=OFF");
        each("PRAGMA cell_size_check=ON");
    }
    /// Runs the statement with values for ?1 and ?2, and `work()` for each row, where the columns can be asked for.
    void each(
        const std::string& sql, const std::function<void()>& work = [] {}, int64_t first = 0, int64_t second = 0)
    {
        sqlite3_stmt* prepared = nullptr;
        check(sqlite3_prepare_v2(m_db.get(), sql.c_str(), -1, &prepared, nullptr));
        const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> statement(prepared, &sqlite3_finalize);
        sqlite3_bind_int64(prepared, 1, first);
        sqlite3_bind_int64(prepared, 2, second);
        for (m_row = prepared; check(sqlite3_step(prepared)) == SQLITE_ROW;)
            work();
    }
    int64_t number(int column) const { return sqlite3_column_int64(m_row, column); }
    uint64_t count(int column) const { return uint64_t(number(column)); }
    View bytes(int column) const ///< until the next row
    {
        const auto* data = static_cast<const char*>(sqlite3_column_blob(m_row, column));
        return { data ? data : "", size_t(sqlite3_column_bytes(m_row, column)) };
    }
    std::string text(int column) const { return std::string(bytes(column)); }
    Hash hash(int column) const { return hashFrom(bytes(column)); }

private:
    int check(int code) const
    {
        const int kind = code & 0xff;
        if (kind == SQLITE_READONLY || kind == SQLITE_CANTOPEN)
            throw std::runtime_error(m_path
                + ": cannot be opened, or a write was interrupted and its journal waits; open"
                  " the workspace once with Docket, which settles it");
        if (kind == SQLITE_BUSY || kind == SQLITE_PERM || kind == SQLITE_IOERR || kind == SQLITE_NOMEM)
            throw std::runtime_error(m_path + ": " + sqlite3_errstr(code));
        need(kind == SQLITE_OK || kind >= SQLITE_ROW, "sqlite", sqlite3_errmsg(m_db.get()));
        return kind;
    }
    std::string m_path;
    std::unique_ptr<sqlite3, decltype(&sqlite3_close)> m_db;
    sqlite3_stmt* m_row = nullptr;
};

/// Puts a log.db into the history.
struct DatabaseSource {
    const std::string& path;
    History& history;
    Report& report = history.report;
    uint64_t version = versionOf(path);
    Database db{ path };
    std::map<int64_t, uint32_t> devices{}; ///< by the number `d`
    int64_t last = INT64_MIN, ahead = 0; ///< row of the last entry; how far that of its payload is from it
    uint64_t payloads = 0;
    /// Says from the file's first 100 bytes, before SQLite touches it, whether it is a log of a version known here.
    static uint64_t versionOf(const std::string& path)
    {
        std::string head(100, '\0');
        std::ifstream(path, std::ios::binary).read(head.data(), 100);
        const auto number = [&head](size_t at, size_t size) { return numberIn(View(head).substr(at, size)); };
        if (!head.starts_with("SQLite format 3") || number(68, 4) != 0x4d4c4f47 || number(18, 2) != 0x101)
            throw std::runtime_error(path + ": no log.db, or damaged in its first bytes");
        const uint64_t version = number(60, 4);
        if (version < 1 || version > 2)
            throw std::runtime_error(path + ": version " + std::to_string(version)
                + " is not known here; use the docket-verify of the Docket that wrote it");
        return version;
    }
    /// Reads everything in many short transactions, between which others may write.
    void run()
    {
        uint64_t before = 0, after = 0;
        report.kind = "log.db";
        history.hasPayloads = true;
        db.each("PRAGMA data_version", [&] { before = db.count(0); });
        db.each("SELECT 1 FROM sqlite_schema WHERE type='view'", [] { need(false, "sqlite", "there are views"); });
        std::future<void> file;
        if (report.full)
            file = std::async(std::launch::async, [this] { checkFile(); });
        db.each("SELECT d,pk,name FROM device ORDER BY d", [&] {
            devices[db.number(0)] = uint32_t(history.logs.size());
            history.logs.push_back({ db.text(1), db.text(2), keyIdOf(db.bytes(2), db.bytes(1)) });
        });
        db.each("SELECT text FROM entry WHERE kase IS NULL AND kind='ws.init'",
            [&] { history.workspace = base64Url(viewOf(sha256({ db.bytes(0) })).substr(0, 16)); });
        history.take(path, [this](std::vector<Item>& items) { return readEntries(items); });
        readAuthority();
        readRest();
        db.each("SELECT count(*),(SELECT count(*) FROM payload) FROM entry", [&] {
            need(db.count(0) == report.entries, "chain", "rows of entry were left out");
            need(db.count(1) == payloads, "payload-orphan", "there are payloads that belong to no entry");
        });
        if (file.valid())
            file.get();
        db.each("PRAGMA data_version", [&] { after = db.count(0); });
        if (before != after && report.findingCount > 0)
            throw std::runtime_error(path + ": was changed while it was read; try again");
    }
    /// Indexes and free pages, which nothing else looks at.
    void checkFile() const
    {
        Database own(path);
        own.each("PRAGMA integrity_check(1)", [&] { need(own.bytes(0) == "ok", "sqlite", own.text(0).c_str()); });
    }
    /// The next entries with their payloads, as they arrived. With the last ones the transaction stays open, so that
    /// what is read then belongs to the same state of the file.
    bool readEntries(std::vector<Item>& items)
    {
        size_t count = 0;
        items.resize(1024);
        db.each("BEGIN");
        // Payloads mostly arrive with their entries, so that their row is known without a search.
        db.each(R"(SELECT n,d,seq,lc,e.id,kase,kind,text,sig,ifnull(a.salt,b.salt),ifnull(a.data,b.data),
            ifnull(a.rowid,b.rowid) FROM entry e LEFT JOIN payload a ON a.rowid=n+?2 AND a.id=e.id
            LEFT JOIN payload b ON b.id=iif(a.id IS NULL,e.id,NULL) WHERE n>?1 ORDER BY n LIMIT 1024)",
            [&] { readEntry(items[count++]); }, last, ahead);
        items.resize(count);
        if (count == 1024)
            db.each("COMMIT");
        return count == 1024;
    }

    void readEntry(Item& item)
    {
        const View kase = db.bytes(5), text = db.bytes(7), salt = db.bytes(9), data = db.bytes(10);
        const auto device = devices.find(db.number(1));
        const bool isKnown = device != devices.end(), hasPayload = db.number(11) != 0;
        last = db.number(0);
        ahead = hasPayload ? db.number(11) - last : ahead;
        payloads += hasPayload;
        item.hasColumns = true;
        item.kind = kase.empty() || kase.size() == 16 ? db.bytes(6) : View();
        item.record = { db.hash(4), {}, db.count(2), db.count(3), isKnown ? device->second : UINT32_MAX, hasPayload };
        if (!kase.empty())
            kase.copy(reinterpret_cast<char*>(item.record.caseId.emplace().data()), 16);
        item.fault = {};
        if (!isKnown)
            item.fault = { "device", "its device is not in the log" };
        else if (text.size() > 2 * maximumText || data.size() > maximumPayload)
            item.fault = { "size", "more bytes than an entry may have" };
        if (item.fault.word)
            return;
        const Log& log = history.logs[device->second];
        item.note.assign(text).append("\n\xe2\x80\x94 ").append(log.name) += ' ';
        item.signature = log.keyId;
        item.signature.append(db.bytes(8));
        // A salt of another length must not move bytes into the payload.
        item.sealed = hasPayload ? "docket-payload/v1\n" : "";
        item.sealed.append(salt.size() == 32 ? salt : View()).append(data);
    }
    /// What is stored beside the entries.
    void readRest()
    {
        const auto readPieces = [this](const std::string& table, const std::string& columns) {
            std::set<Piece>& all = history.pieces[table];
            db.each("SELECT ifnull(name,'an unknown device')," + columns + " LEFT JOIN device USING(d)",
                [&] { all.emplace(db.text(0), db.count(1), db.count(2), db.bytes(3)); });
        };
        readPieces("head", "size,0,range FROM head");
        readPieces("tile", "level,n,hash FROM tile");
        db.each("SELECT ifnull(name,'?')||char(10)||size||char(10),size,note FROM checkpoint LEFT JOIN device USING(d)",
            [&] { history.addCheckpoint("checkpoint at " + db.text(1), db.text(2), db.text(0)); });
        db.each("SELECT origin,size,root,note FROM seen", [&] {
            const Checkpoint seen{ db.text(0), db.count(1), db.hash(2) };
            history.addCheckpoint("seen of " + seen.origin, db.text(3), seen.toText());
        });
        if (version < 2)
            return;
        readPieces("branch", "size,0,CAST(tip||range AS BLOB) FROM branch");
        readPieces("forked", "0,0,id FROM forked LEFT JOIN entry USING(id)");
        db.each("SELECT id FROM withheld", [&] { history.withheld.insert(db.hash(0)); });
        db.each("SELECT p.name,size,root,c.name,time,line FROM cosignature c LEFT JOIN device p USING(d)", [&] {
            const std::string where = "cosignature at " + db.text(1), blob = db.text(5);
            const std::string text = Checkpoint{ db.text(0), db.count(1), db.hash(2) }.toText() + "\n\xe2\x80\x94 ";
            if (blob.size() == 76 && cosignatureTime(blob) != db.count(4))
                report.fault("column", where, "the stored time differs from the signed one");
            history.addCheckpoint(where, text + db.text(3) + ' ' + base64(blob) + '\n', "", nullptr, false);
        });
    }
    /// What entries without case say of devices, redactions and other logs. Their texts and payloads are as signed.
    void readAuthority()
    {
        db.each(R"(CREATE TEMP TABLE fact AS SELECT id,kind,name,key(pk) author,h->>'t' t,iif(json_valid(p),p,'{}') said
            FROM (SELECT e.id,d,kind,substr(CAST(text AS TEXT),17) h,CAST(data AS TEXT) p FROM entry e
              LEFT JOIN payload USING(id) WHERE kase IS NULL) JOIN device USING(d) WHERE json_valid(h))");
        db.each(R"(CREATE TEMP TABLE root AS WITH RECURSIVE root(holder) AS (
            SELECT author FROM fact WHERE kind='ws.init'
            UNION SELECT value FROM fact,json_each(said,'$.roots') WHERE kind='ws.init'
            UNION SELECT said->>'next' FROM root JOIN fact ON author=holder WHERE kind='key.rotate'
            UNION SELECT said->>'dev' FROM root JOIN fact ON author=holder WHERE kind='role.grant' AND said->>'role'='root')
            SELECT holder FROM root)");
        db.each(R"(WITH RECURSIVE enrolled(dev) AS (SELECT author FROM fact WHERE kind='ws.init' AND said<>'{}'
            UNION SELECT said->>'dev' FROM root JOIN fact ON author=holder WHERE kind='key.enrol'
            UNION SELECT said->>'next' FROM enrolled JOIN fact ON author=dev WHERE kind='key.rotate')
            SELECT pk FROM enrolled JOIN device ON key(pk)=dev)",
            [&] { history.enrolled.insert(db.text(0)); });
        db.each(R"(SELECT name||'/w',cosigner FROM device JOIN (
              SELECT author dev,said->>'cosigner' cosigner FROM fact WHERE kind='key.exchange' UNION
              SELECT said->>'dev',said->>'cosigner' FROM root JOIN fact ON author=holder WHERE kind='key.enrol')
            ON key(pk)=dev)",
            [&] {
                Hash key{};
                fromBase64Url(db.bytes(1), key);
                history.cosignerKeys.emplace(db.text(0), viewOf(key));
            });
        db.each(R"(SELECT value->>'origin',value->>'size',value->>'root',name,t,'log.seen '||key(fact.id),pk
            FROM fact JOIN device USING(name),json_each(said,'$.logs') WHERE kind='log.seen')",
            [&] {
                const Checkpoint tree{ db.text(0), db.count(1), hashFrom(fromBase64(db.bytes(2))) };
                for (Log& log : history.logs)
                    if (log.name == tree.origin && history.enrolled.contains(db.text(6)))
                        log.claims.push_back({ tree, db.text(5), db.text(3), db.text(4), false });
            });
        // Where the request can be read, it must name the entry.
        db.each(R"(SELECT s.id FROM shun s JOIN fact a ON a.id=by_entry AND a.kind='redact.approve'
            LEFT JOIN fact r ON key(r.id)=a.said->>'request' AND r.kind='redact.request'
            WHERE ifnull(r.said,'{}')='{}' OR key(s.id) IN (SELECT value FROM json_each(r.said,'$.entries')))",
            [&] { history.erased.insert(db.hash(0)); });
        db.each("SELECT key(id) FROM shun JOIN payload USING(id)",
            [&] { report.fault("shunned", db.text(0), "a payload that was erased is there again"); });
    }
};

} // namespace docket::verify
