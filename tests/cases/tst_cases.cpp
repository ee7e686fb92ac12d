#include "core/base/clock.h"
#include "core/cases/caseview.h"
#include "core/cases/matter.h"
#include "core/cases/projection.h"

#include <QTemporaryDir>
#include <QTest>

using namespace docket;
using namespace docket::cases;
using namespace Qt::StringLiterals;

namespace
{

const QDateTime now = fromIsoUtc(u"2026-11-21T12:00:00.000Z");

CaseRow rowOf(int i)
{
    CaseRow row;
    row.caseId = QByteArray(8, '\0') + QByteArray::number(i).rightJustified(8, '0');
    row.caseText = log::CaseId{ row.caseId }.text();
    row.subject
        = Subject{ { static_cast<RepoKind>(i % 3), u"org%1/artifact-%2"_s.arg(i % 17).arg(i) }, i % 5 == 0 ? i : 0 };
    row.title = row.subject.title();
    row.author = u"org%1"_s.arg(i % 17);
    row.status = i % 10 == 9 ? cases::Status::Decided : (i % 10 == 8 ? cases::Status::Claimed : cases::Status::New);
    row.severity = static_cast<Severity>(i % 5);
    row.priority = (i * 7919) % 140;
    row.terms = { { u"severity"_s, row.priority, severityName(row.severity) } };
    row.categories = { i % 4 == 0 ? u"ethical"_s : u"spam"_s };
    row.why = u"personal data"_s;
    row.reports = 1 + i % 6;
    row.openReports = row.reports;
    row.opened = now.addSecs(-i * 600);
    row.changed = now.addSecs(-i * 60);
    row.due = now.addSecs((i % 200 - 50) * 3600);
    if (row.status == cases::Status::Claimed) {
        row.holder = u"Mira"_s;
        row.mine = i % 20 == 8;
        row.claimUntil = now.addSecs(3600);
    }
    return row;
}

QueueQuery query(const QString& text)
{
    const auto parsed = parseQueueQuery(text, now);
    if (!parsed)
        qFatal("%s", qPrintable(parsed.error().error.text()));
    return *parsed;
}

hub::Report report(const QString& title, hub::ReportCategory category, const QString& excerpt = {})
{
    hub::Report report;
    report.rawTitle = title;
    report.category = category;
    report.excerpt = excerpt;
    report.opened = now.addSecs(-3600);
    report.reporter = u"someone"_s;
    return report;
}

} // namespace

/// QVERIFY with the error's text.
#define VERIFY_OK(expression)                                                                                          \
    do {                                                                                                               \
        const auto outcome = (expression);                                                                             \
        QVERIFY2(outcome.has_value(), outcome ? "" : qPrintable(outcome.error().text()));                              \
    } while (false)

