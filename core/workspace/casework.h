#pragma once

#include "core/log/fold.h"
#include "core/policy/checklist.h"
#include "core/policy/decisions.h"
#include "core/workspace/workspace.h"

namespace docket
{

/// The evidence a judgement is about (law 2).
struct Pin {
    QString commit;
    QString path;
    QByteArray sha256;
    bool operator==(const Pin&) const = default;
};

/// Everything known about one case: what the judgement pane and `case show` print.
struct CaseFile {
    cases::CaseRow row;
    log::CaseState state;
    QList<hub::Report> reports;
    std::optional<sync::RepoRecord> repo;
    std::optional<sync::CardRecord> card;
    QList<hub::Thread> threads; ///< without events
};

struct DecisionDraft {
    QString code; ///< D00…D90
    QString reason; ///< required
    QString notice; ///< Markdown as it will be posted; empty: none
    Pin seen; ///< what was on the screen
    bool confirmDrift = false; ///< the reviewer looked again after the head moved
};

/// What people do to a case; GUI and command line both call this and nothing else (law 9).
/// Every act is one transaction of log entries; the view is refreshed afterwards.
class Casework
{
public:
    explicit Casework(Workspace& workspace) : m_workspace(workspace) { }
    Result<CaseFile> caseFile(QStringView caseOrSubject);
    Status claim(const QByteArray& caseId);
    Status release(const QByteArray& caseId);
    Status assess(const QByteArray& caseId, const policy::Assessment& assessment);
    Status annotate(const QByteArray& caseId, const QString& text, const QList<policy::Anchor>& anchors);
    /// Codes offered now, each with the reason why not where it is not.
    Result<QList<policy::DecisionOffer>> offers(const QByteArray& caseId);
    /// Refused when the evidence moved (Conflict) unless confirmDrift; fills the outbox. Returns the decision's entry.
    Result<log::EntryId> decide(const QByteArray& caseId, const DecisionDraft& draft);
    /// Notice composed from the recorded answers, to be edited.
    Result<QString> composeNotice(const QByteArray& caseId, const QString& code);
    Status cancelAction(const QString& actionId);

private:
    Workspace& m_workspace;
};

} // namespace docket
