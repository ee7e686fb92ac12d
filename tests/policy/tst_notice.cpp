#include "core/policy/notice.h"
#include "suites.h"

#include <QFile>
#include <QTimeZone>

#include <rapidcheck.h>

using namespace docket;
using namespace docket::policy;
using namespace Qt::StringLiterals;

namespace
{

Anchor anchorOf(Anchor::Kind kind, const QString& path, const QString& quote)
{
    Anchor out;
    out.kind = kind;
    out.path = path;
    out.commit = u"1a2b3c4d5e6f"_s;
    out.quote = quote;
    return out;
}

void say(Checklist& list, const QString& id, AnswerValue value, QList<Anchor> evidence = {})
{
    Answer answer;
    answer.criterion = id;
    answer.value = value;
    answer.note = u"internal words of the reviewer"_s;
    answer.evidence = std::move(evidence);
    if (!list.setAnswer(answer))
        qFatal("no criterion %s", qPrintable(id));
}

Checklist listFor(const QString& key)
{
    return Checklist(builtInPacks(), { subjectOf(key), {}, false, {} });
}

NoticeInput inputFor(const QString& code)
{
    NoticeInput out;
    out.code = code;
    out.repoUrl = u"https://hub.example/acme/portrait"_s;
    out.pin = { u"1a2b3c4d5e6f"_s, u"README.md"_s, QString(64, u'a') };
    out.reason = u"The samples were reported by rita-42 and confirmed."_s;
    out.reporters = { u"rita-42"_s, u"data"_s };
    out.now = QDateTime(QDate(2026, 11, 22), QTime(9, 30), Qt::UTC);
    return out;
}

/// Compares with tests/policy/data/<name>; DOCKET_UPDATE_GOLDEN=1 writes it instead, for a person to read.
void compareGolden(const QString& name, const QString& text)
{
    QFile file(QStringLiteral(DOCKET_SOURCE_DIR "/tests/policy/data/") + name);
    if (qEnvironmentVariableIsSet("DOCKET_UPDATE_GOLDEN")) {
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text.toUtf8());
        return;
    }
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
    QCOMPARE(text, QString::fromUtf8(file.readAll()));
}

} // namespace

