#include "ui/review/datapresenter.h"

namespace docket::ui::review
{

DataPresenter::DataPresenter(EvidenceSource& source, QObject* parent) : QObject(parent), m_source(source) { }

void DataPresenter::setState(State state, const Message& message)
{
    m_state = state;
    m_message = message;
    Q_EMIT changed();
}

void DataPresenter::clear()
{
    ++m_ticket;
    m_tables.clear();
    m_current = {};
    m_evidence = {};
    m_model.setTable({});
    setState(State::Empty);
}

void DataPresenter::open(const RepoKey& repo)
{
    const quint64 ticket = ++m_ticket;
    m_repo = repo;
    m_tables.clear();
    m_current = {};
    m_evidence = {};
    m_model.setTable({});
    if (repo.kind != RepoKind::Dataset) {
        setState(State::NoTable, noTableText({}, repo.kind));
        return;
    }
    setState(State::Loading);
    m_source.tables(repo, this, [this, ticket](Result<QList<TableName>> tables) {
        if (ticket != m_ticket)
            return;
        if (!tables) {
            setState(State::Failed, errorText(tables.error()));
            return;
        }
        m_tables = std::move(*tables);
        m_current = m_tables.isEmpty() ? TableName() : m_tables.first();
        readTable();
    });
}

void DataPresenter::choose(const TableName& name)
{
    if (name == m_current || !m_tables.contains(name))
        return;
    m_current = name;
    readTable();
}

void DataPresenter::readTable()
{
    const quint64 ticket = ++m_ticket;
    m_model.setTable({});
    setState(State::Loading);
    m_source.table(m_repo, m_current, this, [this, ticket](Result<TableEvidence> evidence) {
        if (ticket != m_ticket)
            return;
        if (!evidence) {
            setState(State::Failed, errorText(evidence.error()));
            return;
        }
        m_evidence = std::move(*evidence);
        if (!m_evidence.table) {
            setState(State::NoTable, noTableText(m_evidence.refusal, m_repo.kind));
            return;
        }
        const ViewerTable table = *std::exchange(m_evidence.table, std::nullopt);
        m_model.setTable(table);
        applyMarks();
        if (table.rows.isEmpty())
            setState(State::NoTable, { tr("The table is empty"), tr("It has columns but no rows.") });
        else
            setState(State::Table);
    });
}

void DataPresenter::setMarks(const QList<policy::Anchor>& marks)
{
    m_marks = marks;
    applyMarks();
}

void DataPresenter::applyMarks()
{
    QList<policy::Anchor> here;
    for (const policy::Anchor& anchor : std::as_const(m_marks)) {
        if (anchor.kind == policy::Anchor::Kind::Row && anchor.path == m_current.path())
            here.append(anchor);
    }
    m_model.setCited(here);
}

QString DataPresenter::summary() const
{
    return m_state == State::Table ? tableSummary(m_model.table()) : QString();
}

std::optional<policy::Anchor> DataPresenter::anchorFor(int row, int column, const QString& part) const
{
    const qint64 index = m_model.rowIndex(row);
    if (m_state != State::Table || index < 0)
        return std::nullopt;
    policy::Anchor anchor;
    anchor.kind = policy::Anchor::Kind::Row;
    anchor.path = m_current.path();
    anchor.commit = m_evidence.commit;
    anchor.sha256 = m_evidence.sha256;
    anchor.row = index;
    const ViewerTable& table = m_model.table();
    if (column >= 0 && column < table.columns.size()) {
        const Cell& cell = table.rows[row].cells[column];
        anchor.column = table.columns[column].name.left(500);
        const QString text = cell.kind == CellKind::Null ? tr("null") : cell.text;
        const qsizetype at = part.trimmed().isEmpty() ? -1 : text.indexOf(part);
        anchor.quoteFrom(text, qMax(qsizetype(0), at), at < 0 ? text.size() : part.size());
    }
    return anchor;
}

int DataPresenter::findRow(qint64 rowIndex) const
{
    const QList<TableRow>& rows = m_model.table().rows;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (rows[i].index == rowIndex)
            return static_cast<int>(i);
    }
    return -1;
}

} // namespace docket::ui::review
