#pragma once

#include "core/workspace/workspacethread.h"
#include "ui/judgement/judgementsource.h"

namespace docket::ui::judgement
{

/// The judgement column's source over an open workspace.
class WorkspaceJudgement final : public JudgementSource
{
public:
    explicit WorkspaceJudgement(WorkspaceThread& workspace) : m_workspace(workspace) { }
    void load(const QString& caseText, QObject* receiver, Done<CaseJudgement> done) override;
    void record(const QString& caseText, const QList<policy::Assessment>& assessments, QObject* receiver,
        Done<void> done) override;
    void decide(const QString& caseText, const Verdict& verdict, QObject* receiver, Done<DecisionResult> done) override;
    void evidenceNow(const Subject& subject, const QList<policy::Anchor>& anchors, QObject* receiver,
        Done<QList<EvidenceNow>> done) override;
    void saveDraft(const QString& caseText, const QByteArray& draft) override;

private:
    WorkspaceThread& m_workspace;
};

} // namespace docket::ui::judgement
