#include "ui/review/cardtab.h"

#include "core/card/page.h"
#include "ui/review/findbar.h"
#include "ui/review/linkbar.h"
#include "ui/review/outline.h"
#include "ui/review/skeleton.h"
#include "ui/review/sourceview.h"
#include "ui/review/textengine.h"
#include "ui/web/engineloader.h"
#include "ui/widgets/actionregistry.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/fixedrowview.h"
#include "ui/widgets/theme.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;
using State = CardPresenter::State;
using widgets::TextRole;

namespace
{

/// Laid over the card's own style sheet: what only a living page needs.
constexpr const char* liveStyle
    = "\n@keyframes flash{from{background:var(--accent)}}"
      "@media(prefers-reduced-motion:no-preference){mark.evidence-current{animation:flash 1s ease-out}}\n"
      "::-webkit-scrollbar{width:10px;height:10px}::-webkit-scrollbar-thumb{background:var(--line);"
      "border:2px solid var(--panel);border-radius:5px}::-webkit-scrollbar-thumb:hover{background:var(--dim)}"
      "::-webkit-scrollbar-corner{background:transparent}\n";

} // namespace

CardTab::CardTab(const widgets::Theme& theme, widgets::ActionRegistry& actions, CardPresenter& presenter,
    web::CardEngineFactory* factory, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_actions(actions),
      m_presenter(presenter),
      m_factory(factory),
      m_livePage(new QWidget),
      m_liveStack(new QStackedLayout(m_livePage)),
      m_pages(new QStackedWidget),
      m_skeleton(new Skeleton(theme)),
      m_message(new widgets::EmptyState(theme, actions)),
      m_source(new SourceView(theme)),
      m_findBar(new FindBar(theme)),
      m_outline(new Outline(theme)),
      m_linkBar(new LinkBar(theme))
{
    m_pages->addWidget(m_message);
    m_pages->addWidget(m_source);
    // Both are visible to the browser, so that the one behind is painted, too.
    m_liveStack->setStackingMode(QStackedLayout::StackAll);
    m_liveStack->addWidget(m_skeleton); // over a page that is being laid out, which is painted meanwhile
    m_pages->addWidget(m_livePage);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeWhy());
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_pages, 1);
    row->addWidget(m_outline);
    column->addLayout(row, 1);
    column->addWidget(m_findBar);
    column->addWidget(m_linkBar);

    connect(&presenter, &CardPresenter::changed, this, &CardTab::showState);
    connectPictures();
    connectFind();
    connectOutline();
    connect(m_source, &QPlainTextEdit::copyAvailable, this, [this](bool any) {
        if (m_pages->currentWidget() == m_source)
            setSelected(any);
    });
    connect(&theme, &widgets::Theme::changed, this, [this] {
        m_whyHeadline->setFont(m_theme.font(TextRole::Strong));
        for (View* const each : { &m_live[0], &m_live[1], &m_text })
            each->sent.clear();
        if (View* shown = view())
            showPage(*shown);
    });
    showState();
}

CardTab::~CardTab()
{
    for (View* const each : { &m_live[0], &m_live[1], &m_text })
        each->engine.reset(); // before the widgets they live in
}

CardTab::View* CardTab::view()
{
    View* const of = m_presenter.state() == State::Page ? &m_live[m_front]
        : m_presenter.state() == State::Text            ? &m_text
                                                        : nullptr;
    return of && of->engine ? of : nullptr;
}

QWidget* CardTab::makeWhy()
{
    m_why = new QFrame;
    m_why->setProperty("surface", u"hint"_s);
    auto* column = new QVBoxLayout(m_why);
    column->setContentsMargins(m_theme.px(22), m_theme.px(8), m_theme.px(22), m_theme.px(8));
    column->setSpacing(m_theme.px(2));
    m_whyHeadline = new QLabel;
    m_whyHeadline->setFont(m_theme.font(TextRole::Strong));
    m_whyText = new QLabel;
    m_whyText->setWordWrap(true);
    for (QLabel* label : { m_whyHeadline, m_whyText }) {
        label->setTextFormat(Qt::PlainText);
        column->addWidget(label);
    }
    m_why->hide();
    return m_why;
}

