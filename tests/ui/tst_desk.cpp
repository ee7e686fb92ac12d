#include "app/docket/desk/desk.h"
#include "app/docket/desk/practicehub.h"
#include "app/docket/fixtures/fixturequeue.h"
#include "tests/ui/uitests.h"
#include "ui/queue/queueview.h"
#include "ui/settings/unlockpage.h"
#include "ui/shell/statusline.h"
#include "ui/web/engineloader.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/fixedrowview.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QFileInfo>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace docket;

namespace
{

constexpr int caseCount = 1000;
const QByteArray passphrase = "four unrelated words";

/// The window over real workspaces on disk.
class DeskTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void longQueueOnDisk();
    void claimIsInTheLog();
    void claimsWhileTheLogIsChecked();
    void secondWindowReadsOnly();
    void unlockPageOpensTheKey();
    void missingWorkspaceAsks();
    void practiceHubFillsTheQueue();

private:
    std::unique_ptr<app::Desk> openDesk();

    QTemporaryDir m_dir;
    QString m_folder;
    ui::widgets::Theme m_theme;
    QElapsedTimer m_since;
};

void DeskTest::initTestCase()
{
    m_since.start();
    m_folder = m_dir.filePath(u"w"_s);
    SystemClock clock;
    Workspace::InitOptions options;
    options.endpoint = u"http://127.0.0.1:9"_s;
    options.reviewerName = u"A. Weir"_s;
    options.passphrase = log::Secret::copyOf(passphrase);
    auto workspace = Workspace::init(m_folder, std::move(options), clock);
    QVERIFY2(workspace, workspace ? "" : qPrintable(workspace.error().text()));
    QVERIFY((*workspace)->refreshView());
    QVERIFY((*workspace)->view().store(app::syntheticRows(caseCount, clock.now()), true));
}

std::unique_ptr<app::Desk> DeskTest::openDesk()
{
    auto desk = std::make_unique<app::Desk>(
        m_theme, app::Desk::Config{ .folder = m_folder, .token = "hf_test", .remember = false }, m_since);
    desk->window().show();
    QApplication::setActiveWindow(&desk->window());
    desk->start();
    return desk;
}

void DeskTest::longQueueOnDisk()
{
    qputenv("DOCKET_PASSPHRASE", passphrase);
    const auto desk = openDesk();
    auto* list = desk->window().queueView()->list();
    QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), caseCount, 10'000);
    QTRY_VERIFY(desk->window().isSettled());
    // Every row once, in one order, whichever page it came with.
    QSet<QByteArray> seen;
    int lastPriority = INT_MAX;
    auto& model = static_cast<ui::models::QueueModel&>(*list->model());
    for (int row = 0; row < caseCount; ++row) {
        if (!model.rowAt(row))
            QTRY_VERIFY(model.rowAt(row));
        seen.insert(model.rowAt(row)->caseId);
        QVERIFY(model.rowAt(row)->priority <= lastPriority);
        lastPriority = model.rowAt(row)->priority;
    }
    QCOMPARE(seen.size(), caseCount);
    QTRY_VERIFY(desk->window().statusLine()->logText().contains("verified"_L1));
}

void DeskTest::claimIsInTheLog()
{
    qputenv("DOCKET_PASSPHRASE", passphrase);
    const auto desk = openDesk();
    QTRY_COMPARE(desk->window().queueView()->list()->model()->rowCount(), caseCount);
    const QString before = desk->window().statusLine()->logText();
    QTRY_VERIFY(desk->window().statusLine()->logText().contains("verified"_L1));
    desk->window().queueView()->focusList();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_J);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_C);
    QTRY_VERIFY2(desk->window().statusLine()->logText() != before, qPrintable(before));
}

