#include "app/docket/fixtures/fixtureexchange.h"
#include "ui/exchange/exchangepage.h"
#include "ui/exchange/exchangewords.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QProgressBar>
#include <QSignalSpy>
#include <QTest>

using namespace docket;
using namespace docket::app;
using namespace docket::ui::exchange;
using namespace Qt::StringLiterals;
using Obstacle = ExchangePresenter::Obstacle;
using Phase = ExchangePresenter::Phase;
using Scope = ExchangePresenter::Scope;

namespace
{

QDateTime now()
{
    return fromIsoUtc(u"2026-11-21T10:44:00.000Z");
}

} // namespace

/// The presenter without a window, then the page with real keys.
class TestExchange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void peopleAreOthersWithTheirLaptops()
    {
        FixtureExchange source(now());
        ExchangePresenter presenter(source);
        presenter.refresh(u"is:open"_s);
        QTRY_COMPARE(presenter.people().size(), 3);
        QCOMPARE(presenter.people().at(0).name, u"Jonas Lindqvist"_s);
        QCOMPARE(presenter.people().at(0).devices.size(), 2);
        QVERIFY(!presenter.people().at(2).ready);
        presenter.choose(2, true); // cannot be encrypted to
        QVERIFY(!presenter.people().at(2).chosen);
        QTRY_COMPARE(presenter.caseCount(), 214);
        presenter.choose(0, true);
        presenter.refresh(u"is:open"_s); // choices are kept
        QTRY_VERIFY(presenter.people().at(0).chosen);
    }

    void obstaclesInTheirOrder()
    {
        FixtureExchange source(now());
        source.caseCount = 0;
        ExchangePresenter presenter(source);
        presenter.refresh({});
        QTRY_COMPARE(presenter.people().size(), 3);
        QCOMPARE(presenter.obstacle(), Obstacle::Nobody);
        presenter.choose(0, true);
        presenter.setScope(Scope::Cases);
        QCOMPARE(presenter.obstacle(), Obstacle::NoCases);
        presenter.setScope(Scope::Since);
        QCOMPARE(presenter.obstacle(), Obstacle::NoFile);
        presenter.write();
        QVERIFY(!source.wish);
        presenter.setTarget(u"/stick/x.docket"_s);
        QCOMPARE(presenter.obstacle(), Obstacle::None);
        for (const Obstacle one : { Obstacle::Nobody, Obstacle::NoCases, Obstacle::NoFile })
            QVERIFY(!obstacleWords(one).isEmpty());
    }

    void packIsWritten()
    {
        FixtureExchange source(now());
        ExchangePresenter presenter(source);
        presenter.refresh(u"severity:>=S2"_s);
        QTRY_COMPARE(presenter.people().size(), 3);
        QTRY_COMPARE(presenter.caseCount(), 214);
        presenter.choose(0, true);
        presenter.setScope(Scope::Cases);
        QCOMPARE(presenter.packedCases(), 200);
        presenter.setLimit(0);
        QCOMPARE(presenter.packedCases(), 214);
        presenter.setTarget(u"/stick/x.docket"_s);
        presenter.write();
        QCOMPARE(presenter.phase(), Phase::Writing);
        QCOMPARE(presenter.obstacle(), Obstacle::Busy);
        QTRY_VERIFY(presenter.written());
        QCOMPARE(presenter.phase(), Phase::Idle);
        QCOMPARE(source.wish->filter, u"severity:>=S2"_s);
        QCOMPARE(source.wish->to.size(), 2);
        QVERIFY(writtenWords(presenter).join(u' ').contains(u"Jonas Lindqvist"_s));
    }

    void stoppedAndFailed()
    {
        FixtureExchange source(now());
        source.hangs = true;
        {
            ExchangePresenter presenter(source);
            presenter.refresh({});
            QTRY_COMPARE(presenter.people().size(), 3);
            presenter.choose(1, true);
            presenter.setTarget(u"x.docket"_s);
            presenter.write();
            QCOMPARE(presenter.done(), 7'000'000);
            presenter.stop();
            QVERIFY(source.lastStop.stop_requested());
        }
        source.hangs = false;
        source.writes = fail(ErrorCode::Storage, u"x.docket"_s, u"the disk is full"_s, u"free some space"_s);
        ExchangePresenter presenter(source);
        presenter.refresh({});
        QTRY_COMPARE(presenter.people().size(), 3);
        presenter.choose(1, true);
        presenter.setTarget(u"x.docket"_s);
        presenter.write();
        QTRY_VERIFY(presenter.exportError());
        QVERIFY(!presenter.written());
        presenter.setTarget(u"y.docket"_s);
        QCOMPARE(presenter.obstacle(), Obstacle::None); // again, elsewhere
    }

    void fileIsLookedIntoThenTaken()
    {
        FixtureExchange source(now());
        ExchangePresenter presenter(source);
        QSignalSpy imported(&presenter, &ExchangePresenter::imported);
        presenter.read();
        QCOMPARE(presenter.phase(), Phase::Idle); // nothing to take yet
        presenter.open(u"jonas.docket"_s);
        QTRY_VERIFY(presenter.preview());
        QVERIFY(presenter.canRead());
        QVERIFY(previewWords(presenter).join(u' ').contains(u"Jonas Lindqvist"_s));
        source.reads->merge.forks
            = { { QByteArray(32, 'd'), 65, log::EntryId{ QByteArray(32, '1') }, log::EntryId{ QByteArray(32, '2') } } };
        presenter.read();
        QTRY_VERIFY(presenter.taken());
        QCOMPARE(imported.size(), 1);
        QVERIFY(!presenter.canRead()); // once is enough
        QCOMPARE(warningWords(presenter).size(), 1);
        QVERIFY(takenWords(presenter).join(u' ').contains(u"erased"_s));
    }

    void refusedFilesCannotBeTaken()
    {
        FixtureExchange source(now());
        ExchangePresenter presenter(source);
        source.preview->refusal = Error{ ErrorCode::Validation, u"x"_s, u"age: is not encrypted to this device"_s, {} };
        presenter.open(u"x.docket"_s);
        QTRY_VERIFY(presenter.importError());
        QVERIFY(!presenter.canRead());
        source.preview = fail(ErrorCode::Integrity, u"x.docket"_s, u"archive: is cut off"_s);
        presenter.open(u"x.docket"_s);
        QTRY_VERIFY(!presenter.preview() && presenter.importError());
        QVERIFY(!presenter.canRead());
    }

    void pageByKeyboard()
    {
        ui::widgets::Theme theme;
        FixtureExchange source(now());
        ExchangePresenter presenter(source);
        ExchangePage page(theme, presenter, ExchangePage::Side::Export);
        QSignalSpy closed(&page, &ExchangePage::closed);
        page.resize(900, 700);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        presenter.refresh({});
        QTRY_COMPARE(presenter.people().size(), 3);
        auto* person = page.findChild<QAbstractButton*>(u"exchange.person.0"_s);
        QVERIFY(person);
        person->setFocus();
        QTest::keyClick(person, Qt::Key_Space);
        QVERIFY(presenter.people().at(0).chosen);
        auto* target = page.findChild<QLineEdit*>(u"exchange.target"_s);
        target->setFocus();
        QTest::keyClicks(target, u"/stick/x.docket"_s);
        QCOMPARE(presenter.target(), u"/stick/x.docket"_s);
        source.hangs = true;
        QTest::keyClick(target, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(presenter.phase(), Phase::Writing);
        QVERIFY(page.findChild<QProgressBar*>(u"exchange.progress"_s)->isVisible());
        QTest::mouseClick(page.findChild<QAbstractButton*>(u"exchange.stop"_s), Qt::LeftButton);
        QVERIFY(source.lastStop.stop_requested());
        QTest::keyClick(&page, Qt::Key_Escape);
        QCOMPARE(closed.size(), 1);
        for (QWidget* widget : page.findChildren<QWidget*>()) {
            if (qobject_cast<QLineEdit*>(widget) || qobject_cast<QProgressBar*>(widget))
                QVERIFY2(!widget->accessibleName().isEmpty() || widget->objectName().startsWith(u"qt_"_s),
                    qPrintable(widget->objectName()));
        }
    }
};

QTEST_MAIN(TestExchange)
#include "tst_exchange.moc"
