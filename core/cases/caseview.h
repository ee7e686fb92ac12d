#pragma once

#include "core/base/sqlite.h"
#include "core/cases/caserow.h"
#include "core/cases/queuequery.h"

#include <memory>
#include <optional>

namespace docket::log
{
class Store;
}
namespace docket::sync
{
class Mirror;
}

namespace docket::cases
{

/// `view.db`: projection of mirror and log (cases, queue, search); WAL; deleted and rebuilt whenever its fold version
/// or snapshot does not match. Reads are keyset pages over composite and partial indexes (performance.md 1). Thread:
/// one object a thread; one writer.
class CaseView
{
public:
    enum class Access { ReadOnly, ReadWrite };
    static Result<CaseView> open(const QString& workspaceFolder, Access access);
    /// Removes view.db with all its parts; no CaseView may be open on it. open() makes an empty one, refresh() fills
    /// it.
    static void discard(const QString& workspaceFolder);

    /// Brings the projection up to date: only the subjects that changed in the mirror since the last call and the cases
    /// with new log entries are computed again. Returns the ids of the cases that changed.
    /// `now` (UTC) decides which claims have run out.
    Result<QList<QByteArray>> refresh(sync::Mirror& mirror, log::Store& log, const QDateTime& now);
    /// Adds or replaces rows as they are, in one transaction; `bulk` builds the indexes afterwards. For refresh,
    /// fixtures and benchmarks.
    docket::Status store(const QList<CaseRow>& rows, bool bulk = false);

    /// Up to `limit` rows of `query` after `after` (nullopt: from the top), in the query's order.
    Result<QList<CaseRow>> page(const QueueQuery& query, const std::optional<PageKey>& after, int limit);
    /// Rows before `before`, nearest last: for scrolling up.
    Result<QList<CaseRow>> pageBefore(const QueueQuery& query, const PageKey& before, int limit);
    static PageKey keyOf(const QueueQuery& query, const CaseRow& row);
    /// Number of rows, counted to at most `cap` (performance.md: cap the others at "10,000+").
    Result<qint64> count(const QueueQuery& query, qint64 cap = 10'001);
    /// Every 256th key of the query, for a scroll bar over the whole list; run off the GUI thread.
    Result<QList<PageKey>> anchors(const QueueQuery& query, int step = 256);
    /// Accepts the case text (base64url), a unique prefix of it, or a subject key.
    Result<CaseRow> find(QStringView caseOrSubject);
    Result<std::optional<CaseRow>> row(QByteArrayView caseId);
    /// Ids of the cases that have outward acts; `openOnly`: some of which are neither confirmed, cancelled nor failed.
    Result<QList<QByteArray>> casesWithActs(bool openOnly);

private:
    struct Private;
    explicit CaseView(std::shared_ptr<Private> d);
    std::shared_ptr<Private> d;
};

} // namespace docket::cases
