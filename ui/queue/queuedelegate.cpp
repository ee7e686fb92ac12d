#include "ui/queue/queuedelegate.h"

#include "ui/queue/queuetext.h"
#include "ui/widgets/displaytext.h"
#include "ui/widgets/severitymark.h"
#include "ui/widgets/theme.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace docket::ui::queue
{

using widgets::TextRole;
using Mark = models::QueueModel::Mark;

namespace
{

// Design pixels of a row, after reference picture: 9 above, two lines, 9 below, one hairline.
constexpr int rowPixels = 56;
constexpr int sidePixels = 12;
constexpr int markPixels = 18;
constexpr int gapPixels = 8;
constexpr int firstLineTop = 8;
constexpr int firstLineHeight = 20;
constexpr int secondLineTop = 29;
constexpr int secondLineHeight = 18;

/// A rectangle that starts `x` after the leading edge of `frame`, whichever side that is.
QRect fromLeading(const QStyleOptionViewItem& option, const QRect& frame, int x, int width)
{
    return QStyle::visualRect(option.direction, frame, QRect(frame.x() + x, frame.y(), width, frame.height()));
}

/// Text stands at the leading edge of its place whatever its own script: the eye runs down one line.
int leadingEdge(const QStyleOptionViewItem& option)
{
    return Qt::AlignVCenter | Qt::AlignAbsolute
        | (option.direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft);
}

} // namespace

QueueDelegate::QueueDelegate(
    const widgets::Theme& theme, const Clock& clock, const models::QueueModel& model, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_clock(clock), m_model(model)
{
}

int QueueDelegate::rowHeight() const
{
    return m_theme.px(rowPixels);
}

QSize QueueDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const
{
    return { option.rect.width(), rowHeight() };
}

void QueueDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    painter->setLayoutDirection(Qt::LayoutDirectionAuto); // each text as its own script wants it
    paintGround(*painter, option);
    if (const cases::CaseRow* row = m_model.rowAt(index.row()))
        paintRow(*painter, option, *row, m_model.markAt(index.row()));
    else if (!index.data(models::QueueModel::LoadedRole).toBool())
        paintSkeleton(*painter, option, index.row());
    painter->restore();
}

void QueueDelegate::paintGround(QPainter& painter, const QStyleOptionViewItem& option) const
{
    const widgets::Tokens& t = m_theme.tokens();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    if (selected)
        painter.fillRect(option.rect, t.sel);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter.fillRect(option.rect, t.bg);
    QRect hairline = option.rect;
    hairline.setTop(hairline.bottom());
    painter.fillRect(hairline, t.line);
    if (selected) {
        QRect bar = fromLeading(option, option.rect, 0, m_theme.px(3));
        painter.fillRect(bar, t.accent);
    }
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter.setPen(t.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(option.rect.adjusted(0, 0, -1, -2));
    }
}

void QueueDelegate::paintSkeleton(QPainter& painter, const QStyleOptionViewItem& option, int row) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.tokens().line);
    const int x = m_theme.px(sidePixels + markPixels + gapPixels);
    const int room = option.rect.width() - x - m_theme.px(sidePixels);
    // Lengths vary with the row number, as titles do; the same row always looks the same.
    const int first = room * (45 + (row * 37) % 35) / 100;
    const int second = room * (30 + (row * 53) % 30) / 100;
    const qreal radius = m_theme.px(3);
    for (const auto& [top, width] : { std::pair(14, first), std::pair(34, second) }) {
        QRect bar = fromLeading(option, option.rect, x, width);
        bar.setTop(option.rect.top() + m_theme.px(top));
        bar.setHeight(m_theme.px(8));
        painter.drawRoundedRect(bar, radius, radius);
    }
}

void QueueDelegate::paintRow(
    QPainter& painter, const QStyleOptionViewItem& option, const cases::CaseRow& row, Mark mark) const
{
    const int side = m_theme.px(sidePixels);
    const QRect frame = option.rect.adjusted(side, 0, -side, 0);
    QRect first = frame;
    first.setTop(frame.top() + m_theme.px(firstLineTop));
    first.setHeight(m_theme.px(firstLineHeight));
    const QRect box = fromLeading(option, first, 0, m_theme.px(markPixels));
    if (mark == Mark::Done) {
        painter.setFont(m_theme.font(TextRole::Strong));
        painter.setPen(m_theme.tokens().ok);
        painter.drawText(box, Qt::AlignCenter, QStringLiteral("✓"));
    } else {
        widgets::paintSeverityMark(painter, box, row.severity, m_theme.tokens(), m_theme.px(10));
    }
    const int x = m_theme.px(markPixels + gapPixels);
    paintFirstLine(painter, option, fromLeading(option, first, x, first.width() - x), row, mark);
    QRect second = fromLeading(option, frame, x, frame.width() - x);
    second.setTop(option.rect.top() + m_theme.px(secondLineTop));
    second.setHeight(m_theme.px(secondLineHeight));
    paintSecondLine(painter, option, second, row);
}

