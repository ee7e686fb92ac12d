#include "app/docket/capture/logstage.h"
#include "tests/ui/audit/audittests.h"
#include "ui/audit/checkpointpage.h"
#include "ui/audit/filterbar.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/fixedrowview.h"
#include "ui/widgets/qrcode.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWindow>

using namespace Qt::StringLiterals;
using namespace docket;
using app::FixtureLog;
using app::LogStage;
using ui::audit::LogScreen;
using Tab = LogScreen::Tab;

namespace
{

/// The screen in the real window, worked by keys alone.
class LogScreenTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void walksByKeys();
    void filtersByKeys();
    void searchesByKeys();
    void daysByKeys();
    void exportsAProof();
    void checksAndStops();
    void signsACheckpoint();
    void asksForErasure();
    void escLeaves();
    void otherRoomsStayQuiet();
    void emptyStates();
    void everyButtonHasAName();
    void printedPage();
    void qrCodes();

private:
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_stage->window().windowHandle(), key, modifiers);
    }
    void open(FixtureLog::Scene scene);
    LogScreen& screen() { return *m_stage->screen; }
    ui::audit::LogPresenter& presenter() { return m_stage->presenter; }
    QString entryWords() { return screen().findChild<QLabel*>(u"log.entry.words"_s)->text(); }

    ui::widgets::Theme m_theme;
    std::unique_ptr<LogStage> m_stage;
};

void LogScreenTest::open(FixtureLog::Scene scene)
{
    m_stage.reset();
    m_stage = std::make_unique<LogStage>(m_theme, scene);
    m_stage->window().resize(1440, 900);
    m_stage->window().show();
    QApplication::setActiveWindow(&m_stage->window());
    QVERIFY(QTest::qWaitForWindowActive(&m_stage->window()));
    QTRY_VERIFY(m_stage->isSettled());
}

void LogScreenTest::init()
{
    QTest::failOnWarning(QRegularExpression(u"Ambiguous shortcut"_s));
    open(FixtureLog::Scene::Team);
}

void LogScreenTest::cleanup()
{
    m_stage.reset();
}

void LogScreenTest::walksByKeys()
{
    QTRY_VERIFY(screen().list()->hasFocus());
    press(Qt::Key_J);
    press(Qt::Key_Down);
    QCOMPARE(presenter().currentRow(), 2);
    QTRY_COMPARE(entryWords(), presenter().model().rowAt(2)->words);
    press(Qt::Key_K);
    QCOMPARE(presenter().currentRow(), 1);
    press(Qt::Key_End);
    QCOMPARE(presenter().currentRow(), presenter().model().rowCount() - 1);
    press(Qt::Key_2, Qt::ControlModifier | Qt::AltModifier);
    QCOMPARE(screen().tab(), Tab::Laptops);
    press(Qt::Key_Return);
    QTRY_COMPARE(screen().tab(), Tab::Entry);
    press(Qt::Key_I, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), presenter().openId().text());
}

void LogScreenTest::filtersByKeys()
{
    const int all = presenter().model().rowCount();
    press(Qt::Key_D);
    QTRY_VERIFY(presenter().model().rowCount() < all);
    QVERIFY(presenter().filter().families.contains(log::Family::Decisions));
    press(Qt::Key_Z);
    QTRY_COMPARE(presenter().filter().families.size(), 2);
    press(Qt::Key_D);
    QTRY_COMPARE(presenter().filter().families, QList<log::Family>{ log::Family::Erasure });
    press(Qt::Key_L, Qt::ShiftModifier);
    QTRY_COMPARE(presenter().model().rowCount(), all);
    QVERIFY(presenter().filter().isEmpty());
}

