#pragma once

#include "core/base/sqlite.h"
#include "core/cases/queuequery.h"

#include <QVariant>

#include <string>

namespace docket::cases
{

/// A queue query as SQL over `kase`.
struct QuerySql {
    std::string where; ///< without the word WHERE; "1" when there is no condition
    QList<QVariant> values; ///< for ?1, ?2, … of `where`
    std::string column; ///< sort column
    bool descending = false;
    bool countable = false; ///< every condition is on a column of `counter`
};

/// Pure. Every value is bound, never pasted.
QuerySql querySql(const QueueQuery& query);

void bindValues(sqlite::Statement& statement, const QList<QVariant>& values);

} // namespace docket::cases
