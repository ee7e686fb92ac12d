#pragma once

#include "ui/audit/words/logsource.h"
#include "ui/models/pages.h"

#include <QAbstractListModel>

#include <vector>

class QTimer;

namespace docket::ui::audit
{

/// A window onto a timeline of any length: pages around what is looked at, the rest known by number. Where the length
/// is known (the whole log, one case) the list has it at once; behind a filter it grows as one scrolls. Never does I/O
/// itself. Thread: GUI.
class TimelineModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        LoadedRole = Qt::UserRole + 1, ///< bool: false while the row is only known by its number
        EntryIdRole, ///< text of the id
    };

    static constexpr int pageSize = 128; ///< rows

    explicit TimelineModel(LogSource& source, QObject* parent = nullptr);
    ~TimelineModel() override;

    /// Asks anew, from the top; the old rows stay until the first page is here.
    void setQuery(const log::TimelineQuery& query);
    const log::TimelineQuery& query() const { return m_asked; }
    void reload() { setQuery(m_asked); }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    /// The row when its page is here; null otherwise (it has been asked for).
    const LogRow* rowAt(int row) const;
    /// Where an entry is among the rows held; -1 when it is not held.
    int rowOf(const log::EntryId& id) const;
    /// The view says what it shows: pages around it are fetched and kept, and the list goes on behind its end.
    void setVisible(int first, int last);

    /// Every row is counted in rowCount().
    bool isComplete() const { return m_complete; }
    /// Entries looked at behind a filter so far; for "looked at 120,000 entries".
    qint64 looked() const { return m_looked; }
    bool isSettled() const;

Q_SIGNALS:
    /// The first page of a new query is in the model (possibly without rows).
    void queryAnswered();
    /// More rows are known, or it is known that there are no more.
    void grown();
    void rowsLoaded(int first, int last);
    void failed(const docket::Error& error);
    void settled();

private:
    /// Page k begins behind starts[k].key (none for page 0) at row starts[k].first.
    struct Start {
        std::optional<log::TimelineKey> key;
        int first = 0;
    };
    int pageOf(int row) const;
    int rowsIn(int page) const;
    void answerFirst(int generation, Result<LogPage> page);
    void answerSpan(int generation, Result<std::optional<log::TimelineSpan>> span);
    void answerMore(int generation, Result<LogPage> page);
    void answerPage(int generation, int page, Result<LogPage> rows);
    void takePage(LogPage page);
    void keep(int page, QList<LogRow> rows);
    void goOn();
    void want(int page) const;
    void pump();
    void checkSettled();

    LogSource& m_source;
    QTimer* m_pump;
    log::TimelineQuery m_asked;
    log::TimelineQuery m_shownQuery;
    int m_generation = 0;
    int m_shown = 0;
    int m_total = 0;
    bool m_complete = true;
    std::optional<log::TimelineKey> m_end; ///< where the list goes on, when it is not complete
    std::vector<Start> m_starts;
    mutable models::Pages<LogRow> m_pages; ///< data() wishes for what is missing
    bool m_growing = false;
    bool m_spanning = false;
    int m_asking = 0;
    qint64 m_looked = 0;
    int m_visibleFirst = 0;
    int m_visibleLast = 0;
};

} // namespace docket::ui::audit
