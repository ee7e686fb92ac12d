#include "core/base/clock.h"

namespace docket
{

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
