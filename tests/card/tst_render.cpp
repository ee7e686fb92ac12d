#include "auditor.h"
#include "core/card/page.h"
#include "suites.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

#include <thread>

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
        // Where no result is marked as verified, there is no column of nothing but "no".
        const QByteArray unmarked
            = renderCard(QByteArray(yaml).replace("verified: true", "verified: false")).frontMatterHtml;
        QVERIFY(unmarked.contains("<td>BLEU</td><td>21.5</td></tr>"));
        QVERIFY(!unmarked.contains("<td>no</td>"));
        // What is no such list is shown like any other value.
        QVERIFY(renderCard("---\nmodel-index: {a: [b]}\n---\n").frontMatterHtml.contains("<b>a:</b>"));
        QVERIFY(
            renderCard("---\nmodel-index:\n- name: m\n  results: []\n---\n").frontMatterHtml.contains("<b>name:</b>"));
    }

    /// The card takes its direction from its first strong character. That must be one of the author: what Docket says
    /// in between, in the reviewer's language, stands in elements with a direction of their own.
    void ownWordsDoNotTurnTheCard()
    {
        RenderOptions options;
        options.labels.pictureHidden = u"صورة"_s;
        options.labels.notAsItSeems = u"نص"_s;
        options.labels.alertNote = u"ملاحظة"_s;
        const QString arabic = QString::fromUtf8(
            renderCard("![](a.png)\n\n> [!NOTE]\n> a\xE2\x80\xAE\n\n<iframe src=x></iframe>\n", options).bodyHtml);
        static const QRegularExpression own(
            u"<([a-z]+) [^>]*dir=\"auto\"[^>]*>.*?</\\1>"_s, QRegularExpression::DotMatchesEverythingOption);
        QVERIFY(arabic.contains(u"صورة"_s) && arabic.contains(u"نص"_s) && arabic.contains(u"ملاحظة"_s));
        static const QRegularExpression strong(u">[^<]*[\u0600-\u06ff]"_s);
        QVERIFY2(!QString(arabic).remove(own).contains(strong), qPrintable(QString(arabic).remove(own)));
    }

    void tasks_haveNoMarkerButTheirBox()
    {
        const auto tasks
            = [](const QByteArray& markdown) { return renderCard(markdown).bodyHtml.count("class=\"task\""); };
        QCOMPARE(tasks("- [x] a\n- [ ] b\n- c\n"), 2);
        QCOMPARE(tasks("- [x] a\n\n- [ ] b\n"), 2); // loose
        QCOMPARE(tasks("<ul><li><p><input type=checkbox> a<li>b <input type=checkbox></ul>"), 1);
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
        QCOMPARE(cut.lineCount, 2000); // of the card, not of the part
        QVERIFY(cut.bodyHtml.count("<p ") < 202);

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

    /// Whatever is cut can be gone on with, and no line is lost on the way.
    void parts_followOneAnother_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<int>("lines");
        QByteArray paragraphs = "---\nlicense: mit\n---\n";
        QByteArray code = "```python\n";
        QByteArray table = "intro\n\n|a|b|\n|-|-|\n";
        QByteArray list;
        for (int i = 0; i < 600; ++i) {
            const QByteArray word = 'w' + QByteArray::number(i) + 'e';
            paragraphs += word + "\n\n";
            code += word + '\n';
            table += '|' + word + "|x|\n";
            list += "- " + word + '\n';
        }
        QTest::newRow("paragraphs") << paragraphs << 600;
        QTest::newRow("code") << code + "```\n" << 600;
        QTest::newRow("table") << table << 600;
        QTest::newRow("list") << list << 600;
        QByteArray words;
        for (int i = 0; i < 600; ++i)
            words += 'w' + QByteArray::number(i) + "e \xC3\xA9 ";
        QTest::newRow("one line") << words << 600;
    }

    void parts_followOneAnother()
    {
        QFETCH(QByteArray, source);
        QFETCH(int, lines);
        RenderOptions options;
        options.maximumBytes = 1500;
        options.maximumRows = 50;
        options.maximumNodes = 150;
        QByteArray all;
        int parts = 0;
        for (;;) {
            const RenderedCard card = renderCard(source, options);
            QCOMPARE(docket::test::auditHtml(card.bodyHtml, 0, 0), QString());
            QCOMPARE(card.from, options.from);
            QVERIFY(!codes(card).contains(NoteCode::NotUtf8) && !card.bodyHtml.contains("\xEF\xBF\xBD"));
            if (QByteArray(QTest::currentDataTag()) == "table" && parts > 0)
                QVERIFY2(card.bodyHtml.contains("<th"), "the part of a table keeps its head");
            if (QByteArray(QTest::currentDataTag()) == "code")
                QVERIFY2(card.bodyHtml.contains("<pre"), "the part of a code block is one");
            all += card.bodyHtml;
            ++parts;
            const auto next = std::find_if(card.cuts.begin(), card.cuts.end(),
                [](const CardCut& cut) { return cut.kind != CardCut::Kind::Beginning; });
            QCOMPARE(card.bodyHtml.count("card://c/more/"), card.cuts.size());
            if (next == card.cuts.end())
                break;
            QVERIFY2(next->from.byte > options.from.byte, "reading goes on");
            options.from = next->from;
            QVERIFY(parts < 40);
        }
        QVERIFY(parts > 2);
        int found = 0;
        for (int i = 0; i < lines; ++i)
            found += all.contains(QByteArray('w' + QByteArray::number(i) + 'e'));
        QVERIFY2(found >= lines - parts, qPrintable(QString::number(found))); // a word may be cut in two
    }

    void limits_hostileCardsInTime_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::newRow("5 MB card")
            << QByteArray("# Title\n\nSome *text* with [a link](x) and words.\n\n").repeated(110'000);
        QTest::newRow("20k rows") << QByteArray("|a|b|c|d|e|f|g|h|\n|-|-|-|-|-|-|-|-|\n")
                + QByteArray("|1|2|3|4|5|6|7|8|\n").repeated(20'000);
        QTest::newRow("one line") << QByteArray("word ").repeated(100'000);
        QTest::newRow("one word") << QByteArray(500'000, 'x');
        QTest::newRow("10k pictures") << QByteArray("![alt](cat.png)\n\n").repeated(10'000);
        QTest::newRow("10k pictures in HTML") << QByteArray("<img src=cat.png>").repeated(10'000);
        QTest::newRow("quotes 10k deep") << QByteArray(10'000, '>') + " x";
        QTest::newRow("divs 10k deep") << QByteArray("<div>").repeated(10'000) + "x";
        QTest::newRow("lists 10k deep") << QByteArray("- ").repeated(10'000) + "x";
    }

    void limits_hostileCardsInTime()
    {
        QFETCH(QByteArray, source);
        QElapsedTimer timer;
        timer.start();
        const RenderedCard card = renderCard(source);
        qInfo("render=%lld html=%lld pictures=%lld", static_cast<long long>(timer.elapsed()),
            static_cast<long long>(card.bodyHtml.size()), static_cast<long long>(card.pictures.size()));
        QVERIFY(card.pictures.size() <= 200);
        QVERIFY(card.bodyHtml.count('<') < 120'000);
        QVERIFY(card.bodyHtml.size() < 8 * 1024 * 1024);
        if (source.size() > 1024 * 1024)
            QVERIFY(!card.cuts.isEmpty());
    }

    /// Who moves on does not wait for the card left behind.
    void stop_endsEarly()
    {
        const QByteArray heavy = QByteArray("<b>x</b> *a* [l](x) `c`\n\n").repeated(40'000);
        RenderOptions options;
        options.maximumNodes = 10'000'000;
        options.deadlineMs = 60'000;
        std::stop_source stop;
        options.stop = stop.get_token();
        stop.request_stop();
        QElapsedTimer timer;
        timer.start();
        const RenderedCard card = renderCard(heavy, options);
        qInfo("stopped_after=%lld", static_cast<long long>(timer.elapsed()));
        QVERIFY(card.refused && card.bodyHtml.isEmpty());
        std::stop_source later;
        options.stop = later.get_token();
        std::thread other([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(30));
            later.request_stop();
        });
        const RenderedCard broken = renderCard(heavy, options);
        other.join();
        QVERIFY(broken.refused && broken.bodyHtml.isEmpty());
    }

    void pictures_areBoxes()
    {
        RenderOptions options;
        options.fileBytes = [](const QString& path) -> qint64 { return path == u"a b.png" ? 12'345 : -1; };
        const RenderedCard card
            = renderCard("![a cat](./a%20b.png?x)\n\n<video src=film.mp4 poster=p.png title='a film'>"
                         "<span>old browser</span></video>\n\n<audio><source src=https://h.example/s.mp3>"
                         "</audio>\n\n[![badge](b.png)](x)\n\n![no](javascript:x)\n",
                options);
        using Kind = Picture::Kind;
        QCOMPARE(card.pictures.size(), 5);
        QCOMPARE(card.pictures[0].bytes, 12'345);
        QCOMPARE(card.pictures[1].kind, Kind::Video);
        QCOMPARE(card.pictures[1].url, u"film.mp4"_s);
        QCOMPARE(card.pictures[1].alt, u"a film"_s);
        QCOMPARE(card.pictures[1].bytes, -1);
        QCOMPARE(card.pictures[2].kind, Kind::Audio);
        QCOMPARE(card.pictures[2].url, u"https://h.example/s.mp3"_s);
        QVERIFY(card.bodyHtml.contains("h.example") && card.bodyHtml.contains("12 kB"));
        QVERIFY2(!card.bodyHtml.contains("p.png") && !card.bodyHtml.contains("old browser"), "no poster, no stand-in");
        QVERIFY(card.pictures[4].url.isEmpty());
        QCOMPARE(
            card.bodyHtml.count("class=\"picture-link\""), 1); // its box shows that it is one, not a line below all
        QCOMPARE(card.bodyHtml.count("picture-reveal"), 3); // not inside of the link, not for the refused one
        QVERIFY(card.bodyHtml.contains("role=\"group\" data-picture=\"1\""));
        QVERIFY(card.bodyHtml.contains("aria-label=\"Picture hidden: a cat\""));
        QVERIFY(card.bodyHtml.contains("aria-label=\"Reveal: a cat\""));
        QVERIFY(card.bodyHtml.contains("aria-label=\"Video, not played: a film\""));
        QCOMPARE(docket::test::auditHtml(card.bodyHtml, 1, 5), QString());
        options.labels.reveal.clear();
        QVERIFY(!renderCard("![a](a.png)", options).bodyHtml.contains("card://c/img"));
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
