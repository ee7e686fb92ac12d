#include "core/sync/mirror.h"

#include "core/base/clock.h"
#include "core/base/logging.h"
#include "core/sync/mirrorschema.h"
#include "core/sync/watchlist.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace docket::sync
{

using namespace Qt::StringLiterals;
using sqlite::Statement;

namespace
{

Result<sqlite::Database> openDatabase(const QString& path, Mirror::Access access)
{
    using Mode = sqlite::Database::Mode;
    const bool writes = access == Mirror::Access::ReadWrite;
    DOCKET_ASSIGN(auto database, sqlite::Database::open(path, writes ? Mode::Create : Mode::ReadOnly));
    if (writes) {
        DOCKET_TRY(database.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32768;"));
        DOCKET_TRY(sqlite::migrate(database, mirrorMigrations(), mirrorApplicationId));
    }
    return database;
}

QString pathIn(const QString& workspaceFolder)
{
    return workspaceFolder + u"/hub.db"_s;
}

/// Beside the file while it waits for being set aside.
QString damageNote(const QString& path)
{
    return path + u".damaged"_s;
}

bool setAside(const QString& path)
{
    const QString aside = path + u".damaged-"_s + QString::number(QDateTime::currentSecsSinceEpoch());
    qCWarning(lcSync) << "hub.db is damaged; set aside as" << aside << "and fetched again";
    QFile::remove(path + u"-wal"_s);
    QFile::remove(path + u"-shm"_s);
    QFile::remove(damageNote(path));
    return QFile::rename(path, aside);
}

} // namespace

bool Mirror::noteDamage(const QString& workspaceFolder, const Error& error)
{
    const QString path = pathIn(workspaceFolder);
    if (error.code != ErrorCode::Integrity || QFileInfo(error.thing) != QFileInfo(path))
        return false;
    QFile note(damageNote(path));
    return note.open(QIODevice::WriteOnly);
}

Result<Mirror> Mirror::open(const QString& workspaceFolder, Access access)
{
    const QString path = pathIn(workspaceFolder);
    if (access == Access::ReadWrite && QFile::exists(damageNote(path)))
        setAside(path);
    DOCKET_ASSIGN(BlobStore blobs, BlobStore::open(workspaceFolder + u"/blobs"_s));
    auto database = openDatabase(path, access);
    if (!database && access == Access::ReadWrite && database.error().code == ErrorCode::Integrity) {
        if (setAside(path))
            database = openDatabase(path, access);
    }
    if (!database)
        return fail(database.error());
    Mirror mirror(std::move(*database), std::move(blobs));
    if (access == Access::ReadWrite)
        DOCKET_TRY(mirror.restoreWatches());
    return mirror;
}

Result<QList<Mirror::Changed>> Mirror::changedSubjects(qint64 afterChange, int limit)
{
    DOCKET_ASSIGN(auto row,
        m_database.cached("SELECT repo.kind, repo.name, subject.num, subject.change FROM subject JOIN repo USING(r) "
                          "WHERE subject.change > ?1 ORDER BY subject.change LIMIT ?2"));
    row->bindAll(afterChange, limit);
    QList<Changed> changed;
    for (;;) {
        DOCKET_ASSIGN(const bool more, row->step());
        if (!more)
            break;
        changed.append(
            { Subject{ { static_cast<RepoKind>(row->integer(0)), row->text(1) }, row->integer(2) }, row->int64(3) });
    }
    return changed;
}

Result<qint64> Mirror::lastChange()
{
    DOCKET_ASSIGN(auto row, m_database.cached("SELECT coalesce(max(change), 0) FROM subject"));
    DOCKET_TRY(row->step());
    const qint64 change = row->int64(0);
    return change;
}

Status Mirror::trainBlobs()
{
    if (m_blobs.hasDictionary())
        return {};
    DOCKET_ASSIGN(auto row,
        m_database.cached("SELECT sha256 FROM card WHERE size BETWEEN 200 AND 65536 ORDER BY sha256 LIMIT 512"));
    QList<QByteArray> samples;
    for (;;) {
        DOCKET_ASSIGN(const bool more, row->step());
        if (!more)
            break;
        if (const auto card = m_blobs.get(row->text(0).toLatin1()))
            samples.append(*card);
    }
    return m_blobs.train(samples);
}

Result<QDateTime> Mirror::lastSync()
{
    DOCKET_ASSIGN(const QString text, cursor(u"last-sync"_s));
    return fromIsoUtc(text);
}

Status Mirror::setLastSync(const QDateTime& time)
{
    return setCursor(u"last-sync"_s, toIsoUtc(time));
}

Result<QString> Mirror::cursor(const QString& name)
{
    DOCKET_ASSIGN(auto row, m_database.cached("SELECT value FROM meta WHERE name=?1"));
    row->bind(1, name);
    DOCKET_ASSIGN(const bool found, row->step());
    const QString value = found ? row->text(0) : QString();
    return value;
}

Status Mirror::setCursor(const QString& name, const QString& value)
{
    DOCKET_ASSIGN(auto upsert,
        m_database.cached(
            "INSERT INTO meta(name, value) VALUES(?1, ?2) ON CONFLICT(name) DO UPDATE SET value=excluded.value"));
    upsert->bindAll(name, value);
    return upsert->run();
}

Result<QList<Watch>> Mirror::watches()
{
    DOCKET_ASSIGN(auto row, m_database.cached("SELECT text FROM watch ORDER BY added"));
    QList<Watch> watches;
    for (;;) {
        DOCKET_ASSIGN(const bool more, row->step());
        if (!more)
            break;
        if (auto watch = Watch::parse(row->text(0)))
            watches.append(*watch);
    }
    return watches;
}

Status Mirror::addWatch(const Watch& watch)
{
    DOCKET_ASSIGN(auto insert,
        m_database.cached("INSERT INTO watch(text, added) VALUES(?1, (SELECT coalesce(max(added), 0) + 1 FROM watch)) "
                          "ON CONFLICT DO NOTHING"));
    insert->bind(1, watch.text);
    DOCKET_TRY(insert->run());
    return copyWatches();
}

Status Mirror::removeWatch(const Watch& watch)
{
    DOCKET_ASSIGN(auto remove, m_database.cached("DELETE FROM watch WHERE text=?1"));
    remove->bind(1, watch.text);
    DOCKET_TRY(remove->run());
    if (m_database.changes() == 0)
        return fail(
            ErrorCode::NotFound, u"watch \"%1\""_s.arg(watch.text), u"is not on the list"_s, u"see watch list"_s);
    return copyWatches();
}

Status Mirror::copyWatches()
{
    DOCKET_ASSIGN(const QList<Watch> all, watches());
    return saveWatchList(QFileInfo(m_database.path()).path(), all);
}

Status Mirror::restoreWatches()
{
    DOCKET_ASSIGN(const QList<Watch> present, watches());
    if (!present.isEmpty())
        return {};
    const QList<Watch> copy = readWatchList(QFileInfo(m_database.path()).path());
    for (const Watch& watch : copy)
        DOCKET_TRY(addWatch(watch));
    return {};
}

} // namespace docket::sync
