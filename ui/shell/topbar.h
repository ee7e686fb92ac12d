#pragma once

#include <QFrame>

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

private:
    void fillMenus(const widgets::ActionRegistry& actions);

    QMenuBar* m_menus;
    QList<QWidget*> m_working;
};

} // namespace docket::ui::shell
