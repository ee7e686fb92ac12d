#include "core/policy/plannedaction.h"

#include "core/base/digest.h"
#include "core/policy/cardedit.h"

#include <array>
#include <utility>

namespace docket::policy
{
using namespace Qt::StringLiterals;

namespace
{

constexpr std::array<std::pair<PlannedAction::Type, QLatin1StringView>, 6> kTypes{
    { { PlannedAction::Type::Comment, "comment"_L1 }, { PlannedAction::Type::Status, "status"_L1 },
        { PlannedAction::Type::Title, "title"_L1 }, { PlannedAction::Type::Hide, "hide"_L1 },
        { PlannedAction::Type::PullRequest, "pull-request"_L1 }, { PlannedAction::Type::Discussion, "discussion"_L1 } }
};

const QString kAudienceTag = QStringLiteral("not-for-all-audiences");

/// Title of a discussion that we open ourselves; the decision's own words, never an accusation.
QString discussionTitle(QStringView code)
{
    if (code == u"D20")
        return u"A question about this repository"_s;
    if (code == u"D30")
        return u"A suggestion: gate access to this repository"_s;
    if (code == u"D31")
        return u"A request about this repository"_s;
    return u"A suggestion for the card of this repository"_s;
}

Result<PlannedAction> audiencePullRequest(const ActionInput& input, const QString& notice)
{
    if (input.cardCommit.isEmpty())
        return fail(
            ErrorCode::Validation, u"README.md"_s, u"its revision is not known"_s, u"sync the repository first"_s);
    auto changed = addCardTag(input.card, kAudienceTag);
    if (!changed)
        return fail(changed.error());
    if (*changed == input.card)
        return fail(ErrorCode::Conflict, u"README.md"_s, u"the card has the tag %1 already"_s.arg(kAudienceTag),
            u"choose another decision"_s);
    PlannedAction out;
    out.type = PlannedAction::Type::PullRequest;
    out.repo = input.subject.repo;
    out.title = u"Add the tag not-for-all-audiences"_s;
    out.body = notice;
    out.path = u"README.md"_s;
    out.parentCommit = input.cardCommit;
    out.content = changed->toUtf8();
    return out;
}

} // namespace

QString plannedActionTypeName(PlannedAction::Type type)
{
    for (const auto& [value, word] : kTypes) {
        if (value == type)
            return QString(word);
    }
    return {};
}

std::optional<PlannedAction::Type> plannedActionTypeFromName(QStringView name)
{
    for (const auto& [value, word] : kTypes) {
        if (name == word)
            return value;
    }
    return std::nullopt;
}

QJsonObject PlannedAction::toJson() const
{
    QJsonObject out{ { u"type"_s, plannedActionTypeName(type) }, { u"repo"_s, repo.key() } };
    const auto put = [&out](QLatin1StringView key, const QString& text) {
        if (!text.isEmpty())
            out.insert(key, text);
    };
    if (thread > 0)
        out.insert("thread"_L1, thread);
    put("body"_L1, body);
    put("title"_L1, title);
    put("status"_L1, status);
    put("comment_id"_L1, commentId);
    put("path"_L1, path);
    put("parent_commit"_L1, parentCommit);
    if (!content.isEmpty())
        put("content_sha256"_L1, QString::fromLatin1(sha256Hex(content)));
    if (irreversible)
        out.insert("irreversible"_L1, u"yes"_s); // the log's canonical form knows no booleans
    return out;
}

Result<QList<PlannedAction>> actionsFor(
    const Pack& vocabulary, QStringView code, const ActionInput& input, const QString& notice)
{
    const DecisionCode* decision = vocabulary.decision(code);
    if (!decision)
        return fail(ErrorCode::Validation, code.toString(), u"is not a decision code"_s,
            u"use a code of %1"_s.arg(vocabulary.id()));
    const int thread = input.subject.thread > 0 ? input.subject.thread
        : input.reportThreads.isEmpty()         ? 0
                                                : input.reportThreads.last();
    QList<PlannedAction> out;
    for (Effect effect : decision->effects) {
        PlannedAction action;
        action.repo = input.subject.repo;
        switch (effect) {
        case Effect::Comment:
            if (notice.trimmed().isEmpty())
                return fail(
                    ErrorCode::Validation, code.toString(), u"there is no text to post"_s, u"write the notice"_s);
            action.body = notice;
            action.thread = thread;
            if (thread == 0) {
                // Answers to a reporter have nowhere to go without a thread; questions to the author open one.
                if (code == u"D00" || code == u"D10")
                    return fail(ErrorCode::Validation, code.toString(), u"there is no thread to answer in"_s);
                action.type = PlannedAction::Type::Discussion;
                action.title = discussionTitle(code);
            }
            out += action;
            break;
        case Effect::StatusClosed: {
            QList<int> threads = input.reportThreads;
            if (input.subject.thread > 0)
                threads = { input.subject.thread };
            if (threads.isEmpty())
                return fail(ErrorCode::Validation, code.toString(), u"there is no thread to close"_s);
            for (int number : threads) {
                action.type = PlannedAction::Type::Status;
                action.thread = number;
                action.status = u"closed"_s;
                action.body = notice; // the Hub takes a comment along with the status
                out += action;
            }
            break;
        }
        case Effect::PullRequestNfaa: {
            auto pull = audiencePullRequest(input, notice);
            if (!pull)
                return fail(pull.error());
            out += *pull;
            break;
        }
        case Effect::HideComment:
            action.thread = input.commentThread > 0 ? input.commentThread : thread;
            if (input.commentId.isEmpty() || action.thread == 0)
                return fail(ErrorCode::Validation, code.toString(), u"no comment is chosen"_s,
                    u"choose the comment to hide first"_s);
            action.type = PlannedAction::Type::Hide;
            action.commentId = input.commentId;
            action.irreversible = true;
            out += action;
            break;
        case Effect::None:
        case Effect::RecordRecommendation:
        case Effect::Escalate:
        case Effect::ByHand:
            break;
        }
    }
    return out;
}

} // namespace docket::policy
