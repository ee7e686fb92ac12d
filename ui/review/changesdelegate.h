#pragma once

#include "ui/review/changespresenter.h"

#include <QStyledItemDelegate>

namespace docket::ui::widgets
{
class Theme;
}

namespace docket::ui::review
{

/// Paints the rows of a comparison: numbers of both sides, sign, text in its colours, changed words on a stronger
/// ground. What was removed and added is told by sign and ground, never by colour alone.
class ChangesDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    ChangesDelegate(const widgets::Theme& theme, const ChangesPresenter& presenter, QObject* parent = nullptr);
    int rowHeight() const;
    /// Narrow characters that fit into a view of this width.
    int columnsIn(int width, bool sideBySide) const;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    struct Cell;
    void paintSide(QPainter& painter, const Cell& cell, const QRect& box, bool mirrored) const;
    void paintLine(QPainter& painter, const ChangesRow& row, const QRect& box, bool mirrored) const;
    void paintText(QPainter& painter, const ChangesRow& row, const QRect& box, bool mirrored) const;
    int numberWidth() const;
    int signWidth() const;

    const widgets::Theme& m_theme;
    const ChangesPresenter& m_presenter;
};

} // namespace docket::ui::review
