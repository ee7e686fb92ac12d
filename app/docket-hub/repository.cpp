#include "app/docket-hub/repository.h"

#include "app/docket-hub/gitids.h"
#include "app/docket-hub/threadform.h"
#include "core/base/clock.h"

#include <QFileInfo>
#include <QJsonArray>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 maximumCard = 16 * 1024 * 1024; // bytes

QDateTime newestFile(const FileMap& files)
{
    QDateTime newest;
    for (const FileEntry& entry : files) {
        const QDateTime changed = QFileInfo(entry.localPath).lastModified().toUTC();
        if (!newest.isValid() || changed > newest)
            newest = changed;
    }
    return newest;
}

QByteArray treeText(const FileMap& files)
{
    QByteArray text;
    for (auto it = files.begin(); it != files.end(); ++it)
        text += it.key().toUtf8() + '\0' + it->oid + '\n';
    return text;
}

} // namespace

QString webPath(const RepoKey& key)
{
    switch (key.kind) {
    case RepoKind::Model:
        return key.id;
    case RepoKind::Dataset:
        return u"datasets/"_s + key.id;
    case RepoKind::Space:
        return u"spaces/"_s + key.id;
    }
    return key.id;
}

QDateTime oldestDate()
{
    return fromIsoUtc(u"2022-03-02T23:29:04.000Z");
}

Repository::Repository(RepoKey key, QString folder, QJsonObject overrides)
    : m_key(std::move(key)), m_folder(std::move(folder)), m_overrides(std::move(overrides))
{
}

void Repository::change(const QJsonObject& settings)
{
    for (auto it = settings.begin(); it != settings.end(); ++it)
        m_overrides.insert(it.key(), it.value());
}

void Repository::rename(const QString& id)
{
    load();
    threads();
    m_overrides.insert(u"_id"_s, documentId()); // both were derived from the old id
    m_overrides.insert(u"author"_s, id.section(u'/', 0, 0));
    m_key.id = id;
    for (QJsonObject& thread : m_threads)
        thread.insert(u"repo"_s, QJsonObject{ { u"name"_s, id }, { u"type"_s, repoKindName(m_key.kind) } });
}

void Repository::load() const
{
    if (m_loaded)
        return;
    m_loaded = true;
    Commit head;
    head.files = readFiles(m_folder + u"/files"_s);
    const QString stated = m_overrides.value("sha"_L1).toString();
    head.id
        = stated.size() == 40 ? stated : QString::fromLatin1(stableSha({ m_key.key().toUtf8(), treeText(head.files) }));
    head.date = fromIsoUtc(m_overrides.value("lastModified"_L1).toString());
    if (!head.date.isValid())
        head.date = qMax(newestFile(head.files), createdAt());
    if (!head.date.isValid())
        head.date = oldestDate();
    head.author = m_overrides.value("lastAuthor"_L1).toString(author());
    head.title = u"Upload files"_s;

    // The history before the head has the head's files: the data folder holds no older ones.
    const QJsonArray older = m_overrides.value("_commits"_L1).toArray();
    QString parent;
    for (qsizetype i = older.size() - 1; i >= 0; --i) {
        const QJsonObject given = older.at(i).toObject();
        Commit commit;
        commit.title = given.value("title"_L1).toString(u"Update"_s);
        commit.message = given.value("message"_L1).toString();
        commit.author = given.value("author"_L1).toString(author());
        commit.date = fromIsoUtc(given.value("date"_L1).toString());
        if (!commit.date.isValid())
            commit.date = createdAt();
        const QString id = given.value("id"_L1).toString();
        commit.id = id.size() == 40 ? id
                                    : QString::fromLatin1(stableSha(
                                        { m_key.key().toUtf8(), "old", QByteArray::number(i), commit.title.toUtf8() }));
        commit.parent = parent;
        commit.files = head.files;
        m_history.add(commit, u"main"_s);
        parent = commit.id;
    }
    head.parent = parent == head.id ? QString() : parent;
    for (FileEntry& entry : head.files)
        entry.commit = head.id;
    m_history.add(head, u"main"_s);
    m_baseSha = head.id;
}

const History& Repository::history() const
{
    load();
    return m_history;
}

History& Repository::history()
{
    load();
    return m_history;
}

QByteArray Repository::readme() const
{
    return history().head()->files.value(u"README.md"_s).content(maximumCard);
}

FrontMatter Repository::originalCard() const
{
    const Commit* base = history().find(m_baseSha);
    return readFrontMatter(base->files.value(u"README.md"_s).content(maximumCard));
}

const FrontMatter& Repository::card() const
{
    if (!m_cardRead) {
        m_card = readFrontMatter(readme());
        m_cardRead = true;
    }
    return m_card;
}

QString Repository::documentId() const
{
    const QString stated = m_overrides.value("_id"_L1).toString();
    return stated.isEmpty() ? practicehub::documentId(m_key.key()) : stated;
}

QString Repository::sha() const
{
    return history().head()->id;
}

QDateTime Repository::createdAt() const
{
    const QDateTime stated = fromIsoUtc(m_overrides.value("createdAt"_L1).toString());
    return stated.isValid() ? stated : oldestDate();
}

QDateTime Repository::lastModified() const
{
    return history().head()->date;
}

QString Repository::author() const
{
    return m_overrides.value("author"_L1).toString(m_key.nameSpace());
}

QJsonValue Repository::gated() const
{
    const QJsonValue value = m_overrides.value("gated"_L1);
    if (value.isString() && (value.toString() == u"auto" || value.toString() == u"manual"))
        return value;
    return value.toBool() ? QJsonValue(u"auto"_s) : QJsonValue(false);
}

bool Repository::names(QLatin1String listKey, const QString& user) const
{
    return !user.isEmpty() && m_overrides.value(listKey).toArray().contains(user);
}

QMap<int, QJsonObject>& Repository::threads()
{
    if (!m_threadsRead) {
        m_threadsRead = true;
        m_threads = readThreads(m_folder + u"/discussions"_s, m_key);
    }
    return m_threads;
}

} // namespace docket::practicehub
