#include "tst_evidencepane.h"

#include "app/docket/fixtures/evidencecases.h"
#include "ui/code/codehighlighter.h"
#include "ui/review/cardtab.h"
#include "ui/review/changestab.h"
#include "ui/review/commenttext.h"
#include "ui/review/datatab.h"
#include "ui/review/eventcard.h"
#include "ui/review/filestab.h"
#include "ui/review/sourceview.h"
#include "ui/review/threadtab.h"
#include "ui/web/engineloader.h"
#include "ui/web/sandbox.h"
#include "ui/web/webcardengine.h"

#include <QAction>
#include <QApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTimer>
#include <QTreeView>
#include <QVBoxLayout>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;
using app::fillFixtures;
using app::fixtureCase;
using app::FixtureEvidence;
using app::fixtureNow;
using Tab = EvidencePane::Tab;

namespace
{

class Factory final : public web::CardEngineFactory
{
public:
    web::CardEngine* create(
        const web::CardEvents& events, const web::EngineSettings& settings, QWidget* parent) override
    {
        return last = new web::WebCardEngine(events, settings, parent);
    }
    web::WebCardEngine* last = nullptr;
};
Factory factory;

} // namespace

void EvidencePaneTest::initTestCase()
{
    m_theme = std::make_unique<widgets::Theme>();
    m_theme->setChoice(widgets::ThemeChoice::Light);
    m_theme->install(*qApp);
}

