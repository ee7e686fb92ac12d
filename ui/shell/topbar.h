#pragma once

#include <QFrame>

class QMenu;
class QMenuBar;

namespace docket::ui::queue
{
class QueuePresenter;
}
namespace docket::ui::widgets
{
class Theme;
class ActionRegistry;
class KeyButton;
} // namespace docket::ui::widgets

namespace docket::ui::shell
{

/// Name, menus, saved queues, and the three keys worth knowing first.
class TopBar : public QFrame
{
    Q_OBJECT
public:
    TopBar(const widgets::Theme& theme, const widgets::ActionRegistry& actions, queue::QueuePresenter& presenter,
        QWidget* parent = nullptr);
    /// Queues and search make no sense before there is a workspace.
    void setWorking(bool working);
    /// Adds the pages that are declared after the window was made: log, exchange, people. Once.
    void addPages();

private:
    void fillMenus();

    const widgets::ActionRegistry& m_actions;
    QMenuBar* m_menus;
    QMenu* m_file = nullptr;
    QMenu* m_view = nullptr;
    QList<QWidget*> m_working;
};

} // namespace docket::ui::shell
