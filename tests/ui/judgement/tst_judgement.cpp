#include "app/docket/fixtures/fixturejudgement.h"
#include "ui/judgement/checklistmodel.h"
#include "ui/judgement/judgementpane.h"
#include "ui/widgets/actionregistry.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/theme.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QListView>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace docket;
using namespace docket::ui;
using namespace Qt::StringLiterals;
using docket::app::FixtureJudgement;
using docket::app::passage;
using policy::AnswerValue;
using Phase = judgement::JudgementPresenter::Phase;

class TestJudgement : public QObject
{
    Q_OBJECT

    widgets::Theme m_theme;

    static cases::CaseRow rowOf(const QString& name)
    {
        cases::CaseRow row;
        row.caseId = name.toUtf8();
        row.caseText = name;
        row.title = u"northwind/"_s + name;
        return row;
    }

private Q_SLOTS:
    void initTestCase() { m_theme.install(*qApp); }

    void answersMoveOnAndNothingIsFilledIn()
    {
        FixtureJudgement source;
        judgement::JudgementPresenter presenter(source);
        presenter.open(u"rank"_s);
        QTRY_COMPARE(presenter.phase(), Phase::Ready);
        QCOMPARE(presenter.checklist().progress().answered, 0); // law 6: hints answer nothing
        const QString first = presenter.current();
        presenter.answerCurrent(AnswerValue::No);
        QCOMPARE(presenter.checklist().answer(first)->value, AnswerValue::No);
        QVERIFY(presenter.current() != first);
        presenter.setCurrent(first);
        presenter.answerCurrent(AnswerValue::No); // the same key again takes it back
        QVERIFY(!presenter.checklist().answer(first));
    }

    void evidenceWaitsForItsAnswer()
    {
        FixtureJudgement source;
        judgement::JudgementPresenter presenter(source);
        QVERIFY(!presenter.attach(passage(1, u"too early"_s)));
        presenter.open(u"rank"_s);
        QTRY_COMPARE(presenter.phase(), Phase::Ready);
        presenter.setCurrent(u"CG-12"_s);
        QVERIFY(presenter.attach(passage(41, u"without a recruiter"_s)));
        QVERIFY(!presenter.checklist().answer(u"CG-12"_s)); // attaching is no answer
        QCOMPARE(presenter.marks().size(), 1);
        presenter.answerCurrent(AnswerValue::Yes);
        QCOMPARE(presenter.checklist().answer(u"CG-12"_s)->evidence.size(), 1);
        presenter.detach(u"CG-12"_s, 0);
        QVERIFY(presenter.marks().isEmpty());
        QVERIFY(!presenter.blocker().isEmpty());
    }

