#include "tests/log/tst_fold.h"

#include "core/base/digest.h"
#include "core/log/fold/folddigest.h"
#include "tests/log/logfixture.h"

#include <QJsonArray>
#include <QTest>

#include <rapidcheck.h>

#include <random>

using namespace docket;
using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

const QStringList everyRole{ u"auditor"_s, u"ethics"_s, u"lead"_s, u"reviewer"_s };

/// Writes a case's history by hand: each step names the steps its author had seen.
class History
{
public:
    using Step = int;

    Step add(const QString& person, const QString& kind, const QJsonObject& payload, const QList<Step>& seen,
        const QStringList& roles = everyRole)
    {
        FoldEntry fold;
        fold.person = person;
        fold.roles = roles;
        fold.payload = QJsonDocument(payload).toJson(QJsonDocument::Compact);
        fold.entry.kind = kind;
        fold.entry.caseId = caseNumber(1);
        fold.entry.id = EntryId{ sha256(QByteArray(QByteArray::number(entries.size()) + kind.toUtf8())) };
        fold.entry.time = startTime().addSecs(60 * entries.size());
        for (const Step step : seen) {
            fold.entry.parents.append(entries.at(step).entry.id);
            fold.entry.lamport = qMax(fold.entry.lamport, entries.at(step).entry.lamport);
        }
        std::sort(fold.entry.parents.begin(), fold.entry.parents.end());
        ++fold.entry.lamport;
        entries.append(fold);
        return static_cast<Step>(entries.size()) - 1;
    }
    Step decide(const QString& person, const QString& code, const QList<Step>& seen, bool needsSecond = false)
    {
        QJsonObject payload{ { u"code"_s, code }, { u"reason"_s, u"because"_s } };
        if (needsSecond)
            payload.insert(u"needs_second"_s, true);
        return add(person, u"case.decide"_s, payload, seen);
    }
    CaseState fold() const { return foldCase(entries); }
    CaseStatus status() const { return fold().status; }

    QList<FoldEntry> entries;
};

QStringList codesOf(const QList<Decision>& decisions)
{
    QStringList out;
    for (const Decision& decision : decisions)
        out.append(decision.code);
    out.sort();
    return out;
}

} // namespace

void TestFold::statusOfCodes_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("status");
    const std::pair<const char*, const char*> rows[] = { { "D00", "closed" }, { "D10", "decided" },
        { "D20", "awaiting-author" }, { "D30", "awaiting-author" }, { "D40", "decided" }, { "D50", "escalated" },
        { "D63", "decided" }, { "D70", "escalated" }, { "D90", "closed" }, { "D99", "decided" } };
    for (const auto& [code, status] : rows)
        QTest::newRow(code) << QString::fromLatin1(code) << QString::fromLatin1(status);
}

void TestFold::statusOfCodes()
{
    QFETCH(QString, code);
    QFETCH(QString, status);
    History h;
    h.decide(u"ada"_s, code, {});
    QCOMPARE(caseStatusName(h.status()), status);
    QCOMPARE(caseStatusFromName(status).value(), h.status());
    QCOMPARE(h.fold().interimCode, code);
}

void TestFold::newClaimedAssessed()
{
    History h;
    QCOMPARE(h.status(), CaseStatus::New);
    const auto open = h.add(u"ada"_s, u"case.open"_s, { { u"subject"_s, u"model:acme/x"_s } }, {});
    QCOMPARE(h.status(), CaseStatus::New);
    QCOMPARE(h.fold().subject, u"model:acme/x"_s);
    const auto claim = h.add(u"ada"_s, u"case.claim"_s, { { u"until"_s, u"2026-11-20T09:00:00.000Z"_s } }, { open });
    QCOMPARE(h.status(), CaseStatus::Claimed);
    QCOMPARE(h.fold().claim->person, u"ada"_s);
    const auto foreign = h.add(u"bob"_s, u"case.claim"_s, { { u"release"_s, true } }, { claim });
    QCOMPARE(h.status(), CaseStatus::Claimed); // not his to release
    const auto release = h.add(u"ada"_s, u"case.claim"_s, { { u"release"_s, true } }, { foreign });
    QCOMPARE(h.status(), CaseStatus::New);
    const QJsonObject answers{ { u"pack"_s, u"hf-content@3"_s },
        { u"answers"_s, QJsonArray{ QJsonObject{ { u"criterion"_s, u"CG-01"_s }, { u"answer"_s, u"no"_s } } } },
        { u"pin"_s,
            QJsonObject{ { u"commit"_s, u"c0"_s }, { u"path"_s, u"README.md"_s }, { u"sha256"_s, u"5a"_s } } } };
    const auto assess = h.add(u"ada"_s, u"case.assess"_s, answers, { release });
    QCOMPARE(h.status(), CaseStatus::Assessed);
    h.add(u"ada"_s, u"case.assess"_s, answers, { assess });
    const CaseState state = h.fold();
    QCOMPARE(state.assessments.size(), 1); // the same person and pack: the later one counts
    QCOMPARE(state.assessments.first().pin, (Pin{ u"c0"_s, u"README.md"_s, u"5a"_s }));
    QCOMPARE(state.assessments.first().answers.size(), 1);
    QCOMPARE(state.heads.size(), 1);
}

