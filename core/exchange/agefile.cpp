#include "core/exchange/agefile.h"

#include "core/exchange/hkdf.h"

#include <QtEndian>

#include <sodium.h>

#include <array>

namespace docket::exchange
{

using namespace Qt::StringLiterals;

namespace
{

constexpr size_t chunkSize = size_t(64) * 1024;
constexpr size_t tagSize = crypto_aead_chacha20poly1305_ietf_ABYTES;
constexpr qsizetype nonceSize = 16;

using ChunkNonce = std::array<unsigned char, crypto_aead_chacha20poly1305_ietf_NPUBBYTES>;

/// 11 bytes of counter, big-endian, and 1 for the last chunk (age-encryption.org/v1, "Payload").
ChunkNonce nonceOf(quint64 number, bool last)
{
    ChunkNonce nonce{};
    qToBigEndian(number, nonce.data() + 3);
    nonce.back() = last ? 1 : 0;
    return nonce;
}

unsigned char* writable(std::vector<char>& bytes)
{
    return reinterpret_cast<unsigned char*>(bytes.data());
}

} // namespace

Result<AgeWriter> AgeWriter::begin(Sink out, const QByteArrayList& recipients, const RandomBytes& random)
{
    if (recipients.isEmpty())
        return fail(ErrorCode::Usage, u"encrypted part"_s, u"has no recipient"_s, u"name at least one"_s);
    log::Secret fileKey = log::Secret::random(AgeHeader::fileKeySize);
    random({ fileKey.data(), static_cast<size_t>(fileKey.size()) });
    DOCKET_ASSIGN(const QByteArray header, AgeHeader::write(fileKey, recipients, random));
    QByteArray nonce(nonceSize, '\0');
    random({ reinterpret_cast<unsigned char*>(nonce.data()), static_cast<size_t>(nonce.size()) });
    DOCKET_TRY(out(header));
    DOCKET_TRY(out(nonce));
    AgeWriter writer(std::move(out), hkdfSha256(fileKey.view(), nonce, "payload"));
    writer.m_chunk.reserve(chunkSize);
    return writer;
}

Status AgeWriter::write(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        // A full chunk waits until more comes: only the last one may be marked, and it may be full.
        if (m_chunk.size() == chunkSize)
            DOCKET_TRY(flush(false));
        const auto count = std::min(bytes.size(), static_cast<qsizetype>(chunkSize - m_chunk.size()));
        m_chunk.insert(m_chunk.end(), bytes.begin(), bytes.begin() + count);
        bytes = bytes.sliced(count);
    }
    return {};
}

Status AgeWriter::finish()
{
    return flush(true);
}

Status AgeWriter::flush(bool last)
{
    std::vector<char> sealed(m_chunk.size() + tagSize);
    const ChunkNonce nonce = nonceOf(m_number++, last);
    crypto_aead_chacha20poly1305_ietf_encrypt(
        writable(sealed), nullptr, writable(m_chunk), m_chunk.size(), nullptr, 0, nullptr, nonce.data(), m_key.data());
    m_chunk.clear();
    return m_out(QByteArrayView(sealed.data(), static_cast<qsizetype>(sealed.size())));
}

Result<AgeReader> AgeReader::open(Source in, std::span<const log::Secret> identities)
{
    DOCKET_ASSIGN(const AgeHeader header, AgeHeader::read(in));
    DOCKET_ASSIGN(const log::Secret fileKey, header.unwrap(identities));
    QByteArray nonce(nonceSize, '\0');
    DOCKET_ASSIGN(const qsizetype count, readFully(in, std::span(nonce.data(), static_cast<size_t>(nonce.size()))));
    if (count != nonceSize)
        return ageFault(u"ends behind the header"_s);
    return AgeReader(std::move(in), hkdfSha256(fileKey.view(), nonce, "payload"));
}

Status AgeReader::nextChunk()
{
    constexpr size_t sealedSize = chunkSize + tagSize;
    // One byte more than a chunk tells whether another one follows.
    std::vector<char> sealed = std::move(m_ahead);
    const size_t had = sealed.size();
    sealed.resize(sealedSize + 1);
    DOCKET_ASSIGN(const qsizetype count, readFully(m_in, std::span(sealed).subspan(had)));
    m_offset += count;
    sealed.resize(had + static_cast<size_t>(count));
    const bool last = sealed.size() <= sealedSize;
    m_ahead.clear();
    if (!last) {
        m_ahead.push_back(sealed.back());
        sealed.pop_back();
    }
    const auto damaged = [this] {
        return ageFault(
            u"is damaged or cut off in chunk %1, near byte %2 behind the header"_s.arg(m_number).arg(m_offset));
    };
    // An empty last chunk is allowed only when there is nothing at all.
    if (sealed.size() < tagSize || (sealed.size() == tagSize && m_number > 0))
        return damaged();
    m_plain.resize(sealed.size() - tagSize);
    m_at = 0;
    const ChunkNonce nonce = nonceOf(m_number, last);
    unsigned char none = 0;
    if (crypto_aead_chacha20poly1305_ietf_decrypt(m_plain.empty() ? &none : writable(m_plain), nullptr, nullptr,
            writable(sealed), sealed.size(), nullptr, 0, nonce.data(), m_key.data())
        != 0) {
        m_plain.clear();
        return damaged();
    }
    ++m_number;
    m_ended = last;
    return {};
}

Result<qsizetype> AgeReader::read(std::span<char> room)
{
    while (m_at == m_plain.size()) {
        if (m_ended)
            return 0;
        DOCKET_TRY(nextChunk());
    }
    const size_t count = std::min(room.size(), m_plain.size() - m_at);
    std::copy_n(m_plain.data() + m_at, count, room.data());
    m_at += count;
    return static_cast<qsizetype>(count);
}

} // namespace docket::exchange
