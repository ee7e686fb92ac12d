#include "ui/review/sourceview.h"

#include "core/base/invisible.h"
#include "core/card/mixedscript.h"
#include "ui/code/codehighlighter.h"
#include "ui/widgets/theme.h"

#include <QMimeData>
#include <QPainter>
#include <QRegularExpression>
#include <QSyntaxHighlighter>
#include <QTextBlock>

#include <algorithm>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;
using widgets::TextRole;

namespace
{

constexpr qsizetype longestText = qsizetype(1024) * 1024;
constexpr qsizetype longestLine = 4000;

constexpr int mostMarks = 2000; ///< that are coloured; the view looks at each when it paints

/// Writes one line of the file and remembers what was put in place of what.
class LineWriter
{
public:
    explicit LineWriter(SourceText& out) : m_out(out) { }

    void write(QStringView line)
    {
        qsizetype end = line.size();
        while (end > 0 && (line[end - 1] == u' ' || line[end - 1] == u'\t'))
            --end;
        const QStringView words = line.first(end);
        qsizetype at = 0;
        for (const InvisibleSpan& span : invisibleSpans(words, true)) {
            plain(words.sliced(at, span.start - at));
            mark(SourceText::Mark::Kind::Invisible, u'‹' + span.label + u'›',
                words.sliced(span.start, span.length).toString());
            at = span.start + span.length;
        }
        plain(words.sliced(at));
        if (end < line.size()) {
            QString shown = line.sliced(end).toString();
            shown.replace(u' ', u'·').replace(u'\t', u'→');
            mark(SourceText::Mark::Kind::LineEnd, shown, line.sliced(end).toString());
        }
    }

private:
    void plain(QStringView text)
    {
        static const QRegularExpression word(u"[\\p{L}]*[\\x{0370}-\\x{058F}\\x{13A0}-\\x{13FF}][\\p{L}]*"_s,
            QRegularExpression::UseUnicodePropertiesOption);
        static const QRegularExpression other(u"[\\x{0370}-\\x{058F}\\x{13A0}-\\x{13FF}]"_s);
        const qsizetype start = m_out.text.size();
        m_out.text += text;
        if (!text.contains(other))
            return;
        for (auto it = word.globalMatch(text); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            if (!card::mixedScript(match.captured().toUtf8().toStdString()).isEmpty())
                m_out.marks.append({ SourceText::Mark::Kind::MixedScript, int(start + match.capturedStart()),
                    int(match.capturedLength()), match.captured() });
        }
    }
    void mark(SourceText::Mark::Kind kind, const QString& shown, const QString& original)
    {
        m_out.marks.append({ kind, int(m_out.text.size()), int(shown.size()), original });
        m_out.text += shown;
    }

    SourceText& m_out;
};

} // namespace

QString SourceText::original(int start, int end) const
{
    QString out;
    int at = start;
    const auto first = std::partition_point(
        marks.cbegin(), marks.cend(), [start](const Mark& mark) { return mark.start + mark.length <= start; });
    for (auto mark = first; mark != marks.cend() && mark->start < end; ++mark) {
        out += QStringView(text).mid(at, std::max(0, mark->start - at));
        out += mark->original;
        at = mark->start + mark->length;
    }
    if (at < end)
        out += QStringView(text).mid(at, end - at);
    return out;
}

SourceText prepareSource(const QByteArray& bytes)
{
    SourceText out;
    const QByteArrayView taken = QByteArrayView(bytes).first(std::min(bytes.size(), longestText));
    const QString text = QString::fromUtf8(taken);
    out.text.reserve(text.size());
    LineWriter writer(out);
    for (QStringView line : QStringView(text).tokenize(u'\n')) {
        if (line.endsWith(u'\r'))
            line.chop(1);
        const QStringView kept = line.first(std::min(line.size(), longestLine));
        writer.write(kept);
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
        // Not the scroll bar's signal: Qt silences it when it is the text that moves.
        if (const int top = firstVisibleBlock().blockNumber() + 1; top != std::exchange(m_topLine, top))
            Q_EMIT topLineChanged(top);
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
    showMarks();
}

void SourceView::setSource(const QByteArray& bytes, const QString& fileName)
{
    delete m_highlighter;
    m_highlighter = nullptr;
    m_fileName = fileName;
    m_source = prepareSource(bytes);
    setPlainText(m_source.text);
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
    const QTextCursor cursor = textCursor();
    return m_source.original(cursor.selectionStart(), cursor.selectionEnd());
}

QMimeData* SourceView::createMimeDataFromSelection() const
{
    auto* copy = new QMimeData;
    copy->setText(selectedText());
    return copy;
}

void SourceView::showMarks()
{
    const widgets::Tokens& tokens = m_theme.tokens();
    QList<QTextEdit::ExtraSelection> selections;
    for (const SourceText::Mark& mark : std::as_const(m_source.marks)) {
        if (selections.size() >= mostMarks)
            break;
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(document());
        selection.cursor.setPosition(mark.start);
        selection.cursor.setPosition(mark.start + mark.length, QTextCursor::KeepAnchor);
        switch (mark.kind) {
        case SourceText::Mark::Kind::Invisible:
            selection.format.setForeground(tokens.danger);
            selection.format.setBackground(tokens.hint);
            break;
        case SourceText::Mark::Kind::LineEnd:
            selection.format.setForeground(tokens.control);
            break;
        case SourceText::Mark::Kind::MixedScript:
            selection.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
            selection.format.setUnderlineColor(tokens.danger);
            selection.format.setBackground(tokens.hint);
            break;
        }
        selections.append(selection);
    }
    setExtraSelections(selections);
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
