// Requests for access to gated repositories (hub-api section 10), kept as `_accessRequests` of the repository.
#include "app/docket-hub/routes.h"

#include <algorithm>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

namespace
{

QString loginOf(const QJsonValue& item)
{
    return item.toObject().value("user"_L1).toObject().value("user"_L1).toString();
}

Answer list(Visit& visit, const QString& status)
{
    const int limit = std::clamp(visit.request.number(u"limit", 1000), 10, 1000);
    const QString after = visit.request.parameter(u"after");
    const QJsonArray all = visit.repo->overrides().value("_accessRequests"_L1).toArray();
    QJsonArray out;
    bool reached = after.isEmpty();
    bool more = false;
    for (const QJsonValue& item : all) {
        if (item.toObject().value("status"_L1) != status)
            continue;
        if (!reached) {
            reached = loginOf(item) == after;
            continue;
        }
        more = out.size() == limit;
        if (more)
            break;
        out.append(item);
    }
    Answer answer = Answer::json(out);
    if (more)
        setNextLink(answer, visit, u"after"_s, loginOf(out.last()));
    return answer;
}

/// Moves one request to another list; null when nobody of that name asked.
std::optional<QString> decide(QJsonArray& requests, const QJsonObject& order, const QString& status, const Visit& visit)
{
    for (qsizetype i = 0; i < requests.size(); ++i) {
        QJsonObject item = requests.at(i).toObject();
        const QJsonObject user = item.value("user"_L1).toObject();
        const bool same = order.contains("userId"_L1) ? user.value("_id"_L1) == order.value("userId"_L1)
                                                      : user.value("user"_L1) == order.value("user"_L1);
        if (!same)
            continue;
        if (item.value("status"_L1) == status)
            return QString();
        item.insert(u"status"_s, status);
        item.insert(u"reviewedAt"_s, visit.store.now());
        item.insert(u"grantedBy"_s, QJsonObject{ { u"user"_s, visit.caller.user->name } });
        requests.replace(i, item);
        return user.value("user"_L1).toString();
    }
    return std::nullopt;
}

Status store(Visit& visit, const QJsonArray& requests, const QStringList& granted, const QStringList& taken)
{
    QStringList names = granted;
    const QJsonArray before = visit.repo->overrides().value("_authorized"_L1).toArray();
    for (const QJsonValue& name : before)
        names.append(name.toString());
    names.removeDuplicates();
    names.removeIf([&](const QString& name) { return taken.contains(name); });
    return visit.store.apply({ QJsonObject{ { u"op"_s, u"repo.settings"_s }, { u"repo"_s, visit.repo->key().key() },
        { u"values"_s,
            QJsonObject{
                { u"_accessRequests"_s, requests }, { u"_authorized"_s, QJsonArray::fromStringList(names) } } } } });
}

Answer handle(Visit& visit)
{
    const QJsonObject body = bodyObject(visit.request);
    const QString status = body.value("status"_L1).toString();
    if (status != u"accepted" && status != u"rejected" && status != u"pending")
        return badRequest(u"\"status\" must be one of [accepted, rejected, pending]"_s);
    if (body.value("rejectionReason"_L1).toString().size() > 200)
        return badRequest(u"\"rejectionReason\" must not be longer than 200 characters"_s);
    QJsonArray requests = visit.repo->overrides().value("_accessRequests"_L1).toArray();
    const auto moved = decide(requests, body, status, visit);
    if (!moved || moved->isEmpty())
        return Answer::error(404, {}, moved ? u"The request is already in that list"_s : u"Request not found"_s);
    const QStringList name{ *moved };
    const bool accepted = status == u"accepted";
    if (auto done = store(visit, requests, accepted ? name : QStringList(), accepted ? QStringList() : name); !done)
        return storageFailed(done.error());
    return Answer::json(QJsonObject());
}

Answer grant(Visit& visit)
{
    const QString name = bodyObject(visit.request).value("user"_L1).toString();
    if (!visit.store.users().byName(name))
        return Answer::error(404, {}, u"User not found"_s);
    if (visit.repo->names("_authorized"_L1, name))
        return badRequest(u"The user already has access"_s);
    if (auto done = store(visit, visit.repo->overrides().value("_accessRequests"_L1).toArray(), { name }, {}); !done)
        return storageFailed(done.error());
    return Answer::json(QJsonObject());
}

} // namespace

Answer serveAccessRequests(Visit& visit, const QStringList& path)
{
    if (!visit.caller.user)
        return needsToken();
    if (!mayWrite(visit.caller, *visit.repo))
        return forbidden(u"You need write access to this repository"_s);
    if (!visit.repo->isGated())
        return badRequest(u"The repository is not gated"_s);
    const QString verb = path.value(0);
    if (visit.request.isRead() && (verb == u"pending" || verb == u"accepted" || verb == u"rejected"))
        return list(visit, verb);
    if (visit.request.method == Request::Method::Post && verb == u"handle")
        return handle(visit);
    if (visit.request.method == Request::Method::Post && verb == u"grant")
        return grant(visit);
    return unknownAddress();
}

} // namespace docket::practicehub
