#pragma once

#include "core/log/keys/keychain.h"
#include "core/log/crypto/secret.h"

namespace docket::log
{

/// Cost of turning a passphrase into a key with Argon2id. Only tests use Cheap.
enum class KdfCost {
    Moderate, ///< libsodium's MODERATE preset: 256 MiB, 3 passes, about half a second (audit.md 3)
    Sensitive, ///< libsodium's SENSITIVE preset: 1 GiB, 4 passes, some seconds; for the root key kept apart
    Cheap, ///< 8 MiB, 1 pass: worthless as protection
};

/// How a new device key is closed. With both a keychain and a passphrase the keychain is tried first and the
/// passphrase is used when no service answers.
struct Seal {
    Keychain* keychain = nullptr; ///< not owned; may be null
    Secret passphrase; ///< UTF-8; may be empty
    KdfCost cost = KdfCost::Moderate;

    static Seal withPassphrase(Secret passphrase, KdfCost cost = KdfCost::Moderate)
    {
        return Seal{ nullptr, std::move(passphrase), cost };
    }
    static Seal withKeychain(Keychain& keychain, Secret fallbackPassphrase = {})
    {
        return Seal{ &keychain, std::move(fallbackPassphrase), KdfCost::Moderate };
    }
};

} // namespace docket::log
