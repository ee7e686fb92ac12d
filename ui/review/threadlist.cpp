#include "ui/review/threadlist.h"

#include "ui/review/evidencetext.h"
#include "ui/widgets/theme.h"

#include <QPainter>

namespace docket::ui::review
{

using widgets::TextRole;

void ThreadListModel::setThreads(const QList<hub::Thread>& threads, const QDateTime& now, const QTimeZone& zone)
{
    beginResetModel();
    m_threads = threads;
    m_now = now;
    m_zone = zone;
    endResetModel();
}

int ThreadListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_threads.size());
}

QVariant ThreadListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_threads.size())
        return {};
    const hub::Thread& thread = m_threads[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return threadTitle(thread);
    case Number:
        return thread.num;
    case Meta:
        return threadMeta(thread, m_now, m_zone);
    case IsReport:
        return isReportThread(thread);
    case Qt::AccessibleTextRole:
        return QString((isReportThread(thread) ? tr("Report: ") : QString()) + threadTitle(thread) + u". "
            + threadMeta(thread, m_now, m_zone));
    default:
        return {};
    }
}

int ThreadListModel::rowOf(int num) const
{
    for (qsizetype i = 0; i < m_threads.size(); ++i) {
        if (m_threads[i].num == num)
            return static_cast<int>(i);
    }
    return -1;
}

void paintFlag(QPainter& painter, const QRectF& box, const QColor& colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal x = box.left() + box.width() * 0.2;
    painter.setPen(QPen(colour, box.width() * 0.12, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(x, box.top() + box.height() * 0.08), QPointF(x, box.bottom() - box.height() * 0.05));
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(QPolygonF{ QPointF(x, box.top() + box.height() * 0.1),
        QPointF(box.right(), box.top() + box.height() * 0.34), QPointF(x, box.top() + box.height() * 0.62) });
    painter.restore();
}

ThreadDelegate::ThreadDelegate(const widgets::Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme)
{
}

int ThreadDelegate::rowHeight() const
{
    return QFontMetrics(m_theme.font(TextRole::Body)).height() + QFontMetrics(m_theme.font(TextRole::Small)).height()
        + m_theme.px(14);
}

QSize ThreadDelegate::sizeHint(const QStyleOptionViewItem& /*option*/, const QModelIndex& /*index*/) const
{
    return { m_theme.px(200), rowHeight() };
}

void ThreadDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const widgets::Tokens& tokens = m_theme.tokens();
    const bool mirrored = option.direction == Qt::RightToLeft;
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    painter->fillRect(option.rect, selected ? tokens.sel : tokens.panel);
    if (selected) {
        const int bar = m_theme.px(3);
        painter->fillRect(QRect(mirrored ? option.rect.right() - bar + 1 : option.rect.left(), option.rect.top(), bar,
                              option.rect.height()),
            tokens.accent);
    }
    painter->setPen(tokens.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    QRect box = option.rect.adjusted(m_theme.px(18), m_theme.px(6), -m_theme.px(18), 0);
    const QFont title = m_theme.font(TextRole::Strong);
    box.setHeight(QFontMetrics(title).height());
    if (index.data(ThreadListModel::IsReport).toBool()) {
        const int size = m_theme.px(12);
        const QRect flag(mirrored ? box.right() - size : box.left(), box.center().y() - size / 2, size, size);
        paintFlag(*painter, flag, tokens.severity[3]);
        const int shift = size + m_theme.px(6);
        box.adjust(mirrored ? 0 : shift, 0, mirrored ? -shift : 0, 0);
    }
    const auto write = [&](const QFont& font, const QColor& colour, const QString& text) {
        painter->setFont(font);
        painter->setPen(colour);
        painter->drawText(box, int(QStyle::visualAlignment(option.direction, Qt::AlignLeft)) | Qt::AlignVCenter,
            painter->fontMetrics().elidedText(text, Qt::ElideRight, box.width()));
    };
    write(title, tokens.text, index.data(Qt::DisplayRole).toString());
    const QFont small = m_theme.font(TextRole::Small);
    box.translate(0, box.height() + m_theme.px(2));
    box.setHeight(QFontMetrics(small).height());
    write(small, tokens.dim, index.data(ThreadListModel::Meta).toString());
    painter->restore();
}

} // namespace docket::ui::review
