#include "ui/review/threadtab.h"

#include "ui/review/eventcard.h"
#include "ui/review/skeleton.h"
#include "ui/review/threadlist.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QListView>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace docket::ui::review
{

using State = ThreadPresenter::State;

namespace
{

constexpr qsizetype shownAtOnce = 60; ///< the newest events of a thread; earlier ones on request
constexpr int mostRows = 4; ///< of the list, before it scrolls

} // namespace

ThreadTab::ThreadTab(const widgets::Theme& theme, widgets::ActionRegistry& actions, ThreadPresenter& presenter,
    std::function<QDateTime()> now, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_presenter(presenter),
      m_now(std::move(now)),
      m_pages(new QStackedWidget),
      m_skeleton(new Skeleton(theme)),
      m_message(new widgets::EmptyState(theme, actions)),
      m_page(new QWidget),
      m_model(new ThreadListModel(this)),
      m_delegate(new ThreadDelegate(theme, this)),
      m_list(new QListView),
      m_threadPages(new QStackedWidget),
      m_threadMessage(new widgets::EmptyState(theme, actions)),
      m_threadSkeleton(new Skeleton(theme)),
      m_scroll(new QScrollArea)
{
    m_list->setModel(m_model);
    m_list->setItemDelegate(m_delegate);
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Threads"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    for (QWidget* page : { static_cast<QWidget*>(m_threadSkeleton), static_cast<QWidget*>(m_threadMessage),
             static_cast<QWidget*>(m_scroll) })
        m_threadPages->addWidget(page);
    auto* column = new QVBoxLayout(m_page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_list);
    column->addWidget(m_threadPages, 1);
    for (QWidget* page : { static_cast<QWidget*>(m_skeleton), static_cast<QWidget*>(m_message), m_page })
        m_pages->addWidget(page);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_pages);

    connect(&presenter, &ThreadPresenter::changed, this, &ThreadTab::showState);
    connect(&presenter, &ThreadPresenter::threadChanged, this, &ThreadTab::showThread);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (index.isValid())
            m_presenter.choose(index.data(ThreadListModel::Number).toInt());
    });
    connect(&theme, &widgets::Theme::changed, this, [this] {
        showState();
        showThread();
    });
    showState();
}

void ThreadTab::showState()
{
    switch (m_presenter.state()) {
    case State::Empty:
    case State::Loading:
        m_pages->setCurrentWidget(m_skeleton);
        return;
    case State::NoThreads:
    case State::Failed:
        m_message->say(m_presenter.message().headline, m_presenter.message().text);
        m_pages->setCurrentWidget(m_message);
        Q_EMIT settled();
        return;
    case State::Threads:
        break;
    }
    const int rows = static_cast<int>(m_presenter.threads().size());
    m_model->setThreads(m_presenter.threads(), m_now(), QTimeZone::systemTimeZone());
    m_list->setFixedHeight(m_delegate->rowHeight() * qMin(rows, mostRows));
    if (const int row = m_model->rowOf(m_presenter.current()); row >= 0)
        m_list->setCurrentIndex(m_model->index(row));
    m_pages->setCurrentWidget(m_page);
}

void ThreadTab::showThread()
{
    m_cards.clear();
    m_chosen = nullptr;
    Q_EMIT selectionChanged(false);
    if (const int row = m_model->rowOf(m_presenter.current()); row >= 0 && m_list->currentIndex().row() != row)
        m_list->setCurrentIndex(m_model->index(row));
    const ThreadEvidence* evidence = m_presenter.thread();
    if (!evidence) {
        if (m_presenter.threadMessage().headline.isEmpty()) {
            m_threadPages->setCurrentWidget(m_threadSkeleton);
            return;
        }
        m_threadMessage->say(m_presenter.threadMessage().headline, m_presenter.threadMessage().text);
        m_threadPages->setCurrentWidget(m_threadMessage);
        Q_EMIT settled();
        return;
    }
    m_from = qMax(qsizetype(0), evidence->thread.events.size() - shownAtOnce);
    addEvents();
    m_threadPages->setCurrentWidget(m_scroll);
    m_scroll->verticalScrollBar()->setValue(0);
    Q_EMIT settled();
}

