#pragma once

#include "core/base/subject.h"
#include "core/log/fold/casestate.h"
#include "core/policy/vocabulary.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QStringList>

namespace docket::cases
{

/// policies.md 1.3: S0 information … S4 critical.
using Severity = policy::Severity;
using policy::severityName;

/// Design section 4, "Case state".
using Status = log::CaseStatus;
inline QString statusName(Status status)
{
    return log::caseStatusName(status);
}
inline Result<Status> statusFromName(QStringView name)
{
    return log::caseStatusFromName(name);
}

/// One visible part of a priority.
struct PriorityTerm {
    QString name; ///< stable word: severity, reports, reach, certainty, scan, reopened, appealed
    int points = 0;
    QString value; ///< what it was computed from: "S3", "5 reports", "48,210 downloads"
    bool operator==(const PriorityTerm&) const = default;
};

/// One row of the queue: everything the list and `docketctl queue` show, nothing that needs another query.
struct CaseRow {
    qint64 row = 0; ///< rowid in view.db; 0 before it was stored
    QByteArray caseId; ///< 16 bytes, see log::CaseId
    QString caseText; ///< base64url of caseId, the CASE of the command line
    Subject subject;
    QString title; ///< "acme/portrait" or "acme/portrait #12"
    QString author; ///< owner of the repository
    Status status = Status::New;
    Severity severity = Severity::S1;
    int priority = 0; ///< sum of terms; larger is more urgent
    QList<PriorityTerm> terms;
    QStringList categories; ///< reportCategoryName words alleged, most grave first
    QString why; ///< one short English phrase on what is alleged: "consent, likeness"
    int reports = 0;
    int openReports = 0;
    QDateTime opened; ///< first report, UTC
    QDateTime changed; ///< last change on the Hub or in the log, UTC
    QDateTime due; ///< UTC; invalid when none
    QString holder; ///< name of the person who holds the claim, empty when free
    QDateTime claimUntil; ///< UTC; when the claim runs out
    bool mine = false; ///< held by this workspace's reviewer
    bool reopened = false; ///< new report after a decision
    bool drifted = false; ///< the card changed after a judgement pinned it
    bool appealed = false;
    int acts = 0; ///< outward acts ever queued for it
    int openActs = 0; ///< of those, not yet confirmed, cancelled or failed
    QString problem; ///< errorCodeName of the last failed fetch, empty when fresh

    /// Open for work: neither decided nor closed.
    bool isOpen() const { return reopened || (status != Status::Decided && status != Status::Closed); }
    bool operator==(const CaseRow&) const = default;
};

} // namespace docket::cases
