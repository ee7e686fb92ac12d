#include "core/policy/decisions.h"

#include "core/policy/notice.h"

#include <algorithm>
#include <array>
#include <utility>

namespace docket::policy
{
using namespace Qt::StringLiterals;

namespace
{

constexpr std::array<std::pair<Reason, QLatin1StringView>, 17> kReasons{ { { Reason::WrongSubject, "wrong-subject"_L1 },
    { Reason::RoleMissing, "role-missing"_L1 }, { Reason::NoToken, "no-token"_L1 },
    { Reason::NoWriteAccess, "no-write-access"_L1 }, { Reason::NoThread, "no-thread"_L1 },
    { Reason::NoComment, "no-comment"_L1 }, { Reason::NotPermitted, "not-permitted"_L1 },
    { Reason::AboveUnilateral, "above-unilateral"_L1 }, { Reason::ChannelClosed, "channel-closed"_L1 },
    { Reason::EscalateFirst, "escalate-first"_L1 }, { Reason::LowerStepsFirst, "lower-steps-first"_L1 },
    { Reason::NothingFound, "nothing-found"_L1 }, { Reason::Found, "found"_L1 }, { Reason::NoAnswers, "no-answers"_L1 },
    { Reason::NoEarlierDecision, "no-earlier-decision"_L1 }, { Reason::SameDecider, "same-decider"_L1 },
    { Reason::Recused, "recused"_L1 } } };

bool isEscalation(QStringView code)
{
    return code == u"D50" || code == u"D70" || code == u"D71";
}

/// Codes that steer the case and need no criterion to permit them.
bool isProcedural(const DecisionCode& code)
{
    return isEscalation(code.code) || code.code <= u"D10"_s || code.code >= u"D80"_s;
}

/// Codes that ask the author: these count as "the owner was asked".
bool isAsking(QStringView code)
{
    return code == u"D20" || code == u"D21" || code == u"D22" || code == u"D30" || code == u"D31";
}

QString join(const QList<const Criterion*>& criteria)
{
    QStringList ids;
    for (const Criterion* criterion : criteria)
        ids += criterion->id;
    return ids.join(u", "_s);
}

/// Everything about one case that the rules for all codes share.
class Rules
{
public:
    Rules(const Checklist& checklist, const DecisionContext& context)
        : m_context(context),
          m_vocabulary(checklist.library() ? &checklist.library()->vocabulary() : nullptr),
          m_subject(checklist.targets()),
          m_isThread(checklist.subject().thread > 0),
          m_answered(!checklist.answers().isEmpty()),
          m_severity(checklist.severity())
    {
        for (const ChecklistItem& item : checklist.items()) {
            const Outcome outcome = checklist.outcome(item.criterion->id);
            if (outcome == Outcome::Violation || outcome == Outcome::Gap)
                m_found += item.criterion;
            // Doubt about a critical or private matter is treated like a finding: it must not leak while it is cleared
            // up.
            const bool grave = item.criterion->severity == Severity::S4 || !item.criterion->publicChannel;
            if (outcome == Outcome::Violation || outcome == Outcome::Gap || (outcome == Outcome::Unsure && grave)) {
                if (!item.criterion->publicChannel || item.criterion->severity == Severity::S4)
                    m_closed += item.criterion;
                if (item.criterion->severity == Severity::S4)
                    m_critical += item.criterion;
            }
        }
    }

    QList<DecisionOffer> offers() const
    {
        QList<DecisionOffer> out;
        if (!m_vocabulary)
            return out;
        for (const DecisionCode& code : m_vocabulary->decisions)
            out += offer(code);
        addLowerSteps(out);
        suggest(out);
        return out;
    }

private:
    DecisionOffer offer(const DecisionCode& code) const
    {
        DecisionOffer out;
        out.code = &code;
        out.notice = code.notice;
        for (const Criterion* criterion : m_found) {
            if (criterion->permittedActions.contains(code.code))
                out.permittedBy += criterion->id;
        }
        checkPerson(code, out);
        checkSubject(code, out);
        checkFindings(code, out);
        checkUnilateral(code, out);
        out.offered = out.refusals.isEmpty();
        out.mandatory = out.offered && demands(code);
        if (isEscalation(code.code))
            addDesks(code, out);
        return out;
    }

    void refuse(DecisionOffer& offer, Reason reason, QString text) const
    {
        offer.refusals += Refusal{ reason, std::move(text) };
    }

