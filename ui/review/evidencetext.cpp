#include "ui/review/evidencetext.h"

#include "ui/widgets/displaytext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;
using widgets::singleLine;

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(docket::ui::review::Evidence)
};

QString withoutFlag(const QString& title)
{
    static const QString flag = u"🚩"_s;
    const QString line = singleLine(title, 200);
    return line.startsWith(flag) ? line.sliced(flag.size()).trimmed() : line;
}

} // namespace

QString kindText(RepoKind kind)
{
    switch (kind) {
    case RepoKind::Model:
        return Text::tr("model");
    case RepoKind::Dataset:
        return Text::tr("dataset");
    case RepoKind::Space:
        return Text::tr("Space");
    }
    return {};
}

QString shortTime(const QDateTime& time, const QDateTime& now, const QTimeZone& zone)
{
    if (!time.isValid())
        return {};
    const QDateTime local = time.toTimeZone(zone);
    const QDateTime today = now.toTimeZone(zone);
    const QLocale locale;
    if (local.date() == today.date())
        return locale.toString(local.time(), u"HH:mm"_s);
    return locale.toString(local.date(), local.date().year() == today.date().year() ? u"d MMM"_s : u"d MMM yyyy"_s);
}

QString sizeText(qint64 bytes)
{
    return bytes < 0 ? QString() : QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

HeadText headText(const Overview& overview, const QDateTime& now, const QTimeZone& zone)
{
    HeadText head;
    head.title = singleLine(overview.subject.title(), 200);
    const QLocale locale;
    const QString kind = kindText(overview.subject.repo.kind);
    if (!overview.repo) {
        head.before.append(kind);
        head.after.append(Text::tr("not fetched yet"));
        return head;
    }
    const hub::RepoInfo& info = overview.repo->info;
    const QString author = info.author.isEmpty() ? overview.subject.repo.nameSpace() : info.author;
    head.before.append(Text::tr("%1 by %2", "kind by author").arg(kind, singleLine(author, 60)));
    if (overview.subject.repo.kind != RepoKind::Space)
        head.before.append(Text::tr("%1 downloads").arg(locale.toString(info.downloads)));
    head.before.append(Text::tr("%1 likes").arg(locale.toString(info.likes)));
    head.commit = (overview.card && !overview.card->commit.isEmpty() ? overview.card->commit : info.sha).left(7);
    if (overview.pinned.isValid())
        head.pinned = Text::tr("pinned %1", "time").arg(shortTime(overview.pinned, now, zone));
    if (!overview.reports.isEmpty()) {
        const int count = static_cast<int>(overview.reports.size());
        QDateTime first;
        for (const hub::Report& report : overview.reports) {
            if (!first.isValid() || report.opened < first)
                first = report.opened;
        }
        const QString since = shortTime(first, now, zone);
        const QString reports = count == 1 ? Text::tr("1 report") : Text::tr("%1 reports").arg(count);
        head.after.append(since.isEmpty() ? reports : Text::tr("%1 since %2", "reports").arg(reports, since));
    }
    if (info.disabled)
        head.after.append(Text::tr("taken down by the Hub"));
    if (!info.gated.isEmpty())
        head.after.append(info.gated == "manual"_L1 ? Text::tr("gated, by hand") : Text::tr("gated"));
    if (info.isPrivate)
        head.after.append(Text::tr("private"));
    if (info.tags.contains(u"not-for-all-audiences"_s))
        head.after.append(Text::tr("not for all audiences"));
    if (!overview.repo->renamedFrom.isEmpty())
        head.after.append(Text::tr("renamed from %1").arg(singleLine(overview.repo->renamedFrom, 80)));
    if (overview.repo->state.error)
        head.trouble = errorText(*overview.repo->state.error).headline;
    return head;
}

Message errorText(const Error& error)
{
    QString headline;
    switch (error.code) {
    case ErrorCode::Network:
        headline = Text::tr("The Hub could not be reached");
        break;
    case ErrorCode::Auth:
        headline = Text::tr("The Hub refused the token");
        break;
    case ErrorCode::Forbidden:
        headline = Text::tr("This account may not see it");
        break;
    case ErrorCode::Gated:
        headline = Text::tr("Gated: access has not been granted");
        break;
    case ErrorCode::Disabled:
        headline = Text::tr("Taken down by the Hub");
        break;
    case ErrorCode::NotFound:
        headline = Text::tr("It is not on the Hub");
        break;
    case ErrorCode::RateLimited:
        headline = Text::tr("The Hub asked us to slow down");
        break;
    case ErrorCode::Parse:
        headline = Text::tr("The Hub's answer cannot be read");
        break;
    case ErrorCode::Integrity:
        headline = Text::tr("The stored copy is damaged");
        break;
    case ErrorCode::LimitExceeded:
        headline = Text::tr("It is larger than Docket accepts");
        break;
    default:
        headline = Text::tr("It could not be read");
    }
    return { headline, singleLine(error.text(), 600) };
}

Message noCardText(const std::optional<sync::CardRecord>& record, const std::optional<sync::RepoRecord>& repo)
{
    if (record && record->state.error && record->state.error->code != ErrorCode::NotFound)
        return errorText(*record->state.error);
    if (!repo)
        return { Text::tr("Not fetched yet"), Text::tr("Sync to fetch the repository and its card.") };
    if (repo->state.error && !record)
        return errorText(*repo->state.error);
    if (!record)
        return { Text::tr("The card was not fetched yet"), Text::tr("Sync to fetch it.") };
    return { Text::tr("There is no card"),
        Text::tr("The repository has no README.md. Purpose, limits, licence and origin are not stated anywhere; "
                 "the completeness checklist counts every section as absent.") };
}

Message noTableText(const NoTable& refusal, RepoKind kind)
{
    using Reason = NoTable::Reason;
    if (kind != RepoKind::Dataset)
        return { Text::tr("No data to show"), Text::tr("Only datasets have rows. See Files for what is stored here.") };
    Message message;
    switch (refusal.reason) {
    case Reason::NotFetched:
        message = { Text::tr("No rows have been fetched"), Text::tr("Sync to ask the Hub's dataset viewer.") };
        break;
    case Reason::NotReady:
        message = { Text::tr("The rows are not ready yet"),
            Text::tr("The Hub is still preparing them. They come with a later sync.") };
        break;
    case Reason::AudienceTag:
        message = { Text::tr("The Hub shows no rows of this dataset"),
            Text::tr("It carries the tag “not for all audiences”; the viewer is off for such datasets.") };
        break;
    case Reason::TakenDown:
        message = { Text::tr("The dataset was taken down"), Text::tr("The Hub serves neither rows nor files of it.") };
        break;
    case Reason::SwitchedOff:
        message = { Text::tr("The owner switched the viewer off"),
            Text::tr("The card says “viewer: false”. The files can still be listed.") };
        break;
    case Reason::Private:
        message = { Text::tr("The dataset is private"), Text::tr("The viewer serves no rows of it.") };
        break;
    case Reason::Blocked:
        message = { Text::tr("The Hub's viewer blocks this dataset"), Text::tr("Its team has put it on a list.") };
        break;
    case Reason::Script:
        message = { Text::tr("The dataset is made by a script"), Text::tr("The viewer does not run foreign code.") };
        break;
    case Reason::TooManyConfigs:
        message = { Text::tr("Too many configurations"), Text::tr("The viewer refuses datasets with so many.") };
        break;
    case Reason::NotSupported:
        message = { Text::tr("The Hub shows no rows of this dataset"), Text::tr("It gives no further reason.") };
        break;
    case Reason::NoAccess:
        message = { Text::tr("No access to the rows"), Text::tr("The dataset is private or gated for this account.") };
        break;
    case Reason::Missing:
        message = { Text::tr("The viewer does not know this dataset"), Text::tr("It may be new, renamed or gone.") };
        break;
    case Reason::Broken:
        message
            = { Text::tr("The viewer failed on this dataset"), Text::tr("Often the files cannot be read as a table.") };
        break;
    }
    if (!refusal.detail.isEmpty())
        message.text += u' ' + Text::tr("The Hub says: “%1”").arg(singleLine(refusal.detail, 300));
    return message;
}

QString tableSummary(const ViewerTable& table)
{
    const QLocale locale;
    const qint64 rows = table.rows.size();
    QString text = table.totalRows > rows
        ? Text::tr("first %1 of %2 rows").arg(locale.toString(rows), locale.toString(table.totalRows))
        : table.truncated ? Text::tr("first %1 rows").arg(locale.toString(rows))
                          : Text::tr("all %1 rows").arg(locale.toString(rows));
    text += u" · "_s + Text::tr("%1 columns").arg(table.columns.size());
    if (table.partial)
        text += u" · "_s + Text::tr("the Hub read only part of the split");
    return text;
}

QString filesSummaryText(const FilesSummary& summary)
{
    const QLocale locale;
    QString text = summary.files == 1 ? Text::tr("1 file") : Text::tr("%1 files").arg(locale.toString(summary.files));
    if (summary.cut)
        text = Text::tr("more than %1").arg(text);
    text += u" · "_s + sizeText(summary.bytes);
    if (summary.inLfs > 0)
        text += u" · "_s
            + Text::tr("%1 of them in LFS (%2)").arg(locale.toString(summary.inLfs), sizeText(summary.bytesInLfs));
    const int warnings = static_cast<int>(summary.warnings.size());
    text += u" · "_s;
    if (warnings > 0)
        text += warnings == 1 ? Text::tr("1 scan warning") : Text::tr("%1 scan warnings").arg(warnings);
    else
        text += summary.scanned ? Text::tr("scan found nothing") : Text::tr("scan not finished");
    return text;
}

QString scanWord(QStringView level)
{
    if (level == "safe"_L1)
        return Text::tr("safe");
    if (level == "suspicious"_L1)
        return Text::tr("suspicious");
    if (level == "caution"_L1)
        return Text::tr("caution");
    if (level == "unsafe"_L1)
        return Text::tr("unsafe");
    if (level == "error"_L1)
        return Text::tr("scan failed");
    if (level == "queued"_L1)
        return Text::tr("being scanned");
    if (level.isEmpty() || level == "unscanned"_L1)
        return Text::tr("not scanned");
    return singleLine(level, 24);
}

QString eventText(const hub::Event& event)
{
    using hub::EventType;
    switch (event.type) {
    case EventType::Comment:
        return {};
    case EventType::StatusChange:
        if (event.to == "closed"_L1)
            return Text::tr("closed this");
        if (event.to == "open"_L1)
            return Text::tr("opened this again");
        if (event.to == "merged"_L1)
            return Text::tr("merged this");
        return Text::tr("set the status to “%1”").arg(singleLine(event.to, 40));
    case EventType::TitleChange:
        return Text::tr("changed the title from “%1” to “%2”")
            .arg(withoutFlag(event.from).left(120), withoutFlag(event.to).left(120));
    case EventType::Commit:
        return Text::tr("pushed %1 “%2”").arg(event.oid.left(7), singleLine(event.commitSubject, 160));
    case EventType::ReportStatusChange:
        return event.report ? Text::tr("marked this as a report") : Text::tr("took the report mark away");
    case EventType::Pinning:
        return Text::tr("changed the pin");
    case EventType::Locking:
        return Text::tr("changed the lock");
    case EventType::Reference:
        return Text::tr("referred to this from elsewhere");
    case EventType::Review:
        return Text::tr("reviewed this");
    case EventType::Unknown:
        break;
    }
    return Text::tr("did something Docket does not know: %1").arg(singleLine(event.typeName, 40));
}

QString hiddenText(const hub::Event& event)
{
    QString text = event.hiddenBy.isEmpty() ? Text::tr("Hidden by a moderator")
                                            : Text::tr("Hidden by %1").arg(singleLine(event.hiddenBy, 60));
    if (!event.hiddenReason.isEmpty())
        text += u": "_s + singleLine(event.hiddenReason, 80);
    return text;
}

QString authorText(const hub::Author& author)
{
    return author.name.isEmpty() ? Text::tr("deleted account") : singleLine(author.name, 60);
}

QStringList authorMarks(const hub::Author& author)
{
    QStringList marks;
    if (author.isHf)
        marks.append(Text::tr("Hub staff"));
    if (author.isMod)
        marks.append(Text::tr("Hub moderator"));
    if (author.isOwner)
        marks.append(Text::tr("owner"));
    else if (author.isOrgMember)
        marks.append(Text::tr("member"));
    if (author.type == "org"_L1)
        marks.append(Text::tr("organisation"));
    return marks;
}

QString threadMeta(const hub::Thread& thread, const QDateTime& now, const QTimeZone& zone)
{
    QStringList parts{ u"#%1"_s.arg(thread.num) };
    if (thread.isPullRequest)
        parts.append(Text::tr("pull request"));
    const QString status = thread.status == "open"_L1 ? Text::tr("open")
        : thread.status == "closed"_L1                ? Text::tr("closed")
        : thread.status == "merged"_L1                ? Text::tr("merged")
        : thread.status == "draft"_L1                 ? Text::tr("draft")
                                                      : singleLine(thread.status, 20);
    parts.append(status);
    parts.append(Text::tr("by %1").arg(authorText(thread.author)));
    parts.append(shortTime(thread.createdAt, now, zone));
    if (thread.numComments > 0)
        parts.append(thread.numComments == 1 ? Text::tr("1 comment") : Text::tr("%1 comments").arg(thread.numComments));
    if (thread.locked)
        parts.append(Text::tr("locked"));
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

QString threadTitle(const hub::Thread& thread)
{
    // The flag of the Hub's report form is drawn by us: not every font has it.
    const QString title = withoutFlag(thread.title);
    return title.isEmpty() ? Text::tr("Report") : title;
}

bool isReportThread(const hub::Thread& thread)
{
    // Only the detail knows for sure; the form's own title tells the rest (hub-api.md 9.3).
    return thread.isReport.value_or(thread.title.startsWith(u"🚩"_s));
}

void sortThreads(QList<hub::Thread>& threads)
{
    const auto rank = [](const hub::Thread& thread) {
        return (isReportThread(thread) ? 0 : 4) + (thread.pinned ? 0 : 2) + (thread.status == "open"_L1 ? 0 : 1);
    };
    std::stable_sort(threads.begin(), threads.end(), [&](const hub::Thread& a, const hub::Thread& b) {
        const int left = rank(a);
        const int right = rank(b);
        return left != right ? left < right : a.num > b.num;
    });
}

} // namespace docket::ui::review
