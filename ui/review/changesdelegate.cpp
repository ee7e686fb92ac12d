#include "ui/review/changesdelegate.h"

#include "ui/code/codehighlighter.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QTextLayout>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;
using widgets::TextRole;
using Mark = ChangesRow::Mark;
using Type = ChangesRow::Type;
using Side = card::CardDiff::Side;

namespace
{

/// `share` of `over` laid on `ground`.
QColor mixed(const QColor& ground, const QColor& over, qreal share)
{
    const auto part = [share](int a, int b) { return int(a + (b - a) * share); };
    return { part(ground.red(), over.red()), part(ground.green(), over.green()), part(ground.blue(), over.blue()) };
}

QString signOf(Mark mark)
{
    switch (mark) {
    case Mark::Removed:
        return u"−"_s;
    case Mark::Added:
        return u"+"_s;
    case Mark::Replaced:
        return u"~"_s;
    case Mark::Renamed:
        return u"→"_s;
    case Mark::None:
        break;
    }
    return {};
}

} // namespace

/// One side of a row: a piece of a line with its number.
struct ChangesDelegate::Cell {
    Side side;
    Mark mark;
    int line;
    card::TextRange piece;
    bool first;
    bool bothNumbers;
    int otherLine;
};

ChangesDelegate::ChangesDelegate(const widgets::Theme& theme, const ChangesPresenter& presenter, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_presenter(presenter)
{
}

int ChangesDelegate::rowHeight() const
{
    return QFontMetrics(m_theme.font(TextRole::Mono)).height() + m_theme.px(4);
}

int ChangesDelegate::numberWidth() const
{
    return QFontMetrics(m_theme.font(TextRole::Mono)).horizontalAdvance(u"00000"_s) + m_theme.px(4);
}

int ChangesDelegate::signWidth() const
{
    return m_theme.px(18);
}

int ChangesDelegate::columnsIn(int width, bool sideBySide) const
{
    const int edge = m_theme.px(12);
    const int text
        = sideBySide ? width / 2 - numberWidth() - signWidth() - edge : width - 2 * numberWidth() - signWidth() - edge;
    return std::max(8, text / std::max(1, QFontMetrics(m_theme.font(TextRole::Mono)).horizontalAdvance(u'0')));
}

QSize ChangesDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const
{
    return { option.rect.width(), rowHeight() };
}

void ChangesDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const widgets::Tokens& tokens = m_theme.tokens();
    const ChangesRow& row = m_presenter.row(index.row());
    const bool mirrored = option.direction == Qt::RightToLeft;
    painter->save();
    painter->setClipRect(option.rect);
    if (row.type == Type::Line && m_presenter.evidence())
        paintLine(*painter, row, option.rect, mirrored);
    else
        paintText(*painter, row, option.rect, mirrored);
    if (option.state.testFlag(QStyle::State_Selected)) {
        // A bar at the edge: the grounds of the lines stay what they are.
        const int width = m_theme.px(3);
        painter->fillRect(mirrored
                ? QRect(option.rect.right() - width + 1, option.rect.top(), width, option.rect.height())
                : QRect(option.rect.left(), option.rect.top(), width, option.rect.height()),
            tokens.accent);
    }
    painter->restore();
}

void ChangesDelegate::paintLine(QPainter& painter, const ChangesRow& row, const QRect& box, bool mirrored) const
{
    if (!m_presenter.isSideBySide()) {
        const bool old = row.after < 0;
        paintSide(painter,
            { old ? Side::Before : Side::After, row.mark, old ? row.before : row.after,
                old ? row.pieceBefore : row.pieceAfter, row.first, true, old ? -1 : row.before },
            box, mirrored);
        return;
    }
    QRect left = box;
    left.setWidth(box.width() / 2);
    QRect right = box;
    right.setLeft(left.right() + 1);
    if (mirrored)
        std::swap(left, right);
    const Mark before = row.mark == Mark::Replaced ? Mark::Removed : row.mark;
    const Mark after = row.mark == Mark::Replaced ? Mark::Added : row.mark;
    if (row.before >= 0)
        paintSide(painter, { Side::Before, before, row.before, row.pieceBefore, row.first, false, -1 }, left, mirrored);
    else
        painter.fillRect(left, m_theme.tokens().bg);
    if (row.after >= 0)
        paintSide(painter, { Side::After, after, row.after, row.pieceAfter, row.first, false, -1 }, right, mirrored);
    else
        painter.fillRect(right, m_theme.tokens().bg);
    painter.setPen(m_theme.tokens().line);
    painter.drawLine(box.left() + box.width() / 2, box.top(), box.left() + box.width() / 2, box.bottom());
}

