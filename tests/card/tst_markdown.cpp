#include "auditor.h"
#include "core/card/defuse.h"
#include "core/card/emoji.h"
#include "core/card/markdown.h"
#include "core/card/render.h"
#include "corpus.h"
#include "suites.h"

#include <QElapsedTimer>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>
#include <QUrl>

#include <gumbo.h>

#include <map>

using namespace docket::card;
using namespace Qt::StringLiterals;

namespace
{

QByteArray html(const QByteArray& markdown)
{
    return QByteArray::fromStdString(markdownToHtml(markdown, 1, {}).html);
}

/// A tree as text, so that two ways to write the same HTML compare equal.
QString canonical(const QByteArray& source)
{
    GumboOptions options = kGumboDefaultOptions;
    options.fragment_context = GUMBO_TAG_DIV;
    GumboOutput* output = gumbo_parse_with_options(&options, source.constData(), size_t(source.size()));
    QString out;
    const std::function<void(const GumboNode*)> walk = [&](const GumboNode* node) {
        if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA)
            out += QString::fromUtf8(node->v.text.text);
        else if (node->type == GUMBO_NODE_COMMENT)
            out += u"<!--"_s + QString::fromUtf8(node->v.text.text);
        if (node->type != GUMBO_NODE_ELEMENT)
            return;
        std::map<QString, QString> attributes;
        for (unsigned i = 0; i < node->v.element.attributes.length; ++i) {
            const auto* attribute = static_cast<const GumboAttribute*>(node->v.element.attributes.data[i]);
            QString value = QString::fromUtf8(attribute->value);
            if (QByteArray(attribute->name) == "href" || QByteArray(attribute->name) == "src")
                value = QUrl::fromPercentEncoding(value.toUtf8());
            attributes[QString::fromUtf8(attribute->name)] = value;
        }
        out += u'<' + QString::fromUtf8(gumbo_normalized_tagname(node->v.element.tag));
        for (const auto& [name, value] : attributes)
            out += u' ' + name + u'=' + value;
        out += u'>';
        for (unsigned i = 0; i < node->v.element.children.length; ++i)
            walk(static_cast<const GumboNode*>(node->v.element.children.data[i]));
        out += u"</>"_s;
    };
    walk(output->root);
    gumbo_destroy_output(&options, output);
    return out.simplified().replace(u" <"_s, u"<"_s).replace(u"> "_s, u">"_s);
}

} // namespace

