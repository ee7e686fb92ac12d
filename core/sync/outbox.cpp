#include "core/sync/outbox.h"

#include "core/base/logging.h"

namespace docket::sync
{

using namespace Qt::StringLiterals;

namespace
{

/// Not the Hub's last word: the act stays queued.
bool isPassing(ErrorCode code)
{
    return code == ErrorCode::Network || code == ErrorCode::RateLimited || code == ErrorCode::Cancelled
        || code == ErrorCode::Parse || code == ErrorCode::Auth || code == ErrorCode::LimitExceeded;
}

} // namespace

Outbox::Outbox(ActionLog& log, ActionChannel& channel, const Clock& clock)
    : m_log(log), m_channel(channel), m_clock(clock)
{
}

qint64 Outbox::waitMs(int failures)
{
    constexpr qint64 first = 5000;
    constexpr qint64 longest = 300'000;
    return qMin(longest, first << qBound(0, failures - 1, 10));
}

Result<Outbox::Round> Outbox::sendDue(std::stop_token stop)
{
    return round(false, stop);
}

Result<Outbox::Round> Outbox::sendNow(std::stop_token stop)
{
    return round(true, stop);
}

QList<Outbox::Waiting> Outbox::waiting() const
{
    QList<Waiting> list;
    for (auto it = m_retries.cbegin(); it != m_retries.cend(); ++it)
        list.append({ it.key(), it->nextTry, it->cause });
    return list;
}

Result<Outbox::Round> Outbox::round(bool now, std::stop_token stop)
{
    DOCKET_ASSIGN(const QList<OpenAct> acts, m_log.open());
    Round round;
    QSet<Subject> held; // an earlier act of this subject waits
    QHash<QString, Error> failedGroups;
    QSet<QString> stillOpen;
    const auto consider = [&round](const QDateTime& time) {
        if (!round.nextTry.isValid() || time < round.nextTry)
            round.nextTry = time;
    };
    for (const OpenAct& open : acts) {
        const OutwardAct& act = open.act;
        stillOpen.insert(act.id);
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, u"outbox"_s, u"stopped"_s);
        if (!act.group.isEmpty() && failedGroups.contains(act.group) && open.attempts == 0) {
            const Error cause{ ErrorCode::Conflict, act.repo.key(),
                u"not sent, because a step before it failed: "_s + failedGroups[act.group].cause,
                u"look at the case and queue it again"_s };
            DOCKET_TRY(refuse(act, cause));
            ++round.failed;
            continue;
        }
        const QDateTime time = m_clock.now();
        if (held.contains(act.subject())) {
            ++round.waiting;
            continue;
        }
        const Retry retry = m_retries.value(act.id);
        // After a restart the wait is counted from the attempt that the log knows of.
        QDateTime due = act.notBefore;
        if (!now && retry.nextTry.isValid())
            due = qMax(due, retry.nextTry);
        if (open.attempts > 0 && open.lastAttempt.isValid()
            && (!due.isValid() || due < open.lastAttempt.addMSecs(waitMs(1))))
            due = open.lastAttempt.addMSecs(waitMs(1));
        // A clock that was set back must not hold an act for ever.
        const bool clockJumped = open.lastAttempt.isValid() && open.lastAttempt > time.addMSecs(waitMs(20));
        if (due.isValid() && due > time && !clockJumped) {
            held.insert(act.subject());
            ++round.waiting;
            consider(due);
            continue;
        }
        DOCKET_ASSIGN(const Step step, send(open, stop));
        switch (step) {
        case Step::Confirmed:
            ++round.confirmed;
            round.touched.insert(act.repo);
            break;
        case Step::Failed:
            ++round.failed;
            round.touched.insert(act.repo);
            if (!act.group.isEmpty())
                failedGroups.insert(act.group, m_lastRefusal);
            break;
        case Step::Gone:
            break;
        case Step::Wait:
            held.insert(act.subject());
            ++round.waiting;
            consider(m_retries[act.id].nextTry);
            break;
        }
    }
    m_retries.removeIf([&](const auto& entry) { return !stillOpen.contains(entry.key()); });
    return round;
}

Result<Outbox::Step> Outbox::send(const OpenAct& open, std::stop_token stop)
{
    const OutwardAct& act = open.act;
    if (open.attempts > 0) {
        // An attempt without a recorded end: it may have arrived.
        const auto found = m_channel.find(act, open.before, open.lastAttempt, stop);
        if (!found)
            return isPassing(found.error().code) ? wait(act, found.error()) : refuse(act, found.error());
        if (*found) {
            DOCKET_TRY(m_log.confirmed(act, **found));
            m_retries.remove(act.id);
            return Step::Confirmed;
        }
    }
    const auto before = m_channel.before(act, stop);
    if (!before)
        return isPassing(before.error().code) ? wait(act, before.error()) : refuse(act, before.error());
    const Status logged = m_log.attempted(act, *before);
    if (!logged && logged.error().code == ErrorCode::Cancelled) {
        m_retries.remove(act.id);
        return Step::Gone;
    }
    if (!logged)
        return fail(logged.error());
    if ((*before)[u"done"].toBool()) {
        DOCKET_TRY(m_log.confirmed(act, *before));
        m_retries.remove(act.id);
        return Step::Confirmed;
    }
    const auto evidence = m_channel.perform(act, stop);
    if (!evidence)
        return isPassing(evidence.error().code) ? wait(act, evidence.error()) : refuse(act, evidence.error());
    DOCKET_TRY(m_log.confirmed(act, *evidence));
    m_retries.remove(act.id);
    return Step::Confirmed;
}

Outbox::Step Outbox::wait(const OutwardAct& act, const Error& cause)
{
    Retry& retry = m_retries[act.id];
    ++retry.failures;
    retry.nextTry = m_clock.now().addMSecs(waitMs(retry.failures));
    retry.cause = cause;
    qCInfo(lcSync) << "outbox:" << actTypeName(act.type) << "waits:" << cause.text();
    return Step::Wait;
}

Result<Outbox::Step> Outbox::refuse(const OutwardAct& act, const Error& error)
{
    DOCKET_TRY(m_log.failed(act, error));
    m_retries.remove(act.id);
    m_lastRefusal = error;
    qCWarning(lcSync) << "outbox:" << actTypeName(act.type) << "failed:" << error.text();
    return Step::Failed;
}

} // namespace docket::sync
