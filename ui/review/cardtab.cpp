#include "ui/review/cardtab.h"

#include "core/card/page.h"
#include "ui/review/skeleton.h"
#include "ui/review/sourceview.h"
#include "ui/web/engineloader.h"
#include "ui/widgets/actionregistry.h"
#include "ui/widgets/displaytext.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QFrame>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;
using State = CardPresenter::State;
using widgets::KeyButton;
using widgets::TextRole;

namespace
{

/// Laid over the card's own style sheet: what only a living page needs.
constexpr const char* liveStyle
    = "\n.hidden-picture.shown{border-style:solid}\n"
      ".hidden-picture.shown>a,.hidden-picture.shown .picture-reveal{display:none}\n"
      "img.revealed{flex-basis:100%;max-inline-size:100%;object-fit:contain;justify-self:start}\n"
      ".refusal{color:var(--warn);flex-basis:100%}\n"
      "::-webkit-scrollbar{width:10px;height:10px}::-webkit-scrollbar-thumb{background:var(--line);"
      "border:2px solid var(--panel);border-radius:5px}::-webkit-scrollbar-thumb:hover{background:var(--dim)}"
      "::-webkit-scrollbar-corner{background:transparent}\n";

} // namespace

QString linkForPeople(const QString& url)
{
    const QUrl parsed(url, QUrl::TolerantMode);
    if (!parsed.isRelative() && !parsed.host().isEmpty())
        return widgets::singleLine(QString::fromLatin1(parsed.toEncoded()), 500);
    return widgets::singleLine(url, 500);
}

bool mayOpen(const QString& url)
{
    const QUrl parsed(url, QUrl::TolerantMode);
    return parsed.isValid() && !parsed.host().isEmpty()
        && (parsed.scheme() == "https"_L1 || parsed.scheme() == "http"_L1);
}

CardTab::CardTab(const widgets::Theme& theme, widgets::ActionRegistry& actions, CardPresenter& presenter,
    web::CardEngineFactory* factory, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_actions(actions),
      m_presenter(presenter),
      m_factory(factory),
      m_pages(new QStackedWidget),
      m_skeleton(new Skeleton(theme)),
      m_message(new widgets::EmptyState(theme, actions)),
      m_sourcePage(new QWidget),
      m_sourceWhy(new QFrame),
      m_sourceHeadline(new QLabel),
      m_sourceText(new QLabel),
      m_source(new SourceView(theme))
{
    auto* why = new QVBoxLayout(m_sourceWhy);
    why->setContentsMargins(theme.px(22), theme.px(8), theme.px(22), theme.px(8));
    why->setSpacing(theme.px(2));
    m_sourceWhy->setProperty("surface", u"hint"_s);
    m_sourceHeadline->setFont(theme.font(TextRole::Strong));
    m_sourceText->setWordWrap(true);
    for (QLabel* label : { m_sourceHeadline, m_sourceText }) {
        label->setTextFormat(Qt::PlainText);
        why->addWidget(label);
    }
    auto* source = new QVBoxLayout(m_sourcePage);
    source->setContentsMargins(0, 0, 0, 0);
    source->setSpacing(0);
    source->addWidget(m_sourceWhy);
    source->addWidget(m_source);

    m_pages->addWidget(m_skeleton);
    m_pages->addWidget(m_message);
    m_pages->addWidget(m_sourcePage);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_pages, 1);
    column->addWidget(makeFindBar());
    column->addWidget(makeLinkBar());

    connect(&presenter, &CardPresenter::changed, this, &CardTab::showState);
    connect(&presenter, &CardPresenter::pictureReady, this,
        [this](int number, const QByteArray& bytes, const QByteArray& type) {
            if (m_engine)
                m_engine->revealPicture(number, bytes, type);
        });
    connect(&presenter, &CardPresenter::pictureRefused, this, [this](int number, const QString& text) {
        if (m_engine)
            m_engine->refusePicture(number, text);
    });
    connect(m_source, &QPlainTextEdit::copyAvailable, this, [this](bool any) {
        if (m_pages->currentWidget() == m_sourcePage)
            setSelected(any);
    });
    connect(&theme, &widgets::Theme::changed, this, [this] {
        m_sourceHeadline->setFont(m_theme.font(TextRole::Strong));
        m_sentHash.clear();
        if (m_presenter.state() == State::Page)
            showPage();
    });
    showState();
}

