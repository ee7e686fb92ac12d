#pragma once

#include "core/policy/anchor.h"
#include "ui/review/evidencesource.h"
#include "ui/review/evidencetext.h"
#include "ui/review/tablemodel.h"

#include <QObject>

namespace docket::ui::review
{

/// What the Data tab shows, without a window.
class DataPresenter final : public QObject
{
    Q_OBJECT
public:
    enum class State { Empty, Loading, NoTable, Failed, Table };
    explicit DataPresenter(EvidenceSource& source, QObject* parent = nullptr);

    void open(const RepoKey& repo);
    void clear();
    void choose(const TableName& name);

    State state() const { return m_state; }
    const Message& message() const { return m_message; }
    const QList<TableName>& tables() const { return m_tables; }
    const TableName& current() const { return m_current; }
    QString summary() const; ///< "first 100 of 60,000 rows · 3 columns"
    TableModel& model() { return m_model; }
    /// Cells that evidence cites, of any table.
    void setMarks(const QList<policy::Anchor>& marks);
    /// A cell as evidence, or `part` of its text; `column` < 0 means the row as a whole.
    std::optional<policy::Anchor> anchorFor(int row, int column, const QString& part = {}) const;
    /// Row of the model that holds row_idx, -1 when it is not stored.
    int findRow(qint64 rowIndex) const;

Q_SIGNALS:
    void changed();

private:
    void setState(State state, const Message& message = {});
    void readTable();
    void applyMarks();

    EvidenceSource& m_source;
    TableModel m_model;
    RepoKey m_repo;
    State m_state = State::Empty;
    Message m_message;
    QList<TableName> m_tables;
    TableName m_current;
    TableEvidence m_evidence;
    QList<policy::Anchor> m_marks; ///< its table lives in the model
    quint64 m_ticket = 0;
};

} // namespace docket::ui::review
