#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace docket::log
{

/// Reads a key file of at most 4096 bytes, without the white space around it. NotFound, Storage.
Result<QByteArray> readKeyFile(const QString& path);
/// Writes to a temporary name, syncs, renames and syncs the folder; readable by the owner only. Storage.
Status writeKeyFile(const QString& path, const QByteArray& bytes);
/// Renames over what is at `to`, overwrites the bytes that were there, and syncs. Atomic: a reader sees one or the
/// other.
Status replaceKeyFile(const QString& from, const QString& to);
/// Overwrites the file, syncs, then removes it. A solid-state disk, a copy-on-write file system or a backup may keep
/// the old bytes all the same; what protects them there is the seal, never the overwriting alone.
Status destroyKeyFile(const QString& path);

} // namespace docket::log
