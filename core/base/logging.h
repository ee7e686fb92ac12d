#pragma once

#include <QElapsedTimer>
#include <QLoggingCategory>

namespace docket
{

Q_DECLARE_LOGGING_CATEGORY(lcTiming) ///< "docket.timing": key=value in ms (design 5.4)
Q_DECLARE_LOGGING_CATEGORY(lcHub) ///< "docket.hub": requests, never tokens
Q_DECLARE_LOGGING_CATEGORY(lcSync) ///< "docket.sync"
Q_DECLARE_LOGGING_CATEGORY(lcLog) ///< "docket.log": the audit log
Q_DECLARE_LOGGING_CATEGORY(lcCases) ///< "docket.cases"
Q_DECLARE_LOGGING_CATEGORY(lcCard) ///< "docket.card"
Q_DECLARE_LOGGING_CATEGORY(lcUi) ///< "docket.ui"

/// Writes "key=<ms>" to docket.timing.
inline void logTiming(const char* key, const QElapsedTimer& timer)
{
    qCInfo(lcTiming, "%s=%lld", key, static_cast<long long>(timer.elapsed()));
}

} // namespace docket
