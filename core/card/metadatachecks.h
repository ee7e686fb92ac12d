#pragma once

#include "core/card/completeness.h"

namespace docket::card
{

/// META-00 to META-20 of policies.md 4c.4, as far as card and facts tell. Only faults are reported; META-00 stands
/// alone when the metadata cannot be read.
QList<CardFinding> checkMetadata(const ParsedCard& card, RepoKind kind, const RepoFacts& facts);

} // namespace docket::card
