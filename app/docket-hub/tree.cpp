#include "app/docket-hub/gitids.h"
#include "app/docket-hub/routes.h"
#include "core/base/clock.h"

#include <QJsonDocument>

#include <algorithm>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int pageSize = 1000;
constexpr int pageSizeExpanded = 100;
constexpr int mostPaths = 2000; // of one paths-info call

/// The scan results of one file: those of info.json, else made from the summary (hub-api 5.1).
QJsonObject scanOf(const Repository& repo, const QString& path)
{
    const QJsonObject stated = repo.overrides()
                                   .value("_files"_L1)
                                   .toObject()
                                   .value(path)
                                   .toObject()
                                   .value("securityFileStatus"_L1)
                                   .toObject();
    const QJsonObject summary = repo.overrides().value("securityRepoStatus"_L1).toObject();
    const bool done = summary.value("scansDone"_L1).toBool(true);
    QString level = done ? u"safe"_s : u"queued"_s;
    const QJsonArray issues = summary.value("filesWithIssues"_L1).toArray();
    for (const QJsonValue& issue : issues) {
        if (issue.toObject().value("path"_L1) == path)
            level = issue.toObject().value("level"_L1).toString(level);
    }
    const bool pickle = path.endsWith(u".pkl") || path.endsWith(u".bin") || path.endsWith(u".pt")
        || path.endsWith(u".pth") || path.endsWith(u".ckpt");
    QJsonObject scan{ { u"status"_s, level },
        { u"avScan"_s, QJsonObject{ { u"status"_s, pickle && done ? u"safe"_s : level } } },
        { u"pickleImportScan"_s, QJsonObject{ { u"status"_s, pickle ? level : u"unscanned"_s } } } };
    for (auto it = stated.begin(); it != stated.end(); ++it)
        scan.insert(it.key(), it.value());
    return scan;
}

QJsonObject lastCommit(const Repository& repo, const QString& id, const Commit& fallback)
{
    const Commit* commit = repo.history().find(id);
    if (!commit)
        commit = &fallback;
    return { { u"id"_s, commit->id }, { u"title"_s, commit->title }, { u"date"_s, toIsoUtc(commit->date) } };
}

QJsonObject fileItem(const Repository& repo, const Commit& commit, const QString& path, bool expand)
{
    const FileEntry& entry = *commit.files.constFind(path);
    QJsonObject item{ { u"type"_s, u"file"_s }, { u"path"_s, path }, { u"oid"_s, QString::fromLatin1(entry.oid) },
        { u"size"_s, entry.size } };
    if (entry.lfs) {
        item.insert(u"lfs"_s,
            QJsonObject{ { u"oid"_s, QString::fromLatin1(entry.lfs->sha256) }, { u"size"_s, entry.lfs->size },
                { u"pointerSize"_s, entry.lfs->pointerSize } });
    }
    QJsonObject stated = repo.overrides().value("_files"_L1).toObject().value(path).toObject();
    stated.remove(u"securityFileStatus"_s);
    for (auto it = stated.begin(); it != stated.end(); ++it)
        item.insert(it.key(), it.value());
    if (expand) {
        item.insert(u"lastCommit"_s, lastCommit(repo, entry.commit, commit));
        item.insert(u"securityFileStatus"_s, scanOf(repo, path));
    }
    return item;
}

QJsonObject folderItem(const Repository& repo, const Commit& commit, const QString& path, bool expand)
{
    QByteArray inside;
    for (auto it = commit.files.lowerBound(path + u'/'); it != commit.files.end() && it.key().startsWith(path + u'/');
         ++it)
        inside += it.key().toUtf8() + it->oid;
    QJsonObject item{ { u"type"_s, u"directory"_s }, { u"path"_s, path },
        { u"oid"_s, QString::fromLatin1(stableSha({ "tree", inside })) }, { u"size"_s, 0 } };
    if (expand)
        item.insert(u"lastCommit"_s, lastCommit(repo, commit.id, commit));
    return item;
}

bool isFolder(const Commit& commit, const QString& path)
{
    const auto it = commit.files.lowerBound(path + u'/');
    return it != commit.files.end() && it.key().startsWith(path + u'/');
}

struct TreeEntry {
    QString path;
    bool folder = false;
};

