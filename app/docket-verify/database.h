#pragma once

#include "app/docket-verify/history.h"

#include <sqlite3.h>

#include <filesystem>
#include <fstream>

namespace docket::verify
{

/// Puts a log.db into the history; it is only read. What SQLite finds wrong with it is the fault `sqlite`.
struct Database {
    const std::string& path;
    History& history;
    Report& report = history.report;
    uint64_t version = versionOf(path), payloads = 0;
    std::unique_ptr<sqlite3, decltype(&sqlite3_close)> db{ nullptr, &sqlite3_close };
    sqlite3_stmt* row = nullptr;
    std::map<uint64_t, size_t> devices{}; ///< by the number `d`
    int64_t last = INT64_MIN, ahead = 0; ///< row of the last entry, and how far behind it that of its payload

    void open()
    {
        sqlite3* opened = nullptr;
        const int code = sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
        db.reset(opened);
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
    /// Runs the statement, with `last` for ?1 and `ahead` for ?2, and `work()` for each row, which has the columns.
    void each(const std::string& sql, const std::function<void()>& work = nullptr)
    {
        sqlite3_stmt* prepared = nullptr;
        check(sqlite3_prepare_v2(db.get(), sql.c_str(), -1, &prepared, nullptr));
        const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> statement(prepared, &sqlite3_finalize);
        sqlite3_bind_int64(prepared, 1, last);
        sqlite3_bind_int64(prepared, 2, ahead);
        for (row = prepared; check(sqlite3_step(prepared)) == SQLITE_ROW;)
            work ? work() : void();
    }
    uint64_t count(int column) const { return uint64_t(sqlite3_column_int64(row, column)); }
    View bytes(int column) const ///< until the next row
    {
        const auto* data = static_cast<const char*>(sqlite3_column_blob(row, column));
        return { data ? data : "", size_t(sqlite3_column_bytes(row, column)) };
    }
    std::string text(int column) const { return std::string(bytes(column)); }
    Hash hash(int column) const { return hashFrom(bytes(column)); }
    int check(int code) const
    {
        const int kind = code & 0xff;
        for (const int no : { SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_BUSY, SQLITE_PERM, SQLITE_IOERR, SQLITE_NOMEM })
            if (kind == no)
                throw std::runtime_error(path + ": " + sqlite3_errstr(code)
                    + "; if a write was interrupted and its journal waits, open the workspace once with Docket");
        need(kind == SQLITE_OK || kind >= SQLITE_ROW, "sqlite", sqlite3_errmsg(db.get()));
        return kind;
    }
    /// Says from the file's first 100 bytes, before SQLite touches it, whether it is a log of a version known here.
    static uint64_t versionOf(const std::string& path)
    {
        std::string head(100, '\0');
        std::ifstream(path, std::ios::binary).read(head.data(), 100);
        const auto number = [&head](size_t at, size_t size) { return numberIn(View(head).substr(at, size)); };
        const bool isLog = head.starts_with("SQLite format 3") && number(68, 4) == 0x4d4c4f47 && number(18, 2) == 0x101;
        const uint64_t version = number(60, 4);
        if (!isLog || version < 1 || version > 2)
            throw std::runtime_error(path
                + (isLog ? ": is of version " + std::to_string(version) + ", not known here"
                         : ": no log.db, or damaged in its first bytes"));
        return version;
    }
    /// Reads everything in many short transactions, between which others may write.
    void run()
    {
        uint64_t before = 0, after = 0;
        report.kind = "log.db";
        open();
        history.isDatabase = true;
        each("PRAGMA data_version", [&] { before = count(0); });
        each(R"(SELECT (SELECT count(*) FROM sqlite_schema WHERE type='view'),page_count*page_size
            FROM pragma_page_count,pragma_page_size)",
            [this] {
                need(count(0) == 0, "sqlite", "there are views");
                // SQLite takes a last page that is cut for whole.
                need(count(1) <= std::filesystem::file_size(path), "sqlite", "the end of the file is missing");
            });
        auto whole = std::async(std::launch::async, [this] { // indexes and free pages, which nothing else looks at
            Database it{ path, history, report, version }; // closing the file it reads that from would free our locks
            it.open();
            if (report.full)
                it.each("PRAGMA integrity_check(1)", [&] { need(it.bytes(0) == "ok", "sqlite", it.text(0).c_str()); });
        });
        each("SELECT d,pk,name FROM device ORDER BY d", [&] {
            devices[count(0)] = history.logs.size();
            history.logs.push_back({ text(1), text(2), keyIdOf(bytes(2), bytes(1)) });
        });
        each("SELECT text FROM entry WHERE kase IS NULL AND kind='ws.init'",
            [&] { history.workspace = base64Url(viewOf(sha256({ bytes(0) })).substr(0, 16)); });
        history.take(path, [this](std::vector<Item>& items) { return readEntries(items); });
        readAuthority();
        readRest();
        each("SELECT count(*),(SELECT count(*) FROM payload) FROM entry", [&] {
            need(count(0) == report.entries, "chain", "rows of entry were left out");
            need(count(1) == payloads, "payload-orphan", "there are payloads that belong to no entry");
        });
        whole.get();
        each("PRAGMA data_version", [&] { after = count(0); });
        if (before != after && report.findingCount > 0)
            throw std::runtime_error(path + ": was changed while it was read; try again");
    }
    /// The next entries as they arrived. With the last ones the transaction stays open for what is read then.
    bool readEntries(std::vector<Item>& items)
    {
        size_t count = 0;
        items.resize(1024);
        each("BEGIN");
        // Payloads mostly stand in the order of the entries, which is faster than to look each up in an index.
        each(R"(SELECT n,d,seq,lc,e.id,kase,kind,text,sig,salt,data,p.rowid FROM entry e LEFT JOIN payload p
            ON p.rowid=ifnull((SELECT rowid FROM payload WHERE rowid=n+?2 AND id=e.id),
                (SELECT rowid FROM payload WHERE id=e.id)) WHERE n>?1 ORDER BY n LIMIT 1024)",
            [&] { readEntry(items[count++]); });
        items.resize(count);
        if (count == 1024)
            each("COMMIT");
        return count == 1024;
    }
    void readEntry(Item& item)
    {
        const auto device = devices.find(count(1));
        need(device != devices.end(), "device", "there is an entry of a device that is not in the log");
        const Log& log = history.logs[device->second];
        const bool hasPayload = sqlite3_column_type(row, 11) != SQLITE_NULL;
        need(sqlite3_column_int64(row, 0) > last, "sqlite", "the rows of entries are out of order");
        last = sqlite3_column_int64(row, 0);
        ahead = hasPayload ? int64_t(count(11) - count(0)) : ahead;
        payloads += hasPayload;
        item.record = { hash(4), count(2), count(3), device->second };
        item.caseId = bytes(5);
        item.kind = bytes(6);
        item.note.assign(bytes(7)).append("\n\xe2\x80\x94 ").append(log.name) += ' ';
        item.note.append(base64(std::string(log.keyId).append(bytes(8)))) += '\n';
        // A salt of another length must not move bytes into the payload.
        item.sealed = hasPayload ? "docket-payload/v1\n" : "";
        item.sealed.append(bytes(9).size() == 32 ? bytes(9) : View()).append(bytes(10));
        item.fault = {};
    }
    /// What is stored beside the entries.
    void readRest()
    {
        history.pieces = { { "head", {} }, { "tile", {} } };
        each(R"(SELECT what,ifnull(name,'an unknown device'),a,b,hash FROM (SELECT 'head' what,d,size a,0 b,range hash
            FROM head UNION ALL SELECT 'tile',d,level,n,hash FROM tile) LEFT JOIN device USING(d))",
            [&] { history.pieces[text(0)].emplace(text(1), count(2), count(3), bytes(4)); });
        each("SELECT ifnull(name,'?')||char(10)||size||char(10),size,note FROM checkpoint LEFT JOIN device USING(d)",
            [&] { history.addCheckpoint("checkpoint at " + text(1), text(2), text(0)); });
        each("SELECT origin,size,root,note FROM seen", [&] {
            const Checkpoint seen{ text(0), count(1), hash(2) };
            history.addCheckpoint("seen of " + seen.origin, text(3), seen.toText());
        });
        if (version < 2)
            return;
        each("SELECT id FROM withheld", [&] { history.withheld.insert(hash(0)); });
        each("SELECT (SELECT id FROM forked),(SELECT d||tip||size||range FROM branch)"); // as FORMAT.md 7 has them
        each("SELECT p.name,size,root,c.name,time,line FROM cosignature c LEFT JOIN device p USING(d)", [&] {
            const std::string where = "cosignature at " + text(1), blob = text(5);
            const std::string tree = Checkpoint{ text(0), count(1), hash(2) }.toText() + "\n\xe2\x80\x94 ";
            if (blob.size() == 76 && cosignatureTime(blob) != count(4))
                report.fault("column", where, "the stored time differs from the signed one");
            history.addCheckpoint(where, tree + text(3) + ' ' + base64(blob) + '\n', "", nullptr, false);
        });
    }
    /// What entries without case say of devices, redactions and other logs. Their texts and payloads are as signed.
    void readAuthority()
    {
        each(R"(CREATE TEMP TABLE fact AS SELECT id,kind,name,key(pk) author,iif(json_valid(p),p,'{}') said
            FROM (SELECT e.id,d,kind,CAST(data AS TEXT) p FROM entry e LEFT JOIN payload USING(id) WHERE kase IS NULL)
            JOIN device USING(d))");
        each(R"(CREATE TEMP TABLE root AS WITH RECURSIVE root(holder) AS (
            SELECT author FROM fact WHERE kind='ws.init'
            UNION SELECT value FROM fact,json_each(said,'$.roots') WHERE kind='ws.init'
            UNION SELECT said->>'next' FROM root JOIN fact ON author=holder WHERE kind='key.rotate'
            UNION SELECT said->>'dev' FROM root JOIN fact ON author=holder WHERE kind='role.grant' AND said->>'role'='root')
            SELECT holder FROM root)");
        each(R"(WITH RECURSIVE enrolled(dev) AS (SELECT author FROM fact WHERE kind='ws.init' AND said<>'{}'
            UNION SELECT said->>'dev' FROM root JOIN fact ON author=holder WHERE kind='key.enrol'
            UNION SELECT said->>'next' FROM enrolled JOIN fact ON author=dev WHERE kind='key.rotate')
            SELECT pk FROM enrolled JOIN device ON key(pk)=dev)",
            [&] { history.enrolled.insert(text(0)); });
        each(R"(SELECT name||'/w',cosigner FROM device JOIN (
              SELECT author dev,said->>'cosigner' cosigner FROM fact WHERE kind='key.exchange' UNION
              SELECT said->>'dev',said->>'cosigner' FROM root JOIN fact ON author=holder WHERE kind='key.enrol')
            ON key(pk)=dev)",
            [&] { history.cosignerKeys.emplace(text(0), viewOf(hashFrom(fromBase64Url(bytes(1))))); });
        each(R"(SELECT value->>'origin',value->>'size',value->>'root',name,'log.seen '||key(fact.id),pk
            FROM fact JOIN device USING(name),json_each(said,'$.logs') WHERE kind='log.seen')",
            [&] {
                const Checkpoint tree{ text(0), count(1), hashFrom(fromBase64(bytes(2))) };
                for (Log& log : history.logs)
                    if (log.name == tree.origin && history.enrolled.contains(text(5)))
                        log.claims.push_back({ tree, text(4), text(3), false });
            });
        // Where the request can be read, it must name the entry.
        each(R"(SELECT s.id FROM shun s JOIN fact a ON a.id=by_entry AND a.kind='redact.approve'
            LEFT JOIN fact r ON key(r.id)=a.said->>'request' AND r.kind='redact.request'
            WHERE ifnull(r.said,'{}')='{}' OR key(s.id) IN (SELECT value FROM json_each(r.said,'$.entries')))",
            [&] { history.erased.insert(hash(0)); });
        each("SELECT key(id) FROM shun JOIN payload USING(id)",
            [&] { report.fault("shunned", text(0), "a payload that was erased is there again"); });
    }
};

} // namespace docket::verify
