#pragma once

#include "core/base/sqlite.h"
#include "core/hub/types.h"
#include "core/sync/mirror.h"

/// How hub values lie in columns of hub.db. Internal to the mirror.
namespace docket::sync::rows
{

QString timeText(const QDateTime& time); ///< empty for an invalid time
QString errorText(const std::optional<Error>& error); ///< JSON, empty when none
std::optional<Error> errorFrom(const QString& json);
QString authorText(const hub::Author& author); ///< JSON
hub::Author authorFrom(QByteArrayView json);
QString scanText(const hub::ScanSummary& scan);
QList<hub::ScanIssue> scanFrom(QByteArrayView json);
void bindEvent(sqlite::Statement& insert, qint64 thread, int position, const hub::Event& event);
/// Reads the columns that `eventColumns` names, from column 0 on.
hub::Event eventFrom(const sqlite::Statement& row);
/// The row of a repository, made when missing; 0 when there is none and `create` is false.
Result<qint64> rowOf(sqlite::Database& database, const RepoKey& key, bool create);
/// Marks one subject as changed: the projection looks at it again.
Status touch(sqlite::Database& database, qint64 repo, int thread);
/// Every subject of the repository that has a report.
Status touchAll(sqlite::Database& database, qint64 repo);
/// From the columns `fetched` and `error`, side by side.
FetchState stateFrom(const sqlite::Statement& row, int fetchedColumn);
inline constexpr std::string_view eventColumns = "id,type,type_name,created,author,raw,updated,edited,hidden,hidden_by,"
                                                 "hidden_reason,is_report,reactions,from_,to_,"
                                                 "report,subject,oid,json";

} // namespace docket::sync::rows
