#pragma once

#include "ui/judgement/judgementsource.h"

#include <QObject>
#include <QTimer>

namespace docket::ui::judgement
{

/// The judgement column without its widgets: which questions, which answers, which decisions are open, what the notice
/// says. Answers and texts are kept as a draft until they are recorded. Thread: GUI.
class JudgementPresenter : public QObject
{
    Q_OBJECT
public:
    enum class Phase { Empty, Loading, Ready, Recording, Failed };

    explicit JudgementPresenter(JudgementSource& source, QObject* parent = nullptr);
    ~JudgementPresenter() override;

    void open(const QString& caseText);
    void clear();
    Phase phase() const { return m_phase; }
    QString caseText() const { return m_caseText; }
    const Error& error() const { return m_error; }
    /// Valid in phase Ready and Recording.
    const CaseJudgement& judgement() const { return m_judgement; }
    const policy::Checklist& checklist() const { return m_judgement.checklist; }
    bool readOnly() const { return m_judgement.readOnly; }

    // The question the keys act on
    QString current() const { return m_current; }
    void setCurrent(const QString& criterion);
    void moveCurrent(int step);
    /// Sets the answer of the current question, clears it when it is set already, and goes on to the next open one.
    void answerCurrent(policy::AnswerValue value);
    void setAnswer(const QString& criterion, policy::AnswerValue value);
    void setNote(const QString& criterion, const QString& note);
    void setNoEvidence(const QString& criterion, const QString& reason);
    /// Attaches evidence to the current question; an unanswered one stays unanswered (law 6). False when no question is
    /// open.
    bool attach(const policy::Anchor& anchor);
    void detach(const QString& criterion, int index);
    QList<policy::Anchor> pendingEvidence(const QString& criterion) const { return m_pending.value(criterion); }
    /// The evidence of a question, attached to its answer or waiting for one.
    QList<policy::Anchor> evidenceOf(const QString& criterion) const;
    /// All evidence of all answers, as it is to be marked in what is shown now.
    QList<policy::Anchor> marks() const;
    /// What became of a piece of evidence since it was taken; null until that is known.
    const EvidenceNow* becameOf(const policy::Anchor& anchor) const;
    /// As it is to be looked for in what is shown now.
    policy::Anchor shownNow(const policy::Anchor& anchor) const;
    /// Looks again what became of all evidence: something was synced.
    void checkEvidence();

    // The decision
    const QList<policy::DecisionOffer>& offers() const { return m_offers; }
    const policy::DecisionOffer* offer(const QString& code) const;
    QString code() const { return m_code; }
    void choose(const QString& code);
    QString reason() const { return m_reason; }
    void setReason(const QString& reason);
    QString lowerSteps() const { return m_lowerSteps; }
    void setLowerSteps(const QString& text);
    /// As it will be posted; composed until the reviewer edits it.
    QString notice() const { return m_notice; }
    void setNotice(const QString& text);
    bool noticeEdited() const { return m_noticeEdited; }
    void composeAgain();
    const policy::Notice& composed() const { return m_composed; }
    /// What still stands between here and a decision; empty when it can be taken.
    QString blocker() const;
    /// The evidence moved since it was seen: a decision asks for a second look.
    bool drifted() const;
    /// The commit that the case was judged at last, see docket::judgedRevision().
    QString judgedRevision() const;
    void decide(bool confirmDrift = false);
    /// Puts the answers into the log without a decision.
    void recordAnswers();
    bool hasUnrecorded() const { return m_dirty; }
    /// Others' judgements may be shown: I recorded mine (law 6).
    bool mayShowOthers() const;

Q_SIGNALS:
    void phaseChanged();
    void currentChanged();
    void answersChanged(const QString& criterion);
    void evidenceChecked(); ///< becameOf() knows more
    void offersChanged();
    void textsChanged();
    void recorded(const QByteArray& caseId);
    void decided(const QByteArray& caseId, const docket::DecisionResult& result);
    void refused(const docket::Error& error);
    /// decide() stopped because the evidence moved; `what` says how.
    void driftFound(const QString& what);

private:
    void setPhase(Phase phase);
    void loaded(CaseJudgement judgement);
    /// The same case again, as the log has it now.
    void reload();
    void changed(const QString& criterion);
    void refreshOffers();
    void refreshNotice();
    QList<policy::Anchor> allEvidence() const;
    void askAboutEvidence();
    void saveDraft();
    void restoreDraft();
    QList<policy::Assessment> assessmentsToRecord() const;

    JudgementSource& m_source;
    Phase m_phase = Phase::Empty;
    QString m_caseText;
    quint64 m_question = 0; ///< only the answer to the newest load counts
    Error m_error;
    CaseJudgement m_judgement;
    QString m_current;
    QHash<QString, QList<policy::Anchor>> m_pending; ///< attached before the question was answered
    QList<std::pair<policy::Anchor, EvidenceNow>> m_became;
    bool m_evidenceStale = false; ///< what is known of it is from before a sync
    quint64 m_evidenceQuestion = 0; ///< answers to older ones do not count
    QList<policy::DecisionOffer> m_offers;
    QString m_code;
    QString m_reason;
    QString m_lowerSteps;
    QString m_notice;
    bool m_noticeEdited = false;
    policy::Notice m_composed;
    bool m_dirty = false;
    QTimer m_autosave;
};

} // namespace docket::ui::judgement