CardTab::~CardTab()
{
    m_engine.reset(); // before the widgets it lives in
}

QWidget* CardTab::makeFindBar()
{
    m_findBar = new QFrame;
    m_findBar->setProperty("surface", u"bottom"_s);
    auto* row = new QHBoxLayout(m_findBar);
    row->setContentsMargins(m_theme.px(16), m_theme.px(6), m_theme.px(16), m_theme.px(6));
    m_findText = new QLineEdit;
    m_findText->setPlaceholderText(tr("Find in this card"));
    m_findText->setAccessibleName(m_findText->placeholderText());
    m_findCount = new QLabel;
    m_findCount->setProperty("role", u"dim"_s);
    auto* close = new KeyButton(m_theme, tr("Close"), KeyButton::Look::Flat);
    row->addWidget(m_findText, 1);
    row->addWidget(m_findCount);
    row->addWidget(close);
    m_findBar->hide();
    connect(close, &QAbstractButton::clicked, this, &CardTab::closeFind);
    connect(m_findText, &QLineEdit::textChanged, this, [this] { findNext(false); });
    connect(m_findText, &QLineEdit::returnPressed, this, [this] { findNext(false); });
    m_findText->installEventFilter(this);
    return m_findBar;
}

void CardTab::closeFind()
{
    m_findBar->hide();
    if (m_engine)
        m_engine->find({}, false, {});
    takeFocus();
}

bool CardTab::eventFilter(QObject* watched, QEvent* event)
{
    const bool key = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (watched != m_findText || !key || static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape)
        return QWidget::eventFilter(watched, event);
    event->accept(); // as override: the line takes the key, no action of the window does
    if (event->type() == QEvent::KeyPress)
        closeFind();
    return true;
}

QWidget* CardTab::makeLinkBar()
{
    m_linkBar = new QFrame;
    m_linkBar->setProperty("surface", u"bottom"_s);
    auto* row = new QHBoxLayout(m_linkBar);
    row->setContentsMargins(m_theme.px(22), m_theme.px(8), m_theme.px(16), m_theme.px(8));
    row->setSpacing(m_theme.px(8));
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    m_linkText = new QLabel;
    m_linkText->setProperty("role", u"dim"_s);
    m_linkAddress = new QLabel;
    m_linkAddress->setFont(m_theme.font(TextRole::Mono));
    m_linkAddress->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    for (QLabel* label : { m_linkText, m_linkAddress }) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        words->addWidget(label);
    }
    auto* copy = new KeyButton(m_theme, tr("Copy"), KeyButton::Look::Normal);
    m_linkOpen = new KeyButton(m_theme, tr("Open in the browser"), KeyButton::Look::Normal);
    auto* close = new KeyButton(m_theme, tr("Close"), KeyButton::Look::Flat);
    row->addLayout(words, 1);
    for (KeyButton* button : { copy, m_linkOpen, close })
        row->addWidget(button, 0, Qt::AlignVCenter);
    m_linkBar->hide();
    connect(copy, &QAbstractButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_linkUrl); });
    connect(m_linkOpen, &QAbstractButton::clicked, this, [this] {
        if (mayOpen(m_linkUrl))
            QDesktopServices::openUrl(QUrl(m_linkUrl));
    });
    connect(close, &QAbstractButton::clicked, m_linkBar, &QWidget::hide);
    return m_linkBar;
}

void CardTab::setSelected(bool any)
{
    if (m_hasSelection == any)
        return;
    m_hasSelection = any;
    Q_EMIT selectionChanged(any);
}