void TestFold::claimRunsOutWhenRead()
{
    History h;
    h.add(u"ada"_s, u"case.claim"_s, { { u"until"_s, u"2026-11-20T09:00:00.000Z"_s } }, {});
    const CaseState state = h.fold();
    QCOMPARE(state.statusAt(fromIsoUtc(u"2026-11-20T08:59:59.999Z")), CaseStatus::Claimed);
    QCOMPARE(state.statusAt(fromIsoUtc(u"2026-11-20T09:00:00.000Z")), CaseStatus::New);
}

void TestFold::secondDecisionReplacesTheOneItSaw()
{
    History h;
    const auto first = h.decide(u"ada"_s, u"D20"_s, {});
    h.decide(u"bob"_s, u"D40"_s, { first });
    const CaseState state = h.fold();
    QCOMPARE(state.status, CaseStatus::Decided);
    QCOMPARE(codesOf(state.decisions), QStringList{ u"D40"_s });
    QCOMPARE(codesOf(state.pastDecisions), QStringList{ u"D20"_s });
}

void TestFold::concurrentDecisionsConflict()
{
    History h;
    const auto open = h.add(u"ada"_s, u"case.open"_s, {}, {});
    h.decide(u"ada"_s, u"D00"_s, { open });
    h.decide(u"bob"_s, u"D63"_s, { open });
    const CaseState state = h.fold();
    QCOMPARE(state.status, CaseStatus::Conflict);
    QCOMPARE(codesOf(state.decisions), (QStringList{ u"D00"_s, u"D63"_s }));
    QCOMPARE(state.interimCode, u"D63"_s); // the most protective
    QCOMPARE(state.heads.size(), 2);
}

void TestFold::concurrentEqualDecisionsAgree()
{
    History h;
    h.decide(u"ada"_s, u"D40"_s, {});
    h.decide(u"bob"_s, u"D40"_s, {});
    QCOMPARE(h.status(), CaseStatus::Decided);
    QCOMPARE(h.fold().decisions.size(), 2);
}

void TestFold::resolveSettlesWhatItLists()
{
    History h;
    const auto a = h.decide(u"ada"_s, u"D00"_s, {});
    const auto b = h.decide(u"bob"_s, u"D63"_s, {});
    const auto late = h.decide(u"cy"_s, u"D50"_s, {});
    const QJsonObject outcome{ { u"code"_s, u"D40"_s }, { u"reason"_s, u"talked it over"_s } };
    h.add(u"dee"_s, u"case.resolve"_s, outcome, { a, b });
    QCOMPARE(h.status(), CaseStatus::Conflict); // one head was not listed
    QCOMPARE(codesOf(h.fold().decisions), (QStringList{ u"D40"_s, u"D50"_s }));
    h.add(u"dee"_s, u"case.resolve"_s, outcome, { late, 3 });
    QCOMPARE(h.status(), CaseStatus::Decided);
    QVERIFY(h.fold().decisions.first().isResolve);
}

void TestFold::resolveNeedsLead()
{
    History h;
    const auto a = h.decide(u"ada"_s, u"D00"_s, {});
    const auto b = h.decide(u"bob"_s, u"D63"_s, {});
    h.add(u"eve"_s, u"case.resolve"_s, { { u"code"_s, u"D00"_s } }, { a, b }, { u"reviewer"_s });
    QCOMPARE(h.status(), CaseStatus::Conflict);
    QCOMPARE(h.fold().unauthorised.size(), 1);
}

