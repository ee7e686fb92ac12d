#pragma once

#include "core/base/result.h"
#include "core/base/subject.h"

#include <QDateTime>
#include <QJsonObject>
#include <QStringList>

namespace docket::sync
{

/// Something that will be visible on the Hub. JSON form, the payload of `action.queued`:
///   id, type, repo ("model:acme/x"), thread, group, notBefore (ISO, UTC) and by type
///   comment {text} · status {status, text?} · title {title} · hide {comment} · discussion {title, text} ·
///   pull-request {title, text, path, parentCommit, and either content or addTags [..]}
struct OutwardAct {
    enum class Type { Comment, Status, Title, Hide, Discussion, PullRequest };

    QString id; ///< random, given when it is queued
    QString group; ///< acts of one decision; a failed one holds back the rest. May be empty
    Type type = Type::Comment;
    RepoKey repo;
    int thread = 0; ///< number of the thread; 0 for discussion and pull request
    QString text; ///< comment, description, or the words sent along with a status
    QString status; ///< open or closed
    QString title;
    QString commentId; ///< of the comment to hide
    QString path; ///< pull request: the file
    QString content; ///< pull request: its whole new text; empty when addTags says what to do
    QStringList addTags; ///< pull request: tags added to the front matter of `path` at `parentCommit`
    QString parentCommit; ///< 40 hex
    QDateTime notBefore; ///< end of the countdown, UTC

    /// What the order is kept by.
    Subject subject() const { return { repo, thread }; }
    /// Validation, naming the key that is missing or wrong.
    static Result<OutwardAct> fromJson(const QJsonObject& json);
    QJsonObject toJson() const;
};
QString actTypeName(OutwardAct::Type type);

/// The card with `tags` added to its front matter, every other byte kept (hub-api 6.2): line ends, order, comments,
/// other keys. A card without front matter gets one. Unchanged when all tags are there. Validation when the front
/// matter is not closed or `tags` is written in a form we cannot extend safely.
Result<QByteArray> withTags(QByteArrayView card, const QStringList& tags);

} // namespace docket::sync
