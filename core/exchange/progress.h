#pragma once

#include <QtGlobal>

#include <functional>

namespace docket::exchange
{

/// What an export or import is at.
enum class Stage {
    Packing, ///< payloads and evidence into the encrypted part; counts payloads and evidence
    Writing, ///< the file; bytes
    Reading, ///< the file; bytes
    Checking, ///< logs and the encrypted part; entries
    Merging, ///< verifying and adding entries; entries
    Evidence, ///< into the mirror of the Hub; rows
};

/// Called from the working thread, at most a few thousand times. `total` is 0 where it is not known.
using Progress = std::function<void(Stage stage, qint64 done, qint64 total)>;

} // namespace docket::exchange
