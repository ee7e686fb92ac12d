#pragma once

#include "app/docket-verify/base.h"

#include <simdjson.h>

namespace docket::verify
{

/// "name":value, with quotes around texts; those that are no UTF-8 in hexadecimal.
template <typename T> std::string member(const std::string& name, const T& value)
{
    if constexpr (std::is_same_v<T, bool>) {
        return '"' + name + "\":" + (value ? "true" : "false");
    } else if constexpr (std::is_arithmetic_v<T>) {
        return '"' + name + "\":" + std::to_string(value);
    } else {
        std::string out;
        for (const char c : simdjson::validate_utf8(View(value)) ? std::string(value) : hex(value))
            out += (c >= 0 && c < 0x20) || c == '"' || c == '\\' ? "\\u00" + hex(View(&c, 1)) : std::string(1, c);
        return '"' + name + "\":\"" + out + '"';
    }
}

/// The objects as a list.
inline std::string listOf(const Lines& objects)
{
    std::string out;
    for (const std::string& object : objects)
        out += (out.empty() ? "{" : ",{") + object + '}';
    return '[' + out + ']';
}

/// Everything that a run has found; filled by one thread at a time.
struct Report {
    /// What was said, as "word where: detail"; only the first 1000 are kept.
    struct Said {
        Lines lines, objects;
        uint64_t count = 0;
        void add(const std::string& word, const std::string& where, const std::string& detail)
        {
            if (++count > 1000)
                return;
            lines.push_back(word + ' ' + where + ": " + detail);
            objects.push_back(member("word", word) + ',' + member("text", where + ": " + detail));
        }
    };
    std::string path, kind = "proof", snapshot;
    bool full = false;
    Said findings; ///< what is wrong, with a word of FORMAT.md 12
    Said remarks; ///< what is worth knowing and no fault of this log
    Lines devices; ///< members of JSON objects
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
            + ',' + member("sound", isSound()) + ",\"findings\":" + listOf(findings.objects) + ','
            + member("finding_count", findings.count) + ",\"remarks\":" + listOf(remarks.objects) + ','
            + member("remark_count", remarks.count) + ",\"devices\":" + listOf(devices) + ','
            + member("entries", entries) + ',' + member("erased", erased) + ',' + member("withheld", withheld) + ','
            + member("pending", pending) + ',' + member("snapshot", isSound() ? snapshot : "") + ','
            + member("seconds", seconds) + "}\n";
    }
    /// Each finding and each remark on a line, and one that says what was looked at.
    std::string toText(double seconds) const
    {
        std::ostringstream out;
        for (const std::string& line : findings.lines)
            out << line << '\n';
        if (findings.count > findings.lines.size())
            out << "and " << findings.count - findings.lines.size() << " more\n";
        for (const std::string& line : remarks.lines)
            out << "remark: " << line << '\n';
        if (isSound() && kind != "proof")
            out << "sound: " << entries << " entries of " << devices.size() << " devices, " << remarks.count
                << " remarks, " << seconds << " s (" << (full ? "full" : "quick") << ")\n";
        return out.str();
    }
};

} // namespace docket::verify
