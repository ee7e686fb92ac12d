#include "app/docketctl/session.h"
#include "app/docketctl/verb.h"
#include "core/card/completeness.h"
#include "core/card/page.h"
#include "core/card/render.h"
#include "core/math/katextypesetter.h"

namespace docket::ctl
{

using namespace Qt::StringLiterals;

namespace
{

Result<RepoKind> kindOf(const Arguments& arguments)
{
    if (!arguments.has(u"kind"_s))
        return RepoKind::Model;
    auto kind = repoKindFromName(arguments.value(u"kind"_s));
    if (!kind) {
        return fail(ErrorCode::Usage, u"--kind \"%1\""_s.arg(arguments.value(u"kind"_s)), u"is no kind of repository"_s,
            u"say model, dataset or space"_s);
    }
    return *kind;
}

QJsonArray notesJson(const QList<card::Note>& notes)
{
    QJsonArray array;
    for (const card::Note& note : notes) {
        array.append(QJsonObject{
            { u"code"_s, card::noteCodeName(note.code) }, { u"line"_s, note.line }, { u"text"_s, note.text } });
    }
    return array;
}

Result<int> render(Session& session, const Arguments& arguments)
{
    const math::KatexTypesetter formulas;
    card::RenderOptions options;
    options.formulas = &formulas;
    DOCKET_ASSIGN(options.kind, kindOf(arguments));
    DOCKET_ASSIGN(const QByteArray source, session.read(arguments.at(0)));
    const card::RenderedCard rendered = card::renderCard(source, options);
    if (!session.out().isJson()) {
        session.out().raw(arguments.has(u"body"_s) ? rendered.bodyHtml : card::pageHtml(rendered, card::Theme()));
        session.out().raw("\n");
        for (const card::Note& note : rendered.notes) {
            session.out().note(u"%1%2: %3"_s.arg(
                arguments.at(0), note.line > 0 ? u", line %1"_s.arg(note.line) : QString(), note.text));
        }
        return Done;
    }
    QJsonArray links;
    for (const card::Link& link : rendered.links)
        links.append(QJsonObject{ { u"number"_s, link.number }, { u"url"_s, link.url }, { u"line"_s, link.line } });
    QJsonArray pictures;
    for (const card::Picture& picture : rendered.pictures) {
        pictures.append(QJsonObject{ { u"number"_s, picture.number }, { u"url"_s, jsonText(picture.url.left(2000)) },
            { u"alt"_s, picture.alt }, { u"line"_s, picture.line } });
    }
    session.out().object({ { u"html"_s, QString::fromUtf8(card::pageHtml(rendered, card::Theme())) },
        { u"body"_s, QString::fromUtf8(rendered.bodyHtml) },
        { u"front_matter"_s, QString::fromUtf8(rendered.frontMatterHtml) }, { u"links"_s, links },
        { u"pictures"_s, pictures }, { u"notes"_s, notesJson(rendered.notes) }, { u"words"_s, rendered.wordCount },
        { u"lines"_s, rendered.lineCount }, { u"refused"_s, rendered.refused } });
    return Done;
}

Result<int> check(Session& session, const Arguments& arguments)
{
    if (!arguments.has(u"kind"_s)) {
        return fail(ErrorCode::Usage, u"card check"_s, u"--kind is missing"_s,
            u"say --kind model, --kind dataset or --kind space"_s);
    }
    DOCKET_ASSIGN(const RepoKind kind, kindOf(arguments));
    DOCKET_ASSIGN(const QByteArray source, session.read(arguments.at(0)));
    const QList<card::CardFinding> findings = card::checkCompleteness(card::parseCard(source), kind);
    QList<QStringList> rows;
    for (const card::CardFinding& finding : findings) {
        if (session.out().isJson()) {
            session.out().object(
                { { u"criterion"_s, finding.criterion }, { u"outcome"_s, card::findingOutcomeName(finding.outcome) },
                    { u"line"_s, finding.line > 0 ? QJsonValue(finding.line) : QJsonValue(QJsonValue::Null) },
                    { u"text"_s, finding.text } });
        } else {
            rows.append({ finding.criterion, card::findingOutcomeName(finding.outcome),
                finding.line > 0 ? u"line %1"_s.arg(finding.line) : QString(), finding.text });
        }
    }
    if (!session.out().isJson()) {
        session.out().table({}, rows, { 3 });
        const card::CompletenessScore score = card::completenessScore(findings);
        session.out().line(u"%1 of the expected sections are there; hints for a reviewer, not a grade"_s.arg(
            QString::number(score.share * 100, 'f', 0) + u'%'));
    }
    return Done;
}

} // namespace

QList<Verb> cardVerbs()
{
    const QCommandLineOption kind(u"kind"_s, u"model, dataset or space."_s, u"KIND"_s);
    return {
        { u"card render"_s, u"FILE|-"_s, u"The safe HTML that the window would show for a card."_s,
            u"What was cut or refused is said on stderr."_s,
            { kind, { u"body"_s, u"Only the content of the body, without the page around it."_s } }, 1, 1, render },
        { u"card check"_s, u"FILE|- --kind model|dataset|space"_s, u"What a card says and what it lacks."_s, {},
            { kind }, 1, 1, check },
    };
}

} // namespace docket::ctl
