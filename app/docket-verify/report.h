#pragma once

#include "app/docket-verify/json.h"

namespace docket::verify
{

/// "name":value, with quotes around texts; those that are no UTF-8 in hexadecimal.
template <typename T> std::string member(View name, const T& value)
{
    std::string out;
    quote(name, out);
    out += ':';
    if constexpr (std::is_same_v<T, bool>)
        out += value ? "true" : "false";
    else if constexpr (std::is_arithmetic_v<T>)
        out += std::to_string(value);
    else
        quote(simdjson::validate_utf8(View(value)) ? std::string(value) : hex(value), out);
    return out;
}

/// The objects as a list.
inline std::string listOf(const std::vector<std::string>& objects)
{
    std::string out;
    for (const std::string& object : objects)
        out += (out.empty() ? "{" : ",{") + object + '}';
    return '[' + out + ']';
}

/// Everything that a run has found; filled by one thread at a time.
struct Report {
    /// "word where: detail"; only the first 1000 are kept.
    struct Lines {
        std::vector<std::string> kept;
        uint64_t count = 0;
        void add(const std::string& word, const std::string& where, const std::string& detail)
        {
            if (++count <= 1000)
                kept.push_back(word + ' ' + where + ": " + detail);
        }
        std::string toJson() const
        {
            std::vector<std::string> objects;
            for (const std::string& line : kept)
                objects.push_back(member("word", line.substr(0, line.find(' '))) + ','
                    + member("text", line.substr(line.find(' ') + 1)));
            return listOf(objects);
        }
    };
    std::string path, kind = "proof", snapshot;
    bool full = false;
    Lines findings; ///< what is wrong, with a word of FORMAT.md 12
    Lines remarks; ///< what is worth knowing and no fault of this log
    std::vector<std::string> devices; ///< members of JSON objects
    uint64_t entries = 0, erased = 0, withheld = 0, pending = 0;

    /// Does the work; a fault that it throws becomes a finding, under `word` or, where that is null, its own.
    template <typename Work> void check(const std::string& where, const char* word, Work&& work)
    {
        try {
            work();
        } catch (const Fault& fault) {
            findings.add(word ? word : fault.word, where, fault.detail);
        }
    }
    bool isSound() const { return findings.count == 0; }

    std::string toJson(double seconds) const
    {
        return '{' + member("path", path) + ',' + member("kind", kind) + ',' + member("depth", full ? "full" : "quick")
            + ',' + member("sound", isSound()) + ",\"findings\":" + findings.toJson() + ','
            + member("finding_count", findings.count) + ",\"remarks\":" + remarks.toJson() + ','
            + member("remark_count", remarks.count) + ",\"devices\":" + listOf(devices) + ','
            + member("entries", entries) + ',' + member("erased", erased) + ',' + member("withheld", withheld) + ','
            + member("pending", pending) + ',' + member("snapshot", isSound() ? snapshot : "") + ','
            + member("seconds", seconds) + "}\n";
    }
    /// Each finding on a line, or one that says what was looked at.
    std::string toText(double seconds) const
    {
        std::string out;
        for (const std::string& line : findings.kept)
            out += line + '\n';
        if (findings.count > findings.kept.size())
            out += "and " + std::to_string(findings.count - findings.kept.size()) + " more\n";
        for (const std::string& line : remarks.kept)
            if (kind == "proof")
                out += line.substr(0, line.find(' ')) + ": " + line.substr(line.find(' ') + 1) + '\n';
        if (isSound() && kind != "proof")
            out += "sound: " + std::to_string(entries) + " entries of " + std::to_string(devices.size()) + " devices, "
                + std::to_string(remarks.count) + " remarks, " + std::to_string(seconds).substr(0, 6) + " s ("
                + (full ? "full" : "quick") + ")\n";
        return out;
    }
};

} // namespace docket::verify
