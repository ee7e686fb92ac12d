#include "ui/widgets/overlay.h"

#include "ui/widgets/theme.h"

#include <QApplication>
#include <QFrame>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace docket::ui::widgets
{

Overlay::Overlay(const Theme& theme, QWidget* window, QSize panelSize)
    : QWidget(window),
      m_theme(theme),
      m_panel(new QFrame(this)),
      m_layout(new QVBoxLayout(m_panel)),
      m_panelSize(panelSize)
{
    m_panel->setProperty("surface", QStringLiteral("float"));
    m_layout->setContentsMargins(1, 1, 1, 1);
    m_layout->setSpacing(0);
    setFocusPolicy(Qt::StrongFocus);
    hide();
    window->installEventFilter(this);
    connect(&theme, &Theme::changed, this, &Overlay::place);
}

void Overlay::open()
{
    if (isVisible())
        return;
    m_before = QApplication::focusWidget();
    place();
    QWidget* first = prepare();
    raise();
    show();
    (first ? first : this)->setFocus(Qt::PopupFocusReason);
}

void Overlay::close()
{
    if (!isVisible())
        return;
    hide();
    if (m_before)
        m_before->setFocus(Qt::PopupFocusReason);
    else
        parentWidget()->setFocus(Qt::PopupFocusReason);
    Q_EMIT closed();
}

void Overlay::place()
{
    const QRect window = parentWidget()->rect();
    setGeometry(window);
    const int margin = m_theme.px(space::xl);
    const QSize wanted(m_theme.px(m_panelSize.width()), m_theme.px(m_panelSize.height()));
    const QSize size = wanted.boundedTo(window.size() - QSize(2 * margin, 2 * margin));
    m_panel->setGeometry((window.width() - size.width()) / 2,
        qMin(m_theme.px(72), (window.height() - size.height()) / 2), size.width(), size.height());
}

bool Overlay::event(QEvent* event)
{
    // While a panel is up its keys are its own: no action of the window answers.
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void Overlay::paintEvent(QPaintEvent* /*event*/)
{
    QPainter(this).fillRect(rect(), m_theme.tokens().scrim);
}

void Overlay::mousePressEvent(QMouseEvent* /*event*/)
{
    close(); // presses on the panel do not come here
}

void Overlay::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

bool Overlay::focusNextPrevChild(bool next)
{
    QWidget* const from = QApplication::focusWidget();
    QWidget* at = from ? from : this;
    do
        at = next ? at->nextInFocusChain() : at->previousInFocusChain();
    while (
        at != from && !(isAncestorOf(at) && at->isVisible() && at->isEnabled() && (at->focusPolicy() & Qt::TabFocus)));
    at->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

bool Overlay::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        place();
    return QWidget::eventFilter(watched, event);
}

} // namespace docket::ui::widgets