void QueueDelegate::paintFirstLine(QPainter& painter, const QStyleOptionViewItem& option, const QRect& line,
    const cases::CaseRow& row, Mark mark) const
{
    const widgets::Tokens& t = m_theme.tokens();
    DueText due = dueText(row.due, m_clock.now());
    QColor dueInk = t.faint;
    if (mark == Mark::Done) {
        due.text = statusText(row.status);
    } else if (due.urgency == DueText::Urgency::Overdue) {
        dueInk = t.danger;
    } else if (due.urgency == DueText::Urgency::Soon) {
        dueInk = t.warn;
    }
    const QFont small = m_theme.font(TextRole::Small);
    const int dueWidth = due.text.isEmpty() ? 0 : QFontMetrics(small).horizontalAdvance(due.text) + 1;
    int right = line.width() - dueWidth;
    painter.setFont(small);
    painter.setPen(dueInk);
    painter.drawText(fromLeading(option, line, right, dueWidth), leadingEdge(option), due.text);
    right -= m_theme.px(gapPixels);
    if (mark == Mark::Changed) {
        const int dot = m_theme.px(7);
        right -= dot;
        QRectF disc = fromLeading(option, line, right, dot);
        disc = QRectF(disc.x(), disc.center().y() - dot / 2.0, dot, dot);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.accent);
        painter.drawEllipse(disc);
        right -= m_theme.px(gapPixels);
    }
    const QFont strong = m_theme.font(mark == Mark::Done ? TextRole::Body : TextRole::Strong);
    painter.setFont(strong);
    painter.setPen(mark == Mark::Done ? t.dim : t.text);
    painter.drawText(fromLeading(option, line, 0, right), leadingEdge(option),
        QFontMetrics(strong).elidedText(widgets::singleLine(row.title, 200), Qt::ElideMiddle, right));
}

void QueueDelegate::paintSecondLine(
    QPainter& painter, const QStyleOptionViewItem& option, const QRect& line, const cases::CaseRow& row) const
{
    const widgets::Tokens& t = m_theme.tokens();
    const QFont small = m_theme.font(TextRole::Small);
    const QFontMetrics metrics(small);
    painter.setFont(small);
    const int gap = m_theme.px(gapPixels);
    struct Segment {
        QString text;
        QColor ink;
        int width = 0;
    };
    QList<Segment> segments{ { kindText(row.subject), t.dim, 0 }, { allegedText(row), t.dim, 0 } };
    const QStringList flags = flagTexts(row);
    if (!flags.isEmpty())
        segments.append({ flags.first(), row.problem.isEmpty() || flags.size() > 1 ? t.warn : t.danger, 0 });
    segments.append({ reportsText(row), t.dim, 0 });
    segments.append({ holderText(row), row.mine ? t.accent : t.dim, 0 });
    segments.removeIf([](const Segment& s) { return s.text.isEmpty(); });
    int total = -gap;
    for (Segment& segment : segments) {
        segment.width = metrics.horizontalAdvance(segment.text) + 1;
        total += segment.width + gap;
    }
    // What is alleged gives way first, down to a readable stump, then the holder's name.
    const int stump = m_theme.px(56);
    for (const qsizetype i : { qsizetype{ 1 }, segments.size() - 1 }) {
        if (total <= line.width() || i >= segments.size())
            break;
        const int width = qMax(qMin(stump, segments[i].width), segments[i].width - (total - line.width()));
        total -= segments[i].width - width;
        segments[i].width = width;
    }
    int x = 0;
    for (const Segment& segment : segments) {
        const int width = qMin(segment.width, line.width() - x);
        if (width < m_theme.px(12))
            break;
        painter.setPen(segment.ink);
        painter.drawText(fromLeading(option, line, x, width), leadingEdge(option),
            metrics.elidedText(segment.text, Qt::ElideRight, width));
        x += width + gap;
    }
}

bool QueueDelegate::helpEvent(
    QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const cases::CaseRow* row = m_model.rowAt(index.row());
    if (!row) {
        QToolTip::hideText();
        return true;
    }
    QToolTip::showText(event->globalPos(), priorityToolTip(*row, m_clock.now()), view->viewport(), option.rect);
    return true;
}

} // namespace docket::ui::queue
