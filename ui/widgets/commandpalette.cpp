#include "ui/widgets/commandpalette.h"

#include "ui/widgets/actionregistry.h"
#include "ui/widgets/fixedrowview.h"
#include "ui/widgets/fuzzy.h"
#include "ui/widgets/keycap.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPointer>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace docket::ui::widgets
{

namespace
{

constexpr int keptRecent = 12;
constexpr int rowHeight = 34;
enum Role { DetailRole = Qt::UserRole + 1, KeyRole };

class EntryDelegate : public QStyledItemDelegate
{
public:
    EntryDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) { }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Tokens& t = m_theme.tokens();
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const bool enabled = index.flags().testFlag(Qt::ItemIsEnabled);
        if (selected)
            painter->fillRect(option.rect, t.sel);
        painter->setLayoutDirection(option.direction);
        const QRect inner = option.rect.adjusted(m_theme.px(16), 0, -m_theme.px(16), 0);
        const auto place = [&](int x, int w) {
            return QStyle::visualRect(option.direction, inner, QRect(inner.x() + x, inner.y(), w, inner.height()));
        };
        int right = inner.width();
        const QString key = index.data(KeyRole).toString();
        if (!key.isEmpty()) {
            const QSize cap = keycapSize(m_theme, key);
            right -= cap.width();
            QRect box = place(right, cap.width());
            box.setTop(box.center().y() - cap.height() / 2);
            box.setHeight(cap.height());
            paintKeycap(*painter, box, key, m_theme, t.dim);
            right -= m_theme.px(12);
        }
        const QString detail = index.data(DetailRole).toString();
        const QFont small = m_theme.font(TextRole::Small);
        const int detailWidth = QFontMetrics(small).horizontalAdvance(detail);
        right -= detailWidth;
        painter->setFont(small);
        painter->setPen(t.faint);
        painter->drawText(place(right, detailWidth + 2), Qt::AlignVCenter | Qt::AlignLeading, detail);
        const QFont body = m_theme.font(TextRole::Body);
        painter->setFont(body);
        painter->setPen(enabled ? t.text : t.faint);
        const int width = right - m_theme.px(12);
        painter->drawText(place(0, width), Qt::AlignVCenter | Qt::AlignLeading,
            QFontMetrics(body).elidedText(index.data().toString(), Qt::ElideRight, width));
    }

private:
    const Theme& m_theme;
};

} // namespace

