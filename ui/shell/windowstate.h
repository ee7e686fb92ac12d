#pragma once

#include "core/base/result.h"

#include <QDateTime>

#include <optional>

/// What the status line and the banners are told. Plain values, set by the composition root.
namespace docket::ui::shell
{

struct SyncState {
    enum class Phase { Never, Idle, Running, Failed };
    Phase phase = Phase::Never;
    QString endpoint; ///< host as people know it: "huggingface.co"
    QDateTime lastSync; ///< UTC; invalid when never
    int done = 0; ///< while running: steps done of `total`
    int total = 0; ///< 0: not known yet
    std::optional<Error> error; ///< of the last run, when it failed
};

struct OutboxState {
    int counting = 0; ///< acts whose countdown runs
    QDateTime nextLeaves; ///< UTC, the earliest of them
    int waiting = 0; ///< countdown over, waiting for the Hub (offline)
    int failed = 0; ///< need a person
    QString cause = {}; ///< why the first of the waiting waits; empty when it was not tried yet
};

struct LogState {
    enum class Check { Unknown, Running, Sound, Damaged };
    qint64 entries = 0;
    Check check = Check::Unknown;
    std::optional<qint64> witnessedTo; ///< entries covered by a witnessed checkpoint
    bool inFull = false; ///< every signature was checked, not the newest alone
};

struct DayState {
    int decided = 0; ///< cases decided by this reviewer since local midnight
};

} // namespace docket::ui::shell
