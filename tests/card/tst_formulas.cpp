#include "auditor.h"
#include "core/card/formulahtml.h"
#include "core/card/page.h"
#include "core/math/katextypesetter.h"
#include "corpus.h"
#include "suites.h"
#include "tests/support/cputimer.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>
#include <QtConcurrent>

using namespace docket::card;
using docket::math::KatexTypesetter;
using namespace Qt::StringLiterals;

namespace
{

constexpr int generous = 20'000; // ms: sanitizers make the engine slow

/// Says what it is told to.
class Parrot : public FormulaTypesetter
{
public:
    explicit Parrot(QByteArray html) : m_html(std::move(html)) { }
    Formula typeset(const QByteArray&, bool, int) const override { return { m_html, 1000 }; }
    QByteArray styleSheet() const override { return ".katex{}"; }

private:
    QByteArray m_html;
};

QByteArray verified(const QByteArray& html)
{
    return QByteArray::fromStdString(verifyFormula(html.toStdString()).html);
}

} // namespace

class TestFormulas : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void typeset_data()
    {
        QTest::addColumn<QByteArray>("tex");
        for (const char* tex :
            { "x_1^2", "\\frac{a}{b}", "\\sqrt[3]{x^2+1}", "\\overbrace{a+b}^{n}", "\\cancel{x}",
                "\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}", "\\begin{aligned}a&=b\\\\c&=d\\end{aligned}", "\\boxed{x}",
                "\\fcolorbox{red}{blue}{x}", "\\overrightarrow{AB}", "\\widehat{abc}", "\\xrightarrow[a]{b}",
                "\\left(\\frac12\\right)", "\\rule{3em}{2em}", "\\mathbb{R}\\mathcal{L}\\mathfrak{g}\\pmb{x}",
                "\\begin{array}{|c:c|}\\hline a&b\\\\\\hline\\end{array}", "\\raisebox{1em}{x}", "\\sout{abc}",
                "\\angl{x}", "\\phase{x}", "\\begin{CD}A@>a>>B\\end{CD}", "\\underline{x}", "\\vdots\\ddots", "\\KaTeX",
                "\\text{a<b \"c\" 'd' \xC3\xA9 \xE4\xB8\xAD}", "\\tag{1}x", "\\utilde{ab}", "\\overgroup{AB}",
                "\\mathrel{\\reflectbox{R}}x", "\\color{red}x\\phantom{y}", "\\stackrel{!}{=}", "\\not\\in",
                "\\substack{a\\\\b}", "\\text{softmax}(z)_i = \\frac{e^{z_i}}{\\sum_{j} e^{z_j}}",
                "\\operatorname*{arg\\,max}_x f", "\\underbrace{x+y}_{\\text{two}}",
                "\\begin{cases}1&x>0\\\\0&\\text{else}\\end{cases}", "x\\bmod y\\pmod n",
                "\\int_0^\\infty\\!\\oint\\iint\\prod\\bigcup",
                "\\dot{x}\\ddot{x}\\vec{x}\\hat{x}\\bar{x}\\tilde{x}\\acute{x}",
                "\\mathbf{W}\\mathrm{d}x\\boldsymbol{\\theta}\\mathtt{x}\\mathsf{x}\\mathit{x}\\mathscr{L}",
                "{\\tiny a}{\\Huge b}{\\displaystyle\\frac12}",
                "a\\mid b\\parallel c\\perp d\\propto e\\sim f\\approx g",
                "\\langle x|y\\rangle\\lvert z\\rvert\\lVert w\\rVert",
                "\\binom{n}{k}\\dbinom{n}{k}\\genfrac(]{0pt}{2}{a}{b}",
                "\\overline{AB}\\overleftrightarrow{CD}\\underrightarrow{EF}\\overset{a}{b}\\underset{a}{b}",
                "\\begin{bmatrix}\\cdots&\\vdots\\\\ \\ddots&\\ldots\\end{bmatrix}",
                "\\begin{gather}a\\\\b\\end{gather}", "\\begin{align}a&=b\\\\c&=d\\end{align}",
                "\\begin{equation}a\\end{equation}", "\\xleftarrow[\\text{u}]{o}", "\\bcancel{x}\\xcancel{y}",
                "\\hbox{a}\\mathllap{b}\\mathrlap{c}\\smash{d}\\vphantom{e}", "\\TeX\\LaTeX", "\\mathbin{\\vcenter{x}}",
                "\\begin{array}{l|r}a&b\\\\[1em]c&d\\end{array}", "\\hspace{1em}\\quad\\enspace x", "\\ce", "\\verb|x|",
                "\\sqrt{\\sqrt{\\frac{\\frac{a}{b}}{c}}}", "\\widecheck{abc}\\underbar{X}\\undergroup{AB}",
                "\\begin{Bmatrix}a\\end{Bmatrix}\\begin{vmatrix}b\\end{vmatrix}\\begin{Vmatrix}c\\end{Vmatrix}",
                "\\bra{x}\\ket{y}", "\\alpha\\beta\\Gamma\\varepsilon\\hbar\\ell\\Re\\aleph\\nabla\\partial",
                "\\colon\\coloneqq\\dblcolon", "\\bigg\\lfloor x\\bigg\\rfloor" })
            QTest::newRow(tex) << QByteArray(tex);
    }
    /// All that KaTeX writes for what cards use is understood, and passes the audit.
    void typeset()
    {
        QFETCH(QByteArray, tex);
        for (const bool display : { false, true }) {
            if (!display
                && (tex.contains("{CD}") || tex.contains("{gather}") || tex.contains("{align}")
                    || tex.contains("{equation}") || tex.contains("\\tag")))
                continue; // KaTeX takes these in blocks only
            const FormulaTypesetter::Formula formula = m_katex.typeset(tex, display, generous);
            QVERIFY(formula.html.startsWith(display ? "<span class=\"katex-display\">" : "<span class=\"katex\">"));
            QVERIFY2(!verified(formula.html).isEmpty(), formula.html.constData());
        }
        const RenderedCard card = render("a $" + tex + "$ b\n\n```math\n" + tex + "\n```\n");
        QVERIFY(card.bodyHtml.contains("<span class=\"formula formula-display\""));
        QCOMPARE(docket::test::auditHtml(card.bodyHtml, 0, 0), QString());
        static const QRegularExpression colour(u"color:|transparent;"_s);
        QVERIFY(!colour.match(QString::fromUtf8(card.bodyHtml)).hasMatch());
    }

    void card_carriesSourceAndStyle()
    {
        const RenderedCard card = render("Say \\\\(x<y\\\\)!\n\n$$\na^2\n$$\n\n`$z$`");
        QVERIFY(card.bodyHtml.contains("<span class=\"formula\" role=\"img\" aria-label=\"x&lt;y\" title=\"x&lt;y\">"));
        QVERIFY(card.bodyHtml.contains("<span class=\"formula formula-display\" data-line=\"4\""));
        QVERIFY(card.bodyHtml.contains("<code>$z$</code>"));
        QCOMPARE(card.wordCount, 2);
        QVERIFY(card.formulaStyle.contains("@font-face"));
        QVERIFY(card.formulaStyle.contains("url(data:font/woff2;base64,"));
        static const QRegularExpression address(u"url\\((?!data:font/woff2;base64,[A-Za-z0-9+/=]+\\))"_s);
        QVERIFY(!address.match(QString::fromUtf8(card.formulaStyle)).hasMatch());
        QVERIFY(!card.formulaStyle.contains("@import"));
        QVERIFY(render("no formula").formulaStyle.isEmpty());
        // Style attributes are allowed on pages with formulas only.
        QVERIFY(pageHtml(card, {}).contains("style-src-attr 'unsafe-inline'"));
        QVERIFY(!pageHtml(render("x"), {}).contains("unsafe"));
        Theme theme;
        theme.formulas = true;
        QVERIFY(pageHtml(render("x"), theme).contains("style-src-attr 'unsafe-inline'"));
    }

    void failure_showsTex_data()
    {
        QTest::addColumn<QByteArray>("tex");
        QTest::newRow("unbalanced") << QByteArray("\\frac{a}{");
        QTest::newRow("too long") << QByteArray("x + ").repeated(600) + "y";
        QTest::newRow("nested deep") << QByteArray("\\sqrt{").repeated(200) + "x" + QByteArray("}").repeated(200);
        QTest::newRow("endless macro") << QByteArray("\\def\\a{\\a\\a}\\a");
        QTest::newRow("huge") << QByteArray("\\rule{9999em}{1em}\\kern{99999em}\\begin{matrix}")
                + QByteArray("&").repeated(1900) + "\\end{matrix}";
    }
    void failure_showsTex()
    {
        QFETCH(QByteArray, tex);
        const RenderedCard card = render("a $" + tex + "$ b");
        QVERIFY2(card.bodyHtml.contains("<code class=\"language-math\""), card.bodyHtml.left(500).constData());
        QVERIFY(card.formulaStyle.isEmpty());
        QCOMPARE(docket::test::auditHtml(card.bodyHtml, 0, 0), QString());
    }

    /// What a formula must not do: link, fetch, name a class, reach a script.
    void commands_thatReachOut_data()
    {
        QTest::addColumn<QByteArray>("tex");
        for (const char* tex : { "\\href{https://x.example}{b}", "\\url{https://x.example}",
                 "\\includegraphics[height=1em]{https://x.example/a.png}", "\\htmlClass{hidden-picture}{x}",
                 "\\htmlId{x}{y}", "\\htmlStyle{background:url(//x.example)}{x}", "\\htmlData{line=3}{x}",
                 "\\text{<script>alert(1)</script>}", "\\text{<img src=x onerror=alert(1)>}",
                 "\\textcolor{red;background:url(//x.example)}{y}", "\\color{url(//x.example)}x" })
            QTest::newRow(tex) << QByteArray(tex);
    }
    void commands_thatReachOut()
    {
        QFETCH(QByteArray, tex);
        const RenderedCard card = render("```math\n" + tex + "\n```\n");
        QCOMPARE(docket::test::auditHtml(card.bodyHtml, 0, 0), QString());
        const qsizetype formula = card.bodyHtml.indexOf("\">", card.bodyHtml.indexOf("title="));
        const QByteArray inside = card.bodyHtml.mid(card.bodyHtml.contains("title=") ? formula : 0);
        for (const char* never : { "<script", "<img", "href=", "class=\"hidden-picture", " id=", "data-line=\"3\"" })
            QVERIFY2(!inside.contains(never), inside.constData());
    }

    void verification_data()
    {
        QTest::addColumn<QByteArray>("html");
        for (const char* html : { "text", "<span>", "</span>", "<span></b></span>", "<b>x</b>", "<span><a>x</a></span>",
                 "<span onclick=\"a\">x</span>", "<span class='x'>x</span>", "<span style=\"top:url(a)\">x</span>",
                 "<span style=\"position:fixed;\">x</span>", "<span style=\"top:1em;;background:red\">x</span>",
                 "<span style=\"top:9999em;\">x</span>", "<span style=\"top:1e9em\">x</span>",
                 "<span style=\"top:\">x</span>", "<span class=\"hidden-picture\">x</span>",
                 "<span class=\"mord picture-reveal\">x</span>", "<span class=\"a\" class=\"b\">x</span>",
                 "<span data-line=\"1\">x</span>", "<span id=\"a\">x</span>", "<span>&copy;</span>",
                 "<span>a > b</span>", "<span><!-- a --></span>", "<span><svg onload=\"a\"></svg></span>",
                 "<svg></svg><script></script>", "<span><svg><path href=\"a\"/></svg></span>",
                 "<span><svg>text</svg></span>", "<span><svg><span></span></svg></span>",
                 "<span><path d=\"M0\"/></span>", "<span><svg><path d=\"M0(\"/></svg></span>",
                 "<span><svg xmlns=\"http://x\"></svg></span>",
                 "<span><svg><line x1=\"0\" style=\"top:0\"/></svg></span>", "<span/>", "<SPAN>x</SPAN>" })
            QTest::newRow(html) << QByteArray(html);
        QTest::newRow("deep") << QByteArray("<span>").repeated(500) + QByteArray("</span>").repeated(500);
        QTest::newRow("many") << QByteArray("<span></span>").repeated(20'000);
    }
    void verification()
    {
        QFETCH(QByteArray, html);
        QCOMPARE(verified(html), QByteArray());
        const Parrot parrot(html);
        RenderOptions options;
        options.formulas = &parrot;
        const RenderedCard card = renderCard("$x$", options);
        QCOMPARE(card.bodyHtml, QByteArray("<p data-line=\"1\"><code class=\"language-math\">x</code></p>\n"));
        QVERIFY(card.formulaStyle.isEmpty());
    }

    void hiddenCharacters_areMarked()
    {
        const RenderedCard card = render("$$\\text{a\xE2\x80\xAE"
                                         "b}$$");
        QVERIFY(card.bodyHtml.contains("class=\"hidden-character\"") && card.bodyHtml.contains(">U+202E</span>"));
        QCOMPARE(docket::test::auditHtml(card.bodyHtml, 0, 0), QString());
    }

    void budget_isKept()
    {
        const Parrot parrot("<span>y</span>"); // says it took a millisecond each time
        RenderOptions options;
        options.formulas = &parrot;
        options.formulaBudgetMs = 0;
        QCOMPARE(renderCard("$x$", options).bodyHtml.count("<span>y</span>"), 1); // asked, and it knew

        docket::test::CpuTimer timer;
        options.formulas = &m_katex;
        options.formulaBudgetMs = 100;
        QElapsedTimer wall;
        wall.start();
        QByteArray bombs;
        for (int i = 0; i < 50; ++i)
            bombs += "$\\def\\a{" + QByteArray("x").repeated(900 + i) + "}" + QByteArray("\\a").repeated(199) + "$\n\n";
        const RenderedCard card = renderCard(bombs, options);
        QCOMPARE(card.bodyHtml.count("<code class=\"language-math\""), 50);
        QVERIFY2(wall.elapsed() < 10'000, qPrintable(QString::number(wall.elapsed())));
        // The next card is not the worse for it.
        QVERIFY(render("$a+b$").bodyHtml.contains("class=\"formula\""));
    }

    void known_isRemembered()
    {
        QVERIFY(m_katex.typeset("r_e_m", false, generous).html.isEmpty()); // double subscript
        QVERIFY(!m_katex.typeset("r_{e_m}", false, generous).html.isEmpty());
        const FormulaTypesetter::Formula again = m_katex.typeset("r_{e_m}", false, 0);
        QVERIFY(!again.html.isEmpty());
        QCOMPARE(again.spentUs, 0);
        QVERIFY(m_katex.typeset("never_seen", false, 0).html.isEmpty());
        // A macro of one formula is none of another's.
        QVERIFY(!m_katex.typeset("\\gdef\\mine{x}\\mine", false, generous).html.isEmpty());
        QVERIFY(m_katex.typeset("\\mine y", false, generous).html.contains("#cc0000"));
    }

    void threads_takeTurns()
    {
        QList<QFuture<QByteArray>> all;
        for (int i = 0; i < 8; ++i)
            all << QtConcurrent::run(
                [this, i] { return m_katex.typeset("x_{" + QByteArray::number(i) + "}", false, generous).html; });
        for (int i = 0; i < 8; ++i)
            QVERIFY(all[i].result().contains(QByteArray('>' + QByteArray::number(i) + '<')));
    }

    /// Formulas of real cards.
    void corpus()
    {
        if (docket::test::corpusPath().isEmpty())
            QSKIP("corpus not found");
        int typeset = 0;
        int left = 0;
        RenderOptions options;
        options.formulas = &m_katex;
        options.formulaBudgetMs = generous;
        options.deadlineMs = 2000;
        for (const char* folder : { "model_cards", "dataset_cards", "space_cards", "markdown", "hostile" }) {
            for (const QString& path : docket::test::corpusFiles(QString::fromLatin1(folder), { u"*.md"_s })) {
                const QByteArray bytes = docket::test::readFile(path);
                if (!bytes.contains('$') && !bytes.contains("\\\\(") && !bytes.contains("```math"))
                    continue;
                const RenderedCard card = renderCard(bytes, options);
                typeset += int(card.bodyHtml.count("<span class=\"formula"));
                const int failed = int(card.bodyHtml.count("<code class=\"language-math"));
                left += failed;
                const QString fault
                    = docket::test::auditHtml(card.bodyHtml, int(card.links.size()), int(card.pictures.size()));
                QVERIFY2(fault.isEmpty(), qPrintable(path + u": "_s + fault));
                if (failed > 0)
                    qInfo("%d not typeset: %s", failed, qPrintable(path));
            }
        }
        qInfo("%d formulas typeset, %d shown as written", typeset, left);
        QVERIFY(typeset >= 40);
        QVERIFY(left * 10 < typeset);
    }

private:
    RenderedCard render(const QByteArray& markdown)
    {
        RenderOptions options;
        options.formulas = &m_katex;
        options.formulaBudgetMs = generous;
        return renderCard(markdown, options);
    }

    KatexTypesetter m_katex;
};

int runFormulaTests(int argc, char** argv)
{
    TestFormulas test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_formulas.moc"
