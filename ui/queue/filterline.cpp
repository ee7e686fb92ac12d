#include "ui/queue/filterline.h"

#include "ui/widgets/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QStringListModel>

namespace docket::ui::queue
{

namespace
{

constexpr int offered = 10; ///< completions shown at once

/// Start of the word the cursor stands in; blanks inside quotes belong to it.
qsizetype wordStart(const QString& text, qsizetype cursor)
{
    bool quoted = false;
    qsizetype start = 0;
    for (qsizetype i = 0; i < cursor; ++i) {
        if (text[i] == u'"')
            quoted = !quoted;
        else if (!quoted && text[i].isSpace())
            start = i + 1;
    }
    return start;
}

} // namespace

FilterLine::FilterLine(const widgets::Theme& theme, const FilterLanguage& language, QWidget* parent)
    : QLineEdit(parent),
      m_theme(theme),
      m_language(language),
      m_completer(new QCompleter(this)),
      m_words(new QStringListModel(m_completer))
{
    setObjectName(QStringLiteral("filter"));
    setAccessibleName(tr("Filter the queue"));
    setPlaceholderText(tr("Filter: type:model is:unclaimed words"));
    setLayoutDirection(Qt::LeftToRight); // the language is written from the left in every language
    m_completer->setModel(m_words);
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(offered);
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &FilterLine::insertCompletion);
    connect(this, &QLineEdit::textEdited, this, [this](const QString& text) {
        Q_EMIT edited(text);
        offerCompletions();
    });
    connect(&theme, &widgets::Theme::changed, this, &FilterLine::dress);
    dress();
}

void FilterLine::dress()
{
    setFont(m_theme.font(widgets::TextRole::Mono));
    m_completer->popup()->setFont(m_theme.font(widgets::TextRole::Mono));
}

void FilterLine::setFault(const std::optional<cases::QueryFault>& fault)
{
    m_fault = fault;
    setToolTip(fault ? fault->error.cause : QString());
    setAccessibleDescription(fault ? fault->error.cause : QString());
    update();
}

void FilterLine::offerCompletions()
{
    const QString text = this->text();
    const qsizetype start = wordStart(text, cursorPosition());
    const QStringView word = QStringView(text).mid(start, cursorPosition() - start);
    QStringList words;
    if (!word.isEmpty())
        words = m_language.complete(text, cursorPosition());
    words.removeAll(word.toString());
    if (words.isEmpty()) {
        m_completer->popup()->hide();
        return;
    }
    m_words->setStringList(words);
    QRect where = rect();
    where.setWidth(qMin(width(), m_theme.px(280)));
    m_completer->complete(where);
    m_completer->popup()->setCurrentIndex({}); // Return means the line as it stands until Down was pressed
}

void FilterLine::insertCompletion(const QString& word)
{
    QString text = this->text();
    const qsizetype start = wordStart(text, cursorPosition());
    qsizetype end = cursorPosition();
    while (end < text.size() && !text[end].isSpace())
        ++end;
    // After a key one goes on typing its value, after a value comes the next term.
    const bool key = word.endsWith(u':');
    QString inserted = word;
    if (!key && end == text.size())
        inserted += u' ';
    text.replace(start, end - start, inserted);
    setText(text);
    setCursorPosition(static_cast<int>(start + inserted.size()));
    Q_EMIT edited(text);
    if (key)
        offerCompletions();
}

void FilterLine::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Down:
        m_completer->popup()->hide();
        Q_EMIT listWanted();
        return;
    case Qt::Key_Escape:
        m_completer->popup()->hide();
        Q_EMIT left();
        return;
    default:
        QLineEdit::keyPressEvent(event);
    }
}

bool FilterLine::focusNextPrevChild(bool next)
{
    if (next && m_completer->popup()->isVisible() && m_words->rowCount() > 0) {
        m_completer->popup()->hide();
        insertCompletion(m_words->index(0).data().toString());
        return true;
    }
    return QLineEdit::focusNextPrevChild(next);
}

void FilterLine::paintEvent(QPaintEvent* event)
{
    QLineEdit::paintEvent(event);
    if (!m_fault || text().isEmpty())
        return;
    // Where the text begins is told by the cursor: QLineEdit scrolls and keeps its offset to itself.
    const QFontMetrics metrics(font());
    const int origin = cursorRect().center().x() - metrics.horizontalAdvance(text().left(cursorPosition()));
    const int position = qBound(0, m_fault->position, static_cast<int>(text().size()) - 1);
    const int length = qMax(1, m_fault->length);
    const int x1 = qMax(m_theme.px(6), origin + metrics.horizontalAdvance(text().left(position)));
    const int x2 = qMin(width() - m_theme.px(6), origin + metrics.horizontalAdvance(text().left(position + length)));
    const int step = m_theme.px(2);
    const int y = height() / 2 + metrics.ascent() / 2 + m_theme.px(3);
    QPainterPath wave(QPointF(x1, y));
    for (int x = x1, up = 1; x < x2; x += step, up = -up)
        wave.lineTo(x + step, y + (up > 0 ? -step / 2.0 : step / 2.0));
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.tokens().danger, m_theme.px(1) * 1.4));
    painter.drawPath(wave);
}

} // namespace docket::ui::queue
