#pragma once

#include "core/workspace/casework.h"
#include "core/workspace/evidencenow.h"

#include <functional>

class QObject;

namespace docket::ui::judgement
{

/// Everything the judgement column needs of one case; values, made off the GUI thread.
struct CaseJudgement {
    CaseFile file;
    policy::Checklist checklist; ///< with my recorded answers
    policy::DecisionContext context;
    policy::NoticeInput notice; ///< without code and reason
    policy::Pin pin; ///< what the mirror holds: what the evidence pane shows
    QString me; ///< person id of this workspace's reviewer
    QByteArray draft; ///< unfinished work as saved, empty when there is none
    bool readOnly = false;
};

/// What goes into the log when a person decides: first the answers, then the decision, one after the other.
struct Verdict {
    QList<policy::Assessment> assessments; ///< empty when nothing changed since they were recorded
    DecisionDraft decision;
};

/// Where the judgement column reads and writes; never on the caller's thread, answered on it. `done` is dropped when
/// `receiver` is gone.
class JudgementSource
{
public:
    template <typename T> using Done = std::function<void(Result<T>)>;

    virtual ~JudgementSource() = default;
    virtual void load(const QString& caseText, QObject* receiver, Done<CaseJudgement> done) = 0;
    virtual void record(
        const QString& caseText, const QList<policy::Assessment>& assessments, QObject* receiver, Done<void> done)
        = 0;
    virtual void decide(const QString& caseText, const Verdict& verdict, QObject* receiver, Done<DecisionResult> done)
        = 0;
    /// What became of evidence, for each anchor in turn.
    virtual void evidenceNow(
        const Subject& subject, const QList<policy::Anchor>& anchors, QObject* receiver, Done<QList<EvidenceNow>> done)
        = 0;
    /// Autosave: one small file a case, in the workspace's drafts folder. An empty draft removes it.
    virtual void saveDraft(const QString& caseText, const QByteArray& draft) = 0;
};

} // namespace docket::ui::judgement
