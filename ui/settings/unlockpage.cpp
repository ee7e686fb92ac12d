#include "ui/settings/unlockpage.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace docket::ui::settings
{

using namespace Qt::StringLiterals;
using widgets::KeyButton;
using widgets::TextRole;

UnlockPage::UnlockPage(const widgets::Theme& theme, const QString& folder, QWidget* parent)
    : QWidget(parent),
      m_line(new QLineEdit),
      m_note(new QLabel),
      m_open(new KeyButton(theme, tr("Unlock"), KeyButton::Look::Primary)),
      m_noteText(tr("It unseals the key that signs your decisions."))
{
    setObjectName(u"unlock"_s);
    setAccessibleName(tr("Unlock the workspace"));
    auto* column = new QVBoxLayout;
    column->setSpacing(theme.px(8));
    auto* title = new QLabel(tr("Passphrase"));
    title->setFont(theme.font(TextRole::Title));
    auto* where = new widgets::ElidedLabel;
    where->setText(folder);
    where->setProperty("role", u"dim"_s);
    m_line->setObjectName(u"unlock.line"_s);
    m_line->setEchoMode(QLineEdit::Password);
    m_line->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    m_line->setAccessibleName(tr("Passphrase"));
    m_line->setFixedWidth(theme.px(360));
    m_note->setText(m_noteText);
    m_note->setFont(theme.font(TextRole::Small));
    m_note->setProperty("role", u"faint"_s);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setFixedWidth(theme.px(360));
    m_open->setKeyText(u"↵"_s);
    auto* skip = new KeyButton(theme, tr("Read only"), KeyButton::Look::Normal);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme.px(8));
    buttons->addWidget(m_open);
    buttons->addWidget(skip);
    buttons->addStretch(1);
    column->addStretch(2);
    column->addWidget(title);
    column->addWidget(where);
    column->addWidget(m_line);
    column->addWidget(m_note);
    column->addSpacing(theme.px(4));
    column->addLayout(buttons);
    column->addStretch(3);
    auto* row = new QHBoxLayout(this);
    row->addStretch(1);
    row->addLayout(column);
    row->addStretch(1);
    connect(m_line, &QLineEdit::returnPressed, this, &UnlockPage::submit);
    connect(m_open, &QAbstractButton::clicked, this, &UnlockPage::submit);
    connect(skip, &QAbstractButton::clicked, this, &UnlockPage::skipped);
    setFocusPolicy(Qt::StrongFocus);
}

void UnlockPage::submit()
{
    if (m_line->text().isEmpty() || !m_open->isEnabled())
        return;
    m_open->setEnabled(false);
    m_note->setText(tr("Unsealing. This takes a moment on purpose."));
    widgets::setTextRole(m_note, u"faint"_s);
    Q_EMIT submitted(m_line->text());
}

void UnlockPage::showError(const Error& error)
{
    m_open->setEnabled(true);
    m_note->setText(error.code == ErrorCode::Validation ? tr("This is not the passphrase. Try again.")
                                                        : QString(widgets::errorHeadline(error) + u": " + error.cause));
    widgets::setTextRole(m_note, u"danger"_s);
    m_line->selectAll();
    m_line->setFocus(Qt::OtherFocusReason);
}

void UnlockPage::focusInEvent(QFocusEvent* /*event*/)
{
    m_line->setFocus(Qt::OtherFocusReason);
}

} // namespace docket::ui::settings