void CardTab::showState()
{
    if (m_presenter.state() == State::Loading || m_presenter.state() == State::Empty) {
        m_linkBar->hide();
        m_pendingLine = 0;
    }
    switch (m_presenter.state()) {
    case State::Empty:
        m_pageShown = false;
        m_sentHash.clear();
        if (m_engine)
            m_engine->clear();
        m_pages->setCurrentWidget(m_skeleton);
        setSelected(false);
        break;
    case State::Loading:
        m_pageShown = false;
        m_sentHash.clear();
        m_pages->setCurrentWidget(m_skeleton);
        setSelected(false);
        break;
    case State::NoCard:
    case State::Failed:
        m_message->say(m_presenter.message().headline, m_presenter.message().text);
        m_pages->setCurrentWidget(m_message);
        Q_EMIT settled();
        break;
    case State::Page:
        showPage();
        break;
    case State::Source: {
        m_sourceWhy->setVisible(!m_presenter.message().headline.isEmpty());
        m_sourceHeadline->setText(m_presenter.message().headline);
        m_sourceText->setText(m_presenter.message().text);
        m_source->setSource(m_presenter.evidence().source, m_presenter.evidence().record->path);
        m_pages->setCurrentWidget(m_sourcePage);
        setSelected(false);
        if (m_pendingLine > 0)
            m_source->scrollToLine(std::exchange(m_pendingLine, 0));
        Q_EMIT settled();
        break;
    }
    }
}

bool CardTab::ensureEngine()
{
    if (m_engine)
        return true;
    if (!m_factory) {
        auto loaded = web::loadCardEngine();
        if (!loaded) {
            m_presenter.engineMissing(loaded.error());
            return false;
        }
        m_factory = *loaded;
    }
    web::CardEvents events;
    events.shown = [this] {
        if (m_presenter.state() != State::Page)
            return;
        m_pageShown = true;
        sendMarks();
        if (m_pendingLine > 0)
            m_engine->scrollToLine(std::exchange(m_pendingLine, 0));
        m_pages->setCurrentWidget(m_engine->widget());
        Q_EMIT settled();
    };
    events.tooHeavy = [this] { m_presenter.pageTooHeavy(); };
    events.crashed = [this](const QString& cause) { m_presenter.pageCrashed(cause); };
    events.unsafe = [this](const QString& cause) { m_presenter.pageUnsafe(cause); };
    events.linkActivated = [this](int number) { showLink(number); };
    events.pictureActivated = [this](int number) { m_presenter.reveal(number); };
    events.selectionChanged = [this](bool any) {
        if (m_pages->currentWidget() == m_engine->widget())
            setSelected(any);
    };
    m_engine.reset(m_factory->create(events, {}, nullptr));
    m_pages->addWidget(m_engine->widget());
    return true;
}

card::Theme CardTab::cardTheme() const
{
    card::Theme theme;
    theme.scheme = m_theme.scheme() == widgets::Scheme::Light ? card::Theme::Scheme::Light
        : m_theme.scheme() == widgets::Scheme::Dark           ? card::Theme::Scheme::Dark
                                                              : card::Theme::Scheme::HighContrast;
    theme.textPixels = m_theme.px(13);
    return theme;
}

void CardTab::showPage()
{
    if (!ensureEngine())
        return;
    const QByteArray hash = m_presenter.evidence().record->sha256;
    if (m_sentHash == hash && m_pageShown) { // back from the source
        m_pages->setCurrentWidget(m_engine->widget());
        Q_EMIT settled();
        return;
    }
    if (m_sentHash != hash) {
        m_sentHash = hash;
        m_pageShown = false;
        sendDocument();
    }
}

void CardTab::sendDocument()
{
    const card::RenderedCard& rendered = m_presenter.evidence().rendered;
    // From the first card with formulas on every page is ready for them, so that one page can follow the other.
    if (!rendered.formulaStyle.isEmpty())
        m_formulaStyle = rendered.formulaStyle;
    card::Theme theme = cardTheme();
    theme.formulas = !m_formulaStyle.isEmpty();
    m_engine->show(card::pageHtml(rendered, theme), card::styleSheet(theme) + m_formulaStyle + liveStyle);
}

void CardTab::sendMarks()
{
    if (!m_engine || !m_pageShown || m_presenter.state() != State::Page)
        return;
    QList<web::PageMark> marks;
    for (const policy::Anchor& anchor : m_marks) {
        // A passage of another revision of the card is no passage of this one.
        if (anchor.kind == policy::Anchor::Kind::CardText && !anchor.quote.isEmpty()
            && (anchor.sha256.isEmpty() || anchor.sha256.toLatin1() == m_presenter.evidence().record->sha256))
            marks.append({ anchor.quote, anchor.lineStart });
    }
    m_engine->mark(marks);
}