    void evidenceSaysWhatBecameOfIt()
    {
        FixtureJudgement source;
        EvidenceNow moved;
        moved.state = EvidenceNow::State::Moved;
        moved.sha256 = QString(64, u'c');
        moved.where.lineStart = 40;
        moved.where.lineEnd = 42;
        source.becameOf.insert(u"moved"_s, moved);
        EvidenceNow gone;
        gone.state = EvidenceNow::State::Gone;
        gone.since = QString(40, u'9');
        gone.sinceSeen = QDateTime(QDate(2026, 11, 21), QTime(12, 0), Qt::UTC);
        source.becameOf.insert(u"gone"_s, gone);
        widgets::ActionRegistry actions;
        actions.declare({ u"sync.start"_s, u"Sync now"_s, widgets::ActionContext::Window, {}, {} }, nullptr);
        judgement::JudgementPane pane(m_theme, actions, source);
        QSignalSpy activated(&pane, &judgement::JudgementPane::evidenceActivated);
        QSignalSpy changes(&pane, &judgement::JudgementPane::changesWanted);
        QSignalSpy marks(&pane, &judgement::JudgementPane::marksChanged);
        pane.resize(392, 860);
        pane.show();
        QVERIFY(QTest::qWaitForWindowExposed(&pane));
        pane.showCase(rowOf(u"rank"_s));
        QTRY_COMPARE(pane.presenter().phase(), Phase::Ready);
        pane.presenter().setCurrent(u"CG-12"_s);
        pane.attach(passage(12, u"as it was"_s));
        pane.attach(passage(17, u"moved"_s));
        pane.attach(passage(20, u"gone"_s));
        QTRY_VERIFY(pane.presenter().becameOf(passage(20, u"gone"_s)));
        const auto marked = marks.last().first().value<QList<policy::Anchor>>();
        QCOMPARE(marked.size(), 3);
        QCOMPARE(marked[1].lineStart, 40); // where it is now, in the card of now
        QCOMPARE(marked[1].sha256, QString(64, u'c'));
        QCOMPARE(marked[2], passage(20, u"gone"_s));
        QCOMPARE(pane.presenter().evidenceOf(u"CG-12"_s)[1], passage(17, u"moved"_s)); // law 2: pinned as it was
        const auto* list = pane.findChild<QListView*>(u"checklist"_s);
        QString said;
        for (int i = 0; i < list->model()->rowCount(); ++i)
            said += list->model()->index(i, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(said.contains(u"still there, now lines 40-42"_s), qPrintable(said));
        QVERIFY2(said.contains(u"gone since 9999999, 21 Nov"_s), qPrintable(said));
        // What changed first; then one piece after the other.
        actions.action(u"judgement.evidenceChanges"_s)->trigger();
        QCOMPARE(changes.last().first().value<policy::Anchor>(), passage(17, u"moved"_s));
        actions.action(u"judgement.showEvidence"_s)->trigger();
        QCOMPARE(activated.last().first().value<policy::Anchor>(), passage(12, u"as it was"_s));
        actions.action(u"judgement.showEvidence"_s)->trigger();
        QCOMPARE(activated.last().first().value<policy::Anchor>().lineStart, 40);
        actions.action(u"judgement.showEvidence"_s)->trigger();
        actions.action(u"judgement.evidenceChanges"_s)->trigger();
        QCOMPARE(changes.last().first().value<policy::Anchor>(), passage(20, u"gone"_s));
        // A sync changed the row: it is looked again, and what is known stays until then.
        source.becameOf[u"moved"_s].where.lineStart = 41;
        pane.showCase(rowOf(u"rank"_s));
        QCOMPARE(pane.presenter().becameOf(passage(17, u"moved"_s))->where.lineStart, 40);
        QTRY_COMPARE(pane.presenter().becameOf(passage(17, u"moved"_s))->where.lineStart, 41);
        if (const QString folder = qEnvironmentVariable("DOCKET_TEST_PICTURES"); !folder.isEmpty()) {
            QTest::qWait(50);
            pane.grab().save(folder + u"/judgement-evidence.png"_s);
        }
    }

    void decisionNeedsAnswersReasonAndPutsBothInOrder()
    {
        FixtureJudgement source;
        judgement::JudgementPresenter presenter(source);
        QSignalSpy refused(&presenter, &judgement::JudgementPresenter::refused);
        QSignalSpy decided(&presenter, &judgement::JudgementPresenter::decided);
        presenter.open(u"rank"_s);
        QTRY_COMPARE(presenter.phase(), Phase::Ready);
        presenter.choose(u"D21"_s);
        QVERIFY(presenter.code().isEmpty()); // nothing answered yet: not open
        presenter.setCurrent(u"CG-12"_s);
        presenter.attach(passage(41, u"without a recruiter"_s));
        presenter.answerCurrent(AnswerValue::Yes);
        presenter.choose(u"D21"_s);
        QCOMPARE(presenter.code(), u"D21"_s);
        QVERIFY(presenter.notice().contains(u"without a recruiter"_s));
        presenter.decide();
        QCOMPARE(refused.size(), 1); // no reason
        presenter.setReason(u"Limits are missing."_s);
        QVERIFY(presenter.blocker().isEmpty());
        presenter.setNotice(presenter.notice() + u"\nThank you."_s);
        presenter.decide();
        QTRY_COMPARE(decided.size(), 1);
        QCOMPARE(source.verdicts.size(), 1);
        const judgement::Verdict& verdict = source.verdicts.first();
        QCOMPARE(verdict.decision.code, u"D21"_s);
        QVERIFY(verdict.decision.notice.endsWith(u"Thank you."_s));
        QCOMPARE(verdict.decision.seen.sha256, QString(64, u'b')); // law 2
        QCOMPARE(verdict.assessments.size(), 1);
        QVERIFY(source.drafts.isEmpty());
    }

    void failedDecisionLosesNothing()
    {
        FixtureJudgement source;
        judgement::JudgementPresenter presenter(source);
        QSignalSpy refused(&presenter, &judgement::JudgementPresenter::refused);
        QSignalSpy drift(&presenter, &judgement::JudgementPresenter::driftFound);
        presenter.open(u"rank"_s);
        QTRY_COMPARE(presenter.phase(), Phase::Ready);
        presenter.setCurrent(u"CG-12"_s);
        presenter.attach(passage(41, u"without a recruiter"_s));
        presenter.answerCurrent(AnswerValue::Yes);
        presenter.choose(u"D21"_s);
        presenter.setReason(u"Limits are missing."_s);
        source.answerWith = Error{ ErrorCode::Storage, u"log.db"_s, u"disk full"_s, u"free space"_s };
        presenter.decide();
        QTRY_COMPARE(refused.size(), 1);
        QCOMPARE(presenter.phase(), Phase::Ready);
        QCOMPARE(presenter.reason(), u"Limits are missing."_s);
        QVERIFY(source.drafts.contains(u"rank"_s));
        source.answerWith = Error{ ErrorCode::Conflict, u"case"_s, u"the card changed"_s, {} };
        presenter.decide();
        QTRY_COMPARE(drift.size(), 1);
        presenter.decide(true);
        QTRY_COMPARE(source.verdicts.size(), 1);
        QVERIFY(source.verdicts.first().decision.confirmDrift);
    }

    void draftComesBack()
    {
        FixtureJudgement source;
        {
            judgement::JudgementPresenter presenter(source);
            presenter.open(u"rank"_s);
            QTRY_COMPARE(presenter.phase(), Phase::Ready);
            presenter.setCurrent(u"CG-12"_s);
            presenter.attach(passage(41, u"without a recruiter"_s));
            presenter.answerCurrent(AnswerValue::Yes);
            presenter.choose(u"D21"_s);
            presenter.setReason(u"Half a sen"_s);
        } // the window closes before the autosave
        judgement::JudgementPresenter presenter(source);
        presenter.open(u"rank"_s);
        QTRY_COMPARE(presenter.phase(), Phase::Ready);
        QCOMPARE(presenter.checklist().answer(u"CG-12"_s)->evidence.size(), 1);
        QCOMPARE(presenter.code(), u"D21"_s);
        QCOMPARE(presenter.reason(), u"Half a sen"_s);
        QVERIFY(presenter.hasUnrecorded());
    }

    void readOnlyRecordsNothing()
    {
        FixtureJudgement source;
        source.readOnly = true;
        judgement::JudgementPresenter presenter(source);
        presenter.open(u"rank"_s);
        QTRY_COMPARE(presenter.phase(), Phase::Ready);
        presenter.answerCurrent(AnswerValue::Yes);
        QCOMPARE(presenter.checklist().progress().answered, 0);
        presenter.recordAnswers();
        presenter.decide();
        QVERIFY(source.recorded.isEmpty() && source.verdicts.isEmpty());
    }

    void modelKeepsItsContract()
    {
        FixtureJudgement source;
        judgement::JudgementPresenter presenter(source);
        judgement::ChecklistModel model(presenter);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        presenter.open(u"rank"_s);
        QTRY_VERIFY(model.rowCount() > 20);
        for (int i = 0; i < 5; ++i)
            presenter.answerCurrent(AnswerValue::No);
        for (int i = 0; i < model.rowCount(); ++i) {
            QVERIFY(!model.index(i).data(Qt::DisplayRole).toString().isEmpty());
            QVERIFY(!model.index(i).data(Qt::AccessibleTextRole).toString().isEmpty());
        }
        presenter.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void lowColumnCutsNothing()
    {
        FixtureJudgement source;
        widgets::ActionRegistry actions;
        actions.declare({ u"sync.start"_s, u"Sync now"_s, widgets::ActionContext::Window, {}, {} }, nullptr);
        judgement::JudgementPane pane(m_theme, actions, source);
        pane.resize(300, 480); // 200 % on a small screen
        pane.show();
        QVERIFY(QTest::qWaitForWindowExposed(&pane));
        pane.showCase(rowOf(u"rank"_s));
        QTRY_COMPARE(pane.presenter().phase(), Phase::Ready);
        pane.presenter().setCurrent(u"CG-12"_s);
        pane.attach(passage(41, u"without a recruiter"_s));
        pane.presenter().answerCurrent(AnswerValue::Yes);
        pane.presenter().choose(u"D21"_s);
        QTest::qWait(50);
        QCOMPARE(pane.height(), 480);
        const auto buttons = pane.findChildren<widgets::KeyButton*>();
        QVERIFY(buttons.size() > 4);
        for (const widgets::KeyButton* button : buttons)
            QVERIFY2(button->width() >= button->sizeHint().width() && button->height() >= button->sizeHint().height(),
                qPrintable(button->text()));
        // The one that takes the decision is whole on the screen; the choice above it may scroll.
        const auto* decide = pane.findChild<widgets::KeyButton*>(u"button.judgement.decide"_s);
        QVERIFY(decide);
        QCOMPARE(decide->visibleRegion().boundingRect(), decide->rect());
        QVERIFY(pane.findChild<QListView*>(u"checklist"_s)->height() >= m_theme.px(170));
    }

    void keysDriveThePane()
    {
        FixtureJudgement source;
        widgets::ActionRegistry actions;
        actions.declare({ u"sync.start"_s, u"Sync now"_s, widgets::ActionContext::Window, {}, {} }, nullptr);
        judgement::JudgementPane pane(m_theme, actions, source);
        QSignalSpy decided(&pane, &widgets::CasePane::decided);
        pane.resize(392, 860);
        pane.show();
        QVERIFY(QTest::qWaitForWindowExposed(&pane));
        pane.showCase(rowOf(u"rank"_s));
        QTRY_COMPARE(pane.presenter().phase(), Phase::Ready);
        pane.takeFocus();
        pane.presenter().setCurrent(u"CG-12"_s);
        pane.attach(passage(
            41, u"It can be used to shortlist applicants without a recruiter reading each r\u00e9sum\u00e9."_s));
        QTest::keyClick(pane.focusWidget(), Qt::Key_Y);
        QCOMPARE(pane.presenter().checklist().answer(u"CG-12"_s)->value, AnswerValue::Yes);
        QTest::keyClick(pane.focusWidget(), Qt::Key_N);
        QCOMPARE(pane.presenter().checklist().progress().answered, 2);
        QTest::keyClick(pane.focusWidget(), Qt::Key_G);
        pane.presenter().choose(u"D21"_s);
        QTest::keyClick(pane.focusWidget(), Qt::Key_W);
        auto* reason = pane.findChild<QPlainTextEdit*>(u"decision.reason"_s);
        QTRY_VERIFY(reason->hasFocus());
        QTest::keyClicks(reason, u"No limits for hiring."_s);
        QCOMPARE(pane.presenter().reason(), u"No limits for hiring."_s);
        // Esc goes back to the questions, but not while there is something for it to undo.
        QAction* const undo = actions.declare(
            { u"outbox.undo"_s, u"Undo"_s, widgets::ActionContext::Window, { QKeySequence(u"Esc"_s) }, {} }, nullptr);
        QTest::keyClick(reason, Qt::Key_Escape);
        QVERIFY(reason->hasFocus());
        undo->setEnabled(false);
        QTest::keyClick(reason, Qt::Key_Escape);
        QTRY_VERIFY(!reason->hasFocus());
        QTest::keyClick(pane.focusWidget(), Qt::Key_W);
        QTRY_VERIFY(reason->hasFocus());
        if (const QString folder = qEnvironmentVariable("DOCKET_TEST_PICTURES"); !folder.isEmpty()) {
            QTest::qWait(50);
            pane.grab().save(folder + u"/judgement.png"_s);
        }
        QTest::keyClick(reason, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(decided.size(), 1);
        QCOMPARE(source.verdicts.first().decision.code, u"D21"_s);
    }
};

QTEST_MAIN(TestJudgement)
#include "tst_judgement.moc"
