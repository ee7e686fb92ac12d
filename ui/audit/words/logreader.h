#pragma once

#include "core/log/fold/authority.h"
#include "core/log/store/store.h"
#include "ui/audit/words/logsource.h"

#include <QHash>

#include <optional>

namespace docket::ui::audit
{

/// Turns entries of a store into rows and details. Thread: that of the store, one at a time.
class LogReader
{
public:
    /// Opens the timeline beside `store`; call before anything else, as often as one likes.
    Status attach(log::Store& store, const QString& folder);

    log::Timeline& timeline() { return *m_timeline; }
    Result<LogRow> rowOf(log::TimelineItem item);
    Result<LogPage> page(const log::TimelineQuery& query, const std::optional<log::TimelineKey>& after, int limit);
    Result<LogDetail> detail(const log::EntryId& id, bool mayWrite);
    Result<LogOverview> overview(bool readOnly);
    EntryLink linkTo(const log::EntryId& id);
    /// Entries by the first characters of their id; otherwise nullopt.
    Result<std::optional<LogSearch>> entriesLike(const QString& text);

private:
    EntryFacts factsOf(log::TimelineItem item);
    std::optional<Erasure> erasureOf(const log::EntryId& id);
    /// Why the entry does not count; nullopt when it does.
    std::optional<Mark> refusal(const log::Entry& entry) const;
    /// What others have seen, read once for each state of the log.
    Result<const QList<log::Witnessed>*> witnessed();
    QString nameOf(const QByteArray& device, qint64 seq) const;
    QList<ErasureRequest> erasures(const log::Reviewer& me, bool mayWrite);

    std::optional<log::Timeline> m_timeline;
    QString m_folder;
    log::Store* m_store = nullptr;
    const log::Authority* m_authority = nullptr;
    QHash<log::EntryId, Mark> m_refused; ///< entries without case that have no effect
    QHash<QByteArray, QString> m_owners; ///< device -> name of its person
    QHash<QByteArray, QByteArray> m_devices; ///< name -> public key
    QHash<QByteArray, QString> m_subjects; ///< case -> subject's key, of cases that have one
    QList<log::Witnessed> m_witnessed;
    qint64 m_witnessedRow = -1; ///< newest row when m_witnessed was true
    Names m_names;
};

} // namespace docket::ui::audit
