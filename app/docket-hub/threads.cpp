#include "app/docket-hub/routes.h"
#include "app/docket-hub/threadform.h"

#include <algorithm>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int threadsPerPage = 20; // not stated by the Hub; clients go by start and count

bool statusMatches(const QString& asked, const QString& status)
{
    if (asked.isEmpty() || asked == u"all")
        return true;
    if (asked == u"closed")
        return status == u"closed" || status == u"merged";
    return status == u"open" || status == u"draft";
}

Answer serveThreadList(Visit& visit)
{
    const Request& request = visit.request;
    const QString type = request.parameter(u"type");
    const QString status = request.parameter(u"status");
    const QString sort = request.parameter(u"sort");
    const auto oneOf
        = [](const QString& value, const QStringList& allowed) { return value.isEmpty() || allowed.contains(value); };
    if (!oneOf(type, { u"all"_s, u"discussion"_s, u"pull_request"_s }))
        return badRequest(u"\"type\" must be one of [all, discussion, pull_request]"_s);
    if (!oneOf(status, { u"all"_s, u"open"_s, u"closed"_s }))
        return badRequest(u"\"status\" must be one of [all, open, closed]"_s);
    if (!oneOf(sort, { u"recently-created"_s, u"trending"_s, u"reactions"_s }))
        return badRequest(u"\"sort\" must be one of [recently-created, trending, reactions]"_s);
    const QString author = request.parameter(u"author");
    const QString search = request.parameter(u"search");

    Repository& repo = *visit.repo;
    const bool ownerIsOrg = visit.store.isOrganisation(repo.key().nameSpace());
    QList<const QJsonObject*> found;
    int closed = 0;
    const QMap<int, QJsonObject>& threads = repo.threads();
    for (auto it = threads.end(); it != threads.begin();) { // newest first
        const QJsonObject& thread = *--it;
        const QString threadStatus = thread.value("status"_L1).toString();
        const bool pull = thread.value("isPullRequest"_L1).toBool();
        if ((type == u"discussion" && pull) || (type == u"pull_request" && !pull))
            continue;
        if (!author.isEmpty() && threadAuthor(thread) != author)
            continue;
        if (!thread.value("title"_L1).toString().contains(search, Qt::CaseInsensitive))
            continue;
        closed += threadStatus == u"closed" || threadStatus == u"merged" ? 1 : 0;
        if (statusMatches(status, threadStatus))
            found.append(&thread);
    }
    const int page = std::clamp(request.number(u"p", 0), 0, 1000000);
    const qsizetype start = qsizetype(page) * threadsPerPage;
    const qsizetype end = std::min<qsizetype>(found.size(), start + threadsPerPage);
    QJsonArray out;
    for (qsizetype i = start; i < end; ++i)
        out.append(threadItem(*found.at(i), repo.key(), ownerIsOrg));
    return Answer::json(QJsonObject{ { u"discussions"_s, out }, { u"count"_s, found.size() }, { u"start"_s, start },
        { u"numClosedDiscussions"_s, closed } });
}

Answer serveThreadDetail(Visit& visit, int num)
{
    QJsonObject thread = visit.repo->threads().value(num);
    if (thread.value("isPullRequest"_L1).toBool()) {
        const History& history = visit.repo->history();
        const Commit* theirs = history.find(u"refs/pr/%1"_s.arg(num));
        thread.insert(u"diffUrl"_s,
            QString(visit.base + u'/' + webPath(visit.repo->key()) + u"/discussions/%1/files.diff"_s.arg(num)));
        if (visit.request.flag(u"diff") && theirs && thread.value("diff"_L1).isUndefined()) {
            const Commit* base = theirs->parent.isEmpty() ? theirs : history.find(theirs->parent);
            thread.insert(u"diff"_s, QString::fromUtf8(unifiedDiff(base ? base->files : FileMap(), theirs->files)));
        }
        if (!visit.request.flag(u"diff"))
            thread.remove(u"diff"_s);
    }
    return Answer::json(thread);
}

} // namespace

Answer serveThreads(Visit& visit, const QStringList& path)
{
    const Request::Method method = visit.request.method;
    if (path.isEmpty()) {
        if (method == Request::Method::Post)
            return openThread(visit);
        return visit.request.isRead() ? serveThreadList(visit) : unknownAddress();
    }
    bool ok = false;
    const int num = path.first().toInt(&ok);
    if (!ok || !visit.repo->threads().contains(num))
        return Answer::error(404, {}, u"Discussion not found"_s);
    if (!visit.request.isRead())
        return writeThread(visit, num, path.mid(1));
    if (path.size() == 1)
        return serveThreadDetail(visit, num);
    if (path.size() == 2 && path.at(1) == u"storage") {
        const Commit* commit = visit.repo->history().find(u"refs/pr/%1"_s.arg(num));
        qint64 size = 0;
        if (commit) {
            for (const FileEntry& entry : commit->files)
                size += entry.commit == commit->id ? entry.size : 0;
        }
        return Answer::json(QJsonObject{ { u"estimatedStorage"_s, size }, { u"refDeleted"_s, !commit } });
    }
    return unknownAddress();
}

} // namespace docket::practicehub
