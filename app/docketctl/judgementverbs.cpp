#include "app/docketctl/session.h"
#include "app/docketctl/verb.h"

#include <QJsonDocument>

namespace docket::ctl
{

using namespace Qt::StringLiterals;

namespace
{

/// What the log now says about a case.
Result<int> printState(Session& session, Workspace& workspace, const QString& caseText, QJsonObject object = {})
{
    DOCKET_ASSIGN(const cases::CaseRow row, workspace.view().find(caseText));
    object[u"case"] = row.caseText;
    object[u"subject"] = row.subject.key();
    object[u"status"] = cases::statusName(row.status);
    object[u"holder"] = jsonText(row.holder);
    if (session.out().isJson())
        session.out().object(object);
    else
        session.out().line(u"%1 is now %2"_s.arg(row.title, cases::statusName(row.status))
            + (row.holder.isEmpty() ? QString() : u", held by "_s + row.holder));
    return Done;
}

/// A workspace whose queue knows what came in since it was last opened.
Result<Workspace*> readyWorkspace(Session& session)
{
    DOCKET_ASSIGN(Workspace* const workspace, session.unlocked());
    DOCKET_TRY(workspace->refreshView());
    return workspace;
}

Result<int> claim(Session& session, const Arguments& arguments)
{
    if (arguments.has(u"release"_s) && arguments.has(u"take-over"_s)) {
        return fail(
            ErrorCode::Usage, u"claim"_s, u"--release and --take-over exclude each other"_s, u"give one of them"_s);
    }
    DOCKET_ASSIGN(Workspace* const workspace, readyWorkspace(session));
    Casework casework(*workspace);
    for (const QString& name : arguments.all()) {
        const Status done = arguments.has(u"release"_s) ? casework.release(name)
                                                        : casework.claim(name, arguments.has(u"take-over"_s));
        if (!done)
            return fail(done.error());
        DOCKET_TRY(printState(session, *workspace, name));
    }
    return Done;
}

Result<int> assess(Session& session, const Arguments& arguments)
{
    if (!arguments.has(u"answers"_s)) {
        return fail(ErrorCode::Usage, u"assess"_s, u"--answers is missing"_s,
            u"docketctl assess --help shows the form of the file"_s);
    }
    const QString name = arguments.value(u"answers"_s);
    DOCKET_ASSIGN(const QByteArray bytes, session.read(name));
    DOCKET_ASSIGN(const QList<policy::Assessment> assessments,
        policy::parseAnswersFile(bytes, name == "-"_L1 ? u"standard input"_s : name));
    DOCKET_ASSIGN(Workspace* const workspace, readyWorkspace(session));
    DOCKET_TRY(Casework(*workspace).assess(arguments.at(0), assessments));
    qsizetype answers = 0;
    for (const policy::Assessment& one : assessments)
        answers += one.answers.size();
    return printState(session, *workspace, arguments.at(0), { { u"answers"_s, answers } });
}

/// A note: text as it is, or `{"text", "anchors": [...]}` in a .json file.
Result<std::pair<QString, QList<policy::Anchor>>> noteOf(const QByteArray& bytes, const QString& name)
{
    if (!name.endsWith(".json"_L1, Qt::CaseInsensitive))
        return std::pair(QString::fromUtf8(bytes), QList<policy::Anchor>());
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
    if (!document.isObject()) {
        return fail(ErrorCode::Parse, name,
            problem.error == QJsonParseError::NoError ? u"is no JSON object"_s : problem.errorString(),
            u"write {\"text\": \"…\", \"anchors\": []}, or plain text in a .md file"_s);
    }
    const QJsonObject object = document.object();
    QList<policy::Anchor> anchors;
    for (const auto& value : object[u"anchors"].toArray()) {
        DOCKET_ASSIGN(policy::Anchor anchor, policy::Anchor::fromJson(value.toObject(), name));
        anchors.append(std::move(anchor));
    }
    return std::pair(object[u"text"].toString(), anchors);
}

Result<int> annotate(Session& session, const Arguments& arguments)
{
    if (!arguments.has(u"file"_s)) {
        return fail(ErrorCode::Usage, u"annotate"_s, u"--file is missing"_s,
            u"name a file with the note, or - for standard input"_s);
    }
    const QString name = arguments.value(u"file"_s);
    DOCKET_ASSIGN(const QByteArray bytes, session.read(name, log::Store::maximumPayload / 2));
    DOCKET_ASSIGN(const auto note, noteOf(bytes, name));
    DOCKET_ASSIGN(Workspace* const workspace, readyWorkspace(session));
    DOCKET_TRY(Casework(*workspace).annotate(arguments.at(0), note.first, note.second));
    return printState(session, *workspace, arguments.at(0));
}

/// The notice of the file, or the one composed from my answers.
Result<QString> noticeFor(Session& session, const Arguments& arguments, Casework& casework, const QString& reason)
{
    if (arguments.has(u"notice"_s)) {
        DOCKET_ASSIGN(
            const QByteArray bytes, session.read(arguments.value(u"notice"_s), log::Store::maximumPayload / 2));
        return QString::fromUtf8(bytes);
    }
    DOCKET_ASSIGN(const CaseFile file, casework.caseFile(arguments.at(0)));
    DOCKET_ASSIGN(const policy::Checklist checklist, casework.checklist(file));
    // A code that is not open, or not there, is refused with its reason by the decision itself.
    DOCKET_ASSIGN(const QList<policy::DecisionOffer> offers, casework.offers(file, checklist));
    for (const policy::DecisionOffer& offer : offers) {
        if (offer.code->code == arguments.at(1) && offer.offered) {
            DOCKET_ASSIGN(
                const policy::Notice notice, casework.composeNotice(file, checklist, arguments.at(1), reason));
            return notice.markdown;
        }
    }
    return QString();
}

Result<int> decide(Session& session, const Arguments& arguments)
{
    if (!arguments.has(u"reason"_s))
        return fail(ErrorCode::Usage, u"decide"_s, u"--reason is missing"_s, u"say why in one sentence"_s);
    DOCKET_ASSIGN(Workspace* const workspace, readyWorkspace(session));
    Casework casework(*workspace);
    DecisionDraft draft;
    draft.code = arguments.at(1).toUpper();
    draft.reason = arguments.value(u"reason"_s);
    draft.lowerSteps = arguments.value(u"lower-steps"_s);
    draft.commentId = arguments.value(u"comment"_s);
    draft.confirmDrift = arguments.has(u"confirm-drift"_s);
    DOCKET_ASSIGN(draft.notice, noticeFor(session, arguments, casework, draft.reason));
    DOCKET_ASSIGN(const DecisionResult result, casework.decide(arguments.at(0), draft));
    if (!session.out().isJson()) {
        if (result.waitsForSecond)
            session.out().line(u"Recorded; nothing goes out before a second person decides the same."_s);
        else if (!result.actions.isEmpty())
            session.out().line(u"%1 in the outbox; docketctl outbox send carries it to the Hub."_s.arg(
                result.actions.size() == 1 ? u"One act"_s : u"%1 acts"_s.arg(result.actions.size())));
        if (!draft.notice.isEmpty() && !arguments.has(u"notice"_s)) {
            session.out().line(u"The notice, composed from your answers:"_s);
            session.out().line();
            session.out().line(draft.notice);
            session.out().line();
        }
    }
    return printState(session, *workspace, arguments.at(0),
        { { u"code"_s, draft.code }, { u"entry"_s, result.entry.text() },
            { u"actions"_s, QJsonArray::fromStringList(result.actions) },
            { u"waits_for_second"_s, result.waitsForSecond }, { u"notice"_s, jsonText(draft.notice) } });
}

Result<int> recover(Session& session, const Arguments& arguments)
{
    DOCKET_ASSIGN(Workspace* const workspace, readyWorkspace(session));
    DOCKET_ASSIGN(const QList<log::Entry> entries, Casework(*workspace).recover(arguments.at(0)));
    if (session.out().isJson())
        session.out().object({ { u"entries"_s, entries.size() } });
    else
        session.out().line(
            entries.size() == 1 ? u"One entry recorded."_s : u"%1 entries recorded."_s.arg(entries.size()));
    return Done;
}

} // namespace

QList<Verb> judgementVerbs()
{
    return {
        { u"claim"_s, u"CASE… [--release] [--take-over]"_s, u"Hold a case, so that colleagues leave it to you."_s, {},
            { { u"release"_s, u"Give it back."_s }, { u"take-over"_s, u"Also when somebody else holds it."_s } }, 1, -1,
            claim },
        { u"assess"_s, u"CASE --answers FILE|-"_s, u"Record answers to the checklists."_s,
            u"FILE: {\"pack\": \"hf-content\", \"answers\": [{\"criterion\": \"CG-26\", \"answer\": \"yes\", \"note\": "
            u"\"…\",\n"
            u"  \"evidence\": [{\"kind\": \"row\", \"path\": \"default/train\", \"row\": 3, \"column\": \"email\", "
            u"…}]}]}, or an\n"
            u"array of these. Answers: yes, no, unsure, n/a. Without evidence say why in \"no_evidence\"."_s,
            { { u"answers"_s, u"The answers."_s, u"FILE"_s } }, 1, 1, assess },
        { u"annotate"_s, u"CASE --file FILE|-"_s, u"Add a note to a case."_s,
            u"FILE is text, or .json with {\"text\": \"…\", \"anchors\": [...]}."_s,
            { { u"file"_s, u"The note."_s, u"FILE"_s } }, 1, 1, annotate },
        { u"decide"_s, u"CASE CODE --reason TEXT [--notice FILE]"_s,
            u"Decide a case; what is to be said on the Hub goes into the outbox."_s,
            u"docketctl case show CASE lists the codes that are open. Without --notice it is composed from your answers."_s,
            { { u"reason"_s, u"Why; for the log and the people concerned."_s, u"TEXT"_s },
                { u"notice"_s, u"Markdown as it will be posted; - for standard input."_s, u"FILE"_s },
                { u"lower-steps"_s, u"Why gentler steps do not suffice, where that is asked."_s, u"TEXT"_s },
                { u"comment"_s, u"Id of the comment to hide."_s, u"ID"_s },
                { u"confirm-drift"_s, u"The subject changed since you judged it, and the decision still stands."_s } },
            2, 2, decide },
        { u"recover"_s, u"FILE"_s, u"Record what could not be written when the disk was full or failed."_s,
            u"The error message of that time names the file."_s, {}, 1, 1, recover },
    };
}

} // namespace docket::ctl
