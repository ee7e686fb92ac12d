#include "ui/settings/firstrunpage.h"

#include "ui/widgets/keybutton.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QShortcut>

namespace docket::ui::settings
{

using namespace Qt::StringLiterals;
using widgets::KeyButton;
using widgets::TextRole;

FirstRunPage::FirstRunPage(const widgets::Theme& theme, const Offer& offer, WatchCheck watchCheck, QWidget* parent)
    : FormPage(theme, u"firstrun"_s, tr("Set up Docket"),
        tr("A workspace is one folder: the reports you fetch, and the signed record of what you "
           "decide. Nothing is sent anywhere by setting it up."),
        parent),
      m_watchCheck(std::move(watchCheck)),
      m_folder(new QLineEdit(offer.folder)),
      m_endpoint(new QLineEdit(offer.endpoint)),
      m_name(new QLineEdit(offer.name)),
      m_passphrase(secretLine()),
      m_repeated(secretLine()),
      m_watches(new QPlainTextEdit),
      m_make(new KeyButton(theme, tr("Make the workspace"), KeyButton::Look::Primary)),
      m_join(new KeyButton(theme, tr("Join a colleague’s workspace…"), KeyButton::Look::Normal))
{
    m_endpoint->setLayoutDirection(Qt::LeftToRight);
    m_folder->setLayoutDirection(Qt::LeftToRight);
    m_watches->setLayoutDirection(Qt::LeftToRight);
    m_watches->setTabChangesFocus(true);
    m_watches->setFont(theme.font(TextRole::Mono));
    m_watches->setPlaceholderText(u"org:acme\nmodel:acme/portrait\nlisting:models?filter=text-generation"_s);
    m_watches->setFixedHeight(theme.px(84));
    const auto add = [this](FirstRunField field, const QString& title, QWidget* editor, const QString& help) {
        addField(static_cast<int>(field), title, editor, help);
    };
    beginFields();
    add(FirstRunField::Endpoint, tr("Hub"), m_endpoint, tokenText(offer));
    add(FirstRunField::Name, tr("Your name"), m_name,
        tr("Stands beside your decisions. It can be erased later without breaking the record."));
    add(FirstRunField::Passphrase, tr("Passphrase"), m_passphrase,
        tr("Seals the key that signs your decisions. Nobody can restore it for you."));
    add(FirstRunField::Repeated, tr("Once more"), m_repeated, {});
    add(FirstRunField::Watches, tr("Watch"), m_watches,
        tr("One a line: repositories, organisations or listings. It can be changed at any time."));
    add(FirstRunField::Folder, tr("Folder"), m_folder, {});
    m_make->setObjectName(u"firstrun.make"_s);
    m_make->setKeyText(u"Ctrl ↵"_s);
    m_join->setObjectName(u"firstrun.join"_s);
    m_join->setKeyText(u"Alt J"_s);
    m_join->setToolTip(tr("Somebody sent you an invitation"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme.px(8));
    buttons->addWidget(m_make);
    buttons->addWidget(m_join);
    buttons->addStretch(1);
    column()->addLayout(buttons);
    column()->addStretch(1);
    connect(m_make, &QAbstractButton::clicked, this, &FirstRunPage::submit);
    connect(m_join, &QAbstractButton::clicked, this, &FirstRunPage::joinWanted);
    auto* join = new QShortcut(QKeySequence(Qt::ALT | Qt::Key_J), this);
    join->setContext(Qt::WidgetWithChildrenShortcut);
    connect(join, &QShortcut::activated, m_join, &QAbstractButton::click);
}

QString FirstRunPage::tokenText(const Offer& offer) const
{
    if (!offer.tokenSource.isEmpty())
        return tr("The access token was found (%1). It is used from there and kept nowhere else.")
            .arg(offer.tokenSource);
    return tr("No access token was found in HF_TOKEN or in %1: public things can be read, comments cannot be sent.")
        .arg(offer.tokenFile);
}

FirstRunForm FirstRunPage::form() const
{
    return { m_folder->text().trimmed(), m_endpoint->text(), m_name->text().trimmed(), m_passphrase->text(),
        m_repeated->text(), m_watches->toPlainText() };
}

void FirstRunPage::submit()
{
    if (!m_make->isEnabled())
        return;
    const FirstRunForm filled = form();
    QList<Fault> faults;
    for (const FieldFault& fault : checkForm(filled, m_watchCheck))
        faults.append({ static_cast<int>(fault.field), fault.text });
    showFaults(faults);
    if (faults.isEmpty()) {
        hideError();
        Q_EMIT submitted(filled);
    }
}

void FirstRunPage::showError(const Error& error)
{
    setBusy(false);
    FormPage::showError(error);
}

void FirstRunPage::setBusy(bool busy)
{
    m_make->setEnabled(!busy);
    m_join->setEnabled(!busy);
    m_make->setText(busy ? tr("Making it…") : tr("Make the workspace"));
}

void FirstRunPage::focusInEvent(QFocusEvent* /*event*/)
{
    (m_name->text().isEmpty() ? m_name : m_passphrase)->setFocus(Qt::OtherFocusReason);
}

} // namespace docket::ui::settings
