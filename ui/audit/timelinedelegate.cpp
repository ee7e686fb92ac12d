#include "ui/audit/timelinedelegate.h"

#include "ui/widgets/displaytext.h"
#include "ui/widgets/theme.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

namespace docket::ui::audit
{

using widgets::TextRole;

namespace
{

// Design pixels of a row, as the queue's.
constexpr int rowPixels = 52;
constexpr int sidePixels = 16;
constexpr int timePixels = 64;
constexpr int gapPixels = 8;
constexpr int firstLineTop = 7;
constexpr int firstLineHeight = 20;
constexpr int secondLineTop = 27;
constexpr int secondLineHeight = 18;

QRect fromLeading(const QStyleOptionViewItem& option, const QRect& frame, int x, int width)
{
    return QStyle::visualRect(option.direction, frame, QRect(frame.x() + x, frame.y(), width, frame.height()));
}

QRect lineOf(const QRect& frame, int top, int height)
{
    return { frame.x(), frame.y() + top, frame.width(), height };
}

} // namespace

MarkInk markInk(Mark mark)
{
    switch (mark) {
    case Mark::Fork:
    case Mark::Missing:
    case Mark::Damaged:
        return MarkInk::Danger;
    case Mark::NoEffect:
    case Mark::Unapproved:
    case Mark::Malformed:
    case Mark::Waits:
        return MarkInk::Warn;
    case Mark::Erased:
    case Mark::Withheld:
    case Mark::Unknown:
        break;
    }
    return MarkInk::Quiet;
}

TimelineDelegate::TimelineDelegate(
    const widgets::Theme& theme, const Clock& clock, const TimelineModel& model, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_clock(clock), m_model(model)
{
}

int TimelineDelegate::rowHeight() const
{
    return m_theme.px(rowPixels);
}

QSize TimelineDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const
{
    return { option.rect.width(), rowHeight() };
}

void TimelineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    const widgets::Tokens& t = m_theme.tokens();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    if (selected)
        painter->fillRect(option.rect, t.sel);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, t.bg);
    QRect hairline = option.rect;
    hairline.setTop(hairline.bottom());
    painter->fillRect(hairline, t.line);
    if (selected)
        painter->fillRect(fromLeading(option, option.rect, 0, m_theme.px(3)), t.accent);
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(t.accent);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -2));
    }
    if (const LogRow* row = m_model.rowAt(index.row())) {
        const LogRow* above = index.row() > 0 ? m_model.rowAt(index.row() - 1) : nullptr;
        const bool newDay = !above || above->entry.time.toLocalTime().date() != row->entry.time.toLocalTime().date();
        paintRow(*painter, option, *row, newDay);
    } else {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(t.line);
        const int x = m_theme.px(sidePixels + timePixels);
        const int room = option.rect.width() - x - m_theme.px(sidePixels);
        for (const auto& [top, share] : { std::pair(13, 45 + (index.row() * 37) % 35), std::pair(32, 25) }) {
            QRect bar = fromLeading(option, option.rect, x, room * share / 100);
            bar.setTop(option.rect.top() + m_theme.px(top));
            bar.setHeight(m_theme.px(8));
            painter->drawRoundedRect(bar, m_theme.px(3), m_theme.px(3));
        }
    }
    painter->restore();
}

void TimelineDelegate::paintRow(
    QPainter& painter, const QStyleOptionViewItem& option, const LogRow& row, bool newDay) const
{
    const widgets::Tokens& t = m_theme.tokens();
    const int side = m_theme.px(sidePixels);
    const QRect frame = option.rect.adjusted(side, 0, -side, 0);
    const QRect first = lineOf(frame, m_theme.px(firstLineTop), m_theme.px(firstLineHeight));
    const QRect second = lineOf(frame, m_theme.px(secondLineTop), m_theme.px(secondLineHeight));
    const QLocale locale;
    const QDateTime local = row.entry.time.toLocalTime();
    const QFont small = m_theme.font(TextRole::Small);
    const QFontMetrics metrics(small);
    painter.setFont(small);
    painter.setPen(t.dim);
    const int timeWidth = m_theme.px(timePixels);
    widgets::drawForeign(painter, fromLeading(option, first, 0, timeWidth), Qt::AlignVCenter,
        local.isValid() ? locale.toString(local.time(), QLocale::ShortFormat) : QString(), option.direction);
    if (newDay && local.isValid()) {
        const bool thisYear = local.date().year() == m_clock.now().toLocalTime().date().year();
        painter.setPen(t.faint);
        widgets::drawForeign(painter, fromLeading(option, second, 0, timeWidth), Qt::AlignVCenter,
            locale.toString(local.date(), thisYear ? QStringLiteral("d MMM") : QStringLiteral("d MMM yy")),
            option.direction);
    }
    // What is said.
    const bool struck = row.marks.contains(Mark::NoEffect) || row.marks.contains(Mark::Malformed);
    const QFont body
        = m_theme.font(row.family == log::Family::Decisions && !struck ? TextRole::Strong : TextRole::Body);
    painter.setFont(body);
    painter.setPen(struck || row.marks.contains(Mark::Erased) ? t.dim : t.text);
    const int room = frame.width() - timeWidth;
    widgets::drawForeign(painter, fromLeading(option, first, timeWidth, room), Qt::AlignVCenter,
        QFontMetrics(body).elidedText(row.words, Qt::ElideRight, room), option.direction);
    // Who, where, and what is unusual.
    int x = timeWidth;
    painter.setFont(small);
    const auto segment = [&](const QString& text, const QColor& ink) {
        const int left = frame.width() - x;
        if (text.isEmpty() || left < m_theme.px(24))
            return;
        const int width = std::min(metrics.horizontalAdvance(text) + 1, left);
        painter.setPen(ink);
        widgets::drawForeign(painter, fromLeading(option, second, x, width), Qt::AlignVCenter,
            metrics.elidedText(text, Qt::ElideRight, width), option.direction);
        x += width + m_theme.px(gapPixels);
    };
    segment(row.author, t.dim);
    segment(row.device, t.faint);
    for (qsizetype i = 0; i < row.marks.size(); ++i) {
        const MarkInk ink = markInk(row.marks[i]);
        const QColor colour = ink == MarkInk::Danger ? t.danger : ink == MarkInk::Warn ? t.warn : t.dim;
        segment(i == 0 ? row.markText : markWord(row.marks[i]), colour);
    }
}

bool TimelineDelegate::helpEvent(
    QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const LogRow* row = m_model.rowAt(index.row());
    if (!row) {
        QToolTip::hideText();
        return true;
    }
    QString text = u"<p>" + row->words.toHtmlEscaped() + u"</p>";
    if (!row->markText.isEmpty())
        text += u"<p>" + row->markText.toHtmlEscaped() + u"</p>";
    QToolTip::showText(event->globalPos(), text, view->viewport(), option.rect);
    return true;
}

} // namespace docket::ui::audit
