#include "ui/review/eventcard.h"

#include "ui/review/commenthistory.h"
#include "ui/review/commenttext.h"
#include "ui/review/passagemarks.h"
#include "ui/review/selectedpassage.h"
#include "ui/review/threadlist.h"
#include "ui/widgets/displaytext.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;
using widgets::TextRole;

namespace
{

QLabel* label(const QString& text, const QFont& font, const char16_t* role = nullptr)
{
    auto* made = new QLabel(text);
    made->setTextFormat(Qt::PlainText);
    made->setFont(font);
    if (role)
        made->setProperty("role", QString::fromUtf16(role));
    return made;
}

} // namespace

EventCard::EventCard(const widgets::Theme& theme, const hub::Event& event, const card::RenderedCard* rendered,
    const QList<sync::EarlierComment>& earlier, const QDateTime& now, const QTimeZone& zone, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_id(event.id),
      m_isReport(event.isReport || (event.type == hub::EventType::ReportStatusChange && event.report)),
      m_isComment(event.type == hub::EventType::Comment)
{
    setFocusPolicy(Qt::StrongFocus);
    auto* column = new QVBoxLayout(this);
    placeMargins();
    column->setSpacing(theme.px(4));
    const QString when = shortTime(event.createdAt, now, zone);
    if (m_isComment) {
        addHead(event, when);
        addComment(event, rendered);
        addHistory(event, earlier, now, zone);
        addReactions(event);
        setAccessibleName(tr("Comment by %1, %2").arg(authorText(event.author), when));
        setAccessibleDescription(event.hidden ? hiddenText(event) : widgets::singleLine(event.raw, 2000));
    } else {
        const QString line = authorText(event.author) + u' ' + eventText(event);
        auto* words = label(when.isEmpty() ? line : QString(line + u" · " + when), theme.font(TextRole::Small), u"dim");
        words->setWordWrap(true);
        column->addWidget(words);
        setAccessibleName(line);
    }
    m_description = accessibleDescription();
    for (QLabel* child : findChildren<QLabel*>())
        child->installEventFilter(this);
}

void EventCard::placeMargins()
{
    // Layout margins do not mirror by themselves.
    const int lead = m_theme.px(m_isReport ? 38 : 18);
    const int trail = m_theme.px(18);
    const int above = m_theme.px(m_isComment ? 10 : 5);
    const bool mirrored = isRightToLeft();
    layout()->setContentsMargins(mirrored ? trail : lead, above, mirrored ? lead : trail, above);
}

void EventCard::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange)
        placeMargins();
}

void EventCard::addHead(const hub::Event& event, const QString& when)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(m_theme.px(8));
    row->addWidget(label(
        authorText(event.author), m_theme.font(TextRole::Strong), event.author.name.isEmpty() ? u"dim" : nullptr));
    const QStringList marks = authorMarks(event.author);
    if (!marks.isEmpty())
        row->addWidget(label(marks.join(u", "_s), m_theme.font(TextRole::Small), u"dim"));
    if (m_isReport)
        row->addWidget(label(tr("report"), m_theme.font(TextRole::SmallStrong), u"warn"));
    row->addStretch(1);
    QString time = when;
    if (event.edited)
        time += u" · "_s + tr("edited");
    row->addWidget(label(time, m_theme.font(TextRole::Small), u"faint"));
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
}

