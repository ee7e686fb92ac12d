#pragma once

#include "ui/judgement/judgementpresenter.h"
#include "ui/widgets/casepane.h"

class QLabel;
class QListView;
class QStackedWidget;

namespace docket::ui::widgets
{
class Theme;
class ActionRegistry;
class Banner;
class EmptyState;
} // namespace docket::ui::widgets

namespace docket::ui::judgement
{

class ChecklistDelegate;
class ChecklistModel;
class ChecklistView;
class DecisionBox;

/// The right column: the checklists that apply, then the decision. Keys: Y N U X answer the current question, Shift+J
/// and Shift+K move, G shows guidance, 1 to 9 choose a decision, W moves to the reason and Esc back, Ctrl+Return
/// decides. Thread: GUI.
class JudgementPane : public widgets::CasePane
{
    Q_OBJECT
public:
    /// `source` must outlive the pane.
    JudgementPane(const widgets::Theme& theme, widgets::ActionRegistry& actions, JudgementSource& source,
        QWidget* parent = nullptr);
    ~JudgementPane() override;

    void showCase(const cases::CaseRow& row) override;
    void clearCase() override;
    bool isSettled() const override;
    void takeFocus() override;
    JudgementPresenter& presenter() { return *m_presenter; }

public Q_SLOTS:
    /// From the evidence pane (E).
    void attach(const docket::policy::Anchor& anchor);

Q_SIGNALS:
    /// All evidence of this case, for marks in the card.
    void marksChanged(const QList<docket::policy::Anchor>& marks);
    /// What may be looked at in this case, by its checklist: when it is read, and with every answer.
    void viewingChanged(const QByteArray& caseId, const docket::policy::ViewingRule& rule);
    /// The case that was just loaded was judged at this commit: before marksChanged(). Not emitted for a case without a
    /// judgement.
    void revisionJudged(const QString& commit);
    /// Show where this evidence stands now.
    void evidenceActivated(const docket::policy::Anchor& anchor);
    /// Show what changed at this evidence since it was taken.
    void changesWanted(const docket::policy::Anchor& anchor);

private:
    void declareActions(widgets::ActionRegistry& actions);
    void refreshHead();
    void refreshOthers();
    void askAboutDrift(const QString& what);
    /// The pieces of evidence of the question, one after the other.
    void nextEvidence();
    /// The piece that was gone to last, else the first of the question that changed, else the first.
    std::optional<policy::Anchor> chosenEvidence() const;

    const widgets::Theme& m_theme;
    widgets::ActionRegistry& m_actions;
    JudgementPresenter* m_presenter;
    ChecklistModel* m_model;
    ChecklistView* m_view;
    ChecklistDelegate* m_delegate;
    DecisionBox* m_decision;
    QLabel* m_title;
    QLabel* m_progress;
    QLabel* m_others;
    QStackedWidget* m_pages;
    widgets::EmptyState* m_empty;
    widgets::Banner* m_drift;
    QStringList m_declared;
    QByteArray m_caseId;
    QString m_judged; ///< commit that was told of this case
    bool m_driftAsked = false;
    int m_evidence = -1; ///< of the current question, gone to last
};

} // namespace docket::ui::judgement
