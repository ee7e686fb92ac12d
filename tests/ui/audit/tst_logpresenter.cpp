#include "app/docket/fixtures/fixturelog.h"
#include "core/base/clock.h"
#include "tests/ui/audit/audittests.h"
#include "ui/audit/logpresenter.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace docket;
using app::FixtureLog;
using ui::audit::LogPresenter;
using ui::audit::LogSearch;
using Content = LogPresenter::Content;

namespace
{

const QDateTime now(QDate(2026, 11, 21), QTime(10, 44), Qt::UTC);
const QString resume = u"model:northwind/screening-resume-rank"_s;

struct Room {
    FixedClock clock{ now };
    FixtureLog log;
    LogPresenter presenter;
    explicit Room(FixtureLog::Scene scene = FixtureLog::Scene::Team) : log(scene, now), presenter(log, clock)
    {
        presenter.showAll();
    }
    bool settled() const { return presenter.isSettled(); }
};

class LogPresenterTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsEverythingNewestFirst();
    void emptyLog();
    void ofOneCase();
    void caseWithoutEntries();
    void familiesNarrow();
    void peopleAndLaptops();
    void days();
    void searchFindsIdsCasesAndWords();
    void opensWhatIsChosen();
    void followsALink();
    void checks();
    void checkCanBeStopped();
    void failedCheckSpeaksPlainly();
    void proofIsWritten();
    void proofThatCannotBeWritten();
    void signsAndSavesACheckpoint();
    void erasure();
    void faultsAreSaid();
};

void LogPresenterTest::showsEverythingNewestFirst()
{
    Room room;
    QTRY_VERIFY(room.settled());
    QCOMPARE(room.presenter.content(), Content::Rows);
    QCOMPARE(room.presenter.model().rowCount(), static_cast<int>(room.log.size()));
    QCOMPARE(room.presenter.model().rowAt(0)->entry.time, now);
    // The newest is open at once.
    QCOMPARE(room.presenter.currentRow(), 0);
    QVERIFY(room.presenter.detail());
    QCOMPARE(room.presenter.detail()->row.entry.id, room.log.idAt(0));
    QVERIFY(room.presenter.overview());
    QCOMPARE(room.presenter.waitingErasures(), 1);
}

void LogPresenterTest::emptyLog()
{
    Room room(FixtureLog::Scene::Empty);
    QTRY_VERIFY(room.settled());
    QCOMPARE(room.presenter.content(), Content::Nothing);
    QVERIFY(!room.presenter.detail());
    room.presenter.step(1);
    room.presenter.select(3);
    QCOMPARE(room.presenter.currentRow(), -1);
}

void LogPresenterTest::ofOneCase()
{
    Room room;
    room.presenter.showCase(room.log.caseOf(resume), u"screening-resume-rank"_s);
    QTRY_VERIFY(room.settled());
    const int ofCase = room.presenter.model().rowCount();
    QVERIFY(ofCase > 2 && ofCase < room.log.size());
    for (int row = 0; row < ofCase; ++row)
        QCOMPARE(room.presenter.model().rowAt(row)->entry.caseId, room.log.caseOf(resume));
    QVERIFY(room.presenter.detail()->item.entry.caseId == room.log.caseOf(resume));
    room.presenter.toggleScope();
    QTRY_COMPARE(room.presenter.model().rowCount(), static_cast<int>(room.log.size()));
    room.presenter.toggleScope();
    QTRY_COMPARE(room.presenter.model().rowCount(), ofCase);
}

void LogPresenterTest::caseWithoutEntries()
{
    Room room;
    room.presenter.showCase(log::CaseId{ QByteArray(16, 'x') }, u"acme/untouched"_s);
    QTRY_COMPARE(room.presenter.content(), Content::NothingOfCase);
    QVERIFY(!room.presenter.detail());
    room.presenter.toggleFamily(log::Family::Decisions);
    QTRY_COMPARE(room.presenter.content(), Content::NoMatch);
}

