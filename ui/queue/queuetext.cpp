#include "ui/queue/queuetext.h"

#include "ui/widgets/displaytext.h"
#include "ui/widgets/severitymark.h"

#include <QCoreApplication>
#include <QLocale>

namespace docket::ui::queue
{

using namespace Qt::StringLiterals;

namespace
{

/// Carries the translation context of this file.
struct Text {
    Q_DECLARE_TR_FUNCTIONS(docket::ui::queue::Text)
};

constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;
constexpr qint64 soon = 4 * hour; ///< from here on the time is drawn in the warning ink

/// The largest unit that still says something: minutes under an hour, hours under a day, days above.
QString span(qint64 ms)
{
    if (ms < hour)
        return Text::tr("%1 m").arg(qMax<qint64>(1, ms / minute));
    if (ms < day)
        return Text::tr("%1 h").arg(ms / hour);
    return Text::tr("%1 d").arg(ms / day);
}

QString termText(const QString& name)
{
    if (name == "severity"_L1)
        return Text::tr("severity");
    if (name == "reports"_L1)
        return Text::tr("reports");
    if (name == "reach"_L1)
        return Text::tr("reach");
    if (name == "age"_L1)
        return Text::tr("age");
    if (name == "certainty"_L1)
        return Text::tr("certainty");
    if (name == "scan"_L1)
        return Text::tr("scan");
    if (name == "reopened"_L1)
        return Text::tr("reopened");
    return name;
}

} // namespace

DueText dueText(const QDateTime& due, const QDateTime& now)
{
    if (!due.isValid())
        return {};
    const qint64 left = now.msecsTo(due);
    if (left < 0)
        return { Text::tr("%1 late", "overdue by a span such as 2 h").arg(span(-left)), DueText::Urgency::Overdue };
    if (left < hour)
        return { Text::tr("%1 left", "a span such as 41 m").arg(span(left)), DueText::Urgency::Soon };
    return { span(left), left < soon ? DueText::Urgency::Soon : DueText::Urgency::Ordinary };
}

QString kindText(const Subject& subject)
{
    if (subject.thread > 0)
        return Text::tr("thread");
    switch (subject.repo.kind) {
    case RepoKind::Model:
        return Text::tr("model");
    case RepoKind::Dataset:
        return Text::tr("dataset");
    case RepoKind::Space:
        return Text::tr("space");
    }
    return {};
}

QString categoryText(const QString& category)
{
    if (category == "ethical"_L1)
        return Text::tr("ethical issue");
    if (category == "legal"_L1)
        return Text::tr("legal issue");
    if (category == "not-working"_L1)
        return Text::tr("not working");
    if (category == "spam"_L1)
        return Text::tr("spam");
    if (category == "other"_L1)
        return Text::tr("other");
    return widgets::singleLine(category, 60);
}

QString allegedText(const cases::CaseRow& row)
{
    if (!row.why.isEmpty())
        return widgets::singleLine(row.why, 120);
    QStringList words;
    for (const QString& category : row.categories)
        words.append(categoryText(category));
    return words.join(Text::tr(", ", "between two allegations"));
}

QString reportsText(const cases::CaseRow& row)
{
    return Text::tr("%n report(s)", nullptr, row.reports);
}

QString holderText(const cases::CaseRow& row)
{
    return row.mine ? Text::tr("you") : widgets::singleLine(row.holder, 60);
}

QString statusText(cases::Status status)
{
    switch (status) {
    case cases::Status::New:
        return Text::tr("new");
    case cases::Status::Claimed:
        return Text::tr("claimed");
    case cases::Status::Assessed:
        return Text::tr("assessed");
    case cases::Status::AwaitingAuthor:
        return Text::tr("awaiting author");
    case cases::Status::AwaitingSecondReview:
        return Text::tr("awaiting second review");
    case cases::Status::Escalated:
        return Text::tr("escalated");
    case cases::Status::Conflict:
        return Text::tr("conflict");
    case cases::Status::Decided:
        return Text::tr("decided");
    case cases::Status::Closed:
        return Text::tr("closed");
    }
    return {};
}

QStringList flagTexts(const cases::CaseRow& row)
{
    QStringList flags;
    switch (row.status) {
    case cases::Status::Conflict:
    case cases::Status::AwaitingAuthor:
    case cases::Status::AwaitingSecondReview:
    case cases::Status::Escalated:
        flags.append(statusText(row.status));
        break;
    case cases::Status::New:
    case cases::Status::Claimed:
    case cases::Status::Assessed:
    case cases::Status::Decided:
    case cases::Status::Closed:
        break;
    }
    if (row.appealed)
        flags.append(Text::tr("appeal"));
    if (row.reopened)
        flags.append(Text::tr("reopened"));
    if (row.drifted)
        flags.append(Text::tr("changed", "the subject changed after the evidence was pinned"));
    if (!row.problem.isEmpty())
        flags.append(Text::tr("not fetched"));
    return flags;
}

QString accessibleText(const cases::CaseRow& row, const QDateTime& now)
{
    QStringList parts{ widgets::singleLine(row.title), widgets::severityText(row.severity), kindText(row.subject),
        allegedText(row), reportsText(row), statusText(row.status) };
    parts += flagTexts(row);
    const QString holder = holderText(row);
    if (!holder.isEmpty())
        parts.append(Text::tr("held by %1").arg(holder));
    const DueText due = dueText(row.due, now);
    if (!due.text.isEmpty())
        parts.append(Text::tr("due: %1").arg(due.text));
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

QString priorityToolTip(const cases::CaseRow& row, const QDateTime& now)
{
    const QLocale locale;
    QString html = u"<p style='white-space:pre'><b>%1</b></p><table cellspacing='2'>"_s.arg(
        widgets::singleLine(row.title, 120).toHtmlEscaped());
    for (const cases::PriorityTerm& term : row.terms) {
        html += u"<tr><td>%1&nbsp;&nbsp;</td><td align='right'>%2%3</td><td>&nbsp;&nbsp;%4</td></tr>"_s.arg(
            termText(term.name).toHtmlEscaped(), term.points < 0 ? u"−"_s : u"+"_s, locale.toString(qAbs(term.points)),
            widgets::singleLine(term.value, 80).toHtmlEscaped());
    }
    html += u"<tr><td><b>%1</b>&nbsp;&nbsp;</td><td align='right'><b>%2</b></td><td>&nbsp;&nbsp;%3</td></tr></table>"_s
                .arg(Text::tr("priority"), locale.toString(row.priority),
                    widgets::severityText(row.severity).toHtmlEscaped());
    if (row.due.isValid())
        html += u"<p>%1</p>"_s.arg(
            Text::tr("Due %1 (%2)")
                .arg(locale.toString(row.due.toLocalTime(), QLocale::ShortFormat), dueText(row.due, now).text));
    if (!row.problem.isEmpty())
        html += u"<p>%1</p>"_s.arg(Text::tr("The last fetch failed: %1. What is shown is what was fetched before.")
                                       .arg(row.problem.toHtmlEscaped()));
    return html;
}

} // namespace docket::ui::queue
