#pragma once

#include "core/policy/anchor.h"
#include "ui/review/viewertable.h"

#include <QAbstractTableModel>

namespace docket::ui::review
{

/// Rows of a viewer table for a QTableView. Texts are cut for display only; `FullText` has the whole cell.
class TableModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Role {
        FullText = Qt::UserRole, ///< QString, whole
        Kind, ///< int of CellKind
        Cited, ///< bool: evidence names the cell, or its row
        Cut, ///< bool: the viewer itself cut the cell
        TypeText, ///< header: type of the column
        StatisticsText, ///< header: one line, may be empty
    };
    explicit TableModel(QObject* parent = nullptr);

    void setTable(const ViewerTable& table);
    const ViewerTable& table() const { return m_table; }
    /// Evidence in this table.
    void setCited(const QList<policy::Anchor>& cited);
    /// row_idx of a row, -1 outside.
    qint64 rowIndex(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static constexpr qsizetype shownCharacters = 160;

private:
    bool isCited(const QModelIndex& index) const;

    ViewerTable m_table;
    QList<policy::Anchor> m_cited;
};

} // namespace docket::ui::review
