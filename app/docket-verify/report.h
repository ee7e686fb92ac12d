#pragma once

#include "app/docket-verify/crypto.h"

#include <vector>

namespace docket::verify
{

/// One JSON string, with quotes; bytes that are no UTF-8 in hexadecimal.
inline std::string jsonString(View text)
{
    std::string out = "\"";
    for (const char c : text)
        out += (c >= 0 && c < 0x20) || c == '"' || c == '\\' ? "\\u00" + hex(View(&c, 1)) : std::string(1, c);
    return isUtf8(text) ? out + '"' : jsonString(hex(text));
}

/// "name":value, with quotes around strings.
template <typename T> std::string member(const char* name, const T& value)
{
    if constexpr (std::is_same_v<T, bool>)
        return jsonString(name) + (value ? ":true" : ":false");
    else if constexpr (std::is_arithmetic_v<T>)
        return jsonString(name) + ':' + std::to_string(value);
    else
        return jsonString(name) + ':' + jsonString(value);
}

/// Everything that a run has found; filled by one thread at a time.
struct Report {
    std::string path, kind = "proof", snapshot;
    bool full = false;
    std::vector<std::string> findings, remarks; ///< "word where: detail"; the first 1000
    std::vector<std::string> devices; ///< JSON objects
    uint64_t findingCount = 0, remarkCount = 0, entries = 0, erased = 0, withheld = 0, pending = 0;
    double seconds = 0;

    /// `word` is one of FORMAT.md 12.
    void finding(const std::string& word, const std::string& where, const std::string& detail)
    {
        if (++findingCount <= 1000)
            findings.push_back(word + ' ' + where + ": " + detail);
    }
    /// What is worth knowing and no fault of this log.
    void remark(const std::string& word, const std::string& where, const std::string& detail)
    {
        if (++remarkCount <= 1000)
            remarks.push_back(word + ' ' + where + ": " + detail);
    }
    /// Does the work; a fault that it throws becomes a finding, under `word` or, where that is null, its own.
    template <typename Work> void check(const std::string& where, const char* word, Work&& work)
    {
        try {
            work();
        } catch (const Fault& fault) {
            finding(word ? word : fault.word, where, fault.detail);
        }
    }

    std::string toJson() const
    {
        std::string logs;
        for (const std::string& device : devices)
            logs += (logs.empty() ? "" : ",") + device;
        return '{' + member("path", path) + ',' + member("kind", kind) + ',' + member("depth", full ? "full" : "quick")
            + ',' + member("sound", findingCount == 0) + ",\"findings\":" + listOf(findings) + ','
            + member("finding_count", findingCount) + ",\"remarks\":" + listOf(remarks) + ','
            + member("remark_count", remarkCount) + ",\"devices\":[" + logs + "]," + member("entries", entries) + ','
            + member("erased", erased) + ',' + member("withheld", withheld) + ',' + member("pending", pending) + ','
            + member("snapshot", findingCount == 0 ? snapshot : "") + ',' + member("seconds", seconds) + "}\n";
    }
    /// Each finding on a line, or one that says what was looked at.
    std::string toText() const
    {
        std::string out;
        for (const std::string& line : findings)
            out += line + '\n';
        if (findingCount > findings.size())
            out += "and " + std::to_string(findingCount - findings.size()) + " more\n";
        for (const std::string& line : remarks)
            if (kind == "proof")
                out += line.substr(0, line.find(' ')) + ": " + line.substr(line.find(' ') + 1) + '\n';
        if (findingCount == 0 && kind != "proof")
            out += "sound: " + std::to_string(entries) + " entries of " + std::to_string(devices.size()) + " devices, "
                + std::to_string(remarkCount) + " remarks, " + std::to_string(seconds).substr(0, 6) + " s ("
                + (full ? "full" : "quick") + ")\n";
        return out;
    }

private:
    static std::string listOf(const std::vector<std::string>& lines)
    {
        std::string out;
        for (const std::string& line : lines)
            out += (out.empty() ? "{" : ",{") + member("word", line.substr(0, line.find(' '))) + ','
                + member("text", line.substr(line.find(' ') + 1)) + '}';
        return '[' + out + ']';
    }
};

} // namespace docket::verify
