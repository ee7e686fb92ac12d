#pragma once

#include "core/dataset/jsonvalue.h"
#include "core/dataset/rowsource.h"

#include <QHash>

namespace docket::dataset
{

/// Columns found in the first records of a JSON table, and records laid out along them. Objects give one column for
/// each key, arrays numbered columns, anything else the column "value".
class JsonColumns
{
public:
    /// Looks at a record while the columns are being settled.
    void learn(const simdjson::dom::element& record, const TableLimits& limits);
    QList<Column> columns() const;
    bool cut() const { return m_cut; }

    QList<Cell> layOut(
        const simdjson::dom::element& record, qint64 row, const TableLimits& limits, NoteList& notes) const;

    /// Adds a column in front, for keys that are data ("key" of an object of objects).
    void addColumn(const QString& name);

private:
    qsizetype indexOf(const QByteArray& key, int maximum);

    struct Entry {
        QByteArray key;
        TypeGuess guess;
    };
    QList<Entry> m_entries;
    QHash<QByteArray, qsizetype> m_index;
    bool m_cut = false;
};

} // namespace docket::dataset
