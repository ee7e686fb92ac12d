#include "core/policy/decisions.h"
#include "suites.h"

#include <rapidcheck.h>

using namespace docket;
using namespace docket::policy;
using namespace Qt::StringLiterals;

namespace
{

/// "CG-24=yes MCQ-02=no"
Checklist judged(const QString& key, const QString& answers)
{
    Checklist list(builtInPacks(), { subjectOf(key), {}, false, {} });
    for (const QString& part : answers.split(u' ', Qt::SkipEmptyParts)) {
        Answer answer;
        answer.criterion = part.section(u'=', 0, 0);
        answer.value = *answerValueFromName(part.section(u'=', 1));
        answer.noEvidence = u"test"_s;
        if (!list.setAnswer(answer))
            qFatal("no such criterion: %s", qPrintable(part));
    }
    return list;
}

/// "triage token write thread comment author stake before mine D20 D50": what is named holds.
DecisionContext contextOf(const QString& words)
{
    DecisionContext out;
    for (const QString& word : words.split(u' ', Qt::SkipEmptyParts)) {
        if (const auto role = roleFromName(word))
            out.roles |= *role;
        else if (word.startsWith(u'D'))
            out.earlierCodes += word;
        else if (word == u"token"_s)
            out.rights.token = true;
        else if (word == u"write"_s)
            out.rights.write = true;
        else if (word == u"author"_s)
            out.rights.threadAuthor = true;
        else if (word == u"thread"_s)
            out.hasThread = true;
        else if (word == u"comment"_s)
            out.hasComment = true;
        else if (word == u"stake"_s)
            out.conflictOfInterest = true;
        else if (word == u"before"_s)
            out.decidedBefore = true;
        else if (word == u"mine"_s)
            out.decidedBefore = out.iDecidedBefore = true;
        else
            qFatal("unknown word %s", qPrintable(word));
    }
    return out;
}

/// "offered", "second:lead" (offered, waits for one of these) or the reasons joined.
QString verdict(const DecisionOffer& offer)
{
    if (!offer.offered) {
        QStringList reasons;
        for (const Refusal& refusal : offer.refusals)
            reasons += reasonName(refusal.reason);
        return reasons.join(u',');
    }
    if (!offer.needsSecondReviewer)
        return u"offered"_s;
    QStringList roles;
    for (Role role : allRoles()) {
        if (offer.secondReviewer.testFlag(role))
            roles += roleName(role);
    }
    return u"second:"_s + roles.join(u'+');
}

} // namespace

