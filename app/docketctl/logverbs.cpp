#include "app/docketctl/interruption.h"
#include "app/docketctl/session.h"
#include "app/docketctl/verb.h"

#include <limits>

namespace docket::ctl
{

using namespace Qt::StringLiterals;

namespace
{

QJsonObject findingJson(const log::Finding& finding)
{
    return { { u"fault"_s, finding.fault }, { u"text"_s, finding.text }, { u"device"_s, jsonText(finding.deviceName) },
        { u"seq"_s, finding.seq > 0 ? QJsonValue(finding.seq) : QJsonValue() },
        { u"entry"_s, finding.id.isValid() ? QJsonValue(finding.id.text()) : QJsonValue() },
        { u"row"_s, finding.row > 0 ? QJsonValue(finding.row) : QJsonValue() }, { u"line"_s, finding.line() } };
}

/// A log that cannot even be opened as one is not sound either.
bool saysUnsound(ErrorCode code)
{
    return code == ErrorCode::Integrity || code == ErrorCode::Parse;
}

Result<int> verify(Session& session, const Arguments& arguments)
{
    const Interruption interruption;
    const auto depth = arguments.has(u"full"_s) ? log::Depth::Full : log::Depth::Quick;
    const QString word = depth == log::Depth::Full ? u"full"_s : u"quick"_s;
    auto store = session.logAlone();
    auto report = store
        ? (*store)->verify(
            depth,
            [&](qint64 done, qint64 total) { session.out().progress(u"%1 of %2 entries"_s.arg(done).arg(total)); },
            interruption.token())
        : Result<log::VerifyReport>(fail(store.error()));
    session.out().endProgress();
    if (!report) {
        if (session.out().isJson() && saysUnsound(report.error().code)) {
            session.out().object({ { u"sound"_s, false }, { u"depth"_s, word }, { u"entries"_s, 0 },
                { u"findings"_s,
                    QJsonArray{
                        QJsonObject{ { u"fault"_s, u"unreadable"_s }, { u"text"_s, report.error().text() } } } } });
        }
        return fail(std::move(report).error());
    }
    if (session.out().isJson()) {
        QJsonArray findings;
        for (const log::Finding& finding : report->findings)
            findings.append(findingJson(finding));
        session.out().object({ { u"sound"_s, report->isSound() }, { u"depth"_s, word },
            { u"entries"_s, report->entries }, { u"devices"_s, report->devices }, { u"erased"_s, report->erased },
            { u"findings"_s, findings }, { u"snapshot"_s, jsonText(QString::fromLatin1(report->snapshotId.toHex())) },
            { u"seconds"_s, report->seconds } });
    } else if (report->isSound()) {
        session.out().line(u"sound: %1 entries of %2, %3"_s.arg(report->entries)
                               .arg(report->devices == 1 ? u"one device"_s : u"%1 devices"_s.arg(report->devices),
                                   depth == log::Depth::Full ? u"every signature checked"_s
                                                             : u"every hash and the newest signatures checked"_s));
    } else {
        for (const log::Finding& finding : report->findings)
            session.out().line(finding.line());
    }
    if (!report->isSound()) {
        return fail(ErrorCode::Integrity, u"log.db"_s,
            u"is not sound: %1 %2"_s.arg(report->findings.size())
                .arg(report->findings.size() == 1 ? u"finding"_s : u"findings"_s),
            u"keep the file as it is and compare it with a backup or a peer"_s);
    }
    return Done;
}

Result<int> list(Session& session, const Arguments& arguments)
{
    DOCKET_ASSIGN(const qint64 limit, arguments.number(u"limit"_s, 0));
    std::unique_ptr<log::Store> alone; // the whole list needs nothing but the log
    log::Store* store = nullptr;
    QList<log::Entry> entries;
    if (arguments.count() > 0) {
        DOCKET_ASSIGN(Workspace* const workspace, session.workspace());
        DOCKET_TRY(workspace->refreshView());
        DOCKET_ASSIGN(const cases::CaseRow row, workspace->view().find(arguments.at(0)));
        store = &workspace->log();
        DOCKET_ASSIGN(entries, store->entriesOf(log::CaseId{ row.caseId }));
    } else {
        DOCKET_ASSIGN(alone, session.logAlone());
        store = alone.get();
        DOCKET_ASSIGN(entries, store->entries(0, std::numeric_limits<int>::max()));
    }
    if (limit > 0 && entries.size() > limit)
        entries = entries.last(limit);
    DOCKET_ASSIGN(const QList<log::Reviewer> reviewers, store->reviewers());
    const auto nameOf = [&reviewers](const QByteArray& device) {
        for (const log::Reviewer& reviewer : reviewers) {
            if (reviewer.device == device)
                return reviewer.name;
        }
        return QString();
    };
    QList<QStringList> rows;
    for (const log::Entry& entry : std::as_const(entries)) {
        const QString caseText = entry.caseId ? entry.caseId->text() : QString();
        if (session.out().isJson()) {
            QJsonArray parents;
            for (const log::EntryId& parent : entry.parents)
                parents.append(parent.text());
            session.out().object({ { u"row"_s, entry.row }, { u"id"_s, entry.id.text() }, { u"kind"_s, entry.kind },
                { u"case"_s, jsonText(caseText) }, { u"time"_s, jsonTime(entry.time) }, { u"seq"_s, entry.seq },
                { u"lamport"_s, entry.lamport }, { u"device"_s, QString::fromLatin1(entry.device.toHex()) },
                { u"reviewer"_s, jsonText(nameOf(entry.device)) }, { u"parents"_s, parents },
                { u"policy"_s, jsonText(entry.policy) }, { u"app"_s, entry.app } });
        } else {
            rows.append({ QString::number(entry.row), shortTime(entry.time), nameOf(entry.device), entry.kind, caseText,
                entry.id.text() });
        }
    }
    if (!session.out().isJson())
        session.out().table({ u"N"_s, u"TIME"_s, u"REVIEWER"_s, u"KIND"_s, u"CASE"_s, u"ENTRY"_s }, rows, { 5 });
    return Done;
}

Result<int> checkpoint(Session& session, const Arguments&)
{
    DOCKET_ASSIGN(Workspace* const workspace, session.unlocked());
    DOCKET_ASSIGN(const QByteArray note, workspace->log().checkpoint());
    if (session.out().isJson())
        session.out().object({ { u"checkpoint"_s, QString::fromUtf8(note) } });
    else
        session.out().raw(note);
    return Done;
}

} // namespace

QList<Verb> logVerbs()
{
    return {
        { u"log verify"_s, u"[--full]"_s,
            u"Whether the audit trail is sound; the first bad entry and what is wrong with it."_s,
            u"Needs no keys. Without --full every hash and the newest signature of each device are checked."_s,
            { { u"full"_s, u"Check every signature."_s } }, 0, 0, verify },
        { u"log list"_s, u"[CASE] [--limit N]"_s, u"Entries in the order of their arrival, or those of a case."_s, {},
            { { u"limit"_s, u"Only the last N; 0 for all."_s, u"N"_s } }, 0, 1, list },
        { u"log checkpoint"_s, {}, u"Sign the present state of this device's log (C2SP tlog-checkpoint)."_s,
            u"Give it to somebody else: it proves later that nothing before it was changed."_s, {}, 0, 0, checkpoint },
    };
}

} // namespace docket::ctl
