#include "ui/settings/joinpage.h"

#include "ui/widgets/keybutton.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QShortcut>

namespace docket::ui::settings
{

using namespace Qt::StringLiterals;
using widgets::KeyButton;

JoinPage::JoinPage(const widgets::Theme& theme, const QString& folder, QWidget* parent)
    : FormPage(theme, u"join"_s, tr("Join a colleague’s workspace"),
        tr("This makes a key for this laptop and a request to send to whoever invited you. With what they send back "
           "the workspace is made. Nothing is sent anywhere by itself."),
        parent),
      m_invitation(new QLineEdit),
      m_name(new QLineEdit),
      m_passphrase(secretLine()),
      m_repeated(secretLine()),
      m_folder(new QLineEdit(folder)),
      m_make(new KeyButton(theme, tr("Make the request"), KeyButton::Look::Primary)),
      m_back(new KeyButton(theme, tr("Back"), KeyButton::Look::Normal))
{
    m_invitation->setLayoutDirection(Qt::LeftToRight);
    m_folder->setLayoutDirection(Qt::LeftToRight);
    m_invitation->setPlaceholderText(u"docket.example/f3Jq0aWe…"_s);
    const auto add = [this](JoinField field, const QString& title, QWidget* editor, const QString& help) {
        addField(static_cast<int>(field), title, editor, help);
    };
    beginFields();
    add(JoinField::Invitation, tr("Invitation"), m_invitation,
        tr("The line that your colleague finds under People and devices, Invite. It is no secret."));
    add(JoinField::Name, tr("Your name"), m_name,
        tr("Stands beside your decisions. It can be erased later without breaking the record."));
    add(JoinField::Passphrase, tr("Passphrase"), m_passphrase,
        tr("Seals the key that signs your decisions. Nobody can restore it for you."));
    add(JoinField::Repeated, tr("Once more"), m_repeated, {});
    add(JoinField::Folder, tr("Folder"), m_folder, {});
    m_make->setObjectName(u"join.make"_s);
    m_make->setKeyText(u"Ctrl ↵"_s);
    m_back->setObjectName(u"join.back"_s);
    m_back->setKeyText(u"Esc"_s);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme.px(8));
    buttons->addWidget(m_make);
    buttons->addWidget(m_back);
    buttons->addStretch(1);
    column()->addLayout(buttons);
    column()->addStretch(1);
    connect(m_make, &QAbstractButton::clicked, this, &JoinPage::submit);
    connect(m_back, &QAbstractButton::clicked, this, &JoinPage::backWanted);
    auto* back = new QShortcut(QKeySequence(Qt::Key_Escape), this);
    back->setContext(Qt::WidgetWithChildrenShortcut);
    connect(back, &QShortcut::activated, m_back, &QAbstractButton::click);
}

JoinForm JoinPage::form() const
{
    return { m_invitation->text().trimmed(), m_name->text().trimmed(), m_passphrase->text(), m_repeated->text(),
        m_folder->text().trimmed() };
}

void JoinPage::submit()
{
    if (!m_make->isEnabled())
        return;
    const JoinForm filled = form();
    QList<Fault> faults;
    for (const JoinFault& fault : checkJoin(filled))
        faults.append({ static_cast<int>(fault.field), fault.text });
    showFaults(faults);
    if (faults.isEmpty()) {
        hideError();
        Q_EMIT submitted(filled);
    }
}

void JoinPage::showError(const Error& error)
{
    setBusy(false);
    FormPage::showError(error);
}

void JoinPage::setBusy(bool busy)
{
    m_make->setEnabled(!busy);
    m_back->setEnabled(!busy);
    m_make->setText(busy ? tr("Making it…") : tr("Make the request"));
}

void JoinPage::focusInEvent(QFocusEvent* /*event*/)
{
    m_invitation->setFocus(Qt::OtherFocusReason);
}

} // namespace docket::ui::settings
