#include "ui/judgement/checklistview.h"

#include "ui/judgement/checklistdelegate.h"

#include <QScrollBar>

namespace docket::ui::judgement
{

ChecklistView::ChecklistView(ChecklistDelegate& delegate, QWidget* parent) : QListView(parent), m_delegate(delegate)
{
    setItemDelegate(&delegate);
    setObjectName(QStringLiteral("checklist"));
    setAccessibleName(tr("Checklist"));
    setSelectionMode(QAbstractItemView::NoSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // the right edge stays where it is
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    setResizeMode(QListView::Adjust);
}

void ChecklistView::layOutAgain()
{
    scheduleDelayedItemsLayout();
    viewport()->update();
}

void ChecklistView::resizeEvent(QResizeEvent* event)
{
    m_delegate.setWidth(viewport()->width());
    QListView::resizeEvent(event);
    layOutAgain();
}

} // namespace docket::ui::judgement
