#include "app/docket-hub/routes.h"
#include "app/docket-hub/threadform.h"
#include "core/base/clock.h"
#include "core/base/digest.h"

#include <algorithm>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int notificationsPerPage = 20;
constexpr RepoKind kinds[] = { RepoKind::Model, RepoKind::Dataset, RepoKind::Space };

int countOf(const Visit& visit, RepoKind kind, const QString& nameSpace)
{
    int count = 0;
    const QList<Repository*> all = visit.store.all(kind);
    for (const Repository* repo : all)
        count += repo->key().nameSpace() == nameSpace && maySee(visit.caller, *repo) ? 1 : 0;
    return count;
}

struct Notice {
    Repository* repo;
    const QJsonObject* thread;
    QDateTime updated;
};

/// Threads of the namespaces the user belongs to and threads the user wrote in, latest first.
QList<Notice> noticesFor(Visit& visit)
{
    const User& user = *visit.caller.user;
    QList<Notice> out;
    for (const RepoKind kind : kinds) {
        const QList<Repository*> all = visit.store.all(kind);
        for (Repository* repo : all) {
            if (!user.belongsTo(repo->key().nameSpace()))
                continue;
            const QMap<int, QJsonObject>& threads = repo->threads();
            for (const QJsonObject& thread : threads)
                out.append({ repo, &thread, lastActivity(thread) });
        }
    }
    std::sort(out.begin(), out.end(), [](const Notice& a, const Notice& b) { return a.updated > b.updated; });
    return out;
}

QJsonObject noticeItem(const Notice& notice, bool read)
{
    const QJsonObject& thread = *notice.thread;
    const QJsonArray events = thread.value("events"_L1).toArray();
    QJsonArray people;
    const QJsonObject author = thread.value("author"_L1).toObject();
    if (!author.isEmpty()) {
        people.append(QJsonObject{ { u"_id"_s, author.value("_id"_L1) }, { u"avatar"_s, author.value("avatarUrl"_L1) },
            { u"user"_s, author.value("name"_L1) } });
    }
    QJsonObject discussion{ { u"id"_s, thread.value("_id"_L1) }, { u"num"_s, thread.value("num"_L1) },
        { u"title"_s, thread.value("title"_L1) }, { u"status"_s, thread.value("status"_L1) },
        { u"isPullRequest"_s, thread.value("isPullRequest"_L1) }, { u"participating"_s, people } };
    QJsonObject item{ { u"type"_s, u"repo"_s }, { u"updatedAt"_s, toIsoUtc(notice.updated) }, { u"read"_s, read },
        { u"repo"_s, thread.value("repo"_L1) }, { u"discussion"_s, discussion } };
    if (!events.isEmpty())
        item.insert(u"discussionEventId"_s, events.last().toObject().value("id"_L1));
    return item;
}

} // namespace

Answer serveWhoami(Visit& visit)
{
    return visit.caller.user ? Answer::json(whoami(*visit.caller.user, visit.store.users())) : needsToken();
}

