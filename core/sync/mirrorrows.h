#pragma once

#include "core/base/sqlite.h"
#include "core/hub/types.h"

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
inline constexpr std::string_view eventColumns = "id,type,type_name,created,author,raw,updated,edited,hidden,hidden_by,"
                                                 "hidden_reason,is_report,reactions,from_,to_,"
                                                 "report,subject,oid,json";

} // namespace docket::sync::rows
