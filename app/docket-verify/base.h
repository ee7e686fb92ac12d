#pragma once

#define OPENSSL_API_COMPAT 0x10100000L // for SHA256_Update(), which unlike EVP has its state on the stack

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <simdjson.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <iterator>
#include <map>
#include <numeric>
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

/// What is wrong: a word of FORMAT.md 12 and a clause. What cannot be read at all is a std::runtime_error.
struct Fault {
    const char* word = nullptr;
    std::string detail;
};

inline constexpr auto need = [](bool ok, const char* word, const char* detail) {
    ok ? void() : throw Fault{ word, detail };
};
inline constexpr auto bytesOf = [](View view) { return reinterpret_cast<const unsigned char*>(view.data()); };
inline constexpr auto viewOf = [](const Hash& hash) { return View(reinterpret_cast<const char*>(hash.data()), 32); };

/// The first 32 bytes; zeros for those that are not there.
inline Hash hashFrom(View bytes)
{
    Hash hash{};
    std::copy_n(bytesOf(bytes), std::min(bytes.size(), hash.size()), hash.begin());
    return hash;
}

/// A number of few bytes, the highest first.
inline uint64_t numberIn(View bytes)
{
    const auto append = [](uint64_t out, char c) { return out << 8 | static_cast<unsigned char>(c); };
    return std::accumulate(bytes.begin(), bytes.end(), uint64_t(0), append);
}

/// SHA-256 of the parts one after the other.
inline Hash sha256(std::initializer_list<View> parts)
{
    Hash hash;
    SHA256_CTX context;
    SHA256_Init(&context);
    for (const View part : parts)
        SHA256_Update(&context, part.data(), part.size());
    SHA256_Final(hash.data(), &context);
    return hash;
}

/// Ed25519 as libsodium 1.0.18 accepts it; keys and signatures of other lengths do not verify.
inline bool verifySignature(View key, View message, View signature)
{
    return key.size() == 32 && signature.size() == 64
        && crypto_sign_verify_detached(bytesOf(signature), bytesOf(message), message.size(), bytesOf(key)) == 0;
}

/// A canonical point of the main subgroup: what may be enrolled.
inline constexpr auto isAcceptableKey
    = [](View key) { return key.size() == 32 && crypto_core_ed25519_is_valid_point(bytesOf(key)) == 1; };

inline std::string hex(View bytes)
{
    std::string out(bytes.size() * 2 + 1, '\0');
    return sodium_bin2hex(out.data(), out.size(), bytesOf(bytes), bytes.size());
}

// libsodium's own take the same time whatever they read, for the sake of secrets, and so are slow.
inline std::string base64(View bytes)
{
    std::string out(bytes.size() * 2 + 4, '\0');
    auto* const to = reinterpret_cast<unsigned char*>(out.data());
    out.resize(size_t(EVP_EncodeBlock(to, bytesOf(bytes), int(bytes.size()))));
    return out;
}

inline std::string base64Url(View bytes)
{
    std::string out(bytes.size() * 2 + 4, '\0');
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    return sodium_bin2base64(out.data(), out.size(), bytesOf(bytes), bytes.size(), variant);
}

/// Empty unless `text` is the one spelling.
inline std::string fromBase64(View text, bool isUrl = false)
{
    static constexpr auto values = [] { // above the bits: 1 none, 2 not in base64url, 4 only there
        constexpr View letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_";
        std::array<unsigned, 256> out{};
        out.fill(0x1000);
        for (unsigned i = 0; i < letters.size(); ++i)
            out[size_t(letters[i])] = i < 62 ? i : i < 64 ? i | 0x2000 : (i - 2) | 0x4000;
        return out;
    }();
    const size_t size = isUrl ? text.size() : std::min(text.find('='), text.size()), spare = size * 6 % 8;
    const bool isPadded = isUrl || (text.size() % 4 == 0 && View("==").starts_with(text.substr(size)));
    std::string out(size * 3 / 4, '\0');
    unsigned bits = 0, seen = 0;
    char* to = out.data();
    for (size_t i = 0; i < size; ++i) {
        const unsigned value = values[static_cast<unsigned char>(text[i])];
        seen |= value;
        bits = bits << 6 | value;
        if (i % 4 != 0)
            *to++ = char(bits >> (6 - i % 4 * 2));
    }
    const bool isOne = spare < 6 && (bits & ((1u << spare) - 1)) == 0 && (seen & (isUrl ? 0x3000 : 0x5000)) == 0;
    return isPadded && isOne ? out : "";
}

inline constexpr auto fromBase64Url = [](View text) { return fromBase64(text, true); };

