#pragma once

#include "app/docket-verify/crypto.h"

#include <map>
#include <vector>

namespace docket::verify
{

/// How far others vouch for a log, for the report.
struct Witness {
    std::string name;
    uint64_t size = 0;
    std::string time; ///< UTC; the witness's own clock
};

/// What the report says about one log.
struct DeviceReport {
    std::string name, root, firstTime, lastTime;
    uint64_t size = 0;
    bool forked = false, ended = false;
    std::vector<Witness> witnesses;
};

/// Everything that a run has found; filled by one thread at a time.
struct Report {
    struct Line {
        std::string word, text;
    };
    std::string path, kind, snapshot;
    bool full = false;
    std::vector<Line> findings; ///< the first maximumLines
    std::vector<Line> remarks; ///< what is worth knowing and no fault of this log; the first maximumLines
    uint64_t findingCount = 0, remarkCount = 0;
    uint64_t entries = 0, erased = 0, withheld = 0, pending = 0;
    std::vector<DeviceReport> devices;
    double seconds = 0;

    static constexpr size_t maximumLines = 1000;
    void find(const char* word, std::string text);
    void remark(const char* word, std::string text);
    std::string toJson() const;
};

/// One member of a JSON object: "name":"value".
std::string quoted(View text);
/// Seconds since 1970 as yyyy-MM-ddTHH:mm:ssZ.
std::string utcTime(uint64_t seconds);

} // namespace docket::verify