void CardTab::connectFind()
{
    connect(m_findBar, &FindBar::findRequested, this, [this] { findNext(false); });
    connect(m_findBar, &FindBar::closed, this, [this] {
        if (View* shown = view())
            shown->engine->find({}, false, {});
        takeFocus();
    });
}

void CardTab::connectOutline()
{
    connect(m_outline, &Outline::activated, this, [this](int line) {
        scrollToLine(line);
        m_outline->setLine(line);
        takeFocus();
    });
    connect(m_source, &SourceView::topLineChanged, this, [this](int line) {
        if (m_presenter.state() == State::Source)
            m_outline->setLine(line);
    });
}

void CardTab::setOutline(bool wanted)
{
    m_outlineWanted = wanted;
    fitOutline();
}

void CardTab::focusOutline()
{
    if (m_outlineWanted && m_outline->isVisible())
        m_outline->view()->setFocus(Qt::ShortcutFocusReason);
    else
        takeFocus();
}

/// It takes a part of the card's width, which stays the same from card to card so that a prepared page fits.
void CardTab::fitOutline()
{
    m_outline->setVisible(m_outlineWanted && width() >= m_theme.px(620));
}

void CardTab::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitOutline();
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
    const State state = m_presenter.state();
    const bool moved = state == State::Loading || state == State::Empty;
    if (moved) {
        m_linkBar->hide();
        m_pendingLine = 0;
        for (View* const each : { &m_live[m_front], &m_text }) {
            if (each->engine && each->shown)
                each->engine->forgetPictures();
            each->sent.clear();
            each->shown = false;
        }
        m_skeleton->show();
        m_liveStack->setCurrentWidget(m_skeleton);
        m_pages->setCurrentWidget(m_livePage);
        setSelected(false);
    } else {
        m_outline->setHeadings(m_presenter.evidence().rendered.tableOfContents);
    }
    const Message& message = m_presenter.message();
    const bool shownOtherwise = state == State::Text || state == State::Source;
    m_why->setVisible(shownOtherwise && !message.headline.isEmpty());
    m_whyHeadline->setText(message.headline);
    m_whyText->setText(message.text);
    switch (state) {
    case State::Empty:
        for (View* const each : { &m_live[m_front], &m_text })
            if (each->engine)
                each->engine->clear();
        break;
    case State::Loading:
        break;
    case State::NoCard:
    case State::Failed:
        m_message->say(message.headline, message.text);
        m_pages->setCurrentWidget(m_message);
        Q_EMIT settled();
        break;
    case State::Page:
        if (back().engine && back().sent == m_presenter.evidence().page())
            bringToFront(back());
        showPage(m_live[m_front]);
        break;
    case State::Text:
        showPage(m_text);
        break;
    case State::Source:
        m_source->setSource(m_presenter.evidence().source, m_presenter.evidence().record->path);
        sendMarks();
        m_pages->setCurrentWidget(m_source);
        setSelected(false);
        if (m_pendingLine > 0)
            m_source->scrollToLine(std::exchange(m_pendingLine, 0));
        Q_EMIT settled();
        break;
    }
}

