#pragma once

#include "core/log/keys/devicekey.h"

namespace docket::log
{

/// The key that holds the role root when it is kept apart from every device (audit.md 4.2): a key file under a
/// passphrase of its own, to be kept on a stick, and the same seed on paper.
namespace rootkey
{

/// Makes a key and its file. `name` is its device name in the workspace. Reads the file back and opens it before it
/// says that it is done. Conflict when there is a file already; Validation when the passphrase is too weak (fewer than
/// minimumPassphrase characters); Storage, also when the machine has not the memory that `cost` asks for.
Result<SigningKey> make(const QString& path, QByteArrayView domain, QByteArrayView workspace, const Secret& passphrase,
    KdfCost cost = KdfCost::Sensitive);
/// Makes the file again from the paper form. As make(); Parse when the text is mistyped.
Result<SigningKey> restore(const QString& path, QByteArrayView domain, QByteArrayView workspace, const Secret& paper,
    const Secret& passphrase, KdfCost cost = KdfCost::Sensitive);
/// NotFound, Integrity, Validation (wrong passphrase).
Result<SigningKey> open(const QString& path, const Secret& passphrase);

/// What is to be printed or written down, in groups of four: "DOCK ETRO OT1Q …". Whoever has it has the key. Never put
/// it into a file.
Secret paperForm(const SigningKey& key);
/// Inverse of paperForm(); Parse says what is wrong with it.
Result<SigningKey> fromPaper(const Secret& paper);

inline constexpr qsizetype minimumPassphrase = 12; ///< characters

} // namespace rootkey

} // namespace docket::log
