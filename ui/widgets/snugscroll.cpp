#include "ui/widgets/snugscroll.h"

#include <QResizeEvent>

#include <algorithm>

namespace docket::ui::widgets
{

SnugScroll::SnugScroll(QWidget* content, int least, QWidget* parent) : QScrollArea(parent), m_least(least)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus); // what is in it takes the keys
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    policy.setHeightForWidth(false);
    setSizePolicy(policy);
    setWidget(content);
    content->installEventFilter(this);
}

int SnugScroll::wanted() const
{
    const int width = std::max(viewport()->width(), widget()->minimumSizeHint().width());
    return widget()->hasHeightForWidth() ? widget()->heightForWidth(width) : widget()->sizeHint().height();
}

QSize SnugScroll::sizeHint() const
{
    return { widget()->sizeHint().width(), wanted() };
}

QSize SnugScroll::minimumSizeHint() const
{
    return { widget()->minimumSizeHint().width(), std::min(wanted(), m_least) };
}

bool SnugScroll::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return QScrollArea::eventFilter(watched, event);
}

void SnugScroll::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        updateGeometry();
}

} // namespace docket::ui::widgets