void TestFold::secondReview()
{
    History h;
    const auto first = h.decide(u"ada"_s, u"D40"_s, {}, true);
    QCOMPARE(h.status(), CaseStatus::AwaitingSecondReview);
    const auto again = h.decide(u"ada"_s, u"D40"_s, { first });
    QCOMPARE(h.status(), CaseStatus::AwaitingSecondReview); // the same person twice is one person
    h.decide(u"bob"_s, u"D40"_s, { again });
    const CaseState state = h.fold();
    QCOMPARE(state.status, CaseStatus::Decided);
    QCOMPARE(state.decisions.first().supporters, (QStringList{ u"ada"_s, u"bob"_s }));

    History other;
    const auto one = other.decide(u"ada"_s, u"D40"_s, {}, true);
    other.decide(u"bob"_s, u"D42"_s, { one }, true);
    QCOMPARE(other.status(), CaseStatus::AwaitingSecondReview); // another outcome is no agreement

    History apart;
    apart.decide(u"ada"_s, u"D40"_s, {}, true);
    apart.decide(u"bob"_s, u"D40"_s, {}, true);
    QCOMPARE(apart.status(), CaseStatus::Decided); // unknown to each other, still two
}

void TestFold::escalationUntilResolve()
{
    History h;
    const auto up = h.add(u"ada"_s, u"case.escalate"_s, { { u"to"_s, u"safety"_s } }, {});
    QCOMPARE(h.status(), CaseStatus::Escalated);
    const auto claim = h.add(u"bob"_s, u"case.claim"_s, { { u"until"_s, u"2026-11-20T09:00:00.000Z"_s } }, { up });
    QCOMPARE(h.status(), CaseStatus::Escalated);
    const auto resolve = h.add(u"bob"_s, u"case.resolve"_s, { { u"code"_s, u"D63"_s } }, { claim });
    QCOMPARE(h.status(), CaseStatus::Decided);
    h.add(u"bob"_s, u"case.reopen"_s, {}, { resolve });
    QCOMPARE(h.status(), CaseStatus::New); // the escalation was answered
}

void TestFold::reopenAndAppeal()
{
    History h;
    const auto first = h.decide(u"ada"_s, u"D63"_s, {});
    const auto appeal = h.add(u"ada"_s, u"case.appeal"_s, { { u"text"_s, u"please look again"_s } }, { first });
    QVERIFY(h.fold().appealed);
    QCOMPARE(h.status(), CaseStatus::Decided);
    const auto reopen = h.add(u"bob"_s, u"case.reopen"_s, {}, { appeal });
    QVERIFY(h.fold().reopened);
    QCOMPARE(h.status(), CaseStatus::New);
    h.decide(u"bob"_s, u"D81"_s, { reopen });
    const CaseState state = h.fold();
    QCOMPARE(state.status, CaseStatus::Decided);
    QVERIFY(!state.reopened && !state.appealed);
    QCOMPARE(codesOf(state.pastDecisions), QStringList{ u"D63"_s });

    History late; // an appeal the decider had not seen stays open
    const auto one = late.decide(u"ada"_s, u"D63"_s, {});
    late.add(u"ada"_s, u"case.appeal"_s, {}, { one });
    late.decide(u"bob"_s, u"D80"_s, { one });
    QVERIFY(late.fold().appealed);
}

void TestFold::labelsAreObservedRemove()
{
    History h;
    const auto add = h.add(u"ada"_s, u"case.label"_s, { { u"label"_s, u"spam"_s } }, {});
    h.add(u"bob"_s, u"case.label"_s, { { u"label"_s, u"spam"_s } }, {}); // at the same time
    h.add(u"ada"_s, u"case.unlabel"_s, { { u"label"_s, u"spam"_s } }, { add });
    QCOMPARE(h.fold().labels, QStringList{ u"spam"_s }); // bob's was not seen
    h.add(u"ada"_s, u"case.unlabel"_s, { { u"label"_s, u"spam"_s } }, { 1, 2 });
    QCOMPARE(h.fold().labels, QStringList());
}

