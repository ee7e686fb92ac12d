#pragma once

#include "core/hub/answers.h"
#include "core/hub/token.h"

#include <QFuture>
#include <QJsonObject>
#include <QUrlQuery>

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace docket::hub
{

/// How one call behaves. Stopping or destroying the client ends it with Cancelled within 100 ms.
struct CallOptions {
    std::stop_token stop;
    int deadlineMs = 30'000; ///< of each try, from sending to the last byte
    int patienceMs = 600'000; ///< longest wait for a rate limit; RateLimited at once when more would be needed
    bool retry = true; ///< reads only; a write is never sent twice
    QByteArray etag; ///< If-None-Match, where the answer knows notModified
    std::function<void(qint64 bytes)> progress; ///< bytes of the body so far; called on the network thread
};

/// The Hub API (hub-api.md) over one QNetworkAccessManager on its own thread; HTTP/2 where the Hub offers it.
///
/// Every call returns at once; its future is finished on the network thread and always holds one Result. Thread: any.
/// Reads are repeated after 408, 429, 5xx and broken connections; writes never. The rate-limit headers of each answer
/// are obeyed per bucket. A redirect to another host goes without the token. Errors follow hub-api 1.5: Auth (token
/// refused), NotFound, Gated, Disabled, Forbidden, Conflict (409, 412), RateLimited, Validation (400, 422), Network (no
/// answer, or 5xx after the retries), Parse, LimitExceeded, Cancelled; the cause ends with the request id.
class Client
{
public:
    struct Config {
        QString endpoint; ///< base URL without trailing slash
        QString viewer; ///< base URL of the dataset viewer; empty: defaultViewer(endpoint)
        std::optional<Token> token;
        std::vector<int> retryWaitsMs = { 1000, 2000, 4000, 8000 }; ///< one retry for each
        int inFlightHttp2 = 32;
        int inFlightHttp1 = 6; ///< Qt opens no more connections to one host
    };
    explicit Client(Config config);
    /// Ends what is under way with Cancelled and joins the thread.
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    const Config& config() const;
    bool hasToken() const;
    Traffic traffic() const;
    /// Longest present wait for a rate limit, ms; 0 when nothing waits. For progress display.
    int rateLimitWaitMs() const;

    template <typename T> using Answer = QFuture<Result<T>>;

    // Reading
    /// Section 2; the first good answer is kept for the life of the client.
    Answer<Whoami> whoami(const CallOptions& options = {});
    /// Section 3. `query` as on the wire: filter, author, sort, limit, expand…
    Answer<ListingPage> list(RepoKind kind, const QUrlQuery& query, const CallOptions& options = {});
    Answer<ListingPage> listNext(RepoKind kind, const QUrl& next, const CallOptions& options = {});
    /// Section 4.1. The key of the answer differs from `key` after a rename. Models bring the scan summary.
    Answer<RepoInfo> repoInfo(const RepoKey& key, const CallOptions& options = {});
    /// Section 5.1, recursive, with scan results as far as they come within the limits.
    Answer<Tree> tree(const RepoKey& key, const QString& revision, const CallOptions& options = {});
    /// Section 5.3: the file's real bytes (`/resolve/`), LimitExceeded above `limit` bytes.
    Answer<RawFile> rawFile(const RepoKey& key, const QString& revision, const QString& path,
        qint64 limit = Limits::fileBytes, const CallOptions& options = {});
    /// Section 7.1, page from 0, all types and states.
    Answer<DiscussionPage> discussions(const RepoKey& key, int page, const CallOptions& options = {});
    /// Section 7.2; `withDiff` asks for the text of a pull request's diff.
    Answer<Thread> discussion(const RepoKey& key, int num, bool withDiff, const CallOptions& options = {});
    /// Section 4.3: may this token write to the repository?
    Answer<bool> canWrite(const RepoKey& key, const CallOptions& options = {});
    /// Section 11.2, newest first, page from 0; needs a token.
    Answer<QList<Notification>> notifications(const QDateTime& since, int page, const CallOptions& options = {});
    /// Section 12: "splits", "first-rows", "statistics", "size", "rows"… `config` and `split` may be empty; `more` adds
    /// query items such as offset and length.
    Answer<ViewerAnswer> viewer(const QString& endpoint, const QString& dataset, const QString& config,
        const QString& split, const QUrlQuery& more = {}, const CallOptions& options = {});

    // Writing: a token is needed (Auth otherwise); sent exactly once
    Answer<Event> comment(const RepoKey& key, int num, const QString& text, const CallOptions& options = {});
    /// `status` open or closed.
    Answer<Event> setStatus(
        const RepoKey& key, int num, const QString& status, const QString& comment, const CallOptions& options = {});
    Answer<Event> setTitle(const RepoKey& key, int num, const QString& title, const CallOptions& options = {});
    /// Cannot be undone on the Hub.
    Answer<Event> hideComment(const RepoKey& key, int num, const QString& commentId, const CallOptions& options = {});
    Answer<OpenedDiscussion> createDiscussion(
        const RepoKey& key, const QString& title, const QString& description, const CallOptions& options = {});
    /// Section 6, to `main`; with createPullRequest it opens a pull request instead.
    Answer<CommitAnswer> createCommit(const RepoKey& key, const CommitRequest& commit, const CallOptions& options = {});
    /// Section 4.5; the answer echoes the changed keys.
    Answer<QJsonObject> settings(const RepoKey& key, const QJsonObject& changes, const CallOptions& options = {});

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace docket::hub