class TestMarkdown : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Known answers of the CommonMark and GFM specifications. What differs: GitHub's autolinks and tables are on,
    /// `[^1]:` is a footnote, and GFM's tag filter is not used (the sanitizer is).
    void specification_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("mayDiffer");
        QTest::newRow("CommonMark") << u"commonmark_spec.json"_s << 9;
        QTest::newRow("GFM") << u"gfm_spec.json"_s << 7;
    }
    void specification()
    {
        if (docket::test::corpusPath().isEmpty())
            QSKIP("corpus not found");
        QFETCH(QString, file);
        QFETCH(int, mayDiffer);
        const QJsonArray examples = docket::test::readJsonArray(docket::test::corpusPath() + u"/markdown/"_s + file);
        QVERIFY(examples.size() > 600);
        QStringList differ;
        for (const QJsonValue& example : examples) {
            const QByteArray markdown = example[u"markdown"].toString().toUtf8();
            if (canonical(html(markdown)) != canonical(example[u"html"].toString().toUtf8()))
                differ << QString::number(example[u"example"].toInt()) + u' ' + example[u"section"].toString();
        }
        qInfo("%s: %d of %d examples differ: %s", qPrintable(file), int(differ.size()), int(examples.size()),
            qPrintable(differ.join(u", "_s)));
        QVERIFY(differ.size() <= mayDiffer);
    }

    void formulas_data()
    {
        QTest::addColumn<QByteArray>("markdown");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("inline") << QByteArray("a $x_1*2*3$ b")
                                << QByteArray("<p>a <code class=\"language-math\">x_1*2*3</code> b</p>\n");
        QTest::newRow("display") << QByteArray("$$\\frac{a}{b}$$")
                                 << QByteArray("<p><code class=\"language-math-display\">\\frac{a}{b}</code></p>\n");
        QTest::newRow("money") << QByteArray("$5 and $6") << QByteArray("<p>$5 and $6</p>\n");
        QTest::newRow("money and bold") << QByteArray("$5 **b** $6") << QByteArray("<p>$5 <strong>b</strong> $6</p>\n");
        QTest::newRow("price with currency") << QByteArray("US$5, US$6") << QByteArray("<p>US$5, US$6</p>\n");
        QTest::newRow("money and a formula") << QByteArray(
            "$5 and $6, and $x$ b") << QByteArray("<p>$5 and $6, and <code class=\"language-math\">x</code> b</p>\n");
        QTest::newRow("escaped") << QByteArray("\\$x\\$") << QByteArray("<p>$x$</p>\n");
        QTest::newRow("code") << QByteArray("`$a` and `b$`")
                              << QByteArray("<p><code>$a</code> and <code>b$</code></p>\n");
        QTest::newRow("link address") << QByteArray("[a](b$c) $ x") << QByteArray("<p><a href=\"b$c\">a</a> $ x</p>\n");
        QTest::newRow("brackets") << QByteArray("a \\\\(x_1 * y * \\{z\\}\\\\) b")
                                  << QByteArray("<p>a <code class=\"language-math\">x_1 * y * \\{z\\}</code> b</p>\n");
        QTest::newRow("square brackets") << QByteArray("\\\\[\na \\\\\n- b = $1\n\\\\]")
                                         << QByteArray("<p><code class=\"language-math-display\"> a \\\\ - b = $1 "
                                                       "</code></p>\n");
        QTest::newRow("no brackets") << QByteArray("\\\\(a\n\nb\\\\) \\(c\\) \\\\\\(d\\\\)")
                                     << QByteArray("<p>\\(a</p>\n<p>b\\) (c) \\(d\\)</p>\n");
        QTest::newRow("brackets in code") << QByteArray("`\\\\(a\\\\)` `\\\\[b\\\\]`\n\n    \\\\[c\\\\]\n")
                                          << QByteArray("<p><code>\\\\(a\\\\)</code> <code>\\\\[b\\\\]</code></p>\n"
                                                        "<pre><code>\\\\[c\\\\]\n</code></pre>\n");
        QTest::newRow("brackets in HTML") << QByteArray("<p title='\\\\(a\\\\)'>\\\\[b\\\\]</p>")
                                          << QByteArray("<p title='\\\\(a\\\\)'>\\\\[b\\\\]</p>\n");
        QTest::newRow("brackets across code")
            << QByteArray("\\\\(a `b\\\\)` c") << QByteArray("<p>\\(a <code>b\\\\)</code> c</p>\n");
        QTest::newRow("dollar before a bracket")
            << QByteArray("$\\\\(x\\\\)$") << QByteArray("<p>$<code class=\"language-math\">x</code>$</p>\n");
        QTest::newRow("code formula") << QByteArray("a $`x_1 | $5`$ b")
                                      << QByteArray("<p>a <code class=\"language-math\">x_1 | $5</code> b</p>\n");
        QTest::newRow("no code formula") << QByteArray("`$`a`$` $`b` c$5")
                                         << QByteArray("<p><code>$</code>a<code>$</code> $<code>b</code> c$5</p>\n");
        QTest::newRow("fence") << QByteArray("```math\n\\frac{1}{2}\n```")
                               << QByteArray("<pre><code class=\"language-math\">\\frac{1}{2}\n</code></pre>\n");
        QTest::newRow("lines like blocks")
            << QByteArray("text\n$$\na\n=\n- b\n1. c\n$$\nmore")
            << QByteArray("<p>text\n<code class=\"language-math-display\">a = - b 1. c </code>\nmore</p>\n");
        QTest::newRow("prices in a list") << QByteArray("- costs $$ \n- costs $$")
                                          << QByteArray("<ul>\n<li>costs $$</li>\n<li>costs $$</li>\n</ul>\n");
        QTest::newRow("two paragraphs") << QByteArray("a $x\n\ny$ b") << QByteArray("<p>a $x</p>\n<p>y$ b</p>\n");
    }
    void formulas()
    {
        QFETCH(QByteArray, markdown);
        QTEST(html(markdown), "expected");
    }

    void alerts()
    {
        QCOMPARE(html("> [!NOTE]\n> Useful *text*\n>\n> more"),
            QByteArray("<blockquote class=\"markdown-alert-note\">\n<p>Useful <em>text</em></p>\n<p>more</p>\n"
                       "</blockquote>\n"));
        QCOMPARE(html("> [!Warning]  \n> a"),
            QByteArray("<blockquote class=\"markdown-alert-warning\">\n<p>a</p>\n</blockquote>\n"));
        QCOMPARE(html("> [!TIP]\n>\n> - a"),
            QByteArray("<blockquote class=\"markdown-alert-tip\">\n<ul>\n<li>a</li>\n</ul>\n</blockquote>\n"));
        for (const QByteArray none :
            { "> [!NOTE] text\n> more", "> [!OTHER]\n> a", "> a [!NOTE]\n> b", "[!NOTE]\na", "- > [!NOTE]\n  > a",
                "> # x\n> [!NOTE]\n> a", "> `[!NOTE]`\n> a", "> **[!NOTE]**\n> a", "> [!NOTE]\n> a\n\n[!NOTE]: /x" })
            QVERIFY2(!html(none).contains("alert"), none.constData());
        const RenderedCard card = renderCard("> [!CAUTION]\n> two words\n\n<blockquote class=\"markdown-alert-x\">a");
        QVERIFY(card.bodyHtml.contains(
            "<blockquote class=\"alert alert-caution\" data-line=\"1\"><p class=\"alert-title\" dir=\"auto\">Caution</p>"));
        QCOMPARE(card.bodyHtml.count("alert-title"), 1);
        QCOMPARE(card.wordCount, 3);
        QCOMPARE(docket::test::auditHtml(card.bodyHtml, 0, 0), QString());
    }

    void emoji()
    {
        const auto body = [](const QByteArray& markdown) { return renderCard(markdown).bodyHtml; };
        QVERIFY(body("a :rocket: b").contains(">a \xF0\x9F\x9A\x80 b<"));
        QVERIFY(body("<div>\n:+1::hugs:\n</div>").contains(":+1::hugs:"));
        QVERIFY(body("<div>\n:+1: :hugs:\n</div>").contains("\xF0\x9F\x91\x8D \xF0\x9F\xA4\x97"));
        for (const QByteArray kept :
            { "10:100:20", "`:rocket:`", ":no_such_emoji:", "a::rocket::b", "x:rocket:y", "::", ":rocket" })
            QVERIFY2(body(kept).contains(QByteArray(kept).replace('`', "")), kept.constData());
        QVERIFY(body("```\n:rocket:\n```").contains(":rocket:"));
        const RenderedCard card = renderCard("# :rocket: Start");
        QCOMPARE(card.tableOfContents[0].text, u"\U0001F680 Start"_s);
        QCOMPARE(card.tableOfContents[0].anchor, u"user-content-rocket-start"_s);
        QCOMPARE(emojiNamed("tada"), std::string_view("\xF0\x9F\x8E\x89"));
        QCOMPARE(emojiNamed("+1"), std::string_view("\xF0\x9F\x91\x8D"));
        QCOMPARE(emojiNamed("zzz"), std::string_view("\xF0\x9F\x92\xA4"));
        QVERIFY(emojiNamed("").empty());
    }

    void fences_nameTheirLanguage()
    {
        const QByteArray body = renderCard("```mermaid\ngraph TD\n```\n\n```\nplain\n```").bodyHtml;
        QVERIFY(body.contains("<pre data-language=\"mermaid\""));
        QCOMPARE(body.count("data-language"), 1);
        QCOMPARE(docket::test::auditHtml(body, 0, 0), QString());
    }

    void footnotes()
    {
        QCOMPARE(html("See[^1].\n\n[^1]: The *note*\n[^b]: Next"),
            QByteArray("<p>See<sup><a href=\"#fn-1\">1</a></sup>.</p>\n"
                       "<p><sup id=\"fn-1\">1</sup> The <em>note</em>\n<br><sup id=\"fn-b\">b</sup> Next</p>\n"));
        QCOMPARE(html("`[^1]` [^2]\n\n[^1]: x"),
            QByteArray("<p><code>[^1]</code> [^2]</p>\n<p><sup id=\"fn-1\">1</sup> x</p>\n"));
    }

    void sentinels_cannotBeForged()
    {
        // A byte that is no UTF-8 reaches the page as a replacement character.
        QVERIFY(renderCard("a \xF6^x]: \xF7^y]").bodyHtml.contains("a \xEF\xBF\xBD^x]: \xEF\xBF\xBD^y]"));
    }

    void lines_pointIntoTheCard()
    {
        const UnsafeHtml out = markdownToHtml(
            "# A\n\ntext\nmore\n\n- one\n- two\n\n<div>\n<b>x</b>\n</div>\n\n```\ncode\n```\n", 10, {});
        const auto lineOf = [&](const char* tag) { return out.lineAt(qsizetype(out.html.find(tag))); };
        QCOMPARE(lineOf("<h1"), 10);
        QCOMPARE(lineOf("<p"), 12);
        QCOMPARE(lineOf("<ul"), 15);
        QCOMPARE(out.lineAt(qsizetype(out.html.rfind("<li"))), 16);
        QCOMPARE(lineOf("<div"), 18);
        QCOMPARE(lineOf("<b>"), 19);
        QCOMPARE(lineOf("<pre"), 23);
    }

    void nesting_isFlattened()
    {
        const DefusedMarkdown deep = defuseMarkdown(QByteArray(QByteArray("> ").repeated(200) + "x\n"));
        QVERIFY(deep.flattened);
        QCOMPARE(deep.flattenedLine, 1);
        QVERIFY(!defuseMarkdown(QByteArray(QByteArray("> ").repeated(20) + "x\n")).flattened);
        QVERIFY(html(QByteArray("- ").repeated(100) + "x").count("<ul>") < 60);
        // A rule of many stars stays a rule.
        QCOMPARE(html(QByteArray("* ").repeated(40)), QByteArray("<hr>\n"));
    }

    /// A cell without a character keeps its place, so that no value stands under another heading.
    void tables_emptyCellsStay()
    {
        const auto cells = [](const char* markdown) {
            QByteArray html = renderComment(markdown).bodyHtml;
            html.replace('\n', "");
            QStringList found;
            static const QRegularExpression cell(u"<t[hd](?: [^>]*)?>(.*?)</t[hd]>"_s);
            for (auto it = cell.globalMatch(QString::fromUtf8(html)); it.hasNext();)
                found += it.next().captured(1);
            return found.join(u',');
        };
        QCOMPARE(cells("||a|b|\n|-|-|-|\n||1|2|\n|x|3||\n|y||4|\n"), u",a,b,,1,2,x,3,,y,,4"_s);
        QCOMPARE(cells("a||b\n-|-|-\n1||2\n"), u"a,,b,1,,2"_s);
        QCOMPARE(cells("|a|b|\n|-|-|\n|\\||x|\n"), u"a,b,|,x"_s);
        QCOMPARE(cells("> ||q|\n> |-|--|\n> ||r|\n"), u",q,,r"_s);
        QVERIFY(renderComment("```\n||a|\n|-|-|\n||1|\n```\n").bodyHtml.contains("||a|\n|-|-|\n||1|"));
        QVERIFY(renderComment("a || b\n").bodyHtml.contains("a || b"));
    }
    void tables_end_data()
    {
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QByteArray>("html");
        QTest::newRow("heading") << QByteArray("# H") << QByteArray("<h1>H</h1>");
        QTest::newRow("no heading") << QByteArray("#H") << QByteArray("<td>#H</td>");
        QTest::newRow("code") << QByteArray("```\n*x*\n```") << QByteArray("<pre><code>*x*\n</code></pre>");
        QTest::newRow("HTML") << QByteArray("</figure>\n\nx") << QByteArray("</figure>\n<p>x</p>");
        QTest::newRow("inline HTML") << QByteArray("<b>x</b>") << QByteArray("<td><b>x</b></td>");
        QTest::newRow("list") << QByteArray("- x") << QByteArray("<li>x</li>");
        QTest::newRow("text") << QByteArray("x") << QByteArray("<td>x</td>");
    }
    /// Where GitHub ends a table; the lines that follow keep their numbers.
    void tables_end()
    {
        QFETCH(QByteArray, after);
        QFETCH(const QByteArray, html);
        const auto render = [](const QByteArray& markdown) { return ::html(markdown); };
        QByteArray all = render("|a|b|\n|-|-|\n|1|2|\n" + after + '\n');
        static const QRegularExpression lines(u" data-line=\"[0-9]+\""_s);
        all = QString::fromUtf8(all).remove(lines).toUtf8();
        QVERIFY2(all.contains(html), all);
        const QByteArray quoted = render("> |a|b|\n> |-|-|\n> # H\n");
        QVERIFY2(quoted.contains("</table>") && quoted.indexOf("<h1") < quoted.indexOf("</blockquote>"), quoted);
        QVERIFY(renderComment("|a|\n|-|\n# H\n\nx").bodyHtml.contains("<p data-line=\"5\">x</p>"));
    }
    void tables_withShortRules()
    {
        QCOMPARE(html("|a|b|\n|-|:-|\n|c|d|\n").count("<td"), 2);
        QCOMPARE(html("a | b\n- | -\nc | d\n").count("<td"), 2);
        QVERIFY(html("```\n|a|\n|-|\n```\n").contains("|-|\n"));
        QVERIFY(!html("text\n\n|-|\n").contains("|---"));
    }

    void output_isCapped()
    {
        MarkdownLimits limits;
        limits.maximumOutput = 100'000;
        const QByteArray bomb = "[a]: /" + QByteArray(10'000, 'x') + "\n\n" + QByteArray("[a]").repeated(1000);
        QVERIFY(markdownToHtml(bomb, 1, limits).aborted);
        QVERIFY(!markdownToHtml("[a]: /x\n\n[a]", 1, limits).aborted);
    }
};

int runMarkdownTests(int argc, char** argv)
{
    TestMarkdown test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_markdown.moc"
