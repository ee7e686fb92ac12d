// Answers and small steps that several routes share.
#include "app/docket-hub/routes.h"
#include "core/base/logging.h"

#include <QJsonDocument>
#include <QUrl>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

Answer unknownAddress()
{
    return Answer::error(404, {}, u"Sorry, we can't find the page you are looking for."_s);
}

Answer repositoryMissing(const Visit& visit)
{
    // Without a token the Hub does not tell missing from private (hub-api 1.5).
    return visit.caller.user ? Answer::error(404, "RepoNotFound", u"Repository not found"_s)
                             : Answer::error(401, "RepoNotFound", u"Invalid username or password."_s);
}

Answer revisionMissing(const QString& revision)
{
    return Answer::error(404, "RevisionNotFound", u"Invalid rev id: %1"_s.arg(revision));
}

Answer needsToken()
{
    return Answer::error(401, {}, u"Invalid username or password."_s);
}

Answer forbidden(const QString& reason)
{
    return Answer::error(403, {}, reason);
}

Answer gatedAnswer(const Visit& visit)
{
    const QString what = repoKindName(visit.repo->key().kind) + u' ' + visit.repo->key().id;
    const QString address = visit.base + u'/' + webPath(visit.repo->key());
    if (!visit.caller.user) {
        return Answer::error(401, "GatedRepo",
            u"Access to %1 is restricted. You must have access to it and be authenticated to access it. Please log in."_s
                .arg(what));
    }
    return Answer::error(403, "GatedRepo",
        u"Access to %1 is restricted and you are not in the authorized list. Visit %2 to ask for access."_s.arg(
            what, address));
}

Answer badRequest(const QString& reason)
{
    return Answer::error(400, {}, reason);
}

Answer storageFailed(const Error& error)
{
    qCWarning(lcHub, "%ls", qUtf16Printable(error.text()));
    return Answer::error(500, {}, u"Internal error: the write was not stored"_s);
}

QJsonObject bodyObject(const Request& request)
{
    return QJsonDocument::fromJson(request.body).object();
}

void setNextLink(Answer& answer, const Visit& visit, const QString& name, const QString& value)
{
    QByteArray query;
    for (const auto& [key, text] : visit.request.query) {
        if (key != name)
            query += QUrl::toPercentEncoding(key, "[]") + '=' + QUrl::toPercentEncoding(text) + '&';
    }
    query += QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
    answer.headers.append(
        { "Link", '<' + visit.base.toLatin1() + visit.request.path + '?' + query + ">; rel=\"next\"" });
}

QString takeRevision(QStringList& segments)
{
    if (segments.isEmpty())
        return u"main"_s;
    if (segments.size() >= 3 && segments.at(0) == u"refs") {
        const QString joined = segments.mid(0, 3).join(u'/');
        segments = segments.mid(3);
        return joined;
    }
    return segments.takeFirst();
}

} // namespace docket::practicehub
