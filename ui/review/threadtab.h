#pragma once

#include "ui/review/threadpresenter.h"

#include <QList>
#include <QWidget>

class QFrame;
class QLabel;
class QListView;
class QScrollArea;
class QStackedWidget;
class QVBoxLayout;

namespace docket::ui::widgets
{
class Theme;
class ActionRegistry;
class EmptyState;
} // namespace docket::ui::widgets

namespace docket::ui::review
{

class EventCard;
class Skeleton;
class ThreadDelegate;
class ThreadListModel;

/// Threads of the repository above, the chosen one below.
class ThreadTab final : public QWidget
{
    Q_OBJECT
public:
    ThreadTab(const widgets::Theme& theme, widgets::ActionRegistry& actions, ThreadPresenter& presenter,
        std::function<QDateTime()> now, QWidget* parent = nullptr);

    std::optional<policy::Anchor> currentEvidence() const;
    bool isSettled() const;
    void showAnchor(const policy::Anchor& anchor);
    /// Comments that evidence cites are marked, and the words in them.
    void setMarks(const QList<policy::Anchor>& marks);
    void takeFocus();
    int shownEvents() const { return static_cast<int>(m_cards.size()); }

Q_SIGNALS:
    void settled();
    void selectionChanged(bool any);
    void linkActivated(const QString& url, const QString& text);

private:
    void showState();
    void showThread();
    void addEvents();
    void markCards();
    void choose(EventCard* card);
    void step(EventCard* from, int by);

    const widgets::Theme& m_theme;
    ThreadPresenter& m_presenter;
    std::function<QDateTime()> m_now;
    QStackedWidget* m_pages;
    Skeleton* m_skeleton;
    widgets::EmptyState* m_message;
    QWidget* m_page;
    ThreadListModel* m_model;
    ThreadDelegate* m_delegate;
    QListView* m_list;
    QStackedWidget* m_threadPages;
    widgets::EmptyState* m_threadMessage;
    Skeleton* m_threadSkeleton;
    QScrollArea* m_scroll;
    QList<EventCard*> m_cards;
    EventCard* m_chosen = nullptr;
    QList<policy::Anchor> m_marks;
    qsizetype m_from = 0; ///< index of the first event that is shown
};

} // namespace docket::ui::review
