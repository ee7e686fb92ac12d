#include "ui/widgets/keybutton.h"

#include "ui/widgets/actionregistry.h"
#include "ui/widgets/keycap.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QEvent>
#include <QFontMetrics>
#include <QPainter>
#include <QStyle>

namespace docket::ui::widgets
{

KeyButton::KeyButton(const Theme& theme, const QString& text, Look look, QWidget* parent)
    : QAbstractButton(parent), m_theme(theme), m_look(look)
{
    setText(text);
    init();
}

KeyButton::KeyButton(const Theme& theme, const ActionRegistry& actions, const QString& id, Look look, QWidget* parent)
    : QAbstractButton(parent), m_theme(theme), m_look(look)
{
    init();
    QAction* action = actions.action(id);
    Q_ASSERT_X(action, "KeyButton", qPrintable(id));
    setText(action->text());
    setObjectName(u"button." + id);
    const auto follow = [this, action, &actions, id] {
        setEnabled(action->isEnabled());
        setCheckable(action->isCheckable());
        setChecked(action->isChecked());
        setKeyText(actions.keyText(id));
        setToolTip(action->toolTip());
    };
    connect(action, &QAction::changed, this, follow);
    connect(&actions, &ActionRegistry::keysChanged, this, follow);
    connect(this, &QAbstractButton::clicked, action, &QAction::trigger);
    follow();
}

void KeyButton::init()
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCursor(Qt::ArrowCursor);
    connect(&m_theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void KeyButton::setKeyText(const QString& keyText)
{
    if (m_keyText == keyText)
        return;
    m_keyText = keyText;
    setAccessibleDescription(keyText.isEmpty() ? QString() : tr("Key: %1").arg(keyText));
    updateGeometry();
    update();
}

void KeyButton::setSuffix(const QString& suffix)
{
    if (m_suffix == suffix)
        return;
    m_suffix = suffix;
    setAccessibleName(QString(text() + u' ' + suffix).trimmed());
    updateGeometry();
    update();
}

void KeyButton::setShortText(const QString& text)
{
    setAccessibleName(this->text());
    setText(text);
    updateGeometry();
}

QFont KeyButton::textFont() const
{
    switch (m_look) {
    case Look::Primary:
        return m_theme.font(TextRole::Strong);
    case Look::Pill:
    case Look::Flat:
        return m_theme.font(TextRole::Small);
    case Look::Normal:
        break;
    }
    return m_theme.font(TextRole::Body);
}

QSize KeyButton::sizeHint() const
{
    const QFontMetrics metrics(textFont());
    int width = metrics.horizontalAdvance(text());
    if (!m_suffix.isEmpty())
        width += metrics.horizontalAdvance(m_suffix) + m_theme.px(4);
    if (!m_keyText.isEmpty())
        width += keycapSize(m_theme, m_keyText).width() + (text().isEmpty() ? 0 : m_theme.px(6));
    const bool pill = m_look == Look::Pill;
    const int side = pill ? m_theme.px(10) : m_theme.px(m_look == Look::Flat ? 8 : 12);
    return { width + 2 * side, m_theme.px(pill || m_look == Look::Flat ? 24 : 30) };
}

bool KeyButton::event(QEvent* event)
{
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave)
        update();
    return QAbstractButton::event(event);
}

void KeyButton::paintEvent(QPaintEvent* /*event*/)
{
    const Tokens& t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF body = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const qreal radius = m_look == Look::Pill ? body.height() / 2 : m_theme.px(6);
    const bool hot = isEnabled() && (underMouse() || isDown());

    QColor ink = t.text;
    QColor fill = Qt::transparent;
    QColor edge = t.control;
    if (m_look == Look::Primary) {
        fill = hot ? (m_theme.scheme() == Scheme::Light ? t.accent.darker(112) : t.accent.lighter(108)) : t.accent;
        ink = t.onAccent;
        edge = Qt::transparent;
    } else {
        if (m_look == Look::Pill)
            ink = t.dim;
        if (m_look == Look::Flat) {
            edge = Qt::transparent;
            ink = t.accent;
        }
        if (hot)
            fill = t.bg;
        if (isChecked()) {
            fill = t.accentSoft;
            ink = t.accent;
            edge = m_look == Look::Pill && m_theme.scheme() != Scheme::Contrast ? QColor(Qt::transparent) : t.accent;
        }
    }
    if (!isEnabled()) {
        ink = t.faint;
        if (m_look == Look::Primary) {
            fill = t.bg;
            edge = t.line;
        }
    }
    painter.setPen(edge);
    painter.setBrush(fill);
    painter.drawRoundedRect(body, radius, radius);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_look == Look::Primary ? t.text : t.accent, 2));
        painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    }

    const QFont font = textFont();
    const QFontMetrics metrics(font);
    painter.setFont(font);
    painter.setLayoutDirection(Qt::LayoutDirectionAuto); // each text as its own script wants it
    const int edgeOfText = Qt::AlignVCenter | Qt::AlignAbsolute | (isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft);
    const QSize cap = keycapSize(m_theme, m_keyText);
    const int side = (width() - sizeHint().width()) / 2
        + (m_look == Look::Pill        ? m_theme.px(10)
                : m_look == Look::Flat ? m_theme.px(8)
                                       : m_theme.px(12));
    const auto place = [this](int x, int w, int h) {
        return QStyle::visualRect(layoutDirection(), rect(), QRect(x, (height() - h) / 2, w, h));
    };
    int x = side;
    const int textWidth = metrics.horizontalAdvance(text());
    painter.setPen(ink);
    painter.drawText(place(x, textWidth + 2, height()), edgeOfText, text());
    x += textWidth;
    if (!m_suffix.isEmpty()) {
        x += m_theme.px(4);
        const int w = metrics.horizontalAdvance(m_suffix);
        painter.drawText(place(x, w + 2, height()), edgeOfText, m_suffix);
        x += w;
    }
    if (!m_keyText.isEmpty()) {
        x += text().isEmpty() ? 0 : m_theme.px(6);
        paintKeycap(painter, place(x, cap.width(), cap.height()), m_keyText, m_theme, ink);
    }
}

} // namespace docket::ui::widgets
