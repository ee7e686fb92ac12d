#include "auditor.h"
#include "core/card/render.h"
#include "corpus.h"
#include "suites.h"
#include "tests/support/cputimer.h"

#include <QTest>

using namespace docket::card;
using namespace Qt::StringLiterals;

class TestCorpus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (docket::test::corpusPath().isEmpty())
            QSKIP("corpus not found");
    }

    /// Every file renders or is refused with a reason, within its deadline, and passes the audit.
    void everyCard_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<int>("atLeast");
        QTest::newRow("models") << u"model_cards"_s << 280;
        QTest::newRow("datasets") << u"dataset_cards"_s << 430;
        QTest::newRow("spaces") << u"space_cards"_s << 35;
        QTest::newRow("documentation") << u"markdown"_s << 50;
        QTest::newRow("hostile") << u"hostile"_s << 380;
    }
    void everyCard()
    {
        QFETCH(QString, folder);
        QFETCH(int, atLeast);
        int count = 0;
        qint64 worst = 0;
        for (const QString& path : docket::test::corpusFiles(folder)) {
            ++count;
            check(path, docket::test::readFile(path), worst);
        }
        QVERIFY(count >= atLeast);
        qInfo("%s: %d files, slowest %lld ms", qPrintable(folder), count, static_cast<long long>(worst));
    }

    void pathological()
    {
        qint64 worst = 0;
        int count = 0;
        for (const QString& path : docket::test::corpusFiles(u"hostile/markdown_pathological"_s, { u"*.gz"_s })) {
            const QByteArray text = docket::test::readGzip(path);
            QVERIFY(!text.isEmpty());
            ++count;
            check(path, text, worst);
        }
        QVERIFY(count >= 10);
        qInfo("pathological: %d files, slowest %lld ms", count, static_cast<long long>(worst));
    }

    /// Metadata fields that decide a review are found in real cards.
    void metadata_isFound()
    {
        int valid = 0;
        int licensed = 0;
        for (const QString& path : docket::test::corpusFiles(u"dataset_cards"_s, { u"*.md"_s })) {
            const FrontMatter metadata = parseFrontMatter(splitFrontMatter(docket::test::readFile(path)));
            valid += metadata.valid ? 1 : 0;
            licensed += metadata.find(u"license") || metadata.find(u"licenses") ? 1 : 0;
        }
        QVERIFY(valid > 310); // the others are no YAML for PyYAML either
        QVERIFY(licensed > 230);
    }

private:
    void check(const QString& path, const QByteArray& bytes, qint64& worst)
    {
        RenderOptions options;
        options.deadlineMs = 2000;
        docket::test::CpuTimer timer;
        const RenderedCard card = renderCard(bytes, options);
        worst = std::max(worst, timer.elapsed());
        QVERIFY2(timer.elapsed() < 3000, qPrintable(path));
        if (card.refused)
            QVERIFY2(!card.notes.isEmpty(), qPrintable(path));
        const QString fault = docket::test::auditHtml(
            card.frontMatterHtml + card.bodyHtml, int(card.links.size()), int(card.pictures.size()));
        QVERIFY2(fault.isEmpty(), qPrintable(path + u": "_s + fault));
        for (const Link& link : card.links)
            QVERIFY2(link.line >= 0 && link.line <= card.lineCount && !link.url.isEmpty(), qPrintable(path));
    }
};

int runCorpusTests(int argc, char** argv)
{
    TestCorpus test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_corpus.moc"
