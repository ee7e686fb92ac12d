#include "app/docket/desk/weeklycheck.h"
#include "app/docket/fixtures/fixturelog.h"
#include "core/workspace/fullcheck.h"
#include "tests/ui/uitests.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>

using namespace Qt::StringLiterals;
using namespace docket;
using app::WeeklyCheck;

namespace
{

constexpr qint64 minute = 60'000;
constexpr qint64 day = 24 * 60 * minute;

/// When the log is checked by itself. The clock is the test's; nothing waits.
class WeeklyCheckTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void onceAWeekWhenNobodyIsThere();
    void aKeyBreaksItOff();
    void notOnBattery();
    void oneByHandCounts();
    void whatIsNotSoundIsSaidOnce();
    void whatCannotBeReadIsTriedLater();

private:
    QDateTime last();
    /// True when it led to a check.
    bool looks();

    QTemporaryDir m_dir;
    FixedClock m_clock{ QDateTime(QDate(2026, 11, 21), QTime(9, 0), Qt::UTC) };
    WorkspaceThread m_workspace;
    std::unique_ptr<app::FixtureLog> m_log;
    std::unique_ptr<ui::audit::LogCheck> m_check;
    std::unique_ptr<WeeklyCheck> m_weekly;
};

void WeeklyCheckTest::initTestCase()
{
    bool opened = false;
    m_workspace.open(
        [this]() -> Result<std::unique_ptr<Workspace>> {
            Workspace::InitOptions options;
            options.endpoint = u"http://127.0.0.1:9"_s;
            options.reviewerName = u"Ada"_s;
            options.passphrase = log::Secret::copyOf("correct horse");
            options.cost = log::KdfCost::Cheap;
            return Workspace::init(m_dir.filePath(u"w"_s), std::move(options), m_clock);
        },
        this, [&](const Status& status) { opened = status.has_value(); });
    QTRY_VERIFY(opened);
}

void WeeklyCheckTest::init()
{
    m_clock.advance(30 * day); // whatever was done before is long ago
    m_log = std::make_unique<app::FixtureLog>(app::FixtureLog::Scene::Team, m_clock.now());
    m_check = std::make_unique<ui::audit::LogCheck>(*m_log, m_clock);
    m_weekly = std::make_unique<WeeklyCheck>(m_workspace, *m_check, m_clock);
    m_weekly->setPowerFolder(m_dir.filePath(u"no such folder"_s));
}

void WeeklyCheckTest::cleanup()
{
    m_weekly.reset();
    m_check.reset();
    m_log.reset();
}

QDateTime WeeklyCheckTest::last()
{
    const auto time = m_workspace.askAndWait<QDateTime>([](Workspace& workspace) { return lastFullCheck(workspace); });
    return time.value_or(QDateTime());
}

bool WeeklyCheckTest::looks()
{
    const int before = m_log->asked.checks;
    m_weekly->look();
    last(); // the workspace has answered
    QCoreApplication::sendPostedEvents();
    QTest::qWait(1);
    return m_log->asked.checks > before;
}

void WeeklyCheckTest::onceAWeekWhenNobodyIsThere()
{
    QVERIFY(!looks()); // somebody was there a moment ago
    m_clock.advance(4 * minute);
    QVERIFY(!looks());
    m_clock.advance(minute);
    QVERIFY(looks());
    QTRY_VERIFY(!m_check->isRunning());
    QCOMPARE(m_check->report()->depth, log::Depth::Full);
    QTRY_COMPARE(last(), m_clock.now());
    m_clock.advance(7 * day - 1);
    QVERIFY(!looks());
    m_clock.advance(1);
    QVERIFY(looks());
    QTRY_VERIFY(!m_check->isRunning());
    QTRY_COMPARE(last(), m_clock.now());
    // The clock went wrong and came back: what it noted in the future does not silence the check.
    m_clock.set(m_clock.now().addYears(-1));
    QVERIFY(looks());
}

void WeeklyCheckTest::aKeyBreaksItOff()
{
    const QDateTime before = last();
    m_log->verifyHangs = true;
    m_clock.advance(5 * minute);
    QVERIFY(looks());
    QVERIFY(m_check->isRunning());
    QVERIFY(!looks()); // one at a time
    QWidget window;
    window.show();
    QTest::keyClick(&window, Qt::Key_J);
    QTRY_VERIFY(!m_check->isRunning());
    QVERIFY(m_check->wasStopped());
    QVERIFY(!looks()); // somebody is there
    QCOMPARE(last(), before);
    m_log->verifyHangs = false;
    m_clock.advance(5 * minute);
    QVERIFY(looks()); // from the beginning
    QTRY_COMPARE(last(), m_clock.now());
    // One that somebody asked for goes on, whatever they do.
    m_log->verifyHangs = true;
    m_check->start(log::Depth::Full);
    QTest::keyClick(&window, Qt::Key_J);
    QTest::qWait(5);
    QVERIFY(m_check->isRunning());
    m_check->stop();
    QTRY_VERIFY(!m_check->isRunning());
}

void WeeklyCheckTest::notOnBattery()
{
    const QDir power(m_dir.filePath(u"power"_s));
    const auto write = [&](const QString& file, const QByteArray& text) {
        power.mkpath(QFileInfo(file).path());
        QFile out(power.filePath(file));
        QVERIFY(out.open(QIODevice::WriteOnly) && out.write(text) == text.size());
    };
    write(u"BAT0/type"_s, "Battery\n");
    write(u"BAT0/status"_s, "Discharging\n");
    m_weekly->setPowerFolder(power.path());
    m_clock.advance(5 * minute);
    QVERIFY(!looks());
    write(u"BAT0/status"_s, "Charging\n");
    write(u"mouse/type"_s, "Battery\n");
    write(u"mouse/scope"_s, "Device\n");
    write(u"mouse/status"_s, "Discharging\n");
    QVERIFY(looks());
}

void WeeklyCheckTest::oneByHandCounts()
{
    m_check->start(log::Depth::Full);
    QTRY_COMPARE(last(), m_clock.now());
    m_clock.advance(6 * day);
    QVERIFY(!looks());
    m_check->start(log::Depth::Quick); // a quick one does not
    QTRY_VERIFY(!m_check->isRunning());
    m_clock.advance(day);
    QVERIFY(looks());
}

void WeeklyCheckTest::whatIsNotSoundIsSaidOnce()
{
    const QDateTime before = last();
    log::Finding finding;
    finding.fault = u"tile"_s;
    m_log->report.findings = { finding };
    m_clock.advance(5 * minute);
    QVERIFY(looks());
    QTRY_VERIFY(!m_check->isRunning());
    QVERIFY(!m_check->report()->isSound());
    m_clock.advance(day);
    QVERIFY(!looks());
    QCOMPARE(last(), before); // the next start of the program looks again
}

void WeeklyCheckTest::whatCannotBeReadIsTriedLater()
{
    m_log->fault = Error{ ErrorCode::Storage, u"log.db"_s, u"disk I/O error"_s, {} };
    m_clock.advance(5 * minute);
    QVERIFY(looks());
    QTRY_VERIFY(m_check->error());
    m_clock.advance(59 * minute);
    QVERIFY(!looks());
    m_log->fault.reset();
    m_clock.advance(minute);
    QVERIFY(looks());
}

} // namespace

int testWeeklyCheck(int argc, char** argv)
{
    WeeklyCheckTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_weeklycheck.moc"
