#include "auditor.h"
#include "core/card/page.h"
#include "suites.h"

#include <QTest>

using namespace docket::card;
using namespace Qt::StringLiterals;

namespace
{

QList<NoteCode> codes(const RenderedCard& card)
{
    QList<NoteCode> out;
    for (const Note& note : card.notes)
        out << note.code;
    return out;
}

class ShoutingHighlighter : public CodeHighlighter
{
public:
    QString highlight(QStringView code, QStringView language) const override
    {
        return language == u"python"
            ? u"<span class=\"k1\">"_s + code.toString().toUpper().toHtmlEscaped() + u"</span>"_s
            : QString();
    }
};

} // namespace

class TestRender : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void card_whole()
    {
        const RenderedCard card = renderCard("---\nlicense: mit\nlanguage: [ar]\nhomepage: https://x.example/a\n---\n# "
                                             "Title\n\nOne two [three](https://y.example)\n\n![cat](cat.png)\n");
        QCOMPARE(card.language, u"ar"_s);
        QCOMPARE(card.tableOfContents.size(), 1);
        QCOMPARE(card.tableOfContents[0].anchor, u"user-content-title"_s);
        QCOMPARE(card.tableOfContents[0].line, 6);
        QCOMPARE(card.links.size(), 3);
        QCOMPARE(card.links[0].url, u"https://y.example"_s);
        QCOMPARE(card.links[0].text, u"three"_s);
        QCOMPARE(card.links[1].url, u"https://spdx.org/licenses/MIT.html"_s);
        QCOMPARE(card.links[2].url, u"https://x.example/a"_s);
        QCOMPARE(card.pictures.size(), 1);
        QCOMPARE(card.pictures[0].url, u"cat.png"_s);
        QCOMPARE(card.pictures[0].alt, u"cat"_s);
        QCOMPARE(card.wordCount, 4);
        QVERIFY(card.notes.isEmpty());
        QVERIFY(!card.frontMatterHtml.contains("x.example\""));
        QVERIFY(card.frontMatterHtml.indexOf("license") < card.frontMatterHtml.indexOf("More fields"));
        QVERIFY(card.frontMatterHtml.lastIndexOf("homepage") > card.frontMatterHtml.indexOf("More fields"));
        QVERIFY(card.bodyHtml.contains("<p data-line=\"8\">One two"));
    }

    void metadata_brokenIsShown()
    {
        const RenderedCard card = renderCard("---\nlicense: [\n<script>\n---\nText");
        QVERIFY(card.frontMatterHtml.contains("&lt;script&gt;"));
        QVERIFY(codes(card).contains(NoteCode::FrontMatterInvalid));
        QVERIFY(card.bodyHtml.contains("Text"));
    }

    void metadata_mistakeIsPointedOut()
    {
        const QByteArray body = "---\nlicense: mit\ntitle: caf\xC3\xA9 \"x\" y: z\n---\nText";
        const RenderedCard card = renderCard(body);
        QCOMPARE(card.notes[0].code, NoteCode::FrontMatterInvalid);
        QCOMPARE(card.notes[0].line, 3);
        QVERIFY(card.notes[0].column > 8);
        const QByteArray html = card.frontMatterHtml;
        QVERIFY(html.contains(QByteArray("Line 3, column " + QByteArray::number(card.notes[0].column))));
        const qsizetype mistake = html.indexOf("<pre class=\"metadata-mistake\"><code>title: caf\xC3\xA9");
        QVERIFY2(mistake >= 0 && html.indexOf("<mark>", mistake) > mistake, html.constData());
        QCOMPARE(docket::test::auditHtml(html, 0, 0), QString());
        // The mark stands on a whole character, wherever the parser stops, and long lines are shortened.
        for (int length = 0; length < 12; ++length) {
            const QByteArray text = "---\na: [" + QByteArray("\xE4\xB8\xAD").repeated(length * 40) + "\n---\n";
            const QByteArray shown = renderCard(text).frontMatterHtml;
            QVERIFY(QUtf8StringView(shown.constData(), shown.size()).isValidUtf8());
        }
    }

    /// Fields that decide a review say what they mean.
    void metadata_isExplained()
    {
        const RenderedCard card
            = renderCard("---\nlicense: [apache-2.0, cc-by-nc-4.0, my-own]\nlanguage: [en, ar, pt-BR, "
                         "code]\nbase_model: meta/llama\nbase_model_relation: adapter\ndatasets: "
                         "[a/b, squad]\ntags: [x, not-for-all-audiences]\nco2_eq_emissions: "
                         "{emissions: 1368.89, source: codecarbon}\nextra_gated_eu_disallowed: "
                         "true\nextra_gated_prompt: Agree\n---\n");
        const QByteArray html = card.frontMatterHtml;
        for (const char* said : { "Apache License 2.0", "Open<", "Attribution-NonCommercial 4.0", "No commercial use",
                 "Not a licence that the Hub knows", "English (en)", "Arabic (ar)", "Portuguese (pt-BR)", ">code<",
                 "An adapter for it", "not for all audiences<", "1.369 kg of CO\xE2\x82\x82 equivalent", "codecarbon",
                 "Nobody in the European Union", "What people agree to" })
            QVERIFY2(html.contains(said), said);
        QStringList addresses;
        for (const Link& link : card.links)
            addresses << link.url;
        QCOMPARE(addresses,
            QStringList(
                { u"https://spdx.org/licenses/Apache-2.0.html"_s, u"https://spdx.org/licenses/CC-BY-NC-4.0.html"_s,
                    u"https://huggingface.co/meta/llama"_s, u"https://huggingface.co/datasets/a/b"_s }));
        QCOMPARE(docket::test::auditHtml(html, int(card.links.size()), 0), QString());
        // As it was written, one click away, before the rows: of two blocks on a line the later is its place.
        const qsizetype source
            = html.indexOf("<details class=\"metadata-source\"><summary>YAML</summary><pre data-line=\"2\">");
        QVERIFY(source > 0 && source < html.indexOf("<tr data-line=\"2\">"));
        QVERIFY(html.contains("base_model_relation: adapter\n"));
        QVERIFY(renderCard("---\nlicense: no\nlanguage: no\n---\n").frontMatterHtml.contains("Norwegian"));
        QVERIFY(!renderCard("---\nextra_gated_eu_disallowed: false\n---\n").frontMatterHtml.contains("European"));
    }

    void metadata_resultsAreATable()
    {
        const QByteArray yaml
            = "---\nmodel-index:\n- name: m\n  results:\n  - task: {type: translation, name: Translation}\n"
              "    dataset: {name: flores, type: f}\n    metrics:\n    - {name: BLEU, type: bleu, value: "
              "21.5}\n    - {type: chrf, value: 0.5, verified: true}\n---\n";
        const QByteArray html = renderCard(yaml).frontMatterHtml;
        QVERIFY(html.contains("<td>Translation</td><td>flores</td><td>BLEU</td><td>21.5</td><td>no</td>"));
        QVERIFY(html.contains(
            "<tr data-line=\"9\"><td>Translation</td><td>flores</td><td>chrf</td><td>0.5</td><td>yes</td>"));
        QCOMPARE(docket::test::auditHtml(html, 0, 0), QString());
        // What is no such list is shown like any other value.
        QVERIFY(renderCard("---\nmodel-index: {a: [b]}\n---\n").frontMatterHtml.contains("<b>a:</b>"));
        QVERIFY(
            renderCard("---\nmodel-index:\n- name: m\n  results: []\n---\n").frontMatterHtml.contains("<b>name:</b>"));
    }

    void metadata_sourceIsBounded()
    {
        QByteArray yaml = "---\n";
        for (int i = 0; i < 5000; ++i)
            yaml += "field_" + QByteArray::number(i) + ": some value\n";
        yaml += "---\n";
        const RenderedCard card = renderCard(yaml);
        QVERIFY(card.frontMatter.valid);
        QVERIFY(card.frontMatterHtml.size() < 1'000'000);
        QVERIFY(card.frontMatterHtml.contains("The rest of it is not shown here."));
        const ShoutingHighlighter shouting; // knows no YAML
        RenderOptions options;
        options.highlighter = &shouting;
        QVERIFY(renderCard("---\na: <b>\n---\n", options).frontMatterHtml.contains("a: &lt;b&gt;\n</code>"));
    }

    void code_isHighlightedByTheHighlighterOnly()
    {
        const ShoutingHighlighter shouting;
        RenderOptions options;
        options.highlighter = &shouting;
        const RenderedCard card = renderCard("```python\na<b\xE2\x80\xAE\n```\n\n```x\na<b\n```\n", options);
        QVERIFY(card.bodyHtml.contains("<span class=\"k1\">A&lt;B<span class=\"hidden-character\" title=\"U+202E "
                                       "RIGHT-TO-LEFT OVERRIDE\">U+202E</span>"));
        QVERIFY(card.bodyHtml.contains("<code class=\"language-x\">a&lt;b"));
        QCOMPARE(docket::test::auditHtml(card.bodyHtml, 0, 0), QString());
    }

    void limits_areTold()
    {
        RenderOptions options;
        options.maximumBytes = 1000;
        const RenderedCard cut = renderCard(QByteArray("line\n\n").repeated(1000), options);
        QVERIFY(codes(cut).contains(NoteCode::TooLong));
        QVERIFY(cut.lineCount < 400);

        options = {};
        options.maximumNodes = 100;
        const RenderedCard nodes = renderCard(QByteArray("line\n\n").repeated(1000), options);
        QCOMPARE(codes(nodes), QList{ NoteCode::TooManyNodes });
        QCOMPARE(nodes.notes[0].line, 201);
        QVERIFY(nodes.bodyHtml.contains("card-cut"));

        options = {};
        options.maximumRows = 10;
        const RenderedCard rows
            = renderCard(QByteArray("|a|b|\n|-|-|\n" + QByteArray("|c|d|\n").repeated(100)), options);
        QCOMPARE(codes(rows), QList{ NoteCode::TooManyRows });
        QCOMPARE(rows.bodyHtml.count("<tr"), 10);
    }

    void refused_isReadable()
    {
        RenderOptions options;
        options.deadlineMs = 0;
        const RenderedCard card = renderCard(
            QByteArray("---\na: 1\n---\n# T <script>\n" + QByteArray("<b>x</b>\n").repeated(2000)), options);
        QVERIFY(card.refused);
        QVERIFY(codes(card).contains(NoteCode::Refused));
        QVERIFY(card.bodyHtml.contains("# T &lt;script&gt;"));
        QCOMPARE(docket::test::auditHtml(card.bodyHtml, 0, 0), QString());
    }

    void encodings()
    {
        QCOMPARE(codes(renderCard("caf\xE9 x")), QList{ NoteCode::NotUtf8 });
        QCOMPARE(renderCard("a\n\ncaf\xE9 x").notes[0].line, 3);
        QVERIFY(renderCard(QByteArrayView("\xFF\xFEh\0i\0", 6)).bodyHtml.contains("hi"));
        QVERIFY(renderCard("a\x1B[31mb").bodyHtml.contains("\xE2\x90\x9B"));
        QCOMPARE(renderCard("\xEF\xBB\xBF# T").tableOfContents.size(), 1);
        QVERIFY(renderCard("a\r\n\r\nb\rc\r\n").bodyHtml.contains("data-line=\"3\""));
        QVERIFY(renderCard("").bodyHtml.isEmpty());
    }

    void comment_hasNoMetadata()
    {
        const RenderedCard comment = renderComment("---\na: 1\n---\nText");
        QVERIFY(comment.frontMatterHtml.isEmpty());
        QVERIFY(comment.bodyHtml.contains("<hr"));
    }

    void page_policyFirst()
    {
        const QByteArray page = pageHtml(renderCard("---\nlanguage: he\n---\nx"), {}, u"<t>"_s);
        QVERIFY(page.startsWith(
            "<!doctype html><html lang=\"he\" class=\"light\"><head><meta http-equiv=\"Content-Security-Policy\""));
        QVERIFY(page.contains("<title>&lt;t&gt;</title>"));
        QVERIFY(page.contains("<main class=\"card\" dir=\"auto\">"));
        QCOMPARE(page.count("<link"), 1);
        QVERIFY(!page.contains("<script"));
        Theme theme;
        theme.textFont = u"A\"}x{b:url(//e)"_s;
        const QByteArray css = styleSheet(theme);
        QVERIFY(css.contains(".hidden-picture"));
        QVERIFY(css.contains(".k30"));
        QVERIFY(css.contains("--text-font:\"Axburle\""));
        QVERIFY(!css.contains("url("));
    }
};

int runRenderTests(int argc, char** argv)
{
    TestRender test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_render.moc"
