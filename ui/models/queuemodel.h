#pragma once

#include "ui/models/pages.h"
#include "ui/models/queuesource.h"

#include <QAbstractListModel>
#include <QHash>

class QTimer;

namespace docket::ui::models
{

/// A window onto a queue of any length: pages of rows around what is looked at, fetched by key, the rest known only by
/// number. The first page comes at once, the length of the list a moment later. Rows do not move while one works: what
/// changed is replaced in place and marked; only a new query (or `reload`) resets the model. Never does I/O itself.
/// Thread: GUI.
class QueueModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        LoadedRole = Qt::UserRole + 1, ///< bool: false while the row is only known by its number
        CaseIdRole, ///< QByteArray, 16 bytes
        MarkRole, ///< Mark
    };
    enum class Mark {
        None,
        Changed, ///< changed since the list was made, by somebody else
        Done, ///< decided or closed here
    };
    Q_ENUM(Mark)

    static constexpr int pageSize = 128; ///< rows; the first page has one more, see pageOf()

    explicit QueueModel(QueueSource& source, QObject* parent = nullptr);
    ~QueueModel() override;

    /// Asks for the new list; the old one stays until the first page is here, then the model resets once.
    void setQuery(const cases::QueueQuery& query);
    const cases::QueueQuery& query() const { return m_query; }
    /// The same query again, from the top.
    void reload() { setQuery(m_asked); }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    /// The row when its page is here; null otherwise (it has been asked for) and for rows that vanished meanwhile.
    const cases::CaseRow* rowAt(int row) const;
    /// Where a case is among the rows held; -1 when it is not held.
    int rowOf(const QByteArray& caseId) const;
    Mark markAt(int row) const;

    /// The view says what it shows, so that pages around it are asked for first and kept.
    void setVisible(int first, int last);
    /// Cases changed elsewhere (sync, merge): rows held are read again and marked.
    void noteChanged(const QList<QByteArray>& caseIds) { readAgain(caseIds, true); }
    /// A case changed by the person's own act: read again, not marked.
    void refreshRows(const QList<QByteArray>& caseIds) { readAgain(caseIds, false); }

    /// The person decided this case: it stays where it is, marked as done, whatever state the decision led to.
    void markDone(const QByteArray& caseId);

    /// The length of the whole list is known.
    bool isSpanKnown() const { return m_spanKnown; }
    /// Nothing asked for is still missing.
    bool isSettled() const;

Q_SIGNALS:
    /// The first rows of a new query are in the model (possibly none).
    void queryAnswered();
    void spanKnown(int total);
    /// A page that was missing is here.
    void rowsLoaded(int first, int last);
    void failed(const docket::Error& error);
    void settled();

private:
    /// Pages begin behind the key of every 128th row: page 0 holds rows 0 … 128, page k rows 128 k + 1 … 128 (k + 1).
    static int pageOf(int row) { return row <= 0 ? 0 : (row - 1) / pageSize; }
    static int firstRowOf(int page) { return page == 0 ? 0 : page * pageSize + 1; }
    void answerFirstPage(int generation, const cases::QueueQuery& query, Result<QList<cases::CaseRow>> rows);
    void answerSpan(int generation, Result<QueueSpan> span);
    void answerPage(int generation, int page, Result<QList<cases::CaseRow>> rows);
    void want(int page) const;
    void pump();
    void readAgain(const QList<QByteArray>& caseIds, bool mark);
    void replace(const cases::CaseRow& row, bool mark);
    void checkSettled();

    QueueSource& m_source;
    QTimer* m_pump;
    cases::QueueQuery m_asked; ///< last one asked for
    cases::QueueQuery m_query; ///< the one shown
    int m_generation = 0; ///< of the last question
    int m_shown = 0; ///< generation of what is shown
    int m_total = 0;
    bool m_spanKnown = false;
    QList<cases::PageKey> m_keys;
    mutable Pages<cases::CaseRow> m_pages; ///< data() wishes for what is missing
    QHash<QByteArray, Mark> m_marks;
    int m_outstanding = 0; ///< first pages, spans and re-reads under way
    int m_visibleFirst = 0;
    int m_visibleLast = 0;
};

} // namespace docket::ui::models
