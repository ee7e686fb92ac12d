#pragma once

#include <QListView>

namespace docket::ui::widgets
{

/// A list whose rows all have one height, so that every question of geometry is arithmetic: QListView lays out every
/// row again on each change, here a frame costs what is on the screen, with ten rows or ten million.
/// One column, pixel scrolling, no drag and drop, no wrapping. It is a QListView for the sake of accessibility.
class FixedRowView : public QListView
{
    Q_OBJECT
public:
    explicit FixedRowView(QWidget* parent = nullptr);
    /// Device-independent pixels, above 0.
    void setRowHeight(int height);
    int rowHeight() const { return m_rowHeight; }

    QRect visualRect(const QModelIndex& index) const override;
    QModelIndex indexAt(const QPoint& point) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    void doItemsLayout() override;
    void reset() override;
    /// Rows that are at least partly on the screen; {0, -1} when none.
    std::pair<int, int> visibleRows() const;

Q_SIGNALS:
    /// After a frame that shows at least one row.
    void rowsPainted();

protected:
    void updateGeometries() override;
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    int verticalOffset() const override;
    int horizontalOffset() const override { return 0; }
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection& selection) const override;
    void rowsInserted(const QModelIndex& parent, int start, int end) override;
    void rowsAboutToBeRemoved(const QModelIndex& parent, int start, int end) override;
    void dataChanged(const QModelIndex& first, const QModelIndex& last, const QList<int>& roles) override;
    bool isIndexHidden(const QModelIndex& /*index*/) const override { return false; }

private:
    int rowCount() const;

    int m_rowHeight = 24;
};

} // namespace docket::ui::widgets
