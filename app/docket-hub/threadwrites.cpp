#include "app/docket-hub/gitids.h"
#include "app/docket-hub/routes.h"
#include "app/docket-hub/threadform.h"

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int longestText = 65536; // characters of a comment or description
constexpr int shortestTitle = 3;
constexpr int longestTitle = 200;

/// What one write to a thread needs.
struct Write {
    Visit& visit;
    int num;
    QJsonObject thread;
    QString at;
    QJsonObject face;
    QJsonObject body;

    bool isWriter() const { return mayWrite(visit.caller, *visit.repo); }
    bool isAuthor() const { return threadAuthor(thread) == visit.caller.user->name; }
    QJsonObject operation(const QString& op) const
    {
        return { { u"op"_s, op }, { u"repo"_s, visit.repo->key().key() }, { u"num"_s, num } };
    }
    QJsonObject event(const QString& type, const QJsonObject& data) const
    {
        QJsonObject author = face;
        author.insert(u"isOwner"_s, visit.repo->key().nameSpace() == visit.caller.user->name);
        author.insert(u"isOrgMember"_s, visit.caller.user->orgs.contains(visit.repo->key().nameSpace()));
        return makeEvent(type, visit.store.freshId(), at, author, data);
    }
    QJsonObject commentOperation(const QString& text) const
    {
        QJsonObject op = operation(u"thread.comment"_s);
        op.insert(u"event"_s, event(u"comment"_s, commentData(text, at, face)));
        return op;
    }
    QJsonObject eventOperation(const QJsonObject& newEvent, const QJsonObject& set) const
    {
        QJsonObject op = operation(u"thread.event"_s);
        op.insert(u"event"_s, newEvent);
        op.insert(u"set"_s, set);
        return op;
    }
};

std::optional<Answer> refuseText(const QJsonValue& value, const QString& name, int least, int most)
{
    const QString text = value.toString();
    if (!value.isString() || text.size() < least || text.size() > most)
        return badRequest(u"\"%1\" must be a text of %2 to %3 characters"_s.arg(name).arg(least).arg(most));
    return std::nullopt;
}

std::optional<Answer> refuseWriter(Visit& visit)
{
    if (!visit.caller.user)
        return needsToken();
    if (!visit.caller.user->mayDiscuss())
        return forbidden(u"Your token may not write to discussions"_s);
    return std::nullopt;
}

Answer applied(Write& write, const QJsonArray& operations, const QString& key, const QJsonObject& event, int status)
{
    if (auto done = write.visit.store.apply(operations); !done)
        return storageFailed(done.error());
    return Answer::json(key.isEmpty() ? QJsonObject() : QJsonObject{ { key, event } }, status);
}

Answer comment(Write& write)
{
    const QJsonValue text = write.body.value("comment"_L1);
    if (auto refused = refuseText(text, u"comment"_s, 1, longestText))
        return *refused;
    if (write.visit.repo->discussionsDisabled())
        return forbidden(u"Discussions are disabled for this repository"_s);
    if (write.thread.value("locked"_L1).toBool() && !write.isWriter())
        return forbidden(u"This discussion is locked"_s);
    const QJsonObject op = write.commentOperation(text.toString());
    return applied(write, { op }, u"newMessage"_s, op.value("event"_L1).toObject(), 201);
}

Answer changeComment(Write& write, const QString& id, const QString& verb)
{
    const QJsonObject event = findEvent(write.thread, id);
    if (event.value("type"_L1) != u"comment"_s)
        return Answer::error(404, {}, u"Comment not found"_s);
    const bool own = event.value("author"_L1).toObject().value("name"_L1) == write.visit.caller.user->name;
    if (!own && !write.isWriter())
        return forbidden(u"Only the author of the comment or someone with write access may change it"_s);
    const bool hide = verb == u"hide";
    QJsonObject op = write.operation(hide ? u"thread.hide"_s : u"thread.edit"_s);
    op.insert(u"commentId"_s, event.value("id"_L1));
    op.insert(u"at"_s, write.at);
    op.insert(u"by"_s, write.visit.caller.user->name);
    if (!hide) {
        const QJsonValue text = write.body.value("content"_L1);
        if (auto refused = refuseText(text, u"content"_s, 1, longestText))
            return *refused;
        if (event.value("data"_L1).toObject().value("hidden"_L1).toBool())
            return forbidden(u"A hidden comment cannot be edited"_s);
        op.insert(u"content"_s, text);
    }
    if (auto done = write.visit.store.apply({ op }); !done)
        return storageFailed(done.error());
    return Answer::json(
        QJsonObject{ { u"updatedComment"_s, findEvent(write.visit.repo->threads().value(write.num), id) } });
}

