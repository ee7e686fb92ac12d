#pragma once

#include <openssl/evp.h>
#include <sodium.h>

#include <array>
#include <charconv>
#include <cstring>
#include <map>
#include <memory>
#include <regex>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace docket::verify
{

using View = std::string_view;
using Hash = std::array<unsigned char, 32>;
using Lines = std::vector<std::string>;

/// What is wrong: a word of FORMAT.md 12 and a clause. Thrown by all that reads one thing, caught where its place is
/// known (Report::check()). What cannot be read at all is a std::runtime_error, and exit status 3.
struct Fault {
    const char* word = nullptr;
    std::string detail;
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

/// The first 32 bytes; zeros, the hash of nothing, when there are fewer.
inline Hash hashFrom(View bytes)
{
    Hash hash{};
    if (bytes.size() >= hash.size())
        std::memcpy(hash.data(), bytes.data(), hash.size());
    return hash;
}

/// A number of few bytes, the highest first.
inline uint64_t numberIn(View bytes)
{
    uint64_t out = 0;
    for (const char c : bytes)
        out = out << 8 | static_cast<unsigned char>(c);
    return out;
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
        throw std::runtime_error("OpenSSL cannot hash");
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
    return sodium_bin2hex(out.data(), out.size(), bytesOf(bytes), bytes.size());
}

inline std::string base64(View bytes, int variant = sodium_base64_VARIANT_ORIGINAL)
{
    std::string out(bytes.size() * 2 + 4, '\0');
    return sodium_bin2base64(out.data(), out.size(), bytesOf(bytes), bytes.size(), variant);
}

inline std::string base64Url(View bytes)
{
    return base64(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

/// Empty unless `text` is the one spelling with padding.
inline std::string fromBase64(View text)
{
    std::string out(text.size(), '\0');
    size_t size = 0;
    const int failed = sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(),
        text.size(), nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL);
    return failed ? std::string() : out.substr(0, size);
}

/// False unless `text` is the one unpadded base64url spelling of exactly so many bytes.
template <size_t size> bool fromBase64Url(View text, std::array<unsigned char, size>& out)
{
    const int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    return text.size() == (size * 4 + 2) / 3
        && sodium_base642bin(out.data(), size, text.data(), text.size(), nullptr, nullptr, nullptr, variant) == 0;
}

/// Digits without a leading zero, at most 2^63-1.
inline bool parseNumber(View text, uint64_t& out)
{
    const auto [end, error] = std::from_chars(text.begin(), text.end(), out);
    return error == std::errc() && end == text.end() && (text.size() == 1 || text[0] != '0') && out <= INT64_MAX;
}

/// Whether the whole text has that form, a regular expression that must be a literal; `groups` become what its groups
/// matched. Entries repeat few spellings, so each thread remembers those that it found good.
inline bool matches(View text, const char* form, Lines* groups = nullptr)
{
    struct Form {
        std::regex regex;
        std::set<std::string, std::less<>> good{};
    };
    static thread_local std::map<const char*, Form> forms;
    auto found = forms.find(form);
    if (found == forms.end())
        found = forms.emplace(form, Form{ std::regex(form) }).first;
    auto& [regex, good] = found->second;
    if (!groups && good.contains(text))
        return true;
    // The library's matcher recurses, so a long text is never given to it.
    std::match_results<View::const_iterator> match;
    if (text.size() > 2048 || !std::regex_match(text.begin(), text.end(), match, regex))
        return false;
    if (groups)
        groups->assign(match.begin() + 1, match.end());
    else if (good.size() < 1000)
        good.emplace(text);
    return true;
}

/// The text's lines without their newlines.
inline Lines linesOf(View text)
{
    Lines lines;
    std::istringstream stream{ std::string(text) };
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

} // namespace docket::verify
