#pragma once

#include "core/log/format/entry.h"
#include "core/log/crypto/hash.h"
#include "core/log/format/note.h"

namespace docket::log
{

/// What an entry says about its payload without showing it.
struct PayloadReference {
    QByteArray commitment; ///< payloadCommitment(), 32 bytes
    qint64 size = 0; ///< bytes of the payload
    QByteArray type; ///< media type, "application/json"
    bool operator==(const PayloadReference&) const = default;
};

/// The signed header of an entry, FORMAT.md 2: all of it, and nothing that is not signed.
struct EntryHeader {
    QByteArray app; ///< writer's version
    std::optional<CaseId> caseId;
    QByteArray device; ///< raw public key, 32 bytes
    QByteArray kind;
    qint64 lamport = 0;
    QList<EntryId> parents; ///< sorted, unique; empty without a case
    std::optional<PayloadReference> payload;
    QByteArray policy; ///< "set@12hex" or empty
    QByteArray previous; ///< id of the device's entry before, 32 bytes; zeros for seq 1
    qint64 seq = 0;
    QDateTime time; ///< UTC
    qint64 version = 1;
    QByteArray workspace; ///< 22 characters; empty in ws.init only
    bool operator==(const EntryHeader&) const = default;
};

inline constexpr qint64 entryVersion = 1;
inline constexpr qsizetype maximumEntryText = 16384; ///< bytes of the note's text
inline constexpr int maximumParents = 32;
inline constexpr qint64 maximumLamportJump = 1'000'000;

/// The note text: the constant first line and the canonical JSON line. The header must be valid, see decodeText().
QByteArray encodeText(const EntryHeader& header);
/// Reads and checks everything that can be checked on one entry alone. A version above 1 may have further fields, which
/// are kept in the bytes and not looked at. Faults: size, first-line, json-…, canonical, field.
Result<EntryHeader> decodeText(QByteArrayView text);

/// base64url of the first 16 bytes of SHA-256 of the ws.init text: 22 characters.
QByteArray workspaceIdOf(QByteArrayView initText);
/// "<domain>/<first 8 of workspace>/<first 8 of base64url(public key)>": key name and checkpoint origin.
QByteArray deviceName(QByteArrayView domain, QByteArrayView workspace, QByteArrayView publicKey);
/// True when `name` is deviceName() of some well-formed domain for this workspace and key.
bool isDeviceName(QByteArrayView name, QByteArrayView workspace, QByteArrayView publicKey);
/// Lower-case letters, digits, dots and hyphens, at most 100.
bool isDomain(QByteArrayView domain);

/// An entry taken apart and checked.
struct SignedEntry {
    EntryHeader header;
    QByteArray text; ///< signed bytes
    QByteArray signature; ///< 64 bytes
    QByteArray name; ///< of the signing device
    EntryId id; ///< leaf hash of the whole note
};

/// Reads a whole note as an entry and verifies name, key id and signature. Faults: those of decodeText(), note, name,
/// key-id, signature.
Result<SignedEntry> decodeEntry(QByteArrayView note);
/// Signs a header; the inverse of decodeEntry().
SignedEntry signEntry(const EntryHeader& header, const QByteArray& name, const SigningKey& key);

/// True for key.rotate and log.freeze: nothing may follow them in a log.
bool closesLog(QByteArrayView kind);

/// The public view of a header.
Entry toEntry(const EntryHeader& header, const EntryId& id, qint64 row);

/// The rules between an entry and the one before it on the same device. `parentLamport` is the highest of its parents'
/// (0 without), nullopt when a parent is not known: how far the clock may jump cannot be judged then.
/// Faults: chain (seq or prev), clock (Lamport).
Status checkSuccession(const EntryHeader& entry, qint64 previousSeq, QByteArrayView previousId, qint64 previousLamport,
    std::optional<qint64> parentLamport);

} // namespace docket::log