void EvidencePaneTest::init()
{
    static const code::CodeHighlighter highlighter;
    m_actions = std::make_unique<widgets::ActionRegistry>();
    m_source = std::make_unique<FixtureEvidence>();
    fillFixtures(*m_source);
    m_window = std::make_unique<QWidget>();
    EvidencePane::Parts parts{ *m_theme, *m_actions, *m_source, &m_pictures, &highlighter, &factory, &fixtureNow };
    m_pane = new EvidencePane(parts);
    auto* box = new QVBoxLayout(m_window.get());
    box->setContentsMargins(0, 0, 0, 0);
    box->addWidget(m_pane);
    m_window->resize(716, 832);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void EvidencePaneTest::cleanup()
{
    m_window.reset();
    m_source.reset();
    m_actions.reset();
}

void EvidencePaneTest::open(RepoKind kind, const QString& id, int thread)
{
    m_pane->showCase(fixtureCase(kind, id, thread));
    settle();
}

void EvidencePaneTest::settle()
{
    // A real event loop: QTest's own waiting sleeps between looks, and the browser needs hundreds of turns.
    QEventLoop loop;
    QTimer look;
    const QDeadlineTimer deadline(20'000);
    connect(&look, &QTimer::timeout, &loop, [&] {
        if (m_pane->isSettled() || deadline.hasExpired())
            loop.quit();
    });
    look.start(2);
    loop.exec();
    QVERIFY(m_pane->isSettled());
    QTest::qWait(50);
}

void EvidencePaneTest::showsACaseAndMovesOn()
{
    QSignalSpy shown(m_pane, &widgets::CasePane::shown);
    open(RepoKind::Model, u"northwind/screening-resume-rank"_s);
    QCOMPARE(shown.size(), 1);
    QCOMPARE(m_pane->tab(), Tab::Card);
    // Told again what it shows already: nothing is loaded anew.
    const int asked = m_source->cardsAsked;
    open(RepoKind::Model, u"northwind/screening-resume-rank"_s);
    QCOMPARE(m_source->cardsAsked, asked);
    // Faster than the answers: only the last case is shown.
    for (const char16_t* id : { u"northwind/bare", u"civicdata/adult", u"northwind/bare" })
        m_pane->showCase(fixtureCase(RepoKind::Model, QString::fromUtf16(id)));
    open(RepoKind::Dataset, u"civicdata/court-hearings-es"_s);
    QCOMPARE(shown.size(), 2);
    open(RepoKind::Model, u"northwind/screening-resume-rank"_s, 12);
    QCOMPARE(m_pane->tab(), Tab::Thread);
    m_pane->clearCase();
    QVERIFY(m_pane->isSettled());
    QVERIFY(!m_actions->action(u"evidence.attach"_s)->isEnabled());
}

void EvidencePaneTest::aPreparedCaseIsThereAtOnce()
{
    const auto bodyOf = [](web::WebCardEngine* engine) {
        QString text;
        bool done = false;
        engine->page()->toPlainText([&](const QString& plain) {
            text = plain;
            done = true;
        });
        return QTest::qWaitFor([&] { return done; }) ? text : QString();
    };
    auto* tab = m_pane->findChild<CardTab*>();
    open(RepoKind::Model, u"northwind/screening-resume-rank"_s);
    auto* const first = static_cast<web::WebCardEngine*>(tab->engine());
    const int asked = m_source->cardsAsked;
    m_pane->prepareCase(fixtureCase(RepoKind::Dataset, u"civicdata/court-hearings-es"_s));
    QTRY_COMPARE(m_source->cardsAsked, asked + 1);
    QTRY_VERIFY(factory.last != first && tab->isPrepared());
    QCOMPARE(tab->engine(), first); // nothing of it is in front
    QVERIFY(bodyOf(first).contains(u"Resume Rank"_s));

    QSignalSpy shown(m_pane, &widgets::CasePane::shown);
    m_pane->showCase(fixtureCase(RepoKind::Dataset, u"civicdata/court-hearings-es"_s));
    QCOMPARE(shown.size(), 1); // without a turn of the event loop
    QCOMPARE(tab->engine(), factory.last);
    QVERIFY(tab->engine()->widget()->isEnabled() && !first->widget()->isEnabled());
    QVERIFY(!bodyOf(factory.last).contains(u"Resume Rank"_s));
    settle();
    QCOMPARE(shown.size(), 1);
    QCOMPARE(m_source->cardsAsked, asked + 1);

    // Prepared, and another case was opened instead.
    m_pane->prepareCase(fixtureCase(RepoKind::Model, u"northwind/screening-resume-rank"_s));
    QTRY_VERIFY(tab->isPrepared());
    open(RepoKind::Model, u"northwind/bare"_s);
    open(RepoKind::Model, u"northwind/screening-resume-rank"_s);
    QVERIFY(bodyOf(static_cast<web::WebCardEngine*>(tab->engine())).contains(u"Resume Rank"_s));
}

void EvidencePaneTest::aPreparedCardThatChangedIsReadAgain()
{
    auto* tab = m_pane->findChild<CardTab*>();
    const cases::CaseRow next = fixtureCase(RepoKind::Dataset, u"civicdata/court-hearings-es"_s);
    open(RepoKind::Model, u"northwind/screening-resume-rank"_s);
    const int asked = m_source->cardsAsked;
    m_pane->prepareCase(next);
    QTRY_VERIFY(m_source->cardsAsked == asked + 1 && tab->isPrepared());
    m_source->repos[next.subject.repo.id].card = "# Written anew\n";
    m_pane->showCase(next);
    QTRY_COMPARE(m_source->cardsAsked, asked + 2);
    settle();
    QString text;
    static_cast<web::WebCardEngine*>(tab->engine())->page()->toPlainText([&](const QString& plain) { text = plain; });
    QTRY_VERIFY(text.contains(u"Written anew"_s));
}

void EvidencePaneTest::keysAttachASelection()
{
    open(RepoKind::Model, u"northwind/screening-resume-rank"_s);
    QSignalSpy attached(m_pane, &EvidencePane::evidenceSelected);
    bool selected = false;
    factory.last->page()->call(
        "select", "\"It can be used to shortlist\"", [&](const QVariant& v) { selected = v.toBool(); });
    QTRY_VERIFY(selected);
    m_pane->takeFocus();
    QTest::keyClick(qApp->focusWidget() ? qApp->focusWidget() : m_window.get(), Qt::Key_E);
    QTRY_COMPARE(attached.size(), 1);
    const auto anchor = attached.first().first().value<policy::Anchor>();
    QCOMPARE(anchor.kind, policy::Anchor::Kind::CardText);
    QCOMPARE(anchor.lineStart, 17);
    QCOMPARE(anchor.quote, u"It can be used to shortlist"_s);
    m_pane->setMarks({ anchor });
    m_pane->showAnchor(anchor);
    QTest::qWait(50);
}

void EvidencePaneTest::everyTabGivesEvidence()
{
    open(RepoKind::Dataset, u"civicdata/court-hearings-es"_s);
    QSignalSpy attached(m_pane, &EvidencePane::evidenceSelected);
    m_pane->showTab(Tab::Data);
    settle();
    m_pane->attach();
    QCOMPARE(attached.size(), 0); // nothing chosen yet: it says so instead
    m_pane->takeFocus();
    QTest::keyClick(qApp->focusWidget(), Qt::Key_Down);
    m_pane->attach();
    QCOMPARE(attached.size(), 1);
    const auto cell = attached.last().first().value<policy::Anchor>();
    QCOMPARE(cell.kind, policy::Anchor::Kind::Row);
    const auto* table = m_pane->findChild<QTableView*>();
    const QModelIndex at = table->currentIndex();
    QVERIFY(!at.data(TableModel::Cited).toBool());
    m_pane->setMarks({ cell });
    QVERIFY(at.data(TableModel::Cited).toBool());
    QVERIFY(at.data(Qt::AccessibleTextRole).toString().startsWith(u"Cited as evidence."));
    QVERIFY(!at.siblingAtRow(at.row() + 1).data(TableModel::Cited).toBool());

    open(RepoKind::Model, u"northwind/screening-resume-rank"_s);
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::AltModifier);
    QCOMPARE(m_pane->tab(), Tab::Files);
    settle();
    m_pane->takeFocus();
    m_pane->attach();
    QCOMPARE(attached.size(), 2);
    QTest::keyClick(m_window.get(), Qt::Key_4, Qt::AltModifier);
    settle();
    m_pane->takeFocus();
    QTest::keyClick(qApp->focusWidget(), Qt::Key_Down);
    m_pane->attach();
    QCOMPARE(attached.size(), 3);
    const auto comment = attached.last().first().value<policy::Anchor>();
    QCOMPARE(comment.commentId, u"a2"_s);
    const auto cited = [this](const QString& id) {
        for (const EventCard* card : m_pane->findChildren<EventCard*>())
            if (card->eventId() == id)
                return card->accessibleDescription().startsWith(u"Cited as evidence.");
        return false;
    };
    m_pane->setMarks({ comment });
    QVERIFY(cited(u"a2"_s) && !cited(u"a1"_s));
    m_pane->setMarks({});
    QVERIFY(!cited(u"a2"_s));
    // Comments load nothing, not even from the disk.
    CommentText text(*m_theme, u"<img src=\"/etc/passwd\"><img src=\"http://127.0.0.1/x\"><p>ok</p>"_s);
    QVERIFY(!text.loadResource(QTextDocument::ImageResource, QUrl(u"file:///etc/passwd"_s)).isValid());
}

void EvidencePaneTest::changesOpenAtTheEvidence()
{
    open(RepoKind::Model, u"northwind/screening-resume-rank"_s);
    policy::Anchor anchor;
    anchor.path = u"README.md"_s;
    anchor.commit = u"17d02be4d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a6"_s; // before the update
    anchor.sha256 = QString(64, u'e');
    anchor.lineStart = anchor.lineEnd = 19;
    anchor.quote = u"only where a recruiter has read each"_s;
    m_pane->setMarks({ anchor });
    m_pane->showChangesAt(anchor);
    QCOMPARE(m_pane->tab(), Tab::Changes);
    settle();
    const auto* list = m_pane->findChild<ChangesTab*>()->findChild<QAbstractItemView*>();
    QTRY_VERIFY(list->currentIndex().isValid());
    const QString line = list->currentIndex().data(Qt::AccessibleTextRole).toString();
    QVERIFY2(line.startsWith(u"Cited as evidence."), qPrintable(line));
    QSignalSpy attached(m_pane, &EvidencePane::evidenceSelected);
    m_pane->attach();
    QCOMPARE(attached.size(), 1);
}

void EvidencePaneTest::blackoutCoversEverything()
{
    open(RepoKind::Model, u"northwind/screening-resume-rank"_s);
    const auto black = [this] {
        const QImage shot = m_pane->grab().toImage();
        int light = 0;
        for (int y = 0; y < shot.height(); y += 3)
            for (int x = 0; x < shot.width(); x += 3)
                light += shot.pixelColor(x, y).lightness() > 40;
        return light < 1500; // its own line of words
    };
    QVERIFY(!black());
    QTest::keyClick(m_window.get(), Qt::Key_B);
    QVERIFY(m_pane->isBlackedOut());
    QVERIFY(black());
    QTest::keyClick(qApp->focusWidget() ? qApp->focusWidget() : m_window.get(), Qt::Key_B);
    QVERIFY(!m_pane->isBlackedOut());
    QVERIFY(!black());
}

QString EvidencePaneTest::box(int number)
{
    auto* engine = static_cast<web::WebCardEngine*>(m_pane->findChild<CardTab*>()->engine());
    QString text;
    bool done = false;
    engine->page()->call("boxText", QByteArray::number(number), [&](const QVariant& value) {
        text = value.toString();
        done = true;
    });
    return QTest::qWaitFor([&] { return done; }) ? text : QString();
}

void EvidencePaneTest::revealedPicturesStayWithTheirCase()
{
    open(RepoKind::Model, u"northwind/screening-resume-rank"_s);
    const auto press = [this](Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(m_window.get(), key, modifiers);
    };
    QVERIFY(box(1).startsWith(u"hidden-picture|Picture hidden: architecture|"_s));
    QVERIFY(box(1).contains(u"40 kB"_s)); // from the stored tree
    press(Qt::Key_R);
    QTRY_VERIFY2(box(1).startsWith(u"hidden-picture shown blurred grey|"_s), qPrintable(box(1)));
    QVERIFY(box(1).contains(u"Show sharp"_s));

    // Black, and back as it was; and in every tab.
    for (const Tab tab : { Tab::Card, Tab::Files, Tab::Thread }) {
        m_pane->showTab(tab);
        settle();
        m_pane->setBlackout(true);
        for (QWidget* const page : m_pane->findChildren<QWidget*>())
            QVERIFY2(!page->isVisible()
                    || !(qobject_cast<CardTab*>(page) || qobject_cast<FilesTab*>(page) || qobject_cast<ThreadTab*>(page)
                        || qobject_cast<CommentText*>(page)),
                page->metaObject()->className());
        m_pane->setBlackout(false);
    }
    m_pane->showTab(Tab::Card);
    QVERIFY(box(1).startsWith(u"hidden-picture shown blurred grey|"_s));

    // Another look at the card, and back.
    press(Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
    settle();
    m_pane->setBlackout(true);
    for (QWidget* const page : m_pane->findChildren<QWidget*>())
        QVERIFY(!page->isVisible() || !page->inherits("QTextBrowser"));
    m_pane->setBlackout(false);
    press(Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
    settle();
    QTRY_VERIFY(box(1).startsWith(u"hidden-picture shown blurred grey|"_s));
    m_theme->setChoice(widgets::ThemeChoice::Dark); // the page is made anew
    settle();
    QTRY_VERIFY(box(1).startsWith(u"hidden-picture shown blurred grey|"_s));
    m_theme->setChoice(widgets::ThemeChoice::Light);
    settle();

    // As evidence, while no text is selected.
    QSignalSpy attached(m_pane, &EvidencePane::evidenceSelected);
    m_pane->attach();
    QTRY_COMPARE(attached.size(), 1);
    const auto anchor = attached.first().first().value<policy::Anchor>();
    QCOMPARE(anchor.kind, policy::Anchor::Kind::File);
    QCOMPARE(anchor.path, u"architecture.png"_s);

    press(Qt::Key_D, Qt::ShiftModifier);
    QTRY_VERIFY(box(1).startsWith(u"hidden-picture shown grey|"_s));
    press(Qt::Key_D, Qt::ShiftModifier);
    QTRY_VERIFY(box(1).startsWith(u"hidden-picture shown|"_s));
    press(Qt::Key_R, Qt::ShiftModifier);
    QTRY_VERIFY(box(1).startsWith(u"hidden-picture|Picture hidden"_s));
    press(Qt::Key_R);
    QTRY_VERIFY(box(1).contains(u"blurred"_s));
    open(RepoKind::Model, u"northwind/bare"_s);
    open(RepoKind::Model, u"northwind/screening-resume-rank"_s);
    QVERIFY(box(1).startsWith(u"hidden-picture|Picture hidden"_s));
}

void EvidencePaneTest::theChecklistSpeaksFirst()
{
    m_window.reset();
    m_window = std::make_unique<QWidget>();
    EvidencePane::Parts parts{ *m_theme, *m_actions, *m_source, &m_pictures, nullptr, &factory, &fixtureNow, nullptr,
        {}, true };
    m_pane = new EvidencePane(parts);
    (new QVBoxLayout(m_window.get()))->addWidget(m_pane);
    m_window->resize(716, 832);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    open(RepoKind::Model, u"northwind/screening-resume-rank"_s);
    const QByteArray caseId = fixtureCase(RepoKind::Model, u"northwind/screening-resume-rank"_s).caseId;
    QTest::keyClick(m_window.get(), Qt::Key_R);
    QTRY_VERIFY(box(1).contains(u"busy"_s));
    QTest::qWait(50);
    QVERIFY2(!box(1).contains(u"shown"_s), "the checklist has not been read");
    m_pane->setViewing(QByteArray("another case"), {});
    QVERIFY(!box(1).contains(u"shown"_s));
    m_pane->setViewing(caseId, {});
    QTRY_VERIFY(box(1).contains(u"shown blurred"_s));
    m_pane->setViewing(caseId, { policy::Viewing::Blocked, u"CG-17"_s, { policy::Desk::ChildSafety }, true });
    QTRY_VERIFY(box(1).contains(u"Closed by the policy"_s) && !box(1).contains(u"shown"_s));
    QVERIFY(!m_actions->action(u"evidence.reveal"_s)->isEnabled());
    // Laid out anew, it is still closed; so is the next case until its checklist speaks.
    m_theme->setChoice(widgets::ThemeChoice::Dark);
    settle();
    QTRY_VERIFY(box(1).contains(u"D70"_s));
    m_theme->setChoice(widgets::ThemeChoice::Light);
    settle();
}

void EvidencePaneTest::longCardsGoOn()
{
    const QString id = u"northwind/screening-resume-rank"_s;
    QByteArray card = "# Long\n\n|word|\n|-|\n";
    for (int i = 0; i < 2500; ++i)
        card += "|row" + QByteArray::number(i) + "e|\n";
    m_source->repos[id].card = card;
    open(RepoKind::Model, id);
    auto* tab = m_pane->findChild<CardTab*>();
    const auto body = [tab] {
        QString text;
        bool done = false;
        static_cast<web::WebCardEngine*>(tab->engine())->page()->toPlainText([&](const QString& plain) {
            text = plain;
            done = true;
        });
        return QTest::qWaitFor([&] { return done; }) ? text : QString();
    };
    QVERIFY(body().contains(u"row900e"_s) && !body().contains(u"row1200e"_s));
    QVERIFY2(body().contains(u"More rows of this table are not shown here."_s), "the page says what was cut");
    QTest::keyClick(m_window.get(), Qt::Key_M);
    QTRY_VERIFY(body().contains(u"row1200e"_s));
    QVERIFY(!body().contains(u"row900e"_s) && body().contains(u"This part begins at line"_s));
    QTest::keyClick(m_window.get(), Qt::Key_M);
    QTRY_VERIFY(body().contains(u"row2499e"_s));
    QTest::keyClick(m_window.get(), Qt::Key_M); // nothing left
    QTest::qWait(100);
    QVERIFY(body().contains(u"row2499e"_s));
    QTest::keyClick(m_window.get(), Qt::Key_M, Qt::ShiftModifier);
    QTRY_VERIFY(body().contains(u"row900e"_s) && body().contains(u"Long"_s));
}

void EvidencePaneTest::heavyCardsPaintSoon_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::newRow("5 MB card") << QByteArray("# T\n\nSome *text* with [a link](x) and words.\n\n").repeated(110'000);
    QTest::newRow("20k rows") << QByteArray("|a|b|c|d|e|f|g|h|\n|-|-|-|-|-|-|-|-|\n")
            + QByteArray("|1|2|3|4|5|6|7|8|\n").repeated(20'000);
    QTest::newRow("500k characters in a line") << QByteArray("word ").repeated(100'000);
    QTest::newRow("one word of 500k") << QByteArray(500'000, 'x');
    QTest::newRow("10k pictures") << QByteArray("![alt](cat.png)\n\n").repeated(10'000);
    QTest::newRow("10k deep") << QByteArray("<div>").repeated(10'000) + "x";
    QTest::newRow("quotes 10k deep") << QByteArray(10'000, '>') + " x";
}

/// Prints how long; only what must hold on any machine is a failure.
void EvidencePaneTest::heavyCardsPaintSoon()
{
    QFETCH(QByteArray, source);
    const QString id = u"northwind/screening-resume-rank"_s;
    open(RepoKind::Model, u"northwind/bare"_s);
    m_source->repos[id].card = source;
    QElapsedTimer timer;
    timer.start();
    m_pane->showCase(fixtureCase(RepoKind::Model, id));
    settle();
    auto* tab = m_pane->findChild<CardTab*>();
    const qint64 bytes = tab->showsPage() && tab->engine() ? web::residentBytes(tab->engine()->processId()) : 0;
    qInfo("first_paint=%lld renderer_mib=%lld page=%d", static_cast<long long>(timer.elapsed()),
        static_cast<long long>(bytes / 1024 / 1024), int(tab->showsPage()));
    QVERIFY2(tab->showsPage(), "laid out within its limits");
    QVERIFY(bytes < qint64(1500) * 1024 * 1024);
}

void EvidencePaneTest::sourceAndBack()
{
    open(RepoKind::Model, u"northwind/screening-resume-rank"_s);
    QTest::keyClick(m_window.get(), Qt::Key_U, Qt::ControlModifier);
    auto* source = m_pane->findChild<SourceView*>();
    QVERIFY(source && source->isVisible());
    QVERIFY(source->toPlainText().contains(u"license: openrail++"_s));
    source->scrollToLine(18);
    QSignalSpy attached(m_pane, &EvidencePane::evidenceSelected);
    m_pane->attach();
    QCOMPARE(attached.size(), 1);
    const auto anchor = attached.first().first().value<policy::Anchor>();
    QCOMPARE(anchor.lineStart, 18);
    QVERIFY(!anchor.prefix.isEmpty() && !anchor.suffix.isEmpty());
    // Shown in place, but not when it is of another revision.
    const auto ground = [&] {
        const QImage shot = source->viewport()->grab().toImage();
        int marked = 0;
        for (int y = 0; y < shot.height(); ++y)
            marked += shot.pixelColor(shot.width() - 2, y) == m_theme->tokens().hint;
        return marked;
    };
    source->moveCursor(QTextCursor::Start);
    source->scrollToLine(19); // the mark is not what is selected
    QCOMPARE(ground(), 0);
    m_pane->setMarks({ anchor });
    QVERIFY(ground() > 5);
    auto other = anchor;
    other.sha256 = QString(64, u'0');
    m_pane->setMarks({ other });
    QCOMPARE(ground(), 0);
    QTest::keyClick(m_window.get(), Qt::Key_U, Qt::ControlModifier);
    QTRY_VERIFY(!source->isVisible());
    settle();
}

void EvidencePaneTest::pictures()
{
    const QString folder = qEnvironmentVariable("DOCKET_CAPTURE_DIR");
    if (folder.isEmpty())
        QSKIP("set DOCKET_CAPTURE_DIR to keep pictures");
    QDir().mkpath(folder);
    const auto keep = [&](const QString& name) {
        settle();
        QTest::qWait(250);
        m_window->grab().save(folder + u'/' + name + u".png"_s);
    };
    for (const auto choice :
        { widgets::ThemeChoice::Light, widgets::ThemeChoice::Dark, widgets::ThemeChoice::Contrast }) {
        m_theme->setChoice(choice);
        const QString end = u'-' + widgets::themeChoiceName(choice);
        open(RepoKind::Model, u"northwind/screening-resume-rank"_s);
        policy::Anchor mark;
        mark.quote = u"It can be used to shortlist applicants without a recruiter reading each résumé."_s;
        mark.lineStart = 17;
        m_pane->setMarks({ mark });
        keep(u"card"_s + end);
        m_pane->showTab(Tab::Files);
        settle();
        auto* tree = m_pane->findChild<QTreeView*>();
        tree->expand(tree->model()->index(1, 0));
        m_pane->takeFocus();
        keep(u"files"_s + end);
        m_pane->showTab(Tab::Thread);
        settle();
        m_pane->takeFocus();
        keep(u"thread"_s + end);
        m_pane->showTab(Tab::Card);
        m_actions->action(u"evidence.source"_s)->trigger();
        keep(u"source"_s + end);
        m_actions->action(u"evidence.source"_s)->trigger();
        open(RepoKind::Dataset, u"civicdata/court-hearings-es"_s);
        m_pane->showTab(Tab::Data);
        settle();
        auto* table = m_pane->findChild<QTableView*>();
        table->setCurrentIndex(table->model()->index(2, 3));
        m_pane->findChild<DataTab*>()->setReaderOpen(true);
        keep(u"data"_s + end);
        open(RepoKind::Dataset, u"civicdata/adult"_s);
        m_pane->showTab(Tab::Data);
        keep(u"nodata"_s + end);
        open(RepoKind::Model, u"northwind/bare"_s);
        m_pane->showTab(Tab::Card);
        keep(u"nocard"_s + end);
    }
    m_theme->setChoice(widgets::ThemeChoice::Light);
    m_window->setLayoutDirection(Qt::RightToLeft);
    open(RepoKind::Model, u"northwind/screening-resume-rank"_s);
    m_pane->showTab(Tab::Thread);
    keep(u"thread-rtl"_s);
    m_pane->showTab(Tab::Files);
    keep(u"files-rtl"_s);
}

} // namespace docket::ui::review