void LogScreenTest::searchesByKeys()
{
    press(Qt::Key_Slash);
    QLineEdit* line = screen().filterBar()->searchLine();
    QTRY_VERIFY(line->hasFocus());
    for (const char c : QByteArray("court-hearings"))
        QTest::keyClick(m_stage->window().windowHandle(), c);
    QCOMPARE(line->text(), u"court-hearings"_s); // letters of chips are letters here
    QVERIFY(presenter().filter().families.isEmpty());
    press(Qt::Key_Return);
    QTRY_VERIFY(presenter().filter().search);
    QTRY_VERIFY(screen().list()->hasFocus());
    QTRY_VERIFY(presenter().model().rowCount() < m_stage->log.size());
    press(Qt::Key_L, Qt::ShiftModifier);
    QTRY_COMPARE(presenter().model().rowCount(), static_cast<int>(m_stage->log.size()));
    QCOMPARE(line->text(), QString());
}

void LogScreenTest::daysByKeys()
{
    press(Qt::Key_F);
    auto* from = screen().findChild<QLineEdit*>(u"log.from"_s);
    QTRY_VERIFY(from->hasFocus());
    QTest::keyClicks(from, u"2026-13-45"_s);
    press(Qt::Key_Return);
    QVERIFY(from->property("fault").toBool());
    QVERIFY(!presenter().filter().from.isValid());
    from->clear();
    QTest::keyClicks(from, u"2026-11-21"_s);
    press(Qt::Key_Return);
    QTRY_COMPARE(presenter().filter().from, QDate(2026, 11, 21));
    QVERIFY(!from->isVisible());
    QTRY_VERIFY(presenter().isSettled());
    QVERIFY(presenter().model().rowCount() < m_stage->log.size());
}

void LogScreenTest::exportsAProof()
{
    const QTemporaryDir folder;
    QString suggested;
    screen().setAskPath([&](const QString&, const QString& name, const QString&) {
        suggested = name;
        return folder.filePath(name);
    });
    press(Qt::Key_J);
    QTRY_COMPARE(presenter().detail()->row.entry.id, m_stage->log.idAt(1));
    press(Qt::Key_E, Qt::ControlModifier);
    QTRY_COMPARE(m_stage->log.asked.proofs, QList<log::EntryId>{ m_stage->log.idAt(1) });
    QTRY_VERIFY(QFile::exists(folder.filePath(suggested)));
    QVERIFY(suggested.endsWith(".tlog-proof"_L1));
    QTRY_VERIFY(screen().findChild<ui::widgets::Banner*>(u"log.banner"_s)->isVisible());
    // Nothing chosen, nothing written.
    screen().setAskPath([](const QString&, const QString&, const QString&) { return QString(); });
    press(Qt::Key_E, Qt::ControlModifier);
    QTest::qWait(20);
    QCOMPARE(m_stage->log.asked.proofs.size(), 1);
}

void LogScreenTest::checksAndStops()
{
    press(Qt::Key_V);
    QCOMPARE(screen().tab(), Tab::Check);
    QTRY_COMPARE(m_stage->log.asked.checks, 1);
    QTRY_VERIFY(!presenter().check().isRunning());
    QTRY_VERIFY(screen().findChild<QLabel*>(u"log.check.sentence"_s)->text().startsWith("Sound"_L1));
    m_stage->log.verifyHangs = true;
    press(Qt::Key_V, Qt::ShiftModifier);
    QTRY_VERIFY(presenter().check().isRunning());
    press(Qt::Key_X, Qt::ShiftModifier);
    QTRY_VERIFY(!presenter().check().isRunning());
    QVERIFY(presenter().check().wasStopped());
}

void LogScreenTest::signsACheckpoint()
{
    press(Qt::Key_S);
    QCOMPARE(screen().tab(), Tab::Checkpoint);
    QTRY_COMPARE(m_stage->log.asked.checkpoints, 1);
    QTRY_VERIFY(screen().findChild<QLabel*>(u"log.checkpoint.page"_s));
    // The key that signs is locked: it says so and does nothing.
    m_stage->log.around.unlocked = false;
    presenter().refresh();
    QTRY_VERIFY(!presenter().overview()->unlocked);
    press(Qt::Key_S);
    QTest::qWait(20);
    QCOMPARE(m_stage->log.asked.checkpoints, 1);
}

