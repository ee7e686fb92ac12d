#include "ui/review/filedelegate.h"

#include "ui/review/evidencework.h"
#include "ui/review/filetreemodel.h"
#include "ui/widgets/severitymark.h"
#include "ui/widgets/theme.h"

#include <QPainter>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;
using widgets::TextRole;

FileDelegate::FileDelegate(const widgets::Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme)
{
}

QSize FileDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return { QStyledItemDelegate::sizeHint(option, index).width(), m_theme.px(28) };
}

void FileDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const widgets::Tokens& tokens = m_theme.tokens();
    const bool folder = index.data(FileTreeModel::IsFolder).toBool();
    const int warnings = index.data(FileTreeModel::Warnings).toInt();
    const QString level = index.data(FileTreeModel::ScanLevel).toString();
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, tokens.sel);
    QRect box = option.rect.adjusted(m_theme.px(4), 0, -m_theme.px(8), 0);
    QColor colour = index.column() == FileTreeModel::Name ? tokens.text : tokens.dim;
    TextRole role = index.column() == FileTreeModel::Name ? TextRole::Body : TextRole::Small;
    if (index.column() == FileTreeModel::Name && folder)
        role = TextRole::Strong;
    if (index.column() == FileTreeModel::Scan) {
        const bool warns = folder ? warnings > 0 : work::isWarning(level);
        const int size = m_theme.px(9);
        const bool mirrored = option.direction == Qt::RightToLeft;
        const QRect mark(mirrored ? box.right() - size : box.left(), box.top(), size, box.height());
        if (warns) {
            // The grave words of the Hub's scan get the graver shape.
            const bool grave = level == "unsafe"_L1;
            widgets::paintSeverityMark(*painter, mark, grave ? cases::Severity::S4 : cases::Severity::S2, tokens, size);
            colour = grave ? tokens.danger : tokens.warn;
        } else if (level == "safe"_L1) {
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(QPen(tokens.ok, m_theme.px(2)));
            const QPointF c = QRectF(mark).center();
            painter->drawPolyline(QPolygonF{ c + QPointF(-size * 0.4, 0), c + QPointF(-size * 0.1, size * 0.3),
                c + QPointF(size * 0.45, -size * 0.35) });
            colour = tokens.ok;
        } else {
            colour = tokens.faint;
        }
        const int shift = size + m_theme.px(6);
        box.adjust(mirrored ? 0 : shift, 0, mirrored ? -shift : 0, 0);
    }
    painter->setFont(m_theme.font(role));
    painter->setPen(colour);
    const auto alignment = static_cast<Qt::Alignment>(index.data(Qt::TextAlignmentRole).toInt());
    painter->drawText(box, int(QStyle::visualAlignment(option.direction, alignment)) | Qt::TextSingleLine,
        painter->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideMiddle, box.width()));
    painter->restore();
}

} // namespace docket::ui::review
