#include "core/cases/projection.h"

#include "core/cases/matter.h"

#include <QLocale>

#include <cmath>

namespace docket::cases
{

using namespace Qt::StringLiterals;

namespace
{

int severityPoints(Severity severity)
{
    switch (severity) {
    case Severity::S0:
        return 0;
    case Severity::S1:
        return 10;
    case Severity::S2:
        return 30;
    case Severity::S3:
        return 60;
    case Severity::S4:
        return 100;
    }
    return 0;
}

int scanPoints(const QList<hub::ScanIssue>& issues, QString& worst)
{
    int points = 0;
    for (const hub::ScanIssue& issue : issues) {
        const int value
            = issue.level == u"unsafe" ? 20 : (issue.level == u"suspicious" ? 12 : (issue.level == u"caution" ? 5 : 0));
        if (value > points) {
            points = value;
            worst = issue.level + u": "_s + issue.path;
        }
    }
    return points;
}

/// The newest judgement's pin, if any: what "drifted" compares with.
std::optional<log::Pin> latestPin(const log::CaseState& state)
{
    std::optional<log::Pin> pin;
    QDateTime time;
    for (const log::Assessment& assessment : state.assessments) {
        if (!assessment.pin.sha256.isEmpty() && (!time.isValid() || assessment.time > time)) {
            pin = assessment.pin;
            time = assessment.time;
        }
    }
    for (const log::Decision& decision : state.decisions) {
        if (!decision.pin.sha256.isEmpty() && (!time.isValid() || decision.time >= time)) {
            pin = decision.pin;
            time = decision.time;
        }
    }
    return pin;
}

} // namespace

int dueHours(Severity severity)
{
    switch (severity) {
    case Severity::S4:
        return 1;
    case Severity::S3:
        return 24;
    case Severity::S2:
        return 72;
    case Severity::S1:
        return 7 * 24;
    case Severity::S0:
        return 14 * 24;
    }
    return 14 * 24;
}

CaseRow project(const ProjectionInput& input)
{
    CaseRow row;
    row.caseId = input.caseId.bytes;
    row.caseText = input.caseId.text();
    row.subject = input.subject;
    row.title = input.subject.title();
    row.author
        = input.repo && !input.repo->info.author.isEmpty() ? input.repo->info.author : input.subject.repo.nameSpace();
    row.status = input.state.statusAt(input.now);
    row.appealed = input.state.appealed;
    row.changed = input.state.lastActivity;
    row.severity = Severity::S0;

    bool certain = false;
    QDateTime firstOpen;
    QDateTime newest;
    Matter gravest;
    for (const hub::Report& report : input.reports) {
        ++row.reports;
        const Matter matter = matterOf(report);
        if (gravest.id.isEmpty() || matter.severity > gravest.severity)
            gravest = matter;
        const QString category = hub::reportCategoryName(report.category);
        if (!row.categories.contains(category))
            row.categories.append(category);
        certain = certain || report.certain;
        if (report.open) {
            ++row.openReports;
            if (!firstOpen.isValid() || report.opened < firstOpen)
                firstOpen = report.opened;
        }
        if (!row.opened.isValid() || report.opened < row.opened)
            row.opened = report.opened;
        if (!newest.isValid() || report.opened > newest)
            newest = report.opened;
    }
    row.severity = gravest.severity;
    row.why = gravest.label.isEmpty() ? u"no report left"_s : gravest.label;
    if (newest.isValid() && (!row.changed.isValid() || newest > row.changed))
        row.changed = newest;

    // A report that came after the last decision opens the case again (design section 4).
    const bool settled = row.status == Status::Decided || row.status == Status::Closed;
    QDateTime decidedAt;
    for (const log::Decision& decision : input.state.decisions)
        decidedAt = decidedAt.isValid() ? std::max(decidedAt, decision.time) : decision.time;
    row.reopened
        = input.state.reopened || (settled && decidedAt.isValid() && firstOpen.isValid() && newest > decidedAt);
    // Nobody judged, and the Hub says it is over: nothing to do here.
    if (row.status == Status::New && row.openReports == 0)
        row.status = Status::Closed;

    if (input.state.claim && input.state.claim->until > input.now) {
        row.claimUntil = input.state.claim->until;
        row.mine = input.state.claim->person == input.mePerson;
        row.holder = input.names.value(input.state.claim->person, input.state.claim->person);
    }
    if (const auto pin = latestPin(input.state); pin && input.card && !input.card->sha256.isEmpty())
        row.drifted = QString::fromLatin1(input.card->sha256) != pin->sha256;
    for (const log::Action& action : input.state.actions) {
        ++row.acts;
        if (action.state == log::ActionState::Queued || action.state == log::ActionState::Attempted)
            ++row.openActs;
    }
    if (input.repo && input.repo->state.error)
        row.problem = errorCodeName(input.repo->state.error->code);
    else if (input.card && input.card->state.error)
        row.problem = errorCodeName(input.card->state.error->code);

    const auto term = [&row](const QString& name, int points, const QString& value) {
        if (points == 0)
            return;
        row.terms.append({ name, points, value });
        row.priority += points;
    };
    const QLocale plain = QLocale::c();
    term(u"severity"_s, severityPoints(row.severity), severityName(row.severity));
    if (row.openReports > 1)
        term(u"reports"_s, std::min(20, static_cast<int>(std::lround(6 * std::log2(row.openReports)))),
            u"%1 open"_s.arg(row.openReports));
    if (input.repo) {
        const qint64 reach = input.repo->info.downloads + 10 * input.repo->info.likes;
        term(u"reach"_s,
            std::min(20, static_cast<int>(3 * std::log10(static_cast<double>(std::max<qint64>(reach, 1))))),
            u"%1 downloads, %2 likes"_s.arg(
                plain.toString(input.repo->info.downloads), plain.toString(input.repo->info.likes)));
        QString worst;
        const int points = scanPoints(input.repo->info.scan.filesWithIssues, worst);
        term(u"scan"_s, points, worst);
    }
    if (certain)
        term(u"certainty"_s, 4, u"marked as a report by the Hub"_s);
    if (row.reopened)
        term(u"reopened"_s, 15, u"new report after a decision"_s);
    if (row.appealed)
        term(u"appealed"_s, 15, u"the author contests the decision"_s);

    if (row.isOpen() && firstOpen.isValid())
        row.due = firstOpen.addSecs(qint64(3600) * dueHours(row.severity));
    return row;
}

} // namespace docket::cases