class NoticeTests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void golden_cardRequest()
    {
        Checklist list = listFor(u"model:acme/portrait"_s);
        Anchor lines
            = anchorOf(Anchor::Kind::CardText, u"README.md"_s, u"license: other\nAsk rita-42 for terms ```x```"_s);
        lines.lineStart = 3;
        lines.lineEnd = 4;
        say(list, u"MCQ-05"_s, AnswerValue::No, { lines });
        say(list, u"MCQ-09"_s, AnswerValue::No);
        say(list, u"CG-14"_s, AnswerValue::No);
        const auto notice = composeNotice(list, inputFor(u"D21"_s));
        QVERIFY(notice);
        QCOMPARE(notice->level, NoticeLevel::N1);
        QVERIFY(notice->isPublic);
        QCOMPARE(notice->withheld.size(), 1);
        compareGolden(u"notice-d21.md"_s, notice->markdown);
    }

    void golden_audienceTag()
    {
        Checklist list = listFor(u"model:acme/portrait"_s);
        Anchor file = anchorOf(Anchor::Kind::File, u"samples/`1`.png"_s, u"some explicit words"_s);
        say(list, u"CG-24"_s, AnswerValue::Yes, { file });
        say(list, u"MCQ-09"_s, AnswerValue::No); // does not permit D22, so it stays out
        const auto notice = composeNotice(list, inputFor(u"D22"_s));
        QVERIFY(notice);
        QVERIFY(!notice->markdown.contains(u"explicit words"_s)); // blurred material is not quoted
        compareGolden(u"notice-d22.md"_s, notice->markdown);
    }

    void golden_statement()
    {
        Checklist list = listFor(u"dataset:acme/people"_s);
        Anchor row = anchorOf(Anchor::Kind::Row, u"default/train"_s, u"Jane Doe, 1 Elm Street"_s);
        row.row = 17;
        row.column = u"address"_s;
        say(list, u"CG-26"_s, AnswerValue::Yes, { row });
        NoticeInput input = inputFor(u"D61"_s);
        input.automatedDetection = true;
        const auto notice = composeNotice(list, input);
        QVERIFY(notice);
        QCOMPARE(notice->level, NoticeLevel::N3);
        QVERIFY(!notice->isPublic);
        QVERIFY(!notice->markdown.contains(u"Elm Street"_s));
        QVERIFY(!notice->markdown.contains(u"rita-42"_s));
        compareGolden(u"notice-d61.md"_s, notice->markdown);
    }

    void levels_followTheVocabulary_data()
    {
        QTest::addColumn<QString>("code");
        for (const DecisionCode& code : builtInPacks().vocabulary().decisions)
            QTest::newRow(qPrintable(code.code)) << code.code;
    }

    // Every code: a text exactly where one is due, never accusing, never the reporter, never the reviewer's own notes.
    void levels_followTheVocabulary()
    {
        QFETCH(QString, code);
        const DecisionCode* decision = builtInPacks().decision(code);
        const bool forThreads = !(decision->appliesTo & Target::Model);
        Checklist list = listFor(forThreads ? u"model:acme/x#5"_s : u"model:acme/x"_s);
        say(list, forThreads ? u"CC-06"_s : u"CG-14"_s, AnswerValue::Yes,
            { anchorOf(Anchor::Kind::CardText, u"README.md"_s, u"@rita-42 and RITA-42 said so"_s) });
        const auto notice = composeNotice(list, inputFor(code));
        QVERIFY2(notice, notice ? "" : qPrintable(notice.error().text()));
        QCOMPARE(notice->level, decision->notice);
        const bool silent = decision->notice == NoticeLevel::N0 || decision->notice == NoticeLevel::N4;
        QCOMPARE(notice->markdown.isEmpty(), silent);
        QCOMPARE(notice->isPublic, decision->notice == NoticeLevel::N1);
        QVERIFY(!containsName(notice->markdown, { u"rita-42"_s }));
        QVERIFY(!notice->markdown.contains(u"internal words"_s));
        for (const QString& word : { u"guilty"_s, u"culprit"_s, u"offender"_s, u"you violated"_s, u"your violation"_s })
            QVERIFY(!notice->markdown.contains(word, Qt::CaseInsensitive));
        if (!silent)
            QVERIFY(notice->markdown.contains(u"no decision was automated"_s));
        if (decision->notice == NoticeLevel::N3)
            QVERIFY(
                notice->markdown.contains(u"safety@huggingface.co"_s) && notice->markdown.contains(u"six months"_s));
    }

    void closedChannel_givesNoPublicText()
    {
        Checklist list = listFor(u"model:acme/x"_s);
        say(list, u"CG-18"_s, AnswerValue::Unsure);
        say(list, u"MCQ-09"_s, AnswerValue::No);
        const auto notice = composeNotice(list, inputFor(u"D21"_s));
        QVERIFY(!notice);
        QVERIFY(notice.error().cause.contains(u"CG-18"_s));
        QVERIFY(composeNotice(list, inputFor(u"D50"_s))); // no text, so nothing can leak
        QVERIFY(!composeNotice(list, inputFor(u"D99"_s)));
        QVERIFY(!composeNotice(Checklist(), inputFor(u"D21"_s)));
    }

    void window_isASetting()
    {
        Checklist list = listFor(u"model:acme/x"_s);
        say(list, u"MCQ-09"_s, AnswerValue::No);
        NoticeInput input = inputFor(u"D21"_s);
        QVERIFY(composeNotice(list, input)->markdown.contains(u"25 November 2026, 09:30 UTC"_s)); // 72 hours
        input.windowHours = 24;
        QVERIFY(composeNotice(list, input)->markdown.contains(u"23 November 2026, 09:30 UTC"_s));
    }

    void names_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("found");
        const auto row = [](const char* text, const char* name, bool found) {
            QTest::addRow("%s / %s", text, name) << QString::fromUtf8(text) << QString::fromUtf8(name) << found;
        };
        row("as rita-42 wrote", "rita-42", true);
        row("as Rita-42, who", "rita-42", true);
        row("@rita-42", "rita-42", true);
        row("rita-42's report", "rita-42", true);
        row("(rita-42)", "rita-42", true);
        row("Thanks rita-42.", "rita-42", true);
        row("https://hub.example/rita-42", "rita-42", true);
        row("rita-42/model", "rita-42", false); // the owner's own repository
        row("rita-420", "rita-42", false);
        row("marita-42", "rita-42", false);
        row("the data shows", "data", false); // an everyday word
        row("thanks @data", "data", true);
        row("a.b", "a+b", false);
        row("a+b wrote", "a+b", true);
        row("nobody", "", false);
    }

    void names()
    {
        QFETCH(QString, text);
        QFETCH(QString, name);
        QFETCH(bool, found);
        QCOMPARE(containsName(text, { name }), found);
        QVERIFY(!containsName(withoutNames(text, { name }), { name }));
    }

    // Whatever is quoted stays inside its code block: it can neither mention, link nor mark up.
    void quotes_cannotEscape()
    {
        const bool held = rc::check("quotes stay quoted", [] {
            const QStringList pieces{ u"```"_s, u"`"_s, u"\n"_s, u"@everyone"_s, u"<script>"_s, u"# head"_s,
                u"rita-42"_s, u" "_s, u"text"_s, u"~~~"_s, u"[l](http://x)"_s };
            QString quote;
            const int count = *rc::gen::inRange(1, 25);
            for (int i = 0; i < count; ++i)
                quote += pieces[*rc::gen::inRange<qsizetype>(0, pieces.size())];
            Checklist list = listFor(u"model:acme/x"_s);
            say(list, u"MCQ-05"_s, AnswerValue::No, { anchorOf(Anchor::Kind::CardText, u"README.md"_s, quote) });
            const auto notice = composeNotice(list, inputFor(u"D21"_s));
            RC_ASSERT(notice.has_value());
            RC_ASSERT(!containsName(notice->markdown, { u"rita-42"_s }));
            // Follow the fences as CommonMark does: a block closes at a line of at least as many backticks alone.
            QString outside;
            qsizetype fence = 0;
            for (const QString& raw : notice->markdown.split(u'\n')) {
                const QString line = raw.trimmed();
                qsizetype ticks = 0;
                while (ticks < line.size() && line[ticks] == u'`')
                    ++ticks;
                if (fence == 0 && ticks >= 3)
                    fence = ticks;
                else if (fence > 0 && ticks >= fence && ticks == line.size())
                    fence = 0;
                else if (fence == 0)
                    outside += line + u'\n';
            }
            RC_ASSERT(fence == 0);
            RC_ASSERT(!outside.contains(u"@everyone"_s));
            RC_ASSERT(!outside.contains(u"<script>"_s));
            RC_ASSERT(outside.contains(u"no decision was automated"_s));
        });
        QVERIFY(held);
    }
};

std::unique_ptr<QObject> makeNoticeTests()
{
    return std::make_unique<NoticeTests>();
}

#include "tst_notice.moc"