Answer changeStatus(Write& write)
{
    const QString status = write.body.value("status"_L1).toString();
    if (status != u"open" && status != u"closed")
        return badRequest(u"\"status\" must be one of [open, closed]"_s);
    if (!write.isAuthor() && !write.isWriter())
        return forbidden(u"Only the author of the discussion or someone with write access may change its status"_s);
    const QJsonValue text = write.body.value("comment"_L1);
    QJsonArray operations;
    if (text.isString() && !text.toString().isEmpty()) {
        if (auto refused = refuseText(text, u"comment"_s, 1, longestText))
            return *refused;
        operations.append(write.commentOperation(text.toString()));
    }
    if (write.thread.value("status"_L1) == u"merged"_s)
        return badRequest(u"A merged pull request cannot change its status"_s);
    const QJsonObject event = write.event(u"status-change"_s, { { u"status"_s, status } });
    operations.append(write.eventOperation(event, { { u"status"_s, status } }));
    return applied(write, operations, u"newStatus"_s, event, 200);
}

Answer changeTitle(Write& write)
{
    const QJsonValue title = write.body.value("title"_L1);
    if (auto refused = refuseText(title, u"title"_s, shortestTitle, longestTitle))
        return *refused;
    if (!write.isAuthor() && !write.isWriter())
        return forbidden(u"Only the author of the discussion or someone with write access may change its title"_s);
    const QJsonObject event
        = write.event(u"title-change"_s, { { u"from"_s, write.thread.value("title"_L1) }, { u"to"_s, title } });
    return applied(write, { write.eventOperation(event, { { u"title"_s, title } }) }, u"newTitle"_s, event, 200);
}

Answer pin(Write& write)
{
    const QJsonValue pinned = write.body.value("pinned"_L1);
    if (!pinned.isBool())
        return badRequest(u"\"pinned\" must be true or false"_s);
    if (!write.isWriter())
        return forbidden(u"You need write access to this repository"_s);
    const QJsonObject event = write.event(u"pinning-change"_s, { { u"pinned"_s, pinned } });
    return applied(write, { write.eventOperation(event, { { u"pinned"_s, pinned } }) }, {}, {}, 200);
}

Answer merge(Write& write)
{
    if (!write.thread.value("isPullRequest"_L1).toBool())
        return badRequest(u"Not a pull request"_s);
    if (!write.isWriter())
        return forbidden(u"You need write access to this repository"_s);
    const QString status = write.thread.value("status"_L1).toString();
    const QString ref = u"refs/pr/%1"_s.arg(write.num);
    const Commit* theirs = write.visit.repo->history().find(ref);
    if (status == u"merged" || status == u"closed" || !theirs)
        return badRequest(u"This pull request cannot be merged"_s);
    QJsonArray operations;
    if (const QString text = write.body.value("comment"_L1).toString(); !text.isEmpty())
        operations.append(write.commentOperation(text));
    QJsonObject op = write.operation(u"repo.merge"_s);
    op.insert(u"id"_s,
        QString::fromLatin1(stableSha({ "merge", theirs->id.toLatin1(), write.visit.repo->sha().toLatin1() })));
    op.insert(u"at"_s, write.at);
    op.insert(u"by"_s, write.visit.caller.user->name);
    op.insert(u"title"_s, u"%1 (#%2)"_s.arg(write.thread.value("title"_L1).toString()).arg(write.num));
    operations.append(op);
    const QJsonObject event = write.event(u"status-change"_s, { { u"status"_s, u"merged"_s } });
    operations.append(write.eventOperation(event, { { u"status"_s, u"merged"_s } }));
    return applied(write, operations, {}, {}, 200);
}

