#include "core/changes/tablechanges.h"

#include "core/dataset/celltext.h"
#include "core/dataset/viewer.h"

#include <QHash>

#include <algorithm>
#include <functional>
#include <numeric>

namespace docket::changes
{

using namespace Qt::StringLiterals;
using dataset::Cell;
using dataset::Column;
using dataset::Table;

namespace
{

constexpr qint64 rowsRead = 200;
constexpr qsizetype longestCell = 300;

/// What a cell holds, media by their kind and size: their addresses expire.
QString contentOf(const Cell& cell)
{
    if (cell.width > 0)
        return u"%1 %2×%3"_s.arg(dataset::cellKindName(cell.kind)).arg(cell.width).arg(cell.height);
    if (cell.kind == dataset::CellKind::Null || cell.kind == dataset::CellKind::Missing || cell.text.isEmpty())
        return cell.kind == dataset::CellKind::Text ? QString() : dataset::cellKindName(cell.kind);
    return cell.text;
}

QString shown(const QString& content)
{
    return content.size() <= longestCell ? content : dataset::beginning(content, longestCell) + u'…';
}

/// A table whose cells lie by the names of columns that both sides have.
struct Side {
    const Table& table;
    QList<qsizetype> common; ///< columns in the order of the common names
    QList<QList<int>> contents; ///< of the common cells of each row; equal ones have equal numbers

