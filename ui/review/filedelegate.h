#pragma once

#include <QStyledItemDelegate>

namespace docket::ui::widgets
{
class Theme;
}

namespace docket::ui::review
{

/// A row of the tree; scan results by colour, word and shape.
class FileDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit FileDelegate(const widgets::Theme& theme, QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const widgets::Theme& m_theme;
};

} // namespace docket::ui::review
