#pragma once

#include "core/base/clock.h"
#include "core/log/fold/casestate.h"
#include "core/log/format/entry.h"
#include "core/log/keys/exchangekeys.h"
#include "core/log/fold/fold.h"
#include "core/log/store/incarnationguard.h"
#include "core/log/store/merge.h"
#include "core/log/keys/seal.h"
#include "core/log/store/verify.h"

#include <memory>
#include <stop_token>

namespace docket::log
{

class Authority;
struct Redaction;

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
    /// Makes `<workspaceFolder>/log.db` from what a peer hands over, for the device whose sealed key is in
    /// `<workspaceFolder>/keys/device.key` already (a join request made it). Forbidden when no root key in `source` has
    /// enrolled that device; nothing is left behind then. Keys stay locked.
    static Result<std::unique_ptr<Store>> createFrom(
        const QString& workspaceFolder, MergeSource& source, Clock& clock, const VerifyProgress& progress = {});

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

    /// Closes the device key anew: another passphrase, or from one to the keychain and back. Atomic; the old file is
    /// overwritten. Somebody with a copy of the old file and the old passphrase still has the key: rotateKey() ends
    /// that. Locked; Storage.
    Status reseal(const Seal& seal);
    /// Ends this device's log with key.rotate and goes on with a fresh key of the same person and roles (FORMAT.md 5).
    /// `seal` is what the key is closed with today: its passphrase (Validation when it is another) or the keychain that
    /// keeps it (Locked). When the program stops on the way, the next unlock() finishes it or takes it back.
    Status rotateKey(const Seal& seal);
    /// For a log that lacks its end (guardWith()) or that forked: goes on with a fresh key of the same person and
    /// roles, enrolled by `root` or, where that is null and this device holds root, by its own key; the old key is
    /// revoked after entry `lastSeq`, by default the last one that is held here or was remembered as signed. The new
    /// log begins with a log.seen that names the old head. `seal` as in rotateKey(). Validation when the log is whole
    /// or nobody at hand holds root.
    struct Continuation {
        QByteArray device; ///< the new key
        QByteArray before; ///< the old one
        qint64 lastSeq = 0; ///< the old key counts up to here
        bool unapproved = false; ///< the old key held root: its revocation waits for a lead of another person
    };
    Result<Continuation> continueAsNew(
        const Seal& seal, const SigningKey* root = nullptr, std::optional<qint64> lastSeq = std::nullopt);
    /// True when guardWith() found the log behind or another than what was signed.
    bool isBehind() const;

    /// The secrets that open what colleagues encrypted to this device. Locked.
    Result<ExchangeSecrets> exchangeSecrets();
    /// Sees to it that this device has an exchange key that may be used and that the log announces it with the cosigner
    /// key (key.exchange); destroys secrets whose time is long over. To be called after unlock(). True when an entry
    /// was written. Locked, Storage.
    Result<bool> renewExchangeKey();

    /// Compares the log with what this device remembers to have signed, and tells the guard of every checkpoint from
    /// now on. When the log is behind or differs, the store becomes read-only (readOnlyReason() says what to do: merge
    /// a peer's bundle, which may bring the missing end back, or go on as a new device).
    Status guardWith(std::shared_ptr<IncarnationGuard> guard);

    /// Why nothing can be written: opened read-only, or an I/O error happened. nullopt when writing is possible.
    std::optional<Error> readOnlyReason() const;

    /// Records the drafts in the order given, in one transaction: all or none. Each is signed, hashed, written, read
    /// back and verified before the commit. Locked, Validation (a draft is malformed), Storage or Integrity; after a
    /// failed write to disk the store is read-only until it is opened again.
    Result<QList<Entry>> append(const QList<Draft>& drafts);

    /// The same, signed by another enrolled key that is not this device's: the root key kept apart. It gets a log of
    /// its own in this workspace.
    Result<QList<Entry>> appendAs(const SigningKey& key, const QList<Draft>& drafts);

