#include "app/docketctl/casefile.h"
#include "app/docketctl/session.h"
#include "app/docketctl/verb.h"

#include <algorithm>

namespace docket::ctl
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int pageSize = 500;

Result<cases::QueueQuery> queryOf(Session& session, const Arguments& arguments)
{
    const QString filter = arguments.value(u"filter"_s);
    auto query = cases::parseQueueQuery(filter, session.clock().now());
    if (!query) {
        const cases::QueryFault& fault = query.error();
        Error error = fault.error;
        error.code = ErrorCode::Usage;
        error.thing = u"--filter, at character %1 (\"%2\")"_s.arg(fault.position + 1)
                          .arg(filter.mid(fault.position, fault.length));
        return fail(std::move(error));
    }
    if (arguments.has(u"sort"_s)) {
        const auto key = cases::sortKeyFromName(arguments.value(u"sort"_s));
        if (!key) {
            return fail(ErrorCode::Usage, u"--sort \"%1\""_s.arg(arguments.value(u"sort"_s)), u"is no sort key"_s,
                u"say priority, due, opened, changed, reports or title"_s);
        }
        query->sort = *key;
    }
    return *query;
}

QStringList rowText(const cases::CaseRow& row)
{
    QString status = cases::statusName(row.status);
    if (const QString flags = flagsOf(row); !flags.isEmpty())
        status += u" ("_s + flags + u')';
    return { row.caseText, QString::number(row.priority), cases::severityName(row.severity), status, row.title, row.why,
        QString::number(row.reports), shortTime(row.opened), shortTime(row.due), row.holder };
}

