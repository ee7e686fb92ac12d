#include "core/base/sqlite.h"

#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <map>

namespace docket::sqlite
{

using namespace Qt::StringLiterals;

namespace
{

QString wayOutFor(int code)
{
    switch (code & 0xff) {
    case SQLITE_FULL:
        return u"free some disk space and try again"_s;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
        return u"check the permissions of the folder"_s;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return u"close the other program that uses this workspace"_s;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return u"keep the file and restore it from a backup or a bundle"_s;
    case SQLITE_NOMEM:
        return u"close other programs and try again"_s;
    case SQLITE_INTERRUPT:
        return {};
    default:
        return u"check the disk"_s;
    }
}

Error errorOf(sqlite3* handle, const QString& thing)
{
    const int code = handle ? sqlite3_extended_errcode(handle) : SQLITE_NOMEM;
    const bool damaged = (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB;
    const bool interrupted = (code & 0xff) == SQLITE_INTERRUPT;
    const ErrorCode kind = damaged ? ErrorCode::Integrity : (interrupted ? ErrorCode::Cancelled : ErrorCode::Storage);
    const QString cause = handle ? QString::fromUtf8(sqlite3_errmsg(handle)) : u"out of memory"_s;
    return Error{ kind, thing, cause, wayOutFor(code) };
}

Result<qint64> pragma(Database& database, std::string_view sql)
{
    DOCKET_ASSIGN(Statement statement, database.prepare(sql));
    DOCKET_ASSIGN(const bool row, statement.step());
    return row ? statement.int64(0) : 0;
}

} // namespace

void Database::Close::operator()(sqlite3* handle) const
{
    sqlite3_close_v2(handle);
}

Result<Database> Database::open(const QString& path, Mode mode)
{
    int flags = SQLITE_OPEN_NOMUTEX;
    switch (mode) {
    case Mode::ReadOnly:
        flags |= SQLITE_OPEN_READONLY;
        break;
    case Mode::ReadWrite:
        flags |= SQLITE_OPEN_READWRITE;
        break;
    case Mode::Create:
        flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        break;
    }
    QByteArray name = QFile::encodeName(path);
    // Reading a WAL database means writing files beside it. In a folder that may not be written to, with nothing left
    // to recover, it is read as it lies.
    if (mode == Mode::ReadOnly && !QFileInfo(QFileInfo(path).path()).isWritable()
        && !QFileInfo::exists(path + u"-wal"_s) && !QFileInfo::exists(path + u"-journal"_s)) {
        name = "file://" + QFileInfo(path).absoluteFilePath().toUtf8().toPercentEncoding("/") + "?immutable=1";
        flags |= SQLITE_OPEN_URI;
    }
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(name.constData(), &handle, flags, nullptr);
    Database database;
    database.m_handle.reset(handle);
    database.m_path = path;
    if (code != SQLITE_OK)
        return fail(errorOf(handle, path));
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, 10'000);
    DOCKET_TRY(database.exec("PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA mmap_size=0;"
                             "PRAGMA cell_size_check=ON;"));
    return database;
}

Status Database::exec(std::string_view sql)
{
    const std::string text(sql);
    if (sqlite3_exec(m_handle.get(), text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return fail(lastError(m_path));
    return {};
}

Result<Statement> Database::prepare(std::string_view sql)
{
    sqlite3_stmt* raw = nullptr;
    const char* tail = nullptr;
    const int code = sqlite3_prepare_v3(
        m_handle.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &raw, &tail);
    Statement statement;
    statement.m_statement.reset(raw);
    if (code != SQLITE_OK)
        return fail(lastError(m_path));
    return statement;
}

struct Database::Cache {
    std::map<std::string, Statement, std::less<>> statements;
};

void Database::DropCache::operator()(Cache* cache) const
{
    delete cache;
}

Result<StatementLease> Database::cached(std::string_view sql)
{
    if (!m_cache)
        m_cache.reset(new Cache);
    auto found = m_cache->statements.find(sql);
    if (found == m_cache->statements.end()) {
        DOCKET_ASSIGN(Statement statement, prepare(sql));
        found = m_cache->statements.emplace(std::string(sql), std::move(statement)).first;
    }
    return StatementLease(&found->second);
}

bool Database::inTransaction() const
{
    return sqlite3_get_autocommit(m_handle.get()) == 0;
}

qint64 Database::lastInsertRowId() const
{
    return sqlite3_last_insert_rowid(m_handle.get());
}

qint64 Database::changes() const
{
    return sqlite3_changes64(m_handle.get());
}

Error Database::lastError(const QString& thing) const
{
    return errorOf(m_handle.get(), thing);
}

void ResetStatement::operator()(Statement* statement) const
{
    statement->reset();
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

void Statement::noteBind(int code)
{
    if (m_bindFault == SQLITE_OK)
        m_bindFault = code;
}

void Statement::bind(int index, qint64 value)
{
    noteBind(sqlite3_bind_int64(m_statement.get(), index, value));
}

void Statement::bind(int index, double value)
{
    noteBind(sqlite3_bind_double(m_statement.get(), index, value));
}

void Statement::bind(int index, QStringView text)
{
    const QByteArray utf8 = text.toUtf8();
    bindUtf8(index, utf8);
}

void Statement::bind(int index, std::nullptr_t)
{
    noteBind(sqlite3_bind_null(m_statement.get(), index));
}

void Statement::bindBlob(int index, QByteArrayView bytes)
{
    // A null pointer would bind NULL; an empty value must stay an empty BLOB.
    const char* data = bytes.isEmpty() ? "" : bytes.data();
    noteBind(sqlite3_bind_blob64(
        m_statement.get(), index, data, static_cast<sqlite3_uint64>(bytes.size()), SQLITE_TRANSIENT));
}

void Statement::bindUtf8(int index, QByteArrayView utf8)
{
    const char* data = utf8.isEmpty() ? "" : utf8.data();
    noteBind(sqlite3_bind_text64(
        m_statement.get(), index, data, static_cast<sqlite3_uint64>(utf8.size()), SQLITE_TRANSIENT, SQLITE_UTF8));
}

Result<bool> Statement::step()
{
    if (m_bindFault != SQLITE_OK) {
        const QString thing = QFile::decodeName(sqlite3_db_filename(sqlite3_db_handle(m_statement.get()), "main"));
        return fail(ErrorCode::Storage, thing, QString::fromUtf8(sqlite3_errstr(m_bindFault)), wayOutFor(m_bindFault));
    }
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    sqlite3* handle = sqlite3_db_handle(m_statement.get());
    return fail(errorOf(handle, QFile::decodeName(sqlite3_db_filename(handle, "main"))));
}

Status Statement::run()
{
    for (;;) {
        const auto row = step();
        if (!row) {
            Error error = row.error();
            reset();
            return fail(std::move(error));
        }
        if (!*row)
            break;
    }
    reset();
    return {};
}

void Statement::reset()
{
    m_bindFault = SQLITE_OK;
    sqlite3_reset(m_statement.get());
}

qint64 Statement::int64(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_statement.get(), column);
}

QString Statement::text(int column) const
{
    return QString::fromUtf8(utf8(column));
}

QByteArrayView Statement::utf8(int column) const
{
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(m_statement.get(), column));
    return { data, data ? sqlite3_column_bytes(m_statement.get(), column) : 0 };
}

QByteArray Statement::blob(int column) const
{
    const auto* data = static_cast<const char*>(sqlite3_column_blob(m_statement.get(), column));
    return { data, data ? sqlite3_column_bytes(m_statement.get(), column) : 0 };
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

Result<Transaction> Transaction::begin(Database& database)
{
    if (database.inTransaction())
        return Transaction(nullptr);
    DOCKET_ASSIGN(const auto statement, database.cached("BEGIN IMMEDIATE"));
    DOCKET_TRY(statement->run());
    return Transaction(&database);
}

Transaction::Transaction(Transaction&& other) noexcept : m_database(std::exchange(other.m_database, nullptr)) { }

Transaction::~Transaction()
{
    // SQLite rolls back by itself on some errors (full disk); a second ROLLBACK then only says so.
    if (m_database && m_database->inTransaction())
        sqlite3_exec(m_database->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

Status Transaction::commit()
{
    if (!m_database)
        return {};
    DOCKET_ASSIGN(const auto statement, m_database->cached("COMMIT"));
    DOCKET_TRY(statement->run());
    m_database = nullptr;
    return {};
}

namespace
{

/// A whole copy under the name `target` or none: what an interrupted attempt left behind is started again, and would
/// otherwise stop every later attempt, because VACUUM INTO does not write over a file.
Status backUp(Database& database, const QString& target)
{
    const QString part = target + u".part"_s;
    QFile::remove(part);
    QFile::remove(part + u"-journal"_s);
    DOCKET_ASSIGN(Statement copy, database.prepare("VACUUM INTO ?1"));
    copy.bind(1, part);
    DOCKET_TRY(copy.run());
    if (std::rename(QFile::encodeName(part).constData(), QFile::encodeName(target).constData()) != 0) {
        return fail(ErrorCode::Storage, target, QString::fromLocal8Bit(std::strerror(errno)),
            u"check the permissions of the folder"_s);
    }
    return {};
}

} // namespace

Status migrate(Database& database, std::span<const Migration> migrations, qint32 applicationId)
{
    DOCKET_ASSIGN(const qint64 current, pragma(database, "PRAGMA user_version"));
    DOCKET_ASSIGN(const qint64 application, pragma(database, "PRAGMA application_id"));
    const int target = migrations.empty() ? 0 : migrations.back().version;
    const QString file = QFileInfo(database.path()).fileName();
    if (current > 0 && application != applicationId) {
        return fail(ErrorCode::Validation, file, u"is not a file of this kind (application id %1)"_s.arg(application),
            u"check which workspace folder is open"_s);
    }
    if (current > target) {
        return fail(ErrorCode::Unsupported, file,
            u"was written by a newer Docket (schema %1, this one knows %2)"_s.arg(current).arg(target),
            u"update Docket"_s);
    }
    if (current == target)
        return {};
    if (current > 0)
        DOCKET_TRY(backUp(database, database.path() + u".v%1.bak"_s.arg(current)));
    DOCKET_ASSIGN(Transaction transaction, Transaction::begin(database));
    // Another process may have done it while this one waited for its turn.
    DOCKET_ASSIGN(const qint64 now, pragma(database, "PRAGMA user_version"));
    if (now == target)
        return {};
    for (const Migration& migration : migrations) {
        if (migration.version <= current)
            continue;
        DOCKET_TRY(database.exec(migration.sql));
    }
    const std::string stamp = "PRAGMA application_id=" + std::to_string(applicationId)
        + "; PRAGMA user_version=" + std::to_string(target) + ";";
    DOCKET_TRY(database.exec(stamp));
    return transaction.commit();
}

} // namespace docket::sqlite
