#include "ui/widgets/emptystate.h"

#include "ui/widgets/actionregistry.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace docket::ui::widgets
{

EmptyState::EmptyState(const Theme& theme, const ActionRegistry& actions, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_actions(actions),
      m_headline(new QLabel),
      m_text(new QLabel),
      m_buttons(new QVBoxLayout)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(24), theme.px(24), theme.px(24), theme.px(24));
    column->setSpacing(theme.px(8));
    for (QLabel* label : { m_headline, m_text }) {
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_text->setProperty("role", QStringLiteral("dim"));
    const auto dress = [this] { m_headline->setFont(m_theme.font(TextRole::Heading)); };
    connect(&theme, &Theme::changed, this, dress);
    dress();
    m_buttons->setSpacing(theme.px(8));
    column->addStretch(2);
    column->addWidget(m_headline);
    column->addWidget(m_text);
    column->addSpacing(theme.px(8));
    column->addLayout(m_buttons);
    column->addStretch(3);
}

void EmptyState::say(const QString& headline, const QString& text, const QStringList& actionIds)
{
    m_headline->setText(headline);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    setAccessibleName(headline + u". " + text);
    while (QLayoutItem* item = m_buttons->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    bool first = true;
    for (const QString& id : actionIds) {
        if (!m_actions.action(id))
            continue;
        m_buttons->addWidget(
            new KeyButton(m_theme, m_actions, id, first ? KeyButton::Look::Primary : KeyButton::Look::Normal), 0,
            Qt::AlignHCenter);
        first = false;
    }
}

QString EmptyState::headline() const
{
    return m_headline->text();
}

} // namespace docket::ui::widgets
