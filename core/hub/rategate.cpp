#include "core/hub/rategate.h"

namespace docket::hub
{

namespace
{

/// The integer after `name=` in a header's parameters, or -1.
int parameter(QByteArrayView header, char name)
{
    for (qsizetype i = 0; i + 2 < header.size(); ++i) {
        const bool starts = i > 0 && (header[i - 1] == ';' || header[i - 1] == ' ');
        if (!starts || header[i] != name || header[i + 1] != '=')
            continue;
        qsizetype end = i + 2;
        while (end < header.size() && header[end] >= '0' && header[end] <= '9')
            ++end;
        bool ok = false;
        const int value = header.sliced(i + 2, end - i - 2).toByteArray().toInt(&ok);
        return ok ? value : -1;
    }
    return -1;
}

} // namespace

std::optional<RateGate::Seen> RateGate::parse(QByteArrayView header)
{
    const qsizetype comma = header.indexOf(',');
    if (comma >= 0)
        header = header.first(comma);
    const qsizetype open = header.indexOf('"');
    const qsizetype close = open < 0 ? -1 : header.indexOf('"', open + 1);
    if (close < 0)
        return std::nullopt;
    const QByteArrayView rest = header.sliced(close + 1);
    const int left = parameter(rest, 'r');
    const int reset = parameter(rest, 't');
    if (left < 0 || reset < 0)
        return std::nullopt;
    return Seen{ header.sliced(open + 1, close - open - 1), left, qMin(reset, 24 * 3600) };
}

int RateGate::parseQuota(QByteArrayView header)
{
    return qMax(0, parameter(header, 'q'));
}

void RateGate::learn(const Seen& seen, int quota, qint64 nowMs)
{
    const qint64 resetAt = nowMs + qint64(seen.resetS) * 1000;
    // Whole seconds and the way through the network blur the reset by some; a new window moves it by far more.
    const bool newWindow = !m_known || qAbs(resetAt - m_resetAt) > 3000 || nowMs >= m_resetAt;
    m_left = newWindow ? seen.left : qMin(m_left, seen.left);
    m_resetAt = newWindow ? resetAt : qMax(m_resetAt, resetAt);
    if (quota > 0)
        m_quota = quota;
    m_known = true;
}

void RateGate::sent(qint64 nowMs)
{
    m_lastSent = nowMs;
    if (m_left > 0)
        --m_left;
}

qint64 RateGate::waitMs(qint64 nowMs, bool urgent) const
{
    qint64 wait = qMax(qint64(0), m_blockedUntil - nowMs);
    if (!m_known || nowMs >= m_resetAt + 1000)
        return wait;
    const qint64 window = m_resetAt + 1000 - nowMs;
    if (m_left == 0)
        return qMax(wait, window);
    const int low = m_quota > 0 ? m_quota / 10 : 32;
    if (urgent || m_left > low)
        return wait;
    return qMax(wait, m_lastSent + window / (m_left + 1) - nowMs);
}

} // namespace docket::hub