void LogScreenTest::asksForErasure()
{
    QTRY_VERIFY(presenter().detail());
    auto* ask = screen().findChild<QAbstractButton*>(u"button.log.askErasure"_s);
    QVERIFY(ask);
    m_stage->log.evidence = 2;
    ask->click();
    QCOMPARE(screen().tab(), Tab::Erasure);
    // What goes with it arrives later; the line keeps the focus.
    QTRY_VERIFY(screen().findChild<QCheckBox*>(u"log.erasure.evidence"_s));
    QVERIFY(screen().findChild<QCheckBox*>(u"log.erasure.evidence"_s)->isChecked());
    auto* why = screen().findChild<QLineEdit*>(u"log.erasure.text"_s);
    QVERIFY(why);
    QTRY_VERIFY(why->hasFocus());
    QTest::keyClicks(why, u"a home address"_s);
    screen().findChild<QAbstractButton*>(u"log.erasure.court-order"_s)->click();
    press(Qt::Key_Return);
    QTRY_COMPARE(m_stage->log.asked.erasures, QStringList{ u"court-order"_s });
    QTRY_COMPARE(presenter().overview()->erasures.first().text, u"a home address"_s);
    QCOMPARE(m_stage->log.asked.withEvidence, 1);
    // Or without the evidence.
    presenter().select(0);
    screen().findChild<QAbstractButton*>(u"button.log.askErasure"_s)->click();
    QTRY_VERIFY(screen().findChild<QCheckBox*>(u"log.erasure.evidence"_s));
    screen().findChild<QCheckBox*>(u"log.erasure.evidence"_s)->click();
    screen().findChild<QAbstractButton*>(u"log.erasure.record"_s)->click();
    QTRY_COMPARE(m_stage->log.asked.erasures.size(), 2);
    QCOMPARE(m_stage->log.asked.withEvidence, 1);
    // Nobody approves what they asked for.
    QTRY_VERIFY(screen().findChild<QAbstractButton*>(u"log.erasure.approve"_s));
    for (const auto* approve : screen().findChildren<QAbstractButton*>(u"log.erasure.approve"_s))
        QVERIFY(!approve->isEnabled());
}

void LogScreenTest::escLeaves()
{
    QSignalSpy closed(&screen(), &LogScreen::closed);
    press(Qt::Key_Escape);
    QCOMPARE(closed.count(), 1);
    QSignalSpy wanted(&screen(), &LogScreen::caseWanted);
    press(Qt::Key_O, Qt::ControlModifier);
    QTRY_COMPARE(wanted.count(), 1);
}

void LogScreenTest::otherRoomsStayQuiet()
{
    // The queue's keys are the window's: none may reach a case behind this screen.
    auto& actions = *qobject_cast<ui::widgets::ActionRegistry*>(m_stage->window().actions().first()->parent());
    QSignalSpy triggered(&actions, &ui::widgets::ActionRegistry::actionTriggered);
    for (const auto& spec : actions.specs()) {
        if (spec.context != ui::widgets::ActionContext::Queue && spec.context != ui::widgets::ActionContext::Case)
            continue;
        for (const QKeySequence& keys : spec.keys)
            press(keys[0].key(), keys[0].keyboardModifiers());
    }
    for (const QList<QVariant>& call : std::as_const(triggered))
        QVERIFY2(call[0].toString().startsWith("log."_L1), qPrintable(call[0].toString()));
}

void LogScreenTest::emptyStates()
{
    const auto says = [this](const QString& headline) {
        for (const auto* label : screen().findChildren<QLabel*>()) {
            if (label->isVisible() && label->text() == headline)
                return true;
        }
        return false;
    };
    presenter().search(u"quantum toaster"_s);
    QTRY_VERIFY(says(u"No entry fits"_s));
    presenter().showCase(log::CaseId{ QByteArray(16, 'x') }, u"acme/x"_s);
    QTRY_VERIFY(says(u"Nothing was recorded on this case yet"_s));
    open(FixtureLog::Scene::Empty);
    QTRY_VERIFY(says(u"Nothing was recorded yet"_s));
    open(FixtureLog::Scene::Alone);
    screen().showTab(Tab::Laptops);
    QTRY_VERIFY(says(u"You work alone"_s));
}

