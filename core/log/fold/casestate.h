#pragma once

#include "core/log/format/entry.h"

#include <QByteArrayList>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QSet>

#include <optional>

namespace docket::log
{

/// Version of the rules in foldCase(). `view.db` stores it and is rebuilt when it differs.
inline constexpr int foldVersion = 3;

enum class CaseStatus {
    New,
    Claimed,
    Assessed,
    AwaitingAuthor,
    AwaitingSecondReview,
    Escalated,
    Conflict,
    Decided,
    Closed,
};
/// "new", "awaiting-author", …: the words of design.md section 4.
QString caseStatusName(CaseStatus status);
Result<CaseStatus> caseStatusFromName(QStringView name);

/// Which revision of the artifact a judgement looked at (law 2).
struct Pin {
    QString commit; ///< 40 hex characters
    QString path; ///< file in the repository, usually "README.md"
    QString sha256; ///< of the bytes shown, 64 hex characters
    bool operator==(const Pin&) const = default;
};

struct Claim {
    QString person;
    QDateTime until; ///< UTC; whether it has run out is asked when reading, see CaseState::statusAt
    EntryId entry;
};

/// The latest answers of one person to one pack.
struct Assessment {
    EntryId entry;
    QString person;
    QDateTime time;
    QString pack; ///< "hf-content@3"
    QString packSha256;
    Pin pin;
    QJsonArray answers; ///< as recorded, FORMAT.md 5
    bool erased = false; ///< the payload is gone
};

struct Decision {
    EntryId entry;
    QString person;
    QDateTime time;
    QString code; ///< "D20"; empty when erased
    QString reason;
    Pin pin;
    QStringList packs;
    QJsonObject payload; ///< everything recorded, for fields this build does not read
    bool needsSecond = false; ///< this or an equal decision that it follows asked for a second person
    QStringList supporters; ///< persons who decided the same in this line and did not withdraw it, sorted
    QString policy; ///< the policy set in force for its author, "set@12hex" or empty
    bool isResolve = false; ///< a case.resolve rather than a case.decide
    bool erased = false;
};

struct Note {
    EntryId entry;
    QString person;
    QDateTime time;
    QString text;
    QJsonArray anchors;
    bool erased = false;
};

enum class ActionState { Queued, Cancelled, Attempted, Confirmed, Failed };
/// "queued", "cancelled", "attempted", "confirmed", "failed".
QString actionStateName(ActionState state);

/// One outward act with its life so far.
struct Action {
    QString actionId; ///< the random id in the payloads
    EntryId entry; ///< the action.queued entry
    QString person;
    QDateTime queuedAt;
    QString type; ///< comment, status, title, hide, pull-request, discussion
    ActionState state = ActionState::Queued;
    QJsonObject payload; ///< of action.queued
    QString lastError; ///< cause of the last action.failed; empty when confirmed
    int attempts = 0;
    QDateTime lastAttempt; ///< invalid before the first
    QJsonObject evidence; ///< of action.confirmed
    bool erased = false;
};

/// Everything the log says about one case; a pure function of the entries.
struct CaseState {
    std::optional<CaseId> caseId;
    QString subject; ///< key of the subject; empty before an entry named it
    CaseStatus status = CaseStatus::New;
    bool reopened = false; ///< a case.reopen that no later decision answered
    bool appealed = false; ///< a case.appeal that no later decision answered
    bool escalated = false; ///< a case.escalate that no later resolve answered, whatever the status says
    std::optional<Claim> claim;
    QList<Assessment> assessments; ///< one per person and pack, in fold order
    QList<Decision> decisions; ///< the live ones; more than one code means conflict
    QList<Decision> pastDecisions; ///< superseded ones, in fold order
    /// The most protective live code while in conflict ("hold" when no adopted order tells, see mostProtective()), else
    /// the code in force, else empty.
    QString interimCode;
    QList<Note> notes;
    QStringList labels; ///< sorted
    QList<QJsonObject> evidence;
    QList<Action> actions; ///< in the order queued
    std::optional<EntryId> firstJudgement; ///< the first assess or decide of anyone (law 6)
    QMap<QString, EntryId> firstJudgements; ///< the same per person
    QDateTime lastActivity; ///< latest author's time of a folded entry
    qint64 lastLamport = 0;
    QList<EntryId> heads; ///< entries that no other entry of the case names as parent, sorted
    int folded = 0; ///< entries that count
    QList<EntryId> unauthorised; ///< kept and shown, but their author lacks the role, or had to leave it to others
    QList<EntryId> pending; ///< a parent has not arrived yet
    /// Unknown kind or version, a payload that does not say what its kind must, or a clock not above its parents'.
    QList<EntryId> ignored;
    QByteArrayList forkedAuthors; ///< devices whose log is forked, among the authors of this case; sorted

    /// The status to show at `now`: a claim that has run out no longer counts.
    CaseStatus statusAt(const QDateTime& now) const;
};

} // namespace docket::log
