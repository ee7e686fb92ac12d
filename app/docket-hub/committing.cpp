#include "app/docket-hub/frontmatter.h"
#include "app/docket-hub/gitids.h"
#include "app/docket-hub/routes.h"
#include "app/docket-hub/threadform.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 regularUpTo = 10 * 1024 * 1024; // bytes; longer files go by LFS, which this Hub does not take

/// What a commit call asks for, whichever form it came in.
struct Proposal {
    QString summary;
    QString description;
    QString parentCommit;
    QJsonArray changes; ///< as in the journal
};

bool pathIsGood(const QString& path)
{
    static const QRegularExpression bad(u"(^|/)(\\.\\.?|\\.git)?(/|$)|[\\x00-\\x1f]|^/|//"_s);
    return !path.isEmpty() && path.size() < 1000 && !bad.match(path).hasMatch();
}

/// Adds one line of the NDJSON form (hub-api 6.1); an answer when it is refused.
std::optional<Answer> readLine(const QJsonObject& line, const FileMap& files, Proposal& out)
{
    const QString key = line.value("key"_L1).toString();
    const QJsonObject value = line.value("value"_L1).toObject();
    if (key == u"header") {
        out.summary = value.value("summary"_L1).toString();
        out.description = value.value("description"_L1).toString();
        out.parentCommit = value.value("parentCommit"_L1).toString();
        return std::nullopt;
    }
    QString path = value.value("path"_L1).toString();
    if (key == u"deletedFolder" && path.endsWith(u'/'))
        path.chop(1);
    if (!pathIsGood(path))
        return Answer::error(422, {}, u"Invalid path in commit: \"%1\""_s.arg(path));
    if (key == u"file") {
        const QString content = value.value("content"_L1).toString();
        const bool utf8 = value.value("encoding"_L1).toString() == u"utf-8";
        const QString base64 = utf8 ? QString::fromLatin1(content.toUtf8().toBase64()) : content;
        out.changes.append(QJsonObject{ { u"path"_s, path }, { u"content"_s, base64 } });
        if (const QString old = value.value("oldPath"_L1).toString(); !old.isEmpty() && old != path)
            out.changes.append(QJsonObject{ { u"path"_s, old }, { u"delete"_s, true } });
    } else if (key == u"lfsFile") {
        out.changes.append(QJsonObject{ { u"path"_s, path },
            { u"lfs"_s,
                QJsonObject{
                    { u"sha256"_s, value.value("oid"_L1) }, { u"size"_s, value.value("size"_L1).toDouble() } } } });
    } else if (key == u"deletedFile" || key == u"deletedFolder" || key == u"deletedEntry") {
        for (auto it = files.begin(); it != files.end(); ++it) {
            if (it.key() == path || it.key().startsWith(path + u'/'))
                out.changes.append(QJsonObject{ { u"path"_s, it.key() }, { u"delete"_s, true } });
        }
    } else {
        return badRequest(u"Unknown key \"%1\" in commit"_s.arg(key));
    }
    return std::nullopt;
}

/// The plain JSON form of OAS, turned into lines.
QList<QJsonObject> linesOfPlainForm(const QJsonObject& body)
{
    QList<QJsonObject> lines{ { { u"key"_s, u"header"_s }, { u"value"_s, body } } };
    const std::pair<QLatin1String, QString> lists[]
        = { { "files"_L1, u"file"_s }, { "lfsFiles"_L1, u"lfsFile"_s }, { "deletedEntries"_L1, u"deletedEntry"_s } };
    for (const auto& [list, key] : lists) {
        const QJsonArray items = body.value(list).toArray();
        for (const QJsonValue& item : items)
            lines.append({ { u"key"_s, key }, { u"value"_s, item } });
    }
    return lines;
}

