#include "core/policy/checklist.h"
#include "suites.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <rapidcheck.h>

using namespace docket;
using namespace docket::policy;
using namespace Qt::StringLiterals;

namespace
{

Checklist checklistFor(const QString& key, QList<Allegation> allegations = {}, QList<AutomaticHint> hints = {})
{
    return Checklist(builtInPacks(), { subjectOf(key), allegations, false, hints });
}

Answer answerOf(const QString& id, AnswerValue value, QList<Anchor> evidence = {})
{
    Answer out;
    out.criterion = id;
    out.value = value;
    out.evidence = evidence;
    return out;
}

Anchor passage()
{
    Anchor out;
    out.path = u"README.md"_s;
    out.commit = u"1a2b3c4d"_s;
    out.lineStart = 12;
    out.lineEnd = 14;
    out.quote = u"trained on leaked data"_s;
    return out;
}

QString textOf(const std::string& bytes)
{
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

} // namespace

class ChecklistTests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCriterion_standsOnce_data()
    {
        QTest::addColumn<QString>("key");
        for (const char* key : { "model:a/b", "dataset:a/b", "space:a/b", "model:a/b#4" })
            QTest::newRow(key) << QString::fromLatin1(key);
    }

    void everyCriterion_standsOnce()
    {
        QFETCH(QString, key);
        const Checklist list = checklistFor(key, { Allegation::Ethical, Allegation::Legal });
        const Targets targets = targetsOf(subjectOf(key));
        QSet<QString> expected;
        for (const Pack* pack : builtInPacks().packsFor(subjectOf(key))) {
            for (const Section& section : pack->sections) {
                for (const Criterion& criterion : section.criteria) {
                    if (criterion.appliesTo & targets)
                        expected += criterion.id;
                }
            }
        }
        QSet<QString> seen;
        for (const ChecklistItem& item : list.items()) {
            QVERIFY2(!seen.contains(item.criterion->id), qPrintable(item.criterion->id));
            seen += item.criterion->id;
        }
        QCOMPARE(seen, expected);
        QCOMPARE(list.progress(), (Progress{ 0, static_cast<int>(expected.size()) }));
    }

    void alleged_comesFirst()
    {
        AutomaticHint hint{ u"CG-24"_s, u"nfaa-missing"_s, u"t"_s, u"tags"_s };
        const Checklist list = checklistFor(u"model:a/b"_s, { Allegation::Ethical }, { hint });
        const ChecklistGroup& first = list.groups().first();
        QCOMPARE(first.id, u"alleged"_s);
        QCOMPARE(first.items.first().criterion->id, u"CG-24"_s); // hinted before graver ones
        QCOMPARE(first.items.first().hints.size(), 1);
        QCOMPARE(first.items[1].criterion->severity, Severity::S4);
        for (const ChecklistItem& item : first.items) {
            QCOMPARE(item.relevance, Relevance::Alleged);
            QVERIFY(item.criterion->allegations.contains(Allegation::Ethical));
        }
        for (qsizetype i = 1; i < list.groups().size(); ++i) {
            for (const ChecklistItem& item : list.groups()[i].items)
                QVERIFY(!item.criterion->allegations.contains(Allegation::Ethical));
        }
        // Without an allegation the sections come in the order of the packs.
        QCOMPARE(checklistFor(u"model:a/b"_s).groups().first().id, u"hf-content/law"_s);
        QCOMPARE(checklistFor(u"model:a/b#1"_s, { Allegation::Other }).groups().first().items.first().criterion->id,
            u"CC-11"_s);
    }

    void hintsNeverAnswer()
    {
        AutomaticHint hint{ u"CG-17"_s, u"minor-sexual-words"_s, u"t"_s, u"tags"_s };
        const Checklist list = checklistFor(u"model:a/b"_s, {}, { hint });
        QVERIFY(list.answers().isEmpty());
        QCOMPARE(list.outcome(u"CG-17"), Outcome::Open);
        QVERIFY(!list.severity());
        // Only the most protective of hints changes what is shown.
        QCOMPARE(list.viewing(), Viewing::Blocked);
        QCOMPARE(checklistFor(u"model:a/b"_s).viewing(), Viewing::Normal);
    }

