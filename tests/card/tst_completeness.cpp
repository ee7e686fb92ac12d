#include "core/card/completeness.h"
#include "corpus.h"
#include "suites.h"
#include "tests/support/cputimer.h"

#include <QTest>

using namespace docket;
using namespace docket::card;
using namespace Qt::StringLiterals;

namespace
{

FindingOutcome outcome(const QList<CardFinding>& findings, const QString& id)
{
    for (const CardFinding& finding : findings)
        if (finding.criterion == id)
            return finding.outcome;
    return FindingOutcome::NotRun;
}

bool holds(const QList<CardFinding>& findings, const QString& id)
{
    return std::any_of(
        findings.cbegin(), findings.cend(), [&](const CardFinding& finding) { return finding.criterion == id; });
}

int lineOf(const QList<CardFinding>& findings, const QString& id)
{
    for (const CardFinding& finding : findings)
        if (finding.criterion == id)
            return finding.line;
    return -1;
}

const QByteArray goodModel = R"(---
license: openrail++
language: en
tags: [text-classification]
pipeline_tag: text-classification
library_name: transformers
base_model: northwind/bert
datasets: [northwind/pairs]
---
# Rank

Ranks how well a text fits another one. It was made for a study of search engines and should be read as such by those who use it.

## Intended uses & limitations

This model is meant for ranking passages in search engines, for research on ranking, and not for much else beyond these two things.

### Out-of-Scope Use

Do not shortlist people with it. The license has use restrictions; it may not be used to decide about housing, work, or credit of people.

## Training data

[More Information Needed]

## Citation

Short.

## Contact

See [the page](https://x.example).
)";

} // namespace

