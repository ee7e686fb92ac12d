#include "core/hub/types.h"

#include <QRegularExpression>

namespace docket::hub
{

using namespace Qt::StringLiterals;

namespace
{

/// Trimmed, without variation selectors (U+FE00-FE0F): the flag is written with and without them.
QString plainTitle(const QString& title)
{
    QString plain;
    plain.reserve(title.size());
    for (const QChar c : title) {
        if (c.unicode() < 0xFE00 || c.unicode() > 0xFE0F)
            plain.append(c);
    }
    return plain.trimmed();
}

bool hasReportTitle(const QString& title)
{
    static const QRegularExpression form(u"^\U0001F6A9\\s*Report\\b"_s, QRegularExpression::UseUnicodePropertiesOption);
    return form.match(plainTitle(title)).hasMatch();
}

/// From the words after the first colon or dash of a report's title.
ReportCategory categoryOf(const QString& title)
{
    static const QRegularExpression mark(u"[:\uFF1A\\-\u2010-\u2015]"_s);
    const qsizetype at = title.indexOf(mark);
    if (at < 0)
        return ReportCategory::Other;
    const QString words = title.mid(at + 1);
    const std::pair<QLatin1StringView, ReportCategory> known[]
        = { { "ethic"_L1, ReportCategory::Ethical }, { "legal"_L1, ReportCategory::Legal },
              { "not working"_L1, ReportCategory::NotWorking }, { "spam"_L1, ReportCategory::Spam } };
    for (const auto& [word, category] : known) {
        if (words.contains(word, Qt::CaseInsensitive))
            return category;
    }
    return ReportCategory::Other;
}

QString excerptOf(const QString& raw)
{
    constexpr qsizetype length = 280;
    QString text = raw.left(4 * length).simplified();
    if (text.size() > length) {
        text.truncate(length);
        if (text.back().isHighSurrogate())
            text.chop(1);
    }
    return text;
}

Report reportOf(const Thread& thread, const Event* own)
{
    Report report;
    report.repo = thread.repo;
    report.subject = { thread.repo, 0 };
    report.thread = thread.num;
    report.rawTitle = thread.title;
    report.open = thread.status != u"closed" && thread.status != u"merged" && thread.status != u"deleted";
    report.reporter = own ? own->author.name : thread.author.name;
    report.opened = own && own->createdAt.isValid() ? own->createdAt : thread.createdAt;
    if (own)
        report.excerpt = excerptOf(own->raw);
    return report;
}

} // namespace

QString reportCategoryName(ReportCategory category)
{
    switch (category) {
    case ReportCategory::Ethical:
        return u"ethical"_s;
    case ReportCategory::Legal:
        return u"legal"_s;
    case ReportCategory::NotWorking:
        return u"not-working"_s;
    case ReportCategory::Spam:
        return u"spam"_s;
    case ReportCategory::Other:
        return u"other"_s;
    }
    return u"other"_s;
}

QList<Report> reportsIn(const Thread& thread)
{
    const Event* opening = nullptr; // the first comment: what the thread was opened with
    QList<const Event*> marked; // comments the Hub calls a report
    std::optional<bool> lastMark;
    for (const Event& event : thread.events) {
        if (event.type == EventType::Comment) {
            if (!opening)
                opening = &event;
            if (event.isReport)
                marked.append(&event);
        } else if (event.type == EventType::ReportStatusChange) {
            lastMark = event.report;
        }
    }
    const bool titled = hasReportTitle(thread.title);
    const bool said = thread.isReport.value_or(false);
    if (!said && lastMark == false)
        return {};

    const bool openingMarked = !marked.isEmpty() && marked.constFirst() == opening;
    const bool certain = said || lastMark == true || openingMarked;
    if (certain || titled) {
        Report report = reportOf(thread, opening);
        // A titled thread with a marked answer: the Hub has confirmed it in so many words.
        report.certain = certain || !marked.isEmpty();
        report.category = titled ? categoryOf(plainTitle(thread.title)) : ReportCategory::Other;
        return { report };
    }
    // An ordinary thread with reported comments: each is about the thread, not about the repository.
    QList<Report> reports;
    for (const Event* event : std::as_const(marked)) {
        Report report = reportOf(thread, event);
        report.subject.thread = thread.num;
        report.commentId = event->id;
        report.certain = true;
        reports.append(report);
    }
    return reports;
}

} // namespace docket::hub
