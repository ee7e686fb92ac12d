#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace docket::verify
{

using View = std::string_view;
using Hash = std::array<unsigned char, 32>;

/// What is wrong: a word of FORMAT.md 12 and a sentence. False when nothing is.
struct Fault {
    const char* word = nullptr;
    std::string text;
    explicit operator bool() const { return word != nullptr; }
};

View viewOf(const Hash& hash);
/// The first 32 bytes of `bytes`, which must have them.
Hash hashFrom(View bytes);

/// SHA-256 of the parts one after the other.
Hash sha256(std::initializer_list<View> parts);
/// RFC 6962: SHA-256(0x00 ‖ data), SHA-256(0x01 ‖ left ‖ right).
Hash leafHash(View data);
Hash nodeHash(const Hash& left, const Hash& right);

/// Ed25519 as libsodium 1.0.18 accepts it; 32-byte key and 64-byte signature, other lengths do not verify.
bool verifySignature(View key, View message, View signature);
/// A canonical point of the main subgroup: what may be enrolled.
bool isAcceptableKey(View key);

std::string hex(View bytes);
std::string base64(View bytes);
std::string base64Url(View bytes);
/// False unless `text` is the one spelling with padding.
bool fromBase64(View text, std::string& out);
/// False unless `text` is the one unpadded base64url spelling of exactly `size` bytes.
bool fromBase64Url(View text, unsigned char* out, size_t size);
/// Writes the 92 characters of base64(key id ‖ signature), 4 + 64 bytes.
void writeBase64(View bytes, char* out);

/// Digits without a leading zero, at most 2^63-1.
bool parseNumber(View text, uint64_t& out);
bool isUtf8(View text);

} // namespace docket::verify
