#include "core/card/page.h"
#include "core/card/render.h"
#include "core/workspace/casework.h"
#include "core/workspace/workspace.h"
#include "tests/e2e/programs.h"
#include "tests/e2e/suites.h"
#include "tests/support/corpusdata.h"
#include "tests/support/cputimer.h"

#include <QTest>

namespace docket::e2e
{

using namespace Qt::StringLiterals;

/// The flow over the real cards, viewer answers and threads.
class TestCorpus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyRepositoryIsACase();
    void everyCardRenders();
    void nothingNewCostsNext();

private:
    QTemporaryDir m_data;
    test::CorpusCounts m_counts;
    std::unique_ptr<HubProgram> m_hub;
    Desk m_desk;
};

void TestCorpus::initTestCase()
{
    const QString corpus = test::corpusFolder();
    if (corpus.isEmpty())
        QSKIP("no corpus here: set DOCKET_CORPUS to the folder of real test data");
    const auto counts = test::arrangeCorpus(corpus, m_data.path());
    QVERIFY2(counts, qPrintable(counts ? QString() : counts.error().text()));
    m_counts = *counts;
    QVERIFY(m_counts.repositories() >= 200);
    QVERIFY(m_counts.viewed >= 20);
    m_hub = std::make_unique<HubProgram>(m_data.path());
    QVERIFY(m_hub->start());
    m_desk.setToken("hf_corpus_moderator");
    QVERIFY(m_desk.makeCheaply(m_hub->url()));
    const Run run = m_desk.ctl({ u"sync"_s }, 120'000);
    QVERIFY2(run.status == Done, run.told().constData());
    QCOMPARE(run.object()[u"repos"].toInt(), m_counts.repositories());
    QVERIFY2(run.object()[u"threads"].toInt() >= m_counts.threads, run.told().constData());
    qInfo("%d repositories, %d threads: %s", m_counts.repositories(), m_counts.threads, run.out.trimmed().constData());
}

void TestCorpus::everyRepositoryIsACase()
{
    const QList<QJsonObject> queue = m_desk.queue();
    QSet<QString> subjects;
    for (const QJsonObject& row : queue) {
        subjects.insert(row[u"subject"].toString());
        QVERIFY2(row[u"problem"].isNull(), qPrintable(row[u"subject"].toString() + u' ' + row[u"problem"].toString()));
    }
    QVERIFY(subjects.size() == queue.size());
    QVERIFY(queue.size() >= m_counts.repositories());

    // `case show` of each, without a process for each.
    SystemClock clock;
    const auto workspace = Workspace::open(m_desk.folder(), clock);
    QVERIFY2(workspace, qPrintable(workspace ? QString() : workspace.error().text()));
    Casework casework(**workspace);
    int cards = 0;
    int viewed = 0;
    for (const QString& subject : std::as_const(subjects)) {
        const auto file = casework.caseFile(subject);
        QVERIFY2(file, qPrintable(file ? QString() : file.error().text()));
        QVERIFY2(file->repo && !file->repo->info.sha.isEmpty(), qPrintable(subject));
        QVERIFY2(file->card && !file->card->state.error, qPrintable(subject));
        cards += file->card->sha256.isEmpty() ? 0 : 1;
        QVERIFY2(!file->reports.isEmpty(), qPrintable(subject));
        const auto checklist = casework.checklist(*file);
        QVERIFY2(checklist, qPrintable(checklist ? QString() : subject + checklist.error().text()));
        const auto offers = casework.offers(*file, *checklist);
        QVERIFY2(offers && !offers->isEmpty(), qPrintable(offers ? subject : subject + offers.error().text()));
        for (const hub::Report& report : file->reports) {
            const auto thread = (*workspace)->mirror().thread(file->row.subject.repo, report.thread);
            QVERIFY2(thread && *thread && !(*thread)->events.isEmpty(), qPrintable(subject));
        }
        if (file->row.subject.repo.kind == RepoKind::Dataset) {
            const auto records = (*workspace)->mirror().viewer(file->row.subject.repo);
            QVERIFY2(records, qPrintable(subject));
            for (const sync::ViewerRecord& record : *records)
                viewed += record.endpoint == u"first-rows" ? 1 : 0;
        }
    }
    QCOMPARE(cards, int(queue.size()));
    QVERIFY2(viewed >= 20, qPrintable(QString::number(viewed)));
}

void TestCorpus::everyCardRenders()
{
    SystemClock clock;
    const auto workspace = Workspace::open(m_desk.folder(), clock);
    QVERIFY2(workspace, qPrintable(workspace ? QString() : workspace.error().text()));
    const auto keys = (*workspace)->mirror().repos();
    QVERIFY2(keys, qPrintable(keys ? QString() : keys.error().text()));
    int rendered = 0;
    for (const RepoKey& key : *keys) {
        const auto record = (*workspace)->mirror().card(key);
        QVERIFY2(record && *record, qPrintable(key.key()));
        const auto bytes = (*workspace)->mirror().blobs().get((*record)->sha256);
        QVERIFY2(bytes, qPrintable(bytes ? QString() : bytes.error().text()));
        QCOMPARE(*bytes, bytesOf(m_data.filePath(repoKindPlural(key.kind) + u'/' + key.id + u"/files/README.md"_s)));
        card::RenderOptions options;
        options.kind = key.kind;
        options.repoId = key.id;
        options.deadlineMs = 10'000; // not a matter of how busy this machine is
        docket::test::CpuTimer timer;
        const card::RenderedCard card = card::renderCard(*bytes, options);
        QVERIFY2(timer.elapsed() < 5000, qPrintable(key.key()));
        QVERIFY2(!card.refused || !card.notes.isEmpty(), qPrintable(key.key()));
        const QByteArray html = card::pageHtml(card, card::Theme());
        QVERIFY2(!html.isEmpty() && !card.bodyHtml.contains("<script") && !card.bodyHtml.contains("<img"),
            qPrintable(key.key()));
        ++rendered;
    }
    QCOMPARE(rendered, m_counts.repositories());
}

void TestCorpus::nothingNewCostsNext()
{
    const Run run = m_desk.ctl({ u"sync"_s });
    QVERIFY2(run.status == Done, run.told().constData());
    QVERIFY2(run.object()[u"requests"].toInt() <= m_counts.repositories() / 20, run.told().constData());
    QCOMPARE(run.object()[u"repos"].toInt(), 0);
}

std::unique_ptr<QObject> makeCorpusTest()
{
    return std::make_unique<TestCorpus>();
}

} // namespace docket::e2e

#include "tst_corpus.moc"
