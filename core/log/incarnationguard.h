#pragma once

#include "core/log/checkpoint.h"

#include <optional>

namespace docket::log
{

/// Remembers outside the workspace folder what this device signed last, so that a restored backup or a copied folder
/// is noticed before it writes a second history with the same key (audit.md 4.10).
/// Thread: that of the Store.
class IncarnationGuard
{
public:
    virtual ~IncarnationGuard() = default;
    /// nullopt when nothing was ever remembered for this device here.
    virtual Result<std::optional<Checkpoint>> lastSigned(const QByteArray& deviceName) = 0;
    /// Called after each checkpoint of this device is durable.
    virtual Status signedNow(const Checkpoint& checkpoint) = 0;
};

} // namespace docket::log
