#include "ui/widgets/fixedrowview.h"

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace docket::ui::widgets
{

FixedRowView::FixedRowView(QWidget* parent) : QListView(parent)
{
    setUniformItemSizes(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(SingleSelection);
}

void FixedRowView::setRowHeight(int height)
{
    Q_ASSERT(height > 0);
    if (height == m_rowHeight)
        return;
    const int top = verticalOffset() / m_rowHeight;
    m_rowHeight = height;
    updateGeometries();
    verticalScrollBar()->setValue(top * m_rowHeight);
    viewport()->update();
}

int FixedRowView::rowCount() const
{
    return model() ? model()->rowCount(rootIndex()) : 0;
}

QRect FixedRowView::visualRect(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    return { 0, index.row() * m_rowHeight - verticalOffset(), viewport()->width(), m_rowHeight };
}

QModelIndex FixedRowView::indexAt(const QPoint& point) const
{
    const int y = point.y() + verticalOffset();
    if (y < 0 || y / m_rowHeight >= rowCount())
        return {};
    return model()->index(y / m_rowHeight, 0, rootIndex());
}

void FixedRowView::scrollTo(const QModelIndex& index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const int top = index.row() * m_rowHeight;
    const int height = viewport()->height();
    int value = verticalOffset();
    switch (hint) {
    case EnsureVisible:
        if (top < value)
            value = top;
        else if (top + m_rowHeight > value + height)
            value = top + m_rowHeight - height;
        break;
    case PositionAtTop:
        value = top;
        break;
    case PositionAtBottom:
        value = top + m_rowHeight - height;
        break;
    case PositionAtCenter:
        value = top - (height - m_rowHeight) / 2;
        break;
    }
    verticalScrollBar()->setValue(value);
}

void FixedRowView::doItemsLayout()
{
    QAbstractItemView::doItemsLayout(); // not QListView's, which visits every row
}

void FixedRowView::reset()
{
    QAbstractItemView::reset();
    updateGeometries();
    verticalScrollBar()->setValue(0);
}

std::pair<int, int> FixedRowView::visibleRows() const
{
    const int rows = rowCount();
    if (rows == 0)
        return { 0, -1 };
    const int first = verticalOffset() / m_rowHeight;
    const int last = (verticalOffset() + viewport()->height() - 1) / m_rowHeight;
    return { std::min(first, rows - 1), std::min(last, rows - 1) };
}

void FixedRowView::updateGeometries()
{
    const int height = viewport()->height();
    verticalScrollBar()->setSingleStep(m_rowHeight);
    verticalScrollBar()->setPageStep(height);
    verticalScrollBar()->setRange(0, std::max(0, rowCount() * m_rowHeight - height));
    QAbstractItemView::updateGeometries();
}

void FixedRowView::resizeEvent(QResizeEvent* event)
{
    QAbstractItemView::resizeEvent(event);
    updateGeometries();
}

void FixedRowView::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event); // QAbstractItemView would make the first row the current one
    viewport()->update();
}

void FixedRowView::scrollContentsBy(int dx, int dy)
{
    viewport()->scroll(dx, dy);
}

int FixedRowView::verticalOffset() const
{
    return verticalScrollBar()->value();
}

void FixedRowView::paintEvent(QPaintEvent* event)
{
    const int rows = rowCount();
    if (rows == 0)
        return;
    QPainter painter(viewport());
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const QRect area = event->rect();
    const int first = std::max(0, (area.top() + verticalOffset()) / m_rowHeight);
    const int last = std::min(rows - 1, (area.bottom() + verticalOffset()) / m_rowHeight);
    const QPoint pointer = viewport()->mapFromGlobal(QCursor::pos());
    const bool pointed = viewport()->underMouse();
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = model()->index(row, 0, rootIndex());
        QStyleOptionViewItem item = option;
        item.rect = visualRect(index);
        item.state.setFlag(QStyle::State_Selected, selectionModel() && selectionModel()->isSelected(index));
        item.state.setFlag(QStyle::State_HasFocus, hasFocus() && index == currentIndex());
        item.state.setFlag(QStyle::State_MouseOver, pointed && item.rect.contains(pointer));
        itemDelegateForIndex(index)->paint(&painter, item, index);
    }
    Q_EMIT rowsPainted();
}

QModelIndex FixedRowView::moveCursor(CursorAction action, Qt::KeyboardModifiers /*modifiers*/)
{
    const int rows = rowCount();
    if (rows == 0)
        return {};
    const int page = std::max(1, viewport()->height() / m_rowHeight - 1);
    int row = currentIndex().isValid() ? currentIndex().row() : -1;
    switch (action) {
    case MoveUp:
    case MovePrevious:
        row = row < 0 ? rows - 1 : row - 1;
        break;
    case MoveDown:
    case MoveNext:
        row += 1;
        break;
    case MovePageUp:
        row -= page;
        break;
    case MovePageDown:
        row += page;
        break;
    case MoveHome:
        row = 0;
        break;
    case MoveEnd:
        row = rows - 1;
        break;
    case MoveLeft:
    case MoveRight:
        break;
    }
    return model()->index(std::clamp(row, 0, rows - 1), 0, rootIndex());
}

void FixedRowView::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command)
{
    if (!selectionModel())
        return;
    const QModelIndex first = indexAt(rect.normalized().topLeft());
    const QModelIndex last = indexAt(rect.normalized().bottomLeft());
    if (!first.isValid()) {
        selectionModel()->select(QItemSelection(), command);
        return;
    }
    selectionModel()->select(QItemSelection(first, last.isValid() ? last : first), command);
}

QRegion FixedRowView::visualRegionForSelection(const QItemSelection& selection) const
{
    QRegion region;
    for (const QItemSelectionRange& range : selection)
        region += visualRect(range.topLeft()) | visualRect(range.bottomRight());
    return region;
}

void FixedRowView::rowsInserted(const QModelIndex& parent, int start, int end)
{
    QAbstractItemView::rowsInserted(parent, start, end);
    updateGeometries();
    viewport()->update();
}

void FixedRowView::rowsAboutToBeRemoved(const QModelIndex& parent, int start, int end)
{
    QAbstractItemView::rowsAboutToBeRemoved(parent, start, end);
    scheduleDelayedItemsLayout();
}

void FixedRowView::dataChanged(const QModelIndex& first, const QModelIndex& last, const QList<int>& roles)
{
    QAbstractItemView::dataChanged(first, last, roles);
    const auto [top, bottom] = visibleRows();
    if (first.row() <= bottom && last.row() >= top)
        viewport()->update(); // what the base class does for ranges it believes to be visible
}

} // namespace docket::ui::widgets
