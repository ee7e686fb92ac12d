#include "ui/settings/formpage.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
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

} // namespace

FormPage::FormPage(
    const widgets::Theme& theme, const QString& id, const QString& title, const QString& intro, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_id(id), m_error(new widgets::Banner(theme))
{
    setObjectName(id);
    setAccessibleName(title);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* content = new QWidget;
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(theme.px(24), theme.px(24), theme.px(24), theme.px(24));
    m_column->setSpacing(theme.px(8));
    content->setMaximumWidth(theme.px(pageWidth));
    auto* heading = new QLabel(title);
    heading->setFont(theme.font(TextRole::Title));
    auto* words = new QLabel(intro);
    words->setWordWrap(true);
    words->setProperty("role", u"dim"_s);
    m_column->addWidget(heading);
    m_column->addWidget(words);
    m_column->addSpacing(theme.px(8));
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
    for (const auto key : { Qt::Key_Return, Qt::Key_Enter }) {
        auto* shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this] { submit(); });
    }
    setFocusPolicy(Qt::StrongFocus);
}

void FormPage::beginFields()
{
    m_grid = new QGridLayout;
    m_grid->setHorizontalSpacing(m_theme.px(16));
    m_grid->setVerticalSpacing(m_theme.px(4));
    m_grid->setColumnStretch(1, 1);
    m_column->addLayout(m_grid);
    m_column->addSpacing(m_theme.px(8));
}

void FormPage::addField(int field, const QString& title, QWidget* editor, const QString& help)
{
    const int row = m_grid->rowCount();
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
    editor->setObjectName(u"%1.%2"_s.arg(m_id).arg(field));
    m_grid->addWidget(label, row, 0, Qt::AlignTop);
    m_grid->addWidget(editor, row, 1);
    m_grid->addWidget(explanation, row + 1, 1);
    m_grid->setRowMinimumHeight(row + 2, m_theme.px(8));
    m_grid->addItem(new QSpacerItem(0, m_theme.px(6)), row + 2, 1);
    m_fields.insert(field, { editor, explanation, help });
}

void FormPage::showFaults(const QList<Fault>& faults)
{
    for (const Field& field : std::as_const(m_fields)) {
        field.help->setText(field.text);
        field.help->setVisible(!field.text.isEmpty());
        field.editor->setAccessibleDescription(field.text);
        widgets::setTextRole(field.help, u"faint"_s);
        setFault(field.editor, false);
    }
    for (const auto& [number, text] : faults) {
        const Field field = m_fields.value(number);
        field.help->setText(text);
        field.help->show();
        field.editor->setAccessibleDescription(text);
        widgets::setTextRole(field.help, u"danger"_s);
        setFault(field.editor, true);
    }
    if (!faults.isEmpty())
        m_fields.value(faults.first().first).editor->setFocus(Qt::OtherFocusReason);
}

void FormPage::showError(const Error& error)
{
    m_error->sayError(error);
}

void FormPage::hideError()
{
    m_error->hide();
}

QLineEdit* FormPage::secretLine()
{
    auto* line = new QLineEdit;
    line->setEchoMode(QLineEdit::Password);
    line->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    return line;
}

} // namespace docket::ui::settings
