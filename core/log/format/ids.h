#pragma once

#include "core/base/result.h"
#include "core/base/subject.h"

#include <QByteArray>
#include <QHashFunctions>
#include <QString>

#include <compare>

namespace docket::log
{

/// Identity of a log entry: the RFC 6962 leaf hash of its whole note, 32 bytes. One value serves as id, as `prev`, as
/// element of `par` and as Merkle leaf (FORMAT.md 4).
struct EntryId {
    QByteArray bytes;

    bool isValid() const { return bytes.size() == 32; }
    /// base64url without padding, 43 characters.
    QString text() const;
    /// Inverse of text(); Parse when it is not 43 canonical base64url characters.
    static Result<EntryId> parse(QStringView text);

    bool operator==(const EntryId&) const = default;
    /// Bytewise, unsigned: the order of `par` and the tie-break of the fold.
    std::strong_ordering operator<=>(const EntryId& other) const { return bytes.compare(other.bytes) <=> 0; }
};

inline size_t qHash(const EntryId& id, size_t seed = 0)
{
    return qHash(id.bytes, seed);
}

/// Identity of a case, 16 bytes: the same on every laptop of a workspace, meaningless to outsiders.
struct CaseId {
    QByteArray bytes;

    bool isValid() const { return bytes.size() == 16; }
    /// base64url without padding, 22 characters.
    QString text() const;
    /// Inverse of text(); Parse when it is not 22 canonical base64url characters.
    static Result<CaseId> parse(QStringView text);

    bool operator==(const CaseId&) const = default;
    std::strong_ordering operator<=>(const CaseId& other) const { return bytes.compare(other.bytes) <=> 0; }
};

inline size_t qHash(const CaseId& id, size_t seed = 0)
{
    return qHash(id.bytes, seed);
}

/// HMAC-SHA-256(workspaceSecret, "docket-case/v1\n" + subject.key() in UTF-8), first 16 bytes (FORMAT.md 6).
CaseId caseIdFor(QByteArrayView workspaceSecret, const Subject& subject);

} // namespace docket::log
