#pragma once

#include <QElapsedTimer>
#include <QWidget>

class QLabel;
class QStackedLayout;

namespace docket::ui::widgets
{
class Theme;
class ActionRegistry;
class EmptyState;
class FixedRowView;
class KeyButton;
} // namespace docket::ui::widgets

namespace docket::ui::queue
{

class FilterLine;
class QueueDelegate;
class QueuePresenter;

/// The left column: filter line, list of cases or what to do when there are none, and a quiet line when something
/// changed elsewhere.
class QueueView : public QWidget
{
    Q_OBJECT
public:
    QueueView(const widgets::Theme& theme, const widgets::ActionRegistry& actions, QueuePresenter& presenter,
        QWidget* parent = nullptr);
    void focusFilter();
    void focusList();
    FilterLine* filterLine() const { return m_filter; }
    widgets::FixedRowView* list() const { return m_list; }

Q_SIGNALS:
    /// A frame with rows of the newest query is on the screen.
    void rowsPainted();

private:
    void showContent();
    void showCurrent(int row);
    void dress();

    const widgets::Theme& m_theme;
    QueuePresenter& m_presenter;
    FilterLine* m_filter;
    QLabel* m_fault;
    QStackedLayout* m_stack;
    widgets::FixedRowView* m_list;
    widgets::EmptyState* m_empty;
    widgets::KeyButton* m_changes;
    QueueDelegate* m_delegate;
    QElapsedTimer m_sinceEdit; ///< started by a key in the filter, stopped by the frame that shows its rows
    bool m_answered = false;
};

} // namespace docket::ui::queue
