#include "app/docketctl/session.h"
#include "app/docketctl/verb.h"
#include "core/policy/packlibrary.h"
#include "core/policy/packparser.h"

#include <QDir>
#include <QJsonDocument>

namespace docket::ctl
{

using namespace Qt::StringLiterals;

namespace
{

/// The packs that ship with the program, and those of the workspace where there is one.
policy::PackLibrary library(Session& session)
{
    policy::PackLibrary packs = policy::PackLibrary::load(session.folder() + u"/policies"_s);
    for (const Error& problem : packs.problems())
        session.out().note(u"docketctl: "_s + problem.text());
    return packs;
}

Result<int> list(Session& session, const Arguments&)
{
    const policy::PackLibrary packs = library(session);
    QList<QStringList> rows;
    for (const policy::Pack& pack : packs.packs()) {
        const qsizetype items
            = pack.kind == policy::PackKind::Procedure ? pack.decisions.size() : pack.criterionCount();
        if (session.out().isJson()) {
            session.out().object(
                { { u"id"_s, pack.id() }, { u"kind"_s, policy::packKindName(pack.kind) }, { u"title"_s, pack.title },
                    { u"language"_s, pack.language }, { u"effective_from"_s, pack.effectiveFrom.toString(Qt::ISODate) },
                    { u"criteria"_s, pack.criterionCount() }, { u"decisions"_s, pack.decisions.size() },
                    { u"extends"_s, jsonText(pack.extends) }, { u"sha256"_s, QString::fromLatin1(pack.sha256) },
                    { u"origin"_s, pack.origin } });
        } else {
            rows.append({ pack.id(), policy::packKindName(pack.kind), QString::number(items),
                pack.effectiveFrom.toString(Qt::ISODate), pack.title });
        }
    }
    if (!session.out().isJson())
        session.out().table({ u"ID"_s, u"KIND"_s, u"ITEMS"_s, u"SINCE"_s, u"TITLE"_s }, rows, { 4 });
    return Done;
}

void printPack(Output& out, const policy::Pack& pack)
{
    out.line(pack.title);
    out.fields({ { u"  id"_s, pack.id() }, { u"  kind"_s, policy::packKindName(pack.kind) },
        { u"  since"_s, pack.effectiveFrom.toString(Qt::ISODate) }, { u"  extends"_s, pack.extends },
        { u"  sha256"_s, QString::fromLatin1(pack.sha256) } });
    for (const policy::Section& section : pack.sections) {
        out.line();
        out.line(section.id + u"  "_s + section.title);
        for (const policy::Criterion& criterion : section.criteria) {
            out.line(u"  "_s + criterion.id + u"  "_s + policy::severityName(criterion.severity) + u"  "_s
                + criterion.question);
            QStringList clauses;
            for (const policy::Basis& basis : criterion.basis)
                clauses.append(basis.ref);
            out.line(u"      "_s + clauses.join(u", "_s) + u"; "_s + policy::polarityName(criterion.polarity)
                + (criterion.evidenceRequired ? u"; evidence required"_s : QString())
                + (criterion.publicChannel ? QString() : u"; not in public"_s));
        }
    }
    QList<QStringList> rows;
    for (const policy::DecisionCode& decision : pack.decisions)
        rows.append({ u"  "_s + decision.code, decision.title, decision.onHub });
    if (!rows.isEmpty()) {
        out.line();
        out.line(u"Decisions"_s);
        out.table({}, rows, { 1, 2 });
    }
}

Result<int> show(Session& session, const Arguments& arguments)
{
    const policy::PackLibrary packs = library(session);
    const policy::Pack* pack = packs.find(arguments.at(0));
    if (pack == nullptr) {
        return fail(ErrorCode::NotFound, u"pack \"%1\""_s.arg(arguments.at(0)), u"is not installed"_s,
            u"see: docketctl policy list"_s);
    }
    if (session.out().isJson())
        session.out().object(QJsonDocument::fromJson(packs.bytesOf(pack->id())).object());
    else
        printPack(session.out(), *pack);
    return Done;
}

Result<int> validate(Session& session, const Arguments& arguments)
{
    const QString name = arguments.at(0);
    DOCKET_ASSIGN(const QByteArray bytes, session.read(name));
    auto pack = policy::parsePack(bytes, name == "-"_L1 ? u"standard input"_s : name);
    Status status = pack ? Status() : Status(fail(pack.error()));
    if (pack && pack->kind != policy::PackKind::Procedure)
        status = policy::checkCodes(*pack, library(session).vocabulary());
    if (session.out().isJson()) {
        QJsonObject object{ { u"valid"_s, status.has_value() }, { u"file"_s, name } };
        if (pack) {
            object[u"id"] = pack->id();
            object[u"criteria"] = pack->criterionCount();
            object[u"sha256"] = QString::fromLatin1(pack->sha256);
        }
        if (!status)
            object[u"error"] = status.error().text();
        session.out().object(object);
    } else if (status) {
        session.out().line(u"%1 is valid: %2, %3 criteria"_s.arg(name, pack->id()).arg(pack->criterionCount()));
    }
    if (!status)
        return fail(status.error());
    return Done;
}

} // namespace

QList<Verb> policyVerbs()
{
    return {
        { u"policy list"_s, {}, u"The packs at hand: built in and in the workspace's \"policies\"."_s, {}, {}, 0, 0,
            list },
        { u"policy show"_s, u"ID"_s, u"A pack with its criteria, or the vocabulary with its decisions."_s,
            u"ID is hf-content for the newest version, or hf-content@VERSION."_s, {}, 1, 1, show },
        { u"policy validate"_s, u"FILE|-"_s, u"Whether a pack is well formed; the first fault with its place."_s, {},
            {}, 1, 1, validate },
    };
}

} // namespace docket::ctl