Answer serveOverview(Visit& visit, const QString& name, bool organisation)
{
    const User* user = visit.store.users().byName(name);
    int counts[3] = { 0, 0, 0 };
    for (const RepoKind kind : kinds)
        counts[static_cast<size_t>(kind)] = countOf(visit, kind, name);
    const bool owns = counts[0] + counts[1] + counts[2] > 0;
    const bool isOrg = visit.store.users().isOrganisation(name) || (owns && !user);
    if (organisation ? !isOrg : !user)
        return Answer::error(404, {}, organisation ? u"Organization not found"_s : u"User not found"_s);
    QJsonObject out{ { u"numModels"_s, counts[0] }, { u"numDatasets"_s, counts[1] }, { u"numSpaces"_s, counts[2] },
        { u"numFollowers"_s, 0 }, { u"numPapers"_s, 0 }, { u"isFollowing"_s, false } };
    if (organisation) {
        const QJsonObject org = visit.store.users().organisation(name);
        int members = 0;
        for (const User& account : visit.store.users().byToken())
            members += account.orgs.contains(name) ? 1 : 0;
        out.insert(u"name"_s, name);
        out.insert(u"fullname"_s, org.value("fullname"_L1).toString(name));
        out.insert(u"avatarUrl"_s, org.value("avatarUrl"_L1).toString(u"/avatars/org.svg"_s));
        out.insert(u"isVerified"_s, false);
        out.insert(u"numUsers"_s, members);
        return Answer::json(out);
    }
    const QJsonObject face = publicFace(*user);
    QJsonArray orgs;
    for (const QString& org : user->orgs) {
        const QJsonObject given = visit.store.users().organisation(org);
        orgs.append(QJsonObject{ { u"id"_s, given.value("id"_L1) }, { u"name"_s, org },
            { u"fullname"_s, given.value("fullname"_L1) }, { u"avatarUrl"_s, given.value("avatarUrl"_L1) } });
    }
    out.insert(u"_id"_s, face.value("_id"_L1));
    out.insert(u"user"_s, name);
    for (const QString& key : { u"fullname"_s, u"avatarUrl"_s, u"isPro"_s, u"type"_s })
        out.insert(key, face.value(key));
    out.insert(u"createdAt"_s, user->given.value("createdAt"_L1).toString(toIsoUtc(oldestDate())));
    if (user->given.value("details"_L1).isString())
        out.insert(u"details"_s, user->given.value("details"_L1));
    out.insert(u"orgs"_s, orgs);
    for (const QString& key : { u"numDiscussions"_s, u"numUpvotes"_s, u"numLikes"_s, u"numFollowing"_s })
        out.insert(key, 0);
    return Answer::json(out);
}

Answer serveRevoke(Visit& visit)
{
    const QJsonArray tokens = bodyObject(visit.request).value("credentials"_L1).toArray();
    QJsonArray operations;
    for (const QJsonValue& token : tokens) {
        // Only the hash is kept: the journal must not hold a token.
        if (visit.store.users().byToken().contains(token.toString())) {
            operations.append(QJsonObject{ { u"op"_s, u"token.revoke"_s },
                { u"sha256"_s, QString::fromLatin1(sha256Hex(token.toString().toUtf8())) } });
        }
    }
    if (!operations.isEmpty()) {
        if (auto done = visit.store.apply(operations); !done)
            return storageFailed(done.error());
    }
    return Answer::json(QJsonObject(), 202);
}

Answer serveNotifications(Visit& visit, const QStringList& path)
{
    if (!visit.caller.user)
        return needsToken();
    const QString user = visit.caller.user->name;
    const Request& request = visit.request;
    if (path == QStringList{ u"mark-as-read"_s } && request.method == Request::Method::Post) {
        const QJsonObject body = bodyObject(request);
        if (auto done = visit.store.apply({ QJsonObject{ { u"op"_s, u"notify.read"_s }, { u"user"_s, user },
                { u"ids"_s, body.value("discussionIds"_L1).toArray() },
                { u"read"_s, body.value("read"_L1).toBool(true) } } });
            !done)
            return storageFailed(done.error());
        return Answer::json(QJsonObject());
    }
    if (!path.isEmpty() || !request.isRead())
        return unknownAddress();
    const QSet<QString> read = visit.store.readNotifications(user);
    const QDateTime since = fromIsoUtc(request.parameter(u"lastUpdate"));
    const QString repoName = request.parameter(u"repoName");
    const bool unreadOnly = request.parameter(u"readStatus") == u"unread";
    QList<std::pair<Notice, bool>> shown;
    int unread = 0;
    const QList<Notice> all = noticesFor(visit);
    for (const Notice& notice : all) {
        const bool seen = read.contains(notice.thread->value("_id"_L1).toString());
        unread += seen ? 0 : 1;
        if ((unreadOnly && seen) || (since.isValid() && notice.updated < since)
            || (!repoName.isEmpty() && notice.repo->key().id != repoName))
            continue;
        shown.append({ notice, seen });
    }
    const qsizetype start = qsizetype(std::clamp(request.number(u"p", 0), 0, 1000000)) * notificationsPerPage;
    QJsonArray items;
    for (qsizetype i = start; i < std::min<qsizetype>(shown.size(), start + notificationsPerPage); ++i)
        items.append(noticeItem(shown.at(i).first, shown.at(i).second));
    return Answer::json(QJsonObject{ { u"notifications"_s, items },
        { u"count"_s, QJsonObject{ { u"view"_s, shown.size() }, { u"unread"_s, unread }, { u"all"_s, all.size() } } },
        { u"start"_s, start } });
}

} // namespace docket::practicehub
