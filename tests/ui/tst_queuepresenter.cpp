#include "app/docket/fixtures/fixturequeue.h"
#include "core/base/clock.h"
#include "tests/ui/uitests.h"
#include "ui/queue/queuepresenter.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace docket;
using ui::queue::QueuePresenter;

namespace
{

const QDateTime now(QDate(2026, 11, 19), QTime(10, 44), Qt::UTC);

struct Desk {
    explicit Desk(QList<cases::CaseRow> rows)
        : clock(now),
          queue(std::move(rows), now),
          presenter(queue, queue, { &cases::parseQueueQuery, &cases::completeQueueQuery }, clock)
    {
        presenter.start();
    }
    FixedClock clock;
    app::FixtureQueue queue;
    QueuePresenter presenter;
};

class QueuePresenterTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void walksTheQueue();
    void noCaseIsOpenedByItself();
    void goesOnAfterADecision();
    void staysWhenAutoAdvanceIsOff();
    void claimAndGiveBack();
    void faultyFilterLeavesTheList();
    void savedQueuesCount();
    void saysWhyThereIsNothing();
    void openCaseSurvivesAnotherFilter();
    void changesElsewhereWaitForTheHand();
    void rowFarAwayOpensWhenItsPageComes();
};

void QueuePresenterTest::walksTheQueue()
{
    Desk desk(app::pictureRows(now));
    QTRY_COMPARE(desk.presenter.content(), QueuePresenter::Content::Rows);
    QSignalSpy opened(&desk.presenter, &QueuePresenter::caseOpened);
    QSignalSpy ended(&desk.presenter, &QueuePresenter::queueEnded);
    desk.presenter.next();
    QCOMPARE(opened.count(), 1);
    QCOMPARE(desk.presenter.openCase()->title, u"atelier/realface-swap-v2"_s);
    desk.presenter.next();
    desk.presenter.previous();
    QCOMPARE(desk.presenter.currentRow(), 0);
    desk.presenter.previous();
    QCOMPARE(ended.count(), 1);
    QCOMPARE(desk.presenter.currentRow(), 0);
    desk.presenter.select(11);
    desk.presenter.next();
    QCOMPARE(ended.count(), 2);
    QCOMPARE(opened.count(), 4);
}

void QueuePresenterTest::noCaseIsOpenedByItself()
{
    Desk desk(app::pictureRows(now));
    QTRY_COMPARE(desk.presenter.content(), QueuePresenter::Content::Rows);
    QVERIFY(!desk.presenter.openCase()); // the first card would start the web engine
    QCOMPARE(desk.presenter.currentRow(), -1);
}

void QueuePresenterTest::goesOnAfterADecision()
{
    Desk desk(app::pictureRows(now));
    QTRY_COMPARE(desk.presenter.content(), QueuePresenter::Content::Rows);
    const auto decide = [&](int row) {
        const QByteArray id = desk.queue.all()[row].caseId;
        desk.queue.change(id, [](cases::CaseRow& r) { r.status = cases::Status::Decided; });
        desk.presenter.caseDecided(id);
    };
    desk.presenter.select(2);
    decide(2);
    QCOMPARE(desk.presenter.currentRow(), 3);
    QTRY_COMPARE(desk.presenter.model().markAt(2), ui::models::QueueModel::Mark::Done);
    QCOMPARE(desk.presenter.model().rowCount(), 12); // nothing jumps
    // Rows that are done are passed over.
    desk.presenter.select(1);
    decide(1);
    QCOMPARE(desk.presenter.currentRow(), 3);
}

void QueuePresenterTest::staysWhenAutoAdvanceIsOff()
{
    Desk desk(app::pictureRows(now));
    QTRY_COMPARE(desk.presenter.content(), QueuePresenter::Content::Rows);
    desk.presenter.setAutoAdvance(false);
    desk.presenter.select(2);
    desk.presenter.caseDecided(desk.queue.all()[2].caseId);
    QCOMPARE(desk.presenter.currentRow(), 2);
}

void QueuePresenterTest::claimAndGiveBack()
{
    Desk desk(app::pictureRows(now));
    QTRY_COMPARE(desk.presenter.content(), QueuePresenter::Content::Rows);
    QSignalSpy updated(&desk.presenter, &QueuePresenter::caseUpdated);
    desk.presenter.toggleClaim(); // nothing open: nothing happens
    desk.presenter.select(0);
    desk.presenter.toggleClaim();
    QTRY_COMPARE(updated.count(), 1);
    QVERIFY(desk.presenter.openCase()->mine);
    QVERIFY(desk.presenter.model().rowAt(0)->mine);
    desk.presenter.toggleClaim();
    QTRY_COMPARE(updated.count(), 2);
    QVERIFY(!desk.presenter.openCase()->mine);
}

