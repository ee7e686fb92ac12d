#pragma once

#include "ui/review/filespresenter.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTreeView;

namespace docket::ui::widgets
{
class Theme;
class ActionRegistry;
class EmptyState;
class KeyButton;
} // namespace docket::ui::widgets

namespace docket::ui::review
{

class Skeleton;

/// The tree of files with its totals.
class FilesTab final : public QWidget
{
    Q_OBJECT
public:
    FilesTab(const widgets::Theme& theme, widgets::ActionRegistry& actions, FilesPresenter& presenter,
        QWidget* parent = nullptr);
    std::optional<policy::Anchor> currentEvidence() const;
    bool isSettled() const;
    void setWarningsFirst(bool on);
    void showAnchor(const policy::Anchor& anchor);
    void takeFocus();

Q_SIGNALS:
    void settled();
    void selectionChanged(bool any);

private:
    void showState();
    const widgets::Theme& m_theme;
    FilesPresenter& m_presenter;
    QStackedWidget* m_pages;
    Skeleton* m_skeleton;
    widgets::EmptyState* m_message;
    QWidget* m_page;
    QLabel* m_summary;
    widgets::KeyButton* m_warnings;
    QTreeView* m_view;
};

} // namespace docket::ui::review
