#pragma once

#include "ui/review/changesevidence.h"
#include "core/policy/vocabulary.h"
#include "ui/review/evidence.h"
#include "ui/review/viewertable.h"

#include <functional>

class QObject;

namespace docket::ui::review
{

/// A table, or why there is none.
struct TableEvidence {
    TableName name;
    std::optional<ViewerTable> table;
    NoTable refusal; ///< when there is no table
    QDateTime fetchedAt;
    QString commit; ///< head of the data set when it was read; empty when unknown
    QString sha256; ///< of the stored answer
};

/// Where the evidence pane reads: never on the caller's thread, always answered on it. `done` runs on the thread of
/// `receiver` and is dropped when `receiver` is gone or cancel() was called after the question.
/// Implementations: MirrorEvidence over a workspace; a fake in tests.
class EvidenceSource
{
public:
    template <typename T> using Done = std::function<void(Result<T>)>;

    virtual ~EvidenceSource() = default;

    virtual void overview(const Subject& subject, QObject* receiver, Done<Overview> done) = 0;
    /// Reads, parses and renders; `options.highlighter` must live as long as the source.
    virtual void card(
        const RepoKey& repo, const card::RenderOptions& options, QObject* receiver, Done<CardEvidence> done)
        = 0;
    virtual void filesSummary(const RepoKey& repo, QObject* receiver, Done<FilesSummary> done) = 0;
    /// Direct children, folders first.
    virtual void folder(const RepoKey& repo, const QString& folder, QObject* receiver, Done<QList<hub::FileEntry>> done)
        = 0;
    virtual void tables(const RepoKey& repo, QObject* receiver, Done<QList<TableName>> done) = 0;
    /// The stored rows of one table with the types and statistics of its columns. An empty name asks for the reason
    /// why there is no table at all.
    virtual void table(const RepoKey& repo, const TableName& name, QObject* receiver, Done<TableEvidence> done) = 0;
    /// Without events, newest first.
    virtual void threads(const RepoKey& repo, QObject* receiver, Done<QList<hub::Thread>> done) = 0;
    virtual void thread(const RepoKey& repo, int num, QObject* receiver, Done<ThreadEvidence> done) = 0;
    /// Newest first.
    virtual void revisions(const RepoKey& repo, QObject* receiver, Done<QList<sync::RevisionHead>> done) = 0;
    virtual void changes(
        const RepoKey& repo, const QString& from, const QString& to, QObject* receiver, Done<ChangesPtr> done)
        = 0;
    /// Forgets every question that has not been answered: the reviewer moved on.
    virtual void cancel() = 0;
};

/// One picture that the reviewer asked to see.
struct PictureRequest {
    RepoKey repo;
    QString commit; ///< the revision of the card
    card::Picture picture;
    QStringList agreedHosts; ///< hosts outside the Hub that the reviewer agreed to ask
    policy::Viewing viewing = policy::Viewing::Normal; ///< of the case; a source refuses what may not be shown
};

/// The bytes of one picture, or the host that would have to be asked for them.
struct PictureBytes {
    QByteArray bytes;
    QByteArray mimeType; ///< image/png, image/jpeg, image/gif, image/webp; from the bytes, not from the name
    QString path; ///< in the repository, or the whole address on another host
    QString commit; ///< of the repository; empty for other hosts
    QString sha256; ///< of the bytes, lower-case hex
    QDateTime fetchedAt; ///< UTC
    bool stored = false; ///< kept in the workspace: there next time without a network
    QString askHost; ///< not fetched: this host, which is not the Hub, would learn that somebody looks
};

/// Fetches pictures, only when the reviewer asked to see that very one (law 4). Same threading as EvidenceSource.
class PictureSource
{
public:
    virtual ~PictureSource() = default;
    /// `progress` gets the bytes so far; both run on the thread of `receiver` and are dropped when it is gone.
    virtual void fetch(const PictureRequest& request, QObject* receiver, std::function<void(qint64)> progress,
        std::function<void(Result<PictureBytes>)> done)
        = 0;
    /// Stops everything under way; nothing is answered any more.
    virtual void cancel() = 0;
};

} // namespace docket::ui::review
