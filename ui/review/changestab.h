#pragma once

#include "ui/review/changespresenter.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QStackedWidget;

namespace docket::ui::widgets
{
class Theme;
class ActionRegistry;
class EmptyState;
class FixedRowView;
class KeyButton;
} // namespace docket::ui::widgets

namespace docket::ui::review
{

class ChangesDelegate;
class Skeleton;

/// Two revisions compared, from top to bottom.
class ChangesTab final : public QWidget
{
    Q_OBJECT
public:
    ChangesTab(const widgets::Theme& theme, widgets::ActionRegistry& actions, ChangesPresenter& presenter,
        std::function<QDateTime()> now, QWidget* parent = nullptr);
    bool isSettled() const;
    void takeFocus();
    void setSideBySide(bool on);
    void setUnfolded(bool on);
    void stepChange(bool backwards);
    std::optional<policy::Anchor> currentEvidence() const;
    widgets::FixedRowView& view() const { return *m_view; }

Q_SIGNALS:
    void settled();
    void selectionChanged(bool any);
    /// There is no further change in that direction.
    void ended(bool backwards);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showState();
    void fit();
    void choose();
    /// Lays out anew and stays at the change that was current.
    void keepingPlace(const std::function<void()>& layOut);
    const widgets::Theme& m_theme;
    ChangesPresenter& m_presenter;
    std::function<QDateTime()> m_now;
    QStackedWidget* m_pages;
    Skeleton* m_skeleton;
    widgets::EmptyState* m_message;
    QWidget* m_page;
    QComboBox* m_from;
    QComboBox* m_to;
    QLabel* m_summary;
    widgets::FixedRowView* m_view;
    ChangesDelegate* m_delegate;
};

} // namespace docket::ui::review
