#pragma once

#include "core/base/sqlite.h"
#include "core/log/format/entry.h"

#include <functional>
#include <vector>

namespace docket::log
{

/// What a kind is about, as a reader of the log sorts them.
enum class Family {
    Decisions, ///< decide, resolve, escalate, appeal, reopen
    Assessments, ///< answers to checklists, and the evidence they rest on
    Notes, ///< notes, labels, claims, and the opening of a case
    Acts, ///< what left for the Hub or was to
    People, ///< workspace, keys, roles, names, policy in force
    Exchange, ///< bundles, what was seen of others, forks, clock steps
    Erasure, ///< requests, approvals and reports of erasing
    Other, ///< kinds that this build does not know
};
Family familyOf(QStringView kind);

/// Which entries to show. Members that are empty do not restrict.
struct TimelineQuery {
    QList<CaseId> cases; ///< at most 32
    QList<Family> families;
    QList<QByteArray> devices; ///< public keys
    QDateTime from; ///< author's time, UTC, inclusive
    QDateTime to; ///< author's time, UTC, exclusive
    QString idPrefix; ///< first characters of the entry id in base64url; at least 4
    QString words; ///< in the payload, as written, whatever the case of ASCII letters
    bool oldestFirst = false;

    bool isWhole() const
    {
        return cases.isEmpty() && families.isEmpty() && devices.isEmpty() && !from.isValid() && !to.isValid()
            && idPrefix.isEmpty() && words.isEmpty();
    }
    bool operator==(const TimelineQuery&) const = default;
};

/// Where a page ends. Opaque: only good for the query that gave it.
struct TimelineKey {
    qint64 major = 0;
    qint64 row = 0;
    QByteArray id;
    bool operator==(const TimelineKey&) const = default;
};

/// One entry with what a reader needs to judge it.
struct TimelineItem {
    enum class Payload {
        None, ///< the entry has none
        Held,
        Erased, ///< under a redaction
        Withheld, ///< never given to this workspace
        Missing, ///< announced, not there, and nobody erased it: a fault
    };
    Entry entry; ///< when `fault` is set, only id, device, seq, lamport, kind, case and row are known
    qint64 version = 1;
    QByteArray previous; ///< id of the device's entry before, 32 bytes; zeros for seq 1
    QByteArray deviceName;
    Payload payload = Payload::None;
    QByteArray data; ///< the payload's bytes when Held
    std::optional<EntryId> erasedBy; ///< the redact.approve
    bool forked = false; ///< another entry of the device has the same seq
    bool pending = false; ///< names a parent that is not here
    std::optional<Error> fault; ///< the stored bytes are no entry
};

struct TimelinePage {
    QList<TimelineItem> items;
    std::optional<TimelineKey> next; ///< where to go on; nullopt at the end
    qint64 looked = 0; ///< entries looked at
};

/// How long a timeline is and where its pages begin.
struct TimelineSpan {
    qint64 total = 0;
    /// `keys[i]` is the key of row `(i + 1) * step - 1`: the page after it begins at row `(i + 1) * step`.
    std::vector<TimelineKey> keys;
};

/// Reads log.db as a timeline: pages by key over an index, or a bounded look at the entries where the filter has none.
/// Order: the fold's for one case, the device's own for one device, arrival for everything else; newest first unless
/// asked otherwise. People, Exchange and Erasure are looked for among the entries without case only, where everything
/// that counts of them is.
/// Read-only, on a connection of its own whose statements end with each call, so that it never holds up a writer.
/// Thread: use from one thread at a time.
class Timeline
{
public:
    /// NotFound when the folder has no log.
    static Result<Timeline> open(const QString& workspaceFolder);

    /// Up to `limit` entries after `after`. Looks at no more than `lookAt` entries, so that a rare thing among a
    /// million costs many short calls; a page may be empty and have a `next`.
    Result<TimelinePage> page(
        const TimelineQuery& query, const std::optional<TimelineKey>& after, int limit, int lookAt = 20'000);
    /// nullopt for queries whose length only a walk would tell.
    Result<std::optional<TimelineSpan>> span(const TimelineQuery& query, int step);

    /// NotFound.
    Result<TimelineItem> item(const EntryId& id);
    /// The entry without what surrounds it. NotFound.
    Result<Entry> header(const EntryId& id);
    /// Entries whose id begins with these characters of base64url, at most `limit`.
    Result<QList<EntryId>> withPrefix(QStringView prefix, int limit);
    /// Entries of the same case that name this one as a parent. Looks at the case only.
    Result<QList<EntryId>> children(const Entry& entry);
    /// The entry with seq + 1 of the same device; on a fork, each.
    Result<QList<EntryId>> successors(const Entry& entry);
    /// The subject's key as the case's first entries name it; empty when none does.
    Result<QString> subjectOf(const CaseId& caseId);
    /// Largest size among the stored checkpoints of the device that cover `seq`; 0 when none does.
    Result<qint64> checkpointFor(const QByteArray& device, qint64 seq);

private:
    struct Raw;
    explicit Timeline(sqlite::Database db) : m_db(std::move(db)) { }
    Result<TimelineItem> complete(const Raw& raw);
    Result<bool> fits(const TimelineQuery& query, const Raw& raw);
    Result<TimelinePage> walk(
        const TimelineQuery& query, const std::optional<TimelineKey>& after, int limit, int lookAt);
    Result<TimelinePage> pick(
        const TimelineQuery& query, const std::optional<TimelineKey>& after, int limit, int lookAt);
    Result<std::vector<qint64>> rowsOf(const TimelineQuery& query);
    Result<std::vector<qint64>> deviceNumbers(const QList<QByteArray>& devices);
    Result<qint64> lastRow();

    sqlite::Database m_db;
    bool m_knowsWithheld = false; ///< the file has schema 2
    std::vector<qint64> m_picked; ///< rows of the last query that is answered by picking, sorted
    TimelineQuery m_pickedQuery;
    qint64 m_pickedUpTo = -1;
};

} // namespace docket::log
