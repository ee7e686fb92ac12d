#include "ui/audit/linkbutton.h"

#include "ui/widgets/displaytext.h"
#include "ui/widgets/theme.h"

#include <QPainter>

namespace docket::ui::audit
{

using widgets::TextRole;

LinkButton::LinkButton(const widgets::Theme& theme, const QString& text, QWidget* parent)
    : QAbstractButton(parent), m_theme(theme)
{
    setText(text);
    setToolTip(text);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &widgets::Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QSize LinkButton::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(TextRole::Body));
    return { metrics.horizontalAdvance(text()), m_theme.px(24) };
}

QSize LinkButton::minimumSizeHint() const
{
    return { m_theme.px(60), m_theme.px(24) };
}

void LinkButton::paintEvent(QPaintEvent* /*event*/)
{
    const widgets::Tokens& t = m_theme.tokens();
    QPainter painter(this);
    QFont font = m_theme.font(TextRole::Body);
    font.setUnderline(isEnabled() && underMouse());
    painter.setFont(font);
    painter.setPen(isEnabled() ? t.accent : t.dim);
    widgets::drawForeign(painter, rect(), Qt::AlignVCenter,
        QFontMetrics(font).elidedText(text(), Qt::ElideRight, width()), layoutDirection());
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

} // namespace docket::ui::audit
