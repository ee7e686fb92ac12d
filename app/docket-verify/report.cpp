#include "app/docket-verify/report.h"

namespace docket::verify
{

namespace
{

void add(std::vector<std::string>& lines, uint64_t& count, const char* word, const std::string& where,
    const std::string& detail)
{
    if (++count <= 1000)
        lines.push_back(std::string(word) + ' ' + where + ": " + detail);
}

std::string listOf(const std::vector<std::string>& lines)
{
    std::string out;
    for (const std::string& line : lines)
        out += (out.empty() ? "{" : ",{") + member("word", line.substr(0, line.find(' '))) + ','
            + member("text", line.substr(line.find(' ') + 1)) + '}';
    return '[' + out + ']';
}

} // namespace

void Report::finding(const char* word, const std::string& where, const std::string& detail)
{
    add(findings, findingCount, word, where, detail);
}

void Report::remark(const char* word, const std::string& where, const std::string& detail)
{
    add(remarks, remarkCount, word, where, detail);
}

std::string quoted(View text)
{
    std::string out = "\"";
    for (const char c : text)
        out += (c >= 0 && c < 0x20) || c == '"' || c == '\\' ? "\\u00" + hex(View(&c, 1)) : std::string(1, c);
    return isUtf8(text) ? out + '"' : quoted(hex(text));
}

std::string member(const char* name, View value)
{
    return quoted(name) + ':' + quoted(value);
}

std::string member(const char* name, uint64_t value)
{
    return quoted(name) + ':' + std::to_string(value);
}

std::string member(const char* name, bool value)
{
    return quoted(name) + (value ? ":true" : ":false");
}

std::string Report::toJson() const
{
    std::string logs;
    for (const std::string& device : devices)
        logs += (logs.empty() ? "" : ",") + device;
    return '{' + member("path", path) + ',' + member("kind", kind) + ','
        + member("depth", View(full ? "full" : "quick")) + ',' + member("sound", findingCount == 0) + ",\"findings\":"
        + listOf(findings) + ',' + member("finding_count", findingCount) + ",\"remarks\":" + listOf(remarks) + ','
        + member("remark_count", remarkCount) + ",\"devices\":[" + logs + "]," + member("entries", entries) + ','
        + member("erased", erased) + ',' + member("withheld", withheld) + ',' + member("pending", pending) + ','
        + member("snapshot", findingCount == 0 ? snapshot : "") + ",\"seconds\":" + std::to_string(seconds) + "}\n";
}

std::string Report::toText() const
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
            + std::to_string(remarkCount) + " remarks, " + std::to_string(seconds) + " s (" + (full ? "full" : "quick")
            + ")\n";
    return out;
}

} // namespace docket::verify