Result<int> queue(Session& session, const Arguments& arguments)
{
    DOCKET_ASSIGN(const cases::QueueQuery query, queryOf(session, arguments));
    DOCKET_ASSIGN(const qint64 limit, arguments.number(u"limit"_s, 50));
    DOCKET_ASSIGN(Workspace* const workspace, session.workspace());
    DOCKET_TRY(workspace->refreshView());
    std::optional<cases::PageKey> after;
    QList<QStringList> lines;
    qint64 printed = 0;
    while (limit == 0 || printed < limit) {
        const int wanted = static_cast<int>(limit == 0 ? pageSize : std::min<qint64>(limit - printed, pageSize));
        DOCKET_ASSIGN(const QList<cases::CaseRow> page, workspace->view().page(query, after, wanted));
        for (const cases::CaseRow& row : page) {
            if (session.out().isJson())
                session.out().object(rowJson(row));
            else
                lines.append(rowText(row));
        }
        printed += page.size();
        if (page.size() < wanted)
            break;
        after = cases::CaseView::keyOf(query, page.constLast());
    }
    if (printed == 0) {
        session.out().note(u"docketctl: queue: no case matches"_s);
        return No;
    }
    if (!session.out().isJson()) {
        session.out().table({ u"CASE"_s, u"PRIORITY"_s, u"SEVERITY"_s, u"STATUS"_s, u"SUBJECT"_s, u"WHY"_s,
                                u"REPORTS"_s, u"OPENED"_s, u"DUE"_s, u"HOLDER"_s },
            lines, { 4, 5 });
        DOCKET_ASSIGN(const qint64 total, workspace->view().count(query));
        if (total > printed)
            session.out().note(u"%1 of %2%3 shown; --limit 0 shows all"_s.arg(printed)
                                   .arg(std::min<qint64>(total, 10'000))
                                   .arg(total > 10'000 ? u"+"_s : QString()));
    }
    return Done;
}

void printReports(Output& out, const CaseDossier& dossier)
{
    out.line();
    out.line(u"Reports"_s);
    QList<QStringList> rows;
    for (const hub::Report& report : dossier.file.reports) {
        rows.append({ u"  #%1"_s.arg(report.thread), hub::reportCategoryName(report.category),
            report.open ? u"open"_s : u"closed"_s, shortTime(report.opened), report.rawTitle,
            report.excerpt.simplified() });
    }
    out.table({}, rows, { 4, 5 });
}

void printJudgements(Output& out, const CaseDossier& dossier)
{
    const log::CaseState& state = dossier.file.state;
    qsizetype folded = 0;
    QList<QStringList> rows;
    const auto add = [&](const QString& person, const QDateTime& time, const QString& what, const QString& text) {
        if (isShown(dossier, person))
            rows.append({ u"  "_s + shortTime(time), personName(dossier, person), what, text.simplified() });
        else
            ++folded;
    };
    for (const log::Assessment& one : state.assessments)
        add(one.person, one.time, u"answers"_s, u"%1, %2 answered"_s.arg(one.pack).arg(one.answers.size()));
    for (const log::Note& one : state.notes)
        add(one.person, one.time, u"note"_s, one.text);
    for (const log::Decision& one : state.pastDecisions)
        add(one.person, one.time, u"decided before"_s, one.code + u' ' + one.reason);
    for (const log::Decision& one : state.decisions) {
        const bool waits = one.needsSecond && one.supporters.size() < 2;
        add(one.person, one.time, waits ? u"proposed"_s : u"decided"_s, one.code + u' ' + one.reason);
    }
    for (const log::Action& one : state.actions) {
        rows.append({ u"  "_s + shortTime(one.queuedAt), personName(dossier, one.person), one.type,
            log::actionStateName(one.state) + (one.lastError.isEmpty() ? QString() : u": "_s + one.lastError) });
    }
    if (rows.isEmpty() && folded == 0)
        return;
    out.line();
    out.line(u"Judgement"_s);
    out.table({}, rows, { 3 });
    if (folded > 0)
        out.line(u"  %1 more by others, shown once you have judged (or with --all)"_s.arg(folded));
}

void printEvidence(Output& out, const CaseDossier& dossier)
{
    QList<QStringList> rows;
    for (const QJsonObject& object : shownAnchors(dossier)) {
        const auto anchor = policy::Anchor::fromJson(object);
        const auto now = evidenceOf(dossier, object);
        if (anchor && now && now->isNews())
            rows.append({ u"  "_s + anchor->place(), evidenceNowText(*now), anchor->quote.simplified() });
    }
    if (rows.isEmpty())
        return;
    out.line();
    out.line(u"Evidence, as it stands in what was synced last"_s);
    out.table({}, rows, { 2 });
}

void printOffers(Output& out, const CaseDossier& dossier)
{
    QList<QStringList> rows;
    for (const policy::DecisionOffer& offer : dossier.offers) {
        if (offer.offered)
            rows.append({ u"  "_s + offer.code->code, offer.code->title,
                offer.needsSecondReviewer ? u"needs a second person"_s : QString() });
    }
    out.line();
    out.line(rows.isEmpty() ? u"No decision is open yet; answer a checklist first (docketctl assess)"_s
                            : u"Open decisions"_s);
    out.table({}, rows, { 1 });
}

Result<int> caseShow(Session& session, const Arguments& arguments)
{
    DOCKET_ASSIGN(Workspace* const workspace, session.workspace());
    DOCKET_ASSIGN(const CaseDossier dossier, dossierOf(*workspace, arguments.at(0), arguments.has(u"all"_s)));
    Output& out = session.out();
    if (out.isJson()) {
        out.object(dossierJson(dossier));
        return Done;
    }
    const cases::CaseRow& row = dossier.file.row;
    out.line(row.title);
    QString status = cases::statusName(row.status);
    if (const QString flags = flagsOf(row); !flags.isEmpty())
        status += u" ("_s + flags + u')';
    QStringList terms;
    for (const cases::PriorityTerm& term : row.terms)
        terms.append(u"%1 %2"_s.arg(term.name).arg(term.points));
    QString repo;
    QString card;
    if (dossier.file.repo) {
        const hub::RepoInfo& info = dossier.file.repo->info;
        repo = u"%1, %2 downloads, %3 likes"_s.arg(info.sha.left(12)).arg(info.downloads).arg(info.likes);
        if (dossier.file.repo->state.error)
            repo += u"; "_s + dossier.file.repo->state.error->text();
    }
    if (dossier.file.card) {
        card = dossier.file.card->state.error
            ? dossier.file.card->state.error->text()
            : u"%1 at %2, %3"_s.arg(
                dossier.file.card->path, dossier.file.card->commit.left(12), humanBytes(dossier.file.card->size));
    }
    out.fields({ { u"  case"_s, row.caseText }, { u"  subject"_s, row.subject.key() }, { u"  status"_s, status },
        { u"  held by"_s, row.holder.isEmpty() ? QString() : row.holder + u" until "_s + shortTime(row.claimUntil) },
        { u"  severity"_s, cases::severityName(row.severity) },
        { u"  priority"_s, u"%1 (%2)"_s.arg(row.priority).arg(terms.join(u", "_s)) }, { u"  why"_s, row.why },
        { u"  author"_s, row.author }, { u"  opened"_s, shortTime(row.opened) }, { u"  due"_s, shortTime(row.due) },
        { u"  repository"_s, repo }, { u"  card"_s, card } });
    printReports(out, dossier);
    printJudgements(out, dossier);
    printEvidence(out, dossier);
    printOffers(out, dossier);
    return Done;
}

} // namespace

QList<Verb> queueVerbs()
{
    return {
        { u"queue"_s, u"[--filter EXPR] [--sort KEY] [--limit N]"_s, u"The cases, most urgent first."_s,
            u"EXPR is the filter line of the window: type:model severity:>=S3 is:unclaimed author:x words"_s,
            { { u"filter"_s, u"Only cases that match."_s, u"EXPR"_s },
                { u"sort"_s, u"priority, due, opened, changed, reports or title."_s, u"KEY"_s },
                { u"limit"_s, u"At most so many (50); 0 for all."_s, u"N"_s } },
            0, 0, queue },
        { u"case show"_s, u"CASE"_s, u"Everything known about a case."_s,
            u"CASE is an id from the queue, a unique beginning of one, or a subject such as model:acme/x#3."_s,
            { { u"all"_s, u"Show what others judged before you have."_s } }, 1, 1, caseShow },
    };
}

} // namespace docket::ctl
