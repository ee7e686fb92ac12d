#pragma once

#include "app/docket-hub/answer.h"

#include <QHash>
#include <QString>

#include <optional>

namespace docket::practicehub
{

struct Caller;
struct Request;

/// Requests left in fixed windows of 300 s, per caller and bucket (hub-api 1.6). The windows of a caller start with the
/// first request. Default quotas are those of the reference; tokens that may write count as Enterprise Plus, so that
/// practice and benchmarks are not held up, unless `plan` of the account says otherwise.
class Quota
{
public:
    /// `api`: API requests per window for everyone instead of the plan's; the other buckets keep their proportion.
    explicit Quota(std::optional<int> api) : m_api(api) { }

    /// Counts the request and puts `RateLimit` and `RateLimit-Policy` on what will be answered.
    /// False when nothing is left: then the answer must be 429. `now`: milliseconds.
    bool take(const Request& request, const Caller& caller, qint64 nowMs);
    /// The headers of the last take().
    void describe(Answer& answer) const;
    /// Whole seconds until the window of the last take() ends.
    int secondsLeft() const { return m_secondsLeft; }

    static constexpr int windowSeconds = 300;

private:
    struct Window {
        qint64 startMs = 0;
        int used = 0;
    };
    int limit(int bucket, const Caller& caller) const;

    std::optional<int> m_api;
    QHash<QString, Window> m_windows;
    QByteArray m_bucket;
    int m_limit = 0;
    int m_left = 0;
    int m_secondsLeft = 0;
};

} // namespace docket::practicehub