    void checkPerson(const DecisionCode& code, DecisionOffer& out) const
    {
        // A grave sign is passed on even by somebody with a stake.
        if (m_context.conflictOfInterest && !isEscalation(code.code))
            refuse(out, Reason::Recused, u"you have a stake in this case and must leave it to somebody else"_s);
        if (code.rule.notFirstDecider) {
            if (!m_context.decidedBefore)
                refuse(out, Reason::NoEarlierDecision, u"there is no earlier decision to review"_s);
            else if (m_context.iDecidedBefore)
                refuse(out, Reason::SameDecider, u"you took part in the decision that would be reviewed"_s);
        }
        if (needsToken(code) && !m_context.rights.token)
            refuse(out, Reason::NoToken, u"it acts on the Hub, and you are not signed in there"_s);
        const bool author = code.rule.threadAuthorMay && m_context.rights.threadAuthor;
        if (code.rule.needsWriteAccess && !m_context.rights.write && !author)
            refuse(out, Reason::NoWriteAccess, u"it needs write access to the repository on the Hub"_s);
    }

    bool needsToken(const DecisionCode& code) const
    {
        return std::any_of(code.effects.begin(), code.effects.end(), [](Effect effect) {
            return effect == Effect::Comment || effect == Effect::StatusClosed || effect == Effect::PullRequestNfaa
                || effect == Effect::HideComment || effect == Effect::ByHand;
        });
    }

    void checkSubject(const DecisionCode& code, DecisionOffer& out) const
    {
        if (!(code.appliesTo & m_subject))
            refuse(out, Reason::WrongSubject,
                m_isThread ? u"it does not fit a thread"_s : u"it does not fit a repository"_s);
        if (code.effects.contains(Effect::StatusClosed) && !m_context.hasThread)
            refuse(out, Reason::NoThread, u"there is no thread to close"_s);
        const bool answersReporter = code.code == u"D00"_s || code.code == u"D10"_s;
        if (answersReporter && !m_context.hasThread)
            refuse(out, Reason::NoThread, u"there is no thread to answer in"_s);
        if (code.effects.contains(Effect::HideComment) && !m_context.hasComment)
            refuse(out, Reason::NoComment, u"choose the comment to hide first"_s);
    }

    void checkFindings(const DecisionCode& code, DecisionOffer& out) const
    {
        if (isEscalation(code.code))
            return; // at once, by anyone, on a sign alone
        // Duplicates and the return of a case need no judgement of the content.
        const bool judges = code.code != u"D02"_s && code.code != u"D03"_s && code.code < u"D80"_s;
        if (judges && !m_answered)
            refuse(out, Reason::NoAnswers, u"judge first: no criterion is answered yet"_s);
        if (code.code == u"D00"_s && !m_found.isEmpty())
            refuse(out, Reason::Found, u"%1 stands, so the report is not unfounded"_s.arg(join(m_found)));
        if (code.publicChannel && !m_closed.isEmpty())
            refuse(out, Reason::ChannelClosed, u"%1 must not be discussed in public"_s.arg(join(m_closed)));
        const bool reviews = code.code == u"D80"_s || code.code == u"D81"_s;
        const bool escalated = std::all_of(m_critical.begin(), m_critical.end(),
            [this](const Criterion* criterion) { return wasEscalated(*criterion); });
        if (!escalated && !reviews)
            refuse(out, Reason::EscalateFirst,
                u"%1 is critical: escalate with %2 first"_s.arg(join(m_critical), firstCodes().join(u" and "_s)));
        if (isProcedural(code))
            return;
        const bool closesUnfounded = code.code == u"D41"_s && m_found.isEmpty();
        if (m_found.isEmpty() && !closesUnfounded)
            refuse(out, Reason::NothingFound, u"no violation and no gap was found"_s);
        else if (out.permittedBy.isEmpty() && !closesUnfounded)
            refuse(out, Reason::NotPermitted, u"none of %1 permits it"_s.arg(join(m_found)));
        const bool asked = std::any_of(m_context.earlierCodes.begin(), m_context.earlierCodes.end(),
            [](const QString& earlier) { return isAsking(earlier); });
        // Steps against words in a thread have no owner to ask.
        const bool aboutArtifact = !(code.appliesTo & (Target::Discussion | Target::Comment));
        const bool belowSerious = m_severity && *m_severity < Severity::S3;
        if (code.reasonForSkipping && aboutArtifact && !out.permittedBy.isEmpty() && !asked && belowSerious)
            refuse(out, Reason::LowerStepsFirst, u"below S3 the author is asked before anything is restricted"_s);
    }

