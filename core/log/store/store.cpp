#include "core/log/store/store.h"

#include "core/log/fold/authority.h"
#include "core/log/format/fault.h"
#include "core/log/store/schema.h"
#include "core/log/store/storeprivate.h"

#include <QDir>
#include <QFileInfo>

#include <sqlite3.h>

#include <cstring>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

QString keyPath(const QString& folder)
{
    return folder + "/keys/device.key"_L1;
}

/// Refuses what no part of this program ever does to the log; a guard against mistakes, not against an attacker.
int authorise(void*, int action, const char* first, const char*, const char*, const char*)
{
    const auto appendOnly
        = [first] { return first && (std::strcmp(first, "entry") == 0 || std::strcmp(first, "checkpoint") == 0); };
    switch (action) {
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
        return appendOnly() ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_DROP_TABLE:
    case SQLITE_DROP_INDEX:
    case SQLITE_DROP_TRIGGER:
    case SQLITE_ALTER_TABLE:
    case SQLITE_ATTACH:
    case SQLITE_DETACH:
        return SQLITE_DENY;
    default:
        return SQLITE_OK;
    }
}

/// A key file without its log may still belong to a log in somebody's backup: it is put aside, never overwritten.
Status putAside(const QString& path)
{
    if (!QFile::exists(path))
        return {};
    for (int number = 1; number < 1000; ++number)
        if (const QString aside = path + u".%1.bak"_s.arg(number); !QFile::exists(aside) && QFile::rename(path, aside))
            return {};
    return fail(ErrorCode::Storage, path, u"an older key file cannot be put aside"_s, u"move it yourself"_s);
}

Status makeFolders(const QString& folder)
{
    if (!QDir().mkpath(folder + "/keys"_L1)) {
        return fail(
            ErrorCode::Storage, folder, u"the folder cannot be made"_s, u"choose a folder that you may write to"_s);
    }
    // Only the owner reads keys; a file system without permissions is no reason to stop, the keys are sealed.
    QFile::setPermissions(folder + "/keys"_L1, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return {};
}

} // namespace

Status Store::Private::openDatabase(Access access, bool making)
{
    const QString path = folder + u'/' + logFileName();
    if (QFileInfo(path).isDir()) {
        return fail(ErrorCode::Integrity, path, u"is a folder, where the audit log should be a file"_s,
            u"move it away, then restore log.db from a backup or a bundle"_s);
    }
    // A reader must be able to roll back what a killed writer left behind, so where the file allows it the connection
    // can write and is then told not to.
    const bool canRecover = QFileInfo(path).isWritable() && QFileInfo(folder).isWritable();
    using Mode = sqlite::Database::Mode;
    const Mode readMode = canRecover ? Mode::ReadWrite : Mode::ReadOnly;
    DOCKET_ASSIGN(db, sqlite::Database::open(path, access == Access::ReadOnly ? readMode : Mode::Create));
    // SQLite opens what it may not write for reading, without a word.
    const bool writeProtected = sqlite3_db_readonly(db.handle(), "main") == 1;
    DOCKET_ASSIGN(const qint64 application, scalar("PRAGMA application_id"));
    DOCKET_ASSIGN(const qint64 tables, scalar("SELECT count(*) FROM sqlite_schema"));
    if (application != logApplicationId && tables > 0)
        return fail(ErrorCode::Integrity, path, u"is not an audit log"_s, u"check which workspace folder is open"_s);
    if (tables == 0 && !making) {
        return fail(ErrorCode::Integrity, path, u"is empty"_s,
            u"restore it from a backup or a bundle; a workspace that was never complete can be made again here"_s);
    }
    if (access == Access::ReadWrite && !writeProtected) {
        DOCKET_TRY(db.exec("PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL;"));
        DOCKET_TRY(sqlite::migrate(db, logMigrations, logApplicationId));
    } else {
        DOCKET_TRY(db.exec("PRAGMA query_only=ON"));
        DOCKET_ASSIGN(const qint64 version, scalar("PRAGMA user_version"));
        constexpr int known = std::end(logMigrations)[-1].version;
        if (version > known)
            return fail(ErrorCode::Unsupported, path, u"was written by a newer Docket"_s, u"update Docket"_s);
        if (version < known) {
            return fail(ErrorCode::Unsupported, path, u"was written by an older Docket"_s,
                u"open the workspace once where it can be written; it is brought up to date then"_s);
        }
        readOnly = access == Access::ReadOnly
            ? Error{ ErrorCode::Storage, path, u"was opened read-only"_s,
                  u"close the other program that uses this workspace"_s }
            : Error{ ErrorCode::Storage, path, u"the file is write-protected"_s,
                  u"give yourself the right to write in the workspace folder, then open it again"_s };
    }
    guard();
    return {};
}

