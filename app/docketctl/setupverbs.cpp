#include "app/docketctl/interruption.h"
#include "app/docketctl/session.h"
#include "app/docketctl/verb.h"
#include "core/sync/engine.h"

#include <QDir>

namespace docket::ctl
{

using namespace Qt::StringLiterals;

namespace
{

QString userName()
{
    for (const char* variable : { "USER", "LOGNAME" }) {
        if (const QString name = qEnvironmentVariable(variable); !name.isEmpty())
            return name;
    }
    return u"reviewer"_s;
}

Result<int> init(Session& session, const Arguments& arguments)
{
    if (!arguments.has(u"endpoint"_s)) {
        return fail(ErrorCode::Usage, u"init"_s, u"--endpoint is missing"_s,
            u"write for example: docketctl init --endpoint https://huggingface.co"_s);
    }
    Workspace::InitOptions options;
    options.endpoint = arguments.value(u"endpoint"_s);
    options.reviewerName = arguments.has(u"name"_s) ? arguments.value(u"name"_s) : userName();
    DOCKET_ASSIGN(options.passphrase, session.newPassphrase());
    if (options.passphrase.isEmpty())
        options.keychain = session.keychain();
    auto made = Workspace::init(session.folder(), std::move(options), session.clock());
    if (!made) {
        Error error = std::move(made).error();
        if (error.code == ErrorCode::Locked)
            error.wayOut = u"set DOCKET_PASSPHRASE, or unlock the desktop's keychain"_s;
        if (error.code == ErrorCode::Validation)
            error.code = ErrorCode::Usage; // the endpoint is none
        return fail(std::move(error));
    }
    const log::Reviewer me = (*made)->log().me();
    if (session.out().isJson()) {
        session.out().object({ { u"workspace"_s, (*made)->folder() }, { u"endpoint"_s, (*made)->settings().endpoint },
            { u"reviewer"_s, me.name }, { u"person"_s, me.person },
            { u"roles"_s, QJsonArray::fromStringList(me.roles) } });
    } else {
        session.out().line(
            u"Made the workspace %1 for %2 on %3."_s.arg((*made)->folder(), me.name, (*made)->settings().endpoint));
        session.out().line(u"Next: docketctl watch add listing:models, then docketctl sync"_s);
    }
    return Done;
}

Result<QList<sync::Watch>> watchesOf(const Arguments& arguments)
{
    QList<sync::Watch> watches;
    for (const QString& text : arguments.all()) {
        auto watch = sync::Watch::parse(text);
        if (!watch) {
            Error error = std::move(watch).error();
            error.code = ErrorCode::Usage;
            return fail(std::move(error));
        }
        watches.append(std::move(*watch));
    }
    return watches;
}

void printWatch(Output& output, const sync::Watch& watch)
{
    static constexpr std::array<QLatin1StringView, 3> kinds{ "repo"_L1, "org"_L1, "listing"_L1 };
    if (output.isJson())
        output.object(
            { { u"watch"_s, watch.text }, { u"kind"_s, QString(kinds.at(static_cast<size_t>(watch.kind))) } });
    else
        output.line(watch.text);
}

/// Watches are kept in the mirror, which needs no keys, but only one process writes.
Result<sync::Mirror*> writableMirror(Session& session)
{
    DOCKET_ASSIGN(Workspace* const workspace, session.workspace());
    if (workspace->isReadOnly())
        return fail(workspace->readOnlyReason());
    return &workspace->mirror();
}

Result<int> watchAdd(Session& session, const Arguments& arguments)
{
    DOCKET_ASSIGN(const QList<sync::Watch> watches, watchesOf(arguments));
    DOCKET_ASSIGN(sync::Mirror* const mirror, writableMirror(session));
    for (const sync::Watch& watch : watches) {
        DOCKET_TRY(mirror->addWatch(watch));
        printWatch(session.out(), watch);
    }
    return Done;
}

Result<int> watchRemove(Session& session, const Arguments& arguments)
{
    DOCKET_ASSIGN(const QList<sync::Watch> watches, watchesOf(arguments));
    DOCKET_ASSIGN(sync::Mirror* const mirror, writableMirror(session));
    DOCKET_ASSIGN(const QList<sync::Watch> present, mirror->watches());
    for (const sync::Watch& watch : watches) {
        if (!present.contains(watch)) {
            return fail(ErrorCode::NotFound, watch.text, u"is not watched"_s, u"see: docketctl watch list"_s);
        }
    }
    for (const sync::Watch& watch : watches) {
        DOCKET_TRY(mirror->removeWatch(watch));
        printWatch(session.out(), watch);
    }
    return Done;
}

Result<int> watchList(Session& session, const Arguments&)
{
    DOCKET_ASSIGN(Workspace* const workspace, session.workspace());
    DOCKET_ASSIGN(const QList<sync::Watch> watches, workspace->mirror().watches());
    for (const sync::Watch& watch : watches)
        printWatch(session.out(), watch);
    return Done;
}

QString progressText(const sync::SyncProgress& progress)
{
    QString text = progress.phase == sync::SyncProgress::Phase::Listing
        ? u"listing %1"_s.arg(progress.current)
        : u"%1 of %2  %3"_s.arg(progress.done).arg(progress.total).arg(progress.current);
    if (progress.waitingMs > 1000)
        text += u"  (waiting %1 s for the Hub's rate limit)"_s.arg(progress.waitingMs / 1000);
    return text;
}

void printCounts(Output& output, const sync::SyncCounts& counts)
{
    if (output.isJson()) {
        output.object({ { u"repos"_s, counts.repos }, { u"threads"_s, counts.threads },
            { u"reports"_s, counts.reports }, { u"blobs"_s, counts.blobs }, { u"requests"_s, counts.requests },
            { u"bytes"_s, counts.bytes }, { u"seconds"_s, counts.seconds } });
        return;
    }
    output.line(u"%1 repositories, %2 threads, %3 reports, %4 cards; %5 requests, %6 in %7 s"_s.arg(counts.repos)
                    .arg(counts.threads)
                    .arg(counts.reports)
                    .arg(counts.blobs)
                    .arg(counts.requests)
                    .arg(humanBytes(counts.bytes))
                    .arg(counts.seconds, 0, 'f', 1));
}

Result<int> pull(Session& session, bool full)
{
    const Interruption interruption;
    DOCKET_ASSIGN(sync::Mirror* const mirror, writableMirror(session));
    DOCKET_ASSIGN(Workspace* const workspace, session.workspace());
    DOCKET_ASSIGN(const QList<sync::Watch> watches, mirror->watches());
    if (watches.isEmpty()) {
        return fail(ErrorCode::NotFound, u"sync"_s, u"nothing is watched"_s,
            u"say what to pull, for example: docketctl watch add listing:models"_s);
    }
    DOCKET_ASSIGN(const std::unique_ptr<hub::Client> client, session.client(*workspace));
    if (client->hasToken()) {
        // Rights on the Hub decide what may be done; without an answer the last known ones hold.
        hub::CallOptions call;
        call.stop = interruption.token();
        if (const auto account = client->whoami(call).result())
            DOCKET_TRY(workspace->rememberHubAccount(*account));
    }
    sync::Engine engine(*client, *mirror, session.clock());
    sync::SyncOptions options;
    options.full = full;
    auto counts = engine.sync(
        watches, options, [&](const sync::SyncProgress& progress) { session.out().progress(progressText(progress)); },
        interruption.token());
    session.out().endProgress();
    // Whatever came, even before an error, goes into the queue.
    DOCKET_TRY(workspace->refreshView());
    if (!counts) {
        Error error = std::move(counts).error();
        if (error.code == ErrorCode::Cancelled)
            error.wayOut = u"what was fetched is kept; docketctl sync goes on from there"_s;
        return fail(std::move(error));
    }
    printCounts(session.out(), *counts);
    if (counts->problems.isEmpty())
        return Done;
    for (const Error& problem : counts->problems.mid(1))
        session.out().note(u"docketctl: "_s + problem.text());
    return fail(counts->problems.constFirst());
}

Result<int> syncNow(Session& session, const Arguments& arguments)
{
    Result<int> done = pull(session, arguments.has(u"full"_s));
    if (done || !sync::Mirror::noteDamage(session.folder(), done.error()))
        return done;
    session.out().note(
        u"docketctl: "_s + done.error().thing + u": is damaged; it is set aside and everything in it fetched again"_s);
    session.close();
    return pull(session, true);
}

} // namespace

QList<Verb> setupVerbs()
{
    const QString watchForms
        = u"model:ID, dataset:ID, space:ID, org:NAME, or listing:TYPE?QUERY such as \"listing:models?filter=nlp\"."_s;
    return {
        { u"init"_s, u"--endpoint URL [--name REVIEWER]"_s, u"Make a workspace with its first device key."_s,
            u"DOCKET_PASSPHRASE seals the key; without it the desktop's keychain keeps it. You get every role."_s,
            { { u"endpoint"_s, u"Base address of the Hub."_s, u"URL"_s },
                { u"name"_s, u"Your name as colleagues see it."_s, u"REVIEWER"_s } },
            0, 0, init },
        { u"watch add"_s, u"SUBJECT…"_s, u"Sync these from now on."_s, watchForms, {}, 1, -1, watchAdd },
        { u"watch remove"_s, u"SUBJECT…"_s, u"Sync these no longer; what was fetched stays."_s, watchForms, {}, 1, -1,
            watchRemove },
        { u"watch list"_s, {}, u"What is synced."_s, {}, {}, 0, 0, watchList },
        { u"sync"_s, u"[--full]"_s, u"Pull from the Hub what changed."_s,
            u"Progress goes to stderr. Ctrl+C stops cleanly; the next sync goes on from there."_s,
            { { u"full"_s, u"Look at every repository and every open report again."_s } }, 0, 0, syncNow },
    };
}

} // namespace docket::ctl