    /// What closes the pictures of a case, and what opens them again.
    void viewing_namesItsCriterion()
    {
        const AutomaticHint hint{ u"CG-17"_s, u"minor-sexual-words"_s, u"t"_s, u"report #4"_s };
        Checklist list = checklistFor(u"model:a/b"_s, { Allegation::Restricted }, { hint });
        ViewingRule rule = list.viewingRule();
        QCOMPARE(rule.viewing, Viewing::Blocked);
        QCOMPARE(rule.criterion, u"CG-17"_s);
        QVERIFY(rule.to.contains(Desk::ChildSafety));
        QVERIFY(rule.alleged && !rule.mayShowMedia());
        // A person's answer decides, either way.
        QVERIFY(list.setAnswer(answerOf(u"CG-17"_s, AnswerValue::No)));
        QCOMPARE(list.viewingRule(), ViewingRule());
        QVERIFY(list.viewingRule().mayShowMedia());
        for (const AnswerValue value : { AnswerValue::Yes, AnswerValue::Unsure }) {
            QVERIFY(list.setAnswer(answerOf(u"CG-17"_s, value)));
            rule = list.viewingRule();
            QVERIFY(rule.viewing == Viewing::Blocked && !rule.alleged);
        }
        // The strictest binds; one that is only blurred stays visible.
        QVERIFY(list.setAnswer(answerOf(u"CG-22"_s, AnswerValue::Yes)));
        QCOMPARE(list.viewingRule().criterion, u"CG-17"_s);
        list.clearAnswer(u"CG-17");
        Checklist careful = checklistFor(u"model:a/b"_s);
        QVERIFY(careful.setAnswer(answerOf(u"CG-22"_s, AnswerValue::Yes)));
        QCOMPARE(careful.viewingRule().criterion, u"CG-22"_s);
        QVERIFY(careful.viewingRule().mayShowMedia());
        // A report's category alone covers far more than what must not be seen.
        QVERIFY(checklistFor(u"model:a/b"_s, { Allegation::Restricted }).viewingRule().mayShowMedia());
        QCOMPARE(viewingRule({}), ViewingRule());
    }

