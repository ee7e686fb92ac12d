#include "ui/settings/watchpage.h"

#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QVBoxLayout>

namespace docket::ui::settings
{

using namespace Qt::StringLiterals;
using widgets::KeyButton;

namespace
{

constexpr int pageWidth = 640;
constexpr int pageHeight = 480;

} // namespace

WatchPage::WatchPage(const widgets::Theme& theme, const QStringList& lines, WatchCheck check, QWidget* parent)
    : QWidget(parent), m_check(std::move(check)), m_lines(new QPlainTextEdit(lines.join(u'\n'))), m_note(new QLabel)
{
    setObjectName(u"watch"_s);
    setAccessibleName(tr("What to watch"));
    auto* content = new QWidget;
    content->setMaximumWidth(theme.px(pageWidth));
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(theme.px(24), theme.px(24), theme.px(24), theme.px(24));
    column->setSpacing(theme.px(8));
    auto* title = new QLabel(tr("What to watch"));
    title->setFont(theme.font(widgets::TextRole::Title));
    auto* intro = new QLabel(tr("One a line. A repository is model:acme/portrait, dataset:acme/faces or "
                                "space:acme/demo; an organisation org:acme; a listing listing:models?filter=nlp. "
                                "What is no longer named stays readable and is not fetched again."));
    intro->setWordWrap(true);
    intro->setProperty("role", u"dim"_s);
    m_lines->setObjectName(u"watch.lines"_s);
    m_lines->setAccessibleName(tr("Watched, one a line"));
    m_lines->setFont(theme.font(widgets::TextRole::Mono));
    m_lines->setLayoutDirection(Qt::LeftToRight);
    m_lines->setTabChangesFocus(true);
    m_lines->setMinimumHeight(theme.px(pageHeight / 2));
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->hide();
    auto* save = new KeyButton(theme, tr("Save and sync"), KeyButton::Look::Primary);
    save->setKeyText(u"Ctrl ↵"_s);
    auto* leave = new KeyButton(theme, tr("Leave as it was"), KeyButton::Look::Normal);
    leave->setKeyText(u"Esc"_s);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme.px(8));
    buttons->addWidget(save);
    buttons->addWidget(leave);
    buttons->addStretch(1);
    column->addWidget(title);
    column->addWidget(intro);
    column->addWidget(m_lines, 1);
    column->addWidget(m_note);
    column->addLayout(buttons);
    auto* row = new QHBoxLayout(this);
    row->addStretch(1);
    row->addWidget(content, 1000);
    row->addStretch(1);

    connect(save, &QAbstractButton::clicked, this, &WatchPage::submit);
    connect(leave, &QAbstractButton::clicked, this, &WatchPage::closed);
    const auto onKey = [this](const QKeySequence& key, auto act) {
        auto* shortcut = new QShortcut(key, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, act);
    };
    onKey(QKeySequence(Qt::CTRL | Qt::Key_Return), &WatchPage::submit);
    onKey(QKeySequence(Qt::CTRL | Qt::Key_Enter), &WatchPage::submit);
    onKey(QKeySequence(Qt::Key_Escape), &WatchPage::closed);
    setFocusPolicy(Qt::StrongFocus);
}

void WatchPage::submit()
{
    FirstRunForm form;
    form.watches = m_lines->toPlainText();
    for (const QString& line : form.watchLines()) {
        if (const Status status = m_check(line); !status) {
            m_note->setText(tr("\"%1\" cannot be watched: %2").arg(line.left(80), status.error().cause));
            widgets::setTextRole(m_note, u"danger"_s);
            m_note->show();
            m_lines->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
    Q_EMIT submitted(form.watchLines());
}

void WatchPage::focusInEvent(QFocusEvent* /*event*/)
{
    m_lines->setFocus(Qt::OtherFocusReason);
}

} // namespace docket::ui::settings
