#include "ui/review/commenttext.h"

#include "ui/code/codehighlighter.h"
#include "ui/widgets/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QRegularExpression>
#include <QWheelEvent>

#include <cmath>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;
using widgets::TextRole;

CommentText::CommentText(const widgets::Theme& theme, const QString& safeHtml, QWidget* parent)
    : QTextBrowser(parent), m_theme(theme), m_html(safeHtml)
{
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setUndoRedoEnabled(false);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setStyleSheet(u"QTextBrowser{border:none;border-radius:0;padding:0;background:transparent}"_s);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(0);
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl& url) {
        static const QRegularExpression pattern(u"\\Acard://c/link/([1-9][0-9]{0,5})\\z"_s);
        const QRegularExpressionMatch match = pattern.match(url.toString(QUrl::FullyEncoded));
        if (match.hasMatch())
            Q_EMIT linkActivated(match.capturedView(1).toInt());
    });
    connect(&theme, &widgets::Theme::changed, this, &CommentText::dress);
    dress();
}

QVariant CommentText::loadResource(int /*type*/, const QUrl& /*name*/)
{
    return {}; // never a file, never the network
}

void CommentText::dress()
{
    const widgets::Tokens& t = m_theme.tokens();
    setFont(m_theme.font(TextRole::Body));
    document()->setDefaultFont(m_theme.font(TextRole::Body));
    const QString mono = m_theme.font(TextRole::Mono).families().join(u"','"_s);
    document()->setDefaultStyleSheet(
        u"body{color:%1} a{color:%2} blockquote{color:%3} code,pre{font-family:'%4';font-size:%5px;background:%6} "
        ".hidden-picture,.not-shown{color:%3} .hidden-character{color:%7;background:%8} "
        ".mixed-script{color:%7;text-decoration:underline} .hidden-note,.other-address{color:%9;background:%8} "
        ".hidden-text{color:%9} "_s.arg(t.text.name(), t.accent.name(), t.dim.name(), mono)
            .arg(m_theme.px(12))
            .arg(t.code.name(), t.danger.name(), t.hint.name(), t.warn.name())
        + code::styleRules(m_theme.scheme() != widgets::Scheme::Light));
    QString html = m_html;
    html.replace(u"\n</code></pre>"_s, u"</code></pre>"_s); // a text view would show the last line end as a line
    // A text view shows no titles: what is odd about a word is said behind it.
    static const QRegularExpression oddWord(u"<span class=\"mixed-script\" title=\"([^\"]*)\">([^<]*)</span>"_s);
    html.replace(oddWord, u"<span class=\"mixed-script\">\\2 [\\1]</span>"_s);
    setHtml(html);
    fit();
}

QSize CommentText::sizeHint() const
{
    return { m_theme.px(400), height() };
}

void CommentText::fit()
{
    document()->setTextWidth(qMax(50, viewport()->width()));
    const int wanted = static_cast<int>(std::ceil(document()->size().height())) + m_theme.px(2);
    if (wanted != height())
        setFixedHeight(wanted);
}

void CommentText::resizeEvent(QResizeEvent* event)
{
    QTextBrowser::resizeEvent(event);
    fit();
}

void CommentText::wheelEvent(QWheelEvent* event)
{
    event->ignore(); // the thread scrolls
}

} // namespace docket::ui::review
