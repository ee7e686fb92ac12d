#include "app/docketctl/interruption.h"
#include "app/docketctl/session.h"
#include "app/docketctl/verb.h"
#include "core/sync/engine.h"
#include "core/sync/hubchannel.h"
#include "core/sync/outbox.h"
#include "core/workspace/outboxlog.h"

#include <algorithm>
#include <thread>

namespace docket::ctl
{

using namespace Qt::StringLiterals;

namespace
{

QJsonObject itemJson(const OutboxItem& item)
{
    return { { u"id"_s, item.actionId }, { u"case"_s, item.caseText }, { u"type"_s, item.type },
        { u"subject"_s, item.subject.key() }, { u"state"_s, log::actionStateName(item.state) },
        { u"summary"_s, item.summary }, { u"not_before"_s, jsonTime(item.notBefore) }, { u"attempts"_s, item.attempts },
        { u"error"_s, jsonText(item.lastError) } };
}

Result<int> list(Session& session, const Arguments& arguments)
{
    DOCKET_ASSIGN(Workspace* const workspace, session.workspace());
    DOCKET_ASSIGN(const QList<OutboxItem> items, OutboxLog(*workspace).items(!arguments.has(u"all"_s)));
    QList<QStringList> rows;
    for (const OutboxItem& item : items) {
        if (session.out().isJson()) {
            session.out().object(itemJson(item));
            continue;
        }
        const qint64 left = session.clock().now().secsTo(item.notBefore);
        QString state = log::actionStateName(item.state);
        if (item.state == log::ActionState::Queued && left > 0)
            state += u", leaves in %1 s at the earliest"_s.arg(left);
        if (!item.lastError.isEmpty())
            state += u": "_s + item.lastError;
        rows.append({ item.actionId, item.type, item.subject.key(), state, item.summary });
    }
    if (!session.out().isJson())
        session.out().table(
            rows.isEmpty() ? QStringList() : QStringList{ u"ID"_s, u"TYPE"_s, u"SUBJECT"_s, u"STATE"_s, u"WORDS"_s },
            rows, { 3, 4 });
    return Done;
}

struct Sent {
    int confirmed = 0;
    int failed = 0;
    int waiting = 0;
    QSet<RepoKey> touched;
};

/// End of the last countdown that is still running; invalid when none is.
Result<QDateTime> lastCountdown(OutboxLog& log, const QDateTime& now)
{
    DOCKET_ASSIGN(const QList<OutboxItem> items, log.items(true));
    QDateTime last;
    for (const OutboxItem& item : items) {
        if (item.notBefore > now && (!last.isValid() || item.notBefore > last))
            last = item.notBefore;
    }
    return last;
}

bool sleepUntil(Session& session, const QDateTime& time, const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        const qint64 left = session.clock().now().msecsTo(time);
        if (left <= 0)
            return true;
        session.out().progress(u"leaves in %1 s; Ctrl+C keeps it queued, docketctl outbox cancel takes it back"_s.arg(
            (left + 999) / 1000));
        std::this_thread::sleep_for(std::chrono::milliseconds(std::min<qint64>(left, 100)));
    }
    return false;
}

/// Rounds until nothing is left whose countdown still runs. What failed for want of an answer is left for later.
Result<Sent> sendAll(Session& session, OutboxLog& log, sync::Outbox& outbox, bool wait, const std::stop_token& stop)
{
    Sent sent;
    while (true) {
        DOCKET_ASSIGN(const sync::Outbox::Round round, outbox.sendNow(stop));
        sent.confirmed += round.confirmed;
        sent.failed += round.failed;
        sent.waiting = round.waiting;
        sent.touched.unite(round.touched);
        if (!wait || round.waiting == 0 || !outbox.waiting().isEmpty())
            return sent;
        DOCKET_ASSIGN(const QDateTime end, lastCountdown(log, session.clock().now()));
        if (!end.isValid()) {
            // A countdown that ended during the round needs one more; nothing else can be hoped for.
            if (round.confirmed + round.failed == 0)
                return sent;
            continue;
        }
        if (!sleepUntil(session, end, stop)) {
            return fail(ErrorCode::Cancelled, u"outbox"_s, u"stopped; what was not sent is still queued"_s,
                u"docketctl outbox send goes on"_s);
        }
    }
}

/// The mirror learns at once what the acts changed; the next sync would find it too.
void lookAgain(Session& session, Workspace& workspace, hub::Client& client, const QSet<RepoKey>& touched)
{
    if (touched.isEmpty())
        return;
    sync::Engine engine(client, workspace.mirror(), session.clock());
    sync::SyncOptions options;
    options.also = QList<RepoKey>(touched.begin(), touched.end());
    options.turns = 0;
    if (const auto counts = engine.sync({}, options); !counts)
        session.out().note(u"docketctl: sent, but not yet seen again: "_s + counts.error().text());
    else if (const auto refreshed = workspace.refreshView(); !refreshed)
        session.out().note(u"docketctl: "_s + refreshed.error().text());
}

Result<int> send(Session& session, const Arguments& arguments)
{
    const Interruption interruption;
    DOCKET_ASSIGN(Workspace* const workspace, session.unlocked());
    OutboxLog log(*workspace);
    DOCKET_ASSIGN(const QList<OutboxItem> open, log.items(true));
    Sent sent;
    QList<sync::Outbox::Waiting> waiting;
    if (!open.isEmpty()) {
        DOCKET_ASSIGN(const std::unique_ptr<hub::Client> client, session.client(*workspace));
        sync::HubChannel channel(*client);
        sync::Outbox outbox(log, channel, session.clock());
        DOCKET_ASSIGN(sent, sendAll(session, log, outbox, !arguments.has(u"no-wait"_s), interruption.token()));
        session.out().endProgress();
        waiting = outbox.waiting();
        lookAgain(session, *workspace, *client, sent.touched);
    }
    if (session.out().isJson()) {
        QJsonArray causes;
        for (const sync::Outbox::Waiting& one : std::as_const(waiting)) {
            causes.append(QJsonObject{
                { u"id"_s, one.id }, { u"next_try"_s, jsonTime(one.nextTry) }, { u"error"_s, one.cause.text() } });
        }
        session.out().object({ { u"confirmed"_s, sent.confirmed }, { u"failed"_s, sent.failed },
            { u"waiting"_s, sent.waiting }, { u"causes"_s, causes } });
    } else {
        session.out().line(
            u"%1 confirmed, %2 failed, %3 waiting"_s.arg(sent.confirmed).arg(sent.failed).arg(sent.waiting));
    }
    if (!waiting.isEmpty())
        return fail(waiting.constFirst().cause);
    if (sent.failed > 0) {
        return fail(ErrorCode::Validation, u"outbox"_s, u"the Hub refused %1 of the acts"_s.arg(sent.failed),
            u"docketctl outbox list --all says why"_s);
    }
    return Done;
}

Result<int> cancel(Session& session, const Arguments& arguments)
{
    DOCKET_ASSIGN(Workspace* const workspace, session.unlocked());
    for (const QString& id : arguments.all()) {
        DOCKET_TRY(Casework(*workspace).cancelAction(id));
        if (session.out().isJson())
            session.out().object(
                { { u"id"_s, id }, { u"state"_s, log::actionStateName(log::ActionState::Cancelled) } });
        else
            session.out().line(u"%1 is cancelled and will not leave"_s.arg(id));
    }
    return Done;
}

} // namespace

QList<Verb> outboxVerbs()
{
    return {
        { u"outbox list"_s, u"[--all]"_s, u"Acts that wait to become visible on the Hub."_s, {},
            { { u"all"_s, u"Also those sent, cancelled or failed."_s } }, 0, 0, list },
        { u"outbox send"_s, u"[--no-wait]"_s, u"Carry what waits to the Hub, each act once."_s,
            u"Waits for countdowns to end; an act may be cancelled until then."_s,
            { { u"no-wait"_s, u"Send only what is due now."_s } }, 0, 0, send },
        { u"outbox cancel"_s, u"ID…"_s, u"Take an act back before it leaves."_s, {}, {}, 1, -1, cancel },
    };
}

} // namespace docket::ctl