void TestFold::actionsLiveAndEnd()
{
    History h;
    const auto event = [&](const char* kind, QJsonObject payload, History::Step seen) {
        payload.insert(u"action"_s, u"a1"_s);
        return h.add(u"ada"_s, QString::fromLatin1(kind), payload, { seen });
    };
    const auto decide = h.decide(u"ada"_s, u"D20"_s, {});
    auto step = event("action.queued", { { u"type"_s, u"comment"_s }, { u"hold_ms"_s, 10000 } }, decide);
    const auto state = [&] { return h.fold().actions.first(); };
    QCOMPARE(state().state, ActionState::Queued);
    QCOMPARE(state().type, u"comment"_s);
    QCOMPARE(h.status(), CaseStatus::AwaitingAuthor);
    step = event("action.attempted", { { u"attempt"_s, 1 } }, step);
    QCOMPARE(state().state, ActionState::Attempted);
    step = event("action.failed", { { u"cause"_s, u"503"_s } }, step);
    QCOMPARE(state().state, ActionState::Failed);
    QCOMPARE(state().lastError, u"503"_s);
    step = event("action.attempted", { { u"attempt"_s, 2 } }, step);
    QCOMPARE(state().attempts, 2);
    const auto sent = event("action.confirmed", { { u"evidence"_s, QJsonObject{ { u"comment"_s, u"6f"_s } } } }, step);
    event("action.cancelled", {}, step); // another device, not knowing
    QCOMPARE(state().state, ActionState::Confirmed);
    QCOMPARE(state().lastError, QString());
    QCOMPARE(state().evidence.value("comment"_L1).toString(), u"6f"_s);
    // Events of an unknown act say nothing.
    h.add(u"ada"_s, u"action.failed"_s, { { u"action"_s, u"zz"_s } }, { sent });
    QCOMPARE(h.fold().ignored.size(), 1);
    History cancelled;
    const auto queued = cancelled.add(u"ada"_s, u"action.queued"_s, { { u"action"_s, u"b"_s } }, {});
    cancelled.add(u"ada"_s, u"action.cancelled"_s, { { u"action"_s, u"b"_s } }, { queued });
    QCOMPARE(cancelled.fold().actions.first().state, ActionState::Cancelled);
}

void TestFold::firstJudgement()
{
    History h;
    const auto note = h.add(u"ada"_s, u"case.annotate"_s, { { u"text"_s, u"hm"_s } }, {});
    QVERIFY(!h.fold().firstJudgement);
    const auto a = h.add(u"bob"_s, u"case.assess"_s, { { u"pack"_s, u"p@1"_s } }, { note });
    const auto b = h.decide(u"ada"_s, u"D00"_s, { a });
    const CaseState state = h.fold();
    QCOMPARE(*state.firstJudgement, h.entries.at(a).entry.id);
    QCOMPARE(state.firstJudgements.value(u"ada"_s), h.entries.at(b).entry.id);
    QCOMPARE(state.notes.first().text, u"hm"_s);
    QCOMPARE(state.lastActivity, h.entries.at(b).entry.time);
}

void TestFold::unauthorisedUnknownAndPending()
{
    History h;
    const auto outsider = h.add(QString(), u"case.decide"_s, { { u"code"_s, u"D00"_s } }, {}, {});
    const auto auditor = h.add(u"aud"_s, u"case.decide"_s, { { u"code"_s, u"D00"_s } }, { outsider }, { u"auditor"_s });
    const auto future = h.add(u"ada"_s, u"case.telepathy"_s, {}, { auditor });
    const auto broken = h.add(u"ada"_s, u"case.decide"_s, { { u"reason"_s, u"no code"_s } }, { future });
    const auto after = h.add(u"ada"_s, u"case.open"_s, {}, { broken });
    QCOMPARE(h.status(), CaseStatus::New);
    QCOMPARE(h.fold().unauthorised.size(), 2);
    QCOMPARE(h.fold().ignored.size(), 2);
    QCOMPARE(h.fold().folded, 1);
    // A parent that has not arrived holds back what follows, and only that.
    History partial;
    partial.entries = h.entries;
    partial.decide(u"ada"_s, u"D40"_s, { after });
    partial.decide(u"bob"_s, u"D20"_s, {});
    partial.entries.removeAt(after);
    QCOMPARE(partial.fold().pending.size(), 1);
    QCOMPARE(codesOf(partial.fold().decisions), QStringList{ u"D20"_s });
}

