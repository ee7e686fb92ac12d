#pragma once

#include "core/sync/mirror.h"

namespace docket::sync
{

// What to sync is a person's choice and cannot be fetched again like the rest of hub.db: the file `watches` beside it
// (one a line) holds a copy.

/// Writes the list whole or not at all. Storage.
Status saveWatchList(const QString& workspaceFolder, const QList<Watch>& watches);
/// What can be read of the list; empty without one.
QList<Watch> readWatchList(const QString& workspaceFolder);

} // namespace docket::sync
