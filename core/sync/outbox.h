#pragma once

#include "core/base/clock.h"
#include "core/sync/outwardact.h"

#include <QHash>
#include <QSet>

#include <optional>
#include <stop_token>

namespace docket::sync
{

/// An act that the log holds as queued, not cancelled, not confirmed, not failed.
struct OpenAct {
    OutwardAct act;
    int attempts = 0; ///< `action.attempted` entries
    QDateTime lastAttempt; ///< UTC; invalid before the first
    QJsonObject before; ///< what attempted() recorded last: the state of the Hub just before the attempt
};

/// The outbox's side of the audit log. Implementations make each call durable before it returns.
class ActionLog
{
public:
    virtual ~ActionLog() = default;
    /// In the order queued.
    virtual Result<QList<OpenAct>> open() = 0;
    /// Appends `action.attempted`. Cancelled when the act was cancelled or ended meanwhile: it is then not sent.
    virtual Status attempted(const OutwardAct& act, const QJsonObject& before) = 0;
    virtual Status confirmed(const OutwardAct& act, const QJsonObject& evidence) = 0;
    /// For good: the act is not tried again.
    virtual Status failed(const OutwardAct& act, const Error& error) = 0;
};

/// The outbox's side of the Hub. Calls block.
class ActionChannel
{
public:
    virtual ~ActionChannel() = default;
    /// Looks at the target without changing it: whether the Hub answers, and what find() needs to tell our effect from
    /// an older one like it. An act whose effect is there already and needs no repeating (status, title, hide) is
    /// answered with {"done": true, ...}.
    virtual Result<QJsonObject> before(const OutwardAct& act, std::stop_token stop) = 0;
    /// The effect of an attempt that has no recorded outcome; nullopt when it is not on the Hub.
    virtual Result<std::optional<QJsonObject>> find(
        const OutwardAct& act, const QJsonObject& before, const QDateTime& attempted, std::stop_token stop)
        = 0;
    /// Sends once. Returns the evidence for `action.confirmed`.
    virtual Result<QJsonObject> perform(const OutwardAct& act, std::stop_token stop) = 0;
};

/// Sends what is due (law 3): logged before it is tried, sent once, looked for on the Hub before it is tried again.
/// Acts on one subject go in the order queued; one that waits holds back those behind it. No answer, 429 and 5xx leave
/// an act queued with a next time; any other refusal ends it as failed, and with it the rest of its group.
/// Thread: one worker thread.
class Outbox
{
public:
    struct Waiting {
        QString id;
        QDateTime nextTry; ///< UTC
        Error cause;
    };
    struct Round {
        int confirmed = 0;
        int failed = 0;
        int waiting = 0; ///< not due, or held back, or to be tried again
        QDateTime nextTry; ///< when calling again makes sense; invalid when nothing waits
        QSet<RepoKey> touched; ///< where something changed: sync these
    };

    Outbox(ActionLog& log, ActionChannel& channel, const Clock& clock);

    /// One round. An error is the log's (Storage, Locked) or Cancelled; the Hub's errors are in the acts.
    Result<Round> sendDue(std::stop_token stop = {});
    /// As sendDue, without regard to the wait after a failure (the countdown still holds): "send now".
    Result<Round> sendNow(std::stop_token stop = {});
    /// Why acts wait, for display.
    QList<Waiting> waiting() const;

    /// Wait after the n-th failed try, n from 1: 5 s doubling to 5 min. At least 5 s pass before the Hub is searched,
    /// so that a request still on its way arrives first.
    static qint64 waitMs(int failures);

private:
    struct Retry {
        int failures = 0;
        QDateTime nextTry;
        Error cause;
    };
    enum class Step { Confirmed, Failed, Gone, Wait };

    Result<Round> round(bool now, std::stop_token stop);
    Result<Step> send(const OpenAct& open, std::stop_token stop);
    Step wait(const OutwardAct& act, const Error& cause);
    Result<Step> refuse(const OutwardAct& act, const Error& error);

    ActionLog& m_log;
    ActionChannel& m_channel;
    const Clock& m_clock;
    QHash<QString, Retry> m_retries;
    Error m_lastRefusal;
};

} // namespace docket::sync
