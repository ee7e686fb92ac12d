#pragma once

#include "app/docket-verify/crypto.h"

#include <vector>

namespace docket::verify
{

/// One JSON string, with quotes; bytes that are no UTF-8 in hexadecimal.
std::string quoted(View text);
/// "name":value — strings quoted.
std::string member(const char* name, View value);
std::string member(const char* name, uint64_t value);
std::string member(const char* name, bool value);

/// Everything that a run has found; filled by one thread at a time.
struct Report {
    std::string path, kind, snapshot;
    bool full = false;
    std::vector<std::string> findings, remarks; ///< "word where: detail"; the first 1000
    std::vector<std::string> devices; ///< JSON objects
    uint64_t findingCount = 0, remarkCount = 0, entries = 0, erased = 0, withheld = 0, pending = 0;
    double seconds = 0;

    /// `word` is one of FORMAT.md 12.
    void finding(const char* word, const std::string& where, const std::string& detail);
    /// What is worth knowing and no fault of this log.
    void remark(const char* word, const std::string& where, const std::string& detail);
    /// Does the work; a fault that it throws becomes a finding, under its own word or the one given.
    template <typename Work> void check(const std::string& where, Work&& work, const char* word = nullptr)
    {
        try {
            work();
        } catch (const Fault& fault) {
            finding(word ? word : fault.word, where, fault.detail);
        }
    }
    std::string toJson() const;
    /// Each finding on a line, then one that says what was looked at.
    std::string toText() const;
};

} // namespace docket::verify
