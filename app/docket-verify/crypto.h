#pragma once

#include <openssl/evp.h>
#include <sodium.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <memory>
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

inline const unsigned char* bytesOf(View view)
{
    return reinterpret_cast<const unsigned char*>(view.data());
}

template <size_t size> View viewOf(const std::array<unsigned char, size>& bytes)
{
    return { reinterpret_cast<const char*>(bytes.data()), size };
}

/// The first 32 bytes of `bytes`, which must have them.
inline Hash hashFrom(View bytes)
{
    Hash hash;
    std::memcpy(hash.data(), bytes.data(), hash.size());
    return hash;
}

/// SHA-256 of the parts one after the other.
inline Hash sha256(std::initializer_list<View> parts)
{
    // Fetching the algorithm and making a context cost more than hashing an entry, so both are kept.
    static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    static thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(
        EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    Hash hash;
    bool ok = EVP_DigestInit_ex2(context.get(), algorithm, nullptr) == 1;
    for (const View part : parts)
        ok = ok && EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1;
    if (!ok || EVP_DigestFinal_ex(context.get(), hash.data(), nullptr) != 1)
        throw Unreadable("OpenSSL cannot hash");
    return hash;
}

/// Ed25519 as libsodium 1.0.18 accepts it; keys and signatures of other lengths do not verify.
inline bool verifySignature(View key, View message, View signature)
{
    return key.size() == 32 && signature.size() == 64
        && crypto_sign_verify_detached(bytesOf(signature), bytesOf(message), message.size(), bytesOf(key)) == 0;
}

/// A canonical point of the main subgroup: what may be enrolled.
inline bool isAcceptableKey(View key)
{
    return key.size() == 32 && crypto_core_ed25519_is_valid_point(bytesOf(key)) == 1;
}

inline std::string hex(View bytes)
{
    std::string out(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(out.data(), out.size(), bytesOf(bytes), bytes.size());
    return out.substr(0, bytes.size() * 2);
}

inline std::string base64(View bytes)
{
    std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');
    EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), bytesOf(bytes), int(bytes.size()));
    out.pop_back();
    return out;
}

inline std::string base64Url(View bytes)
{
    std::string out(bytes.size() * 2 + 4, '\0');
    return sodium_bin2base64(
        out.data(), out.size(), bytesOf(bytes), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

/// Empty unless `text` is the one spelling with padding.
inline std::string fromBase64(View text)
{
    std::string out(text.size(), '\0');
    size_t size = 0;
    const bool ok = sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(),
                        text.size(), nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL)
        == 0;
    return ok ? out.substr(0, size) : std::string();
}

/// False unless `text` is the one unpadded base64url spelling of exactly so many bytes. Entries are full of these, and
/// libsodium's decoder takes three times as long because it hides what it reads.
template <size_t size> bool fromBase64Url(View text, std::array<unsigned char, size>& out)
{
    static constexpr auto values = [] {
        std::array<unsigned char, 256> table{};
        table.fill(64);
        unsigned char value = 0;
        for (const char c : View("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"))
            table[static_cast<unsigned char>(c)] = value++;
        return table;
    }();
    unsigned bits = 0, count = 0, seen = 0;
    size_t done = 0;
    for (size_t i = 0; text.size() == (size * 4 + 2) / 3 && i < text.size(); ++i) {
        const unsigned value = values[static_cast<unsigned char>(text[i])];
        seen |= value;
        bits = bits << 6 | (value & 63);
        if ((count += 6) >= 8)
            out[done++] = static_cast<unsigned char>(bits >> (count -= 8));
    }
    return done == size && seen < 64 && (bits & ((1u << count) - 1)) == 0;
}

/// Digits without a leading zero, at most 2^63-1.
inline bool parseNumber(View text, uint64_t& out)
{
    const auto [end, error] = std::from_chars(text.begin(), text.end(), out);
    return error == std::errc() && end == text.end() && (text.size() == 1 || text[0] != '0') && out <= INT64_MAX;
}

inline bool isUtf8(View text)
{
    const unsigned char* at = bytesOf(text);
    const unsigned char* const end = at + text.size();
    for (uint64_t eight = 0; at != end;) {
        if (end - at >= 8 && (std::memcpy(&eight, at, 8), (eight & 0x8080808080808080u) == 0)) {
            at += 8;
            continue;
        }
        const unsigned lead = *at++;
        const int more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
        if (more == 0)
            continue;
        // Overlong forms, surrogates and values above U+10FFFF show in the second byte.
        const unsigned least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        const unsigned most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        if (lead < 0xc2 || lead > 0xf4 || end - at < more || *at < least || *at > most)
            return false;
        for (int i = 0; i < more; ++i)
            if ((*at++ & 0xc0) != 0x80)
                return false;
    }
    return true;
}

} // namespace docket::verify
