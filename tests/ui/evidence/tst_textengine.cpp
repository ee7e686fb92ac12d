#include "tst_textengine.h"

#include "core/card/page.h"
#include "core/card/render.h"
#include "ui/review/textengine.h"
#include "ui/review/textpage.h"
#include "ui/widgets/theme.h"

#include <QDir>
#include <QDirIterator>
#include <QRegularExpression>
#include <QTest>
#include <QTextBlock>
#include <QTextBrowser>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;

namespace
{

QByteArray page(const QByteArray& markdown)
{
    return card::pageHtml(card::renderCard(markdown), {}, u"card"_s);
}

QString corpus()
{
    const QString set = qEnvironmentVariable("DOCKET_CORPUS");
    return set.isEmpty() ? QStringLiteral(DOCKET_SOURCE_DIR "/../shared/corpus") : set;
}

struct Shown {
    widgets::Theme theme;
    int shown = 0;
    int heavy = 0;
    QList<int> links;
    TextEngine engine{ events(), theme };

    web::CardEvents events()
    {
        web::CardEvents out;
        out.shown = [this] { ++shown; };
        out.tooHeavy = [this] { ++heavy; };
        out.linkActivated = [this](int number) { links << number; };
        return out;
    }
    QTextBrowser* view() { return qobject_cast<QTextBrowser*>(engine.widget()); }
    void show(const QByteArray& document)
    {
        const int before = shown + heavy;
        engine.show(document, {});
        QTRY_COMPARE(shown + heavy, before + 1);
    }
};

} // namespace

void TextEngineTest::rewritesTheSamePage()
{
    const TextPage text = textPage(page("# Title\n\n- [x] done\n- [ ] open\n\n<details><summary>More</summary>inside"
                                        "</details>\n\n![a cat](https://evil.example/cat.png)\n"));
    QVERIFY(!text.cut && !text.tooLong);
    QVERIFY(text.html.contains(u"<a name=\"L1\"></a>Title"_s));
    QVERIFY(text.html.contains(u"☑ "_s) && text.html.contains(u"☐ "_s));
    QVERIFY(text.html.contains(u"▾ <a name=\"L6\"></a>More"_s) && text.html.contains(u"inside"_s));
    QVERIFY(text.html.contains(u"a cat"_s));
    QVERIFY2(!text.html.contains(u"card://c/img"_s), "no picture can be asked for");
    // A formula is its TeX, whatever stands in its box.
    const TextPage formula = textPage("<html><body><p data-line=\"1\">a <span class=\"formula\" role=\"img\" "
                                      "aria-label=\"x^2\"><span class=\"katex\"><span>x</span>2</span></span> b</p>");
    QCOMPARE(formula.html, u"<body><p data-line=\"1\"><a name=\"L1\"></a>a <code>x^2</code> b</p>"_s);
    QVERIFY(!text.html.contains(u"<input"_s) && !text.html.contains(u"<img"_s));
}

void TextEngineTest::limitsRowsAndLength()
{
    QByteArray table = "|a|b|\n|-|-|\n";
    for (int i = 0; i < 700; ++i)
        table += "|r" + QByteArray::number(i) + "|x|\n";
    const TextPage odd = textPage(page("p\xD0\xB0ypal \xE2\x80\x8B [https://a.org](https://b.org) <i hidden>x</i>"));
    for (const char* told : { "p\xD0\xB0ypal [Latin and Cyrillic: \xD0\xB0 U+0430]</span>", ">U+200B</span>",
             ">leads to b.org</span>", ">hidden by the author: hidden</span>" })
        QVERIFY2(odd.html.contains(QString::fromUtf8(told)), qPrintable(odd.html));
    const TextPage text = textPage(page(table + "\nafter the table\n"));
    QVERIFY(text.cut);
    QVERIFY(text.html.contains(u"r398"_s) && !text.html.contains(u"r400"_s));
    QVERIFY(text.html.contains(u"after the table"_s) && text.html.contains(u"400"_s));

    Shown shown;
    QByteArray words;
    for (int i = 0; i < 9000; ++i)
        words += "a paragraph of some words that goes on for a while and longer\n\n";
    shown.show(page(words));
    QCOMPARE(shown.heavy, 1);
    QCOMPARE(shown.shown, 0);
}

