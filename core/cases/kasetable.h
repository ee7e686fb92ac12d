#pragma once

#include "core/base/sqlite.h"
#include "core/cases/caserow.h"

#include <string_view>

namespace docket::cases
{

/// What kaseRow() reads, in its order: the columns of `kase` in view.db (viewschema.h). Times are UTC in ms.
inline constexpr std::string_view kaseColumns
    = "row,case_id,subject,title,author,status,severity,priority,terms,categories,why,reports,open_reports,opened,"
      "changed,due,holder,claim,claim_until,reopened,drifted,appealed,problem,acts,open_acts";

/// A time as the table keeps it: ms since 1970; none sorts after every real one.
qint64 kaseTime(const QDateTime& time);

/// The row that a statement with kaseColumns stands on.
CaseRow kaseRow(const sqlite::Statement& statement);
/// Adds the row, or puts it in the place of the one with its case id.
docket::Status putKaseRow(sqlite::Database& database, const CaseRow& row);

} // namespace docket::cases
