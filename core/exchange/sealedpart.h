#pragma once

#include "core/exchange/agefile.h"
#include "core/exchange/archive.h"
#include "core/exchange/gzipstream.h"
#include "core/log/format/ids.h"

#include <QFile>

#include <stop_token>

namespace docket::exchange
{

/// Writes `payload.age`: a tar under gzip under age (FORMAT.md 10). Nothing is kept in memory
/// but the file at hand, so things lie in the order of the calls.
class SealedPartWriter
{
public:
    /// Begins `path`. Storage; Validation when a recipient's key is not usable.
    static Result<std::unique_ptr<SealedPartWriter>> begin(
        const QString& path, const QByteArrayList& recipients, const RandomBytes& random);
    Status addBlob(QByteArrayView sha256Hex, QByteArrayView bytes);
    /// `size` bytes of JSON lines.
    Status addHub(qint64 size, const Source& lines);
    Status addPayload(const log::EntryId& id, QByteArrayView salt, QByteArrayView data);
    Status finish();

private:
    explicit SealedPartWriter(const QString& path) : m_file(path) { }
    QFile m_file;
    std::optional<AgeWriter> m_age;
    std::unique_ptr<GzipWriter> m_gzip;
    std::unique_ptr<TarWriter> m_tar;
};

/// What lies in `payload.age`, one thing after the other. A function that is not set means that the thing is only
/// checked. An error ends the reading.
struct SealedPartVisitor {
    std::function<Status(QByteArrayView sha256Hex, QByteArrayView bytes)> blob;
    std::function<Status(const QByteArray& jsonLine)> hubLine;
    std::function<Status(const log::EntryId& id, QByteArrayView salt, QByteArrayView data)> payload;
};

/// Reads all of it. Integrity with the word "age" or "archive"; Validation (age) when none of the secrets opens it;
/// Cancelled.
Status readSealedPart(const QString& path, std::span<const log::Secret> secrets, const SealedPartVisitor& visitor,
    const std::stop_token& stop = {});

} // namespace docket::exchange
