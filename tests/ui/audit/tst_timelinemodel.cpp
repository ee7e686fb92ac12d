#include "app/docket/fixtures/fixturelog.h"
#include "tests/ui/audit/audittests.h"
#include "ui/audit/timelinemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace docket;
using app::FixtureLog;
using ui::audit::TimelineModel;

namespace
{

const QDateTime now(QDate(2026, 11, 21), QTime(10, 44), Qt::UTC);

class TimelineModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wholeLogHasItsLengthAtOnce();
    void everyRowIsTheRightOne();
    void scrollingCostsPagesNotRows();
    void filterGrowsAsOneScrolls();
    void rareThingIsFoundFarBack();
    void nothingFits();
    void onlyNewestQueryCounts();
    void faultKeepsTheOldList();
};

log::TimelineQuery every(int nth)
{
    log::TimelineQuery query;
    query.words = QString::number(nth);
    return query;
}

void TimelineModelTest::wholeLogHasItsLengthAtOnce()
{
    const auto source = FixtureLog::ofLength(100'000, now);
    TimelineModel model(*source);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.setQuery({});
    QVERIFY(!model.isSettled());
    QTRY_COMPARE(resets.count(), 1);
    QTRY_COMPARE(model.rowCount(), 100'000);
    QTRY_VERIFY(model.isSettled());
    QVERIFY(model.isComplete());
    QCOMPARE(source->asked.pages, 1);
    QCOMPARE(source->asked.spans, 1);
}

void TimelineModelTest::everyRowIsTheRightOne()
{
    const auto source = FixtureLog::ofLength(700, now);
    TimelineModel model(*source);
    model.setQuery({});
    QTRY_VERIFY(model.isSettled() && model.isComplete());
    for (int row = 0; row < model.rowCount(); ++row) {
        if (!model.rowAt(row))
            QTRY_VERIFY(model.rowAt(row));
        QCOMPARE(model.rowAt(row)->entry.id, source->idAt(row));
        QCOMPARE(model.rowOf(source->idAt(row)), row);
    }
    QCOMPARE(model.rowOf(log::EntryId{ QByteArray(32, 'x') }), -1);
}

void TimelineModelTest::scrollingCostsPagesNotRows()
{
    constexpr int rows = 100'000;
    const auto source = FixtureLog::ofLength(rows, now);
    TimelineModel model(*source);
    model.setQuery({});
    QTRY_VERIFY(model.isSettled() && model.isComplete());
    source->asked = {};
    // A drag of the scroll bar over everything, 500 frames of 14 rows, none of which may wait for anything.
    constexpr int frames = 500;
    for (int frame = 0; frame < frames; ++frame) {
        const int top = static_cast<int>(qint64(rows - 14) * frame / (frames - 1));
        for (int row = top; row < top + 14; ++row)
            model.data(model.index(row, 0), Qt::DisplayRole);
        model.setVisible(top, top + 13);
    }
    QCOMPARE(source->asked.pages, 0); // questions go out after the frame, never within it
    QTRY_VERIFY(model.isSettled());
    QVERIFY2(source->asked.pages <= 6, qPrintable(QString::number(source->asked.pages)));
    QVERIFY(source->asked.largestPage <= TimelineModel::pageSize);
    QVERIFY(model.rowAt(rows - 1));
    QCOMPARE(model.rowAt(rows - 1)->words, u"entry 1"_s);
    for (int row = 0; row < rows; row += TimelineModel::pageSize) {
        model.setVisible(row, row + 13);
        QTRY_VERIFY(model.isSettled());
    }
    int held = 0;
    for (int row = 0; row < rows; row += TimelineModel::pageSize)
        held += model.rowOf(source->idAt(row)) >= 0 ? 1 : 0;
    QVERIFY2(held <= ui::models::Pages<ui::audit::LogRow>::cached + 1, qPrintable(QString::number(held)));
}

void TimelineModelTest::filterGrowsAsOneScrolls()
{
    const auto source = FixtureLog::ofLength(50'000, now);
    TimelineModel model(*source);
    model.setQuery(every(7));
    QTRY_VERIFY(model.isSettled());
    QVERIFY(!model.isComplete());
    const int first = model.rowCount();
    QVERIFY2(first >= 64 && first <= 3 * TimelineModel::pageSize, qPrintable(QString::number(first)));
    while (!model.isComplete()) {
        const int before = model.rowCount();
        model.setVisible(before - 14, before - 1);
        QTRY_VERIFY(model.rowCount() > before || model.isComplete());
        QTRY_VERIFY(model.isSettled());
    }
    QCOMPARE(model.rowCount(), (50'000 + 6) / 7);
    QCOMPARE(model.looked(), 50'000);
    // Back at the top, where the pages are long gone.
    QVERIFY(!model.rowAt(0));
    QTRY_VERIFY(model.rowAt(0));
    for (const int row : { 0, 1, 200, 5000, 7142 }) {
        if (!model.rowAt(row))
            QTRY_VERIFY(model.rowAt(row));
        QCOMPARE(model.rowAt(row)->entry.id, source->idAt(row * 7));
    }
}

void TimelineModelTest::rareThingIsFoundFarBack()
{
    const auto source = FixtureLog::ofLength(30'001, now);
    TimelineModel model(*source);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setQuery(every(30'000)); // the newest and the oldest, nothing between
    QTRY_VERIFY(model.isSettled() && model.isComplete());
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.rowAt(1)->words, u"entry 1"_s);
}

void TimelineModelTest::nothingFits()
{
    FixtureLog source(FixtureLog::Scene::Team, now);
    TimelineModel model(source);
    log::TimelineQuery query;
    query.words = u"no such words"_s;
    model.setQuery(query);
    QTRY_VERIFY(model.isSettled() && model.isComplete());
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!model.rowAt(0));
    model.setVisible(0, 20);
    QVERIFY(model.isSettled());
}

void TimelineModelTest::onlyNewestQueryCounts()
{
    const auto source = FixtureLog::ofLength(400, now);
    TimelineModel model(*source);
    QSignalSpy answered(&model, &TimelineModel::queryAnswered);
    model.setQuery(every(2));
    model.setQuery(every(3));
    model.setQuery(every(100));
    QTRY_VERIFY(model.isSettled());
    QCOMPARE(answered.count(), 1);
    QCOMPARE(model.rowCount(), 4);
}

void TimelineModelTest::faultKeepsTheOldList()
{
    const auto source = FixtureLog::ofLength(50, now);
    TimelineModel model(*source);
    model.setQuery({});
    QTRY_COMPARE(model.rowCount(), 50);
    QSignalSpy failures(&model, &TimelineModel::failed);
    source->fault = Error{ ErrorCode::Storage, u"log.db"_s, u"disk I/O error"_s, {} };
    model.setQuery(every(2));
    QTRY_COMPARE(failures.count(), 1);
    QCOMPARE(failures[0][0].value<Error>().thing, u"log.db"_s);
    QCOMPARE(model.rowCount(), 50);
}

} // namespace

int testTimelineModel(int argc, char** argv)
{
    TimelineModelTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_timelinemodel.moc"
