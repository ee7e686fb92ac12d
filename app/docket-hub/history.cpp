#include "app/docket-hub/history.h"

#include "app/docket-hub/gitids.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 largeFile = 10 * 1024 * 1024; // from here on the Hub wants LFS
constexpr qint64 hashedUpTo = 256 * 1024 * 1024; // longer files are not read to name them

std::optional<FileEntry::Lfs> readPointer(const QByteArray& text)
{
    static const QRegularExpression form(
        u"^version https://git-lfs\\.github\\.com/spec/v1\\noid sha256:([0-9a-f]{64})\\nsize ([0-9]{1,18})\\n?$"_s);
    const auto match = form.match(QString::fromLatin1(text));
    if (!match.hasMatch())
        return std::nullopt;
    return FileEntry::Lfs{ match.captured(1).toLatin1(), match.captured(2).toLongLong(), text.size() };
}

QByteArray sha256Of(QFile& file, const QString& name)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (file.size() > hashedUpTo) {
        hash.addData(name.toUtf8());
        hash.addData(QByteArray::number(file.size()));
    } else {
        hash.addData(&file);
    }
    return hash.result().toHex();
}

std::optional<FileEntry> readEntry(const QString& path, const QString& name)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    FileEntry entry;
    entry.localPath = path;
    entry.size = file.size();
    if (entry.size > largeFile) {
        const QByteArray sha256 = sha256Of(file, name);
        const QByteArray pointer = lfsPointer(sha256, entry.size);
        entry.lfs = FileEntry::Lfs{ sha256, entry.size, pointer.size() };
        entry.oid = blobId(pointer);
        return entry;
    }
    const QByteArray content = file.readAll();
    entry.size = content.size();
    entry.oid = blobId(content);
    if (content.size() < 200 && content.startsWith("version https://git-lfs")) {
        if (auto pointer = readPointer(content)) {
            entry.lfs = pointer;
            entry.size = pointer->size;
            entry.absent = true;
        }
    }
    return entry;
}

} // namespace

QByteArray FileEntry::content(qint64 limit) const
{
    if (absent)
        return {};
    if (localPath.isEmpty())
        return bytes.left(qsizetype(limit));
    QFile file(localPath);
    return file.open(QIODevice::ReadOnly) ? file.read(limit) : QByteArray();
}

QByteArray FileEntry::gitContent(qint64 limit) const
{
    return lfs ? lfsPointer(lfs->sha256, lfs->size) : content(limit);
}

void History::add(const Commit& commit, const QString& ref)
{
    m_commits.insert(commit.id, commit);
    m_refs.insert(ref, commit.id);
}

const Commit* History::find(const QString& revision) const
{
    QString name = revision == u"HEAD" ? u"main"_s : revision;
    if (name.startsWith(u"refs/heads/") || name.startsWith(u"refs/tags/"))
        name = name.section(u'/', 2);
    QString id = m_refs.value(name, name);
    auto found = m_commits.constFind(id);
    if (found != m_commits.constEnd())
        return &*found;
    static const QRegularExpression prefix(u"^[0-9a-f]{7,39}$"_s);
    if (!prefix.match(id).hasMatch())
        return nullptr;
    for (auto it = m_commits.constBegin(); it != m_commits.constEnd(); ++it) {
        if (it.key().startsWith(id))
            return &*it;
    }
    return nullptr;
}

QList<const Commit*> History::log(const QString& from) const
{
    QList<const Commit*> out;
    QSet<QString> seen;
    for (const Commit* commit = find(from); commit && !seen.contains(commit->id); commit = find(commit->parent)) {
        seen.insert(commit->id);
        out.append(commit);
        if (commit->parent.isEmpty())
            break;
    }
    return out;
}

FileMap readFiles(const QString& folder)
{
    FileMap files;
    const QDir root(folder);
    // Absolute: relativeFilePath() takes a relative path as one inside the root already.
    QDirIterator walk(root.absolutePath(), QDir::Files | QDir::Hidden | QDir::NoSymLinks | QDir::NoDotAndDotDot,
        QDirIterator::Subdirectories); // does not follow links to folders
    while (walk.hasNext()) {
        const QString path = walk.next();
        const QString name = root.relativeFilePath(path);
        if (name.contains(QChar::ReplacementCharacter))
            continue;
        if (auto entry = readEntry(path, name))
            files.insert(name, *entry);
    }
    return files;
}

} // namespace docket::practicehub
