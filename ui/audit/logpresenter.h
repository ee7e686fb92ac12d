#pragma once

#include "ui/audit/logcheck.h"
#include "ui/audit/logfilter.h"
#include "ui/audit/timelinemodel.h"

namespace docket::ui::audit
{

/// What the log's screen does, without a window: filter, which entry is open, checks, proofs, checkpoints, erasure.
/// Lives as long as the workspace is open, so that the screen finds itself as it was left. Thread: GUI.
class LogPresenter : public QObject
{
    Q_OBJECT
public:
    enum class Content {
        Loading, ///< the first answer is on its way
        Rows,
        Searching, ///< nothing yet, and older entries are still being looked at
        Nothing, ///< the log has no entry
        NothingOfCase, ///< this case has none
        NoMatch, ///< the filter fits nothing
    };
    Q_ENUM(Content)

    LogPresenter(LogSource& source, const Clock& clock, QObject* parent = nullptr);

    TimelineModel& model() { return m_model; }
    LogCheck& check() { return m_check; }
    const Clock& clock() const { return m_clock; }

    /// Asks for what the screen shows: everything, or one case. `title` is the case's, for the chip.
    void showAll();
    void showCase(const log::CaseId& id, const QString& title);
    /// Asks again for everything that is on the screen.
    void refresh();
    Content content() const { return m_content; }

    const LogFilter& filter() const { return m_filter; }
    void setFilter(const LogFilter& filter);
    void toggleFamily(log::Family family);
    /// Between the case at hand and everything.
    void toggleScope();
    bool hasCaseAtHand() const { return m_caseAtHand.has_value(); }
    QString caseAtHandTitle() const { return m_caseTitle; }
    void setPerson(const QString& person);
    void setDevice(const QByteArray& device);
    void setDates(const QDate& from, const QDate& to);
    /// An id, a case, or words; empty ends the search. Answers later.
    void search(const QString& text);
    void clearFilter();

    int currentRow() const { return m_current; }
    void select(int row);
    void step(int by);
    /// Opens an entry that need not be in the list.
    void open(const log::EntryId& id);
    const std::optional<LogDetail>& detail() const { return m_detail; }
    const log::EntryId& openId() const { return m_open; }

    const std::optional<LogOverview>& overview() const { return m_overview; }
    QString personName(const QString& person) const;

    /// Writes `<path>`: the proof of the open entry, its note, a checkpoint. Says what was done through `told`.
    void exportProof(const QString& path);
    void saveNote(const QString& path);
    void signCheckpoint();
    const std::optional<SignedCheckpoint>& checkpoint() const { return m_checkpoint; }
    void saveCheckpoint(const QString& path);
    /// "aBcDeFgH.tlog-proof" for the open entry.
    QString proofFileName() const;
    QString noteFileName() const;

    /// What would go with the open entry; answers later, see erasurePlan().
    void planErasure();
    const std::optional<ErasurePlan>& erasurePlan() const { return m_plan; }
    void requestErasure(const ErasureWish& wish);
    void approveErasure(const log::EntryId& request);
    int waitingErasures() const; ///< that nobody approved yet

    bool isSettled() const { return m_model.isSettled() && m_asking == 0; }

Q_SIGNALS:
    void contentChanged();
    void filterChanged();
    void currentRowChanged(int row);
    void detailChanged();
    void entryOpened(); ///< somebody followed a link to an entry
    void overviewChanged();
    void checkpointChanged();
    void erasurePlanned();
    void told(const QString& sentence); ///< something was done
    void failed(const docket::Error& error);

private:
    void ask();
    void askOverview();
    void askDetail();
    void take(const log::EntryId& id);
    void updateContent();
    bool write(const QString& path, const QByteArray& bytes);

    LogSource& m_source;
    const Clock& m_clock;
    TimelineModel m_model;
    LogCheck m_check;
    LogFilter m_filter;
    std::optional<log::CaseId> m_caseAtHand;
    QString m_caseTitle;
    Content m_content = Content::Loading;
    int m_current = -1;
    log::EntryId m_open;
    std::optional<LogDetail> m_detail;
    std::optional<LogOverview> m_overview;
    std::optional<SignedCheckpoint> m_checkpoint;
    std::optional<ErasurePlan> m_plan; ///< of the open entry
    int m_asking = 0;
    int m_search = 0; ///< answers to an older text are dropped
};

} // namespace docket::ui::audit
