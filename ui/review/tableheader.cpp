#include "ui/review/tableheader.h"

#include "ui/review/tablemodel.h"
#include "ui/widgets/theme.h"

#include <QPainter>

namespace docket::ui::review
{

using widgets::TextRole;

TableHeader::TableHeader(const widgets::Theme& theme, QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent), m_theme(theme)
{
    setSectionsClickable(true);
    setHighlightSections(false);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

bool TableHeader::hasStatistics() const
{
    for (int i = 0; model() && i < count(); ++i) {
        if (!model()->headerData(i, Qt::Horizontal, TableModel::StatisticsText).toString().isEmpty())
            return true;
    }
    return false;
}

QSize TableHeader::sizeHint() const
{
    const int strong = QFontMetrics(m_theme.font(TextRole::SmallStrong)).height();
    const int small = QFontMetrics(m_theme.font(TextRole::Small)).height();
    return { QHeaderView::sizeHint().width(), strong + small * (hasStatistics() ? 2 : 1) + m_theme.px(12) };
}

void TableHeader::paintSection(QPainter* painter, const QRect& rect, int section) const
{
    const widgets::Tokens& tokens = m_theme.tokens();
    painter->save();
    painter->fillRect(rect, tokens.panel);
    painter->setPen(tokens.line);
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    painter->drawLine(rect.topRight(), rect.bottomRight());
    const auto text = [&](int role) { return model()->headerData(section, Qt::Horizontal, role).toString(); };
    QRect line = rect.adjusted(m_theme.px(8), m_theme.px(5), -m_theme.px(8), 0);
    const auto write = [&](const QString& words, TextRole role, const QColor& colour) {
        painter->setFont(m_theme.font(role));
        painter->setPen(colour);
        const QFontMetrics metrics = painter->fontMetrics();
        line.setHeight(metrics.height());
        painter->drawText(
            line, Qt::AlignLeading | Qt::AlignVCenter, metrics.elidedText(words, Qt::ElideRight, line.width()));
        line.translate(0, metrics.height());
    };
    write(text(Qt::DisplayRole), TextRole::SmallStrong, tokens.text);
    write(text(TableModel::TypeText), TextRole::Small, tokens.dim);
    write(text(TableModel::StatisticsText), TextRole::Small, tokens.faint);
    painter->restore();
}

CellDelegate::CellDelegate(const widgets::Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme)
{
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const widgets::Tokens& tokens = m_theme.tokens();
    const auto kind = static_cast<CellKind>(index.data(TableModel::Kind).toInt());
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool current = option.state.testFlag(QStyle::State_HasFocus);
    painter->save();
    const bool cited = index.data(TableModel::Cited).toBool();
    painter->fillRect(option.rect, selected ? tokens.sel : cited ? tokens.hint : tokens.panel);
    if (cited) {
        const int bar = m_theme.px(3);
        const bool mirrored = option.direction == Qt::RightToLeft;
        painter->fillRect(mirrored ? option.rect.right() - bar + 1 : option.rect.left(), option.rect.top(), bar,
            option.rect.height(), tokens.hintLine);
    }
    painter->setPen(tokens.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    if (current) {
        painter->setPen(QPen(tokens.accent, 2));
        painter->drawRect(option.rect.adjusted(1, 1, -1, -1));
    }
    QFont font = m_theme.font(kind == CellKind::Nested ? TextRole::Mono : TextRole::Body);
    QColor colour = tokens.text;
    if (kind == CellKind::Null) {
        font.setItalic(true);
        colour = tokens.faint;
    } else if (kind == CellKind::Image || kind == CellKind::Audio || kind == CellKind::Video
        || kind == CellKind::Document || kind == CellKind::Binary) {
        colour = tokens.dim;
    } else if (kind == CellKind::Label || kind == CellKind::Boolean) {
        colour = tokens.accent;
    }
    painter->setFont(font);
    painter->setPen(colour);
    QRect box = option.rect.adjusted(m_theme.px(8), 0, -m_theme.px(8), 0);
    if (index.data(TableModel::Cut).toBool()) {
        const QString mark = tr("cut");
        painter->setFont(m_theme.font(TextRole::Small));
        const int width = painter->fontMetrics().horizontalAdvance(mark);
        painter->setPen(tokens.warn);
        const bool mirrored = option.direction == Qt::RightToLeft;
        painter->drawText(box, (mirrored ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter, mark);
        box.adjust(mirrored ? width + m_theme.px(6) : 0, 0, mirrored ? 0 : -width - m_theme.px(6), 0);
        painter->setFont(font);
        painter->setPen(colour);
    }
    const auto alignment = static_cast<Qt::Alignment>(index.data(Qt::TextAlignmentRole).toInt());
    const QString text = index.data(Qt::DisplayRole).toString();
    painter->drawText(box, int(QStyle::visualAlignment(option.direction, alignment)) | Qt::TextSingleLine,
        painter->fontMetrics().elidedText(text, Qt::ElideRight, box.width()));
    painter->restore();
}

} // namespace docket::ui::review
