#pragma once

#include "core/hub/client.h"
#include "core/hub/transport.h"

#include <QPromise>

#include <mutex>

namespace docket::hub
{

struct Client::Private {
    explicit Private(Config wanted);

    Config config;
    QUrl endpoint;
    QUrl viewer;
    Transport transport;
    std::mutex mutex;
    std::optional<Whoami> me; ///< guarded by mutex

    /// The API address of a repository: {endpoint}/api/models/ns/name{suffix}. `suffix` is encoded already.
    QUrl repoUrl(const RepoKey& key, const QByteArray& suffix) const;
    /// `path` (encoded) under a base address that may have a path of its own.
    static QUrl under(const QUrl& base, const QByteArray& path);
    static Request read(QUrl url, QString thing, const CallOptions& options);
    static Request write(QByteArray verb, QUrl url, QString thing, const CallOptions& options);

    /// Sends and decodes on the network thread.
    template <typename T, typename Decode> QFuture<Result<T>> call(Request request, Decode decode)
    {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        QFuture<Result<T>> future = promise->future();
        transport.send(std::move(request), [promise, decode = std::move(decode)](Result<Reply> reply) {
            promise->addResult(reply ? decode(*reply) : Result<T>(fail(std::move(reply.error()))));
            promise->finish();
        });
        return future;
    }
};

/// A future that is done already.
template <typename T> QFuture<Result<T>> done(Result<T> result)
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(std::move(result));
    promise.finish();
    return promise.future();
}

/// "model acme/x", "model acme/x #12": how errors name it.
QString nameOf(const RepoKey& key, int thread = 0);
/// Validation when the id cannot be put into a URL.
Status checkKey(const RepoKey& key);

} // namespace docket::hub