web::CardEvents CardTab::eventsOf(View& view)
{
    web::CardEvents events;
    events.shown = [this, &view] {
        view.shown = true;
        if (this->view() != &view)
            return; // prepared
        sendMarks();
        sendPictures(view);
        if (m_pendingLine > 0)
            view.engine->scrollToLine(std::exchange(m_pendingLine, 0));
        showWidget(view);
        Q_EMIT settled();
    };
    // What goes wrong behind the scenes is said when the card is opened and goes wrong again.
    const auto inFront = [this, &view](auto&& act) {
        return [this, &view, act](auto&&... given) {
            if (this->view() == &view)
                act(given...);
            else
                view.sent.clear();
        };
    };
    events.tooHeavy = inFront([this] { m_presenter.pageTooHeavy(); });
    events.crashed = inFront([this](const QString& cause) { m_presenter.pageCrashed(cause); });
    events.unsafe = [this](const QString& cause) { m_presenter.pageUnsafe(cause); };
    events.linkActivated = [this](int number) {
        if (const card::Link* link = m_presenter.link(number))
            m_linkBar->ask(*link);
    };
    events.moreActivated = [this](int number) { m_presenter.showMore(number); };
    events.pictureActivated = [this](int number) { m_presenter.pictures().press(number); };
    events.headingReached = [this, &view](int line) {
        if (this->view() == &view)
            m_outline->setLine(line);
    };
    events.selectionChanged = [this, &view](bool any) {
        if (this->view() == &view)
            setSelected(any);
    };
    return events;
}

bool CardTab::ensureEngine(View& view)
{
    if (view.engine)
        return true;
    if (&view == &m_text) {
        view.engine = std::make_unique<TextEngine>(eventsOf(view), m_theme);
    } else {
        if (!m_factory) {
            auto loaded = web::loadCardEngine();
            if (!loaded) {
                m_presenter.engineMissing(loaded.error());
                return false;
            }
            m_factory = *loaded;
        }
        view.engine.reset(m_factory->create(eventsOf(view), {}, nullptr));
    }
    if (&view == &m_text) {
        m_pages->addWidget(view.engine->widget());
    } else {
        m_liveStack->addWidget(view.engine->widget());
        view.engine->widget()->setEnabled(&view == &m_live[m_front]);
    }
    return true;
}

void CardTab::bringToFront(View& view)
{
    m_live[m_front].engine->forgetPictures(); // of the case that is left
    m_live[m_front].engine->widget()->setEnabled(false); // no key and no screen reader goes to what is covered
    m_front = static_cast<std::size_t>(&view - m_live.data());
    view.engine->widget()->setEnabled(true);
    m_liveStack->setCurrentWidget(view.engine->widget());
}

void CardTab::showWidget(const View& view)
{
    if (&view == &m_text) {
        m_pages->setCurrentWidget(view.engine->widget());
        return;
    }
    m_liveStack->setCurrentWidget(view.engine->widget());
    m_skeleton->hide();
    m_pages->setCurrentWidget(m_livePage);
}

void CardTab::prepare(const CardEvidence& evidence)
{
    // Behind a page that is shown and confined; the first card of all is nobody's next.
    if (m_presenter.state() != State::Page || !m_live[m_front].shown || !evidence.record
        || evidence.record->sha256.isEmpty() || !ensureEngine(back()))
        return;
    if (back().sent != evidence.page())
        send(back(), evidence);
}

bool CardTab::isPrepared() const
{
    const View& behind = m_live[1 - m_front];
    return behind.sent.isEmpty() || behind.shown;
}

