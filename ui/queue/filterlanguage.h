#pragma once

#include "core/cases/queuequery.h"

#include <functional>

namespace docket::ui::queue
{

/// The filter line's language as two pure functions: in the program cases::parseQueueQuery and
/// cases::completeQueueQuery, handed in so that the queue's screens need nothing else of that library.
struct FilterLanguage {
    std::function<tl::expected<cases::QueueQuery, cases::QueryFault>(QStringView text, const QDateTime& now)> parse;
    std::function<QStringList(QStringView text, int cursor)> complete;
};

} // namespace docket::ui::queue
