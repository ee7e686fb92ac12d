#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace docket::practicehub
{

/// One file of a repository at some commit.
struct FileEntry {
    struct Lfs {
        QByteArray sha256; ///< 64 hex
        qint64 size = 0; ///< bytes of the real content
        qint64 pointerSize = 0;
    };
    QByteArray oid; ///< git id; of the pointer for a large file
    qint64 size = 0; ///< bytes of the real content
    std::optional<Lfs> lfs;
    QString localPath; ///< on disk; empty when `bytes` holds the content
    QByteArray bytes;
    bool absent = false; ///< only the pointer is known, the content is not in the data
    QString commit; ///< id of the commit that last changed it

    /// The content, at most `limit` bytes; empty when it is absent or cannot be read.
    QByteArray content(qint64 limit) const;
    /// What git stores: the content, or the pointer of a large file.
    QByteArray gitContent(qint64 limit) const;
};

/// Files by path, sorted.
using FileMap = QMap<QString, FileEntry>;

struct Commit {
    QString id; ///< 40 hex
    QString parent; ///< empty for the first
    QString title;
    QString message;
    QString author; ///< user name
    QDateTime date;
    FileMap files;
};

/// Commits and refs of one repository. Refs: "main", "refs/pr/7", tags by name.
class History
{
public:
    void add(const Commit& commit, const QString& ref);
    /// Points a ref at a commit that is there.
    void setRef(const QString& ref, const QString& commit) { m_refs.insert(ref, commit); }
    void removeRef(const QString& ref) { m_refs.remove(ref); }
    /// The commit of a branch, tag, `HEAD`, `refs/heads/x`, `refs/pr/n`, full id or id prefix of 7 or more.
    const Commit* find(const QString& revision) const;
    const Commit* head() const { return find(QStringLiteral("main")); }
    const QMap<QString, QString>& refs() const { return m_refs; }
    /// From the named commit back to the first.
    QList<const Commit*> log(const QString& from) const;

private:
    QHash<QString, Commit> m_commits;
    QMap<QString, QString> m_refs;
};

/// Reads the files below `folder` into a map: git ids, large files (over 10 MiB, or a pointer file), no symbolic links.
/// Unreadable files and names that are not UTF-8 are left out. Files over 256 MiB get ids derived from name and size.
FileMap readFiles(const QString& folder);

} // namespace docket::practicehub
