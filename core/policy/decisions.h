#pragma once

#include "core/policy/checklist.h"

namespace docket::policy
{

/// What my account may do on the Hub with this subject.
struct HubRights {
    bool token = false; ///< signed in: may comment, open discussions and pull requests
    bool write = false; ///< write access to the repository
    bool threadAuthor = false; ///< I opened the thread
};

/// Who decides, and under which circumstances.
struct DecisionContext {
    Roles roles; ///< mine, in this workspace
    HubRights rights;
    bool decidedBefore = false; ///< there is a decision in this case already
    bool iDecidedBefore = false; ///< and it was mine: I may not review it
    bool appealed = false;
    bool conflictOfInterest = false; ///< author, competitor or reporter: must recuse
    bool hasThread = false; ///< a thread exists to answer in or to close (report thread or the subject itself)
    bool hasComment = false; ///< a comment is chosen, for hiding
    QStringList earlierCodes; ///< codes decided before on this subject, oldest first: steps already tried
};

/// Why a code is not offered (or offered with a condition). Screens translate from the code.
enum class Reason {
    WrongSubject, ///< this decision does not fit this kind of subject
    RoleMissing, ///< none of my roles may decide it
    NoToken, ///< not signed in on the Hub
    NoWriteAccess, ///< needs write access on the Hub
    NoThread, ///< there is no thread to answer or close
    NoComment, ///< choose the comment first
    NotPermitted, ///< no confirmed criterion permits it
    AboveUnilateral, ///< stronger than one person may decide for these criteria
    ChannelClosed, ///< it speaks in public, and a confirmed criterion forbids that
    EscalateFirst, ///< a critical criterion demands D50, D70 or D71 first
    LowerStepsFirst, ///< below S3 the author is asked before anything is restricted
    NothingFound, ///< no violation or gap was recorded
    Found, ///< a violation stands, so "unfounded" does not fit
    NoAnswers, ///< judge first: nothing was answered yet
    NoEarlierDecision, ///< nothing to restore, lift or appeal
    SameDecider, ///< somebody else must decide this
    Recused, ///< you have a stake in this case
};
QString reasonName(Reason reason); ///< "wrong-subject", ...

struct Refusal {
    Reason reason = Reason::WrongSubject;
    QString text; ///< English, names the cause: "CG-19 must not be discussed in public"
    bool operator==(const Refusal&) const = default;
};

/// One decision code and what stands between me and it.
struct DecisionOffer {
    const DecisionCode* code = nullptr; ///< owned by the library
    bool offered = false;
    bool suggested = false; ///< gentlest step that meets what was found; never preselected
    bool mandatory = false; ///< a confirmed criterion demands exactly this first
    QList<Refusal> refusals; ///< empty when offered
    bool needsSecondReviewer = false; ///< it waits for a colleague before it goes out
    Roles secondReviewer; ///< any of these may agree
    bool needsLowerStepsReason = false; ///< "why lower steps do not suffice" must be filled in
    QStringList lowerSteps; ///< codes that would be gentler and are open
    NoticeLevel notice = NoticeLevel::N0;
    QStringList permittedBy; ///< criteria that permit it
    QList<Desk> desks; ///< for escalations: who receives it
    int deadlineHours = 0; ///< 0: none
};

/// Every code of the vocabulary, in its order, with reasons where it is not offered. Pure.
QList<DecisionOffer> offersFor(const Checklist& checklist, const DecisionContext& context);
/// The offer for one code; nullopt when the vocabulary has no such code.
std::optional<DecisionOffer> offerFor(const Checklist& checklist, const DecisionContext& context, QStringView code);

/// What a person states with a decision.
struct Decision {
    QString code;
    QString reason; ///< required
    QString lowerSteps; ///< why lower steps do not suffice; required where the offer says so
    QString notice; ///< as it will be posted; empty where the level is N0
};
/// Last check before a decision is logged: offered, reason given, lower steps explained, notice present where it is due
/// and free of the reporters' names. Error: Validation (a rule refused it) with the reason's text.
Status checkDecision(const Decision& decision, const DecisionOffer& offer, const QStringList& reporters = {});

} // namespace docket::policy
