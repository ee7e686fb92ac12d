#include "ui/widgets/keycap.h"

#include "ui/widgets/theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace docket::ui::widgets
{

namespace
{

QFont keycapFont(const Theme& theme)
{
    QFont font = theme.font(TextRole::Mono);
    font.setPixelSize(theme.px(11));
    return font;
}

} // namespace

QSize keycapSize(const Theme& theme, const QString& text)
{
    if (text.isEmpty())
        return {};
    const QFontMetrics metrics(keycapFont(theme));
    const int height = theme.px(16);
    return { qMax(height, metrics.horizontalAdvance(text) + theme.px(8)), height };
}

void paintKeycap(QPainter& painter, const QRect& box, const QString& text, const Theme& theme, const QColor& ink)
{
    if (text.isEmpty())
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QColor edge = ink;
    edge.setAlphaF(0.4F);
    painter.setPen(QPen(edge, 1));
    painter.setBrush(Qt::NoBrush);
    const qreal radius = theme.px(4);
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.setPen(ink);
    painter.setFont(keycapFont(theme));
    painter.setLayoutDirection(Qt::LeftToRight);
    painter.drawText(box, Qt::AlignCenter, text);
    painter.restore();
}

Keycap::Keycap(const Theme& theme, const QString& text, QWidget* parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, &QWidget::updateGeometry);
    setText(text);
}

void Keycap::setText(const QString& text)
{
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize Keycap::sizeHint() const
{
    return keycapSize(m_theme, m_text);
}

void Keycap::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    paintKeycap(painter, rect(), m_text, m_theme, m_theme.tokens().dim);
}

} // namespace docket::ui::widgets
