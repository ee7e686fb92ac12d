#include "app/docket-bench/benches.h"
#include "app/docket-bench/measure.h"
#include "core/base/clock.h"
#include "core/cases/caseview.h"

#include <QTemporaryDir>

#include <sqlite3.h>

namespace docket::bench
{

using namespace Qt::StringLiterals;
using namespace docket::cases;

void fillView(const QString& workspaceFolder, int cases)
{
    auto view = CaseView::open(workspaceFolder, CaseView::Access::ReadWrite);
    if (!view)
        qFatal("%s", qPrintable(view.error().text()));
    const QDateTime now = fromIsoUtc(u"2026-11-21T12:00:00.000Z");
    QList<CaseRow> rows;
    rows.reserve(cases);
    quint32 random = 12345;
    const auto next = [&random](quint32 below) {
        random = random * 1664525u + 1013904223u;
        return (random >> 8) % below;
    };
    static const QStringList why{ u"personal data"_s, u"ethical issue"_s, u"spam"_s, u"licence contradicts source"_s,
        u"consent, likeness"_s };
    for (int i = 0; i < cases; ++i) {
        CaseRow row;
        row.caseId = QByteArray::number(i).rightJustified(16, 'k');
        row.subject = Subject{ { static_cast<RepoKind>(next(3)), u"org-%1/artifact-%2"_s.arg(next(5000)).arg(i) },
            next(8) == 0 ? static_cast<int>(next(40)) + 1 : 0 };
        row.title = row.subject.title();
        row.author = row.subject.repo.nameSpace();
        row.status = next(3) == 0 ? cases::Status::Decided : cases::Status::New;
        row.severity = static_cast<Severity>(next(5));
        row.priority = static_cast<int>(next(160));
        row.terms = { { u"severity"_s, row.priority, severityName(row.severity) } };
        row.categories = { u"ethical"_s };
        row.why = why.at(static_cast<qsizetype>(next(5)));
        row.reports = static_cast<int>(next(6)) + 1;
        row.openReports = row.reports;
        row.opened = now.addSecs(-static_cast<qint64>(next(10'000'000)));
        row.changed = row.opened;
        row.due = row.opened.addDays(7);
        rows.append(std::move(row));
    }
    if (const auto stored = view->store(rows, true); !stored)
        qFatal("%s", qPrintable(stored.error().text()));
}

namespace
{

constexpr int pageRows = 128;
constexpr int repeats = 400;

/// The bare loop: the SQL that the view sends, prepared once, every column read.
double bareLoop(sqlite3* database)
{
    constexpr const char* sql
        = "SELECT "
          "row,case_id,subject,title,author,status,severity,priority,terms,categories,why,reports,open_reports,opened,"
          "changed,due,holder,claim,claim_until,reopened,drifted,appealed,problem,acts,open_acts FROM kase WHERE "
          "open=1 "
          "ORDER BY priority DESC,row DESC LIMIT 128";
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database, sql, -1, &statement, nullptr) != SQLITE_OK)
        qFatal("%s", sqlite3_errmsg(database));
    qint64 bytes = 0;
    const double seconds = cost([&] {
        for (int i = 0; i < repeats; ++i) {
            while (sqlite3_step(statement) == SQLITE_ROW) {
                for (int column = 0; column < 25; ++column) {
                    if (sqlite3_column_type(statement, column) == SQLITE_INTEGER) {
                        bytes += sqlite3_column_int64(statement, column) & 1;
                    } else {
                        // A row that outlives the statement has to be copied, in any program.
                        const auto* data = static_cast<const char*>(sqlite3_column_blob(statement, column));
                        const QByteArray copy(data, sqlite3_column_bytes(statement, column));
                        bytes += copy.size();
                    }
                }
            }
            sqlite3_reset(statement);
        }
    });
    sqlite3_finalize(statement);
    if (bytes == 0)
        qFatal("nothing was read");
    return seconds;
}

double viewLoop(CaseView& view, const QueueQuery& query)
{
    return cost([&] {
        for (int i = 0; i < repeats; ++i) {
            if (view.page(query, std::nullopt, pageRows)->size() != pageRows)
                qFatal("short page");
        }
    });
}

} // namespace

void benchQueue(const Surroundings& where)
{
    const QDateTime now = fromIsoUtc(u"2026-11-21T12:00:00.000Z");
    const QueueQuery query = *parseQueueQuery(u"is:open", now);
    QTemporaryDir small;
    QTemporaryDir middle;
    QTemporaryDir large;
    const int many = where.quick ? 100'000 : 1'000'000;
    fillView(small.path(), 10'000);
    fillView(middle.path(), 100'000);
    fillView(large.path(), many);
    auto view = CaseView::open(middle.path(), CaseView::Access::ReadOnly);
    sqlite3* bare = nullptr;
    sqlite3_open_v2(qPrintable(middle.filePath(u"view.db"_s)), &bare, SQLITE_OPEN_READONLY, nullptr);
    const Pair window = measurePairs([&] { return viewLoop(*view, query); }, [&] { return bareLoop(bare); });
    sqlite3_close(bare);
    report(u"queue window of 128 rows at 100,000 cases against the same SQL bare"_s, window.ours / repeats * 1e6,
        u"us"_s, 1.2, window.peer / repeats * 1e6, window.ratio);

    auto one = CaseView::open(small.path(), CaseView::Access::ReadOnly);
    auto two = CaseView::open(large.path(), CaseView::Access::ReadOnly);
    const Pair growth = measurePairs([&] { return viewLoop(*two, query); }, [&] { return viewLoop(*one, query); });
    report(u"queue window at %1 cases against 10,000"_s.arg(many), growth.ours / repeats * 1e6, u"us"_s, 1.5,
        growth.peer / repeats * 1e6, growth.ratio);

    const QueueQuery deep = query;
    const auto anchors = two->anchors(deep, 256);
    const PageKey late = anchors->at(anchors->size() * 98 / 100);
    const Pair depth = measurePairs(
        [&] {
            return cost([&] {
                for (int i = 0; i < repeats; ++i)
                    two->page(deep, late, pageRows);
            });
        },
        [&] { return viewLoop(*two, deep); });
    report(u"page at 98 % depth against the first page"_s, depth.ours / repeats * 1e6, u"us"_s, 1.3,
        depth.peer / repeats * 1e6, depth.ratio);

    const Pair badge = measurePairs(
        [&] {
            return cost([&] {
                for (int i = 0; i < repeats; ++i)
                    two->count(query);
            });
        },
        [&] {
            return cost([&] {
                for (int i = 0; i < 4; ++i)
                    two->count(*parseQueueQuery(u"is:open reports:>=0", now), 10'000'000);
            }) * repeats
                / 4;
        });
    report(u"badge count against count(*)"_s, badge.ours / repeats * 1e6, u"us"_s, 0.01, badge.peer / repeats * 1e6,
        badge.ratio);
}

} // namespace docket::bench