void ThreadTab::addEvents()
{
    const ThreadEvidence& evidence = *m_presenter.thread();
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_cards.clear();
    m_chosen = nullptr;
    const QDateTime now = m_now();
    const auto add = [&](const hub::Event& event) {
        const auto rendered = evidence.comments.constFind(event.id);
        auto* card = new EventCard(m_theme, event, rendered == evidence.comments.constEnd() ? nullptr : &*rendered,
            evidence.earlier.value(event.id), now, QTimeZone::systemTimeZone());
        connect(card, &EventCard::chosen, this, [this, card] { choose(card); });
        connect(card, &EventCard::step, this, [this, card](int by) { step(card, by); });
        connect(card, &EventCard::linkActivated, this, [this, id = event.id](int number) {
            const ThreadEvidence* thread = m_presenter.thread();
            const auto found
                = thread ? thread->comments.constFind(id) : QHash<QString, card::RenderedCard>::const_iterator();
            if (thread && found != thread->comments.constEnd() && number >= 1 && number <= found->links.size())
                Q_EMIT linkActivated(found->links[number - 1].url, found->links[number - 1].text);
        });
        column->addWidget(card);
        m_cards.append(card);
    };
    const QList<hub::Event>& events = evidence.thread.events;
    if (m_from > 0) {
        add(events.first()); // what it is about
        auto* more = new widgets::KeyButton(
            m_theme, tr("Show %1 earlier entries").arg(qMin(shownAtOnce, m_from - 1)), widgets::KeyButton::Look::Flat);
        const auto showEarlier = [this] {
            m_from = qMax(qsizetype(0), m_from - shownAtOnce);
            addEvents();
        };
        // Queued: the button goes away with the page it is on.
        connect(more, &QAbstractButton::clicked, this, showEarlier, Qt::QueuedConnection);
        if (m_from > 1)
            column->addWidget(more, 0, Qt::AlignHCenter);
        else
            delete more;
    }
    for (qsizetype i = m_from; i < events.size(); ++i)
        add(events[i]);
    column->addStretch(1);
    m_scroll->setWidget(page);
    markCards();
}

void ThreadTab::setMarks(const QList<policy::Anchor>& marks)
{
    m_marks = marks;
    markCards();
}

void ThreadTab::markCards()
{
    for (EventCard* card : std::as_const(m_cards)) {
        QStringList quotes;
        bool cited = false;
        for (const policy::Anchor& anchor : std::as_const(m_marks)) {
            if (anchor.kind != policy::Anchor::Kind::Comment || anchor.commentId != card->eventId())
                continue;
            cited = true;
            quotes += anchor.quote;
        }
        card->setCited(cited, quotes);
    }
}

void ThreadTab::choose(EventCard* card)
{
    if (m_chosen == card)
        return;
    if (m_chosen)
        m_chosen->setChosen(false);
    m_chosen = card;
    m_chosen->setChosen(true);
    Q_EMIT selectionChanged(true);
}

void ThreadTab::step(EventCard* from, int by)
{
    const qsizetype at = m_cards.indexOf(from) + by;
    if (at < 0 || at >= m_cards.size())
        return;
    m_cards[at]->setFocus(Qt::OtherFocusReason);
    m_scroll->ensureWidgetVisible(m_cards[at], 0, m_theme.px(20));
}

std::optional<policy::Anchor> ThreadTab::currentEvidence() const
{
    return m_chosen ? m_presenter.anchorFor(m_chosen->eventId(), m_chosen->selected()) : std::nullopt;
}

bool ThreadTab::isSettled() const
{
    if (m_presenter.state() == State::Loading)
        return false;
    return m_presenter.state() != State::Threads || m_presenter.thread()
        || !m_presenter.threadMessage().headline.isEmpty();
}

void ThreadTab::showAnchor(const policy::Anchor& anchor)
{
    for (EventCard* card : std::as_const(m_cards)) {
        if (card->eventId() == anchor.commentId) {
            choose(card);
            m_scroll->ensureWidgetVisible(card);
            return;
        }
    }
}

void ThreadTab::takeFocus()
{
    if (m_chosen)
        m_chosen->setFocus(Qt::ShortcutFocusReason);
    else if (!m_cards.isEmpty())
        m_cards.first()->setFocus(Qt::ShortcutFocusReason);
    else
        m_list->setFocus(Qt::ShortcutFocusReason);
}

} // namespace docket::ui::review
