#include "ui/widgets/keysheet.h"

#include "ui/widgets/actionregistry.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/fuzzy.h"
#include "ui/widgets/keyrow.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QVBoxLayout>

namespace docket::ui::widgets
{

namespace
{

constexpr int columns = 2;

} // namespace

KeySheet::KeySheet(const Theme& theme, ActionRegistry& actions, QWidget* window)
    : Overlay(theme, window, { 860, 640 }),
      m_actions(actions),
      m_line(new QLineEdit),
      m_area(new QScrollArea),
      m_note(new QLabel)
{
    setObjectName(QStringLiteral("keysheet"));
    setAccessibleName(tr("Keys"));
    m_line->setObjectName(QStringLiteral("keysheet.line"));
    m_line->setPlaceholderText(tr("Search keys by what they do"));
    m_line->setAccessibleName(tr("Search keys"));
    m_note->setWordWrap(true);
    m_note->setFont(theme.font(TextRole::Small));
    m_area->setWidgetResizable(true);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setFocusPolicy(Qt::NoFocus);
    auto* frame = new QVBoxLayout;
    frame->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12));
    frame->setSpacing(theme.px(8));
    frame->addWidget(m_line);
    frame->addWidget(m_area, 1);
    frame->addWidget(m_note);
    panelLayout()->addLayout(frame);
    connect(m_line, &QLineEdit::textChanged, this, &KeySheet::rebuild);
}

QWidget* KeySheet::prepare()
{
    m_line->clear();
    rebuild();
    return m_line;
}

void KeySheet::learn(const QString& id, const QKeySequence& key)
{
    if (!key.isEmpty()) {
        if (const ActionSpec* holder = m_actions.holderOf(key, id)) {
            setTextRole(m_note, QStringLiteral("danger"));
            m_note->setText(tr("%1 already means \"%2\". Free it there first, or press another key.")
                                .arg(widgets::keyText(key), holder->name));
            return;
        }
    }
    m_actions.remap(id, key.isEmpty() ? QList<QKeySequence>() : QList<QKeySequence>{ key });
    rebuild();
    if (auto* row = findChild<KeyRow*>(u"keyrow." + id))
        row->setFocus(Qt::OtherFocusReason); // the row that had it was made anew
}

void KeySheet::rebuild()
{
    setTextRole(m_note, QStringLiteral("faint"));
    m_note->setText(tr("Press a row to give it another key. Keys can be exported and imported from the File menu."));
    m_listed.clear();
    auto* content = new QWidget;
    auto* grid = new QGridLayout(content);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(theme().px(32));
    grid->setVerticalSpacing(0);
    for (int c = 0; c < columns; ++c)
        grid->setColumnStretch(c, 1);

    // Groups go under each other, always into the column that is shorter.
    QList<int> depth(columns, 0);
    const auto contexts = { ActionContext::Queue, ActionContext::Case, ActionContext::Evidence,
        ActionContext::Judgement, ActionContext::Log, ActionContext::Window };
    QList<QVBoxLayout*> stacks;
    for (int c = 0; c < columns; ++c) {
        auto* stack = new QVBoxLayout;
        stack->setSpacing(0);
        grid->addLayout(stack, 0, c, Qt::AlignTop);
        stacks.append(stack);
    }
    for (const ActionContext context : contexts) {
        QList<const ActionSpec*> group;
        for (const ActionSpec& spec : m_actions.specs()) {
            const QString searched = spec.name + u' ' + m_actions.keyText(spec.id);
            // Without a key it has no place on the sheet, unless it is looked for to give it one.
            if (m_line->text().isEmpty() && m_actions.keyText(spec.id).isEmpty())
                continue;
            if (spec.context == context && fuzzyScore(m_line->text(), searched) > 0)
                group.append(&spec);
        }
        if (group.isEmpty())
            continue;
        const int column = depth[1] < depth[0] ? 1 : 0;
        auto* heading = new QLabel(actionContextName(context));
        heading->setFont(theme().font(TextRole::SmallStrong));
        heading->setProperty("role", QStringLiteral("dim"));
        heading->setContentsMargins(theme().px(8), theme().px(12), 0, theme().px(4));
        stacks[column]->addWidget(heading);
        for (const ActionSpec* spec : group) {
            auto* row = new KeyRow(theme(), m_actions, spec->id);
            connect(row, &KeyRow::learned, this, &KeySheet::learn, Qt::QueuedConnection);
            stacks[column]->addWidget(row);
            m_listed.append(spec->id);
        }
        depth[column] += 2 + static_cast<int>(group.size());
    }
    if (m_listed.isEmpty())
        stacks[0]->addWidget(new QLabel(tr("No key does that. Try the command palette for everything by name.")));
    m_area->setWidget(content);
}

} // namespace docket::ui::widgets
