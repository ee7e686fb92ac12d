#pragma once

#include "app/docket-verify/log.h"

#include <stdexcept>

namespace docket::verify
{

/// What PATH is cannot be read at all; exit status 3.
struct Unreadable : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Checks a log.db, everything in it against everything else. Never writes. `extra` adds checkpoints kept elsewhere
/// before the end. What is wrong goes into the report; throws Unreadable.
void checkDatabase(const std::string& path, History& history, const std::function<void()>& extra);

} // namespace docket::verify
