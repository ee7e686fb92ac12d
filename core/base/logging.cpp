#include "core/base/logging.h"

namespace docket
{

Q_LOGGING_CATEGORY(lcTiming, "docket.timing", QtInfoMsg)
Q_LOGGING_CATEGORY(lcHub, "docket.hub", QtWarningMsg)
Q_LOGGING_CATEGORY(lcSync, "docket.sync", QtWarningMsg)
Q_LOGGING_CATEGORY(lcLog, "docket.log", QtWarningMsg)
Q_LOGGING_CATEGORY(lcCases, "docket.cases", QtWarningMsg)
Q_LOGGING_CATEGORY(lcCard, "docket.card", QtWarningMsg)
Q_LOGGING_CATEGORY(lcUi, "docket.ui", QtWarningMsg)

} // namespace docket
