#include "ui/review/findbar.h"

#include "ui/widgets/keybutton.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;
using widgets::KeyButton;

FindBar::FindBar(const widgets::Theme& theme, QWidget* parent)
    : QFrame(parent), m_text(new QLineEdit), m_count(new QLabel)
{
    setProperty("surface", u"bottom"_s);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(16), theme.px(6), theme.px(16), theme.px(6));
    m_text->setPlaceholderText(tr("Find in this card"));
    m_text->setAccessibleName(m_text->placeholderText());
    m_count->setProperty("role", u"dim"_s);
    auto* closeButton = new KeyButton(theme, tr("Close"), KeyButton::Look::Flat);
    row->addWidget(m_text, 1);
    row->addWidget(m_count);
    row->addWidget(closeButton);
    hide();
    connect(closeButton, &QAbstractButton::clicked, this, &FindBar::close);
    connect(m_text, &QLineEdit::textChanged, this, &FindBar::findRequested);
    connect(m_text, &QLineEdit::returnPressed, this, &FindBar::findRequested);
    m_text->installEventFilter(this);
}

void FindBar::open()
{
    show();
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void FindBar::close()
{
    hide();
    Q_EMIT closed();
}

QString FindBar::text() const
{
    return m_text->text();
}

void FindBar::setMatches(int matches)
{
    m_count->setText(text().isEmpty() ? QString()
            : matches == 0            ? tr("not found")
            : matches == 1            ? tr("1 place")
                                      : tr("%1 places").arg(matches));
}

void FindBar::setFound(bool found)
{
    m_count->setText(text().isEmpty() || found ? QString() : tr("not found"));
}

bool FindBar::eventFilter(QObject* watched, QEvent* event)
{
    const bool key = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (watched != m_text || !key || static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape)
        return QFrame::eventFilter(watched, event);
    event->accept(); // as override: the line takes the key, no action of the window does
    if (event->type() == QEvent::KeyPress)
        close();
    return true;
}

} // namespace docket::ui::review