    /// Who may decide, alone or with a colleague.
    void checkUnilateral(const DecisionCode& code, DecisionOffer& out) const
    {
        if (isEscalation(code.code)) {
            if (!m_context.roles)
                refuse(out, Reason::RoleMissing, u"you hold no role in this workspace"_s);
            return;
        }
        const bool decider = (m_context.roles & code.rule.roles) != Roles();
        const int highest = unilateralRung(code);
        const bool withinMax = highest >= code.rung;
        if (!decider) {
            // Up to a criterion's maximum a triage moderator may propose what others decide.
            if (m_context.roles.testFlag(Role::Triage) && withinMax && code.rung > 0 && !code.rule.secondLead) {
                require(out, code.rule.roles);
                return;
            }
            const Reason reason
                = withinMax || out.permittedBy.isEmpty() ? Reason::RoleMissing : Reason::AboveUnilateral;
            refuse(out, reason, u"it is decided by %1"_s.arg(code.decides));
            return;
        }
        const bool lead = m_context.roles.testFlag(Role::Lead);
        const bool finalStep = code.reversible == Reversible::No || code.reversible == Reversible::Partly
            || (code.notice == NoticeLevel::N3 && code.code != u"D42"_s);
        if (finalStep) // two people, whoever the first is
            require(out, lead && code.rule.secondSpecialist ? Roles(Role::Specialist) : Roles(Role::Lead));
        else if (code.rule.secondLead && !lead)
            require(out, Role::Lead);
        if (isProcedural(code) || out.permittedBy.isEmpty() || withinMax)
            return;
        const bool demanding = std::any_of(m_found.begin(), m_found.end(), [&](const Criterion* criterion) {
            return criterion->secondReviewer && out.permittedBy.contains(criterion->id);
        });
        if ((demanding || !lead) && !out.needsSecondReviewer)
            require(out, Role::Lead);
    }

    static void require(DecisionOffer& offer, Roles roles)
    {
        offer.needsSecondReviewer = true;
        offer.secondReviewer |= roles;
    }

    /// The lowest of the maxima of the criteria that permit the code: the most careful one counts.
    int unilateralRung(const DecisionCode& code) const
    {
        int lowest = -1;
        for (const Criterion* criterion : m_found) {
            if (!criterion->permittedActions.contains(code.code))
                continue;
            const DecisionCode* most = m_vocabulary->decision(criterion->maxUnilateral);
            // An escalation as maximum means: nothing but passing it on.
            const int rung = most && !isEscalation(most->code) ? most->rung : 0;
            lowest = lowest < 0 ? rung : std::min(lowest, rung);
        }
        return lowest;
    }

    /// The escalations that the critical criteria demand.
    QStringList firstCodes() const
    {
        QStringList out;
        for (const Criterion* criterion : m_critical) {
            for (const QString& code : firstCodes(*criterion)) {
                if (!out.contains(code))
                    out += code;
            }
        }
        return out;
    }

    static QStringList firstCodes(const Criterion& criterion)
    {
        if (isEscalation(criterion.maxUnilateral) && criterion.maxUnilateral != u"D50"_s)
            return { criterion.maxUnilateral };
        return { u"D50"_s };
    }

    /// The escalation it demands was made, or for a plain D50 a stronger one that it permits.
    bool wasEscalated(const Criterion& criterion) const
    {
        const QStringList first = firstCodes(criterion);
        return std::any_of(m_context.earlierCodes.begin(), m_context.earlierCodes.end(), [&](const QString& earlier) {
            return first.contains(earlier)
                || (first.contains(u"D50"_s) && isEscalation(earlier) && criterion.permittedActions.contains(earlier));
        });
    }

    bool demands(const DecisionCode& code) const
    {
        return std::any_of(m_critical.begin(), m_critical.end(), [&](const Criterion* criterion) {
            return firstCodes(*criterion).contains(code.code) && !wasEscalated(*criterion);
        });
    }

    void addDesks(const DecisionCode& code, DecisionOffer& out) const
    {
        if (code.code == u"D70"_s)
            out.desks = { Desk::ChildSafety };
        else if (code.code == u"D71"_s)
            out.desks = { Desk::Safety, Desk::Legal };
        for (const Criterion* criterion : m_found + m_critical) {
            const Escalation& escalation = criterion->escalation;
            if (escalation.to.isEmpty())
                continue;
            if (code.code == u"D50"_s) {
                for (Desk desk : escalation.to) {
                    if (!out.desks.contains(desk))
                        out.desks += desk;
                }
            }
            if (escalation.deadlineHours > 0)
                out.deadlineHours = out.deadlineHours == 0 ? escalation.deadlineHours
                                                           : std::min(out.deadlineHours, escalation.deadlineHours);
        }
    }

