#pragma once

#include "app/docket-verify/policy.h"

#include <filesystem>

namespace docket::verify
{

/// Checks an unpacked bundle, or a tiles folder (one log: `checkpoint` and `tile/`). As checkDatabase().
void checkFolder(const std::filesystem::path& folder, History& history, const std::function<void()>& extra);

/// A whole file of at most `limit` bytes; throws Unreadable.
std::string readFile(const std::filesystem::path& path, uint64_t limit = 64 * 1024 * 1024);

} // namespace docket::verify