/// Digits without a leading zero, at most 2^63-1.
inline bool parseNumber(View text, uint64_t& out)
{
    const auto [end, error] = std::from_chars(text.begin(), text.end(), out);
    return error == std::errc() && end == text.end() && (text.size() == 1 || text[0] != '0') && out <= INT64_MAX;
}

/// Whether the whole text has that form, a regular expression and a literal; what was said of a text is remembered.
inline bool matches(View text, const char* form, Lines* groups = nullptr)
{
    static thread_local std::map<const char*, std::pair<std::regex, std::map<std::string, bool, std::less<>>>> forms;
    auto& [regex, known]
        = forms.try_emplace(form, std::piecewise_construct, std::tuple(form), std::tuple()).first->second;
    if (const auto said = known.find(text); !groups && said != known.end())
        return said->second;
    // The library's matcher recurses, so a long text is never given to it.
    std::match_results<View::const_iterator> match;
    const bool isMatch = text.size() <= 4096 && std::regex_match(text.begin(), text.end(), match, regex);
    if (isMatch && groups)
        groups->assign(match.begin() + 1, match.end());
    else if (known.size() < 1000)
        known.emplace(text, isMatch);
    return isMatch;
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

/// "name":value, with quotes around texts; those that are no UTF-8 in hexadecimal.
template <typename T> std::string member(const std::string& name, const T& value)
{
    if constexpr (std::is_arithmetic_v<T>) {
        return '"' + name + "\":" + (!std::is_same_v<T, bool> ? std::to_string(value) : value ? "true" : "false");
    } else {
        std::string out;
        for (const char c : simdjson::validate_utf8(View(value)) ? std::string(value) : hex(value))
            out += (c >= 0 && c < 0x20) || c == '"' || c == '\\' ? "\\u00" + hex(View(&c, 1)) : std::string(1, c);
        return '"' + name + "\":\"" + out + '"';
    }
}

/// "name":[…] with the objects, of which there are the members.
inline std::string list(const std::string& name, const Lines& objects)
{
    std::string out;
    for (const std::string& object : objects)
        out += (out.empty() ? "{" : ",{") + object + '}';
    return '"' + name + "\":[" + out + ']';
}

/// Everything that a run has found; filled by one thread at a time.
struct Report {
    std::string path, kind = "proof", snapshot;
    bool full = false;
    Lines findings, remarks, devices; ///< members of JSON objects; of the first two only 1000
    uint64_t findingCount = 0, remarkCount = 0, entries = 0, erased = 0, withheld = 0;
    std::string text; ///< a line for each finding and remark
    /// Something that is wrong, with a word of FORMAT.md 12.
    void fault(View word, View where, View what) { add(findings, findingCount, "", word, where, what); }
    /// What is worth knowing and no fault of this log.
    void remark(View word, View where, View what) { add(remarks, remarkCount, "remark: ", word, where, what); }
    /// Does the work; a fault that it throws counts, under `word` or, without one, its own. False when it did.
    template <typename Work> bool check(const std::string& where, Work&& work, const char* word = nullptr)
    try {
        work();
        return true;
    } catch (const Fault& thrown) {
        fault(word ? word : thrown.word, where, thrown.detail);
        return false;
    }
    std::string toJson(double seconds) const
    {
        return '{' + member("path", path) + ',' + member("kind", kind) + ',' + member("depth", full ? "full" : "quick")
            + ',' + member("sound", findingCount == 0) + ',' + list("findings", findings) + ','
            + member("finding_count", findingCount) + ',' + list("remarks", remarks) + ','
            + member("remark_count", remarkCount) + ',' + list("devices", devices) + ',' + member("entries", entries)
            + ',' + member("erased", erased) + ',' + member("withheld", withheld) + ','
            + member("snapshot", findingCount == 0 ? snapshot : "") + ',' + member("seconds", seconds) + "}\n";
    }
    std::string toText(double seconds) const
    {
        return text + (findingCount == 0 ? "sound: " : "unsound: ") + std::to_string(entries) + " entries, "
            + std::to_string(findingCount) + " findings, " + std::to_string(remarkCount) + " remarks, "
            + std::to_string(seconds) + " s\n";
    }
    void add(Lines& to, uint64_t& count, const char* prefix, View word, View where, View what)
    {
        if (++count > 1000)
            return;
        const std::string all = std::string(where).append(": ").append(what);
        to.push_back(member("word", word) + ',' + member("text", all));
        text += std::string(prefix).append(word) + ' ' + all + '\n';
    }
};

} // namespace docket::verify
