#pragma once

#include "core/policy/anchor.h"
#include "ui/review/evidencesource.h"
#include "ui/review/evidencetext.h"
#include "ui/review/passage.h"

#include <QObject>

namespace docket::ui::review
{

/// What the Thread tab shows, without a window: the threads of the repository, and one of them in full.
class ThreadPresenter final : public QObject
{
    Q_OBJECT
public:
    enum class State { Empty, Loading, NoThreads, Failed, Threads };
    explicit ThreadPresenter(EvidenceSource& source, QObject* parent = nullptr);

    /// `preferred` opens that thread; 0: the first report, else the newest.
    void open(const RepoKey& repo, int preferred, bool discussionsDisabled);
    void clear();
    void choose(int num);
    /// The next or the one before in the list.
    void step(int by);

    State state() const { return m_state; }
    const Message& message() const { return m_message; }
    const QList<hub::Thread>& threads() const { return m_threads; } ///< reports first
    int current() const { return m_current; }
    /// The open thread; nullptr while it is loading or failed (then `threadMessage`).
    const ThreadEvidence* thread() const { return m_thread ? &*m_thread : nullptr; }
    const Message& threadMessage() const { return m_threadMessage; }
    /// A comment (or another event) as evidence; `selected` is the marked part of it.
    std::optional<policy::Anchor> anchorFor(const QString& eventId, const Passage& selected = {}) const;

Q_SIGNALS:
    void changed(); ///< list or state
    void threadChanged(); ///< the open thread

private:
    void setState(State state, const Message& message = {});

    EvidenceSource& m_source;
    RepoKey m_repo;
    State m_state = State::Empty;
    Message m_message;
    Message m_threadMessage;
    QList<hub::Thread> m_threads;
    int m_current = 0;
    std::optional<ThreadEvidence> m_thread;
    quint64 m_ticket = 0;
};

} // namespace docket::ui::review
