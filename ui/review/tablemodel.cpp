#include "ui/review/tablemodel.h"

#include "ui/widgets/displaytext.h"

#include <QLocale>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;

TableModel::TableModel(QObject* parent) : QAbstractTableModel(parent) { }

void TableModel::setTable(const ViewerTable& table)
{
    beginResetModel();
    m_table = table;
    endResetModel();
}

void TableModel::setCited(const QList<policy::Anchor>& cited)
{
    m_cited = cited;
    if (rowCount() > 0 && columnCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), { Cited });
}

bool TableModel::isCited(const QModelIndex& index) const
{
    const qint64 row = rowIndex(index.row());
    const QString& column = m_table.columns[index.column()].name;
    return std::any_of(m_cited.cbegin(), m_cited.cend(), [&](const policy::Anchor& anchor) {
        return anchor.row == row && (anchor.column.isEmpty() || anchor.column == column);
    });
}

qint64 TableModel::rowIndex(int row) const
{
    return row >= 0 && row < m_table.rows.size() ? m_table.rows[row].index : -1;
}

int TableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.rows.size());
}

int TableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.columns.size());
}

QVariant TableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_table.rows.size() || index.column() >= m_table.columns.size())
        return {};
    const Cell& cell = m_table.rows[index.row()].cells[index.column()];
    switch (role) {
    case Qt::DisplayRole:
        if (cell.kind == CellKind::Null)
            return tr("null");
        return widgets::singleLine(cell.text, shownCharacters);
    case Qt::AccessibleTextRole:
        return QString((isCited(index) ? tr("Cited as evidence.") + u' ' : QString())
            + m_table.columns[index.column()].name + u": "_s
            + (cell.kind == CellKind::Null ? tr("null") : widgets::singleLine(cell.text, 400)));
    case Qt::TextAlignmentRole:
        return int((cell.kind == CellKind::Number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case FullText:
        return cell.text;
    case Kind:
        return static_cast<int>(cell.kind);
    case Cited:
        return isCited(index);
    case Cut:
        return cell.truncated;
    default:
        return {};
    }
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole && rowIndex(section) >= 0 ? QVariant(QLocale().toString(rowIndex(section)))
                                                                 : QVariant();
    if (section < 0 || section >= m_table.columns.size())
        return {};
    const Column& column = m_table.columns[section];
    switch (role) {
    case Qt::DisplayRole:
        return widgets::singleLine(column.name, 80);
    case TypeText:
        return widgets::singleLine(column.type, 80);
    case StatisticsText:
        return widgets::singleLine(column.statistics, 120);
    case Qt::ToolTipRole: {
        QString tip = column.name + u'\n' + column.type;
        if (!column.labels.isEmpty())
            tip += u'\n' + widgets::singleLine(column.labels.join(u", "_s), 400);
        if (!column.statistics.isEmpty())
            tip += u'\n' + column.statistics;
        return tip;
    }
    case Qt::AccessibleTextRole:
        return QString(column.name + u", " + column.type);
    default:
        return {};
    }
}

} // namespace docket::ui::review