void LogPresenterTest::familiesNarrow()
{
    Room room;
    room.presenter.toggleFamily(log::Family::Decisions);
    QTRY_VERIFY(room.settled());
    const int decisions = room.presenter.model().rowCount();
    QVERIFY(decisions > 1);
    for (int row = 0; row < decisions; ++row)
        QCOMPARE(room.presenter.model().rowAt(row)->family, log::Family::Decisions);
    room.presenter.toggleFamily(log::Family::Erasure);
    QTRY_VERIFY(room.presenter.model().rowCount() > decisions);
    room.presenter.toggleFamily(log::Family::Erasure);
    room.presenter.toggleFamily(log::Family::Decisions);
    QTRY_COMPARE(room.presenter.model().rowCount(), static_cast<int>(room.log.size()));
}

void LogPresenterTest::peopleAndLaptops()
{
    Room room;
    QTRY_VERIFY(room.settled());
    room.presenter.setPerson(u"p-bo"_s);
    QTRY_VERIFY(room.presenter.model().rowCount() < room.log.size());
    QVERIFY(room.presenter.model().rowCount() > 0);
    QCOMPARE(room.presenter.model().rowAt(0)->author, u"Bo Lindqvist"_s);
    const QByteArray bo = room.presenter.model().rowAt(0)->entry.device;
    const int byBo = room.presenter.model().rowCount();
    room.presenter.setDevice(bo);
    QTRY_VERIFY(room.settled());
    QCOMPARE(room.presenter.model().rowCount(), byBo); // one laptop is all Bo has
    QVERIFY(room.presenter.filter().person.isEmpty());
    room.presenter.setPerson(u"p-nobody"_s);
    QTRY_COMPARE(room.presenter.content(), Content::NoMatch);
}

void LogPresenterTest::days()
{
    Room room;
    QTRY_VERIFY(room.settled());
    room.presenter.setDates(now.toLocalTime().date(), now.toLocalTime().date());
    QTRY_VERIFY(room.settled());
    const int today = room.presenter.model().rowCount();
    QVERIFY(today > 0);
    for (int row = 0; row < today; ++row)
        QCOMPARE(room.presenter.model().rowAt(row)->entry.time.toLocalTime().date(), now.toLocalTime().date());
    room.presenter.setDates({}, now.toLocalTime().date().addDays(-10));
    QTRY_COMPARE(room.presenter.content(), Content::NoMatch);
}

void LogPresenterTest::searchFindsIdsCasesAndWords()
{
    Room room;
    QTRY_VERIFY(room.settled());
    room.presenter.search(u" "_s + room.log.idAt(4).text().left(9));
    QTRY_VERIFY(room.presenter.filter().search);
    QCOMPARE(room.presenter.filter().search->kind, LogSearch::Kind::Entries);
    QTRY_COMPARE(room.presenter.model().rowCount(), 1);
    QCOMPARE(room.presenter.model().rowAt(0)->entry.id, room.log.idAt(4));
    room.presenter.search(u"court-hearings"_s);
    QTRY_COMPARE(room.presenter.filter().search->kind, LogSearch::Kind::Cases);
    QTRY_VERIFY(room.settled());
    QVERIFY(room.presenter.model().rowCount() > 1);
    room.presenter.search(u"neighbour of the author"_s);
    QTRY_COMPARE(room.presenter.filter().search->kind, LogSearch::Kind::Words);
    QTRY_COMPARE(room.presenter.model().rowCount(), 1);
    room.presenter.search({});
    QTRY_COMPARE(room.presenter.model().rowCount(), static_cast<int>(room.log.size()));
    // Only the last of what was typed counts.
    room.presenter.search(u"court-hearings"_s);
    room.presenter.search(u"nothing like it"_s);
    QTRY_COMPARE(room.presenter.content(), Content::NoMatch);
    room.presenter.clearFilter();
    QTRY_COMPARE(room.presenter.content(), Content::Rows);
}