void TestFold::erasedPayloads()
{
    History h;
    const auto note = h.add(u"ada"_s, u"case.annotate"_s, { { u"text"_s, u"a name"_s } }, {});
    const auto decide = h.decide(u"ada"_s, u"D40"_s, { note });
    h.entries[note].payload.reset();
    h.entries[decide].payload.reset();
    const CaseState state = h.fold();
    QVERIFY(state.notes.first().erased);
    QVERIFY(state.decisions.first().erased);
    QCOMPARE(state.status, CaseStatus::Decided); // that something was decided stays known
    QCOMPARE(state.ignored.size(), 0);
}

void TestFold::anyOrderGivesTheSame()
{
    QVERIFY(rc::check("order, repetition and grouping do not matter", [] {
        const QStringList people{ u"ada"_s, u"bob"_s, u"cy"_s };
        const QStringList codes{ u"D00"_s, u"D20"_s, u"D40"_s, u"D63"_s };
        History h;
        const int steps = *rc::gen::inRange(1, 25);
        for (int i = 0; i < steps; ++i) {
            QList<int> seen;
            for (int back = 1; back <= 3 && i - back >= 0; ++back)
                if (*rc::gen::inRange(0, 3) != 0)
                    seen.append(i - back);
            const QString person = people.at(*rc::gen::inRange(0, 3));
            const QString code = codes.at(*rc::gen::inRange(0, 4));
            switch (*rc::gen::inRange(0, 9)) {
            case 0:
                h.add(person, u"case.claim"_s, { { u"until"_s, u"2026-11-20T09:00:00.000Z"_s } }, seen);
                break;
            case 1:
                h.add(person, u"case.assess"_s, { { u"pack"_s, u"p@1"_s } }, seen);
                break;
            case 2:
                h.add(person, u"case.label"_s, { { u"label"_s, code } }, seen);
                break;
            case 3:
                h.add(person, u"case.unlabel"_s, { { u"label"_s, code } }, seen);
                break;
            case 4:
                h.add(person, u"case.resolve"_s, { { u"code"_s, code } }, seen);
                break;
            case 5:
                h.add(person, u"case.reopen"_s, {}, seen);
                break;
            case 6:
                h.add(person, u"action.queued"_s, { { u"action"_s, code } }, seen);
                break;
            case 7:
                h.add(person, u"action.failed"_s, { { u"action"_s, code }, { u"cause"_s, person } }, seen);
                break;
            default:
                h.decide(person, code, seen, *rc::gen::arbitrary<bool>());
            }
        }
        const QByteArray expected = digestOf(h.fold());
        std::mt19937 random(*rc::gen::arbitrary<unsigned>());
        History shuffled = h;
        shuffled.entries += h.entries.mid(0, steps / 2); // delivered twice
        std::shuffle(shuffled.entries.begin(), shuffled.entries.end(), random);
        RC_ASSERT(digestOf(shuffled.fold()) == expected);
        // Nothing is lost: each entry counts, or is listed with the reason why not.
        const CaseState state = h.fold();
        RC_ASSERT(state.folded + state.unauthorised.size() + state.pending.size() + state.ignored.size() == steps);
    }));
}

void TestFold::throughTheStore()
{
    LogFixture f;
    const CaseId id = caseIdFor(*f.store->workspaceSecret(), *Subject::parse(u"model:acme/x#3"));
    QCOMPARE(f.store->caseState(id)->status, CaseStatus::New);
    const auto written = f.store->append(
        { draft(u"case.decide"_s, id,
              { { u"code"_s, u"D20"_s }, { u"reason"_s, u"ask"_s }, { u"subject"_s, u"model:acme/x#3"_s } }),
            draft(u"action.queued"_s, id, { { u"action"_s, u"a1"_s }, { u"type"_s, u"comment"_s } }) });
    VERIFY_OK(written);
    const CaseState state = *f.store->caseState(id);
    QCOMPARE(state.status, CaseStatus::AwaitingAuthor);
    QCOMPARE(state.subject, u"model:acme/x#3"_s);
    QCOMPARE(state.decisions.first().person, f.store->me().person);
    QCOMPARE(state.actions.size(), 1);
    QCOMPARE(state.heads, QList<EntryId>{ written->last().id });
    QCOMPARE(*state.caseId, id);
    QVERIFY(state.unauthorised.isEmpty() && state.ignored.isEmpty() && state.pending.isEmpty());
}
