#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <compare>
#include <cstring>
#include <initializer_list>

namespace docket::log
{

/// A SHA-256 value without heap: trees hold millions of them.
struct Hash {
    std::array<unsigned char, 32> bytes{};

    QByteArrayView view() const { return { reinterpret_cast<const char*>(bytes.data()), 32 }; }
    QByteArray toByteArray() const { return view().toByteArray(); }
    /// `source` must be 32 bytes.
    static Hash from(QByteArrayView source)
    {
        Q_ASSERT(source.size() == 32);
        Hash hash;
        std::memcpy(hash.bytes.data(), source.data(), 32);
        return hash;
    }
    auto operator<=>(const Hash&) const = default;
};

/// SHA-256 of the parts one after the other (OpenSSL EVP; the context is kept per thread, which is half the cost).
Hash sha256Of(std::initializer_list<QByteArrayView> parts);

/// RFC 6962 2.1: SHA-256(0x00 ‖ data). The id of an entry when `data` is its whole note.
Hash leafHash(QByteArrayView data);
/// RFC 6962 2.1: SHA-256(0x01 ‖ left ‖ right).
Hash nodeHash(const Hash& left, const Hash& right);
/// SHA-256("docket-payload/v1\n" ‖ salt ‖ payload): what an entry says about its payload (FORMAT.md 3).
Hash payloadCommitment(QByteArrayView salt, QByteArrayView payload);

} // namespace docket::log
