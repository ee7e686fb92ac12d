#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>

namespace docket::verify
{

using View = std::string_view;
using Hash = std::array<unsigned char, 32>;

/// What is wrong: a word of FORMAT.md 12 and a clause. Thrown by all that reads one thing, caught where its place is
/// known (Report::check()).
struct Fault {
    const char* word;
    std::string detail;
};

/// What was asked for cannot be read at all; exit status 3.
struct Unreadable : std::runtime_error {
    using std::runtime_error::runtime_error;
};

inline void need(bool ok, const char* word, const char* detail)
{
    if (!ok)
        throw Fault{ word, detail };
}

template <size_t size> View viewOf(const std::array<unsigned char, size>& bytes)
{
    return { reinterpret_cast<const char*>(bytes.data()), size };
}
/// The first 32 bytes of `bytes`, which must have them.
Hash hashFrom(View bytes);

/// SHA-256 of the parts one after the other.
Hash sha256(std::initializer_list<View> parts);
/// RFC 6962: SHA-256(0x00 ‖ data), SHA-256(0x01 ‖ left ‖ right).
Hash leafHash(View data);
Hash nodeHash(const Hash& left, const Hash& right);

/// Ed25519 as libsodium 1.0.18 accepts it; keys and signatures of other lengths do not verify.
bool verifySignature(View key, View message, View signature);
/// A canonical point of the main subgroup: what may be enrolled.
bool isAcceptableKey(View key);

std::string hex(View bytes);
std::string base64(View bytes);
std::string base64Url(View bytes);
/// Writes base64 and a NUL behind it.
void writeBase64(View bytes, char* out);
/// Empty unless `text` is the one spelling with padding.
std::string fromBase64(View text);
/// False unless `text` is the one unpadded base64url spelling of exactly so many bytes.
bool fromBase64Url(View text, unsigned char* out, size_t size);
template <size_t size> bool fromBase64Url(View text, std::array<unsigned char, size>& out)
{
    return fromBase64Url(text, out.data(), size);
}

/// Digits without a leading zero, at most 2^63-1.
bool parseNumber(View text, uint64_t& out);
bool isUtf8(View text);

} // namespace docket::verify
