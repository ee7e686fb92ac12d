#include "core/exchange/gzipstream.h"

#include "core/exchange/streamdigest.h"
#include "core/log/format/fault.h"

#include <zlib.h>

#include <algorithm>
#include <array>

namespace docket::exchange
{

using namespace Qt::StringLiterals;

namespace
{

constexpr size_t bufferSize = size_t(64) * 1024;
constexpr int gzipWindow = 15 + 16; // zlib: the largest window, with gzip's header and trailer
/// Magic, deflate, no flags, no time, default level; the system is told apart below.
constexpr QByteArrayView header("\x1f\x8b\x08\0\0\0\0\0\0", 9);
/// RFC 1952's "unknown" system says that a digest follows. Without it, so cut off exactly, the file would look like one
/// that an earlier version wrote, and those have zlib's "Unix" there.
constexpr char withDigest = '\xff';
constexpr char withoutDigest = '\x03';

/// An empty gzip member whose extra field "Dk" is the digest.
QByteArray digestMember(const QByteArray& sha256)
{
    Q_ASSERT(sha256.size() == 32);
    return QByteArray("\x1f\x8b\x08\x04\0\0\0\0\0\xff" // as above, with the flag for an extra field
                      "\x24\0"
                      "Dk"
                      "\x20\0",
               16)
        + sha256
        + QByteArray("\x03\0" // deflate's empty block, then checksum and length
                     "\0\0\0\0\0\0\0\0",
            10);
}

unsigned char* writable(std::span<char> bytes)
{
    return reinterpret_cast<unsigned char*>(bytes.data());
}

} // namespace

tl::unexpected<Error> archiveFault(const QString& thing, const QString& detail)
{
    return tl::unexpected<Error>(
        log::faultError(ErrorCode::Integrity, thing, u"archive", detail, u"get the file again from whoever made it"_s));
}

struct GzipWriter::Private {
    Sink out;
    z_stream stream{};
    gz_header start{};
    StreamDigest digest;
    std::array<char, bufferSize> buffer;

    explicit Private(Sink sink) : out(std::move(sink))
    {
        if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK)
            qFatal("zlib: out of memory");
        start.os = static_cast<unsigned char>(withDigest);
        deflateSetHeader(&stream, &start);
        stream.next_out = writable(buffer);
        stream.avail_out = static_cast<uInt>(buffer.size());
    }
    ~Private() { deflateEnd(&stream); }
    Private(const Private&) = delete;
    Private& operator=(const Private&) = delete;

    Status run(int flush)
    {
        for (;;) {
            const int code = deflate(&stream, flush);
            const bool full = stream.avail_out == 0;
            if (full || code == Z_STREAM_END) {
                const QByteArrayView made(
                    buffer.data(), static_cast<qsizetype>(buffer.size()) - static_cast<qsizetype>(stream.avail_out));
                digest.add(made);
                DOCKET_TRY(out(made));
                stream.next_out = writable(buffer);
                stream.avail_out = static_cast<uInt>(buffer.size());
            }
            if (code == Z_STREAM_END || (!full && flush == Z_NO_FLUSH))
                return {};
        }
    }
};

GzipWriter::GzipWriter(Sink out) : d(std::make_unique<Private>(std::move(out))) { }
GzipWriter::~GzipWriter() = default;
GzipWriter::GzipWriter(GzipWriter&&) noexcept = default;

Status GzipWriter::write(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const QByteArrayView part = bytes.first(std::min<qsizetype>(bytes.size(), 1 << 30));
        d->stream.next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(part.data())); // zlib only reads
        d->stream.avail_in = static_cast<uInt>(part.size());
        DOCKET_TRY(d->run(Z_NO_FLUSH));
        bytes = bytes.sliced(part.size());
    }
    return {};
}

Status GzipWriter::finish()
{
    d->stream.avail_in = 0;
    DOCKET_TRY(d->run(Z_FINISH));
    return d->out(digestMember(QByteArray::fromHex(d->digest.finish())));
}

struct GzipReader::Private {
    Source in;
    z_stream stream{};
    StreamDigest digest;
    std::array<char, bufferSize> buffer;
    qint64 taken = 0;
    bool started = false;
    bool digestFollows = false;
    bool ended = false;

