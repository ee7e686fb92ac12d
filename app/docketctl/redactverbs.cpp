#include "app/docketctl/session.h"
#include "app/docketctl/verb.h"
#include "core/workspace/redactionwork.h"

namespace docket::ctl
{

using namespace Qt::StringLiterals;

namespace
{

QJsonArray textsOf(const QList<log::EntryId>& ids)
{
    QJsonArray out;
    for (const log::EntryId& id : ids)
        out.append(id.text());
    return out;
}

Result<int> request(Session& session, const Arguments& arguments)
{
    DOCKET_ASSIGN(Workspace* const workspace, session.unlocked());
    RedactionWork redaction(*workspace);
    ErasureScope scope;
    for (const QString& text : arguments.all()) {
        DOCKET_ASSIGN(const log::EntryId id, log::EntryId::parse(text));
        DOCKET_ASSIGN(const ErasureScope one, redaction.scopeOf(id));
        for (const log::EntryId& entry : one.entries)
            if (!scope.entries.contains(entry))
                scope.entries.append(entry);
        if (!arguments.has(u"keep-evidence"_s))
            scope.blobs += one.blobs;
    }
    scope.blobs += arguments.values(u"blob"_s);
    scope.blobs.removeDuplicates();
    DOCKET_ASSIGN(
        const log::EntryId id, redaction.request(scope, arguments.value(u"basis"_s), arguments.value(u"text"_s)));
    if (session.out().isJson()) {
        session.out().object({ { u"request"_s, id.text() }, { u"entries"_s, textsOf(scope.entries) },
            { u"blobs"_s, QJsonArray::fromStringList(scope.blobs) } });
    } else {
        session.out().line(u"Asked for the erasure of %1 and %2."_s.arg(
            scope.entries.size() == 1 ? u"one entry"_s : u"%1 entries"_s.arg(scope.entries.size()),
            scope.blobs.size() == 1 ? u"one piece of evidence"_s : u"%1 pieces of evidence"_s.arg(scope.blobs.size())));
        session.out().line(
            u"A second person with the role privacy approves it: docketctl redact approve %1"_s.arg(id.text()));
    }
    return Done;
}

Result<int> approve(Session& session, const Arguments& arguments)
{
    DOCKET_ASSIGN(Workspace* const workspace, session.unlocked());
    DOCKET_ASSIGN(const log::EntryId id, log::EntryId::parse(arguments.at(0)));
    DOCKET_TRY(RedactionWork(*workspace).approve(id));
    DOCKET_ASSIGN(const qint64 erasures, workspace->log().erasures());
    if (session.out().isJson())
        session.out().object({ { u"request"_s, id.text() }, { u"erased_in_all"_s, erasures } });
    else
        session.out().line(u"Erased here. Others erase it when they import your next bundle."_s);
    return Done;
}

Result<int> list(Session& session, const Arguments&)
{
    DOCKET_ASSIGN(Workspace* const workspace, session.workspace());
    RedactionWork redaction(*workspace);
    DOCKET_ASSIGN(const QList<log::PendingRedaction> waiting, redaction.pending());
    DOCKET_ASSIGN(const log::Authority* const authority, workspace->log().authority());
    QList<QStringList> rows;
    for (const log::PendingRedaction& one : waiting) {
        if (session.out().isJson()) {
            session.out().object({ { u"request"_s, one.request.text() }, { u"state"_s, u"waits"_s },
                { u"by"_s, jsonText(authority->nameOf(one.person)) }, { u"time"_s, jsonTime(one.time) },
                { u"basis"_s, one.basis }, { u"text"_s, jsonText(one.text) }, { u"entries"_s, textsOf(one.entries) } });
        } else {
            rows.append({ one.request.text(), u"waits"_s, authority->nameOf(one.person), shortTime(one.time), one.basis,
                QString::number(one.entries.size()) });
        }
    }
    const auto& complete = authority->redactions();
    for (auto erased = complete.begin(); erased != complete.end(); ++erased) {
        if (session.out().isJson()) {
            session.out().object(
                { { u"request"_s, erased->request.text() }, { u"state"_s, u"erased"_s }, { u"basis"_s, erased->basis },
                    { u"approval"_s, erased->approval.text() }, { u"entries"_s, QJsonArray{ erased.key().text() } } });
        } else {
            rows.append({ erased->request.text(), u"erased"_s, {}, {}, erased->basis, u"1"_s });
        }
    }
    if (!session.out().isJson())
        session.out().table({ u"REQUEST"_s, u"STATE"_s, u"BY"_s, u"TIME"_s, u"BASIS"_s, u"ENTRIES"_s }, rows, { 5 });
    return Done;
}

} // namespace

QList<Verb> redactVerbs()
{
    return {
        { u"redact request"_s, u"ENTRY… --basis BASIS [--text TEXT] [--keep-evidence]"_s,
            u"Ask for the erasure of what entries say; a second person approves it."_s,
            u"BASIS: gdpr-17, court-order, safety or other. With the entries go those that repeat their words, and\n"
            u"the evidence they quote: cards, rows and comments that hold it, newest or past. That is not stored "
            u"again\n"
            u"when a sync brings it. The entries themselves, their signatures and all proofs stay valid."_s,
            { { u"basis"_s, u"Why the law or the rules ask for it."_s, u"BASIS"_s },
                { u"text"_s, u"A remark that stays in the log; nothing personal."_s, u"TEXT"_s },
                { u"keep-evidence"_s, u"Erase the words of the entries only, not the evidence they quote."_s, {} },
                { u"blob"_s, u"SHA-256 of further evidence to drop."_s, u"SHA256"_s } },
            1, -1, request },
        { u"redact approve"_s, u"REQUEST"_s, u"Approve an erasure that somebody else asked for, and erase."_s,
            u"Needs the role privacy."_s, {}, 1, 1, approve },
        { u"redact list"_s, {}, u"Erasures that wait for a second person, and those carried out."_s, {}, {}, 0, 0,
            list },
    };
}

} // namespace docket::ctl
