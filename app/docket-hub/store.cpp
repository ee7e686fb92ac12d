#include "app/docket-hub/store.h"

#include "app/docket-hub/gitids.h"
#include "core/base/logging.h"

#include <QDir>
#include <QJsonDocument>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 maximumInfo = 16 * 1024 * 1024; // bytes of an info.json

QJsonObject readInfo(const QString& path)
{
    QFile file(path);
    if (!file.exists())
        return {};
    if (file.size() > maximumInfo || !file.open(QIODevice::ReadOnly)) {
        qCWarning(lcHub, "%ls: too large or not readable, ignored", qUtf16Printable(path));
        return {};
    }
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (!document.isObject()) {
        qCWarning(lcHub, "%ls: %ls at byte %d; the repository is served without it", qUtf16Printable(path),
            qUtf16Printable(error.errorString()), error.offset);
    }
    return document.object();
}

size_t indexOf(RepoKind kind)
{
    return static_cast<size_t>(kind);
}

} // namespace

Store::Store(const Clock& clock) : m_clock(clock) { }

Result<std::unique_ptr<Store>> Store::open(const QString& dataFolder, const QString& stateFolder, const Clock& clock)
{
    std::unique_ptr<Store> store(new Store(clock));
    DOCKET_TRY(store->scan(dataFolder));
    DOCKET_TRY(store->openJournal(stateFolder));
    return store;
}

Status Store::scan(const QString& dataFolder)
{
    const QFileInfo info(dataFolder);
    if (!info.isDir() || !info.isReadable() || !info.isExecutable()) {
        return fail(ErrorCode::Storage, u"data folder %1"_s.arg(dataFolder),
            info.exists() ? u"is not a readable folder"_s : u"does not exist"_s,
            u"give --data a folder that holds models, datasets or spaces"_s);
    }
    m_nowhere = dataFolder + u"/.created here"_s;
    bool any = false;
    for (const RepoKind kind : { RepoKind::Model, RepoKind::Dataset, RepoKind::Space }) {
        const QString folder = dataFolder + u'/' + repoKindPlural(kind);
        if (!QFileInfo(folder).isDir())
            continue;
        any = true;
        if (!QFileInfo(folder).isReadable()) {
            return fail(ErrorCode::Storage, folder, u"cannot be read"_s, u"give yourself the right to read it"_s);
        }
        scanKind(folder, kind);
    }
    if (!any) {
        return fail(ErrorCode::Storage, u"data folder %1"_s.arg(dataFolder),
            u"holds none of models, datasets and spaces"_s,
            u"put repositories in it as models/<namespace>/<name>/files/README.md"_s);
    }
    DOCKET_ASSIGN(m_users, Users::read(dataFolder + u"/users.json"_s));
    return {};
}

void Store::scanKind(const QString& folder, RepoKind kind)
{
    const auto subfolders = [](const QString& path) {
        return QDir(path).entryList(QDir::Dirs | QDir::NoSymLinks | QDir::NoDotAndDotDot, QDir::Name);
    };
    const QStringList spaces = subfolders(folder);
    for (const QString& nameSpace : spaces) {
        const QStringList names = subfolders(folder + u'/' + nameSpace);
        for (const QString& name : names) {
            const QString id = nameSpace + u'/' + name;
            const QString path = folder + u'/' + id;
            const QJsonObject info = readInfo(path + u"/info.json"_s);
            m_repos[indexOf(kind)].insert(id, std::make_shared<Repository>(RepoKey{ kind, id }, path, info));
            const QJsonValue former = info.value("_renamedFrom"_L1);
            const QJsonArray old = former.isString() ? QJsonArray{ former } : former.toArray();
            for (const QJsonValue& value : old)
                m_renamed[indexOf(kind)].insert(value.toString(), id);
        }
    }
}

