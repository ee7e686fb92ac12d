#pragma once

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

/// What is wrong: a word of FORMAT.md 12 and a clause. What cannot be read at all is a std::runtime_error, exit
/// status 3.
struct Fault {
    const char* word = nullptr;
    std::string detail;
};

inline void need(bool ok, const char* word, const char* detail)
{
    if (!ok)
        throw Fault{ word, detail };
}

inline constexpr auto bytesOf = [](View view) { return reinterpret_cast<const unsigned char*>(view.data()); };

template <size_t size> View viewOf(const std::array<unsigned char, size>& bytes)
{
    return { reinterpret_cast<const char*>(bytes.data()), size };
}

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
    std::string all;
    for (const View part : parts)
        all += part;
    Hash hash;
    SHA256(bytesOf(all), all.size(), hash.data());
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

inline constexpr auto base64Url = [](View bytes) { return base64(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING); };

/// Empty unless `text` is the one spelling.
inline std::string fromBase64(View text, int variant = sodium_base64_VARIANT_ORIGINAL)
{
    std::string out(text.size(), '\0');
    size_t size = 0;
    const int failed = sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(),
        text.size(), nullptr, &size, nullptr, variant);
    return failed ? "" : out.substr(0, size);
}

inline constexpr auto fromBase64Url
    = [](View text) { return fromBase64(text, sodium_base64_VARIANT_URLSAFE_NO_PADDING); };

/// Digits without a leading zero, at most 2^63-1.
inline bool parseNumber(View text, uint64_t& out)
{
    const auto [end, error] = std::from_chars(text.begin(), text.end(), out);
    return error == std::errc() && end == text.end() && (text.size() == 1 || text[0] != '0') && out <= INT64_MAX;
}

/// Whether the whole text has that form, a regular expression and a literal; good texts are remembered.
inline bool matches(View text, const char* form, Lines* groups = nullptr)
{
    static thread_local std::map<const char*, std::pair<std::regex, std::set<std::string, std::less<>>>> forms;
    const auto [at, isNew] = forms.try_emplace(form);
    auto& [regex, good] = at->second;
    if (isNew)
        regex = form;
    if (!groups && good.contains(text))
        return true;
    // The library's matcher recurses, so a long text is never given to it.
    std::match_results<View::const_iterator> match;
    const bool isMatch = text.size() <= 4096 && std::regex_match(text.begin(), text.end(), match, regex);
    if (isMatch && groups)
        groups->assign(match.begin() + 1, match.end());
    else if (isMatch && good.size() < 1000)
        good.emplace(text);
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
    void fault(const std::string& word, const std::string& where, const std::string& detail)
    {
        add(findings, findingCount, "", word, where + ": " + detail);
    }
    /// What is worth knowing and no fault of this log.
    void remark(const std::string& word, const std::string& where, const std::string& detail)
    {
        add(remarks, remarkCount, "remark: ", word, where + ": " + detail);
    }
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
    void add(Lines& to, uint64_t& count, const char* prefix, const std::string& word, const std::string& what)
    {
        if (++count > 1000)
            return;
        to.push_back(member("word", word) + ',' + member("text", what));
        text += prefix + word + ' ' + what + '\n';
    }
};

} // namespace docket::verify
