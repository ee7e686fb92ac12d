#include "core/hub/codec.h"
#include "core/hub/json.h"

namespace docket::hub
{

using namespace Qt::StringLiterals;

namespace
{

Result<json::Object> rootObject(const json::Document& document, const QString& thing)
{
    json::Object root;
    if (document.root().get_object().get(root) != simdjson::SUCCESS)
        return json::wrong(thing, u"$"_s, "an object");
    return root;
}

void addTo(QStringList& words, const QString& text)
{
    const QString simple = text.simplified();
    if (!simple.isEmpty() && !words.contains(simple))
        words.append(simple);
}

/// Form 1 to 4 of section 1.5, and the `message` some answers use.
QStringList errorWords(json::Object root)
{
    QStringList words;
    addTo(words, json::text(root, "error"));
    for (const QString& text : json::texts(root, "error", 20))
        addTo(words, text);
    addTo(words, json::text(root, "error_description"));
    if (const auto errors = json::array(root, "errors")) {
        for (const json::Element element : *errors) {
            json::Object object;
            std::string_view plain;
            if (element.get_object().get(object) == simdjson::SUCCESS)
                addTo(words, json::text(object, "message"));
            else if (element.get_string().get(plain) == simdjson::SUCCESS)
                addTo(words, json::fromUtf8(plain, 4096));
            if (words.size() > 20)
                break;
        }
    }
    if (words.isEmpty())
        addTo(words, json::text(root, "message"));
    return words;
}

} // namespace

Result<Whoami> decodeWhoami(QByteArrayView body, const QString& thing)
{
    DOCKET_ASSIGN(const json::Document document, json::Document::parse(body, thing, Limits::bodyBytes));
    DOCKET_ASSIGN(const json::Object root, rootObject(document, thing));
    Whoami me;
    me.name = json::text(root, "name", 256);
    if (me.name.isEmpty())
        return json::wrong(thing, u"$.name"_s, "a name");
    me.id = json::text(root, "id", 64);
    me.fullName = json::text(root, "fullname", 512);
    me.type = json::text(root, "type", 32);
    if (const auto auth = json::object(root, "auth")) {
        if (const auto token = json::object(*auth, "accessToken")) {
            me.tokenName = json::text(*token, "displayName", 256);
            me.tokenRole = json::text(*token, "role", 64);
            if (const auto fine = json::object(*token, "fineGrained"))
                me.globalScopes = json::texts(*fine, "global", 1000);
        }
    }
    if (const auto orgs = json::array(root, "orgs")) {
        for (const json::Element element : *orgs) {
            json::Object org;
            if (element.get_object().get(org) == simdjson::SUCCESS && me.orgs.size() < 10'000)
                me.orgs.append({ json::text(org, "name", 256), json::text(org, "roleInOrg", 64) });
        }
    }
    return me;
}

Result<QList<Notification>> decodeNotifications(QByteArrayView body, const QString& thing)
{
    DOCKET_ASSIGN(const json::Document document, json::Document::parse(body, thing, Limits::bodyBytes));
    DOCKET_ASSIGN(const json::Object root, rootObject(document, thing));
    const auto items = json::array(root, "notifications");
    if (!items)
        return json::wrong(thing, u"$.notifications"_s, "an array");
    QList<Notification> notifications;
    for (const json::Element element : *items) {
        json::Object item;
        if (element.get_object().get(item) != simdjson::SUCCESS)
            continue;
        const auto repo = json::object(item, "repo");
        const auto discussion = json::object(item, "discussion");
        if (!repo || !discussion)
            continue;
        const auto kind = repoKindFromName(json::text(*repo, "type", 32));
        const QString id = json::text(*repo, "name", 256);
        const qint64 num = json::number(*discussion, "num");
        if (kind && isRepoId(id) && num > 0 && num <= std::numeric_limits<int>::max())
            notifications.append({ { *kind, id }, static_cast<int>(num), json::time(item, "updatedAt") });
    }
    return notifications;
}

Result<QList<ViewerSplit>> decodeSplits(QByteArrayView body, const QString& thing)
{
    DOCKET_ASSIGN(const json::Document document, json::Document::parse(body, thing, Limits::bodyBytes));
    DOCKET_ASSIGN(const json::Object root, rootObject(document, thing));
    const auto items = json::array(root, "splits");
    if (!items)
        return json::wrong(thing, u"$.splits"_s, "an array");
    QList<ViewerSplit> splits;
    for (const json::Element element : *items) {
        json::Object item;
        if (element.get_object().get(item) != simdjson::SUCCESS)
            continue;
        ViewerSplit split{ json::text(item, "config", 512), json::text(item, "split", 512) };
        if (!split.config.isEmpty() && !split.split.isEmpty() && splits.size() < 10'000)
            splits.append(std::move(split));
    }
    return splits;
}

Status checkJsonObject(QByteArrayView body, const QString& thing)
{
    DOCKET_ASSIGN(const json::Document document, json::Document::parse(body, thing, Limits::bodyBytes));
    DOCKET_TRY(rootObject(document, thing));
    return {};
}

Result<OpenedDiscussion> decodeOpenedDiscussion(QByteArrayView body, const QString& thing)
{
    DOCKET_ASSIGN(const json::Document document, json::Document::parse(body, thing, Limits::bodyBytes));
    DOCKET_ASSIGN(const json::Object root, rootObject(document, thing));
    const qint64 num = json::number(root, "num");
    if (num <= 0 || num > std::numeric_limits<int>::max())
        return json::wrong(thing, u"$.num"_s, "a number");
    return OpenedDiscussion{ static_cast<int>(num), json::text(root, "url") };
}

Result<CommitAnswer> decodeCommit(QByteArrayView body, const QString& thing)
{
    DOCKET_ASSIGN(const json::Document document, json::Document::parse(body, thing, Limits::bodyBytes));
    DOCKET_ASSIGN(const json::Object root, rootObject(document, thing));
    CommitAnswer answer{ json::commitId(root, "commitOid"), json::text(root, "commitUrl"),
        json::text(root, "pullRequestUrl"), 0 };
    // The number is the end of the address, as the Python client reads it.
    const qsizetype at = answer.pullRequestUrl.lastIndexOf(u"/discussions/");
    if (at >= 0)
        answer.pullRequest = answer.pullRequestUrl.mid(at + 13).toInt();
    return answer;
}

QString decodeErrorText(QByteArrayView body, QByteArrayView contentType)
{
    constexpr qsizetype longest = 1000;
    const QByteArrayView trimmed = body.first(qMin(body.size(), qsizetype(256 * 1024))).trimmed();
    if (trimmed.isEmpty())
        return {};
    if (contentType.startsWith("application/json") || trimmed.startsWith('{')) {
        const auto document = json::Document::parse(trimmed, u"error"_s, Limits::bodyBytes);
        json::Object root;
        if (document && document->root().get_object().get(root) == simdjson::SUCCESS)
            return errorWords(root).join(u"; "_s).left(longest);
    }
    if (trimmed.startsWith('<') || contentType.startsWith("text/html"))
        return {};
    return QString::fromUtf8(trimmed.first(qMin(trimmed.size(), longest))).simplified();
}

} // namespace docket::hub
