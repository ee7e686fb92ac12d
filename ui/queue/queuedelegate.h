#pragma once

#include "core/base/clock.h"
#include "ui/models/queuemodel.h"

#include <QStyledItemDelegate>

namespace docket::ui::widgets
{
class Theme;
}

namespace docket::ui::queue
{

/// Paints one case on two lines: what it is about and when it is due; why it is here and who holds it. Reads the row
/// straight from the model; no variant per cell. One height for all rows.
class QueueDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    QueueDelegate(const widgets::Theme& theme, const Clock& clock, const models::QueueModel& model, QObject* parent);
    int rowHeight() const;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
        const QModelIndex& index) override;

private:
    void paintGround(QPainter& painter, const QStyleOptionViewItem& option) const;
    void paintSkeleton(QPainter& painter, const QStyleOptionViewItem& option, int row) const;
    void paintRow(QPainter& painter, const QStyleOptionViewItem& option, const cases::CaseRow& row,
        models::QueueModel::Mark mark) const;
    void paintFirstLine(QPainter& painter, const QStyleOptionViewItem& option, const QRect& line,
        const cases::CaseRow& row, models::QueueModel::Mark mark) const;
    void paintSecondLine(
        QPainter& painter, const QStyleOptionViewItem& option, const QRect& line, const cases::CaseRow& row) const;

    const widgets::Theme& m_theme;
    const Clock& m_clock;
    const models::QueueModel& m_model;
};

} // namespace docket::ui::queue
