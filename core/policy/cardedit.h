#pragma once

#include "core/base/result.h"

#include <QString>

namespace docket::policy
{

/// Adds `tag` to the `tags` of a card's front matter and touches no other character (line ends included). A card
/// without front matter gets one. A tag already present returns the card unchanged. A form this cannot edit safely
/// (anchors, aliases, multi-line flow, a scalar over several lines, duplicate keys, no closing line) is refused:
/// Unsupported.
Result<QString> addCardTag(const QString& card, const QString& tag);

} // namespace docket::policy