    void addLowerSteps(QList<DecisionOffer>& offers) const
    {
        for (DecisionOffer& out : offers) {
            if (!out.offered || !out.code->reasonForSkipping)
                continue;
            for (const DecisionOffer& other : offers) {
                const bool onLadder = !isProcedural(*other.code) && other.code->rung > 0;
                const bool lower = other.offered && onLadder && other.code->rung < out.code->rung;
                if (lower && !m_context.earlierCodes.contains(other.code->code))
                    out.lowerSteps += other.code->code;
            }
            out.needsLowerStepsReason = !out.lowerSteps.isEmpty();
        }
    }

    /// Marks the gentlest step that meets what was found. A mark only: nothing is chosen for the reviewer.
    void suggest(QList<DecisionOffer>& offers) const
    {
        const auto mark = [&offers](const QStringList& wanted) {
            for (const QString& code : wanted) {
                for (DecisionOffer& offer : offers) {
                    if (offer.code->code == code && offer.offered) {
                        offer.suggested = true;
                        return;
                    }
                }
            }
        };
        if (!m_critical.isEmpty()) {
            mark(firstCodes());
            return;
        }
        if (!m_answered)
            return;
        if (m_found.isEmpty()) {
            mark({ u"D00"_s, u"D90"_s });
            return;
        }
        const bool audience = std::any_of(m_found.begin(), m_found.end(),
            [](const Criterion* criterion) { return criterion->maxUnilateral == u"D22"_s; });
        const bool allGaps = std::all_of(m_found.begin(), m_found.end(),
            [](const Criterion* criterion) { return criterion->polarity == Polarity::GapIfNo; });
        const bool desk = std::any_of(
            m_found.begin(), m_found.end(), [](const Criterion* criterion) { return criterion->escalation.mandatory; });
        if (desk)
            mark({ u"D50"_s });
        else if (audience)
            mark({ u"D22"_s, u"D21"_s });
        else if (allGaps)
            mark({ u"D21"_s, u"D01"_s });
        else if (m_isThread)
            mark({ u"D20"_s, u"D41"_s, u"D45"_s });
        else
            mark({ u"D20"_s, u"D21"_s });
    }

    const DecisionContext& m_context;
    const Pack* m_vocabulary;
    Targets m_subject;
    bool m_isThread;
    bool m_answered;
    std::optional<Severity> m_severity;
    QList<const Criterion*> m_found; // violations and gaps
    QList<const Criterion*> m_closed; // forbid public words
    QList<const Criterion*> m_critical; // S4, found or in doubt
};

} // namespace

QString reasonName(Reason reason)
{
    for (const auto& [value, word] : kReasons) {
        if (value == reason)
            return QString(word);
    }
    return {};
}

QList<DecisionOffer> offersFor(const Checklist& checklist, const DecisionContext& context)
{
    return Rules(checklist, context).offers();
}

std::optional<DecisionOffer> offerFor(const Checklist& checklist, const DecisionContext& context, QStringView code)
{
    for (const DecisionOffer& offer : offersFor(checklist, context)) {
        if (offer.code->code == code)
            return offer;
    }
    return std::nullopt;
}

Status checkDecision(const Decision& decision, const DecisionOffer& offer, const QStringList& reporters)
{
    if (!offer.code || offer.code->code != decision.code)
        return fail(ErrorCode::Usage, decision.code, u"this is not the offer for that code"_s);
    if (!offer.offered) {
        QStringList causes;
        for (const Refusal& refusal : offer.refusals)
            causes += refusal.text;
        return fail(ErrorCode::Validation, decision.code, causes.join(u"; "_s), u"choose a code that is offered"_s);
    }
    if (decision.reason.trimmed().isEmpty())
        return fail(ErrorCode::Validation, decision.code, u"the reason is missing"_s, u"say why you decide so"_s);
    if (offer.needsLowerStepsReason && decision.lowerSteps.trimmed().isEmpty())
        return fail(ErrorCode::Validation, decision.code, u"it skips %1"_s.arg(offer.lowerSteps.join(u", "_s)),
            u"say why lower steps do not suffice"_s);
    const bool speaks = offer.code->effects.contains(Effect::Comment);
    if (speaks && decision.notice.trimmed().isEmpty())
        return fail(ErrorCode::Validation, decision.code, u"the text to post is empty"_s, u"write the notice"_s);
    if (containsName(decision.notice, reporters))
        return fail(ErrorCode::Validation, decision.code, u"the notice names the reporter"_s,
            u"take the name out of the text"_s);
    return {};
}

} // namespace docket::policy
