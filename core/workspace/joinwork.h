#pragma once

#include "core/log/members/joining.h"
#include "core/workspace/workspace.h"

namespace docket
{

/// A folder that asked to be let into somebody's workspace and waits for the answer: it has keys, and no log.
struct PendingJoin {
    QByteArray device; ///< public key
    bool needsPassphrase = true; ///< else the keychain keeps the wrapping key
    QByteArray request; ///< to be handed over (FORMAT.md 11); empty where it is not kept in the folder
    QString name; ///< of the request; empty without one
};

/// NotFound when nothing waits in the folder.
Result<PendingJoin> pendingJoin(const QString& folder);

/// Makes the keys and the request in an empty folder (log::prepareJoin()), and keeps a copy of the request there: it is
/// no secret, and may have to be handed over again.
Result<PendingJoin> askToJoin(const QString& folder, const log::Invitation& invitation, const QString& name,
    const log::Seal& seal, const QDateTime& now);

struct JoinAnswer {
    QString folder;
    QString bundle; ///< file that whoever enrolled this device handed over
    QString endpoint; ///< base URL of the Hub
    log::Secret passphrase; ///< that closed the keys; empty where the keychain did
    log::Keychain* keychain = nullptr; ///< not owned
};

struct Joined {
    std::unique_ptr<Workspace> workspace; ///< unlocked
    std::optional<Error> incomplete; ///< what came along beside the log and could not be taken in
};

/// Makes the workspace from the answer. Forbidden when nobody enrolled this device, Validation for a wrong passphrase,
/// Integrity (words of FORMAT.md 12) for a damaged bundle; nothing but the keys is there then, and it can be tried
/// again. `progress` counts entries.
Result<Joined> join(const JoinAnswer& answer, Clock& clock, const log::VerifyProgress& progress = {});

} // namespace docket
