#include "app/docket-hub/quota.h"

#include "app/docket-hub/request.h"
#include "app/docket-hub/users.h"

#include <algorithm>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

namespace
{

struct Plan {
    QLatin1String name;
    int quota[3]; // api, resolvers, pages
};

constexpr Plan plans[] = {
    { QLatin1String("anonymous"), { 500, 3000, 100 } },
    { QLatin1String("free"), { 1000, 5000, 200 } },
    { QLatin1String("pro"), { 2500, 12000, 400 } },
    { QLatin1String("team"), { 3000, 20000, 400 } },
    { QLatin1String("enterprise"), { 6000, 50000, 600 } },
    { QLatin1String("enterprise-plus"), { 10000, 100000, 1000 } },
};

constexpr const char* bucketNames[] = { "api", "resolvers", "pages" };

int bucketOf(const Request& request)
{
    if (request.segments.value(0) == u"api")
        return 0;
    const bool file = request.segments.contains(u"resolve"_s) || request.segments.contains(u"raw"_s);
    // The dataset viewer is a host of its own on the real Hub; here it counts with the files.
    return file || request.hasParameter(u"dataset") ? 1 : 2;
}

} // namespace

int Quota::limit(int bucket, const Caller& caller) const
{
    if (m_api) {
        const int factor[] = { 1, 5, 1 };
        return std::max(1, int(std::min<qint64>(qint64(*m_api) * factor[bucket], 1'000'000'000)));
    }
    QString plan = u"anonymous"_s;
    if (caller.user) {
        plan = caller.user->given.value(QLatin1String("plan")).toString();
        if (plan.isEmpty())
            plan = caller.user->mayDiscuss() ? u"enterprise-plus"_s : u"free"_s;
    }
    for (const Plan& known : plans) {
        if (plan == known.name)
            return known.quota[bucket];
    }
    return plans[1].quota[bucket];
}

bool Quota::take(const Request& request, const Caller& caller, qint64 nowMs)
{
    const int bucket = bucketOf(request);
    m_bucket = bucketNames[bucket];
    m_limit = limit(bucket, caller);
    Window& window = m_windows[caller.key + u'|' + QLatin1String(bucketNames[bucket])];
    if (window.used == 0 || nowMs - window.startMs >= windowSeconds * 1000)
        window = Window{ nowMs, 0 };
    const bool allowed = window.used < m_limit;
    if (allowed)
        ++window.used;
    m_left = m_limit - window.used;
    m_secondsLeft = int(windowSeconds - (nowMs - window.startMs) / 1000);
    return allowed;
}

void Quota::describe(Answer& answer) const
{
    answer.set(
        "RateLimit", '"' + m_bucket + "\";r=" + QByteArray::number(m_left) + ";t=" + QByteArray::number(m_secondsLeft));
    answer.set("RateLimit-Policy",
        "\"fixed window\";\"" + m_bucket + "\";q=" + QByteArray::number(m_limit)
            + ";w=" + QByteArray::number(windowSeconds));
}

} // namespace docket::practicehub
