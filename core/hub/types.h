#pragma once

#include "core/base/subject.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

/// Values that come over the Hub's wire, after decoding. Field names follow the Hub's JSON (hub-api.md, the section
/// named at each type); times are UTC; a key that was absent is an empty string, an invalid time or nullopt.
/// Copies are cheap (implicitly shared members) and may cross threads.
namespace docket::hub
{

/// hub-api 4.2. Levels seen: unscanned, safe, queued, error, caution, suspicious, unsafe; expect more.
struct ScanIssue {
    QString path;
    QString level;
};
struct ScanSummary {
    bool done = false;
    QList<ScanIssue> filesWithIssues;
};

/// hub-api 5.1. One row of a repository's tree.
struct FileEntry {
    QString path; ///< full path inside the repository
    bool isFolder = false;
    qint64 size = -1; ///< bytes; for LFS files the size of the real file
    QString oid; ///< git id, 40 hex
    QString lfsSha256; ///< 64 hex when the file is stored in LFS
    QString scanLevel; ///< securityFileStatus.status, empty when unknown
};

/// hub-api 4.1.
struct RepoInfo {
    RepoKey key; ///< the id the Hub answered with: differs from the asked one after a rename (307)
    QString hubId; ///< _id, 24 hex; survives a rename
    QString author;
    QString sha; ///< head commit, 40 hex
    QDateTime createdAt;
    QDateTime lastModified;
    bool isPrivate = false;
    bool disabled = false; ///< taken down
    bool discussionsDisabled = false;
    QString gated; ///< empty, "auto" or "manual"
    qint64 downloads = 0;
    qint64 likes = 0;
    QStringList tags;
    QString pipelineTag;
    QString libraryName;
    QString sdk;
    ScanSummary scan;
    QByteArray json; ///< the answer as it came, for fields we do not model
};

/// hub-api 7. A deleted author is an absent key on the wire: name is then empty.
struct Author {
    QString name;
    QString fullName;
    QString type; ///< user or org
    bool isPro = false;
    bool isHf = false;
    bool isMod = false;
    bool isOwner = false;
    bool isOrgMember = false;
};

struct Reaction {
    QString reaction;
    int count = 0;
};

enum class EventType {
    Comment,
    StatusChange,
    TitleChange,
    Commit,
    ReportStatusChange,
    Pinning,
    Locking,
    Reference,
    Review,
    Unknown
};

/// hub-api 7.3. One entry of a thread.
struct Event {
    QString id;
    EventType type = EventType::Unknown;
    QString typeName; ///< as on the wire
    QDateTime createdAt;
    Author author;
    // comment
    QString raw; ///< Markdown; empty when hidden
    QDateTime updatedAt;
    bool edited = false;
    bool hidden = false;
    QString hiddenBy;
    QString hiddenReason;
    bool isReport = false;
    QList<Reaction> reactions;
    // status-change, title-change, report-status-change, commit
    QString from;
    QString to; ///< new status or title
    bool report = false; ///< data.report of report-status-change
    QString commitSubject;
    QString oid;
    QByteArray json; ///< the event as it came
};

/// hub-api 7.1 and 7.2. `events` is empty in a listing.
struct Thread {
    RepoKey repo;
    int num = 0;
    QString hubId;
    QString title;
    QString status; ///< open, closed, merged, draft
    QDateTime createdAt;
    Author author;
    bool isPullRequest = false;
    std::optional<bool> isReport; ///< only the detail knows
    bool pinned = false;
    bool locked = false;
    int numComments = 0;
    QList<Event> events;
    QString diff; ///< pull requests, with ?diff=1
    QString headCommit; ///< changes.headCommitId of a pull request
};

/// Words the Hub's report form uses (hub-api 9.1).
enum class ReportCategory { Ethical, Legal, NotWorking, Spam, Other };
QString reportCategoryName(ReportCategory category); ///< "ethical", "legal", "not-working", "spam", "other"

/// A report found in a thread by the rules of hub-api 9.3.
struct Report {
    Subject subject; ///< the repository, or the thread when a comment in an ordinary thread is reported
    RepoKey repo;
    int thread = 0; ///< number of the thread that carries the report
    QString commentId; ///< the reported comment, when one is
    ReportCategory category = ReportCategory::Other;
    QString rawTitle;
    QString excerpt; ///< first 280 characters of the report's own text
    QString reporter; ///< user name; personal data: never into a log header
    QDateTime opened;
    bool certain = false; ///< said by the Hub, not only by the title
    bool open = true; ///< its thread is still open
};
/// Pure. Nothing when the thread is no report (or was unmarked by the last report-status-change).
QList<Report> reportsIn(const Thread& thread);

} // namespace docket::hub
