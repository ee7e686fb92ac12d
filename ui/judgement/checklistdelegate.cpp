#include "ui/judgement/checklistdelegate.h"

#include "ui/judgement/judgementtext.h"
#include "ui/widgets/displaytext.h"
#include "ui/widgets/keycap.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

namespace docket::ui::judgement
{

using namespace Qt::StringLiterals;
using widgets::drawForeign;
using widgets::TextRole;

namespace
{

constexpr int sidePixels = 16;
constexpr int endPixels = 6; ///< with the scroll bar beside it, as wide as the other side
constexpr int topPixels = 8;
constexpr int gapPixels = 10;
constexpr int segmentPixels = 25;
constexpr int controlHeightPixels = 24;
constexpr int headingPixels = 32;
constexpr policy::AnswerValue segments[] = { policy::AnswerValue::Yes, policy::AnswerValue::No,
    policy::AnswerValue::Unsure, policy::AnswerValue::NotApplicable };

int textHeight(const QFont& font, const QString& text, int width)
{
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, 10'000), Qt::TextWordWrap, text).height();
}

} // namespace

ChecklistDelegate::ChecklistDelegate(
    const widgets::Theme& theme, JudgementPresenter& presenter, const ChecklistModel& model, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_presenter(presenter), m_model(model)
{
}

void ChecklistDelegate::setWidth(int width)
{
    m_width = width;
}

void ChecklistDelegate::setGuidanceShown(bool shown)
{
    m_guidance = shown;
}

QString ChecklistDelegate::newsOf(const policy::Anchor& anchor) const
{
    const EvidenceNow* now = m_presenter.becameOf(anchor);
    return now ? becameText(*now) : QString();
}

QString ChecklistDelegate::hintText(const policy::ChecklistItem& item) const
{
    if (item.hints.isEmpty())
        return {};
    const policy::AutomaticHint& first = item.hints.first();
    const QString text = first.where.isEmpty() ? first.text : tr("%1 (%2)").arg(first.text, first.where);
    return item.hints.size() > 1
        ? tr("automatic hint: %1, and %n more", nullptr, static_cast<int>(item.hints.size()) - 1).arg(text)
        : tr("automatic hint: %1").arg(text);
}

QString ChecklistDelegate::sourceText(const policy::ChecklistItem& item) const
{
    QStringList parts;
    for (const policy::Basis& basis : item.criterion->basis)
        parts.append(basis.ref);
    parts = parts.mid(0, 2);
    parts.prepend(item.criterion->id);
    parts.append(policy::severityName(item.criterion->severity));
    return parts.join(u" \u00b7 "_s);
}

ChecklistDelegate::Layout ChecklistDelegate::layoutOf(const QString& criterion, bool current) const
{
    Layout layout;
    const policy::ChecklistItem* item = m_presenter.checklist().item(criterion);
    if (!item)
        return layout;
    const int side = m_theme.px(sidePixels);
    const int controlWidth = m_theme.px(segmentPixels) * 4 + 1;
    const int inner = std::max(m_width - side - m_theme.px(endPixels), m_theme.px(160));
    const QFont small = m_theme.font(TextRole::Small);
    int y = m_theme.px(topPixels);
    const int questionWidth = inner - controlWidth - m_theme.px(gapPixels);
    const int questionHeight
        = std::max(textHeight(m_theme.font(TextRole::Body), item->criterion->question, questionWidth),
            m_theme.px(controlHeightPixels));
    layout.question = QRect(side, y, questionWidth, questionHeight);
    layout.control = QRect(side + inner - controlWidth, y, controlWidth, m_theme.px(controlHeightPixels));
    y += questionHeight;
    const int boxPadding = m_theme.px(6);
    for (const policy::Anchor& anchor : m_presenter.evidenceOf(criterion)) {
        y += m_theme.px(5);
        const int lines = (anchor.quote.isEmpty() ? 1 : 2) + (newsOf(anchor).isEmpty() ? 0 : 1);
        const int height = lines * QFontMetrics(small).height() + 2 * boxPadding;
        layout.evidence.append(QRect(side, y, inner, height));
        layout.remove.append(QRect(side + inner - m_theme.px(24), y, m_theme.px(24), m_theme.px(24)));
        y += height;
    }
    if (const QString hint = hintText(*item); !hint.isEmpty()) {
        y += m_theme.px(3);
        const int height = textHeight(small, hint, inner);
        layout.hint = QRect(side, y, inner, height);
        y += height;
    }
    if (current) {
        y += m_theme.px(4);
        layout.source = QRect(side, y, inner, m_theme.px(18));
        y += m_theme.px(18);
        if (m_guidance) {
            y += m_theme.px(4);
            const int height = textHeight(small, item->criterion->guidance, inner);
            layout.guidance = QRect(side, y, inner, height);
            y += height;
        }
    }
    layout.height = y + m_theme.px(topPixels);
    return layout;
}

QSize ChecklistDelegate::sizeHint(const QStyleOptionViewItem& /*option*/, const QModelIndex& index) const
{
    const ChecklistModel::Row& row = m_model.row(index.row());
    if (row.criterion.isEmpty())
        return { m_width, m_theme.px(headingPixels) };
    return { m_width, layoutOf(row.criterion, row.criterion == m_presenter.current()).height };
}

void ChecklistDelegate::paintHeading(
    QPainter& painter, const QStyleOptionViewItem& option, const ChecklistModel::Row& row, bool first) const
{
    const widgets::Tokens& t = m_theme.tokens();
    if (!first)
        painter.fillRect(QRect(option.rect.left(), option.rect.top(), option.rect.width(), 1), t.line);
    const int side = m_theme.px(sidePixels);
    // Not mirrored: visualRect() does that.
    const QRect line(option.rect.left() + side, option.rect.top() + m_theme.px(10),
        option.rect.width() - side - m_theme.px(endPixels), option.rect.height() - m_theme.px(10));
    const auto placed = [&](const QRect& rect) { return QStyle::visualRect(option.direction, option.rect, rect); };
    const QFont small = m_theme.font(TextRole::Small);
    const int progressWidth = QFontMetrics(small).horizontalAdvance(row.progress) + 1;
    painter.setFont(small);
    painter.setPen(t.faint);
    drawForeign(painter, placed(QRect(line.right() - progressWidth, line.top(), progressWidth, line.height())),
        Qt::AlignTop, row.progress, option.direction);
    const QFont strong = m_theme.font(TextRole::SmallStrong);
    const int room = line.width() - progressWidth - m_theme.px(gapPixels);
    painter.setFont(strong);
    painter.setPen(t.dim);
    drawForeign(painter, placed(QRect(line.left(), line.top(), room, line.height())), Qt::AlignTop,
        QFontMetrics(strong).elidedText(row.heading, Qt::ElideRight, room), option.direction);
}

void ChecklistDelegate::paintControl(QPainter& painter, const QRect& box, std::optional<policy::AnswerValue> value,
    policy::Polarity polarity, bool rightToLeft) const
{
    const widgets::Tokens& t = m_theme.tokens();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal radius = m_theme.px(6);
    QPainterPath outline;
    outline.addRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.setFont(m_theme.font(TextRole::Small));
    const int width = box.width() / 4;
    for (int i = 0; i < 4; ++i) {
        const int place = rightToLeft ? 3 - i : i;
        const QRect cell(box.left() + place * width, box.top(),
            place == 3 ? box.right() - box.left() - 3 * width + 1 : width, box.height());
        const bool chosen = value == segments[i];
        QColor ink = t.dim;
        if (chosen) {
            // Grave or missing is warm, clear is green, the rest neutral: the letter says which it is, too.
            const bool bad = (polarity == policy::Polarity::ViolationIfYes && segments[i] == policy::AnswerValue::Yes)
                || (polarity == policy::Polarity::GapIfNo && segments[i] == policy::AnswerValue::No);
            const bool good = (polarity == policy::Polarity::ViolationIfYes && segments[i] == policy::AnswerValue::No)
                || (polarity == policy::Polarity::GapIfNo && segments[i] == policy::AnswerValue::Yes);
            painter.save();
            painter.setClipPath(outline);
            painter.fillRect(cell, bad ? t.severity[3] : (good ? t.ok : t.dim));
            painter.restore();
            ink = t.panel;
        }
        painter.setPen(ink);
        painter.drawText(cell, Qt::AlignCenter, answerShort(segments[i]));
        if (place > 0) {
            painter.setPen(t.control);
            painter.drawLine(QPointF(cell.left() + 0.5, box.top() + 1), QPointF(cell.left() + 0.5, box.bottom()));
        }
    }
    painter.setPen(t.control);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(outline);
    painter.restore();
}

void ChecklistDelegate::paintEvidence(
    QPainter& painter, const QRect& box, const policy::Anchor& anchor, Qt::LayoutDirection direction) const
{
    const widgets::Tokens& t = m_theme.tokens();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(t.hintLine);
    painter.setBrush(t.hint);
    const qreal radius = m_theme.px(6);
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    const QFont small = m_theme.font(TextRole::Small);
    const QFontMetrics metrics(small);
    painter.setFont(small);
    const QRect inner = QStyle::visualRect(
        direction, box, box.adjusted(m_theme.px(9), m_theme.px(6), -m_theme.px(26), -m_theme.px(6)));
    int y = inner.top();
    if (!anchor.quote.isEmpty()) {
        painter.setPen(t.text);
        //: The passage a reviewer marked, in quotation marks
        const QString quote = tr("\u201c%1\u201d").arg(widgets::singleLine(anchor.quote, 300));
        drawForeign(painter, QRect(inner.left(), y, inner.width(), metrics.height()), Qt::AlignVCenter,
            metrics.elidedText(quote, Qt::ElideRight, inner.width()), direction);
        y += metrics.height();
    }
    painter.setPen(t.dim);
    drawForeign(painter, QRect(inner.left(), y, inner.width(), metrics.height()), Qt::AlignVCenter,
        metrics.elidedText(widgets::singleLine(anchor.place(), 200), Qt::ElideMiddle, inner.width()), direction);
    if (const QString news = newsOf(anchor); !news.isEmpty()) {
        y += metrics.height();
        const auto state = m_presenter.becameOf(anchor)->state;
        const bool lost = state != EvidenceNow::State::There && state != EvidenceNow::State::Moved;
        painter.setPen(lost ? t.warn : t.dim);
        drawForeign(painter, QRect(inner.left(), y, inner.width(), metrics.height()), Qt::AlignVCenter,
            metrics.elidedText(news, Qt::ElideRight, inner.width()), direction);
        painter.setPen(t.dim);
    }
    painter.drawText(QStyle::visualRect(direction, box,
                         QRect(box.right() - m_theme.px(24), box.top(), m_theme.px(24), m_theme.px(24))),
        Qt::AlignCenter, u"\u00d7"_s);
    painter.restore();
}

void ChecklistDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const ChecklistModel::Row& row = m_model.row(index.row());
    const widgets::Tokens& t = m_theme.tokens();
    painter->save();
    painter->setLayoutDirection(option.direction);
    if (row.criterion.isEmpty()) {
        paintHeading(*painter, option, row, index.row() == 0);
        painter->restore();
        return;
    }
    const policy::ChecklistItem* item = m_presenter.checklist().item(row.criterion);
    const bool current = row.criterion == m_presenter.current();
    const Layout layout = layoutOf(row.criterion, current);
    const bool rightToLeft = option.direction == Qt::RightToLeft;
    const auto placed = [&](const QRect& rect) {
        return QStyle::visualRect(option.direction, option.rect, rect.translated(option.rect.topLeft()));
    };
    if (current) {
        painter->fillRect(option.rect, t.bg);
        painter->fillRect(placed(QRect(0, 0, m_theme.px(3), layout.height)), t.accent);
    } else if (option.state.testFlag(QStyle::State_MouseOver)) {
        painter->fillRect(option.rect, t.bg);
    }
    if (!item) {
        painter->restore();
        return;
    }
    painter->setFont(m_theme.font(TextRole::Body));
    painter->setPen(t.text);
    drawForeign(*painter, placed(layout.question), Qt::TextWordWrap | Qt::AlignTop, item->criterion->question,
        option.direction);
    const auto answer = m_presenter.checklist().answer(row.criterion);
    paintControl(*painter, placed(layout.control), answer ? std::optional(answer->value) : std::nullopt,
        item->criterion->polarity, rightToLeft);
    const QList<policy::Anchor> evidence = m_presenter.evidenceOf(row.criterion);
    for (int i = 0; i < evidence.size(); ++i)
        paintEvidence(*painter, placed(layout.evidence.at(i)), evidence.at(i), option.direction);
    painter->setFont(m_theme.font(TextRole::Small));
    if (!layout.hint.isEmpty()) {
        painter->setPen(t.faint);
        drawForeign(*painter, placed(layout.hint), Qt::TextWordWrap, hintText(*item), option.direction);
    }
    if (current) {
        const QFontMetrics metrics(m_theme.font(TextRole::Small));
        const QString why = m_guidance ? tr("Hide guidance") : tr("Why we ask");
        const QString key = u"G"_s;
        const QSize cap = widgets::keycapSize(m_theme, key);
        const int whyWidth = metrics.horizontalAdvance(why) + 1;
        const QRect line = layout.source;
        painter->setPen(t.faint);
        const int room = line.width() - whyWidth - cap.width() - m_theme.px(18);
        drawForeign(*painter, placed(QRect(line.left(), line.top(), room, line.height())), Qt::AlignVCenter,
            metrics.elidedText(sourceText(*item), Qt::ElideRight, room), option.direction);
        painter->setPen(t.dim);
        painter->drawText(
            placed(QRect(line.right() - cap.width() - m_theme.px(6) - whyWidth, line.top(), whyWidth, line.height())),
            Qt::AlignLeading | Qt::AlignVCenter, why);
        widgets::paintKeycap(*painter,
            placed(QRect(line.right() - cap.width(), line.top() + (line.height() - cap.height()) / 2, cap.width(),
                cap.height())),
            key, m_theme, t.dim);
        if (m_guidance) {
            painter->setFont(m_theme.font(TextRole::Small));
            painter->setPen(t.dim);
            drawForeign(
                *painter, placed(layout.guidance), Qt::TextWordWrap, item->criterion->guidance, option.direction);
        }
    }
    painter->restore();
}

bool ChecklistDelegate::editorEvent(
    QEvent* event, QAbstractItemModel* /*model*/, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    if (event->type() != QEvent::MouseButtonRelease)
        return false;
    const ChecklistModel::Row& row = m_model.row(index.row());
    if (row.criterion.isEmpty())
        return false;
    const bool current = row.criterion == m_presenter.current();
    const Layout layout = layoutOf(row.criterion, current);
    const QPoint at = static_cast<QMouseEvent*>(event)->position().toPoint();
    const auto hit = [&](const QRect& rect) {
        return QStyle::visualRect(option.direction, option.rect, rect.translated(option.rect.topLeft())).contains(at);
    };
    const int cell = layout.control.width() / 4;
    for (int i = 0; i < 4; ++i) {
        if (hit(QRect(layout.control.left() + i * cell, layout.control.top(), cell, layout.control.height()))) {
            m_presenter.setCurrent(row.criterion);
            m_presenter.setAnswer(row.criterion, segments[i]);
            return true;
        }
    }
    const QList<policy::Anchor> evidence = m_presenter.evidenceOf(row.criterion);
    for (int i = 0; i < evidence.size(); ++i) {
        if (hit(layout.remove.at(i))) {
            Q_EMIT evidenceRemoved(row.criterion, i);
            return true;
        }
        if (hit(layout.evidence.at(i))) {
            Q_EMIT evidenceActivated(evidence.at(i));
            return true;
        }
    }
    m_presenter.setCurrent(row.criterion);
    return true;
}

} // namespace docket::ui::judgement
