#pragma once

#include "core/exchange/ageheader.h"

#include <vector>

namespace docket::exchange
{

/// Writes an age v1 file while its content streams in: 64 KiB chunks under ChaCha20-Poly1305 (STREAM), so memory stays
/// flat for any size. No library for age is packaged for C++ in Debian 12; libsodium and OpenSSL have the primitives.
class AgeWriter
{
public:
    /// Writes the header. `recipients` are X25519 public keys of 32 bytes, at least one.
    static Result<AgeWriter> begin(
        Sink out, const QByteArrayList& recipients, const RandomBytes& random = systemRandom());
    Status write(QByteArrayView bytes);
    /// Writes the last chunk. Without it the file cannot be opened.
    Status finish();

private:
    AgeWriter(Sink out, log::Secret key) : m_out(std::move(out)), m_key(std::move(key)) { }
    Status flush(bool last);

    Sink m_out;
    log::Secret m_key;
    std::vector<char> m_chunk;
    quint64 m_number = 0;
};

/// Reads an age v1 file: a chunk is handed out only after its authentication. Integrity, word "age", for anything
/// changed, cut off or added; what was read before then must not be trusted to be all there is.
class AgeReader
{
public:
    /// Reads the header. Validation (word "age") when no identity fits.
    static Result<AgeReader> open(Source in, std::span<const log::Secret> identities);
    Result<qsizetype> read(std::span<char> room);
    /// Bytes of the file taken so far behind the header, for messages.
    qint64 offset() const { return m_offset; }

private:
    AgeReader(Source in, log::Secret key) : m_in(std::move(in)), m_key(std::move(key)) { }
    Status nextChunk();

    Source m_in;
    log::Secret m_key;
    std::vector<char> m_ahead; ///< sealed bytes read beyond the chunk, to know which one is the last
    std::vector<char> m_plain;
    size_t m_at = 0;
    quint64 m_number = 0;
    qint64 m_offset = 0;
    bool m_ended = false;
};

} // namespace docket::exchange
