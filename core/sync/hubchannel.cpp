#include "core/sync/hubchannel.h"

#include "core/base/clock.h"

#include <QJsonArray>

namespace docket::sync
{

using namespace Qt::StringLiterals;
using hub::Event;
using hub::EventType;
using hub::Thread;

namespace
{

template <typename T> Result<T> wait(QFuture<Result<T>> future)
{
    future.waitForFinished();
    return future.takeResult();
}

hub::CallOptions reading(std::stop_token stop)
{
    hub::CallOptions options;
    options.stop = stop;
    options.deadlineMs = 20'000;
    options.patienceMs = 5000; // rather come back later than hold up the acts behind
    return options;
}

hub::CallOptions writing(std::stop_token stop)
{
    hub::CallOptions options = reading(stop);
    options.deadlineMs = 60'000;
    options.retry = false;
    return options;
}

/// The Hub may store a text with other line ends or without the blanks at its end.
QString comparable(QString text)
{
    text.replace(u"\r\n"_s, u"\n"_s);
    return text.trimmed();
}

bool contains(const QJsonObject& before, const QString& known)
{
    return before[u"known"].toArray().contains(known);
}

/// Own comments with this text. What the Hub shows before the attempt is not ours to claim after it.
QList<const Event*> ownComments(const Thread& thread, const QString& me, const QString& text)
{
    QList<const Event*> own;
    for (const Event& event : thread.events) {
        if (event.type == EventType::Comment && event.author.name == me && !event.hidden
            && comparable(event.raw) == comparable(text))
            own.append(&event);
    }
    return own;
}

const Event* commentById(const Thread& thread, const QString& id)
{
    for (const Event& event : thread.events) {
        if (event.type == EventType::Comment && event.id.compare(id, Qt::CaseInsensitive) == 0)
            return &event;
    }
    return nullptr;
}

/// When there is no list of what was known before, clocks have to do: the Hub's may be this far behind ours.
constexpr qint64 clockSkewMs = 120'000;

bool isNew(const QJsonObject& before, const QString& id, const QDateTime& made, const QDateTime& attempted)
{
    if (before.contains(u"known"))
        return !contains(before, id);
    return made.isValid() && attempted.isValid() && made.addMSecs(clockSkewMs) >= attempted;
}

QJsonObject evidenceOf(const OutwardAct& act, const QString& id, const QDateTime& made, const QString& what)
{
    QJsonObject evidence{ { what, id }, { u"repo"_s, act.repo.key() } };
    if (act.thread > 0)
        evidence[u"thread"] = act.thread;
    if (made.isValid())
        evidence[u"createdAt"] = toIsoUtc(made);
    return evidence;
}

/// Own threads of the repository with this title, newest first; at most the newest pages are looked at.
Result<QList<Thread>> ownThreads(hub::Client& client, const OutwardAct& act, const QString& me, std::stop_token stop)
{
    constexpr int pages = 5;
    QList<Thread> own;
    for (int page = 0; page < pages; ++page) {
        DOCKET_ASSIGN(const auto found, wait(client.discussions(act.repo, page, reading(stop))));
        for (const Thread& thread : found.threads) {
            const bool pullRequest = act.type == OutwardAct::Type::PullRequest;
            if (thread.author.name == me && thread.isPullRequest == pullRequest
                && comparable(thread.title) == comparable(act.title))
                own.append(thread);
        }
        if (found.threads.isEmpty() || found.start + found.threads.size() + found.skipped >= found.count)
            break;
    }
    return own;
}

} // namespace

HubChannel::HubChannel(hub::Client& client) : m_client(client) { }

Result<QJsonObject> HubChannel::before(const OutwardAct& act, std::stop_token stop)
{
    DOCKET_ASSIGN(const hub::Whoami me, wait(m_client.whoami(reading(stop))));
    QJsonArray known;
    if (act.type == OutwardAct::Type::Discussion || act.type == OutwardAct::Type::PullRequest) {
        DOCKET_ASSIGN(const QList<Thread> own, ownThreads(m_client, act, me.name, stop));
        for (const Thread& thread : own)
            known.append(QString::number(thread.num));
        return QJsonObject{ { u"known"_s, known } };
    }
    DOCKET_ASSIGN(const Thread thread, wait(m_client.discussion(act.repo, act.thread, false, reading(stop))));
    switch (act.type) {
    case OutwardAct::Type::Comment:
        for (const Event* event : ownComments(thread, me.name, act.text))
            known.append(event->id);
        break;
    case OutwardAct::Type::Status:
        if (thread.status == u"merged" || (thread.status == act.status && act.text.isEmpty()))
            return QJsonObject{ { u"done"_s, true }, { u"status"_s, thread.status }, { u"by"_s, u"others"_s } };
        for (const Event& event : thread.events) {
            if (event.type == EventType::StatusChange)
                known.append(event.id);
        }
        break;
    case OutwardAct::Type::Title:
        if (thread.title == act.title)
            return QJsonObject{ { u"done"_s, true }, { u"title"_s, thread.title } };
        break;
    case OutwardAct::Type::Hide: {
        const Event* event = commentById(thread, act.commentId);
        if (!event) {
            return fail(
                ErrorCode::NotFound, act.subject().key(), u"the comment to hide is gone"_s, u"nothing is left to do"_s);
        }
        if (event->hidden)
            return QJsonObject{ { u"done"_s, true }, { u"comment"_s, event->id } };
        break;
    }
    case OutwardAct::Type::Discussion:
    case OutwardAct::Type::PullRequest:
        break;
    }
    return QJsonObject{ { u"known"_s, known } };
}

Result<std::optional<QJsonObject>> HubChannel::find(
    const OutwardAct& act, const QJsonObject& before, const QDateTime& attempted, std::stop_token stop)
{
    using Found = std::optional<QJsonObject>;
    DOCKET_ASSIGN(const hub::Whoami me, wait(m_client.whoami(reading(stop))));
    if (act.type == OutwardAct::Type::Discussion || act.type == OutwardAct::Type::PullRequest) {
        DOCKET_ASSIGN(const QList<Thread> own, ownThreads(m_client, act, me.name, stop));
        for (const Thread& thread : own) {
            if (isNew(before, QString::number(thread.num), thread.createdAt, attempted))
                return Found(evidenceOf(act, QString::number(thread.num), thread.createdAt, u"num"_s));
        }
        return Found();
    }
    DOCKET_ASSIGN(const Thread thread, wait(m_client.discussion(act.repo, act.thread, false, reading(stop))));
    switch (act.type) {
    case OutwardAct::Type::Comment:
        for (const Event* event : ownComments(thread, me.name, act.text)) {
            if (isNew(before, event->id, event->createdAt, attempted))
                return Found(evidenceOf(act, event->id, event->createdAt, u"event"_s));
        }
        break;
    case OutwardAct::Type::Status:
        for (const Event& event : thread.events) {
            if (event.type == EventType::StatusChange && event.author.name == me.name && event.to == act.status
                && isNew(before, event.id, event.createdAt, attempted))
                return Found(evidenceOf(act, event.id, event.createdAt, u"event"_s));
        }
        break;
    case OutwardAct::Type::Title:
        if (thread.title == act.title)
            return Found(evidenceOf(act, thread.title, {}, u"title"_s));
        break;
    case OutwardAct::Type::Hide:
        if (const Event* event = commentById(thread, act.commentId); event && event->hidden)
            return Found(evidenceOf(act, event->id, {}, u"event"_s));
        break;
    case OutwardAct::Type::Discussion:
    case OutwardAct::Type::PullRequest:
        break;
    }
    return Found();
}

Result<QJsonObject> HubChannel::perform(const OutwardAct& act, std::stop_token stop)
{
    const auto options = writing(stop);
    const auto fromEvent = [&act](const Result<Event>& event) -> Result<QJsonObject> {
        if (!event)
            return fail(event.error());
        return evidenceOf(act, event->id, event->createdAt, u"event"_s);
    };
    switch (act.type) {
    case OutwardAct::Type::Comment:
        return fromEvent(wait(m_client.comment(act.repo, act.thread, act.text, options)));
    case OutwardAct::Type::Status:
        return fromEvent(wait(m_client.setStatus(act.repo, act.thread, act.status, act.text, options)));
    case OutwardAct::Type::Title:
        return fromEvent(wait(m_client.setTitle(act.repo, act.thread, act.title, options)));
    case OutwardAct::Type::Hide:
        return fromEvent(wait(m_client.hideComment(act.repo, act.thread, act.commentId, options)));
    case OutwardAct::Type::Discussion: {
        DOCKET_ASSIGN(const auto opened, wait(m_client.createDiscussion(act.repo, act.title, act.text, options)));
        QJsonObject evidence = evidenceOf(act, QString::number(opened.num), {}, u"num"_s);
        evidence[u"url"] = opened.url;
        return evidence;
    }
    case OutwardAct::Type::PullRequest: {
        QByteArray content = act.content.toUtf8();
        if (!act.addTags.isEmpty()) {
            const auto card
                = wait(m_client.rawFile(act.repo, act.parentCommit, act.path, hub::Limits::fileBytes, reading(stop)));
            if (!card && card.error().code != ErrorCode::NotFound)
                return fail(card.error());
            DOCKET_ASSIGN(content, withTags(card ? card->bytes : QByteArray(), act.addTags));
            if (card && content == card->bytes) {
                return fail(ErrorCode::Conflict, act.repo.key(), u"the card has these tags already"_s,
                    u"nothing is left to do"_s);
            }
        }
        const hub::CommitRequest commit{ act.title, act.text, act.parentCommit, { { act.path, content } }, true };
        DOCKET_ASSIGN(const auto answer, wait(m_client.createCommit(act.repo, commit, options)));
        QJsonObject evidence = evidenceOf(act, QString::number(answer.pullRequest), {}, u"num"_s);
        evidence[u"commit"] = answer.commitOid;
        evidence[u"url"] = answer.pullRequestUrl;
        return evidence;
    }
    }
    return fail(ErrorCode::Unsupported, act.repo.key(), u"unknown kind of act"_s);
}

} // namespace docket::sync