class DecisionTests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void offer_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("answers");
        QTest::addColumn<QString>("context");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("expected");
        const auto row
            = [](const char* key, const char* answers, const char* context, const char* code, const char* expected) {
                  QTest::addRow("%s [%s] [%s] %s", key, answers, context, code)
                      << QString::fromLatin1(key) << QString::fromLatin1(answers) << QString::fromLatin1(context)
                      << QString::fromLatin1(code) << QString::fromLatin1(expected);
              };
        const char* model = "model:a/b";
        const char* thread = "model:a/b#3";

        // Judge first.
        row(model, "", "triage token thread", "D00", "no-answers");
        row(model, "", "triage token thread", "D21", "no-answers,nothing-found");
        row(model, "", "triage", "D02", "offered");
        row(model, "", "triage", "D90", "offered");
        row(model, "", "triage", "D50", "offered"); // an escalation waits for nothing
        row(model, "", "", "D70", "role-missing");
        // Unfounded.
        row(model, "CG-24=no", "triage token thread", "D00", "offered");
        row(model, "CG-24=no", "triage token", "D00", "no-thread");
        row(model, "CG-24=no", "triage thread", "D00", "no-token");
        row(model, "CG-24=yes", "triage token thread", "D00", "found");
        row(model, "CG-24=no", "triage token", "D21", "nothing-found");
        row(model, "CG-24=no", "triage token write thread", "D41", "offered"); // closing an unfounded report
        row(model, "CG-24=no", "triage token author thread", "D41", "offered");
        row(model, "CG-24=no", "triage token thread", "D41", "no-write-access");
        row(model, "CG-24=no", "triage token write", "D41", "no-thread");
        // Documentation gaps: ask, never restrict.
        row(model, "MCQ-09=no", "triage token", "D20", "offered");
        row(model, "MCQ-09=no", "triage token", "D21", "offered");
        row(model, "MCQ-09=no", "ethics token", "D21", "offered");
        row(model, "MCQ-09=no", "specialist token", "D21", "role-missing");
        row(model, "MCQ-09=no", "triage token", "D22", "not-permitted");
        row(model, "MCQ-09=no", "lead specialist", "D61", "not-permitted");
        row(model, "MCQ-08=no", "triage token", "D21", "not-permitted"); // S0: information only
        row(model, "MCQ-08=no", "triage", "D01", "offered");
        // The audience tag.
        row(model, "CG-24=yes", "triage token", "D22", "offered");
        row(model, "CG-24=yes", "triage", "D22", "no-token");
        row(model, "META-10=no", "triage token", "D22", "offered");
        row("model:a/b#3", "CC-02=yes", "triage token", "D22", "wrong-subject,not-permitted");
        // Proposals of triage within and above a criterion's maximum.
        row(model, "CG-05=yes", "triage token", "D30", "second:ethics+lead");
        row(model, "CG-24=yes", "triage token", "D30", "above-unilateral");
        row(model, "CG-24=yes", "ethics token", "D30", "second:lead");
        row(model, "CG-24=yes", "lead token", "D30", "offered");
        row(model, "CG-07=yes", "triage", "D42", "offered");
        row(model, "CG-01=yes", "triage", "D42", "second:lead"); // its maximum is D20
        row(model, "CG-01=yes", "lead", "D42", "second:lead"); // mandatory escalation: two people
        row(model, "CG-01=yes CG-07=yes", "triage", "D42", "second:lead"); // the most careful one counts
        // Restrictions.
        row(model, "CG-14=yes", "triage", "D60", "above-unilateral");
        row(model, "CG-14=yes", "lead", "D60", "second:lead");
        row(model, "CG-14=yes", "lead", "D61", "second:specialist");
        row(model, "CG-14=yes", "specialist", "D61", "second:lead");
        row(model, "CG-14=yes", "triage", "D23", "second:lead");
        row(model, "CG-24=yes", "lead token write", "D32", "lower-steps-first");
        row(model, "CG-24=yes", "lead token write D21", "D32", "offered");
        row(model, "CG-24=yes", "triage token write D21", "D32", "second:lead");
        row(model, "CG-24=yes", "lead token D21", "D32", "no-write-access");
        row(model, "CG-30=yes", "specialist", "D65", "offered");
        row(model, "CG-30=yes", "triage", "D65", "role-missing");
        // Critical: escalate first, never in public, then the platform's steps.
        row(model, "CG-17=yes", "triage token thread", "D20", "channel-closed,escalate-first,not-permitted");
        row(model, "CG-17=yes", "triage", "D70", "offered");
        row(model, "CG-17=yes", "specialist", "D70", "offered");
        row(model, "CG-17=unsure", "lead specialist", "D61", "escalate-first,nothing-found");
        row(model, "CG-17=yes", "lead specialist", "D61", "escalate-first");
        row(model, "CG-17=yes", "lead specialist D50", "D61", "escalate-first"); // it demands D70
        row(model, "CG-17=yes", "lead D70", "D61", "second:specialist");
        row(model, "CG-17=yes", "triage", "D90", "escalate-first");
        row(model, "CG-17=yes", "triage D70", "D90", "offered");
        row(model, "CG-18=yes", "lead specialist D50", "D64", "second:specialist");
        row(model, "CG-18=yes", "specialist D71", "D63", "second:lead");
        row("space:a/b", "CG-08=yes", "triage D50", "D42", "offered");
        row(model, "CG-18=yes", "triage stake", "D50", "offered");
        // Private matters.
        row(model, "CG-26=yes", "triage token", "D20", "channel-closed");
        row(model, "CG-26=unsure MCQ-09=no", "triage token", "D21", "channel-closed");
        row(model, "CG-33=no MCQ-09=no", "triage token", "D21", "offered");
        // Threads.
        row(thread, "CC-10=yes", "triage token write thread comment", "D40", "second:lead");
        row(thread, "CC-10=yes", "lead token write thread comment", "D40", "second:lead");
        row(thread, "CC-10=yes", "lead token write thread", "D40", "no-comment");
        row(thread, "CC-10=yes", "lead token thread comment", "D40", "no-write-access");
        row(thread, "CC-10=yes", "triage token write thread", "D41", "offered");
        row(thread, "CC-02=yes", "triage", "D45", "offered");
        row(thread, "CC-02=yes", "triage", "D62", "not-permitted,role-missing");
        row(thread, "CC-06=yes", "lead", "D62", "second:lead");
        row(thread, "CC-06=yes", "lead", "D60", "wrong-subject,not-permitted");
        row(thread, "CC-06=yes", "triage token write", "D43", "second:lead");
        row(thread, "CC-06=yes", "lead token write", "D43", "offered");
        row(thread, "CC-13=yes", "triage token thread", "D00", "offered"); // a note finds nothing
        // Reviews.
        row(model, "CG-24=no", "lead", "D80", "no-earlier-decision");
        row(model, "CG-24=no", "lead mine", "D80", "same-decider");
        row(model, "CG-24=no", "lead before", "D80", "offered");
        row(model, "CG-24=no", "triage before", "D81", "role-missing");
        row(model, "CG-24=no", "lead before", "D81", "second:lead");
        // A stake.
        row(model, "MCQ-09=no", "triage token stake", "D21", "recused");
    }

    void offer()
    {
        QFETCH(QString, key);
        QFETCH(QString, answers);
        QFETCH(QString, context);
        QFETCH(QString, code);
        QFETCH(QString, expected);
        const Checklist list = judged(key, answers);
        const auto offer = offerFor(list, contextOf(context), code);
        QVERIFY(offer);
        QCOMPARE(verdict(*offer), expected);
        for (const Refusal& refusal : offer->refusals)
            QVERIFY(!refusal.text.isEmpty());
    }

    void reportedThread_takesConductSteps()
    {
        Checklist list(builtInPacks(), { subjectOf(u"model:a/b"_s), {}, true, {} });
        Answer answer;
        answer.criterion = u"CC-11"_s;
        answer.value = AnswerValue::Yes;
        QVERIFY(list.setAnswer(answer));
        QCOMPARE(verdict(*offerFor(list, contextOf(u"triage"_s), u"D45")), u"offered"_s);
        QCOMPARE(
            verdict(*offerFor(list, contextOf(u"lead token write thread comment D20"_s), u"D40")), u"second:lead"_s);
    }

    void everyCode_isListedOnce()
    {
        const Checklist list = judged(u"model:a/b"_s, u"CG-24=yes"_s);
        const auto offers = offersFor(list, contextOf(u"triage token"_s));
        QCOMPARE(offers.size(), builtInPacks().vocabulary().decisions.size());
        for (qsizetype i = 0; i < offers.size(); ++i) {
            QCOMPARE(offers[i].code->code, builtInPacks().vocabulary().decisions[i].code);
            QCOMPARE(offers[i].offered, offers[i].refusals.isEmpty());
        }
        QVERIFY(!offerFor(list, {}, u"D99"));
        QVERIFY(offersFor(Checklist(), {}).isEmpty());
    }

    void suggestion_isTheGentlest_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("answers");
        QTest::addColumn<QString>("expected");
        QTest::newRow("nothing judged") << u"model:a/b"_s << QString() << QString();
        QTest::newRow("clear") << u"model:a/b"_s << u"CG-24=no"_s << u"D00"_s;
        QTest::newRow("gap") << u"model:a/b"_s << u"MCQ-09=no"_s << u"D21"_s;
        QTest::newRow("tag") << u"model:a/b"_s << u"CG-24=yes MCQ-09=no"_s << u"D22"_s;
        QTest::newRow("question") << u"model:a/b"_s << u"CG-16=yes"_s << u"D20"_s;
        QTest::newRow("desk") << u"model:a/b"_s << u"CG-30=yes"_s << u"D50"_s;
        QTest::newRow("child safety") << u"model:a/b"_s << u"CG-17=unsure"_s << u"D70"_s;
        QTest::newRow("conduct") << u"model:a/b#1"_s << u"CC-02=yes"_s << u"D20"_s;
    }

    void suggestion_isTheGentlest()
    {
        QFETCH(QString, key);
        QFETCH(QString, answers);
        QFETCH(QString, expected);
        QStringList suggested;
        for (const DecisionOffer& offer : offersFor(judged(key, answers), contextOf(u"triage token thread"_s))) {
            if (offer.suggested)
                suggested += offer.code->code;
        }
        QCOMPARE(suggested.join(u' '), expected);
    }

    void escalation_namesDesksAndDeadline()
    {
        const Checklist list = judged(u"dataset:a/b"_s, u"CG-19=yes CG-28=unsure CG-14=yes"_s);
        const auto offer = offerFor(list, contextOf(u"triage"_s), u"D50");
        QVERIFY(offer->offered && offer->mandatory);
        QCOMPARE(offer->deadlineHours, 1);
        for (Desk desk : { Desk::Safety, Desk::Privacy, Desk::ChildSafety })
            QVERIFY(offer->desks.contains(desk));
        QCOMPARE(offerFor(list, contextOf(u"triage"_s), u"D70")->desks, QList<Desk>{ Desk::ChildSafety });
        QVERIFY(!offerFor(list, contextOf(u"triage D50"_s), u"D50")->mandatory);
    }

    void lowerSteps_mustBeExplained()
    {
        const Checklist list = judged(u"model:a/b"_s, u"CG-14=yes"_s);
        const auto fresh = offerFor(list, contextOf(u"triage token"_s), u"D42");
        QVERIFY(fresh->needsLowerStepsReason);
        QCOMPARE(fresh->lowerSteps.first(), u"D20"_s);
        const auto tried = offerFor(list, contextOf(u"triage token D20 D21 D22 D30 D31"_s), u"D42");
        QVERIFY(!tried->needsLowerStepsReason);

        Decision decision{ u"D42"_s, u"it is spreading"_s, {}, {} };
        const auto skipped = checkDecision(decision, *fresh);
        QVERIFY(!skipped);
        QVERIFY(skipped.error().cause.contains(u"D20"_s));
        decision.lowerSteps = u"the author does not answer"_s;
        QVERIFY(checkDecision(decision, *fresh));
    }

    void checkDecision_refuses()
    {
        const Checklist list = judged(u"model:a/b"_s, u"MCQ-09=no"_s);
        const auto offer = offerFor(list, contextOf(u"triage token"_s), u"D21");
        QVERIFY(offer->offered);
        QVERIFY(!checkDecision({ u"D21"_s, u" "_s, {}, u"text"_s }, *offer)); // no reason
        QVERIFY(!checkDecision({ u"D21"_s, u"because"_s, {}, u"\n"_s }, *offer)); // nothing to post
        QVERIFY(!checkDecision({ u"D20"_s, u"because"_s, {}, u"text"_s }, *offer)); // another offer
        QVERIFY(checkDecision({ u"D21"_s, u"because"_s, {}, u"text"_s }, *offer));
        QVERIFY(!checkDecision({ u"D21"_s, u"because"_s, {}, u"As Rita-42 wrote"_s }, *offer, { u"rita-42"_s }));
        const auto closed = offerFor(list, contextOf(u"triage"_s), u"D21");
        const auto status = checkDecision({ u"D21"_s, u"because"_s, {}, u"text"_s }, *closed);
        QVERIFY(!status && status.error().cause.contains(u"signed in"_s));
    }

    // What must hold whatever was answered and whoever asks.
    void rules_alwaysHold()
    {
        const bool held = rc::check("offers keep the rules", [] {
            const QString key = *rc::gen::elementOf(
                std::vector<QString>{ u"model:a/b"_s, u"dataset:a/b"_s, u"space:a/b"_s, u"model:a/b#2"_s });
            Checklist list(builtInPacks(), { subjectOf(key), {}, false, {} });
            const QList<ChecklistItem> items = list.items();
            const int count = *rc::gen::inRange(0, 6);
            for (int i = 0; i < count; ++i) {
                Answer answer;
                answer.criterion = items[*rc::gen::inRange<qsizetype>(0, items.size())].criterion->id;
                answer.value = static_cast<AnswerValue>(*rc::gen::inRange(0, 4));
                RC_ASSERT(list.setAnswer(answer).has_value());
            }
            DecisionContext context;
            context.roles = Roles::fromInt(*rc::gen::inRange(0, 16));
            context.rights = { *rc::gen::arbitrary<bool>(), *rc::gen::arbitrary<bool>(), *rc::gen::arbitrary<bool>() };
            context.hasThread = *rc::gen::arbitrary<bool>();
            context.hasComment = *rc::gen::arbitrary<bool>();
            context.conflictOfInterest = *rc::gen::inRange(0, 4) == 0;
            for (const QString& code : { u"D20"_s, u"D50"_s, u"D70"_s }) {
                if (*rc::gen::inRange(0, 4) == 0)
                    context.earlierCodes += code;
            }
            bool critical = false;
            bool closed = false;
            bool found = false;
            for (const ChecklistItem& item : items) {
                const Outcome outcome = list.outcome(item.criterion->id);
                const bool stands = outcome == Outcome::Violation || outcome == Outcome::Gap;
                found |= stands;
                critical |= (stands || outcome == Outcome::Unsure) && item.criterion->severity == Severity::S4;
                closed |= (stands || outcome == Outcome::Unsure) && !item.criterion->publicChannel;
            }
            const auto offers = offersFor(list, context);
            int suggested = 0;
            for (const DecisionOffer& offer : offers) {
                const QString& code = offer.code->code;
                const bool escalation = code == u"D50"_s || code == u"D70"_s || code == u"D71"_s;
                suggested += offer.suggested ? 1 : 0;
                RC_ASSERT(offer.offered == offer.refusals.isEmpty());
                RC_ASSERT(!offer.suggested || offer.offered);
                if (escalation) // anyone with a role, at once
                    RC_ASSERT(offer.offered == (context.roles != Roles()) && !offer.needsSecondReviewer);
                if (!offer.offered || escalation)
                    continue;
                RC_ASSERT(!context.conflictOfInterest);
                RC_ASSERT(context.roles != Roles());
                RC_ASSERT(!(closed && offer.code->publicChannel));
                RC_ASSERT(!(found && code == u"D00"_s));
                RC_ASSERT(bool(offer.code->appliesTo & targetsOf(list.subject())));
                if (critical && !context.earlierCodes.contains(u"D50"_s) && !context.earlierCodes.contains(u"D70"_s))
                    RC_ASSERT(code == u"D80"_s || code == u"D81"_s);
                if (offer.code->reversible == Reversible::No || (offer.notice == NoticeLevel::N3 && code != u"D42"_s))
                    RC_ASSERT(offer.needsSecondReviewer);
                if (offer.code->rule.needsWriteAccess)
                    RC_ASSERT(context.rights.write || context.rights.threadAuthor);
                if (offer.needsSecondReviewer)
                    RC_ASSERT(offer.secondReviewer != Roles());
            }
            RC_ASSERT(suggested <= 2);
        });
        QVERIFY(held);
    }
};

std::unique_ptr<QObject> makeDecisionTests()
{
    return std::make_unique<DecisionTests>();
}

#include "tst_decisions.moc"