void CardTab::send(View& view, const CardEvidence& evidence)
{
    // From the first card with formulas on every page is ready for them, so that one page can follow the other.
    if (!evidence.rendered.formulaStyle.isEmpty())
        m_formulaStyle = evidence.rendered.formulaStyle;
    card::Theme theme = cardTheme();
    theme.formulas = !m_formulaStyle.isEmpty();
    view.sent = evidence.page();
    view.shown = false;
    view.engine->show(card::pageHtml(evidence.rendered, theme), card::styleSheet(theme) + m_formulaStyle + liveStyle);
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

void CardTab::showPage(View& view)
{
    if (!ensureEngine(view))
        return;
    const QByteArray page = m_presenter.evidence().page();
    if (view.sent != page) {
        send(view, m_presenter.evidence());
    } else if (view.shown) { // prepared, or back from another look
        showWidget(view);
        sendMarks();
        sendPictures(view);
        if (m_pendingLine > 0)
            view.engine->scrollToLine(std::exchange(m_pendingLine, 0));
        Q_EMIT settled();
    }
}

void CardTab::sendMarks()
{
    View* const shown = view();
    const bool laidOut = shown && shown->shown;
    if (!laidOut && m_presenter.state() != State::Source)
        return;
    QList<web::PageMark> marks;
    QList<LineSpan> lines;
    for (const policy::Anchor& anchor : m_marks) {
        // A passage of another revision of the card is no passage of this one.
        if (anchor.kind != policy::Anchor::Kind::CardText
            || (!anchor.sha256.isEmpty() && anchor.sha256.toLatin1() != m_presenter.evidence().record->sha256))
            continue;
        if (!anchor.quote.isEmpty())
            marks.append({ anchor.quote, anchor.lineStart });
        if (anchor.lineStart > 0)
            lines.append({ anchor.lineStart, anchor.lineEnd });
    }
    if (laidOut)
        shown->engine->mark(marks);
    else
        m_source->setEvidence(lines);
}

void CardTab::setMarks(const QList<policy::Anchor>& marks)
{
    m_marks = marks;
    sendMarks();
}

bool CardTab::isSettled() const
{
    return m_presenter.state() != State::Loading && (m_presenter.state() != State::Page || m_live[m_front].shown)
        && (m_presenter.state() != State::Text || m_text.shown);
}

void CardTab::currentEvidence(std::function<void(std::optional<policy::Anchor>)> done)
{
    if (m_presenter.state() == State::Source) {
        const auto [first, last] = m_source->selectedLines();
        done(m_source->hasSelection() ? m_presenter.anchorForSource(first, last, m_source->selectedText())
                                      : std::nullopt);
        return;
    }
    View* const shown = view();
    if (!shown) {
        done(std::nullopt);
        return;
    }
    shown->engine->selection([this, done = std::move(done)](const web::PageSelection& selection) {
        done(selection.text.trimmed().isEmpty() ? m_presenter.pictures().anchor() : m_presenter.anchorFor(selection));
    });
}

void CardTab::toggleSource()
{
    using Look = CardPresenter::Look;
    m_presenter.setLook(m_presenter.state() == State::Source ? m_laidOut : Look::Source);
}

void CardTab::toggleText()
{
    using Look = CardPresenter::Look;
    m_laidOut = m_presenter.look() == Look::Text ? Look::Page : Look::Text;
    m_presenter.setLook(m_laidOut);
}

void CardTab::openFind()
{
    if (!m_presenter.isLaidOut() && m_presenter.state() != State::Source)
        return;
    m_findBar->open();
}

void CardTab::findNext(bool backwards)
{
    const QString text = m_findBar->text();
    if (m_presenter.state() == State::Source) {
        const QTextDocument::FindFlags flags = backwards ? QTextDocument::FindBackward : QTextDocument::FindFlags();
        bool found = m_source->find(text, flags);
        if (!found && !text.isEmpty()) {
            m_source->moveCursor(backwards ? QTextCursor::End : QTextCursor::Start);
            found = m_source->find(text, flags);
        }
        m_findBar->setFound(found);
        return;
    }
    View* const shown = view();
    if (!shown)
        return;
    shown->engine->find(text, backwards, [this](int matches) { m_findBar->setMatches(matches); });
}

void CardTab::scrollToLine(int line)
{
    if (m_presenter.state() == State::Source)
        m_source->scrollToLine(line);
    else if (View* const shown = view(); shown && shown->shown)
        shown->engine->scrollToLine(line);
    else
        m_pendingLine = line;
}

void CardTab::takeFocus()
{
    View* const shown = view();
    if (m_pages->currentWidget() == m_source)
        m_source->setFocus(Qt::ShortcutFocusReason);
    else if (!shown || !shown->shown)
        setFocus(Qt::ShortcutFocusReason);
    else if (QWidget* const page = shown->engine->widget(); page->focusProxy())
        page->focusProxy()->setFocus(Qt::ShortcutFocusReason);
    else
        page->setFocus(Qt::ShortcutFocusReason);
}

} // namespace docket::ui::review
