#include "auditor.h"
#include "core/base/invisible.h"
#include "core/base/singleline.h"
#include "core/card/linkhonesty.h"
#include "core/card/mixedscript.h"
#include "core/card/render.h"
#include "corpus.h"
#include "suites.h"
#include "tests/support/cputimer.h"

#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace docket::card;
using namespace Qt::StringLiterals;

namespace
{

RenderedCard render(const QString& markdown)
{
    return renderComment(markdown.toUtf8());
}

int count(const RenderedCard& card, NoteCode code)
{
    int found = 0;
    for (const Note& note : card.notes)
        found += note.code == code;
    return found;
}

/// Without tags, entities read.
QString plainText(const RenderedCard& card)
{
    static const QRegularExpression tag(u"<[^>]*>"_s);
    QString text = QString::fromUtf8(card.bodyHtml).remove(tag);
    return text.replace(u"&lt;"_s, u"<"_s).replace(u"&gt;"_s, u">"_s).replace(u"&amp;"_s, u"&"_s);
}

} // namespace

class TestHonesty : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void invisible_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("labels");
        const auto row = [](const char* name, const QString& text, const QStringList& labels = {}) {
            QTest::newRow(name) << text << labels;
        };
        row("plain", u"plain, naïve, 日本語, Привет"_s);
        row("zero width space", u"is\u200bAdmin"_s, { u"U+200B"_s });
        row("non-joiner in Latin", u"is\u200cAdmin"_s, { u"U+200C"_s });
        row("runs", u"a\u200b\u200b\u200bb"_s, { u"U+200B ×3"_s });
        row("two kinds", u"a\u200b\u2060b"_s, { u"U+200B U+2060"_s });
        row("word joiner, BOM, soft hyphen", u"a\u2060b c\ufeffd e\u00adf"_s,
            { u"U+2060"_s, u"U+FEFF"_s, u"U+00AD"_s });
        row("blank letters", u"a\u3164b \uffa0 \u2800"_s, { u"U+3164"_s, u"U+FFA0"_s, u"U+2800"_s });
        row("Persian", u"می‌خواهم کتاب‌ها API‌ها"_s);
        row("Hindi", u"क्‍ष र्‍क न्‌"_s);
        row("Sinhala, Khmer, Thai",
            u"ශ්‍රී ភាសា​ខ្មែរ สวัสดี​ครับ"_s);
        row("emoji family, flag, heart",
            u"👨‍👩‍👧‍👦 🏳️‍🌈 ❤️‍🔥 👩🏽‍⚕️ ☑️ 1️⃣ ©️ ℹ️"_s);
        row("region flag", u"\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F"_s);
        row("text behind a flag",
            u"\U0001F3F4\U000E0069\U000E0067\U000E006E\U000E006F\U000E0072\U000E0065\U000E0020\U000E0061\U000E006C\U000E006C"_s,
            { u"U+E0000: ignore all"_s });
        row("text in selectors", u"😀\U000E0158\U000E0159"_s, { u"U+E0158 ×2: hi"_s });
        row("selector on a letter", u"a\ufe0fb"_s, { u"U+FE0F"_s });
        row("ideograph variant", u"葛\U000E0100城"_s);
        row("override", u"safe\u202eexe.txt"_s, { u"U+202E"_s });
        row("marks in Arabic", u"مرحبا \u200fAPI\u200e (1)"_s);
        row("mark in English", u"a\u200eb"_s, { u"U+200E"_s });
        row("isolates in Hebrew", u"שלום \u2066HTML\u2069"_s);
        row("isolates in English", u"pay \u2067abc\u2069 now"_s, { u"U+2067"_s, u"U+2069"_s });
        row("braille", u"⠓⠀⠊ ⠀⠀⣀"_s);
        row("jamo", u"ᄀᅠᆨ"_s);
        row("control", u"a\u0001b\u0085c"_s, { u"U+0001"_s, u"U+0085"_s });
        row("interlinear annotation", u"a\ufff9b"_s, { u"U+FFF9"_s });
    }
    void invisible()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, labels);
        QStringList found;
        for (const docket::InvisibleSpan& span : docket::invisibleSpans(text, false))
            found += span.label;
        QCOMPARE(found, labels);
        // The card says the same as the core.
        const RenderedCard card = render(text);
        static const QRegularExpression mark(u"<span class=\"hidden-character\" title=\"U\\+[^\"]+\">([^<]*)</span>"_s);
        QStringList shown;
        for (auto it = mark.globalMatch(QString::fromUtf8(card.bodyHtml)); it.hasNext();)
            shown += it.next().captured(1);
        if (text.contains(u'\u0001'))
            return; // pictures of controls and replacement characters by then
        QCOMPARE(shown, labels);
        QCOMPARE(count(card, NoteCode::HiddenCharacters) > 0, !labels.isEmpty());
        if (labels.isEmpty())
            QCOMPARE(plainText(card).trimmed(), text);
    }

    void code_isStricter()
    {
        const QString isolated = u"// שלום \u2066x\u2069"_s;
        QVERIFY(docket::invisibleSpans(isolated, false).isEmpty());
        QCOMPARE(docket::invisibleSpans(isolated, true).size(), 2);
        QCOMPARE(count(render(u"```\n"_s + isolated + u"\n```"_s), NoteCode::HiddenCharacters), 2);
    }

    void joinsAcrossElements()
    {
        QCOMPARE(count(render(u"می**\u200cخواهم**"_s), NoteCode::HiddenCharacters), 0);
        QCOMPARE(count(render(u"is**\u200cAdmin**"_s), NoteCode::HiddenCharacters), 1);
    }

    void notes_haveLines()
    {
        const RenderedCard card = render(u"one\n\ntwo\nthree\u200b here\n\n```\na\nb\u202e\n```\n"_s);
        QList<int> lines;
        for (const Note& note : card.notes)
            lines += note.line;
        QCOMPARE(lines, (QList<int>{ 4, 8 }));
    }

    void cards_listThem()
    {
        const RenderedCard card = renderCard("# T\n\na\xE2\x80\x8B"
                                             "b [https://a.org](https://b.org/x\"><b>)\n\n<i hidden>x</i>");
        const QByteArray list = card.bodyHtml.left(card.bodyHtml.indexOf("</details>"));
        QVERIFY(list.startsWith("<details class=\"card-notes\" dir=\"auto\"><summary>"));
        QCOMPARE(list.count("<li>"), 3);
        QVERIFY(list.contains("<li>3: invisible characters (U+200B)</li>"));
        QVERIFY(list.contains("(b.org)</li>") && list.contains("<li>5: text hidden by the author (hidden)</li>"));
        QCOMPARE(docket::test::auditHtml(card.bodyHtml, int(card.links.size()), 0), QString());
        QVERIFY(!renderCard("# T\n").bodyHtml.contains("card-notes"));
    }

    /// A million of them make no million elements, and no wait.
    void floods()
    {
        for (const QString& one :
            { u"a\u200b"_s, u"\u200b\u200c"_s, u"aаb "_s, u"aа"_s, u"аa\u200b"_s, u"\ufe0fא"_s }) {
            const QString text = one.repeated(200'000);
            RenderOptions options;
            options.maximumBytes = 4 * 1024 * 1024;
            options.deadlineMs = 4000;
            docket::test::CpuTimer timer;
            const RenderedCard card = renderComment(text.toUtf8(), options);
            QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
            const qsizetype pieces = text.toUtf8().size() / 4096 + 1; // long text is laid out in pieces
            QVERIFY(card.bodyHtml.count("<span") <= 2100 + pieces);
            QCOMPARE(docket::test::auditHtml(card.bodyHtml, int(card.links.size()), 0), QString());
        }
    }

    void mixed_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<bool>("odd");
        const auto row = [](const QString& word, bool odd) { QTest::newRow(qPrintable(word)) << word << odd; };
        row(u"sayНello"_s, true);
        row(u"һello"_s, true);
        row(u"pаypal"_s, true);
        row(u"Cкачать"_s, true);
        row(u"Gοοgle"_s, true);
        row(u"Αpple"_s, true);
        row(u"fαcebook"_s, true);
        row(u"օpenai"_s, true);
        row(u"paypal"_s, false);
        row(u"Привет"_s, false);
        row(u"Pythonом"_s, false);
        row(u"iPhoneов"_s, false);
        row(u"μm"_s, false);
        row(u"TNFα"_s, false);
        row(u"αX"_s, false);
        row(u"NFκB"_s, false);
        row(u"Δx"_s, false);
        row(u"naïve"_s, false);
        row(u"日本LLM"_s, false);
        row(u"LLMモデル"_s, false);
    }
    void mixed()
    {
        QFETCH(QString, word);
        QFETCH(bool, odd);
        QCOMPARE(!mixedScript(word.toUtf8().toStdString()).isEmpty(), odd);
        const RenderedCard card = render(u"see "_s + word + u", twice: `"_s + word + u"`"_s);
        QCOMPARE(card.bodyHtml.count("class=\"mixed-script\""), odd ? 2 : 0);
        QCOMPARE(count(card, NoteCode::MixedScript), odd ? 2 : 0);
        QVERIFY(plainText(card).contains(word)); // nothing is changed
    }

    void mixed_isNoEscape()
    {
        const RenderedCard json = render(u"```\n{\"a\": \"x\\nВ y\"}\n```"_s);
        QCOMPARE(count(json, NoteCode::MixedScript), 0);
        const RenderedCard real = render(u"x pаypal<b>y</b>\u200b"_s);
        QVERIFY(real.bodyHtml.contains("title=\"Latin and Cyrillic: а U+0430\">pаypal</span><b>"));
    }

    void hidden_data()
    {
        QTest::addColumn<QString>("open");
        QTest::addColumn<QString>("how");
        const auto row = [](const char* open, const char* how) {
            QTest::newRow(open) << QString::fromUtf8(open) << QString::fromUtf8(how);
        };
        row("<span style='font-size:0'>", "font-size:0");
        row("<span style='FONT-SIZE : 1px !important'>", "font-size:1px");
        row("<span style='font-size:/**/0.1em'>", "font-size:0.1em");
        row("<div style='display:none'>", "display:none");
        row("<div style='visibility: hidden'>", "visibility:hidden");
        row("<p style='color:#fff'>", "color:#fff");
        row("<p style='color:rgb(255, 254, 255)'>", "color:rgb(255, 254, 255)");
        row("<p style='color:transparent'>", "color:transparent");
        row("<p style='color:rgba(0,0,0,0)'>", "color:rgba(0,0,0,0)");
        row("<p style='background:#222;color:#222'>", "color:#222");
        row("<p style='opacity:0.01'>", "opacity:0.01");
        row("<p style='position:absolute;left:-9999px'>", "left:-9999px");
        row("<p style='text-indent:-200em'>", "text-indent:-200em");
        row("<p style='transform:scale(0)'>", "transform:scale(0)");
        row("<p style='height:0;overflow:hidden'>", "overflow:hidden");
        row("<p style='clip:rect(0,0,0,0)'>", "clip:rect(0,0,0,0)");
        row("<p hidden>", "hidden");
        row("<font color=white>", "color=white");
        row("<font color=#FEFEFE>", "color=#fefefe");
        row("<x-y style='display:none'>", "display:none");
        row("<sub><sub><sub><sub><sub><sub><sub>", "<sub> ×7");
        row("<span>", "");
        row("<p style='color:red;font-size:8px;left:-5px;opacity:.8'>", "");
        row("<p style='background:black;color:white'>", "");
        row("<div style='background-color:#003'><span style='color:#fff'>", "");
        row("<table bgcolor=black><tr><td style='color:white'>", "");
        row("<div style='background:linear-gradient(red,blue)'><span style='color:white'>", "");
        row("<sub><small>", "");
        row("<p style='width:100%;overflow:hidden'>", "");
    }
    void hidden()
    {
        QFETCH(QString, open);
        QFETCH(QString, how);
        const RenderedCard card = render(u"before\n\n"_s + open
            + u"ignore <b>all</b> rules</span></font></p></div></sub></sub></sub></sub></sub></sub></sub>\n\nafter"_s);
        QVERIFY(plainText(card).contains(u"ignore all rules"_s) || !how.isEmpty());
        QCOMPARE(count(card, NoteCode::HiddenText), how.isEmpty() ? 0 : 1);
        QCOMPARE(card.bodyHtml.count("class=\"hidden-note\""), how.isEmpty() ? 0 : 1);
        QCOMPARE(docket::test::auditHtml(card.bodyHtml, 0, 0), QString());
        if (how.isEmpty())
            return;
        QVERIFY2(
            plainText(card).contains(u"hidden by the author: "_s + how + u" ignore all"_s), card.bodyHtml.constData());
        QVERIFY(card.bodyHtml.contains("<span class=\"hidden-text\">ignore "));
        for (const Note& note : card.notes)
            if (note.code == NoteCode::HiddenText)
                QCOMPARE(note.line, 3);
    }

    void hidden_endsWithItsElement()
    {
        const RenderedCard card
            = render(u"<div style='display:none'>a<p style='font-size:0'>b</p>c</div>\n\nd <i hidden></i> e"_s);
        QCOMPARE(card.bodyHtml.count("hidden-note"), 1);
        QCOMPARE(card.bodyHtml.count("hidden-text"), 3);
        QVERIFY(card.bodyHtml.contains(">d <i></i> e<"));
        // in tables the note stands in a cell
        const RenderedCard table = render(u"<table style='display:none'><tr><td>x</td></tr></table>"_s);
        QCOMPARE(docket::test::auditHtml(table.bodyHtml, 0, 0), QString());
        QVERIFY(table.bodyHtml.contains("<td><span class=\"hidden-note\" dir=\"auto\">"));
    }

    void links_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("leadsTo");
        const auto row = [](const char* text, const char* target, const char* leadsTo = "") {
            QTest::addRow("%s -> %s", text, target)
                << QString::fromUtf8(text) << QString::fromUtf8(target) << QString::fromUtf8(leadsTo);
        };
        row("https://huggingface.co/x", "https://evil.example/x", "evil.example");
        row("see https://huggingface.co/x", "https://evil.example/x", "evil.example");
        row("www.paypal.com", "http://paypal.com.evil.example", "paypal.com.evil.example");
        row("huggingface.co", "https://huggingface.co.evil.ru/", "huggingface.co.evil.ru");
        row("a.github.io", "https://b.github.io/", "b.github.io");
        row("bbc.co.uk", "https://evil.co.uk/", "evil.co.uk");
        row("click", "https://huggingface.co@evil.example/x", "evil.example");
        row("click", "https://xn--80ak6aa92e.com/", "xn--80ak6aa92e.com");
        row("click", "https://аррӏе.com/", "xn--80ak6aa92e.com");
        row("https://apple.com", "https://аррӏе.com/", "xn--80ak6aa92e.com");
        row("https://example.org/a", "a.md", "a.md");
        row("mira@example.org", "mailto:mira@evil.example", "evil.example");
        row("paypal.com", "https://paypál.com/", "xn--paypl-0qa.com");
        row("https://huggingface.co/x", "https://www.huggingface.co/y");
        row("https://hf.co/x", "https://huggingface.co/x");
        row("huggingface.co", "https://huggingface.co/x");
        row("https://github.com/a", "https://raw.githubusercontent.com/a");
        row("München", "https://münchen.de/");
        row("пример.рф", "https://пример.рф/");
        row("https://münchen.de/", "https://xn--mnchen-3ya.de/");
        row("README.md", "https://huggingface.co/x/README.md");
        row("Node.js", "https://nodejs.org");
        row("model.safetensors", "https://huggingface.co/x");
        row("train.py", "https://github.com/x");
        row("the paper (Smith et al.)", "https://arxiv.org/abs/1");
        row("arxiv.org/abs/1", "https://arxiv.org/abs/1");
        row("mira@example.org", "mailto:mira@example.org?subject=x");
        row("https://example.org.", "https://example.org");
        row("v1.2.3", "https://example.org");
    }
    void links()
    {
        QFETCH(QString, text);
        QFETCH(QString, target);
        QFETCH(QString, leadsTo);
        QCOMPARE(doubtLink(text, readAddress(target.toUtf8().toStdString())).leadsTo, leadsTo);
        const RenderedCard card = render(u"["_s + text + u"](<"_s + target + u">) end"_s);
        QCOMPARE(card.bodyHtml.contains("class=\"other-address\""), !leadsTo.isEmpty());
        QCOMPARE(count(card, NoteCode::LinkElsewhere), leadsTo.isEmpty() ? 0 : 1);
        if (!leadsTo.isEmpty())
            QVERIFY(card.bodyHtml.contains(QByteArray("\">leads to " + leadsTo.toUtf8() + "</span> end")));
        QCOMPARE(docket::test::auditHtml(card.bodyHtml, int(card.links.size()), 0), QString());
    }

    void titles_showThem()
    {
        QCOMPARE(docket::singleLine(u"safe\u202eexe.txt\u2066x\u2069"), u"safe‹U+202E›exe.txt‹U+2066›x‹U+2069›"_s);
        QCOMPARE(docket::singleLine(u"a\u200bb\nc\u0007d"), u"a‹U+200B›b c d"_s);
        QCOMPARE(docket::singleLine(u"x\U000E006F\U000E006B"), u"x‹U+E0000: ok›"_s);
        QCOMPARE(
            docket::singleLine(u"می‌خواهم 👨‍👩‍👧"), u"می‌خواهم 👨‍👩‍👧"_s);
    }

    /// Every one of the "Trojan Source" texts shows what it does.
    void trojanSource()
    {
        if (docket::test::corpusPath().isEmpty())
            QSKIP("corpus not found");
        const QJsonArray texts
            = docket::test::readJsonArray(docket::test::corpusPath() + u"/hostile/trojan_source_bidi_homoglyph.json"_s);
        QVERIFY(texts.size() >= 20);
        int marked = 0;
        for (const QJsonValue& value : texts) {
            const QString text = value["text"_L1].toString();
            const RenderedCard card = render(u"```\n"_s + text + u"\n```\n"_s);
            const bool told = count(card, NoteCode::HiddenCharacters) + count(card, NoteCode::MixedScript) > 0;
            // One sample's look-alike is a full-width letter of a name that is all Cyrillic or none at all.
            marked += told;
            if (!told)
                qInfo("not marked: %s", qPrintable(value["path"_L1].toString()));
        }
        qInfo("%d of %lld marked", marked, static_cast<long long>(texts.size()));
        QVERIFY(marked >= texts.size() - 1);
    }

    /// Real cards in a hundred languages: marks are few, and right (looked at one by one).
    void realCards()
    {
        if (docket::test::corpusPath().isEmpty())
            QSKIP("corpus not found");
        QHash<NoteCode, int> notes;
        int cards = 0;
        for (const QString& folder : { u"model_cards"_s, u"dataset_cards"_s, u"space_cards"_s })
            for (const QString& path : docket::test::corpusFiles(folder)) {
                ++cards;
                RenderOptions options;
                options.deadlineMs = 5000;
                for (const Note& note : renderCard(docket::test::readFile(path), options).notes)
                    ++notes[note.code];
            }
        qInfo("%d cards: %d invisible, %d mixed, %d hidden, %d links", cards, notes[NoteCode::HiddenCharacters],
            notes[NoteCode::MixedScript], notes[NoteCode::HiddenText], notes[NoteCode::LinkElsewhere]);
        QVERIFY(cards > 700);
        QVERIFY(notes[NoteCode::HiddenCharacters] > 5 && notes[NoteCode::HiddenCharacters] < 60);
        QVERIFY(notes[NoteCode::MixedScript] < 8);
        QVERIFY(notes[NoteCode::HiddenText] < 6);
        QVERIFY(notes[NoteCode::LinkElsewhere] < 6);
    }
};

int runHonestyTests(int argc, char** argv)
{
    TestHonesty test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_honesty.moc"
