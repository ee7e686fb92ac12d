#include "core/policy/checklist.h"
#include "core/policy/hints.h"
#include "core/policy/licences.h"
#include "suites.h"
#include "tests/support/cputimer.h"

#include <QFile>
#include <QSet>

#include <functional>

using namespace docket;
using namespace docket::policy;
using namespace Qt::StringLiterals;

using Fill = std::function<void(HintInput&)>;
Q_DECLARE_METATYPE(Fill)

namespace
{

/// A repository that gives no hint: licensed, with a card.
HintInput plain(const QString& key)
{
    HintInput out;
    out.subject = subjectOf(key);
    out.license = u"mit"_s;
    out.cardText = u"# A fine piece of work\n\nTrained on public text."_s;
    return out;
}

/// Everything at once, so that every rule fires.
HintInput everything(const QString& key)
{
    HintInput out;
    out.subject = subjectOf(key);
    out.tags = { u"nsfw"_s, u"celebrity"_s, u"uncensored"_s, u"loli"_s, u"nudify"_s };
    out.license = u"gpl"_s;
    out.oauthScopes = { u"write-repos"_s };
    for (int i = 0; i < 60; ++i)
        out.linkedModels += u"a/%1"_s.arg(i);
    out.columns = { u"email"_s, u"gender"_s };
    out.pipelineTag = u"mind-reading"_s;
    out.gated = false;
    out.hasGateFields = true;
    out.euDisallowed = true;
    out.frontMatterBroken = true;
    out.hasCard = false;
    out.cardText
        = u"LoRA finetuned on scraped, synthetic porn. ![x](http://x.example/a.png)\nvoice clone, undress, jailbreak\nteen hentai"_s;
    out.files = { { u"pytorch_model.bin"_s, 1, u"unsafe"_s }, { u"adapter_config.json"_s, 1, {} } };
    out.reportTitles = { u"🚩 Report: Spam"_s, u"🚩 Report: Copyright infringement"_s };
    return out;
}

} // namespace