    explicit Private(Source source) : in(std::move(source))
    {
        if (inflateInit2(&stream, gzipWindow) != Z_OK)
            qFatal("zlib: out of memory");
    }
    ~Private() { inflateEnd(&stream); }
    Private(const Private&) = delete;
    Private& operator=(const Private&) = delete;

    qint64 offset() const { return taken - static_cast<qint64>(stream.avail_in); }
    tl::unexpected<Error> fault(const QString& detail) const
    {
        return archiveFault(u"packed data"_s, u"%1, at byte %2"_s.arg(detail).arg(offset()));
    }
    Status refill()
    {
        DOCKET_ASSIGN(const qsizetype count, in(buffer));
        taken += count;
        stream.next_in = writable(buffer);
        stream.avail_in = static_cast<uInt>(count);
        return {};
    }
    Status start()
    {
        started = true;
        DOCKET_ASSIGN(const qsizetype count, readFully(in, std::span(buffer).first(size_t(header.size()) + 1)));
        taken = count;
        const QByteArrayView found(buffer.data(), count);
        if (!found.startsWith(header) || (found.back() != withDigest && found.back() != withoutDigest))
            return fault(u"is not the gzip file that a Docket writes"_s);
        digestFollows = found.back() == withDigest;
        stream.next_in = writable(buffer);
        stream.avail_in = static_cast<uInt>(count);
        return {};
    }
    int inflateNext()
    {
        const auto* const from = reinterpret_cast<const char*>(stream.next_in);
        const int code = inflate(&stream, Z_NO_FLUSH);
        digest.add(QByteArrayView(from, reinterpret_cast<const char*>(stream.next_in)));
        return code;
    }
    Status end()
    {
        ended = true;
        const QByteArray expected = digestFollows ? digestMember(QByteArray::fromHex(digest.finish())) : QByteArray();
        QByteArray found;
        while (found.size() <= expected.size()) { // one more than that is too much
            if (stream.avail_in == 0)
                DOCKET_TRY(refill());
            if (stream.avail_in == 0)
                break;
            const auto part = std::min(stream.avail_in, static_cast<uInt>(expected.size() + 1 - found.size()));
            found.append(reinterpret_cast<const char*>(stream.next_in), static_cast<qsizetype>(part));
            stream.next_in += part;
            stream.avail_in -= part;
        }
        if (found.size() < expected.size())
            return fault(u"is cut off"_s);
        if (!found.startsWith(expected))
            return fault(u"is not what its digest says"_s);
        if (found.size() > expected.size())
            return fault(u"something follows the end"_s);
        return {};
    }
};

GzipReader::GzipReader(Source in) : d(std::make_unique<Private>(std::move(in))) { }
GzipReader::~GzipReader() = default;
GzipReader::GzipReader(GzipReader&&) noexcept = default;

qint64 GzipReader::offset() const
{
    return d->offset();
}

Result<qsizetype> GzipReader::read(std::span<char> room)
{
    if (d->ended || room.empty())
        return 0;
    if (!d->started)
        DOCKET_TRY(d->start());
    d->stream.next_out = writable(room);
    d->stream.avail_out = static_cast<uInt>(std::min<size_t>(room.size(), 1 << 30));
    const auto capacity = static_cast<qsizetype>(d->stream.avail_out);
    for (;;) {
        if (d->stream.avail_in == 0) {
            DOCKET_TRY(d->refill());
            if (d->stream.avail_in == 0)
                return d->fault(u"is cut off"_s);
        }
        const int code = d->inflateNext();
        const qsizetype count = capacity - static_cast<qsizetype>(d->stream.avail_out);
        if (code == Z_STREAM_END) {
            DOCKET_TRY(d->end());
        } else if (code == Z_MEM_ERROR) {
            return fail(ErrorCode::Storage, u"packed data"_s, u"there is not enough memory to unpack it"_s,
                u"close other programs and try again"_s);
        } else if (code != Z_OK && code != Z_BUF_ERROR) {
            return d->fault(u"is damaged"_s);
        }
        if (count > 0 || d->ended)
            return count;
    }
}

} // namespace docket::exchange
