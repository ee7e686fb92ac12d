#include "ui/review/outline.h"

#include "ui/widgets/fixedrowview.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;
using widgets::TextRole;

namespace
{

constexpr int deepest = 4; ///< steps that are indented; further ones stand below one another

class Delegate final : public QStyledItemDelegate
{
public:
    Delegate(const widgets::Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) { }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const widgets::Tokens& tokens = m_theme.tokens();
        const bool mirrored = option.direction == Qt::RightToLeft;
        const bool current = option.state.testFlag(QStyle::State_Selected);
        const int depth = std::min(index.data(OutlineModel::Depth).toInt(), deepest);
        painter->save();
        if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_Active))
            painter->fillRect(option.rect, tokens.sel);
        if (current) {
            QRect bar = option.rect;
            bar.setWidth(m_theme.px(2));
            if (mirrored)
                bar.moveRight(option.rect.right());
            painter->fillRect(bar, tokens.accent);
        }
        const int start = m_theme.px(12) + depth * m_theme.px(12);
        const QRect box
            = option.rect.adjusted(mirrored ? m_theme.px(8) : start, 0, mirrored ? -start : -m_theme.px(8), 0);
        painter->setFont(m_theme.font(current ? TextRole::Strong : TextRole::Small));
        painter->setPen(current ? tokens.text : tokens.dim);
        painter->drawText(box, int(QStyle::visualAlignment(option.direction, Qt::AlignLeft)) | Qt::AlignVCenter,
            painter->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, box.width()));
        painter->restore();
    }

private:
    const widgets::Theme& m_theme;
};

} // namespace

void OutlineModel::setHeadings(const QList<card::Heading>& headings)
{
    beginResetModel();
    m_headings = headings;
    const auto highest = std::min_element(headings.cbegin(), headings.cend(),
        [](const card::Heading& a, const card::Heading& b) { return a.level < b.level; });
    m_top = highest == headings.cend() ? 1 : highest->level;
    endResetModel();
}

int OutlineModel::rowOfLine(int line) const
{
    // Headings written in HTML have their line from its tags, in order as well.
    const auto after = std::upper_bound(m_headings.cbegin(), m_headings.cend(), line,
        [](int wanted, const card::Heading& heading) { return wanted < heading.line; });
    return static_cast<int>(after - m_headings.cbegin()) - 1;
}

int OutlineModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_headings.size());
}

QVariant OutlineModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_headings.size())
        return {};
    const card::Heading& heading = m_headings[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return heading.text;
    case Qt::AccessibleTextRole:
        return QString(tr("%1, level %2").arg(heading.text).arg(heading.level));
    case Depth:
        return heading.level - m_top;
    default:
        return {};
    }
}

Outline::Outline(const widgets::Theme& theme, QWidget* parent)
    : QFrame(parent),
      m_theme(theme),
      m_model(new OutlineModel(this)),
      m_view(new widgets::FixedRowView),
      m_title(new QLabel(tr("Contents"))),
      m_none(new QLabel(tr("No headings")))
{
    setProperty("surface", u"panel"_s);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new Delegate(theme, m_view));
    m_view->setAccessibleName(tr("Contents of the card"));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_none->setProperty("role", u"dim"_s);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, theme.px(14), 0, theme.px(8));
    column->setSpacing(theme.px(6));
    for (QLabel* const label : { m_title, m_none }) {
        label->setContentsMargins(theme.px(12), 0, theme.px(8), 0);
        column->addWidget(label);
    }
    column->addWidget(m_view, 1);
    const auto lead = [this](const QModelIndex& index) {
        if (index.isValid())
            Q_EMIT activated(m_model->headings().at(index.row()).line);
    };
    connect(m_view, &QAbstractItemView::clicked, this, lead);
    connect(m_view, &QAbstractItemView::activated, this, lead);
    connect(&theme, &widgets::Theme::changed, this, &Outline::dress);
    dress();
    setHeadings({});
}

void Outline::setHeadings(const QList<card::Heading>& headings)
{
    if (!headings.isEmpty() && headings == m_model->headings())
        return; // another look at the same card: where one reads stays
    m_model->setHeadings(headings);
    m_none->setVisible(headings.isEmpty());
    m_view->setVisible(!headings.isEmpty());
    setLine(0);
}

void Outline::setLine(int line)
{
    const int row = m_model->rowOfLine(line);
    if (row == m_view->currentIndex().row())
        return;
    const QModelIndex index = m_model->index(row);
    m_view->setCurrentIndex(index);
    if (index.isValid())
        m_view->scrollTo(index);
}

void Outline::dress()
{
    setFixedWidth(m_theme.px(168));
    m_title->setFont(m_theme.font(TextRole::Strong));
    m_none->setFont(m_theme.font(TextRole::Small));
    m_view->setRowHeight(m_theme.px(24));
}

} // namespace docket::ui::review