class TestCompleteness : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headings_data()
    {
        QTest::addColumn<QString>("heading");
        QTest::addColumn<QString>("normal");
        QTest::newRow("optional") << u"Model Sources [optional]"_s << u"model sources"_s;
        QTest::newRow("punctuation") << u"Bias, Risks, and Limitations"_s << u"bias risks and limitations"_s;
        QTest::newRow("numbering") << u"2.1. Training Data:"_s << u"training data"_s;
        QTest::newRow("emoji") << u"🚀 Quick-start!"_s << u"quick start"_s;
        QTest::newRow("ampersand") << u"Intended uses & limitations"_s << u"intended uses and limitations"_s;
        QTest::newRow("year stays") << u"2023"_s << u"2023"_s;
    }
    void headings()
    {
        QFETCH(QString, heading);
        QTEST(normalizeHeading(heading), "normal");
    }

    void outline_states()
    {
        const ParsedCard card = parseCard(goodModel);
        QCOMPARE(card.sections.size(), 7);
        QCOMPARE(card.sections[1].heading, u"Rank"_s);
        QCOMPARE(card.sections[1].line, 10);
        QCOMPARE(card.sections[1].state, SectionState::Present);
        QCOMPARE(card.sections[4].normalized, u"training data"_s);
        QCOMPARE(card.sections[4].state, SectionState::Placeholder);
        QCOMPARE(card.sections[5].state, SectionState::Thin);
        QCOMPARE(card.sections[6].state, SectionState::Elsewhere);
    }

    void outline_ignoresCommentsPicturesAndCode()
    {
        const ParsedCard card
            = parseCard("# A\n\n<!-- a comment of many words that nobody reads -->\n\n![a picture with a long "
                        "description](https://x.example/a.png)\n\n```\n# no heading\n```\n\n<img "
                        "src=\"https://y.example/b.png\">\n");
        QCOMPARE(card.sections.size(), 2);
        QCOMPARE(card.sections[1].words, 0);
        QCOMPARE(card.pictureUrls.size(), 2);
    }

    void model_good()
    {
        const QList<CardFinding> findings = checkCompleteness(parseCard(goodModel), RepoKind::Model);
        QCOMPARE(outcome(findings, u"MCQ-01"_s), FindingOutcome::Present);
        QCOMPARE(outcome(findings, u"MCQ-05"_s), FindingOutcome::Present);
        QCOMPARE(outcome(findings, u"MCQ-06"_s), FindingOutcome::Present);
        QCOMPARE(outcome(findings, u"MCQ-07"_s), FindingOutcome::Present);
        QCOMPARE(outcome(findings, u"MCQ-09"_s), FindingOutcome::Present);
        QCOMPARE(lineOf(findings, u"MCQ-09"_s), 18);
        QCOMPARE(outcome(findings, u"MCQ-10"_s), FindingOutcome::Present);
        QCOMPARE(outcome(findings, u"MCQ-13"_s), FindingOutcome::Present); // by the metadata
        QCOMPARE(outcome(findings, u"MCQ-18"_s), FindingOutcome::Absent);
        QCOMPARE(outcome(findings, u"MCQ-20"_s), FindingOutcome::Elsewhere);
        QCOMPARE(outcome(findings, u"MCQ-21"_s), FindingOutcome::Present);
        QVERIFY(!holds(findings, u"MCQ-22"_s)); // only a reviewer can say
        for (const CardFinding& finding : findings)
            QVERIFY2(!finding.criterion.startsWith(u"META"), qPrintable(finding.criterion + u' ' + finding.text));
        const CompletenessScore score = completenessScore(findings);
        QVERIFY(score.share > 0.3 && score.share < 0.9);
        QVERIFY(score.missing.contains(u"MCQ-18"_s));
    }

    void metadata_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("id");
        QTest::addColumn<bool>("expected");
        const auto row = [](const char* name, const QByteArray& yaml, RepoKind kind, const char* id, bool expected) {
            QTest::newRow(name) << yaml << int(kind) << QString::fromLatin1(id) << expected;
        };
        const auto model = RepoKind::Model;
        row("broken", "a: [", model, "META-00", true);
        row("no license", "language: en", model, "META-01", true);
        row("unknown", "license: unknown", model, "META-01", true);
        row("other alone", "license: other", model, "META-02", true);
        row("other named", "license: other\nlicense_name: x\nlicense_link: LICENSE", model, "META-02", false);
        row("not listed", "license: my-own", model, "META-03", true);
        row("family", "license: gpl", model, "META-03", true);
        row("listed", "license: apache-2.0", model, "META-03", false);
        row("language word", "language: English", model, "META-04", true);
        row("language code", "language: [en, zh-CN, code]", model, "META-04", false);
        row("no YAML boolean", "language: no", model, "META-04", false);
        row("task", "pipeline_tag: make-money", model, "META-05", true);
        row("relation", "base_model_relation: child", model, "META-07", true);
        row("index", "model-index: x", model, "META-09", true);
        row("near miss", "tags: [nsfw]", model, "META-10", true);
        row("right tag", "tags: [nsfw, not-for-all-audiences]", model, "META-10", false);
        row("carbon words", "co2_eq_emissions: little", model, "META-13", true);
        row("carbon", "co2_eq_emissions: {emissions: 12.5}", model, "META-13", false);
        row("size", "size_categories: [huge]", RepoKind::Dataset, "META-14", true);
        row("creators", "annotations_creators: [me]", RepoKind::Dataset, "META-15", true);
        row("scopes", "hf_oauth_scopes: [write-repos]", RepoKind::Space, "META-19", true);
        row("thumbnail", "thumbnail: https://tracker.example/x.png", model, "META-20", true);
        row("own thumbnail", "thumbnail: https://huggingface.co/x.png", model, "META-20", false);
    }
    void metadata()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(int, kind);
        QFETCH(QString, id);
        QFETCH(bool, expected);
        QCOMPARE(holds(checkCompleteness(parseCard(QByteArray("---\n" + yaml + "\n---\nText")), RepoKind(kind)), id),
            expected);
    }

    void facts_areUsed()
    {
        RepoFacts facts;
        facts.files = QStringList{ u"README.md"_s, u"adapter_config.json"_s };
        facts.gated = false;
        const ParsedCard card = parseCard("---\nlicense: other\nlicense_name: x\nextra_gated_prompt: p\n---\nText");
        const QList<CardFinding> findings = checkCompleteness(card, RepoKind::Model, facts);
        QVERIFY(holds(findings, u"META-02"_s));
        QVERIFY(holds(findings, u"META-07"_s));
        QVERIFY(holds(findings, u"META-11"_s));
        facts.files->append(u"LICENSE.txt"_s);
        facts.gated = true;
        QVERIFY(!holds(checkCompleteness(card, RepoKind::Model, facts), u"META-02"_s));
        QVERIFY(!holds(checkCompleteness(card, RepoKind::Model, facts), u"META-11"_s));
    }

    void otherLanguages_areNotCheckedRatherThanClean()
    {
        const QByteArray greek = QByteArray("Αυτό το μοντέλο έχει φτιαχτεί για την ταξινόμηση κειμένων. ").repeated(5);
        const QList<CardFinding> findings = checkCompleteness(
            parseCard(QByteArray("---\nlicense: mit\n---\n# Μοντέλο\n\n" + greek)), RepoKind::Model);
        QCOMPARE(outcome(findings, u"MCQ-09"_s), FindingOutcome::NotRun);
        QVERIFY(holds(findings, u"MCQ-09"_s));
        QCOMPARE(completenessScore(findings).missing, QStringList());
    }

    void corpus_everyCardIsChecked()
    {
        if (docket::test::corpusPath().isEmpty())
            QSKIP("corpus not found");
        const QRegularExpression known(
            u"^(MCQ-(0[1-9]|1[0-9]|2[01])|DCQ-(0[1-9]|1[0-9]|20)|SPQ-0[1-6]|META-(0[0-9]|1[0-9]|20))$"_s);
        const QList<QPair<QString, RepoKind>> folders{ { u"model_cards"_s, RepoKind::Model },
            { u"dataset_cards"_s, RepoKind::Dataset }, { u"space_cards"_s, RepoKind::Space } };
        for (const auto& [folder, kind] : folders) {
            int present = 0;
            int all = 0;
            for (const QString& path : docket::test::corpusFiles(folder, { u"*.md"_s })) {
                const QByteArray bytes = docket::test::readFile(path);
                const auto lines = bytes.count('\n') + bytes.count('\r') + 1;
                for (const CardFinding& finding : checkCompleteness(parseCard(bytes, 5000), kind)) {
                    QVERIFY2(known.match(finding.criterion).hasMatch(), qPrintable(finding.criterion));
                    QVERIFY2(finding.line >= 0 && finding.line <= lines, qPrintable(path));
                    QVERIFY(!finding.text.isEmpty());
                    ++all;
                    present += finding.outcome == FindingOutcome::Present ? 1 : 0;
                }
            }
            QVERIFY(all > 200);
            QVERIFY(present > 40);
            qInfo("%s: %d of %d findings say present", qPrintable(folder), present, all);
        }
    }

    void limits_hostileCardsInTime_data()
    {
        QTest::addColumn<QByteArray>("source");
        // Each short row is filled up with 2000 empty cells.
        QTest::newRow("cells out of nothing") << QByteArray("|a").repeated(2000) + "|\n"
                + QByteArray("|-").repeated(2000) + "|\n" + QByteArray("|\n").repeated(100'000);
        QTest::newRow("nothing but headings") << QByteArray("#\n").repeated(400'000);
    }

    void limits_hostileCardsInTime()
    {
        QFETCH(QByteArray, source);
        docket::test::CpuTimer timer;
        const ParsedCard card = parseCard(source);
        QVERIFY(!card.readable);
        checkCompleteness(card, RepoKind::Model);
        QVERIFY2(timer.elapsed() < 1500, qPrintable(QString::number(timer.elapsed())));
    }

    /// The unfilled templates of the Hub: nothing in them may count as an answer.
    void corpus_templatesAreEmpty()
    {
        if (docket::test::corpusPath().isEmpty())
            QSKIP("corpus not found");
        int templates = 0;
        for (const QString& path : docket::test::corpusFiles(u"model_cards"_s, { u"template-*modelcard*.md"_s })) {
            QByteArray text = docket::test::readFile(path);
            // Fill the way huggingface_hub does when no values are given.
            QString filled = QString::fromUtf8(text);
            filled.replace(QRegularExpression(u"\\{\\{[^}]*\\}\\}"_s), u"[More Information Needed]"_s);
            const QList<CardFinding> findings = checkCompleteness(parseCard(filled.toUtf8()), RepoKind::Model);
            for (const QString& id : { u"MCQ-09"_s, u"MCQ-10"_s, u"MCQ-14"_s, u"MCQ-19"_s })
                QVERIFY2(outcome(findings, id) != FindingOutcome::Present, qPrintable(path + u' ' + id));
            QCOMPARE(outcome(findings, u"MCQ-11"_s), FindingOutcome::Placeholder);
            QCOMPARE(outcome(findings, u"MCQ-03"_s), FindingOutcome::Placeholder);
            ++templates;
        }
        QVERIFY(templates > 0);
    }
};

int runCompletenessTests(int argc, char** argv)
{
    TestCompleteness test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_completeness.moc"
