#include "app/docketctl/casefile.h"
#include "app/docketctl/session.h"
#include "app/docketctl/verb.h"

#include <QFileInfo>
#include <QJsonDocument>

namespace docket::ctl
{

using namespace Qt::StringLiterals;

namespace
{

Result<int> exportCase(Session& session, const Arguments& arguments)
{
    if (!arguments.has(u"out"_s)) {
        return fail(ErrorCode::Usage, u"export case"_s, u"--out is missing"_s,
            u"name a .json or .md file, or - for standard output"_s);
    }
    const QString target = arguments.value(u"out"_s);
    const QString suffix = QFileInfo(target).suffix().toLower();
    const bool toOutput = target == "-"_L1;
    const bool asJson = suffix == "json"_L1 || (toOutput && session.out().isJson());
    if (!asJson && !toOutput && suffix != "md"_L1 && suffix != "markdown"_L1) {
        return fail(ErrorCode::Usage, u"--out \"%1\""_s.arg(target), u"the suffix names neither form"_s,
            u"end it in .json or .md"_s);
    }
    DOCKET_ASSIGN(Workspace* const workspace, session.workspace());
    DOCKET_ASSIGN(const CaseDossier dossier, dossierOf(*workspace, arguments.at(0), true));
    const QByteArray bytes = asJson
        ? QJsonDocument(dossierJson(dossier)).toJson(toOutput ? QJsonDocument::Compact : QJsonDocument::Indented)
        : dossierMarkdown(dossier);
    DOCKET_TRY(session.write(target, toOutput && asJson ? bytes + '\n' : bytes));
    if (toOutput)
        return Done;
    if (session.out().isJson()) {
        session.out().object({ { u"case"_s, dossier.file.row.caseText }, { u"file"_s, target },
            { u"format"_s, asJson ? u"json"_s : u"markdown"_s }, { u"bytes"_s, bytes.size() } });
    } else {
        session.out().line(u"Wrote %1 (%2)"_s.arg(target, humanBytes(bytes.size())));
    }
    return Done;
}

} // namespace

QList<Verb> exportVerbs()
{
    return {
        { u"export case"_s, u"CASE --out FILE"_s,
            u"The whole case as a document: reports, answers, decisions, evidence, entries."_s,
            u"FILE ends in .json or .md; - is standard output. It holds names of people: handle with care."_s,
            { { u"out"_s, u"Where to."_s, u"FILE"_s } }, 1, 1, exportCase },
    };
}

} // namespace docket::ctl