void ChangesDelegate::paintSide(QPainter& painter, const Cell& cell, const QRect& box, bool mirrored) const
{
    const widgets::Tokens& tokens = m_theme.tokens();
    const bool marked = cell.mark != Mark::None;
    const QColor ink = cell.mark == Mark::Removed ? tokens.danger : tokens.ok;
    const ShownLine shown = sideOf(*m_presenter.evidence(), cell.side, cell.line);
    const bool moved = marked && m_presenter.evidence()->changes.card.movedTo(cell.side, cell.line) >= 0;
    if (marked)
        painter.fillRect(box, mixed(tokens.panel, moved ? tokens.accent : ink, 0.09));

    // Numbers, sign, text from the reading edge on.
    const QFont mono = m_theme.font(TextRole::Mono);
    painter.setFont(mono);
    int at = 0;
    const auto take = [&](int width) {
        const QRect part(mirrored ? box.right() + 1 - at - width : box.left() + at, box.top(), width, box.height());
        at += width;
        return part;
    };
    painter.setPen(tokens.faint);
    const auto number = [&](int line) {
        const QRect part = take(numberWidth());
        if (cell.first && line >= 0)
            painter.drawText(
                part, Qt::AlignVCenter | (mirrored ? Qt::AlignLeft : Qt::AlignRight), QString::number(line + 1));
    };
    if (cell.bothNumbers) {
        number(cell.side == Side::Before ? cell.line : cell.otherLine);
        number(cell.side == Side::After ? cell.line : -1);
    } else {
        number(cell.line);
    }
    const QRect sign = take(signWidth());
    if (marked && cell.first) {
        painter.setPen(ink);
        painter.drawText(
            sign, Qt::AlignCenter, moved ? (cell.mark == Mark::Removed ? u"↱"_s : u"↳"_s) : signOf(cell.mark));
    }
    const QRect text(
        mirrored ? box.left() : box.left() + at, box.top(), box.width() - at - m_theme.px(4), box.height());

    QList<QTextLayout::FormatRange> formats;
    const auto format = [&](const card::TextRange& range, const QTextCharFormat& how) {
        const qsizetype start = std::max(range.start, cell.piece.start) - cell.piece.start;
        const qsizetype end
            = std::min(range.start + range.length, cell.piece.start + cell.piece.length) - cell.piece.start;
        if (end > start)
            formats.append({ int(start), int(end - start), how });
    };
    const code::StyleColours& colours = code::styleColours(m_theme.scheme() != widgets::Scheme::Light);
    for (const StyledRange& style : shown.styles) {
        const QColor colour = size_t(style.style) < colours.size() ? colours[size_t(style.style)] : QColor();
        QTextCharFormat how;
        how.setForeground(colour);
        if (colour.isValid())
            format(style.range, how);
    }
    for (const card::TextRange& range : shown.changed) {
        QTextCharFormat how;
        how.setBackground(mixed(tokens.panel, ink, 0.28));
        how.setForeground(tokens.text);
        format(range, how);
    }
    for (const card::TextRange& range : shown.marks) {
        QTextCharFormat how;
        how.setForeground(tokens.panel);
        how.setBackground(tokens.warn);
        format(range, how);
    }
    QTextLayout layout(shown.text.mid(cell.piece.start, cell.piece.length), mono);
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    option.setTextDirection(shown.rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    option.setAlignment(Qt::AlignLeft | Qt::AlignAbsolute);
    layout.setTextOption(option);
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    layout.endLayout();
    if (!line.isValid())
        return;
    painter.setPen(tokens.text);
    const qreal x = shown.rightToLeft ? text.right() + 1 - line.naturalTextWidth() : text.left();
    layout.draw(&painter, QPointF(x, text.top() + (text.height() - line.height()) / 2));
}

void ChangesDelegate::paintText(QPainter& painter, const ChangesRow& row, const QRect& box, bool mirrored) const
{
    const widgets::Tokens& tokens = m_theme.tokens();
    const int edge = m_theme.px(18);
    QRect text = box.adjusted(edge, 0, -edge, 0);
    const auto from = [&](int width) { // the rest, after `width` at the reading edge
        text.adjust(mirrored ? 0 : width, 0, mirrored ? -width : 0, 0);
    };
    const auto draw = [&](const QString& words, const QColor& colour, TextRole role) {
        painter.setFont(m_theme.font(role));
        painter.setPen(colour);
        const QString fitting = painter.fontMetrics().elidedText(words, Qt::ElideRight, text.width());
        painter.drawText(
            text, Qt::TextSingleLine | Qt::AlignVCenter | (mirrored ? Qt::AlignRight : Qt::AlignLeft), fitting);
        from(painter.fontMetrics().horizontalAdvance(fitting) + m_theme.px(8));
    };
    const QColor ink = row.mark == Mark::Removed ? tokens.danger : row.mark == Mark::Added ? tokens.ok : tokens.dim;
    switch (row.type) {
    case Type::Section:
        painter.setPen(tokens.line);
        painter.drawLine(box.topLeft(), box.topRight());
        draw(row.text, tokens.text, TextRole::Strong);
        draw(row.detail, tokens.dim, TextRole::Small);
        break;
    case Type::Note:
        draw(row.text, tokens.dim, TextRole::Small);
        break;
    case Type::Fold:
        painter.fillRect(box, tokens.code);
        from(m_theme.px(18));
        draw(row.text, tokens.dim, TextRole::Small);
        draw(row.detail, tokens.faint, TextRole::Small);
        break;
    case Type::Item:
        painter.setFont(m_theme.font(TextRole::Mono));
        painter.setPen(ink);
        painter.drawText(mirrored ? QRect(text.right() - m_theme.px(14), text.top(), m_theme.px(14), text.height())
                                  : QRect(text.left(), text.top(), m_theme.px(14), text.height()),
            Qt::AlignVCenter | Qt::AlignHCenter, signOf(row.mark));
        from(m_theme.px(20));
        draw(row.text, tokens.text, TextRole::Mono);
        draw(row.detail, row.loud ? tokens.warn : tokens.dim, row.loud ? TextRole::SmallStrong : TextRole::Small);
        break;
    case Type::Value:
        from(m_theme.px(20));
        painter.fillRect(text, mixed(tokens.panel, ink, 0.09));
        if (row.first) {
            painter.setFont(m_theme.font(TextRole::Mono));
            painter.setPen(ink);
            painter.drawText(mirrored ? QRect(text.right() - m_theme.px(14), text.top(), m_theme.px(14), text.height())
                                      : QRect(text.left(), text.top(), m_theme.px(14), text.height()),
                Qt::AlignVCenter | Qt::AlignHCenter, signOf(row.mark));
        }
        from(m_theme.px(18));
        draw(row.text, tokens.text, TextRole::Mono);
        break;
    case Type::Line:
        break;
    }
}

} // namespace docket::ui::review
