#include "app/docket/capture/queuestage.h"
#include "app/docket/options.h"
#include "tests/ui/uitests.h"
#include "ui/queue/filterline.h"
#include "ui/queue/queueview.h"
#include "ui/shell/statusline.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/commandpalette.h"
#include "ui/widgets/fixedrowview.h"
#include "ui/widgets/keysheet.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace docket;
using app::QueueStage;

namespace
{

/// Shows a case at once and remembers which.
class FakePane final : public ui::widgets::CasePane
{
    Q_OBJECT
public:
    explicit FakePane(QWidget* parent) : CasePane(parent) { setFocusPolicy(Qt::StrongFocus); }
    void showCase(const cases::CaseRow& row) override
    {
        titles.append(row.title);
        Q_EMIT shown(row.caseId);
    }
    void clearCase() override { titles.clear(); }
    bool isSettled() const override { return true; }
    QStringList titles;
};

class Window : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void keysWalkAndClaim();
    void panesAreMadeWithTheFirstCase();
    void arrowsWalkInTheList();
    void decisionGoesOn();
    void filterByKeys();
    void completionIsTaken();
    void lettersInTheFilterAreText();
    void paletteRunsAndRemembers();
    void paletteFindsCases();
    void keySheetSearchesAndLearns();
    void undoOnlyWhileSomethingLeaves();
    void columnsByKey();
    void longListPaintsWithoutAsking();
    void bannersNameTheWayOut();
    void layoutIsRemembered();
    void everythingFocusableHasAName();
    void optionsAreRead();

private:
    QWidget* focus() const { return QApplication::focusWidget(); }
    void open(QList<cases::CaseRow> rows);
    FakePane* evidence() const { return static_cast<FakePane*>(m_stage->main->evidence()); }
    ui::queue::QueuePresenter& presenter() const { return m_stage->presenter; }

    std::unique_ptr<ui::widgets::Theme> m_theme;
    std::unique_ptr<QueueStage> m_stage;
};

void Window::open(QList<cases::CaseRow> rows)
{
    m_stage.reset();
    const auto make = [](QWidget* parent) { return new FakePane(parent); };
    m_stage = std::make_unique<QueueStage>(*m_theme, std::move(rows), nullptr, QueueStage::Panes{ make, make });
    m_stage->main->show();
    QApplication::setActiveWindow(m_stage->main.get());
    QVERIFY(QTest::qWaitForWindowActive(m_stage->main.get()));
    QTRY_COMPARE(presenter().content(), ui::queue::QueuePresenter::Content::Rows);
    m_stage->main->queueView()->focusList();
}

void Window::init()
{
    m_theme = std::make_unique<ui::widgets::Theme>();
    open(app::pictureRows(QueueStage::pictureTime()));
}

void Window::cleanup()
{
    m_stage.reset();
    m_theme.reset();
}

void Window::keysWalkAndClaim()
{
    QSignalSpy shown(m_stage->main.get(), &ui::shell::MainWindow::caseShown);
    QTest::keyClick(focus(), Qt::Key_J);
    QCOMPARE(presenter().currentRow(), 0);
    QTest::keyClick(focus(), Qt::Key_J);
    QCOMPARE(presenter().currentRow(), 1);
    QTest::keyClick(focus(), Qt::Key_K);
    QCOMPARE(presenter().currentRow(), 0);
    QCOMPARE(shown.count(), 3);
    QCOMPARE(evidence()->titles.last(), u"atelier/realface-swap-v2"_s);
    QVERIFY(m_stage->main->windowTitle().startsWith("atelier/realface-swap-v2"_L1));
    QTest::keyClick(focus(), Qt::Key_C);
    QTRY_VERIFY(presenter().openCase()->mine);
}

void Window::panesAreMadeWithTheFirstCase()
{
    QVERIFY(!m_stage->main->evidence());
    QVERIFY(!m_stage->main->judgement());
    QTest::keyClick(focus(), Qt::Key_J);
    QVERIFY(m_stage->main->evidence());
    QVERIFY(m_stage->main->judgement());
    QVERIFY(m_stage->main->evidence()->width() >= 360);
    QVERIFY(m_stage->main->judgement()->width() >= 260);
}

