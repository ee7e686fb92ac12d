#include "core/hub/types.h"
#include "tests/hub/suites.h"

#include <QTest>

using namespace docket;
using namespace docket::hub;
using namespace Qt::StringLiterals;

namespace
{

Event comment(const QString& id, const QString& raw, bool isReport = false)
{
    Event event;
    event.id = id;
    event.type = EventType::Comment;
    event.raw = raw;
    event.isReport = isReport;
    event.author.name = u"writer-of-"_s + id;
    event.createdAt = QDateTime(QDate(2026, 5, 4), QTime(8, 0), Qt::UTC);
    return event;
}

Event mark(bool report)
{
    Event event;
    event.type = EventType::ReportStatusChange;
    event.report = report;
    return event;
}

Thread titled(const QString& title)
{
    Thread thread;
    thread.repo = { RepoKind::Model, u"acme/x"_s };
    thread.num = 7;
    thread.title = title;
    thread.status = u"open"_s;
    thread.isReport = false;
    thread.events = { comment(u"a"_s, u"  why\n it is  wrong "_s), comment(u"b"_s, u"answer"_s) };
    return thread;
}

} // namespace

void TestReport::titles_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("category"); // empty: no report
    const QString flag = u"\U0001F6A9"_s;
    QTest::newRow("ethical") << flag + u" Report: Ethical issue(s)"_s << u"ethical"_s;
    QTest::newRow("older form") << flag + u" Report : Ethical issue(s)"_s << u"ethical"_s;
    QTest::newRow("legal") << flag + u" Report: Legal issue(s)"_s << u"legal"_s;
    QTest::newRow("not working") << flag + u" Report: Not working"_s << u"not-working"_s;
    QTest::newRow("spam") << flag + u" Report: Spam"_s << u"spam"_s;
    QTest::newRow("alone") << flag + u" Report"_s << u"other"_s;
    QTest::newRow("em dash") << flag + u" Report \u2014 legal: copied weights"_s << u"legal"_s;
    QTest::newRow("hyphen") << flag + u" Report - spam"_s << u"spam"_s;
    QTest::newRow("variation selector") << flag + u"\uFE0F Report: Spam"_s << u"spam"_s;
    QTest::newRow("blanks around") << u"  "_s + flag + u"Report: LEGAL "_s << u"legal"_s;
    QTest::newRow("wide colon") << flag + u" Report\uFF1A legal"_s << u"legal"_s;
    QTest::newRow("copyright") << flag + u" Report: Copyright infringement"_s << u"other"_s;
    QTest::newRow("category before the colon does not count") << flag + u" Report spam: it hangs"_s << u"other"_s;
    QTest::newRow("longer word") << flag + u" Reporting a bug"_s << QString();
    QTest::newRow("no flag") << u"Report: Spam"_s << QString();
    QTest::newRow("flag later") << u"A "_s + flag + u" Report: Spam"_s << QString();
    QTest::newRow("lower case") << flag + u" report: spam"_s << QString();
    QTest::newRow("empty") << QString() << QString();
}

void TestReport::titles()
{
    QFETCH(QString, title);
    QFETCH(QString, category);
    const QList<Report> reports = reportsIn(titled(title));
    QCOMPARE(reports.size(), category.isEmpty() ? 0 : 1);
    if (category.isEmpty())
        return;
    const Report& report = reports.first();
    QCOMPARE(reportCategoryName(report.category), category);
    QVERIFY(!report.certain);
    QVERIFY(report.open);
    QCOMPARE(report.rawTitle, title);
    QCOMPARE(report.excerpt, u"why it is wrong"_s);
    QCOMPARE(report.reporter, u"writer-of-a"_s);
    QCOMPARE(report.subject.key(), u"model:acme/x"_s);
    QCOMPARE(report.thread, 7);
}

void TestReport::saidByTheHub()
{
    Thread thread = titled(u"Please look"_s);
    thread.isReport = true;
    thread.status = u"closed"_s;
    const auto reports = reportsIn(thread);
    QCOMPARE(reports.size(), 1);
    QVERIFY(reports[0].certain);
    QVERIFY(!reports[0].open);
    QCOMPARE(reports[0].category, ReportCategory::Other);
    thread.events.append(mark(false));
    QCOMPARE(reportsIn(thread).size(), 1); // rule 4 overrides 2 and 3 only
}

void TestReport::markedLater()
{
    Thread thread = titled(u"Please look"_s);
    QVERIFY(reportsIn(thread).isEmpty());
    thread.events.append(mark(true));
    QCOMPARE(reportsIn(thread).size(), 1);
    QVERIFY(reportsIn(thread).first().certain);
    thread.events.append(mark(false));
    QVERIFY(reportsIn(thread).isEmpty());
    thread.title = u"\U0001F6A9 Report: Spam"_s;
    QVERIFY(reportsIn(thread).isEmpty());
    thread.events.append(mark(true));
    QCOMPARE(reportsIn(thread).size(), 1);
}

void TestReport::comments()
{
    Thread thread = titled(u"How to fine-tune"_s);
    thread.events[1].isReport = true;
    auto reports = reportsIn(thread);
    QCOMPARE(reports.size(), 1);
    QCOMPARE(reports[0].subject.key(), u"model:acme/x#7"_s);
    QCOMPARE(reports[0].commentId, u"b"_s);
    QCOMPARE(reports[0].excerpt, u"answer"_s);
    QVERIFY(reports[0].certain);

    // The opening comment marked: the thread itself is the report.
    thread.events[0].isReport = true;
    reports = reportsIn(thread);
    QCOMPARE(reports.size(), 1);
    QCOMPARE(reports[0].subject.key(), u"model:acme/x"_s);
    QVERIFY(reports[0].commentId.isEmpty());

    thread.events.append(mark(false));
    QVERIFY(reportsIn(thread).isEmpty());
}

void TestReport::excerptLength()
{
    Thread thread = titled(u"\U0001F6A9 Report"_s);
    thread.events[0].raw = QString(279, u'x') + u"\U0001F600 tail"_s;
    const QString excerpt = reportsIn(thread).first().excerpt;
    QCOMPARE(excerpt.size(), 279);
    thread.events.clear();
    QCOMPARE(reportsIn(thread).size(), 1);
    QVERIFY(reportsIn(thread).first().excerpt.isEmpty());
}
