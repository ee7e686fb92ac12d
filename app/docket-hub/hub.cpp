#include "app/docket-hub/hub.h"

#include "app/docket-hub/routes.h"

#include <QUrl>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

namespace
{

const SystemClock systemClock;

/// First segments after a repository id, needed to tell "name" from "namespace/name".
bool isVerb(const QString& segment)
{
    static const QStringList verbs
        = u"revision tree paths-info discussions commits commit preupload refs compare scan settings auth-check treesize user-access-request duplicate resolve raw"_s
              .split(u' ');
    return verbs.contains(segment);
}

Answer redirect(const QByteArray& location)
{
    Answer answer = Answer::text("Temporary Redirect. Redirecting to " + location, 307);
    answer.set("Location", location);
    answer.set("Vary", "Origin, Accept");
    return answer;
}

/// Finds the repository of a path and splits off what follows its id; null when there is none.
Repository* resolve(Visit& visit, RepoKind kind, const QStringList& path, QString& id)
{
    const QString two = path.value(0) + u'/' + path.value(1);
    if (path.size() >= 2 && (visit.store.find(kind, two) || !visit.store.renamed(kind, two).isEmpty())) {
        id = two;
        visit.rest = path.mid(2);
    } else if (path.size() < 2 || isVerb(path.at(1))) {
        id = path.value(0);
        visit.rest = path.mid(1);
    } else {
        id = two;
        visit.rest = path.mid(2);
    }
    return visit.store.find(kind, id);
}

/// The same address under the new id, relative, with the rest of the path and the query as they came.
QByteArray movedPath(const Request& request, const QString& oldId, const QString& newId)
{
    const QByteArray from = '/' + QUrl::toPercentEncoding(oldId, "/");
    const QByteArray to = '/' + QUrl::toPercentEncoding(newId, "/");
    QByteArray path = request.path;
    if (const qsizetype at = path.indexOf(from); at >= 0)
        path.replace(at, from.size(), to);
    return request.rawQuery.isEmpty() ? path : path + '?' + request.rawQuery;
}

Answer serveAuthCheck(Visit& visit)
{
    if (visit.rest.value(1) == u"write") {
        if (!visit.caller.user)
            return needsToken();
        return mayWrite(visit.caller, *visit.repo) ? Answer::text("OK")
                                                   : forbidden(u"You need write access to this repository"_s);
    }
    return mayReadFiles(visit.caller, *visit.repo) ? Answer::text("OK") : gatedAnswer(visit);
}

Answer routeVerb(Visit& visit)
{
    const Request& request = visit.request;
    const QString verb = visit.rest.value(0);
    QStringList after = visit.rest.mid(1);
    const bool post = request.method == Request::Method::Post;
    if (verb == u"discussions")
        return serveThreads(visit, after);
    if (visit.repo->isDisabled())
        return forbidden(u"Access to this resource is disabled."_s);
    if (request.isRead()) {
        if (verb.isEmpty())
            return serveInfo(visit, u"main"_s);
        if (verb == u"revision" && !after.isEmpty())
            return serveInfo(visit, takeRevision(after));
        if (verb == u"tree")
            return serveTree(visit, after);
        if (verb == u"scan")
            return serveScan(visit);
        if (verb == u"refs")
            return serveRefs(visit);
        if (verb == u"commits")
            return serveCommits(visit, after);
        if (verb == u"compare" && after.size() == 1)
            return serveCompare(visit, after.first());
        if (verb == u"treesize")
            return serveTreeSize(visit, after);
        if (verb == u"auth-check")
            return serveAuthCheck(visit);
    }
    if (verb == u"user-access-request")
        return serveAccessRequests(visit, after);
    if (verb == u"settings" && request.method == Request::Method::Put)
        return serveSettings(visit);
    if (verb == u"paths-info" && post)
        return servePathsInfo(visit, after);
    if (verb == u"preupload" && post)
        return servePreupload(visit, after);
    if (verb == u"duplicate" && post)
        return serveDuplicate(visit);
    if (verb == u"commit" && post)
        return serveCommit(visit, after);
    return unknownAddress();
}

} // namespace

Hub::Hub(const HubOptions& options, std::unique_ptr<Store> store, Faults faults, const Clock& clock)
    : m_clock(clock),
      m_port(options.port),
      m_store(std::move(store)),
      m_quota(options.quota ? options.quota : faults.quota()),
      m_front(std::make_unique<HttpFront>(*this, options.latencyMs, std::move(faults)))
{
}

