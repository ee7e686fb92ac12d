#pragma once

#include "core/policy/decisions.h"

#include <QDateTime>

namespace docket::policy
{

/// What a notice is made of. Reporters' names are given only so that they can be kept out.
struct NoticeInput {
    QString code; ///< decision code
    QString repoUrl; ///< page of the repository or thread on the Hub; may be empty
    Pin pin; ///< revision that was looked at
    QString reason; ///< the reviewer's reason; only N3 quotes it
    QStringList reporters; ///< user names that must not appear, in any spelling of case
    QDateTime now; ///< UTC; the answer date is counted from here
    int windowHours = 0; ///< 0: the vocabulary's setting `answer-window-hours`
    bool automatedDetection = false; ///< a scanner or heuristic put the case into the queue
    bool ownReview = false; ///< found by own review, not by a report
};

struct Notice {
    NoticeLevel level = NoticeLevel::N0;
    QString markdown; ///< as it will be posted, editable; empty for N0 and N4
    bool isPublic = false; ///< goes into a thread everybody can read
    QStringList withheld; ///< what was left out on purpose and why (English), for the reviewer
};

/// Composes the notice for a decision from the answers: what was found with the evidence quoted, which clause, what is
/// asked, until when, how to contest. Courteous and factual; says what the text shows, not what a person intended.
/// Evidence of criteria that must not be shown in public is named by place only. Errors: Validation for an unknown
/// code, a public notice about a criterion whose channel is closed.
Result<Notice> composeNotice(const Checklist& checklist, const NoticeInput& input);

/// True when `text` contains one of `names` as a word, whatever the case. Two spellings pass because refusing them
/// would make notices impossible: "name/" (the name as owner in a repository's id), and a name that is itself an
/// everyday word of notices such as "data", which then counts only as "@data".
bool containsName(const QString& text, const QStringList& names);
/// `text` with every such name replaced by "[name withheld]".
QString withoutNames(QString text, const QStringList& names);

} // namespace docket::policy
