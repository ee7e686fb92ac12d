#include "app/docket/desk/desk.h"
#include "app/docket/desk/practicehub.h"
#include "app/docket/fixtures/fixturequeue.h"
#include "tests/ui/uitests.h"
#include "ui/queue/queueview.h"
#include "ui/review/evidencepane.h"
#include "ui/settings/unlockpage.h"
#include "ui/shell/statusline.h"
#include "ui/web/engineloader.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/fixedrowview.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
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
    void changesBeginAtTheJudgedRevision();

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

/// Judged at the first of three revisions: Changes begins there, not at the one before the newest.
void DeskTest::changesBeginAtTheJudgedRevision()
{
    QTemporaryDir dir;
    const QString folder = dir.filePath(u"w"_s);
    const RepoKey repo{ RepoKind::Model, u"northwind/screening"_s };
    const Subject subject{ repo, 0 };
    const QStringList commits{ QString(40, u'a'), QString(40, u'b'), QString(40, u'c') };
    {
        SystemClock clock;
        Workspace::InitOptions options;
        options.endpoint = u"http://127.0.0.1:9"_s;
        options.reviewerName = u"A. Weir"_s;
        options.passphrase = log::Secret::copyOf(passphrase);
        const auto workspace = Workspace::init(folder, std::move(options), clock);
        QVERIFY(workspace);
        sync::Mirror& mirror = (*workspace)->mirror();
        const QDateTime start = clock.now().addDays(-3);
        for (int i = 0; i < commits.size(); ++i) {
            hub::RepoInfo info;
            info.key = repo;
            info.sha = commits[i];
            const QByteArray card = "# Screening\nRevision " + QByteArray::number(i) + "\n";
            QVERIFY(mirror.storeRepo(repo, info, start.addDays(i)));
            QVERIFY(mirror.storeCard(repo, info.sha, u"README.md"_s, card, start.addDays(i)));
        }
        hub::Thread thread;
        thread.repo = repo;
        thread.num = 1;
        thread.title = u"Report: Ethical issue(s)"_s;
        thread.status = u"open"_s;
        thread.createdAt = start;
        thread.author.name = u"reporter"_s;
        thread.isReport = true;
        QVERIFY(mirror.storeThread(thread, start));
        log::Draft judged; // without evidence, which would name the commit, too
        judged.kind = u"case.assess"_s;
        judged.caseId = log::caseIdFor((*workspace)->log().workspaceSecret().value(), subject);
        judged.payload
            = QJsonDocument(QJsonObject{ { u"pack"_s, u"hf-content@1"_s }, { u"pack_sha256"_s, QString(64, u'0') },
                                { u"pin"_s, QJsonObject{ { u"commit"_s, commits[0] } } },
                                { u"answers"_s, QJsonArray() }, { u"subject"_s, subject.key() } })
                  .toJson(QJsonDocument::Compact);
        QVERIFY((*workspace)->log().append({ judged }));
        QVERIFY((*workspace)->refreshView());
    }
    qputenv("DOCKET_PASSPHRASE", passphrase);
    QVERIFY(ui::web::loadCardEngine({ QStringLiteral(DOCKET_BINARY_DIR "/bin/plugins") }));
    app::Desk desk(m_theme, { .folder = folder, .token = "hf_test", .remember = false }, m_since);
    QSignalSpy shown(&desk.window(), &ui::shell::MainWindow::caseShown);
    desk.window().show();
    QApplication::setActiveWindow(&desk.window());
    desk.start();
    auto* list = desk.window().queueView()->list();
    QTRY_COMPARE(list->model()->rowCount(), 1);
    desk.window().queueView()->focusList();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_J);
    QTRY_VERIFY_WITH_TIMEOUT(shown.count() > 0, 20'000);
    auto* evidence = desk.window().findChild<ui::review::EvidencePane*>();
    QVERIFY(evidence);
    evidence->showTab(ui::review::EvidencePane::Tab::Changes);
    const auto compared = [&] {
        QStringList out;
        const auto boxes = desk.window().findChildren<QComboBox*>();
        for (const QComboBox* box : boxes)
            if (commits.contains(box->currentData().toString()))
                out.append(box->currentData().toString());
        return out;
    };
    QTRY_COMPARE(compared(), (QStringList{ commits[0], commits[2] }));
}

} // namespace

int testDesk(int argc, char** argv)
{
    DeskTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_desk.moc"