CommandPalette::CommandPalette(const Theme& theme, ActionRegistry& actions, QWidget* window)
    : Overlay(theme, window, { 620, 460 }),
      m_actions(actions),
      m_line(new QLineEdit),
      m_view(new FixedRowView),
      m_model(new QStandardItemModel(this))
{
    setObjectName(QStringLiteral("palette"));
    setAccessibleName(tr("Commands"));
    m_line->setObjectName(QStringLiteral("palette.line"));
    m_line->setPlaceholderText(tr("Type a command, a case or an author"));
    m_line->setAccessibleName(tr("Command or case"));
    m_view->setObjectName(QStringLiteral("palette.list"));
    m_view->setAccessibleName(tr("Matching commands"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new EntryDelegate(theme, m_view));
    m_view->setFocusPolicy(Qt::NoFocus); // the line keeps the keys and hands Up and Down on
    auto* head = new QVBoxLayout;
    head->setContentsMargins(theme.px(12), theme.px(12), theme.px(12), theme.px(8));
    head->addWidget(m_line);
    panelLayout()->addLayout(head);
    panelLayout()->addWidget(m_view, 1);
    panelLayout()->addSpacing(theme.px(8));
    m_line->installEventFilter(this);
    connect(m_line, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_view, &QAbstractItemView::clicked, this, [this](const QModelIndex& index) { run(index.row()); });
}

QWidget* CommandPalette::prepare()
{
    m_view->setRowHeight(theme().px(rowHeight));
    m_line->clear();
    search();
    return m_line;
}

QList<PaletteEntry> CommandPalette::actionEntries(const QString& text) const
{
    struct Scored {
        int score;
        PaletteEntry entry;
    };
    std::vector<Scored> found;
    for (const ActionSpec& spec : m_actions.specs()) {
        if (!spec.inPalette)
            continue;
        const int byName = fuzzyScore(text, spec.name) * 2;
        const int score = std::max(byName, fuzzyScore(text, spec.searchWords));
        if (score == 0)
            continue;
        QAction* action = m_actions.action(spec.id);
        const auto recent = m_recent.indexOf(spec.id);
        const int bonus = recent < 0 ? 0 : static_cast<int>(keptRecent - recent) + (text.isEmpty() ? 1000 : 0);
        const bool enabled = action->isEnabled();
        found.push_back({ (enabled ? score : score / 2) + bonus,
            { spec.id, action->text(), actionContextName(spec.context), m_actions.keyText(spec.id), enabled,
                [action = QPointer<QAction>(action)] {
                    if (action)
                        action->trigger();
                } } });
    }
    std::ranges::stable_sort(found, std::ranges::greater{}, &Scored::score);
    QList<PaletteEntry> entries;
    for (Scored& scored : found)
        entries.append(std::move(scored.entry));
    return entries;
}

void CommandPalette::search()
{
    const int mine = ++m_search;
    const QString text = m_line->text();
    list(actionEntries(text));
    if (text.trimmed().size() < 2)
        return;
    for (const PaletteProvider& provider : std::as_const(m_providers)) {
        provider(text, [self = QPointer(this), mine](QList<PaletteEntry> more) {
            if (self && self->m_search == mine)
                self->list(self->m_entries + std::move(more));
        });
    }
}

void CommandPalette::list(QList<PaletteEntry> entries)
{
    const int row = qMax(0, m_view->currentIndex().row());
    const bool grown
        = entries.size() > m_entries.size() && !m_entries.isEmpty() && entries.first().id == m_entries.first().id;
    m_entries = std::move(entries);
    m_model->clear();
    for (const PaletteEntry& entry : std::as_const(m_entries)) {
        auto* item = new QStandardItem(entry.text);
        item->setData(entry.detail, DetailRole);
        item->setData(entry.keyText, KeyRole);
        item->setData(
            entry.keyText.isEmpty() ? entry.text : entry.text + u", " + entry.keyText, Qt::AccessibleTextRole);
        item->setEnabled(entry.enabled);
        m_model->appendRow(item);
    }
    m_view->setCurrentIndex(m_model->index(grown ? row : 0, 0));
}

void CommandPalette::run(int row)
{
    if (row < 0 || row >= m_entries.size() || !m_entries[row].enabled)
        return;
    const PaletteEntry entry = m_entries[row];
    m_recent.removeAll(entry.id);
    m_recent.prepend(entry.id);
    m_recent = m_recent.first(qMin(m_recent.size(), keptRecent));
    close();
    entry.run();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_line || event->type() != QEvent::KeyPress)
        return Overlay::eventFilter(watched, event);
    auto* key = static_cast<QKeyEvent*>(event);
    const int rows = m_model->rowCount();
    const int row = m_view->currentIndex().row();
    switch (key->key()) {
    case Qt::Key_Down:
        m_view->setCurrentIndex(m_model->index(rows ? (row + 1) % rows : 0, 0));
        return true;
    case Qt::Key_Up:
        m_view->setCurrentIndex(m_model->index(rows ? (row + rows - 1) % rows : 0, 0));
        return true;
    case Qt::Key_PageDown:
        m_view->setCurrentIndex(m_model->index(qMin(rows - 1, row + 10), 0));
        return true;
    case Qt::Key_PageUp:
        m_view->setCurrentIndex(m_model->index(qMax(0, row - 10), 0));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        run(row);
        return true;
    default:
        return Overlay::eventFilter(watched, event);
    }
}

} // namespace docket::ui::widgets
