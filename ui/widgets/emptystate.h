#pragma once

#include <QWidget>

class QLabel;
class QVBoxLayout;
class QAction;

namespace docket::ui::widgets
{

class Theme;
class ActionRegistry;

/// What a list or a pane shows when there is nothing to show: why, what to do next, and the buttons that do it.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    EmptyState(const Theme& theme, const ActionRegistry& actions, QWidget* parent = nullptr);
    /// `actionIds` become buttons with their keys, the first as the primary one.
    void say(const QString& headline, const QString& text, const QStringList& actionIds = {});
    QString headline() const;

private:
    const Theme& m_theme;
    const ActionRegistry& m_actions;
    QLabel* m_headline;
    QLabel* m_text;
    QVBoxLayout* m_buttons;
};

} // namespace docket::ui::widgets
