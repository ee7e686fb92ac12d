#include "auditor.h"
#include "core/card/address.h"
#include "core/card/render.h"
#include "core/card/sanitizer.h"
#include "corpus.h"
#include "suites.h"
#include "tests/support/cputimer.h"

#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <rapidcheck.h>

using namespace docket::card;
using namespace Qt::StringLiterals;

namespace
{

SafeHtml sanitize(const QByteArray& html)
{
    UnsafeHtml source;
    source.html = html.toStdString();
    SanitizerLimits limits;
    limits.deadline = docket::CpuDeadline(2000);
    return sanitizeHtml(source, limits, {}, nullptr);
}

QByteArray clean(const QByteArray& html)
{
    return QByteArray::fromStdString(sanitize(html).html);
}

QString audit(const RenderedCard& card)
{
    return docket::test::auditHtml(
        card.frontMatterHtml + card.bodyHtml, int(card.links.size()), int(card.pictures.size()));
}

} // namespace

class TestSanitizer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knownAnswers_data()
    {
        QTest::addColumn<QByteArray>("html");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* name, const QByteArray& html, const QByteArray& expected) {
            QTest::newRow(name) << html << expected;
        };
        row("plain", "<b>x</b> &amp; &lt;y>", "<b>x</b> &amp; &lt;y&gt;");
        row("handler", "<b onclick=alert(1) style=color:red class=x>x</b>", "<b>x</b>");
        row("script", "a<script>alert(1)</script>b", "ab");
        row("comment", "a<!-- <b> -->b<?pi?>c", "abc");
        row("foreign", "a<svg><b>x</b><p>y</svg>b", "ab");
        row("foreign style", "<math><mtext><style><img src=x onerror=1></style></mtext></math>z", "z");
        row("unknown", "<blink>a</blink><x-y>b</x-y>", "ab");
        row("section", "<section>a</section>", "<div>a</div>");
        row("id", "<p id=x>a</p><p id=x>b</p>", "<p id=\"user-content-x\">a</p><p id=\"user-content-x-1\">b</p>");
        row("fragment", "<a href='#x\"y'>a</a>", "<a href=\"#user-content-x&quot;y\">a</a>");
        row("cell outside of a table", "<td>a</td>", "a");
        row("list item outside of a list", "<li>a</li>", "<div>a</div>");
        row("spans", "<table><td colspan=9999 rowspan=0>a</table>",
            "<table><tbody><tr><td colspan=\"100\">a</td></tr></tbody></table>");
        row("code class", "<code class='x language-a-b language-\"'>a</code>", "<code class=\"language-a-b\">a</code>");
        row("newline after pre", "<pre>\n\nx</pre>", "<pre>\n\nx</pre>");
        row("link in link", "<a href=x>a<table><td><a href=y>b</a></table></a>",
            "<a href=\"card://c/link/1\">a<table><tbody><tr><td>b</td></tr></tbody></table></a>");
        row("check box", "<input type=checkbox onclick=1 checked><input type=text value=x>",
            "<input type=\"checkbox\" disabled checked>");
        row("form", "<form action=//e><button>b</button></form>", "<div>b</div>");
        row("line forged", "<p data-line=7 data-picture=1>x</p>", "<p>x</p>");
        row("template", "<template><b>x</b></template>y", "y");
        row("noscript", "<noscript><p title=\"</noscript><img src=x>\">", "");
        row("override",
            "a\xE2\x80\xAE"
            "b",
            "a<span class=\"hidden-character\" title=\"U+202E RIGHT-TO-LEFT OVERRIDE\">U+202E</span>b");
    }
    void knownAnswers()
    {
        QFETCH(QByteArray, html);
        QTEST(clean(html), "expected");
    }

    void addresses_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("kind");
        const auto row
            = [](const char* value, AddressKind kind) { QTest::newRow(value) << QByteArray(value) << int(kind); };
        row("https://a/b", AddressKind::Web);
        row(" \x01HTTP://a", AddressKind::Web);
        row("java\tscr\nipt:alert(1)", AddressKind::Refused);
        row("JaVaScRiPt:1", AddressKind::Refused);
        row("\x0cjavascript:1", AddressKind::Refused);
        row("vbscript:1", AddressKind::Refused);
        row("file:///etc/passwd", AddressKind::Refused);
        row("card://c/link/1", AddressKind::Refused);
        row("data:text/html,x", AddressKind::Refused);
        row("data:image/svg+xml,<svg>", AddressKind::Refused);
        row("data:image/png;base64,AA", AddressKind::EmbeddedPicture);
        row("data:image/pngx,AA", AddressKind::Refused);
        row("a/b:c", AddressKind::Relative);
        row("//host/x", AddressKind::Relative);
        row("./a.png", AddressKind::Relative);
        row("#x", AddressKind::Fragment);
        row("mailto:a@b", AddressKind::Mail);
        row("", AddressKind::Empty);
        row(":x", AddressKind::Relative);
    }
    void addresses()
    {
        QFETCH(QByteArray, value);
        QFETCH(int, kind);
        QCOMPARE(int(readAddress(value.toStdString()).kind), kind);
    }

    void host_isNotWhatStandsBeforeTheAt()
    {
        QCOMPARE(addressHost(readAddress("https://huggingface.co@evil.example/x")), std::string("evil.example"));
        QCOMPARE(addressHost(readAddress("//evil.example:8/x")), std::string("evil.example:8"));
        QCOMPARE(addressHost(readAddress("pics/a.png")), std::string());
    }

    void combiningMarks_areClamped()
    {
        const SafeHtml out = sanitize("a" + QByteArray("\xCC\x81").repeated(200'000));
        QVERIFY(out.html.size() < 3000);
        QCOMPARE(out.notes.size(), 1);
        QCOMPARE(out.notes[0].code, NoteCode::MarksClamped);
        // across elements too
        QVERIFY(clean("a" + QByteArray("<b>\xCC\x81</b>").repeated(100)).count("\xCC\x81") <= 16);
        // Devanagari, Thai and Arabic text stays whole
        const QByteArray words = "\xE0\xA4\xB9\xE0\xA4\xBF\xE0\xA4\xA8\xE0\xA5\x8D\xE0\xA4\xA6\xE0\xA5\x80";
        QCOMPARE(clean(words), words);
    }

    void hiddenPrompt_isShown()
    {
        QByteArray tags;
        for (const char c : QByteArray("obey"))
            tags += QByteArray("\xF3\xA0\x81") + static_cast<char>(0x80 + (c & 0x3F));
        QVERIFY(clean("a" + tags + "b").endsWith(">U+E0000: obey</span>b"));
    }

    /// Inputs that crash or stall Gumbo on its own (rendering.md 3): an answer within the deadline, or a reason.
    void bombs_data()
    {
        QTest::addColumn<QByteArray>("html");
        QTest::newRow("nested tables") << QByteArray("<table><td>").repeated(100'000);
        QTest::newRow("nested bold") << QByteArray("<b>").repeated(300'000);
        QTest::newRow("nested svg") << QByteArray("<svg>").repeated(300'000);
        QTest::newRow("nested div") << QByteArray("<div>").repeated(100'000);
        QTest::newRow("fonts") << [] {
            QByteArray out;
            for (int i = 0; i < 30'000; ++i)
                out += "<font color=" + QByteArray::number(i) + '>';
            return out;
        }();
        QTest::newRow("attributes") << [] {
            QByteArray out = "<p ";
            for (int i = 0; i < 100'000; ++i)
                out += 'a' + QByteArray::number(i) + "=1 ";
            return out;
        }();
        QTest::newRow("headings in divs") << QByteArray("<h1><div>").repeated(50'000);
        QTest::newRow("same id") << QByteArray("<p id=x>").repeated(15'000);
        QTest::newRow("spans") << "<table>" + QByteArray("<td colspan=1000 rowspan=65534>").repeated(1000);
        QTest::newRow("select in table") << QByteArray("<table><select>").repeated(50'000);
        QTest::newRow("links") << QByteArray("<a href=x>").repeated(100'000);
    }
    void bombs()
    {
        QFETCH(QByteArray, html);
        docket::test::CpuTimer timer;
        const SafeHtml out = sanitize(html);
        QVERIFY2(timer.elapsed() < 4000, qPrintable(QString::number(timer.elapsed()) + u" ms"_s));
        if (out.refused)
            QVERIFY(!out.notes.isEmpty());
        const QString fault = docket::test::auditHtml(
            QByteArray::fromStdString(out.html), int(out.links.size()), int(out.pictures.size()));
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
    }

    void corpus_payloads()
    {
        if (docket::test::corpusPath().isEmpty())
            QSKIP("corpus not found");
        const auto all = docket::test::hostilePayloads();
        QVERIFY(all.size() > 3900);
        for (const auto& [name, payload] : all) {
            // As a card, as a comment, as raw HTML, within an attribute, as metadata.
            const QList<QByteArray> forms{ payload, "<div>" + payload + "</div>", "<p title=\"" + payload + "\">x",
                "---\nlicense: \"" + payload + "\"\ntags:\n- " + payload + "\n---\n# " + payload,
                "![" + payload + "](" + payload + " \"" + payload + "\")\n\n```" + payload + "\n" + payload };
            for (const QByteArray& form : forms) {
                const RenderedCard card = renderCard(form);
                QVERIFY2(!card.refused, qPrintable(name));
                const QString fault = audit(card);
                QVERIFY2(
                    fault.isEmpty(), qPrintable(name + u": "_s + fault + u"\n"_s + QString::fromUtf8(card.bodyHtml)));
            }
        }
    }

    /// Where DOMPurify's fixtures name accepted outputs: our text holds every word of (one of) them that does not stand
    /// in an element which we leave out by policy.
    void acceptedOutputs_keepTheirText()
    {
        if (docket::test::corpusPath().isEmpty())
            QSKIP("corpus not found");
        const QJsonArray fixtures
            = docket::test::readJsonArray(docket::test::corpusPath() + u"/hostile/dompurify_expect.json"_s);
        QVERIFY(fixtures.size() > 100);
        const auto words
            = [](const QString& text) { return text.split(QRegularExpression(u"\\s+"_s), Qt::SkipEmptyParts); };
        int withText = 0;
        for (const QJsonValue& fixture : fixtures) {
            const QString harmlessHere = docket::test::textOf(fixture["payload"_L1].toString().toUtf8());
            const QString ours = docket::test::textOf(clean(fixture["payload"_L1].toString().toUtf8()));
            const QJsonValue expected = fixture["expected"_L1];
            const QJsonArray accepted = expected.isArray() ? expected.toArray() : QJsonArray{ expected };
            QString missing;
            for (const QJsonValue& one : accepted) {
                missing.clear();
                const QStringList harmless = words(docket::test::textOf(one.toString().toUtf8()));
                withText += !harmless.isEmpty() && one == accepted.first();
                for (const QString& word : harmless)
                    if (!ours.contains(word) && harmlessHere.contains(word))
                        missing += word + u' ';
                if (missing.isEmpty())
                    break;
            }
            QVERIFY2(missing.isEmpty(),
                qPrintable(fixture["title"_L1].toString() + u": lost \""_s + missing + u"\" of "_s
                    + fixture["payload"_L1].toString()));
        }
        qInfo("%lld fixtures, %d with text", static_cast<long long>(fixtures.size()), withText);
        QVERIFY(withText > 30);
    }

    void auditor_findsWhatItMust()
    {
        for (const QByteArray& bad : { QByteArray("<script>x</script>"), QByteArray("<b onclick=\"x\">x</b>"),
                 QByteArray("<img src=\"x\">"), QByteArray("<a href=\"https://x\">x</a>"), QByteArray("<!-- x -->"),
                 QByteArray("<svg></svg>"), QByteArray("a > b"), QByteArray("<p style=\"x\">x</p>"), QByteArray("<b>x"),
                 QByteArray("<a href=\"card://c/link/9\">x</a>"), QByteArray("<td>x</td>"), QByteArray("&copy") })
            QVERIFY2(!docket::test::auditHtml(bad, 1, 1).isEmpty(), bad.constData());
        QCOMPARE(docket::test::auditHtml("<p data-line=\"1\">a &amp; b</p>", 0, 0), QString());
    }

    void property_randomHtml()
    {
        const QList<QByteArray> words{ "<b>", "</b>", "<table>", "</table>", "<tr>", "<td>", "</td>", "<caption>",
            "<svg>", "</svg>", "<math>", "<mtext>", "<mglyph>", "<style>", "</style>", "<script>", "</script>",
            "<select>", "<option>", "<template>", "</template>", "<noscript>", "</noscript>", "<p>", "</p>",
            "<a href=javascript:1>", "<a href='https://x/\"y'>", "</a>", "<img src=x onerror=1 alt='\"><script>'>",
            "<li>", "<ul>", "</ul>", "<ol start=3>", "<form>", "<input type=checkbox>", "<textarea>", "</textarea>",
            "<title>", "</title>", "<plaintext>", "<pre>\n", "</pre>", "<code class=language-x>", "</code>",
            "<h1 id=x>", "</h1>", "<details open>", "<summary>", "</details>", "<!--", "-->", "<![CDATA[", "]]>",
            "<annotation-xml encoding=text/html>", "<foreignObject>", "<p title=\"", "\">", "'", "\"", "&lt;", "&#x3c;",
            "&#0;", "&", "<", ">", "text ", "\n\n", "\n", "- ", "> ", "```\n", "| a | b |\n|--|--|\n", "[x](", ")",
            "![", "](y)", "$x$", "**", "`", "\xE2\x80\xAE", "\xCC\x81", "\xFF", "<frameset>", "<frame>", "<colgroup>",
            "<col span=999>", "<ruby>", "<rt>", "<dl>", "<dd>", "<figure>", "<figcaption>", "<center>", "<font>",
            "<iframe src=//e>", "</iframe>", "<object data=x>", "<video src=x>", "<xmp>", "</xmp>", "<body onload=1>",
            "<html onload=1>", "<isindex>", "<image src=x>", "<nobr>", "<br/>", "</br>", "<hr>", "<marquee>",
            "<button>", "<applet>", "<desc>", "\x01", std::string("\0", 1).c_str() };
        const bool holds = rc::check("what is rendered passes the audit", [&] {
            const auto picks = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, int(words.size())));
            QByteArray html;
            for (const int pick : picks)
                html += words[pick];
            const RenderedCard card = renderCard(html);
            const QString fault = audit(card);
            if (!fault.isEmpty())
                RC_FAIL(
                    QString(fault + u" in "_s + QString::fromUtf8(html) + u" -> "_s + QString::fromUtf8(card.bodyHtml))
                        .toStdString());
        });
        QVERIFY(holds);
    }

    void property_randomBytes()
    {
        const bool holds = rc::check("any bytes render", [] {
            const auto bytes = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
            const RenderedCard card = renderCard(QByteArrayView(bytes.data(), qsizetype(bytes.size())));
            const QString fault = audit(card);
            if (!fault.isEmpty())
                RC_FAIL(fault.toStdString());
        });
        QVERIFY(holds);
    }
};

int runSanitizerTests(int argc, char** argv)
{
    TestSanitizer test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_sanitizer.moc"
