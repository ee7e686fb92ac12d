#include "ui/review/skeleton.h"

#include "ui/widgets/theme.h"

#include <QPainter>

#include <array>

namespace docket::ui::review
{

Skeleton::Skeleton(const widgets::Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme)
{
    setAccessibleName(tr("Loading"));
    m_delay.setSingleShot(true);
    m_delay.setInterval(150);
    connect(&m_delay, &QTimer::timeout, this, qOverload<>(&QWidget::update));
}

void Skeleton::showEvent(QShowEvent* event)
{
    m_delay.start();
    QWidget::showEvent(event);
}

void Skeleton::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().panel);
    if (m_delay.isActive())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.tokens().bg);
    const int margin = m_theme.px(22);
    const int whole = qMin(width() - 2 * margin, m_theme.px(560));
    int y = m_theme.px(20);
    static constexpr std::array shares{ 100, 0, 38, 96, 92, 70, 0, 30, 94, 88, 97, 52 };
    for (const int share : shares) {
        if (share == 100) {
            painter.drawRoundedRect(
                QRect(margin, y, width() - 2 * margin, m_theme.px(72)), m_theme.px(8), m_theme.px(8));
            y += m_theme.px(72);
        } else if (share > 0) {
            const int bar = whole * share / 100;
            const int x = isRightToLeft() ? width() - margin - bar : margin;
            painter.drawRoundedRect(QRect(x, y, bar, m_theme.px(12)), m_theme.px(4), m_theme.px(4));
            y += m_theme.px(12);
        }
        y += m_theme.px(12);
    }
}

} // namespace docket::ui::review