void CardTab::setMarks(const QList<policy::Anchor>& marks)
{
    m_marks = marks;
    sendMarks();
}

bool CardTab::isSettled() const
{
    return m_presenter.state() != State::Loading && (m_presenter.state() != State::Page || m_pageShown);
}

void CardTab::currentEvidence(std::function<void(std::optional<policy::Anchor>)> done)
{
    if (m_presenter.state() == State::Source) {
        const auto [first, last] = m_source->selectedLines();
        done(m_source->hasSelection() ? m_presenter.anchorForLines(first, last, m_source->selectedText())
                                      : std::nullopt);
        return;
    }
    if (m_presenter.state() != State::Page || !m_engine) {
        done(std::nullopt);
        return;
    }
    m_engine->selection([this, done = std::move(done)](const web::PageSelection& selection) {
        done(selection.text.trimmed().isEmpty() ? std::nullopt : m_presenter.anchorFor(selection));
    });
}

void CardTab::revealNext()
{
    if (const int number = m_presenter.nextPicture(); number > 0) {
        const int line = m_presenter.evidence().rendered.pictures[number - 1].line;
        if (m_engine && line > 0)
            m_engine->scrollToLine(line);
        m_presenter.reveal(number);
    }
}

void CardTab::toggleSource()
{
    m_presenter.setSourceWanted(m_presenter.state() == State::Page);
}

void CardTab::openFind()
{
    if (m_presenter.state() != State::Page && m_presenter.state() != State::Source)
        return;
    m_findBar->show();
    m_findText->setFocus(Qt::ShortcutFocusReason);
    m_findText->selectAll();
}

void CardTab::findNext(bool backwards)
{
    const QString text = m_findText->text();
    if (m_presenter.state() == State::Source) {
        const QTextDocument::FindFlags flags = backwards ? QTextDocument::FindBackward : QTextDocument::FindFlags();
        bool found = m_source->find(text, flags);
        if (!found && !text.isEmpty()) {
            m_source->moveCursor(backwards ? QTextCursor::End : QTextCursor::Start);
            found = m_source->find(text, flags);
        }
        m_findCount->setText(text.isEmpty() || found ? QString() : tr("not found"));
        return;
    }
    if (!m_engine)
        return;
    m_engine->find(text, backwards, [this, text](int matches) {
        m_findCount->setText(text.isEmpty() ? QString()
                : matches == 0              ? tr("not found")
                : matches == 1              ? tr("1 place")
                                            : tr("%1 places").arg(matches));
    });
}

void CardTab::scrollToLine(int line)
{
    if (m_presenter.state() == State::Source)
        m_source->scrollToLine(line);
    else if (m_engine && m_pageShown && m_presenter.state() == State::Page)
        m_engine->scrollToLine(line);
    else
        m_pendingLine = line;
}

void CardTab::showLink(int number)
{
    const card::Link* link = m_presenter.link(number);
    if (!link)
        return;
    m_linkUrl = link->url;
    const bool web = mayOpen(link->url);
    const QString words = widgets::singleLine(link->text, 120);
    m_linkText->setText(web                      ? tr("“%1” leads out of Docket to").arg(words)
            : link->url.startsWith("mailto:"_L1) ? tr("“%1” is a mail address").arg(words)
                                                 : tr("“%1” is a place in the repository").arg(words));
    m_linkAddress->setText(linkForPeople(link->url));
    m_linkOpen->setVisible(web);
    m_linkBar->show();
}

void CardTab::takeFocus()
{
    if (m_pages->currentWidget() == m_sourcePage)
        m_source->setFocus(Qt::ShortcutFocusReason);
    else if (m_engine && m_pages->currentWidget() == m_engine->widget() && m_engine->widget()->focusProxy())
        m_engine->widget()->focusProxy()->setFocus(Qt::ShortcutFocusReason);
    else
        setFocus(Qt::ShortcutFocusReason);
}

} // namespace docket::ui::review
