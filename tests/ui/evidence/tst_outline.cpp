// The part of EvidencePaneTest about the side outline.

#include "tst_evidencepane.h"
#include "ui/review/cardtab.h"
#include "ui/review/outline.h"
#include "ui/review/sourceview.h"
#include "ui/web/webcardengine.h"
#include "ui/widgets/fixedrowview.h"

#include <QTest>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;

void EvidencePaneTest::outlineLeadsAndFollows()
{
    OutlineModel model;
    QCOMPARE(model.rowOfLine(3), -1);
    model.setHeadings({ { 2, u"a"_s, {}, 4 }, { 3, u"b"_s, {}, 9 }, { 2, u"c"_s, {}, 12 } });
    QCOMPARE(model.rowOfLine(3), -1);
    QCOMPARE(model.rowOfLine(4), 0);
    QCOMPARE(model.rowOfLine(11), 1);
    QCOMPARE(model.rowOfLine(900), 2);
    QCOMPARE(model.data(model.index(1), OutlineModel::Depth), 1); // level 2 is the highest here
    QCOMPARE(model.data(model.index(1), Qt::AccessibleTextRole), u"b, level 3"_s);

    const QString id = u"northwind/screening-resume-rank"_s;
    QByteArray card;
    for (int i = 0; i < 30; ++i)
        card += "## Part " + QByteArray::number(i) + "\n\n" + QByteArray("Some words to read.\n\n").repeated(10);
    m_source->repos[id].card = card;
    open(RepoKind::Model, id);
    auto* tab = m_pane->findChild<CardTab*>();
    widgets::FixedRowView* const view = tab->outline().view();
    QTRY_COMPARE(view->model()->rowCount(), 30);
    QVERIFY(view->isVisible());

    m_pane->setOutline(true);
    QTRY_VERIFY(view->hasFocus());
    const auto lineOf = [](int part) { return part * 22 + 1; };
    const auto pageHeading = [tab] {
        int line = -1;
        static_cast<web::WebCardEngine*>(tab->engine())->page()->call("heading", {}, [&](const QVariant& answer) {
            line = answer.toInt();
        });
        return QTest::qWaitFor([&] { return line >= 0; }) ? line : -1;
    };
    view->setCurrentIndex(view->model()->index(20, 0));
    QTest::keyClick(view, Qt::Key_Return);
    QTRY_COMPARE(pageHeading(), lineOf(20));
    QVERIFY(!view->hasFocus()); // on with reading
    QCOMPARE(view->currentIndex().row(), 20);
    // The page moves, the outline follows.
    tab->engine()->scrollToLine(lineOf(7) + 2);
    QTRY_COMPARE(view->currentIndex().row(), 7);

    tab->toggleText();
    QTRY_VERIFY(tab->isSettled());
    tab->scrollToLine(lineOf(25));
    QTRY_VERIFY(view->currentIndex().row() >= 22);
    tab->toggleText();
    settle();
    tab->toggleSource();
    tab->findChild<SourceView*>()->scrollToLine(lineOf(15) + 3);
    QTRY_VERIFY2(view->currentIndex().row() >= 13 && view->currentIndex().row() <= 15,
        qPrintable(QString::number(view->currentIndex().row())));
    tab->toggleSource();
    settle();

    open(RepoKind::Model, u"northwind/bare"_s);
    QTRY_COMPARE(view->model()->rowCount(), 0);
    QVERIFY(!view->isVisible());
}

void EvidencePaneTest::outlineLeavesRoomForTheCard()
{
    open(RepoKind::Model, u"northwind/screening-resume-rank"_s);
    auto* tab = m_pane->findChild<CardTab*>();
    QVERIFY(tab->outline().isVisible());
    m_pane->setOutline(false);
    QVERIFY(!tab->outline().isVisible());
    m_pane->setOutline(true);
    QVERIFY(tab->outline().isVisible());
    m_window->resize(m_theme->px(500), m_window->height());
    QTRY_VERIFY(!tab->outline().isVisible());
}

} // namespace docket::ui::review
