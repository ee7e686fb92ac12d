#include "ui/widgets/displaytext.h"

#include <QPainter>

namespace docket::ui::widgets
{

void drawForeign(QPainter& painter, const QRect& rect, int flags, const QString& text, Qt::LayoutDirection window)
{
    const Qt::LayoutDirection before = painter.layoutDirection();
    painter.setLayoutDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    const Qt::Alignment side = window == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    painter.drawText(rect, flags | static_cast<int>((side | Qt::AlignAbsolute).toInt()), text);
    painter.setLayoutDirection(before);
}

} // namespace docket::ui::widgets
