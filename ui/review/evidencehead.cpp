#include "ui/review/evidencehead.h"

#include "ui/widgets/theme.h"

#include <QPainter>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;
using widgets::TextRole;

EvidenceHead::EvidenceHead(const widgets::Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&theme, &widgets::Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void EvidenceHead::setHead(const HeadText& head)
{
    m_head = head;
    QStringList all = head.before;
    all << head.commit << head.pinned << head.after << head.trouble;
    all.removeAll(QString());
    setAccessibleName(head.title);
    setAccessibleDescription(all.join(QStringLiteral(", ")));
    setToolTip(head.title);
    updateGeometry();
    update();
}

int EvidenceHead::heightForWidth(int width) const
{
    return layOut(width, nullptr);
}

QSize EvidenceHead::sizeHint() const
{
    const int width = qMax(m_theme.px(320), this->width());
    return { width, heightForWidth(width) };
}

QSize EvidenceHead::minimumSizeHint() const
{
    return { m_theme.px(160), heightForWidth(qMax(m_theme.px(160), width())) };
}

int EvidenceHead::layOut(int width, QPainter* painter) const
{
    const widgets::Tokens& tokens = m_theme.tokens();
    const int side = m_theme.px(18);
    const bool mirrored = isRightToLeft();
    const int room = width - 2 * side;
    int y = m_theme.px(12);
    const QFontMetrics title(m_theme.font(TextRole::Title));
    if (painter) {
        painter->setFont(m_theme.font(TextRole::Title));
        painter->setPen(tokens.text);
        painter->drawText(QRect(side, y, room, title.height()),
            (mirrored ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter,
            title.elidedText(m_head.title, Qt::ElideMiddle, room));
    }
    y += title.height() + m_theme.px(3);

    struct Part {
        QString text;
        TextRole role;
        QColor colour;
        int before; ///< space to the part before it
    };
    QList<Part> parts;
    const int gap = m_theme.px(12);
    for (const QString& text : m_head.before)
        parts.append({ text, TextRole::Small, tokens.dim, gap });
    if (!m_head.commit.isEmpty()) {
        parts.append({ tr("at", "a revision"), TextRole::Small, tokens.dim, gap });
        parts.append({ m_head.commit, TextRole::Mono, tokens.dim, m_theme.px(4) });
        if (!m_head.pinned.isEmpty())
            parts.append({ (mirrored ? u" "_s : u", "_s) + m_head.pinned, TextRole::Small, tokens.dim, 0 });
    }
    for (const QString& text : m_head.after)
        parts.append({ text, TextRole::Small, tokens.dim, gap });
    if (!m_head.trouble.isEmpty())
        parts.append({ m_head.trouble, TextRole::SmallStrong, tokens.warn, gap });

    const int line = QFontMetrics(m_theme.font(TextRole::Small)).height() + m_theme.px(2);
    int x = 0;
    for (const Part& part : parts) {
        const QFont font = m_theme.font(part.role);
        const QFontMetrics metrics(font);
        const int wide = metrics.horizontalAdvance(part.text);
        const int space = x > 0 ? part.before : 0;
        if (x > 0 && x + space + wide > room) {
            x = 0;
            y += line;
        } else {
            x += space;
        }
        if (painter) {
            painter->setFont(font);
            painter->setPen(part.colour);
            const int at = mirrored ? width - side - x - wide : side + x;
            painter->drawText(QRect(at, y, wide + m_theme.px(2), line), Qt::AlignVCenter | Qt::AlignLeft, part.text);
        }
        x += wide;
    }
    if (!parts.isEmpty())
        y += line;
    return y + m_theme.px(2);
}

void EvidenceHead::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    layOut(width(), &painter);
}

} // namespace docket::ui::review
