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
#include "ui/web/webcardengine.h"

#include <QApplication>
#include <QDeadlineTimer>
#include <QDir>
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
    EvidencePane::Parts parts{ *m_theme, *m_actions, *m_source, nullptr, &highlighter, &factory, &fixtureNow };
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
