#include "ui/widgets/keyrow.h"

#include "ui/widgets/actionregistry.h"
#include "ui/widgets/keycap.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>
#include <QTimerEvent>

namespace docket::ui::widgets
{

namespace
{

constexpr int sequenceEndsAfterMs = 1000;

QKeySequence sequenceOf(const QList<QKeyCombination>& strokes)
{
    QList<int> c;
    for (const QKeyCombination stroke : strokes)
        c.append(stroke.toCombined());
    c.resize(4);
    return QKeySequence(c[0], c[1], c[2], c[3]);
}

} // namespace

KeyRow::KeyRow(const Theme& theme, const ActionRegistry& actions, const QString& id, QWidget* parent)
    : QAbstractButton(parent), m_theme(theme), m_actions(actions), m_id(id)
{
    setObjectName(u"keyrow." + id);
    setText(actions.action(id)->text());
    setAccessibleDescription(actions.keyText(id));
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::clicked, this, [this] {
        m_learning = true;
        m_strokes.clear();
        update();
    });
}

QSize KeyRow::sizeHint() const
{
    return { m_theme.px(240), m_theme.px(28) };
}

bool KeyRow::event(QEvent* event)
{
    // While a key is being learned it must not call the action that holds it now.
    if (event->type() == QEvent::ShortcutOverride && m_learning) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave)
        update();
    return QAbstractButton::event(event);
}

void KeyRow::keyPressEvent(QKeyEvent* event)
{
    if (!m_learning) {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
            click();
        else
            QAbstractButton::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Shift:
    case Qt::Key_Control:
    case Qt::Key_Alt:
    case Qt::Key_Meta:
    case Qt::Key_AltGr:
        return;
    case Qt::Key_Escape:
        stop();
        return;
    case Qt::Key_Backspace:
        stop();
        Q_EMIT learned(m_id, {});
        return;
    default:
        break;
    }
    // A shifted sign ("?") is the sign, however this keyboard makes it.
    Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const QString typed = event->text();
    if (typed.size() == 1 && !typed[0].isLetterOrNumber() && typed[0].isPrint() && !typed[0].isSpace())
        modifiers &= ~Qt::ShiftModifier;
    m_strokes.append(QKeyCombination(modifiers, Qt::Key(event->key())));
    if (m_timer)
        killTimer(m_timer);
    m_timer = startTimer(sequenceEndsAfterMs);
    update();
    if (m_strokes.size() == 4)
        finish();
}

void KeyRow::finish()
{
    const QKeySequence key = sequenceOf(m_strokes);
    stop();
    Q_EMIT learned(m_id, key);
}

void KeyRow::stop()
{
    m_learning = false;
    m_strokes.clear();
    if (m_timer)
        killTimer(m_timer);
    m_timer = 0;
    update();
}

void KeyRow::timerEvent(QTimerEvent* event)
{
    if (event->timerId() == m_timer)
        finish();
}

void KeyRow::focusOutEvent(QFocusEvent* event)
{
    stop();
    QAbstractButton::focusOutEvent(event);
}

void KeyRow::paintEvent(QPaintEvent* /*event*/)
{
    const Tokens& t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setLayoutDirection(layoutDirection());
    if (hasFocus() || underMouse() || m_learning) {
        painter.setPen(hasFocus() ? QPen(t.accent, 1) : QPen(Qt::NoPen));
        painter.setBrush(m_learning ? t.hint : t.bg);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), m_theme.px(4), m_theme.px(4));
    }
    const int side = m_theme.px(8);
    int right = width() - side;
    QStringList caps;
    if (m_learning) {
        caps.append(m_strokes.isEmpty() ? tr("press a key") : widgets::keyText(sequenceOf(m_strokes)));
    } else {
        for (const QKeySequence& key : m_actions.action(m_id)->shortcuts())
            caps.prepend(widgets::keyText(key));
    }
    for (const QString& cap : caps) {
        const QSize size = keycapSize(m_theme, cap);
        right -= size.width();
        const QRect box(right, (height() - size.height()) / 2, size.width(), size.height());
        paintKeycap(painter, QStyle::visualRect(layoutDirection(), rect(), box), cap, m_theme, t.dim);
        right -= m_theme.px(4);
    }
    painter.setFont(m_theme.font(TextRole::Body));
    painter.setPen(t.text);
    const int room = right - side - m_theme.px(8);
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), QRect(side, 0, room, height())),
        Qt::AlignVCenter | Qt::AlignLeading, painter.fontMetrics().elidedText(text(), Qt::ElideRight, room));
}

} // namespace docket::ui::widgets