class HintTests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hint_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<Fill>("fill");
        QTest::addColumn<QString>("expected"); // "criterion:code", space separated
        const auto row = [](const char* name, const char* key, Fill fill, const char* expected) {
            QTest::newRow(name) << QString::fromLatin1(key) << fill << QString::fromLatin1(expected);
        };
        const char* model = "model:a/b";
        const char* data = "dataset:a/b";
        const char* space = "space:a/b";
        row(
            "nothing", model, [](HintInput&) {}, "");
        row(
            "explicit tag", model, [](HintInput& i) { i.tags = { u"hentai"_s }; },
            "CG-24:nfaa-missing META-10:nfaa-missing");
        row(
            "tagged", model,
            [](HintInput& i) {
                i.tags = { u"hentai"_s, u"not-for-all-audiences"_s };
            },
            "");
        row(
            "near miss", model, [](HintInput& i) { i.tags = { u"not-for-all-audience"_s }; },
            "CG-24:nfaa-near-miss META-10:nfaa-near-miss");
        row(
            "part of a word", model, [](HintInput& i) { i.cardText = u"Gored by a corporate kidnapper"_s; }, "");
        row(
            "minors and sexual words", model,
            [](HintInput& i) {
                i.tags = { u"not-for-all-audiences"_s, u"shota"_s, u"ecchi"_s };
            },
            "CG-17:minor-sexual-words");
        row(
            "minors far from sexual words", model,
            [](HintInput& i) {
                i.tags = { u"not-for-all-audiences"_s };
                i.cardText = u"Made for children's books."_s + QString(200, u'x') + u"\n\nNo nude pictures."_s;
            },
            "");
        row(
            "undress", model, [](HintInput& i) { i.cardText = u"nudify anyone"_s; }, "CG-18:real-person-sexual");
        row(
            "deepfake", space, [](HintInput& i) { i.tags = { u"deepfake"_s }; }, "CG-20:real-person-words");
        row(
            "guardrails", model, [](HintInput& i) { i.subject.repo.id = u"a/llama-abliterated"_s; },
            "CG-25:guardrail-removal");
        row(
            "no licence", model, [](HintInput& i) { i.license.clear(); },
            "MCQ-05:licence-missing META-01:licence-missing");
        row(
            "licence other", model, [](HintInput& i) { i.license = u"other"_s; }, "META-02:licence-other-unnamed");
        row(
            "licence other, named", model,
            [](HintInput& i) {
                i.license = u"other"_s;
                i.licenseName = u"x"_s;
                i.licenseLink = u"LICENSE"_s;
            },
            "");
        row(
            "licence family", data, [](HintInput& i) { i.license = u"cc"_s; },
            "DCQ-04:licence-not-listed META-03:licence-not-listed");
        row(
            "licence invented", data, [](HintInput& i) { i.license = u"MIT"_s; },
            "DCQ-04:licence-not-listed META-03:licence-not-listed");
        row(
            "licence with banned uses", model, [](HintInput& i) { i.license = u"openrail++"_s; },
            "MCQ-21:licence-use-limits");
        row(
            "adapter", model,
            [](HintInput& i) {
                i.files = { { u"adapter_config.json"_s, 1, {} } };
            },
            "MCQ-06:base-model-missing META-07:base-model-missing");
        row(
            "adapter, named", model,
            [](HintInput& i) {
                i.files = { { u"adapter_config.json"_s, 1, {} } };
                i.baseModels = { u"x/y"_s };
            },
            "");
        row(
            "pickle", model,
            [](HintInput& i) {
                i.files = { { u"m.bin"_s, 1, u"safe"_s } };
            },
            "CG-32:pickle-without-safetensors");
        row(
            "pickle with safetensors", model,
            [](HintInput& i) {
                i.files = { { u"m.bin"_s, 1, {} }, { u"m.safetensors"_s, 1, {} } };
            },
            "");
        row(
            "scan", data,
            [](HintInput& i) {
                i.files = { { u"x.zip"_s, 1, u"unsafe"_s } };
            },
            "CG-32:scan-unsafe");
        row(
            "columns", data,
            [](HintInput& i) {
                i.columns = { u"Email"_s, u"text"_s, u"race"_s };
            },
            "CG-26:personal-data-columns CG-27:sensitive-columns DCQ-13:personal-data-columns DCQ-13:sensitive-columns "
            "DCQ-14:identity-columns");
        row(
            "columns of a model", model, [](HintInput& i) { i.columns = { u"email"_s }; }, "");
        row(
            "gate texts", data,
            [](HintInput& i) {
                i.gated = false;
                i.hasGateFields = true;
                i.euDisallowed = true;
            },
            "DCQ-20:gate-fields-without-gate META-11:gate-fields-without-gate META-12:eu-flag-without-gate");
        row(
            "gated", data,
            [](HintInput& i) {
                i.gated = true;
                i.hasGateFields = true;
            },
            "");
        row(
            "gate unknown", data, [](HintInput& i) { i.hasGateFields = true; }, "");
        row(
            "scopes", space,
            [](HintInput& i) {
                i.oauthScopes = { u"email"_s, u"manage-repos"_s };
            },
            "CG-08:oauth-scopes-write META-19:oauth-scopes-write SPQ-03:oauth-scopes-write");
        row(
            "50 links", space, [](HintInput& i) { i.linkedModels = QStringList(50, u"a/b"_s); }, "");
        row(
            "51 links", space, [](HintInput& i) { i.linkedModels = QStringList(51, u"a/b"_s); },
            "CG-35:many-links META-18:many-links");
        row(
            "task", model, [](HintInput& i) { i.pipelineTag = u"fortune-telling"_s; }, "META-05:pipeline-tag-unknown");
        row(
            "known task", model, [](HintInput& i) { i.pipelineTag = u"text-to-video"_s; }, "");
        row(
            "foreign picture", model, [](HintInput& i) { i.cardText = u"![a](https://x.example/a.png)"_s; },
            "META-20:foreign-pictures");
        row(
            "own picture", model,
            [](HintInput& i) { i.cardText = u"![a](https://huggingface.co/a.png) ![b](b.png)"_s; }, "");
        row(
            "broken front matter", space, [](HintInput& i) { i.frontMatterBroken = true; },
            "META-00:front-matter-broken");
        row(
            "no card", data, [](HintInput& i) { i.hasCard = false; }, "DCQ-01:card-missing");
        row(
            "spam report", model,
            [](HintInput& i) {
                i.reportTitles = { u"🚩 Report: Spam"_s, u"🚩 Report: Spam"_s };
            },
            "CG-36:report-spam");
        row(
            "thread", "model:a/b#3",
            [](HintInput& i) {
                i.license.clear();
                i.reportTitles = { u"🚩 Report: Spam"_s };
            },
            "CG-36:report-spam");
    }

    void hint()
    {
        QFETCH(QString, key);
        QFETCH(Fill, fill);
        QFETCH(QString, expected);
        HintInput input = plain(key);
        fill(input);
        QStringList seen;
        for (const AutomaticHint& hint : hintsFor(input)) {
            seen += hint.criterion + u':' + hint.code;
            QVERIFY(!hint.text.isEmpty() && !hint.where.isEmpty());
        }
        QCOMPARE(seen.join(u' '), expected);
    }

    // Every hint points at a criterion that is asked about this kind of subject and that names the hint among its
    // signals.
    void hints_areDeclaredInThePacks_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<int>("least");
        QTest::newRow("model") << u"model:a/b"_s << 20;
        QTest::newRow("dataset") << u"dataset:a/b"_s << 20;
        QTest::newRow("space") << u"space:a/b"_s << 12;
        QTest::newRow("thread") << u"model:a/b#1"_s << 1;
    }

    void hints_areDeclaredInThePacks()
    {
        QFETCH(QString, key);
        QFETCH(int, least);
        QList<AutomaticHint> hints;
        for (const char* licence : { "gpl", "other", "gemma", "" }) {
            HintInput input = everything(key);
            input.license = QString::fromLatin1(licence);
            hints += hintsFor(input);
        }
        QVERIFY(hints.size() >= least);
        const Checklist list(builtInPacks(), { subjectOf(key), {}, false, hints });
        for (const AutomaticHint& hint : hints) {
            const ChecklistItem* item = list.item(hint.criterion);
            QVERIFY2(item, qPrintable(hint.criterion + u' ' + hint.code));
            QVERIFY2(item->criterion->signalWords.contains(hint.code), qPrintable(hint.criterion + u' ' + hint.code));
        }
    }

    void hints_areSortedAndUnique()
    {
        const auto hints = hintsFor(everything(u"model:a/b"_s));
        QCOMPARE(hintsFor(everything(u"model:a/b"_s)), hints);
        for (qsizetype i = 1; i < hints.size(); ++i)
            QVERIFY(std::tie(hints[i - 1].criterion, hints[i - 1].code, hints[i - 1].where)
                < std::tie(hints[i].criterion, hints[i].code, hints[i].where));
    }

    void licences_areSorted()
    {
        QCOMPARE(licenceClassOf(u"apache-2.0"), LicenceClass::Open);
        QCOMPARE(licenceClassOf(u"cc-by-4.0"), LicenceClass::Open);
        QCOMPARE(licenceClassOf(u"cc-by-nc-4.0"), LicenceClass::NonCommercial);
        QCOMPARE(licenceClassOf(u"cc-by-nc-nd-4.0"), LicenceClass::NoDerivatives);
        QCOMPARE(licenceClassOf(u"cc-by-nd-4.0"), LicenceClass::NoDerivatives);
        QCOMPARE(licenceClassOf(u"cc-by-nc-sa-4.0"), LicenceClass::NonCommercial);
        QCOMPARE(licenceClassOf(u"gpl-3.0"), LicenceClass::Copyleft);
        QCOMPARE(licenceClassOf(u"llama3.1"), LicenceClass::UseLimits);
        QCOMPARE(licenceClassOf(u"grok2-community"), LicenceClass::Research);
        QCOMPARE(licenceClassOf(u"openrail"), LicenceClass::Unclear);
        QCOMPARE(licenceClassOf(u""), LicenceClass::Unclear);
        QCOMPARE(licenceClassOf(u"Apache 2.0"), LicenceClass::NotListed);
    }

    void corpusCards_areFast()
    {
        const QString corpus = corpusFolder();
        if (corpus.isEmpty())
            QSKIP("corpus not found; set DOCKET_CORPUS");
        int cards = 0;
        int grave = 0;
        for (const QString& folder : { u"model_cards"_s, u"dataset_cards"_s }) {
            const QDir dir(corpus + u'/' + folder);
            for (const QString& name : dir.entryList({ u"*.md"_s }, QDir::Files)) {
                QFile file(dir.filePath(name));
                QVERIFY(file.open(QIODevice::ReadOnly));
                HintInput input = plain(folder == u"model_cards"_s ? u"model:a/b"_s : u"dataset:a/b"_s);
                input.cardText = QString::fromUtf8(file.readAll());
                for (const AutomaticHint& hint : hintsFor(input))
                    grave += hint.criterion == u"CG-17"_s ? 1 : 0;
                ++cards;
            }
        }
        qInfo("%d cards, %d with the gravest hint", cards, grave);
        QVERIFY(cards > 200);
        // A hint that cries wolf is not read.
        QVERIFY(grave * 50 < cards);
        // Nothing in a card makes the word search slow.
        HintInput input = plain(u"model:a/b"_s);
        input.cardText = u"teen "_s.repeated(100000) + u"![](http://"_s.repeated(50000);
        docket::test::CpuTimer timer;
        hintsFor(input);
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    }
};

std::unique_ptr<QObject> makeHintTests()
{
    return std::make_unique<HintTests>();
}

#include "tst_hints.moc"
