#pragma once

#include "core/exchange/bytestream.h"

#include <memory>

namespace docket::exchange
{

/// gzip with the one header that Docket writes (no name, no time), so that the same content gives the same bytes.
/// Behind the data follows an empty member with the SHA-256 of all bytes before it (FORMAT.md 10): deflate can say the
/// same content in many ways, so gzip's own checksum, which is over the content, leaves bits that nobody would miss.
/// zlib and not libarchive's filter, because that one does not look at the checksum behind the data.
class GzipWriter
{
public:
    explicit GzipWriter(Sink out);
    ~GzipWriter();
    GzipWriter(GzipWriter&&) noexcept;
    Status write(QByteArrayView bytes);
    Status finish();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// Reads what GzipWriter wrote, and what it wrote before there was a digest. Integrity, word "archive", for another
/// header, a wrong checksum, digest or length, an early end and anything behind the end.
class GzipReader
{
public:
    explicit GzipReader(Source in);
    ~GzipReader();
    GzipReader(GzipReader&&) noexcept;
    Result<qsizetype> read(std::span<char> room);
    /// Bytes of the packed file taken so far, for messages.
    qint64 offset() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// Integrity, word "archive".
tl::unexpected<Error> archiveFault(const QString& thing, const QString& detail);

} // namespace docket::exchange
