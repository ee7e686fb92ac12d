#include "core/changes/changesjson.h"

#include "core/base/clock.h"

#include <QJsonArray>

namespace docket::changes
{

using namespace Qt::StringLiterals;

namespace
{

using Side = card::CardDiff::Side;

QJsonObject headJson(const sync::RevisionHead& head)
{
    return { { u"commit"_s, head.commit }, { u"seen"_s, toIsoUtc(head.seen) }, { u"newest"_s, head.newest } };
}

QJsonObject lineJson(const card::CardDiff& diff, Side side, int number)
{
    const card::DiffText& text = side == Side::Before ? diff.before : diff.after;
    QJsonObject line{ { u"line"_s, number }, { u"text"_s, text.text(number - 1) } };
    QJsonArray words;
    for (const card::TextRange& range : diff.words(side, number - 1))
        words.append(QJsonArray{ range.start, range.length });
    if (!words.isEmpty())
        line[u"words"_s] = words;
    if (const int target = diff.movedTo(side, number - 1); target >= 0)
        line[side == Side::Before ? u"moved_to"_s : u"moved_from"_s] = target + 1;
    return line;
}

QJsonObject cardJson(const card::CardDiff& diff)
{
    QJsonArray blocks;
    for (const card::DiffBlock& block : diff.blocks) {
        QJsonArray removed;
        QJsonArray added;
        for (int i = 0; i < block.removed; ++i)
            removed.append(lineJson(diff, Side::Before, block.before + i + 1));
        for (int i = 0; i < block.added; ++i)
            added.append(lineJson(diff, Side::After, block.after + i + 1));
        blocks.append(QJsonObject{ { u"removed"_s, removed }, { u"added"_s, added } });
    }
    return { { u"removed"_s, diff.removed }, { u"added"_s, diff.added }, { u"blocks"_s, blocks } };
}

QJsonArray fieldsJson(const QList<FieldChange>& fields)
{
    QJsonArray out;
    for (const FieldChange& field : fields) {
        QJsonObject object{ { u"change"_s, changeKindName(field.kind) }, { u"field"_s, field.path },
            { u"weighty"_s, field.weighty } };
        if (field.kind != ChangeKind::Added)
            object[u"before"_s] = field.before;
        if (field.kind != ChangeKind::Removed)
            object[u"after"_s] = field.after;
        if (!field.removedItems.isEmpty())
            object[u"removed_items"_s] = QJsonArray::fromStringList(field.removedItems);
        if (!field.addedItems.isEmpty())
            object[u"added_items"_s] = QJsonArray::fromStringList(field.addedItems);
        out.append(object);
    }
    return out;
}

QJsonArray filesJson(const QList<FileChange>& files)
{
    QJsonArray out;
    for (const FileChange& file : files) {
        QJsonObject object{ { u"change"_s, changeKindName(file.kind) }, { u"path"_s, file.path } };
        if (!file.oldPath.isEmpty())
            object[u"old_path"_s] = file.oldPath;
        if (file.sizeBefore >= 0)
            object[u"size_before"_s] = file.sizeBefore;
        if (file.sizeAfter >= 0)
            object[u"size_after"_s] = file.sizeAfter;
        if (!file.scanLevel.isEmpty())
            object[u"scan"_s] = file.scanLevel;
        out.append(object);
    }
    return out;
}

QJsonArray tablesJson(const QList<TableChange>& tables)
{
    QJsonArray out;
    for (const TableChange& table : tables) {
        QJsonArray columns;
        for (const ColumnChange& column : table.columns)
            columns.append(QJsonObject{ { u"change"_s, changeKindName(column.kind) }, { u"name"_s, column.name },
                { u"before"_s, column.typeBefore }, { u"after"_s, column.typeAfter } });
        QJsonArray rows;
        for (const RowChange& row : table.rows) {
            QJsonArray cells;
            for (const CellChange& cell : row.cells)
                cells.append(QJsonObject{
                    { u"column"_s, cell.column }, { u"before"_s, cell.before }, { u"after"_s, cell.after } });
            rows.append(QJsonObject{ { u"change"_s, changeKindName(row.kind) }, { u"row_before"_s, row.before },
                { u"row_after"_s, row.after }, { u"cells"_s, cells } });
        }
        QJsonObject object{ { u"config"_s, table.config }, { u"split"_s, table.split },
            { u"change"_s, changeKindName(table.kind) }, { u"columns"_s, columns }, { u"rows"_s, rows },
            { u"same_rows"_s, table.sameRows }, { u"omitted_rows"_s, table.omittedRows } };
        if (!table.unreadable.isEmpty())
            object[u"unreadable"_s] = table.unreadable;
        out.append(object);
    }
    return out;
}

} // namespace

QJsonObject toJson(const RevisionChanges& changes)
{
    QJsonObject out;
    if (!changes.to.commit.isEmpty()) {
        out[u"from"_s] = headJson(changes.from);
        out[u"to"_s] = headJson(changes.to);
    }
    QJsonObject card = cardJson(changes.card);
    card[u"compared"_s] = comparedName(changes.cardState);
    out[u"card"_s] = card;
    out[u"metadata"_s]
        = QJsonObject{ { u"readable"_s, changes.metadataReadable }, { u"fields"_s, fieldsJson(changes.fields) } };
    if (!changes.to.commit.isEmpty()) {
        out[u"files"_s] = QJsonObject{ { u"compared"_s, comparedName(changes.filesState) },
            { u"changes"_s, filesJson(changes.files) } };
        out[u"tables"_s] = QJsonObject{ { u"compared"_s, comparedName(changes.tablesState) },
            { u"changes"_s, tablesJson(changes.tables) } };
    }
    return out;
}

} // namespace docket::changes
