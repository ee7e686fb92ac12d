#pragma once

#include "core/policy/pack.h"

#include <QJsonObject>

namespace docket::policy
{

/// One outward act that a decision puts into the outbox. The outbox waits, sends once and looks for the effect.
struct PlannedAction {
    enum class Type { Comment, Status, Title, Hide, PullRequest, Discussion };

    Type type = Type::Comment;
    RepoKey repo;
    int thread = 0; ///< discussion number; 0 for Discussion and PullRequest, which open a new one
    QString body; ///< Markdown of the comment, of the first comment, or of the status change
    QString title; ///< Discussion, PullRequest, Title
    QString status; ///< Status: "closed" or "open"
    QString commentId; ///< Hide
    QString path; ///< PullRequest: the file changed
    QString parentCommit; ///< PullRequest: revision the change was made against
    QByteArray content; ///< PullRequest: the file's new bytes, whole
    bool irreversible = false;

    /// For log payloads: snake_case, without `content` but with its `content_sha256`; false flags are left out.
    QJsonObject toJson() const;
    bool operator==(const PlannedAction&) const = default;
};
QString plannedActionTypeName(
    PlannedAction::Type type); ///< "comment", "status", "title", "hide", "pull-request", "discussion"
std::optional<PlannedAction::Type> plannedActionTypeFromName(QStringView name);

/// What a decision acts on.
struct ActionInput {
    Subject subject;
    QList<int> reportThreads; ///< open report threads of the case, newest last; empty: none
    QString commentId; ///< for D40
    int commentThread = 0; ///< the thread it stands in; 0: the subject's own, else the newest report thread
    QString card; ///< README.md as pinned, for the NFAA pull request
    QString cardCommit; ///< its revision
    QString policyUrl; ///< link for texts; may be empty
};

/// What the decision puts into the outbox, in order; empty for codes with no outward effect. Never more than the code's
/// effects say. Errors (Validation): unknown code, no comment chosen, no thread to close, no notice to post;
/// Unsupported: the card's front matter has a form that cannot be edited safely.
Result<QList<PlannedAction>> actionsFor(
    const Pack& vocabulary, QStringView code, const ActionInput& input, const QString& notice);

} // namespace docket::policy
