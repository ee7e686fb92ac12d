#pragma once

#include "app/docket-verify/history.h"

#include <filesystem>

namespace docket::verify
{

/// Both read everything at `path` into the history, never write, and call `extra` once the log and its witnesses are
/// known. What is wrong goes into the report; throw Unreadable.

/// A log.db, everything in it against everything else.
void checkDatabase(const std::string& path, History& history, const std::function<void()>& extra);
/// An unpacked bundle or a tiles folder.
void checkFolder(const std::filesystem::path& path, History& history, const std::function<void()>& extra);

/// Throws Unreadable, also for more than `limit` bytes.
std::string readFile(const std::filesystem::path& path, uint64_t limit = 64 << 20);

} // namespace docket::verify
