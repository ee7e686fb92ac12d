#include "app/docket/fixtures/fixturequeue.h"
#include "core/cases/queuequery.h"
#include "tests/ui/uitests.h"
#include "ui/models/queuemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace docket;
using ui::models::QueueModel;

namespace
{

const QDateTime now(QDate(2026, 11, 19), QTime(10, 44), Qt::UTC);

cases::QueueQuery query(QStringView text)
{
    const auto parsed = cases::parseQueueQuery(text, now);
    return parsed ? *parsed : cases::QueueQuery();
}

class QueueModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void firstPageThenWholeLength();
    void everyRowIsTheRightOne();
    void scrollingCostsPagesNotRows();
    void changesStayInPlace();
    void onlyNewestQueryCounts();
    void faultKeepsTheOldList();
    void shortListNeedsNoSpan();
};

void QueueModelTest::firstPageThenWholeLength()
{
    app::FixtureQueue source(app::syntheticRows(1000, now), now);
    QueueModel model(source);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy spans(&model, &QueueModel::spanKnown);
    int atOnce = -1;
    connect(&model, &QueueModel::queryAnswered, this, [&] { atOnce = model.rowCount(); });
    model.setQuery(query(u"is:open"));
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!model.isSettled());
    QTRY_COMPARE(resets.count(), 1);
    QCOMPARE(atOnce, QueueModel::pageSize + 1);
    QTRY_COMPARE(spans.count(), 1);
    QCOMPARE(spans[0][0].toInt(), 1000);
    QCOMPARE(model.rowCount(), 1000);
    QTRY_VERIFY(model.isSettled());
    QCOMPARE(resets.count(), 1);
}

void QueueModelTest::everyRowIsTheRightOne()
{
    app::FixtureQueue source(app::syntheticRows(700, now), now);
    QueueModel model(source);
    model.setQuery(query(u""));
    QTRY_VERIFY(model.isSettled() && model.isSpanKnown());
    for (int row = 0; row < model.rowCount(); ++row) {
        if (!model.rowAt(row))
            QTRY_VERIFY(model.rowAt(row));
        QCOMPARE(model.rowAt(row)->caseId, source.all()[row].caseId);
        QCOMPARE(model.rowOf(source.all()[row].caseId), row);
    }
}

void QueueModelTest::scrollingCostsPagesNotRows()
{
    constexpr int rows = 100'000;
    app::FixtureQueue source(app::syntheticRows(rows, now), now);
    QueueModel model(source);
    model.setQuery(query(u""));
    QTRY_VERIFY(model.isSettled() && model.isSpanKnown());
    QCOMPARE(model.rowCount(), rows);
    source.asked = {};
    // A drag of the scroll bar over the whole list, 500 frames of 14 rows, none of which may wait for anything.
    constexpr int frames = 500;
    for (int frame = 0; frame < frames; ++frame) {
        const int top = static_cast<int>(qint64(rows - 14) * frame / (frames - 1));
        for (int row = top; row < top + 14; ++row)
            model.data(model.index(row, 0), Qt::DisplayRole);
        model.setVisible(top, top + 13);
    }
    QCOMPARE(source.asked.pages, 0); // questions go out after the frame, never within it
    QTRY_VERIFY(model.isSettled());
    QVERIFY2(source.asked.pages <= 6, qPrintable(QString::number(source.asked.pages)));
    QVERIFY(source.asked.largestPage <= QueueModel::pageSize + 1);
    // Where the hand stopped, the rows are there.
    QVERIFY(model.rowAt(rows - 1));
    QCOMPARE(model.rowAt(rows - 1)->caseId, source.all().last().caseId);
    // Going through everything slowly keeps only a window of it.
    for (int row = 0; row < rows; row += QueueModel::pageSize) {
        model.setVisible(row, row + 13);
        QTRY_VERIFY(model.isSettled());
    }
    int held = 0;
    for (int row = 0; row < rows; row += QueueModel::pageSize)
        held += model.rowOf(source.all()[row].caseId) >= 0 ? 1 : 0;
    QVERIFY2(held <= ui::models::Pages<cases::CaseRow>::cached + 1, qPrintable(QString::number(held)));
}

void QueueModelTest::changesStayInPlace()
{
    app::FixtureQueue source(app::syntheticRows(300, now), now);
    QueueModel model(source);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setQuery(query(u"is:open"));
    QTRY_VERIFY(model.isSettled() && model.isSpanKnown());
    const QByteArray id = source.all()[7].caseId;
    const QByteArray decided = source.all()[9].caseId;
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    source.change(id, [](cases::CaseRow& row) { row.reports = 99; });
    source.change(decided, [](cases::CaseRow& row) { row.status = cases::Status::Decided; });
    model.noteChanged({ id, decided, QByteArray(16, 'x') });
    QTRY_VERIFY(model.isSettled());
    QCOMPARE(changes.count(), 2);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(model.rowOf(id), 7);
    QCOMPARE(model.rowAt(7)->reports, 99);
    QCOMPARE(model.markAt(7), QueueModel::Mark::Changed);
    QCOMPARE(model.markAt(9), QueueModel::Mark::Done);
    QCOMPARE(model.rowCount(), 300);
    // One's own act is no news.
    model.refreshRows({ source.all()[8].caseId });
    QTRY_VERIFY(model.isSettled());
    QCOMPARE(model.markAt(8), QueueModel::Mark::None);
    // The next list starts clean and without the decided case.
    model.reload();
    QTRY_COMPARE(resets.count(), 1);
    QTRY_COMPARE(model.rowCount(), 299);
    QCOMPARE(model.markAt(model.rowOf(id)), QueueModel::Mark::None);
}

void QueueModelTest::onlyNewestQueryCounts()
{
    app::FixtureQueue source(app::syntheticRows(400, now), now);
    QueueModel model(source);
    QSignalSpy answered(&model, &QueueModel::queryAnswered);
    model.setQuery(query(u"type:model"));
    model.setQuery(query(u"type:dataset"));
    model.setQuery(query(u"type:space"));
    QTRY_VERIFY(model.isSettled());
    QCOMPARE(answered.count(), 1);
    QVERIFY(model.rowCount() > 0);
    QCOMPARE(model.rowAt(0)->subject.repo.kind, RepoKind::Space);
}

void QueueModelTest::faultKeepsTheOldList()
{
    app::FixtureQueue source(app::syntheticRows(50, now), now);
    QueueModel model(source);
    model.setQuery(query(u""));
    QTRY_COMPARE(model.rowCount(), 50);
    QSignalSpy failures(&model, &QueueModel::failed);
    source.fault = Error{ ErrorCode::Storage, u"view.db"_s, u"disk I/O error"_s, {} };
    model.setQuery(query(u"type:model"));
    QTRY_COMPARE(failures.count(), 1);
    QCOMPARE(failures[0][0].value<Error>().thing, u"view.db"_s);
    QCOMPARE(model.rowCount(), 50);
}

void QueueModelTest::shortListNeedsNoSpan()
{
    app::FixtureQueue source(app::syntheticRows(QueueModel::pageSize, now), now);
    QueueModel model(source);
    model.setQuery(query(u""));
    QTRY_COMPARE(model.rowCount(), QueueModel::pageSize);
    QVERIFY(model.isSpanKnown());
    QCOMPARE(source.asked.spans, 0);
}

} // namespace

int testQueueModel(int argc, char** argv)
{
    QueueModelTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_queuemodel.moc"
