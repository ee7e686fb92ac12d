#pragma once

#include "core/base/sqlite.h"
#include "core/log/authority.h"
#include "core/log/checkpoint.h"
#include "core/log/devicekey.h"
#include "core/log/entryformat.h"
#include "core/log/merkle.h"
#include "core/log/store.h"

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
    struct Head {
        CompactRange range;
        EntryId last;
        qint64 lastLamport = 0;
    };
    Result<Head> readHead();
    Result<QList<CaseHead>> headsOf(const CaseId& caseId);
    Status insert(const SignedEntry& entry, QByteArrayView salt, QByteArrayView payload, Head& head);
    Status writeHead(const Head& head);
    Status readBack(const EntryId& id);
    Result<SignedEntry> appendOne(const Draft& draft, Head& head);
    Result<QList<Entry>> appendAll(const QList<Draft>& drafts);
    Result<QByteArray> writeCheckpoint();
    Status createFirst(const QString& reviewerName, const QByteArray& domain, const Seal& seal);
    /// After a failed write: decides whether the store may go on, and returns the error.
    Error afterFailure(Error error);

    // storeread.cpp
    Result<sqlite::Statement*> cached(std::optional<sqlite::Statement>& slot, std::string_view sql);
    Result<qint64> scalar(std::string_view sql);
    Result<Entry> toEntry(const sqlite::Statement& statement);
    Result<const Authority*> authority();

    QString folder;
    Clock& clock;
    sqlite::Database db;
    std::optional<Error> readOnly;
    SealedKey sealed;
    std::optional<SigningKey> key;
    QByteArray workspace; ///< 22 characters
    StoredDevice own;

    /// Heads of cases written here lately; valid while nobody else wrote (see headsRow).
    std::unordered_map<std::string, QList<CaseHead>> caseHeads;
    qint64 headsRow = -1; ///< highest row when caseHeads was true
    Authority currentAuthority;
    qint64 authorityRow = -1; ///< highest row when currentAuthority was true

    /// Prepared on first use, see cached().
    using Slot = std::optional<sqlite::Statement>;
    Slot insertEntry, insertPayload, upsertHead, insertTile, selectHead, selectLast, selectOne, selectCase,
        selectMaxRow, selectHeads;
};

} // namespace docket::log