void LogScreenTest::everyButtonHasAName()
{
    for (int tab = 0; tab < 5; ++tab) {
        screen().showTab(static_cast<Tab>(tab));
        for (const auto* button : screen().findChildren<QAbstractButton*>()) {
            if (button->isVisible() && button->focusPolicy() != Qt::NoFocus)
                QVERIFY2(
                    !button->text().isEmpty() || !button->accessibleName().isEmpty(), qPrintable(button->objectName()));
        }
        for (const auto* line : screen().findChildren<QLineEdit*>())
            QVERIFY(!line->accessibleName().isEmpty());
    }
}

void LogScreenTest::printedPage()
{
    presenter().signCheckpoint();
    QTRY_VERIFY(presenter().checkpoint());
    const ui::audit::CheckpointPage page(*presenter().checkpoint());
    const QByteArrayList lines = presenter().checkpoint()->note.split('\n');
    for (const qsizetype line : { 0, 1, 2 })
        QVERIFY2(page.text().contains(QString::fromUtf8(lines[line])), lines[line].constData());
    QVERIFY(page.text().contains(QString::fromUtf8(presenter().checkpoint()->verifierKey)));
    const QImage image = page.image(800);
    QCOMPARE(image.size(), QSize(800, 1132));
    // Black on white whatever the theme, with a margin.
    QCOMPARE(image.pixel(5, 5), qRgb(255, 255, 255));
    QCOMPARE(image.pixel(400, 1120), qRgb(255, 255, 255));
    m_theme.setChoice(ui::widgets::ThemeChoice::Dark);
    QCOMPARE(page.image(800), image);
    m_theme.setChoice(ui::widgets::ThemeChoice::Light);
    const QTemporaryDir folder;
    QVERIFY(page.writePdf(folder.filePath(u"c.pdf"_s)).has_value());
    QFile pdf(folder.filePath(u"c.pdf"_s));
    QVERIFY(pdf.open(QIODevice::ReadOnly));
    const QByteArray bytes = pdf.readAll();
    QVERIFY(bytes.startsWith("%PDF-"));
    QCOMPARE(bytes.count("/Type /Page\n"), 1);
    QTest::ignoreMessage(QtWarningMsg, "QPainter::begin(): Returned false");
    QCOMPARE(page.writePdf(u"/nowhere/c.pdf"_s).error().code, ErrorCode::Storage);
}

void LogScreenTest::qrCodes()
{
    const auto code = ui::widgets::qrCode("docket.example/f3Jq0aWe/ovovSjVb\n830\n");
    QVERIFY(code.has_value());
    const int side = code->width();
    QCOMPARE((side - 8 - 17) % 4, 0); // version n has 17 + 4n modules
    // Quiet zone, and the corner of a finder pattern: black, white, black.
    for (int i = 0; i < side; ++i)
        QCOMPARE(qGray(code->pixel(i, 3)), 255);
    QCOMPARE(qGray(code->pixel(4, 4)), 0);
    QCOMPARE(qGray(code->pixel(5, 5)), 255);
    QCOMPARE(qGray(code->pixel(6, 6)), 0);
    QVERIFY(*ui::widgets::qrCode("other") != *code);
    QVERIFY(ui::widgets::qrCode(QByteArray(2331, '\x80')).has_value());
    QCOMPARE(ui::widgets::qrCode(QByteArray(2332, 'x')).error().code, ErrorCode::LimitExceeded);
    QVERIFY(!ui::widgets::qrCode({}).has_value());
}

} // namespace

int testLogScreen(int argc, char** argv)
{
    LogScreenTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_logscreen.moc"
