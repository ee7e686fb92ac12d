#include "ui/judgement/workspacejudgement.h"

#include "core/base/wholefile.h"

#include <QFile>

namespace docket::ui::judgement
{

using namespace Qt::StringLiterals;

namespace
{

QString draftPath(const Workspace& workspace, const QString& caseText)
{
    return workspace.folder() + u"/drafts/"_s + caseText + u".json"_s;
}

} // namespace

void WorkspaceJudgement::load(const QString& caseText, QObject* receiver, Done<CaseJudgement> done)
{
    m_workspace.ask<CaseJudgement>(
        receiver,
        [caseText](Workspace& workspace) -> Result<CaseJudgement> {
            Casework casework(workspace);
            CaseJudgement judgement;
            DOCKET_ASSIGN(judgement.file, casework.caseFile(caseText));
            DOCKET_ASSIGN(judgement.checklist, casework.checklist(judgement.file));
            DOCKET_ASSIGN(judgement.context, casework.context(judgement.file));
            judgement.notice = casework.noticeInput(judgement.file);
            judgement.pin = Casework::pinOf(judgement.file);
            judgement.me = workspace.log().me().person;
            judgement.readOnly = workspace.isReadOnly() || !workspace.log().isUnlocked();
            if (QFile file(draftPath(workspace, caseText)); file.open(QIODevice::ReadOnly))
                judgement.draft = file.readAll();
            return judgement;
        },
        std::move(done));
}

void WorkspaceJudgement::record(
    const QString& caseText, const QList<policy::Assessment>& assessments, QObject* receiver, Done<void> done)
{
    m_workspace.ask<void>(
        receiver,
        [caseText, assessments](Workspace& workspace) { return Casework(workspace).assess(caseText, assessments); },
        std::move(done));
}

void WorkspaceJudgement::decide(
    const QString& caseText, const Verdict& verdict, QObject* receiver, Done<DecisionResult> done)
{
    m_workspace.ask<DecisionResult>(
        receiver,
        [caseText, verdict](Workspace& workspace) -> Result<DecisionResult> {
            Casework casework(workspace);
            if (!verdict.assessments.isEmpty())
                DOCKET_TRY(casework.assess(caseText, verdict.assessments));
            return casework.decide(caseText, verdict.decision);
        },
        std::move(done));
}

void WorkspaceJudgement::evidenceNow(
    const Subject& subject, const QList<policy::Anchor>& anchors, QObject* receiver, Done<QList<EvidenceNow>> done)
{
    m_workspace.ask<QList<EvidenceNow>>(
        receiver,
        [subject, anchors](Workspace& workspace) { return docket::evidenceNow(workspace.mirror(), subject, anchors); },
        std::move(done));
}

void WorkspaceJudgement::saveDraft(const QString& caseText, const QByteArray& draft)
{
    m_workspace.ask<void>(
        &m_workspace,
        [caseText, draft](Workspace& workspace) -> Status {
            const QString path = draftPath(workspace, caseText);
            if (workspace.isReadOnly())
                return {};
            if (draft.isEmpty()) {
                QFile::remove(path);
                return {};
            }
            return writeWholeFile(path, draft);
        },
        [](const Status&) {});
}

} // namespace docket::ui::judgement
