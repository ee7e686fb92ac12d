#pragma once

#include "core/base/blobstore.h"
#include "core/base/sqlite.h"
#include "core/hub/types.h"
#include "core/sync/revision.h"

#include <QHash>
#include <QMap>
#include <QSet>

namespace docket::sync
{

/// What the mirror last heard about a thing: fetched, or why not. Shown in the row; the case stays usable.
struct FetchState {
    QDateTime fetchedAt; ///< last success; invalid when never
    std::optional<Error> error; ///< of the last try, when it failed
};

struct RepoRecord {
    hub::RepoInfo info;
    FetchState state;
    QString renamedFrom; ///< the id it was watched under, when the Hub moved it
};

/// A pinned text of the card: law 2 names commit and SHA-256.
struct CardRecord {
    QString commit; ///< 40 hex
    QString path; ///< README.md
    QByteArray sha256; ///< 64 hex, name of the blob
    qint64 size = 0; ///< bytes
    FetchState state;
};

/// One answer of the dataset viewer, stored as it came (hub-api 12).
struct ViewerRecord {
    QString endpoint; ///< "splits", "first-rows", "statistics", "size"
    QString config;
    QString split;
    int status = 200; ///< HTTP status; an error body is kept too
    QByteArray json;
    FetchState state;
};

/// What a comment said before it was edited.
struct EarlierComment {
    QString raw; ///< Markdown
    QDateTime updatedAt; ///< when it was given this text, by the Hub's clock; invalid when the Hub did not say
    QDateTime seenAt; ///< when a sync found it replaced
    bool operator==(const EarlierComment&) const = default;
};

/// A picture of a card that a reviewer revealed, with where and when its bytes came from.
struct PictureRecord {
    QString address; ///< path in the repository, or the whole address on another host
    QString commit; ///< 40 hex; empty on another host
    QByteArray sha256; ///< 64 hex, name of the blob
    qint64 size = 0; ///< bytes
    QString type; ///< "image/png": read from the bytes
    QDateTime fetchedAt;
    bool operator==(const PictureRecord&) const = default;
};

struct Watch {
    enum class Kind { Repo, Organisation, Listing };
    Kind kind = Kind::Repo;
    QString text; ///< "model:acme/x", "org:acme", "listing:models?filter=nlp": the form design 5.2 fixes
    static Result<Watch> parse(QStringView text);
    bool operator==(const Watch&) const = default;
};

/// `hub.db`: a mirror of the Hub that can always be fetched again (WAL). Numbers in `change` grow with every row
/// written, so that a projection reads only what moved. Thread: one Mirror object a thread; the sync thread writes,
/// others open read-only.
class Mirror
{
public:
    enum class Access { ReadOnly, ReadWrite };
    /// Opens or creates `<workspace>/hub.db` and `<workspace>/blobs`. A file that is damaged is moved aside
    /// (`hub.db.damaged-<time>`) and a new one begun: everything in it can be fetched again, but for the watches, which
    /// come back from the copy in `watches`.
    static Result<Mirror> open(const QString& workspaceFolder, Access access);
    /// Damage in the middle of the file shows only when that page is read, by a connection that is not the only one.
    /// When `error` is such (Integrity of hub.db), the next open() for writing sets the file aside; true then.
    static bool noteDamage(const QString& workspaceFolder, const Error& error);

    Result<std::optional<RepoRecord>> repo(const RepoKey& key);
    Result<std::optional<CardRecord>> card(const RepoKey& key);
    Result<QByteArray> blob(QByteArrayView sha256Hex);
    /// Direct children of `folder` ("" for the root), folders first.
    Result<QList<hub::FileEntry>> files(const RepoKey& key, const QString& folder);
    /// The file at this very path, as the stored tree knows it.
    Result<std::optional<hub::FileEntry>> file(const RepoKey& key, const QString& path);
    Result<int> fileCount(const RepoKey& key);
    Result<std::optional<PictureRecord>> picture(const RepoKey& key, const QString& commit, const QString& address);
    /// Without events, newest first.
    Result<QList<hub::Thread>> threads(const RepoKey& key);
    Result<std::optional<hub::Thread>> thread(const RepoKey& key, int num);
    /// Earlier texts of the thread's comments by comment id, oldest first; at most 20 each. The Hub tells that a
    /// comment was edited and not what it said before: this is what syncs saw.
    Result<QHash<QString, QList<EarlierComment>>> earlierComments(const RepoKey& key, int num);
    Result<QList<ViewerRecord>> viewer(const RepoKey& key);
    /// Every revision of which something is stored: the newest first, then by the time of the first fetch.
    Result<QList<RevisionHead>> revisions(const RepoKey& key);
    /// What is stored of one revision; nullopt for an unknown commit. Integrity when a blob is damaged.
    Result<std::optional<Revision>> revision(const RepoKey& key, const QString& commit);
    Result<QList<hub::Report>> reportsOn(const Subject& subject);
    /// Subjects whose reports or repository changed after `change`, in order of change, at most `limit`.
    struct Changed {
        Subject subject;
        qint64 change = 0;
    };
    Result<QList<Changed>> changedSubjects(qint64 afterChange, int limit);
    Result<qint64> lastChange();
    /// Time of the last complete sync, UTC; invalid when never.
    Result<QDateTime> lastSync();