std::optional<Answer> readProposal(const Request& request, const FileMap& files, Proposal& out)
{
    QList<QJsonObject> lines;
    if (request.header("content-type").startsWith("application/json")) {
        lines = linesOfPlainForm(bodyObject(request));
    } else {
        const QList<QByteArray> raw = request.body.split('\n');
        for (const QByteArray& line : raw) {
            if (line.trimmed().isEmpty())
                continue;
            const QJsonDocument document = QJsonDocument::fromJson(line);
            if (!document.isObject())
                return badRequest(u"Invalid JSON in commit, line %1"_s.arg(lines.size() + 1));
            lines.append(document.object());
        }
    }
    for (const QJsonObject& line : std::as_const(lines)) {
        if (auto refused = readLine(line, files, out))
            return refused;
    }
    if (out.summary.isEmpty())
        return badRequest(u"Missing \"summary\" in commit header"_s);
    if (out.changes.isEmpty())
        return badRequest(u"Empty commit"_s);
    return std::nullopt;
}

QJsonObject checkCard(const QByteArray& content)
{
    QJsonArray errors;
    QJsonArray warnings;
    const FrontMatter card = readFrontMatter(content);
    if (!card.error.isEmpty())
        errors.append(QJsonObject{ { u"message"_s, QString(u"Invalid metadata in README.md: "_s + card.error) } });
    else if (card.data.isEmpty())
        warnings.append(QJsonObject{ { u"message"_s, u"empty or missing yaml metadata in repo card"_s } });
    const QJsonValue license = card.data.value("license"_L1);
    if (!license.isUndefined() && !license.isString() && !license.isArray() && !license.isNull())
        errors.append(QJsonObject{ { u"message"_s, u"\"license\" must be a string"_s } });
    const QJsonValue tags = card.data.value("tags"_L1);
    if (!tags.isUndefined() && !tags.isArray() && !tags.isString() && !tags.isNull())
        errors.append(QJsonObject{ { u"message"_s, u"\"tags\" must be an array"_s } });
    return { { u"errors"_s, errors }, { u"warnings"_s, warnings } };
}

std::optional<Answer> refuseBadCard(const QJsonArray& changes)
{
    for (const QJsonValue& value : changes) {
        const QJsonObject change = value.toObject();
        if (change.value("path"_L1) != u"README.md"_s || !change.value("content"_L1).isString())
            continue;
        const QJsonObject checked = checkCard(QByteArray::fromBase64(change.value("content"_L1).toString().toLatin1()));
        if (checked.value("errors"_L1).toArray().isEmpty())
            continue;
        Answer answer = Answer::json(checked, 400);
        answer.set("X-Error-Message", "Invalid metadata in README.md");
        return answer;
    }
    return std::nullopt;
}

} // namespace

Answer serveValidateYaml(Visit& visit)
{
    const QJsonObject checked = checkCard(bodyObject(visit.request).value("content"_L1).toString().toUtf8());
    return Answer::json(checked, checked.value("errors"_L1).toArray().isEmpty() ? 200 : 400);
}

Answer servePreupload(Visit& visit, QStringList revision)
{
    const QString name = takeRevision(revision);
    const Commit* commit = visit.repo->history().find(name);
    if (!visit.caller.user)
        return needsToken();
    if (!commit)
        return revisionMissing(name);
    QJsonArray files;
    const QJsonArray asked = bodyObject(visit.request).value("files"_L1).toArray();
    for (const QJsonValue& value : asked) {
        const QJsonObject file = value.toObject();
        const QString path = file.value("path"_L1).toString();
        QJsonObject item{ { u"path"_s, path },
            { u"uploadMode"_s, file.value("size"_L1).toDouble() > double(regularUpTo) ? u"lfs"_s : u"regular"_s },
            { u"shouldIgnore"_s, false } };
        if (const auto found = commit->files.constFind(path); found != commit->files.constEnd())
            item.insert(u"oid"_s, QString::fromLatin1(found->oid));
        files.append(item);
    }
    return Answer::json(QJsonObject{ { u"files"_s, files }, { u"commitOid"_s, commit->id } });
}