void Window::arrowsWalkInTheList()
{
    QTest::keyClick(focus(), Qt::Key_Down);
    QTest::keyClick(focus(), Qt::Key_Down);
    QTest::keyClick(focus(), Qt::Key_Down);
    QCOMPARE(presenter().currentRow(), 2);
    QTest::keyClick(focus(), Qt::Key_End);
    QCOMPARE(presenter().currentRow(), 11);
    const QPoint third(50, m_stage->main->queueView()->list()->rowHeight() * 2 + 10);
    QTest::mouseClick(m_stage->main->queueView()->list()->viewport(), Qt::LeftButton, {}, third);
    QCOMPARE(presenter().currentRow(), 2);
}

void Window::decisionGoesOn()
{
    QTest::keyClick(focus(), Qt::Key_J);
    const QByteArray id = presenter().openCase()->caseId;
    m_stage->queue.change(id, [](cases::CaseRow& row) { row.status = cases::Status::Decided; });
    Q_EMIT m_stage->main->judgement()->decided(id);
    QCOMPARE(presenter().currentRow(), 1);
    QCOMPARE(evidence()->titles.last(), u"northwind/screening-resume-rank"_s);
    QTRY_COMPARE(presenter().model().markAt(0), ui::models::QueueModel::Mark::Done);
}

void Window::filterByKeys()
{
    QTest::keyClicks(focus(), u"/"_s);
    auto* line = m_stage->main->queueView()->filterLine();
    QCOMPARE(focus(), line);
    QTest::keyClicks(line, u"type:dataset"_s); // the old text was selected
    QCOMPARE(presenter().filter(), u"type:dataset"_s);
    QTRY_COMPARE(presenter().model().rowCount(), 3);
    QApplication::setActiveWindow(m_stage->main.get()); // the offscreen platform activates the completion popup
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(focus(), m_stage->main->queueView()->list());
    QCOMPARE(presenter().currentRow(), 0);
    QTest::keyClick(focus(), Qt::Key_L, Qt::ControlModifier);
    QTRY_COMPARE(presenter().model().rowCount(), 12);
    QTest::keyClick(focus(), Qt::Key_2, Qt::ControlModifier);
    QTRY_COMPARE(presenter().model().rowCount(), 1);
    QCOMPARE(line->text(), u"is:open is:mine"_s);
}

void Window::completionIsTaken()
{
    m_stage->main->queueView()->focusFilter();
    auto* line = m_stage->main->queueView()->filterLine();
    line->clear();
    QTest::keyClicks(line, u"is:uncl"_s);
    QTest::keyClick(line, Qt::Key_Tab);
    QCOMPARE(line->text(), u"is:unclaimed "_s);
    QCOMPARE(focus(), line);
    QCOMPARE(presenter().filter(), u"is:unclaimed "_s);
}

void Window::lettersInTheFilterAreText()
{
    m_stage->main->queueView()->focusFilter();
    QTest::keyClicks(focus(), u"jkc?."_s);
    QCOMPARE(m_stage->main->queueView()->filterLine()->text(), u"jkc?."_s);
    QCOMPARE(presenter().currentRow(), -1);
    QVERIFY(!m_stage->main->keySheet()->isOpen());
}

void Window::paletteRunsAndRemembers()
{
    QWidget* before = focus();
    QTest::keyClick(focus(), Qt::Key_K, Qt::ControlModifier);
    auto* palette = m_stage->main->palette();
    QVERIFY(palette->isOpen());
    QTest::keyClicks(focus(), u"larger"_s);
    QCOMPARE(palette->entries().first().id, u"view.larger"_s);
    QTest::keyClick(focus(), Qt::Key_Return);
    QVERIFY(!palette->isOpen());
    QVERIFY(m_theme->scale() > 1.05);
    QCOMPARE(focus(), before);
    QTest::keyClick(focus(), Qt::Key_K, Qt::ControlModifier);
    QCOMPARE(palette->entries().first().id, u"view.larger"_s);
    // Keys belong to the palette while it is up.
    QTest::keyClick(focus(), Qt::Key_J);
    QCOMPARE(presenter().currentRow(), -1);
    QTest::keyClick(focus(), Qt::Key_Escape);
    QVERIFY(!palette->isOpen());
}