    Result<QList<Watch>> watches();
    Status addWatch(const Watch& watch);
    Status removeWatch(const Watch& watch);

    // Writing (the sync thread; one transaction a call).
    Status storeRepo(const RepoKey& asked, const Result<hub::RepoInfo>& info, const QDateTime& now);
    Status storeCard(const RepoKey& key, const QString& commit, const QString& path, const Result<QByteArray>& bytes,
        const QDateTime& now);
    Status storeTree(
        const RepoKey& key, const QString& commit, const Result<QList<hub::FileEntry>>& files, const QDateTime& now);
    /// Replaces the thread and the reports found in it.
    Status storeThread(const hub::Thread& thread, const QDateTime& now);
    /// Its bytes are a blob already.
    Status storePicture(const RepoKey& key, const PictureRecord& record);
    Status storeViewer(const RepoKey& key, const ViewerRecord& record);
    /// Adds what a work pack tells of one revision to what is stored of it; nothing that is here is replaced. The card
    /// is named only: its blob comes before. False when all of it was here.
    Result<bool> storeRevision(const RepoKey& key, const Revision& revision);
    /// The same for what comments said before; by comment id, oldest first. NotFound without the thread.
    Result<bool> storeEarlierComments(
        const RepoKey& key, int num, const QHash<QString, QList<EarlierComment>>& comments);
    /// Repositories with more than `revisionsKept` past revisions.
    Result<QList<RepoKey>> reposWithManyRevisions();
    /// Forgets the oldest past revisions beyond `revisionsKept`, but none of `needed`: whoever calls this has the log
    /// and knows which commits evidence names. Blobs stay.
    Status trimRevisions(const RepoKey& key, const QSet<QString>& needed);
    Status setLastSync(const QDateTime& time);
    /// For a redaction: takes every text out for good whose UTF-8 bytes have one of these SHA-256 (64 hex), of now and
    /// of before: cards, trees, rows and other answers of the dataset viewer, comments and what they said before an
    /// edit, diffs. They are remembered (BlobStore::isErased): whatever a sync or a work pack brings of them later is
    /// stored without its text. hub.db is rewritten, its old copies go. Not inside batch(). Storage while another
    /// program reads hub.db: call again.
    Status erase(const QSet<QByteArray>& named);
    /// Moves everything stored under `from` to `to` (the Hub renamed it, 307). What `to` already had is dropped.
    Status renameRepo(const RepoKey& from, const RepoKey& to);
    /// Small texts the engine keeps between runs: ETags, cursors, what to look at next. Empty when absent.
    Result<QString> cursor(const QString& name);
    Status setCursor(const QString& name, const QString& value);
    /// Many writes in one transaction: the store… calls made while it lives join it.
    Result<sqlite::Transaction> batch() { return sqlite::Transaction::begin(m_database); }
    /// Every repository stored, in the order of their last look at the discussions, oldest first.
    Result<QList<RepoKey>> repos();
    /// Learns a dictionary for the blobs from the cards stored so far, once there are enough (performance.md 10: cards
    /// then take a third less room). Does nothing when there is one.
    Status trainBlobs();
    sqlite::Database& database() { return m_database; }
    BlobStore& blobs() { return m_blobs; }

private:
    Mirror(sqlite::Database database, BlobStore blobs) : m_database(std::move(database)), m_blobs(std::move(blobs)) { }
    /// Before something of `repo` is replaced by what belongs to `newCommit`: what is there becomes a past revision.
    Status keepCard(qint64 repo, const QString& newCommit);
    Status keepTree(qint64 repo, const QString& newCommit);
    Status keepRows(qint64 repo, const ViewerRecord& record, const QString& newCommit);
    Status keepEarlierComments(qint64 thread, const hub::Thread& fetched, const QDateTime& now);
    Status eraseThreads(const QSet<QByteArray>& named);
    Status eraseAnswers(const QSet<QByteArray>& named);
    bool isErasedText(const QString& text) const;
    hub::Thread withoutErased(hub::Thread thread) const;
    Result<bool> hasErasedCard(qint64 repo);
    static Error erasedError();
    Status copyWatches();
    Status restoreWatches();

    sqlite::Database m_database;
    BlobStore m_blobs;
};

} // namespace docket::sync