void Store::Private::guard()
{
    int on = 0;
    sqlite3_db_config(db.handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, &on);
    sqlite3_set_authorizer(db.handle(), authorise, nullptr);
}

void Store::Private::checkEnd()
{
    const auto damaged = [this](const Error& error) {
        readOnly = Error{ ErrorCode::Integrity, u"log.db"_s, u"the end of the log does not verify: "_s + error.cause,
            u"run docketctl log verify --full, then restore from a backup or a peer"_s };
    };
    const auto head = readHead(own);
    if (!head)
        return damaged(head.error());
    if (head->range.size() == 0)
        return;
    if (const Status last = readBack(head->last, own, true); !last && faultWord(last.error()) != "payload-missing"_L1)
        damaged(last.error());
}

Result<std::vector<StoredDevice>> Store::Private::devices()
{
    std::vector<StoredDevice> out;
    DOCKET_ASSIGN(sqlite::Statement statement, db.prepare("SELECT d,pk,name FROM device ORDER BY d"));
    for (;;) {
        DOCKET_ASSIGN(const bool row, statement.step());
        if (!row)
            return out;
        StoredDevice device{ statement.int64(0), statement.blob(1), statement.utf8(2).toByteArray(), {} };
        device.keyId = keyIdOf(device.name, device.publicKey);
        out.push_back(std::move(device));
    }
}

Status Store::Private::loadIdentity()
{
    const QString path = folder + u'/' + logFileName();
    // The first entry of kind ws.init names the workspace; its text is the id's preimage.
    DOCKET_ASSIGN(sqlite::Statement init,
        db.prepare("SELECT text FROM entry WHERE kase IS NULL AND kind='ws.init' ORDER BY n LIMIT 1"));
    DOCKET_ASSIGN(const bool found, init.step());
    if (!found) {
        return fail(ErrorCode::Integrity, path, u"has no first entry (ws.init)"_s,
            u"the workspace was not made completely: make it again in an empty folder"_s);
    }
    workspace = workspaceIdOf(init.blob(0));
    DOCKET_ASSIGN(sealed, SealedKey::read(keyPath(folder)));
    DOCKET_ASSIGN(const std::vector<StoredDevice> known, devices());
    for (const StoredDevice& device : known)
        if (device.publicKey == sealed.publicKey() && device.name == sealed.name())
            own = device;
    if (own.number == 0) {
        return fail(ErrorCode::Integrity, keyPath(folder), u"the key is not that of a device of this log"_s,
            u"the keys folder belongs to another workspace: put the right one back"_s);
    }
    return {};
}

Store::Store(std::unique_ptr<Private> priv) : d(std::move(priv)) { }
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::create(
    const QString& workspaceFolder, const QString& reviewerName, const QString& domain, const Seal& seal, Clock& clock)
{
    if (!isDomain(domain.toLatin1())) {
        return fail(ErrorCode::Usage, u"domain \"%1\""_s.arg(domain),
            u"is not made of lower-case letters, digits, dots and hyphens"_s, u"for example %1"_s.arg(defaultDomain()));
    }
    DOCKET_TRY(makeFolders(workspaceFolder));
    auto priv = std::make_unique<Private>(clock);
    priv->folder = workspaceFolder;
    DOCKET_TRY(priv->openDatabase(Access::ReadWrite, true));
    // A folder where an earlier attempt stopped half-way has a log without entries; it is taken over.
    DOCKET_ASSIGN(const qint64 entries, priv->scalar("SELECT count(*) FROM entry"));
    if (entries > 0) {
        return fail(ErrorCode::Conflict, workspaceFolder, u"there is a workspace in this folder"_s,
            u"open it, or choose an empty folder"_s);
    }
    DOCKET_TRY(putAside(keyPath(workspaceFolder)));
    DOCKET_TRY(priv->createFirst(reviewerName, domain.toLatin1(), seal));
    return std::unique_ptr<Store>(new Store(std::move(priv)));
}

