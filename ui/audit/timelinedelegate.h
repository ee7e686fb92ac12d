#pragma once

#include "core/base/clock.h"
#include "ui/audit/timelinemodel.h"

#include <QStyledItemDelegate>

namespace docket::ui::widgets
{
class Theme;
}

namespace docket::ui::audit
{

/// Paints one entry on two lines: when, and what it says; who wrote it on which laptop, and what is unusual about it.
/// One height for all rows.
class TimelineDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    TimelineDelegate(const widgets::Theme& theme, const Clock& clock, const TimelineModel& model, QObject* parent);
    int rowHeight() const;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
        const QModelIndex& index) override;

private:
    void paintRow(QPainter& painter, const QStyleOptionViewItem& option, const LogRow& row, bool newDay) const;

    const widgets::Theme& m_theme;
    const Clock& m_clock;
    const TimelineModel& m_model;
};

/// Ink of a badge: grave, a warning, or quiet.
enum class MarkInk { Danger, Warn, Quiet };
MarkInk markInk(Mark mark);

} // namespace docket::ui::audit
