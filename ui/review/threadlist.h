#pragma once

#include "core/hub/types.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>
#include <QTimeZone>

#include <functional>

namespace docket::ui::widgets
{
class Theme;
}

namespace docket::ui::review
{

/// The threads of a repository, in the order given.
class ThreadListModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { Number = Qt::UserRole, Meta, IsReport };
    using QAbstractListModel::QAbstractListModel;
    /// `now` decides how times read.
    void setThreads(const QList<hub::Thread>& threads, const QDateTime& now, const QTimeZone& zone);
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    int rowOf(int num) const;

private:
    QList<hub::Thread> m_threads;
    QDateTime m_now;
    QTimeZone m_zone = QTimeZone::utc();
};

/// One thread on two lines; reports carry a flag.
class ThreadDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit ThreadDelegate(const widgets::Theme& theme, QObject* parent = nullptr);
    int rowHeight() const;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const widgets::Theme& m_theme;
};

/// A small pennant: the mark of a report, drawn so that no font has to have it.
void paintFlag(QPainter& painter, const QRectF& box, const QColor& colour);

} // namespace docket::ui::review
