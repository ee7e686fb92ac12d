#pragma once

#include "core/log/members/joinrequest.h"
#include "core/log/keys/seal.h"

namespace docket::log
{

/// Makes what a device needs that wants to join a workspace: `<folder>/keys` with the sealed device key and its first
/// exchange key. Returns the join request's bytes; the folder becomes a workspace with Store::createFrom() when the
/// answer comes. Conflict when the folder has a workspace or keys already; Locked as for SealedKey::seal(); Storage.
Result<QByteArray> prepareJoin(
    const QString& folder, const Invitation& invitation, const QString& name, const Seal& seal, const QDateTime& now);

} // namespace docket::log