void Window::paletteFindsCases()
{
    QTest::keyClick(focus(), Qt::Key_K, Qt::ControlModifier);
    QTest::keyClicks(focus(), u"lullabies"_s);
    auto* palette = m_stage->main->palette();
    QTRY_VERIFY(!palette->entries().isEmpty());
    QCOMPARE(palette->entries().last().text, u"ok-audio/lullabies-50k"_s);
    QTest::keyClick(focus(), Qt::Key_Up);
    QTest::keyClick(focus(), Qt::Key_Return);
    QCOMPARE(presenter().openCase()->title, u"ok-audio/lullabies-50k"_s);
    QCOMPARE(presenter().currentRow(), 6);
}

void Window::keySheetSearchesAndLearns()
{
    QTest::keyClicks(focus(), u"?"_s);
    auto* sheet = m_stage->main->keySheet();
    QVERIFY(sheet->isOpen());
    QVERIFY(sheet->listed().size() > 15);
    QTest::keyClicks(focus(), u"claim"_s);
    QCOMPARE(sheet->listed(), QStringList{ u"case.claim"_s });
    const auto learn = [&](Qt::Key key) {
        auto* row = sheet->findChild<QAbstractButton*>(u"keyrow.case.claim"_s);
        row->setFocus();
        QTest::keyClick(row, Qt::Key_Return);
        QTest::keyClick(row, key);
    };
    learn(Qt::Key_J); // taken by "next case": refused
    QTest::qWait(1100);
    QCOMPARE(m_stage->actions.keyText(u"case.claim"_s), u"C"_s);
    learn(Qt::Key_H);
    QTRY_COMPARE_WITH_TIMEOUT(m_stage->actions.keyText(u"case.claim"_s), u"H"_s, 3000);
    QVERIFY(m_stage->actions.keyMap().isRemapped(u"case.claim"_s));
    QTest::keyClick(focus(), Qt::Key_Escape);
    QVERIFY(!sheet->isOpen());
    QTest::keyClick(focus(), Qt::Key_J);
    QTest::keyClick(focus(), Qt::Key_H);
    QTRY_VERIFY(presenter().openCase()->mine);
}

void Window::undoOnlyWhileSomethingLeaves()
{
    QSignalSpy undone(m_stage->main.get(), &ui::shell::MainWindow::undoRequested);
    QTest::keyClick(focus(), Qt::Key_Escape);
    QCOMPARE(undone.count(), 0);
    m_stage->main->setOutbox({ 1, m_stage->clock.now().addMSecs(6400), 0, 0 });
    QVERIFY(m_stage->main->statusLine()->outboxText().contains("7 s"_L1));
    m_stage->clock.advance(5000);
    QTRY_VERIFY(m_stage->main->statusLine()->outboxText().contains("2 s"_L1));
    QTest::keyClick(focus(), Qt::Key_Escape);
    QCOMPARE(undone.count(), 1);
    m_stage->main->setOutbox({});
    QTest::keyClick(focus(), Qt::Key_Escape);
    QCOMPARE(undone.count(), 1);
}

void Window::columnsByKey()
{
    QTest::keyClick(focus(), Qt::Key_J);
    m_stage->main->queueView()->focusList();
    QTest::keyClick(focus(), Qt::Key_F6);
    QCOMPARE(focus(), m_stage->main->evidence());
    QTest::keyClick(focus(), Qt::Key_F6);
    QCOMPARE(focus(), m_stage->main->judgement());
    QTest::keyClick(focus(), Qt::Key_F6);
    QCOMPARE(focus(), m_stage->main->queueView()->list());
    QTest::keyClick(focus(), Qt::Key_F6, Qt::ShiftModifier);
    QCOMPARE(focus(), m_stage->main->judgement());
}