    void outcome_followsPolarity_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("row");
        for (const char* row :
            { "model:a/b CG-24 yes violation", "model:a/b CG-24 no clear", "model:a/b CG-24 unsure unsure",
                "model:a/b CG-24 not-applicable not-applicable", "model:a/b MCQ-05 no gap",
                "model:a/b MCQ-05 yes clear", "model:a/b MCQ-05 unsure unsure", "model:a/b#1 CC-13 yes noted",
                "model:a/b#1 CC-13 no noted", "model:a/b#1 CC-13 not-applicable not-applicable" })
            QTest::newRow(row) << QString::fromLatin1(row).section(u' ', 0, 0)
                               << QString::fromLatin1(row).section(u' ', 1);
    }

    void outcome_followsPolarity()
    {
        QFETCH(QString, key);
        QFETCH(QString, row);
        const QStringList cells = row.split(u' ');
        Checklist list = checklistFor(key);
        QCOMPARE(list.outcome(cells[0]), Outcome::Open);
        QVERIFY(list.setAnswer(answerOf(cells[0], *answerValueFromName(cells[1]))));
        QCOMPARE(outcomeName(list.outcome(cells[0])), cells[2]);
        QCOMPARE(list.withOutcome(list.outcome(cells[0])).size(), 1);
    }

    void severity_isTheHighestFound()
    {
        Checklist list = checklistFor(u"model:a/b"_s);
        QVERIFY(list.setAnswer(answerOf(u"MCQ-02"_s, AnswerValue::No)));
        QCOMPARE(list.severity(), std::optional(Severity::S1));
        QVERIFY(list.setAnswer(answerOf(u"CG-14"_s, AnswerValue::Yes)));
        QCOMPARE(list.severity(), std::optional(Severity::S3));
        QVERIFY(list.setAnswer(answerOf(u"CG-18"_s, AnswerValue::Unsure))); // doubt is no finding
        QCOMPARE(list.severity(), std::optional(Severity::S3));
        QCOMPARE(list.viewing(), Viewing::Blurred); // but it protects the viewer
        list.clearAnswer(u"CG-14");
        QCOMPARE(list.severity(), std::optional(Severity::S1));
    }

    void evidence_isRequiredOrExplained()
    {
        Checklist list = checklistFor(u"model:a/b"_s);
        QVERIFY(list.setAnswer(answerOf(u"CG-24"_s, AnswerValue::No)));
        QVERIFY(list.check().isEmpty()); // nothing asserted
        QVERIFY(list.setAnswer(answerOf(u"CG-24"_s, AnswerValue::Yes)));
        QCOMPARE(list.check().size(), 1);
        QCOMPARE(list.check().first().thing, u"CG-24"_s);
        Answer reasoned = answerOf(u"CG-24"_s, AnswerValue::Yes);
        reasoned.noEvidence = u"the whole repository is meant"_s;
        QVERIFY(list.setAnswer(reasoned));
        QVERIFY(list.check().isEmpty());
        QVERIFY(list.setAnswer(answerOf(u"CG-24"_s, AnswerValue::Yes, { passage() })));
        QVERIFY(list.check().isEmpty());
        QVERIFY(list.setAnswer(answerOf(u"MCQ-02"_s, AnswerValue::No))); // absence has no place to point at
        QVERIFY(list.check().isEmpty());
        // What must not be seen must not be quoted.
        QVERIFY(list.setAnswer(answerOf(u"CG-17"_s, AnswerValue::Yes, { passage() })));
        QCOMPARE(list.check().size(), 1);
        Anchor bare = passage();
        bare.quote.clear();
        QVERIFY(list.setAnswer(answerOf(u"CG-17"_s, AnswerValue::Yes, { bare })));
        QVERIFY(list.check().isEmpty());
    }

    void progress_counts()
    {
        Checklist list = checklistFor(u"model:a/b#1"_s);
        const QList<ChecklistItem> items = list.items();
        QCOMPARE(list.nextOpen({}), items[0].criterion->id);
        QVERIFY(list.setAnswer(answerOf(items[0].criterion->id, AnswerValue::No)));
        QVERIFY(list.setAnswer(answerOf(items[2].criterion->id, AnswerValue::No)));
        QCOMPARE(list.progress().answered, 2);
        QCOMPARE(list.progress().text(), u"2 of %1 answered"_s.arg(items.size()));
        QCOMPARE(list.nextOpen(items[0].criterion->id), items[1].criterion->id);
        QCOMPARE(list.nextOpen(items[1].criterion->id), items[3].criterion->id);
        QCOMPARE(list.nextOpen(items.last().criterion->id), items[1].criterion->id); // wraps round
        for (const ChecklistItem& item : items)
            QVERIFY(list.setAnswer(answerOf(item.criterion->id, AnswerValue::NotApplicable)));
        QVERIFY(list.nextOpen({}).isEmpty());
        QVERIFY(!list.setAnswer(answerOf(u"DCQ-01"_s, AnswerValue::No))); // not asked about a thread
        QVERIFY(!list.setAnswer(answerOf(u"NO-1"_s, AnswerValue::No)));
    }

    void assessments_roundTrip()
    {
        Checklist list = checklistFor(u"model:a/b"_s);
        Answer first = answerOf(u"CG-24"_s, AnswerValue::Yes, { passage() });
        first.confidence = Confidence::High;
        first.note = u"Ünïcode, \"quotes\""_s;
        QVERIFY(list.setAnswer(first));
        QVERIFY(list.setAnswer(answerOf(u"MCQ-02"_s, AnswerValue::Unsure)));
        const Pin pin{ u"1a2b3c4d"_s, u"README.md"_s, QString(64, u'a') };
        const QList<Assessment> parts = list.assessments(pin);
        QCOMPARE(parts.size(), 2);
        QCOMPARE(parts[0].pack, u"hf-content@2025.04.10-r1"_s);
        QCOMPARE(parts[0].packSha256.size(), 64);

        QJsonArray file;
        for (const Assessment& part : parts) {
            const auto back = Assessment::fromJson(part.toJson());
            QVERIFY2(back, back ? "" : qPrintable(back.error().text()));
            QCOMPARE(*back, part);
            file += part.toJson();
        }
        const auto read = parseAnswersFile(QJsonDocument(file).toJson(), u"answers.json"_s);
        QVERIFY(read);
        Checklist other = checklistFor(u"model:a/b"_s);
        QVERIFY(other.take(*read));
        QCOMPARE(other.answers(), list.answers());
        // One object alone, as a person would write it, without hash and pin and by the pack's name.
        const auto single
            = parseAnswersFile(R"({"pack":"hf-content","answers":[{"criterion":"CG-24","answer":"no"}]})", u"a.json"_s);
        QVERIFY(single);
        QVERIFY(other.take(*single));
        QCOMPARE(other.outcome(u"CG-24"), Outcome::Clear);
    }

    void take_refusesWhole_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("cause");
        QTest::newRow("pack") << QByteArray(R"([{"pack":"x@1","answers":[{"criterion":"CG-01","answer":"no"}]}])")
                              << u"not loaded"_s;
        QTest::newRow("hash") << QByteArray(
            R"([{"pack":"hf-content","pack_sha256":"00","answers":[{"criterion":"CG-01","answer":"no"}]}])")
                              << u"another text"_s;
        QTest::newRow("criterion") << QByteArray(
            R"([{"pack":"hf-content","answers":[{"criterion":"CG-01","answer":"no"},{"criterion":"DCQ-01","answer":"no"}]}])")
                                   << u"does not ask it"_s;
        QTest::newRow("other pack") << QByteArray(
            R"([{"pack":"hf-card-model","answers":[{"criterion":"CG-01","answer":"no"}]}])")
                                    << u"does not ask it"_s;
    }

    void take_refusesWhole()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, cause);
        Checklist list = checklistFor(u"model:a/b"_s);
        const auto read = parseAnswersFile(json, u"a.json"_s);
        QVERIFY2(read, read ? "" : qPrintable(read.error().text()));
        const auto status = list.take(*read);
        QVERIFY(!status);
        QVERIFY2(status.error().text().contains(cause), qPrintable(status.error().text()));
        QVERIFY(list.answers().isEmpty());
    }

    void answersFile_isStrict_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("place");
        const auto row = [](const char* name, const char* answer, const char* place) {
            QTest::newRow(name) << QByteArray(R"({"pack":"hf-content","answers":[)") + answer + "]}"
                                << QString::fromLatin1(place);
        };
        row("value", R"({"criterion":"CG-01","answer":"maybe"})", "$.answers[0] $.answer");
        row("key", R"({"criterion":"CG-01","answer":"no","x":1})", "unknown key \"x\"");
        row("confidence", R"({"criterion":"CG-01","answer":"no","confidence":null})", "confidence");
        row("twice", R"({"criterion":"CG-01","answer":"no"},{"criterion":"CG-01","answer":"yes"})", "answered twice");
        row("anchor kind", R"({"criterion":"CG-01","answer":"no","evidence":[{"kind":"url"}]})",
            "$.evidence[0] $.kind");
        row("anchor row", R"({"criterion":"CG-01","answer":"no","evidence":[{"kind":"row","row":1.5}]})",
            "whole number");
        row("anchor row missing", R"({"criterion":"CG-01","answer":"no","evidence":[{"kind":"row"}]})",
            "needs \"row\"");
        row("anchor branch", R"({"criterion":"CG-01","answer":"no","evidence":[{"kind":"card-text","commit":"main"}]})",
            "revision hash");
        row("anchor hash", R"({"criterion":"CG-01","answer":"no","evidence":[{"kind":"card-text","sha256":"AB"}]})",
            "SHA-256");
        row("anchor lines",
            R"({"criterion":"CG-01","answer":"no","evidence":[{"kind":"card-text","line_start":9,"line_end":3}]})",
            "before line_start");
        row("anchor comment", R"({"criterion":"CG-01","answer":"no","evidence":[{"kind":"comment"}]})", "comment_id");
        QTest::newRow("empty") << QByteArray("[]") << u"no answers"_s;
        QTest::newRow("number") << QByteArray("[1]") << u"must be an object"_s;
        QTest::newRow("text") << QByteArray("hello") << u"not JSON"_s;
    }

    void answersFile_isStrict()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, place);
        const auto read = parseAnswersFile(json, u"a.json"_s);
        QVERIFY(!read);
        QVERIFY2(read.error().text().contains(place), qPrintable(read.error().text()));
        QVERIFY(read.error().thing.startsWith(u"a.json"_s));
    }

    void anchor_roundTrip()
    {
        const bool held = rc::check("anchors survive JSON", [] {
            Anchor anchor;
            anchor.kind = static_cast<Anchor::Kind>(*rc::gen::inRange(0, 7));
            anchor.path = u"p"_s + textOf(*rc::gen::string<std::string>()).left(50);
            anchor.commit = *rc::gen::arbitrary<bool>() ? QString(40, u'e') : QString();
            anchor.sha256 = *rc::gen::arbitrary<bool>() ? QString(64, u'0') : QString();
            anchor.lineStart = *rc::gen::inRange(0, 5000);
            anchor.lineEnd = anchor.lineStart ? anchor.lineStart + *rc::gen::inRange(0, 50) : 0;
            anchor.row = anchor.kind == Anchor::Kind::Row ? *rc::gen::inRange<qint64>(0, (qint64(1) << 53) - 1) : -1;
            anchor.column = textOf(*rc::gen::string<std::string>()).left(50);
            anchor.commentId = anchor.kind == Anchor::Kind::Comment ? u"66aa"_s : QString();
            anchor.quote = textOf(*rc::gen::string<std::string>());
            if (!anchor.quote.isEmpty()) {
                anchor.prefix = textOf(*rc::gen::string<std::string>()).left(Anchor::kMaxContext);
                anchor.suffix = textOf(*rc::gen::string<std::string>()).left(Anchor::kMaxContext);
            }
            const QByteArray bytes = QJsonDocument(anchor.toJson()).toJson(QJsonDocument::Compact);
            const auto back = Anchor::fromJson(QJsonDocument::fromJson(bytes).object());
            RC_ASSERT(back.has_value());
            RC_ASSERT(*back == anchor);
            RC_ASSERT(!anchor.place().isEmpty());
        });
        QVERIFY(held);
    }

    // The log's canonical form takes keys [a-z][a-z0-9_]*, no null, no booleans, no fractions, six levels.
    void assessment_fitsTheLog()
    {
        Assessment part{ u"hf-content@1"_s, QString(64, u'a'), { u"c"_s, u"p"_s, u"s"_s }, {} };
        Answer answer = answerOf(u"CG-24"_s, AnswerValue::Yes, { passage() });
        answer.confidence = Confidence::Low;
        answer.note = u"n"_s;
        answer.noEvidence = u"r"_s;
        part.answers = { answer };
        std::function<int(const QJsonValue&)> depth = [&](const QJsonValue& value) -> int {
            int below = 0;
            if (value.isObject()) {
                const QJsonObject object = value.toObject();
                for (auto it = object.begin(); it != object.end(); ++it) {
                    static const QRegularExpression form(u"\\A[a-z][a-z0-9_]*\\z"_s);
                    if (!form.match(it.key()).hasMatch())
                        qFatal("key %s", qPrintable(it.key()));
                    below = std::max(below, depth(it.value()));
                }
                return below + 1;
            }
            if (value.isArray()) {
                for (const QJsonValue& element : value.toArray())
                    below = std::max(below, depth(element));
                return below + 1;
            }
            if (!value.isString() && !value.isDouble())
                qFatal("type %d", static_cast<int>(value.type()));
            return 0;
        };
        QVERIFY(depth(part.toJson()) <= 6);
    }

    void withThread_asksConductToo()
    {
        const Checklist list(builtInPacks(), { subjectOf(u"model:a/b"_s), {}, true, {} });
        QVERIFY(list.item(u"CC-12"));
        QVERIFY(list.item(u"MCQ-01"));
        QVERIFY(!list.item(u"CG-23")); // a content question about comments belongs to the thread's own case
    }
};

std::unique_ptr<QObject> makeChecklistTests()
{
    return std::make_unique<ChecklistTests>();
}

#include "tst_checklist.moc"
