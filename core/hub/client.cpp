#include "core/hub/clientprivate.h"
#include "core/hub/codec.h"

namespace docket::hub
{

using namespace Qt::StringLiterals;

namespace
{

/// The address of `rel="next"` of a Link header (hub-api 1.9), resolved against the page's own.
QUrl nextOf(const QByteArray& link, const QUrl& page)
{
    for (qsizetype at = 0; at < link.size();) {
        const qsizetype open = link.indexOf('<', at);
        const qsizetype close = open < 0 ? -1 : link.indexOf('>', open);
        if (close < 0)
            break;
        qsizetype end = link.indexOf('<', close);
        if (end < 0)
            end = link.size();
        const QByteArray parameters = link.mid(close + 1, end - close - 1).replace(' ', "");
        if (parameters.contains("rel=\"next\"") || parameters.contains("rel=next")) {
            const QUrl next = page.resolved(QUrl::fromEncoded(link.mid(open + 1, close - open - 1)));
            // A page that leads to itself or away from the Hub would never end, or tell others where we are.
            const bool same = next.scheme() == page.scheme() && next.authority() == page.authority();
            return same && next != page ? next : QUrl();
        }
        at = end;
    }
    return {};
}

QByteArray encoded(const QString& segment)
{
    return QUrl::toPercentEncoding(segment);
}

/// The pages of one tree, joined.
struct TreeWalk : std::enable_shared_from_this<TreeWalk> {
    Transport* transport = nullptr;
    Request request; ///< the same for every page but for its address
    QPromise<Result<Tree>> promise;
    QUrl plainUrl; ///< without scan results, pages of 1000
    Tree tree;
    QHash<QString, QString> levels; ///< scan results seen before the switch to plain pages
    int pages = 0;
    bool plain = false;

    /// With scan results a page has 100 entries: after this many the rest is read without.
    static constexpr int scannedPages = 10;

