#include "app/docket-verify/crypto.h"

#include <openssl/evp.h>
#include <sodium.h>

#include <algorithm>
#include <memory>

namespace docket::verify
{

namespace
{

const unsigned char* bytesOf(View view)
{
    return reinterpret_cast<const unsigned char*>(view.data());
}

/// Values of the characters of both alphabets; the caller refuses those of the other one.
constexpr auto base64Values = [] {
    std::array<signed char, 256> values{};
    values.fill(-1);
    constexpr View alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    for (size_t i = 0; i < alphabet.size(); ++i)
        values[static_cast<unsigned char>(alphabet[i])] = static_cast<signed char>(i);
    values['+'] = values['-'] = 62;
    values['/'] = values['_'] = 63;
    return values;
}();

/// Without padding, into exactly `size` bytes; bits left over must be zero.
bool decode(View text, View foreign, unsigned char* out, size_t size)
{
    unsigned bits = 0;
    int count = 0;
    size_t done = 0;
    for (const char c : text) {
        const int value = base64Values[static_cast<unsigned char>(c)];
        if (value < 0 || (value >= 62 && foreign.find(c) != View::npos))
            return false;
        bits = bits << 6 | unsigned(value);
        count += 6;
        if (count >= 8 && done < size)
            out[done++] = static_cast<unsigned char>(bits >> (count -= 8) & 0xff);
    }
    return done == size && count < 6 && (bits & ((1u << count) - 1)) == 0;
}

} // namespace

Hash hashFrom(View bytes)
{
    Hash hash;
    std::memcpy(hash.data(), bytes.data(), hash.size());
    return hash;
}

Hash sha256(std::initializer_list<View> parts)
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

Hash leafHash(View data)
{
    return sha256({ View("\0", 1), data });
}

Hash nodeHash(const Hash& left, const Hash& right)
{
    return sha256({ "\1", viewOf(left), viewOf(right) });
}

bool verifySignature(View key, View message, View signature)
{
    return key.size() == 32 && signature.size() == 64
        && crypto_sign_verify_detached(bytesOf(signature), bytesOf(message), message.size(), bytesOf(key)) == 0;
}

bool isAcceptableKey(View key)
{
    return key.size() == 32 && crypto_core_ed25519_is_valid_point(bytesOf(key)) == 1;
}

std::string hex(View bytes)
{
    std::string out;
    for (const char c : bytes)
        for (const int shift : { 4, 0 })
            out += "0123456789abcdef"[static_cast<unsigned char>(c) >> shift & 15];
    return out;
}

void writeBase64(View bytes, char* out)
{
    EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out), bytesOf(bytes), int(bytes.size()));
}

std::string base64(View bytes)
{
    std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');
    writeBase64(bytes, out.data());
    out.pop_back();
    return out;
}

std::string base64Url(View bytes)
{
    std::string out = base64(bytes).substr(0, (bytes.size() * 4 + 2) / 3);
    for (char& c : out)
        c = c == '+' ? '-' : c == '/' ? '_' : c;
    return out;
}

std::string fromBase64(View text)
{
    const size_t padding = text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
    std::string out(text.size() / 4 * 3 - std::min(padding, text.size() / 4 * 3), '\0');
    const bool ok = text.size() % 4 == 0
        && decode(
            text.substr(0, text.size() - padding), "-_", reinterpret_cast<unsigned char*>(out.data()), out.size());
    return ok ? out : std::string();
}

bool fromBase64Url(View text, unsigned char* out, size_t size)
{
    return text.size() == (size * 4 + 2) / 3 && decode(text, "+/", out, size);
}

bool parseNumber(View text, uint64_t& out)
{
    const bool ok = !text.empty() && text.size() <= 19 && (text.size() == 1 || text.front() != '0')
        && text.find_first_not_of("0123456789") == View::npos;
    out = 0;
    for (size_t i = 0; ok && i < text.size(); ++i)
        out = out * 10 + uint64_t(text[i] - '0');
    return ok && out <= uint64_t(INT64_MAX);
}

bool isUtf8(View text)
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
