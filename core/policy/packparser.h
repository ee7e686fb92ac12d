#pragma once

#include "core/policy/pack.h"

#include <QByteArrayView>

namespace docket::policy
{

/// Largest pack file accepted, in bytes. Shipped packs are below 120 KiB.
inline constexpr qsizetype kMaxPackBytes = 2 * 1024 * 1024;

/// Reads and checks one pack, strictly: unknown keys and words, duplicate ids, missing mandatory keys and clause
/// references to unlisted sources are refused whole. `origin` (a file name) opens the error's `thing`, followed by the
/// JSON path: "mine.json $.sections[0].criteria[3].severity". Errors: Parse, Validation, LimitExceeded, Unsupported.
/// Codes in `permittedActions` are checked for their form here and for existence by checkCodes().
/// Pure; any thread.
Result<Pack> parsePack(QByteArrayView bytes, const QString& origin);

/// Every decision code a pack names exists in the vocabulary. Error: Validation, naming the criterion and the code.
Status checkCodes(const Pack& pack, const Pack& vocabulary);

} // namespace docket::policy
