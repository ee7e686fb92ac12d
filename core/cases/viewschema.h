#pragma once

#include <string>
#include <string_view>

namespace docket::cases
{

/// PRAGMA application_id of view.db: "DKvw".
inline constexpr int viewApplicationId = 0x444b7677;
/// Stored in PRAGMA user_version. view.db is never migrated: another number means delete and rebuild.
inline constexpr int viewSchemaVersion = 1;

std::string_view viewTables();
/// Made after a bulk load (performance.md 1: 4.9-9 times faster than before it).
std::string_view viewIndexesAndTriggers();
std::string_view dropViewIndexesAndTriggers();
/// Fills `counter` and the text index from `kase`, after a load without triggers.
std::string_view recountView();

} // namespace docket::cases
