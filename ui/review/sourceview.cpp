#include "ui/review/sourceview.h"

#include "ui/code/codehighlighter.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QSyntaxHighlighter>
#include <QTextBlock>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;
using widgets::TextRole;

namespace
{

constexpr qsizetype longestText = qsizetype(1024) * 1024;
constexpr qsizetype longestLine = 4000;

QString nameOfControl(QChar c)
{
    return u"‹U+%1›"_s.arg(static_cast<uint>(c.unicode()), 4, 16, QChar(u'0')).toUpper();
}

bool isSteering(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= 0x202a && u <= 0x202e) || (u >= 0x2066 && u <= 0x2069) || u == 0x200b || u == 0xfeff
        || (c.category() == QChar::Other_Control && u != u'\t');
}

} // namespace

SourceText prepareSource(const QByteArray& bytes)
{
    SourceText out;
    const QByteArrayView taken = QByteArrayView(bytes).first(std::min(bytes.size(), longestText));
    const QString text = QString::fromUtf8(taken);
    out.text.reserve(text.size());
    for (QStringView line : QStringView(text).tokenize(u'\n')) {
        if (line.endsWith(u'\r'))
            line.chop(1);
        const QStringView kept = line.first(std::min(line.size(), longestLine));
        for (const QChar c : kept) {
            if (isSteering(c))
                out.text += nameOfControl(c);
            else
                out.text += c == QChar::ParagraphSeparator || c == QChar::LineSeparator ? QChar(u' ') : c;
        }
        if (kept.size() < line.size()) {
            out.text += SourceView::tr(" … %1 more characters").arg(line.size() - kept.size());
            out.cut = true;
        }
        out.text += u'\n';
    }
    if (out.text.endsWith(u'\n'))
        out.text.chop(1);
    if (taken.size() < bytes.size()) {
        out.text += u'\n' + SourceView::tr("… %1 more bytes").arg(bytes.size() - taken.size());
        out.cut = true;
    }
    return out;
}

class SourceView::Gutter final : public QWidget
{
public:
    explicit Gutter(SourceView* view) : QWidget(view), m_view(view) { }

protected:
    void paintEvent(QPaintEvent* event) override { m_view->paintGutter(event); }

private:
    SourceView* m_view;
};

SourceView::SourceView(const widgets::Theme& theme, QWidget* parent)
    : QPlainTextEdit(parent), m_theme(theme), m_gutter(new Gutter(this))
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setFrameShape(QFrame::NoFrame);
    setProperty("surface", u"source"_s);
    setStyleSheet(u"QPlainTextEdit{border:none;border-radius:0;padding:0}"_s);
    setAccessibleName(tr("Source"));
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& rect, int dy) {
        if (dy)
            m_gutter->scroll(0, dy);
        else
            m_gutter->update(0, rect.y(), m_gutter->width(), rect.height());
    });
    connect(this, &QPlainTextEdit::blockCountChanged, this, [this] { setViewportMargins(gutterWidth(), 0, 0, 0); });
    connect(&theme, &widgets::Theme::changed, this, &SourceView::dress);
    dress();
}

void SourceView::dress()
{
    setFont(m_theme.font(TextRole::Mono));
    setViewportMargins(gutterWidth(), 0, 0, 0);
    document()->setDocumentMargin(m_theme.px(8));
    delete m_highlighter;
    m_highlighter = nullptr;
    if (!m_fileName.isEmpty() && document()->characterCount() <= code::CodeHighlighter::Limits().block)
        m_highlighter = code::highlightDocument(document(), m_fileName, m_theme.scheme() != widgets::Scheme::Light);
}

void SourceView::setSource(const QByteArray& bytes, const QString& fileName)
{
    delete m_highlighter;
    m_highlighter = nullptr;
    m_fileName = fileName;
    setPlainText(prepareSource(bytes).text);
    dress();
}

void SourceView::scrollToLine(int line)
{
    const QTextBlock block = document()->findBlockByNumber(line - 1);
    if (!block.isValid())
        return;
    QTextCursor cursor(block);
    setTextCursor(cursor);
    centerCursor();
    cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
    setTextCursor(cursor);
}

std::pair<int, int> SourceView::selectedLines() const
{
    const QTextCursor cursor = textCursor();
    const QTextBlock first = document()->findBlock(cursor.selectionStart());
    const QTextBlock last = document()->findBlock(qMax(cursor.selectionStart(), cursor.selectionEnd() - 1));
    return { first.blockNumber() + 1, last.blockNumber() + 1 };
}

QString SourceView::selectedText() const
{
    return textCursor().selectedText().replace(QChar::ParagraphSeparator, u'\n');
}

void SourceView::setEvidence(const QList<LineSpan>& lines)
{
    m_evidence = lines;
    viewport()->update();
    m_gutter->update();
}

bool SourceView::isEvidence(int line) const
{
    return std::any_of(m_evidence.cbegin(), m_evidence.cend(),
        [line](const LineSpan& span) { return span.first <= line && line <= span.last; });
}

void SourceView::paintEvent(QPaintEvent* event)
{
    if (!m_evidence.isEmpty()) { // under the text
        QPainter painter(viewport());
        for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
            const QRectF box = blockBoundingGeometry(block).translated(contentOffset());
            if (box.top() > event->rect().bottom())
                break;
            if (isEvidence(block.blockNumber() + 1))
                painter.fillRect(QRectF(0, box.top(), viewport()->width(), box.height()), m_theme.tokens().hint);
        }
    }
    QPlainTextEdit::paintEvent(event);
}

int SourceView::gutterWidth() const
{
    const int digits = static_cast<int>(QString::number(qMax(99, blockCount())).size());
    return fontMetrics().horizontalAdvance(u'9') * digits + m_theme.px(20);
}

void SourceView::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    const QRect inside = contentsRect();
    const bool mirrored = isRightToLeft();
    const int width = gutterWidth();
    m_gutter->setGeometry(mirrored ? inside.right() - width + 1 : inside.left(), inside.top(), width, inside.height());
}

void SourceView::paintGutter(QPaintEvent* event)
{
    QPainter painter(m_gutter);
    painter.fillRect(event->rect(), m_theme.tokens().bg);
    painter.setPen(m_theme.tokens().faint);
    painter.setFont(font());
    QTextBlock block = firstVisibleBlock();
    qreal top = blockBoundingGeometry(block).translated(contentOffset()).top();
    const int width = m_gutter->width() - m_theme.px(10);
    while (block.isValid() && top <= event->rect().bottom()) {
        const qreal bottom = top + blockBoundingRect(block).height();
        if (isEvidence(block.blockNumber() + 1)) {
            const int bar = m_theme.px(4);
            painter.fillRect(QRectF(isRightToLeft() ? 0 : m_gutter->width() - bar, top, bar, bottom - top),
                m_theme.tokens().hintLine);
        }
        if (bottom >= event->rect().top())
            painter.drawText(QRectF(0, top, width, fontMetrics().height()), Qt::AlignRight | Qt::AlignTop,
                QString::number(block.blockNumber() + 1));
        block = block.next();
        top = bottom;
    }
}

} // namespace docket::ui::review