void EventCard::addComment(const hub::Event& event, const card::RenderedCard* rendered)
{
    if (event.hidden) {
        auto* hidden = label(hiddenText(event), m_theme.font(TextRole::Body), u"dim");
        hidden->setObjectName(u"hidden"_s);
        hidden->setWordWrap(true);
        hidden->setContentsMargins(m_theme.px(12), m_theme.px(8), m_theme.px(12), m_theme.px(8));
        layout()->addWidget(hidden);
        return;
    }
    // Long threads render their first comments only; the rest keeps its words.
    const QString html = rendered
        ? QString::fromUtf8(rendered->bodyHtml)
        : u"<p>"_s + event.raw.left(20'000).toHtmlEscaped().replace(u'\n', u"<br>"_s) + u"</p>";
    m_text = new CommentText(m_theme, html);
    m_text->setAccessibleName(tr("Comment"));
    connect(m_text, &CommentText::linkActivated, this, &EventCard::linkActivated);
    m_text->installEventFilter(this);
    m_text->viewport()->installEventFilter(this);
    layout()->addWidget(m_text);
}

/// "Edited 2 times": opens what it said before, the words that changed marked.
void EventCard::addHistory(
    const hub::Event& event, const QList<sync::EarlierComment>& earlier, const QDateTime& now, const QTimeZone& zone)
{
    if (earlier.isEmpty() || event.hidden)
        return;
    const int times = static_cast<int>(earlier.size());
    const QString closed = tr("Edited %n times: show what it said", nullptr, times);
    const QString opened = tr("Edited %n times: hide what it said", nullptr, times);
    auto* button = new widgets::KeyButton(m_theme, closed, widgets::KeyButton::Look::Flat);
    button->setObjectName(u"history"_s);
    button->setCheckable(true);
    auto* row = new QHBoxLayout;
    row->addWidget(button);
    row->addStretch(1);
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->addLayout(row);
    auto* history = new QWidget(this);
    history->setObjectName(u"earlier"_s);
    history->hide();
    column->addWidget(history);
    connect(button, &QAbstractButton::toggled, this, [=, this](bool open) {
        button->setText(open ? opened : closed);
        if (open && !history->layout()) { // compared when asked for, not for every comment of a thread
            auto* versions = new QVBoxLayout(history);
            versions->setContentsMargins(0, 0, 0, 0);
            for (qsizetype i = earlier.size() - 1; i >= 0; --i) {
                const QString next = i + 1 < earlier.size() ? earlier[i + 1].raw : event.raw;
                const QDateTime replaced = i + 1 < earlier.size() ? earlier[i + 1].updatedAt : event.updatedAt;
                const QString when = shortTime(replaced.isValid() ? replaced : earlier[i].seenAt, now, zone);
                versions->addWidget(
                    label(tr("Edited %1", "a time").arg(when), m_theme.font(TextRole::SmallStrong), u"dim"));
                auto* text = new CommentText(m_theme, editHtml(earlier[i].raw, next));
                text->setAccessibleName(tr("What was changed"));
                text->installEventFilter(this);
                versions->addWidget(text);
            }
        }
        history->setVisible(open);
    });
}

void EventCard::addReactions(const hub::Event& event)
{
    if (event.reactions.isEmpty() || event.hidden)
        return;
    QStringList parts;
    for (const hub::Reaction& reaction : event.reactions)
        parts.append(u"%1 %2"_s.arg(widgets::singleLine(reaction.reaction, 8)).arg(reaction.count));
    layout()->addWidget(label(parts.join(u"   "_s), m_theme.font(TextRole::Small), u"dim"));
}

Passage EventCard::selected() const
{
    return m_text ? selectedPassage(m_text->textCursor()) : Passage();
}

void EventCard::setChosen(bool chosen)
{
    if (m_chosen == chosen)
        return;
    m_chosen = chosen;
    update();
}

void EventCard::setCited(bool cited, const QStringList& quotes)
{
    if (m_text)
        m_text->setExtraSelections(passageMarks(m_text->document(), quotes, m_theme.tokens().hint));
    if (m_cited == cited)
        return;
    m_cited = cited;
    setAccessibleDescription(cited ? tr("Cited as evidence. %1").arg(m_description) : m_description);
    update();
}

void EventCard::paintEvent(QPaintEvent* /*event*/)
{
    const widgets::Tokens& tokens = m_theme.tokens();
    QPainter painter(this);
    painter.fillRect(rect(), m_chosen ? tokens.sel : tokens.panel);
    const bool mirrored = isRightToLeft();
    if (m_chosen) {
        const int bar = m_theme.px(3);
        painter.fillRect(QRect(mirrored ? width() - bar : 0, 0, bar, height()), tokens.accent);
    }
    if (m_cited) {
        const int bar = m_theme.px(4);
        painter.fillRect(QRect(mirrored ? 0 : width() - bar, 0, bar, height()), tokens.hintLine);
    }
    painter.setPen(tokens.line);
    painter.drawLine(0, height() - 1, width(), height() - 1);
    if (m_isReport) {
        const int size = m_theme.px(13);
        const int x = mirrored ? width() - m_theme.px(18) - size : m_theme.px(18);
        paintFlag(painter, QRectF(x, m_theme.px(m_isComment ? 12 : 6), size, size), tokens.severity[3]);
    }
    if (const auto* hidden = findChild<QLabel*>(u"hidden"_s)) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(tokens.control, 1, Qt::DashLine));
        painter.setBrush(tokens.bg);
        painter.drawRoundedRect(
            QRectF(hidden->geometry()).adjusted(0.5, 0.5, -0.5, -0.5), m_theme.px(6), m_theme.px(6));
    }
}

void EventCard::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    Q_EMIT chosen();
}

void EventCard::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up)
        Q_EMIT step(event->key() == Qt::Key_Down ? 1 : -1);
    else
        QWidget::keyPressEvent(event);
}

bool EventCard::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::FocusIn)
        Q_EMIT chosen();
    return QWidget::eventFilter(watched, event);
}

} // namespace docket::ui::review
