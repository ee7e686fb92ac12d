#include "app/docket-verify/crypto.h"

#include <openssl/evp.h>
#include <sodium.h>

#include <cstring>
#include <stdexcept>

namespace docket::verify
{

namespace
{

/// Fetching the algorithm and making a context cost more than hashing an entry, so both are kept per thread.
struct Hasher {
    EVP_MD* algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    Hasher()
    {
        if (!algorithm || !context || EVP_DigestInit_ex2(context, algorithm, nullptr) != 1)
            throw std::runtime_error("OpenSSL has no SHA-256");
    }
    ~Hasher()
    {
        EVP_MD_CTX_free(context);
        EVP_MD_free(algorithm);
    }
};

const unsigned char* bytesOf(View view)
{
    return reinterpret_cast<const unsigned char*>(view.data());
}

constexpr View standard = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr View urlSafe = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr std::array<signed char, 256> valuesOf(View alphabet)
{
    std::array<signed char, 256> values{};
    values.fill(-1);
    for (size_t i = 0; i < alphabet.size(); ++i)
        values[static_cast<unsigned char>(alphabet[i])] = static_cast<signed char>(i);
    return values;
}
constexpr auto standardValues = valuesOf(standard);
constexpr auto urlValues = valuesOf(urlSafe);

void encode(View bytes, View alphabet, bool pad, char* out)
{
    const unsigned char* in = bytesOf(bytes);
    size_t rest = bytes.size();
    for (; rest >= 3; rest -= 3, in += 3) {
        const unsigned group = unsigned(in[0]) << 16 | unsigned(in[1]) << 8 | in[2];
        for (const int shift : { 18, 12, 6, 0 })
            *out++ = alphabet[group >> shift & 63];
    }
    if (rest == 0)
        return;
    const unsigned group = unsigned(in[0]) << 16 | (rest == 2 ? unsigned(in[1]) << 8 : 0u);
    *out++ = alphabet[group >> 18];
    *out++ = alphabet[group >> 12 & 63];
    if (rest == 2)
        *out++ = alphabet[group >> 6 & 63];
    for (size_t i = rest; pad && i < 3; ++i)
        *out++ = '=';
}

/// `text` without padding; its length decides the size, which the caller has checked.
bool decode(View text, const std::array<signed char, 256>& values, unsigned char* out, size_t size)
{
    unsigned bits = 0;
    int count = 0;
    size_t done = 0;
    for (const char c : text) {
        const int value = values[static_cast<unsigned char>(c)];
        if (value < 0)
            return false;
        bits = bits << 6 | unsigned(value);
        count += 6;
        if (count >= 8 && done < size) {
            count -= 8;
            out[done++] = static_cast<unsigned char>(bits >> count & 0xff);
        }
    }
    return done == size && (bits & ((1u << count) - 1)) == 0;
}

} // namespace

View viewOf(const Hash& hash)
{
    return { reinterpret_cast<const char*>(hash.data()), hash.size() };
}

Hash hashFrom(View bytes)
{
    Hash hash;
    std::memcpy(hash.data(), bytes.data(), hash.size());
    return hash;
}

Hash sha256(std::initializer_list<View> parts)
{
    static thread_local const Hasher hasher;
    Hash hash;
    bool ok = EVP_DigestInit_ex2(hasher.context, nullptr, nullptr) == 1;
    for (const View part : parts)
        ok = ok && EVP_DigestUpdate(hasher.context, part.data(), part.size()) == 1;
    if (!ok || EVP_DigestFinal_ex(hasher.context, hash.data(), nullptr) != 1)
        throw std::runtime_error("OpenSSL cannot hash");
    return hash;
}

Hash leafHash(View data)
{
    return sha256({ View("\0", 1), data });
}

Hash nodeHash(const Hash& left, const Hash& right)
{
    char joined[65] = { 1 };
    std::memcpy(joined + 1, left.data(), 32);
    std::memcpy(joined + 33, right.data(), 32);
    return sha256({ View(joined, 65) });
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

std::string base64(View bytes)
{
    std::string out((bytes.size() + 2) / 3 * 4, '=');
    encode(bytes, standard, true, out.data());
    return out;
}

std::string base64Url(View bytes)
{
    std::string out((bytes.size() * 4 + 2) / 3, '\0');
    encode(bytes, urlSafe, false, out.data());
    return out;
}

bool fromBase64(View text, std::string& out)
{
    if (text.size() % 4 != 0)
        return false;
    const size_t padding = text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
    out.resize(text.size() / 4 * 3 - padding);
    return decode(text.substr(0, text.size() - padding), standardValues, reinterpret_cast<unsigned char*>(out.data()),
        out.size());
}

bool fromBase64Url(View text, unsigned char* out, size_t size)
{
    return text.size() == (size * 4 + 2) / 3 && decode(text, urlValues, out, size);
}

void writeBase64(View bytes, char* out)
{
    encode(bytes, standard, true, out);
}

bool parseNumber(View text, uint64_t& out)
{
    if (text.empty() || text.size() > 19 || (text.size() > 1 && text.front() == '0'))
        return false;
    out = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return false;
        out = out * 10 + uint64_t(c - '0');
    }
    return out <= uint64_t(INT64_MAX);
}

bool isUtf8(View text)
{
    const unsigned char* at = bytesOf(text);
    const unsigned char* const end = at + text.size();
    while (at != end) {
        uint64_t eight = 0;
        while (end - at >= 8 && (std::memcpy(&eight, at, 8), (eight & 0x8080808080808080u) == 0))
            at += 8;
        if (at == end)
            break;
        const unsigned lead = *at++;
        if (lead < 0x80)
            continue;
        const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
        if (lead < 0xc2 || lead > 0xf4 || end - at < more)
            return false;
        // Overlong forms, surrogates and values above U+10FFFF show in the second byte.
        const unsigned second = *at;
        if ((lead == 0xe0 && second < 0xa0) || (lead == 0xed && second > 0x9f) || (lead == 0xf0 && second < 0x90)
            || (lead == 0xf4 && second > 0x8f))
            return false;
        for (int i = 0; i < more; ++i)
            if ((*at++ & 0xc0) != 0x80)
                return false;
    }
    return true;
}

} // namespace docket::verify