Answer serveCommit(Visit& visit, QStringList revision)
{
    const bool createPr = visit.request.flag(u"create_pr");
    Repository& repo = *visit.repo;
    const QString ref = [&] {
        const QString name = takeRevision(revision);
        return name == u"HEAD" || name == u"refs/heads/main" ? u"main"_s : name;
    }();
    if (!visit.caller.user)
        return needsToken();
    if (!visit.caller.user->mayDiscuss())
        return forbidden(u"Your token may not write"_s);
    if (createPr && repo.discussionsDisabled())
        return forbidden(u"Discussions are disabled for this repository"_s);
    const Commit* head = repo.history().find(ref);
    if (!head)
        return revisionMissing(ref);
    const int pullNumber = ref.startsWith(u"refs/pr/") ? ref.mid(8).toInt() : 0;
    const bool ownPull = pullNumber > 0 && threadAuthor(repo.threads().value(pullNumber)) == visit.caller.user->name;
    if (!createPr && !ownPull && !mayWrite(visit.caller, repo))
        return forbidden(u"You need write access to this repository; pass create_pr=1 to propose the change"_s);
    Proposal proposal;
    if (auto refused = readProposal(visit.request, head->files, proposal))
        return *refused;
    if (auto refused = refuseBadCard(proposal.changes))
        return *refused;
    const Commit* base = head;
    if (!proposal.parentCommit.isEmpty()) {
        base = repo.history().find(proposal.parentCommit);
        if (createPr && !base)
            return revisionMissing(proposal.parentCommit);
        if (!createPr && (!base || base->id != head->id)) {
            return Answer::error(
                412, {}, u"The branch was updated since you opened this page. Please refresh and try again."_s);
        }
    }

    const QString at = visit.store.now();
    const QString user = visit.caller.user->name;
    const QJsonObject face = visit.store.face(user);
    const QByteArray content = QJsonDocument(proposal.changes).toJson(QJsonDocument::Compact);
    const QString id = QString::fromLatin1(stableSha(
        { base->id.toLatin1(), content, proposal.summary.toUtf8(), at.toLatin1(), visit.store.freshId().toLatin1() }));
    const QJsonObject commitEvent = makeEvent(
        u"commit"_s, visit.store.freshId(), at, face, { { u"subject"_s, proposal.summary }, { u"oid"_s, id } });
    QJsonArray operations;
    int num = pullNumber;
    if (createPr) {
        num = repo.threads().isEmpty() ? 1 : repo.threads().lastKey() + 1;
        QJsonObject thread{ { u"_id"_s, visit.store.freshId() }, { u"title"_s, proposal.summary },
            { u"createdAt"_s, at }, { u"status"_s, u"open"_s }, { u"author"_s, face }, { u"isPullRequest"_s, true },
            { u"changes"_s, QJsonObject{ { u"base"_s, u"refs/heads/main"_s }, { u"headCommitId"_s, id } } } };
        const QJsonObject opening
            = makeEvent(u"comment"_s, visit.store.freshId(), at, face, commentData(proposal.description, at, face));
        thread.insert(u"events"_s, QJsonArray{ opening, commitEvent });
        operations.append(QJsonObject{ { u"op"_s, u"thread.create"_s }, { u"repo"_s, repo.key().key() },
            { u"num"_s, num }, { u"thread"_s, thread } });
    } else if (num > 0 && repo.threads().contains(num)) {
        operations.append(QJsonObject{ { u"op"_s, u"thread.event"_s }, { u"repo"_s, repo.key().key() },
            { u"num"_s, num }, { u"event"_s, commitEvent } });
    }
    operations.append(QJsonObject{ { u"op"_s, u"repo.commit"_s }, { u"repo"_s, repo.key().key() },
        { u"ref"_s, createPr ? u"refs/pr/%1"_s.arg(num) : ref }, { u"id"_s, id }, { u"parent"_s, base->id },
        { u"title"_s, proposal.summary }, { u"message"_s, proposal.description }, { u"changes"_s, proposal.changes },
        { u"at"_s, at }, { u"by"_s, user } });
    if (auto applied = visit.store.apply(operations); !applied)
        return storageFailed(applied.error());
    const QString web = visit.base + u'/' + webPath(repo.key());
    QJsonObject out{ { u"success"_s, true }, { u"commitOid"_s, id },
        { u"commitUrl"_s, QString(web + u"/commit/"_s + id) }, { u"hookOutput"_s, QString() } };
    if (createPr)
        out.insert(u"pullRequestUrl"_s, QString(web + u"/discussions/"_s + QString::number(num)));
    return Answer::json(out);
}

} // namespace docket::practicehub
