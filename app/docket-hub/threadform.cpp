#include "app/docket-hub/threadform.h"

#include "app/docket-hub/gitids.h"
#include "core/base/clock.h"
#include "core/base/logging.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 maximumThread = 64 * 1024 * 1024; // bytes

QJsonObject withoutNulls(QJsonObject object)
{
    for (auto it = object.begin(); it != object.end();)
        it = it->isNull() ? object.erase(it) : it + 1;
    return object;
}

void fill(QJsonObject& object, const QString& key, const QJsonValue& value)
{
    if (object.value(key).isUndefined())
        object.insert(key, value);
}

QJsonObject completeComment(QJsonObject data, const QString& at, const QJsonValue& author)
{
    data = withoutNulls(data);
    QJsonObject latest = withoutNulls(data.value("latest"_L1).toObject());
    fill(latest, u"raw"_s, QString());
    fill(latest, u"html"_s, plainHtml(latest.value("raw"_L1).toString()));
    fill(latest, u"updatedAt"_s, at);
    if (author.isObject())
        fill(latest, u"author"_s, author);
    data.insert(u"latest"_s, latest);
    fill(data, u"edited"_s, false);
    fill(data, u"hidden"_s, false);
    fill(data, u"numEdits"_s, 0);
    const QString name = author.toObject().value("name"_L1).toString();
    fill(data, u"editors"_s, name.isEmpty() ? QJsonArray() : QJsonArray{ name });
    fill(data, u"editorAvatarUrls"_s, QJsonArray());
    fill(data, u"reactions"_s, QJsonArray());
    return data;
}

QJsonArray completeEvents(const QJsonArray& given, const QString& opened, const QString& seed)
{
    QJsonArray out;
    for (qsizetype i = 0; i < given.size(); ++i) {
        QJsonObject event = withoutNulls(given.at(i).toObject());
        if (event.isEmpty())
            continue;
        fill(event, u"id"_s, documentId(seed + u" event "_s + QString::number(i)));
        fill(event, u"type"_s, u"comment"_s);
        fill(event, u"createdAt"_s, opened);
        QJsonObject data = event.value("data"_L1).toObject();
        if (event.value("type"_L1) == u"comment"_s)
            data = completeComment(data, event.value("createdAt"_L1).toString(), event.value("author"_L1));
        event.insert(u"data"_s, withoutNulls(data));
        out.append(event);
    }
    return out;
}

} // namespace

QString plainHtml(const QString& raw)
{
    return raw.isEmpty() ? QString() : u"<p>"_s + raw.toHtmlEscaped() + u"</p>\n"_s;
}

QJsonObject completeThread(QJsonObject thread, int num, const RepoKey& repo)
{
    if (thread.value("_verbatim"_L1).toBool()) {
        thread.remove(u"_verbatim"_s);
        return thread;
    }
    thread = withoutNulls(thread);
    const QString seed = repo.key() + u'#' + QString::number(num);
    thread.insert(u"num"_s, num);
    thread.insert(u"repo"_s, QJsonObject{ { u"name"_s, repo.id }, { u"type"_s, repoKindName(repo.kind) } });
    fill(thread, u"_id"_s, documentId(seed));
    fill(thread, u"title"_s, u"Untitled"_s);
    fill(thread, u"status"_s, u"open"_s);
    const QJsonArray events = thread.value("events"_L1).toArray();
    const QString first = events.isEmpty() ? QString() : events.first().toObject().value("createdAt"_L1).toString();
    fill(thread, u"createdAt"_s, first.isEmpty() ? QString(u"2022-05-25T00:00:00.000Z"_s) : first);
    fill(thread, u"pinned"_s, false);
    fill(thread, u"locked"_s, false);
    fill(thread, u"collection"_s, u"discussions"_s);
    fill(thread, u"isPullRequest"_s, false);
    thread.insert(u"events"_s, completeEvents(events, thread.value("createdAt"_L1).toString(), seed));
    if (thread.value("isPullRequest"_L1).toBool()) {
        fill(thread, u"filesWithConflicts"_s, QJsonArray());
        QJsonObject changes = withoutNulls(thread.value("changes"_L1).toObject());
        fill(changes, u"base"_s, u"refs/heads/main"_s);
        thread.insert(u"changes"_s, changes);
    } else {
        fill(thread, u"isReport"_s, false);
    }
    return thread;
}

QMap<int, QJsonObject> readThreads(const QString& folder, const RepoKey& repo)
{
    QMap<int, QJsonObject> out;
    const QFileInfoList files = QDir(folder).entryInfoList({ u"*.json"_s }, QDir::Files | QDir::NoSymLinks);
    for (const QFileInfo& info : files) {
        bool ok = false;
        const int num = info.completeBaseName().toInt(&ok);
        if (!ok || num < 1)
            continue;
        QFile file(info.filePath());
        if (info.size() > maximumThread || !file.open(QIODevice::ReadOnly)) {
            qCWarning(lcHub, "%ls: too large or not readable, left out", qUtf16Printable(info.filePath()));
            continue;
        }
        const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
        if (!document.isObject()) {
            qCWarning(lcHub, "%ls: not a JSON object, left out", qUtf16Printable(info.filePath()));
            continue;
        }
        out.insert(num, completeThread(document.object(), num, repo));
    }
    return out;
}

