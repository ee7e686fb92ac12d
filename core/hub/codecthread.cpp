#include "core/hub/codec.h"
#include "core/hub/json.h"

namespace docket::hub
{

using namespace Qt::StringLiterals;

namespace
{

Author authorFrom(json::Object parent)
{
    Author author;
    const auto object = json::object(parent, "author");
    if (!object)
        return author;
    author.name = json::text(*object, "name", 256);
    author.fullName = json::text(*object, "fullname", 512);
    author.type = json::text(*object, "type", 32);
    author.isPro = json::flag(*object, "isPro");
    author.isHf = json::flag(*object, "isHf") || json::flag(*object, "isHfAdmin");
    author.isMod = json::flag(*object, "isMod");
    author.isOwner = json::flag(*object, "isOwner");
    author.isOrgMember = json::flag(*object, "isOrgMember");
    return author;
}

EventType typeFrom(const QString& name)
{
    static const std::pair<QLatin1StringView, EventType> names[] = { { "comment"_L1, EventType::Comment },
        { "status-change"_L1, EventType::StatusChange }, { "title-change"_L1, EventType::TitleChange },
        { "commit"_L1, EventType::Commit }, { "report-status-change"_L1, EventType::ReportStatusChange },
        { "pinning-change"_L1, EventType::Pinning }, { "locking-change"_L1, EventType::Locking },
        { "reference"_L1, EventType::Reference }, { "review"_L1, EventType::Review } };
    for (const auto& [known, type] : names) {
        if (name == known)
            return type;
    }
    return EventType::Unknown;
}

/// True when the text was cut.
bool readComment(json::Object data, Event& event)
{
    event.edited = json::flag(data, "edited");
    event.hidden = json::flag(data, "hidden");
    event.hiddenBy = json::text(data, "hiddenBy", 256);
    event.hiddenReason = json::text(data, "hiddenReason", 128);
    event.isReport = json::flag(data, "isReport");
    if (const auto reactions = json::array(data, "reactions")) {
        for (const json::Element element : *reactions) {
            json::Object reaction;
            if (element.get_object().get(reaction) != simdjson::SUCCESS || event.reactions.size() >= 64)
                continue;
            event.reactions.append(
                { json::text(reaction, "reaction", 32), static_cast<int>(json::number(reaction, "count")) });
        }
    }
    const auto latest = json::object(data, "latest");
    if (!latest)
        return false;
    event.updatedAt = json::time(*latest, "updatedAt");
    std::string_view raw;
    if (event.hidden || latest->at_key("raw").get_string().get(raw) != simdjson::SUCCESS)
        return false;
    event.raw = json::fromUtf8(raw, Limits::commentBytes);
    const bool cut = static_cast<qint64>(raw.size()) > Limits::commentBytes;
    if (cut)
        event.raw += u"\n\n[Cut here: the comment has %1 bytes.]"_s.arg(raw.size());
    return cut;
}

Event eventFrom(json::Element element, json::Object object)
{
    Event event;
    event.id = json::text(object, "id", 128);
    event.typeName = json::text(object, "type", 64);
    event.type = typeFrom(event.typeName);
    event.createdAt = json::time(object, "createdAt");
    event.author = authorFrom(object);
    bool cut = false;
    if (const auto data = json::object(object, "data")) {
        switch (event.type) {
        case EventType::Comment:
            cut = readComment(*data, event);
            break;
        case EventType::StatusChange:
            event.to = json::text(*data, "status", 64);
            break;
        case EventType::TitleChange:
            event.from = json::text(*data, "from");
            event.to = json::text(*data, "to");
            break;
        case EventType::Commit:
            event.commitSubject = json::text(*data, "subject");
            event.oid = json::text(*data, "oid", 64);
            break;
        case EventType::ReportStatusChange:
            event.report = json::flag(*data, "report");
            break;
        case EventType::Pinning:
            event.to = json::flag(*data, "pinned") ? u"pinned"_s : u"unpinned"_s;
            break;
        case EventType::Locking:
            event.to = json::flag(*data, "locked") ? u"locked"_s : u"unlocked"_s;
            break;
        case EventType::Reference:
        case EventType::Review:
        case EventType::Unknown:
            break;
        }
    }
    if (!cut)
        event.json = json::minified(element);
    return event;
}

/// What a listing and a detail have in common; false without a number.
bool readThread(json::Object object, const RepoKey& repo, Thread& thread)
{
    const qint64 num = json::number(object, "num");
    if (num <= 0 || num > std::numeric_limits<int>::max())
        return false;
    thread.repo = repo;
    thread.num = static_cast<int>(num);
    thread.hubId = json::text(object, "_id", 64);
    thread.title = json::text(object, "title");
    thread.status = json::text(object, "status", 32);
    thread.createdAt = json::time(object, "createdAt");
    thread.author = authorFrom(object);
    thread.isPullRequest = json::flag(object, "isPullRequest");
    if (object.at_key("isReport").is_bool())
        thread.isReport = json::flag(object, "isReport");
    thread.pinned = json::flag(object, "pinned");
    thread.locked = json::flag(object, "locked");
    thread.numComments = static_cast<int>(qBound(qint64(0), json::number(object, "numComments"), qint64(1) << 30));
    return true;
}

} // namespace

Result<DiscussionPage> decodeDiscussions(QByteArrayView body, const RepoKey& repo, const QString& thing)
{
    DOCKET_ASSIGN(const json::Document document, json::Document::parse(body, thing, Limits::bodyBytes));
    json::Object root;
    if (document.root().get_object().get(root) != simdjson::SUCCESS)
        return json::wrong(thing, u"$"_s, "an object");
    const auto items = json::array(root, "discussions");
    if (!items)
        return json::wrong(thing, u"$.discussions"_s, "an array");
    DiscussionPage page;
    for (const json::Element element : *items) {
        json::Object object;
        Thread thread;
        if (element.get_object().get(object) == simdjson::SUCCESS && readThread(object, repo, thread))
            page.threads.append(std::move(thread));
        else
            ++page.skipped;
    }
    const auto bounded = [](qint64 value) { return static_cast<int>(qBound(qint64(0), value, qint64(1) << 30)); };
    page.start = bounded(json::number(root, "start"));
    page.count = bounded(json::number(root, "count", page.start + page.threads.size() + page.skipped));
    return page;
}

Result<Thread> decodeDiscussion(QByteArrayView body, const RepoKey& repo, const QString& thing)
{
    DOCKET_ASSIGN(const json::Document document, json::Document::parse(body, thing, Limits::bodyBytes));
    json::Object root;
    if (document.root().get_object().get(root) != simdjson::SUCCESS)
        return json::wrong(thing, u"$"_s, "an object");
    Thread thread;
    if (!readThread(root, repo, thread))
        return json::wrong(thing, u"$.num"_s, "a number");
    const auto events = json::array(root, "events");
    if (!events)
        return json::wrong(thing, u"$.events"_s, "an array");
    thread.events.reserve(static_cast<qsizetype>(events->size()));
    int comments = 0;
    for (const json::Element element : *events) {
        json::Object object;
        if (element.get_object().get(object) != simdjson::SUCCESS || thread.events.size() >= Limits::events)
            continue;
        thread.events.append(eventFrom(element, object));
        comments += thread.events.constLast().type == EventType::Comment ? 1 : 0;
    }
    if (thread.numComments == 0)
        thread.numComments = comments;
    thread.diff = json::text(root, "diff", Limits::diffBytes);
    if (const auto changes = json::object(root, "changes"))
        thread.headCommit = json::commitId(*changes, "headCommitId");
    return thread;
}

Result<Event> decodeEvent(QByteArrayView body, std::string_view key, const QString& thing)
{
    DOCKET_ASSIGN(const json::Document document, json::Document::parse(body, thing, Limits::bodyBytes));
    json::Object root;
    json::Object object;
    json::Element element;
    if (document.root().get_object().get(root) != simdjson::SUCCESS
        || root.at_key(key).get(element) != simdjson::SUCCESS || element.get_object().get(object) != simdjson::SUCCESS)
        return json::wrong(thing, u"$."_s + QString::fromUtf8(key.data(), qsizetype(key.size())), "an event");
    return eventFrom(element, object);
}

} // namespace docket::hub
