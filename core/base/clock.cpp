#include "core/base/clock.h"

#include <ctime>

namespace docket
{

qint64 SystemClock::elapsedMs() const
{
    timespec time{};
    clock_gettime(CLOCK_BOOTTIME, &time);
    return static_cast<qint64>(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
}

QString toIsoUtc(const QDateTime& time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

QDateTime fromIsoUtc(QStringView text)
{
    if (!text.endsWith(u'Z'))
        return {};
    return QDateTime::fromString(text.toString(), Qt::ISODateWithMs).toUTC();
}

} // namespace docket
