#include "ui/settings/firstrunpage.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QShortcut>
#include <QStyle>
#include <QVBoxLayout>

namespace docket::ui::settings
{

using namespace Qt::StringLiterals;
using widgets::TextRole;

namespace
{

constexpr int pageWidth = 640; ///< design pixels: a line of explanation is read at a glance

void setFault(QWidget* editor, bool fault)
{
    editor->setProperty("fault", fault);
    editor->style()->unpolish(editor);
    editor->style()->polish(editor);
}

QLineEdit* secretLine()
{
    auto* line = new QLineEdit;
    line->setEchoMode(QLineEdit::Password);
    line->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    return line;
}

} // namespace

FirstRunPage::FirstRunPage(const widgets::Theme& theme, const Offer& offer, WatchCheck watchCheck, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_watchCheck(std::move(watchCheck)),
      m_folder(new QLineEdit(offer.folder)),
      m_endpoint(new QLineEdit(offer.endpoint)),
      m_name(new QLineEdit(offer.name)),
      m_passphrase(secretLine()),
      m_repeated(secretLine()),
      m_watches(new QPlainTextEdit),
      m_make(new widgets::KeyButton(theme, tr("Make the workspace"), widgets::KeyButton::Look::Primary)),
      m_error(new widgets::Banner(theme))
{
    setObjectName(u"firstrun"_s);
    setAccessibleName(tr("Set up"));
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(theme.px(24), theme.px(24), theme.px(24), theme.px(24));
    column->setSpacing(theme.px(8));
    content->setMaximumWidth(theme.px(pageWidth));
    auto* title = new QLabel(tr("Set up Docket"));
    title->setFont(theme.font(TextRole::Title));
    auto* intro = new QLabel(tr("A workspace is one folder: the reports you fetch, and the signed record of what you "
                                "decide. Nothing is sent anywhere by setting it up."));
    intro->setWordWrap(true);
    intro->setProperty("role", u"dim"_s);
    column->addWidget(title);
    column->addWidget(intro);
    column->addSpacing(theme.px(8));

    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(theme.px(16));
    grid->setVerticalSpacing(theme.px(4));
    grid->setColumnStretch(1, 1);
    m_endpoint->setLayoutDirection(Qt::LeftToRight);
    m_folder->setLayoutDirection(Qt::LeftToRight);
    m_watches->setLayoutDirection(Qt::LeftToRight);
    m_watches->setTabChangesFocus(true);
    m_watches->setFont(theme.font(TextRole::Mono));
    m_watches->setPlaceholderText(u"org:acme\nmodel:acme/portrait\nlisting:models?filter=text-generation"_s);
    m_watches->setFixedHeight(theme.px(84));
    addField(grid, FirstRunField::Endpoint, tr("Hub"), m_endpoint, tokenText(offer));
    addField(grid, FirstRunField::Name, tr("Your name"), m_name,
        tr("Stands beside your decisions. It can be erased later without breaking the record."));
    addField(grid, FirstRunField::Passphrase, tr("Passphrase"), m_passphrase,
        tr("Seals the key that signs your decisions. Nobody can restore it for you."));
    addField(grid, FirstRunField::Repeated, tr("Once more"), m_repeated, {});
    addField(grid, FirstRunField::Watches, tr("Watch"), m_watches,
        tr("One a line: repositories, organisations or listings. It can be changed at any time."));
    addField(grid, FirstRunField::Folder, tr("Folder"), m_folder, {});
    column->addLayout(grid);
    column->addSpacing(theme.px(8));
    m_make->setObjectName(u"firstrun.make"_s);
    m_make->setKeyText(u"Ctrl ↵"_s);
    column->addWidget(m_make, 0, Qt::AlignLeading);
    column->addStretch(1);
    auto* centre = new QWidget;
    auto* row = new QHBoxLayout(centre);
    row->addStretch(1);
    row->addWidget(content, 1000);
    row->addStretch(1);
    scroll->setWidget(centre);
    auto* frame = new QVBoxLayout(this);
    frame->setContentsMargins(0, 0, 0, 0);
    frame->setSpacing(0);
    frame->addWidget(m_error);
    frame->addWidget(scroll);

    connect(m_make, &QAbstractButton::clicked, this, &FirstRunPage::submit);
    for (const auto key : { Qt::Key_Return, Qt::Key_Enter }) {
        auto* shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, &FirstRunPage::submit);
    }
    setFocusPolicy(Qt::StrongFocus);
}

QString FirstRunPage::tokenText(const Offer& offer) const
{
    if (!offer.tokenSource.isEmpty())
        return tr("The access token was found (%1). It is used from there and kept nowhere else.")
            .arg(offer.tokenSource);
    return tr("No access token was found in HF_TOKEN or in %1: public things can be read, comments cannot be sent.")
        .arg(offer.tokenFile);
}

void FirstRunPage::addField(
    QGridLayout* grid, FirstRunField field, const QString& title, QWidget* editor, const QString& help)
{
    const int row = grid->rowCount();
    auto* label = new QLabel(title);
    label->setBuddy(editor);
    label->setMinimumHeight(m_theme.px(30));
    auto* explanation = new QLabel(help);
    explanation->setWordWrap(true);
    explanation->setTextFormat(Qt::PlainText);
    explanation->setFont(m_theme.font(TextRole::Small));
    explanation->setProperty("role", u"faint"_s);
    explanation->setVisible(!help.isEmpty());
    editor->setAccessibleName(title);
    editor->setAccessibleDescription(help);
    editor->setObjectName(u"firstrun.%1"_s.arg(static_cast<int>(field)));
    grid->addWidget(label, row, 0, Qt::AlignTop);
    grid->addWidget(editor, row, 1);
    grid->addWidget(explanation, row + 1, 1);
    grid->setRowMinimumHeight(row + 2, m_theme.px(8));
    grid->addItem(new QSpacerItem(0, m_theme.px(6)), row + 2, 1);
    m_help.insert(field, explanation);
    m_helpTexts.insert(field, help);
    m_editors.insert(field, editor);
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
    const QList<FieldFault> faults = checkForm(filled, m_watchCheck);
    showFaults(faults);
    if (faults.isEmpty()) {
        m_error->hide();
        Q_EMIT submitted(filled);
    }
}

void FirstRunPage::showFaults(const QList<FieldFault>& faults)
{
    for (auto it = m_help.cbegin(); it != m_help.cend(); ++it) {
        it.value()->setText(m_helpTexts.value(it.key()));
        it.value()->setVisible(!it.value()->text().isEmpty());
        widgets::setTextRole(it.value(), u"faint"_s);
        setFault(m_editors.value(it.key()), false);
    }
    for (const FieldFault& fault : faults) {
        QLabel* help = m_help.value(fault.field);
        help->setText(fault.text);
        help->show();
        widgets::setTextRole(help, u"danger"_s);
        setFault(m_editors.value(fault.field), true);
        m_editors.value(fault.field)->setAccessibleDescription(fault.text);
    }
    if (!faults.isEmpty())
        m_editors.value(faults.first().field)->setFocus(Qt::OtherFocusReason);
}

void FirstRunPage::showError(const Error& error)
{
    setBusy(false);
    m_error->sayError(error);
}

void FirstRunPage::setBusy(bool busy)
{
    m_make->setEnabled(!busy);
    m_make->setText(busy ? tr("Making it…") : tr("Make the workspace"));
}

void FirstRunPage::focusInEvent(QFocusEvent* /*event*/)
{
    (m_name->text().isEmpty() ? m_name : m_passphrase)->setFocus(Qt::OtherFocusReason);
}

} // namespace docket::ui::settings