void QueuePresenterTest::faultyFilterLeavesTheList()
{
    Desk desk(app::pictureRows(now));
    QTRY_COMPARE(desk.presenter.content(), QueuePresenter::Content::Rows);
    QSignalSpy faults(&desk.presenter, &QueuePresenter::faultChanged);
    desk.presenter.setFilter(u"colour:red"_s);
    QCOMPARE(faults.count(), 1);
    QVERIFY(desk.presenter.fault());
    QCOMPARE(desk.presenter.fault()->position, 0);
    QCOMPARE(desk.presenter.model().rowCount(), 12);
    desk.presenter.setFilter(u"type:dataset"_s);
    QCOMPARE(faults.count(), 2);
    QVERIFY(!desk.presenter.fault());
    QTRY_COMPARE(desk.presenter.model().rowCount(), 3);
}

void QueuePresenterTest::savedQueuesCount()
{
    Desk desk(app::pictureRows(now));
    const auto count = [&](const QString& id) {
        for (const auto& saved : desk.presenter.savedQueues()) {
            if (saved.id == id)
                return saved.count;
        }
        return qint64{ -2 };
    };
    QTRY_COMPARE(count(u"open"_s), 12);
    QTRY_COMPARE(count(u"mine"_s), 1);
    QTRY_COMPARE(count(u"grave"_s), 4);
    QTRY_COMPARE(count(u"changed"_s), 1);
    QCOMPARE(desk.presenter.activeSaved(), u"open"_s);
    desk.presenter.showSaved(u"grave"_s);
    QTRY_COMPARE(desk.presenter.model().rowCount(), 4);
    QCOMPARE(desk.presenter.activeSaved(), u"grave"_s);
    QCOMPARE(ui::queue::countText(10'001), u"10,000+"_s);
    QCOMPARE(ui::queue::countText(-1), QString());
}

void QueuePresenterTest::saysWhyThereIsNothing()
{
    Desk empty({});
    QTRY_COMPARE(empty.presenter.content(), QueuePresenter::Content::NothingSynced);
    QList<cases::CaseRow> rows = app::pictureRows(now);
    for (cases::CaseRow& row : rows)
        row.status = cases::Status::Decided;
    Desk done(rows);
    QTRY_COMPARE(done.presenter.content(), QueuePresenter::Content::AllDone);
    Desk filtered(app::pictureRows(now));
    filtered.presenter.setFilter(u"toaster"_s);
    QTRY_COMPARE(filtered.presenter.content(), QueuePresenter::Content::NoMatch);
    filtered.presenter.clearFilter();
    QTRY_COMPARE(filtered.presenter.content(), QueuePresenter::Content::Rows);
}

void QueuePresenterTest::openCaseSurvivesAnotherFilter()
{
    Desk desk(app::pictureRows(now));
    QTRY_COMPARE(desk.presenter.content(), QueuePresenter::Content::Rows);
    desk.presenter.select(2);
    desk.presenter.setFilter(u"type:dataset"_s);
    QTRY_COMPARE(desk.presenter.model().rowCount(), 3);
    QCOMPARE(desk.presenter.openCase()->title, u"civicdata/court-hearings-es"_s);
    QCOMPARE(desk.presenter.currentRow(), 0); // the same case, where it now stands
    desk.presenter.setFilter(u"type:space"_s);
    QTRY_COMPARE(desk.presenter.model().rowCount(), 2);
    QVERIFY(desk.presenter.openCase());
    QCOMPARE(desk.presenter.currentRow(), -1);
}

void QueuePresenterTest::changesElsewhereWaitForTheHand()
{
    Desk desk(app::pictureRows(now));
    QTRY_COMPARE(desk.presenter.content(), QueuePresenter::Content::Rows);
    QSignalSpy pending(&desk.presenter, &QueuePresenter::pendingChangesChanged);
    desk.presenter.changedElsewhere({ desk.queue.all()[4].caseId, QByteArray(16, 'n') });
    QCOMPARE(pending.last()[0].toInt(), 2);
    QCOMPARE(desk.presenter.model().rowCount(), 12);
    desk.presenter.reload();
    QTRY_COMPARE(pending.last()[0].toInt(), 0);
}

void QueuePresenterTest::rowFarAwayOpensWhenItsPageComes()
{
    Desk desk(app::syntheticRows(2000, now));
    QTRY_COMPARE(desk.presenter.model().rowCount(), 2000);
    QSignalSpy opened(&desk.presenter, &QueuePresenter::caseOpened);
    desk.presenter.select(1777);
    QCOMPARE(opened.count(), 0);
    QTRY_COMPARE(opened.count(), 1);
    QCOMPARE(desk.presenter.openCase()->caseId, desk.queue.all()[1777].caseId);
}

} // namespace

int testQueuePresenter(int argc, char** argv)
{
    QueuePresenterTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_queuepresenter.moc"
