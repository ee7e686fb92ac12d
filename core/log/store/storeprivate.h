#pragma once

#include "core/base/sqlite.h"
#include "core/log/fold/authority.h"
#include "core/log/format/checkpoint.h"
#include "core/log/keys/devicekey.h"
#include "core/log/format/entryformat.h"
#include "core/log/format/merkle.h"
#include "core/log/store/store.h"

#include <QJsonObject>
#include <QSet>

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace docket::log
{

/// One head of a case: an entry that no other entry of the case has as parent.
struct CaseHead {
    EntryId id;
    qint64 lamport = 0;
};

/// A device as log.db numbers it.
struct StoredDevice {
    qint64 number = 0;
    QByteArray publicKey;
    QByteArray name;
    QByteArray keyId;
};

/// One row of `entry` with its payload, exactly as stored.
struct StoredEntry {
    qint64 row = 0;
    QByteArray id;
    qint64 device = 0;
    qint64 seq = 0;
    qint64 lamport = 0;
    QByteArray caseId; ///< empty for NULL
    QByteArray kind;
    QByteArray text;
    QByteArray signature;
    bool hasPayload = false;
    QByteArray salt;
    QByteArray payload;
};

/// Columns in the order of readStored(); a statement adds WHERE and ORDER.
inline constexpr std::string_view storedColumns
    = "SELECT e.n,e.id,e.d,e.seq,e.lc,e.kase,e.kind,e.text,e.sig,p.salt,p.data"
      " FROM entry e LEFT JOIN payload p ON p.id=e.id ";
StoredEntry readStored(const sqlite::Statement& statement);

/// Compares everything about one stored row that needs no other row: id, columns, canonical form, workspace, payload
/// commitment, and the signature when asked. Returns the header. Faults: id, column, commitment, payload-missing,
/// payload-extra, workspace, name, signature and those of decodeText(). `erased` says that a missing payload is fine.
Result<EntryHeader> checkStored(const StoredEntry& stored, const StoredDevice& device, const QByteArray& workspace,
    bool erased, bool withSignature);

/// 32 random bytes for the commitment of a payload.
QByteArray newSalt();
/// A draft about no case.
Draft adminDraft(const QString& kind, const QJsonObject& payload);

struct Store::Private {
    explicit Private(Clock& usedClock) : clock(usedClock) { }

    // store.cpp
    /// `making`: an empty file becomes a log; otherwise only a log is opened, and nothing else is touched.
    Status openDatabase(Access access, bool making = false);
    void guard();
    /// Refuses to write behind a damaged end of the log: the newest own entry must verify.
    void checkEnd();
    Status loadIdentity();
    Result<std::vector<StoredDevice>> devices();

    // storewrite.cpp
    /// The end of one branch of a device's log.
    struct Head {
        CompactRange range;
        EntryId last;
        qint64 lastLamport = 0;
        bool closed = false; ///< the last entry is key.rotate or log.freeze: nothing may follow
    };
    /// Who signs: a device of this log and its key.
    struct Author {
        StoredDevice device;
        const SigningKey* key;
    };
    /// Why nothing can be appended now; nullopt when it can.
    std::optional<Error> whyNot() const;
    Result<Head> readHead(const StoredDevice& device);
    Result<QList<CaseHead>> headsOf(const CaseId& caseId);
    Status insertEntryRow(const SignedEntry& entry, const StoredDevice& device);
    Status insertPayloadRow(const EntryId& id, QByteArrayView salt, QByteArrayView payload);
    /// Adds the entry to the branch; tiles are kept for a device's first branch only.
    Status extend(const SignedEntry& entry, const StoredDevice& device, Head& head, bool firstBranch);
    Status insert(
        const SignedEntry& entry, const StoredDevice& device, QByteArrayView salt, QByteArrayView payload, Head& head);
    Status writeHead(const StoredDevice& device, const Head& head);
    /// Reads the entry as it is stored now and checks all of it by itself.
    Status readBack(const EntryId& id, const StoredDevice& device, bool withSignature = false);
    /// What appendOne() gave to the database.
    struct Written {
        SignedEntry entry;
        QByteArray salt;
        QByteArray payload;
    };
    /// Reads the entry as it is stored now and compares every byte with what was written.
    Status readBack(const Written& written, const StoredDevice& device);
    Result<qint64> lamportBefore(const Draft& draft, const Head& head, QList<EntryId>& parents);
    Result<Written> appendOne(const Author& author, const Draft& draft, Head& head);
    Result<QList<Entry>> appendAll(const Author& author, const QList<Draft>& drafts);
    /// A clock.step draft when the wall clock was set since the last entry (audit.md 4.7).
    std::optional<Draft> clockStep(const QDateTime& lastEntry);
    Result<StoredDevice> deviceOf(QByteArrayView publicKey, QByteArrayView name);
    Result<QByteArray> writeCheckpoint();
    /// Signs the head, inside the caller's transaction, after making sure that it extends what was signed before.
    Result<Checkpoint> signCheckpoint(const Author& author, const Head& head);

    // storeincarnation.cpp
    bool isGuarded() const;
    /// What log.db says of the newest stretch of writing (incarnationguard.h).
    struct Stretch {
        QByteArray nonce;
        bool open = false;
        bool hasTable = false;
    };
    Result<Stretch> readStretch();
    /// Inside the transaction of the entries: its nonce when a stretch begins with them, else empty.
    Result<QByteArray> beginStretch();
    /// Inside the transaction of a checkpoint; the nonce of what it ends.
    Result<QByteArray> endStretch();
    void rememberStretch(const QByteArray& nonce);
    void rememberIncarnation(const Checkpoint& checkpoint, const QByteArray& nonce);
    /// Compares the log with the incarnation record; sets or clears `behind`.
    Status checkIncarnation();

    // storetips.cpp
    /// A device's branches as stored: the first one, then the far sides of forks.
    struct Branch {
        StoredDevice device;
        Head head;
        bool first = true;
    };
    Result<QList<Branch>> branchesOf(const StoredDevice& device);
    Result<Branch> branchOf(const LogTip& tip);
    Result<StoredDevice> deviceByKey(QByteArrayView publicKey);
    /// The checkpoint's note with every cosignature stored for it, as bytes.
    Result<QByteArray> withCosignatures(const StoredDevice& device, const Checkpoint& checkpoint, SignedNote note);
    /// Ids of the branch's entries `fromSeq` … `fromSeq`+count-1.
    Result<std::vector<Hash>> chainIds(const Branch& branch, qint64 fromSeq, qint64 count);
    /// The tree over the branch's first `size` entries.
    Result<CompactRange> rangeAt(const Branch& branch, qint64 size);
    /// Where a branch leaves the first one: its ids from there on, with the seq of the first of them.
    Result<std::pair<qint64, std::vector<Hash>>> farSide(const Branch& branch);

    // storeerase.cpp
    Result<QList<EntryId>> eraseComplete();
    Status createFirst(const QString& reviewerName, const QByteArray& domain, const Seal& seal);
    /// After a failed write: decides whether the store may go on, and returns the error.
    Error afterFailure(Error error);

    // storesuccession.cpp
    using OpenKey = std::function<Result<SigningKey>(const SealedKey& sealed)>;
    /// Opens what `seal` closes the device key with, as a check and for the key that follows.
    Result<OpenKey> openerFor(const Seal& seal);
    /// Makes the key that is to follow and everything it needs in the keys folder; the log does not know it yet.
    Result<SigningKey> prepareSuccessor(const Seal& seal);
    /// Finishes a change of the device key that the log has recorded, takes back one that it has not.
    Status settleSuccession(const OpenKey& open);
    /// Goes on as the key in `next`, which replaces the device key.
    Status become(const SealedKey& next, SigningKey key);

    // storeread.cpp
    Result<sqlite::StatementLease> cached(std::optional<sqlite::Statement>& slot, std::string_view sql);
    Result<qint64> scalar(std::string_view sql);
    Result<Entry> toEntry(const sqlite::Statement& statement);
    Result<const Authority*> authority();
    /// Public keys of the devices that wrote two histories.
    Result<const QSet<QByteArray>*> forkedDevices();

    QString folder;
    Clock& clock;
    sqlite::Database db;
    std::optional<Error> readOnly;
    std::optional<Error> behind; ///< the incarnation record knows more of this device than the log
    std::shared_ptr<IncarnationGuard> incarnation;
    bool stretchIsOurs = false; ///< the newest stretch of writing began in this session
    QDateTime lastWall; ///< wall and running clock at the last append of this process
    qint64 lastElapsed = 0;
    SealedKey sealed;
    std::optional<SigningKey> key;
    QByteArray workspace; ///< 22 characters
    StoredDevice own;

    /// Heads of cases written here lately; valid while nobody else wrote (see headsRow).
    std::unordered_map<std::string, QList<CaseHead>> caseHeads;
    qint64 headsRow = -1; ///< highest row when caseHeads was true
    Authority currentAuthority;
    qint64 authorityRow = -1; ///< highest row when currentAuthority was true
    QSet<QByteArray> currentForked;
    qint64 forkedRow = -1; ///< highest row when currentForked was true

    /// Prepared on first use, see cached().
    using Slot = std::optional<sqlite::Statement>;
    Slot insertEntry, insertPayload, upsertHead, insertTile, selectHead, selectLast, selectOne, selectCase,
        selectMaxRow, selectHeads, selectAdminClock;
};

} // namespace docket::log
