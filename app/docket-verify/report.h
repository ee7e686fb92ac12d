#pragma once

#include "app/docket-verify/base.h"

namespace docket::verify
{

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

private:
    void add(Lines& to, uint64_t& count, const char* prefix, const std::string& word, const std::string& what)
    {
        if (++count > 1000)
            return;
        to.push_back(member("word", word) + ',' + member("text", what));
        text += prefix + word + ' ' + what + '\n';
    }
};

} // namespace docket::verify
