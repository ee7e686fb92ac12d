#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <optional>

namespace docket::hub
{

/// The rate limit of one bucket (hub-api 1.6). Pure: time comes in as milliseconds of any steady clock.
///
/// Full speed until a tenth of the quota is left, then what is left is spread over the rest of the window, so that the
/// quota is used up without a 429. With nothing left it waits for the reset plus one second.
class RateGate
{
public:
    struct Seen {
        QByteArrayView bucket; ///< "api", "resolvers", "pages"
        int left = 0; ///< r
        int resetS = 0; ///< t
    };
    /// `"api";r=993;t=211`; nullopt when it has another form.
    static std::optional<Seen> parse(QByteArrayView header);
    /// q of `"fixed window";"api";q=1000;w=300`; 0 when not said.
    static int parseQuota(QByteArrayView header);

    /// Takes in the headers of an answer. Answers may come out of order.
    void learn(const Seen& seen, int quota, qint64 nowMs);
    /// Nothing goes out before `untilMs` (Retry-After of the whole bucket).
    void blockUntil(qint64 untilMs) { m_blockedUntil = qMax(m_blockedUntil, untilMs); }
    void sent(qint64 nowMs);
    /// How long the next request has to wait, 0: none. An urgent one (a person waits, or a write) is not slowed down,
    /// only held at zero.
    qint64 waitMs(qint64 nowMs, bool urgent) const;

private:
    bool m_known = false;
    int m_left = 0;
    int m_quota = 0;
    qint64 m_resetAt = 0;
    qint64 m_lastSent = 0;
    qint64 m_blockedUntil = 0;
};

} // namespace docket::hub