Answer remove(Write& write, bool onlyRef)
{
    if (!write.isWriter() && !(onlyRef && write.isAuthor()))
        return forbidden(u"You need write access to this repository"_s);
    if (!onlyRef)
        return applied(write, { write.operation(u"thread.delete"_s) }, {}, {}, 200);
    if (!write.thread.value("isPullRequest"_L1).toBool())
        return badRequest(u"Not a pull request"_s);
    QJsonObject op = write.operation(u"repo.deleteRef"_s);
    op.insert(u"ref"_s, u"refs/pr/%1"_s.arg(write.num));
    QJsonObject changes = write.thread.value("changes"_L1).toObject();
    changes.insert(u"refDeleted"_s, true);
    const QJsonObject event = write.event(u"ref-deleted"_s, {});
    return applied(write, { op, write.eventOperation(event, { { u"changes"_s, changes } }) }, {}, {}, 200);
}

} // namespace

Answer openThread(Visit& visit)
{
    if (auto refused = refuseWriter(visit))
        return *refused;
    Repository& repo = *visit.repo;
    if (repo.discussionsDisabled())
        return forbidden(u"Discussions are disabled for this repository"_s);
    const QJsonObject body = bodyObject(visit.request);
    if (auto refused = refuseText(body.value("title"_L1), u"title"_s, shortestTitle, longestTitle))
        return *refused;
    const QString description = body.value("description"_L1).toString();
    if (description.size() > longestText)
        return badRequest(u"\"description\" must be a text of 0 to %1 characters"_s.arg(longestText));
    const bool pull = body.value("pullRequest"_L1).toBool();
    const int num = repo.threads().isEmpty() ? 1 : repo.threads().lastKey() + 1;
    const QString at = visit.store.now();
    const QJsonObject face = visit.store.face(visit.caller.user->name);
    QJsonObject thread{ { u"_id"_s, visit.store.freshId() }, { u"title"_s, body.value("title"_L1) },
        { u"createdAt"_s, at }, { u"status"_s, pull ? u"draft"_s : u"open"_s }, { u"author"_s, face },
        { u"isPullRequest"_s, pull } };
    thread.insert(u"events"_s,
        QJsonArray{ makeEvent(u"comment"_s, visit.store.freshId(), at, face, commentData(description, at, face)) });
    QJsonArray operations{ QJsonObject{ { u"op"_s, u"thread.create"_s }, { u"repo"_s, repo.key().key() },
        { u"num"_s, num }, { u"thread"_s, thread } } };
    QJsonObject out{ { u"url"_s,
                         QString(visit.base + u'/' + webPath(repo.key()) + u"/discussions/"_s + QString::number(num)) },
        { u"num"_s, num }, { u"pullRequest"_s, pull } };
    if (pull) { // its ref starts as the head of main
        const QString id
            = QString::fromLatin1(stableSha({ repo.sha().toLatin1(), "pull", QByteArray::number(num), at.toLatin1() }));
        operations.append(QJsonObject{ { u"op"_s, u"repo.commit"_s }, { u"repo"_s, repo.key().key() },
            { u"ref"_s, u"refs/pr/%1"_s.arg(num) }, { u"id"_s, id }, { u"parent"_s, repo.sha() },
            { u"title"_s, u"Open pull request"_s }, { u"message"_s, QString() }, { u"changes"_s, QJsonArray() },
            { u"at"_s, at }, { u"by"_s, visit.caller.user->name } });
        out.insert(u"references"_s, QJsonObject{ { u"base"_s, u"refs/heads/main"_s } });
    }
    if (auto done = visit.store.apply(operations); !done)
        return storageFailed(done.error());
    return Answer::json(out);
}

Answer writeThread(Visit& visit, int num, const QStringList& path)
{
    if (auto refused = refuseWriter(visit))
        return *refused;
    Write write{ visit, num, visit.repo->threads().value(num), visit.store.now(),
        visit.store.face(visit.caller.user->name), bodyObject(visit.request) };
    const QString verb = path.value(0);
    if (visit.request.method == Request::Method::Delete) {
        if (path.isEmpty() || (path.size() == 1 && verb == u"ref"))
            return remove(write, verb == u"ref");
        return unknownAddress();
    }
    if (visit.request.method != Request::Method::Post)
        return unknownAddress();
    if (path.size() == 3 && verb == u"comment" && (path.at(2) == u"edit" || path.at(2) == u"hide"))
        return changeComment(write, path.at(1), path.at(2));
    if (path.size() != 1)
        return unknownAddress();
    if (verb == u"comment")
        return comment(write);
    if (verb == u"status")
        return changeStatus(write);
    if (verb == u"title")
        return changeTitle(write);
    if (verb == u"pin")
        return pin(write);
    if (verb == u"merge")
        return merge(write);
    return unknownAddress();
}

} // namespace docket::practicehub
