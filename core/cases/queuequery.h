#pragma once

#include "core/cases/caserow.h"

#include <QVariant>

#include <optional>

namespace docket::cases
{

enum class SortKey { Priority, Due, Opened, Changed, Reports, Title };
Result<SortKey> sortKeyFromName(QStringView name); ///< "priority", "due", "opened", "changed", "reports", "title"

/// What a queue shows: the parsed filter line. Value type.
/// Language (design section 6): words and `key:value` terms joined by blanks, all must hold; `-` before a term negates
/// it; quotes keep blanks. Keys: type, status, severity (with >=, <=, >, <), is (open, closed, claimed, unclaimed,
/// mine, reopened, drifted, appealed, overdue, stale), author, category, reports (with comparison), opened, due
/// (`<2d`). Plain words match title, subject and author.
struct QueueQuery {
    struct Term {
        QString key; ///< empty for a plain word
        QString comparison; ///< "", ">=", "<=", ">", "<"
        QString value;
        bool negated = false;
        bool operator==(const Term&) const = default;
    };
    QList<Term> terms;
    SortKey sort = SortKey::Priority;
    QDateTime now; ///< what "overdue" and "2d" are measured against, UTC
    bool operator==(const QueueQuery&) const = default;
};

/// Where a filter line is wrong: for the red underline and for docketctl.
struct QueryFault {
    int position = 0; ///< UTF-16 units from the start
    int length = 0;
    Error error;
};
tl::expected<QueueQuery, QueryFault> parseQueueQuery(QStringView text, const QDateTime& now);
/// Milliseconds of an opened: or due: term's value ("2d", "36h", "90m", "1w").
qint64 spanOf(const QueueQuery::Term& term);
/// Completions for the word at `cursor`: whole replacement words, best first.
QStringList completeQueueQuery(QStringView text, int cursor);

/// Position in a query's order: the sort column's value and the row id.
struct PageKey {
    QVariant value;
    qint64 row = 0;
};

} // namespace docket::cases