void LogPresenterTest::opensWhatIsChosen()
{
    Room room;
    QTRY_VERIFY(room.settled());
    QSignalSpy followed(&room.presenter, &LogPresenter::entryOpened);
    room.presenter.step(1);
    room.presenter.step(1);
    QCOMPARE(room.presenter.currentRow(), 2);
    QTRY_COMPARE(room.presenter.detail()->row.entry.id, room.log.idAt(2));
    room.presenter.step(-50);
    QCOMPARE(room.presenter.currentRow(), 0);
    QCOMPARE(followed.count(), 0);
}

void LogPresenterTest::followsALink()
{
    Room room;
    QTRY_VERIFY(room.settled());
    room.presenter.select(1); // a decision: its parents are of the same case
    QTRY_VERIFY(room.presenter.detail() && !room.presenter.detail()->parents.isEmpty());
    const log::EntryId parent = room.presenter.detail()->parents.first().id;
    QSignalSpy followed(&room.presenter, &LogPresenter::entryOpened);
    room.presenter.open(parent);
    QTRY_COMPARE(room.presenter.detail()->row.entry.id, parent);
    QCOMPARE(followed.count(), 1);
    QCOMPARE(room.presenter.model().rowAt(room.presenter.currentRow())->entry.id, parent);
    // One that the filter hides can be open all the same.
    room.presenter.toggleFamily(log::Family::People);
    QTRY_VERIFY(room.settled());
    QCOMPARE(room.presenter.currentRow(), -1);
    QCOMPARE(room.presenter.openId(), parent);
}

void LogPresenterTest::checks()
{
    Room room;
    QCOMPARE(room.presenter.check().whenText(), u"not checked in this session"_s);
    room.presenter.check().start(log::Depth::Full);
    QVERIFY(room.presenter.check().isRunning());
    room.presenter.check().start(log::Depth::Quick); // one at a time
    QTRY_VERIFY(!room.presenter.check().isRunning());
    QCOMPARE(room.log.asked.checks, 1);
    QVERIFY(room.presenter.check().report()->isSound());
    QVERIFY(room.presenter.check().sentence().startsWith("Sound. Every hash and every signature of 28 entries"_L1));
    QVERIFY(room.presenter.check().whenText().startsWith("checked in full at"_L1));
    room.presenter.check().start(log::Depth::Quick);
    QTRY_VERIFY(!room.presenter.check().isRunning());
    QVERIFY(room.presenter.check().whenText().startsWith("checked quickly at"_L1));
}

void LogPresenterTest::checkCanBeStopped()
{
    Room room;
    room.log.verifyHangs = true;
    room.presenter.check().note(room.log.report);
    room.presenter.check().start(log::Depth::Full);
    QTRY_VERIFY(room.presenter.check().total() > 0);
    QVERIFY(room.presenter.check().isRunning());
    room.presenter.check().stop();
    QTRY_VERIFY(!room.presenter.check().isRunning());
    QVERIFY(room.presenter.check().wasStopped());
    QVERIFY(!room.presenter.check().error());
    QVERIFY(room.presenter.check().report()); // what was known before still is
}

void LogPresenterTest::failedCheckSpeaksPlainly()
{
    Room room;
    log::Finding finding;
    finding.fault = u"payload-missing"_s;
    finding.text = u"the payload is gone without a redaction"_s;
    finding.id = room.log.idAt(3);
    room.log.report.findings = { finding };
    room.presenter.check().start(log::Depth::Quick);
    QTRY_VERIFY(room.presenter.check().report());
    QVERIFY(room.presenter.check().sentence().startsWith("Not sound"_L1));
    QCOMPARE(ui::audit::LogCheck::findingText(finding), u"Its content is gone, and nobody erased it."_s);
    finding.fault = u"never-heard-of"_s;
    QCOMPARE(ui::audit::LogCheck::findingText(finding), finding.text);
    room.log.fault = Error{ ErrorCode::Storage, u"log.db"_s, u"disk I/O error"_s, {} };
    room.presenter.check().start(log::Depth::Quick);
    QTRY_VERIFY(room.presenter.check().error());
    QVERIFY(room.presenter.check().sentence().contains("disk I/O error"_L1));
}