    void numberContents(QHash<QString, int>& numbers)
    {
        for (const QList<Cell>& row : table.rows) {
            QList<int>& cells = contents.emplaceBack();
            cells.reserve(common.size());
            for (const qsizetype column : common) {
                const QString content = contentOf(row[column]);
                auto known = numbers.constFind(content);
                if (known == numbers.cend())
                    known = numbers.insert(content, static_cast<int>(numbers.size()));
                cells.append(*known);
            }
        }
    }
    qint64 number(qsizetype row) const
    {
        return table.rowNumbers.isEmpty() ? table.firstRow + row : table.rowNumbers[row];
    }
    QList<CellChange> cells(qsizetype row, ChangeKind kind) const
    {
        QList<CellChange> out;
        for (qsizetype column = 0; column < table.columns.size(); ++column) {
            const QString text = shown(contentOf(table.rows[row][column]));
            out.append({ table.columns[column].name, kind == ChangeKind::Removed ? text : QString(),
                kind == ChangeKind::Removed ? QString() : text });
        }
        return out;
    }
};

QList<ColumnChange> compareColumns(const Table& before, const Table& after)
{
    QHash<QString, const Column*> old;
    for (const Column& column : before.columns)
        old.insert(column.name, &column);
    const auto described = [](const Column& column) {
        return column.labels.isEmpty() ? column.typeText
                                       : column.typeText + u": "_s + shown(column.labels.join(u", "_s));
    };
    QList<ColumnChange> changes;
    for (const Column& column : after.columns) {
        const Column* was = old.take(column.name);
        if (!was)
            changes.append({ ChangeKind::Added, column.name, {}, described(column) });
        else if (was->typeText != column.typeText || was->labels != column.labels)
            changes.append({ ChangeKind::Changed, column.name, described(*was), described(column) });
    }
    for (const Column& column : before.columns) {
        if (old.contains(column.name))
            changes.append({ ChangeKind::Removed, column.name, described(column), {} });
    }
    return changes;
}

void compareRows(const Side& before, const Side& after, int maximum, TableChange& out)
{
    QHash<QList<int>, QList<qsizetype>> places;
    for (qsizetype i = 0; i < before.contents.size(); ++i)
        places[before.contents[i]].append(i);
    QList<char> stays(before.table.rows.size(), 0);
    QList<qsizetype> come;
    for (qsizetype j = 0; j < after.table.rows.size(); ++j) {
        auto known = places.find(after.contents[j]);
        if (known != places.end() && !known->isEmpty()) {
            stays[known->takeFirst()] = 1;
            ++out.sameRows;
        } else {
            come.append(j);
        }
    }
    QList<qsizetype> gone;
    for (qsizetype i = 0; i < stays.size(); ++i) {
        if (!stays[i])
            gone.append(i);
    }
    const auto add = [&](const RowChange& change) {
        if (out.rows.size() < maximum)
            out.rows.append(change);
        else
            ++out.omittedRows;
    };
    // Of what is left: in order, the first row that has half of its cells alike.
    const qsizetype columns = before.common.size();
    for (const qsizetype j : std::as_const(come)) {
        const QList<int>& now = after.contents[j];
        const auto alike = [&](qsizetype i) {
            const qsizetype equal = std::inner_product(
                now.cbegin(), now.cend(), before.contents[i].cbegin(), qsizetype(0), std::plus<>(), std::equal_to<>());
            return equal * 2 >= columns && equal > 0;
        };
        const auto was = std::find_if(gone.begin(), gone.end(), alike);
        if (was == gone.end()) {
            add({ ChangeKind::Added, -1, after.number(j), after.cells(j, ChangeKind::Added) });
            continue;
        }
        RowChange change{ ChangeKind::Changed, before.number(*was), after.number(j), {} };
        for (qsizetype c = 0; c < columns; ++c) {
            if (before.contents[*was][c] != now[c])
                change.cells.append({ after.table.columns[after.common[c]].name,
                    shown(contentOf(before.table.rows[*was][before.common[c]])),
                    shown(contentOf(after.table.rows[j][after.common[c]])) });
        }
        gone.erase(was);
        add(change);
    }
    for (const qsizetype i : std::as_const(gone))
        add({ ChangeKind::Removed, before.number(i), -1, before.cells(i, ChangeKind::Removed) });
}

TableChange compareTable(const sync::RevisionTable& before, const sync::RevisionTable& after, int maximumRows)
{
    TableChange out;
    out.config = after.config;
    out.split = after.split;
    if (before.json == after.json)
        return out;
    dataset::TableLimits limits;
    limits.rows = rowsRead;
    const auto old = dataset::decodeFirstRows(before.json, limits);
    const auto now = dataset::decodeFirstRows(after.json, limits);
    if (!old || !now) {
        out.unreadable = !old ? old.error().cause : now.error().cause;
        return out;
    }
    out.columns = compareColumns(*old, *now);
    Side left{ *old, {}, {} };
    Side right{ *now, {}, {} };
    QHash<QString, qsizetype> names;
    for (qsizetype i = 0; i < old->columns.size(); ++i)
        names.insert(old->columns[i].name, i);
    for (qsizetype i = 0; i < now->columns.size(); ++i) {
        if (const auto was = names.constFind(now->columns[i].name); was != names.cend()) {
            left.common.append(*was);
            right.common.append(i);
        }
    }
    QHash<QString, int> numbers;
    left.numberContents(numbers);
    right.numberContents(numbers);
    compareRows(left, right, maximumRows, out);
    return out;
}

} // namespace

QList<TableChange> compareTables(
    const QList<sync::RevisionTable>& before, const QList<sync::RevisionTable>& after, int maximumRows)
{
    QList<TableChange> changes;
    const auto find = [](const QList<sync::RevisionTable>& tables, const sync::RevisionTable& wanted) {
        return std::find_if(tables.cbegin(), tables.cend(),
            [&](const auto& table) { return table.config == wanted.config && table.split == wanted.split; });
    };
    for (const sync::RevisionTable& table : after) {
        const auto was = find(before, table);
        if (was == before.cend()) {
            TableChange added;
            added.config = table.config;
            added.split = table.split;
            added.kind = ChangeKind::Added;
            changes.append(added);
            continue;
        }
        TableChange change = compareTable(*was, table, maximumRows);
        if (!change.columns.isEmpty() || !change.rows.isEmpty() || !change.unreadable.isEmpty())
            changes.append(change);
    }
    for (const sync::RevisionTable& table : before) {
        if (find(after, table) != after.cend())
            continue;
        TableChange removed;
        removed.config = table.config;
        removed.split = table.split;
        removed.kind = ChangeKind::Removed;
        changes.append(removed);
    }
    std::stable_sort(changes.begin(), changes.end(),
        [](const auto& a, const auto& b) { return std::tie(a.config, a.split) < std::tie(b.config, b.split); });
    return changes;
}

} // namespace docket::changes
