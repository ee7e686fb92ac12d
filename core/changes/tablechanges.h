#pragma once

#include "core/changes/fieldchanges.h"
#include "core/sync/revision.h"

namespace docket::changes
{

struct ColumnChange {
    ChangeKind kind = ChangeKind::Changed;
    QString name;
    QString typeBefore;
    QString typeAfter;
    bool operator==(const ColumnChange&) const = default;
};

struct CellChange {
    QString column;
    QString before;
    QString after;
    bool operator==(const CellChange&) const = default;
};

/// A row of the stored sample that differs. Added and removed rows have all their cells, changed ones those that
/// differ; each text is at most 300 characters.
struct RowChange {
    ChangeKind kind = ChangeKind::Changed;
    qint64 before = -1; ///< row number on that side, from 0; -1 when added
    qint64 after = -1;
    QList<CellChange> cells;
    bool operator==(const RowChange&) const = default;
};

/// One table (config and split) of a data set.
struct TableChange {
    QString config;
    QString split;
    ChangeKind kind = ChangeKind::Changed; ///< Added, Removed: the table itself came or went
    QList<ColumnChange> columns;
    QList<RowChange> rows;
    int sameRows = 0; ///< of the sample, wherever they stand now
    int omittedRows = 0; ///< that differ, beyond the maximum
    QString unreadable; ///< why a stored answer cannot be compared; empty when it can
};

/// The tables that differ, in the order of their names. Rows are matched by what they hold, not by their number; of the
/// rest, rows with half of their cells alike are one row, changed. Only the stored first rows are compared: it is a
/// sample. At most 200 rows a side are read. Pure.
QList<TableChange> compareTables(
    const QList<sync::RevisionTable>& before, const QList<sync::RevisionTable>& after, int maximumRows = 100);

} // namespace docket::changes
