#include "app/docketctl/casefile.h"

#include "app/docketctl/output.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace docket::ctl
{

using namespace Qt::StringLiterals;

namespace
{

QByteArray keyOf(const policy::Anchor& anchor)
{
    return QJsonDocument(anchor.toJson()).toJson(QJsonDocument::Compact);
}

} // namespace

Result<CaseDossier> dossierOf(Workspace& workspace, QStringView caseOrSubject, bool reveal)
{
    DOCKET_TRY(workspace.refreshView());
    Casework casework(workspace);
    CaseDossier dossier;
    DOCKET_ASSIGN(dossier.file, casework.caseFile(caseOrSubject));
    dossier.now = workspace.clock().now();
    dossier.me = workspace.log().me().person;
    dossier.foldOthers = !reveal && !dossier.file.state.firstJudgements.contains(dossier.me);
    QList<int> numbers;
    if (dossier.file.row.subject.thread > 0)
        numbers.append(dossier.file.row.subject.thread);
    for (const hub::Report& report : std::as_const(dossier.file.reports)) {
        if (!numbers.contains(report.thread))
            numbers.append(report.thread);
    }
    for (const int number : std::as_const(numbers)) {
        DOCKET_ASSIGN(const auto thread, workspace.mirror().thread(dossier.file.row.subject.repo, number));
        if (!thread)
            continue;
        dossier.reportThreads.append(*thread);
        DOCKET_ASSIGN(const auto earlier, workspace.mirror().earlierComments(dossier.file.row.subject.repo, number));
        for (const hub::Event& event : thread->events)
            if (!event.hidden && earlier.contains(event.id))
                dossier.earlier.insert(event.id, earlier.value(event.id));
    }
    DOCKET_ASSIGN(const policy::Checklist checklist, casework.checklist(dossier.file));
    DOCKET_ASSIGN(dossier.offers, casework.offers(dossier.file, checklist));
    DOCKET_ASSIGN(dossier.entries, workspace.log().entriesOf(log::CaseId{ dossier.file.row.caseId }));
    QList<policy::Anchor> anchors;
    for (const QJsonObject& object : shownAnchors(dossier)) {
        if (const auto anchor = policy::Anchor::fromJson(object))
            anchors.append(*anchor);
    }
    DOCKET_ASSIGN(const auto now, evidenceNow(workspace.mirror(), dossier.file.row.subject, anchors));
    for (qsizetype i = 0; i < anchors.size(); ++i)
        dossier.evidence.insert(keyOf(anchors[i]), now[i]);
    return dossier;
}

std::optional<EvidenceNow> evidenceOf(const CaseDossier& dossier, const QJsonObject& anchor)
{
    const auto parsed = policy::Anchor::fromJson(anchor);
    const auto found = parsed ? dossier.evidence.constFind(keyOf(*parsed)) : dossier.evidence.constEnd();
    return found == dossier.evidence.constEnd() ? std::nullopt : std::optional(*found);
}

QList<QJsonObject> shownAnchors(const CaseDossier& dossier)
{
    QList<QJsonObject> out;
    const auto add = [&out](const QJsonArray& anchors) {
        for (const auto& anchor : anchors) {
            if (!out.contains(anchor.toObject()))
                out.append(anchor.toObject());
        }
    };
    for (const log::Assessment& one : dossier.file.state.assessments) {
        if (!isShown(dossier, one.person))
            continue;
        for (const auto& answer : one.answers)
            add(answer[u"evidence"].toArray());
    }
    for (const log::Note& note : dossier.file.state.notes) {
        if (isShown(dossier, note.person))
            add(note.anchors);
    }
    return out;
}

QString personName(const CaseDossier& dossier, const QString& person)
{
    const QString name = dossier.file.names.value(person);
    return name.isEmpty() ? person.left(8) : name;
}

bool isShown(const CaseDossier& dossier, const QString& person)
{
    return !dossier.foldOthers || person == dossier.me;
}

QString flagsOf(const cases::CaseRow& row)
{
    QStringList flags;
    if (row.reopened)
        flags.append(u"reopened"_s);
    if (row.drifted)
        flags.append(u"drifted"_s);
    if (row.appealed)
        flags.append(u"appealed"_s);
    return flags.join(u", "_s);
}

} // namespace docket::ctl
