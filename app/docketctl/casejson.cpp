#include "app/docketctl/casefile.h"
#include "app/docketctl/output.h"

namespace docket::ctl
{

using namespace Qt::StringLiterals;

namespace
{

QJsonObject pinJson(const log::Pin& pin)
{
    return { { u"commit"_s, jsonText(pin.commit) }, { u"path"_s, jsonText(pin.path) },
        { u"sha256"_s, jsonText(pin.sha256) } };
}

QJsonArray reportsJson(const QList<hub::Report>& reports)
{
    QJsonArray array;
    for (const hub::Report& report : reports) {
        array.append(QJsonObject{ { u"thread"_s, report.thread }, { u"comment"_s, jsonText(report.commentId) },
            { u"category"_s, hub::reportCategoryName(report.category) }, { u"title"_s, report.rawTitle },
            { u"excerpt"_s, report.excerpt }, { u"reporter"_s, jsonText(report.reporter) },
            { u"opened"_s, jsonTime(report.opened) }, { u"certain"_s, report.certain }, { u"open"_s, report.open } });
    }
    return array;
}

QJsonValue repoJson(const std::optional<sync::RepoRecord>& record)
{
    if (!record)
        return QJsonValue::Null;
    const hub::RepoInfo& info = record->info;
    QJsonArray issues;
    for (const hub::ScanIssue& issue : info.scan.filesWithIssues)
        issues.append(QJsonObject{ { u"path"_s, issue.path }, { u"level"_s, issue.level } });
    QJsonObject object{ { u"id"_s, info.key.id }, { u"kind"_s, repoKindName(info.key.kind) },
        { u"author"_s, jsonText(info.author) }, { u"commit"_s, jsonText(info.sha) },
        { u"last_modified"_s, jsonTime(info.lastModified) }, { u"downloads"_s, info.downloads },
        { u"likes"_s, info.likes }, { u"tags"_s, QJsonArray::fromStringList(info.tags) },
        { u"gated"_s, jsonText(info.gated) }, { u"private"_s, info.isPrivate }, { u"disabled"_s, info.disabled },
        { u"scan_issues"_s, issues }, { u"fetched"_s, jsonTime(record->state.fetchedAt) },
        { u"renamed_from"_s, jsonText(record->renamedFrom) } };
    if (record->state.error)
        object[u"problem"] = record->state.error->text();
    return object;
}

QJsonValue cardJson(const std::optional<sync::CardRecord>& card)
{
    if (!card)
        return QJsonValue::Null;
    QJsonObject object{ { u"commit"_s, jsonText(card->commit) }, { u"path"_s, jsonText(card->path) },
        { u"sha256"_s, jsonText(QString::fromLatin1(card->sha256)) }, { u"size"_s, card->size },
        { u"fetched"_s, jsonTime(card->state.fetchedAt) } };
    if (card->state.error)
        object[u"problem"] = card->state.error->text();
    return object;
}

QJsonArray threadsJson(const CaseDossier& dossier)
{
    QJsonArray array;
    for (const hub::Thread& thread : dossier.reportThreads) {
        QJsonArray comments;
        for (const hub::Event& event : thread.events) {
            if (event.type != hub::EventType::Comment)
                continue;
            QJsonArray earlier;
            for (const sync::EarlierComment& one : dossier.earlier.value(event.id))
                earlier.append(QJsonObject{ { u"text"_s, one.raw }, { u"written"_s, jsonTime(one.updatedAt) },
                    { u"replaced_seen"_s, jsonTime(one.seenAt) } });
            comments.append(QJsonObject{ { u"id"_s, event.id }, { u"author"_s, jsonText(event.author.name) },
                { u"time"_s, jsonTime(event.createdAt) }, { u"hidden"_s, event.hidden }, { u"edited"_s, event.edited },
                { u"text"_s, event.raw }, { u"earlier"_s, earlier } });
        }
        array.append(QJsonObject{ { u"number"_s, thread.num }, { u"title"_s, thread.title },
            { u"status"_s, thread.status }, { u"author"_s, jsonText(thread.author.name) },
            { u"pull_request"_s, thread.isPullRequest }, { u"comments"_s, comments } });
    }
    return array;
}

QJsonArray assessmentsJson(const CaseDossier& dossier, int& folded)
{
    QJsonArray array;
    for (const log::Assessment& one : dossier.file.state.assessments) {
        if (!isShown(dossier, one.person)) {
            ++folded;
            continue;
        }
        array.append(QJsonObject{ { u"entry"_s, one.entry.text() }, { u"reviewer"_s, personName(dossier, one.person) },
            { u"time"_s, jsonTime(one.time) }, { u"pack"_s, one.pack }, { u"pack_sha256"_s, one.packSha256 },
            { u"pin"_s, pinJson(one.pin) }, { u"answers"_s, one.answers }, { u"erased"_s, one.erased } });
    }
    return array;
}

QJsonArray decisionsJson(const CaseDossier& dossier, const QList<log::Decision>& decisions, int& folded)
{
    QJsonArray array;
    for (const log::Decision& one : decisions) {
        if (!isShown(dossier, one.person)) {
            ++folded;
            continue;
        }
        QJsonArray supporters;
        for (const QString& person : one.supporters)
            supporters.append(personName(dossier, person));
        array.append(QJsonObject{ { u"entry"_s, one.entry.text() }, { u"reviewer"_s, personName(dossier, one.person) },
            { u"time"_s, jsonTime(one.time) }, { u"code"_s, jsonText(one.code) }, { u"reason"_s, one.reason },
            { u"pin"_s, pinJson(one.pin) }, { u"packs"_s, QJsonArray::fromStringList(one.packs) },
            { u"needs_second"_s, one.needsSecond }, { u"supporters"_s, supporters },
            { u"notice"_s, jsonText(one.payload[u"notice"].toString()) }, { u"erased"_s, one.erased } });
    }
    return array;
}

QJsonArray notesJson(const CaseDossier& dossier, int& folded)
{
    QJsonArray array;
    for (const log::Note& note : dossier.file.state.notes) {
        if (!isShown(dossier, note.person)) {
            ++folded;
            continue;
        }
        array.append(QJsonObject{ { u"entry"_s, note.entry.text() },
            { u"reviewer"_s, personName(dossier, note.person) }, { u"time"_s, jsonTime(note.time) },
            { u"text"_s, note.text }, { u"anchors"_s, note.anchors }, { u"erased"_s, note.erased } });
    }
    return array;
}

QJsonArray actionsJson(const CaseDossier& dossier)
{
    QJsonArray array;
    for (const log::Action& action : dossier.file.state.actions) {
        array.append(QJsonObject{ { u"id"_s, action.actionId }, { u"type"_s, action.type },
            { u"state"_s, log::actionStateName(action.state) }, { u"reviewer"_s, personName(dossier, action.person) },
            { u"queued"_s, jsonTime(action.queuedAt) }, { u"attempts"_s, action.attempts },
            { u"error"_s, jsonText(action.lastError) }, { u"evidence"_s, action.evidence } });
    }
    return array;
}

QJsonArray offersJson(const QList<policy::DecisionOffer>& offers)
{
    QJsonArray array;
    for (const policy::DecisionOffer& offer : offers) {
        QJsonArray refusals;
        for (const policy::Refusal& refusal : offer.refusals)
            refusals.append(refusal.text);
        array.append(QJsonObject{ { u"code"_s, offer.code->code }, { u"title"_s, offer.code->title },
            { u"offered"_s, offer.offered }, { u"needs_second"_s, offer.needsSecondReviewer },
            { u"lower_steps"_s, offer.needsLowerStepsReason }, { u"refusals"_s, refusals } });
    }
    return array;
}

QJsonArray entriesJson(const QList<log::Entry>& entries)
{
    QJsonArray array;
    for (const log::Entry& entry : entries) {
        array.append(
            QJsonObject{ { u"id"_s, entry.id.text() }, { u"kind"_s, entry.kind }, { u"time"_s, jsonTime(entry.time) },
                { u"seq"_s, entry.seq }, { u"lamport"_s, entry.lamport }, { u"policy"_s, jsonText(entry.policy) } });
    }
    return array;
}

/// Evidence with something to say about it since it was pinned.
QJsonArray evidenceNowJson(const CaseDossier& dossier)
{
    QJsonArray array;
    for (const QJsonObject& anchor : shownAnchors(dossier)) {
        const auto now = evidenceOf(dossier, anchor);
        if (!now || !now->isNews())
            continue;
        QJsonObject item{ { u"anchor"_s, anchor }, { u"state"_s, evidenceStateName(now->state) },
            { u"text"_s, evidenceNowText(*now) }, { u"commit"_s, jsonText(now->commit) },
            { u"since"_s, jsonText(now->since) } };
        if (now->where.lineStart > 0) {
            item[u"line_start"] = now->where.lineStart;
            item[u"line_end"] = now->where.lineEnd;
        }
        if (now->where.row >= 0)
            item[u"row"] = now->where.row;
        array.append(item);
    }
    return array;
}

} // namespace

QJsonObject rowJson(const cases::CaseRow& row)
{
    QJsonArray terms;
    for (const cases::PriorityTerm& term : row.terms) {
        terms.append(QJsonObject{ { u"name"_s, term.name }, { u"points"_s, term.points }, { u"value"_s, term.value } });
    }
    return { { u"case"_s, row.caseText }, { u"subject"_s, row.subject.key() }, { u"title"_s, row.title },
        { u"status"_s, cases::statusName(row.status) }, { u"severity"_s, cases::severityName(row.severity) },
        { u"priority"_s, row.priority }, { u"why"_s, row.why }, { u"reports"_s, row.reports },
        { u"opened"_s, jsonTime(row.opened) }, { u"due"_s, jsonTime(row.due) }, { u"open_reports"_s, row.openReports },
        { u"categories"_s, QJsonArray::fromStringList(row.categories) }, { u"terms"_s, terms },
        { u"author"_s, jsonText(row.author) }, { u"changed"_s, jsonTime(row.changed) },
        { u"holder"_s, jsonText(row.holder) }, { u"mine"_s, row.mine }, { u"reopened"_s, row.reopened },
        { u"drifted"_s, row.drifted }, { u"appealed"_s, row.appealed }, { u"problem"_s, jsonText(row.problem) } };
}

QJsonObject dossierJson(const CaseDossier& dossier)
{
    const CaseFile& file = dossier.file;
    QJsonObject object = rowJson(file.row);
    int folded = 0;
    object[u"report_list"] = reportsJson(file.reports);
    object[u"repo"] = repoJson(file.repo);
    object[u"card"] = cardJson(file.card);
    object[u"threads"] = threadsJson(dossier);
    object[u"assessments"] = assessmentsJson(dossier, folded);
    object[u"decisions"] = decisionsJson(dossier, file.state.decisions, folded);
    object[u"past_decisions"] = decisionsJson(dossier, file.state.pastDecisions, folded);
    object[u"notes"] = notesJson(dossier, folded);
    object[u"actions"] = actionsJson(dossier);
    object[u"offers"] = offersJson(dossier.offers);
    object[u"entries"] = entriesJson(dossier.entries);
    object[u"evidence"] = [&] {
        QJsonArray array;
        for (const QJsonObject& item : file.state.evidence)
            array.append(item);
        return array;
    }();
    object[u"evidence_now"] = evidenceNowJson(dossier);
    object[u"folded"] = folded;
    return object;
}

} // namespace docket::ctl
