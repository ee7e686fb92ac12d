// Creating, moving, deleting and duplicating repositories (hub-api 4.6).
#include "app/docket-hub/routes.h"

#include <QRegularExpression>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

namespace
{

bool nameIsGood(const QString& id)
{
    static const QRegularExpression form(u"^[A-Za-z0-9][A-Za-z0-9._-]{0,95}/[A-Za-z0-9][A-Za-z0-9._-]{0,95}$"_s);
    return form.match(id).hasMatch() && !id.contains(u"..") && !id.contains(u"--") && !id.endsWith(u".git");
}

/// The repository an order names; `type` is left out for a model.
Result<RepoKey> keyOf(const QJsonObject& order, const QString& id)
{
    DOCKET_ASSIGN(const RepoKind kind, repoKindFromName(order.value("type"_L1).toString(u"model"_s)));
    return RepoKey{ kind, id };
}

QString nameOf(const Visit& visit, const QJsonObject& order)
{
    const QString name = order.value("name"_L1).toString();
    if (name.contains(u'/'))
        return name;
    const QString owner = order.value("organization"_L1).toString();
    return (owner.isEmpty() ? visit.caller.user->name : owner) + u'/' + name;
}

std::optional<Answer> refuseOwner(const Visit& visit, const QString& id)
{
    const User& user = *visit.caller.user;
    if (!user.mayWriteRepos() || !user.belongsTo(id.section(u'/', 0, 0))) {
        return forbidden(
            u"You don't have the rights to do this under the namespace \"%1\""_s.arg(id.section(u'/', 0, 0)));
    }
    return std::nullopt;
}

Answer taken(const Visit& visit, const RepoKey& key)
{
    Answer answer
        = Answer::json(QJsonObject{ { u"error"_s, u"You already created this %1 repo"_s.arg(repoKindName(key.kind)) },
                           { u"url"_s, QString(visit.base + u'/' + webPath(key)) } },
            409);
    answer.set("X-Error-Message", "You already created this " + repoKindName(key.kind).toLatin1() + " repo");
    return answer;
}

Answer create(Visit& visit, const RepoKey& key, const QJsonObject& order, const QString& from)
{
    if (!nameIsGood(key.id))
        return badRequest(u"\"%1\" is not a valid repository name"_s.arg(key.id));
    if (auto refused = refuseOwner(visit, key.id))
        return *refused;
    if (visit.store.find(key.kind, key.id))
        return taken(visit, key);
    const bool isPrivate = order.value("private"_L1).toBool() || order.value("visibility"_L1).toString() == u"private";
    const QString at = visit.store.now();
    QJsonObject operation{ { u"op"_s, u"repo.create"_s }, { u"repo"_s, key.key() },
        { u"values"_s,
            QJsonObject{ { u"_id"_s, visit.store.freshId() }, { u"createdAt"_s, at }, { u"lastModified"_s, at },
                { u"private"_s, isPrivate } } } };
    if (!from.isEmpty())
        operation.insert(u"from"_s, from);
    if (auto done = visit.store.apply({ operation }); !done)
        return storageFailed(done.error());
    const Repository* made = visit.store.find(key.kind, key.id);
    return Answer::json(QJsonObject{ { u"url"_s, QString(visit.base + u'/' + webPath(key)) }, { u"name"_s, key.id },
        { u"id"_s, made->documentId() } });
}

Answer move(Visit& visit, const QJsonObject& order)
{
    const auto from = keyOf(order, order.value("fromRepo"_L1).toString());
    if (!from)
        return badRequest(from.error().cause);
    const RepoKey to{ from->kind, order.value("toRepo"_L1).toString() };
    Repository* repo = visit.store.find(from->kind, from->id);
    if (!repo || !maySee(visit.caller, *repo))
        return repositoryMissing(visit);
    if (!nameIsGood(to.id))
        return badRequest(u"\"%1\" is not a valid repository name"_s.arg(to.id));
    for (const QString& id : { from->id, to.id }) {
        if (auto refused = refuseOwner(visit, id))
            return *refused;
    }
    if (visit.store.find(to.kind, to.id))
        return taken(visit, to);
    if (auto done = visit.store.apply(
            { QJsonObject{ { u"op"_s, u"repo.move"_s }, { u"repo"_s, from->key() }, { u"to"_s, to.id } } });
        !done)
        return storageFailed(done.error());
    return Answer::json(QJsonObject());
}

} // namespace

Answer serveRepos(Visit& visit, const QString& verb)
{
    const Request::Method method = visit.request.method;
    const bool post = method == Request::Method::Post;
    if (!(post && (verb == u"create" || verb == u"move")) && !(method == Request::Method::Delete && verb == u"delete"))
        return unknownAddress();
    if (!visit.caller.user)
        return needsToken();
    const QJsonObject order = bodyObject(visit.request);
    if (verb == u"move")
        return move(visit, order);
    const auto key = keyOf(order, nameOf(visit, order));
    if (!key)
        return badRequest(key.error().cause);
    if (verb == u"create")
        return create(visit, *key, order, {});
    Repository* repo = visit.store.find(key->kind, key->id);
    if (!repo || !maySee(visit.caller, *repo))
        return repositoryMissing(visit);
    if (auto refused = refuseOwner(visit, key->id))
        return *refused;
    if (auto done = visit.store.apply({ QJsonObject{ { u"op"_s, u"repo.delete"_s }, { u"repo"_s, key->key() } } });
        !done)
        return storageFailed(done.error());
    return Answer::text("OK");
}

Answer serveDuplicate(Visit& visit)
{
    if (!visit.caller.user)
        return needsToken();
    if (!mayReadFiles(visit.caller, *visit.repo))
        return gatedAnswer(visit);
    const QJsonObject order = bodyObject(visit.request);
    const RepoKey source = visit.repo->key();
    return create(visit, RepoKey{ source.kind, order.value("repository"_L1).toString() }, order, source.key());
}

} // namespace docket::practicehub
