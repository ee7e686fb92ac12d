#pragma once

#include "core/base/clock.h"
#include "core/log/casestate.h"
#include "core/log/entry.h"
#include "core/log/fold.h"
#include "core/log/seal.h"
#include "core/log/verify.h"

#include <memory>
#include <stop_token>

namespace docket::log
{

enum class Access { ReadOnly, ReadWrite };

/// `log.db`: the signed, append-only record of a workspace, and the only truth about what people did (law 1).
/// Rollback journal TRUNCATE, synchronous FULL. An append is durable and re-verified when the call returns.
/// Thread: use from one thread at a time; readers on other threads open their own Store read-only.
/// A second process may open the same file; sequence numbers are given inside the write transaction.
class Store
{
public:
    /// Makes `<workspaceFolder>/log.db` and `<workspaceFolder>/keys/device.key` with the first device and person, who
    /// gets every role. The new store is unlocked. Conflict when the folder has a log already; Locked when the seal has
    /// neither an answering keychain nor a passphrase. `domain` is the first part of the device name, see
    /// defaultDomain.
    static Result<std::unique_ptr<Store>> create(const QString& workspaceFolder, const QString& reviewerName,
        const QString& domain, const Seal& seal, Clock& clock);
    /// Opens an existing log. The keys stay locked until unlock(). NotFound, Integrity (not ours, damaged) or
    /// Unsupported (newer) when it cannot be.
    static Result<std::unique_ptr<Store>> open(const QString& workspaceFolder, Access access, Clock& clock);

    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    /// Opens the device key with a passphrase. Validation when it is wrong; Locked when the key is in the keychain.
    Status unlock(const Secret& passphrase);
    /// Opens the device key with the wrapping key in the keychain. Locked when no service answers or when the key is
    /// sealed with a passphrase.
    Status unlock(Keychain& keychain);
    bool isUnlocked() const;
    /// True when unlock() needs a passphrase, false when the keychain holds the wrapping key.
    bool needsPassphrase() const;
    /// Wipes the device key from memory.
    void lock();

    /// Why nothing can be written: opened read-only, or an I/O error happened. nullopt when writing is possible.
    std::optional<Error> readOnlyReason() const;

    /// Records the drafts in the order given, in one transaction: all or none. Each is signed, hashed, written, read
    /// back and verified before the commit. Locked, Validation (a draft is malformed), Storage or Integrity; after a
    /// failed write to disk the store is read-only until it is opened again.
    Result<QList<Entry>> append(const QList<Draft>& drafts);

    /// Entries with row > afterRow in order of arrival, at most `limit`.
    Result<QList<Entry>> entries(qint64 afterRow, int limit);
    /// All entries of a case in fold order (lamport, id).
    Result<QList<Entry>> entriesOf(const CaseId& caseId);
    /// NotFound when there is none.
    Result<Entry> entry(const EntryId& id);
    /// The payload's bytes; nullopt when the entry has none or it was erased.
    Result<std::optional<QByteArray>> payload(const EntryId& id);
    /// The signed note, byte for byte: what the id is the hash of, and what other tools verify.
    Result<QByteArray> note(const EntryId& id);
    /// Cases that have at least one entry with row > afterRow.
    Result<QList<CaseId>> casesAfter(qint64 afterRow);

    /// The workspace id: 22 base64url characters.
    Result<QByteArray> workspaceId();
    /// 32 bytes known to members only; the key of caseIdFor().
    Result<QByteArray> workspaceSecret();
    /// The person and device that write here.
    Reviewer me();
    Result<QList<Reviewer>> reviewers();

    /// Number of entries of all devices.
    Result<qint64> size();
    /// Highest row, 0 when empty: the cursor for entries().
    Result<qint64> lastRow();
    /// SHA-256 over the sorted lines "origin size root\n" of all devices (audit.md 4.4), 32 bytes. With foldVersion it
    /// names the state.
    Result<QByteArray> snapshotId();

    /// Signs and stores a checkpoint (C2SP tlog-checkpoint) of this device's log; returns the note. Locked when locked.
    Result<QByteArray> checkpoint();

    /// A proof that the entry is in its device's log, enough for an outsider with the device's public key (proof.h).
    /// Uses the newest stored checkpoint that contains the entry; signs a new one when there is none. NotFound, Locked.
    Result<QByteArray> prove(const EntryId& id);
    /// Go-style verifier keys ("name+id+key") of all devices, for other people's tools.
    Result<QByteArrayList> verifierKeys();

    /// Reads the whole log. Cancelled when `stop` is requested; what is wrong with the log is in the report, not an
    /// error.
    Result<VerifyReport> verify(Depth depth, const VerifyProgress& progress = {}, const std::stop_token& stop = {});

    /// Entries, payloads and authors' roles of one case, ready for foldCase().
    Result<QList<FoldEntry>> foldEntriesOf(const CaseId& caseId);
    /// The fold of one case; an empty New state for a case without entries.
    Result<CaseState> caseState(const CaseId& caseId);

    /// The largest payload of one entry, bytes.
    static constexpr qsizetype maximumPayload = 1024 * 1024;

private:
    struct Private;
    explicit Store(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

/// First part of device names when the workspace has no domain of its own.
inline QString defaultDomain()
{
    return QStringLiteral("docket.example");
}

/// File names inside a workspace folder.
inline QString logFileName()
{
    return QStringLiteral("log.db");
}

} // namespace docket::log