void LogPresenterTest::proofIsWritten()
{
    Room room;
    QTRY_VERIFY(room.settled());
    room.presenter.select(2);
    QTRY_COMPARE(room.presenter.detail()->row.entry.id, room.log.idAt(2));
    const QTemporaryDir folder;
    QSignalSpy told(&room.presenter, &LogPresenter::told);
    QCOMPARE(room.presenter.proofFileName(), QString(room.log.idAt(2).text().left(8) + u".tlog-proof"));
    room.presenter.exportProof(folder.filePath(room.presenter.proofFileName()));
    QTRY_COMPARE(told.count(), 1);
    QCOMPARE(room.log.asked.proofs, QList<log::EntryId>{ room.log.idAt(2) });
    QFile file(folder.filePath(room.presenter.proofFileName()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().startsWith("c2sp.org/tlog-proof@v1\n"));
    room.presenter.saveNote(folder.filePath(u"x.note"_s));
    QFile note(folder.filePath(u"x.note"_s));
    QVERIFY(note.open(QIODevice::ReadOnly));
    QCOMPARE(note.readAll(), room.presenter.detail()->note);
}

void LogPresenterTest::proofThatCannotBeWritten()
{
    Room room;
    QTRY_VERIFY(room.settled());
    QSignalSpy told(&room.presenter, &LogPresenter::told);
    QSignalSpy failures(&room.presenter, &LogPresenter::failed);
    room.presenter.exportProof(u"/nowhere/at/all.tlog-proof"_s);
    QTRY_COMPARE(failures.count(), 1);
    QCOMPARE(failures[0][0].value<Error>().code, ErrorCode::Storage);
    QCOMPARE(told.count(), 0);
}

void LogPresenterTest::signsAndSavesACheckpoint()
{
    Room room;
    const QTemporaryDir folder;
    room.presenter.saveCheckpoint(folder.filePath(u"c.note"_s)); // there is none yet
    QVERIFY(!QFile::exists(folder.filePath(u"c.note"_s)));
    QSignalSpy signedNow(&room.presenter, &LogPresenter::checkpointChanged);
    room.presenter.signCheckpoint();
    QTRY_COMPARE(signedNow.count(), 1);
    room.presenter.saveCheckpoint(folder.filePath(u"c.note"_s));
    QFile file(folder.filePath(u"c.note"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), room.presenter.checkpoint()->note);
}

void LogPresenterTest::erasure()
{
    Room room;
    QTRY_VERIFY(room.settled());
    room.presenter.select(8);
    QTRY_COMPARE(room.presenter.detail()->row.entry.id, room.log.idAt(8));
    QSignalSpy told(&room.presenter, &LogPresenter::told);
    room.presenter.requestErasure({ u"safety"_s, u"an address"_s });
    QTRY_COMPARE(told.count(), 1);
    QTRY_COMPARE(room.presenter.waitingErasures(), 2);
    QCOMPARE(room.log.asked.erasures, QStringList{ u"safety"_s });
    QCOMPARE(room.presenter.overview()->erasures.first().entries.first().id, room.log.idAt(8));
    QVERIFY(!room.presenter.overview()->erasures.first().whyNotApprove.isEmpty());
    room.presenter.approveErasure(room.presenter.overview()->erasures.first().id);
    QTRY_COMPARE(told.count(), 2);
    QCOMPARE(room.log.asked.approvals.size(), 1);
}

void LogPresenterTest::faultsAreSaid()
{
    Room room;
    QTRY_VERIFY(room.settled());
    QSignalSpy failures(&room.presenter, &LogPresenter::failed);
    room.log.fault = Error{ ErrorCode::Locked, u"log.db"_s, u"the key is locked"_s, u"unlock it"_s };
    room.presenter.signCheckpoint();
    room.presenter.exportProof(u"x"_s);
    room.presenter.requestErasure({ u"other"_s, {} });
    QTRY_COMPARE(failures.count(), 3);
    room.presenter.refresh();
    QTRY_VERIFY(failures.count() >= 5);
    QVERIFY(room.presenter.detail()); // what was on the screen stays
    QVERIFY(room.settled());
}

} // namespace

int testLogPresenter(int argc, char** argv)
{
    LogPresenterTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_logpresenter.moc"
