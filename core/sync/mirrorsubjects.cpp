#include "core/base/clock.h"
#include "core/sync/mirrorrows.h"

namespace docket::sync::rows
{

using namespace Qt::StringLiterals;
using sqlite::Statement;

/// The row of a repository, made when missing.
Result<qint64> rowOf(sqlite::Database& database, const RepoKey& key, bool create)
{
    DOCKET_ASSIGN(auto select, database.cached("SELECT r FROM repo WHERE kind=?1 AND name=?2"));
    select->bindAll(static_cast<int>(key.kind), key.id);
    DOCKET_ASSIGN(const bool found, select->step());
    if (found)
        return select->int64(0);
    if (!create)
        return 0;
    DOCKET_ASSIGN(auto insert, database.cached("INSERT INTO repo(kind, name) VALUES(?1, ?2)"));
    insert->bindAll(static_cast<int>(key.kind), key.id);
    DOCKET_TRY(insert->run());
    return database.lastInsertRowId();
}

/// Marks one subject as changed: the projection looks at it again.
Status touch(sqlite::Database& database, qint64 repo, int thread)
{
    DOCKET_ASSIGN(auto upsert,
        database.cached(
            "INSERT INTO subject(r, num, change) VALUES(?1, ?2, (SELECT coalesce(max(change), 0) + 1 FROM subject))"
            "ON CONFLICT(r, num) DO UPDATE SET change=excluded.change"));
    upsert->bindAll(repo, thread);
    return upsert->run();
}

/// Every subject of the repository that has a report.
Status touchAll(sqlite::Database& database, qint64 repo)
{
    QList<int> threads;
    {
        DOCKET_ASSIGN(auto select, database.cached("SELECT DISTINCT subject_num FROM report WHERE r=?1"));
        select->bind(1, repo);
        for (;;) {
            DOCKET_ASSIGN(const bool row, select->step());
            if (!row)
                break;
            threads.append(select->integer(0));
        }
        select->reset();
    }
    for (const int thread : threads)
        DOCKET_TRY(touch(database, repo, thread));
    return {};
}

FetchState stateFrom(const Statement& row, int fetchedColumn)
{
    return { fromIsoUtc(row.text(fetchedColumn)), rows::errorFrom(row.text(fetchedColumn + 1)) };
}

} // namespace docket::sync::rows
