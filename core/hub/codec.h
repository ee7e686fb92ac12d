#pragma once

#include "core/hub/answers.h"

#include <QByteArrayView>

/// Decoding of the Hub's answers. Pure; any thread. Keys may be missing, unknown keys are passed over, a wrong type in
/// an optional field counts as missing; in a field without which the answer is useless it is a Parse error that names
/// the JSON path. `thing` names what was asked for in errors.
namespace docket::hub
{

/// A repository id we are ready to put into a URL: one or two segments of letters, digits, ".", "_", "-" (hub-api 1.3).
bool isRepoId(QStringView id);

/// Section 3: an array; items without a usable id are counted in `skipped`. `next` is not in the body.
Result<ListingPage> decodeListing(QByteArrayView body, RepoKind kind, const QString& thing);
/// Section 4.1; `json` is the body.
Result<RepoInfo> decodeRepoInfo(const QByteArray& body, RepoKind kind, const QString& thing);
/// Section 5.1: one page of a tree. Entries without a path are left out.
Result<QList<FileEntry>> decodeTree(QByteArrayView body, const QString& thing);
/// Section 7.1.
Result<DiscussionPage> decodeDiscussions(QByteArrayView body, const RepoKey& repo, const QString& thing);
/// Section 7.2 and 7.3. A comment longer than Limits::commentBytes is cut and says so in its last line.
Result<Thread> decodeDiscussion(QByteArrayView body, const RepoKey& repo, const QString& thing);
/// Section 2.
Result<Whoami> decodeWhoami(QByteArrayView body, const QString& thing);
/// Section 11.2: notifications of kind repo with a discussion.
Result<QList<Notification>> decodeNotifications(QByteArrayView body, const QString& thing);
/// Section 12, `/splits`.
Result<QList<ViewerSplit>> decodeSplits(QByteArrayView body, const QString& thing);
/// Parse when it is not a JSON object.
Status checkJsonObject(QByteArrayView body, const QString& thing);
/// Section 8: the event under `key` (newMessage, newStatus, newTitle, updatedComment).
Result<Event> decodeEvent(QByteArrayView body, std::string_view key, const QString& thing);
Result<OpenedDiscussion> decodeOpenedDiscussion(QByteArrayView body, const QString& thing);
/// Section 6.1.
Result<CommitAnswer> decodeCommit(QByteArrayView body, const QString& thing);
/// Section 1.5: the words of an error body in any of its forms, joined by "; ". Empty for HTML and for nothing.
QString decodeErrorText(QByteArrayView body, QByteArrayView contentType);

} // namespace docket::hub