Hub::~Hub() = default;

Result<std::unique_ptr<Hub>> Hub::open(const HubOptions& options, const Clock* clock)
{
    const Clock& used = clock ? *clock : systemClock;
    DOCKET_ASSIGN(Faults faults, Faults::parse(options.faults, options.seed));
    DOCKET_ASSIGN(auto store, Store::open(options.data, options.state, used));
    return std::unique_ptr<Hub>(new Hub(options, std::move(store), std::move(faults), used));
}

Result<quint16> Hub::listen()
{
    DOCKET_ASSIGN(m_port, m_front->start(m_port));
    return m_port;
}

Answer Hub::serve(const Request& request)
{
    Visit visit{ request, m_store->users().caller(request.header("authorization"), request.peer), *m_store,
        request.base(u"http://127.0.0.1:%1"_s.arg(m_port)), nullptr, {} };
    if (!m_quota.take(request, visit.caller, m_clock.now().toMSecsSinceEpoch())) {
        Answer exhausted = Answer::error(429, {},
            u"We had to rate limit you. To continue using our service, wait %1 seconds."_s.arg(m_quota.secondsLeft()));
        m_quota.describe(exhausted);
        return exhausted;
    }
    Answer answer = visit.caller.badToken ? Answer::error(401, {}, u"Invalid credentials in Authorization header"_s)
                                          : route(visit);
    m_quota.describe(answer);
    return answer;
}

void Hub::refuse(const Request& request, Answer& answer)
{
    const Caller caller = m_store->users().caller(request.header("authorization"), request.peer);
    m_quota.take(request, caller, m_clock.now().toMSecsSinceEpoch());
    m_quota.describe(answer);
}

Answer Hub::route(Visit& visit)
{
    const QStringList& path = visit.request.segments;
    const bool read = visit.request.isRead();
    const bool post = visit.request.method == Request::Method::Post;
    if (path.value(0) != u"api") {
        if (path.size() == 1 && read && isViewerEndpoint(path.first()))
            return serveViewer(visit, path.first());
        const auto kind = path.value(0) == u"datasets" ? RepoKind::Dataset
            : path.value(0) == u"spaces"               ? RepoKind::Space
                                                       : RepoKind::Model;
        return routeRepository(visit, kind, kind == RepoKind::Model ? path : path.mid(1), false);
    }
    const QString room = path.value(1);
    const QStringList rest = path.mid(2);
    if (const auto kind = repoKindFromName(room); kind && room == repoKindPlural(*kind)) {
        if (rest.isEmpty())
            return read ? serveListing(visit, *kind) : unknownAddress();
        return routeRepository(visit, *kind, rest, true);
    }
    if (room == u"whoami-v2" && read)
        return serveWhoami(visit);
    if (room == u"validate-yaml" && post)
        return serveValidateYaml(visit);
    if (room == u"credentials" && rest.value(0) == u"revoke" && post)
        return serveRevoke(visit);
    if (room == u"users" && rest.size() == 2 && rest.at(1) == u"overview" && read)
        return serveOverview(visit, rest.at(0), false);
    if (room == u"organizations" && rest.size() == 2 && rest.at(1) == u"overview" && read)
        return serveOverview(visit, rest.at(0), true);
    if (room == u"repos" && rest.size() == 1)
        return serveRepos(visit, rest.at(0));
    if (room == u"notifications")
        return serveNotifications(visit, rest);
    return unknownAddress();
}

Answer Hub::routeRepository(Visit& visit, RepoKind kind, const QStringList& path, bool isApi)
{
    if (path.isEmpty())
        return unknownAddress();
    QString id;
    Repository* repo = resolve(visit, kind, path, id);
    const QString verb = visit.rest.value(0);
    const bool isFile = verb == u"resolve" || verb == u"raw";
    if (!isApi && !isFile)
        return unknownAddress();
    if (!repo) {
        const QString moved = m_store->renamed(kind, id);
        return moved.isEmpty() ? repositoryMissing(visit) : redirect(movedPath(visit.request, id, moved));
    }
    if (!maySee(visit.caller, *repo))
        return repositoryMissing(visit);
    visit.repo = repo;
    if (isApi)
        return isFile ? unknownAddress() : routeVerb(visit);
    if (repo->isDisabled())
        return forbidden(u"Access to this resource is disabled."_s);
    if (!visit.request.isRead())
        return unknownAddress();
    visit.rest.removeFirst();
    return serveFile(visit, verb == u"raw");
}

} // namespace docket::practicehub
