#include "core/exchange/bytestream.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <memory>

namespace docket::exchange
{

using namespace Qt::StringLiterals;

RandomBytes systemRandom()
{
    return [](std::span<unsigned char> room) { randombytes_buf(room.data(), room.size()); };
}

Source readFrom(QIODevice& device, QString thing)
{
    return [&device, thing = std::move(thing)](std::span<char> room) -> Result<qsizetype> {
        const qint64 read = device.read(room.data(), static_cast<qint64>(room.size()));
        if (read < 0 || (read == 0 && !device.atEnd()))
            return fail(ErrorCode::Storage, thing, device.errorString(), u"check the disk and try again"_s);
        return static_cast<qsizetype>(read);
    };
}

Sink writeTo(QIODevice& device, QString thing)
{
    return [&device, thing = std::move(thing)](QByteArrayView bytes) -> Status {
        if (device.write(bytes.data(), bytes.size()) != bytes.size()) {
            return fail(ErrorCode::Storage, thing, device.errorString(), u"check free space and permissions"_s);
        }
        return {};
    };
}

Source readBuffered(Source source)
{
    struct Buffer {
        std::array<char, 65536> bytes;
        size_t at = 0;
        size_t end = 0;
    };
    return
        [source = std::move(source), buffer = std::make_shared<Buffer>()](std::span<char> room) -> Result<qsizetype> {
            if (buffer->at == buffer->end) {
                DOCKET_ASSIGN(const qsizetype count, source(buffer->bytes));
                buffer->at = 0;
                buffer->end = static_cast<size_t>(count);
            }
            const size_t count = std::min(room.size(), buffer->end - buffer->at);
            std::copy_n(buffer->bytes.data() + buffer->at, count, room.data());
            buffer->at += count;
            return static_cast<qsizetype>(count);
        };
}

Source readBytes(QByteArrayView bytes)
{
    return [bytes, at = qsizetype(0)](std::span<char> room) mutable -> Result<qsizetype> {
        const qsizetype count = std::min(static_cast<qsizetype>(room.size()), bytes.size() - at);
        std::copy_n(bytes.data() + at, count, room.data());
        at += count;
        return count;
    };
}

Result<qsizetype> readFully(const Source& source, std::span<char> room)
{
    qsizetype filled = 0;
    while (filled < static_cast<qsizetype>(room.size())) {
        DOCKET_ASSIGN(const qsizetype count, source(room.subspan(static_cast<size_t>(filled))));
        if (count == 0)
            break;
        filled += count;
    }
    return filled;
}

} // namespace docket::exchange