void TextEngineTest::corpusAsksForNothing()
{
    if (!QDir(corpus()).exists())
        QSKIP("no corpus");
    // QTextDocument would ask its view for whatever these name.
    static const QRegularExpression asking(
        uR"re(<(img|link|style|script|iframe|object)\b|\b(src|background|style)="|url\()re"_s);
    int pages = 0;
    for (const char* kind : { "/model_cards", "/dataset_cards", "/space_cards", "/markdown" }) {
        QDirIterator files(
            corpus() + QLatin1StringView(kind), { u"*.md"_s }, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const TextPage text = textPage(page(file.readAll()));
            ++pages;
            for (auto tags = QRegularExpression(u"<[^>]*>"_s).globalMatch(text.html); tags.hasNext();) {
                const QString tag = tags.next().captured();
                QVERIFY2(!asking.match(tag).hasMatch(), qPrintable(file.fileName() + u": "_s + tag));
            }
        }
    }
    QVERIFY(pages > 500);
}

void TextEngineTest::showsLinesLinksAndMarks()
{
    Shown shown;
    QByteArray markdown = "# First\n\nSome **bold** words stand\nhere.\n\n[paper](https://example.org/p)\n\n";
    for (int i = 0; i < 200; ++i)
        markdown += "Paragraph number " + QByteArray::number(i) + ".\n\n";
    shown.show(page(markdown));
    QTextBrowser* const view = shown.view();
    view->resize(400, 300);
    view->show();
    const QString plain = view->document()->toPlainText();
    QVERIFY(plain.contains(u"Some bold words stand"_s));
    QVERIFY(!plain.contains(u"example.org"_s));

    QVERIFY(view->find(u"words stand"_s));
    web::PageSelection selection;
    shown.engine.selection([&](const web::PageSelection& found) { selection = found; });
    QCOMPARE(selection.text, u"words stand"_s);
    QCOMPARE(selection.firstLine, 3);
    QVERIFY(!selection.before.isEmpty() && !selection.before.contains(selection.text));

    shown.engine.mark({ { u"bold words   stand here."_s, 3 }, { u"not in it"_s, 1 } });
    QCOMPARE(view->extraSelections().size(), 1);
    QCOMPARE(view->extraSelections().first().cursor.selectedText().simplified(), u"bold words stand here."_s);

    shown.engine.scrollToLine(8 + 2 * 150);
    QVERIFY(view->textCursor().block().text().contains(u"150"_s));

    int matches = -1;
    shown.engine.find(u"Paragraph"_s, false, [&](int found) { matches = found; });
    QCOMPARE(matches, 200);

    Q_EMIT view->anchorClicked(QUrl(u"card://c/link/1"_s));
    Q_EMIT view->anchorClicked(QUrl(u"https://evil.example/"_s));
    Q_EMIT view->anchorClicked(QUrl(u"file:///etc/passwd"_s));
    QCOMPARE(shown.links, QList<int>{ 1 });
    QVERIFY(view->document()->toPlainText() == plain);
}

void TextEngineTest::newerPageWins()
{
    Shown shown;
    shown.engine.show(page("older"), {});
    shown.engine.show(page("newer"), {});
    QTRY_COMPARE(shown.shown, 1);
    QTest::qWait(50);
    QCOMPARE(shown.shown, 1);
    QCOMPARE(shown.view()->document()->toPlainText().trimmed(), u"newer"_s);
    shown.engine.show(page("never"), {});
    shown.engine.clear();
    QTest::qWait(50);
    QVERIFY(shown.view()->document()->toPlainText().isEmpty());
}

} // namespace docket::ui::review
