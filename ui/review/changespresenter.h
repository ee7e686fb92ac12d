#pragma once

#include "core/policy/anchor.h"
#include "ui/review/changesrows.h"
#include "ui/review/evidencesource.h"
#include "ui/review/evidencetext.h"

#include <QAbstractListModel>

namespace docket::ui::review
{

/// The comparison of two revisions without a window: which two, and its rows as a list model.
class ChangesPresenter final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum class State { Empty, Loading, OneRevision, Failed, Changes };
    explicit ChangesPresenter(EvidenceSource& source, QObject* parent = nullptr);

    /// Compares `pinned`, the revision that a judgement or evidence rests on, with the newest; where that is unknown or
    /// the newest itself, the one before the newest.
    void open(const RepoKey& repo, const QString& pinned);
    void clear();
    /// Compares these two from now on.
    void compare(const QString& from, const QString& to);
    void setColumns(int columns);
    void setSideBySide(bool on);
    void setUnfolded(bool on);
    /// Opens the fold at `row`; false when there is none.
    bool unfold(int row);

    State state() const { return m_state; }
    const Message& message() const { return m_message; }
    const QList<sync::RevisionHead>& revisions() const { return m_revisions; }
    QString from() const { return m_from; }
    QString to() const { return m_to; }
    const ChangesEvidence* evidence() const { return m_evidence.get(); }
    bool isSideBySide() const { return m_layout.sideBySide; }
    int changeCount() const { return int(m_rows.changes.size()); }
    const ChangesRow& row(int index) const { return m_rows.rows[size_t(index)]; }
    /// Row of the change after (or before) `row`; -1 when there is none.
    int nextChange(int row, bool backwards) const;
    /// Row where the change of that number begins; -1 when there is none.
    int rowOfChange(int number) const
    {
        return number >= 0 && number < changeCount() ? m_rows.changes[size_t(number)] : -1;
    }
    /// A line of the card as evidence.
    std::optional<policy::Anchor> anchorFor(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

Q_SIGNALS:
    void changed();

private:
    void setState(State state, const Message& message = {});
    void layOutAgain();
    EvidenceSource& m_source;
    RepoKey m_repo;
    QList<sync::RevisionHead> m_revisions;
    QString m_from;
    QString m_to;
    ChangesPtr m_evidence;
    ChangesLayout m_layout;
    ChangesRows m_rows;
    State m_state = State::Empty;
    Message m_message;
    quint64 m_ticket = 0;
};

} // namespace docket::ui::review