void DeskTest::claimsWhileTheLogIsChecked()
{
    {
        SystemClock clock;
        auto workspace = Workspace::open(m_folder, clock);
        QVERIFY(workspace);
        QVERIFY((*workspace)->unlock(log::Secret::copyOf(passphrase)));
        log::Draft note;
        note.kind = u"case.note"_s;
        note.caseId = log::CaseId{ QByteArray(16, 'n') };
        note.payload = R"({"text":"plain"})";
        for (int batch = 0; batch < 60; ++batch)
            QVERIFY((*workspace)->log().append(QList<log::Draft>(500, note)));
    }
    qputenv("DOCKET_PASSPHRASE", passphrase);
    const auto desk = openDesk();
    QTRY_COMPARE(desk->window().queueView()->list()->model()->rowCount(), caseCount);
    const auto& check = desk->log().presenter().check();
    QTRY_VERIFY_WITH_TIMEOUT(check.report() && !check.isRunning(), 30'000); // the quick one at the start
    const auto press = [&](Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(desk->window().windowHandle(), key, modifiers);
    };
    press(Qt::Key_J, Qt::ControlModifier);
    QTRY_VERIFY(desk->log().screen());
    QTRY_VERIFY(desk->log().presenter().isSettled());
    QApplication::setActiveWindow(&desk->window());
    desk->log().screen()->setFocus();
    press(Qt::Key_V, Qt::ShiftModifier);
    QTRY_VERIFY(check.isRunning());
    press(Qt::Key_Escape);
    QTRY_VERIFY(!desk->log().screen());
    QTRY_VERIFY(desk->window().statusLine()->logText().contains("being verified"_L1));
    const QString before = desk->window().statusLine()->logText();
    desk->window().queueView()->focusList();
    press(Qt::Key_J);
    press(Qt::Key_C);
    QTRY_VERIFY2(desk->window().statusLine()->logText() != before, qPrintable(before));
    QVERIFY2(check.isRunning(), qPrintable(desk->window().statusLine()->logText()));
    QTRY_VERIFY_WITH_TIMEOUT(!check.isRunning(), 60'000);
    QVERIFY(check.report()->isSound());
    QCOMPARE(check.report()->depth, log::Depth::Full);
    QTRY_VERIFY(desk->window().statusLine()->logText().contains("verified in full"_L1));
}

void DeskTest::secondWindowReadsOnly()
{
    qputenv("DOCKET_PASSPHRASE", passphrase);
    const auto first = openDesk();
    QTRY_COMPARE(first->window().queueView()->list()->model()->rowCount(), caseCount);
    const auto second = openDesk();
    QTRY_COMPARE(second->window().queueView()->list()->model()->rowCount(), caseCount);
    QVERIFY(second->window().findChild<ui::widgets::Banner*>(u"banner.readonly"_s)->isVisible());
    QVERIFY(!first->window().findChild<ui::widgets::Banner*>(u"banner.readonly"_s)->isVisible());
}

void DeskTest::unlockPageOpensTheKey()
{
    qunsetenv("DOCKET_PASSPHRASE");
    const auto desk = openDesk();
    QTRY_VERIFY(desk->window().page());
    auto* line = desk->window().page()->findChild<QLineEdit*>(u"unlock.line"_s);
    QVERIFY(line);
    QSignalSpy opened(desk.get(), &app::Desk::opened);
    QTest::keyClicks(line, u"something else"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(line->selectedText().isEmpty(), false, 10'000); // asked again
    QCOMPARE(opened.count(), 0);
    QTest::keyClicks(line, QString::fromLatin1(passphrase));
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, 10'000);
    QTRY_COMPARE(desk->window().queueView()->list()->model()->rowCount(), caseCount);
}

void DeskTest::missingWorkspaceAsks()
{
    app::Desk desk(m_theme, { .folder = m_dir.filePath(u"none"_s), .token = "hf_test", .remember = false }, m_since);
    desk.window().show();
    QSignalSpy ready(&desk, &app::Desk::ready);
    desk.start();
    QTRY_COMPARE(ready.count(), 1);
    QVERIFY(desk.window().page());
    QCOMPARE(desk.window().page()->objectName(), u"firstrun"_s);
    QTRY_VERIFY(desk.window().focusWidget());
    QCOMPARE(desk.window().focusWidget()->accessibleName(), u"Your name"_s);
    QVERIFY(!QFileInfo::exists(m_dir.filePath(u"none"_s)));
}

void DeskTest::practiceHubFillsTheQueue()
{
    const QString program = QStringLiteral(DOCKET_BINARY_DIR "/bin/docket-hub");
    if (!QFileInfo::exists(program))
        QSKIP("docket-hub is not built");
    app::PracticeHub hub(program, QStringLiteral(DOCKET_SOURCE_DIR "/resources/practice"));
    app::Desk desk(m_theme,
        { .folder = hub.workspaceFolder(), .token = app::PracticeHub::token(), .remember = false, .syncAtStart = true },
        m_since);
    connect(&hub, &app::PracticeHub::listening, &desk, [&](const QString& endpoint) {
        const QString words = QString::fromLatin1(passphrase);
        desk.make({ hub.workspaceFolder(), endpoint, u"Demo"_s, words, words,
            u"listing:models\nlisting:datasets\nlisting:spaces"_s });
    });
    desk.window().show();
    hub.start();
    QTRY_VERIFY_WITH_TIMEOUT(desk.window().statusLine()->syncText().startsWith("Synced"_L1), 60'000);
    QTRY_VERIFY(desk.window().queueView()->list()->model()->rowCount() > 10);
    // A case on both sides: evidence and judgement over the same workspace.
    QVERIFY(ui::web::loadCardEngine({ QStringLiteral(DOCKET_BINARY_DIR "/bin/plugins") }));
    QApplication::setActiveWindow(&desk.window());
    QSignalSpy shown(&desk.window(), &ui::shell::MainWindow::caseShown);
    desk.window().queueView()->focusList();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_J);
    QTRY_VERIFY_WITH_TIMEOUT(shown.count() > 0, 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(desk.window().isSettled(), 20'000);
    if (const QByteArray picture = qgetenv("DOCKET_TEST_PICTURES"); !picture.isEmpty()) {
        QTRY_VERIFY(desk.window().isSettled());
        QTest::qWait(200);
        QVERIFY(desk.window().grab().save(QString::fromLocal8Bit(picture) + u"/desk-practice.png"));
    }
}

} // namespace

int testDesk(int argc, char** argv)
{
    DeskTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_desk.moc"
