#pragma once

#include "core/hub/types.h"

#include <QUrl>

/// Answers of single calls, beside the lasting values of types.h. Sections refer to hub-api.md.
namespace docket::hub
{

/// Section 2. Personal data: never into a log.
struct Whoami {
    struct Org {
        QString name;
        QString roleInOrg; ///< admin, write, contributor, read, no_access, custom
    };
    QString id; ///< survives a change of name
    QString name;
    QString fullName;
    QString type; ///< user, org, app
    QString tokenName;
    QString tokenRole; ///< read, write, god, fineGrained
    QStringList globalScopes; ///< of a fine-grained token, for example discussion.write
    QList<Org> orgs;
};

/// Section 3. One page of a listing; items hold only what `expand` asked for.
struct ListingPage {
    QList<RepoInfo> items;
    QUrl next; ///< empty on the last page
    int skipped = 0; ///< items without a usable id
};

/// Section 5.1, all pages joined.
struct Tree {
    QList<FileEntry> files;
    bool truncated = false; ///< more entries than Limits::treeEntries: the rest was not fetched
};

/// Section 5.3.
struct RawFile {
    QByteArray bytes;
    QString commit; ///< X-Repo-Commit, 40 hex; empty when the Hub did not say
    QByteArray etag;
};

/// Section 7.1. Zero-based pages; threads have no events here.
struct DiscussionPage {
    QList<Thread> threads;
    int start = 0;
    int count = 0; ///< of all pages
    int skipped = 0; ///< items without a number
    QByteArray etag;
    bool notModified = false; ///< 304: everything else is empty
};

/// Section 12. An error that the viewer itself answers is an answer, not an Error.
struct ViewerAnswer {
    int status = 200;
    QByteArray json; ///< as it came, valid JSON
    QString errorCode; ///< X-Error-Code, empty at 200
    QString revision; ///< X-Revision, 40 hex
};

struct ViewerSplit {
    QString config;
    QString split;
};

/// Section 11.2: something happened in this thread.
struct Notification {
    RepoKey repo;
    int thread = 0;
    QDateTime updatedAt;
};

/// Section 8, opening a discussion.
struct OpenedDiscussion {
    int num = 0;
    QString url;
};

/// Section 6.
struct CommitFile {
    QString path;
    QByteArray content;
};
struct CommitRequest {
    QString summary;
    QString description;
    QString parentCommit; ///< 40 hex; base of the pull request
    QList<CommitFile> files;
    bool createPullRequest = true;
};
struct CommitAnswer {
    QString commitOid;
    QString commitUrl;
    QString pullRequestUrl;
    int pullRequest = 0; ///< number of the pull request, 0 without one
};

/// What went over the wire since the client was made.
struct Traffic {
    qint64 requests = 0; ///< sent, retries and redirects counted
    qint64 bytes = 0; ///< of bodies, after decompression
};

/// What we accept from a Hub; more is refused (LimitExceeded) or cut with a note.
struct Limits {
    static constexpr qint64 bodyBytes = qint64(64) * 1024 * 1024; ///< of any JSON answer
    static constexpr qint64 commentBytes = qint64(1024) * 1024; ///< of one comment, UTF-8; the Hub's own limit is 65536
    static constexpr qint64 fileBytes = qint64(16) * 1024 * 1024; ///< of a card
    static constexpr qint64 diffBytes = qint64(4) * 1024 * 1024;
    static constexpr int treeEntries = 20'000;
    static constexpr int events = 20'000; ///< of one thread
};

} // namespace docket::hub
