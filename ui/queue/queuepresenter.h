#pragma once

#include "core/base/clock.h"
#include "ui/models/queuemodel.h"
#include "ui/queue/filterlanguage.h"
#include "ui/queue/savedqueue.h"

#include <QElapsedTimer>
#include <QObject>

namespace docket::ui::queue
{

/// What the queue's screen does, without a window: filter, saved queues, which case is open, next and previous, claim,
/// moving on after a decision. Thread: GUI.
class QueuePresenter : public QObject
{
    Q_OBJECT
public:
    enum class Content {
        Loading, ///< the first answer is on its way
        Rows,
        NothingSynced, ///< the workspace holds no case at all
        AllDone, ///< nothing is open any more
        NoMatch, ///< the filter fits nothing
    };
    Q_ENUM(Content)

    QueuePresenter(models::QueueSource& source, models::CaseActs& acts, FilterLanguage language, const Clock& clock,
        QObject* parent = nullptr);

    models::QueueModel& model() { return m_model; }
    models::QueueSource& source() { return m_source; }
    const Clock& clock() const { return m_clock; }
    const FilterLanguage& language() const { return m_language; }

    /// First question to the source; the screen is up before.
    void start();
    Content content() const { return m_content; }

    QString filter() const { return m_filter; }
    /// A filter with a fault leaves the list as it is and says where the fault is.
    void setFilter(const QString& text);
    const std::optional<cases::QueryFault>& fault() const { return m_fault; }
    /// Back to what is open.
    void clearFilter();

    const QList<SavedQueue>& savedQueues() const { return m_saved; }
    void showSaved(const QString& id);
    /// Id of the saved queue that the filter line equals, or empty.
    QString activeSaved() const;

    int currentRow() const { return m_current; }
    /// The open case, which may have left the list since.
    const std::optional<cases::CaseRow>& openCase() const { return m_open; }
    void select(int row);
    void next() { step(1); }
    void previous() { step(-1); }
    /// The case that the next step in the same direction would open; nullptr at the end or when it is not loaded yet.
    const cases::CaseRow* upcoming() const;
    /// Opens the first row unless the list points at one already; of a filter just typed, as soon as its rows are here.
    void openFirst();
    /// Opens a case that need not be in the list (palette, link).
    void openRow(const cases::CaseRow& row);
    void setAutoAdvance(bool on) { m_autoAdvance = on; }
    bool autoAdvance() const { return m_autoAdvance; }

    /// Claims the open case, or gives it back when it is held by this reviewer.
    void toggleClaim();
    /// The open case was decided here: mark it and go on to the next that is not done.
    void caseDecided(const QByteArray& caseId);
    /// Read one case again after an own act.
    void caseTouched(const QByteArray& caseId);
    /// Cases that changed through sync, merge or another window.
    void changedElsewhere(const QList<QByteArray>& caseIds);
    /// How many cases changed elsewhere since the list was made.
    int pendingChanges() const { return m_pendingChanges; }
    void reload();

Q_SIGNALS:
    void contentChanged();
    void filterChanged(const QString& text);
    void faultChanged();
    void savedQueuesChanged();
    void currentRowChanged(int row);
    void caseOpened(const docket::cases::CaseRow& row); ///< another case than before
    void caseUpdated(const docket::cases::CaseRow& row); ///< the open case has new facts
    void pendingChangesChanged(int count);
    void queueEnded(); ///< "next" on the last row
    void failed(const docket::Error& error);

private:
    void ask(const cases::QueueQuery& query);
    void onQueryAnswered();
    void onRowsChanged(int first, int last);
    void step(int by);
    void openCurrent();
    void setContent(Content content);
    void countSaved();
    void setPendingChanges(int count);

    models::QueueSource& m_source;
    models::CaseActs& m_acts;
    FilterLanguage m_language;
    const Clock& m_clock;
    models::QueueModel m_model;
    QList<SavedQueue> m_saved;
    QString m_filter;
    std::optional<cases::QueryFault> m_fault;
    Content m_content = Content::Loading;
    int m_direction = 1; ///< of the last step
    bool m_asking = false; ///< the query's first rows have not come yet
    bool m_openFirst = false; ///< and the first of them is to be opened
    std::optional<cases::CaseRow> m_open;
    int m_current = -1;
    bool m_autoAdvance = true;
    int m_pendingChanges = 0;
};

} // namespace docket::ui::queue