void Window::longListPaintsWithoutAsking()
{
    open(app::syntheticRows(100'000, QueueStage::pictureTime()));
    QTRY_COMPARE(presenter().model().rowCount(), 100'000);
    QTRY_VERIFY(presenter().model().isSettled());
    auto* list = m_stage->main->queueView()->list();
    m_stage->queue.asked = {};
    QScrollBar* bar = list->verticalScrollBar();
    for (int i = 0; i <= 100; ++i) {
        bar->setValue(static_cast<int>(qint64(bar->maximum()) * i / 100));
        list->viewport()->repaint(); // a frame: nothing in it may ask or wait
    }
    QCOMPARE(m_stage->queue.asked.pages, 0);
    QTRY_VERIFY(presenter().model().isSettled());
    QVERIFY2(m_stage->queue.asked.pages <= 6, qPrintable(QString::number(m_stage->queue.asked.pages)));
    QVERIFY(presenter().model().rowAt(99'999));
    QCOMPARE(list->indexAt(QPoint(10, list->viewport()->height() - 5)).row(), 99'999);
    QTest::keyClick(list, Qt::Key_End);
    QCOMPARE(presenter().currentRow(), 99'999);
}

void Window::bannersNameTheWayOut()
{
    const Error error{ ErrorCode::Network, u"hub.example"_s, u"connection refused"_s, u"check the address"_s };
    m_stage->main->setSync({ ui::shell::SyncState::Phase::Failed, u"hub.example"_s, {}, 0, 0, error });
    auto* banner = m_stage->main->findChild<ui::widgets::Banner*>(u"banner.error"_s);
    QVERIFY(banner->isVisible());
    QVERIFY(banner->headline().contains("hub.example"_L1));
    QVERIFY(banner->text().contains("Connection refused"_L1));
    QVERIFY(banner->text().contains("Check the address"_L1));
    QSignalSpy syncs(m_stage->main.get(), &ui::shell::MainWindow::syncRequested);
    QTest::keyClick(focus(), Qt::Key_R, Qt::ControlModifier);
    QCOMPARE(syncs.count(), 1);
    m_stage->main->setSync({ ui::shell::SyncState::Phase::Running, u"hub.example"_s, {}, 1, 4, {} });
    QTest::keyClick(focus(), Qt::Key_R, Qt::ControlModifier);
    QCOMPARE(syncs.count(), 1); // one at a time
    QSignalSpy stops(m_stage->main.get(), &ui::shell::MainWindow::syncCancelRequested);
    QTest::keyClick(focus(), Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(stops.count(), 1);
    m_stage->main->setReadOnly(true);
    QTest::keyClick(focus(), Qt::Key_J);
    QTest::keyClick(focus(), Qt::Key_C);
    QTest::qWait(20);
    QVERIFY(!presenter().openCase()->mine);
}

void Window::layoutIsRemembered()
{
    QTest::keyClick(focus(), Qt::Key_J);
    m_stage->main->resize(1300, 800);
    const QByteArray layout = m_stage->main->saveLayout();
    const int queueWidth = m_stage->main->queueView()->width();
    const int judgementWidth = m_stage->main->judgement()->width();
    open(app::pictureRows(QueueStage::pictureTime()));
    m_stage->main->restoreLayout("nonsense");
    m_stage->main->restoreLayout(layout);
    QTest::keyClick(focus(), Qt::Key_J);
    QCOMPARE(m_stage->main->size(), QSize(1300, 800));
    QTRY_COMPARE(m_stage->main->queueView()->width(), queueWidth);
    QTRY_COMPARE(m_stage->main->judgement()->width(), judgementWidth);
}

void Window::everythingFocusableHasAName()
{
    for (QWidget* widget : m_stage->main->findChildren<QWidget*>()) {
        if (!(widget->focusPolicy() & Qt::TabFocus) || !widget->isVisible() || qobject_cast<FakePane*>(widget))
            continue;
        QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
        QVERIFY(face);
        const bool named = !face->text(QAccessible::Name).isEmpty();
        QVERIFY2(
            named, qPrintable(QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName()));
    }
}

void Window::optionsAreRead()
{
    using app::Options;
    const auto good = Options::parse({ u"--workspace=/w"_s, u"--theme"_s, u"dark"_s, u"--rtl"_s });
    QVERIFY(good);
    QCOMPARE(good->workspace, u"/w"_s);
    QCOMPARE(good->theme, ui::widgets::ThemeChoice::Dark);
    QVERIFY(good->rightToLeft);
    for (const QStringList& wrong : { QStringList{ u"--theme"_s, u"pink"_s }, QStringList{ u"--workspace"_s },
             QStringList{ u"--scenario"_s, u"x"_s }, QStringList{ u"--card"_s, u"x.md"_s },
             QStringList{ u"--capture"_s, u"d"_s, u"--card"_s, u"x.md"_s, u"--scenario"_s, u"y"_s },
             QStringList{ u"what"_s } }) {
        const auto refused = Options::parse(wrong);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Usage);
    }
    QCOMPARE(Options::parse({ u"--capture"_s, u"d"_s, u"--scenario"_s, u"keys"_s })->mode, Options::Mode::Capture);
}

} // namespace

int testWindow(int argc, char** argv)
{
    Window test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_window.moc"