/// Folders and files below `folder` (with its trailing slash, or empty), folders first, each by name.
QList<TreeEntry> entriesBelow(const Commit& commit, const QString& folder, bool recursive)
{
    QMap<QString, bool> found;
    for (auto it = folder.isEmpty() ? commit.files.begin() : commit.files.lowerBound(folder);
         it != commit.files.end() && it.key().startsWith(folder); ++it) {
        const QString below = it.key().mid(folder.size());
        for (qsizetype slash = below.indexOf(u'/'); slash >= 0; slash = below.indexOf(u'/', slash + 1)) {
            found.insert(folder + below.left(slash), true);
            if (!recursive)
                break;
        }
        if (recursive || !below.contains(u'/'))
            found.insert(it.key(), false);
    }
    QList<TreeEntry> out;
    for (const bool folders : { true, false }) {
        for (auto it = found.begin(); it != found.end(); ++it) {
            if (it.value() == folders)
                out.append({ it.key(), folders });
        }
    }
    return out;
}

} // namespace

Answer serveTree(Visit& visit, QStringList path)
{
    const Repository& repo = *visit.repo;
    const QString revision = takeRevision(path);
    const Commit* commit = repo.history().find(revision);
    if (!commit)
        return revisionMissing(revision);
    const Request& request = visit.request;
    const bool expand = request.flag(u"expand");
    const QString folder = path.isEmpty() ? QString() : path.join(u'/') + u'/';
    const QList<TreeEntry> entries = entriesBelow(*commit, folder, request.flag(u"recursive"));
    if (entries.isEmpty() && !folder.isEmpty()) {
        Answer missing
            = Answer::error(404, "EntryNotFound", u"%1 does not exist on \"%2\""_s.arg(path.join(u'/'), revision));
        missing.set("X-Repo-Commit", commit->id.toLatin1());
        return missing;
    }
    const int most = expand ? pageSizeExpanded : pageSize;
    const int limit = std::clamp(request.number(u"limit", most), 1, most);
    qsizetype start = 0;
    if (request.hasParameter(u"cursor")) {
        bool ok = false;
        start = QByteArray::fromBase64(request.parameter(u"cursor").toLatin1()).toLongLong(&ok);
        if (!ok || start < 0)
            return badRequest(u"Invalid cursor"_s);
    }
    const qsizetype end = std::min<qsizetype>(entries.size(), start + limit);
    QJsonArray page;
    for (qsizetype i = start; i < end; ++i) {
        const TreeEntry& entry = entries.at(i);
        page.append(
            entry.folder ? folderItem(repo, *commit, entry.path, expand) : fileItem(repo, *commit, entry.path, expand));
    }
    Answer answer = Answer::json(page);
    answer.set("X-Repo-Commit", commit->id.toLatin1());
    if (end < entries.size())
        setNextLink(answer, visit, u"cursor"_s, QString::fromLatin1(QByteArray::number(end).toBase64()));
    return answer;
}

Answer servePathsInfo(Visit& visit, QStringList revision)
{
    const Repository& repo = *visit.repo;
    const QString name = takeRevision(revision);
    const Commit* commit = repo.history().find(name);
    if (!commit)
        return revisionMissing(name);
    // The Python client sends a form, the JavaScript client JSON (hub-api 5.2).
    QStringList paths;
    bool expand = false;
    const QJsonDocument document = QJsonDocument::fromJson(visit.request.body);
    if (document.isObject()) {
        const QJsonValue given = document.object().value("paths"_L1);
        const QJsonArray list = given.isString() ? QJsonArray{ given } : given.toArray();
        for (const QJsonValue& value : list)
            paths.append(value.toString());
        expand = document.object().value("expand"_L1).toBool();
    } else {
        Request form;
        form.query = decodePairs(visit.request.body);
        paths = form.parameters(u"paths");
        expand = form.flag(u"expand");
    }
    if (paths.size() > mostPaths)
        return badRequest(u"\"paths\" holds more than %1 entries"_s.arg(mostPaths));
    QJsonArray items;
    for (const QString& path : std::as_const(paths)) {
        if (commit->files.contains(path))
            items.append(fileItem(repo, *commit, path, expand));
        else if (!path.isEmpty() && isFolder(*commit, path))
            items.append(folderItem(repo, *commit, path, expand));
    }
    return Answer::json(items);
}

} // namespace docket::practicehub
