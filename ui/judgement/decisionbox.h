#pragma once

#include "ui/judgement/judgementpresenter.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace docket::ui::widgets
{
class FlowLayout;
class Theme;
class ActionRegistry;
class KeyButton;
} // namespace docket::ui::widgets

namespace docket::ui::judgement
{

/// The lower part of the column: the decisions that are open, the reason, the notice as it will be posted, who must
/// agree. Thread: GUI.
class DecisionBox : public QFrame
{
    Q_OBJECT
public:
    DecisionBox(const widgets::Theme& theme, widgets::ActionRegistry& actions, JudgementPresenter& presenter,
        QWidget* parent = nullptr);

    void focusReason();
    /// The n-th code on the buttons, from 0; nothing when there is none.
    void chooseNth(int n);
    /// Every code with what it does and why it is not open.
    void showAllCodes();

Q_SIGNALS:
    /// Esc in a text, where it has nothing to undo.
    void left();

private:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void rebuildOffers();
    void refreshTexts();
    void refreshState();

    const widgets::Theme& m_theme;
    widgets::ActionRegistry& m_actions;
    JudgementPresenter& m_presenter;
    QLabel* m_heading;
    QWidget* m_offers;
    widgets::FlowLayout* m_flow;
    QStringList m_shownCodes;
    QLabel* m_effect;
    QPlainTextEdit* m_reason;
    QPlainTextEdit* m_lowerSteps;
    QLabel* m_noticeLabel;
    QPlainTextEdit* m_notice;
    QLabel* m_withheld;
    QLabel* m_blocker;
    widgets::KeyButton* m_decide;
    QLabel* m_channel;
};

} // namespace docket::ui::judgement
