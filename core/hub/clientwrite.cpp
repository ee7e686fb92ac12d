#include "core/base/logging.h"
#include "core/hub/clientprivate.h"
#include "core/hub/codec.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace docket::hub
{

using namespace Qt::StringLiterals;

namespace
{

QByteArray compact(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// Why a write cannot even be tried.
Status ready(const Client& client, const RepoKey& key)
{
    DOCKET_TRY(checkKey(key));
    if (client.hasToken())
        return {};
    return fail(ErrorCode::Auth, nameOf(key), u"writing to the Hub needs a token"_s,
        u"set HF_TOKEN or store one in the settings"_s);
}

void setJson(Request& request, const QJsonObject& body)
{
    request.contentType = "application/json";
    request.body = compact(body);
}

/// The Hub said yes: what it did stands, even when its words about it cannot be read.
template <typename T> Result<T> accepted(Result<T> answer)
{
    if (answer)
        return answer;
    qCWarning(lcHub) << "accepted, but the answer cannot be read:" << answer.error().text();
    return T{};
}

} // namespace

QFuture<Result<Event>> Client::comment(const RepoKey& key, int num, const QString& text, const CallOptions& options)
{
    if (const Status ok = ready(*this, key); !ok)
        return done<Event>(fail(ok.error()));
    const QString thing = nameOf(key, num);
    Request request
        = d->write("POST", d->repoUrl(key, "/discussions/" + QByteArray::number(num) + "/comment"), thing, options);
    setJson(request, { { u"comment"_s, text } });
    return d->call<Event>(std::move(request),
        [thing](const Reply& reply) { return accepted(decodeEvent(reply.body, "newMessage", thing)); });
}

QFuture<Result<Event>> Client::setStatus(
    const RepoKey& key, int num, const QString& status, const QString& comment, const CallOptions& options)
{
    if (const Status ok = ready(*this, key); !ok)
        return done<Event>(fail(ok.error()));
    const QString thing = nameOf(key, num);
    Request request
        = d->write("POST", d->repoUrl(key, "/discussions/" + QByteArray::number(num) + "/status"), thing, options);
    QJsonObject body{ { u"status"_s, status } };
    if (!comment.isEmpty())
        body[u"comment"] = comment;
    setJson(request, body);
    return d->call<Event>(std::move(request),
        [thing](const Reply& reply) { return accepted(decodeEvent(reply.body, "newStatus", thing)); });
}

QFuture<Result<Event>> Client::setTitle(const RepoKey& key, int num, const QString& title, const CallOptions& options)
{
    if (const Status ok = ready(*this, key); !ok)
        return done<Event>(fail(ok.error()));
    const QString thing = nameOf(key, num);
    Request request
        = d->write("POST", d->repoUrl(key, "/discussions/" + QByteArray::number(num) + "/title"), thing, options);
    setJson(request, { { u"title"_s, title } });
    return d->call<Event>(std::move(request),
        [thing](const Reply& reply) { return accepted(decodeEvent(reply.body, "newTitle", thing)); });
}

QFuture<Result<Event>> Client::hideComment(
    const RepoKey& key, int num, const QString& commentId, const CallOptions& options)
{
    if (const Status ok = ready(*this, key); !ok)
        return done<Event>(fail(ok.error()));
    const QString thing = nameOf(key, num);
    const QByteArray id = QUrl::toPercentEncoding(commentId.toLower());
    Request request = d->write("POST",
        d->repoUrl(key, "/discussions/" + QByteArray::number(num) + "/comment/" + id + "/hide"), thing, options);
    return d->call<Event>(std::move(request),
        [thing](const Reply& reply) { return accepted(decodeEvent(reply.body, "updatedComment", thing)); });
}

QFuture<Result<OpenedDiscussion>> Client::createDiscussion(
    const RepoKey& key, const QString& title, const QString& description, const CallOptions& options)
{
    if (const Status ok = ready(*this, key); !ok)
        return done<OpenedDiscussion>(fail(ok.error()));
    const QString thing = nameOf(key);
    Request request = d->write("POST", d->repoUrl(key, "/discussions"), thing, options);
    setJson(request, { { u"title"_s, title }, { u"description"_s, description }, { u"pullRequest"_s, false } });
    return d->call<OpenedDiscussion>(std::move(request),
        [thing](const Reply& reply) { return accepted(decodeOpenedDiscussion(reply.body, thing)); });
}

QFuture<Result<CommitAnswer>> Client::createCommit(
    const RepoKey& key, const CommitRequest& commit, const CallOptions& options)
{
    if (const Status ok = ready(*this, key); !ok)
        return done<CommitAnswer>(fail(ok.error()));
    const QString thing = nameOf(key);
    QUrl url = d->repoUrl(key, "/commit/main");
    if (commit.createPullRequest)
        url.setQuery(u"create_pr=1"_s);
    QJsonObject header{ { u"summary"_s, commit.summary }, { u"description"_s, commit.description } };
    if (!commit.parentCommit.isEmpty())
        header[u"parentCommit"] = commit.parentCommit;
    QByteArray body = compact({ { u"key"_s, u"header"_s }, { u"value"_s, header } }) + '\n';
    for (const CommitFile& file : commit.files) {
        const QJsonObject value{ { u"path"_s, file.path },
            { u"content"_s, QString::fromLatin1(file.content.toBase64()) }, { u"encoding"_s, u"base64"_s } };
        body += compact({ { u"key"_s, u"file"_s }, { u"value"_s, value } }) + '\n';
    }
    Request request = d->write("POST", url, thing, options);
    request.contentType = "application/x-ndjson";
    request.body = body;
    return d->call<CommitAnswer>(
        std::move(request), [thing](const Reply& reply) { return accepted(decodeCommit(reply.body, thing)); });
}

QFuture<Result<QJsonObject>> Client::settings(
    const RepoKey& key, const QJsonObject& changes, const CallOptions& options)
{
    if (const Status ok = ready(*this, key); !ok)
        return done<QJsonObject>(fail(ok.error()));
    Request request = d->write("PUT", d->repoUrl(key, "/settings"), nameOf(key), options);
    setJson(request, changes);
    return d->call<QJsonObject>(std::move(request),
        [](const Reply& reply) -> Result<QJsonObject> { return QJsonDocument::fromJson(reply.body).object(); });
}

} // namespace docket::hub
