#include "core/cases/kasetable.h"

namespace docket::cases
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 noTime = 9'000'000'000'000'000; // sorts after every real time

QDateTime fromMs(qint64 ms)
{
    return ms == noTime ? QDateTime() : QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
}

/// One line a term, its parts parted by tabs: read for every row of every page, so it is cheaper than JSON.
QString termsText(const QList<PriorityTerm>& terms)
{
    QStringList lines;
    for (const PriorityTerm& term : terms) {
        QString value = term.value;
        lines.append(term.name + u'\t' + QString::number(term.points) + u'\t' + value.replace(u'\n', u' '));
    }
    return lines.join(u'\n');
}

QList<PriorityTerm> termsFrom(const QString& text)
{
    QList<PriorityTerm> terms;
    for (const QStringView line : QStringView(text).tokenize(u'\n', Qt::SkipEmptyParts)) {
        const qsizetype first = line.indexOf(u'\t');
        const qsizetype second = line.indexOf(u'\t', first + 1);
        terms.append({ line.left(first).toString(), line.mid(first + 1, second - first - 1).toInt(),
            line.mid(second + 1).toString() });
    }
    return terms;
}

} // namespace

qint64 kaseTime(const QDateTime& time)
{
    return time.isValid() ? time.toMSecsSinceEpoch() : noTime;
}

CaseRow kaseRow(const sqlite::Statement& s)
{
    CaseRow row;
    row.row = s.int64(0);
    row.caseId = s.blob(1);
    row.caseText = log::CaseId{ row.caseId }.text();
    if (auto subject = Subject::parse(s.text(2)))
        row.subject = *subject;
    row.title = s.text(3);
    row.author = s.text(4);
    row.status = static_cast<Status>(s.integer(5));
    row.severity = static_cast<Severity>(s.integer(6));
    row.priority = s.integer(7);
    row.terms = termsFrom(s.text(8));
    row.categories = s.text(9).split(u' ', Qt::SkipEmptyParts);
    row.why = s.text(10);
    row.reports = s.integer(11);
    row.openReports = s.integer(12);
    row.opened = fromMs(s.int64(13));
    row.changed = fromMs(s.int64(14));
    row.due = fromMs(s.int64(15));
    row.holder = s.text(16);
    row.mine = s.integer(17) == 2;
    row.claimUntil = fromMs(s.int64(18));
    row.reopened = s.integer(19) != 0;
    row.drifted = s.integer(20) != 0;
    row.appealed = s.integer(21) != 0;
    row.problem = s.text(22);
    row.acts = s.integer(23);
    row.openActs = s.integer(24);
    return row;
}

docket::Status putKaseRow(sqlite::Database& database, const CaseRow& row)
{
    DOCKET_ASSIGN(auto s,
        database.cached(
            "INSERT INTO kase(case_id,subject,title,author,status,severity,priority,terms,categories,why,"
            "reports,open_reports,opened,changed,due,holder,claim,claim_until,reopened,drifted,appealed,problem,kind,"
            "open,acts,open_acts) "
            "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,?22,?23,?24,?25,?26) "
            "ON CONFLICT(case_id) DO UPDATE SET subject=excluded.subject,title=excluded.title,author=excluded.author,"
            "status=excluded.status,severity=excluded.severity,priority=excluded.priority,terms=excluded.terms,"
            "categories=excluded.categories,why=excluded.why,reports=excluded.reports,open_reports=excluded.open_"
            "reports,"
            "opened=excluded.opened,changed=excluded.changed,due=excluded.due,holder=excluded.holder,claim=excluded."
            "claim,"
            "claim_until=excluded.claim_until,reopened=excluded.reopened,drifted=excluded.drifted,"
            "appealed=excluded.appealed,problem=excluded.problem,kind=excluded.kind,open=excluded.open,"
            "acts=excluded.acts,open_acts=excluded.open_acts"));
    s->bindBlob(1, row.caseId);
    s->bind(2, row.subject.key());
    s->bind(3, row.title);
    s->bind(4, row.author);
    s->bind(5, static_cast<int>(row.status));
    s->bind(6, static_cast<int>(row.severity));
    s->bind(7, row.priority);
    s->bind(8, termsText(row.terms));
    s->bind(9, row.categories.join(u' '));
    s->bind(10, row.why);
    s->bind(11, row.reports);
    s->bind(12, row.openReports);
    s->bind(13, kaseTime(row.opened));
    s->bind(14, row.changed.isValid() ? row.changed.toMSecsSinceEpoch() : 0);
    s->bind(15, kaseTime(row.due));
    s->bind(16, row.holder);
    s->bind(17, row.holder.isEmpty() ? 0 : (row.mine ? 2 : 1));
    s->bind(18, kaseTime(row.claimUntil));
    s->bind(19, row.reopened);
    s->bind(20, row.drifted);
    s->bind(21, row.appealed);
    s->bind(22, row.problem);
    s->bind(23, row.subject.thread > 0 ? 3 : static_cast<int>(row.subject.repo.kind));
    s->bind(24, row.isOpen());
    s->bind(25, row.acts);
    s->bind(26, row.openActs);
    return s->run();
}

} // namespace docket::cases