    void get(const QUrl& url)
    {
        request.url = url;
        transport->send(request, [self = shared_from_this()](Result<Reply> reply) { self->take(std::move(reply)); });
    }
    void take(Result<Reply> reply)
    {
        if (!reply)
            return finish(fail(std::move(reply.error())));
        auto files = decodeTree(reply->body, request.thing);
        if (!files)
            return finish(fail(std::move(files.error())));
        for (FileEntry& file : *files) {
            if (plain && file.scanLevel.isEmpty())
                file.scanLevel = levels.value(file.path);
        }
        tree.files.append(*files);
        ++pages;
        const QUrl next = nextOf(reply->link, reply->url);
        if (next.isEmpty())
            return finish(std::move(tree));
        if (tree.files.size() >= Limits::treeEntries) {
            tree.truncated = true;
            return finish(std::move(tree));
        }
        if (!plain && pages >= scannedPages) {
            plain = true;
            for (const FileEntry& file : std::as_const(tree.files))
                levels.insert(file.path, file.scanLevel);
            tree.files.clear();
            return get(plainUrl);
        }
        get(next);
    }
    void finish(Result<Tree> result)
    {
        promise.addResult(std::move(result));
        promise.finish();
    }
};

} // namespace

QString nameOf(const RepoKey& key, int thread)
{
    return repoKindName(key.kind) + u' ' + Subject{ key, thread }.title();
}

Status checkKey(const RepoKey& key)
{
    if (isRepoId(key.id))
        return {};
    return fail(ErrorCode::Validation, nameOf(key), u"the Hub has no such names"_s, u"write namespace/name"_s);
}

Client::Private::Private(Config wanted)
    : config(std::move(wanted)),
      endpoint(config.endpoint),
      viewer(config.viewer.isEmpty() ? defaultViewer(config.endpoint) : config.viewer),
      transport({ config.token, { endpoint, viewer }, config.retryWaitsMs, config.inFlightHttp2, config.inFlightHttp1 })
{
}

QUrl Client::Private::under(const QUrl& base, const QByteArray& path)
{
    QUrl url = base;
    QByteArray root = base.path(QUrl::FullyEncoded).toLatin1();
    while (root.endsWith('/'))
        root.chop(1);
    url.setPath(QString::fromLatin1(root + path), QUrl::StrictMode);
    return url;
}

QUrl Client::Private::repoUrl(const RepoKey& key, const QByteArray& suffix) const
{
    return under(endpoint, "/api/" + repoKindPlural(key.kind).toLatin1() + '/' + key.id.toLatin1() + suffix);
}

Request Client::Private::read(QUrl url, QString thing, const CallOptions& options)
{
    Request request;
    request.url = std::move(url);
    request.thing = std::move(thing);
    request.repoPath = true;
    request.retry = options.retry;
    request.deadlineMs = options.deadlineMs;
    request.patienceMs = options.patienceMs;
    request.stop = options.stop;
    request.etag = options.etag;
    request.progress = options.progress;
    return request;
}

Request Client::Private::write(QByteArray verb, QUrl url, QString thing, const CallOptions& options)
{
    Request request = read(std::move(url), std::move(thing), options);
    request.verb = std::move(verb);
    request.write = true;
    request.retry = false;
    request.etag.clear();
    return request;
}

Client::Client(Config config) : d(std::make_unique<Private>(std::move(config))) { }

Client::~Client() = default;

const Client::Config& Client::config() const
{
    return d->config;
}

bool Client::hasToken() const
{
    return d->config.token && !d->config.token->isEmpty();
}

Traffic Client::traffic() const
{
    return d->transport.traffic();
}

int Client::rateLimitWaitMs() const
{
    return d->transport.rateLimitWaitMs();
}

QFuture<Result<Whoami>> Client::whoami(const CallOptions& options)
{
    const QString thing = u"your account on the Hub"_s;
    if (!hasToken())
        return done<Whoami>(
            fail(ErrorCode::Auth, thing, u"no token"_s, u"set HF_TOKEN or store one in the settings"_s));
    {
        const std::lock_guard lock(d->mutex);
        if (d->me)
            return done<Whoami>(*d->me);
    }
    Request request = Private::read(Private::under(d->endpoint, "/api/whoami-v2"), thing, options);
    request.repoPath = false; // any 401 here is the token's
    return d->call<Whoami>(std::move(request), [d = d.get(), thing](const Reply& reply) -> Result<Whoami> {
        auto me = decodeWhoami(reply.body, thing);
        if (me) {
            const std::lock_guard lock(d->mutex);
            d->me = *me;
        }
        return me;
    });
}

QFuture<Result<ListingPage>> Client::list(RepoKind kind, const QUrlQuery& query, const CallOptions& options)
{
    QUrl url = Private::under(d->endpoint, "/api/" + repoKindPlural(kind).toLatin1());
    url.setQuery(query);
    return listNext(kind, url, options);
}

QFuture<Result<ListingPage>> Client::listNext(RepoKind kind, const QUrl& next, const CallOptions& options)
{
    const QString thing = u"list of %1"_s.arg(repoKindPlural(kind));
    Request request = Private::read(next, thing, options);
    request.repoPath = false;
    return d->call<ListingPage>(std::move(request), [kind, thing](const Reply& reply) -> Result<ListingPage> {
        DOCKET_ASSIGN(ListingPage page, decodeListing(reply.body, kind, thing));
        page.next = nextOf(reply.link, reply.url);
        return page;
    });
}

QFuture<Result<RepoInfo>> Client::repoInfo(const RepoKey& key, const CallOptions& options)
{
    if (const Status ok = checkKey(key); !ok)
        return done<RepoInfo>(fail(ok.error()));
    QUrl url = d->repoUrl(key, {});
    if (key.kind == RepoKind::Model)
        url.setQuery(u"securityStatus=true"_s);
    const QString thing = nameOf(key);
    return d->call<RepoInfo>(Private::read(url, thing, options),
        [kind = key.kind, thing](const Reply& reply) { return decodeRepoInfo(reply.body, kind, thing); });
}

QFuture<Result<Tree>> Client::tree(const RepoKey& key, const QString& revision, const CallOptions& options)
{
    if (const Status ok = checkKey(key); !ok)
        return done<Tree>(fail(ok.error()));
    auto walk = std::make_shared<TreeWalk>();
    QUrl url = d->repoUrl(key, "/tree/" + encoded(revision));
    walk->transport = &d->transport;
    walk->request = Private::read(url, u"files of "_s + nameOf(key), options);
    walk->plainUrl = url;
    walk->plainUrl.setQuery(u"recursive=true&expand=false"_s);
    url.setQuery(u"recursive=true&expand=true"_s);
    walk->promise.start();
    const QFuture<Result<Tree>> future = walk->promise.future();
    walk->get(url);
    return future;
}

QFuture<Result<RawFile>> Client::rawFile(
    const RepoKey& key, const QString& revision, const QString& path, qint64 limit, const CallOptions& options)
{
    if (const Status ok = checkKey(key); !ok)
        return done<RawFile>(fail(ok.error()));
    const QByteArray prefix = key.kind == RepoKind::Model ? QByteArray() : repoKindPlural(key.kind).toLatin1() + '/';
    const QUrl url = Private::under(d->endpoint,
        '/' + prefix + key.id.toLatin1() + "/resolve/" + encoded(revision) + '/' + QUrl::toPercentEncoding(path, "/"));
    Request request = Private::read(url, path + u" of "_s + nameOf(key), options);
    request.limit = limit;
    return d->call<RawFile>(std::move(request), [](const Reply& reply) -> Result<RawFile> {
        return RawFile{ reply.body, QString::fromLatin1(reply.repoCommit), reply.etag };
    });
}

QFuture<Result<DiscussionPage>> Client::discussions(const RepoKey& key, int page, const CallOptions& options)
{
    if (const Status ok = checkKey(key); !ok)
        return done<DiscussionPage>(fail(ok.error()));
    QUrl url = d->repoUrl(key, "/discussions");
    url.setQuery(u"p=%1&type=all&status=all"_s.arg(page));
    const QString thing = u"discussions of "_s + nameOf(key);
    return d->call<DiscussionPage>(
        Private::read(url, thing, options), [key, thing](const Reply& reply) -> Result<DiscussionPage> {
            DiscussionPage out;
            if (reply.status == 304) {
                out.notModified = true;
            } else {
                DOCKET_ASSIGN(out, decodeDiscussions(reply.body, key, thing));
            }
            out.etag = reply.etag;
            return out;
        });
}

QFuture<Result<Thread>> Client::discussion(const RepoKey& key, int num, bool withDiff, const CallOptions& options)
{
    if (const Status ok = checkKey(key); !ok)
        return done<Thread>(fail(ok.error()));
    QUrl url = d->repoUrl(key, "/discussions/" + QByteArray::number(num));
    if (withDiff)
        url.setQuery(u"diff=1"_s);
    const QString thing = nameOf(key, num);
    return d->call<Thread>(Private::read(url, thing, options), [key, num, thing](const Reply& reply) -> Result<Thread> {
        DOCKET_ASSIGN(Thread thread, decodeDiscussion(reply.body, key, thing));
        if (thread.num != num) {
            return fail(
                ErrorCode::Parse, thing, u"the Hub answered with thread %1"_s.arg(thread.num), u"try again later"_s);
        }
        return thread;
    });
}

QFuture<Result<bool>> Client::canWrite(const RepoKey& key, const CallOptions& options)
{
    if (const Status ok = checkKey(key); !ok)
        return done<bool>(fail(ok.error()));
    if (!hasToken())
        return done<bool>(false);
    const auto answer = d->call<bool>(Private::read(d->repoUrl(key, "/auth-check/write"), nameOf(key), options),
        [](const Reply&) -> Result<bool> { return true; });
    return QFuture<Result<bool>>(answer).then([](Result<bool> writes) -> Result<bool> {
        if (!writes && writes.error().code == ErrorCode::Forbidden)
            return false;
        return writes;
    });
}

QFuture<Result<QList<Notification>>> Client::notifications(const QDateTime& since, int page, const CallOptions& options)
{
    const QString thing = u"your notifications"_s;
    QUrl url = Private::under(d->endpoint, "/api/notifications");
    QUrlQuery query{ { u"p"_s, QString::number(page) }, { u"readStatus"_s, u"all"_s } };
    if (since.isValid())
        query.addQueryItem(u"lastUpdate"_s, since.toUTC().toString(Qt::ISODateWithMs));
    url.setQuery(query);
    Request request = Private::read(url, thing, options);
    request.repoPath = false;
    return d->call<QList<Notification>>(
        std::move(request), [thing](const Reply& reply) { return decodeNotifications(reply.body, thing); });
}

QFuture<Result<ViewerAnswer>> Client::viewer(const QString& endpoint, const QString& dataset, const QString& config,
    const QString& split, const QUrlQuery& more, const CallOptions& options)
{
    if (const Status ok = checkKey({ RepoKind::Dataset, dataset }); !ok)
        return done<ViewerAnswer>(fail(ok.error()));
    const QString thing = u"%1 of dataset %2"_s.arg(endpoint, dataset);
    QUrl url = Private::under(d->viewer, '/' + encoded(endpoint));
    QUrlQuery query;
    const std::pair<QString, QString> items[]
        = { { u"dataset"_s, dataset }, { u"config"_s, config }, { u"split"_s, split } };
    for (const auto& [name, value] : items) {
        if (!value.isEmpty())
            query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value, "/")));
    }
    for (const auto& [name, value] : more.queryItems(QUrl::FullyDecoded))
        query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value, "/")));
    url.setQuery(query);
    Request request = Private::read(url, thing, options);
    request.repoPath = false;
    request.keepErrors = true;
    return d->call<ViewerAnswer>(std::move(request), [thing](const Reply& reply) -> Result<ViewerAnswer> {
        DOCKET_TRY(checkJsonObject(reply.body, thing));
        return ViewerAnswer{ reply.status, reply.body, QString::fromLatin1(reply.errorCode),
            QString::fromLatin1(reply.revision) };
    });
}

} // namespace docket::hub