Status Store::openJournal(const QString& stateFolder)
{
    QString folder = stateFolder;
    if (folder.isEmpty()) {
        m_temporary = std::make_unique<QTemporaryDir>();
        if (!m_temporary->isValid())
            return fail(
                ErrorCode::Storage, u"temporary folder"_s, m_temporary->errorString(), u"give --state a folder"_s);
        folder = m_temporary->path();
    } else if (!QDir().mkpath(folder)) {
        return fail(ErrorCode::Storage, u"state folder %1"_s.arg(folder), u"cannot be made"_s,
            u"give --state a folder you may write to"_s);
    }
    auto lock = FolderLock::take(folder + u"/lock"_s);
    if (!lock) {
        const Error& error = lock.error();
        return fail(ErrorCode::Locked, u"state folder %1"_s.arg(folder),
            error.code == ErrorCode::Conflict ? u"%1 uses it"_s.arg(error.cause)
                                              : u"cannot be written: %1"_s.arg(error.cause),
            u"stop that one, or give another --state"_s);
    }
    m_lock.emplace(std::move(*lock));
    m_journal.setFileName(folder + u"/journal.jsonl"_s);
    if (!m_journal.open(QIODevice::ReadWrite))
        return fail(ErrorCode::Storage, m_journal.fileName(), m_journal.errorString(), u"make it writable"_s);
    qint64 good = 0;
    for (int line = 1; !m_journal.atEnd(); ++line) {
        const QByteArray bytes = m_journal.readLine();
        if (!bytes.endsWith('\n')) // killed while writing: that write was never answered
            break;
        const QJsonDocument document = QJsonDocument::fromJson(bytes);
        if (!document.isArray()) {
            return fail(ErrorCode::Parse, m_journal.fileName(), u"line %1 is damaged"_s.arg(line),
                u"move the state folder away to start afresh"_s);
        }
        good = m_journal.pos();
        ++m_serial;
        const QJsonArray operations = document.array();
        for (const QJsonValue& operation : operations)
            applyOne(operation.toObject());
    }
    if (!m_journal.resize(good) || !m_journal.seek(good))
        return fail(ErrorCode::Storage, m_journal.fileName(), m_journal.errorString(), u"make it writable"_s);
    return {};
}

Status Store::apply(const QJsonArray& operations)
{
    const QByteArray line = QJsonDocument(operations).toJson(QJsonDocument::Compact) + '\n';
    const qint64 before = m_journal.pos();
    if (m_journal.write(line) != line.size() || !m_journal.flush()) {
        const QString cause = m_journal.errorString();
        m_journal.resize(before);
        m_journal.seek(before);
        return fail(ErrorCode::Storage, m_journal.fileName(), cause, u"free some space and send the request again"_s);
    }
    ++m_serial;
    for (const QJsonValue& operation : operations)
        applyOne(operation.toObject());
    return {};
}

Repository* Store::find(RepoKind kind, const QString& id)
{
    return m_repos[indexOf(kind)].value(id).get();
}

void Store::createRepository(const QJsonObject& operation)
{
    const auto key = RepoKey::parse(operation.value("repo"_L1).toString());
    if (!key)
        return;
    auto made = std::make_shared<Repository>(*key, m_nowhere, operation.value("values"_L1).toObject());
    const auto source = RepoKey::parse(operation.value("from"_L1).toString());
    if (Repository* from = source ? find(source->kind, source->id) : nullptr) {
        Commit commit;
        commit.files = from->history().head()->files;
        commit.parent = made->sha();
        commit.id = QString::fromLatin1(stableSha({ commit.parent.toLatin1(), from->sha().toLatin1() }));
        commit.title = u"Duplicate from "_s + from->key().id;
        commit.author = key->nameSpace();
        commit.date = made->createdAt();
        made->history().add(commit, u"main"_s);
    }
    m_renamed[indexOf(key->kind)].remove(key->id);
    m_repos[indexOf(key->kind)].insert(key->id, made);
}

void Store::moveRepository(const RepoKey& from, const QString& id)
{
    const auto repo = m_repos[indexOf(from.kind)].take(from.id);
    if (!repo)
        return;
    repo->rename(id);
    m_repos[indexOf(from.kind)].insert(id, repo);
    QHash<QString, QString>& renamed = m_renamed[indexOf(from.kind)];
    for (QString& present : renamed) {
        if (present == from.id)
            present = id;
    }
    renamed.remove(id);
    renamed.insert(from.id, id);
}

QString Store::renamed(RepoKind kind, const QString& oldId) const
{
    return m_renamed[indexOf(kind)].value(oldId);
}

QList<Repository*> Store::all(RepoKind kind) const
{
    QList<Repository*> out;
    for (const auto& repo : m_repos[indexOf(kind)])
        out.append(repo.get());
    return out;
}

QString Store::freshId()
{
    // The time leads, as in the Hub's own ids; the serial makes two of the same second differ.
    const QByteArray seconds = QByteArray::number(m_clock.now().toSecsSinceEpoch(), 16).rightJustified(8, '0', true);
    const QString seed = u"%1 %2 %3"_s.arg(now()).arg(m_serial).arg(++m_given);
    return QString::fromLatin1(seconds) + documentId(seed).left(16);
}

QJsonObject Store::face(const QString& name) const
{
    const User* user = m_users.byName(name);
    return user ? publicFace(*user) : publicFace(name);
}

bool Store::isOrganisation(const QString& name) const
{
    return m_users.isOrganisation(name) || !m_users.byName(name);
}

} // namespace docket::practicehub
