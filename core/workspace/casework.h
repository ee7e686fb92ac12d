#pragma once

#include "core/hub/types.h"
#include "core/log/fold/casestate.h"
#include "core/policy/checklist.h"
#include "core/policy/decisions.h"
#include "core/policy/notice.h"
#include "core/workspace/workspace.h"

namespace docket
{

/// Everything known about one case: what the judgement pane shows and `case show` prints.
struct CaseFile {
    cases::CaseRow row;
    log::CaseState state;
    QList<hub::Report> reports;
    std::optional<sync::RepoRecord> repo;
    std::optional<sync::CardRecord> card;
    QList<hub::Thread> threads; ///< without events
    QHash<QString, QString> names; ///< person -> name, for claims and decisions
};

struct DecisionDraft {
    QString code; ///< D00…D90
    QString reason; ///< required
    QString lowerSteps; ///< why gentler codes do not suffice; where the offer asks for it
    QString notice; ///< Markdown as it will be posted; empty: none
    QString commentId; ///< for D40
    policy::Pin seen; ///< what was on the screen; empty: what the mirror holds now
    bool confirmDrift = false; ///< the reviewer looked again after the evidence moved
};

/// What a decision did, for the status line and docketctl.
struct DecisionResult {
    log::EntryId entry;
    QStringList actions; ///< ids of the acts put into the outbox
    bool waitsForSecond = false; ///< nothing leaves before a colleague agrees
    bool waitsForResolve = false; ///< colleagues decided otherwise: nothing leaves before a lead or ethics settles it
};

/// What people do to a case; GUI and command line both call this and nothing else (law 9).
/// Every act is one transaction of log entries; the view is refreshed afterwards.
/// Thread: that of the workspace.
class Casework
{
public:
    explicit Casework(Workspace& workspace) : m_workspace(workspace) { }
    /// Accepts a case id, a unique prefix, or a subject key.
    Result<CaseFile> caseFile(QStringView caseOrSubject);
    /// The questions for a case with my recorded answers (or the latest of anyone when I gave none and have judged).
    Result<policy::Checklist> checklist(const CaseFile& file);

    /// Conflict when somebody else holds it, unless `takeOver`.
    Status claim(QStringView caseOrSubject, bool takeOver = false);
    Status release(QStringView caseOrSubject);
    /// Records answers, one entry for each pack. The pins are filled from the mirror where they are empty.
    Status assess(QStringView caseOrSubject, QList<policy::Assessment> assessments);
    Status annotate(QStringView caseOrSubject, const QString& text, const QList<policy::Anchor>& anchors);
    /// Every decision code with the reason why not where it is not open.
    Result<QList<policy::DecisionOffer>> offers(const CaseFile& file, const policy::Checklist& checklist);
    /// Composed from the answers of `checklist`, to be edited.
    Result<policy::Notice> composeNotice(
        const CaseFile& file, const policy::Checklist& checklist, const QString& code, const QString& reason);
    /// Conflict when the evidence moved since it was seen or assessed, unless confirmDrift. Fills the outbox.
    Result<DecisionResult> decide(QStringView caseOrSubject, const DecisionDraft& draft);
    /// Validation when the act left already.
    Status cancelAction(const QString& actionId);

    /// Records what an earlier failure kept in a file (unrecorded.h), then removes the file.
    Result<QList<log::Entry>> recover(const QString& file);

    /// Who decides and under which circumstances; what offersFor() asks for.
    Result<policy::DecisionContext> context(const CaseFile& file);
    /// What a notice on this case is made of, without code and reason.
    policy::NoticeInput noticeInput(const CaseFile& file);
    /// What the mirror holds of the subject now: the pin of a judgement made on it.
    static policy::Pin pinOf(const CaseFile& file);

private:
    Result<QList<log::Entry>> record(const CaseFile& file, QList<log::Draft> drafts);

    Workspace& m_workspace;
};

} // namespace docket
