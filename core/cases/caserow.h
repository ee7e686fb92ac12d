#pragma once

#include "core/base/subject.h"
#include "core/hub/types.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QStringList>

namespace docket::cases
{

/// policies.md 1.3: S0 information … S4 critical.
enum class Severity { S0, S1, S2, S3, S4 };
QString severityName(Severity severity); ///< "S3"

/// Design section 4, "Case state".
enum class Status {
    New,
    Claimed,
    Assessed,
    AwaitingAuthor,
    AwaitingSecondReview,
    Escalated,
    Conflict,
    Decided,
    Closed
};
QString statusName(Status status); ///< "awaiting-author"
Result<Status> statusFromName(QStringView name);

/// One visible part of a priority: law "explained priority".
struct PriorityTerm {
    QString name; ///< stable word: severity, reports, reach, age, certainty, scan, reopened
    int points = 0;
    QString value; ///< what it was computed from: "S3", "5 reports", "48,210 downloads"
};

/// One row of the queue: everything the list and `docketctl queue` show, nothing that needs another query.
struct CaseRow {
    qint64 row = 0; ///< rowid in view.db
    QByteArray caseId; ///< 16 bytes, see log::CaseId
    QString caseText; ///< base64url of caseId, the CASE of the command line
    Subject subject;
    QString title;
    QString author; ///< owner of the repository
    Status status = Status::New;
    Severity severity = Severity::S1;
    int priority = 0; ///< sum of terms; larger is more urgent
    QList<PriorityTerm> terms;
    QStringList categories; ///< reportCategoryName words alleged, most grave first
    QString why; ///< one short English phrase: "ethical issue, 3 reports"
    int reports = 0;
    int openReports = 0;
    QDateTime opened; ///< first report
    QDateTime changed; ///< last change on the Hub or in the log
    QDateTime due; ///< invalid when none
    QString holder; ///< name of the person who holds the claim, empty when free
    bool mine = false; ///< held by this workspace's reviewer
    bool reopened = false;
    bool drifted = false;
    bool appealed = false;
    QString problem; ///< errorCodeName of the last failed fetch, empty when fresh
};

} // namespace docket::cases
