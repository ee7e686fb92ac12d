#pragma once

#include "core/base/sqlite.h"

namespace docket::sync
{

/// PRAGMA application_id of hub.db: "DKhb".
inline constexpr qint32 mirrorApplicationId = 0x444b6862;

/// Numbered steps of hub.db's schema. Append only; never edit a published step.
std::span<const sqlite::Migration> mirrorMigrations();

} // namespace docket::sync
