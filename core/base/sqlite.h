#pragma once

#include "core/base/result.h"

#include <QByteArrayView>
#include <QString>

#include <memory>
#include <optional>
#include <span>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace docket::sqlite
{

class Statement;

/// A kept statement in use; reset at the end of the scope. A statement left on a row would hold its snapshot of the
/// file, and SQLite then refuses every later write of the connection ("database is locked").
struct ResetStatement {
    void operator()(Statement* statement) const;
};
using StatementLease = std::unique_ptr<Statement, ResetStatement>;

/// One SQLite connection (C API). Thread: use from one thread at a time; open one connection a thread.
class Database
{
public:
    enum class Mode { ReadOnly, ReadWrite, Create };

    Database() = default;
    Database(Database&&) noexcept = default;
    Database& operator=(Database&&) noexcept = default;

    /// Opens `path` with foreign keys on, trusted_schema off, mmap off and a busy timeout of 10 s.
    static Result<Database> open(const QString& path, Mode mode);

    /// Runs one or more statements without parameters (pragmas, schema).
    Status exec(std::string_view sql);
    Result<Statement> prepare(std::string_view sql);
    /// The statement for `sql`, kept prepared for the life of the connection and reset when its user lets go of it. Not
    /// for a statement that is still being stepped.
    Result<StatementLease> cached(std::string_view sql);
    /// True between BEGIN and COMMIT or ROLLBACK.
    bool inTransaction() const;
    qint64 lastInsertRowId() const;
    qint64 changes() const;
    /// Error of the last failed call on this connection, with `thing` as its name.
    Error lastError(const QString& thing) const;
    bool isOpen() const { return m_handle != nullptr; }
    QString path() const { return m_path; }
    sqlite3* handle() const { return m_handle.get(); }

private:
    struct Close {
        void operator()(sqlite3* handle) const;
    };
    struct Cache;
    struct DropCache {
        void operator()(Cache* cache) const;
    };
    std::unique_ptr<sqlite3, Close> m_handle;
    std::unique_ptr<Cache, DropCache> m_cache; // after the handle: statements go first
    QString m_path;
};

/// A prepared statement. Bind indexes start at 1, columns at 0, as in SQLite. A value that cannot be bound (no memory,
/// too large) makes the next step() fail: without it the statement would see NULL and answer another question.
class Statement
{
public:
    Statement() = default;
    Statement(Statement&&) noexcept = default;
    Statement& operator=(Statement&&) noexcept = default;

    void bind(int index, qint64 value);
    void bind(int index, int value) { bind(index, static_cast<qint64>(value)); }
    void bind(int index, bool value) { bind(index, static_cast<qint64>(value)); }
    void bind(int index, double value);
    void bind(int index, QStringView text);
    void bind(int index, const QString& text) { bind(index, QStringView(text)); }
    void bind(int index, std::nullptr_t);
    /// Bytes as BLOB; copied.
    void bindBlob(int index, QByteArrayView bytes);
    /// UTF-8 bytes as TEXT; copied.
    void bindUtf8(int index, QByteArrayView utf8);
    template <typename T> void bind(int index, const std::optional<T>& value)
    {
        if (value)
            bind(index, *value);
        else
            bind(index, nullptr);
    }
    /// Binds all arguments from index 1 on.
    template <typename... Args> Statement& bindAll(const Args&... args)
    {
        int index = 0;
        (bind(++index, args), ...);
        return *this;
    }

    /// True when a row is ready, false when done.
    Result<bool> step();
    /// For statements that give no rows: runs to the end, then resets.
    Status run();
    void reset();

    qint64 int64(int column) const;
    int integer(int column) const { return static_cast<int>(int64(column)); }
    double real(int column) const;
    QString text(int column) const;
    /// Valid until the next step or reset.
    QByteArrayView utf8(int column) const;
    QByteArray blob(int column) const;
    bool isNull(int column) const;

private:
    friend class Database;
    void noteBind(int code);
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
    int m_bindFault = 0; ///< SQLite's code for the first value that could not be bound since the last reset
};

/// BEGIN IMMEDIATE through begin(); rolls back unless committed. Inside another transaction it joins that one: only the
/// outermost commits.
class Transaction
{
public:
    static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    Status commit();

private:
    explicit Transaction(Database* database) : m_database(database) { }
    Database* m_database; ///< null inside an outer transaction
};

/// One numbered step of a schema: run whole, in one transaction with its version number.
struct Migration {
    int version;
    std::string_view sql;
};

/// Brings `database` to the last migration's version (PRAGMA user_version). Before the first step on a file that
/// already has a schema a copy `<file>.v<old>.bak` is made (VACUUM INTO). A newer schema is refused (Unsupported).
/// `applicationId` is checked, or set on a new file.
Status migrate(Database& database, std::span<const Migration> migrations, qint32 applicationId);

} // namespace docket::sqlite
