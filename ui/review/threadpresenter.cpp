#include "ui/review/threadpresenter.h"

#include <algorithm>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;

ThreadPresenter::ThreadPresenter(EvidenceSource& source, QObject* parent) : QObject(parent), m_source(source) { }

void ThreadPresenter::setState(State state, const Message& message)
{
    m_state = state;
    m_message = message;
    Q_EMIT changed();
}

void ThreadPresenter::clear()
{
    ++m_ticket;
    m_threads.clear();
    m_thread.reset();
    m_current = 0;
    setState(State::Empty);
    Q_EMIT threadChanged();
}

void ThreadPresenter::open(const RepoKey& repo, int preferred, bool discussionsDisabled)
{
    const quint64 ticket = ++m_ticket;
    m_repo = repo;
    m_threads.clear();
    m_thread.reset();
    m_current = 0;
    setState(State::Loading);
    m_source.threads(repo, this, [this, ticket, preferred, discussionsDisabled](Result<QList<hub::Thread>> threads) {
        if (ticket != m_ticket)
            return;
        if (!threads) {
            setState(State::Failed, errorText(threads.error()));
            return;
        }
        m_threads = std::move(*threads);
        sortThreads(m_threads);
        if (m_threads.isEmpty()) {
            setState(State::NoThreads,
                discussionsDisabled
                    ? Message{ tr("Discussions are switched off"),
                        tr("The owner does not take comments or reports here.") }
                    : Message{ tr("No threads"), tr("Nobody has opened a discussion on this repository.") });
            return;
        }
        setState(State::Threads);
        const bool found = std::any_of(m_threads.cbegin(), m_threads.cend(),
            [preferred](const hub::Thread& thread) { return thread.num == preferred; });
        choose(found ? preferred : m_threads.first().num);
    });
}

void ThreadPresenter::choose(int num)
{
    if (num == m_current && (m_thread || m_threadMessage.headline.isEmpty()))
        return;
    const quint64 ticket = ++m_ticket;
    m_current = num;
    m_thread.reset();
    m_threadMessage = {};
    Q_EMIT threadChanged();
    m_source.thread(m_repo, num, this, [this, ticket](Result<ThreadEvidence> thread) {
        if (ticket != m_ticket)
            return;
        if (thread)
            m_thread = std::move(*thread);
        else
            m_threadMessage = errorText(thread.error());
        Q_EMIT threadChanged();
    });
}

void ThreadPresenter::step(int by)
{
    for (qsizetype i = 0; i < m_threads.size(); ++i) {
        if (m_threads[i].num == m_current) {
            choose(m_threads[std::clamp(i + by, qsizetype(0), m_threads.size() - 1)].num);
            return;
        }
    }
}

std::optional<policy::Anchor> ThreadPresenter::anchorFor(const QString& eventId, const Passage& selected) const
{
    if (!m_thread)
        return std::nullopt;
    for (const hub::Event& event : m_thread->thread.events) {
        if (event.id != eventId)
            continue;
        policy::Anchor anchor;
        anchor.kind = policy::Anchor::Kind::Comment;
        anchor.commentId = event.id.left(100);
        if (!selected.text.trimmed().isEmpty())
            anchor.quoteBetween(selected.before, selected.text, selected.after);
        else
            anchor.quoteBetween({},
                event.type != hub::EventType::Comment ? eventText(event)
                    : event.hidden                    ? hiddenText(event)
                                                      : event.raw,
                {});
        return anchor;
    }
    return std::nullopt;
}

} // namespace docket::ui::review