class TestCases : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void query_parses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("terms");
        QTest::addColumn<int>("faultAt");
        QTest::newRow("empty") << u""_s << 0 << -1;
        QTest::newRow("design's example") << u"type:model severity:>=S3 is:unclaimed author:x words"_s << 5 << -1;
        QTest::newRow("quoted phrase") << u"\"severity: not a key\""_s << 1 << -1;
        QTest::newRow("negated") << u"-type:space -spam"_s << 2 << -1;
        QTest::newRow("signs") << u"severity:\u2265s2 reports:>3 due:<2d opened:>1w"_s << 4 << -1;
        QTest::newRow("sort") << u"is:open sort:due"_s << 1 << -1;
        QTest::newRow("unknown key") << u"is:open colour:red"_s << 0 << 8;
        QTest::newRow("unknown value") << u"type:paper"_s << 0 << 0;
        QTest::newRow("no value") << u"author:"_s << 0 << 0;
        QTest::newRow("no number") << u"a reports:many"_s << 0 << 2;
        QTest::newRow("no span") << u"due:soon"_s << 0 << 0;
        QTest::newRow("open quote") << u"x \"y z"_s << 0 << 2;
    }
    void query_parses()
    {
        QFETCH(QString, text);
        QFETCH(int, terms);
        QFETCH(int, faultAt);
        const auto parsed = parseQueueQuery(text, now);
        if (faultAt >= 0) {
            QVERIFY(!parsed);
            QCOMPARE(parsed.error().position, faultAt);
            QVERIFY(parsed.error().length > 0);
            QVERIFY(!parsed.error().error.wayOut.isEmpty());
            return;
        }
        QVERIFY(parsed);
        QCOMPARE(parsed->terms.size(), terms);
    }

    void query_completes()
    {
        QCOMPARE(completeQueueQuery(u"sev", 3), QStringList{ u"severity:"_s });
        QCOMPARE(completeQueueQuery(u"is:o", 4), (QStringList{ u"is:open"_s, u"is:overdue"_s }));
        QCOMPARE(completeQueueQuery(u"word -type:s", 12), QStringList{ u"-type:space"_s });
        QCOMPARE(completeQueueQuery(u"severity:>=S", 12).size(), 5);
        QVERIFY(completeQueueQuery(u"is:o later", 4).contains(u"is:open"_s)); // in the middle of a line
    }

    void view_filtersAndPages_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : { "", "is:open", "type:model severity:>=S3 is:unclaimed", "author:org3", "artifact-12",
                 "is:open sort:due", "sort:title", "is:mine", "-is:open sort:changed", "category:ethical reports:>3",
                 "due:<2d is:open sort:opened", "is:overdue", "type:thread sort:reports", "or", "10%" })
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void view_filtersAndPages()
    {
        QFETCH(QString, text);
        QTemporaryDir dir;
        auto view = CaseView::open(dir.path(), CaseView::Access::ReadWrite);
        QVERIFY(view);
        QList<CaseRow> rows;
        for (int i = 0; i < 500; ++i)
            rows.append(rowOf(i));
        VERIFY_OK(view->store(rows, true));
        const QueueQuery q = query(text);

        // All pages together are every matching row once, in order, whatever the page size; and the count agrees.
        const auto whole = view->page(q, std::nullopt, 1000);
        QVERIFY2(whole, qPrintable(whole ? QString() : whole.error().text()));
        QList<CaseRow> paged;
        std::optional<PageKey> after;
        for (;;) {
            const auto page = view->page(q, after, 7);
            QVERIFY(page);
            paged += *page;
            if (page->size() < 7)
                break;
            after = CaseView::keyOf(q, page->last());
        }
        QCOMPARE(paged.size(), whole->size());
        QVERIFY(paged == *whole);
        QCOMPARE(view->count(q).value(), qint64(whole->size()));
        if (whole->size() > 20) {
            const auto back = view->pageBefore(q, CaseView::keyOf(q, whole->at(20)), 5);
            QVERIFY(*back == whole->mid(15, 5));
            const auto anchors = view->anchors(q, 8);
            QCOMPARE(anchors->size(), (whole->size() + 7) / 8);
            QCOMPARE(anchors->at(1).row, whole->at(8).row);
        }
    }

    void view_keepsWhatItWasGiven()
    {
        QTemporaryDir dir;
        auto view = CaseView::open(dir.path(), CaseView::Access::ReadWrite);
        CaseRow row = rowOf(8);
        row.terms.append({ u"scan"_s, 20, u"unsafe: a \"quoted\" file"_s });
        row.problem = u"gated"_s;
        row.acts = 2;
        row.openActs = 1;
        VERIFY_OK(view->store({ row }));
        auto found = view->row(row.caseId).value();
        QVERIFY(found);
        row.row = found->row;
        QVERIFY(*found == row);
        QCOMPARE(view->casesWithActs(true).value(), QList<QByteArray>{ row.caseId });
        row.openActs = 0;
        VERIFY_OK(view->store({ row }));
        QVERIFY(view->casesWithActs(true)->isEmpty());
    }

    void view_countersFollowChanges()
    {
        QTemporaryDir dir;
        auto view = CaseView::open(dir.path(), CaseView::Access::ReadWrite);
        QList<CaseRow> rows;
        for (int i = 0; i < 100; ++i)
            rows.append(rowOf(i));
        VERIFY_OK(view->store(rows));
        const auto open = view->count(query(u"is:open"_s)).value();
        rows[0].status = cases::Status::Decided;
        VERIFY_OK(view->store({ rows.at(0) }));
        QCOMPARE(view->count(query(u"is:open"_s)).value(), open - 1);
        QCOMPARE(view->count(query(u""_s)).value(), 100);
        QCOMPARE(view->count(query(u"artifact"_s), 10).value(), 10); // capped
    }

    void view_findsByPrefixAndSubject()
    {
        QTemporaryDir dir;
        auto view = CaseView::open(dir.path(), CaseView::Access::ReadWrite);
        QList<CaseRow> rows;
        for (int i = 0; i < 50; ++i) {
            rows.append(rowOf(i));
            rows.last().caseId = QByteArray::number(i * 7919 + 100000).rightJustified(16, 'x');
            std::reverse(rows.last().caseId.begin(), rows.last().caseId.end());
            rows.last().caseText = log::CaseId{ rows.last().caseId }.text();
        }
        VERIFY_OK(view->store(rows));
        for (const CaseRow& row : std::as_const(rows)) {
            QCOMPARE(view->find(row.caseText)->subject.key(), row.subject.key());
            QCOMPARE(view->find(row.subject.key())->caseText, row.caseText);
            QCOMPARE(view->find(QStringView(row.caseText).left(9))->caseText, row.caseText);
        }
        QCOMPARE(view->find(u"model:no/such").error().code, ErrorCode::NotFound);
        QCOMPARE(view->find(u"abc").error().code, ErrorCode::Validation);
        QCOMPARE(view->find(u"not a case at all").error().code, ErrorCode::NotFound);
    }

    void view_ofOtherRulesIsRebuilt()
    {
        QTemporaryDir dir;
        {
            auto view = CaseView::open(dir.path(), CaseView::Access::ReadWrite);
            VERIFY_OK(view->store({ rowOf(1) }));
        }
        {
            auto raw = sqlite::Database::open(dir.filePath(u"view.db"_s), sqlite::Database::Mode::ReadWrite);
            QVERIFY(raw->exec("UPDATE meta SET value='0/0' WHERE name='rules'"));
        }
        auto view = CaseView::open(dir.path(), CaseView::Access::ReadWrite);
        QVERIFY(view);
        QCOMPARE(view->count(query(u""_s)).value(), 0);
        {
            QFile file(dir.filePath(u"view.db"_s));
            view = CaseView::open(dir.path(), CaseView::Access::ReadWrite);
        }
    }

    void view_damagedFileIsRebuilt()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath(u"view.db"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("this is no database").repeated(1000));
        file.close();
        QVERIFY(CaseView::open(dir.path(), CaseView::Access::ReadWrite));
    }

    void matter_sortsByWords_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("category");
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("severity");
        using C = hub::ReportCategory;
        QTest::newRow("form only") << u"🚩 Report: Legal issue(s)"_s << u""_s << int(C::Legal) << u"legal"_s << 3;
        QTest::newRow("word makes it graver")
            << u"🚩 Report"_s << u"It makes nudify pictures of my friend"_s << int(C::Other) << u"consent"_s << 4;
        QTest::newRow("word never lighter")
            << u"🚩 Report: Ethical issue(s)"_s << u"the licence"_s << int(C::Ethical) << u"licence"_s << 3;
        QTest::newRow("word start") << u"🚩 Report"_s << u"a hippie model"_s << int(C::Other) << u"other"_s << 1;
        QTest::newRow("Hebrew") << u"🚩 Report"_s << u"יש כאן מידע אישי של אנשים"_s << int(C::Other)
                                << u"personal-data"_s << 3;
        QTest::newRow("Japanese inside a sentence")
            << u"🚩 Report"_s << u"これは個人情報です"_s << int(C::Other) << u"personal-data"_s << 3;
        QTest::newRow("not working") << u"🚩 Report: Not working"_s << u"crash on load"_s << int(C::NotWorking)
                                     << u"not-working"_s << 1;
    }
    void matter_sortsByWords()
    {
        QFETCH(QString, title);
        QFETCH(QString, text);
        QFETCH(int, category);
        QFETCH(QString, id);
        QFETCH(int, severity);
        const Matter matter = matterOf(report(title, static_cast<hub::ReportCategory>(category), text));
        QCOMPARE(matter.id, id);
        QCOMPARE(int(matter.severity), severity);
    }

    void projection_explainsItself()
    {
        ProjectionInput input;
        input.caseId = log::CaseId{ QByteArray(16, 'c') };
        input.subject = *Subject::parse(u"model:acme/portrait");
        input.now = now;
        input.reports = { report(u"🚩 Report: Ethical issue(s)"_s, hub::ReportCategory::Ethical),
            report(u"🚩 Report: Spam"_s, hub::ReportCategory::Spam) };
        input.reports[0].certain = true;
        sync::RepoRecord repo;
        repo.info.author = u"acme"_s;
        repo.info.downloads = 48210;
        repo.info.scan.filesWithIssues = { { u"a.pkl"_s, u"unsafe"_s } };
        input.repo = repo;
        const CaseRow row = project(input);
        int sum = 0;
        for (const PriorityTerm& term : row.terms) {
            QVERIFY(!term.value.isEmpty());
            sum += term.points;
        }
        QCOMPARE(row.priority, sum); // each term visible, nothing else counts
        QCOMPARE(row.severity, Severity::S3);
        QCOMPARE(row.reports, 2);
        QCOMPARE(row.due, now.addSecs(-3600 + 24 * 3600));
        QVERIFY(row == project(input)); // pure

        for (hub::Report& one : input.reports)
            one.open = false;
        const CaseRow over = project(input);
        QCOMPARE(over.status, cases::Status::Closed);
        QVERIFY(!over.isOpen());
        QVERIFY(!over.due.isValid());
    }

    void projection_reopensAndDrifts()
    {
        ProjectionInput input;
        input.subject = *Subject::parse(u"model:acme/portrait");
        input.now = now;
        input.reports = { report(u"🚩 Report"_s, hub::ReportCategory::Other) };
        log::Decision decision;
        decision.code = u"D00"_s;
        decision.time = now.addDays(-1);
        decision.pin = { u"c1"_s, u"README.md"_s, u"aa"_s };
        input.state.decisions = { decision };
        input.state.status = cases::Status::Decided;
        sync::CardRecord card;
        card.sha256 = "bb";
        input.card = card;
        CaseRow row = project(input);
        QVERIFY(row.reopened); // the report is newer than the decision
        QVERIFY(row.isOpen());
        QVERIFY(row.drifted);
        input.state.decisions[0].time = now;
        input.card->sha256 = "aa";
        row = project(input);
        QVERIFY(!row.reopened);
        QVERIFY(!row.drifted);
    }

    void projection_claimRunsOut()
    {
        ProjectionInput input;
        input.subject = *Subject::parse(u"model:acme/portrait");
        input.reports = { report(u"🚩 Report"_s, hub::ReportCategory::Other) };
        input.state.claim = log::Claim{ u"p1"_s, now.addSecs(60), {} };
        input.state.status = cases::Status::Claimed;
        input.names = { { u"p1"_s, u"Mira"_s } };
        input.now = now;
        QCOMPARE(project(input).holder, u"Mira"_s);
        input.now = now.addSecs(120);
        QVERIFY(project(input).holder.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCases)
#include "tst_cases.moc"
