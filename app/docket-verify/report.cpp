#include "app/docket-verify/report.h"

#include <ctime>

namespace docket::verify
{

namespace
{

void add(std::vector<Report::Line>& lines, uint64_t& count, const char* word, std::string text)
{
    if (++count <= Report::maximumLines)
        lines.push_back({ word, std::move(text) });
}

std::string listOf(const std::vector<Report::Line>& lines)
{
    std::string out;
    for (const Report::Line& line : lines)
        out += (out.empty() ? "{\"word\":" : ",{\"word\":") + quoted(line.word) + ",\"text\":" + quoted(line.text)
            + '}';
    return '[' + out + ']';
}

std::string member(const char* name, uint64_t value)
{
    return ",\"" + std::string(name) + "\":" + std::to_string(value);
}

} // namespace

void Report::find(const char* word, std::string text)
{
    add(findings, findingCount, word, std::move(text));
}

void Report::remark(const char* word, std::string text)
{
    add(remarks, remarkCount, word, std::move(text));
}

std::string quoted(View text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\')
            out += "\\u00" + hex(View(&c, 1));
        else
            out += c;
    }
    return isUtf8(text) ? out + '"' : quoted(hex(text));
}

std::string utcTime(uint64_t seconds)
{
    char out[32] = "";
    const auto time = static_cast<std::time_t>(seconds);
    std::tm parts{};
    if (seconds < 253'402'300'800u && gmtime_r(&time, &parts))
        std::strftime(out, sizeof out, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return out;
}

std::string Report::toJson() const
{
    std::string logs;
    for (const DeviceReport& device : devices) {
        uint64_t witnessed = 0;
        std::string witnesses;
        for (const Witness& witness : device.witnesses) {
            witnessed = std::max(witnessed, witness.size);
            witnesses += std::string(witnesses.empty() ? "" : ",") + "{\"name\":" + quoted(witness.name)
                + ",\"time\":" + quoted(witness.time) + member("size", witness.size) + '}';
        }
        logs += std::string(logs.empty() ? "" : ",") + "{\"name\":" + quoted(device.name) + member("size", device.size)
            + ",\"root\":" + quoted(device.root) + ",\"forked\":" + (device.forked ? "true" : "false") + ",\"ended\":"
            + (device.ended ? "true" : "false") + member("witnessed_up_to", witnessed) + ",\"witnesses\":[" + witnesses
            + "],\"first_time\":" + quoted(device.firstTime) + ",\"last_time\":" + quoted(device.lastTime) + '}';
    }
    return "{\"path\":" + quoted(path) + ",\"kind\":" + quoted(kind) + ",\"depth\":\"" + (full ? "full" : "quick")
        + "\",\"sound\":" + (findingCount == 0 ? "true" : "false") + ",\"findings\":" + listOf(findings)
        + member("finding_count", findingCount) + ",\"remarks\":" + listOf(remarks)
        + member("remark_count", remarkCount) + ",\"devices\":[" + logs + ']' + member("entries", entries)
        + member("erased", erased) + member("withheld", withheld) + member("pending", pending) + ",\"snapshot\":"
        + quoted(findingCount == 0 ? snapshot : "") + ",\"seconds\":" + std::to_string(seconds) + '}';
}

} // namespace docket::verify
