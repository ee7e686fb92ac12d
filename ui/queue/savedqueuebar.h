#pragma once

#include <QHash>
#include <QWidget>

namespace docket::ui::widgets
{
class Theme;
class KeyButton;
class ActionRegistry;
} // namespace docket::ui::widgets

namespace docket::ui::queue
{

class QueuePresenter;

/// The saved queues as pills with their counts; one press away, whichever queue one is in.
class SavedQueueBar : public QWidget
{
    Q_OBJECT
public:
    SavedQueueBar(const widgets::Theme& theme, const widgets::ActionRegistry& actions, QueuePresenter& presenter,
        QWidget* parent = nullptr);
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    void hideWhatDoesNotFit();

    QueuePresenter& m_presenter;
    QHash<QString, widgets::KeyButton*> m_pills;
};

} // namespace docket::ui::queue