Result<std::unique_ptr<Store>> Store::createFrom(
    const QString& workspaceFolder, MergeSource& source, Clock& clock, const VerifyProgress& progress)
{
    const QString path = workspaceFolder + u'/' + logFileName();
    if (QFileInfo::exists(path)) {
        return fail(ErrorCode::Conflict, workspaceFolder, u"there is a workspace in this folder"_s,
            u"open it, or choose an empty folder"_s);
    }
    DOCKET_ASSIGN(const SealedKey sealed, SealedKey::read(keyPath(workspaceFolder)));
    auto priv = std::make_unique<Private>(clock);
    priv->folder = workspaceFolder;
    priv->workspace = source.workspaceId();
    if (!isDeviceName(sealed.name(), priv->workspace, sealed.publicKey())) {
        return fail(ErrorCode::Validation, workspaceFolder, u"the key here was made for another workspace"_s,
            u"make a join request with the invitation of this one"_s);
    }
    const auto made = [&]() -> Status {
        DOCKET_TRY(priv->openDatabase(Access::ReadWrite, true));
        std::unique_ptr<Store> store(new Store(std::move(priv)));
        DOCKET_TRY(store->merge(source, progress));
        DOCKET_ASSIGN(const Authority* authority, store->authority());
        if (!authority->isEnrolled(sealed.publicKey())) {
            return fail(ErrorCode::Forbidden, QString::fromUtf8(sealed.name()),
                u"nobody has enrolled this device in what was handed over"_s,
                u"give your join request to somebody who holds the root key and ask for the answer"_s);
        }
        DOCKET_ASSIGN(sqlite::Transaction transaction, sqlite::Transaction::begin(store->d->db));
        DOCKET_TRY(store->d->deviceOf(sealed.publicKey(), sealed.name()));
        return transaction.commit();
    }();
    if (!made) {
        QFile::remove(path);
        QFile::remove(path + "-journal"_L1);
        return fail(made.error());
    }
    return open(workspaceFolder, Access::ReadWrite, clock);
}

Result<std::unique_ptr<Store>> Store::open(const QString& workspaceFolder, Access access, Clock& clock)
{
    const QString path = workspaceFolder + u'/' + logFileName();
    if (!QFileInfo::exists(path)) {
        return fail(
            ErrorCode::NotFound, workspaceFolder, u"there is no workspace here"_s, u"make one with docketctl init"_s);
    }
    auto priv = std::make_unique<Private>(clock);
    priv->folder = workspaceFolder;
    DOCKET_TRY(priv->openDatabase(access));
    DOCKET_TRY(priv->loadIdentity());
    if (!priv->readOnly)
        priv->checkEnd();
    return std::unique_ptr<Store>(new Store(std::move(priv)));
}

Status Store::unlock(const Secret& passphrase)
{
    DOCKET_ASSIGN(d->key, d->sealed.open(passphrase));
    return d->settleSuccession([&passphrase](const SealedKey& next) { return next.open(passphrase); });
}

Status Store::unlock(Keychain& keychain)
{
    DOCKET_ASSIGN(d->key, d->sealed.open(keychain));
    return d->settleSuccession([&keychain](const SealedKey& next) { return next.open(keychain); });
}

bool Store::isUnlocked() const
{
    return d->key.has_value();
}

bool Store::needsPassphrase() const
{
    return d->sealed.needsPassphrase();
}

void Store::lock()
{
    d->key.reset();
}

std::optional<Error> Store::readOnlyReason() const
{
    return d->whyNot();
}

} // namespace docket::log
