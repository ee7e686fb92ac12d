#pragma once

#include "core/base/subject.h"

#include <QFlags>
#include <QList>
#include <QString>

#include <optional>

/// The closed vocabularies of policy packs and decisions. Every enum has a stable lower-case word that is used in
/// packs, in the log and by docketctl; `...Name` writes it and `...FromName` reads it (nullopt for any other word).
namespace docket::policy
{

/// What a pack is for; one word of the pack's `kind`.
enum class PackKind { Content, Conduct, CardModel, CardDataset, CardSpace, Ethics, Licence, Procedure };
QString packKindName(PackKind kind);
std::optional<PackKind> packKindFromName(QStringView name);

/// What a criterion can be asked about. `Discussion` includes pull requests, `User` organisations and user names.
enum class Target { Model = 1, Dataset = 2, Space = 4, Discussion = 8, Comment = 16, User = 32 };
Q_DECLARE_FLAGS(Targets, Target)
Q_DECLARE_OPERATORS_FOR_FLAGS(Targets)
QString targetName(Target target);
std::optional<Target> targetFromName(QStringView name);
/// In the order of the enum; for lists shown to people and for writing packs.
const QList<Target>& allTargets();
/// A repository is its kind; a thread is Discussion and Comment.
Targets targetsOf(const Subject& subject);

/// How an answer reads: `yes` breaks the rule, `no` leaves a gap, or neither (`note`).
enum class Polarity { ViolationIfYes, GapIfNo, Note };
QString polarityName(Polarity polarity);
std::optional<Polarity> polarityFromName(QStringView name);

/// S0 information, S1 documentation gap, S2 correctable harm or nuisance, S3 serious, S4 critical.
enum class Severity { S0, S1, S2, S3, S4 };
QString severityName(Severity severity); ///< "S0".."S4"
std::optional<Severity> severityFromName(QStringView name);

/// How the evidence may be looked at. Ordered from open to closed.
enum class Viewing { Normal, Blurred, TextOnly, Blocked };
QString viewingName(Viewing viewing);
std::optional<Viewing> viewingFromName(QStringView name);

/// How firmly a source carries a criterion: the clause says it, it follows, staff do so, or it is our addition.
enum class Strength { Direct, Derived, Practice, Project };
QString strengthName(Strength strength);
std::optional<Strength> strengthFromName(QStringView name);

/// How sure we are of a source's text.
enum class SourceConfidence { High, MediumHigh, Medium, Low, SecondHand, Project };
QString sourceConfidenceName(SourceConfidence confidence);
std::optional<SourceConfidence> sourceConfidenceFromName(QStringView name);

/// Whom a case is escalated to.
enum class Desk { Lead, Legal, Security, Safety, Privacy, ChildSafety };
QString deskName(Desk desk);
std::optional<Desk> deskFromName(QStringView name);

/// What a reviewer says to a criterion's question. Set by people only (design law 6).
enum class AnswerValue { Yes, No, Unsure, NotApplicable };
QString answerValueName(AnswerValue value);
std::optional<AnswerValue> answerValueFromName(QStringView name);

enum class Confidence { Low, Medium, High };
QString confidenceName(Confidence confidence);
std::optional<Confidence> confidenceFromName(QStringView name);

/// What an answer means for the case, after polarity.
enum class Outcome {
    Open, ///< not answered
    Violation, ///< the rule is broken
    Gap, ///< something required is missing
    Clear, ///< looked at, nothing found
    Noted, ///< a note, neither good nor bad
    Unsure, ///< looked at, undecided: somebody else must look
    NotApplicable,
};
QString outcomeName(Outcome outcome);

/// A reviewer's roles in the workspace. One person may hold several.
enum class Role { Triage = 1, Ethics = 2, Lead = 4, Specialist = 8 };
Q_DECLARE_FLAGS(Roles, Role)
Q_DECLARE_OPERATORS_FOR_FLAGS(Roles)
QString roleName(Role role); ///< "triage", "ethics", "lead", "specialist"
std::optional<Role> roleFromName(QStringView name);
const QList<Role>& allRoles();

/// Who is told, and how fully. N0 nobody; N1 public courteous comment; N2 private notice to the author;
/// N3 full statement of reasons to the affected user; N4 none or delayed on legal advice.
enum class NoticeLevel { N0, N1, N2, N3, N4 };
QString noticeLevelName(NoticeLevel level);
std::optional<NoticeLevel> noticeLevelFromName(QStringView name);

/// What the report alleges, from the words after "🚩 Report:" (the Hub's own list, observed and documented).
enum class Allegation { Ethical, Legal, Restricted, Copyright, Spam, NotWorking, Other };
QString allegationName(
    Allegation allegation); ///< "ethical", "legal", "restricted", "copyright", "spam", "not-working", "other"
std::optional<Allegation> allegationFromName(QStringView name);
/// Reads a raw thread title or the words after its colon. Anything unknown is Other.
Allegation allegationFromTitle(QStringView title);

} // namespace docket::policy
