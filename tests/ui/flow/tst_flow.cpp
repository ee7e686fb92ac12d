#include "tests/ui/flow/flowdesk.h"
#include "tests/ui/flow/flowtests.h"
#include "ui/judgement/judgementpresenter.h"
#include "ui/queue/queueview.h"
#include "ui/review/sourceview.h"
#include "ui/shell/statusline.h"
#include "ui/web/engineloader.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace docket;
using test::commentsByModerator;
using test::FlowDesk;
using Mark = ui::models::QueueModel::Mark;
using Phase = ui::judgement::JudgementPresenter::Phase;

namespace
{

const QString criterion = u"CG-14"_s;
const QString askTheAuthor = u"D20"_s;
constexpr int syncMs = 30'000;
constexpr int longCountdownMs = 60'000; ///< ends long after the test does

/// The job of a day: from the flag to the comment, by keys alone.
class FlowTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void wholeJob();
    void escapeInTime();
    void hubAway();
    void closedInTheCountdown();

private:
    test::PracticeHub m_hub;
};

/// Opens the case, answers with a file or a comment as evidence, and decides to ask the author.
void decideByKeys(FlowDesk& desk, const QString& subject, const QString& evidenceTab)
{
    QTRY_VERIFY_WITH_TIMEOUT(desk.queue().rowCount() > 0 && desk.queue().isSettled(), syncMs);
    desk.press(u"J"_s);
    for (int row = 0; row < desk.queue().rowCount() && desk.openSubject() != subject; ++row)
        desk.press(u"J"_s);
    QTRY_COMPARE(desk.openSubject(), subject);
    QTRY_COMPARE(desk.judgement()->phase(), Phase::Ready);
    QTRY_VERIFY_WITH_TIMEOUT(desk.window().isSettled(), 15'000);
    for (int i = 0; i < 60 && desk.judgement()->current() != criterion; ++i)
        desk.press(u"Shift+J"_s);
    QCOMPARE(desk.judgement()->current(), criterion);
    desk.press(evidenceTab);
    QTRY_VERIFY(desk.window().evidence()->isSettled());
    desk.press(u"F6"_s);
    desk.press(u"Down"_s);
    desk.press(u"E"_s);
    QTRY_COMPARE(desk.judgement()->pendingEvidence(criterion).size(), 1);
    desk.press(u"Y"_s);
    QTRY_VERIFY(desk.judgement()->checklist().answer(criterion));
    QTRY_VERIFY(desk.digitOf(askTheAuthor) > 0);
    desk.press(QString::number(desk.digitOf(askTheAuthor)));
    QCOMPARE(desk.judgement()->code(), askTheAuthor);
    desk.press(u"W"_s);
    desk.type(u"The purpose is not stated."_s);
    QVERIFY2(desk.judgement()->blocker().isEmpty(), qPrintable(desk.judgement()->blocker()));
    desk.press(u"Ctrl+Return"_s);
}

void FlowTest::initTestCase()
{
    QVERIFY(ui::web::loadCardEngine({ QStringLiteral(DOCKET_BINARY_DIR "/bin/plugins") }));
}

void FlowTest::init()
{
    QTest::failOnWarning(QRegularExpression(u"Ambiguous shortcut"_s));
}

void FlowTest::wholeJob()
{
    const QString subject = u"model:kestrel-ai/doc-in-your-pocket-2b"_s;
    const QString discussion = u"models/kestrel-ai/doc-in-your-pocket-2b/discussions/1"_s;
    QCOMPARE(commentsByModerator(m_hub, discussion), 0);
    FlowDesk desk(m_hub, { u"listing:models"_s, u"listing:datasets"_s, u"listing:spaces"_s }, 4000);
    desk.open(true);
    QTRY_VERIFY2_WITH_TIMEOUT(desk.isSynced(), qPrintable(desk.syncText()), syncMs);
    desk.press(u"."_s);
    QTRY_VERIFY(desk.queue().rowCount() > 40 && desk.queue().isSettled());

    // Look for it; Return opens the first that fits.
    desk.press(Qt::Key_Slash);
    desk.type(u"doc-in-your-pocket"_s);
    desk.press(Qt::Key_Return);
    QTRY_COMPARE(desk.openSubject(), subject);
    desk.press(u"Ctrl+L"_s);
    QTRY_VERIFY(desk.queue().rowCount() > 40);
    QTRY_COMPARE(desk.openSubject(), subject);
    const int row = desk.currentRow();
    QVERIFY(row + 2 < desk.queue().rowCount());

    desk.press(u"C"_s);
    QTRY_VERIFY(desk.queue().rowAt(row)->mine);
    QTRY_VERIFY_WITH_TIMEOUT(desk.window().isSettled(), 15'000);
    QTRY_COMPARE(desk.judgement()->phase(), Phase::Ready);

    // A passage of the card, as written: found, selected by that, attached to the question.
    for (int i = 0; i < 60 && desk.judgement()->current() != criterion; ++i)
        desk.press(u"Shift+J"_s);
    QCOMPARE(desk.judgement()->current(), criterion);
    desk.press(u"Shift+K"_s);
    QVERIFY(desk.judgement()->current() != criterion);
    desk.press(u"Shift+J"_s);
    desk.press(u"Ctrl+U"_s);
    QTRY_VERIFY(desk.window().evidence()->findChild<ui::review::SourceView*>()->isVisible());
    desk.press(Qt::Key_F3);
    desk.type(u"dose finder"_s);
    desk.press(Qt::Key_Escape);
    desk.press(u"E"_s);
    QTRY_COMPARE(desk.judgement()->pendingEvidence(criterion).size(), 1);
    const policy::Anchor evidence = desk.judgement()->pendingEvidence(criterion).first();
    QCOMPARE(evidence.kind, policy::Anchor::Kind::CardText);
    QCOMPARE(evidence.quote, u"dose finder"_s);
    QVERIFY(!evidence.sha256.isEmpty());
    desk.press(u"Y"_s);
    QTRY_VERIFY(desk.judgement()->checklist().answer(criterion));
    QCOMPARE(desk.judgement()->checklist().answer(criterion)->evidence, QList<policy::Anchor>{ evidence });

    QTRY_VERIFY(desk.digitOf(askTheAuthor) > 0);
    desk.press(QString::number(desk.digitOf(askTheAuthor)));
    QCOMPARE(desk.judgement()->code(), askTheAuthor);
    desk.press(u"W"_s);
    QTRY_VERIFY(QApplication::focusWidget() && QApplication::focusWidget()->objectName() == "decision.reason"_L1);
    desk.type(u"The card warns of nothing."_s);
    QCOMPARE(desk.judgement()->reason(), u"The card warns of nothing."_s);
    QVERIFY2(desk.judgement()->blocker().isEmpty(), qPrintable(desk.judgement()->blocker()));
    desk.press(u"Ctrl+Return"_s);

    // It counts down where one sees it; nothing is on the Hub yet.
    QTRY_VERIFY2(desk.isCountingDown(), qPrintable(desk.outboxText()));
    QCOMPARE(commentsByModerator(m_hub, discussion), 0);
    QVERIFY2(desk.isCountingDown(), "the countdown ended before the Hub was looked at");

    // On to the next case; the keys are the queue's again, not the reason's.
    QTRY_COMPARE(desk.currentRow(), row + 1);
    QTRY_COMPARE(desk.queue().markAt(row), Mark::Done);
    QTRY_COMPARE(desk.judgement()->phase(), Phase::Ready);
    QVERIFY(desk.judgement()->reason().isEmpty());
    desk.press(u"J"_s);
    QTRY_COMPARE(desk.currentRow(), row + 2);
    QVERIFY(desk.judgement()->reason().isEmpty());

    QTRY_COMPARE_WITH_TIMEOUT(commentsByModerator(m_hub, discussion), 1, 15'000);
    QTRY_VERIFY(desk.kinds().contains(u"action.confirmed"_s));
    QTRY_COMPARE(desk.outboxText(), u"Nothing is about to leave"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(desk.isSynced(), qPrintable(desk.syncText()), syncMs); // what was touched is read again
    const qint64 requests = m_hub.requests();
    desk.press(u"Ctrl+R"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_hub.requests() > requests && desk.isSynced(), syncMs);
    QCOMPARE(commentsByModerator(m_hub, discussion), 1);
    QVERIFY(desk.logIsSound());
    const QStringList kinds = desk.kinds();
    for (const QString& kind : { u"case.claim"_s, u"case.assess"_s, u"case.decide"_s, u"action.queued"_s,
             u"action.attempted"_s, u"action.confirmed"_s })
        QCOMPARE(kinds.count(kind), 1);
}

void FlowTest::escapeInTime()
{
    const QString discussion = u"datasets/impact-tapes/last-seconds/discussions/1"_s;
    FlowDesk desk(m_hub, { u"dataset:impact-tapes/last-seconds"_s }, longCountdownMs);
    desk.open(true);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isSynced(), syncMs);
    const int before = commentsByModerator(m_hub, discussion);
    decideByKeys(desk, u"dataset:impact-tapes/last-seconds"_s, u"Alt+4"_s);
    if (QTest::currentTestFailed())
        return;
    QTRY_VERIFY2(desk.isCountingDown(), qPrintable(desk.outboxText()));
    // In a line that closes with Esc, Esc closes the line.
    desk.press(Qt::Key_F3);
    QTRY_COMPARE(QApplication::focusWidget()->accessibleName(), u"Find in this card"_s);
    desk.press(Qt::Key_Escape);
    QTRY_VERIFY(QApplication::focusWidget()->accessibleName() != "Find in this card"_L1);
    QVERIFY(desk.isCountingDown());
    desk.press(Qt::Key_Escape);
    QTRY_COMPARE(desk.outboxText(), u"Nothing is about to leave"_s);
    QTRY_COMPARE(desk.kinds().count(u"action.cancelled"_s), 1);

    // Not later either: not with the next sync, not with the next start.
    const qint64 requests = m_hub.requests();
    desk.press(u"Ctrl+R"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_hub.requests() > requests && desk.isSynced(), syncMs);
    desk.close();
    desk.open(true);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isSynced(), syncMs);
    QCOMPARE(desk.outboxText(), u"Nothing is about to leave"_s);
    QVERIFY(!desk.kinds().contains(u"action.attempted"_s));
    QCOMPARE(commentsByModerator(m_hub, discussion), before);
    QVERIFY(desk.logIsSound());
}

void FlowTest::hubAway()
{
    const QString discussion = u"models/polder/nare-toon-1b/discussions/1"_s;
    FlowDesk desk(m_hub, { u"model:polder/nare-toon-1b"_s }, 300);
    desk.open(true);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isSynced(), syncMs);
    const int before = commentsByModerator(m_hub, discussion);
    m_hub.stop();
    decideByKeys(desk, u"model:polder/nare-toon-1b"_s, u"Alt+2"_s);
    if (QTest::currentTestFailed()) {
        m_hub.start();
        return;
    }
    QTRY_VERIFY2_WITH_TIMEOUT(
        desk.outboxText().contains("wait for the Hub: "_L1), qPrintable(desk.outboxText()), 15'000);
    QVERIFY(desk.kinds().contains(u"case.decide"_s));
    QVERIFY(!desk.kinds().contains(u"action.failed"_s));

    m_hub.start();
    QCOMPARE(commentsByModerator(m_hub, discussion), before);
    desk.press(u"Ctrl+R"_s);
    QTRY_COMPARE_WITH_TIMEOUT(commentsByModerator(m_hub, discussion), before + 1, 20'000);
    QTRY_COMPARE(desk.kinds().count(u"action.confirmed"_s), 1);
    QTRY_COMPARE(desk.outboxText(), u"Nothing is about to leave"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isSynced(), syncMs);
    QCOMPARE(commentsByModerator(m_hub, discussion), before + 1);
    QVERIFY(desk.logIsSound());
}

void FlowTest::closedInTheCountdown()
{
    const QString discussion = u"models/mossgarden/thin-companion/discussions/1"_s;
    FlowDesk desk(m_hub, { u"model:mossgarden/thin-companion"_s }, 3000);
    desk.open(true);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isSynced(), syncMs);
    const int before = commentsByModerator(m_hub, discussion);
    decideByKeys(desk, u"model:mossgarden/thin-companion"_s, u"Alt+2"_s);
    if (QTest::currentTestFailed())
        return;
    QTRY_VERIFY2(desk.isCountingDown(), qPrintable(desk.outboxText()));
    desk.close();
    QCOMPARE(commentsByModerator(m_hub, discussion), before);
    QVERIFY(!desk.kinds().contains(u"action.attempted"_s));

    desk.open(false);
    QTRY_VERIFY2(desk.isCountingDown(), qPrintable(desk.outboxText()));
    QTRY_COMPARE_WITH_TIMEOUT(commentsByModerator(m_hub, discussion), before + 1, 15'000);
    QTRY_COMPARE(desk.kinds().count(u"action.confirmed"_s), 1);
    QTRY_COMPARE(desk.outboxText(), u"Nothing is about to leave"_s);
    QCOMPARE(desk.kinds().count(u"action.attempted"_s), 1);
    QCOMPARE(commentsByModerator(m_hub, discussion), before + 1);
    QVERIFY(desk.logIsSound());
}

} // namespace

int testFlow(int argc, char** argv)
{
    FlowTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_flow.moc"
