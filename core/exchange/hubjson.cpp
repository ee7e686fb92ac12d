#include "core/exchange/hubjson.h"

#include "core/base/clock.h"

#include <QJsonArray>

namespace docket::exchange::hubjson
{

using namespace Qt::StringLiterals;

namespace
{

void put(QJsonObject& object, QLatin1StringView key, const QString& text)
{
    if (!text.isEmpty())
        object[key] = text;
}

void put(QJsonObject& object, QLatin1StringView key, const QDateTime& time)
{
    if (time.isValid())
        object[key] = toIsoUtc(time);
}

void put(QJsonObject& object, QLatin1StringView key, bool flag)
{
    if (flag)
        object[key] = true;
}

void put(QJsonObject& object, QLatin1StringView key, qint64 number)
{
    if (number != 0)
        object[key] = number;
}

/// Answers are UTF-8 nearly always; anything else travels in base64.
void putBytes(QJsonObject& object, QLatin1StringView key, const QByteArray& bytes)
{
    if (bytes.isEmpty())
        return;
    const QString text = QString::fromUtf8(bytes);
    if (text.toUtf8() == bytes)
        object[key] = text;
    else
        object[key] = QJsonObject{ { u"base64"_s, QString::fromLatin1(bytes.toBase64()) } };
}

QByteArray bytesOf(const QJsonObject& object, QLatin1StringView key)
{
    const QJsonValue value = object[key];
    if (value.isObject())
        return QByteArray::fromBase64(value.toObject()["base64"_L1].toString().toLatin1());
    return value.toString().toUtf8();
}

QDateTime timeOf(const QJsonObject& object, QLatin1StringView key)
{
    return fromIsoUtc(object[key].toString());
}

QJsonObject fromAuthor(const hub::Author& author)
{
    QJsonObject out;
    put(out, "name"_L1, author.name);
    put(out, "fullname"_L1, author.fullName);
    put(out, "type"_L1, author.type);
    put(out, "pro"_L1, author.isPro);
    put(out, "hf"_L1, author.isHf);
    put(out, "mod"_L1, author.isMod);
    put(out, "owner"_L1, author.isOwner);
    put(out, "member"_L1, author.isOrgMember);
    return out;
}

hub::Author toAuthor(const QJsonObject& object)
{
    hub::Author author;
    author.name = object["name"_L1].toString();
    author.fullName = object["fullname"_L1].toString();
    author.type = object["type"_L1].toString();
    author.isPro = object["pro"_L1].toBool();
    author.isHf = object["hf"_L1].toBool();
    author.isMod = object["mod"_L1].toBool();
    author.isOwner = object["owner"_L1].toBool();
    author.isOrgMember = object["member"_L1].toBool();
    return author;
}

constexpr std::pair<hub::EventType, QLatin1StringView> eventTypes[] = { { hub::EventType::Comment, "comment"_L1 },
    { hub::EventType::StatusChange, "status"_L1 }, { hub::EventType::TitleChange, "title"_L1 },
    { hub::EventType::Commit, "commit"_L1 }, { hub::EventType::ReportStatusChange, "report-status"_L1 },
    { hub::EventType::Pinning, "pinning"_L1 }, { hub::EventType::Locking, "locking"_L1 },
    { hub::EventType::Reference, "reference"_L1 }, { hub::EventType::Review, "review"_L1 } };

QJsonObject fromEvent(const hub::Event& event)
{
    QJsonObject out;
    for (const auto& [type, name] : eventTypes) {
        if (type == event.type)
            out["event"_L1] = name;
    }
    put(out, "id"_L1, event.id);
    put(out, "type"_L1, event.typeName);
    put(out, "created"_L1, event.createdAt);
    out["author"_L1] = fromAuthor(event.author);
    put(out, "raw"_L1, event.raw);
    put(out, "updated"_L1, event.updatedAt);
    put(out, "edited"_L1, event.edited);
    put(out, "hidden"_L1, event.hidden);
    put(out, "hidden_by"_L1, event.hiddenBy);
    put(out, "hidden_reason"_L1, event.hiddenReason);
    put(out, "is_report"_L1, event.isReport);
    QJsonArray reactions;
    for (const hub::Reaction& reaction : event.reactions)
        reactions.append(QJsonObject{ { u"reaction"_s, reaction.reaction }, { u"count"_s, reaction.count } });
    if (!reactions.isEmpty())
        out["reactions"_L1] = reactions;
    put(out, "from"_L1, event.from);
    put(out, "to"_L1, event.to);
    put(out, "report"_L1, event.report);
    put(out, "subject"_L1, event.commitSubject);
    put(out, "oid"_L1, event.oid);
    putBytes(out, "json"_L1, event.json);
    return out;
}

hub::Event toEvent(const QJsonObject& object)
{
    hub::Event event;
    for (const auto& [type, name] : eventTypes) {
        if (object["event"_L1].toString() == name)
            event.type = type;
    }
    event.id = object["id"_L1].toString();
    event.typeName = object["type"_L1].toString();
    event.createdAt = timeOf(object, "created"_L1);
    event.author = toAuthor(object["author"_L1].toObject());
    event.raw = object["raw"_L1].toString();
    event.updatedAt = timeOf(object, "updated"_L1);
    event.edited = object["edited"_L1].toBool();
    event.hidden = object["hidden"_L1].toBool();
    event.hiddenBy = object["hidden_by"_L1].toString();
    event.hiddenReason = object["hidden_reason"_L1].toString();
    event.isReport = object["is_report"_L1].toBool();
    const QJsonArray reactions = object["reactions"_L1].toArray();
    for (const auto& reaction : reactions)
        event.reactions.append({ reaction["reaction"_L1].toString(), reaction["count"_L1].toInt() });
    event.from = object["from"_L1].toString();
    event.to = object["to"_L1].toString();
    event.report = object["report"_L1].toBool();
    event.commitSubject = object["subject"_L1].toString();
    event.oid = object["oid"_L1].toString();
    event.json = bytesOf(object, "json"_L1);
    return event;
}

} // namespace

QJsonObject fromState(const sync::FetchState& state)
{
    QJsonObject out;
    put(out, "fetched"_L1, state.fetchedAt);
    if (state.error) {
        out["error"_L1]
            = QJsonObject{ { u"code"_s, errorCodeName(state.error->code) }, { u"thing"_s, state.error->thing },
                  { u"cause"_s, state.error->cause }, { u"way_out"_s, state.error->wayOut } };
    }
    return out;
}

sync::FetchState toState(const QJsonObject& object)
{
    sync::FetchState state{ timeOf(object, "fetched"_L1), std::nullopt };
    if (object.contains("error"_L1)) {
        const QJsonObject error = object["error"_L1].toObject();
        // Codes go by name: their numbers may differ between versions.
        ErrorCode code = ErrorCode::Network;
        for (int i = 0; i <= static_cast<int>(ErrorCode::Locked); ++i) {
            if (errorCodeName(static_cast<ErrorCode>(i)) == error["code"_L1].toString())
                code = static_cast<ErrorCode>(i);
        }
        state.error
            = Error{ code, error["thing"_L1].toString(), error["cause"_L1].toString(), error["way_out"_L1].toString() };
    }
    return state;
}

QJsonObject fromInfo(const hub::RepoInfo& info)
{
    QJsonObject out;
    put(out, "hub_id"_L1, info.hubId);
    put(out, "author"_L1, info.author);
    put(out, "sha"_L1, info.sha);
    put(out, "created"_L1, info.createdAt);
    put(out, "modified"_L1, info.lastModified);
    put(out, "private"_L1, info.isPrivate);
    put(out, "disabled"_L1, info.disabled);
    put(out, "discussions_disabled"_L1, info.discussionsDisabled);
    put(out, "gated"_L1, info.gated);
    put(out, "downloads"_L1, info.downloads);
    put(out, "likes"_L1, info.likes);
    out["tags"_L1] = QJsonArray::fromStringList(info.tags);
    put(out, "pipeline"_L1, info.pipelineTag);
    put(out, "library"_L1, info.libraryName);
    put(out, "sdk"_L1, info.sdk);
    put(out, "scan_done"_L1, info.scan.done);
    QJsonArray issues;
    for (const hub::ScanIssue& issue : info.scan.filesWithIssues)
        issues.append(QJsonObject{ { u"path"_s, issue.path }, { u"level"_s, issue.level } });
    if (!issues.isEmpty())
        out["scan"_L1] = issues;
    putBytes(out, "json"_L1, info.json);
    return out;
}

hub::RepoInfo toInfo(const QJsonObject& object, const RepoKey& key)
{
    hub::RepoInfo info;
    info.key = key;
    info.hubId = object["hub_id"_L1].toString();
    info.author = object["author"_L1].toString();
    info.sha = object["sha"_L1].toString();
    info.createdAt = timeOf(object, "created"_L1);
    info.lastModified = timeOf(object, "modified"_L1);
    info.isPrivate = object["private"_L1].toBool();
    info.disabled = object["disabled"_L1].toBool();
    info.discussionsDisabled = object["discussions_disabled"_L1].toBool();
    info.gated = object["gated"_L1].toString();
    info.downloads = object["downloads"_L1].toInteger();
    info.likes = object["likes"_L1].toInteger();
    const QJsonArray tags = object["tags"_L1].toArray();
    for (const auto& tag : tags)
        info.tags.append(tag.toString());
    info.pipelineTag = object["pipeline"_L1].toString();
    info.libraryName = object["library"_L1].toString();
    info.sdk = object["sdk"_L1].toString();
    info.scan.done = object["scan_done"_L1].toBool();
    const QJsonArray issues = object["scan"_L1].toArray();
    for (const auto& issue : issues)
        info.scan.filesWithIssues.append({ issue["path"_L1].toString(), issue["level"_L1].toString() });
    info.json = bytesOf(object, "json"_L1);
    return info;
}

QJsonObject fromFile(const hub::FileEntry& file)
{
    QJsonObject out{ { u"path"_s, file.path }, { u"size"_s, file.size } };
    put(out, "folder"_L1, file.isFolder);
    put(out, "oid"_L1, file.oid);
    put(out, "lfs"_L1, file.lfsSha256);
    put(out, "scan"_L1, file.scanLevel);
    return out;
}

hub::FileEntry toFile(const QJsonObject& object)
{
    return { object["path"_L1].toString(), object["folder"_L1].toBool(), object["size"_L1].toInteger(-1),
        object["oid"_L1].toString(), object["lfs"_L1].toString(), object["scan"_L1].toString() };
}

QJsonObject fromThread(const hub::Thread& thread)
{
    QJsonObject out{ { u"num"_s, thread.num }, { u"author"_s, fromAuthor(thread.author) } };
    put(out, "hub_id"_L1, thread.hubId);
    put(out, "title"_L1, thread.title);
    put(out, "status"_L1, thread.status);
    put(out, "created"_L1, thread.createdAt);
    put(out, "pull_request"_L1, thread.isPullRequest);
    if (thread.isReport)
        out["is_report"_L1] = *thread.isReport;
    put(out, "pinned"_L1, thread.pinned);
    put(out, "locked"_L1, thread.locked);
    put(out, "comments"_L1, qint64(thread.numComments));
    put(out, "diff"_L1, thread.diff);
    put(out, "head"_L1, thread.headCommit);
    QJsonArray events;
    for (const hub::Event& event : thread.events)
        events.append(fromEvent(event));
    out["events"_L1] = events;
    return out;
}

hub::Thread toThread(const QJsonObject& object, const RepoKey& key)
{
    hub::Thread thread;
    thread.repo = key;
    thread.num = object["num"_L1].toInt();
    thread.author = toAuthor(object["author"_L1].toObject());
    thread.hubId = object["hub_id"_L1].toString();
    thread.title = object["title"_L1].toString();
    thread.status = object["status"_L1].toString();
    thread.createdAt = timeOf(object, "created"_L1);
    thread.isPullRequest = object["pull_request"_L1].toBool();
    if (object.contains("is_report"_L1))
        thread.isReport = object["is_report"_L1].toBool();
    thread.pinned = object["pinned"_L1].toBool();
    thread.locked = object["locked"_L1].toBool();
    thread.numComments = object["comments"_L1].toInt();
    thread.diff = object["diff"_L1].toString();
    thread.headCommit = object["head"_L1].toString();
    const QJsonArray events = object["events"_L1].toArray();
    for (const auto& event : events)
        thread.events.append(toEvent(event.toObject()));
    return thread;
}

QJsonObject fromViewer(const sync::ViewerRecord& record)
{
    QJsonObject out{ { u"endpoint"_s, record.endpoint }, { u"status"_s, record.status } };
    put(out, "config"_L1, record.config);
    put(out, "split"_L1, record.split);
    putBytes(out, "json"_L1, record.json);
    return out;
}

sync::ViewerRecord toViewer(const QJsonObject& object)
{
    return { object["endpoint"_L1].toString(), object["config"_L1].toString(), object["split"_L1].toString(),
        object["status"_L1].toInt(200), bytesOf(object, "json"_L1), {} };
}

QJsonObject fromRevision(const sync::Revision& revision)
{
    QJsonObject out{ { u"commit"_s, revision.head.commit } };
    put(out, "seen"_L1, revision.head.seen);
    put(out, "path"_L1, revision.cardPath);
    put(out, "sha256"_L1, QString::fromLatin1(revision.cardSha256));
    if (revision.files) {
        QJsonArray files;
        for (const hub::FileEntry& file : *revision.files)
            files.append(fromFile(file));
        out["files"_L1] = files;
    }
    QJsonArray tables;
    for (const sync::RevisionTable& table : revision.tables) {
        QJsonObject one;
        put(one, "config"_L1, table.config);
        put(one, "split"_L1, table.split);
        putBytes(one, "json"_L1, table.json);
        tables.append(one);
    }
    if (!tables.isEmpty())
        out["tables"_L1] = tables;
    return out;
}

sync::Revision toRevision(const QJsonObject& object)
{
    sync::Revision revision;
    revision.head.commit = object["commit"_L1].toString();
    revision.head.seen = timeOf(object, "seen"_L1);
    revision.cardPath = object["path"_L1].toString();
    revision.cardSha256 = object["sha256"_L1].toString().toLatin1();
    if (object.contains("files"_L1)) {
        revision.files.emplace();
        const QJsonArray files = object["files"_L1].toArray();
        for (const auto& file : files)
            revision.files->append(toFile(file.toObject()));
    }
    const QJsonArray tables = object["tables"_L1].toArray();
    for (const auto& value : tables) {
        const QJsonObject table = value.toObject();
        revision.tables.append(
            { table["config"_L1].toString(), table["split"_L1].toString(), bytesOf(table, "json"_L1) });
    }
    return revision;
}

QJsonObject fromEarlier(const QHash<QString, QList<sync::EarlierComment>>& comments)
{
    QJsonObject out;
    for (auto comment = comments.cbegin(); comment != comments.cend(); ++comment) {
        QJsonArray versions;
        for (const sync::EarlierComment& version : *comment) {
            QJsonObject one;
            put(one, "raw"_L1, version.raw);
            put(one, "updated"_L1, version.updatedAt);
            put(one, "seen"_L1, version.seenAt);
            versions.append(one);
        }
        out[comment.key()] = versions;
    }
    return out;
}

QHash<QString, QList<sync::EarlierComment>> toEarlier(const QJsonObject& object)
{
    QHash<QString, QList<sync::EarlierComment>> out;
    for (auto comment = object.begin(); comment != object.end(); ++comment) {
        const QJsonArray versions = comment.value().toArray();
        for (const auto& value : versions) {
            const QJsonObject version = value.toObject();
            out[comment.key()].append(
                { version["raw"_L1].toString(), timeOf(version, "updated"_L1), timeOf(version, "seen"_L1) });
        }
    }
    return out;
}

} // namespace docket::exchange::hubjson
