#pragma once

#include <QHeaderView>
#include <QStyledItemDelegate>

namespace docket::ui::widgets
{
class Theme;
}

namespace docket::ui::review
{

/// Head of a data column: name, type, one line of statistics.
class TableHeader final : public QHeaderView
{
    Q_OBJECT
public:
    explicit TableHeader(const widgets::Theme& theme, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;

private:
    bool hasStatistics() const;
    const widgets::Theme& m_theme;
};

/// A data cell: nulls and what is not loaded look unlike words; a cell that the viewer cut carries a mark.
class CellDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit CellDelegate(const widgets::Theme& theme, QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const widgets::Theme& m_theme;
};

} // namespace docket::ui::review
