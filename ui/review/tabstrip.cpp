#include "ui/review/tabstrip.h"

#include "ui/widgets/theme.h"

#include <QPainter>

#include <utility>

namespace docket::ui::review
{

using widgets::TextRole;

TabStrip::TabStrip(const widgets::Theme& theme, QWidget* parent) : QTabBar(parent), m_theme(theme)
{
    setDrawBase(false);
    setExpanding(false);
    setElideMode(Qt::ElideNone);
    setUsesScrollButtons(true);
    connect(&theme, &widgets::Theme::changed, this, [this] { updateGeometry(); });
}

void TabStrip::setCount(int tab, const QString& count, bool warns)
{
    m_counts[tab] = { count, warns };
    setTabToolTip(tab, count.isEmpty() ? QString() : QString(tabText(tab) + u": " + count));
    setAccessibleTabName(tab, count.isEmpty() ? tabText(tab) : QString(tabText(tab) + u", " + count));
    setTabText(tab, tabText(tab)); // lays out again
    updateGeometry();
    update();
}

int TabStrip::widthOf(int tab, bool compact) const
{
    int width = QFontMetrics(m_theme.font(TextRole::Strong)).horizontalAdvance(tabText(tab)) + m_theme.px(20);
    if (const QString count = countOf(tab).text; !count.isEmpty() && !compact)
        width += QFontMetrics(m_theme.font(TextRole::Small)).horizontalAdvance(count) + m_theme.px(6);
    return width;
}

int TabStrip::roomyWidth() const
{
    int width = 0;
    for (int i = 0; i < count(); ++i)
        width += isTabVisible(i) ? widthOf(i, false) : 0;
    return width;
}

void TabStrip::setCompact(bool compact)
{
    if (std::exchange(m_compact, compact) == compact)
        return;
    for (int i = 0; i < count(); ++i)
        setTabText(i, tabText(i)); // lays out again
    updateGeometry();
    update();
}

QSize TabStrip::tabSizeHint(int index) const
{
    return { widthOf(index, m_compact), QFontMetrics(m_theme.font(TextRole::Strong)).height() + m_theme.px(16) };
}

void TabStrip::paintEvent(QPaintEvent* /*event*/)
{
    const widgets::Tokens& tokens = m_theme.tokens();
    QPainter painter(this);
    for (int i = 0; i < count(); ++i) {
        const QRect rect = tabRect(i);
        const bool chosen = i == currentIndex();
        QRect box = rect.adjusted(m_theme.px(10), 0, -m_theme.px(10), -m_theme.px(2));
        const QFont font = m_theme.font(chosen ? TextRole::Strong : TextRole::Body);
        painter.setFont(font);
        painter.setPen(!chosen ? tokens.dim : hasFocus() ? tokens.accent : tokens.text);
        const int lead = isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft;
        painter.drawText(box, lead | Qt::AlignVCenter, tabText(i));
        const int shift = QFontMetrics(font).horizontalAdvance(tabText(i)) + m_theme.px(6);
        box.adjust(isRightToLeft() ? 0 : shift, 0, isRightToLeft() ? -shift : 0, 0);
        const Count small = m_compact ? Count() : countOf(i);
        painter.setFont(m_theme.font(TextRole::Small));
        painter.setPen(small.warns ? tokens.warn : tokens.faint);
        painter.drawText(box, lead | Qt::AlignVCenter, small.text);
        if (chosen)
            painter.fillRect(
                QRect(rect.left(), rect.bottom() - m_theme.px(2) + 1, rect.width(), m_theme.px(2)), tokens.accent);
    }
}

} // namespace docket::ui::review
