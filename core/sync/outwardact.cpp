#include "core/sync/outwardact.h"

#include "core/base/clock.h"

#include <QJsonArray>

namespace docket::sync
{

using namespace Qt::StringLiterals;

namespace
{

constexpr std::pair<OutwardAct::Type, QLatin1StringView> typeNames[] = {
    { OutwardAct::Type::Comment, "comment"_L1 },
    { OutwardAct::Type::Status, "status"_L1 },
    { OutwardAct::Type::Title, "title"_L1 },
    { OutwardAct::Type::Hide, "hide"_L1 },
    { OutwardAct::Type::Discussion, "discussion"_L1 },
    { OutwardAct::Type::PullRequest, "pull-request"_L1 },
};

tl::unexpected<Error> bad(const QString& key, const QString& why)
{
    return fail(
        ErrorCode::Validation, u"outward act"_s, u"\"%1\" %2"_s.arg(key, why), u"queue it again from the case"_s);
}

/// The limits of hub-api 8: what the Hub would refuse is refused here, before the countdown.
constexpr qsizetype longestText = 65536;
constexpr qsizetype longestTitle = 200;
constexpr qsizetype shortestTitle = 3;

Status checkTitle(const QString& title)
{
    if (title.size() < shortestTitle || title.size() > longestTitle)
        return bad(u"title"_s, u"must have 3 to 200 characters"_s);
    return {};
}

Status checkText(const QString& text, bool required)
{
    if (required && text.trimmed().isEmpty())
        return bad(u"text"_s, u"is empty"_s);
    if (text.size() > longestText)
        return bad(u"text"_s, u"is longer than 65536 characters"_s);
    return {};
}

Status checkPullRequest(const OutwardAct& act)
{
    DOCKET_TRY(checkTitle(act.title));
    DOCKET_TRY(checkText(act.text, false));
    if (act.path.isEmpty() || act.path.startsWith(u'/') || act.path.split(u'/').contains(u".."_s))
        return bad(u"path"_s, u"is not a path inside the repository"_s);
    if (act.content.isEmpty() == act.addTags.isEmpty())
        return bad(u"content"_s, u"or \"addTags\" must be given, and not both"_s);
    if (act.parentCommit.size() != 40)
        return bad(u"parentCommit"_s, u"is not a commit"_s);
    return {};
}

Status check(const OutwardAct& act)
{
    using enum OutwardAct::Type;
    const bool opens = act.type == Discussion || act.type == PullRequest;
    if (!opens && act.thread <= 0)
        return bad(u"thread"_s, u"is missing"_s);
    switch (act.type) {
    case Comment:
        return checkText(act.text, true);
    case Status:
        if (act.status != u"open" && act.status != u"closed")
            return bad(u"status"_s, u"is neither open nor closed"_s);
        return checkText(act.text, false);
    case Title:
        return checkTitle(act.title);
    case Hide:
        if (act.commentId.isEmpty())
            return bad(u"comment"_s, u"is missing"_s);
        return {};
    case Discussion:
        DOCKET_TRY(checkTitle(act.title));
        return checkText(act.text, true);
    case PullRequest:
        return checkPullRequest(act);
    }
    return {};
}

} // namespace

QString actTypeName(OutwardAct::Type type)
{
    for (const auto& [known, name] : typeNames) {
        if (known == type)
            return name;
    }
    return {};
}

Result<OutwardAct> OutwardAct::fromJson(const QJsonObject& json)
{
    OutwardAct act;
    const QString type = json[u"type"].toString();
    const auto* const known = std::find_if(
        std::begin(typeNames), std::end(typeNames), [&](const auto& entry) { return entry.second == type; });
    if (known == std::end(typeNames))
        return bad(u"type"_s, u"is unknown: %1"_s.arg(type));
    act.type = known->first;
    act.id = json[u"id"].toString();
    if (act.id.isEmpty())
        return bad(u"id"_s, u"is missing"_s);
    DOCKET_ASSIGN(act.repo, RepoKey::parse(json[u"repo"].toString()));
    act.group = json[u"group"].toString();
    act.thread = json[u"thread"].toInt();
    act.text = json[u"text"].toString();
    act.status = json[u"status"].toString();
    act.title = json[u"title"].toString();
    act.commentId = json[u"comment"].toString();
    act.path = json[u"path"].toString();
    act.content = json[u"content"].toString();
    for (const auto& tag : json[u"addTags"].toArray())
        act.addTags.append(tag.toString());
    act.parentCommit = json[u"parentCommit"].toString();
    act.notBefore = fromIsoUtc(json[u"notBefore"].toString());
    DOCKET_TRY(check(act));
    return act;
}

QJsonObject OutwardAct::toJson() const
{
    QJsonObject json{ { u"id"_s, id }, { u"type"_s, actTypeName(type) }, { u"repo"_s, repo.key() } };
    const std::pair<QLatin1StringView, const QString&> texts[] = { { "group"_L1, group }, { "text"_L1, text },
        { "status"_L1, status }, { "title"_L1, title }, { "comment"_L1, commentId }, { "path"_L1, path },
        { "content"_L1, content }, { "parentCommit"_L1, parentCommit } };
    for (const auto& [key, value] : texts) {
        if (!value.isEmpty())
            json[key] = value;
    }
    if (thread > 0)
        json[u"thread"] = thread;
    if (!addTags.isEmpty())
        json[u"addTags"] = QJsonArray::fromStringList(addTags);
    if (notBefore.isValid())
        json[u"notBefore"] = toIsoUtc(notBefore);
    return json;
}

} // namespace docket::sync