QJsonObject threadItem(const QJsonObject& thread, const RepoKey& repo, bool ownerIsOrg)
{
    QJsonObject item;
    for (const QString& key : { u"num"_s, u"author"_s, u"repo"_s, u"title"_s, u"createdAt"_s, u"status"_s,
             u"isPullRequest"_s, u"pinned"_s }) {
        if (!thread.value(key).isUndefined())
            item.insert(key, thread.value(key));
    }
    int comments = 0;
    bool participates = false;
    QMap<QString, int> reactions;
    QSet<QString> reactors;
    const QString owner = repo.nameSpace();
    const QJsonArray events = thread.value("events"_L1).toArray();
    for (const QJsonValue& value : events) {
        const QJsonObject event = value.toObject();
        participates = participates || event.value("author"_L1).toObject().value("name"_L1) == owner;
        if (event.value("type"_L1) != u"comment"_s)
            continue;
        ++comments;
        const QJsonArray given = event.value("data"_L1).toObject().value("reactions"_L1).toArray();
        for (const QJsonValue& reactionValue : given) {
            const QJsonObject reaction = reactionValue.toObject();
            reactions[reaction.value("reaction"_L1).toString()] += reaction.value("count"_L1).toInt();
            const QJsonArray people = reaction.value("users"_L1).toArray();
            for (const QJsonValue& person : people)
                reactors.insert(person.toString());
        }
    }
    QJsonArray top;
    for (auto it = reactions.begin(); it != reactions.end(); ++it)
        top.append(QJsonObject{ { u"reaction"_s, it.key() }, { u"count"_s, it.value() } });
    item.insert(u"numComments"_s, comments);
    item.insert(u"numReactionUsers"_s, reactors.size());
    item.insert(u"topReactions"_s, top);
    item.insert(u"repoOwner"_s,
        QJsonObject{ { u"name"_s, owner }, { u"type"_s, ownerIsOrg ? u"org"_s : u"user"_s },
            { u"isParticipating"_s, participates }, { u"isDiscussionAuthor"_s, threadAuthor(thread) == owner } });
    return item;
}

QJsonObject makeEvent(
    const QString& type, const QString& id, const QString& at, const QJsonObject& author, QJsonObject data)
{
    return { { u"id"_s, id }, { u"type"_s, type }, { u"createdAt"_s, at }, { u"author"_s, author },
        { u"data"_s, std::move(data) } };
}

QJsonObject commentData(const QString& raw, const QString& at, const QJsonObject& author)
{
    return completeComment(
        QJsonObject{ { u"latest"_s, QJsonObject{ { u"raw"_s, raw }, { u"updatedAt"_s, at }, { u"author"_s, author } } },
            { u"editorAvatarUrls"_s, QJsonArray{ author.value("avatarUrl"_L1) } } },
        at, author);
}

void appendEvent(QJsonObject& thread, const QJsonObject& event)
{
    QJsonArray events = thread.value("events"_L1).toArray();
    events.append(event);
    thread.insert(u"events"_s, events);
}

QJsonObject findEvent(const QJsonObject& thread, const QString& id)
{
    const QJsonArray events = thread.value("events"_L1).toArray();
    for (const QJsonValue& value : events) {
        const QJsonObject event = value.toObject();
        if (event.value("id"_L1).toString().compare(id, Qt::CaseInsensitive) == 0)
            return event;
    }
    return {};
}

void replaceEvent(QJsonObject& thread, const QJsonObject& event)
{
    QJsonArray events = thread.value("events"_L1).toArray();
    for (qsizetype i = 0; i < events.size(); ++i) {
        if (events.at(i).toObject().value("id"_L1) == event.value("id"_L1))
            events.replace(i, event);
    }
    thread.insert(u"events"_s, events);
}

QString threadAuthor(const QJsonObject& thread)
{
    return thread.value("author"_L1).toObject().value("name"_L1).toString();
}

QDateTime lastActivity(const QJsonObject& thread)
{
    QDateTime latest = fromIsoUtc(thread.value("createdAt"_L1).toString());
    const QJsonArray events = thread.value("events"_L1).toArray();
    for (const QJsonValue& value : events) {
        const QJsonObject event = value.toObject();
        latest = std::max({ latest, fromIsoUtc(event.value("createdAt"_L1).toString()),
            fromIsoUtc(
                event.value("data"_L1).toObject().value("latest"_L1).toObject().value("updatedAt"_L1).toString()) });
    }
    return latest;
}

} // namespace docket::practicehub