    /// Adds what a peer has: set union, contiguous per device, in one transaction (audit.md 4.6, 4.11). Everything is
    /// verified before anything is written; any damage refuses the whole and changes nothing. A log that contradicts
    /// what is held is kept beside it as a fork. Redactions that become complete are carried out. Signs cosignatures
    /// where the device key is unlocked. Integrity (words of FORMAT.md 12), Conflict (a gap: entries before `firstSeq`
    /// are not held), Cancelled.
    Result<MergeReport> merge(
        MergeSource& source, const VerifyProgress& progress = {}, const std::stop_token& stop = {});

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
    /// Number of entries of this device.
    Result<qint64> ownSize();
    /// Highest row, 0 when empty: the cursor for entries().
    Result<qint64> lastRow();
    /// SHA-256 over the sorted lines "origin size root\n" of all devices (audit.md 4.4), 32 bytes. With foldVersion it
    /// names the state.
    Result<QByteArray> snapshotId();

    /// Signs and stores a checkpoint (C2SP tlog-checkpoint) of this device's log; returns the note. Locked when locked.
    Result<QByteArray> checkpoint();
    /// The newest checkpoint that this device signed; nullopt before the first.
    Result<std::optional<Checkpoint>> lastCheckpoint();

    /// A proof that the entry is in its device's log, enough for an outsider with the device's public key (proof.h).
    /// Uses the newest stored checkpoint that contains the entry; signs a new one when there is none. NotFound, Locked.
    Result<QByteArray> prove(const EntryId& id);
    /// Go-style verifier keys ("name+id+key") of all devices, for other people's tools.
    Result<QByteArrayList> verifierKeys();

    /// Every tip of every device's log, sorted by device name, first branches first.
    Result<QList<LogTip>> tips();
    /// The notes of a tip with seq `fromSeq`, …, at most `limit`.
    Result<QByteArrayList> notesOf(const LogTip& tip, qint64 fromSeq, int limit);
    /// Hashes of a tlog-tiles level of a tip: level 0 are entry ids, level n the roots over 256^n entries.
    Result<std::vector<Hash>> hashesOf(const LogTip& tip, int level, qint64 from, qint64 count);
    /// PROOF(oldSize, D[tip.size]) of RFC 6962.
    Result<std::vector<Hash>> consistencyOf(const LogTip& tip, qint64 oldSize);
    /// The checkpoint at the tip's size with every cosignature known; signs one where the tip is this device's own and
    /// has none. NotFound where the device never sent one.
    Result<QByteArray> checkpointOf(const LogTip& tip);
    /// Signs the manifest of a bundle with the device key; the signed note. Usage unless the text begins with the line
    /// "docket-bundle/v1": the device key signs nothing else for a caller. Locked.
    Result<QByteArray> signManifest(const QByteArray& text);
    /// Payloads of the entries with row > afterRow, at most `limit`, in order of arrival.
    Result<QList<SealedPayload>> payloads(qint64 afterRow, int limit);

    /// Who has seen how much of each log.
    Result<QList<Witnessed>> witnessed();
    /// Forks held here.
    Result<QList<Fork>> forks();

    /// Who may do what, by everything recorded so far. Valid until the next call that changes the log.
    Result<const Authority*> authority();

    /// Erases payload and salt of everything whose redaction is complete and not carried out yet; the ids erased now.
    /// The bytes leave log.db at once (secure_delete, TRUNCATE journal). Blobs, view.db and redact.done are the
    /// workspace's to see to.
    Result<QList<EntryId>> eraseRedacted();
    /// Number of payloads erased so far.
    Result<qint64> erasures();
    /// Requests of complete redactions that this device has not reported done (redact.done), in the order of the fold.
    Result<QList<Redaction>> unreportedRedactions();
    /// Rebuilds log.db without free pages and removes copies made by schema changes. Storage.
    Status vacuum();
    /// Cases whose payloads changed without a new entry (erased, or handed in later): those with number > after, and
    /// the newest number.
    struct Touched {
        QList<CaseId> cases;
        qint64 last = 0;
    };
    Result<Touched> touchedAfter(qint64 after);
    /// Cases to fold again because somebody's rights or name changed since `mark`, and the mark of now; an empty mark
    /// means since ever and gives no cases.
    struct RightsChange {
        QByteArray mark;
        QList<CaseId> cases;
    };
    Result<RightsChange> rightsChangedSince(const QByteArray& mark);

    /// Checks the entries with row > afterRow (a quick check of what was not looked at before) and returns the last row
    /// looked at. Where something is wrong the store becomes read-only and says so.
    Result<qint64> checkTail(qint64 afterRow);

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
    friend class Merging;
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
