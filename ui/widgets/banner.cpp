#include "ui/widgets/banner.h"

#include "ui/widgets/displaytext.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/keymap.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QStyle>

namespace docket::ui::widgets
{

namespace
{

/// The parts of an Error are written to follow a colon; in a banner each is a sentence.
QString sentence(const QString& part)
{
    QString text = singleLine(part, 400);
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text.endsWith(u'.') || text.isEmpty() ? text : QString(text + u'.');
}

} // namespace

QString errorHeadline(const Error& error)
{
    const QString thing = singleLine(error.thing, 120);
    switch (error.code) {
    case ErrorCode::Network:
        return Banner::tr("No answer from %1").arg(thing);
    case ErrorCode::Auth:
        return Banner::tr("The Hub does not accept the token (%1)").arg(thing);
    case ErrorCode::Forbidden:
        return Banner::tr("The token has no right to do this (%1)").arg(thing);
    case ErrorCode::Gated:
        return Banner::tr("%1 is gated and not open to this account").arg(thing);
    case ErrorCode::Disabled:
        return Banner::tr("%1 was taken down").arg(thing);
    case ErrorCode::NotFound:
        return Banner::tr("%1 is not there").arg(thing);
    case ErrorCode::Conflict:
        return Banner::tr("%1 changed meanwhile").arg(thing);
    case ErrorCode::RateLimited:
        return Banner::tr("The Hub asks us to wait (%1)").arg(thing);
    case ErrorCode::Parse:
        return Banner::tr("%1 cannot be read").arg(thing);
    case ErrorCode::Validation:
        return Banner::tr("%1 was refused").arg(thing);
    case ErrorCode::Storage:
        return Banner::tr("%1 could not be stored or read").arg(thing);
    case ErrorCode::Integrity:
        return Banner::tr("%1 does not verify; writing has stopped").arg(thing);
    case ErrorCode::Cancelled:
        return Banner::tr("%1 was stopped").arg(thing);
    case ErrorCode::LimitExceeded:
        return Banner::tr("%1 is larger than Docket accepts").arg(thing);
    case ErrorCode::Unsupported:
        return Banner::tr("%1 needs a newer Docket").arg(thing);
    case ErrorCode::Usage:
        return Banner::tr("%1 was called wrongly").arg(thing);
    case ErrorCode::Locked:
        return Banner::tr("%1 is locked").arg(thing);
    }
    return thing;
}

Banner::Banner(const Theme& theme, QWidget* parent)
    : QFrame(parent),
      m_theme(theme),
      m_headline(new QLabel),
      m_text(new QLabel),
      m_wayOut(new KeyButton(theme, QString(), KeyButton::Look::Normal)),
      m_close(new KeyButton(theme, tr("Dismiss"), KeyButton::Look::Flat))
{
    setObjectName(QStringLiteral("banner"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(16), theme.px(6), theme.px(8), theme.px(6));
    row->setSpacing(theme.px(8));
    m_headline->setTextFormat(Qt::PlainText);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_headline->setFont(theme.font(TextRole::Strong));
    connect(&theme, &Theme::changed, this, [this] { m_headline->setFont(m_theme.font(TextRole::Strong)); });
    row->addWidget(m_headline);
    row->addWidget(m_text, 1);
    row->addWidget(m_wayOut);
    row->addWidget(m_close);
    connect(m_close, &QAbstractButton::clicked, this, &Banner::dismiss);
    hide();
}

void Banner::say(Kind kind, const QString& headline, const QString& text, QAction* wayOut)
{
    m_kind = kind;
    m_headline->setText(headline);
    m_text->setText(text);
    setAccessibleName(headline + u". " + text);
    disconnect(m_wayOutConnection);
    m_wayOut->setVisible(wayOut != nullptr);
    if (wayOut) {
        m_wayOut->setText(wayOut->text());
        m_wayOut->setKeyText(widgets::keyText(wayOut->shortcut()));
        m_wayOutConnection = connect(m_wayOut, &QAbstractButton::clicked, wayOut, &QAction::trigger);
    }
    show();
    update();
}

void Banner::sayError(const Error& error, QAction* wayOut)
{
    QString text = sentence(error.cause);
    if (!error.wayOut.isEmpty())
        text += u' ' + sentence(error.wayOut);
    say(Kind::Fault, errorHeadline(error), text, wayOut);
}

void Banner::setDismissable(bool yes)
{
    m_close->setVisible(yes);
}

void Banner::dismiss()
{
    hide();
    Q_EMIT dismissed();
}

QString Banner::headline() const
{
    return m_headline->text();
}

QString Banner::text() const
{
    return m_text->text();
}

void Banner::paintEvent(QPaintEvent* /*event*/)
{
    const Tokens& t = m_theme.tokens();
    QPainter painter(this);
    painter.fillRect(rect(), t.hint);
    painter.fillRect(QRect(0, height() - 1, width(), 1), t.hintLine);
    const QRect bar = QStyle::visualRect(layoutDirection(), rect(), QRect(0, 0, m_theme.px(3), height()));
    painter.fillRect(bar, m_kind == Kind::Fault ? t.danger : t.warn);
}

} // namespace docket::ui::widgets
