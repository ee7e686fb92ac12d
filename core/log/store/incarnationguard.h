#pragma once

#include "core/log/format/checkpoint.h"

#include <optional>

namespace docket::log
{

/// What this device remembers of itself outside the workspace folder.
struct Incarnation {
    /// What it signed last; nullopt before the first checkpoint.
    std::optional<Checkpoint> last;
    /// Names the stretch of writing that began last; log.db has the same. 16 random bytes; empty before the first.
    QByteArray nonce;
    /// A stretch that was about to begin when the program stopped: it may have or may not. Empty otherwise.
    QByteArray next;
    /// Entries may have been written after `last`.
    bool open = false;

    bool operator==(const Incarnation&) const = default;
};

/// Remembers outside the workspace folder what this device signed last and which stretch of writing it is in, so that a
/// restored backup or a copied folder is noticed before it writes a second history with the same key (audit.md 4.10). A
/// stretch begins with the first entry of a session or after a checkpoint, and ends with the next checkpoint: what was
/// written in it is not covered by a signature that is remembered, so only its random name tells the folder that has it
/// from one that lacks it. A copy made in the middle of a stretch has that name, too: the rest of the same stretch is
/// what such a copy may lack unnoticed. In order: beginning(), commit of the entries and the nonce, began(), …, commit
/// of the checkpoint, signedNow(). Thread: that of the Store.
class IncarnationGuard
{
public:
    virtual ~IncarnationGuard() = default;
    /// nullopt when nothing was ever remembered for this device here.
    virtual Result<std::optional<Incarnation>> remembered(const QByteArray& deviceName) = 0;
    /// Called before the first entries of a stretch are made durable.
    virtual Status beginning(const QByteArray& deviceName, const QByteArray& nonce) = 0;
    /// Called after they are.
    virtual Status began(const QByteArray& deviceName, const QByteArray& nonce) = 0;
    /// Called after a checkpoint of this device is durable; `nonce` is the one of the stretch that it ends, empty when
    /// there never was one.
    virtual Status signedNow(const Checkpoint& checkpoint, const QByteArray& nonce) = 0;
};

} // namespace docket::log
