#include "ui/review/textengine.h"

#include "ui/review/passagemarks.h"
#include "ui/review/selectedpassage.h"
#include "ui/review/textpage.h"
#include "ui/web/requestpolicy.h"
#include "ui/widgets/theme.h"

#include <QCoreApplication>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextDocument>
#include <QThreadPool>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int mostMatches = 10'000; ///< counted by find()

/// Line of an anchor "L12", 0 for other names.
int lineOf(const QStringList& names)
{
    for (const QString& name : names) {
        bool number = false;
        const int line = name.startsWith(u'L') ? QStringView(name).sliced(1).toInt(&number) : 0;
        if (number)
            return line;
    }
    return 0;
}

} // namespace

class TextEngine::View final : public QTextBrowser
{
public:
    QVariant loadResource(int /*type*/, const QUrl& /*name*/) override { return {}; }

protected:
    void doSetSource(const QUrl& /*name*/, QTextDocument::ResourceType /*type*/) override { }
};

TextEngine::TextEngine(const web::CardEvents& events, const widgets::Theme& theme)
    : m_events(events), m_theme(theme), m_view(new View), m_widget(m_view)
{
    m_view->setOpenLinks(false);
    m_view->setOpenExternalLinks(false);
    m_view->setUndoRedoEnabled(false);
    m_view->setAcceptDrops(false);
    m_view->setContextMenuPolicy(Qt::NoContextMenu);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setProperty("surface", u"source"_s);
    m_view->setStyleSheet(u"QTextBrowser{border:none;border-radius:0;padding:0}"_s);
    m_view->setAccessibleName(QCoreApplication::translate("docket::ui::review::TextEngine", "Card as text"));
    connect(m_view, &QTextBrowser::anchorClicked, this, [this](const QUrl& url) {
        if (url.isRelative() && url.hasFragment()) {
            m_view->scrollToAnchor(url.fragment(QUrl::FullyDecoded));
            return;
        }
        const auto address = web::parsePageAddress(url);
        if (address && address->kind == web::PageAddress::Kind::Link && m_events.linkActivated)
            m_events.linkActivated(address->number);
        else if (address && address->kind == web::PageAddress::Kind::More && m_events.moreActivated)
            m_events.moreActivated(address->number);
    });
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        if (m_events.headingReached)
            m_events.headingReached(lineAt(m_view->cursorForPosition({ 0, 0 }).position()));
    });
    connect(m_view, &QTextBrowser::copyAvailable, this, [this](bool any) {
        if (m_events.selectionChanged)
            m_events.selectionChanged(any);
    });
}

TextEngine::~TextEngine()
{
    m_events = {};
    delete m_widget;
}

QWidget* TextEngine::widget()
{
    return m_widget;
}

void TextEngine::show(const QByteArray& document, const QByteArray& /*style*/)
{
    const QString style = textPageStyle(m_theme.tokens(), m_theme.px(13));
    const QFont font = m_theme.font(widgets::TextRole::Body);
    QThread* const home = thread();
    QThreadPool::globalInstance()->start(
        [this, guard = QPointer(this), ticket = ++m_ticket, document, style, font, home] {
            const TextPage page = textPage(document);
            auto parsed = std::make_shared<std::unique_ptr<QTextDocument>>();
            if (!page.tooLong) {
                *parsed = std::make_unique<QTextDocument>();
                (*parsed)->setUndoRedoEnabled(false);
                (*parsed)->setDefaultFont(font);
                (*parsed)->setDefaultStyleSheet(style);
                (*parsed)->setHtml(page.html);
                (*parsed)->moveToThread(home);
            }
            QMetaObject::invokeMethod(QCoreApplication::instance(), [this, guard, ticket, parsed] {
                if (guard && ticket == m_ticket)
                    take(std::move(*parsed));
            });
        });
}

void TextEngine::take(std::unique_ptr<QTextDocument> document)
{
    if (!document) {
        if (m_events.tooHeavy)
            m_events.tooHeavy();
        return;
    }
    document->setParent(m_view);
    document->setDocumentMargin(m_theme.px(18));
    m_view->setDocument(document.release()); // the view deletes the one it had, its child
    m_view->moveCursor(QTextCursor::Start);
    if (m_events.shown)
        m_events.shown();
}

void TextEngine::clear()
{
    ++m_ticket;
    m_view->clear();
}

void TextEngine::scrollToLine(int line)
{
    int best = -1;
    int bestLine = 0;
    for (QTextBlock block = m_view->document()->begin(); block.isValid(); block = block.next()) {
        for (auto part = block.begin(); !part.atEnd(); ++part) {
            const int found = lineOf(part.fragment().charFormat().anchorNames());
            if (found > 0 && found <= line && found >= bestLine) {
                bestLine = found;
                best = block.position();
            }
        }
    }
    if (best < 0)
        return;
    QTextCursor cursor(m_view->document());
    cursor.setPosition(best);
    m_view->setTextCursor(cursor);
    m_view->ensureCursorVisible();
}

int TextEngine::lineAt(int position) const
{
    for (QTextBlock block = m_view->document()->findBlock(position); block.isValid(); block = block.previous()) {
        int line = 0;
        for (auto part = block.begin(); !part.atEnd() && part.fragment().position() <= position; ++part)
            line = qMax(line, lineOf(part.fragment().charFormat().anchorNames()));
        if (line > 0)
            return line;
    }
    return 0;
}

void TextEngine::mark(const QList<web::PageMark>& marks)
{
    QStringList quotes;
    for (const web::PageMark& mark : marks)
        quotes += mark.quote;
    m_view->setExtraSelections(passageMarks(m_view->document(), quotes, m_theme.tokens().hint));
}

void TextEngine::selection(std::function<void(web::PageSelection)> done)
{
    const QTextCursor cursor = m_view->textCursor();
    web::PageSelection selection;
    if (cursor.hasSelection()) {
        const Passage passage = selectedPassage(cursor);
        selection.text = passage.text;
        selection.before = passage.before;
        selection.after = passage.after;
        selection.firstLine = lineAt(cursor.selectionStart());
        selection.lastLine = lineAt(qMax(cursor.selectionStart(), cursor.selectionEnd() - 1));
    }
    done(selection);
}

void TextEngine::find(const QString& text, bool backwards, std::function<void(int matches)> done)
{
    int matches = 0;
    if (!text.isEmpty()) {
        const QTextDocument::FindFlags flags = backwards ? QTextDocument::FindBackward : QTextDocument::FindFlags();
        if (!m_view->find(text, flags)) {
            m_view->moveCursor(backwards ? QTextCursor::End : QTextCursor::Start);
            m_view->find(text, flags);
        }
        for (QTextCursor at = m_view->document()->find(text); !at.isNull() && matches < mostMatches;
             at = m_view->document()->find(text, at))
            ++matches;
    }
    if (done)
        done(matches);
}

void TextEngine::setZoom(double factor)
{
    QFont font = m_theme.font(widgets::TextRole::Body);
    font.setPixelSize(qMax(6, qRound(font.pixelSize() * factor)));
    m_view->document()->setDefaultFont(font);
}

} // namespace docket::ui::review
